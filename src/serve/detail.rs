//! One duty in one system, as the page shows it. In: the outcome of a run, a duty and a system. Out: JSON with what the hospital's and
//! all other papers say, each sentence with its place and what stands around it; why the state is what it is; what to propose; what people
//! corrected and decided. None where the case has no such pair.

use serde_json::{Value, json};

use super::outcome::Outcome;
use super::overview::HEADINGS;
use super::since;
use crate::case::stamp_of;
use crate::catalogue::{Basis, Catalogue, Direction};
use crate::model::{Claim, Confidence, Corrected, Document, DutyId, Entered, Ruling, Verdict};
use crate::report::html::state_class;
use crate::report::tables::{Gap, Index, gap_of, row_of, strength, unit_of, words};
use crate::review;

/// Letters of an article that are shown around a sentence.
const AROUND: usize = 2000;

/// The JSON.
pub(super) fn text(outcome: &Outcome, catalogue: &Catalogue, duty: &str, system: &str) -> Option<String> {
    let report = &outcome.report;
    let index = Index::new(report, catalogue);
    let verdict = index.verdict(&DutyId::new(duty), system)?;
    let gap = gap_of(&index, verdict);
    let data = index.duty(&verdict.duty);
    let by_hand = report.corrections_on(verdict).next().map(|(_, touched)| {
        json!({ "ja": touched.before.ja(), "en": words::name_en(touched.before), "changed": touched.before != touched.after })
    });
    let basis = catalogue.guidelines.basis(&verdict.duty, report.plan.guideline);
    let findings = report.findings.iter().filter(|finding| {
        finding.duty.as_ref() == Some(&verdict.duty) && finding.system.as_deref().is_none_or(|id| id == system)
    });
    let detail = json!({
        "number": outcome.number,
        "duty": duty,
        "system": system,
        "title": { "ja": catalogue.title(&verdict.duty), "en": data.map_or(duty, |data| data.title_en.as_str()) },
        "plain": { "ja": data.map(|data| &data.plain_ja), "en": data.map(|data| &data.plain_en) },
        "system_name": index.system_name(system),
        "state": {
            "id": verdict.state.id(), "mark": words::mark(verdict.state), "ja": verdict.state.ja(),
            "en": words::name_en(verdict.state), "look": state_class(verdict.state),
            "rests": verdict.state.is_at_rest(),
            "means": { "ja": words::meaning(verdict.state), "en": words::meaning_en(verdict.state) },
        },
        "holder": verdict.holder.map(crate::model::Party::id),
        "priority": (!verdict.state.is_at_rest()).then(|| gap.priority.letter()),
        "why": verdict.why,
        "by_hand": by_hand,
        "since": since::of_duty(&index, &verdict.duty, system),
        "basis": basis.iter().map(Basis::in_words).collect::<Vec<_>>(),
        "sides": [side(&index, &gap, true), side(&index, &gap, false)],
        "dropped": dropped(&index, verdict),
        "ask": if verdict.state.is_at_rest() { "" } else { gap.ask.as_str() },
        "proposal": proposal(&gap),
        "findings": findings.map(|finding| json!({ "says": finding.message, "remedy": finding.remedy })).collect::<Vec<_>>(),
        "decision": decision(outcome, verdict),
    });
    Some(detail.to_string())
}

/// What one side's papers say. Contracts stand with the vendor's papers: they are what can bind it.
fn side(index: &Index, gap: &Gap, hospital: bool) -> Value {
    let is_side = |id: &str| index.document(id).is_some_and(review::of_hospital) == hospital;
    let claims = gap.claims.iter().filter(|claim| is_side(&claim.document));
    let searched = gap.verdict.searched.iter().filter(|id| is_side(id));
    json!({
        "claims": claims.map(|claim| said(index, claim)).collect::<Vec<_>>(),
        "searched": searched.map(|id| index.document_name(id)).collect::<Vec<_>>(),
    })
}

/// A sentence and what was read in it.
fn said(index: &Index, claim: &Claim) -> Value {
    let document = index.document(&claim.document);
    let correction = corrected(index, claim).map(|one| correction(&one.correction));
    json!({
        "id": claim.id,
        "path": document.map_or("", |document| document.path.as_str()),
        "kind": document.map(|document| document.kind.id()),
        "place": claim.quote.place.in_words(),
        "line": claim.quote.place.line,
        "quote": claim.quote.text,
        "around": document.and_then(|document| around(document, claim)),
        "said": strength(claim),
        "holder": claim.holder.id(),
        "strength": claim.strength.id(),
        "condition": claim.condition,
        "scope": claim.scope,
        "sure": match claim.confidence {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        },
        "step": claim.why.step,
        "agent": claim.why.agent,
        "correction": correction,
    })
}

/// The correction that made a claim what it is.
pub(super) fn corrected<'a>(index: &Index<'a>, claim: &Claim) -> Option<&'a Corrected> {
    if claim.why.step != review::BY_HAND {
        return None;
    }
    let is_of = |one: &&Corrected| {
        one.document.as_ref() == Some(&claim.document)
            && one.correction.duty == claim.duty
            && one.correction.change != Ruling::Drop
            && one.claims.iter().any(|before| before.quote == claim.quote && before.condition == claim.condition)
    };
    // where two corrections meet, the later one has made it
    index.report.corrections.iter().rfind(is_of)
}

fn correction(one: &crate::model::Correction) -> Value {
    json!({
        "stamp": stamp_of(one),
        "change": one.change.id(),
        "holder": match one.change { Ruling::Holder(party) => Some(party.id()), _ => None },
        "says": one.change.ja(),
        "reason": one.reason,
        "by": one.by,
        "day": one.day.map(|day| day.to_string()),
        "read_as": one.read_as,
    })
}

/// The row or the article in which a sentence stands.
fn around(document: &Document, claim: &Claim) -> Option<String> {
    let place = &claim.quote.place;
    let text = match (row_of(document, place), unit_of(document, place)) {
        (Some(row), _) => {
            let row = &document.rows[row];
            let remark = row.remark.as_ref().map(|remark| format!("\n{remark}")).unwrap_or_default();
            format!("{} {}{remark}", row.number, row.text)
        }
        (None, Some(unit)) => document.units[unit].text.clone(),
        (None, None) => return None,
    };
    (text.trim() != claim.quote.text.trim()).then(|| text.chars().take(AROUND).collect())
}

/// Sentences that a person took away from this verdict.
fn dropped(index: &Index, verdict: &Verdict) -> Vec<Value> {
    let all = index.report.corrections_on(verdict).filter(|(one, _)| one.correction.change == Ruling::Drop);
    all.map(|(one, _)| {
        let mut shown = correction(&one.correction);
        shown["quote"] = json!(one.correction.quote);
        shown["path"] = json!(one.correction.path);
        shown["place"] = json!(one.correction.place.in_words());
        shown
    })
    .collect()
}

/// Texts to copy.
fn proposal(gap: &Gap) -> Value {
    let texts = gap.proposal.iter().flat_map(|proposal| &proposal.texts).map(|text| {
        let (ja, en) = match text.direction {
            Direction::Contract => ("契約条項案", "For the contract"),
            Direction::ContractHospital => {
                ("契約条項案(病院の義務とする場合)", "For the contract, as the hospital's duty")
            }
            Direction::Rule => ("規程条文案", "For the hospital's rules"),
            Direction::Question => ("事業者への質問", "To ask the vendor"),
        };
        json!({ "for": { "ja": ja, "en": en }, "ja": text.ja, "en": text.en })
    });
    json!({ "texts": texts.collect::<Vec<_>>() })
}

/// What people decided, and what has become of it. `stamp` names what is kept of the page's own entries.
fn decision(outcome: &Outcome, verdict: &Verdict) -> Value {
    let is_on = |on: &(DutyId, String)| on.0 == verdict.duty && on.1 == verdict.system;
    let all = outcome.report.decisions.iter();
    let one = all.clone().find(|one| one.decision.on.as_ref().is_some_and(is_on));
    let entry = |heading: &str| one.and_then(|one| one.decision.entry(heading)).map(Entered::words);
    let entries: Vec<Value> =
        HEADINGS.iter().map(|heading| json!([heading, entry(heading).unwrap_or_default()])).collect();
    let added = one.iter().flat_map(|one| &one.decision.entries);
    let added = added.filter(|(heading, _)| !HEADINGS.contains(&heading.as_str()));
    let kept = outcome.kept.decision(verdict.duty.as_str(), &verdict.system);
    json!({
        "entries": entries,
        "added": added.map(|(heading, words)| json!([heading, words.words()])).collect::<Vec<_>>(),
        "standing": one.map(|one| json!({ "id": one.standing.id(), "ja": one.standing.ja(), "why": one.why })),
        "place": one.map(|one| &one.decision.place),
        "stamp": kept.map(crate::case::KeptDecision::stamp).unwrap_or_default(),
    })
}
