//! The comments part of a document in; a notice for each comment out, at the words on which it stands. A comment is no
//! text of a contract: it is shown, never credited.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use crate::model::{Notice, Place};
use crate::read::limits::Trouble;
use crate::read::xml::{Xml, attribute, push_text};

/// Comments that are shown one by one.
const SHOWN: usize = 30;
/// Letters of a comment that are shown.
const LETTERS: usize = 200;
/// Letters that are shown of the words on which it stands.
const ANCHOR: usize = 40;

/// Where a comment stands.
#[derive(Debug, Clone, Default)]
pub struct Anchor {
    pub line: u32,
    pub page: Option<u32>,
    /// The words on which it stands.
    pub words: String,
}

#[derive(Debug, Clone, Default)]
struct Comment {
    author: String,
    text: String,
    anchor: Option<Anchor>,
    is_remark: bool,
}

/// The comments of a document by id.
#[derive(Debug, Clone, Default)]
pub struct Comments {
    by_id: BTreeMap<String, Comment>,
    /// Ids in the order in which the body refers to them.
    order: Vec<String>,
}

impl Comments {
    /// Reads a comments part.
    pub fn read(text: &str) -> Result<Comments, Trouble> {
        let mut xml = Xml::new(text);
        let mut comments = Comments::default();
        let mut open: Option<(String, Comment)> = None;
        let mut in_text = false;
        loop {
            match xml.next()? {
                Event::Eof => return Ok(comments),
                Event::Start(start) => match start.local_name().as_ref() {
                    "comment" => {
                        let author = attribute(&start, "author").unwrap_or_default().trim().to_owned();
                        let id = attribute(&start, "id").unwrap_or_default().into_owned();
                        open = Some((id, Comment { author, ..Comment::default() }));
                    }
                    "t" => in_text = true,
                    "p" | "br" => {
                        if let Some((_, comment)) = open.as_mut().filter(|(_, comment)| !comment.text.is_empty()) {
                            comment.text.push('\n');
                        }
                    }
                    "del" | "moveFrom" | "pPr" | "rPr" => xml.skip(&start)?,
                    _ => {}
                },
                Event::End(end) => match end.local_name().as_ref() {
                    "comment" => {
                        if let Some((id, comment)) = open.take().filter(|(_, comment)| !comment.text.trim().is_empty())
                        {
                            comments.by_id.insert(id, comment);
                        }
                    }
                    "t" => in_text = false,
                    _ => {}
                },
                event if in_text => {
                    if let Some((_, comment)) = &mut open {
                        push_text(&event, &mut comment.text);
                    }
                }
                _ => {}
            }
        }
    }

    /// A comment stands there; whether that is news.
    pub fn tie(&mut self, id: &str, anchor: Anchor) -> bool {
        let Some(comment) = self.by_id.get_mut(id).filter(|comment| comment.anchor.is_none()) else { return false };
        self.order.push(id.to_owned());
        comment.anchor = Some(anchor);
        true
    }

    /// What stands in the remarks of a form for a comment.
    pub fn remark(&self, id: &str) -> Option<String> {
        self.by_id.get(id).map(|comment| format!("コメント{}: {}", comment.by(), comment.text.trim()))
    }

    /// These comments were read as remarks.
    pub fn are_remarks(&mut self, ids: &[String]) {
        for id in ids {
            self.by_id.entry(id.clone()).and_modify(|comment| comment.is_remark = true);
        }
    }

    /// A notice for each comment, in the order of the text.
    pub fn notices(&self) -> Vec<Notice> {
        // Comments whose place was deleted say nothing about the text.
        let comments = self.order.iter().filter_map(|id| self.by_id.get(id));
        let mut notices: Vec<Notice> = comments.take(SHOWN).filter_map(Comment::notice).collect();
        if self.order.len() > SHOWN {
            let message = format!(
                "コメントがほかに{}件あります。取決めや回答がコメントに書かれていないかどうかを確かめてください。",
                self.order.len() - SHOWN
            );
            notices.push(Notice::new(Place::default(), message));
        }
        notices
    }
}

impl Comment {
    fn by(&self) -> String {
        if self.author.is_empty() { String::new() } else { format!("({})", self.author) }
    }

    fn notice(&self) -> Option<Notice> {
        let anchor = self.anchor.as_ref()?;
        let on = cut(&anchor.words, ANCHOR);
        let on = if on.is_empty() { String::new() } else { format!("「{on}」に") };
        let how = if self.is_remark {
            "その行の備考として読みました"
        } else {
            "本文の取決めとしては読んでいません"
        };
        let message = format!(
            "{on}コメント{}があります:「{}」。{how}。取決めや回答であれば、本文に書き入れてください。",
            self.by(),
            cut(&self.text, LETTERS)
        );
        let place = Place { line: Some(anchor.line), page: anchor.page, ..Place::default() };
        Some(Notice::new(place, message))
    }
}

/// The first letters, in one line.
fn cut(text: &str, letters: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= letters { text } else { text.chars().take(letters).chain(['…']).collect() }
}
