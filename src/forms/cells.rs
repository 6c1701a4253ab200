//! One row of a form under the head of its table. In: a row of a sheet and the columns. Out: its number, words, answer, date and remark,
//! each with its place.

use std::sync::LazyLock;

use regex::Regex;

use super::sheet::Sheet;
use super::table::{Columns, origin, standing};
use crate::catalogue::Column;
use crate::model::{Answer, Cell, Date, Place, Value};
use crate::text::dates;
use crate::text::marks::{self, Tick};
use crate::text::numbers::{leading, narrow, row_number, squeeze};

/// A date printed into an answer's cell, in brackets: `はい・いいえ (5/14)`, `(  /  )`.
static BRACKETED_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\(\s*[0-9年令和R.]*\s*[0-9]{0,2}\s*[/月]\s*[0-9]{0,2}\s*日?\s*\)").expect("a fixed pattern")
});
/// The number in its cell; a number that a spreadsheet has turned into a date (`4-1` → 4月1日) is turned back.
pub(super) fn number_of(cell: &Cell) -> Option<String> {
    match cell.value {
        Value::Date(date) => Some(format!("{}-{}", date.month, date.day)),
        _ => row_number(&standing(cell)),
    }
}

/// The cells of one row under the columns of its table.
pub(super) struct Cells<'a> {
    pub sheet: &'a Sheet<'a>,
    pub row: u32,
    pub columns: &'a Columns,
}

impl<'a> Cells<'a> {
    pub fn of(&self, column: Column) -> Option<&'a Cell> {
        origin(&self.sheet.grid, self.row, self.columns.only(column)?).map(|(_, cell)| cell)
    }

    pub fn words(&self, column: Column) -> Option<String> {
        let words = standing(self.of(column)?);
        let words = words.trim();
        (!words.is_empty()).then(|| words.to_owned())
    }

    /// The number of a row that somebody has added in a manner of their own (`1の2`, `追加1`, `独自-1`), as printed.
    pub fn added_number(&self) -> Option<String> {
        let words = squeeze(&self.words(Column::Number)?);
        let has_number =
            words.chars().any(|letter| letter.is_ascii_digit() || ('\u{2460}'..='\u{2793}').contains(&letter));
        let is_added = has_number || ["追加", "独自", "新規", "追記"].contains(&words.as_str());
        (is_added && words.chars().count() <= 8 && !self.is_wide(Column::Number)).then_some(words)
    }

    pub fn place(&self, column: Column) -> Place {
        self.sheet.place(self.row, self.columns.only(column).unwrap_or_default())
    }

    /// The cell of the number reaches into the next column, as headings do.
    pub fn is_wide(&self, column: Column) -> bool {
        let Some(at) = self.columns.only(column) else { return true };
        self.sheet.grid.merges.iter().any(|&(top, left, _, right)| (top, left) == (self.row, at) && right > left)
    }

    pub fn is_struck(&self, column: Column) -> bool {
        self.of(column).is_some_and(|cell| cell.struck.as_deref() == Some(cell.text.as_str()))
    }

    /// The answer, and the cell where it stands.
    pub fn answer(&self) -> (marks::Reading, (u32, u32)) {
        if self.columns.has_answer_columns() {
            let columns = [(Column::Yes, Answer::Yes), (Column::No, Answer::No), (Column::Na, Answer::Na)];
            let cells: Vec<(u32, Answer, Tick)> = columns
                .into_iter()
                .filter_map(|(column, answer)| {
                    let cell = self.of(column);
                    let tick = cell.map_or(Tick::Empty, |cell| marks::tick(&cell.text, cell.struck.as_deref()));
                    Some((self.columns.only(column)?, answer, tick))
                })
                .collect();
            if let Some((reading, at)) = self.printed_choices() {
                return (reading, (self.row, at));
            }
            if let Some(at) = self.mark_beside(&cells) {
                return (marks::Reading { answer: Answer::Unreadable, note: None }, (self.row, at));
            }
            let ticks: Vec<(Answer, Tick)> = cells.iter().map(|&(_, answer, tick)| (answer, tick)).collect();
            let answer = marks::across(&ticks);
            let first = cells.iter().map(|&(at, ..)| at).min().unwrap_or_default();
            let marked = cells
                .iter()
                .find(|&&(_, own, _)| own == answer)
                .or_else(|| cells.iter().find(|&&(.., tick)| tick != Tick::Empty));
            let at = marked.map_or(first, |&(at, ..)| at);
            return (marks::Reading { answer, note: None }, (self.row, at));
        }
        let (first, last) = self.columns.span(Column::Answer).unwrap_or_default();
        let cells: Vec<((u32, u32), &Cell)> = (first..=last)
            .filter_map(|column| origin(&self.sheet.grid, self.row, column))
            .fold(Vec::new(), |mut cells, cell| {
                if cells.last().is_none_or(|&(at, _)| at != cell.0) {
                    cells.push(cell);
                }
                cells
            });
        let text = cells.iter().map(|(_, cell)| cell.text.as_str()).collect::<Vec<_>>().join("・");
        let struck = cells.iter().filter_map(|(_, cell)| cell.struck.as_deref()).collect::<String>();
        let folded = narrow(&text);
        let text = BRACKETED_DATE.replace_all(&folded, " ");
        let reading = match cells[..] {
            [(_, Cell { value: Value::Bool(ticked), .. })] => {
                marks::Reading { answer: if *ticked { Answer::Yes } else { Answer::Blank }, note: None }
            }
            _ => marks::read(&text, Some(struck.as_str()).filter(|struck| !struck.is_empty())),
        };
        (reading, cells.first().map_or((self.row, first), |&(at, _)| (self.row, at.1)))
    }

    /// Every answer column prints its own word, of which one is marked or left standing: they are read like one cell that prints all.
    fn printed_choices(&self) -> Option<(marks::Reading, u32)> {
        let columns = [(Column::Yes, Answer::Yes), (Column::No, Answer::No), (Column::Na, Answer::Na)];
        let columns: Vec<(u32, Answer)> =
            columns.into_iter().filter_map(|(column, answer)| Some((self.columns.only(column)?, answer))).collect();
        let cells: Vec<&Cell> =
            columns.iter().filter_map(|&(at, _)| self.sheet.grid.cells.get(&(self.row, at))).collect();
        let says = |cell: &Cell, own: Answer| {
            let bare: String = squeeze(&cell.text).chars().filter(|letter| letter.is_alphanumeric()).collect();
            marks::read(&bare, None).answer == own
        };
        if cells.len() < columns.len() || !cells.iter().zip(&columns).all(|(cell, &(_, own))| says(cell, own)) {
            return None;
        }
        let text = cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("・");
        let struck: String = cells.iter().filter_map(|cell| cell.struck.as_deref()).collect();
        let reading = marks::read(&text, Some(struck.as_str()).filter(|struck| !struck.is_empty()));
        let marked = columns.iter().find(|(_, own)| *own == reading.answer).or(columns.first())?;
        Some((reading, marked.0))
    }

    /// A mark under a heading that stands between the answers and is none of them (`一部`): no answer of the form stands for it.
    fn mark_beside(&self, cells: &[(u32, Answer, Tick)]) -> Option<u32> {
        if cells.iter().any(|&(.., tick)| matches!(tick, Tick::Strong | Tick::Unclear)) {
            return None;
        }
        let (first, last) = (cells.iter().map(|cell| cell.0).min()?, cells.iter().map(|cell| cell.0).max()?);
        let is_own = |at: &u32| cells.iter().any(|cell| cell.0 == *at) || self.columns.names(*at);
        (first..last).filter(|at| !is_own(at)).find(|&at| {
            let cell = self.sheet.grid.cells.get(&(self.row, at));
            cell.is_some_and(|cell| {
                matches!(marks::tick(&cell.text, cell.struck.as_deref()), Tick::Strong | Tick::Weak)
            })
        })
    }

    /// The number of an item that shares the cell of its row's number with others: `(b)` of `(b) 返し方を…`, with the words after it.
    pub fn item(&self) -> Option<(String, String)> {
        let at = self.columns.only(Column::Number)?;
        let grid = &self.sheet.grid;
        let is_shared = grid.merges.iter().any(|&(top, left, bottom, right)| {
            (top..=bottom).contains(&self.row) && (left..=right).contains(&at) && bottom > top
        });
        let (number, rest) = leading(&self.words(Column::Text)?).filter(|_| is_shared)?;
        number.starts_with(['(', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨']).then_some((number, rest))
    }

    /// A date printed into the answer's own cell.
    pub fn date_in_answer(&self, base: Date) -> Option<Date> {
        let text = narrow(&self.of(Column::Answer)?.text);
        BRACKETED_DATE.find(&text).and_then(|found| dates::resolve(found.as_str(), base))
    }

    /// The words of the remark or of its number, and their place.
    pub fn remark(&self) -> Option<(String, Place)> {
        let meant = |words: &String| !squeeze(words).chars().all(|letter| "-ー/・".contains(letter));
        let of = |column| self.words(column).filter(meant).map(|words| (words, self.place(column)));
        of(Column::Remark).or_else(|| of(Column::RemarkKey))
    }
}
