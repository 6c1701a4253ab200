//! A second reader finds the same letters in the same cells. Every cell of xlsx is compared in `read/xlsx/second_opinion.rs`.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use crate::model::{Content, Paper, Value};
use crate::read::source;

/// Texts of cells by sheet and place.
type Texts = BTreeMap<(String, u32, u32), String>;

fn ours(name: &str, bytes: Vec<u8>) -> Texts {
    let Content::Book(grids) = source(&Paper { path: name.to_owned(), bytes }).content else { return Texts::new() };
    let mut texts = Texts::new();
    for grid in grids {
        for ((row, column), cell) in grid.cells {
            if cell.value == Value::Text {
                texts.insert((grid.name.clone(), row, column), cell.text);
            }
        }
    }
    texts
}

fn theirs(bytes: Vec<u8>) -> Texts {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).expect("opens");
    let mut texts = Texts::new();
    for (name, range) in book.worksheets() {
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            if let Data::String(text) = cell {
                texts.insert((name.clone(), top + row as u32, left + column as u32), text.replace("\r\n", "\n"));
            }
        }
    }
    texts
}

#[test]
fn two_readers_agree_on_letters() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers");
    for name in [
        "book-role-struck.xlsb",
        "book-role-xlwt.xls",
        "book-role-dates.xls",
        "book-role-dates.ods",
        "book-role-bold.ods",
    ] {
        let bytes = std::fs::read(folder.join(name)).expect("reads");
        let (own, other) = (ours(name, bytes.clone()), theirs(bytes));
        assert!(own.len() > 20, "{name}");
        assert_eq!(own, other, "{name}");
    }
}
