//! An outline in, a Word file out: styles, automatic or typed numbers, tables, tracked changes, page numbers.

mod parts;

use super::{
    Fault,
    outline::{Block, Clause, Numbering, Outline},
};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Writes the Word file. The same outline gives the same bytes.
pub fn write(outline: &Outline) -> Result<Vec<u8>, Fault> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let document = parts::document(&Body::of(outline).xml);
    for (name, xml) in parts::FIXED.iter().copied().chain([("word/document.xml", document.as_str())]) {
        zip.start_file(name, options)?;
        zip.write_all(xml.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The body while it is written.
struct Body {
    xml: String,
    numbering: Numbering,
    chapter: u32,
    article: u32,
    change: u32,
}

impl Body {
    fn of(outline: &Outline) -> Body {
        let mut body = Body { xml: String::new(), numbering: outline.numbering, chapter: 0, article: 0, change: 0 };
        for block in &outline.blocks {
            body.block(block);
        }
        body
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => self.paragraph("Title", None, text),
            Block::Chapter(text) => {
                self.chapter += 1;
                match self.numbering {
                    Numbering::Sections => self.paragraph("Heading1", Some((2, 0)), text),
                    Numbering::Rule => {
                        let label = format!("第{}章　{text}", wide(self.chapter));
                        self.paragraph("Heading1", None, &label);
                    }
                    _ => self.paragraph("Heading1", None, &format!("第{}章　{text}", self.chapter)),
                }
            }
            Block::Article(heading, clauses) => self.article(heading, clauses),
            Block::Plain(text) => self.paragraph("Normal", None, text),
            Block::Right(text) => self.paragraph("Signature", None, text),
            Block::Centre(text) => self.paragraph("Centre", None, text),
            Block::Table(rows) => self.table(rows),
        }
    }

    fn article(&mut self, heading: &str, clauses: &[Clause]) {
        self.article += 1;
        match self.numbering {
            Numbering::Automatic => self.paragraph("Heading2", Some((1, 0)), &format!("（{heading}）")),
            Numbering::Sections => self.paragraph("Heading2", Some((2, 1)), heading),
            Numbering::Typed => self.paragraph("Heading2", None, &format!("第{}条({heading})", self.article)),
            Numbering::Rule => self.paragraph("Caption", None, &format!("（{heading}）")),
        }
        let paragraphs = clauses.iter().filter(|clause| matches!(clause, Clause::Paragraph(_))).count();
        let (mut paragraph, mut item, mut sub) = (0, 0, 0);
        for clause in clauses {
            match clause {
                Clause::Paragraph(text) => {
                    (paragraph, item, sub) = (paragraph + 1, 0, 0);
                    self.numbered_paragraph(text, paragraph, paragraphs);
                }
                Clause::Item(text) => {
                    (item, sub) = (item + 1, 0);
                    match self.numbering {
                        Numbering::Automatic => self.paragraph("Item", Some((1, 2)), text),
                        Numbering::Sections => self.paragraph("Item", Some((2, 2)), text),
                        Numbering::Typed => self.paragraph("Item", None, &format!("({item})　{text}")),
                        Numbering::Rule => self.paragraph("Item", None, &format!("（{}）　{text}", wide(item))),
                    }
                }
                Clause::SubItem(text) => {
                    sub += 1;
                    match self.numbering {
                        Numbering::Automatic | Numbering::Sections => self.paragraph("SubItem", Some((1, 3)), text),
                        _ => self.paragraph("SubItem", None, &format!("{}　{text}", kana(sub))),
                    }
                }
                Clause::Table(rows) => self.table(rows),
            }
        }
    }

    /// 項: the first one of a rule stands behind 第n条; a lone one of a contract has no number.
    fn numbered_paragraph(&mut self, text: &str, number: u32, of: usize) {
        match self.numbering {
            Numbering::Automatic if of > 1 => self.paragraph("Clause", Some((1, 1)), text),
            Numbering::Typed if of > 1 => self.paragraph("Clause", None, &format!("{number}　{text}")),
            Numbering::Rule if number == 1 => {
                let label = format!("第{}条　{text}", wide(self.article));
                self.paragraph("Clause", None, &label);
            }
            Numbering::Rule => self.paragraph("Clause", None, &format!("{}　{text}", wide(number))),
            _ => self.paragraph("Body", None, text),
        }
    }

    fn paragraph(&mut self, style: &str, number: Option<(u32, u32)>, text: &str) {
        self.xml.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>"));
        if let Some((list, level)) = number {
            self.xml.push_str(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"));
        }
        self.xml.push_str("</w:pPr>");
        self.runs(text);
        self.xml.push_str("</w:p>\n");
    }

    /// The words of a paragraph, with `{-…-}` and `{+…+}` as tracked changes.
    fn runs(&mut self, text: &str) {
        let mut rest = text;
        while let Some(start) = rest.find("{-").into_iter().chain(rest.find("{+")).min() {
            let (before, marked) = rest.split_at(start);
            let deleted = marked.starts_with("{-");
            let Some((words, after)) = marked[2..].split_once(if deleted { "-}" } else { "+}" }) else { break };
            self.run(before);
            self.change += 1;
            let (element, holder) = if deleted { ("w:del", "w:delText") } else { ("w:ins", "w:t") };
            self.xml.push_str(&format!(
                "<{element} w:id=\"{}\" w:author=\"経営企画課\" w:date=\"2026-03-16T10:30:00Z\"><w:r>\
                 <{holder} xml:space=\"preserve\">{}</{holder}></w:r></{element}>",
                self.change,
                escape(words)
            ));
            rest = after;
        }
        self.run(rest);
    }

    fn run(&mut self, words: &str) {
        if !words.is_empty() {
            self.xml.push_str(&format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(words)));
        }
    }

    fn table(&mut self, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(1);
        let widths = column_widths(rows, columns);
        self.xml.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>",
        );
        for width in &widths {
            self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>\n");
        for (index, row) in rows.iter().enumerate() {
            self.xml.push_str("<w:tr>");
            if index == 0 {
                self.xml.push_str("<w:trPr><w:tblHeader/></w:trPr>");
            }
            for (cell, width) in row.iter().zip(&widths) {
                let shade = if index == 0 { "<w:shd w:val=\"clear\" w:fill=\"E7E6E6\"/>" } else { "" };
                self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>"));
                self.paragraph("Cell", None, cell);
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>\n");
        }
        self.xml.push_str("</w:tbl>\n");
        self.paragraph("Normal", None, "");
    }
}

/// Widths in twentieths of a point that share the line by the longest words of each column.
fn column_widths(rows: &[Vec<String>], columns: usize) -> Vec<usize> {
    let longest = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(1).clamp(4, 24)
    };
    let all: usize = (0..columns).map(longest).sum();
    (0..columns).map(|column| 9000 * longest(column) / all.max(1)).collect()
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A number in full-width digits.
fn wide(number: u32) -> String {
    number.to_string().chars().map(|digit| char::from_u32(digit as u32 + 0xFEE0).unwrap_or(digit)).collect()
}

/// ア, イ, ウ … for sub-items.
fn kana(number: u32) -> char {
    "アイウエオカキクケコ".chars().nth(number as usize - 1).unwrap_or('サ')
}
