//! The column 様式との違い in the sheets of forms. In: a sheet with one row for each row of those kinds of paper. Out: the same with the
//! difference of each row, and a row for each row of a blank form that a paper lacks. Without blank forms nothing is added.

use std::collections::BTreeMap;

use super::index::Index;
use super::{Cell, Column, Sheet};
use crate::model::Kind;
use crate::verify::altered::{Change, alterations};

/// Letters shown beside a change.
const AROUND: usize = 30;

/// Adds the column. The first column of the sheet names the paper, `項番` or `番号` the row, the one after its words.
pub(super) fn add(index: &Index, mut sheet: Sheet, kinds: &[Kind]) -> Sheet {
    let plan = &index.report.plan;
    if plan.blanks.iter().all(|blank| !kinds.contains(&blank.kind)) {
        return sheet;
    }
    let titled = |titles: &[&str]| sheet.columns.iter().position(|column| titles.contains(&column.title.as_str()));
    let (number, words) = (titled(&["項番", "番号"]), titled(&["内容", "質問"]));
    let mut drawn = sheet.rows.into_iter();
    let mut rows = Vec::new();
    for document in index.report.documents.iter().filter(|document| kinds.contains(&document.kind)) {
        let mut by_row: BTreeMap<usize, String> = BTreeMap::new();
        let mut missing = Vec::new();
        for found in alterations(document, plan) {
            let difference = found.in_words(document, AROUND);
            match found.row {
                Some(at) => drop(by_row.insert(at, format!("{}: {difference}", sort(&found.change)))),
                None => missing.push((found.blank, difference)),
            }
        }
        for (at, mut row) in drawn.by_ref().take(document.rows.len()).enumerate() {
            row.push(Cell::maybe(by_row.get(&at).map(String::as_str)));
            rows.push(row);
        }
        for (blank, difference) in missing {
            let Some(blank) = blank else { continue };
            let mut row = vec![Cell::Empty; sheet.columns.len()];
            row[0] = Cell::text(index.document_name(&document.id));
            if let (Some(number), Some(words)) = (number, words) {
                row[number] = Cell::text(blank.number.as_str());
                row[words] = Cell::text("(文書にない行)");
            }
            row.push(Cell::text(format!("{}: {difference}", sort(&Change::Missing))));
            rows.push(row);
        }
    }
    sheet.columns.push(Column::new("様式との違い", 44));
    sheet.rows = rows;
    sheet
}

fn sort(change: &Change) -> &'static str {
    match change {
        Change::Words(_) => "文言の変更",
        Change::Added => "追加",
        Change::Missing => "欠落",
        Change::Moved => "移動",
    }
}
