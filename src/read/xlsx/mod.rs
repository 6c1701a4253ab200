//! The bytes of an xlsx or xlsm workbook in, its sheets out. Cells come from calamine's stream; what the stream does
//! not tell is read from the parts beside it: merges, runs, hidden rows (`beside`), shapes, check boxes and comments (`around`),
//! and numbers are shown as their format shows them (`shown`).

pub mod around;
pub mod beside;
mod controls;
mod drawing;
mod notes;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use self::around::Around;
use self::beside::Beside;
use super::limits::{Package, Trouble};
use super::news::{nothing, or_nothing};
use super::sheet::look::{self, Look};
use super::sheet::marks::Face;
use super::sheet::notices::{self, Stop};
use super::sheet::shown::{Format, format_of, show};
use super::sheet::{Dress, Room, Run, struck_letters, words};
use super::xml::letters;
use crate::model::{Cell, Content, Date, Grid, Noted, Value};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a workbook. Sheets that cannot be read, or only in part, are named in notices.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    or_nothing(book(bytes))
}

fn book(bytes: &[u8]) -> Result<Noted<Content>, Trouble> {
    let mut package = Package::open(bytes)?;
    let rich = rich_strings(&mut package)?;
    let ticks = tick_styles(&mut package)?;
    let parts = beside::sheet_parts(&mut package)?;
    let mut sheets: BTreeMap<&str, (Beside, Option<Trouble>)> = BTreeMap::new();
    for (name, part) in &parts {
        sheets.insert(name, sheet_beside(&mut package, part, &rich)?);
    }
    package.measure()?;
    let Ok(mut book) = Book::new(Cursor::new(bytes)) else {
        return Ok(nothing("Excelブックの構造を読み取れませんでした。Excelで開き、xlsx形式で保存し直してください。"));
    };
    let mut grids = Vec::new();
    let mut notices = Vec::new();
    let mut room = Room::default();
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let part = parts.get(&sheet.name).map(String::as_str).unwrap_or_default();
        let (beside, trouble) = sheets.remove(sheet.name.as_str()).unwrap_or_default();
        let mut grid = Grid { name: sheet.name, hidden: sheet.visible != SheetVisible::Visible, ..Grid::default() };
        let mut styled = Styled { ticks: &ticks, ..Styled::default() };
        let filled = fill(&mut grid, &mut book, &beside, &rich, &mut styled, &mut room);
        notices.extend(filled.err().or(trouble.map(|_| Stop::Broken)).map(|stop| notices::stopped(&grid.name, stop)));
        let runs: Vec<((u32, u32), &[Run])> = beside.runs(&rich).collect();
        let is_any_loud = styled.dresses.iter().any(|dress| dress.look.is_loud());
        look::mark(&mut grid, &beside.merges, &runs, is_any_loud, |place| styled.of(place).look);
        let around = Around::gather(&mut package, part, &beside);
        let around = around.lay(&mut grid, &beside, styled.digit(), &|place| styled.of(place).face);
        grid.merges = beside.merges;
        grid.hidden_rows = beside.hidden_rows;
        grid.hidden_columns = beside.hidden_columns;
        notices.extend(notices::of_sheet(&grid, &beside.uncached));
        notices.extend(notices::of_parts(&grid.name, &around));
        notices.extend(notices::unlisted(&grid, &beside.lists));
        grids.push(grid);
    }
    Ok(Noted { value: Content::Book(grids), notices })
}

/// The worksheets of a workbook by their names: the part's name and its text. None where it cannot be read, or its text is not UTF-8.
pub fn sheet_texts(bytes: &[u8]) -> Option<BTreeMap<String, (String, String)>> {
    let mut package = Package::open(bytes).ok()?;
    let mut texts = BTreeMap::new();
    for (name, part) in beside::sheet_parts(&mut package).ok()? {
        if let Some(bytes) = package.part(&part).ok()? {
            texts.insert(name, (part, String::from_utf8(bytes).ok()?));
        }
    }
    Some(texts)
}

/// The text of the part that holds the shared strings; none where there is none, or it is not UTF-8.
pub fn strings_text(bytes: &[u8]) -> Option<String> {
    let mut package = Package::open(bytes).ok()?;
    let name = package.names().iter().find(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"))?.clone();
    String::from_utf8(package.part(&name).ok()??).ok()
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

/// The numbers of the cell styles that show truth values as check boxes.
fn tick_styles(package: &mut Package<'_>) -> Result<BTreeSet<usize>, Trouble> {
    let Some(features) = package.part("xl/featurePropertyBag/featurePropertyBag.xml")? else {
        return Ok(BTreeSet::new());
    };
    let styles = package.part("xl/styles.xml")?.unwrap_or_default();
    controls::box_styles(&letters(&styles), &letters(&features))
}

fn sheet_beside(
    package: &mut Package<'_>,
    part: &str,
    rich: &BTreeMap<usize, Vec<Run>>,
) -> Result<(Beside, Option<Trouble>), Trouble> {
    let Some(bytes) = package.part(part)? else { return Ok((Beside::default(), None)) };
    Ok(beside::beside(&letters(&bytes), rich))
}

/// The styles of a book, and which cells of a sheet have which.
#[derive(Debug)]
struct Styled<'a> {
    dresses: Vec<Dress>,
    /// Pixels of the widest digit of the usual font.
    digit: Option<f64>,
    /// In the order of the stream, which is that of the cells.
    cells: Vec<((u32, u32), usize)>,
    /// Styles that show truth values as check boxes.
    ticks: &'a BTreeSet<usize>,
    usual: Dress,
}

impl Default for Styled<'_> {
    fn default() -> Self {
        static NONE: BTreeSet<usize> = BTreeSet::new();
        Styled { dresses: Vec::new(), digit: None, cells: Vec::new(), ticks: &NONE, usual: Dress::default() }
    }
}

impl Styled<'_> {
    fn take(&mut self, styles: &[calamine::Style]) {
        self.dresses = styles.iter().map(dress_of).collect();
        let font = styles.first().and_then(|style| style.font.as_ref());
        // Digits of Japanese fonts are a pixel wider than those of Calibri.
        let is_wide = font.and_then(|font| font.name.as_deref()).is_some_and(|name| {
            !name.is_ascii() || ["MS ", "Yu", "Meiryo", "BIZ"].iter().any(|start| name.starts_with(start))
        });
        let size = font.and_then(|font| font.size).unwrap_or(11.0).clamp(1.0, 100.0);
        self.digit = Some(((if is_wide { 8.0 } else { 7.0 }) * size / 11.0_f64).round().max(1.0));
    }

    fn of(&self, place: (u32, u32)) -> &Dress {
        let at = self.cells.binary_search_by_key(&place, |&(place, _)| place).ok();
        at.and_then(|at| self.dresses.get(self.cells[at].1)).unwrap_or(&self.usual)
    }

    fn digit(&self) -> f64 {
        self.digit.unwrap_or(7.0)
    }
}

/// Streams the cells of a sheet into its grid, at most `room` of them.
fn fill(
    grid: &mut Grid,
    book: &mut Book<'_>,
    beside: &Beside,
    rich: &BTreeMap<usize, Vec<Run>>,
    styled: &mut Styled<'_>,
    room: &mut Room,
) -> Result<(), Stop> {
    if beside.cells == 0 {
        return Ok(());
    }
    let since_1904 = book.has_1904_epoch();
    let mut stream = book.worksheet_cells_reader(&grid.name).map_err(|_| Stop::Unreadable)?;
    styled.take(stream.styles());
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
        let dress = styled.dresses.get(style).unwrap_or(&styled.usual);
        let Some((value, mut text)) = seen(found.get_value(), &dress.format, since_1904) else { continue };
        if let Value::Bool(is_ticked) = value
            && styled.ticks.contains(&style)
        {
            text = if is_ticked { "☑" } else { "☐" }.to_owned();
        }
        if !room.takes(&text) {
            return Err(Stop::TooMany);
        }
        let place = found.get_position();
        let runs = beside.inline.get(&place).or_else(|| beside.shared.get(&place).and_then(|index| rich.get(index)));
        let struck = match runs {
            Some(runs) => struck_letters(runs, dress.is_struck, &text),
            None => dress.is_struck.then(|| text.clone()),
        };
        styled.cells.push((place, style));
        grid.cells.insert(place, Cell { value, text, struck, ..Cell::default() });
    }
    if !styled.cells.is_sorted() {
        styled.cells.sort_unstable();
    }
    if odd > 0 { Err(Stop::Odd(odd)) } else { Ok(()) }
}

fn dress_of(style: &calamine::Style) -> Dress {
    use calamine::{HorizontalAlignment as Across, VerticalAlignment as Down};
    let format = style.number_format.as_ref();
    let mut face = Face::default();
    if let Some(alignment) = &style.alignment {
        face.across = match alignment.horizontal {
            Across::Center | Across::CenterContinuous | Across::Distributed => 0.5,
            Across::Right => 1.0,
            _ => 0.0,
        };
        face.down = match alignment.vertical {
            Down::Top => 0.0,
            Down::Bottom => 1.0,
            _ => 0.5,
        };
        face.wraps = alignment.wrap_text;
        face.indent = alignment.indent.unwrap_or_default().into();
    }
    let size = style.font.as_ref().and_then(|font| font.size);
    face.size = size.unwrap_or(face.size).clamp(1.0, 200.0);
    Dress {
        format: format.map_or(Format::General, |format| format_of(&format.format_code, format.format_id)),
        is_struck: style.font.as_ref().is_some_and(calamine::Font::has_strikethrough),
        look: Look::of(style),
        face,
    }
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
