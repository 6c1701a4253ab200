//! What the page shows first. In: the outcome of a run. Out: JSON with the papers, the counts, the matrix of duties by systems in short
//! marks, the order of the gaps and the corrections. Words of papers stand in it as plain text; the page never takes them for markup.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::outcome::Outcome;
use super::since;
use crate::case::stamp_of;
use crate::catalogue::Catalogue;
use crate::model::{Document, Kind, Lang, Party, Ruling, Side, State};
use crate::report::html::state_class;
use crate::report::tables::{Index, gaps, words};

/// Headings under which people decide on the page: those of the workbook.
pub(super) const HEADINGS: [&str; 6] = crate::review::COLUMNS;

/// The JSON.
pub(super) fn text(outcome: &Outcome, catalogue: &Catalogue) -> String {
    let report = &outcome.report;
    let plan = &report.plan;
    let index = Index::new(report, catalogue);
    let mut duties = Vec::new();
    for verdict in &report.verdicts {
        if duties.last() != Some(&&verdict.duty) && !duties.contains(&&verdict.duty) {
            duties.push(&verdict.duty);
        }
    }
    let ranked = gaps(&index);
    let priorities: BTreeMap<_, _> =
        ranked.iter().map(|gap| ((&gap.verdict.duty, gap.verdict.system.as_str()), gap.priority.letter())).collect();
    let standings: BTreeMap<_, _> = report
        .decisions
        .iter()
        .filter(|one| one.standing.is_carried())
        .filter_map(|one| one.decision.on.as_ref().map(|(duty, system)| ((duty, system.as_str()), one.standing)))
        .collect();
    let cell = |duty, system: &str| {
        let verdict = index.verdict(duty, system)?;
        let state = State::ALL.iter().position(|state| *state == verdict.state);
        let by_hand = u8::from(report.corrections_on(verdict).next().is_some());
        let standing = standings.get(&(duty, system)).map(|standing| standing.id());
        let holder = verdict.holder.map(Party::id);
        Some(json!([state, holder, priorities.get(&(duty, system)), by_hand, standing]))
    };
    let cells: Vec<Vec<Option<Value>>> =
        duties.iter().map(|duty| plan.systems.iter().map(|system| cell(duty, system.id.as_str())).collect()).collect();
    let at = |id: &str| plan.systems.iter().position(|system| system.id == id);
    let order: Vec<Value> = ranked
        .iter()
        .filter_map(|gap| {
            let duty = duties.iter().position(|duty| **duty == gap.verdict.duty)?;
            Some(json!([duty, at(&gap.verdict.system)?]))
        })
        .collect();
    let duties: Vec<Value> = duties
        .iter()
        .map(|id| {
            let duty = catalogue.duty(id);
            json!({
                "id": id.as_str(),
                "ja": catalogue.title(id),
                "en": duty.map_or(id.as_str(), |duty| duty.title_en.as_str()),
                "area": index.area(id),
                "weight": duty.map_or(1, |duty| duty.weight),
            })
        })
        .collect();
    let notices = report.notices.iter().filter(|notice| index.document(&notice.document).is_none());
    json!({
        "number": outcome.number,
        "version": env!("CARGO_PKG_VERSION"),
        "hospital": plan.hospital.name,
        "as_of": plan.as_of.to_string(),
        "guideline": plan.guideline.id(),
        "use": { "ja": words::workflow(plan.workflow, Lang::Ja), "en": words::workflow(plan.workflow, Lang::En) },
        "has_manifest": plan.has_manifest,
        "claims": report.claims.len(),
        "findings": report.findings.len(),
        "headings": HEADINGS,
        "states": states(outcome),
        "kinds": Kind::ALL.map(|kind| json!({ "id": kind.id(), "ja": kind.ja() })),
        "parties": Party::ALL.map(|party| json!({ "id": party.id(), "ja": party.ja() })),
        "holders": Ruling::HOLDERS.map(Party::id),
        "systems": plan.systems.iter().map(|one| json!({ "id": one.id, "name": one.name })).collect::<Vec<_>>(),
        "vendors": plan.vendors.iter().map(|one| json!({ "id": one.id, "name": one.name })).collect::<Vec<_>>(),
        "papers": report.documents.iter().map(|document| paper(outcome, &index, document)).collect::<Vec<_>>(),
        "notices": notices.map(|notice| &notice.message).collect::<Vec<_>>(),
        "duties": duties,
        "cells": cells,
        "order": order,
        "corrections": corrections(&index),
        "last": since::brief(outcome),
    })
    .to_string()
}

/// Every state with its words and how often it comes, worst first; `at` is its place in the cells.
fn states(outcome: &Outcome) -> Vec<Value> {
    let one = |state: State| {
        let count = outcome.report.verdicts.iter().filter(|verdict| verdict.state == state).count();
        json!({
            "at": State::ALL.iter().position(|other| *other == state),
            "id": state.id(),
            "mark": words::mark(state),
            "ja": state.ja(),
            "en": words::name_en(state),
            "means": { "ja": words::meaning(state), "en": words::meaning_en(state) },
            "look": state_class(state),
            "rests": state.is_at_rest(),
            "count": count,
        })
    };
    words::WORST_FIRST.map(one).to_vec()
}

/// A paper: what it was taken for and why, what the manifest says of it, what could not be read.
fn paper(outcome: &Outcome, index: &Index, document: &Document) -> Value {
    let report = &outcome.report;
    let told = report.plan.hint(&document.path).map(|hint| {
        json!({
            "kind": hint.kind.map(Kind::id),
            "side": hint.side.map(Side::id),
            "systems": hint.systems,
            "vendor": hint.vendor,
        })
    });
    let notices = report.notices.iter().filter(|notice| notice.document == document.id);
    let notices: Vec<Value> =
        notices.map(|notice| json!({ "place": notice.place.in_words(), "says": notice.message })).collect();
    json!({
        "id": document.id,
        "path": document.path,
        "kind": document.kind.id(),
        "reason": document.kind_reason,
        "edition": document.edition,
        "side": document.side.id(),
        "systems": index.systems_of(document).iter().map(|system| &system.id).collect::<Vec<_>>(),
        "vendor": document.vendor,
        "told": told,
        "rows": document.rows.len(),
        "units": document.units.len(),
        "claims": index.claims_of(&document.id).len(),
        "notices": notices,
    })
}

/// What people corrected, with what it did.
fn corrections(index: &Index) -> Vec<Value> {
    let one = |one: &crate::model::Corrected| {
        let correction = &one.correction;
        let touched: Vec<Value> = one
            .touched
            .iter()
            .map(|touched| json!({ "system": touched.system, "before": touched.before.id(), "after": touched.after.id() }))
            .collect();
        json!({
            "stamp": stamp_of(correction),
            "path": correction.path,
            "place": correction.place.in_words(),
            "duty": correction.duty.as_str(),
            "quote": correction.quote,
            "read_as": correction.read_as,
            "change": correction.change.id(),
            "holder": match correction.change { Ruling::Holder(party) => Some(party.id()), _ => None },
            "reason": correction.reason,
            "by": correction.by,
            "day": correction.day.map(|day| day.to_string()),
            "lapsed": one.lapsed,
            "touched": touched,
        })
    };
    index.report.corrections.iter().map(one).collect()
}
