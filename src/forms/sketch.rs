//! Small grids for tests: rows of cells parted by `|`.

use std::sync::LazyLock;

use crate::catalogue::Catalogue;
use crate::model::{Cell, Content, Grid, Source};

/// The built-in catalogue, compiled once for all tests.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::builtin);
    &CATALOGUE
}

/// A grid of text cells; `~~…~~` strikes letters through.
pub fn sketch(name: &str, rows: &[&str]) -> Grid {
    let mut grid = Grid { name: name.to_owned(), ..Grid::default() };
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.split('|').enumerate().filter(|(_, text)| !text.is_empty()) {
            let struck: String = text.split("~~").skip(1).step_by(2).collect();
            let text = text.replace("~~", "").replace("\\n", "\n");
            let cell = Cell { struck: (!struck.is_empty()).then_some(struck), ..Cell::words(text) };
            grid.cells.insert((row as u32, column as u32), cell);
        }
    }
    grid
}

/// A workbook of such grids.
pub fn book(grids: Vec<Grid>) -> Source {
    Source {
        path: "様式.xlsx".to_owned(),
        sha256: String::new(),
        container: "xlsx",
        content: Content::Book(grids),
        notices: Vec::new(),
    }
}
