//! A table of a page while it is open: cells with the rows and columns that they span, and the columns that earlier rows
//! still take.

use crate::model::Block;
use crate::read::frame::{Frame, FrameCell};

/// Columns that a cell may cover.
const MAX_COLUMNS: u32 = 1_000;
/// Rows that a cell may cover.
const MAX_ROWS: u32 = 65_534;

#[derive(Debug, Default)]
pub struct OpenTable {
    frame: Frame,
    row: Vec<FrameCell>,
    /// Column of the next cell.
    column: u32,
    /// Cells of earlier rows that reach into this one, by column.
    spans: Vec<Span>,
    /// Cells of this row that reach into later ones.
    new: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    column: u32,
    columns: u32,
    rows: u32,
}

impl OpenTable {
    /// A table that begins with that paragraph.
    pub fn at(line: u32) -> OpenTable {
        OpenTable { frame: Frame { line, ..Frame::default() }, ..OpenTable::default() }
    }

    /// The next cell of the row; 0 rows mean all that follow.
    pub fn cell(&mut self, columns: u32, rows: u32) -> FrameCell {
        let columns = columns.clamp(1, MAX_COLUMNS);
        self.pass_spans();
        let column = self.column;
        self.column = column.saturating_add(columns);
        let rows = if rows == 0 { MAX_ROWS } else { rows.min(MAX_ROWS) };
        if rows > 1 {
            self.new.push(Span { column, columns, rows: rows - 1 });
        }
        FrameCell { column, columns, ..FrameCell::default() }
    }

    /// A cell that is read to its end.
    pub fn take(&mut self, cell: FrameCell) {
        self.row.push(cell);
    }

    /// Passes over columns that earlier rows take.
    fn pass_spans(&mut self) {
        while let Some(span) = self
            .spans
            .iter()
            .find(|span| span.column <= self.column && self.column < span.column.saturating_add(span.columns))
        {
            let (column, columns) = (span.column, span.columns);
            self.row.push(FrameCell { column, columns, continued: true, ..FrameCell::default() });
            self.column = column.saturating_add(columns);
        }
    }

    /// Ends a row; gives how many cells it has.
    pub fn finish_row(&mut self, is_dropped: bool) -> usize {
        if self.row.is_empty() && self.column == 0 {
            return 0;
        }
        let mut row = std::mem::take(&mut self.row);
        let later = self.spans.iter().filter(|span| span.column >= self.column);
        row.extend(later.map(|span| FrameCell {
            column: span.column,
            columns: span.columns,
            continued: true,
            ..FrameCell::default()
        }));
        row.sort_by_key(|cell| cell.column);
        self.column = 0;
        self.spans.iter_mut().for_each(|span| span.rows -= 1);
        self.spans.retain(|span| span.rows > 0);
        self.spans.append(&mut self.new);
        self.spans.sort_by_key(|span| span.column);
        let cells = row.len();
        if !is_dropped {
            self.frame.rows.push(row);
        }
        cells
    }

    /// The blocks that the table stands for.
    pub fn settle(mut self) -> Vec<Block> {
        self.finish_row(false);
        if self.frame.rows.iter().flatten().all(|cell| cell.blocks.is_empty()) {
            return Vec::new();
        }
        self.frame.settle(true)
    }
}
