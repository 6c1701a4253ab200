//! What a change comes to. In: the claims that stood in the words of last year, and those that stand in the words of this year. Out: the
//! duties on which it bears in each system, with their states then and now.

use std::collections::BTreeMap;

use super::compare::Years;
use super::side::unlike;
use crate::model::{Claim, DutyId, Effect, Touched, Verdict};

/// What became of a verdict: judged by how far each state is from someone doing the work.
pub(super) fn direction(then: &Verdict, now: &Verdict) -> Effect {
    match now.state.urgency().cmp(&then.state.urgency()) {
        std::cmp::Ordering::Greater => Effect::Worse,
        std::cmp::Ordering::Less => Effect::Better,
        std::cmp::Ordering::Equal if then.state != now.state || then.holder != now.holder => Effect::Same,
        std::cmp::Ordering::Equal => Effect::None,
    }
}

/// The duties of which these words say something else than those did.
pub(super) fn touched(years: &Years<'_>, then: &[&Claim], now: &[&Claim]) -> Vec<Touched> {
    let (old, new) = unlike(then, now);
    let mut found: BTreeMap<(&DutyId, String), ()> = BTreeMap::new();
    for claim in &old {
        for system in years.then.systems_of(claim) {
            let id = years.system_now(&system.id).unwrap_or(&system.id);
            found.insert((&claim.duty, id.to_owned()), ());
        }
    }
    for claim in &new {
        for system in years.now.systems_of(claim) {
            found.insert((&claim.duty, system.id.clone()), ());
        }
    }
    found.into_keys().map(|(duty, system)| of(years, duty, system)).collect()
}

/// A duty in a system of this year, then and now; what is said of it has changed.
pub(super) fn of(years: &Years<'_>, duty: &DutyId, system: String) -> Touched {
    let old = years.system_then(&system).unwrap_or(&system);
    let then = years.then.verdict(duty, old);
    let now = years.now.verdict(duty, &system);
    let effect = match (then, now) {
        (Some(then), Some(now)) => direction(then, now),
        _ => Effect::None,
    };
    Touched {
        duty: duty.clone(),
        system,
        then: then.map(|verdict| verdict.state),
        now: now.map(|verdict| verdict.state),
        effect: if effect == Effect::None { Effect::Same } else { effect },
    }
}

/// What a change comes to as a whole.
pub(super) fn whole(duties: &[Touched]) -> Effect {
    duties.iter().map(|one| one.effect).fold(Effect::None, Effect::and)
}
