//! A small writer of Word files. In: blocks of text and tables, and the day. Out: the bytes of a docx that Word and LibreOffice
//! open; the same blocks give the same bytes.

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::model::Date;

/// One block, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title in the middle.
    Title(String),
    /// A heading over what follows.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph at the right: dates, senders.
    Right(String),
    /// A table: column widths in twentieths of a point, the header, and rows of as many cells.
    Table(Vec<u32>, Vec<String>, Vec<Vec<String>>),
}

/// The room between the margins of an A4 page, in twentieths of a point.
pub const ROOM: u32 = 9638;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";
const STYLES: &str = include_str!("docx/styles.xml");

/// The Word file as bytes.
///
/// # Errors
/// The file would be larger than an archive may be.
pub fn write(title: &str, blocks: &[Block], day: Date) -> Result<Vec<u8>, ZipError> {
    let relations = |pairs: &[(&str, &str)]| {
        let each = pairs.iter().enumerate().map(|(at, (kind, target))| {
            format!("<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>", at + 1)
        });
        let all: String = each.collect();
        format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
        )
    };
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let parts = [
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        (
            "_rels/.rels",
            relations(&[(&format!("{OFFICE}/officeDocument"), "word/document.xml"), (core, "docProps/core.xml")]),
        ),
        ("docProps/core.xml", properties(title, day)),
        (
            "word/_rels/document.xml.rels",
            relations(&[(&format!("{OFFICE}/styles"), "styles.xml"), (&format!("{OFFICE}/footer"), "footer1.xml")]),
        ),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/footer1.xml", footer()),
        ("word/document.xml", document(blocks)),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        zip.start_file(name, options)?;
        zip.write_all(xml.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn properties(title: &str, day: Date) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>hazama {}</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created></cp:coreProperties>",
        said(title),
        env!("CARGO_PKG_VERSION"),
    )
}

fn footer() -> String {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{NAMESPACE}\"><w:p><w:pPr><w:pStyle w:val=\"Centre\"/></w:pPr>{}<w:r><w:instrText \
         xml:space=\"preserve\"> PAGE </w:instrText></w:r>{}<w:r><w:t>1</w:t></w:r>{}</w:p></w:ftr>",
        field("begin"),
        field("separate"),
        field("end"),
    )
}

fn document(blocks: &[Block]) -> String {
    let body: String = blocks.iter().map(block).collect();
    format!(
        "{HEAD}<w:document xmlns:w=\"{NAMESPACE}\" xmlns:r=\"{OFFICE}\"><w:body>{body}<w:sectPr><w:footerReference \
         w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" \
         w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(text) => paragraph("Title", text),
        Block::Heading(text) => paragraph("Heading1", text),
        Block::Text(text) => paragraph("Normal", text),
        Block::Right(text) => paragraph("Right", text),
        Block::Table(widths, header, rows) => table(widths, header, rows),
    }
}

fn paragraph(style: &str, text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", said(line))).collect();
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r>{}</w:r></w:p>", lines.join("<w:br/>"))
}

fn table(widths: &[u32], header: &[String], rows: &[Vec<String>]) -> String {
    let grid: String = widths.iter().map(|wide| format!("<w:gridCol w:w=\"{wide}\"/>")).collect();
    let head = row(
        "CellHead",
        "<w:tblHeader/>",
        "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"DDE6F3\"/>",
        widths,
        header,
    );
    let body: String = rows.iter().map(|cells| row("Cell", "", "", widths, cells)).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
         <w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl><w:p/>",
        widths.iter().sum::<u32>()
    )
}

fn row(style: &str, kind: &str, shade: &str, widths: &[u32], cells: &[String]) -> String {
    let cell = |(wide, text): (&u32, &String)| {
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/>{shade}</w:tcPr>{}</w:tc>", paragraph(style, text))
    };
    let cells: String = widths.iter().zip(cells).map(cell).collect();
    format!("<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>{cells}</w:tr>")
}

/// Words as XML can hold them.
fn said(text: &str) -> String {
    let is_fit = |letter: &char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    escape(text.chars().filter(is_fit).collect::<String>().as_str()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Content, Paper};
    use crate::read;

    const DAY: Date = Date { year: 2026, month: 11, day: 22 };

    #[test]
    fn what_is_written_is_read_back() {
        let blocks = [
            Block::Title("表題 <&>\u{1}".to_owned()),
            Block::Text("一行目\n二行目".to_owned()),
            Block::Table(
                vec![2000, 7638],
                vec!["番号".to_owned(), "内容".to_owned()],
                vec![vec!["1".to_owned(), "=1+1".to_owned()]],
            ),
        ];
        let bytes = write("題", &blocks, DAY).expect("a file");
        assert!(bytes == write("題", &blocks, DAY).expect("a file"));
        let source = read::source(&Paper { path: "a.docx".to_owned(), bytes });
        let Content::Flow(found) = source.content else { panic!("no text: {:?}", source.notices) };
        let words = format!("{found:?}");
        for word in ["表題 <&>", "一行目", "二行目", "番号", "=1+1"] {
            assert!(words.contains(word), "{word} in {words}");
        }
        assert!(source.notices.is_empty(), "{:?}", source.notices);
    }
}
