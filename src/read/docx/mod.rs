//! The bytes of a docx document in, its paragraphs and tables out, with the automatic numbers that Word prints and with
//! tracked changes accepted. Footnotes and endnotes follow the body; headers and footers stay out.

mod body;
mod numbering;
mod numerals;
mod properties;
mod styles;
#[cfg(test)]
mod tests;

use self::body::{Body, Seen};
use self::numbering::Numbering;
use self::styles::Styles;
use super::limits::{Package, Trouble};
use super::office::{Relation, notice_of, relations};
use super::xml::{count, letters};
use crate::model::{Content, Noted, Notice, Place};

/// Reads a document. What was read before a damaged spot is kept, with a notice.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    document(bytes)
        .unwrap_or_else(|trouble| Noted { value: Content::Nothing, notices: vec![notice_of(trouble, false)] })
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
    let comments = aside(&mut package, &related, "comments", |text| count(text, &["comment"]), &mut trouble);

    let mut body = Body::new(&styles, numbering);
    let (mut blocks, broken) = body.read(&letters(&story));
    trouble = trouble.or(broken);
    for kind in ["footnotes", "endnotes"] {
        let (notes, broken) = aside(&mut package, &related, kind, |text| Ok(body.read(text)), &mut trouble);
        blocks.extend(notes);
        trouble = trouble.or(broken);
    }
    let mut notices = notices(&body.seen, comments);
    notices.extend(trouble.map(|trouble| notice_of(trouble, true)));
    Ok(Noted { value: Content::Flow(blocks), notices })
}

/// Reads a part that stands beside the story; the default where there is none, or where it is in trouble.
fn aside<T: Default>(
    package: &mut Package<'_>,
    related: &[Relation],
    kind: &str,
    read: impl FnOnce(&str) -> Result<T, Trouble>,
    trouble: &mut Option<Trouble>,
) -> T {
    let Some(relation) = related.iter().find(|relation| relation.kind == kind) else { return T::default() };
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

fn notices(seen: &Seen, comments: usize) -> Vec<Notice> {
    let mut messages = Vec::new();
    if seen.inserted + seen.deleted > 0 {
        messages.push(format!(
            "変更履歴が残っているため、すべて承諾した状態(追加{}か所、削除{}か所)で読みました。確定した文書かどうかを確かめてください。",
            seen.inserted, seen.deleted
        ));
    }
    if seen.struck > 0 {
        messages.push(format!(
            "取り消し線の付いた文字が{}か所あり、削除されたものとして読んでいません。本当に削除した文字かどうかを確かめてください。",
            seen.struck
        ));
    }
    if seen.hidden > 0 {
        messages.push(format!(
            "隠し文字が{}か所あり、読んでいません。必要な内容であれば、隠し文字を解除して保存し直してください。",
            seen.hidden
        ));
    }
    if comments > 0 {
        messages.push(format!(
            "コメントが{comments}件あり、読んでいません。取決めや回答がコメントに書かれていないかどうかを確かめてください。"
        ));
    }
    if seen.embedded > 0 {
        messages.push(format!(
            "埋め込まれた別の文書が{}件あり、読んでいません。その文書を別のファイルとして入れてください。",
            seen.embedded
        ));
    }
    messages.into_iter().map(|message| Notice::new(Place::default(), message)).collect()
}
