//! The XML of a story (body, footnotes) in, its paragraphs and tables out, as they read once every tracked change is
//! accepted. One pass; whatever is open (text box, paragraph, table, cell) stands on one stack of frames.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::comments::{Anchor, Comments};
use super::field::Fields;
use super::numbering::Numbering;
use super::open::{OpenParagraph, OpenTable};
use super::properties::{self, CellLook, ParagraphLook, RunLook};
use super::styles::Styles;
use crate::model::{Block, Paragraph};
use crate::read::limits::Trouble;
use crate::read::xml::{Xml, attribute, push_text};

/// Signs that a check box shows by itself.
const BOXES: [char; 9] = ['☐', '☑', '☒', '✓', '✔', '□', '■', '○', '●'];

/// What was passed over or changed on the way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// Tracked insertions that were kept.
    pub inserted: usize,
    /// Tracked deletions that were dropped.
    pub deleted: usize,
    /// Runs of hidden letters and hidden rows that were dropped.
    pub hidden: usize,
    /// Runs of struck letters that were dropped.
    pub struck: usize,
    /// Other documents that are embedded and were not read.
    pub embedded: usize,
    /// Formulas that were not read.
    pub formulas: usize,
    /// Charts and drawn diagrams that were not read.
    pub figures: usize,
}

/// Reads the stories of one document one after the other; numbers and lines go on.
pub struct Body<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    frames: Vec<Frame>,
    /// Looks of the runs that are open; a text box opens runs inside a run.
    runs: Vec<RunLook>,
    /// Content controls that are open.
    controls: Vec<Control>,
    /// What the next content control says of itself.
    control: properties::ControlLook,
    fields: Fields,
    in_text: bool,
    /// Words of a paragraph whose end was deleted: they go on in the next one.
    carried: String,
    line: u32,
    /// The page that is being read; none in a document that was never laid out in pages.
    page: Option<u32>,
    /// How many letters were there when each twin drawing began.
    twins: Vec<usize>,
    letters: usize,
    /// Footnotes and endnotes by kind and id.
    notes: BTreeMap<(Note, String), String>,
    /// The note that is being read.
    note: Option<(Note, String)>,
    /// How many notes of each kind were referred to.
    counts: BTreeMap<Note, u32>,
    /// Notes whose paragraph or table is still open.
    due: Vec<Paragraph>,
    /// How many text boxes were given a place of their own.
    boxes: u32,
    /// Comments and the words on which they stand.
    comments: Comments,
    /// What was passed over.
    pub seen: Seen,
}

/// Something that is open.
enum Frame {
    /// A story or a text box: blocks one after the other.
    Story(Vec<Block>),
    Cell(Vec<Block>, CellLook),
    Paragraph(OpenParagraph),
    Table(OpenTable),
}

/// A content control that is open.
#[derive(Default)]
struct Control {
    look: properties::ControlLook,
    /// The sign of its check box was written.
    is_written: bool,
}

/// The two kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    Foot,
    End,
}

impl<'s> Body<'s> {
    /// Ready to read.
    pub fn new(styles: &'s Styles, numbering: Numbering, comments: Comments) -> Self {
        Body {
            styles,
            numbering,
            comments,
            frames: Vec::new(),
            runs: Vec::new(),
            controls: Vec::new(),
            control: properties::ControlLook::default(),
            fields: Fields::default(),
            in_text: false,
            carried: String::new(),
            line: 0,
            page: None,
            twins: Vec::new(),
            letters: 0,
            notes: BTreeMap::new(),
            note: None,
            counts: BTreeMap::new(),
            due: Vec::new(),
            boxes: 0,
            seen: Seen::default(),
        }
    }

    /// Reads footnotes or endnotes, to be shown where the body refers to them.
    pub fn read_notes(&mut self, text: &str) -> Option<Trouble> {
        let (_, trouble) = self.read(text);
        self.line = 0;
        trouble
    }

    /// Reads the body; gives its blocks, and the trouble that ended the reading early, if any.
    pub fn read_body(&mut self, text: &str) -> (Vec<Block>, Option<Trouble>) {
        self.page = text.contains("lastRenderedPageBreak").then_some(1);
        self.read(text)
    }

    /// What stands in a header or footer.
    pub fn read_header(&mut self, text: &str) -> Vec<Block> {
        let (line, seen) = (self.line, self.seen);
        let (blocks, _) = self.read(text);
        (self.line, self.seen) = (line, seen);
        blocks
    }

    /// The comments, once the body was read.
    pub fn into_comments(self) -> Comments {
        self.comments
    }

    fn read(&mut self, text: &str) -> (Vec<Block>, Option<Trouble>) {
        self.frames.push(Frame::Story(Vec::new()));
        let trouble = self.walk(&mut Xml::new(text)).err();
        while self.frames.len() > 1 {
            self.close();
        }
        if !self.carried.trim().is_empty() {
            self.finish_paragraph(OpenParagraph { line: self.line, ..OpenParagraph::default() });
        }
        self.give_notes();
        self.runs.clear();
        self.controls.clear();
        self.twins.clear();
        self.fields = Fields::default();
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
                let open = OpenParagraph { line: self.line, page: self.page, ..OpenParagraph::default() };
                self.frames.push(Frame::Paragraph(open));
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
            "lastRenderedPageBreak" => self.turn_page(),
            "fldChar" => self.field(&attribute(start, "fldCharType").unwrap_or_default()),
            "fldSimple" => self.fields.simple(&attribute(start, "instr").unwrap_or_default()),
            "instrText" => self.fields.code(&properties::letters(xml)?),
            "checkBox" => {
                let checked = properties::check_box(xml)?;
                self.choose(if checked { "☑" } else { "☐" }.to_owned());
            }
            "ddList" => {
                let chosen = properties::drop_down(xml)?;
                self.choose(chosen);
            }
            "AlternateContent" => self.twins.push(self.letters),
            // The older twin of a drawing, unless the newer one says nothing.
            "Fallback" if self.twins.last().is_none_or(|&letters| letters != self.letters) => xml.skip(start)?,
            "txbxContent" => self.frames.push(Frame::Story(Vec::new())),
            "tbl" => {
                self.frames.push(Frame::Table(OpenTable::at(self.line + 1, self.page)));
            }
            "trPr" => {
                let row = properties::row(xml)?;
                self.seen.deleted += usize::from(row.deleted);
                self.seen.hidden += usize::from(row.hidden);
                if let Some(Frame::Table(open)) = self.frames.last_mut() {
                    open.begin_row(&row);
                }
            }
            "tc" => self.frames.push(Frame::Cell(Vec::new(), CellLook::default())),
            "tcPr" => {
                let look = properties::cell(xml)?;
                if let Some(Frame::Cell(_, open)) = self.frames.last_mut() {
                    *open = look;
                }
            }
            "sdtPr" => self.control = properties::control(xml)?,
            "sdtContent" => {
                let look = std::mem::take(&mut self.control);
                self.controls.push(Control { look, is_written: false });
            }
            "ins" | "moveTo" => self.seen.inserted += 1,
            "del" | "moveFrom" => {
                self.seen.deleted += 1;
                xml.skip(start)?;
            }
            "altChunk" | "subDoc" | "OLEObject" => self.seen.embedded += 1,
            "oMath" | "oMathPara" => {
                self.seen.formulas += 1;
                xml.skip(start)?;
            }
            "relIds" | "chart" => self.seen.figures += 1,
            "footnoteReference" => self.refer(Note::Foot, start),
            "endnoteReference" => self.refer(Note::End, start),
            "commentRangeStart" => {
                if let (Some(id), Some(Frame::Paragraph(open))) = (attribute(start, "id"), self.frames.last_mut()) {
                    open.begin_range(id.into_owned());
                }
            }
            "commentRangeEnd" => {
                if let (Some(id), Some(Frame::Paragraph(open))) = (attribute(start, "id"), self.frames.last_mut()) {
                    open.end_range(&id);
                }
            }
            "commentReference" => {
                if let (Some(id), Some(Frame::Paragraph(open))) = (attribute(start, "id"), self.frames.last_mut()) {
                    open.comments.push(id.into_owned());
                }
            }
            // Marks of separators are not notes.
            "footnote" | "endnote" if attribute(start, "type").is_some_and(|kind| kind != "normal") => {
                xml.skip(start)?
            }
            name @ ("footnote" | "endnote") => {
                let kind = if name == "footnote" { Note::Foot } else { Note::End };
                self.note = attribute(start, "id").map(|id| (kind, id.into_owned()));
                self.frames.push(Frame::Story(Vec::new()));
            }
            // Readings over letters, field codes, properties.
            "rt" | "rubyPr" | "delText" | "delInstrText" | "sectPr" | "tblPr" | "tblGrid" | "tblPrEx" | "sdtEndPr" => {
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
            "fldSimple" => self.fields.end_simple(),
            "AlternateContent" => {
                self.twins.pop();
            }
            "footnote" | "endnote" if self.frames.len() > 1 => {
                let Some(Frame::Story(blocks)) = self.frames.pop() else { return };
                if let Some(note) = self.note.take() {
                    self.notes.insert(note, words_of(&blocks));
                }
            }
            _ => {}
        }
    }

    /// A new page begins before the next letter.
    fn turn_page(&mut self) {
        let page = self.page.map(|page| page.saturating_add(1));
        self.page = page;
        let begins = self.frames.iter().all(|frame| !matches!(frame, Frame::Paragraph(open) if !open.text.is_empty()));
        for frame in self.frames.iter_mut().filter(|_| begins) {
            match frame {
                Frame::Paragraph(open) => open.page = page,
                Frame::Table(open) if open.is_new() => open.turn(page),
                _ => {}
            }
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.begin(),
            "separate" => self.fields.separate(),
            "end" => {
                if let Some(chosen) = self.fields.end() {
                    self.write(&chosen);
                }
            }
            _ => {}
        }
    }

    /// What an old form field shows; its field may go on to show it in letters too.
    fn choose(&mut self, chosen: String) {
        if let Some(chosen) = self.fields.choose(chosen) {
            self.write(&chosen);
        }
    }

    /// A note is referred to: it is read after the paragraph or table that does.
    fn refer(&mut self, kind: Note, start: &BytesStart<'_>) {
        let has_own_mark = attribute(start, "customMarkFollows").is_some_and(|value| value == "1" || value == "true");
        let count = self.counts.entry(kind).or_default();
        *count += u32::from(!has_own_mark);
        let run = self.runs.last().copied().unwrap_or_default();
        if run.hidden == Some(true) || run.struck == Some(true) {
            return;
        }
        let number = if has_own_mark { String::new() } else { count.to_string() };
        let id = attribute(start, "id").unwrap_or_default().into_owned();
        // Read once, however often a document that means harm refers to it.
        let Some(text) = self.notes.remove(&(kind, id)).filter(|text| !text.is_empty()) else { return };
        let name = if kind == Note::Foot { "注" } else { "文末注" };
        let label = Some(format!("{name}{number}"));
        self.due.push(Paragraph { label, text, heading: None, line: self.line, page: self.page });
    }

    fn give_notes(&mut self) {
        let due = std::mem::take(&mut self.due);
        if let Some(Frame::Story(blocks)) = self.frames.first_mut() {
            blocks.extend(due.into_iter().map(Block::Paragraph));
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

    /// Adds letters to the paragraph that is open, unless they are hidden, struck, a prompt or the code of a field.
    fn write(&mut self, words: &str) {
        let Some(Frame::Paragraph(open)) = self.frames.last_mut() else { return };
        let run = self.runs.last().copied().unwrap_or_default();
        let is_seen = !words.trim().is_empty();
        if self.controls.iter().any(|control| control.look.prompts) || self.fields.in_code() {
            return;
        }
        let mut words = words;
        if let Some(control) = self.controls.last_mut()
            && let Some(is_checked) = control.look.checked
            && !words.contains(BOXES)
        {
            if std::mem::replace(&mut control.is_written, true) {
                return;
            }
            words = if is_checked { "☑" } else { "☐" };
        }
        if run.hidden == Some(true) {
            self.seen.hidden += usize::from(is_seen);
        } else if run.struck == Some(true) {
            self.seen.struck += usize::from(is_seen);
        } else {
            if open.text.is_empty() {
                open.page = self.page;
            }
            open.is_contents |= self.fields.in_contents() || self.controls.iter().any(|control| control.look.contents);
            open.text.push_str(words);
            self.fields.wrote();
            self.letters += words.len();
        }
    }

    /// Closes the frame that was opened last and hands what it holds to the one below.
    fn close(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        match self.frames.pop() {
            Some(Frame::Paragraph(open)) => self.finish_paragraph(open),
            Some(Frame::Table(open)) => {
                self.comments.are_remarks(&open.remarked());
                let blocks = open.settle(|id| self.comments.remark(id));
                blocks.into_iter().for_each(|block| self.emit(block));
            }
            Some(Frame::Cell(blocks, look)) => {
                if let Some(Frame::Table(open)) = self.frames.last_mut() {
                    open.finish_cell(blocks, look);
                }
            }
            Some(Frame::Story(mut blocks)) => {
                // A box beside the running text is a place of its own, and what follows goes on as if it were not there.
                if let [Frame::Story(before), Frame::Paragraph(_)] = &self.frames[..]
                    && !before.is_empty()
                    && super::open::stands_alone(&blocks)
                {
                    self.boxes += 1;
                    super::open::name(&mut blocks, &format!("テキストボックス{}", self.boxes));
                }
                let below = self.frames.iter_mut().rev().find_map(|frame| match frame {
                    Frame::Paragraph(open) => Some(&mut open.boxes),
                    Frame::Story(blocks) | Frame::Cell(blocks, _) => Some(blocks),
                    Frame::Table(_) => None,
                });
                if let Some(below) = below {
                    below.extend(blocks);
                }
            }
            None => {}
        }
        if self.frames.len() == 1 && self.note.is_none() {
            self.give_notes();
        }
    }

    fn finish_paragraph(&mut self, mut open: OpenParagraph) {
        self.fields.end_paragraph();
        self.anchor(&mut open);
        let style = self.styles.paragraph(open.look.style.as_deref());
        let is_contents = style.contents || open.is_contents && open.is_entry();
        let is_gone = open.look.end_hidden && open.text.trim().is_empty();
        let OpenParagraph { text, look, line, page, boxes, .. } = open;
        if look.end_deleted {
            self.carried.push_str(&text);
        } else if !is_contents && !is_gone {
            let outline = look.outline.or(style.outline);
            let label = self.label(&look);
            let text = std::mem::take(&mut self.carried) + &text;
            let text = text.trim_end().to_owned();
            let heading = outline.filter(|&level| level < 9).map(|level| level + 1);
            if !text.is_empty() || label.is_some() {
                self.emit(Block::Paragraph(Paragraph { label, text, heading, line, page }));
            }
        }
        boxes.into_iter().for_each(|block| self.emit(block));
    }

    /// Ties the comments of a paragraph to its words, and to the row in which it stands.
    fn anchor(&mut self, open: &mut OpenParagraph) {
        for id in std::mem::take(&mut open.comments) {
            let words = open.words_under(&id);
            if !self.comments.tie(&id, Anchor { line: open.line, page: open.page, words }) {
                continue;
            }
            let table = self.frames.iter_mut().rev().find_map(|frame| match frame {
                Frame::Table(table) => Some(table),
                _ => None,
            });
            if let Some(table) = table {
                table.comment(&id);
            }
        }
    }

    /// The automatic number of a paragraph, counted on.
    fn label(&mut self, look: &ParagraphLook) -> Option<String> {
        let style = self.styles.paragraph(look.style.as_deref());
        let list = look.list.or(style.list).filter(|&list| list != 0)?;
        let of_style = |id: &str| self.numbering.level_of_style(list, id);
        let inherited = || {
            let id = look.style.as_deref().filter(|_| look.list.is_none())?;
            of_style(id).or(style.level).or_else(|| self.styles.bases(id).find_map(of_style))
        };
        let level = look.level.or_else(inherited).unwrap_or(0);
        self.numbering.count(list, level)
    }

    /// Hands a finished block to the story or cell in which it stands.
    fn emit(&mut self, block: Block) {
        let sink = self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::Story(_) | Frame::Cell(..)));
        match sink {
            // A number without words (an empty line of a list) says nothing.
            Some(Frame::Story(_)) if matches!(&block, Block::Paragraph(paragraph) if paragraph.text.is_empty()) => {}
            Some(Frame::Story(blocks)) => match block {
                Block::Paragraph(paragraph) => blocks.extend(super::open::parted(paragraph).map(Block::Paragraph)),
                Block::Table(_) => blocks.push(block),
            },
            Some(Frame::Cell(blocks, _)) => blocks.push(block),
            _ => {}
        }
    }
}

/// The words of a note, paragraphs joined by `\n`.
fn words_of(blocks: &[Block]) -> String {
    let words = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.trim()),
        Block::Table(_) => None,
    });
    words.collect::<Vec<_>>().join("\n")
}
