//! This year against last year, as other programs read it.

use serde::Serialize;

use super::{FindingPlace, Place};
use crate::model;

/// The parts of an annual review; none of them stands in another report.
#[derive(Serialize)]
pub(super) struct Review<'a> {
    last: Last<'a>,
    pairs: Vec<Pair<'a>>,
    changes: Vec<Change<'a>>,
    shifts: Vec<Shift<'a>>,
    still_open: Vec<StillOpen<'a>>,
    overdue: Vec<Overdue<'a>>,
}

#[derive(Serialize)]
struct Last<'a> {
    path: &'a str,
    kept: &'static str,
    as_of: String,
    guideline: &'static str,
    version: Option<&'a str>,
    documents: Vec<Paper<'a>>,
}

#[derive(Serialize)]
struct Paper<'a> {
    path: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
struct Pair<'a> {
    then: &'a [String],
    now: &'a [String],
}

#[derive(Serialize)]
struct Change<'a> {
    kind: &'static str,
    effect: &'static str,
    document: Option<&'a str>,
    last_document: Option<&'a str>,
    about: &'a str,
    then: Option<Said<'a>>,
    now: Option<Said<'a>>,
    duties: Vec<Touched<'a>>,
    summary: &'a str,
}

#[derive(Serialize)]
struct Said<'a> {
    words: &'a str,
    place: Place<'a>,
}

#[derive(Serialize)]
struct Touched<'a> {
    duty: &'a str,
    system: &'a str,
    then: Option<&'static str>,
    now: Option<&'static str>,
    effect: &'static str,
}

#[derive(Serialize)]
struct Shift<'a> {
    duty: &'a str,
    system: &'a str,
    effect: &'static str,
    dropped: bool,
    then: Standing,
    now: Standing,
    why: &'a str,
    changes: &'a [usize],
}

#[derive(Serialize)]
struct Standing {
    state: &'static str,
    holder: Option<&'static str>,
}

#[derive(Serialize)]
struct StillOpen<'a> {
    duty: &'a str,
    system: &'a str,
    then: &'static str,
    now: &'static str,
}

#[derive(Serialize)]
struct Overdue<'a> {
    due: String,
    duty: Option<&'a str>,
    system: Option<&'a str>,
    place: Option<FindingPlace<'a>>,
    words: &'a str,
}

impl<'a> From<&'a model::Comparison> for Review<'a> {
    fn from(found: &'a model::Comparison) -> Self {
        let last = &found.last;
        Review {
            last: Last {
                path: &last.path,
                kept: last.kept.id(),
                as_of: last.as_of.to_string(),
                guideline: last.guideline.id(),
                version: last.version.as_deref(),
                documents: found.papers.iter().map(|(path, kind)| Paper { path, kind: kind.id() }).collect(),
            },
            pairs: found.pairs.iter().map(|pair| Pair { then: &pair.then, now: &pair.now }).collect(),
            changes: found.changes.iter().map(Change::from).collect(),
            shifts: found.shifts.iter().map(Shift::from).collect(),
            still_open: found.open.iter().map(StillOpen::from).collect(),
            overdue: found.overdue.iter().map(Overdue::from).collect(),
        }
    }
}

impl<'a> From<&'a model::Change> for Change<'a> {
    fn from(change: &'a model::Change) -> Self {
        Change {
            kind: change.sort.id(),
            effect: change.effect.id(),
            document: change.document.as_deref(),
            last_document: change.last_document.as_deref(),
            about: &change.about,
            then: change.then.as_ref().map(Said::from),
            now: change.now.as_ref().map(Said::from),
            duties: change.duties.iter().map(Touched::from).collect(),
            summary: &change.summary,
        }
    }
}

impl<'a> From<&'a model::Said> for Said<'a> {
    fn from(said: &'a model::Said) -> Self {
        Said { words: &said.words, place: Place::from(&said.place) }
    }
}

impl<'a> From<&'a model::Touched> for Touched<'a> {
    fn from(touched: &'a model::Touched) -> Self {
        Touched {
            duty: touched.duty.as_str(),
            system: &touched.system,
            then: touched.then.map(model::State::id),
            now: touched.now.map(model::State::id),
            effect: touched.effect.id(),
        }
    }
}

impl<'a> From<&'a model::Shift> for Shift<'a> {
    fn from(shift: &'a model::Shift) -> Self {
        let standing = |(state, holder): (model::State, Option<model::Party>)| Standing {
            state: state.id(),
            holder: holder.map(model::Party::id),
        };
        Shift {
            duty: shift.duty.as_str(),
            system: &shift.system,
            effect: shift.effect.id(),
            dropped: shift.dropped,
            then: standing(shift.then),
            now: standing(shift.now),
            why: &shift.why,
            changes: &shift.changes,
        }
    }
}

impl<'a> From<&'a model::StillOpen> for StillOpen<'a> {
    fn from(open: &'a model::StillOpen) -> Self {
        StillOpen { duty: open.duty.as_str(), system: &open.system, then: open.then.id(), now: open.now.id() }
    }
}

impl<'a> From<&'a model::Overdue> for Overdue<'a> {
    fn from(overdue: &'a model::Overdue) -> Self {
        Overdue {
            due: overdue.due.to_string(),
            duty: overdue.on.as_ref().map(|(duty, _)| duty.as_str()),
            system: overdue.on.as_ref().map(|(_, system)| system.as_str()),
            place: overdue.row.as_ref().map(|(document, place)| FindingPlace { document, place: Place::from(place) }),
            words: &overdue.words,
        }
    }
}
