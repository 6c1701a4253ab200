//! A sheet of cells, sparse: what is not there costs nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Date;

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Letters: those of the cell's text.
    #[default]
    Text,
    /// A number that no style shows as a date.
    Number(f64),
    /// A number that its style shows as a date, in whichever date system the workbook uses.
    Date(Date),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error such as `#REF!`.
    Error(String),
}

/// How one of several printed words was chosen, other than by letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A shape is drawn around it.
    Drawn,
    /// It looks stronger than the others: bold, coloured, underlined, filled.
    Look,
}

/// What chooses a printed word of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// How.
    pub by: By,
    /// The bytes of the cell's text that are chosen, none of them in an empty cell; nothing when it cannot be told which.
    pub on: Option<Range<usize>>,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// The words a person sees: the text, or the value printed.
    pub text: String,
    /// Letters that are struck through, letter for letter; equal to `text` when the whole cell is struck.
    pub struck: Option<String>,
    /// What chooses one of the words printed in it.
    pub marks: Vec<Mark>,
    /// Words of a comment on the cell, replies included, or of a text box that covers it.
    pub note: Option<String>,
}

impl Cell {
    /// A cell of letters.
    pub fn words(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// The marks of one kind.
    pub fn marked(&self, by: By) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |mark| mark.by == by)
    }

    /// Adds to the note.
    pub fn note(&mut self, words: &str) {
        match &mut self.note {
            Some(note) => {
                note.push('\n');
                note.push_str(words);
            }
            None => self.note = Some(words.to_owned()),
        }
    }
}

/// One sheet. Rows and columns are 0-based.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Sheet name.
    pub name: String,
    /// The sheet is hidden.
    pub hidden: bool,
    /// Cells by (row, column).
    pub cells: BTreeMap<(u32, u32), Cell>,
    /// Merged areas: (first row, first column, last row, last column).
    pub merges: Vec<(u32, u32, u32, u32)>,
    /// Hidden rows.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns.
    pub hidden_columns: BTreeSet<u32>,
}

impl Grid {
    /// The cell at that place; inside a merged area, the cell that fills it.
    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        if let Some(cell) = self.cells.get(&(row, column)) {
            return Some(cell);
        }
        self.merges
            .iter()
            .find(|&&(top, left, bottom, right)| (top..=bottom).contains(&row) && (left..=right).contains(&column))
            .and_then(|&(top, left, ..)| self.cells.get(&(top, left)))
    }

    /// The words at that place, empty when there are none.
    pub fn text(&self, row: u32, column: u32) -> &str {
        self.at(row, column).map_or("", |cell| cell.text.as_str())
    }

    /// Row numbers that hold at least one cell, in order.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|&(row, _)| row).collect();
        rows.dedup();
        rows
    }

    /// The name of a cell: `D12` for (11, 3).
    pub fn name_of(row: u32, column: u32) -> String {
        let mut letters = Vec::new();
        let mut rest = column + 1;
        while rest > 0 {
            letters.push(b'A' + ((rest - 1) % 26) as u8);
            rest = (rest - 1) / 26;
        }
        letters.reverse();
        format!("{}{}", String::from_utf8_lossy(&letters), row + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        for (row, column, name) in
            [(0, 0, "A1"), (11, 3, "D12"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10"), (0, 702, "AAA1")]
        {
            assert_eq!(Grid::name_of(row, column), name);
        }
    }
}
