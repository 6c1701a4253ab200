//! The head of a table: which column holds what. In: a grid and a layout. Out: [`Columns`] for the rows below.
//! A head may take up to three rows (`回答` over `はい | いいえ | 対象外`), stand under merged cells, and come again on every page.

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
        let is_head = |spans: &BTreeMap<Column, (u32, u32)>| {
            layout.heads.iter().any(|set| set.iter().all(|column| spans.contains_key(column)))
        };
        for depth in 1..HIGHEST {
            let at = row + depth;
            let below = named(grid, at, layout);
            // What reaches down from the row above makes no head of its own.
            let begins = below.iter().filter(|(_, (first, _))| grid.cells.contains_key(&(at, *first)));
            if columns.has_words_of_a_row(grid, at) || is_head(&begins.map(|(column, span)| (*column, *span)).collect())
            {
                break;
            }
            let differs = below.iter().any(|(column, span)| columns.spans.get(column) != Some(span));
            let own = below.iter().filter(|(_, (first, _))| grid.cells.contains_key(&(at, *first))).count();
            if differs && own >= 2 {
                columns.height = depth + 1;
                columns
                    .spans
                    .retain(|_, &mut (first, last)| !below.values().any(|&(at, end)| first <= at && end <= last));
                columns.spans.extend(below);
                break;
            }
            // A row between: what to do (`該当する欄に○`), in brackets under the headings.
            let is_hint = own_cells(grid, at).all(|(_, cell)| squeeze(&cell.text).starts_with(['(', '※']));
            if !is_hint {
                break;
            }
        }
        // 「項目」 names the group of rows where 「内容」 stands beside it, and the words of the rows where it stands alone
        if !columns.spans.contains_key(&Column::Text)
            && let Some(words) = columns.spans.remove(&Column::Title)
        {
            columns.spans.insert(Column::Text, words);
        }
        columns.find_numbers(grid, row);
        is_head(&columns.spans).then_some(columns)
    }

    /// A row of the form stands there: a number under the numbers.
    fn has_words_of_a_row(&self, grid: &Grid, row: u32) -> bool {
        let cell = self.only(Column::Number).and_then(|at| grid.cells.get(&(row, at)));
        cell.is_some_and(|cell| row_number(&cell.text).is_some())
    }

    /// Rows of a sheet without a head of its own go on under this head: most of them have a number under the numbers and words
    /// under the words.
    pub fn holds_rows_of(&self, grid: &Grid) -> bool {
        let words = [Column::Text, Column::Title].into_iter().find_map(|column| self.only(column));
        let Some(words) = words else { return false };
        let rows = grid.rows();
        let fits = |row: &&u32| self.has_words_of_a_row(grid, **row) && grid.cells.contains_key(&(**row, words));
        let fitting = rows.iter().filter(fits).count();
        fitting > 0 && fitting * 2 >= rows.len()
    }

    /// The column at which a second table stands beside the first: its headings name the words again after an answer.
    pub fn second_table(grid: &Grid, row: u32, layout: &FormLayout) -> Option<u32> {
        let mut seen: Vec<Column> = Vec::new();
        for (at, cell) in own_cells(grid, row) {
            let Some((column, _)) = column_of(cell, layout) else { continue };
            let has_answer = seen.iter().any(|seen| matches!(seen, Column::Answer | Column::Yes));
            if has_answer && seen.contains(&column) && matches!(column, Column::Number | Column::Text) {
                return Some(at);
            }
            seen.push(column);
        }
        None
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

    /// A heading names that column.
    pub fn names(&self, at: u32) -> bool {
        self.spans.values().any(|&(first, last)| (first..=last).contains(&at))
    }

    /// The answers that have a column of their own.
    pub fn has_answer_columns(&self) -> bool {
        self.spans.contains_key(&Column::Yes) && self.spans.contains_key(&Column::No)
    }
}

fn named(grid: &Grid, row: u32, layout: &FormLayout) -> BTreeMap<Column, (u32, u32)> {
    let mut spans: BTreeMap<Column, (u32, u32)> = BTreeMap::new();
    let mut fits: BTreeMap<Column, usize> = BTreeMap::new();
    let covering =
        grid.merges.iter().filter(|&&(top, _, bottom, _)| (top..=bottom).contains(&row)).map(|merge| merge.3);
    let last = own_cells(grid, row).map(|(at, _)| at).chain(covering).max().unwrap_or(0).min(WIDEST);
    for at in 0..=last {
        let Some(((_, first), cell)) = origin(grid, row, at) else { continue };
        if let Some((column, fit)) = column_of(cell, layout) {
            // `No` before the words heads the numbers, after them the answers.
            let is_before_words = !spans.contains_key(&Column::Text) && !spans.contains_key(&Column::Title);
            let is_latin = || squeeze(&cell.text).eq_ignore_ascii_case("no") && !spans.contains_key(&Column::Yes);
            let column = if column == Column::No && is_before_words && is_latin() { Column::Number } else { column };
            let span = spans.entry(column).or_insert((at, at));
            if first == span.0 {
                span.1 = at;
                fits.entry(column).or_insert(fit);
            } else if fits.get(&column).is_some_and(|known| *known < fit) {
                // `項番` is meant, and not the `通し番号` that a hospital has put before it.
                *span = (at, at);
                fits.insert(column, fit);
            }
        }
    }
    spans
}

/// Forms are narrower than this many columns.
const WIDEST: u32 = 63;

/// Rows that a head may take.
const HIGHEST: u32 = 3;

/// The column that a cell heads; long text heads none.
fn column_of(cell: &Cell, layout: &FormLayout) -> Option<(Column, usize)> {
    (cell.text.len() <= 150).then(|| layout.column_with_fit(&cell.text)).flatten()
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
        // Words reach down two rows, the number does not.
        two.merges = vec![(0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 1, 5)];
        let columns = Columns::at(&two, 0, &layout(Kind::Mds)).expect("a head");
        assert_eq!((columns.height, columns.only(Column::Number)), (2, Some(0)));
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
