//! Another reader finds the same in every cell, before shapes and check boxes are laid on them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{BorderStyle, DataRef, Reader, SheetType, Xlsx};
use proptest::prelude::*;

use super::book::Book;
use super::page::Page;
use crate::model::{Date, Value};
use crate::read::build::xlsx;
use crate::read::limits::Package;
use crate::read::sheet::Room;
use crate::read::sheet::look::Look;
use crate::read::sheet::shown::{Format, show};
use crate::read::xml::letters;

#[derive(Debug, Clone, PartialEq)]
enum Seen {
    Words(String),
    Number(f64),
    /// A number and the day that it is.
    Day(f64, Option<Date>),
    Bool(bool),
    Error(String),
}

/// Cells by the number of their sheet and their place.
type Cells = BTreeMap<(usize, u32, u32), Seen>;

fn ours(bytes: &[u8]) -> Cells {
    let mut package = Package::open(bytes).expect("opens");
    let book = Book::read(&mut package).expect("lists");
    let shared = book.shared(&mut package).expect("shares");
    let mut cells = Cells::new();
    for (sheet, listed) in book.sheets.iter().enumerate() {
        let part = package.part(listed.part.as_deref().expect("a part")).expect("unpacks").expect("is there");
        for ((row, column), cell) in Page::read(&letters(&part), &shared, &mut Room::default()).cells {
            let seen = match cell.value {
                Value::Text => Seen::Words(cell.text),
                Value::Number(number) => Seen::Number(number),
                Value::Date(day) => Seen::Day(0.0, Some(day)),
                Value::Bool(value) => Seen::Bool(value),
                Value::Error(error) => Seen::Error(error),
            };
            cells.insert((sheet, row, column), seen);
        }
    }
    cells
}

fn theirs(bytes: &[u8]) -> Cells {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("opens");
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    let mut cells = Cells::new();
    for (sheet, name) in names.iter().enumerate() {
        let mut stream = book.worksheet_cells_reader(name).expect("a sheet");
        while let Some(cell) = stream.next_cell().expect("a cell") {
            let words = |text: &str| Seen::Words(text.replace("\r\n", "\n").replace('\r', "\n"));
            let seen = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::Int(number) => Seen::Number(*number as f64),
                DataRef::Float(number) => Seen::Number(*number),
                DataRef::DateTime(moment) => {
                    let (year, month, day, ..) = moment.to_ymd_hms_milli();
                    Seen::Day(moment.as_f64(), Date::new(year as i16, month, day))
                }
                DataRef::Bool(value) => Seen::Bool(*value),
                DataRef::Error(error) => Seen::Error(error.to_string()),
                DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => words(text),
                DataRef::SharedString(text) => words(text),
            };
            let (row, column) = cell.get_position();
            if seen != Seen::Words(String::new()) {
                cells.insert((sheet, row, column), seen);
            }
        }
    }
    cells
}

fn is_same(own: &Seen, other: &Seen) -> bool {
    match (own, other) {
        (Seen::Day(_, own), Seen::Day(_, other)) => own == other,
        // Times of day are numbers here, and days in Japanese formats are numbers there.
        (Seen::Number(own), Seen::Day(other, _)) => own == other,
        (Seen::Day(_, Some(day)), Seen::Number(number)) => {
            show(*number, &Format::Date { timed: false }, false).0 == Value::Date(*day)
        }
        (Seen::Day(_, Some(day)), Seen::Words(words)) => words.starts_with(&day.to_string()),
        _ => own == other,
    }
}

/// How many cells both find; says what differs.
fn compared(name: &str, bytes: &[u8]) -> usize {
    let (own, other) = (ours(bytes), theirs(bytes));
    let odd: Vec<_> = own
        .keys()
        .chain(other.keys())
        .filter(|place| !own.get(place).zip(other.get(place)).is_some_and(|(own, other)| is_same(own, other)))
        .map(|place| (place, own.get(place), other.get(place)))
        .collect();
    assert!(odd.is_empty(), "{name}: {odd:?}");
    own.len()
}

/// How letters of every cell style look, whether they are struck, their size, and whether long lines are broken.
type Looks = Vec<(Look, bool, f64, bool)>;

fn our_looks(bytes: &[u8]) -> Looks {
    let mut package = Package::open(bytes).expect("opens");
    let shared = Book::read(&mut package).and_then(|book| book.shared(&mut package)).expect("shares");
    let dresses = shared.styles.dresses.iter();
    dresses.map(|dress| (dress.look, dress.is_struck, dress.face.size, dress.face.wraps)).collect()
}

fn their_looks(bytes: &[u8]) -> Looks {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("opens");
    let sheets = book.sheets_metadata().iter().find(|sheet| sheet.typ == SheetType::WorkSheet);
    let name = sheets.expect("a sheet").name.clone();
    let stream = book.worksheet_cells_reader(&name).expect("a sheet");
    let looks = stream.styles().iter().map(|style| {
        let mut look = Look::default();
        let font = style.font.as_ref();
        look.bold = font.is_some_and(calamine::Font::is_bold);
        look.underlined = font.is_some_and(calamine::Font::has_underline);
        look.colour(font.and_then(|font| font.color).map(|colour| (colour.red, colour.green, colour.blue)));
        let fill = style.fill.as_ref().filter(|fill| fill.is_visible());
        look.filled = fill.is_some_and(|fill| fill.get_color().is_none_or(|colour| !colour.is_white()));
        look.framed = style.borders.as_ref().is_some_and(|borders| {
            let sides = [&borders.left, &borders.right, &borders.top, &borders.bottom];
            sides
                .iter()
                .all(|side| matches!(side.style, BorderStyle::Medium | BorderStyle::Thick | BorderStyle::Double))
        });
        let is_struck = font.is_some_and(calamine::Font::has_strikethrough);
        let size = font.and_then(|font| font.size).unwrap_or(11.0);
        (look, is_struck, size, style.alignment.as_ref().is_some_and(|alignment| alignment.wrap_text))
    });
    looks.collect()
}

fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("lists").flatten() {
        let path = entry.path();
        if path.is_dir() {
            workbooks(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "xlsx" || ending == "xlsm") {
            found.push(path);
        }
    }
}

#[test]
fn two_readers_agree_on_every_cell_and_style_of_every_workbook() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    workbooks(&root.join("tests/papers"), &mut paths);
    workbooks(&root.join("samples"), &mut paths);
    let mut cells = 0;
    for path in &paths {
        let bytes = std::fs::read(path).expect("reads");
        cells += compared(&path.display().to_string(), &bytes);
        assert_eq!(our_looks(&bytes), their_looks(&bytes), "{}", path.display());
    }
    assert!(paths.len() > 70 && cells > 5_000, "{} {cells}", paths.len());
}

/// Letters as they stand in XML.
fn written() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "甲",
        "a b",
        " ",
        "　",
        "\n",
        "\r\n.",
        "_x000D_.",
        "_x005F_x0041_",
        "_x",
        "&amp;",
        "&#12354;",
        "&#13;.",
        "𠮷",
        "12",
    ]);
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// The inside of an `si` or `is`.
fn string() -> impl Strategy<Value = String> {
    let run = (written(), any::<bool>(), any::<bool>()).prop_map(|(text, is_kept, has_font)| {
        let (space, font) = (
            if is_kept { " xml:space=\"preserve\"" } else { "" },
            if has_font { "<rPr><b/><strike/></rPr>" } else { "" },
        );
        format!("<r>{font}<t{space}>{text}</t></r>")
    });
    prop_oneof![
        written().prop_map(|text| format!("<t>{text}</t>")),
        written().prop_map(|text| format!("<t xml:space=\"preserve\">{text}</t><rPh><t>{text}</t></rPh>")),
        (written(), prop::collection::vec(run, 0..4))
            .prop_map(|(text, runs)| format!("<t>{text}</t>{}", runs.concat())),
        Just("<phoneticPr/>".to_owned()),
    ]
}

/// A cell without its name.
fn cell() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        any::<i32>().prop_map(|number| number.to_string()),
        (-1e20..1e20f64).prop_map(|number| number.to_string()),
        (-1.0..1.0f64).prop_map(|number| format!("{number:e}")),
        (1u32..60_000).prop_map(|number| number.to_string()),
    ];
    let content = prop_oneof![
        (0usize..6).prop_map(|index| format!(" t=\"s\"><v>{index}</v>")),
        number.clone().prop_map(|number| format!("><v>{number}</v>")),
        number.prop_map(|number| format!(" t=\"n\"><f>A1&amp;B1</f><v>{number}</v>")),
        written().prop_map(|text| format!(" t=\"str\"><f>A1</f><v>{text}</v>")),
        string().prop_map(|string| format!(" t=\"inlineStr\"><is>{string}</is>")),
        prop::sample::select(vec!["0", "1", "true", "FALSE"]).prop_map(|value| format!(" t=\"b\"><v>{value}</v>")),
        prop::sample::select(vec!["#REF!", "#N/A"]).prop_map(|value| format!(" t=\"e\"><v>{value}</v>")),
        Just(" t=\"d\"><v>2026-04-01T00:00:00</v>".to_owned()),
        prop::sample::select(vec!["><v>甲</v>", "><v></v>", ">", " t=\"s\"><v/>", " t=\"str\">\n <v>乙</v>\n"])
            .prop_map(str::to_owned),
    ];
    (content, 0usize..6).prop_map(|(content, style)| format!(" s=\"{style}\"{content}</c>"))
}

const STYLES: &str = r#"<numFmts><numFmt numFmtId="176" formatCode="yyyy/m/d h:mm"/></numFmts><fonts><font/></fonts>
    <cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="20"/><xf numFmtId="46"/><xf numFmtId="41"/></cellXfs>"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn two_readers_agree_on_workbooks_that_nobody_wrote(
        rows in prop::collection::vec(prop::collection::vec((cell(), 0u32..4), 0..8), 0..6),
        strings in prop::collection::vec(string(), 6),
    ) {
        let mut sheet = String::from("<sheetData>");
        for (row, cells) in rows.iter().enumerate() {
            sheet.push_str(if row % 2 == 0 { "<row>" } else { "\n<row hidden=\"1\" ht=\"20\">" });
            let mut column = 0;
            for (cell, step) in cells {
                column += step;
                // Cells without a name stand behind the one before.
                match step {
                    0 => sheet.push_str("<c"),
                    _ => write!(sheet, "<c r=\"{}{}\"", char::from(b'A' + column as u8), row + 1).expect("writes"),
                }
                sheet.push_str(cell);
                column += 1;
            }
            sheet.push_str("</row>");
        }
        sheet.push_str("</sheetData><c r=\"A1\"><v>7</v></c>");
        let strings: String = strings.iter().map(|string| format!("<si>{string}</si>")).collect();
        compared("made", &xlsx(&sheet, &[("sharedStrings", &strings), ("styles", STYLES)]));
    }
}
