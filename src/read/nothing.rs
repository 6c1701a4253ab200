//! What a reader gives that could read nothing: no content, and the sentence that says why.

use crate::model::{Content, Noted, Notice, Place};

/// Nothing was read, and why.
pub fn nothing(message: &str) -> Noted<Content> {
    Noted { value: Content::Nothing, notices: vec![Notice::new(Place::default(), message)] }
}
