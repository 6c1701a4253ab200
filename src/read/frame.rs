//! Tables of documents and pages while they are open: cells that still hold paragraphs and tables in, blocks of running
//! text out. A frame drawn around a text is no table, and a table inside a cell keeps its columns.

use crate::model::{Block, Paragraph, Table, TableCell};

/// A cell whose words are still apart.
#[derive(Debug, Default)]
pub struct FrameCell {
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// 0-based column.
    pub column: u32,
    /// Columns it covers.
    pub columns: u32,
    /// Continues the cell above.
    pub continued: bool,
}

/// A table whose cells are still apart.
#[derive(Debug, Default)]
pub struct Frame {
    /// Its rows.
    pub rows: Vec<Vec<FrameCell>>,
    /// 1-based paragraph where it begins.
    pub line: u32,
    /// 1-based page where known.
    pub page: Option<u32>,
}

impl Frame {
    /// The blocks that the table stands for. `lays_out`: pages use tables to put menus beside texts, so that a cell with
    /// headings and much under them is a text of its own.
    pub fn settle(self, lays_out: bool) -> Vec<Block> {
        let Frame { rows, line, page } = self;
        let cells = rows.iter().flatten().filter(|cell| !cell.continued).count();
        let is_text = |cell: &FrameCell| {
            let headings = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.heading.is_some());
            lays_out && cell.blocks.len() >= 8 && cell.blocks.iter().any(headings)
        };
        let holds_table = |cell: &FrameCell| cell.blocks.iter().any(is_table);
        let is_frame = cells == 1
            || rows.len() == 1 && rows.iter().flatten().any(holds_table)
            || rows.iter().flatten().any(is_text);
        if is_frame {
            return rows.into_iter().flatten().flat_map(|cell| cell.blocks).collect();
        }
        let mut inner = Vec::new();
        let mut flat = |cell: FrameCell| {
            let (tables, words): (Vec<Block>, Vec<Block>) = cell.blocks.into_iter().partition(is_table);
            inner.extend(tables);
            let text = words.iter().map(flat).collect::<Vec<_>>().join("\n");
            TableCell { text, column: cell.column, columns: cell.columns.max(1), continued: cell.continued }
        };
        let rows: Vec<Vec<TableCell>> = rows.into_iter().map(|row| row.into_iter().map(&mut flat).collect()).collect();
        let mut blocks = Vec::new();
        if !rows.is_empty() {
            blocks.push(Block::Table(Table { rows, line, page }));
        }
        blocks.extend(inner);
        blocks
    }
}

/// A table of at least two rows and two columns: smaller ones are read as words.
fn is_table(block: &Block) -> bool {
    matches!(block, Block::Table(table) if table.rows.len() > 1 && table.rows.iter().any(|row| row.len() > 1))
}

/// A block as words inside a cell.
fn flat(block: &Block) -> String {
    match block {
        Block::Paragraph(Paragraph { label: Some(label), text, .. }) if text.is_empty() => label.clone(),
        Block::Paragraph(Paragraph { label: Some(label), text, .. }) => format!("{label} {text}"),
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(table) => {
            let row = |row: &Vec<TableCell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\t");
            table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    }
}
