//! The sheet 読み取り記録: every file, and in it every row, article and news, with what became of it.

use super::gaps::shorten;
use super::home::{row_of, unit_of};
use super::index::Index;
use super::{Cell, Column, Sheet, SheetName};
use crate::model::Document;

/// Letters of a row's or article's words that are shown.
const EXCERPT: usize = 60;

pub(super) fn sheet(index: &Index) -> Sheet {
    let columns = vec![
        Column::new("文書", 28),
        Column::new("区分", 10).centred(),
        Column::new("場所", 22),
        Column::new("結果", 30),
        Column::new("内容・理由", 66),
        Column::new("種類", 16),
        Column::new("版", 9).centred(),
        Column::new("行", 6).centred(),
        Column::new("条項", 6).centred(),
        Column::new("根拠", 6).centred(),
    ];
    let mut rows: Vec<_> = index.report.documents.iter().flat_map(|document| account(index, document)).collect();
    // Files that never became a document, and news about the case as a whole.
    for notice in index.report.notices.iter().filter(|notice| index.document(&notice.document).is_none()) {
        let place = notice.place.in_words();
        rows.push(line("案件フォルダ", "通知", place, "読み取っていません".to_owned(), notice.message.clone(), None));
    }
    Sheet { name: SheetName::Readings, columns, rows, frozen: 2, broad: false }
}

/// The paper itself, what could not be read in it, then its rows and articles.
fn account(index: &Index, document: &Document) -> Vec<Vec<Cell>> {
    let claims = index.claims_of(&document.id);
    let news: Vec<_> = index.report.notices.iter().filter(|notice| notice.document == document.id).collect();
    let result = match (document.rows.len() + document.units.len(), news.len()) {
        (0, _) => "読み取れませんでした".to_owned(),
        (_, 0) => "読み取りました".to_owned(),
        (_, news) => format!("読み取りました(要確認 {news} か所)"),
    };
    let applies: Vec<&str> = index.systems_of(document).iter().map(|system| system.name.as_str()).collect();
    let reason = format!("{}\n対象: {}", document.kind_reason, applies.join("、"));
    let name = index.document_name(&document.id);
    let mut rows = vec![vec![
        Cell::Strong(name.to_owned()),
        Cell::text("文書"),
        Cell::text(document.path.as_str()),
        Cell::text(result),
        Cell::text(reason.trim()),
        Cell::text(document.kind.ja()),
        Cell::maybe(document.edition.as_deref()),
        Cell::Number(document.rows.len()),
        Cell::Number(document.units.len()),
        Cell::Number(claims.len()),
    ]];
    for notice in news {
        rows.push(line(
            name,
            "要確認",
            notice.place.in_words(),
            "確認が必要です".to_owned(),
            notice.message.clone(),
            None,
        ));
    }
    let (mut by_row, mut by_unit) = (vec![0; document.rows.len()], vec![0; document.units.len()]);
    for claim in &claims {
        let place = &claim.quote.place;
        if let Some(count) = row_of(document, place).and_then(|at| by_row.get_mut(at)) {
            *count += 1;
        } else if let Some(count) = unit_of(document, place).and_then(|at| by_unit.get_mut(at)) {
            *count += 1;
        }
    }
    for (row, claims) in document.rows.iter().zip(by_row) {
        let result = match (row.duties.len(), claims) {
            (0, _) => "対応する義務なし".to_owned(),
            (duties, 0) => format!("義務 {duties} 件に対応"),
            (duties, claims) => format!("義務 {duties} 件に対応、根拠 {claims} 件"),
        };
        let title = row.title.as_ref().map(|title| format!("{title}: ")).unwrap_or_default();
        let text = format!("{} [{}] {title}{}", row.number, row.answer.ja(), shorten(&row.text, EXCERPT));
        rows.push(line(name, "行", row.place.in_words(), result, text, Some(claims)));
    }
    for (unit, claims) in document.units.iter().zip(by_unit) {
        let result = match (&unit.ignored, claims) {
            (Some(reason), _) => format!("扱いません({reason})"),
            (None, 0) => "義務に当たる記載なし".to_owned(),
            (None, claims) => format!("根拠 {claims} 件"),
        };
        let heading = unit.heading.as_ref().map(|heading| format!("({heading}) ")).unwrap_or_default();
        let place = if unit.unit.is_empty() { format!("{}行目", unit.line) } else { unit.unit.clone() };
        rows.push(line(
            name,
            "条項",
            place,
            result,
            format!("{heading}{}", shorten(&unit.text, EXCERPT)),
            Some(claims),
        ));
    }
    rows
}

/// A row below its paper.
fn line(name: &str, sort: &str, place: String, result: String, text: String, claims: Option<usize>) -> Vec<Cell> {
    let mut cells = vec![Cell::text(name), Cell::text(sort), Cell::text(place), Cell::text(result), Cell::text(text)];
    cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]);
    cells.push(claims.map_or(Cell::Empty, Cell::Number));
    cells
}
