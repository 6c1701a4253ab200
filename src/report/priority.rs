//! In which order gaps are to be worked off. One rule for every output.

use crate::model::State;

/// A first, C last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// Act first.
    A,
    /// Act.
    B,
    /// Put in order when next at it.
    C,
}

impl Priority {
    /// Every priority.
    pub const ALL: [Priority; 3] = [Priority::A, Priority::B, Priority::C];

    /// The letter a reader sees.
    pub fn letter(self) -> &'static str {
        match self {
            Priority::A => "A",
            Priority::B => "B",
            Priority::C => "C",
        }
    }
}

/// How far a state is from someone doing the work.
pub fn urgency(state: State) -> u8 {
    state.urgency()
}

/// The priority of a state for a duty of that weight (3 can stop care or lose data, 2 weakens a defence, 1 is order).
///
/// | urgency | weight 3 | weight 2 | weight 1 |
/// |---|---|---|---|
/// | 3 | A | B | C |
/// | 2 | A | B | C |
/// | 1 | B | C | C |
pub fn of(state: State, weight: u8) -> Priority {
    match (urgency(state), weight) {
        (2.., 3..) => Priority::A,
        (2.., 2) | (1, 3..) => Priority::B,
        _ => Priority::C,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priority_follows_its_table() {
        use Priority::{A, B, C};
        for (state, by_weight) in [
            (State::Unassigned, [C, B, A]),
            (State::Contradicted, [C, B, A]),
            (State::Declared, [C, B, A]),
            (State::Undecided, [C, B, A]),
            (State::Effort, [C, C, B]),
            (State::Agreed, [C, C, C]),
        ] {
            for (weight, expected) in (1..).zip(by_weight) {
                assert_eq!(of(state, weight), expected, "{state:?} {weight}");
            }
        }
    }
}
