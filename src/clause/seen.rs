//! An act that a sentence claims, with all that bears on its weight: what the steps that find acts hand to those that weigh them.

use std::ops::Range;

use super::doer::Clause;
use super::form::Use;
use super::statement::Around;
use crate::catalogue::Scan;
use crate::model::{Confidence, DutyId};

/// One act that the sentence claims, with all that bears on its weight.
pub(super) struct Seen<'a> {
    pub(super) duty: DutyId,
    pub(super) half: Option<String>,
    pub(super) found: Use,
    pub(super) act: String,
    pub(super) stem: Range<usize>,
    pub(super) object: String,
    pub(super) confidence: Confidence,
    pub(super) clause: &'a Clause,
    pub(super) text: &'a str,
    pub(super) sentence: &'a str,
    pub(super) whole_ending: &'a str,
    pub(super) around: &'a Around<'a>,
    pub(super) is_open: bool,
    /// The words of the duties in the sentence.
    pub(super) scan: &'a Scan,
    /// And in its heading, its lead-in and what it points back to.
    pub(super) context: &'a Scan,
}
