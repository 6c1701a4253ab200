//! Papers that mean harm or are broken: whatever the bytes are, reading ends soon, without a panic, and says what is
//! missing.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::build::{docx, edited, xlsx, zipped};
use super::limits::{FREE_OF_RATIO, MAX_CELLS, MAX_DEPTH, MAX_PARTS, Package, Trouble};
use super::source;
use crate::model::{Content, Paper, Source};

fn read(bytes: Vec<u8>) -> Source {
    source(&Paper { path: "paper".to_owned(), bytes })
}

/// Reads a paper of which nothing may be taken, and gives the words of its notices.
fn refused(bytes: Vec<u8>) -> String {
    let begun = Instant::now();
    let source = read(bytes);
    assert!(matches!(source.content, Content::Nothing), "{:?}", source.notices);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    source.notices.iter().map(|notice| notice.message.as_str()).collect()
}

#[test]
fn packages_that_unpack_without_end_are_refused() {
    let zeros = "0".repeat(FREE_OF_RATIO as usize + 1_000_000);
    for bytes in [
        docx(&format!("<w:p><w:r><w:t>{zeros}</w:t></w:r></w:p>"), &[]),
        xlsx(&format!("<sheetData><row><c t=\"str\"><v>{zeros}</v></c></row></sheetData>"), &[]),
        xlsx("<sheetData/>", &[("sharedStrings", &format!("<si><t>{zeros}</t></si>"))]),
    ] {
        assert!(bytes.len() < 200_000);
        assert!(refused(bytes).contains("大きすぎる"));
    }
}

#[test]
fn a_part_that_lies_about_its_size_is_refused() {
    let text = "0".repeat(FREE_OF_RATIO as usize + 1_000_000);
    let mut bytes = zipped(&[("word/document.xml", &text)]);
    // The size stands in the local header and in the directory.
    let (size, lie) = ((text.len() as u32).to_le_bytes(), 10u32.to_le_bytes());
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|&at| bytes[at..at + 4] == size).collect();
    assert!(places.len() >= 2);
    places.into_iter().for_each(|at| bytes[at..at + 4].copy_from_slice(&lie));
    let trouble = Package::open(&bytes).and_then(|mut package| package.part("word/document.xml")).err();
    assert!(matches!(trouble, Some(Trouble::TooLarge | Trouble::Damaged)), "{trouble:?}");
}

#[test]
fn packages_of_very_many_parts_are_refused() {
    let names: Vec<String> = (0..=MAX_PARTS).map(|index| format!("word/{index}")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert!(refused(zipped(&parts)).contains("多すぎる"));
}

#[test]
fn deep_nesting_ends_the_reading() {
    let deep = |name: &str, times: usize| format!("<{name}>").repeat(times) + &format!("</{name}>").repeat(times);
    let text = "<w:p><w:r><w:t>上</w:t></w:r></w:p>";
    let source = read(docx(&(text.to_owned() + &deep("w:sdt", MAX_DEPTH)), &[]));
    assert!(matches!(&source.content, Content::Flow(blocks) if blocks.len() == 1));
    assert_eq!(source.notices.len(), 1);
    let tables = deep("w:tbl><w:tr><w:tc", 100).replace("</w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
    assert!(read(docx(&(text.to_owned() + &tables), &[])).notices.is_empty());
    read(xlsx(&deep("sheetData", 100_000), &[]));
    read(docx(&deep("w:del", 100_000), &[]));
}

#[test]
fn names_of_cells_beyond_all_numbers_end_the_sheet() {
    let far = "9".repeat(20);
    for sheet in [
        r#"<sheetData><row r="1"><c r="A1" r="inlineStr"><v>1</v></c></row></sheetData>"#.to_owned(),
        format!(r#"<sheetData><row r="1" r="{far}"><c><v>1</v></c></row></sheetData>"#),
        format!(r#"<sheetData><row x:r="1" r="{far}"><c><v>1</v></c></row></sheetData>"#),
        format!(r#"<dimension ref="A1" ref="A{far}"/><sheetData><row><c><v>1</v></c></row></sheetData>"#),
    ] {
        let source = read(xlsx(&sheet, &[]));
        assert!(!source.notices.is_empty(), "{sheet}");
    }
}

#[test]
fn large_papers_are_read_soon() {
    let mut runs = String::new();
    for index in 0..40_000 {
        let _ = write!(runs, "<w:r><w:t>{}</w:t></w:r>", index % 10);
    }
    let mut rows = String::new();
    for row in 1..=5_000 {
        let _ = write!(
            rows,
            "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\" t=\"str\"><v>第{row}条</v></c></row>"
        );
    }
    for bytes in [docx(&format!("<w:p>{runs}</w:p>"), &[]), xlsx(&format!("<sheetData>{rows}</sheetData>"), &[])] {
        let begun = Instant::now();
        let source = read(bytes);
        assert!(source.notices.is_empty() && !matches!(source.content, Content::Nothing));
        assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    }
}

#[test]
fn parts_of_very_many_small_things_stay_small() {
    let sheet = r#"<sheetData><row><c t="s" s="1"><v>1</v></c></row></sheetData>"#;
    // More cells than are kept end the sheet; strings that hold nothing cost four bytes each.
    let cells = format!("<sheetData><row>{}", "<c r=\"A1\"><v>1</v></c>".repeat(MAX_CELLS + 1));
    for (bytes, expected) in [
        (xlsx(&cells, &[]), Some("多すぎる")),
        (xlsx(sheet, &[("sharedStrings", &"<si/>".repeat(500_000))]), Some("文字が1つもありません")),
        (xlsx(sheet, &[("styles", &format!("<cellXfs>{}</cellXfs>", "<xf/>".repeat(500_000)))]), Some("大きすぎる")),
        (xlsx(sheet, &[("sharedStrings", &format!("<si>{}</si>", "<r><t>a</t></r>".repeat(200_000)))]), None),
    ] {
        let source = read(bytes);
        let told: String = source.notices.iter().map(|notice| notice.message.as_str()).collect();
        assert!(expected.is_none_or(|expected| told.contains(expected)), "{told}");
    }
}

const SHEET: &str = r#"<dimension ref="A1:C3"/><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1" t="inlineStr"><is><r><rPr><strike/></rPr><t>はい</t></r></is></c></row><row r="2"><c r="A2" s="1"><f>A1</f></c><c r="C2"><v>46113</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>"#;
const STRINGS: &str = r#"<si><r><t>甲</t></r><r><rPr><strike/></rPr><t>乙</t></r></si><si><t>丙</t></si>"#;
const STYLES: &str = r##"<numFmts><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;;#,##0.0_);@"/></numFmts><fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="176" fontId="1"/></cellXfs>"##;
const BODY: &str = r#"<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:strike/></w:rPr><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙&#12354;</w:t></w:r></w:ins></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p><w:r><w:txbxContent><w:p><w:r><w:t>箱</w:t></w:r></w:p></w:txbxContent></w:r></w:p></w:tc></w:tr></w:tbl>"#;
const LISTS: &str = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="第%2条 %9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="4294967295"/></w:lvlOverride></w:num>"#;

/// A text with a few letters put in, or taken out, somewhere.
fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("<".to_owned()),
        Just("\"".to_owned()),
        Just("</w:p>".to_owned()),
        Just("<w:tc>".to_owned()),
        Just("-1".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("&#x110000;".to_owned()),
        "\\PC{0,4}",
    ];
    edited(text, 12, pieces)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), head in 0usize..6) {
        let heads: [&[u8]; 6] = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\x1b$B", b"\x82\xa0"];
        read([heads[head], &bytes].concat());
    }

    #[test]
    fn any_text_is_read_line_by_line(text in "[|｜\t 　甲乙。ア-ン0-9\n\r-]{0,200}") {
        read(text.into_bytes());
    }

    #[test]
    fn broken_workbooks_are_read_without_a_panic(
        sheet in mutated(SHEET), strings in mutated(STRINGS), styles in mutated(STYLES), which in 0usize..3,
    ) {
        let (mut parts, whole) = ([("sharedStrings", STRINGS), ("styles", STYLES)], which == 0);
        if which == 1 { parts[0].1 = &strings }
        if which == 2 { parts[1].1 = &styles }
        read(xlsx(if whole { &sheet } else { SHEET }, &parts));
    }

    #[test]
    fn broken_documents_are_read_without_a_panic(body in mutated(BODY), lists in mutated(LISTS), which in any::<bool>()) {
        let (body, lists) = if which { (body.as_str(), LISTS) } else { (BODY, lists.as_str()) };
        read(docx(body, &[("numbering", lists)]));
    }

    #[test]
    fn cut_and_flipped_packages_are_read_without_a_panic(cut in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>(), bits in any::<u8>()) {
        for bytes in [docx(BODY, &[("numbering", LISTS)]), xlsx(SHEET, &[("sharedStrings", STRINGS), ("styles", STYLES)])] {
            read(bytes[..cut.index(bytes.len())].to_vec());
            let mut flipped = bytes;
            let at = flip.index(flipped.len());
            flipped[at] ^= bits;
            read(flipped);
        }
    }
}

/// Papers of every kind of workbook, as they are made by real programs.
fn books() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("book-") && !name.ends_with(".toml"))
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), std::fs::read(folder.join(&name)).expect("reads"))).collect()
}

/// Numbers that look thrown, the same in every run.
fn thrown(seed: u64) -> impl FnMut() -> usize {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    }
}

#[test]
fn cut_and_flipped_books_are_read_without_a_panic() {
    let mut next = thrown(7);
    for (name, bytes) in books() {
        // Packed parts show a flip as damage; old workbooks show it in every record.
        let times = if name.ends_with(".xls") || name.ends_with(".csv") { 150 } else { 12 };
        for _ in 0..times {
            let mut flipped = bytes.clone();
            for _ in 0..=next() % 6 {
                let at = next() % flipped.len();
                flipped[at] = match next() % 3 {
                    0 => 0xff,
                    1 => 0,
                    _ => flipped[at] ^ (1 << (next() % 8)),
                };
            }
            if next().is_multiple_of(4) {
                flipped.truncate(next() % flipped.len());
            }
            let begun = Instant::now();
            source(&Paper { path: name.clone(), bytes: flipped });
            assert!(begun.elapsed() < Duration::from_secs(5), "{name}: {:?}", begun.elapsed());
        }
    }
}

#[test]
fn flipped_parts_of_packages_are_read_without_a_panic() {
    let mut next = thrown(11);
    for (name, bytes) in books() {
        let Ok(mut package) = Package::open(&bytes) else { continue };
        let parts: Vec<(String, Vec<u8>)> = package
            .names()
            .to_vec()
            .into_iter()
            .map(|part| (part.clone(), package.part(&part).ok().flatten().unwrap_or_default()))
            .collect();
        for _ in 0..10 {
            let mut parts = parts.clone();
            for _ in 0..=next() % 4 {
                let (at, count) = (next(), parts.len());
                let part = &mut parts[at % count].1;
                if !part.is_empty() {
                    let at = next() % part.len();
                    part[at] = if next().is_multiple_of(2) { b'9' } else { (next() & 0xff) as u8 };
                }
            }
            source(&Paper { path: name.clone(), bytes: super::build::zipped_bytes(&parts) });
        }
    }
}

/// A spreadsheet of OpenDocument with this body.
fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="表">{table}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

#[test]
fn rows_that_come_a_million_times_cost_nothing() {
    let cell = |times: u32, words: &str| {
        format!(
            r#"<table:table-cell table:number-columns-repeated="{times}" office:value-type="string">{words}</table:table-cell>"#
        )
    };
    let row = |times: u32, cells: &str| {
        format!(r#"<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>"#)
    };
    let words = "<text:p>はい</text:p>";
    for (table, cells, notices) in [
        (row(1_048_575, &cell(16_384, "")) + &row(1, &cell(1, words)), 1, 0),
        (row(1_048_576, &cell(16_384, words)), 200_000, 1),
        (row(4_294_967_295, &cell(4_294_967_295, words)), 200_000, 1),
        (row(1, &(cell(16_383, "") + &cell(1, words))), 1, 0),
    ] {
        let begun = Instant::now();
        let source = read(ods(&table));
        let Content::Book(grids) = &source.content else { panic!("{:?}", source.notices) };
        assert!(grids[0].cells.len() <= cells && !grids[0].cells.is_empty());
        assert_eq!(source.notices.len(), notices, "{:?}", source.notices);
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
}

#[test]
fn one_long_string_in_very_many_cells_is_bounded() {
    let string = format!("<si><t>{}</t></si>", "長".repeat(10_000));
    let mut cells = String::new();
    for row in 1..=20_000 {
        let _ = write!(cells, "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>");
    }
    let source = read(xlsx(&format!("<sheetData>{cells}</sheetData>"), &[("sharedStrings", &string)]));
    let Content::Book(grids) = &source.content else { panic!("{:?}", source.notices) };
    assert!((1_000..2_000).contains(&grids[0].cells.len()), "{}", grids[0].cells.len());
    assert!(source.notices.iter().any(|notice| notice.message.contains("多すぎる")), "{:?}", source.notices);
}

#[test]
fn locked_books_are_named() {
    let list = r#"<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let mimetype = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    assert!(refused(zipped(&[mimetype, ("META-INF/manifest.xml", list), ("content.xml", "")])).contains("パスワード"));
    let (_, old) = books().into_iter().find(|(name, _)| name == "book-role-xlwt.xls").expect("a paper");
    // The first record after the head becomes the one that says that all others are encrypted.
    let head = (0..old.len()).find(|&at| old[at..].starts_with(b"\x09\x08\x10\x00\x00\x06")).expect("a book");
    let mut locked = old;
    locked[head + 20..head + 22].copy_from_slice(&[0x2f, 0]);
    assert!(refused(locked).contains("パスワード"));
}
