//! A finding: something a person has to act on beside the states.

use super::{DutyId, Place};

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Act first.
    High,
    /// Act.
    Medium,
    /// Put in order when next at it.
    Low,
}

impl Severity {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
        }
    }

    /// The word a Japanese reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Severity::High => "高",
            Severity::Medium => "中",
            Severity::Low => "低",
        }
    }
}

/// A place in a named document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingPlace {
    /// Document id.
    pub document: String,
    /// Where in it.
    pub place: Place,
}

/// Something a person has to act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `f-` and 12 hex digits over rule, duty, system and place: stable while those stay.
    pub id: String,
    /// Rule id, equal to the rule's file name.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// The duty, where it is about one.
    pub duty: Option<DutyId>,
    /// System id, where it is about one.
    pub system: Option<String>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub remedy: String,
    /// Where it shows first; «not written anywhere» points at the paper in which one would expect it.
    pub primary: FindingPlace,
    /// Further places.
    pub places: Vec<FindingPlace>,
}
