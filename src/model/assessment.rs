//! An assessment: a question that a guideline or an authority asks of the whole case, and what the papers answer.

use super::FindingPlace;

/// What the papers answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reply {
    /// They show it.
    Yes,
    /// They show the opposite.
    No,
    /// They show neither.
    NotShown,
}

impl Reply {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Reply::Yes => "yes",
            Reply::No => "no",
            Reply::NotShown => "not-shown",
        }
    }

    /// The words a Japanese reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Reply::Yes => "はい",
            Reply::No => "いいえ",
            Reply::NotShown => "書面で示されていない",
        }
    }
}

/// A question of a guideline to the case, with the answer and the words it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Which question (`deemed-volume`, `update-duty`, `form-answers` …).
    pub id: &'static str,
    /// System id, where it is about one.
    pub system: Option<String>,
    /// The question, in words.
    pub question: String,
    /// The answer.
    pub reply: Reply,
    /// Why, in one sentence for a clerk.
    pub why: String,
    /// Which guideline or notice asks.
    pub basis: &'static str,
    /// The words it rests on: letters of a paper and where they stand.
    pub grounds: Vec<(String, FindingPlace)>,
}
