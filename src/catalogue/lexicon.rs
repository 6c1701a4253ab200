//! The words of all duties in one list. In: duties. Out: [`Lexicon`], and for a text its [`Scan`]:
//! where the words of which duty stand. Whether an act is really claimed there is for the `clause` room to say.

use std::ops::Range;
use std::sync::Arc;

use super::{Class, Duty, verb::Verb, words::WordList};
use crate::model::DutyId;
use crate::text::place_of;

/// The words of all duties, sorted.
#[derive(Debug, Clone)]
pub struct Lexicon {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    words: WordList<Use>,
    duties: Vec<DutyId>,
    phrases: Vec<Entry>,
    /// For every duty, what its sentences must and must not hold.
    guards: Vec<Guard>,
    /// How many sets of words there are.
    sets: usize,
    /// A group's pack gave some of the words.
    has_given: bool,
}

/// One compiled phrase of a duty.
#[derive(Debug)]
struct Entry {
    duty: usize,
    half: Option<String>,
    object: Option<usize>,
    with: Option<usize>,
    unless: Option<usize>,
    given: bool,
}

/// What a sentence must and must not hold to claim a duty, as sets of words.
#[derive(Debug)]
struct Guard {
    needs: Option<usize>,
    bars: Option<usize>,
    /// Words, words that must not stand beside them, and the duty they make of it.
    instead: Vec<(Option<usize>, Option<usize>, DutyId)>,
}

/// What a word can be.
#[derive(Debug)]
enum Use {
    /// A member of a set of words; further parts must follow within a gap.
    Word { set: usize, rest: Vec<String> },
    /// The stem of a verb of a phrase.
    Act { phrase: usize, verb: Verb },
    /// A word that names the duty by itself.
    Solo { duty: usize, given: bool },
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
    pub class: Class,
}

/// Where the words of the duties stand in one text.
#[derive(Debug, Default)]
pub struct Scan {
    /// Words of sets, each with the number of the word of its set before it, counted from 1; 0 is none.
    words: Vec<(Range<usize>, u32)>,
    /// For every set, the number of its last word; nothing where no text was scanned.
    last: Vec<u32>,
    /// Acts in the order of their places.
    pub acts: Vec<Act>,
    solos: Vec<(usize, Range<usize>, bool)>,
    masks: Vec<(usize, Range<usize>)>,
}

impl Scan {
    fn see(&mut self, set: usize, word: Range<usize>) {
        self.words.push((word, self.last[set]));
        self.last[set] = self.words.len() as u32;
    }

    /// A word of the set stands in the text.
    fn holds(&self, set: usize) -> bool {
        self.last.get(set).is_some_and(|last| *last > 0)
    }

    /// The words of a set.
    fn words(&self, set: usize) -> impl Iterator<Item = &Range<usize>> {
        let word = |number: u32| number.checked_sub(1).map(|at| &self.words[at as usize]);
        let last = self.last.get(set).copied().unwrap_or_default();
        std::iter::successors(word(last), move |(_, before)| word(*before)).map(|(place, _)| place)
    }
}

impl Lexicon {
    /// Sorts the words of the duties, which are in the spelling of `text::normal`.
    pub fn new(duties: &[Duty]) -> Lexicon {
        let mut builder = Builder::default();
        let mut guards = Vec::with_capacity(duties.len());
        for (index, duty) in duties.iter().enumerate() {
            for (list, given) in [(&duty.solo, false), (&duty.given, true)] {
                let words = list.iter().map(|word| (word.clone(), Use::Solo { duty: index, given }));
                builder.words.extend(words);
            }
            for word in &duty.mask {
                let (first, _) = parts(word);
                builder.words.push((first, Use::Mask { duty: index }));
            }
            guards.push(Guard {
                needs: builder.set(&duty.needs),
                bars: builder.set(&duty.bars),
                instead: (duty.instead.iter())
                    .map(|one| (builder.set(&one.words), builder.set(&one.unless), one.duty.clone()))
                    .collect(),
            });
            for phrase in &duty.phrases {
                let entry = Entry {
                    duty: index,
                    half: phrase.half.clone(),
                    object: builder.set(&phrase.object),
                    with: builder.set(&phrase.with),
                    unless: builder.set(&phrase.unless),
                    given: phrase.given,
                };
                let number = builder.phrases.len();
                builder.phrases.push(entry);
                for word in &phrase.act {
                    let verb = Verb::parse(word);
                    builder.words.push((verb.stem.to_string(), Use::Act { phrase: number, verb }));
                }
            }
        }
        Lexicon {
            inner: Arc::new(Inner {
                words: WordList::new(builder.words),
                duties: duties.iter().map(|duty| duty.id.clone()).collect(),
                phrases: builder.phrases,
                guards,
                sets: builder.sets,
                has_given: duties
                    .iter()
                    .any(|duty| !duty.given.is_empty() || duty.phrases.iter().any(|phrase| phrase.given)),
            }),
        }
    }

    /// Finds all words of all duties in a text in the spelling of `text::normal`.
    pub fn scan(&self, text: &str) -> Scan {
        let inner = &self.inner;
        if text.is_empty() {
            return Scan::default();
        }
        let mut scan = Scan { last: vec![0; inner.sets], ..Scan::default() };
        inner.words.find(text, |place, usage| match usage {
            Use::Word { set, rest } => {
                if let Some(end) = follow(text, place.end, rest) {
                    scan.see(*set, place.start..end);
                }
            }
            Use::Act { phrase, verb } => {
                if verb.stands_at(text, place.end) {
                    scan.acts.push(Act { phrase: *phrase, stem: place, class: verb.class });
                }
            }
            Use::Solo { duty, given } => scan.solos.push((*duty, place, *given)),
            Use::Mask { duty } => scan.masks.push((*duty, place)),
        });
        let masks = &scan.masks;
        scan.acts.retain(|act| !masked(masks, inner.phrases[act.phrase].duty, &act.stem));
        scan.acts.sort_by_key(|act| (act.stem.end, act.stem.start, act.phrase));
        scan.solos.retain(|(duty, place, _)| !masked(masks, *duty, place));
        scan.solos.sort_by_key(|(_, place, _)| (place.end, place.start));
        scan
    }

    /// What a claim of the duty is in a scanned sentence whose heading and lead-in are scanned too: the duty itself, another
    /// one, or none.
    pub fn settle(&self, duty: &DutyId, sentence: &Scan, context: &Scan) -> Option<DutyId> {
        let Some(at) = self.inner.duties.iter().position(|known| known == duty) else { return Some(duty.clone()) };
        let guard = &self.inner.guards[at];
        let holds = |set: Option<usize>, scan: &Scan| set.is_some_and(|set| scan.holds(set));
        if holds(guard.bars, sentence)
            || guard.needs.is_some() && !holds(guard.needs, sentence) && !holds(guard.needs, context)
        {
            return None;
        }
        let other =
            guard.instead.iter().find(|(words, unless, _)| holds(*words, sentence) && !holds(*unless, sentence));
        Some(other.map_or(duty, |(.., other)| other).clone())
    }

    /// The duty a phrase belongs to.
    pub fn duty_of(&self, phrase: usize) -> &DutyId {
        &self.inner.duties[self.inner.phrases[phrase].duty]
    }

    /// The half of the duty that a phrase says.
    pub fn half_of(&self, phrase: usize) -> Option<&str> {
        self.inner.phrases[phrase].half.as_deref()
    }

    /// A group's pack gave the phrase: what the examples say does not bear on it.
    pub fn is_given(&self, phrase: usize) -> bool {
        self.inner.phrases[phrase].given
    }

    /// The phrase needs no object beside its act.
    pub fn needs_no_object(&self, phrase: usize) -> bool {
        self.inner.phrases[phrase].object.is_none()
    }

    /// The last object of the phrase inside `range` of a scanned text.
    pub fn object(&self, scan: &Scan, phrase: usize, range: Range<usize>) -> Option<Range<usize>> {
        let entry = &self.inner.phrases[phrase];
        scan.words(entry.object?)
            .filter(|word| word.start >= range.start && word.end <= range.end && !masked(&scan.masks, entry.duty, word))
            .max_by_key(|word| (word.end, word.len()))
            .cloned()
    }

    /// One of the phrase's `with` words stands in one of the scanned texts, or it asks for none.
    pub fn has_company(&self, phrase: usize, scans: &[&Scan]) -> bool {
        let entry = &self.inner.phrases[phrase];
        entry.with.is_none_or(|set| scans.iter().any(|scan| scan.holds(set)))
    }

    /// One of the phrase's `unless` words stands inside `range`.
    pub fn is_barred(&self, scan: &Scan, phrase: usize, range: Range<usize>) -> bool {
        self.inner.phrases[phrase]
            .unless
            .is_some_and(|set| scan.words(set).any(|word| word.start < range.end && word.end > range.start))
    }

    /// A phrase of the duty forbids its words inside `range`: what bars one way of saying it bars its single words too.
    pub fn bars(&self, scan: &Scan, duty: &DutyId, range: Range<usize>) -> bool {
        let Some(at) = self.inner.duties.iter().position(|known| known == duty) else { return false };
        (0..self.inner.phrases.len())
            .any(|phrase| self.inner.phrases[phrase].duty == at && self.is_barred(scan, phrase, range.clone()))
    }

    /// Duties named by a single word in a scanned text, with the word's place and whether a group's pack gave it.
    pub fn solos<'a>(&'a self, scan: &'a Scan) -> impl Iterator<Item = (&'a DutyId, Range<usize>, bool)> {
        scan.solos.iter().map(|(duty, place, given)| (&self.inner.duties[*duty], place.clone(), *given))
    }

    /// Duties that a heading, a question or a cell speaks of, in the order of the catalogue: a word that names the duty by
    /// itself, or an object and an act anywhere. The text is in the spelling of `text::normal`.
    pub fn topics(&self, spelt: &str) -> Vec<DutyId> {
        self.topics_of(spelt, &self.scan(spelt))
    }

    /// The same by the words of groups' packs alone.
    pub fn given_topics(&self, spelt: &str) -> Vec<DutyId> {
        if self.inner.has_given { self.spoken_of(spelt, &self.scan(spelt), true) } else { Vec::new() }
    }

    /// [`Lexicon::topics`] of a text that has been scanned.
    pub(super) fn topics_of(&self, spelt: &str, scan: &Scan) -> Vec<DutyId> {
        self.spoken_of(spelt, scan, false)
    }

    fn spoken_of(&self, spelt: &str, scan: &Scan, given_only: bool) -> Vec<DutyId> {
        // where the last word of each duty's act ends
        let mut found: Vec<Option<usize>> = vec![None; self.inner.duties.len()];
        let mut see = |duty: usize, end: usize| found[duty] = found[duty].max(Some(end));
        for (duty, place, _) in scan.solos.iter().filter(|(.., given)| *given || !given_only) {
            see(*duty, place.end);
        }
        for act in scan.acts.iter().filter(|act| !given_only || self.is_given(act.phrase)) {
            let entry = &self.inner.phrases[act.phrase];
            let object = entry.object.is_none() || self.object(scan, act.phrase, 0..spelt.len()).is_some();
            if object && self.has_company(act.phrase, &[scan]) && !self.is_barred(scan, act.phrase, 0..spelt.len()) {
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
        let found = place_of(window, part)?;
        end += found + part.len();
    }
    Some(end)
}

/// A word written with `~`: its first part, and the parts that must follow.
fn parts(word: &str) -> (String, Vec<String>) {
    let mut parts = word.split('~').map(str::to_owned);
    (parts.next().unwrap_or_default(), parts.collect())
}

#[derive(Default)]
struct Builder {
    words: Vec<(String, Use)>,
    phrases: Vec<Entry>,
    sets: usize,
}

impl Builder {
    fn set(&mut self, words: &[String]) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        let set = self.sets;
        self.sets += 1;
        for word in words {
            let (first, rest) = parts(word);
            self.words.push((first, Use::Word { set, rest }));
        }
        Some(set)
    }
}
