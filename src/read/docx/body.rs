//! The XML of a story (body, footnotes) in, its paragraphs and tables out, as they read once every tracked change is
//! accepted. One pass; whatever is open (text box, paragraph, table, cell) stands on one stack of frames.

use quick_xml::events::{BytesStart, Event};

use super::numbering::Numbering;
use super::properties::{self, CellLook, ParagraphLook, RunLook};
use super::styles::Styles;
use crate::model::{Block, Paragraph, Table, TableCell};
use crate::read::limits::Trouble;
use crate::read::xml::{Xml, attribute, push_text};

/// What was passed over or changed on the way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// Tracked insertions that were kept.
    pub inserted: usize,
    /// Tracked deletions that were dropped.
    pub deleted: usize,
    /// Runs of hidden letters that were dropped.
    pub hidden: usize,
    /// Runs of struck letters that were dropped.
    pub struck: usize,
    /// Other documents that are embedded and were not read.
    pub embedded: usize,
}

/// Reads the stories of one document one after the other; numbers and lines go on.
pub struct Body<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    frames: Vec<Frame>,
    /// Looks of the runs that are open; a text box opens runs inside a run.
    runs: Vec<RunLook>,
    /// Content controls that are open, true for those that show a prompt instead of content.
    controls: Vec<bool>,
    /// The next content control shows a prompt.
    prompts: bool,
    in_text: bool,
    /// Words of a paragraph whose end was deleted: they go on in the next one.
    carried: String,
    line: u32,
    /// What was passed over.
    pub seen: Seen,
}

/// Something that is open.
enum Frame {
    /// A story or a text box: blocks one after the other.
    Story(Vec<Block>),
    /// The words of a cell, paragraphs joined by `\n`.
    Cell(String, CellLook),
    Paragraph(OpenParagraph),
    Table(OpenTable),
}

#[derive(Default)]
struct OpenParagraph {
    text: String,
    look: ParagraphLook,
    line: u32,
    /// What its text boxes hold.
    boxes: Vec<Block>,
}

#[derive(Default)]
struct OpenTable {
    table: Table,
    row: Vec<TableCell>,
    row_deleted: bool,
    /// Column of the next cell.
    column: u32,
}

impl<'s> Body<'s> {
    /// Ready to read.
    pub fn new(styles: &'s Styles, numbering: Numbering) -> Self {
        Body {
            styles,
            numbering,
            frames: Vec::new(),
            runs: Vec::new(),
            controls: Vec::new(),
            prompts: false,
            in_text: false,
            carried: String::new(),
            line: 0,
            seen: Seen::default(),
        }
    }

    /// Reads a story; gives its blocks, and the trouble that ended the reading early, if any.
    pub fn read(&mut self, text: &str) -> (Vec<Block>, Option<Trouble>) {
        self.frames.push(Frame::Story(Vec::new()));
        let trouble = self.walk(&mut Xml::new(text)).err();
        while self.frames.len() > 1 {
            self.close();
        }
        if !self.carried.trim().is_empty() {
            self.finish_paragraph(OpenParagraph { line: self.line, ..OpenParagraph::default() });
        }
        self.runs.clear();
        self.controls.clear();
        self.in_text = false;
        let blocks = match self.frames.pop() {
            Some(Frame::Story(blocks)) => blocks,
            _ => Vec::new(),
        };
        (blocks, trouble)
    }

    fn walk(&mut self, xml: &mut Xml<'_>) -> Result<(), Trouble> {
        loop {
            match xml.next()? {
                Event::Eof => return Ok(()),
                Event::Start(start) => self.start(xml, &start)?,
                Event::End(end) => self.end(end.local_name().as_ref()),
                event if self.in_text => {
                    let mut words = String::new();
                    push_text(&event, &mut words);
                    self.write(&words);
                }
                _ => {}
            }
        }
    }

    fn start(&mut self, xml: &mut Xml<'_>, start: &BytesStart<'_>) -> Result<(), Trouble> {
        match start.local_name().as_ref() {
            "p" => {
                let in_box = self.frames.iter().filter(|frame| matches!(frame, Frame::Story(_))).count() > 1;
                self.line += u32::from(!in_box);
                self.frames.push(Frame::Paragraph(OpenParagraph { line: self.line, ..OpenParagraph::default() }));
            }
            "pPr" => {
                let look = properties::paragraph(xml)?;
                self.seen.deleted += usize::from(look.end_deleted);
                if let Some(Frame::Paragraph(open)) = self.frames.last_mut() {
                    open.look = look;
                }
            }
            "r" => self.runs.push(self.plain_run()),
            "rPr" => {
                let plain = self.plain_run();
                let look = properties::run(xml, self.styles)?.over(plain);
                if let Some(run) = self.runs.last_mut() {
                    *run = look;
                }
            }
            "t" => self.in_text = true,
            "tab" | "ptab" => self.write("\t"),
            "br" if attribute(start, "type").is_none_or(|kind| kind == "textWrapping") => self.write("\n"),
            "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "sym" => {
                let sign = properties::symbol(start);
                self.write(sign.encode_utf8(&mut [0; 4]));
            }
            "checkBox" => {
                let checked = properties::check_box(xml)?;
                self.write(if checked { "☑" } else { "☐" });
            }
            "txbxContent" => self.frames.push(Frame::Story(Vec::new())),
            "tbl" => {
                let table = Table { line: self.line + 1, ..Table::default() };
                self.frames.push(Frame::Table(OpenTable { table, ..OpenTable::default() }));
            }
            "trPr" => {
                let row = properties::row(xml)?;
                self.seen.deleted += usize::from(row.deleted);
                if let Some(Frame::Table(open)) = self.frames.last_mut() {
                    open.column += row.skipped;
                    open.row_deleted = row.deleted;
                }
            }
            "tc" => self.frames.push(Frame::Cell(String::new(), CellLook::default())),
            "tcPr" => {
                let look = properties::cell(xml)?;
                if let Some(Frame::Cell(_, open)) = self.frames.last_mut() {
                    *open = look;
                }
            }
            "sdtPr" => self.prompts = properties::shows_prompt(xml)?,
            "sdtContent" => {
                self.controls.push(self.prompts);
                self.prompts = false;
            }
            "ins" | "moveTo" => self.seen.inserted += 1,
            "del" | "moveFrom" => {
                self.seen.deleted += 1;
                xml.skip(start)?;
            }
            "altChunk" | "subDoc" => self.seen.embedded += 1,
            // The older twin of a drawing, readings over letters, field codes, properties.
            "Fallback" | "rt" | "rubyPr" | "instrText" | "delText" | "delInstrText" | "sectPr" | "tblPr"
            | "tblGrid" | "tblPrEx" | "sdtEndPr" => xml.skip(start)?,
            // Marks of separators are not notes.
            "footnote" | "endnote" if attribute(start, "type").is_some_and(|kind| kind != "normal") => {
                xml.skip(start)?
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "r" => {
                self.runs.pop();
            }
            "p" | "tc" | "tbl" | "txbxContent" => self.close(),
            "tr" => {
                if let Some(Frame::Table(open)) = self.frames.last_mut() {
                    open.finish_row();
                }
            }
            "sdtContent" => {
                self.controls.pop();
            }
            _ => {}
        }
    }

    /// The look of letters that say nothing of their own.
    fn plain_run(&self) -> RunLook {
        let style = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Paragraph(open) => Some(self.styles.paragraph(open.look.style.as_deref())),
            _ => None,
        });
        style.map_or_else(RunLook::default, |style| RunLook { hidden: style.hidden, struck: style.struck })
    }

    /// Adds letters to the paragraph that is open, unless they are hidden, struck or a prompt.
    fn write(&mut self, words: &str) {
        let Some(Frame::Paragraph(open)) = self.frames.last_mut() else { return };
        let run = self.runs.last().copied().unwrap_or_default();
        let is_seen = !words.trim().is_empty();
        if self.controls.contains(&true) {
            return;
        }
        if run.hidden == Some(true) {
            self.seen.hidden += usize::from(is_seen);
        } else if run.struck == Some(true) {
            self.seen.struck += usize::from(is_seen);
        } else {
            open.text.push_str(words);
        }
    }

    /// Closes the frame that was opened last and hands what it holds to the one below.
    fn close(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        match self.frames.pop() {
            Some(Frame::Paragraph(open)) => self.finish_paragraph(open),
            Some(Frame::Table(mut open)) => {
                open.finish_row();
                if !open.table.rows.is_empty() {
                    self.emit(Block::Table(open.table));
                }
            }
            Some(Frame::Cell(text, look)) => {
                if let Some(Frame::Table(open)) = self.frames.last_mut() {
                    open.finish_cell(text, look);
                }
            }
            Some(Frame::Story(blocks)) => {
                let below = self.frames.iter_mut().rev().find_map(|frame| match frame {
                    Frame::Paragraph(open) => Some(&mut open.boxes),
                    Frame::Story(blocks) => Some(blocks),
                    _ => None,
                });
                if let Some(below) = below {
                    below.extend(blocks);
                }
            }
            None => {}
        }
    }

    fn finish_paragraph(&mut self, open: OpenParagraph) {
        let OpenParagraph { text, look, line, boxes } = open;
        if look.end_deleted {
            self.carried.push_str(&text);
        } else {
            let label = self.label(&look);
            let text = std::mem::take(&mut self.carried) + &text;
            let text = text.trim_end().to_owned();
            let outline = look.outline.or(self.styles.paragraph(look.style.as_deref()).outline);
            let heading = outline.filter(|&level| level < 9).map(|level| level + 1);
            if !text.is_empty() || label.is_some() {
                self.emit(Block::Paragraph(Paragraph { label, text, heading, line, page: None }));
            }
        }
        boxes.into_iter().for_each(|block| self.emit(block));
    }

    /// The automatic number of a paragraph, counted on.
    fn label(&mut self, look: &ParagraphLook) -> Option<String> {
        let style = self.styles.paragraph(look.style.as_deref());
        let list = look.list.or(style.list).filter(|&list| list != 0)?;
        let by_style = || look.style.as_deref().and_then(|style| self.numbering.level_of_style(list, style));
        let inherited = || if look.list.is_none() { by_style().or(style.level) } else { None };
        let level = look.level.or_else(inherited).unwrap_or(0);
        self.numbering.count(list, level)
    }

    /// Hands a finished block to the story or cell in which it stands.
    fn emit(&mut self, block: Block) {
        let sink = self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::Story(_) | Frame::Cell(..)));
        match sink {
            // A number without words (an empty line of a list) says nothing.
            Some(Frame::Story(_)) if matches!(&block, Block::Paragraph(paragraph) if paragraph.text.is_empty()) => {}
            Some(Frame::Story(blocks)) => blocks.push(block),
            Some(Frame::Cell(text, _)) => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&flat(&block));
            }
            _ => {}
        }
    }
}

impl OpenTable {
    fn finish_cell(&mut self, text: String, look: CellLook) {
        let columns = look.columns.max(1);
        let column = self.column;
        self.column = self.column.saturating_add(columns);
        match self.row.last_mut() {
            Some(left) if look.joined => left.columns += columns,
            _ => {
                let text = if look.continued || look.deleted { String::new() } else { text };
                self.row.push(TableCell { text, column, columns, continued: look.continued });
            }
        }
    }

    fn finish_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() && !self.row_deleted {
            self.table.rows.push(row);
        }
        self.row_deleted = false;
        self.column = 0;
    }
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
