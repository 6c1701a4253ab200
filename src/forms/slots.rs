//! Where in a form something can be written: for each row of a sheet below a head, the cells for an answer, a remark and a clause.
//! In: a source of a workbook and a kind. Out: [`Slot`]s by sheet and row. What stands in the cells is the caller's business.

use std::collections::BTreeMap;

use super::recognise::layout_of;
use super::sheet::sheets;
use super::table::Columns;
use crate::catalogue::{Catalogue, Column};
use crate::model::{Grid, Kind, Source};

/// The cells of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Where an answer is written: the column of answers, or the column of はい where each answer has its own.
    pub answer: String,
    /// Each answer has a column of its own, and a mark chooses.
    pub is_marked: bool,
    /// The cell of the remark, where the form has one.
    pub remark: Option<String>,
    /// The cell of the clause, in a column that a hospital has added.
    pub clause: Option<String>,
}

/// The slots of all rows, by sheet and row (1-based, as cells are named).
pub fn slots(source: &Source, kind: Kind, catalogue: &Catalogue) -> BTreeMap<(String, u32), Slot> {
    let mut found = BTreeMap::new();
    let Some(layout) = layout_of(kind, catalogue) else { return found };
    let all = sheets(source);
    for sheet in all.iter().filter(|sheet| sheet.is_in_book()) {
        let grid = sheet.grid.as_ref();
        let last = grid.cells.keys().map(|&(row, _)| row).max().unwrap_or_default();
        let (mut columns, mut row): (Option<Columns>, u32) = (None, 0);
        while row <= last {
            if let Some(head) = Columns::at(grid, row, layout) {
                row += head.height.max(1);
                columns = Some(head);
                continue;
            }
            if let Some(slot) = columns.as_ref().and_then(|columns| slot(grid, row, columns)) {
                found.insert((grid.name.clone(), row + 1), slot);
            }
            row += 1;
        }
    }
    found
}

fn slot(grid: &Grid, row: u32, columns: &Columns) -> Option<Slot> {
    let cell = |column| columns.only(column).map(|at| name(grid, row, at));
    let (answer, is_marked) = match (cell(Column::Answer), cell(Column::Yes)) {
        (_, Some(yes)) if columns.has_answer_columns() => (yes, true),
        (Some(answer), _) => (answer, false),
        _ => return None,
    };
    Some(Slot { answer, is_marked, remark: cell(Column::Remark), clause: cell(Column::Clause) })
}

/// The cell that fills a place: the first of a merged range.
fn name(grid: &Grid, row: u32, column: u32) -> String {
    let over = grid
        .merges
        .iter()
        .find(|&&(top, left, bottom, right)| (top..=bottom).contains(&row) && (left..=right).contains(&column));
    let (row, column) = over.map_or((row, column), |&(top, left, ..)| (top, left));
    Grid::name_of(row, column)
}
