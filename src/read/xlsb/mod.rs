//! The bytes of a binary workbook (xlsb, [MS-XLSB]) in, its sheets out. Parts with cells are streams of records; drawings lie in the
//! same parts as those of an xlsx.

mod records;

use std::collections::BTreeMap;

use self::records::{Records, Rich, rich, wide};
use super::compound::{double, long, word};
use super::limits::{Package, Trouble};
use super::news::or_nothing;
use super::office::relations;
use super::sheet::look::{self, Look};
use super::sheet::notices::{self, Stop};
use super::sheet::shown::{Format, builtin, format_of, show};
use super::sheet::{Dress, LAST, Room, Run, runs_of, struck_letters, without_author, words};
use super::xlsx::around::Around;
use super::xlsx::beside::Beside;
use crate::model::{Cell, Content, Grid, Noted, Notice, Value};

/// Reads a workbook. Sheets that cannot be read, or only in part, are named in notices.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    or_nothing(book(bytes))
}

fn book(bytes: &[u8]) -> Result<Noted<Content>, Trouble> {
    let mut package = Package::open(bytes)?;
    let main = relations(&mut package, "")?.into_iter().find(|relation| relation.kind == "officeDocument");
    let main = main.map_or_else(|| "xl/workbook.bin".to_owned(), |relation| relation.target);
    let Some(head) = package.part(&main)? else { return Err(Trouble::Damaged) };
    let links = relations(&mut package, &main)?;
    let mut shared = Shared::default();
    for link in &links {
        let kind = link.kind.as_str();
        if kind == "styles" || kind == "sharedStrings" {
            let part = package.part(&link.target)?.unwrap_or_default();
            if kind == "styles" { shared.styles(&part) } else { shared.strings(&part) }
        }
    }
    let (mut grids, mut notices, mut room) = (Vec::new(), Vec::new(), Room::default());
    for (kind, data) in Records::of(&head) {
        match kind {
            153 => shared.since_1904 = data.first().is_some_and(|switches| switches & 1 != 0),
            156 => {
                let listed = (|| {
                    let (link, end) = wide(data, 8)?;
                    Some((long(data, 0)? != 0, link, wide(data, end)?.0))
                })();
                let Some((hidden, link, name)) = listed else { continue };
                let Some(link) = links.iter().find(|known| known.id == link && known.kind == "worksheet") else {
                    continue;
                };
                let Some(part) = package.part(&link.target)? else { continue };
                let mut page = Page::new(&shared, Grid { name, hidden, ..Grid::default() });
                page.walk(&part, &mut room);
                let (grid, news) = page.finish(&mut package, &link.target);
                grids.push(grid);
                notices.extend(news);
            }
            _ => {}
        }
    }
    if grids.is_empty() {
        return Err(Trouble::Damaged);
    }
    Ok(Noted { value: Content::Book(grids), notices })
}

/// What all sheets share.
#[derive(Default)]
struct Shared {
    strings: Vec<Rich>,
    dresses: Vec<Dress>,
    fonts: Vec<(bool, Look, f64)>,
    since_1904: bool,
}

impl Shared {
    fn strings(&mut self, part: &[u8]) {
        let strings = Records::of(part).filter(|(kind, _)| *kind == 19);
        self.strings.extend(strings.map(|(_, data)| rich(data, 0).unwrap_or_default()));
    }

    fn styles(&mut self, part: &[u8]) {
        let mut formats: BTreeMap<u16, String> = BTreeMap::new();
        let mut in_cells = false;
        for (kind, data) in Records::of(part) {
            match kind {
                44 => formats.extend(word(data, 0).zip(wide(data, 2).map(|(code, _)| code))),
                43 => self.fonts.push(font(data)),
                617 => in_cells = true,
                618 => in_cells = false,
                47 if in_cells => {
                    let dress = self.dress(data, &formats);
                    self.dresses.push(dress);
                }
                _ => {}
            }
        }
    }

    fn dress(&self, data: &[u8], formats: &BTreeMap<u16, String>) -> Dress {
        let format = word(data, 2).unwrap_or_default();
        let code = formats.get(&format).map(String::as_str).filter(|code| !code.is_empty());
        let code = code.unwrap_or_else(|| builtin(format));
        let mut dress = Dress { format: format_of(code, Some(format.into())), ..Dress::default() };
        if let Some(&(is_struck, look, size)) = word(data, 4).and_then(|font| self.fonts.get(usize::from(font))) {
            (dress.is_struck, dress.look) = (is_struck, look);
            dress.face.size = size.clamp(1.0, 200.0);
        }
        let align = word(data, 12).unwrap_or_default();
        dress.face.across = match align & 7 {
            2 | 6 | 7 => 0.5,
            3 => 1.0,
            _ => 0.0,
        };
        dress.face.down = match align >> 3 & 7 {
            0 => 0.0,
            2 => 1.0,
            _ => 0.5,
        };
        dress.face.wraps = align & 0x40 != 0;
        dress
    }
}

/// Whether letters of a font are struck, how they look, and their size.
fn font(data: &[u8]) -> (bool, Look, f64) {
    let mut look = Look {
        bold: word(data, 4).is_some_and(|weight| weight >= 600),
        underlined: data.get(8).is_some_and(|&line| line != 0),
        ..Look::default()
    };
    // A colour given by its parts; others are the theme's black.
    if data.get(12).is_some_and(|kind| kind >> 1 == 2)
        && let Some([red, green, blue]) = data.get(16..19)
    {
        look.colour(Some((*red, *green, *blue)));
    }
    (word(data, 2).is_some_and(|switches| switches & 8 != 0), look, f64::from(word(data, 0).unwrap_or(220)) / 20.0)
}

struct Page<'a> {
    shared: &'a Shared,
    grid: Grid,
    beside: Beside,
    styles: BTreeMap<(u32, u32), usize>,
    runs: Vec<((u32, u32), Vec<Run>)>,
    row: u32,
    stop: Option<Stop>,
    odd: usize,
}

impl<'a> Page<'a> {
    fn new(shared: &'a Shared, grid: Grid) -> Page<'a> {
        Page {
            shared,
            grid,
            beside: Beside::default(),
            styles: BTreeMap::new(),
            runs: Vec::new(),
            row: 0,
            stop: None,
            odd: 0,
        }
    }

    fn walk(&mut self, part: &[u8], room: &mut Room) {
        let mut records = Records::of(part);
        for (kind, data) in records.by_ref() {
            if self.take(kind, data, room).is_none() {
                self.odd += 1;
            }
            if self.stop.is_some() {
                return;
            }
        }
        if !records.is_whole() {
            self.stop = Some(Stop::Broken);
        } else if self.odd > 0 {
            self.stop = Some(Stop::Odd(self.odd));
        }
    }

    fn take(&mut self, kind: usize, data: &[u8], room: &mut Room) -> Option<()> {
        match kind {
            0 => {
                self.row = long(data, 0)?.min(LAST.0);
                let is_hidden = data.get(11)? & 0x10 != 0;
                self.beside.stated.height(self.row, if is_hidden { 0.0 } else { f64::from(word(data, 8)?) / 20.0 });
                if is_hidden {
                    self.beside.hidden_rows.insert(self.row);
                }
            }
            2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 62 => self.cell(kind, data, room)?,
            60 => {
                let (first, last) = (long(data, 0)?.min(LAST.1), long(data, 4)?.min(LAST.1));
                let is_hidden = word(data, 16)? & 1 != 0;
                let width = if is_hidden { 0.0 } else { f64::from(long(data, 8)?) / 256.0 };
                self.beside.stated.columns(first..=last, width);
                if is_hidden {
                    self.beside.hidden_columns.extend(first..=last);
                }
            }
            176 => {
                let at = |index: usize| long(data, index * 4);
                let (top, bottom, left, right) = (at(0)?, at(1)?, at(2)?, at(3)?);
                let is_area = top <= bottom && left <= right && (top, left) != (bottom, right);
                if is_area && bottom <= LAST.0 && right <= LAST.1 && self.beside.merges.len() < 100_000 {
                    self.beside.merges.push((top, left, bottom, right));
                }
            }
            _ => {}
        }
        Some(())
    }

    fn cell(&mut self, kind: usize, data: &[u8], room: &mut Room) -> Option<()> {
        let place = (self.row, long(data, 0)?);
        let style = (long(data, 4)? & 0x00ff_ffff) as usize;
        if place.1 > LAST.1 {
            return None;
        }
        let usual = Format::General;
        let format = self.shared.dresses.get(style).map_or(&usual, |dress| &dress.format);
        let number = |number: f64| Some(show(number, format, self.shared.since_1904));
        let mut letters = None;
        let found = match kind {
            2 => number(super::xls::packed(data, 8)?),
            5 | 9 => number(double(data, 8)?),
            3 | 11 => {
                let error = super::xls::error(*data.get(8)?).to_owned();
                Some((Value::Error(error.clone()), error))
            }
            4 | 10 => {
                let is_true = *data.get(8)? != 0;
                Some((Value::Bool(is_true), if is_true { "TRUE" } else { "FALSE" }.to_owned()))
            }
            6 | 8 => words(&wide(data, 8)?.0),
            62 => words(&letters.insert(rich(data, 8)?).text),
            _ => {
                let shared = self.shared.strings.get(long(data, 8)? as usize)?;
                words(&letters.insert(shared.clone()).text)
            }
        };
        let Some((value, text)) = found else { return Some(()) };
        if !room.takes(&text) {
            self.stop = Some(Stop::TooMany);
            return Some(());
        }
        let font = |number: usize| self.shared.fonts.get(number).map(|&(is_struck, look, _)| (is_struck, look));
        let runs = letters.map_or_else(Vec::new, |rich| runs_of(&rich.text, &rich.fonts, font));
        let is_struck = self.shared.dresses.get(style).is_some_and(|dress| dress.is_struck);
        let struck = match runs.is_empty() {
            true => is_struck.then(|| text.clone()),
            false => struck_letters(&runs, is_struck, &text),
        };
        self.grid.cells.insert(place, Cell { value, text, struck, ..Cell::default() });
        self.styles.insert(place, style);
        if !runs.is_empty() {
            self.runs.push((place, runs));
        }
        Some(())
    }

    fn finish(mut self, package: &mut Package<'_>, part: &str) -> (Grid, Vec<Notice>) {
        let mut notices: Vec<Notice> =
            self.stop.take().map(|stop| notices::stopped(&self.grid.name, stop)).into_iter().collect();
        let usual = Dress::default();
        let dress = |place: (u32, u32)| {
            self.styles.get(&place).and_then(|&style| self.shared.dresses.get(style)).unwrap_or(&usual)
        };
        let runs: Vec<((u32, u32), &[Run])> = self.runs.iter().map(|(place, runs)| (*place, runs.as_slice())).collect();
        look::mark(&mut self.grid, &self.beside.merges, &runs, true, |place| dress(place).look);
        let mut around = Around::gather(package, part, &self.beside);
        around.take_notes(comments(package, part));
        let laid = around.lay(&mut self.grid, &self.beside, 8.0, &|place| dress(place).face);
        self.grid.merges = self.beside.merges;
        self.grid.hidden_rows = self.beside.hidden_rows;
        self.grid.hidden_columns = self.beside.hidden_columns;
        notices.extend(notices::of_sheet(&self.grid, &[]));
        notices.extend(notices::of_parts(&self.grid.name, &laid));
        (self.grid, notices)
    }
}

/// The comments of a sheet, which lie in a binary part.
fn comments(package: &mut Package<'_>, part: &str) -> BTreeMap<(u32, u32), Vec<String>> {
    let mut found: BTreeMap<(u32, u32), Vec<String>> = BTreeMap::new();
    for link in relations(package, part).unwrap_or_default() {
        if link.kind != "comments" {
            continue;
        }
        let Ok(Some(bytes)) = package.part(&link.target) else { continue };
        let mut place = None;
        for (kind, data) in Records::of(&bytes) {
            match kind {
                635 => place = long(data, 4).zip(long(data, 12)),
                637 => {
                    let words = rich(data, 0).map(|rich| without_author(&rich.text).to_owned());
                    if let Some((place, words)) = place.take().zip(words.filter(|words| !words.is_empty())) {
                        found.entry(place).or_default().push(words);
                    }
                }
                _ => {}
            }
        }
    }
    found
}
