//! The bytes of a docx document in, its paragraphs and tables out, with the automatic numbers that Word prints and with
//! tracked changes accepted. Footnotes and endnotes follow the paragraph or table that refers to them; headers and footers
//! stay out, comments become notices, and so do words of headers that may settle something.

mod body;
mod comments;
mod field;
mod furniture;
#[cfg(test)]
mod hostile;
mod numbering;
mod open;
mod properties;
mod styles;
#[cfg(test)]
mod tests;

use self::body::{Body, Seen};
use self::comments::Comments;
use self::furniture::Furniture;
use self::numbering::Numbering;
use self::styles::Styles;
use super::limits::{Package, Trouble};
use super::news::{STRUCK, counted, or_nothing};
use super::office::{Relation, notice_of, relations};
use super::xml::letters;
use crate::model::{Block, Content, Noted, Notice, Paragraph};

/// Reads a document. What was read before a damaged spot is kept, with a notice.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    or_nothing(document(bytes))
}

fn document(bytes: &[u8]) -> Result<Noted<Content>, Trouble> {
    let mut package = Package::open(bytes)?;
    let main = relations(&mut package, "")?.into_iter().find(|relation| relation.kind == "officeDocument");
    let main = main.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target);
    let related = relations(&mut package, &main)?;
    let story = package.part(&main)?.ok_or(Trouble::Damaged)?;

    // Parts beside the story may be broken without taking the story with them.
    let mut trouble = None;
    let styles = aside(&mut package, &related, "styles", Styles::read, &mut trouble);
    let numbering = aside(&mut package, &related, "numbering", Numbering::read, &mut trouble);
    let comments = aside(&mut package, &related, "comments", Comments::read, &mut trouble);

    let mut body = Body::new(&styles, numbering, comments);
    for kind in ["footnotes", "endnotes"] {
        let broken = aside(&mut package, &related, kind, |text| Ok(body.read_notes(text)), &mut trouble);
        trouble = trouble.or(broken);
    }
    let (mut blocks, broken) = body.read_body(&letters(&story));
    trouble = trouble.or(broken);
    let mut around = Furniture::default();
    for relation in related.iter().filter(|relation| matches!(relation.kind.as_str(), "header" | "footer")) {
        let take = |text: &str| {
            around.take(text, body.read_header(text));
            Ok(())
        };
        part(&mut package, relation, take, &mut trouble);
    }
    if !is_titled(&blocks) {
        let title = around.title().map(str::to_owned);
        blocks.splice(0..0, title.map(|text| Block::Paragraph(Paragraph { text, line: 1, ..Paragraph::default() })));
    }
    let mut notices = notices(&body.seen);
    notices.extend(around.notice(&blocks));
    notices.extend(body.into_comments().notices());
    notices.extend(trouble.map(|trouble| notice_of(trouble, true)));
    Ok(Noted { value: Content::Flow(blocks), notices })
}

/// Whether a document begins with words that may name it. Where it begins with an article, a sentence or a table, the name
/// may stand in the header alone.
fn is_titled(blocks: &[Block]) -> bool {
    match blocks.first() {
        Some(Block::Paragraph(paragraph)) => {
            let text = paragraph.text.trim_start();
            paragraph.heading.is_some()
                || paragraph.label.is_none() && !text.contains('。') && !text.starts_with(['第', '(', '（', '1', '１'])
        }
        Some(Block::Table(_)) => false,
        None => true,
    }
}

/// Reads a part that stands beside the story; the default where there is none, or where it is in trouble.
fn aside<T: Default>(
    package: &mut Package<'_>,
    related: &[Relation],
    kind: &str,
    read: impl FnOnce(&str) -> Result<T, Trouble>,
    trouble: &mut Option<Trouble>,
) -> T {
    let relation = related.iter().find(|relation| relation.kind == kind);
    relation.map_or_else(T::default, |relation| part(package, relation, read, trouble))
}

/// The same of the part to which a relation leads.
fn part<T: Default>(
    package: &mut Package<'_>,
    relation: &Relation,
    read: impl FnOnce(&str) -> Result<T, Trouble>,
    trouble: &mut Option<Trouble>,
) -> T {
    let found = match package.part(&relation.target) {
        Ok(Some(bytes)) => read(&letters(&bytes)),
        Ok(None) => Ok(T::default()),
        Err(broken) => Err(broken),
    };
    found.unwrap_or_else(|broken| {
        trouble.get_or_insert(broken);
        T::default()
    })
}

fn notices(seen: &Seen) -> Vec<Notice> {
    let tracked = format!(
        "変更履歴が残っているため、すべて承諾した状態(追加{}か所、削除{}か所)で読みました。確定した文書かどうかを確かめてください。",
        seen.inserted, seen.deleted
    );
    counted(&[
        (seen.inserted + seen.deleted, &tracked),
        (seen.struck, STRUCK),
        (
            seen.hidden,
            "隠し文字が{}か所あり、読んでいません。必要な内容であれば、隠し文字を解除して保存し直してください。",
        ),
        (seen.embedded, "埋め込まれた別の文書が{}件あり、読んでいません。その文書を別のファイルとして入れてください。"),
        (
            seen.formulas,
            "数式が{}か所あり、読んでいません。取決めに必要な数式であれば、文字に直して保存し直してください。",
        ),
        (
            seen.figures,
            "図(グラフやSmartArt)が{}か所あり、その中の文字は読んでいません。分担が図に書かれていれば、表か文章に直してください。",
        ),
    ])
}
