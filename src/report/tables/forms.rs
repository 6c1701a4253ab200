//! The sheets of forms, row by row: 確認表の突合 holds ticks against what papers carry, 開示書の確認 shows how answers were read.

use std::collections::BTreeMap;

use super::differences;
use super::gaps::strength;
use super::home::row_of;
use super::index::Index;
use super::{Cell, Column, Sheet, SheetName, Tone};
use crate::model::{Claim, Document, Kind, Row, State};
use crate::verify::of_row;

/// 確認表の突合: rows of role tables and of the hospital's checklists.
pub(super) fn role_rows(index: &Index) -> Sheet {
    const KINDS: &[Kind] = &[Kind::RoleTable, Kind::ChecklistHospital];
    let columns = vec![
        Column::new("文書", 22),
        Column::new("部", 9),
        Column::new("項番", 8).centred(),
        Column::new("項目", 20),
        Column::new("内容", 40),
        Column::new("初回確認", 10).centred(),
        Column::new("完了日", 12).centred(),
        Column::new("担当・条項の記入", 18),
        Column::new("文書の裏付け", 13).centred(),
        Column::new("対応する義務とその状態", 46),
        Column::new("場所", 14),
    ];
    let rows = rows_of(index, KINDS)
        .map(|(document, _, row)| {
            let fates = fates(index, document, row);
            let noted: Vec<&str> =
                [&row.holder, &row.clause, &row.remark].into_iter().flatten().map(String::as_str).collect();
            vec![
                Cell::text(index.document_name(&document.id)),
                Cell::maybe(row.part.as_deref()),
                Cell::text(row.number.as_str()),
                Cell::maybe(row.title.as_deref().or(row.section.as_deref())),
                Cell::text(row.text.as_str()),
                Cell::text(row.answer.ja()),
                Cell::date(row.done),
                Cell::text(noted.join("\n")),
                backing(&fates),
                Cell::text(in_words(&fates)),
                Cell::text(row.place.in_words()),
            ]
        })
        .collect();
    let sheet = Sheet { name: SheetName::RoleRows, columns, rows, frozen: 3, broad: true };
    differences::add(index, sheet, KINDS)
}

/// 開示書の確認: rows of MDS, SDS, the vendor's checklists and its answers to questionnaires.
pub(super) fn disclosures(index: &Index) -> Sheet {
    const KINDS: &[Kind] = &[Kind::Mds, Kind::Sds, Kind::ChecklistVendor, Kind::Disclosure];
    let columns = vec![
        Column::new("文書", 22),
        Column::new("種類", 12),
        Column::new("番号", 8).centred(),
        Column::new("質問", 42),
        Column::new("回答", 10).centred(),
        Column::new("備考", 34),
        Column::new("読み方", 26),
        Column::new("対応する義務とその状態", 46),
        Column::new("場所", 14),
    ];
    let mut by_row: BTreeMap<(&str, usize), Vec<&Claim>> = BTreeMap::new();
    for claim in &index.report.claims {
        let at = index.document(&claim.document).and_then(|document| row_of(document, &claim.quote.place));
        if let Some(at) = at {
            by_row.entry((&claim.document, at)).or_default().push(claim);
        }
    }
    let rows = rows_of(index, KINDS)
        .map(|(document, at, row)| {
            let claims = by_row.get(&(document.id.as_str(), at)).map_or(&[][..], Vec::as_slice);
            let remark = match (&row.remark_key, &row.remark) {
                (Some(key), Some(remark)) => format!("({key}) {remark}"),
                (Some(key), None) => format!("({key}) ※この番号の備考が見つかりません"),
                (None, remark) => remark.clone().unwrap_or_default(),
            };
            vec![
                Cell::text(index.document_name(&document.id)),
                Cell::text(document.kind.ja()),
                Cell::text(row.number.as_str()),
                Cell::text(row.text.as_str()),
                Cell::text(row.answer.ja()),
                Cell::text(remark),
                Cell::text(reading(claims, row)),
                Cell::text(in_words(&fates(index, document, row))),
                Cell::text(row.place.in_words()),
            ]
        })
        .collect();
    let sheet = Sheet { name: SheetName::Disclosures, columns, rows, frozen: 3, broad: true };
    differences::add(index, sheet, KINDS)
}

/// The rows of all papers of those kinds, each with its paper and its 0-based place there.
fn rows_of<'a>(index: &Index<'a>, kinds: &'static [Kind]) -> impl Iterator<Item = (&'a Document, usize, &'a Row)> {
    let papers = index.report.documents.iter().filter(|document| kinds.contains(&document.kind));
    papers.flat_map(|document| document.rows.iter().enumerate().map(move |(at, row)| (document, at, row)))
}

/// What becomes of one duty of a row in one system.
struct Fate<'a> {
    duty: &'a str,
    system: &'a str,
    state: State,
    /// Said where people have corrected what the state rests on.
    by_hand: Option<&'static str>,
}

/// The fate of each duty of the row, in each system of the paper.
fn fates<'a>(index: &'a Index, document: &Document, row: &'a Row) -> Vec<Fate<'a>> {
    let mut systems = of_row(row, index.systems_of(document));
    if let Some((_, id)) = row.keyed() {
        systems = index.report.plan.systems.iter().filter(|system| system.id == id).collect();
    }
    row.duties
        .iter()
        .flat_map(|duty| {
            systems.iter().filter_map(move |system| {
                let verdict = index.verdict(duty, &system.id)?;
                let (duty, by_hand) = (index.catalogue.title(duty), index.by_hand(verdict));
                Some(Fate { duty, system: &system.name, state: verdict.state, by_hand })
            })
        })
        .collect()
}

/// One line a duty and state, its systems together: `バックアップの取得: ≠ 文書間の矛盾(電子カルテ)`. A paper of one system
/// leaves its name out.
fn in_words(fates: &[Fate]) -> String {
    let mut lines: Vec<(&Fate, Vec<&str>)> = Vec::new();
    let key = |fate: &Fate| (fate.duty.to_owned(), fate.state, fate.by_hand);
    for fate in fates {
        match lines.iter_mut().find(|(first, _)| key(first) == key(fate)) {
            Some((_, systems)) => systems.push(fate.system),
            None => lines.push((fate, vec![fate.system])),
        }
    }
    if lines.is_empty() {
        return "対応する義務が見つかりません".to_owned();
    }
    let alone = fates.iter().all(|fate| fates.first().is_some_and(|first| first.system == fate.system));
    let line = |(fate, systems): &(&Fate, Vec<&str>)| {
        let systems = if alone { String::new() } else { format!("({})", systems.join("、")) };
        format!("{}: {}{systems}", fate.duty, Cell::State(fate.state, fate.by_hand.map(str::to_owned)).words())
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Whether papers carry what the row settles, and whether only as people have corrected their reading.
fn backing(fates: &[Fate]) -> Cell {
    let rest = fates.iter().filter(|fate| fate.state.is_at_rest()).count();
    let by_hand = fates.iter().any(|fate| fate.state.is_at_rest() && fate.by_hand.is_some());
    match (fates.len(), rest) {
        (0, _) => Cell::toned("－ 対象なし", Tone::Quiet),
        (all, rest) if all == rest && by_hand => Cell::toned("○ あり(人の訂正による)", Tone::Good),
        (all, rest) if all == rest => Cell::toned("○ あり", Tone::Good),
        (_, 0) => Cell::toned("× なし", Tone::Bad),
        _ => Cell::toned("△ 一部", Tone::Weak),
    }
}

/// How the row's answer was read, one line a claim.
fn reading(claims: &[&Claim], row: &Row) -> String {
    let mut lines: Vec<String> = Vec::new();
    for claim in claims {
        let condition = claim.condition.as_ref().map(|words| format!("(条件: {words})")).unwrap_or_default();
        let line = format!("{}{condition}", strength(claim));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    match (&row.parent, lines.is_empty()) {
        (Some(parent), true) => format!("根拠にしていません(親の {parent} 番の回答によります)"),
        (None, true) => "根拠にしていません".to_owned(),
        _ => lines.join("\n"),
    }
}
