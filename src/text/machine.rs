//! Runs patterns. In: a pattern as `regex-syntax` parses it, and a text. Out: the first match and its groups.
//!
//! A run meets hundreds of patterns, most of them a few dozen times. To turn a pattern into tables over bytes takes longer than
//! all its matching, so a machine steps over letters and has no tables. It tries what a pattern allows in the order in which the
//! pattern names it, as the `regex` crate does, and never takes one fork at one letter twice: its time grows with the forks of
//! the pattern times the letters of the text, whatever stands there.

use std::cell::RefCell;

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

use super::letters::{Letters, Needed};

/// A pattern as steps over letters.
pub(super) struct Machine {
    steps: Vec<Step>,
    begins: Begins,
    needed: Needed,
    forks: usize,
    /// The names of its groups; the whole match is the first of them.
    names: Vec<Option<Box<str>>>,
}

/// Where each group of a match begins and ends, the whole match first.
pub(super) type Slots = Vec<Option<usize>>;

enum Step {
    /// These letters follow.
    Word(Box<str>),
    /// One letter of these ranges follows.
    One(Box<[(char, char)]>),
    /// The text begins here.
    Start,
    /// The text ends here.
    End,
    /// Goes on at the first step, or at the second where the first leads nowhere.
    Fork {
        number: usize,
        ways: [usize; 2],
    },
    Go(usize),
    /// A group begins or ends here.
    Keep(usize),
    Done,
}

/// Where matches can begin.
enum Begins {
    /// Where the text does, and there with these letters; with any, where there are none.
    AtStart(Option<Letters>),
    /// At these letters.
    At(Letters),
    /// Almost anywhere.
    Anywhere,
}

/// What is tried next where a try leads nowhere.
enum Next {
    Try {
        step: usize,
        at: usize,
    },
    /// The group has not begun or ended where the try said.
    Undo {
        slot: usize,
        was: Option<usize>,
    },
}

/// What a search remembers. It is kept from search to search, since to make it anew takes longer than most of them.
#[derive(Default)]
struct Memory {
    next: Vec<Next>,
    /// A bit for each fork and place: it was taken there.
    taken: Vec<u64>,
    /// The words of `taken` that are not 0.
    touched: Vec<usize>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

impl Memory {
    /// The bit was not set before.
    fn take(&mut self, bit: usize) -> bool {
        let (word, mask) = (bit / u64::BITS as usize, 1 << (bit % u64::BITS as usize));
        if self.taken[word] == 0 {
            self.touched.push(word);
        }
        let fresh = self.taken[word] & mask == 0;
        self.taken[word] |= mask;
        fresh
    }

    fn clear(&mut self) {
        self.next.clear();
        for word in self.touched.drain(..) {
            self.taken[word] = 0;
        }
    }
}

impl Machine {
    /// Puts a pattern into steps.
    ///
    /// # Panics
    /// The text is no pattern, or one that asks for the bounds of words or lines.
    pub fn new(pattern: &str) -> Machine {
        let pattern = regex_syntax::parse(pattern).expect("a fixed pattern");
        let mut letters = Letters::default();
        let is_never_empty = letters.take_first_of(&pattern);
        let begins = if pattern.properties().look_set_prefix().contains(Look::Start) {
            Begins::AtStart(is_never_empty.then_some(letters))
        } else if is_never_empty && letters.are_few() {
            Begins::At(letters)
        } else {
            Begins::Anywhere
        };
        let needed = Needed::of(&pattern);
        let mut machine = Machine { steps: Vec::new(), begins, needed, forks: 0, names: vec![None] };
        machine.add(&pattern);
        machine.steps.push(Step::Done);
        machine
    }

    /// The names of the groups; the whole match is the first of them.
    pub fn names(&self) -> &[Option<Box<str>>] {
        &self.names
    }

    /// A text of these letters may hold a match: it has one with which a match can begin, and those without which there is none.
    pub fn may_match(&self, letters: &Letters) -> bool {
        let may_begin = match &self.begins {
            Begins::AtStart(Some(first)) | Begins::At(first) => first.meet(letters),
            Begins::AtStart(None) | Begins::Anywhere => true,
        };
        may_begin && self.needed.are_in(letters)
    }

    /// Whether there is a match.
    pub fn sees(&self, text: &str) -> bool {
        self.search(text, 0, None).is_some()
    }

    /// Where the first match from a place on begins and ends.
    pub fn find(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        self.search(text, from, None)
    }

    /// The same, with its groups.
    pub fn groups(&self, text: &str, from: usize) -> Option<Slots> {
        let mut slots = vec![None; self.names.len() * 2];
        let (start, end) = self.search(text, from, Some(&mut slots))?;
        (slots[0], slots[1]) = (Some(start), Some(end));
        Some(slots)
    }

    fn search(&self, text: &str, from: usize, mut slots: Option<&mut Slots>) -> Option<(usize, usize)> {
        MEMORY.with_borrow_mut(|memory| {
            let mut at = |start: usize| {
                let bits = self.forks * (text.len() + 1);
                if memory.taken.len() * (u64::BITS as usize) < bits {
                    memory.taken.resize(bits.div_ceil(u64::BITS as usize), 0);
                }
                Some((start, self.run(text, start, slots.as_deref_mut(), memory)?))
            };
            let found = match &self.begins {
                Begins::AtStart(letters) => {
                    let may = |letters: &Letters| text.chars().next().is_some_and(|first| letters.hold(first));
                    (from == 0 && letters.as_ref().is_none_or(may)).then(|| at(0)).flatten()
                }
                Begins::At(letters) => {
                    let mut places = text[from..].char_indices().filter(|(_, letter)| letters.hold(*letter));
                    places.find_map(|(place, _)| at(from + place))
                }
                Begins::Anywhere => {
                    let mut places = text[from..].char_indices().map(|(place, _)| from + place);
                    places.find_map(&mut at).or_else(|| at(text.len()))
                }
            };
            memory.clear();
            found
        })
    }

    /// Where a match that begins at `start` ends.
    fn run(&self, text: &str, start: usize, mut slots: Option<&mut Slots>, memory: &mut Memory) -> Option<usize> {
        let (mut step, mut at) = (0, start);
        loop {
            let leads_on = match &self.steps[step] {
                Step::Word(word) => follows(text, at, word).then(|| (step + 1, at + word.len())),
                Step::One(ranges) => {
                    let letter = text[at..].chars().next().filter(|letter| within(ranges, *letter));
                    letter.map(|letter| (step + 1, at + letter.len_utf8()))
                }
                Step::Start => (at == 0).then_some((step + 1, at)),
                Step::End => (at == text.len()).then_some((step + 1, at)),
                // ahead there is no way back to this fork without a letter more, so nothing need be remembered
                Step::Fork { ways: [first, second], .. } if *second > step && !self.may(*first, text, at) => {
                    Some((*second, at))
                }
                Step::Fork { number, ways: [first, second] } => {
                    memory.take(number * (text.len() + 1) + at).then(|| {
                        memory.next.push(Next::Try { step: *second, at });
                        (*first, at)
                    })
                }
                Step::Go(to) => Some((*to, at)),
                Step::Keep(slot) => {
                    if let Some(slots) = &mut slots {
                        memory.next.push(Next::Undo { slot: *slot, was: slots[*slot] });
                        slots[*slot] = Some(at);
                    }
                    Some((step + 1, at))
                }
                Step::Done => {
                    memory.next.clear();
                    return Some(at);
                }
            };
            (step, at) = match leads_on {
                Some(next) => next,
                None => loop {
                    match memory.next.pop()? {
                        Next::Try { step, at } => break (step, at),
                        Next::Undo { slot, was } => {
                            if let Some(slots) = &mut slots {
                                slots[slot] = was;
                            }
                        }
                    }
                },
            };
        }
    }

    /// The letters of the step, if it is one of letters, stand here.
    fn may(&self, step: usize, text: &str, at: usize) -> bool {
        match &self.steps[step] {
            Step::Word(word) => follows(text, at, word),
            Step::One(ranges) => text[at..].chars().next().is_some_and(|letter| within(ranges, letter)),
            _ => true,
        }
    }

    fn add(&mut self, pattern: &Hir) {
        match pattern.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => {
                let word = std::str::from_utf8(&literal.0).expect("patterns are text");
                self.steps.push(Step::Word(word.into()));
            }
            HirKind::Class(Class::Unicode(class)) => {
                let ranges = class.ranges().iter().map(|range| (range.start(), range.end()));
                self.steps.push(Step::One(ranges.collect()));
            }
            HirKind::Class(Class::Bytes(class)) => {
                let ranges = class.ranges().iter().map(|range| (range.start().into(), range.end().into()));
                self.steps.push(Step::One(ranges.collect()));
            }
            HirKind::Look(Look::Start) => self.steps.push(Step::Start),
            HirKind::Look(Look::End) => self.steps.push(Step::End),
            HirKind::Look(look) => panic!("fixed patterns do not ask for {look:?}"),
            HirKind::Repetition(repetition) => self.repeat(repetition),
            HirKind::Capture(capture) => {
                let group = self.names.len();
                self.names.push(capture.name.clone());
                self.steps.push(Step::Keep(group * 2));
                self.add(&capture.sub);
                self.steps.push(Step::Keep(group * 2 + 1));
            }
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.add(part)),
            HirKind::Alternation(parts) => self.choose(parts),
        }
    }

    fn choose(&mut self, parts: &[Hir]) {
        let mut ends = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let fork = (at + 1 < parts.len()).then(|| self.fork());
            self.add(part);
            if let Some(fork) = fork {
                ends.push(self.steps.len());
                self.steps.push(Step::Go(0));
                self.join(fork, [fork + 1, self.steps.len()], true);
            }
        }
        for end in ends {
            self.steps[end] = Step::Go(self.steps.len());
        }
    }

    fn repeat(&mut self, of: &Repetition) {
        let (first_group, min) = (self.names.len(), of.min);
        let copy = |machine: &mut Machine| {
            // all copies of a group are that group
            machine.names.truncate(first_group);
            machine.add(&of.sub);
        };
        match of.max {
            Some(max) => {
                (0..min).for_each(|_| copy(self));
                let forks: Vec<usize> = (min..max)
                    .map(|_| {
                        let fork = self.fork();
                        copy(self);
                        fork
                    })
                    .collect();
                for fork in forks {
                    self.join(fork, [fork + 1, self.steps.len()], of.greedy);
                }
            }
            // one fork that leads into it and back, since what cannot be empty comes back to it at another letter
            None if min == 0 && of.sub.properties().minimum_len().is_some_and(|least| least > 0) => {
                let fork = self.fork();
                copy(self);
                self.steps.push(Step::Go(fork));
                self.join(fork, [fork + 1, self.steps.len()], of.greedy);
            }
            None => {
                let none = (min == 0).then(|| self.fork());
                (1..min).for_each(|_| copy(self));
                let again = self.steps.len();
                copy(self);
                let fork = self.fork();
                self.join(fork, [again, fork + 1], of.greedy);
                if let Some(none) = none {
                    self.join(none, [none + 1, self.steps.len()], of.greedy);
                }
            }
        }
    }

    /// A fork whose ways are not known yet.
    fn fork(&mut self) -> usize {
        self.forks += 1;
        self.steps.push(Step::Fork { number: self.forks - 1, ways: [0, 0] });
        self.steps.len() - 1
    }

    /// The ways of a fork: the first is tried first, or last where the pattern wants as little as may be.
    fn join(&mut self, fork: usize, [first, second]: [usize; 2], greedy: bool) {
        if let Step::Fork { ways, .. } = &mut self.steps[fork] {
            *ways = if greedy { [first, second] } else { [second, first] };
        }
    }
}

/// The word stands in the text there. Letters of Japanese begin alike, so the last byte is looked at first.
fn follows(text: &str, at: usize, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.get(at + word.len() - 1) == word.last() && text[at..].starts_with(word)
}

fn within(ranges: &[(char, char)], letter: char) -> bool {
    ranges.iter().take_while(|(first, _)| *first <= letter).any(|(_, last)| letter <= *last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::super::letters;
    use super::*;

    fn compare(pattern: &str, text: &str) {
        let (machine, regex) = (Machine::new(pattern), Regex::new(pattern).expect("a pattern"));
        assert_eq!(machine.sees(text), regex.is_match(text), "{pattern} in {text}");
        let may = letters::of(text, |letters| machine.may_match(letters));
        assert!(may || !regex.is_match(text), "{pattern} needs letters that are not in {text}");
        for from in [0, text.ceil_char_boundary(text.len() / 2)] {
            let wanted = regex.captures_at(text, from).map(|groups| {
                groups
                    .iter()
                    .flat_map(|group| [group.map(|group| group.start()), group.map(|group| group.end())])
                    .collect()
            });
            assert_eq!(machine.groups(text, from), wanted, "{pattern} in {text} from {from}");
            let place = wanted.map(|slots: Slots| (slots[0].unwrap_or(0), slots[1].unwrap_or(0)));
            assert_eq!(machine.find(text, from), place, "{pattern} in {text} from {from}");
        }
    }

    #[test]
    fn a_machine_finds_what_the_regex_crate_finds() {
        let patterns = [
            "^(?:行[うい]|行い、直ちに|[^、。]{0,3}?努め)",
            "行い|行い、直ちに|[0-9]{1,3}",
            "(?:承諾|許可)[^、。]*(?:なく|なしに)|(?:認め|許)[^、。]*ない限り",
            "((?:本|当)?業務|[ア-ン]+ログ)(?:の|を)?",
            "[^、。]{1,4}(ときは|場合は)",
            "る?(?:とき|場合)$",
            "(?:とき|場合|が|^。)$",
            "^甲|乙は",
            "(?i)ver\\.?([0-9])",
            "で?は、",
            "[\\s\\u{3000}]+-[0-9]+-",
            "(?P<who>甲|乙)(?:は|が)(?:([^、]+?)、)*?",
            "(?:[^甲]|(?:[甲乙])*?)*",
            "(?:(?:[^甲]|(?:[甲乙])*?))*",
        ];
        let texts = [
            "",
            "行い、直ちに",
            "を行う",
            "必ず努める",
            "には、努める",
            "第12条を行い、直ちに",
            "承諾を得た後に、許可なく",
            "認められない限り、承諾なしに",
            "当業務の内容、アクセスログを",
            "障害のときは、甲は",
            "その場合",
            "乙は甲が",
            "。",
            "MDS Ver.4 又はver5",
            "\u{3000} -12- 頁",
            "では、は、",
            "乙甲甲",
        ];
        let long = format!("{}承諾なく行い、障害のときは、乙は", "甲乙丙。".repeat(3000));
        for pattern in patterns {
            texts.into_iter().chain([long.as_str()]).for_each(|text| compare(pattern, text));
        }
    }

    /// Patterns of all that fixed patterns are made of, over three letters.
    fn patterns() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            "[甲乙丙]{1,3}",
            Just("[甲乙]".into()),
            Just("[^甲]".into()),
            Just("^".into()),
            Just("$".into())
        ];
        leaf.prop_recursive(4, 24, 3, |inner| {
            let many =
                prop_oneof![Just("?"), Just("*"), Just("+"), Just("{1,3}"), Just("{2}"), Just("*?"), Just("{0,2}?")];
            prop_oneof![
                proptest::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
                proptest::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("(?:{})", parts.join("|"))),
                inner.clone().prop_map(|part| format!("({part})")),
                (inner, many).prop_map(|(part, many)| format!("(?:{part}){many}")),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_machine_finds_what_the_regex_crate_finds_of_any_pattern(pattern in patterns(), text in "[甲乙丙a]{0,10}") {
            compare(&pattern, &text);
        }
    }

    #[test]
    fn hostile_text_takes_no_longer_than_forks_times_letters() {
        let machine = Machine::new("(?:甲*)*(?:甲|甲甲)*丙");
        assert!(!machine.sees(&"甲".repeat(20_000)));
    }
}
