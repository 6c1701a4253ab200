//! Duties in which both sides act. In: a duty's halves and the state of each. Out: the state of the whole.
//!
//! Three sorts of half are told apart by their ids in the catalogue. One that *gives leave* (approving each piece of work)
//! is needed beside the asking. One that only *receives* (a report, a request for consent) never settles a duty alone, and
//! nobody misses it: who may refuse, or is told, need not be bound to anything. Every other half *acts*, and one acting
//! half that is held settles the duty.

use crate::catalogue::{Duty, Half};
use crate::model::{Claim, Party, State};

/// What a half does for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Does the work.
    Acts,
    /// Gives leave to the work.
    Leaves,
    /// Receives what the other does.
    Receives,
}

/// The sort of a half.
pub(super) fn sort(half: &Half) -> Sort {
    let stem = half.id.split('-').next().unwrap_or_default();
    match stem {
        "approve" => Sort::Leaves,
        "receive" | "accept" | "consent" => Sort::Receives,
        _ => Sort::Acts,
    }
}

/// Whether a claim speaks of that half. One that names no half speaks for its holder's side, and one that names
/// neither speaks for both.
pub(super) fn concerns(claim: &Claim, half: &Half, duty: &Duty) -> bool {
    match &claim.half {
        Some(id) => *id == half.id || !duty.halves.iter().any(|other| other.id == *id),
        None => {
            let side = match claim.holder {
                Party::Subcontractor | Party::Third => Party::Vendor,
                holder => holder,
            };
            half.side == side || !duty.halves.iter().any(|other| other.side == side)
        }
    }
}

/// The state of the whole, and the indexes of the halves that give it.
pub(super) fn join(halves: &[(Sort, State)]) -> (State, Vec<usize>) {
    let of = |wanted: &dyn Fn(Sort, State) -> bool| -> Vec<usize> {
        (0..halves.len()).filter(|&n| wanted(halves[n].0, halves[n].1)).collect()
    };
    let quarrels = of(&|_, state| state.is_quarrel());
    if let Some(&first) = quarrels.first() {
        return (halves[first].1, quarrels);
    }
    let gives_leave = halves.iter().any(|(sort, _)| *sort == Sort::Leaves);
    let needed = of(&|sort, _| sort != Sort::Receives);
    let held = of(&|sort, state| sort != Sort::Receives && state == State::Agreed);
    let settled = if gives_leave { held.len() == needed.len() } else { !held.is_empty() };
    if settled && !held.is_empty() {
        // who receives decides nothing, and is named where he is bound to
        return (State::Agreed, of(&|_, state| state == State::Agreed));
    }
    let missing = of(&|sort, state| sort != Sort::Receives && state != State::Agreed);
    let state = missing.iter().map(|&n| halves[n].1).min().unwrap_or(State::Unassigned);
    (state, missing.into_iter().filter(|&n| halves[n].1 == state).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use State::*;

    #[test]
    fn halves_are_joined() {
        type Case<'a> = (&'a str, &'a [(Sort, State)], State, &'a [usize]);
        let rows: &[Case] = &[
            ("asking and approving held", &[(Sort::Acts, Agreed), (Sort::Leaves, Agreed)], Agreed, &[0, 1]),
            ("nobody approves", &[(Sort::Acts, Agreed), (Sort::Leaves, Unassigned)], Unassigned, &[1]),
            ("nobody asks", &[(Sort::Acts, Unaccepted), (Sort::Leaves, Agreed)], Unaccepted, &[0]),
            ("only a disclosure asks", &[(Sort::Acts, Declared), (Sort::Leaves, Unassigned)], Declared, &[0]),
            ("the report is bound", &[(Sort::Acts, Agreed), (Sort::Receives, Unassigned)], Agreed, &[0]),
            ("both ends are bound", &[(Sort::Acts, Agreed), (Sort::Receives, Agreed)], Agreed, &[0, 1]),
            ("only the receiver", &[(Sort::Acts, Unassigned), (Sort::Receives, Agreed)], Unassigned, &[0]),
            ("one of two acts", &[(Sort::Acts, Unassigned), (Sort::Acts, Agreed)], Agreed, &[1]),
            ("a quarrel in one half", &[(Sort::Acts, Agreed), (Sort::Leaves, Contradicted)], Contradicted, &[1]),
        ];
        for (what, halves, state, deciding) in rows {
            assert_eq!(join(halves), (*state, deciding.to_vec()), "{what}");
        }
    }
}
