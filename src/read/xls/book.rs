//! The head of a workbook's stream in, what all its sheets share out: names and places of the sheets, fonts, number formats, cell
//! styles, shared strings.

use std::collections::BTreeMap;

use super::records::{Record, Records, Rich, Strings, Writing, encoding_of, string};
use crate::read::compound::{long, word};
use crate::read::sheet::Dress;
use crate::read::sheet::look::Look;
use crate::read::sheet::marks::Face;
use crate::read::sheet::shown::{builtin, format_of};

/// A sheet as the book lists it.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Where its records begin.
    pub at: usize,
    /// It is hidden.
    pub is_hidden: bool,
    /// It is a sheet of cells, not a chart or macro.
    pub is_cells: bool,
}

/// A font.
#[derive(Debug, Clone, Default)]
pub struct Font {
    /// Its letters are struck through.
    pub is_struck: bool,
    /// How they look.
    pub look: Look,
    size: f64,
    is_wide: bool,
}

/// What all sheets share.
#[derive(Debug)]
pub struct Book {
    /// The sheets in their order.
    pub sheets: Vec<Listed>,
    /// Strings by their number.
    pub strings: Vec<Rich>,
    /// Cell styles by their number.
    pub styles: Vec<Dress>,
    /// Days count from 1904.
    pub since_1904: bool,
    /// How letters are written.
    pub writing: Writing,
    /// Pixels of the widest digit of the usual font.
    pub digit: f64,
    /// The head breaks off, or holds fewer shared strings or sheets than it says.
    pub is_damaged: bool,
    fonts: Vec<Font>,
}

impl Book {
    /// Reads the head of a stream; none when it is encrypted.
    pub fn read(stream: &[u8]) -> Option<Book> {
        let mut book = Book {
            sheets: Vec::new(),
            strings: Vec::new(),
            styles: Vec::new(),
            since_1904: false,
            writing: Writing::Page(encoding_of(None)),
            digit: 7.0,
            is_damaged: true,
            fonts: Vec::new(),
        };
        let mut formats: BTreeMap<u16, String> = BTreeMap::new();
        let mut styles: Vec<Record<'_>> = Vec::new();
        let mut is_short = false;
        for record in Records::from(stream, 0) {
            let data = record.data;
            match record.kind {
                0x0809 if word(data, 0) == Some(0x0600) => book.writing = Writing::Unicode,
                0x002f => return None,
                0x0042 => {
                    if let Writing::Page(encoding) = &mut book.writing {
                        *encoding = encoding_of(word(data, 0));
                    }
                }
                0x0022 => book.since_1904 = word(data, 0) == Some(1),
                0x0031 => book.fonts.push(font(&record, book.writing)),
                0x041e => {
                    let is_short = matches!(book.writing, Writing::Page(_));
                    let code = string(&record, 2, is_short, book.writing);
                    formats.extend(word(data, 0).zip(code));
                }
                0x00e0 => styles.push(record),
                0x0085 => {
                    let listed = listed(&record, book.writing);
                    is_short |= listed.is_none();
                    book.sheets.extend(listed);
                }
                0x00fc => {
                    let mut strings = Strings::of(&record, 8);
                    book.strings.extend(std::iter::from_fn(|| strings.next()));
                    is_short |= long(data, 4).is_none_or(|said| said as usize != book.strings.len());
                }
                0x000a => {
                    book.is_damaged = is_short;
                    break;
                }
                _ => {}
            }
        }
        let is_new = matches!(book.writing, Writing::Unicode);
        book.styles = styles.iter().map(|style| book.dress(style.data, &formats, is_new)).collect();
        if let Some(usual) = book.fonts.first().filter(|font| font.size > 0.0) {
            book.digit = (if usual.is_wide { 8.0 } else { 7.0 } * usual.size / 11.0_f64).round().max(1.0);
        }
        Some(book)
    }

    /// A font by its number; number four was never given out.
    pub fn font(&self, number: usize) -> Option<&Font> {
        self.fonts.get(if number > 4 { number - 1 } else { number })
    }

    fn dress(&self, style: &[u8], formats: &BTreeMap<u16, String>, is_new: bool) -> Dress {
        let font = word(style, 0).and_then(|font| self.font(usize::from(font)));
        let format = word(style, 2).unwrap_or_default();
        let code = formats.get(&format).map_or("", String::as_str);
        let code = if code.is_empty() { builtin(format) } else { code };
        let mut dress = Dress { format: format_of(code, Some(format.into())), ..Dress::default() };
        if let Some(font) = font {
            (dress.is_struck, dress.look) = (font.is_struck, font.look);
            dress.face.size = font.size.clamp(1.0, 200.0);
        }
        let align = style.get(6).copied().unwrap_or_default();
        dress.face.across = match align & 7 {
            2 | 6 | 7 => 0.5,
            3 => 1.0,
            _ => 0.0,
        };
        dress.face.wraps = align & 8 != 0;
        dress.face.down = match align >> 4 & 7 {
            0 => 0.0,
            2 => 1.0,
            _ => 0.5,
        };
        if is_new {
            let pattern = long(style, 14).unwrap_or_default() >> 26;
            let colour = word(style, 18).unwrap_or_default() & 0x7f;
            dress.look.filled = pattern != 0 && colour != 9 && colour != 1;
        }
        dress
    }
}

impl Book {
    /// How words stand in cells of a style.
    pub fn face(&self, style: Option<usize>) -> Face {
        style.and_then(|style| self.styles.get(style)).map_or_else(Face::default, |dress| dress.face)
    }
}

fn font(record: &Record<'_>, writing: Writing) -> Font {
    let data = record.data;
    let name = string(record, 14, true, writing).unwrap_or_default();
    let mut look = Look {
        bold: word(data, 6).is_some_and(|weight| weight >= 600),
        underlined: data.get(10).is_some_and(|&line| line != 0),
        ..Look::default()
    };
    match word(data, 4).unwrap_or_default() {
        8 | 0x7fff | 64 => {}
        9 | 22 | 23 | 55 => look.pale = true,
        _ => look.coloured = true,
    }
    Font {
        is_struck: word(data, 2).is_some_and(|switches| switches & 8 != 0),
        look,
        size: f64::from(word(data, 0).unwrap_or(220)) / 20.0,
        is_wide: !name.is_ascii() || name.starts_with("MS ") || name.starts_with("Yu"),
    }
}

fn listed(record: &Record<'_>, writing: Writing) -> Option<Listed> {
    let mut name = string(record, 6, true, writing)?;
    name.retain(|letter| letter != '\0');
    Some(Listed {
        name,
        at: long(record.data, 0)? as usize,
        is_hidden: record.data.get(4)? & 3 != 0,
        is_cells: *record.data.get(5)? == 0,
    })
}
