//! Small papers made in tests: packages of parts and Word documents from the XML of their body.

use std::io::{Cursor, Write};

use zip::CompressionMethod::Stored;
use zip::write::SimpleFileOptions;

use crate::model::{Block, Content, Source, Table};

/// A zip package of these parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default();
        let options = if *name == "mimetype" { options.compression_method(Stored) } else { options };
        zip.start_file(*name, options).expect("starts");
        zip.write_all(text.as_bytes()).expect("writes");
    }
    zip.finish().expect("finishes").into_inner()
}

/// A zip package of these parts, whatever their bytes.
pub fn zipped_bytes(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default();
        let options = if *name == "mimetype" { options.compression_method(Stored) } else { options };
        zip.start_file(name.as_str(), options).expect("starts");
        zip.write_all(bytes).expect("writes");
    }
    zip.finish().expect("finishes").into_inner()
}

/// The relationships of a part: (kind, target), ids `r1`, `r2` …
pub fn relationships(targets: &[(&str, &str)]) -> String {
    let each = targets.iter().enumerate().map(|(index, (kind, target))| {
        format!(r#"<Relationship Id="r{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#, index + 1)
    });
    let each: String = each.collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>"#
    )
}

/// A Word document: the XML inside its body and further parts by kind (`styles`, `numbering`, `footnotes` …), each the
/// XML inside the root.
pub fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let root = |name: &str, inner: &str| {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="w" xmlns:r="r" xmlns:mc="mc">{inner}</w:{name}>"#
        )
    };
    let main = relationships(&[("officeDocument", "word/document.xml")]);
    let targets: Vec<(&str, String)> = parts.iter().map(|(kind, _)| (*kind, format!("{kind}.xml"))).collect();
    let targets: Vec<(&str, &str)> = targets.iter().map(|(kind, target)| (*kind, target.as_str())).collect();
    let related = relationships(&targets);
    let document = root("document", &format!("<w:body>{body}</w:body>"));
    let others: Vec<(String, String)> =
        parts.iter().map(|(kind, inner)| (format!("word/{kind}.xml"), root(kind, inner))).collect();
    let mut all: Vec<(&str, &str)> =
        vec![("_rels/.rels", &main), ("word/_rels/document.xml.rels", &related), ("word/document.xml", &document)];
    all.extend(others.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    zipped(&all)
}

/// The blocks of a source, one line each: `line:label|text` for paragraphs, `line:[a|b / c|d]` for tables, with `+n` for
/// the columns a cell covers and `^` for one that continues the cell above.
pub fn shown(source: &Source) -> Vec<String> {
    let Content::Flow(blocks) = &source.content else { return Vec::new() };
    blocks.iter().map(shown_block).collect()
}

fn shown_block(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => {
            let label = paragraph.label.as_ref().map_or(String::new(), |label| format!("{label}|"));
            let heading = paragraph.heading.map_or(String::new(), |level| "#".repeat(level.into()));
            format!("{}:{heading}{label}{}", paragraph.line, paragraph.text)
        }
        Block::Table(table) => format!("{}:[{}]", table.line, shown_table(table)),
    }
}

fn shown_table(table: &Table) -> String {
    let mut rows = Vec::new();
    for row in &table.rows {
        let cells = row.iter().map(|cell| {
            let span = if cell.columns > 1 { format!("+{}", cell.columns) } else { String::new() };
            format!("{}{}{span}", if cell.continued { "^" } else { "" }, cell.text)
        });
        rows.push(cells.collect::<Vec<_>>().join("|"));
    }
    rows.join(" / ")
}

/// A workbook of one sheet named `表`: the XML inside its worksheet, and inside further parts by kind (`sharedStrings`,
/// `styles`, and `workbookPr` for the properties of the book).
pub fn xlsx(sheet: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let part = |kind: &str| parts.iter().find(|(known, _)| *known == kind).map_or("", |(_, inner)| inner);
    let main = relationships(&[("officeDocument", "xl/workbook.xml")]);
    let related = relationships(&[
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("styles", "styles.xml"),
    ]);
    let root = |name: &str, inner: &str| {
        format!(
            r#"<?xml version="1.0"?><{name} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="r">{inner}</{name}>"#
        )
    };
    let book = format!(r#"{}<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>"#, part("workbookPr"));
    zipped(&[
        ("_rels/.rels", &main),
        ("xl/_rels/workbook.xml.rels", &related),
        ("xl/workbook.xml", &root("workbook", &book)),
        ("xl/worksheets/sheet1.xml", &root("worksheet", sheet)),
        ("xl/styles.xml", &root("styleSheet", part("styles"))),
        ("xl/sharedStrings.xml", &root("sst", part("sharedStrings"))),
    ])
}
