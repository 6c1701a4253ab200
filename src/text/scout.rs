//! Whether and where a pattern matches. In: a pattern and a text. Out: the place of the first match, without its groups.
//!
//! A whole [`regex::Regex`] is compiled several times over, to find where matches begin and what their groups hold, and its states
//! are made as it runs; a short run pays more for both than for all its matching. A scout is compiled once, forwards. It walks
//! over the text itself and tries the pattern only at letters with which a match can begin: few letters are, and the states that
//! such tries need are few and small.

use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Texts longer than this, in bytes, are gone through in one run: tries that each go far would take a long time together.
const LONGEST: usize = 4096;

/// A pattern that is looked for.
pub(super) struct Scout {
    pattern: Hir,
    begins: Begins,
    /// Compiled when a text first has a letter with which a match can begin.
    machine: OnceLock<Machine>,
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

impl Scout {
    /// Reads a pattern.
    ///
    /// # Panics
    /// It is none.
    pub fn new(pattern: &str) -> Scout {
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
        Scout { pattern, begins, machine: OnceLock::new() }
    }

    fn machine(&self) -> &Machine {
        self.machine.get_or_init(|| Machine::new(&self.pattern))
    }

    /// The text holds a match.
    pub fn sees(&self, text: &str) -> bool {
        match &self.begins {
            Begins::AtStart(letters) => self.at_start(letters.as_ref(), text, true).is_some(),
            Begins::At(letters) if text.len() <= LONGEST => self.first(letters, text, 0, true).is_some(),
            _ => self.machine().run(&Input::new(text).earliest(true)).is_some(),
        }
    }

    /// The first match from a place on. Where it can begin almost anywhere, `otherwise` knows the place of one that is seen.
    pub fn find(
        &self,
        text: &str,
        from: usize,
        otherwise: impl FnOnce() -> Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        match &self.begins {
            Begins::AtStart(_) if from > 0 => None,
            Begins::AtStart(letters) => self.at_start(letters.as_ref(), text, false),
            Begins::At(letters) if text.len() <= LONGEST => self.first(letters, text, from, false),
            _ => self.sees(text).then(otherwise).flatten(),
        }
    }

    fn at_start(&self, letters: Option<&Letters>, text: &str, earliest: bool) -> Option<Range<usize>> {
        let may = letters.is_none_or(|letters| text.chars().next().is_some_and(|first| letters.hold(first)));
        let input = Input::new(text).anchored(Anchored::Yes).earliest(earliest);
        may.then(|| self.machine().run(&input)).flatten().map(|end| 0..end)
    }

    /// Tries the pattern at each of the letters, from a place on.
    fn first(&self, letters: &Letters, text: &str, from: usize, earliest: bool) -> Option<Range<usize>> {
        let mut places = text[from..].char_indices().filter(|(_, letter)| letters.hold(*letter)).peekable();
        places.peek()?;
        let machine = self.machine();
        let mut cache = machine.caches.get();
        places.find_map(|(at, _)| {
            let start = from + at;
            let input = Input::new(text).span(start..text.len()).anchored(Anchored::Yes).earliest(earliest);
            machine.run_with(&mut cache, &input).map(|end| start..end)
        })
    }
}

thread_local! {
    /// The compiler of a thread: it keeps tables that take longer to make than most patterns take to compile.
    static COMPILER: thompson::Compiler = {
        let mut compiler = thompson::Compiler::new();
        compiler.configure(thompson::Config::new().which_captures(WhichCaptures::None));
        compiler
    };
}

/// A compiled pattern.
struct Machine {
    dfa: DFA,
    /// States met so far, for each thread that runs it.
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>>,
}

impl Machine {
    /// Compiles a pattern.
    ///
    /// # Panics
    /// The pattern asks for the bounds of words.
    fn new(pattern: &Hir) -> Machine {
        let states = COMPILER.with(|compiler| compiler.build_from_hir(pattern).expect("a fixed pattern"));
        let dfa = DFA::builder().build_from_nfa(states).expect("a fixed pattern");
        let of = dfa.clone();
        Machine { dfa, caches: Pool::new(Box::new(move || of.create_cache())) }
    }

    /// Where the first match ends.
    fn run(&self, input: &Input<'_>) -> Option<usize> {
        self.run_with(&mut self.caches.get(), input)
    }

    fn run_with(&self, cache: &mut Cache, input: &Input<'_>) -> Option<usize> {
        // neither bytes at which it stops nor a bound after which it gives up are set
        let found = self.dfa.try_search_fwd(cache, input).expect("a search that cannot fail");
        found.map(|end| end.offset())
    }
}

/// The first and the last letter of all.
const ANY: (char, char) = ('\0', char::MAX);

/// Bits of [`Letters`].
const BITS: u32 = 2048;

/// A set of letters that may hold some more: a bit for each number of a letter, in turn.
struct Letters(Box<[u64; (BITS / u64::BITS) as usize]>);

impl Default for Letters {
    fn default() -> Letters {
        Letters(Box::new([0; (BITS / u64::BITS) as usize]))
    }
}

impl Letters {
    fn hold(&self, letter: char) -> bool {
        let bit = u32::from(letter) % BITS;
        self.0[(bit / u64::BITS) as usize] >> (bit % u64::BITS) & 1 == 1
    }

    fn take(&mut self, first: char, last: char) {
        for number in (u32::from(first)..=u32::from(last)).take(BITS as usize) {
            let bit = number % BITS;
            self.0[(bit / u64::BITS) as usize] |= 1 << (bit % u64::BITS);
        }
    }

    /// Few enough that tries at them take less time than a run over all letters.
    fn are_few(&self) -> bool {
        self.0.iter().map(|bits| bits.count_ones()).sum::<u32>() < BITS / 8
    }

    /// Takes the letters with which a match can begin; `false` where it can be empty.
    fn take_first_of(&mut self, pattern: &Hir) -> bool {
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

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn a_scout_finds_what_the_whole_pattern_finds() {
        let patterns = [
            "^(?:行[うい]|行い、直ちに|[^、。]{0,3}?努め)",
            "行い|行い、直ちに|[0-9]{1,3}",
            "(?:承諾|許可)[^、。]*(?:なく|なしに)|(?:認め|許)[^、。]*ない限り",
            "(?:(?:本|当)?業務|[ア-ン]+ログ)(?:の|を)?",
            "[^、。]{1,4}(?:ときは|場合は)",
            "る?(?:とき|場合)$",
            "(?:とき|場合|が|^。)$",
            "^甲|乙は",
            "(?i)ver\\.?[0-9]",
            "で?は、",
            "[\\s\\u{3000}]+-[0-9]+-",
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
        ];
        let long = format!("{}承諾なく行い、障害のときは、乙は", "甲乙丙。".repeat(LONGEST));
        for pattern in patterns {
            let (scout, regex) = (Scout::new(pattern), Regex::new(pattern).expect("a pattern"));
            for text in texts.into_iter().chain([long.as_str()]) {
                assert_eq!(scout.sees(text), regex.is_match(text), "{pattern} in {text}");
                for from in [0, text.ceil_char_boundary(text.len() / 2)] {
                    let whole = || regex.find_at(text, from).map(|found| found.range());
                    assert_eq!(scout.find(text, from, whole), whole(), "{pattern} in {text} from {from}");
                }
            }
        }
    }

    #[test]
    fn matches_begin_at_few_letters_where_the_pattern_says_so() {
        let among =
            |letters: &Letters| "甲乙丙業本。".chars().filter(|letter| letters.hold(*letter)).collect::<String>();
        let begins = |pattern: &str| match Scout::new(pattern).begins {
            Begins::AtStart(letters) => {
                format!("^{}", letters.map_or("anything".to_owned(), |letters| among(&letters)))
            }
            Begins::At(letters) => among(&letters),
            Begins::Anywhere => "anywhere".to_owned(),
        };
        for (pattern, want) in [
            ("^甲", "^甲"),
            ("^(?:甲?乙|丙)", "^甲乙丙"),
            ("^甲?", "^anything"),
            ("^甲|乙は", "甲乙"),
            ("(甲|乙)は", "甲乙"),
            ("(?:本|当)?業務", "業本"),
            ("(?:甲?|乙)丙", "甲乙丙"),
            ("(?:$|乙)甲", "甲乙"),
            ("[^。]乙", "anywhere"),
            ("甲?", "anywhere"),
            ("甲|$", "anywhere"),
        ] {
            assert_eq!(begins(pattern), want, "{pattern}");
        }
    }
}
