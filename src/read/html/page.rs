//! The letters of a page in, its paragraphs and tables out. One pass over the tags; what is open stands on two stacks,
//! elements and what they are gathered into, both bounded.

use std::collections::BTreeSet;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::effect::Effect;
use super::element::{ends_before, heading, is_block, is_look, is_mute, is_void, is_wall};
use super::ends::Ends;
use super::list::List;
use super::style;
use super::table::OpenTable;
use crate::model::{Block, Paragraph};
use crate::read::frame::FrameCell;
use crate::read::limits::MAX_DEPTH;
use crate::text::marks::choices;

/// Cells of one page, those that a merged cell continues counted too.
const MAX_CELLS: usize = 300_000;
/// Bytes of style sheets that are looked at.
const MAX_SHEET: usize = 1 << 20;
/// Letters of a title that are kept.
const MAX_TITLE: usize = 400;
/// Marks that pages show as pictures.
const MARKS: &[&str] = &["○", "◯", "◎", "●", "×", "✕", "△", "✓", "✔", "レ", "☑", "☐", "■", "□", "－", "-"];

/// What was passed over on the way.
#[derive(Debug, Default)]
pub struct Seen {
    /// Struck pieces.
    pub struck: usize,
    /// Hidden pieces.
    pub hidden: usize,
    /// Paragraphs in which one of several answer words is set apart from the others.
    pub loud: usize,
    /// Comments of Word.
    pub comments: usize,
    /// Other pages inside this one.
    pub frames: usize,
    /// There are more cells than are read.
    pub is_cut: bool,
    /// The page stops before its end, behind that line and these words.
    pub stops: Option<(u32, String)>,
    /// The title that stands in the window's frame.
    pub title: String,
}

/// A page that is being read.
#[derive(Default)]
pub struct Page {
    open: Vec<Open>,
    /// Elements that lie too deep to be kept apart.
    beyond: usize,
    sinks: Vec<Sink>,
    text: String,
    /// The letters of it that are set apart.
    loud: String,
    /// Space before the next letter: none, a blank, or a line end.
    gap: Option<char>,
    label: Option<String>,
    /// The number that Word wrote beside an item, while it is open.
    marker: String,
    line: u32,
    cells: usize,
    /// How many of the open elements strike, hide, mute, keep lines or hold a number.
    on: Effect<usize>,
    is_noted: Effect<bool>,
    sheet: String,
    struck: BTreeSet<String>,
    /// Items of each numbered list, where one counts down.
    items: Vec<usize>,
    lists: usize,
    ends: Ends,
    seen: Seen,
}

#[derive(Default)]
struct Open {
    name: String,
    effect: Effect<bool>,
    list: Option<List>,
    /// What is gathered in it has a place of its own.
    is_sink: bool,
}

enum Sink {
    Story(Vec<Block>),
    Table(OpenTable),
    Cell(FrameCell),
}

impl Page {
    /// Ready to read; `items` are the lengths of the numbered lists, see [`super::list::counts`].
    pub fn new(items: Vec<usize>) -> Page {
        Page { items, sinks: vec![Sink::Story(Vec::new())], ..Page::default() }
    }

    /// Reads the letters of a page.
    pub fn read(&mut self, text: &str) {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
            match token {
                Token::StartTag(tag) => self.start(&tag),
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name);
                    self.ends.end(&name);
                    self.end(&name);
                }
                Token::Error(error) => self.ends.error(error.value),
                Token::String(words) => self.words(&String::from_utf8_lossy(&words)),
                _ => {}
            }
            if self.cells > MAX_CELLS {
                self.seen.is_cut = true;
                return;
            }
        }
        if self.ends.is_cut(self.open.iter().map(|open| open.name.as_str())) {
            self.seen.stops = Some((self.line, self.text.trim().to_owned()));
        }
    }

    /// What was read.
    pub fn finish(mut self) -> (Vec<Block>, Seen) {
        self.close_to(0, false);
        self.flush();
        let blocks = self.sinks.into_iter().flat_map(|sink| match sink {
            Sink::Story(blocks) => blocks,
            _ => Vec::new(),
        });
        (blocks.collect(), self.seen)
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let said = |key: &str| attribute(tag, key);
        let style = said("style").map(|text| style::of(&text)).unwrap_or_default();
        if is_void(&name) {
            return self.void(&name, tag, style.hidden);
        }
        if self.open.len() >= MAX_DEPTH {
            self.beyond += 1;
            if is_block(&name) {
                self.flush();
            }
            return;
        }
        let (ended, walls) = ends_before(&name);
        if !ended.is_empty() {
            self.end_first(ended, walls);
        }
        if is_block(&name) {
            self.flush();
        }
        let class = said("class").unwrap_or_default().to_ascii_lowercase();
        let is_shown = self.on.mute + self.on.hidden == 0;
        self.seen.comments += usize::from(style.comment);
        self.seen.frames += usize::from(name == "iframe" && is_shown && said("src").is_some_and(|src| src.len() > 11));
        let struck = matches!(name.as_str(), "s" | "strike" | "del")
            || style.struck
            || class.split_ascii_whitespace().any(|class| self.struck.contains(class));
        let effect = Effect {
            struck,
            hidden: style.hidden || tag.attributes.contains_key(b"hidden".as_slice()),
            mute: is_mute(&name)
                || matches!(name.as_str(), "style" | "title")
                || style.comments
                || class.contains("msocommentreference")
                || name == "option" && said("selected").is_none(),
            keeps_lines: matches!(name.as_str(), "pre" | "textarea" | "xmp" | "listing"),
            numbers: style.numbers,
            loud: style.loud || matches!(name.as_str(), "b" | "strong" | "u" | "em" | "mark"),
        };
        let mut open = Open { effect, ..Open::default() };
        match name.as_str() {
            "ul" | "menu" | "dir" => open.list = Some(List::bullets()),
            "ol" => open.list = Some(self.numbered(tag)),
            "li" => {
                let value = said("value").and_then(|value| value.trim().parse().ok());
                let list = self.open.iter_mut().rev().find_map(|open| open.list.as_mut());
                self.label = list.map_or_else(|| Some("・".to_owned()), |list| list.label(value));
            }
            "table" => {
                self.sinks.push(Sink::Table(OpenTable::at(self.line + 1)));
                open.is_sink = true;
            }
            "tr" => {
                if let Some(Sink::Table(table)) = self.sinks.last_mut() {
                    self.cells += table.finish_row(false);
                }
            }
            "td" | "th" if !effect.hidden => {
                let span = |key: &str| said(key).and_then(|value| value.trim().parse().ok());
                if let Some(Sink::Table(table)) = self.sinks.last_mut() {
                    let cell = table.cell(span("colspan").unwrap_or(1), span("rowspan").unwrap_or(1));
                    self.sinks.push(Sink::Cell(cell));
                    open.is_sink = true;
                }
            }
            // «o:p» of Word is written as if it were void.
            _ if tag.self_closing && name.contains(':') => return,
            _ => {}
        }
        open.name = name;
        self.on.add(effect);
        self.open.push(open);
    }

    fn numbered(&mut self, tag: &StartTag<()>) -> List {
        let said = |key: &str| attribute(tag, key).unwrap_or_default();
        let items = self.items.get(self.lists).copied().filter(|_| tag.attributes.contains_key(b"reversed".as_slice()));
        self.lists += 1;
        let outer = self.open.iter().rev().find_map(|open| open.list.as_ref());
        List::numbers(said("type").trim(), &said("style"), said("start").trim().parse().ok(), items, outer)
    }

    /// An element that holds nothing.
    fn void(&mut self, name: &str, tag: &StartTag<()>, is_hidden: bool) {
        let said = |key: &str| attribute(tag, key).unwrap_or_default();
        if is_hidden {
            return;
        }
        match name {
            "br" | "hr" => self.flush(),
            "input" => match said("type").to_ascii_lowercase().as_str() {
                "checkbox" | "radio" => {
                    let is_on = tag.attributes.contains_key(b"checked".as_slice());
                    self.words(if is_on { "☑" } else { "☐" });
                }
                "hidden" | "submit" | "button" | "reset" | "image" | "file" | "password" => {}
                _ => self.words(&said("value")),
            },
            "img" if MARKS.contains(&said("alt").trim()) => self.words(said("alt").trim()),
            "frame" => self.seen.frames += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            return self.flush();
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            if is_block(name) {
                self.flush();
            }
            return;
        }
        let is_frame = matches!(name, "table" | "caption" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot");
        for index in (0..self.open.len()).rev() {
            let open = self.open[index].name.as_str();
            if open == name {
                return self.close_to(index, is_block(name) && !is_wall(name));
            }
            if open == "table" || !is_frame && is_wall(open) {
                break;
            }
        }
        if is_block(name) {
            self.flush();
        }
    }

    /// Ends the outermost of the named elements that is open on this side of the walls.
    fn end_first(&mut self, ended: &[&str], walls: &[&str]) {
        let mut found = None;
        for (index, open) in self.open.iter().enumerate().rev() {
            let name = open.name.as_str();
            if walls.contains(&name) {
                break;
            }
            if ended.contains(&name) {
                found = Some(index);
            }
        }
        if let Some(index) = found {
            self.close_to(index, true);
        }
    }

    /// Ends every element down to that one. Looks of letters go on where `keeps_looks`.
    fn close_to(&mut self, index: usize, keeps_looks: bool) {
        let mut kept = Vec::new();
        while self.open.len() > index {
            if self.open.last().is_some_and(|open| is_block(&open.name)) {
                self.flush();
            }
            let Some(open) = self.open.pop() else { break };
            self.closed(&open);
            self.on.take(open.effect);
            if keeps_looks && is_look(&open.name) && self.open.len() > index {
                kept.push(open);
            }
        }
        for open in kept.into_iter().rev() {
            self.on.add(open.effect);
            self.open.push(open);
        }
    }

    fn closed(&mut self, open: &Open) {
        if open.effect.numbers && !self.marker.is_empty() {
            let marker = std::mem::take(&mut self.marker);
            if self.text.trim().is_empty() {
                self.label = Some(sign(marker.trim()));
            }
        }
        match open.name.as_str() {
            "style" => {
                let sheet = std::mem::take(&mut self.sheet);
                self.struck.extend(style::struck_classes(&sheet));
            }
            "tr" => {
                if let Some(Sink::Table(table)) = self.sinks.last_mut() {
                    self.cells += table.finish_row(open.effect.hidden);
                }
            }
            "li" => self.label = None,
            _ => {}
        }
        if !open.is_sink {
            return;
        }
        match self.sinks.pop() {
            Some(Sink::Cell(cell)) => {
                if let Some(Sink::Table(table)) = self.sinks.last_mut() {
                    table.take(cell);
                }
            }
            Some(Sink::Table(table)) => table.settle().into_iter().for_each(|block| self.emit(block)),
            Some(story) => self.sinks.push(story),
            None => {}
        }
    }

    /// Letters between two tags.
    fn words(&mut self, words: &str) {
        match self.open.last().map(|open| open.name.as_str()) {
            Some("title") if self.on.mute == 1 && self.seen.title.len() < MAX_TITLE => {
                self.seen.title.extend(words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_TITLE));
                return;
            }
            Some("style") if self.sheet.len() < MAX_SHEET => return self.sheet.push_str(words),
            _ => {}
        }
        let is_seen = !words.trim().is_empty();
        let on = self.on;
        if on.mute > 0 {
            return;
        }
        if on.hidden > 0 {
            self.seen.hidden += usize::from(is_seen && !self.is_noted.hidden);
            self.is_noted.hidden |= is_seen;
            return;
        }
        if on.struck > 0 {
            self.seen.struck += usize::from(is_seen && !self.is_noted.struck);
            self.is_noted.struck |= is_seen;
            return;
        }
        self.is_noted = Effect::default();
        if on.numbers > 0 {
            self.marker.push_str(&words.replace(['\u{a0}', '\r', '\n'], " "));
            return;
        }
        if on.loud > 0 && self.loud.len() < MAX_TITLE {
            self.loud.push_str(words);
        }
        for letter in words.chars() {
            match letter {
                '\n' if on.keeps_lines > 0 => self.flush(),
                '\r' if on.keeps_lines > 0 => {}
                '\n' | '\r' => self.gap = Some('\n'),
                ' ' | '\t' | '\u{c}' if on.keeps_lines == 0 => self.gap = self.gap.or(Some(' ')),
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                _ => self.letter(if letter == '\u{a0}' { ' ' } else { letter }),
            }
        }
    }

    fn letter(&mut self, letter: char) {
        let gap = self.gap.take();
        if let (Some(gap), Some(before)) = (gap, self.text.chars().next_back()) {
            // A line end between two Japanese letters is not seen.
            let is_wide = |letter: char| letter >= '\u{2e80}';
            if gap == ' ' || !(is_wide(before) && is_wide(letter)) {
                self.text.push(' ');
            }
        }
        self.text.push(letter);
    }

    /// Ends the paragraph that is open.
    fn flush(&mut self) {
        self.gap = None;
        let loud = std::mem::take(&mut self.loud);
        let text = std::mem::take(&mut self.text);
        let text = text.trim_end();
        if !loud.is_empty() {
            let chosen = choices(&loud).len();
            self.seen.loud += usize::from(chosen > 0 && chosen < choices(text).len());
        }
        if text.trim().is_empty() {
            return;
        }
        self.line += 1;
        let heading = self.open.iter().rev().find_map(|open| heading(&open.name));
        let paragraph =
            Paragraph { label: self.label.take(), text: text.to_owned(), heading, line: self.line, page: None };
        self.emit(Block::Paragraph(paragraph));
    }

    fn emit(&mut self, block: Block) {
        let sink = self.sinks.iter_mut().rev().find_map(|sink| match sink {
            Sink::Story(blocks) => Some(blocks),
            Sink::Cell(cell) => Some(&mut cell.blocks),
            Sink::Table(_) => None,
        });
        if let Some(blocks) = sink {
            blocks.push(block);
        }
    }
}

/// The sign of a bullet that Word shows in a symbol font.
fn sign(marker: &str) -> String {
    let is_symbol = |letter: char| "·lnØqü§vo".contains(letter) || ('\u{e000}'..='\u{f8ff}').contains(&letter);
    let mut letters = marker.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if is_symbol(letter) => "・".to_owned(),
        _ => marker.to_owned(),
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}
