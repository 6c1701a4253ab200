//! What a verdict means in OSCAL. In: a verdict and whether the vendor's papers hand the duty to the hospital. Out: a [`Share`]:
//! what the system provides and leaves to the hospital, what the hospital inherits and satisfies. One table decides;
//! `docs/oscal.md` prints it.

use crate::model::{Claim, Level, Party, State, Strength, Verdict};
use crate::report::tables::Index;

/// What a verdict means in OSCAL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Share {
    /// The system's side is bound to do it: `provided`, and the hospital's `inherited`.
    pub provided: bool,
    /// It is left to the hospital: a `responsibility`.
    pub responsibility: bool,
    /// The hospital has taken it up: `satisfied`.
    pub satisfied: bool,
    /// Stated as having no object: the status `not-applicable`.
    pub outside: bool,
}

/// The share of a verdict; `pushed` says that a paper of the vendor or the contract hands the duty to the hospital.
pub(super) fn share(state: State, holder: Option<Party>, pushed: bool) -> Share {
    let nobody = Share::default();
    match (state, holder) {
        (State::Agreed, Some(Party::Vendor | Party::Subcontractor | Party::Third)) => {
            Share { provided: true, ..nobody }
        }
        (State::Agreed, Some(Party::Hospital)) => Share { responsibility: true, satisfied: true, ..nobody },
        (State::Agreed, Some(Party::Both)) => Share { provided: true, responsibility: true, satisfied: true, ..nobody },
        (State::Outside, _) => Share { outside: true, ..nobody },
        _ if state.is_hanging() => Share { responsibility: pushed, ..nobody },
        _ => nobody,
    }
}

/// The share of a verdict of a report.
pub(super) fn of(index: &Index, verdict: &Verdict) -> Share {
    let pushes = |claim: &Claim| {
        let level = index.document(&claim.document).map(|document| document.kind.level());
        let hands = matches!(claim.strength, Strength::Duty | Strength::Expected | Strength::Conditional);
        matches!(level, Some(Level::Binding | Level::Declared))
            && (claim.pushed || (claim.holder == Party::Hospital && hands))
    };
    let pushed = verdict.claims.iter().filter_map(|id| index.claim(id)).any(pushes);
    share(verdict.state, verdict.holder, pushed)
}

/// Whether somebody can be held to the duty, and the reason in OSCAL's words.
pub(super) fn objective(state: State) -> (&'static str, &'static str) {
    match state {
        State::Agreed => ("satisfied", "pass"),
        State::Outside => ("satisfied", "other"),
        State::Undecided => ("not-satisfied", "other"),
        _ => ("not-satisfied", "fail"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_share() {
        let holders = [None, Some(Party::Vendor), Some(Party::Hospital), Some(Party::Both), Some(Party::Either)];
        for (state, holder, pushed) in State::ALL
            .into_iter()
            .flat_map(|state| holders.map(|holder| (state, holder)))
            .flat_map(|(state, holder)| [(state, holder, false), (state, holder, true)])
        {
            let share = share(state, holder, pushed);
            let case = format!("{state:?} {holder:?} {pushed}");
            assert_eq!(
                share.provided || share.satisfied,
                state == State::Agreed && holder.is_some_and(is_known),
                "{case}"
            );
            assert_eq!(share.outside, state == State::Outside, "{case}");
            assert!(!share.satisfied || share.responsibility, "{case}: what is satisfied was left to the hospital");
            let hangs = share.responsibility && !share.satisfied;
            assert_eq!(hangs, state.is_hanging() && pushed, "{case}");
            assert_eq!(objective(state).0 == "satisfied", state.is_at_rest(), "{case}");
        }
    }

    #[test]
    fn the_page_shows_the_table() {
        let page = include_str!("../../../docs/oscal.md");
        let yes = |is: bool| if is { " yes |" } else { " |" };
        let holders = [
            (Some(Party::Vendor), " vendor, subcontractor, third |"),
            (Some(Party::Hospital), " hospital |"),
            (Some(Party::Both), " both |"),
        ];
        for state in State::ALL {
            let of: &[_] = if state == State::Agreed { &holders } else { &[(None, " |")] };
            for (holder, words) in of {
                let (bare, pushed) = (share(state, *holder, false), share(state, *holder, true));
                assert_eq!((bare.provided, bare.satisfied), (pushed.provided, pushed.satisfied));
                let left = match (bare.responsibility, pushed.responsibility) {
                    (false, true) => " where pushed |",
                    (is, _) => yes(is),
                };
                let (finding, reason) = objective(state);
                let (provided, satisfied) = (yes(bare.provided), yes(bare.satisfied));
                let row = format!("| `{}` |{words}{provided}{left}{satisfied} {finding} ({reason}) |\n", state.id());
                assert!(page.contains(&row), "docs/oscal.md lacks: {row}");
            }
        }
    }

    fn is_known(holder: Party) -> bool {
        holder != Party::Either
    }
}
