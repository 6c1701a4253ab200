//! The bytes of a page (html, also as Word and Excel save it) in, its paragraphs, lists and tables out, as a browser
//! shows them. Scripts, menus and what is hidden stay out.

mod effect;
mod element;
mod ends;
#[cfg(test)]
mod hostile;
mod letters;
mod list;
mod page;
mod style;
mod table;
#[cfg(test)]
mod tests;

use self::page::{Page, Seen};
use crate::model::{Block, Content, Noted, Notice, Paragraph, Place};
use crate::read::news::{STRUCK, counted};

/// Reads a page.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    let (text, is_whole) = letters::letters(bytes);
    let mut page = Page::new(list::counts(&text));
    page.read(&text);
    let (blocks, seen) = page.finish();
    let mut notices = notices(&seen);
    notices.extend(seen.stops.as_ref().map(|(line, last)| ends::notice(*line, last)));
    if !is_whole {
        let message = "文字コードを判定できず、読めない文字がありました。ブラウザーで開き、文章をdocx形式又はUTF-8のtxt形式に写して入れてください。";
        notices.push(Notice::new(Place::default(), message));
    }
    Noted { value: Content::Flow(titled(blocks, seen.title.trim())), notices }
}

/// The blocks under the title of the page, where they do not begin with a heading themselves.
fn titled(mut blocks: Vec<Block>, title: &str) -> Vec<Block> {
    let has_heading = blocks.iter().take(4).any(
        |block| matches!(block, Block::Paragraph(paragraph) if paragraph.heading.is_some() || paragraph.text.contains(title)),
    );
    if !title.is_empty() && !blocks.is_empty() && !has_heading && title.chars().count() <= 60 {
        blocks.insert(0, Block::Paragraph(Paragraph { text: title.to_owned(), line: 1, ..Paragraph::default() }));
    }
    blocks
}

fn notices(seen: &Seen) -> Vec<Notice> {
    counted(&[
        (seen.struck, STRUCK),
        (
            seen.hidden,
            "画面に表示されない部分が{}か所あり、読んでいません。必要な内容であれば、表示した文章をdocx形式又はtxt形式に写して入れてください。",
        ),
        (
            seen.loud,
            "並んだ回答の語のうち一部だけを太字・下線・枠などで目立たせた所が{}か所あり、回答の印とは読んでいません。回答であれば、○などの印を付けて保存し直してください。",
        ),
        (
            seen.comments,
            "コメントが{}件あり、読んでいません。取決めや回答がコメントに書かれていないかどうかを確かめてください。",
        ),
        (
            seen.frames,
            "別のページが{}か所に埋め込まれていて、読んでいません。そのページを開き、文章をdocx形式又はtxt形式に写して入れてください。",
        ),
        (
            usize::from(seen.is_cut),
            "ページが大きすぎるため、途中までしか読んでいません。必要な部分だけのファイルに分けてください。",
        ),
    ])
}
