//! The whole result of a run, before any output draws it.

use super::{Assessment, Claim, Comparison, Corrected, Document, Finding, Notice, Plan, Reviewed, Swayed, Verdict};

/// Everything a run found. All outputs draw from this one value, so they cannot disagree.
#[derive(Debug, Clone)]
pub struct Report {
    /// How it was judged; systems are complete here, also in a case without a manifest.
    pub plan: Plan,
    /// The papers, in the order of their paths.
    pub documents: Vec<Document>,
    /// All claims, with ids.
    pub claims: Vec<Claim>,
    /// One verdict per duty and system, in the order of the catalogue, then of the systems.
    pub verdicts: Vec<Verdict>,
    /// The findings, worst first.
    pub findings: Vec<Finding>,
    /// What guidelines and authorities ask of the whole case, with the answers.
    pub assessments: Vec<Assessment>,
    /// What people corrected in the reading, applied or lapsed, in the order in which they said it.
    pub corrections: Vec<Corrected>,
    /// What people decided earlier, in the order of their rows.
    pub decisions: Vec<Reviewed>,
    /// This year against last year; none outside of an annual review.
    pub comparison: Option<Comparison>,
    /// What could not be read or understood, in the order of documents and places.
    pub notices: Vec<Notice>,
}

impl Report {
    /// The corrections to which a verdict owes something: wherever it is shown, so are they.
    pub fn corrections_on<'a>(&'a self, verdict: &'a Verdict) -> impl Iterator<Item = (&'a Corrected, &'a Swayed)> {
        self.corrections.iter().filter(|one| one.correction.duty == verdict.duty).filter_map(|one| {
            let touched = one.touched.iter().find(|touched| touched.system == verdict.system)?;
            Some((one, touched))
        })
    }
}
