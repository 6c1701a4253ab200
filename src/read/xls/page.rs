//! The records of one sheet in, its cells with what lies around them out.

use std::collections::BTreeMap;

use super::book::{Book, Listed};
use super::objects::Objects;
use super::records::{Record, Records, Rich, Strings, Writing, decoded, packed, string};
use crate::model::{Cell, Grid, Notice, Value};
use crate::read::compound::{double, word};
use crate::read::sheet::layout::Stated;
use crate::read::sheet::marks::{Canvas, Laid, lay, lay_boxes};
use crate::read::sheet::notices::{self, Stop};
use crate::read::sheet::shown::show;
use crate::read::sheet::{LAST, Room, Run, look, runs_of, struck_letters, without_author, words};

/// Merged areas of one sheet that are kept.
const MOST_MERGES: usize = 100_000;

/// The mark of words in a formula.
const EMPTY_WORDS: u8 = 0x17;

struct Page<'a> {
    book: &'a Book,
    grid: Grid,
    room: &'a mut Room,
    /// The style of each cell.
    styles: BTreeMap<(u32, u32), usize>,
    runs: Vec<((u32, u32), Vec<Run>)>,
    stated: Stated,
    objects: Objects,
    /// Comments: cell, number of the object with the words, words where they stand in the record itself.
    notes: Vec<((u32, u32), u16, String)>,
    /// Formulas whose result was not saved.
    uncached: Vec<(u32, u32)>,
    is_full: bool,
    odd: usize,
}

/// Reads one sheet and what there is to say about it.
pub fn read(stream: &[u8], book: &Book, sheet: &Listed, room: &mut Room) -> (Grid, Vec<Notice>) {
    let grid = Grid { name: sheet.name.clone(), hidden: sheet.is_hidden, ..Grid::default() };
    let mut page = Page {
        book,
        grid,
        room,
        styles: BTreeMap::new(),
        runs: Vec::new(),
        stated: Stated::default(),
        objects: Objects::default(),
        notes: Vec::new(),
        uncached: Vec::new(),
        is_full: false,
        odd: 0,
    };
    let is_whole = page.walk(stream, sheet.at);
    page.finish(is_whole)
}

impl Page<'_> {
    /// Walks the records of the sheet; false when they break off.
    fn walk(&mut self, stream: &[u8], at: usize) -> bool {
        let mut depth = 0;
        // A formula of letters is told first, the letters in the record after it.
        let mut awaited = None;
        for record in Records::from(stream, at) {
            match record.kind {
                0x0809 => depth += 1,
                // No sheet begins here.
                _ if depth == 0 => return false,
                0x000a => {
                    depth -= 1;
                    if depth <= 0 {
                        return true;
                    }
                }
                // A chart inside the sheet has records of its own.
                _ if depth != 1 => {}
                _ => {
                    if !is_known(record.kind) || self.take(&record, &mut awaited).is_none() {
                        self.odd += 1;
                    }
                    if self.is_full {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Takes a record; none when it is shorter than it says.
    fn take(&mut self, record: &Record<'_>, awaited: &mut Option<((u32, u32), usize)>) -> Option<()> {
        let data = record.data;
        let place = || Some((u32::from(word(data, 0)?), u32::from(word(data, 2)?)));
        let style = || word(data, 4).map(usize::from);
        match record.kind {
            0x0203 => self.number(place()?, style()?, double(data, 6)?),
            0x027e => self.number(place()?, style()?, packed(data, 6)?),
            0x00bd => {
                let (row, first) = place()?;
                for (column, cell) in (first..).zip(data.get(4..)?.chunks_exact(6)) {
                    self.number((row, column), word(cell, 0)?.into(), packed(cell, 2)?);
                }
            }
            0x00fd => {
                let index = crate::read::compound::long(data, 6)? as usize;
                let rich = self.book.strings.get(index)?;
                self.letters(place()?, style()?, rich);
            }
            0x0204 => {
                let text = string(record, 6, false, self.book.writing)?;
                self.letters(place()?, style()?, &Rich { text, fonts: Vec::new() });
            }
            0x00d6 => {
                let rich = self.rich(record)?;
                self.letters(place()?, style()?, &rich);
            }
            0x0205 => {
                let value = truth_or_error(*data.get(6)?, *data.get(7)? == 1);
                self.put(place()?, style()?, value);
            }
            0x0006 | 0x0406 => {
                let (place, style) = (place()?, style()?);
                *awaited = None;
                match (word(data, 12)?, *data.get(6)?) {
                    (0xffff, 0) => *awaited = Some((place, style)),
                    (0xffff, kind @ (1 | 2)) => self.put(place, style, truth_or_error(*data.get(8)?, kind == 2)),
                    // No letters: what a formula with `""` in it gives, and what programs write that calculate nothing.
                    (0xffff, _) => {
                        let formula = data.get(22..).unwrap_or_default();
                        if !formula.windows(2).any(|pair| pair == [EMPTY_WORDS, 0]) {
                            self.uncached.push(place);
                        }
                    }
                    _ => self.number(place, style, double(data, 6)?),
                }
            }
            0x0207 => {
                let (place, style) = awaited.take()?;
                let text = string(record, 0, false, self.book.writing)?;
                self.letters(place, style, &Rich { text, fonts: Vec::new() });
            }
            0x00e5 => self.merges(data)?,
            0x007d => {
                let (first, last) = (u32::from(word(data, 0)?), u32::from(word(data, 2)?).min(255));
                let is_hidden = word(data, 8)? & 1 != 0;
                let width = if is_hidden { 0.0 } else { f64::from(word(data, 4)?) / 256.0 };
                self.stated.columns(first..=last, width);
                if is_hidden {
                    self.grid.hidden_columns.extend(first..=last);
                }
            }
            0x0208 => {
                let (row, switches) = (u32::from(word(data, 0)?), word(data, 12)?);
                let is_hidden = switches & 0x20 != 0;
                let height = if is_hidden { 0.0 } else { f64::from(word(data, 6)? & 0x7fff) / 20.0 };
                self.stated.height(row, height);
                if is_hidden {
                    self.grid.hidden_rows.insert(row);
                } else if switches & 0x40 == 0 {
                    self.stated.fitted(row);
                }
            }
            0x0055 => self.stated.others(word(data, 0).map(|digits| f64::from(digits) + 0.71), None),
            0x0099 => self.stated.others(word(data, 0).map(|width| f64::from(width) / 256.0), None),
            0x0225 => self.stated.others(None, word(data, 2).map(|height| f64::from(height) / 20.0)),
            0x00ec => {
                let whole: Vec<u8> =
                    [data].iter().chain(&record.more).flat_map(|piece| piece.iter().copied()).collect();
                self.objects.drawing(&whole)?;
            }
            0x005d if matches!(self.book.writing, Writing::Unicode) => self.objects.object(data),
            0x005d => self.objects.old_object(data),
            0x01b6 => self.objects.text(record),
            0x001c => match self.book.writing {
                Writing::Unicode => self.notes.push((place()?, word(data, 6)?, String::new())),
                Writing::Page(encoding) => {
                    let end = (6 + usize::from(word(data, 4)?)).min(data.len());
                    self.notes.push((place()?, 0, decoded(data.get(6..end)?, encoding)));
                }
            },
            _ => {}
        }
        Some(())
    }

    /// A string of several fonts outside the shared ones.
    fn rich(&self, record: &Record<'_>) -> Option<Rich> {
        let data = record.data;
        let Writing::Page(encoding) = self.book.writing else {
            let is_wide = data.get(8)? & 1 != 0;
            let text = Strings::of(record, 9).letters(word(data, 6)?.into(), is_wide)?;
            return Some(Rich { text, fonts: Vec::new() });
        };
        let end = 8 + usize::from(word(data, 6)?);
        let bytes = data.get(8..end)?;
        let runs = data.get(end + 1..).unwrap_or_default();
        let fonts = runs.chunks_exact(2).map(|run| {
            // Places are counted in bytes; those of the letters in two bytes.
            let before = bytes.get(..usize::from(run[0])).unwrap_or(bytes);
            (decoded(before, encoding).encode_utf16().count(), usize::from(run[1]))
        });
        Some(Rich { text: decoded(bytes, encoding), fonts: fonts.collect() })
    }

    fn merges(&mut self, data: &[u8]) -> Option<()> {
        for area in data.get(2..)?.chunks_exact(8).take(word(data, 0)?.into()) {
            let at = |index: usize| word(area, index * 2).map(u32::from);
            let (top, bottom, left, right) = (at(0)?, at(1)?, at(2)?, at(3)?);
            if (top < bottom || left < right)
                && top <= bottom
                && left <= right
                && right <= LAST.1
                && self.grid.merges.len() < MOST_MERGES
            {
                self.grid.merges.push((top, left, bottom, right));
            }
        }
        Some(())
    }

    fn number(&mut self, place: (u32, u32), style: usize, number: f64) {
        let general = crate::read::sheet::shown::Format::General;
        let format = self.book.styles.get(style).map_or(&general, |dress| &dress.format);
        let (value, text) = show(number, format, self.book.since_1904);
        self.keep(place, style, Cell { value, text, ..Cell::default() });
    }

    fn put(&mut self, place: (u32, u32), style: usize, value: Value) {
        let text = match &value {
            Value::Bool(true) => "TRUE".to_owned(),
            Value::Bool(false) => "FALSE".to_owned(),
            Value::Error(error) => error.clone(),
            _ => String::new(),
        };
        self.keep(place, style, Cell { value, text, ..Cell::default() });
    }

    fn letters(&mut self, place: (u32, u32), style: usize, rich: &Rich) {
        let Some((value, text)) = words(&rich.text) else { return };
        let font = |number: usize| self.book.font(number).map(|font| (font.is_struck, font.look));
        let runs = runs_of(&rich.text, &rich.fonts, font);
        let is_struck = self.book.styles.get(style).is_some_and(|dress| dress.is_struck);
        let struck = match runs.is_empty() {
            true => is_struck.then(|| text.clone()),
            false => struck_letters(&runs, is_struck, &text),
        };
        self.keep(place, style, Cell { value, text, struck, ..Cell::default() });
        if !runs.is_empty() && !self.is_full {
            self.runs.push((place, runs));
        }
    }

    fn keep(&mut self, place: (u32, u32), style: usize, cell: Cell) {
        if !self.room.takes(&cell.text) {
            self.is_full = true;
            return;
        }
        // No program writes a cell twice, or in a style that there is not.
        let is_odd =
            self.grid.cells.contains_key(&place) || !self.book.styles.is_empty() && style >= self.book.styles.len();
        self.odd += usize::from(is_odd);
        self.styles.insert(place, style);
        self.grid.cells.insert(place, cell);
    }

    fn finish(mut self, is_whole: bool) -> (Grid, Vec<Notice>) {
        let mut notices = Vec::new();
        let stop = match (self.is_full, is_whole, self.odd) {
            (true, ..) => Some(Stop::TooMany),
            (_, false, _) => Some(Stop::Broken),
            (_, _, 0) => None,
            (_, _, odd) => Some(Stop::Odd(odd)),
        };
        notices.extend(stop.map(|stop| notices::stopped(&self.grid.name, stop)));
        let style = |place: (u32, u32)| self.styles.get(&place).copied();
        let look = |place| style(place).and_then(|style| self.book.styles.get(style)).map(|dress| dress.look);
        let runs: Vec<((u32, u32), &[Run])> = self.runs.iter().map(|(place, runs)| (*place, runs.as_slice())).collect();
        let merges = std::mem::take(&mut self.grid.merges);
        look::mark(&mut self.grid, &merges, &runs, true, |place| look(place).unwrap_or_default());
        let layout = self.stated.layout(self.book.digit);
        let (shapes, boxes) = self.objects.laid(&layout);
        let mut laid = Laid::default();
        let face = |place| self.book.face(style(place));
        let mut canvas = Canvas { grid: &mut self.grid, merges: &merges, layout: &layout, face: &face };
        lay_boxes(&mut canvas, boxes, &mut laid.left);
        let left = lay(&mut canvas, &shapes);
        laid.left.shapes.extend(left.shapes);
        (laid.left.boxes, laid.left.pictures) = (left.boxes, left.pictures);
        let texts = self.objects.notes();
        for (place, object, own) in &self.notes {
            let text = without_author(texts.get(object).copied().unwrap_or(own));
            if !text.is_empty() {
                self.grid.cells.entry(*place).or_default().note(text);
                laid.notes.push(*place);
            }
        }
        self.grid.merges = merges;
        notices.extend(notices::of_sheet(&self.grid, &self.uncached));
        notices.extend(notices::of_parts(&self.grid.name, &laid));
        (self.grid, notices)
    }
}

/// Kinds of records that programs write into sheets. Of the many small numbers only those are odd that belong to the head
/// of the book.
fn is_known(kind: u16) -> bool {
    const LARGE: [u16; 27] = [
        0x0200, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0207, 0x0208, 0x0209, 0x020b, 0x0218, 0x0221, 0x0223, 0x0225,
        0x0231, 0x0236, 0x023e, 0x0243, 0x027e, 0x0293, 0x0406, 0x0409, 0x0418, 0x041e, 0x043c, 0x0443, 0x04bc,
    ];
    match kind {
        0x0031 | 0x0085 | 0x00e0 | 0x00fc | 0x00ff => false,
        0..0x0200 | 0x0800..0x0900 | 0x1000..0x1100 => true,
        _ => LARGE.contains(&kind),
    }
}

fn truth_or_error(byte: u8, is_error: bool) -> Value {
    if !is_error {
        return Value::Bool(byte != 0);
    }
    Value::Error(error(byte).to_owned())
}

/// The name of an error.
pub fn error(byte: u8) -> &'static str {
    match byte {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "#ERROR!",
    }
}
