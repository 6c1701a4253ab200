//! The bytes of an xlsx or xlsm workbook in, its sheets out. Each part is unpacked and gone through once: the list of sheets and
//! what they share (`book`, `strings`, `styles`, `colours`), then every sheet (`page`), its shapes, check boxes and comments
//! (`around`). Numbers are shown as their format shows them.

pub mod around;
pub mod beside;
mod book;
mod colours;
mod controls;
mod drawing;
mod notes;
mod page;
#[cfg(test)]
mod second_opinion;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::around::Around;
use self::book::{Book, Listed, Shared};
use self::page::Page;
use super::limits::{Package, Trouble};
use super::news::or_nothing;
use super::sheet::notices::{self, Stop};
use super::sheet::{Dress, Room, Run, look};
use super::xml::letters;
use crate::model::{Content, Grid, Noted, Notice};

/// Reads a workbook. Sheets that cannot be read, or only in part, are named in notices.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    or_nothing(book(bytes))
}

fn book(bytes: &[u8]) -> Result<Noted<Content>, Trouble> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let shared = book.shared(&mut package)?;
    let mut room = Room::default();
    let (mut grids, mut notices) = (Vec::new(), Vec::new());
    for listed in book.sheets {
        let (grid, news) = sheet(&mut package, listed, &shared, &mut room)?;
        grids.push(grid);
        notices.extend(news);
    }
    Ok(Noted { value: Content::Book(grids), notices })
}

/// Reads one sheet with all that lies around its cells.
fn sheet(
    package: &mut Package<'_>,
    listed: Listed,
    shared: &Shared,
    room: &mut Room,
) -> Result<(Grid, Vec<Notice>), Trouble> {
    let mut grid = Grid { name: listed.name, hidden: listed.is_hidden, ..Grid::default() };
    let part = listed.part.unwrap_or_default();
    let Some(bytes) = package.part(&part)? else {
        let notice = notices::stopped(&grid.name, Stop::Unreadable);
        return Ok((grid, vec![notice]));
    };
    let mut page = Page::read(&letters(&bytes), shared, room);
    let mut notices: Vec<Notice> =
        page.stop.take().map(|stop| notices::stopped(&grid.name, stop)).into_iter().collect();
    grid.cells = BTreeMap::from_iter(std::mem::take(&mut page.cells));
    let usual = Dress::default();
    let dress = |place: (u32, u32)| page.dress(shared, place).unwrap_or(&usual);
    let runs: Vec<((u32, u32), &[Run])> = page.runs.iter().map(|(place, runs)| (*place, &**runs)).collect();
    let beside = &page.beside;
    look::mark(&mut grid, &beside.merges, &runs, shared.styles.is_any_loud(), |place| dress(place).look);
    let around = Around::gather(package, &part, beside);
    let laid = around.lay(&mut grid, beside, shared.styles.digit(), &|place| dress(place).face);
    let beside = page.beside;
    grid.merges = beside.merges;
    grid.hidden_rows = beside.hidden_rows;
    grid.hidden_columns = beside.hidden_columns;
    notices.extend(notices::of_sheet(&grid, &beside.uncached));
    notices.extend(notices::of_parts(&grid.name, &laid));
    notices.extend(notices::unlisted(&grid, &beside.lists));
    Ok((grid, notices))
}

/// The worksheets of a workbook by their names, the first where two have the same: the part's name and its text. None where it cannot be read, or its text is not UTF-8.
pub fn sheet_texts(bytes: &[u8]) -> Option<BTreeMap<String, (String, String)>> {
    let mut package = Package::open(bytes).ok()?;
    let mut texts = BTreeMap::new();
    for sheet in Book::read(&mut package).ok()?.sheets {
        let Some(part) = sheet.part.filter(|_| !texts.contains_key(&sheet.name)) else { continue };
        if let Some(bytes) = package.part(&part).ok()? {
            texts.insert(sheet.name, (part, String::from_utf8(bytes).ok()?));
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
