//! Paragraphs and tables while they are open: what belongs to them until they are closed.

use std::collections::BTreeSet;

use super::properties::{CellLook, ParagraphLook, RowLook};
use crate::model::{Block, Paragraph};
use crate::read::frame::{Frame, FrameCell};
use crate::text::pattern;

pattern!(
    /// A line that begins a unit of its own: `第2条`, `2 …`, `(1)`, `①`, `ア　…`, `・`.
    BEGINS,
    r"^[\s\u{3000}]*(?:第[0-9０-９一二三四五六七八九十百]{1,4}[条章節項号編]|[(（](?:[0-9０-９]{1,2}|[ア-ン]|[一二三四五六七八九十]{1,3}|[a-z])[)）]|[0-9０-９]{1,2}[.．、\s\u{3000}]|[一二三四五六七八九十]{1,3}[、\s\u{3000}]|[ア-ン][.．、\s\u{3000}]|[①-⑳⑴-⒇])"
);

/// Comments in one paragraph whose words are known.
const MAX_RANGES: usize = 100;

/// Words in the head of a form.
const FORM: [&str; 6] = ["はい", "いいえ", "対象外", "回答", "確認", "実施"];

/// A paragraph that is open.
#[derive(Default)]
pub struct OpenParagraph {
    pub text: String,
    pub look: ParagraphLook,
    pub line: u32,
    /// The page on which its first letter stands.
    pub page: Option<u32>,
    /// What its text boxes hold.
    pub boxes: Vec<Block>,
    /// Stands in a table of contents.
    pub is_contents: bool,
    /// Comments that were referred to, by id.
    pub comments: Vec<String>,
    /// Words under comments: id, where they begin, where they end.
    pub ranges: Vec<(String, usize, Option<usize>)>,
}

impl OpenParagraph {
    /// A comment begins here.
    pub fn begin_range(&mut self, id: String) {
        if self.ranges.len() < MAX_RANGES {
            self.ranges.push((id, self.text.len(), None));
        }
    }

    /// A comment ends here.
    pub fn end_range(&mut self, id: &str) {
        let end = self.text.len();
        let range = self.ranges.iter_mut().find(|(known, ..)| known == id);
        range.into_iter().for_each(|(.., to)| *to = Some(end));
    }

    /// An entry of a table of contents: words and a page number, or the heading over the entries.
    pub fn is_entry(&self) -> bool {
        let text = self.text.trim();
        let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        bare == "目次" || text.rsplit('\t').next().is_some_and(|last| last.len() < text.len() && last.len() <= 8)
    }

    /// The words on which a comment stands; empty where they lie elsewhere.
    pub fn words_under(&self, id: &str) -> String {
        let range = self.ranges.iter().find(|(known, ..)| known == id);
        let words = range.and_then(|&(_, from, to)| self.text.get(from..to.unwrap_or(self.text.len())));
        words.unwrap_or_default().trim().to_owned()
    }
}

/// The paragraphs of one: lines that Word only breaks, but that begin units of their own, stand alone.
pub fn parted(paragraph: Paragraph) -> impl Iterator<Item = Paragraph> {
    let is_parted = paragraph.text.split('\n').skip(1).any(|line| BEGINS.is_match(line));
    let lines: Vec<String> = if is_parted {
        paragraph
            .text
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(|line| line.trim_end().to_owned())
            .collect()
    } else {
        vec![paragraph.text.clone()]
    };
    lines.into_iter().enumerate().map(move |(index, text)| match index {
        0 => Paragraph { text, ..paragraph.clone() },
        _ => Paragraph { text, label: None, heading: None, ..paragraph },
    })
}

/// Whether a text box says something of its own: a sentence, and nothing that goes on with the numbers around it.
pub fn stands_alone(blocks: &[Block]) -> bool {
    let mut has_sentence = false;
    let is_plain = blocks.iter().all(|block| match block {
        Block::Paragraph(paragraph) => {
            has_sentence |= paragraph.text.contains('。');
            paragraph.label.is_none() && paragraph.heading.is_none() && !BEGINS.is_match(&paragraph.text)
        }
        Block::Table(_) => true,
    });
    is_plain && has_sentence
}

/// Gives paragraphs the name of the box in which they stand.
pub fn name(blocks: &mut [Block], name: &str) {
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            paragraph.label = Some(name.to_owned());
        }
    }
}

/// A table that is open.
#[derive(Default)]
pub struct OpenTable {
    frame: Frame,
    row: Vec<FrameCell>,
    row_dropped: bool,
    /// Column of the next cell.
    column: u32,
    /// Columns whose merged cell began in a row that was dropped.
    orphans: BTreeSet<u32>,
    /// Comments by row.
    comments: Vec<(usize, String)>,
}

impl OpenTable {
    /// A table that begins with that paragraph, on that page.
    pub fn at(line: u32, page: Option<u32>) -> OpenTable {
        OpenTable { frame: Frame { line, page, ..Frame::default() }, ..OpenTable::default() }
    }

    /// Nothing was read yet.
    pub fn is_new(&self) -> bool {
        self.frame.rows.is_empty() && self.row.is_empty()
    }

    /// Begins on that page after all.
    pub fn turn(&mut self, page: Option<u32>) {
        self.frame.page = page;
    }

    /// A row says what it is.
    pub fn begin_row(&mut self, look: &RowLook) {
        self.column += look.skipped;
        self.row_dropped = look.deleted || look.hidden;
    }

    /// A comment stands in the row that is open.
    pub fn comment(&mut self, id: &str) {
        self.comments.push((self.frame.rows.len(), id.to_owned()));
    }

    pub fn finish_cell(&mut self, blocks: Vec<Block>, look: CellLook) {
        let columns = look.columns.max(1);
        let column = self.column;
        self.column = self.column.saturating_add(columns);
        let has_above =
            self.frame.rows.last().is_some_and(|row| row.binary_search_by_key(&column, |cell| cell.column).is_ok());
        // What continues a cell that is gone begins anew.
        let continued = look.continued && has_above && !self.orphans.contains(&column);
        if self.row_dropped && !continued {
            self.orphans.insert(column);
        } else if !self.row_dropped {
            self.orphans.remove(&column);
        }
        match self.row.last_mut() {
            Some(left) if look.joined => left.columns += columns,
            _ => {
                let blocks = if continued || look.deleted { Vec::new() } else { blocks };
                self.row.push(FrameCell { blocks, column, columns, continued });
            }
        }
    }

    pub fn finish_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if self.row_dropped {
            let gone = self.frame.rows.len();
            self.comments.retain(|(row, _)| *row != gone);
        } else if !row.is_empty() {
            self.frame.rows.push(row);
        }
        self.row_dropped = false;
        self.column = 0;
    }

    /// The blocks that the table stands for. In a form with a column for remarks, the comments on a row stand in it.
    pub fn settle(mut self, remark: impl Fn(&str) -> Option<String>) -> Vec<Block> {
        self.finish_row();
        if let Some(column) = self.remarks() {
            for (row, id) in std::mem::take(&mut self.comments) {
                let cell = self.frame.rows.get_mut(row).and_then(|row| {
                    row.iter_mut().find(|cell| (cell.column..cell.column + cell.columns.max(1)).contains(&column))
                });
                let Some((cell, text)) = cell.zip(remark(&id)) else { continue };
                cell.blocks.push(Block::Paragraph(Paragraph { text, ..Paragraph::default() }));
            }
        }
        self.frame.settle(false)
    }

    /// The ids of the comments that stand in the remarks of a form.
    pub fn remarked(&self) -> Vec<String> {
        if self.remarks().is_none() {
            return Vec::new();
        }
        self.comments.iter().map(|(_, id)| id.clone()).collect()
    }

    /// The column of remarks, where the table is a form.
    fn remarks(&self) -> Option<u32> {
        if self.comments.is_empty() {
            return None;
        }
        let words = |cell: &FrameCell| -> String {
            let words = cell.blocks.iter().filter_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
                Block::Table(_) => None,
            });
            words.flat_map(str::chars).filter(|letter| !letter.is_whitespace()).collect()
        };
        let head = self.frame.rows.iter().take(3).find(|row| row.iter().any(|cell| words(cell).contains("備考")))?;
        let is_form = self.frame.rows.iter().take(3).flatten().any(|cell| {
            let words = words(cell);
            FORM.iter().any(|word| words.contains(word))
        });
        head.iter().find(|cell| words(cell).contains("備考")).filter(|_| is_form).map(|cell| cell.column)
    }
}
