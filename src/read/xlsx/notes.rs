//! Comments of both kinds in, their words by cell out: the note of old kind, and the thread of new kind whose twin among the notes
//! only asks to open the paper elsewhere.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::read::limits::Trouble;
use crate::read::sheet::place;
use crate::read::xml::{Xml, attribute, push_text};

/// Words by cell.
pub type Notes = BTreeMap<(u32, u32), Vec<String>>;

/// The notes of a part of comments, without their author's name, and without the twins of threads.
pub fn notes(text: &str) -> Result<Notes, Trouble> {
    let mut xml = Xml::new(text);
    let (mut notes, mut authors, mut words) = (Notes::new(), Vec::new(), String::new());
    loop {
        match xml.next()? {
            Event::Eof => return Ok(notes),
            Event::Start(start) => match start.local_name().as_ref() {
                "author" => words.clear(),
                "comment" => {
                    let Some(cell) = attribute(&start, "ref").as_deref().and_then(place) else { continue };
                    let author = attribute(&start, "authorId").and_then(|id| id.parse::<usize>().ok());
                    let author = author.and_then(|id| authors.get(id)).map_or("", String::as_str);
                    let words = texts(&mut xml, &start)?;
                    if !author.starts_with("tc=") {
                        push(&mut notes, cell, without_author(&words, author));
                    }
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "author" => authors.push(std::mem::take(&mut words)),
            event => push_text(&event, &mut words),
        }
    }
}

/// The threads of a part of threaded comments, replies after what they answer.
pub fn threads(text: &str) -> Result<Notes, Trouble> {
    let mut xml = Xml::new(text);
    let mut notes = Notes::new();
    loop {
        match xml.next()? {
            Event::Eof => return Ok(notes),
            Event::Start(start) if start.local_name().as_ref() == "threadedComment" => {
                let Some(cell) = attribute(&start, "ref").as_deref().and_then(place) else { continue };
                let words = texts(&mut xml, &start)?;
                push(&mut notes, cell, words.trim());
            }
            _ => {}
        }
    }
}

fn push(notes: &mut Notes, cell: (u32, u32), words: &str) {
    if !words.is_empty() {
        notes.entry(cell).or_default().push(words.to_owned());
    }
}

/// The letters of every text inside an element, without readings of kanji.
fn texts(xml: &mut Xml<'_>, holder: &BytesStart<'_>) -> Result<String, Trouble> {
    let (mut words, mut in_text) = (String::new(), false);
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(end) if end.name() == holder.name() => return Ok(words),
            Event::Start(start) => match start.local_name().as_ref() {
                "t" | "text" => {
                    in_text = start.local_name().as_ref() == "t" || holder.local_name().as_ref() == "threadedComment"
                }
                "rPh" => xml.skip(&start)?,
                _ => {}
            },
            Event::End(_) => in_text = false,
            event if in_text => push_text(&event, &mut words),
            _ => {}
        }
    }
}

fn without_author<'w>(words: &'w str, author: &str) -> &'w str {
    let rest = words.trim().strip_prefix(author).filter(|_| !author.is_empty());
    rest.and_then(|rest| rest.strip_prefix([':', '：'])).unwrap_or(words).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_read_without_their_frame() {
        let text = "<comments><authors><author>架空 花子</author><author>tc={1}</author></authors><commentList>\
            <comment ref=\"B2\" authorId=\"0\"><text><r><rPr><b/></rPr><t>架空 花子:</t></r><r><t>\n次回に確かめる</t></r></text></comment>\
            <comment ref=\"B3\" authorId=\"1\"><text><t>[Threaded comment]</t></text></comment>\
            <comment ref=\"B4\" authorId=\"0\"><text><t>病院<rPh><t>ビョウイン</t></rPh></t></text></comment></commentList></comments>";
        let found = notes(text).expect("reads");
        let shown: Vec<_> = found.into_iter().map(|(cell, words)| (cell, words.join("/"))).collect();
        assert_eq!(shown, [((1, 1), "次回に確かめる".to_owned()), ((3, 1), "病院".to_owned())]);
        let text = "<ThreadedComments><threadedComment ref=\"C5\" id=\"{1}\"><text>はい</text></threadedComment>\
            <threadedComment ref=\"C5\" id=\"{2}\" parentId=\"{1}\"><text>承知しました</text></threadedComment></ThreadedComments>";
        assert_eq!(threads(text).expect("reads")[&(4, 2)], ["はい", "承知しました"]);
    }
}
