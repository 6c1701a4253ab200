//! What the page shows. Nothing comes in; a run that went through puts it together.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::case::{Fault, Kept};
use crate::catalogue::Catalogue;
use crate::model::{Decision, Finding, Lang, Notice, Report, Workflow};
use crate::review::{self, Past};

/// A run that went through.
pub(super) struct Outcome {
    /// Which run; a page that speaks of an older one has to look again.
    pub number: u64,
    pub report: Report,
    pub kept: Kept,
    /// What people wrote into a workbook, and last year where there is none of this year.
    pub written: Vec<Decision>,
    /// Paths of the files that were set aside.
    pub asides: Vec<String>,
    pub last: Last,
    /// What the page shows first.
    pub overview: String,
}

/// What this year is compared with.
#[derive(Clone)]
pub(super) enum Last {
    /// Nothing was named.
    Unnamed,
    /// Last year, and what the report held before it was compared.
    Known(Arc<Past>, Before),
    /// It cannot be used: where it lies and why.
    Refused(PathBuf, Vec<Fault>),
}

/// The parts of a report that a comparison changes, as they were.
#[derive(Clone)]
pub(super) struct Before {
    workflow: Workflow,
    findings: Vec<Finding>,
    notices: Vec<Notice>,
}

impl Before {
    pub fn of(report: &Report) -> Before {
        Before { workflow: report.plan.workflow, findings: report.findings.clone(), notices: report.notices.clone() }
    }
}

/// Puts decisions beside the gaps of a report, then compares it with last year: what is overdue depends on both.
pub(super) fn review(report: &mut Report, kept: &Kept, written: &[Decision], last: &Last, catalogue: &Catalogue) {
    report.decisions = review::review(kept.clone().over(written.to_vec()), report);
    if let Last::Known(past, before) = last {
        report.plan.workflow = before.workflow;
        report.findings.clone_from(&before.findings);
        report.notices.clone_from(&before.notices);
        review::annual(report, past, catalogue);
    }
}

/// A fault in both languages.
pub(super) fn told(fault: &Fault) -> Value {
    json!({ "ja": fault.say(Lang::Ja), "en": fault.say(Lang::En) })
}
