//! What changed since last year, as the page shows it. In: the outcome of a run. Out: JSON with the duties that moved, the words that
//! changed (piece by piece), what is open still and what is overdue; or why nothing is compared.

use serde_json::{Value, json};

use super::outcome::{Last, Outcome, told};
use crate::catalogue::Catalogue;
use crate::model::{Change, Comparison, DutyId, Effect, Overdue, Party, Said, Shift, State, Touched};
use crate::report::html::tone_class;
use crate::report::tables::{Cell, Index, changes, words};
use crate::text::diff::Side;

/// The JSON. `is_named`: the user named last year when the page was started, so that the page cannot change it.
pub(super) fn text(outcome: &Outcome, catalogue: &Catalogue, is_named: bool) -> String {
    let index = Index::new(&outcome.report, catalogue);
    let shown = match (&outcome.last, &outcome.report.comparison) {
        (Last::Refused(path, faults), _) => {
            json!({ "path": path.display().to_string(), "faults": faults.iter().map(told).collect::<Vec<_>>() })
        }
        (_, Some(found)) => compared(&index, found),
        (_, None) => json!({}),
    };
    json!({ "number": outcome.number, "is_named": is_named, "last": shown }).to_string()
}

/// What the overview tells of it: how much changed, or that last year could not be used.
pub(super) fn brief(outcome: &Outcome) -> Value {
    match (&outcome.last, &outcome.report.comparison) {
        (Last::Refused(..), _) => json!({ "refused": true }),
        (_, Some(found)) => json!({
            "changes": found.changes.len(),
            "dropped": changes::dropped(found).iter().map(|shift| on(&shift.duty, &shift.system)).collect::<Vec<_>>(),
        }),
        (_, None) => Value::Null,
    }
}

/// What became of one duty in one system; null where it has not moved.
pub(super) fn of_duty(index: &Index, duty: &DutyId, system: &str) -> Value {
    let found = index.report.comparison.as_ref();
    let moved = found.and_then(|found| {
        found.shifts.iter().find(|shift| shift.duty == *duty && shift.system == system).map(|one| (found, one))
    });
    let Some((found, moved)) = moved else { return Value::Null };
    let mut told = shift(moved);
    let bears = moved.changes.iter().filter_map(|&at| found.changes.get(at));
    told["words"] = bears.map(|one| change(index, one)).collect();
    told
}

fn compared(index: &Index, found: &Comparison) -> Value {
    let of = |effect: Effect| found.shifts.iter().filter(|shift| shift.effect == effect).count();
    json!({
        "path": found.last.path,
        "as_of": found.last.as_of.to_string(),
        "kept": found.last.kept.id(),
        "counts": {
            "worse": of(Effect::Worse), "same": of(Effect::Same), "better": of(Effect::Better),
            "bears": found.changes.iter().filter(|change| change.effect != Effect::None).count(),
            "turned": changes::turned(found).len(),
        },
        "dropped": changes::dropped(found).iter().map(|one| shift(one)).collect::<Vec<_>>(),
        "shifts": found.shifts.iter().map(shift).collect::<Vec<_>>(),
        "changes": found.changes.iter().map(|one| change(index, one)).collect::<Vec<_>>(),
        "open": found.open.iter().map(|one| json!({
            "on": on(&one.duty, &one.system), "then": one.then.id(), "now": one.now.id(),
        })).collect::<Vec<_>>(),
        "overdue": found.overdue.iter().map(|one| overdue(index, one)).collect::<Vec<_>>(),
    })
}

fn on(duty: &DutyId, system: &str) -> Value {
    json!([duty.as_str(), system])
}

fn shift(one: &Shift) -> Value {
    let (badge, tone) = changes::badge(one);
    let stood = |(state, holder): (State, Option<Party>)| json!([state.id(), holder.map(Party::id)]);
    json!({
        "badge": { "ja": badge, "en": words::badge_en(one), "look": tone_class(tone) },
        "on": on(&one.duty, &one.system),
        "then": stood(one.then),
        "now": stood(one.now),
        "why": one.why,
        "changes": one.changes,
    })
}

fn change(index: &Index, one: &Change) -> Value {
    let at = |said: &Option<Said>| said.as_ref().map(|said| said.place.in_words()).unwrap_or_default();
    let pieces = match changes::difference(one) {
        Cell::Difference(pieces) => {
            pieces.iter().map(|piece| json!([side(piece.side), piece.text])).collect::<Vec<_>>()
        }
        cell => vec![json!([side(Side::Same), cell.words()])],
    };
    json!({
        "effect": { "ja": one.effect.ja(), "en": words::effect_en(one.effect), "look": tone_class(changes::tone(one.effect)) },
        "bears": one.effect != Effect::None,
        "sort": { "ja": one.sort.ja(), "en": words::sort_en(one.sort) },
        "paper": one.document.as_deref().map(|id| index.document_name(id)),
        "last_paper": one.last_document,
        "then": at(&one.then),
        "now": at(&one.now),
        "about": one.about,
        "pieces": pieces,
        "duties": one.duties.iter().map(touched).collect::<Vec<_>>(),
    })
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Same => "same",
        Side::Old => "old",
        Side::New => "new",
    }
}

fn touched(one: &Touched) -> Value {
    json!({ "on": on(&one.duty, &one.system), "then": one.then.map(State::id), "now": one.now.map(State::id) })
}

fn overdue(index: &Index, one: &Overdue) -> Value {
    let place = one.row.as_ref().map(|(document, place)| index.place(document, place));
    json!({
        "due": one.due.to_string(),
        "on": one.on.as_ref().map(|(duty, system)| on(duty, system)),
        "place": place,
        "says": one.words,
    })
}
