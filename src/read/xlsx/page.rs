//! The XML of one sheet in, its cells and what lies beside them out, in one pass.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};

use super::beside::Beside;
use super::book::Shared;
use super::strings::{MOST_RUNS, letters_of, unescaped};
use crate::model::{Cell, Date, Value};
use crate::read::limits::{MAX_CELLS, Trouble};
use crate::read::sheet::notices::Stop;
use crate::read::sheet::shown::show;
use crate::read::sheet::{Dress, LAST, Room, Run, area, place, struck_letters, words};
use crate::read::xml::{Xml, attribute, number, push_text};

type Place = (u32, u32);

/// Lists of one sheet that are kept.
const MOST_LISTS: usize = 2_000;

/// One sheet.
#[derive(Default)]
pub struct Page<'s> {
    /// Cells with a content, in the order of the part.
    pub cells: Vec<(Place, Cell)>,
    /// Cells of several runs, and the runs.
    pub runs: Vec<(Place, Cow<'s, [Run]>)>,
    /// What lies beside the cells.
    pub beside: Beside,
    /// Why cells are missing.
    pub stop: Option<Stop>,
    /// The styles of those cells, by place.
    styles: Vec<(Place, usize)>,
}

impl<'s> Page<'s> {
    /// Reads a sheet, at most `room` of its cells. What was found before trouble is kept. A cell, row or dimension whose name no
    /// sheet can have is trouble: what follows cannot be where it says.
    pub fn read(text: &str, shared: &'s Shared, room: &mut Room) -> Page<'s> {
        let mut page = Page::default();
        // A cell takes some forty bytes of XML.
        let cells = (text.len() / 40).min(MAX_CELLS);
        page.cells.reserve(cells);
        page.styles.reserve(cells);
        let mut walk = Walk {
            xml: Xml::new(text),
            page,
            shared,
            room,
            row: 0,
            column: 0,
            is_in_data: false,
            is_past_head: false,
            words: String::new(),
            left: MOST_RUNS,
            odd: 0,
        };
        let end = walk.walk();
        let (mut page, odd) = (walk.page, walk.odd);
        page.stop = match end {
            Err(stop) => Some(stop),
            Ok(()) => (odd > 0).then_some(Stop::Odd(odd)),
        };
        if !page.styles.is_sorted_by_key(|&(place, _)| place) {
            page.styles.sort_by_key(|&(place, _)| place);
        }
        page
    }

    /// What the style of a cell says; none for a cell without content.
    pub fn dress(&self, shared: &'s Shared, place: Place) -> Option<&'s Dress> {
        // Of two cells in one place the later one counts.
        let next = self.styles.partition_point(|&(known, _)| known <= place);
        let &(known, style) = self.styles.get(next.checked_sub(1)?)?;
        shared.styles.dresses.get(style).filter(|_| known == place)
    }
}

impl From<Trouble> for Stop {
    fn from(_: Trouble) -> Stop {
        Stop::Broken
    }
}

struct Walk<'a, 's, 'r> {
    xml: Xml<'a>,
    page: Page<'s>,
    shared: &'s Shared,
    room: &'r mut Room,
    row: u32,
    column: u32,
    /// Cells elsewhere are no cells of the sheet.
    is_in_data: bool,
    /// Lists stand behind the cells.
    is_past_head: bool,
    /// Letters of the cell at hand.
    words: String,
    /// Runs that may still be kept.
    left: usize,
    /// Cells whose content no program should have written.
    odd: usize,
}

/// What a cell says that it holds.
#[derive(Clone, Copy)]
enum Kind {
    /// Nothing said: a number, else letters.
    Any,
    Number,
    Shared,
    Words,
    Inline,
    Bool,
    Error,
    Day,
    Unknown,
}

impl Kind {
    fn of(name: &str) -> Kind {
        match name {
            "s" => Kind::Shared,
            "n" => Kind::Number,
            "str" => Kind::Words,
            "inlineStr" | "is" => Kind::Inline,
            "b" => Kind::Bool,
            "e" => Kind::Error,
            "d" => Kind::Day,
            _ => Kind::Unknown,
        }
    }
}

/// The content of a cell is none that a program should have written.
struct Odd;

impl<'s> Walk<'_, 's, '_> {
    fn walk(&mut self) -> Result<(), Stop> {
        loop {
            match self.xml.next()? {
                Event::Eof => return Ok(()),
                Event::Start(start) => match start.local_name().as_ref() {
                    "c" if self.is_in_data => self.cell(&start)?,
                    "row" => self.row(&start)?,
                    "sheetData" => (self.is_in_data, self.is_past_head) = (true, true),
                    name => self.other(name, &start)?,
                },
                Event::End(end) => match end.local_name().as_ref() {
                    "row" => {
                        self.row = self.row.saturating_add(1);
                        self.column = 0;
                    }
                    "sheetData" => self.is_in_data = false,
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn other(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), Trouble> {
        let beside = &mut self.page.beside;
        match name {
            "sheetFormatPr" => beside.stated.usual(start),
            "col" => {
                let is_hidden = attribute(start, "hidden").is_some_and(|value| is_true(&value));
                beside.stated.column(start, is_hidden);
                if is_hidden {
                    let (first, last) = (number(start, "min").unwrap_or(1), number(start, "max").unwrap_or(0));
                    beside.hidden_columns.extend(first.saturating_sub(1)..last.min(LAST.1 + 1));
                }
            }
            "dimension" => {
                // An element of a broken part has it twice, and which of the two is meant nobody knows.
                let mut all = start.attributes();
                let mut names = all.with_checks(false).flatten().filter(|found| found.key.as_ref() == "ref").peekable();
                let is_known = |name: &str| place(name).is_some() || area(name).is_some();
                if names.peek().is_none() || !names.all(|name| is_known(&name.value)) {
                    return Err(Trouble::Damaged);
                }
            }
            "mergeCell" => {
                let merge = attribute(start, "ref").as_deref().and_then(area);
                beside.merges.extend(merge.filter(|(top, left, bottom, right)| (top, left) != (bottom, right)));
            }
            "dataValidation" if self.is_past_head => self.list(start)?,
            "control" => {
                let control = number(start, "shapeId").zip(attribute(start, "id"));
                beside.controls.extend(control.map(|(shape, id)| (shape, id.into_owned())));
            }
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self, start: &BytesStart<'_>) -> Result<(), Trouble> {
        // Rows and cells are many: their attributes, none of which holds anything to be resolved, are gone through once.
        let (mut height, mut is_hidden, mut is_set) = (None, false, false);
        for found in start.attributes().with_checks(false).flatten() {
            match found.key.as_ref() {
                "r" => {
                    let row = found.value.trim().parse::<u32>().ok().and_then(|row| row.checked_sub(1));
                    self.row = row.filter(|&row| row <= LAST.0).ok_or(Trouble::Damaged)?;
                }
                "hidden" => is_hidden = is_true(&found.value),
                "ht" => height = found.value.trim().parse().ok(),
                "customHeight" => is_set = !matches!(found.value.as_ref(), "0" | "false"),
                _ => {}
            }
        }
        self.page.beside.stated.row(self.row, height, is_hidden, is_set);
        if is_hidden {
            self.page.beside.hidden_rows.insert(self.row);
        }
        Ok(())
    }

    /// A drop-down list whose words stand in the validation itself; newer programs put its cells inside too.
    fn list(&mut self, holder: &BytesStart<'_>) -> Result<(), Trouble> {
        let is_list = attribute(holder, "type").is_some_and(|kind| kind == "list");
        let mut cells = attribute(holder, "sqref").unwrap_or_default().into_owned();
        let (mut formula, mut words) = (String::new(), String::new());
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == holder.name() => break,
                Event::Start(_) => words.clear(),
                Event::End(end) => match end.local_name().as_ref() {
                    "formula1" | "f" if formula.is_empty() => formula = std::mem::take(&mut words),
                    "sqref" => cells = std::mem::take(&mut words),
                    _ => {}
                },
                event => push_text(&event, &mut words),
            }
        }
        let list = formula.trim().strip_prefix('"').and_then(|list| list.strip_suffix('"'));
        if let Some(list) = list.filter(|_| is_list && self.page.beside.lists.len() < MOST_LISTS) {
            let one = |name: &str| area(name).or_else(|| place(name).map(|(row, column)| (row, column, row, column)));
            let areas = cells.split_whitespace().filter_map(one).collect();
            self.page.beside.lists.push((areas, list.split(',').map(|word| word.trim().to_owned()).collect()));
        }
        Ok(())
    }

    fn cell(&mut self, cell: &BytesStart<'_>) -> Result<(), Stop> {
        let (mut place, mut style, mut kind) = ((self.row, self.column), 0, Kind::Any);
        for found in cell.attributes().with_checks(false).flatten() {
            match found.key.as_ref() {
                "r" => place = crate::read::sheet::place(&found.value).ok_or(Trouble::Damaged)?,
                "s" => style = found.value.parse().unwrap_or(0),
                "t" => kind = Kind::of(&found.value),
                _ => {}
            }
        }
        if place.0 > LAST.0 || place.1 > LAST.1 {
            return Err(Stop::Broken);
        }
        self.column = place.1 + 1;
        self.words.clear();
        let (mut is_formula, mut own) = (false, None);
        if !matches!(kind, Kind::Inline) {
            self.words.push_str(self.xml.plain("v").unwrap_or_default());
        }
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Stop::Broken),
                Event::End(end) if end.name() == cell.name() => break,
                Event::Start(start) => match start.local_name().as_ref() {
                    // Programs write the text once more, for others that know no text inside of cells.
                    "v" if !matches!(kind, Kind::Inline) => {
                        self.words.clear();
                        own = None;
                        self.value(&start)?;
                    }
                    "f" => {
                        is_formula = true;
                        self.xml.skip(&start)?;
                    }
                    "is" => {
                        self.words.clear();
                        own = Some(letters_of(&mut self.xml, &start, &mut self.words, &mut self.left)?);
                    }
                    _ => self.xml.skip(&start)?,
                },
                _ => {}
            }
        }
        if is_formula && self.words.is_empty() && own.is_none() {
            self.page.beside.uncached.push(place);
        }
        self.keep(place, style, kind, own)
    }

    fn value(&mut self, holder: &BytesStart<'_>) -> Result<(), Trouble> {
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == holder.name() => return Ok(()),
                event => push_text(&event, &mut self.words),
            }
        }
    }

    /// Keeps the cell at hand where it has a content. `own` are the runs of letters that lie in the cell itself.
    fn keep(&mut self, place: Place, style: usize, kind: Kind, own: Option<Vec<Run>>) -> Result<(), Stop> {
        if self.words.is_empty() {
            return Ok(());
        }
        let dress = self.shared.styles.dresses.get(style);
        let is_struck = dress.is_some_and(|dress| dress.is_struck);
        let mut runs: Cow<'s, [Run]> = Cow::Borrowed(&[]);
        let found = match own {
            Some(own) => {
                runs = Cow::Owned(own);
                Ok(words(&self.words))
            }
            None => self.seen(kind, dress, style, &mut runs),
        };
        let (value, text) = match found {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(()),
            Err(Odd) => {
                self.odd += 1;
                return Ok(());
            }
        };
        if !self.room.takes(&text) {
            return Err(Stop::TooMany);
        }
        let struck = match runs.is_empty() {
            true => is_struck.then(|| text.clone()),
            false => struck_letters(&runs, is_struck, &text),
        };
        if !runs.is_empty() {
            self.page.runs.push((place, runs));
        }
        self.page.styles.push((place, style));
        self.page.cells.push((place, Cell { value, text, struck, ..Cell::default() }));
        Ok(())
    }

    /// What the cell at hand holds and the words a person sees; none for a cell without content.
    fn seen(
        &self,
        kind: Kind,
        dress: Option<&Dress>,
        style: usize,
        runs: &mut Cow<'s, [Run]>,
    ) -> Result<Option<(Value, String)>, Odd> {
        let found = self.words.as_str();
        let trimmed = found.trim_ascii();
        Ok(match kind {
            Kind::Shared => {
                let string = trimmed.parse().ok().and_then(|index| self.shared.strings.get(index));
                let (text, fonts) = string.ok_or(Odd)?;
                *runs = Cow::Borrowed(fonts);
                (!text.is_empty()).then(|| (Value::Text, text.to_owned()))
            }
            Kind::Any | Kind::Number => {
                let number = trimmed.parse::<f64>().ok().filter(|number| number.is_finite());
                match (number, kind) {
                    (Some(number), _) => {
                        let usual = crate::read::sheet::shown::Format::General;
                        Some(show(number, dress.map_or(&usual, |dress| &dress.format), self.shared.since_1904))
                    }
                    (None, Kind::Any) => words(found),
                    (None, _) => return Err(Odd),
                }
            }
            Kind::Words | Kind::Inline => words(&unescaped(found)),
            Kind::Bool => {
                let is_true = match trimmed {
                    "1" => true,
                    "0" => false,
                    word if word.eq_ignore_ascii_case("true") => true,
                    word if word.eq_ignore_ascii_case("false") => false,
                    _ => return Err(Odd),
                };
                let text = match (self.shared.styles.is_box(style), is_true) {
                    (true, true) => "☑",
                    (true, false) => "☐",
                    (false, true) => "TRUE",
                    (false, false) => "FALSE",
                };
                Some((Value::Bool(is_true), text.to_owned()))
            }
            Kind::Error if trimmed.starts_with('#') => Some((Value::Error(trimmed.to_owned()), trimmed.to_owned())),
            Kind::Day => match trimmed.get(..10).and_then(Date::iso) {
                Some(day) => Some((Value::Date(day), day.to_string())),
                None => words(found),
            },
            Kind::Error | Kind::Unknown => return Err(Odd),
        })
    }
}

/// A switch that is on.
fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
