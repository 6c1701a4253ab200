//! Writes words into empty cells of a worksheet's XML and leaves every other byte as it is. In: the text of the sheet, cells and
//! words. Out: the text with these cells; the archive with that part exchanged and every other part copied as it lies there.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// A cell where it stands in the text.
struct Found {
    /// The whole element.
    range: Range<usize>,
    /// Its tag's name, perhaps with a prefix.
    name: String,
    /// Its attributes but the type, as they stand.
    attributes: String,
    /// It holds a value, a formula or words.
    is_filled: bool,
}

/// A row where it stands in the text.
struct Line {
    /// Where its cells end: in front of the closing tag.
    end: usize,
    cells: BTreeMap<u32, Found>,
}

/// The cells of a worksheet.
pub struct Cells(BTreeMap<u32, Line>);

impl Cells {
    /// Looks through the text of a worksheet; none where it is not well formed.
    pub fn of(text: &str) -> Option<Cells> {
        lines(text).map(Cells)
    }

    /// The cell holds nothing, and is of a row that is there.
    pub fn is_empty(&self, cell: &str) -> bool {
        let Some((column, row)) = parsed(cell) else { return false };
        self.0.get(&row).is_some_and(|line| line.cells.get(&column).is_none_or(|found| !found.is_filled))
    }
}

/// The text with words in these cells; none where the text is no worksheet, or one of the cells is not empty.
pub fn written(text: &str, cells: &BTreeMap<String, String>) -> Option<String> {
    let lines = lines(text)?;
    let mut changes: Vec<(Range<usize>, u32, String)> = Vec::new();
    for (cell, words) in cells {
        let (column, row) = parsed(cell)?;
        let line = lines.get(&row)?;
        match line.cells.get(&column) {
            Some(found) if found.is_filled => return None,
            Some(found) => {
                changes.push((found.range.clone(), column, element(&found.name, &found.attributes, words)));
            }
            None => {
                let after = line.cells.range(column..).next().map_or(line.end, |(_, found)| found.range.start);
                let name = line.cells.values().next().map_or("c", |found| found.name.as_str());
                changes.push((after..after, column, element(name, &format!(" r=\"{cell}\""), words)));
            }
        }
    }
    changes.sort_by_key(|(range, column, _)| (range.start, *column));
    let mut out = String::with_capacity(text.len() + 200 * changes.len());
    let mut from = 0;
    for (range, _, new) in changes {
        out.push_str(text.get(from..range.start)?);
        out.push_str(&new);
        from = range.end;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

fn element(name: &str, attributes: &str, words: &str) -> String {
    let prefix = name.strip_suffix('c').unwrap_or_default();
    let fit: String = words.chars().filter(|letter| !letter.is_control()).collect();
    format!(
        "<{name}{attributes} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}is></{name}>",
        escape(fit.as_str())
    )
}

/// The rows of a worksheet by their numbers; none where it is not well formed.
fn lines(text: &str) -> Option<BTreeMap<u32, Line>> {
    let mut reader = Reader::from_str(text);
    let mut lines: BTreeMap<u32, Line> = BTreeMap::new();
    let mut row: Option<u32> = None;
    let mut open: Option<(u32, Found)> = None;
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Eof => return Some(lines),
            Event::Start(tag) if local(&tag) == "row" => {
                let number = value(&tag, "r")?.parse().ok()?;
                lines.insert(number, Line { end: after, cells: BTreeMap::new() });
                row = Some(number);
            }
            Event::End(tag) if tag.local_name().as_ref() == "row" => {
                if let Some(line) = row.take().and_then(|row| lines.get_mut(&row)) {
                    line.end = before;
                }
            }
            Event::Empty(tag) if local(&tag) == "c" => {
                let (column, found) = cell(&tag, before..after)?;
                lines.get_mut(&row?)?.cells.insert(column, found);
            }
            Event::Start(tag) if local(&tag) == "c" => open = Some(cell(&tag, before..after)?),
            Event::End(tag) if tag.local_name().as_ref() == "c" => {
                if let Some((column, mut found)) = open.take() {
                    found.range.end = after;
                    lines.get_mut(&row?)?.cells.insert(column, found);
                }
            }
            Event::Start(tag) | Event::Empty(tag) => {
                if let Some((_, found)) = &mut open {
                    found.is_filled |= ["v", "f", "is"].contains(&local(&tag).as_str());
                }
            }
            _ => {}
        }
    }
}

fn cell(tag: &BytesStart, range: Range<usize>) -> Option<(u32, Found)> {
    let (column, _) = parsed(&value(tag, "r")?)?;
    let mut attributes = String::new();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let key = attribute.key.as_ref().to_owned();
        if key != "t" {
            let value = attribute.value.to_string();
            attributes.push_str(&format!(" {key}=\"{}\"", value.replace('"', "&quot;")));
        }
    }
    let name = tag.name().as_ref().to_owned();
    Some((column, Found { range, name, attributes, is_filled: false }))
}

fn local(tag: &BytesStart) -> String {
    tag.local_name().as_ref().to_owned()
}

fn value(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.to_string())
}

/// Column and row of `D12`, counted from 1.
fn parsed(cell: &str) -> Option<(u32, u32)> {
    let letters = cell.len() - cell.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
    let (column, row) = cell.split_at(letters);
    let count = |sum: u32, letter: char| sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase()) - 64);
    let column = column.chars().try_fold(0, count)?;
    Some((column, row.parse().ok()?)).filter(|(column, _)| *column > 0)
}

/// The archive with these parts exchanged; every other part is copied as it lies there. None where it cannot be read.
pub fn replaced(bytes: &[u8], parts: &BTreeMap<&str, String>) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let file = zip.by_index_raw(at).ok()?;
        let name = file.name().ok()?.into_owned();
        let new = parts.iter().find(|(part, _)| part.trim_start_matches('/').eq_ignore_ascii_case(&name));
        let Some((_, text)) = new else {
            out.raw_copy_file(file).ok()?;
            continue;
        };
        let mut options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        if let Some(time) = file.last_modified() {
            options = options.last_modified_time(time);
        }
        out.start_file(name, options).ok()?;
        out.write_all(text.as_bytes()).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}
