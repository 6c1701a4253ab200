//! The bytes of an old workbook (xls of Excel 5 to 2003, [MS-XLS]) in, its sheets out. A workbook is a stream of records; what the
//! whole book shares is read from its head (`book`), cells and shapes from the part of each sheet (`page`).

mod book;
mod objects;
mod page;
mod records;

pub use self::page::error;
pub use self::records::packed;

use self::book::Book;
use super::compound::Compound;
use super::news::nothing;
use super::sheet::Room;
use crate::model::{Content, Noted, Notice, Place};

/// Reads a workbook. Sheets that cannot be read, or only in part, are named in notices.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    let file = Compound::open(bytes);
    let stream = |name: &str| Some((file.as_ref()?.stream(name)?, file.as_ref()?.is_short(name)));
    let Some((stream, is_short)) = stream("Workbook").or_else(|| stream("Book")) else {
        return nothing(
            "古い形式のExcelブック(xls)が壊れているため、読めませんでした。Excelで開いて修復し、xlsx形式で保存し直してください。",
        );
    };
    let Some(book) = Book::read(&stream) else {
        return nothing("パスワードで保護されているため、読めませんでした。パスワードを解除して保存し直してください。");
    };
    if book.sheets.is_empty() {
        return nothing("Excelブックの構造を読み取れませんでした。Excelで開き、xlsx形式で保存し直してください。");
    }
    let (mut grids, mut notices) = (Vec::new(), Vec::new());
    if book.is_damaged || is_short {
        let message = "Excelブック(xls)の一部が壊れているため、読めていない文字やシートがある可能性があります。Excelで開いて修復し、xlsx形式で保存し直してください。";
        notices.push(Notice::new(Place::default(), message));
    }
    let mut room = Room::default();
    for sheet in book.sheets.iter().filter(|sheet| sheet.is_cells) {
        let (grid, news) = page::read(&stream, &book, sheet, &mut room);
        grids.push(grid);
        notices.extend(news);
    }
    Noted { value: Content::Book(grids), notices }
}
