//! The bytes of an xlsx or xlsm workbook in, its sheets out. Cells come from calamine's stream; what the stream does
//! not tell is read from the parts beside it (`beside`), and numbers are shown as their format shows them (`shown`).

mod beside;
mod notices;
mod shown;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use self::beside::{Beside, Run};
use self::shown::{Format, format_of, show};
use super::limits::{MAX_CELLS, Package, Trouble};
use super::office::notice_of;
use super::readers::nothing;
use super::xml::letters;
use crate::model::{Cell, Content, Date, Grid, Noted, Value};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a workbook. Sheets that cannot be read, or only in part, are named in notices.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    match book(bytes) {
        Ok(noted) => noted,
        Err(trouble) => Noted { value: Content::Nothing, notices: vec![notice_of(trouble, false)] },
    }
}

fn book(bytes: &[u8]) -> Result<Noted<Content>, Trouble> {
    let mut package = Package::open(bytes)?;
    package.measure()?;
    let rich = rich_strings(&mut package)?;
    let parts = beside::sheet_parts(&mut package)?;
    let Ok(mut book) = Book::new(Cursor::new(bytes)) else {
        return Ok(nothing("Excelブックの構造を読み取れませんでした。Excelで開き、xlsx形式で保存し直してください。"));
    };
    let mut grids = Vec::new();
    let mut notices = Vec::new();
    let mut room = MAX_CELLS;
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let part = parts.get(&sheet.name).map(String::as_str).unwrap_or_default();
        let (beside, trouble) = sheet_beside(&mut package, part, &rich)?;
        let mut grid = Grid { name: sheet.name, hidden: sheet.visible != SheetVisible::Visible, ..Grid::default() };
        let filled = fill(&mut grid, &mut book, &beside, &rich, room);
        room -= grid.cells.len().min(room);
        notices.extend(filled.err().or(trouble.map(|_| Stop::Broken)).map(|stop| notices::stopped(&grid.name, stop)));
        notices.extend(notices::of_sheet(&grid, &beside));
        notices.extend(notices::of_parts(&mut package, part, &grid.name));
        grid.merges = beside.merges;
        grid.hidden_rows = beside.hidden_rows;
        grid.hidden_columns = beside.hidden_columns;
        grids.push(grid);
    }
    Ok(Noted { value: Content::Book(grids), notices })
}

/// The shared strings that hold several runs, wherever the package keeps its strings.
fn rich_strings(package: &mut Package<'_>) -> Result<BTreeMap<usize, Vec<Run>>, Trouble> {
    let mut runs = BTreeMap::new();
    for name in package.names().to_vec() {
        if name.to_ascii_lowercase().ends_with("sharedstrings.xml")
            && let Some(bytes) = package.part(&name)?
        {
            runs = beside::shared_runs(&letters(&bytes))?;
        }
    }
    Ok(runs)
}

fn sheet_beside(
    package: &mut Package<'_>,
    part: &str,
    rich: &BTreeMap<usize, Vec<Run>>,
) -> Result<(Beside, Option<Trouble>), Trouble> {
    let Some(bytes) = package.part(part)? else { return Ok((Beside::default(), None)) };
    Ok(beside::beside(&letters(&bytes), rich))
}

/// Why the cells of a sheet are not all there.
enum Stop {
    /// The sheet could not be opened.
    Unreadable,
    /// Its XML breaks off.
    Broken,
    /// It holds more cells than are kept.
    TooMany,
    /// So many cells have a content that no program should have written.
    Odd(usize),
}

/// Streams the cells of a sheet into its grid, at most `room` of them.
fn fill(
    grid: &mut Grid,
    book: &mut Book<'_>,
    beside: &Beside,
    rich: &BTreeMap<usize, Vec<Run>>,
    room: usize,
) -> Result<(), Stop> {
    if beside.cells == 0 {
        return Ok(());
    }
    let since_1904 = book.has_1904_epoch();
    let mut stream = book.worksheet_cells_reader(&grid.name).map_err(|_| Stop::Unreadable)?;
    let styles: Vec<(Format, bool)> = stream.styles().iter().map(style_of).collect();
    let default = (Format::General, false);
    let mut odd = 0;
    for _ in 0..beside.cells {
        let (found, style) = match stream.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => break,
            Err(XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::Io(_) | XlsxError::Zip(_)) => {
                return Err(Stop::Broken);
            }
            Err(_) => {
                odd += 1;
                continue;
            }
        };
        let (format, is_struck) = styles.get(style).unwrap_or(&default);
        let Some((value, text)) = seen(found.get_value(), format, since_1904) else { continue };
        if grid.cells.len() >= room {
            return Err(Stop::TooMany);
        }
        let place = found.get_position();
        let runs = beside.inline.get(&place).or_else(|| beside.shared.get(&place).and_then(|index| rich.get(index)));
        let struck = match runs {
            Some(runs) => struck_letters(runs, *is_struck, &text),
            None => is_struck.then(|| text.clone()),
        };
        grid.cells.insert(place, Cell { value, text, struck });
    }
    if odd > 0 { Err(Stop::Odd(odd)) } else { Ok(()) }
}

fn style_of(style: &calamine::Style) -> (Format, bool) {
    let format = style.number_format.as_ref();
    let format = format.map_or(Format::General, |format| format_of(&format.format_code, format.format_id));
    (format, style.font.as_ref().is_some_and(calamine::Font::has_strikethrough))
}

/// What a cell holds and the words a person sees; none for a cell without content.
fn seen(value: &DataRef<'_>, format: &Format, since_1904: bool) -> Option<(Value, String)> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => show(*number as f64, format, since_1904),
        DataRef::Float(number) => show(*number, format, since_1904),
        DataRef::DateTime(moment) => show(moment.as_f64(), format, since_1904),
        DataRef::Bool(value) => (Value::Bool(*value), if *value { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::Error(error) => (Value::Error(error.to_string()), error.to_string()),
        DataRef::DateTimeIso(text) => match text.get(..10).and_then(Date::iso) {
            Some(day) => (Value::Date(day), day.to_string()),
            None => (Value::Text(text.clone()), text.clone()),
        },
        DataRef::String(text) | DataRef::DurationIso(text) => return words(text),
        DataRef::SharedString(text) => return words(text),
    })
}

fn words(text: &str) -> Option<(Value, String)> {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    (!text.is_empty()).then(|| (Value::Text(text.clone()), text))
}

/// The letters of the runs that are struck, the whole text when all are. `otherwise` is what the cell's own font says.
fn struck_letters(runs: &[Run], otherwise: bool, text: &str) -> Option<String> {
    let is_struck = |run: &&Run| run.struck.unwrap_or(otherwise);
    let filled = || runs.iter().filter(|run| !run.text.trim().is_empty());
    match filled().filter(is_struck).count() {
        0 => None,
        all if all == filled().count() => Some(text.to_owned()),
        _ => Some(runs.iter().filter(is_struck).map(|run| run.text.as_str()).collect()),
    }
}
