//! What the page shows. Nothing comes in; a run that went through puts it together.

use crate::case::Kept;
use crate::model::{Decision, Report};

/// A run that went through.
pub(super) struct Outcome {
    /// Which run; a page that speaks of an older one has to look again.
    pub number: u64,
    pub report: Report,
    pub kept: Kept,
    /// What people wrote into a workbook.
    pub book: Vec<Decision>,
    /// Paths of the files that were set aside.
    pub asides: Vec<String>,
    /// What the page shows first.
    pub overview: String,
}
