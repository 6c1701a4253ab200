//! News about a paper that could not be understood. It travels with the value and never stops the run.

use super::Place;

/// Something in a paper that could not be read or understood.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// Document id (`d1`); empty until the document has one.
    pub document: String,
    /// Where in the paper.
    pub place: Place,
    /// One sentence for a clerk: what, and what to do.
    pub message: String,
    /// Duties whose answer this could change; non-empty makes silence on them `undecided`.
    pub duties: Vec<super::DutyId>,
}

impl Notice {
    /// A notice about a place.
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        Notice { document: String::new(), place, message: message.into(), duties: Vec::new() }
    }
}

/// A value and the news that came with it.
#[derive(Debug, Clone)]
pub struct Noted<T> {
    /// The value.
    pub value: T,
    /// The news.
    pub notices: Vec<Notice>,
}
