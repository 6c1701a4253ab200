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
