//! What readers say in the same words: that nothing could be read and why, and how often something was left out.

use super::limits::Trouble;
use super::office::notice_of;
use crate::model::{Content, Noted, Notice, Place};

/// Said of words that are struck through in running text; `{}` is how many places.
pub const STRUCK: &str = "取り消し線の付いた文字が{}か所あり、削除されたものとして読んでいません。本当に削除した文字かどうかを確かめてください。";

/// Nothing was read, and why.
pub fn nothing(message: &str) -> Noted<Content> {
    Noted { value: Content::Nothing, notices: vec![Notice::new(Place::default(), message)] }
}

/// What was read of a package of parts, or nothing and what stood in the way.
pub fn or_nothing(read: Result<Noted<Content>, Trouble>) -> Noted<Content> {
    read.unwrap_or_else(|trouble| Noted { value: Content::Nothing, notices: vec![notice_of(trouble, false)] })
}

/// A notice about the whole paper for each thing that was met at least once; `{}` in its sentence is how often.
pub fn counted(met: &[(usize, &str)]) -> Vec<Notice> {
    let met = met.iter().filter(|(times, _)| *times > 0);
    met.map(|(times, words)| Notice::new(Place::default(), words.replace("{}", &times.to_string()))).collect()
}
