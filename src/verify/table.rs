//! The decision table: what the papers say of one duty in one system, dropped to small enums, goes in; one state comes
//! out. Read it beside `docs/verdicts.md`, row by row. The first row that fits answers, and the last row always fits.

use crate::model::State;

/// The strongest thing that the vendor's papers say of the vendor. Ordered from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vendor {
    /// Nothing.
    Silent,
    /// May, without duty.
    Permits,
    /// Leaves it out of its work.
    Excludes,
    /// Tries or aims.
    Tries,
    /// Does it under a condition that no paper shows as met.
    OnCondition,
    /// A binding paper gives it the duty.
    Bound,
}

/// What hands the work to the hospital. Ordered from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Push {
    /// Nothing.
    No,
    /// A remark in the vendor's own disclosure.
    Remark,
    /// A binding paper.
    Binding,
}

/// What the hospital's own rules say. Ordered from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rules {
    /// Nothing.
    Silent,
    /// The hospital tries, or does it under a condition.
    Try,
    /// They expect the vendor to do it.
    Expect,
    /// The hospital takes it up.
    TakeUp,
    /// The hospital takes it up and has the vendor do the work, so the lead is named.
    Delegate,
}

/// Whether a disclosure says that the question has no object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outside {
    /// It does not say so.
    No,
    /// It does, without a reason.
    Bare,
    /// It does, with a reason.
    Reasoned,
}

/// Everything that the table looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inputs {
    /// Words or a mark on this duty could not be read.
    pub unread: bool,
    /// A duty was read with low confidence; it counts nowhere else.
    pub guess: bool,
    /// Two binding papers of one rank say opposite things, or a rule forbids what the vendor's measure needs.
    pub clash: bool,
    /// The parties' duties differ in act, scope or people, or a paper names a lead.
    pub apart: bool,
    /// Some paper leaves it to later talk.
    pub open: bool,
    /// The vendor.
    pub vendor: Vendor,
    /// The work handed to the hospital.
    pub push: Push,
    /// The hospital's rules.
    pub rules: Rules,
    /// A disclosure states or plans it.
    pub says: bool,
    /// A disclosure states that it is not there.
    pub absent: bool,
    /// A disclosure states that the question has no object.
    pub outside: Outside,
}

impl Inputs {
    /// Silence everywhere.
    pub const SILENCE: Inputs = Inputs {
        unread: false,
        guess: false,
        clash: false,
        apart: false,
        open: false,
        vendor: Vendor::Silent,
        push: Push::No,
        rules: Rules::Silent,
        says: false,
        absent: false,
        outside: Outside::No,
    };

    /// No paper says anything that was understood.
    pub fn is_silent(&self) -> bool {
        Inputs { unread: false, guess: false, clash: false, apart: false, ..*self } == Inputs::SILENCE
    }

    /// The hospital's rules take the duty up.
    pub fn rules_take_up(&self) -> bool {
        self.rules >= Rules::TakeUp
    }

    /// Both parties are bound and nothing says who leads. A rule that has the vendor do the work names the lead.
    fn both_bound_without_lead(&self) -> bool {
        self.vendor == Vendor::Bound
            && !self.apart
            && (self.push == Push::Binding || self.rules == Rules::TakeUp)
            && self.rules != Rules::Delegate
    }

    /// The vendor's papers turn the work away.
    fn vendor_turns_away(&self) -> bool {
        self.vendor == Vendor::Excludes || self.outside != Outside::No || self.push != Push::No || self.absent
    }
}

/// One row of the table.
pub struct Row {
    /// Its number in `docs/verdicts.md`.
    pub number: &'static str,
    /// The state it gives.
    pub state: State,
    /// Whether it fits.
    pub fits: fn(&Inputs) -> bool,
}

/// The table.
pub const ROWS: [Row; 13] = [
    Row {
        number: "1",
        state: State::Undecided,
        fits: |i| (i.unread && i.is_silent()) || (i.guess && i.vendor != Vendor::Bound && !i.rules_take_up()),
    },
    Row { number: "2", state: State::Contradicted, fits: |i| i.clash || (i.vendor == Vendor::Bound && i.absent) },
    Row { number: "3", state: State::Overlapping, fits: Inputs::both_bound_without_lead },
    Row { number: "4", state: State::Agreed, fits: |i| i.vendor == Vendor::Bound || i.rules_take_up() },
    Row { number: "5", state: State::Conditional, fits: |i| i.vendor == Vendor::OnCondition },
    Row { number: "6", state: State::Effort, fits: |i| i.vendor == Vendor::Tries },
    Row { number: "7", state: State::Open, fits: |i| i.open },
    Row { number: "8", state: State::Mutual, fits: |i| i.rules == Rules::Expect && i.vendor_turns_away() },
    Row {
        number: "9",
        state: State::Unaccepted,
        fits: |i| i.push != Push::No || (i.rules == Rules::Expect && !i.says),
    },
    Row { number: "10", state: State::Declared, fits: |i| i.says },
    Row { number: "11", state: State::Outside, fits: |i| i.outside == Outside::Reasoned && i.rules == Rules::Silent },
    Row { number: "12a", state: State::Effort, fits: |i| i.rules == Rules::Try },
    Row { number: "12", state: State::Unassigned, fits: |_| true },
];

/// The state that the table gives.
pub fn decide(inputs: &Inputs) -> State {
    ROWS.iter().find(|row| (row.fits)(inputs)).map_or(State::Unassigned, |row| row.state)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VENDORS: [Vendor; 6] =
        [Vendor::Silent, Vendor::Permits, Vendor::Excludes, Vendor::Tries, Vendor::OnCondition, Vendor::Bound];
    const PUSHES: [Push; 3] = [Push::No, Push::Remark, Push::Binding];
    const RULES: [Rules; 5] = [Rules::Silent, Rules::Try, Rules::Expect, Rules::TakeUp, Rules::Delegate];
    const OUTSIDES: [Outside; 3] = [Outside::No, Outside::Bare, Outside::Reasoned];

    /// Every combination there is.
    fn all() -> impl Iterator<Item = Inputs> {
        (0..128u32).flat_map(|bits| {
            let bit = move |n: u32| bits >> n & 1 == 1;
            VENDORS.into_iter().flat_map(move |vendor| {
                PUSHES.into_iter().flat_map(move |push| {
                    RULES.into_iter().flat_map(move |rules| {
                        OUTSIDES.into_iter().map(move |outside| Inputs {
                            unread: bit(0),
                            guess: bit(1),
                            clash: bit(2),
                            apart: bit(3),
                            open: bit(4),
                            says: bit(5),
                            absent: bit(6),
                            vendor,
                            push,
                            rules,
                            outside,
                        })
                    })
                })
            })
        })
    }

    #[test]
    fn exactly_one_row_answers_every_combination_and_no_row_is_idle() {
        let mut answers = [0usize; ROWS.len()];
        let mut count = 0;
        for inputs in all() {
            count += 1;
            let answering: Vec<usize> = (0..ROWS.len())
                .filter(|&n| (ROWS[n].fits)(&inputs) && !ROWS[..n].iter().any(|earlier| (earlier.fits)(&inputs)))
                .collect();
            assert_eq!(answering.len(), 1, "{inputs:?}");
            assert_eq!(ROWS[answering[0]].state, decide(&inputs));
            answers[answering[0]] += 1;
        }
        assert_eq!(count, 128 * 6 * 3 * 5 * 3);
        assert!(answers.iter().all(|&n| n > 0), "{answers:?}");
    }

    #[test]
    fn rows_stand_in_the_order_of_the_states() {
        for state in State::ALL {
            assert!(ROWS.iter().any(|row| row.state == state), "{state:?} has no row");
        }
    }

    #[test]
    fn calm_needs_a_party_that_is_bound() {
        for inputs in all().filter(|inputs| decide(inputs) == State::Agreed) {
            assert!(inputs.vendor == Vendor::Bound || inputs.rules_take_up(), "{inputs:?}");
            assert!(!inputs.clash, "{inputs:?}");
        }
    }

    #[test]
    fn weak_words_never_bring_calm() {
        for before in all().filter(|inputs| decide(inputs) != State::Agreed) {
            let louder = |vendor: Vendor| Inputs { vendor: before.vendor.max(vendor), ..before };
            let with = [
                louder(Vendor::Tries),
                louder(Vendor::OnCondition),
                louder(Vendor::Permits),
                louder(Vendor::Excludes),
                Inputs { says: true, ..before },
                Inputs { absent: true, ..before },
                Inputs { open: true, ..before },
                Inputs { guess: true, ..before },
                Inputs { unread: true, ..before },
                Inputs { push: before.push.max(Push::Remark), ..before },
                Inputs { push: Push::Binding, ..before },
                Inputs { rules: before.rules.max(Rules::Expect), ..before },
            ];
            for after in with {
                assert_ne!(decide(&after), State::Agreed, "{before:?} → {after:?}");
            }
        }
    }

    #[test]
    fn a_hospital_that_takes_a_duty_up_is_left_in_peace_unless_papers_quarrel() {
        for inputs in all().filter(Inputs::rules_take_up) {
            let state = decide(&inputs);
            assert!(state == State::Agreed || state.is_quarrel(), "{inputs:?} → {state:?}");
        }
    }

    #[test]
    fn rows_read_as_the_document_says() {
        let on = Inputs::SILENCE;
        let expect = Inputs { rules: Rules::Expect, ..on };
        let rows: &[(&str, Inputs, State)] = &[
            ("silence everywhere", on, State::Unassigned),
            ("only a permission", Inputs { vendor: Vendor::Permits, ..on }, State::Unassigned),
            ("only an exclusion", Inputs { vendor: Vendor::Excludes, ..on }, State::Unassigned),
            ("only absent", Inputs { absent: true, ..on }, State::Unassigned),
            ("absent, and a binding duty", Inputs { absent: true, vendor: Vendor::Bound, ..on }, State::Contradicted),
            ("outside without a reason", Inputs { outside: Outside::Bare, ..on }, State::Unassigned),
            ("outside with a reason", Inputs { outside: Outside::Reasoned, ..on }, State::Outside),
            ("outside, rules expect", Inputs { outside: Outside::Reasoned, ..expect }, State::Mutual),
            ("rules expect, silence", expect, State::Unaccepted),
            ("rules expect, permission", Inputs { vendor: Vendor::Permits, ..expect }, State::Unaccepted),
            ("rules expect, disclosure says yes", Inputs { says: true, ..expect }, State::Declared),
            ("rules expect, excluded", Inputs { vendor: Vendor::Excludes, ..expect }, State::Mutual),
            ("rules expect, pushed back", Inputs { push: Push::Binding, ..expect }, State::Mutual),
            (
                "pushed, rules silent, disclosure yes",
                Inputs { push: Push::Binding, says: true, ..on },
                State::Unaccepted,
            ),
            ("pushed and taken up", Inputs { push: Push::Binding, rules: Rules::TakeUp, ..on }, State::Agreed),
            ("both bound", Inputs { vendor: Vendor::Bound, rules: Rules::TakeUp, ..on }, State::Overlapping),
            (
                "both bound by one paper",
                Inputs { vendor: Vendor::Bound, push: Push::Binding, ..on },
                State::Overlapping,
            ),
            ("delegated and taken", Inputs { vendor: Vendor::Bound, rules: Rules::Delegate, ..on }, State::Agreed),
            ("an effort before a plan", Inputs { vendor: Vendor::Tries, says: true, ..on }, State::Effort),
            ("left to talk, rules expect", Inputs { open: true, ..expect }, State::Open),
            ("the rules only try", Inputs { rules: Rules::Try, ..on }, State::Effort),
            ("unread, else silence", Inputs { unread: true, ..on }, State::Undecided),
            ("unread beside a duty", Inputs { unread: true, vendor: Vendor::Bound, ..on }, State::Agreed),
            ("a guess alone", Inputs { guess: true, says: true, ..on }, State::Undecided),
            ("a guess beside a duty", Inputs { guess: true, rules: Rules::TakeUp, ..on }, State::Agreed),
        ];
        for (what, inputs, state) in rows {
            assert_eq!(decide(inputs), *state, "{what}");
        }
    }
}
