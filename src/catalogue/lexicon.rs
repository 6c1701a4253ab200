//! The words of all duties, compiled into one automaton. In: duties. Out: [`Lexicon`], and for a text its [`Scan`]:
//! where the words of which duty stand. Whether an act is really claimed there is for the `clause` room to say.

use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::{Duty, verb::Verb};
use crate::model::DutyId;
use crate::text::{fold, normal, respell};

/// The words of all duties, compiled.
#[derive(Debug, Clone)]
pub struct Lexicon {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    automaton: AhoCorasick,
    /// For every literal of the automaton, what it can be.
    uses: Vec<Vec<Use>>,
    duties: Vec<DutyId>,
    phrases: Vec<Entry>,
    /// Number of words in each set of words.
    sets: usize,
}

/// One compiled phrase of a duty.
#[derive(Debug)]
struct Entry {
    duty: usize,
    half: Option<String>,
    object: Option<usize>,
    with: Option<usize>,
    unless: Option<usize>,
}

/// What a literal can be.
#[derive(Debug, Clone)]
enum Use {
    /// A member of a set of words; further parts must follow within a gap.
    Word { set: usize, rest: Vec<String> },
    /// The stem of a verb of a phrase.
    Act { phrase: usize, verb: Verb },
    /// A word that names the duty by itself.
    Solo { duty: usize },
    /// A false friend of the duty.
    Mask { duty: usize },
}

/// Widest gap between the parts of a word written with `~`, in bytes (ten Japanese letters).
const GAP: usize = 30;

/// An act of a phrase found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Which phrase of the lexicon.
    pub phrase: usize,
    /// Where the stem of the verb stands.
    pub stem: Range<usize>,
    /// How the verb bends.
    pub verb: Verb,
}

/// Where the words of the duties stand in one text.
#[derive(Debug, Default)]
pub struct Scan {
    words: Vec<Vec<Range<usize>>>,
    /// Acts in the order of their places.
    pub acts: Vec<Act>,
    solos: Vec<(usize, Range<usize>)>,
    masks: Vec<(usize, Range<usize>)>,
}

impl Lexicon {
    /// Compiles the words of the duties. Words are brought to the spelling of [`crate::text::respell`] first.
    pub fn new(duties: &[Duty]) -> Lexicon {
        let mut builder = Builder::default();
        for (index, duty) in duties.iter().enumerate() {
            for word in &duty.solo {
                builder.add(word, |rest| {
                    debug_assert!(rest.is_empty());
                    Use::Solo { duty: index }
                });
            }
            for word in &duty.mask {
                builder.add(word, |_| Use::Mask { duty: index });
            }
            for phrase in &duty.phrases {
                let entry = Entry {
                    duty: index,
                    half: phrase.half.clone(),
                    object: builder.set(&phrase.object),
                    with: builder.set(&phrase.with),
                    unless: builder.set(&phrase.unless),
                };
                let number = builder.phrases.len();
                builder.phrases.push(entry);
                for word in &phrase.act {
                    let verb = Verb::parse(&normal(word));
                    let stem = verb.stem.clone();
                    builder.literal(&stem, Use::Act { phrase: number, verb });
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            // quicker to build than the other kinds, which a few papers never earn back
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .ascii_case_insensitive(true)
            .build(&builder.literals)
            .expect("a few thousand short words always compile");
        Lexicon {
            inner: Arc::new(Inner {
                automaton,
                uses: builder.uses,
                duties: duties.iter().map(|duty| duty.id.clone()).collect(),
                phrases: builder.phrases,
                sets: builder.sets,
            }),
        }
    }

    /// Finds all words of all duties in a text that [`respell`] has put in order.
    pub fn scan(&self, text: &str) -> Scan {
        let inner = &self.inner;
        let mut scan = Scan { words: vec![Vec::new(); inner.sets], ..Scan::default() };
        for found in inner.automaton.find_overlapping_iter(text) {
            let place = found.start()..found.end();
            for usage in &inner.uses[found.pattern().as_usize()] {
                match usage {
                    Use::Word { set, rest } => {
                        if let Some(end) = follow(text, place.end, rest) {
                            scan.words[*set].push(place.start..end);
                        }
                    }
                    Use::Act { phrase, verb } => {
                        if verb.stands_at(text, place.end) {
                            scan.acts.push(Act { phrase: *phrase, stem: place.clone(), verb: verb.clone() });
                        }
                    }
                    Use::Solo { duty } => scan.solos.push((*duty, place.clone())),
                    Use::Mask { duty } => scan.masks.push((*duty, place.clone())),
                }
            }
        }
        let masks = std::mem::take(&mut scan.masks);
        scan.acts.retain(|act| !masked(&masks, inner.phrases[act.phrase].duty, &act.stem));
        scan.solos.retain(|(duty, place)| !masked(&masks, *duty, place));
        scan.masks = masks;
        scan.acts.sort_by_key(|act| (act.stem.end, act.stem.start, act.phrase));
        scan
    }

    /// The duty a phrase belongs to.
    pub fn duty_of(&self, phrase: usize) -> &DutyId {
        &self.inner.duties[self.inner.phrases[phrase].duty]
    }

    /// The half of the duty that a phrase says.
    pub fn half_of(&self, phrase: usize) -> Option<&str> {
        self.inner.phrases[phrase].half.as_deref()
    }

    /// The phrase needs no object beside its act.
    pub fn needs_no_object(&self, phrase: usize) -> bool {
        self.inner.phrases[phrase].object.is_none()
    }

    /// The last object of the phrase inside `range` of a scanned text.
    pub fn object(&self, scan: &Scan, phrase: usize, range: Range<usize>) -> Option<Range<usize>> {
        let entry = &self.inner.phrases[phrase];
        scan.words[entry.object?]
            .iter()
            .filter(|word| word.start >= range.start && word.end <= range.end && !masked(&scan.masks, entry.duty, word))
            .max_by_key(|word| (word.end, word.len()))
            .cloned()
    }

    /// One of the phrase's `with` words stands in one of the scanned texts, or it asks for none.
    pub fn has_company(&self, phrase: usize, scans: &[&Scan]) -> bool {
        let entry = &self.inner.phrases[phrase];
        entry.with.is_none_or(|set| scans.iter().any(|scan| !scan.words[set].is_empty()))
    }

    /// One of the phrase's `unless` words stands inside `range`.
    pub fn is_barred(&self, scan: &Scan, phrase: usize, range: Range<usize>) -> bool {
        self.inner.phrases[phrase]
            .unless
            .is_some_and(|set| scan.words[set].iter().any(|word| word.start < range.end && word.end > range.start))
    }

    /// A phrase of the duty forbids its words inside `range`: what bars one way of saying it bars its single words too.
    pub fn bars(&self, scan: &Scan, duty: &DutyId, range: Range<usize>) -> bool {
        (0..self.inner.phrases.len())
            .any(|phrase| self.duty_of(phrase) == duty && self.is_barred(scan, phrase, range.clone()))
    }

    /// Duties named by a single word in a scanned text, with the word's place.
    pub fn solos<'a>(&'a self, scan: &'a Scan) -> impl Iterator<Item = (&'a DutyId, Range<usize>)> {
        scan.solos.iter().map(|(duty, place)| (&self.inner.duties[*duty], place.clone()))
    }

    /// Duties that a heading, a question or a cell speaks of, in the order of the catalogue: a word that names the duty by
    /// itself, or an object and an act anywhere.
    pub fn topics(&self, text: &str) -> Vec<DutyId> {
        let spelt = respell(&fold(text)).text;
        let scan = self.scan(&spelt);
        // where the last word of each duty's act ends
        let mut found: Vec<Option<usize>> = vec![None; self.inner.duties.len()];
        let mut see = |duty: usize, end: usize| found[duty] = found[duty].max(Some(end));
        for (duty, place) in &scan.solos {
            see(*duty, place.end);
        }
        for act in &scan.acts {
            let entry = &self.inner.phrases[act.phrase];
            let object = entry.object.is_none() || self.object(&scan, act.phrase, 0..spelt.len()).is_some();
            if object && self.has_company(act.phrase, &[&scan]) && !self.is_barred(&scan, act.phrase, 0..spelt.len()) {
                see(entry.duty, act.stem.end);
            }
        }
        // the last act is the head: 複製が取れたことを確かめる, 実行結果の確認; in a list every act is
        let last = found.iter().flatten().max().copied().unwrap_or_default();
        let is_listed = |end: usize| {
            const LINKS: [&str; 11] = ["及び", "並びに", "又は", "若しくは", "、", "・", "と", "や", "し", "/", "て"];
            end == last || LINKS.iter().any(|link| spelt[end..last].contains(link))
        };
        self.inner
            .duties
            .iter()
            .zip(found)
            .filter(|(_, end)| end.is_some_and(is_listed))
            .map(|(duty, _)| duty.clone())
            .collect()
    }
}

fn masked(masks: &[(usize, Range<usize>)], duty: usize, word: &Range<usize>) -> bool {
    masks.iter().any(|(of, place)| *of == duty && place.start < word.end && place.end > word.start)
}

/// The end of a word whose further parts must follow within a gap that crosses no clause.
fn follow(text: &str, mut end: usize, rest: &[String]) -> Option<usize> {
    for part in rest {
        // the part begins inside the gap and may reach past it
        let window = &text[end..text.floor_char_boundary(end + GAP + part.len())];
        let window = &window[..window.find(['、', '。']).unwrap_or(window.len())];
        let found = window.find(part.as_str())?;
        end += found + part.len();
    }
    Some(end)
}

#[derive(Default)]
struct Builder {
    literals: Vec<String>,
    numbers: std::collections::BTreeMap<String, usize>,
    uses: Vec<Vec<Use>>,
    phrases: Vec<Entry>,
    sets: usize,
}

impl Builder {
    fn literal(&mut self, literal: &str, usage: Use) {
        if literal.is_empty() {
            return;
        }
        let number = *self.numbers.entry(literal.to_owned()).or_insert_with(|| {
            self.literals.push(literal.to_owned());
            self.uses.push(Vec::new());
            self.literals.len() - 1
        });
        self.uses[number].push(usage);
    }

    fn add(&mut self, word: &str, usage: impl FnOnce(Vec<String>) -> Use) {
        let mut parts = word.split('~').map(normal);
        let first = parts.next().unwrap_or_default();
        let usage = usage(parts.collect());
        self.literal(&first, usage);
    }

    fn set(&mut self, words: &[String]) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        let set = self.sets;
        self.sets += 1;
        for word in words {
            self.add(word, |rest| Use::Word { set, rest });
        }
        Some(set)
    }
}
