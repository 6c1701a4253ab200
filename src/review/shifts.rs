//! What became of each duty: its state then and now, and which words are behind it; what is open still, and what is overdue. In: both
//! years and the changes. Out: shifts, the worst first.

use super::compare::Years;
use super::corrections::is_marked;
use super::due;
use super::effect::direction;
use super::side::{Side, bare};
use crate::catalogue::Catalogue;
use crate::model::{
    Answer, Change, Claim, DutyId, Effect, Kind, Level, Overdue, Party, Report, Shift, Sort, Standing, StillOpen,
    Strength, Verdict,
};
use crate::verify::speaks_for;

/// Changes told as the reason of one shift.
const REASONS: usize = 2;

/// Duties whose state or holder moved, and those that papers no longer put on the vendor.
pub(super) fn shifts(years: &Years<'_>, changes: &mut [Change], catalogue: &Catalogue) -> Vec<Shift> {
    let mut ranked: Vec<_> = Vec::new();
    for now in &years.now.report.verdicts {
        let Some((then, old)) = before(years, now) else { continue };
        let effect = direction(then, now);
        let dropped = is_dropped(years, then, now);
        if effect == Effect::None && !dropped {
            continue;
        }
        let behind = behind(changes, &now.duty, &now.system);
        let shift = Shift {
            duty: now.duty.clone(),
            system: now.system.clone(),
            then: (then.state, then.holder),
            now: (now.state, now.holder),
            effect: if effect == Effect::None { Effect::Same } else { effect },
            dropped,
            why: why(years, changes, &behind, dropped, (then, now), old),
            changes: behind,
        };
        let weight = catalogue.duty(&now.duty).map_or(0, |duty| duty.weight);
        ranked.push(((rank(&shift), u8::MAX - weight), shift));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, shift)| shift).collect()
}

/// What left a contract comes first, unless all is better now.
fn rank(shift: &Shift) -> u8 {
    match (shift.dropped, shift.effect) {
        (true, Effect::Worse) => 0,
        (true, Effect::Same | Effect::None) => 1,
        (false, Effect::Worse) => 2,
        (false, Effect::Same | Effect::None) => 3,
        (_, Effect::Better) => 4,
    }
}

/// Last year's verdict on the same duty in the same system, and that system's id then.
fn before<'a>(years: &Years<'a>, now: &Verdict) -> Option<(&'a Verdict, &'a str)> {
    let old = years.system_then(&now.system)?;
    Some((years.then.verdict(&now.duty, old)?, old))
}

/// A binding paper put the duty on the vendor then, and no binding paper says so much as that the vendor tries now.
fn is_dropped(years: &Years<'_>, then: &Verdict, now: &Verdict) -> bool {
    let bound = |claim: &&Claim| matches!(claim.strength, Strength::Duty | Strength::Conditional);
    let tries = |claim: &&Claim| bound(claim) || matches!(claim.strength, Strength::Effort | Strength::Open);
    let old = binding(&years.then, then);
    if !old.iter().any(bound) || binding(&years.now, now).iter().any(tries) {
        return false;
    }
    // words that still stand somewhere were not dropped, whatever they are weighed for and whatever people say that they mean
    let stands = |then: &&Claim| {
        let words = bare(&then.quote.text);
        let read = years.now.report.corrections.iter().flat_map(|one| &one.claims);
        let same = years.now.report.claims.iter().chain(read).filter(|now| now.duty == then.duty);
        same.filter(|now| bare(&now.quote.text) == words).any(|claim| speaks(&years.now, claim, &now.system))
    };
    !old.iter().any(stands)
}

/// The paper of a claim speaks for a system.
fn speaks(side: &Side<'_>, claim: &Claim, system: &str) -> bool {
    let system = side.report.plan.systems.iter().find(|one| one.id == system);
    matches!((side.paper_of(claim), system), (Some(document), Some(system)) if speaks_for(document, system))
}

/// What binding papers say of the vendor on a duty.
fn binding<'a>(side: &Side<'a>, verdict: &Verdict) -> Vec<&'a Claim> {
    let is_binding = |claim: &&Claim| {
        matches!(claim.holder, Party::Vendor | Party::Both | Party::Subcontractor)
            && side.paper_of(claim).is_some_and(|document| document.kind.level() == Level::Binding)
            && speaks(side, claim, &verdict.system)
    };
    side.weighed(verdict).filter(is_binding).collect()
}

/// The changes that bear on a duty in a system, in their order.
fn behind(changes: &[Change], duty: &DutyId, system: &str) -> Vec<usize> {
    let bears = |change: &Change| change.duties.iter().any(|one| one.duty == *duty && one.system == system);
    changes.iter().enumerate().filter(|(_, change)| bears(change)).map(|(at, _)| at).collect()
}

fn why(
    years: &Years<'_>,
    changes: &[Change],
    behind: &[usize],
    dropped: bool,
    (then, now): (&Verdict, &Verdict),
    old: &str,
) -> String {
    let mut parts: Vec<String> = Vec::new();
    if dropped {
        parts.push("昨年は契約などの文書が事業者の義務としていましたが、今年はそうした記載がありません。".to_owned());
    }
    // words that took something away explain what got worse, and the reverse
    let fits = |at: &&usize| {
        let sort = changes[**at].sort;
        // a tick says that something was settled, and settles nothing
        if sort == Sort::Tick {
            return false;
        }
        match crate::review::effect::direction(then, now) {
            Effect::Worse => {
                !matches!(sort, Sort::ArticleAdded | Sort::PaperNew | Sort::QuestionAdded) || behind.len() == 1
            }
            _ => true,
        }
    };
    let mut told: Vec<&usize> = behind.iter().filter(fits).collect();
    if told.is_empty() {
        told = behind.iter().collect();
    }
    parts.extend(told.iter().take(REASONS).map(|at| changes[**at].summary.clone()));
    if told.len() > REASONS {
        parts.push(format!("ほか {} 件の変更があります。", told.len() - REASONS));
    }
    let by_hand = match (is_marked(then), is_marked(now)) {
        (false, false) => None,
        (false, true) => Some("今年の状態は、人の訂正によるものです。"),
        (true, false) => Some("昨年の状態は人の訂正によるもので、今年は訂正がかかっていません。"),
        (true, true) => Some("昨年の状態も今年の状態も、人の訂正によるものです。"),
    };
    if told.is_empty() && by_hand.is_some() {
        parts.push("関係する言葉に違いは見つかりません。".to_owned());
    } else if told.is_empty() {
        let name = years.now.report.plan.systems.iter().find(|one| one.id == now.system).map(|one| one.name.as_str());
        let named = changes.iter().find(|one| one.sort == Sort::System && Some(one.about.as_str()) == name);
        parts.push(match named {
            Some(change) => change.summary.clone(),
            None if old != now.system => {
                "関係する言葉に違いは見つかりません。案件の設定(システムの id)の違いによるものと思われます。".to_owned()
            }
            None => {
                "関係する言葉に違いは見つかりません。判定日、案件の設定、読み取れた文書の違いによるものと思われます。"
                    .to_owned()
            }
        });
    }
    parts.extend(by_hand.map(str::to_owned));
    parts.concat()
}

/// What was open last year and is open still.
pub(super) fn still_open(years: &Years<'_>) -> Vec<StillOpen> {
    let verdicts = years.now.report.verdicts.iter().filter(|now| !now.state.is_at_rest());
    verdicts
        .filter_map(|now| {
            let (then, _) = before(years, now)?;
            (!then.state.is_at_rest()).then(|| StillOpen {
                duty: now.duty.clone(),
                system: now.system.clone(),
                then: then.state,
                now: now.state,
            })
        })
        .collect()
}

/// What people promised by a day that is over: decisions that are not done, and rows that are still no.
pub(super) fn overdue(report: &Report) -> Vec<Overdue> {
    let today = report.plan.as_of;
    let mut found = Vec::new();
    for one in &report.decisions {
        let is_open = !matches!(one.standing, Standing::Settled | Standing::Lost);
        let is_done = one.decision.entry(super::DONE).is_some();
        if let (true, false, Some(due), Some(on)) = (is_open, is_done, due(&one.decision), &one.decision.on)
            && due < today
        {
            let plan = one.decision.entry("対応方針").map(|entered| entered.words()).unwrap_or_default();
            let owner = one.decision.entry("担当").map(|entered| entered.words()).unwrap_or_default();
            let parts = [("対応方針", plan), ("担当", owner)].into_iter().filter(|(_, words)| !words.is_empty());
            let words = parts.map(|(name, words)| format!("{name}: {words}")).collect::<Vec<_>>().join("、");
            found.push(Overdue { due, on: Some(on.clone()), row: None, words });
        }
    }
    for document in report
        .documents
        .iter()
        .filter(|one| matches!(one.kind, Kind::RoleTable | Kind::ChecklistHospital | Kind::ChecklistVendor))
    {
        for row in document.rows.iter().filter(|row| matches!(row.answer, Answer::No | Answer::Blank)) {
            if let Some(due) = row.done.filter(|done| *done < today) {
                let words = format!("{} [{}]", row.title.as_deref().unwrap_or(&row.text), row.answer.ja());
                found.push(Overdue { due, on: None, row: Some((document.id.clone(), row.place.clone())), words });
            }
        }
    }
    found.sort_by_key(|one| one.due);
    found
}
