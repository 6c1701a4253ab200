//! The head of a table: which column holds what. In: a grid and a layout. Out: [`Columns`] for the rows below.
//! A head may take two rows (`回答` over `はい | いいえ | 対象外`), stand under merged cells, and come again on every page.

use std::collections::BTreeMap;

use crate::catalogue::{Column, FormLayout};
use crate::model::{Cell, Grid};
use crate::text::numbers::{row_number, squeeze};

/// Which columns of a table hold what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// First and last column of each kind.
    spans: BTreeMap<Column, (u32, u32)>,
    /// Rows that the head takes.
    pub height: u32,
}

impl Columns {
    /// The head that begins at that row, or none.
    pub fn at(grid: &Grid, row: u32, layout: &FormLayout) -> Option<Columns> {
        // Most rows are no heads: tell them by their own cells before merged ones are looked up.
        own_cells(grid, row).filter_map(|(_, cell)| column_of(cell, layout)).nth(1)?;
        let mut columns = Columns { spans: named(grid, row, layout), height: 1 };
        if !columns.spans.keys().any(|&column| column != Column::Other) {
            return None;
        }
        let below = named(grid, row + 1, layout);
        let starts_rows = columns
            .only(Column::Number)
            .is_some_and(|at| grid.cells.get(&(row + 1, at)).is_some_and(|cell| row_number(&cell.text).is_some()));
        let is_head = |spans: &BTreeMap<Column, (u32, u32)>| {
            layout.heads.iter().any(|set| set.iter().all(|column| spans.contains_key(column)))
        };
        let is_second_row = !starts_rows
            && !is_head(&below)
            && below.iter().any(|(column, span)| columns.spans.get(column) != Some(span))
            && below.iter().filter(|(_, (at, _))| grid.cells.contains_key(&(row + 1, *at))).count() >= 2;
        if is_second_row {
            columns.height = 2;
            columns.spans.retain(|_, &mut (first, last)| !below.values().any(|&(at, end)| first <= at && end <= last));
            columns.spans.extend(below);
        }
        columns.find_numbers(grid, row);
        is_head(&columns.spans).then_some(columns)
    }

    /// Numbers often stand in a column without a heading, to the left of the words.
    fn find_numbers(&mut self, grid: &Grid, row: u32) {
        let words = [Column::Title, Column::Text].into_iter().filter_map(|column| self.only(column)).min();
        let Some(left) = words.and_then(|words| words.checked_sub(1)) else { return };
        let is_free = !self.spans.values().any(|&(first, last)| (first..=last).contains(&left));
        let has_number = |row| grid.cells.get(&(row, left)).is_some_and(|cell| row_number(&cell.text).is_some());
        if is_free && !self.spans.contains_key(&Column::Number) && (row + 1..row + 12).any(has_number) {
            self.spans.insert(Column::Number, (left, left));
        }
    }

    /// The first column of that kind.
    pub fn only(&self, column: Column) -> Option<u32> {
        self.spans.get(&column).map(|&(first, _)| first)
    }

    /// First and last column of that kind, where its heading is merged over several.
    pub fn span(&self, column: Column) -> Option<(u32, u32)> {
        self.spans.get(&column).copied()
    }

    /// The answers that have a column of their own.
    pub fn has_answer_columns(&self) -> bool {
        self.spans.contains_key(&Column::Yes) && self.spans.contains_key(&Column::No)
    }
}

fn named(grid: &Grid, row: u32, layout: &FormLayout) -> BTreeMap<Column, (u32, u32)> {
    let mut spans = BTreeMap::new();
    let covering =
        grid.merges.iter().filter(|&&(top, _, bottom, _)| (top..=bottom).contains(&row)).map(|merge| merge.3);
    let last = own_cells(grid, row).map(|(at, _)| at).chain(covering).max().unwrap_or(0).min(WIDEST);
    for at in 0..=last {
        let Some(((_, first), cell)) = origin(grid, row, at) else { continue };
        if let Some(column) = column_of(cell, layout) {
            // `No` before the words heads the numbers, after them the answers.
            let is_before_words = !spans.contains_key(&Column::Text) && !spans.contains_key(&Column::Title);
            let is_latin = || squeeze(&cell.text).eq_ignore_ascii_case("no") && !spans.contains_key(&Column::Yes);
            let column = if column == Column::No && is_before_words && is_latin() { Column::Number } else { column };
            let span = spans.entry(column).or_insert((at, at));
            if first == span.0 {
                span.1 = at;
            }
        }
    }
    spans
}

/// Forms are narrower than this many columns.
const WIDEST: u32 = 63;

/// The column that a cell heads; long text heads none.
fn column_of(cell: &Cell, layout: &FormLayout) -> Option<Column> {
    (cell.text.len() <= 150).then(|| layout.column(&cell.text)).flatten()
}

/// Cells with words that begin in that row, by their columns.
pub(super) fn own_cells(grid: &Grid, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
    let has_words = |cell: &Cell| cell.text.chars().any(|letter| !letter.is_whitespace());
    grid.cells
        .range((row, 0)..=(row, u32::MAX))
        .filter(move |(_, cell)| has_words(cell))
        .map(|(&(_, at), cell)| (at, cell))
}

/// The cell that fills a place, with its own row and column; none where there are no words.
pub(super) fn origin(grid: &Grid, row: u32, column: u32) -> Option<((u32, u32), &Cell)> {
    let has_words = |cell: &&Cell| !squeeze(&cell.text).is_empty();
    if let Some(cell) = grid.cells.get(&(row, column)).filter(has_words) {
        return Some(((row, column), cell));
    }
    grid.merges
        .iter()
        .find(|&&(top, left, bottom, right)| (top..=bottom).contains(&row) && (left..=right).contains(&column))
        .and_then(|&(top, left, ..)| grid.cells.get(&(top, left)).filter(has_words).map(|cell| ((top, left), cell)))
}

/// [`origin`] that also knows cells on which something is drawn and nothing is written.
pub(super) fn filled(grid: &Grid, row: u32, column: u32) -> Option<((u32, u32), &Cell)> {
    let place = grid
        .merges
        .iter()
        .find(|&&(top, left, bottom, right)| (top..=bottom).contains(&row) && (left..=right).contains(&column));
    let place = place.map_or((row, column), |&(top, left, ..)| (top, left));
    let drawn = || grid.cells.get(&place).filter(|cell| !cell.marks.is_empty()).map(|cell| (place, cell));
    origin(grid, row, column).or_else(drawn)
}

/// The words of a cell that are not struck through.
pub(super) fn standing(cell: &Cell) -> String {
    let Some(struck) = cell.struck.as_deref().filter(|struck| !struck.is_empty()) else { return cell.text.clone() };
    if let Some(at) = cell.text.find(struck) {
        return format!("{}{}", &cell.text[..at], &cell.text[at + struck.len()..]);
    }
    // Several struck runs: take each letter out once, in order.
    let mut struck = struck.chars().peekable();
    cell.text.chars().filter(|letter| struck.next_if_eq(letter).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::sketch::{catalogue, sketch};
    use crate::model::Kind;

    fn layout(kind: Kind) -> std::sync::Arc<FormLayout> {
        catalogue().forms.iter().find(|form| form.kind == kind).expect("an edition").layout.clone()
    }

    #[test]
    fn heads_are_found_in_one_or_two_rows() {
        let one = sketch("表", &["番号|質問|回答(はい/いいえ/対象外)|備考番号", "1.1|ログを取得しているか。|はい|"]);
        let columns = Columns::at(&one, 0, &layout(Kind::Sds)).expect("a head");
        assert_eq!(
            (columns.height, columns.only(Column::Answer), columns.only(Column::RemarkKey)),
            (1, Some(2), Some(3))
        );
        assert_eq!(Columns::at(&one, 1, &layout(Kind::Sds)), None);

        let mut two =
            sketch("表", &["番号|質問|回答|||備考", "||はい|いいえ|対象外|", "1.1|ログを取得しているか。|○|||"]);
        two.merges = vec![(0, 2, 0, 4)];
        let columns = Columns::at(&two, 0, &layout(Kind::Mds)).expect("a head");
        assert_eq!(columns.height, 2);
        assert!(columns.has_answer_columns());
        assert_eq!(
            (columns.only(Column::Na), columns.only(Column::Remark), columns.only(Column::Answer)),
            (Some(4), Some(5), None)
        );
    }

    #[test]
    fn struck_letters_go() {
        let cell = |text: &str, struck: &str| Cell { struck: Some(struck.to_owned()), ..Cell::words(text) };
        for (text, struck, want) in [
            ("毎週毎月点検する", "毎週", "毎月点検する"),
            ("甲乙丙丁", "乙丁", "甲丙"),
            ("全部", "全部", ""),
            ("無傷", "", "無傷"),
        ] {
            assert_eq!(standing(&cell(text, struck)), want);
        }
    }
}
