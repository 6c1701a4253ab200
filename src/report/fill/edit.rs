//! Writes words into empty cells of a worksheet's XML, or a mark over a printed box, and leaves every other byte as it is. In: the
//! text of the sheet, cells and changes. Out: the text with these cells; the archive with that part exchanged and every other
//! part copied as it lies there.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::ops::Range;

use super::boxes;
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// What is done to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Words are written into it; it is empty.
    Words(String),
    /// One of its printed boxes, counted from 0, gives way to a mark. All else in the cell stays, with its look.
    Mark(usize, char),
    /// Its check box, a cell that holds FALSE, is ticked.
    Tick,
}

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
    /// Its words come from a formula.
    has_formula: bool,
    /// The type of what it holds.
    kind: String,
    /// The value as it stands: a number, the number of a shared string.
    value: String,
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

/// The text with these changes; none where the text is no worksheet, or one of the cells does not hold what its change is for.
/// `strings` is the text of the shared strings, which stays as it is: a cell that is changed takes its words to itself.
pub fn written(text: &str, cells: &BTreeMap<String, Change>, strings: &str) -> Option<String> {
    let lines = lines(text)?;
    let mut changes: Vec<(Range<usize>, u32, String)> = Vec::new();
    for (cell, change) in cells {
        let (column, row) = parsed(cell)?;
        let line = lines.get(&row)?;
        match (line.cells.get(&column), change) {
            (Some(found), Change::Mark(number, mark)) => {
                let new = marked(text, found, strings, *number, *mark)?;
                changes.push((found.range.clone(), column, new));
            }
            (Some(found), Change::Tick) => {
                let is_off = found.kind == "b" && found.value.trim() == "0" && !found.has_formula;
                let prefix = found.name.strip_suffix('c').unwrap_or_default();
                let new = format!("<{0}{1} t=\"b\"><{prefix}v>1</{prefix}v></{0}>", found.name, found.attributes);
                changes.push((found.range.clone(), column, is_off.then_some(new)?));
            }
            (Some(found), Change::Words(_)) if found.is_filled => return None,
            (Some(found), Change::Words(words)) => {
                changes.push((found.range.clone(), column, element(&found.name, &found.attributes, words)));
            }
            (None, Change::Mark(..) | Change::Tick) => return None,
            (None, Change::Words(words)) => {
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

/// The cell with a mark in place of one of its boxes.
fn marked(text: &str, found: &Found, strings: &str, number: usize, mark: char) -> Option<String> {
    if found.has_formula {
        return None;
    }
    if found.kind == "inlineStr" {
        return boxes::exchanged(text.get(found.range.clone())?, number, mark);
    }
    let string = boxes::string(strings, found.value.trim().parse().ok().filter(|_| found.kind == "s")?)?;
    let new = boxes::exchanged(string, number, mark)?;
    let prefix = found.name.strip_suffix('c').unwrap_or_default();
    // words that stand under another prefix would be none of this sheet's
    let is_alike = new.contains(&format!("<{prefix}t"));
    is_alike
        .then(|| format!("<{0}{1} t=\"inlineStr\"><{prefix}is>{new}</{prefix}is></{0}>", found.name, found.attributes))
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
    let mut in_value = false;
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
                in_value = local(&tag) == "v";
                if let Some((_, found)) = &mut open {
                    found.is_filled |= ["v", "f", "is"].contains(&local(&tag).as_str());
                    found.has_formula |= local(&tag) == "f";
                }
            }
            Event::Text(words) if in_value => {
                if let Some((_, found)) = &mut open {
                    found.value.push_str(&words);
                }
            }
            Event::End(_) => in_value = false,
            _ => {}
        }
    }
}

fn cell(tag: &BytesStart, range: Range<usize>) -> Option<(u32, Found)> {
    let (column, _) = parsed(&value(tag, "r")?)?;
    let mut attributes = String::new();
    let kind = value(tag, "t").unwrap_or_default();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let key = attribute.key.as_ref().to_owned();
        if key != "t" {
            let value = attribute.value.to_string();
            attributes.push_str(&format!(" {key}=\"{}\"", value.replace('"', "&quot;")));
        }
    }
    let name = tag.name().as_ref().to_owned();
    let found = Found { range, name, attributes, is_filled: false, has_formula: false, kind, value: String::new() };
    Some((column, found))
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
