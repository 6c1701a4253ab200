//! The sheet 人の訂正: what people corrected in the reading of papers, what it did to the states, and which corrections lapsed. None
//! where nobody has corrected anything.

use super::gaps::strength;
use super::index::Index;
use super::{Cell, Column, Sheet, SheetName, Tone};
use crate::model::Corrected;

pub(super) fn sheet(index: &Index) -> Option<Sheet> {
    if index.report.corrections.is_empty() {
        return None;
    }
    let columns = vec![
        Column::new("反映", 8).centred(),
        Column::new("義務", 24),
        Column::new("文書", 24),
        Column::new("場所", 18),
        Column::new("引用(訂正したとき)", 50),
        Column::new("読み取り", 20),
        Column::new("訂正", 24),
        Column::new("理由", 34),
        Column::new("訂正した人", 14),
        Column::new("訂正日", 12),
        Column::new("状態への影響", 40),
        Column::new("義務ID", 18),
    ];
    let rows = index.report.corrections.iter().map(|one| row(index, one)).collect();
    Some(Sheet { name: SheetName::Corrections, columns, rows, frozen: 2, broad: true })
}

fn row(index: &Index, one: &Corrected) -> Vec<Cell> {
    let correction = &one.correction;
    let (mark, effect) = match one.lapsed {
        Some(why) => (Cell::toned("失効", Tone::Bad), format!("{why}。適用していません。")),
        None => (Cell::toned("反映", Tone::Weak), effects(index, one)),
    };
    let read: Vec<String> = match one.claims.as_slice() {
        [] => vec![correction.read_as.clone()],
        claims => claims.iter().map(strength).collect(),
    };
    vec![
        mark,
        Cell::text(index.catalogue.title(&correction.duty)),
        Cell::text(correction.path.as_str()),
        Cell::text(correction.place.in_words()),
        Cell::text(correction.quote.as_str()),
        Cell::text(read.join("\n")),
        Cell::text(correction.change.ja()),
        Cell::text(correction.reason.as_str()),
        Cell::text(correction.by.as_str()),
        Cell::date(correction.day),
        Cell::text(effect),
        Cell::text(correction.duty.as_str()),
    ]
}

/// `電子カルテ: 相手任せ → 分担確定`, one line a system.
fn effects(index: &Index, one: &Corrected) -> String {
    let lines = one.touched.iter().map(|touched| {
        let system = index.system_name(&touched.system);
        match touched.before == touched.after {
            true => format!("{system}: {}(変わらず)", touched.after.ja()),
            false => format!("{system}: {} → {}", touched.before.ja(), touched.after.ja()),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Correction, DutyId, Party, Place, Ruling, State, Swayed};
    use crate::report::specimen;
    use crate::report::tables::{Tables, words};

    #[test]
    fn by_hand_is_said_wherever_a_state_is_shown() {
        let mut report = specimen::report();
        let duty = DutyId::new("bck.take");
        let system = "ehr".to_owned();
        let verdict = report.verdicts.iter().find(|one| one.duty == duty && one.system == system).expect("a verdict");
        let touched = Swayed { system, before: State::Unassigned, after: verdict.state };
        let correction = Correction {
            path: "規程.docx".to_owned(),
            duty,
            print: String::new(),
            quote: "保守業者は、…".to_owned(),
            place: Place::default(),
            read_as: "vendor: expected".to_owned(),
            change: Ruling::Holder(Party::Hospital),
            reason: "当院の係".to_owned(),
            by: "山田".to_owned(),
            day: None,
        };
        let saying = |report: &crate::model::Report| -> Vec<SheetName> {
            let says = |cell: &Cell| cell.words().contains(words::BY_HAND);
            let tables = Tables::new(report, specimen::catalogue());
            let sheets = tables.sheets.iter().filter(|sheet| sheet.rows.iter().flatten().any(says));
            sheets.map(|sheet| sheet.name).collect()
        };
        assert_eq!(saying(&report), []);
        report.corrections = vec![Corrected {
            correction,
            document: Some("d2".to_owned()),
            claims: Vec::new(),
            touched: vec![touched],
            lapsed: None,
        }];
        let found = saying(&report);
        for name in [SheetName::Gaps, SheetName::Matrix, SheetName::RoleRows, SheetName::Disclosures] {
            assert!(found.contains(&name), "{name:?}: {found:?}");
        }
        let tables = Tables::new(&report, specimen::catalogue());
        let sheet = tables.sheets.iter().find(|sheet| sheet.name == SheetName::Corrections).expect("the sheet");
        let row: Vec<String> = sheet.rows[0].iter().map(Cell::words).collect();
        assert!(row.contains(&"反映".to_owned()) && row[10].starts_with("電子カルテ: 宙に浮いた責任 → "), "{row:?}");
    }
}
