//! Sets of letters: those with which a match can begin, and those of a text. In: a pattern or a text. Out: a set that may hold
//! some letters more.

use std::cell::RefCell;

use regex_syntax::hir::{Class, Hir, HirKind};

/// The first and the last letter of all.
const ANY: (char, char) = ('\0', char::MAX);

/// Bits of [`Letters`].
const BITS: u32 = 2048;

/// A set of letters that may hold some more: a bit for each number of a letter, in turn.
pub(super) struct Letters(Box<[u64; (BITS / u64::BITS) as usize]>);

impl Default for Letters {
    fn default() -> Letters {
        Letters(Box::new([0; (BITS / u64::BITS) as usize]))
    }
}

impl Letters {
    /// The letter is one of them, or shares its bit with one.
    pub fn hold(&self, letter: char) -> bool {
        self.has(u32::from(letter) % BITS)
    }

    fn has(&self, bit: u32) -> bool {
        self.0[(bit / u64::BITS) as usize] >> (bit % u64::BITS) & 1 == 1
    }

    fn take(&mut self, first: char, last: char) {
        for number in (u32::from(first)..=u32::from(last)).take(BITS as usize) {
            let bit = number % BITS;
            self.0[(bit / u64::BITS) as usize] |= 1 << (bit % u64::BITS);
        }
    }

    /// All letters of the word are among them.
    pub fn may_spell(&self, word: &str) -> bool {
        word.chars().all(|letter| self.hold(letter))
    }

    /// A letter is in both sets.
    pub fn meet(&self, other: &Letters) -> bool {
        self.0.iter().zip(other.0.iter()).any(|(one, other)| one & other != 0)
    }

    fn become_those_of(&mut self, text: &str) {
        self.0.fill(0);
        for letter in text.chars() {
            let bit = u32::from(letter) % BITS;
            self.0[(bit / u64::BITS) as usize] |= 1 << (bit % u64::BITS);
        }
    }

    /// Few enough that tries at them take less time than a run over all letters.
    pub fn are_few(&self) -> bool {
        self.0.iter().map(|bits| bits.count_ones()).sum::<u32>() < BITS / 8
    }

    /// Takes the letters with which a match can begin; `false` where it can be empty.
    pub fn take_first_of(&mut self, pattern: &Hir) -> bool {
        match pattern.kind() {
            HirKind::Empty | HirKind::Look(_) => false,
            HirKind::Class(Class::Unicode(class)) => {
                class.ranges().iter().for_each(|range| self.take(range.start(), range.end()));
                true
            }
            HirKind::Repetition(repetition) => self.take_first_of(&repetition.sub) && repetition.min > 0,
            HirKind::Capture(capture) => self.take_first_of(&capture.sub),
            HirKind::Concat(parts) => parts.iter().any(|part| self.take_first_of(part)),
            // the letters of all of them are wanted, even where one can be empty
            HirKind::Alternation(parts) => parts.iter().filter(|part| self.take_first_of(part)).count() == parts.len(),
            HirKind::Literal(literal) => {
                let words = std::str::from_utf8(&literal.0).unwrap_or_default();
                let (first, last) = words.chars().next().map_or(ANY, |first| (first, first));
                self.take(first, last);
                true
            }
            // patterns of bytes have no letters
            HirKind::Class(Class::Bytes(_)) => {
                self.take(ANY.0, ANY.1);
                true
            }
        }
    }
}

/// Letters without which a pattern matches nothing.
#[derive(Default)]
pub(super) struct Needed {
    /// All of them, each by its bit.
    all: Vec<u32>,
    /// All of one of each group.
    groups: Vec<Vec<Vec<u32>>>,
}

impl Needed {
    /// What every match of the pattern holds.
    pub fn of(pattern: &Hir) -> Needed {
        let mut needed = Needed::default();
        match pattern.kind() {
            HirKind::Literal(literal) => {
                let words = std::str::from_utf8(&literal.0).unwrap_or_default();
                needed.all.extend(words.chars().map(|letter| u32::from(letter) % BITS));
            }
            HirKind::Capture(capture) => needed = Needed::of(&capture.sub),
            HirKind::Repetition(repetition) if repetition.min > 0 => needed = Needed::of(&repetition.sub),
            HirKind::Concat(parts) => parts.iter().map(Needed::of).for_each(|part| {
                needed.all.extend(part.all);
                needed.groups.extend(part.groups);
            }),
            HirKind::Alternation(parts) => {
                let ways: Vec<Vec<u32>> = parts.iter().map(|part| Needed::of(part).all).collect();
                if ways.iter().all(|way| !way.is_empty()) {
                    needed.groups.push(ways);
                }
            }
            HirKind::Empty | HirKind::Look(_) | HirKind::Class(_) | HirKind::Repetition(_) => {}
        }
        needed
    }

    /// The text of these letters may hold a match.
    pub fn are_in(&self, letters: &Letters) -> bool {
        let has_all = |bits: &Vec<u32>| bits.iter().all(|bit| letters.has(*bit));
        has_all(&self.all) && self.groups.iter().all(|ways| ways.iter().any(has_all))
    }
}

/// Texts whose letters a thread knows: one sentence after the other meets hundreds of patterns.
#[derive(Default)]
struct Known {
    texts: [(String, Letters); 2],
    last: usize,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// Asks something of the letters of a text.
pub(super) fn of<T>(text: &str, ask: impl FnOnce(&Letters) -> T) -> T {
    KNOWN.with_borrow_mut(|known| {
        let at = (0..known.texts.len()).find(|at| known.texts[*at].0 == text).unwrap_or_else(|| {
            let oldest = (known.last + 1) % known.texts.len();
            let (words, letters) = &mut known.texts[oldest];
            words.clear();
            words.push_str(text);
            letters.become_those_of(text);
            oldest
        });
        known.last = at;
        ask(&known.texts[at].1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_a_text_are_known() {
        for text in ["", "甲は乙に", "乙は", "甲は乙に", "丙は", "甲は"] {
            for word in ["甲", "乙", "丙", "甲は", "は乙に"] {
                let may = text.contains(word) || word.chars().all(|letter| text.contains(letter));
                assert_eq!(of(text, |letters| letters.may_spell(word)), may, "{word} in {text}");
            }
        }
    }

    #[test]
    fn matches_begin_at_the_letters_that_a_pattern_names() {
        for (pattern, want) in [
            ("^甲", "甲"),
            ("^(?:甲?乙|丙)", "甲乙丙"),
            ("^甲|乙は", "甲乙"),
            ("(甲|乙)は", "甲乙"),
            ("(?:本|当)?業務", "業本"),
            ("(?:甲?|乙)丙", "甲乙丙"),
            ("(?:$|乙)甲", "甲乙"),
            ("[^。]乙", "many"),
            ("甲?", "none"),
            ("甲|$", "none"),
        ] {
            let mut letters = Letters::default();
            let is_never_empty = letters.take_first_of(&regex_syntax::parse(pattern).expect("a pattern"));
            let found = match (is_never_empty, letters.are_few()) {
                (false, _) => "none".to_owned(),
                (true, false) => "many".to_owned(),
                (true, true) => "甲乙丙業本。".chars().filter(|letter| letters.hold(*letter)).collect(),
            };
            assert_eq!(found, want, "{pattern}");
        }
    }
}
