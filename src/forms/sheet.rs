//! The sheets of a paper in order, whatever its container. In: a source. Out: grids with the lines that stand before them.

use std::borrow::Cow;

use crate::model::{Block, Content, Grid, Paragraph, Place, Source, Table};
use crate::read::grid_of;

/// A sheet of a workbook, or a table in running text with the lines before it.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    /// The cells; none after the last table.
    pub grid: Cow<'a, Grid>,
    /// Lines before the table.
    pub lines: Vec<&'a Paragraph>,
    /// The table in running text, or none in a workbook.
    table: Option<&'a Table>,
}

impl Sheet<'_> {
    /// The sheet stands in a workbook, with a name of its own.
    pub fn is_in_book(&self) -> bool {
        self.table.is_none() && self.lines.is_empty()
    }

    /// The place of a cell.
    pub fn place(&self, row: u32, column: u32) -> Place {
        match self.table {
            Some(table) => Place { line: Some(table.line), page: table.page, ..Place::default() },
            None => Place::cell(&self.grid.name, Grid::name_of(row, column)),
        }
    }

    /// The place of the whole sheet.
    pub fn whole(&self) -> Place {
        match self.table {
            Some(table) => Place { line: Some(table.line), page: table.page, ..Place::default() },
            None => Place { sheet: Some(self.grid.name.clone()), ..Place::default() },
        }
    }
}

/// The place of a line.
pub(super) fn line_place(line: &Paragraph) -> Place {
    Place { line: Some(line.line), page: line.page, ..Place::default() }
}

/// The sheets of a source in order.
pub(super) fn sheets(source: &Source) -> Vec<Sheet<'_>> {
    match &source.content {
        Content::Book(grids) => {
            grids.iter().map(|grid| Sheet { grid: Cow::Borrowed(grid), lines: Vec::new(), table: None }).collect()
        }
        Content::Flow(blocks) => {
            let mut sheets = Vec::new();
            let mut lines = Vec::new();
            for block in blocks {
                match block {
                    Block::Paragraph(line) => lines.push(line),
                    Block::Table(table) => {
                        let grid = Cow::Owned(grid_of(table, "表"));
                        sheets.push(Sheet { grid, lines: std::mem::take(&mut lines), table: Some(table) });
                    }
                }
            }
            if !sheets.is_empty() && !lines.is_empty() {
                sheets.push(Sheet { grid: Cow::Owned(Grid::default()), lines, table: None });
            }
            sheets
        }
        Content::Nothing => Vec::new(),
    }
}
