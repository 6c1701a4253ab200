//! The sheets of a paper in order, whatever its container. In: a source. Out: grids with the lines that stand before them.

use std::borrow::Cow;

use super::table::Columns;
use crate::catalogue::FormLayout;
use crate::model::{Block, Content, Grid, Paragraph, Place, Source, Table};
use crate::read::grid_of;

/// Letters of the longest word that a drop-down list offers.
const LONGEST_OFFER: usize = 20;

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

    /// The sheet holds nothing but short words below one another, or nothing at all: what a drop-down list offers.
    pub fn is_list(&self) -> bool {
        let cells = || self.grid.cells.iter().filter(|(_, cell)| !cell.text.trim().is_empty());
        let rows: std::collections::BTreeSet<u32> = cells().map(|(&(row, _), _)| row).collect();
        rows.len() == cells().count() && cells().all(|(_, cell)| cell.text.chars().count() <= LONGEST_OFFER)
    }

    /// The first words of the sheet.
    pub fn first_words(&self) -> &str {
        self.grid.cells.values().map(|cell| cell.text.trim()).find(|text| !text.is_empty()).unwrap_or_default()
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

/// Sheets in which tables stand side by side, as sheets one after the other: first what stands left of the second table, then the
/// second table. Cells keep their places.
pub(super) fn part_tables<'a>(sheets: Vec<Sheet<'a>>, layout: &FormLayout) -> Vec<Sheet<'a>> {
    let mut parted = Vec::new();
    for sheet in sheets {
        let split = sheet.grid.rows().into_iter().find_map(|row| {
            let left = Columns::at(&sheet.grid, row, layout)?;
            let at = Columns::second_table(&sheet.grid, row, layout)?;
            let right = cut(&sheet.grid, |cell| cell.0 >= row && cell.1 >= at);
            (left.height == 1 && Columns::at(&right, row, layout).is_some()).then_some((row, at, right))
        });
        match split {
            Some((row, at, right)) if sheet.is_in_book() => {
                let left = cut(&sheet.grid, |cell| cell.0 < row || cell.1 < at);
                parted.push(Sheet { grid: Cow::Owned(left), lines: Vec::new(), table: None });
                parted.push(Sheet { grid: Cow::Owned(right), lines: Vec::new(), table: None });
            }
            _ => parted.push(sheet),
        }
    }
    parted
}

fn cut(grid: &Grid, holds: impl Fn((u32, u32)) -> bool) -> Grid {
    let mut part = grid.clone();
    part.cells.retain(|&place, _| holds(place));
    part.merges.retain(|&(top, left, ..)| holds((top, left)));
    part
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
