//! Which duty a clause speaks of, learnt from examples. In: the words of one clause, in the spelling of the text room.
//! Out: [`Guess`]es with their probability, and the letters that spoke for them.
//!
//! A softmax regression over runs of one to four letters, over each object with its verb, over the families of the words
//! (`families.toml`) and over what the word lists find. `cargo run --release --example learn` trains it from `examples/*.tsv`;
//! the same words always give the same numbers, and [`Learned::reasons`] says which letters gave them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::duty::FAMILIES;
use super::verb::Verb;
use crate::model::DutyId;
use crate::text::{normal, pattern};

/// A duty that a clause may speak of.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The duty; none for words that credit nothing.
    pub duty: Option<DutyId>,
    /// From 0 to 1; all guesses of a clause together give 1.
    pub sure: f32,
}

/// The trained weights, as they lie in `learned.bin`.
#[derive(Debug, Clone)]
pub struct Learned {
    /// The duty of each class; class 0 is none.
    classes: Vec<Option<DutyId>>,
    bias: Vec<f32>,
    /// What one step of a weight is worth.
    step: f32,
    /// How many features there are.
    count: usize,
    /// For every beginning of a hash, the first feature that has it; one more at the end.
    firsts: Vec<u32>,
    /// Hashes of the features in order, each with the number of its first weight; one more for the end; then the weights: a
    /// class and a signed step each.
    table: Cow<'static, [u8]>,
}

/// Longest run of letters that is a feature.
const RUN: usize = 4;
/// How many leading bits of a hash find its neighbours.
const LEADING: u32 = 12;
/// Classes that a byte can name.
const CLASSES: usize = 1 << u8::BITS;
/// Bytes of a number.
const WORD: usize = 4;

/// A hash and the number of the first weight.
type Feature = [u8; 2 * WORD];

fn hash_of([a, b, c, d, ..]: &Feature) -> u32 {
    u32::from_le_bytes([*a, *b, *c, *d])
}

/// Calls `found` with every feature of a clause and its hash, some of them more than once: runs of letters within its parts,
/// each object with its verb, the families of its words, and the duties that the word lists find in it.
fn each(words: &str, listed: &[DutyId], found: &mut dyn FnMut(&str, u32)) {
    let plain = plain(words);
    let mut part = String::new();
    let mut parts = plain.split(['、', '。']).filter(|part| !part.is_empty()).peekable();
    while let Some(letters) = parts.next() {
        part.clear();
        part.push('^');
        part.push_str(letters);
        if parts.peek().is_none() {
            part.push('$');
        }
        runs(&part, found);
    }
    let mut feature = String::new();
    let mut say = |parts: [&str; 3]| {
        feature.clear();
        feature.extend(parts);
        found(&feature, hash(FNV, &feature));
    };
    for (object, verb) in pairs(&plain) {
        say(["O:", object, ""]);
        say(["V:", verb, ""]);
        say([object, ">", verb]);
    }
    let (nouns, verbs) = kindred(&plain);
    let last = verbs.iter().map(|(end, _)| *end).max().unwrap_or(0);
    for (at, noun) in nouns.iter().enumerate() {
        say(["N:", noun, ""]);
        for other in &nouns[at + 1..] {
            if noun != other {
                say([noun.min(other), "+", noun.max(other)]);
            }
        }
    }
    for (end, verb) in verbs {
        if end < last {
            say(["F:", verb, ""]);
            continue;
        }
        say(["FL:", verb, ""]);
        for noun in &nouns {
            say([noun, ">", verb]);
        }
    }
    for duty in listed {
        say(["L:", duty.as_str(), ""]);
    }
}

/// Calls `found` with the runs of letters of a part. The hash of a run goes on from that of the run one letter shorter.
fn runs(part: &str, found: &mut dyn FnMut(&str, u32)) {
    for (start, first) in part.char_indices() {
        let mut letters = part[start..].chars();
        let (mut end, mut sum) = (start, FNV);
        for length in 1..=RUN {
            let Some(letter) = letters.next() else { break };
            let next = end + letter.len_utf8();
            sum = hash(sum, &part[end..next]);
            end = next;
            if length > 1 || !matches!(first, '^' | '$' | '\u{3041}'..='\u{3096}') {
                found(&part[start..end], sum);
            }
        }
    }
}

/// The features of a clause, hashed, each once, in order.
pub fn features(words: &str, listed: &[DutyId]) -> Vec<u32> {
    let mut hashes = Vec::with_capacity(words.len() * 2);
    each(words, listed, &mut |_, hash| hashes.push(hash));
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Where a hash begins.
const FNV: u32 = 0x811c_9dc5;

/// A stable hash (FNV-1a) of `letters` after those that `before` is the hash of.
fn hash(before: u32, letters: &str) -> u32 {
    letters.bytes().fold(before, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A word of a family.
struct Kin {
    stem: Arc<str>,
    /// None for a noun.
    verb: Option<Verb>,
    family: &'static str,
}

/// The words of all families by their first letter.
static KINDRED: LazyLock<BTreeMap<char, Vec<Kin>>> = LazyLock::new(|| {
    let mut index: BTreeMap<char, Vec<Kin>> = BTreeMap::new();
    let mut add = |stem: Arc<str>, verb, family: &'static str| {
        if let Some(first) = stem.chars().next() {
            index.entry(first).or_default().push(Kin { stem, verb, family });
        }
    };
    for (family, words) in &FAMILIES.verb {
        for word in words.split_whitespace() {
            let verb = Verb::parse(&normal(word).to_lowercase());
            add(verb.stem.clone(), Some(verb), family);
        }
    }
    for (family, words) in &FAMILIES.noun {
        for word in words.split_whitespace() {
            add(normal(word).to_lowercase().into(), None, family);
        }
    }
    index
});

/// The families of the nouns, and of the verbs with the place where each ends.
fn kindred(plain: &str) -> (Vec<&'static str>, Vec<(usize, &'static str)>) {
    let mut nouns: Vec<&'static str> = Vec::new();
    let mut verbs: Vec<(usize, &'static str)> = Vec::new();
    for (at, c) in plain.char_indices() {
        for word in KINDRED.get(&c).into_iter().flatten() {
            if !plain[at..].starts_with(&*word.stem) {
                continue;
            }
            let end = at + word.stem.len();
            match &word.verb {
                None if nouns.contains(&word.family) => {}
                None => nouns.push(word.family),
                Some(verb) if verb.stands_at(plain, end) => {
                    verbs.push((end, word.family));
                }
                Some(_) => {}
            }
        }
    }
    (nouns, verbs)
}

/// Without brackets and blanks, every figure as 0.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut depth = 0usize;
    for c in words.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '「' | '」' | '『' | '』' | '・' => {}
            _ if depth > 0 || c.is_whitespace() => {}
            _ if c.is_ascii_digit() || c == '.' => {
                if !out.ends_with('0') {
                    out.push('0');
                }
            }
            _ => out.push(c.to_ascii_lowercase()),
        }
    }
    // 前条第1項の端末: where it is spoken of says nothing of what it is
    pattern!(
        REFERENCE,
        needs[["条", "項", "号"]],
        r"(?:(?:前|同)(?:各)?[条項号]|第0[条項号])(?:(?:の0)?第0[条項号]|及び第0[条項号]|又は第0[条項号])*(?:の規定)?(?:に(?:より|よる|基づき|基づく|定める|規定する)|の)"
    );
    match REFERENCE.replace_all(&out, "") {
        Cow::Owned(shorter) => shorter,
        Cow::Borrowed(_) => out,
    }
}

/// The last two and four letters of each object with its particle, and the first two of what follows.
fn pairs(plain: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (at, mark) in plain.match_indices(['を', 'は', 'に', 'が']) {
        let verb = plain[at + mark.len()..].trim_start_matches('、');
        let verb = verb.char_indices().nth(2).map_or(verb, |(end, _)| &verb[..end]);
        if verb.is_empty() {
            continue;
        }
        let before =
            plain[..at].char_indices().rev().take_while(|(_, c)| !matches!(c, '、' | '。' | 'を' | 'は' | 'に' | 'が'));
        let starts: Vec<usize> = before.map(|(start, _)| start).take(4).collect();
        for length in [2, 4] {
            if let Some(&start) = starts.get(length - 1) {
                found.push((&plain[start..at + mark.len()], verb));
            }
        }
    }
    found
}

impl Learned {
    /// The weights that are built into the program.
    ///
    /// # Panics
    /// Never on a released program: a test reads them.
    pub fn builtin() -> Learned {
        Learned::parse(Cow::Borrowed(include_bytes!("learned.bin"))).expect("learned.bin is whole")
    }

    /// Reads weights as [`Learned::bytes`] writes them; none when they are cut short.
    pub fn parse(bytes: Cow<'static, [u8]>) -> Option<Learned> {
        let mut at = 0;
        let mut take = |count: usize| -> Option<&[u8]> {
            at += count;
            bytes.get(at - count..at)
        };
        let number = |bytes: &[u8]| bytes.try_into().ok().map(u32::from_le_bytes);
        let names = number(take(WORD)?)? as usize;
        let names = std::str::from_utf8(take(names)?).ok()?.to_owned();
        let classes: Vec<Option<DutyId>> =
            names.split(' ').map(|name| (name != NONE).then(|| DutyId::new(name))).collect();
        if classes.len() > CLASSES {
            return None;
        }
        let step = f32::from_bits(number(take(WORD)?)?);
        let bias: Vec<f32> =
            classes.iter().map(|_| Some(f32::from_bits(number(take(WORD)?)?))).collect::<Option<_>>()?;
        let count = number(take(WORD)?)? as usize;
        let table = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[at..]),
            Cow::Owned(bytes) => Cow::Owned(bytes[at..].to_vec()),
        };
        let mut learned = Learned { classes, bias, step, count, firsts: Vec::new(), table };
        if learned.entries().len() != count + 1 {
            return None;
        }
        let features = &learned.entries()[..count];
        let first = |leading: u64| features.partition_point(|feature| u64::from(hash_of(feature)) < leading);
        learned.firsts = (0..=1u64 << LEADING).map(|leading| first(leading << (32 - LEADING)) as u32).collect();
        let end = learned.start(count);
        (learned.weights()?.len() == end * 2).then_some(learned)
    }

    /// The weights as bytes. `rows` holds the weights of each feature by class; class 0 is none.
    pub fn bytes(classes: &[String], bias: &[f32], rows: &BTreeMap<u32, Vec<(u8, f32)>>) -> Vec<u8> {
        let largest = rows.values().flatten().map(|(_, weight)| weight.abs()).fold(f32::MIN_POSITIVE, f32::max);
        let step = largest / 127.0;
        let names = classes.join(" ");
        let mut bytes = Vec::new();
        bytes.extend((names.len() as u32).to_le_bytes());
        bytes.extend(names.as_bytes());
        for number in std::iter::once(&step).chain(bias) {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend((rows.len() as u32).to_le_bytes());
        let mut start = 0u32;
        for (hash, row) in rows {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(start.to_le_bytes());
            start += row.len() as u32;
        }
        bytes.extend(u32::MAX.to_le_bytes());
        bytes.extend(start.to_le_bytes());
        for (class, weight) in rows.values().flatten() {
            bytes.push(*class);
            bytes.extend(((weight / step).round() as i8).to_le_bytes());
        }
        bytes
    }

    /// The features and the end, as they lie in the table.
    fn entries(&self) -> &[Feature] {
        self.table.as_chunks().0.get(..=self.count).unwrap_or_default()
    }

    /// The number of the first weight of a feature.
    fn start(&self, feature: usize) -> usize {
        let [.., a, b, c, d] = self.entries()[feature];
        u32::from_le_bytes([a, b, c, d]) as usize
    }

    fn weights(&self) -> Option<&[u8]> {
        self.table.get((self.count + 1) * size_of::<Feature>()..)
    }

    /// The weights of a feature: class and step.
    fn row(&self, hash: u32) -> &[[u8; 2]] {
        let leading = (hash >> (32 - LEADING)) as usize;
        let (first, end) = (self.firsts[leading] as usize, self.firsts[leading + 1] as usize);
        // hashes lie evenly, so that a feature stands close to where it would in a row without gaps
        let within = (u64::from(hash << LEADING >> LEADING) * (end - first) as u64) >> (32 - LEADING);
        let mut at = first + within as usize;
        let entries = self.entries();
        while at > first && hash_of(&entries[at - 1]) >= hash {
            at -= 1;
        }
        while at < end && hash_of(&entries[at]) < hash {
            at += 1;
        }
        if at == end || hash_of(&entries[at]) != hash {
            return &[];
        }
        let row = self.weights().and_then(|weights| weights.get(self.start(at) * 2..self.start(at + 1) * 2));
        row.unwrap_or_default().as_chunks().0
    }

    /// What the clause speaks of, surest first; guesses under one in a hundred are left out. `listed` are the duties that
    /// the word lists find in it.
    pub fn guess(&self, words: &str, listed: &[DutyId]) -> Vec<Guess> {
        let features = features(words, listed);
        let scale = self.step / (features.len().max(1) as f32).sqrt();
        let mut scores = [0.0; CLASSES];
        scores[..self.bias.len()].copy_from_slice(&self.bias);
        // all are looked up before any is read: the memory answers many questions at once
        let rows: Vec<&[[u8; 2]]> = features.into_iter().map(|feature| self.row(feature)).collect();
        for row in rows {
            for [class, weight] in row {
                scores[usize::from(*class)] += f32::from(*weight as i8) * scale;
            }
        }
        let scores = &mut scores[..self.bias.len()];
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let mut total = 0.0;
        for score in scores.iter_mut() {
            *score = (*score - top).exp();
            total += *score;
        }
        let guesses = self.classes.iter().zip(scores).map(|(duty, score)| (duty, *score / total));
        let mut guesses: Vec<Guess> =
            guesses.filter(|(_, sure)| *sure >= 0.01).map(|(duty, sure)| Guess { duty: duty.clone(), sure }).collect();
        guesses.sort_by(|one, other| other.sure.total_cmp(&one.sure).then_with(|| one.duty.cmp(&other.duty)));
        guesses
    }

    /// The letters of the clause that spoke most for a duty, strongest first, at most `most` of them.
    pub fn reasons(&self, words: &str, duty: &DutyId, most: usize) -> Vec<String> {
        let Some(class) = self.classes.iter().position(|known| known.as_ref() == Some(duty)) else {
            return Vec::new();
        };
        let mut found: BTreeMap<String, i8> = BTreeMap::new();
        each(words, &[], &mut |feature, hash| {
            // families and pairs are written in our own signs, not in the paper's
            let is_own = !feature.contains(['^', '$', ':', '>', '+']) && feature.chars().count() > 1;
            let of_class = || self.row(hash).iter().find(|[of, _]| usize::from(*of) == class);
            if is_own && let Some([_, weight]) = of_class().filter(|[_, weight]| *weight as i8 > 0) {
                found.insert(feature.to_owned(), *weight as i8);
            }
        });
        let mut found: Vec<(String, i8)> = found.into_iter().collect();
        found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let mut reasons: Vec<String> = Vec::new();
        for (letters, _) in found {
            if reasons.len() < most && !reasons.iter().any(|known| known.contains(&letters) || letters.contains(known))
            {
                reasons.push(letters);
            }
        }
        reasons
    }
}

/// The name of the class of words that credit nothing.
pub const NONE: &str = "-";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_whole_and_know_every_duty() {
        let learned = Learned::builtin();
        let known: Vec<_> = learned.classes.iter().flatten().cloned().collect();
        let duties: Vec<_> = super::super::Catalogue::builtin().duties.iter().map(|duty| duty.id.clone()).collect();
        assert_eq!(known, duties);
    }

    #[test]
    fn weights_cut_short_are_refused() {
        let classes = ["-".to_owned(), "x.y".to_owned()];
        let rows = BTreeMap::from([(hash(FNV, "写し"), vec![(1, 2.0)]), (hash(FNV, "様式"), vec![(0, 1.0)])]);
        let bytes = Learned::bytes(&classes, &[0.0, 0.0], &rows);
        let learned = Learned::parse(Cow::Owned(bytes.clone())).expect("whole");
        assert_eq!(learned.guess("写し", &[])[0].duty, Some(DutyId::new("x.y")));
        assert_eq!(learned.reasons("写し", &DutyId::new("x.y"), 3), ["写し"]);
        for end in 0..bytes.len() {
            assert!(Learned::parse(Cow::Owned(bytes[..end].to_vec())).is_none(), "{end}");
        }
    }

    #[test]
    fn figures_and_brackets_do_not_matter() {
        assert_eq!(features("毎月12日に(祝日を除く)点検する", &[]), features("毎月3日に点検する", &[]));
    }
}
