//! Papers in, what their containers hold out: running text with tables, or sheets of cells. Reading never fails; what
//! could not be read is said in a notice with what to do about it.

mod archive;
#[cfg(test)]
mod build;
mod columns;
mod compound;
mod docx;
mod frame;
#[cfg(test)]
mod hostile;
mod html;
mod json;
mod limits;
mod mail;
mod news;
mod numerals;
mod ods;
mod office;
mod pdf;
mod plain;
mod readers;
mod separated;
mod shape;
mod sheet;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use xlsx::{sheet_texts, strings_text};

pub use archive::{Packed, unpacked};
pub use readers::containers;
pub use shape::{flow_of, grid_of};

use sha2::{Digest, Sha256};

use crate::model::{Block, Content, Noted, Notice, Paper, Place, Source};
use crate::text::decode::{composed, is_decomposed};

/// Reads every paper, in the order of their paths.
pub fn all(papers: &[Paper]) -> Vec<Source> {
    let mut papers: Vec<&Paper> = papers.iter().collect();
    papers.sort_by(|one, other| one.path.cmp(&other.path));
    papers.into_iter().map(source).collect()
}

/// Reads one paper. Its container is recognised by its bytes; a container that cannot be read gives
/// [`Content::Nothing`] and a notice that says what to do.
pub fn source(paper: &Paper) -> Source {
    let (container, noted) = readers::read(paper);
    let Noted { value: mut content, mut notices } = noted;
    if let Content::Flow(blocks) = &mut content {
        blocks.iter_mut().for_each(compose);
    }
    notices.extend(content_bound(&mut content));
    let is_empty = match &content {
        Content::Flow(blocks) => blocks.is_empty(),
        Content::Book(grids) => grids.iter().all(|grid| grid.cells.is_empty()),
        Content::Nothing => false,
    };
    if is_empty {
        content = Content::Nothing;
        let message = "文字が1つもありませんでした。画像だけの文書であれば、文字の入った元の文書に入れ替えてください。";
        notices.push(Notice::new(Place::default(), message));
    }
    Source { path: paper.path.clone(), sha256: fingerprint(&paper.bytes), container, content, notices }
}

/// Kana whose voice marks stand apart in one letter each.
fn compose(block: &mut Block) {
    let compose = |text: &mut String| {
        if is_decomposed(text) {
            *text = composed(text);
        }
    };
    match block {
        Block::Paragraph(paragraph) => compose(&mut paragraph.text),
        Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| compose(&mut cell.text)),
    }
}

/// Cuts paragraphs and cells that are longer than any text a person writes, and says where.
fn content_bound(content: &mut Content) -> Vec<Notice> {
    let Content::Flow(blocks) = content else { return Vec::new() };
    let mut notices = Vec::new();
    for block in blocks {
        let (texts, line, page): (Vec<&mut String>, u32, Option<u32>) = match block {
            Block::Paragraph(paragraph) => (vec![&mut paragraph.text], paragraph.line, paragraph.page),
            Block::Table(table) => {
                (table.rows.iter_mut().flatten().map(|cell| &mut cell.text).collect(), table.line, table.page)
            }
        };
        for text in texts.into_iter().filter(|text| text.len() > limits::MAX_PARAGRAPH) {
            text.truncate(text.floor_char_boundary(limits::MAX_PARAGRAPH));
            let message = "1つの段落が長すぎるため、途中までしか読んでいません。改行を入れて保存し直してください。";
            notices.push(Notice::new(Place { line: Some(line), page, ..Place::default() }, message));
        }
    }
    notices
}

/// SHA-256 in lower-case hex.
fn fingerprint(bytes: &[u8]) -> String {
    crate::text::hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_without_an_end_is_cut_and_told() {
        let text = format!("第1条 乙は、{}。\n第2条 甲は、点検する。", "複製、".repeat(limits::MAX_PARAGRAPH));
        let source = source(&Paper { path: "a.txt".to_owned(), bytes: text.into() });
        let Content::Flow(blocks) = &source.content else { panic!("running text") };
        let letters = |block: &Block| match block {
            Block::Paragraph(paragraph) => paragraph.text.len(),
            Block::Table(_) => 0,
        };
        assert!(blocks.len() == 2 && blocks.iter().all(|block| letters(block) <= limits::MAX_PARAGRAPH));
        assert_eq!(source.notices.len(), 1);
        assert_eq!(source.notices[0].place.line, Some(1));
    }

    #[test]
    fn sources_come_in_the_order_of_paths_with_their_fingerprint() {
        let paper = |path: &str, text: &str| Paper { path: path.to_owned(), bytes: text.into() };
        let sources = all(&[paper("b.txt", "abc"), paper("a.txt", "")]);
        assert_eq!(sources.iter().map(|source| source.path.as_str()).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
        assert_eq!(sources[1].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(matches!(sources[0].content, Content::Nothing));
        assert!(matches!(sources[1].content, Content::Flow(_)));
    }

    #[test]
    fn letters_of_a_mac_are_put_together() {
        let source = source(&Paper { path: "a.txt".to_owned(), bytes: "ハ\u{3099}ックアッフ\u{309a}".into() });
        assert!(
            matches!(&source.content, Content::Flow(blocks) if matches!(&blocks[0], Block::Paragraph(one) if one.text == "バックアップ"))
        );
    }
}
