//! Claims of clauses whose duty the examples teach. In: a sentence, its clauses and surroundings. Out: [`Learnt`].

use std::borrow::Cow;

use super::doer::Clause;
use super::phrase::phrase_before;
use super::piece::{Piece, pieces};
use super::seen::Seen;
use super::statement::{Around, Statement};
use super::weigh::weigh;
use crate::catalogue::{Guess, Scan};
use crate::model::{Confidence, DutyId, Level, Strength};
use crate::text::pattern;

/// From this probability on a guess is a claim.
const SURE: f32 = 0.5;
/// The same for words that needed their surroundings.
const SURE_IN_CONTEXT: f32 = 0.6;
/// How much more a lead-in must have: it mostly only announces what its items say.
const MORE_IN_LEAD: f32 = 0.3;
/// A second duty of the same words.
const SECOND: f32 = 0.4;
/// Two duties that share the words between them take this much together.
const SHARED: f32 = 0.85;
/// A clause whose own words are this sure claims its duty beside other clauses.
const OWN: f32 = 0.5;
/// And this sure beside another duty that the word lists find in it.
const SURER: f32 = 0.7;
/// With this probability a duty that the word lists find stands.
const LENT: f32 = 0.4;
/// And with this, where nothing else is likely.
const FAINT: f32 = 0.03;
/// The same where it would bind someone: a duty claimed in error comforts falsely.
const FAINT_DUTY: f32 = 0.1;
/// What is likely.
const LIKELY: f32 = 0.8;

pattern!(MONEY, r"費用|損害|損失|賠償|補償|弁償|填補|補填|責任を負|責めを負|負担");

/// What the examples say of a sentence.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    /// What its clauses claim: the clause, how sure, the claim.
    claims: Vec<(usize, f32, Statement)>,
    /// The guesses for each clause, in all readings of it.
    guesses: Vec<Vec<Guess>>,
}

impl Learnt {
    /// What the clauses claim beside what the word lists found in them, given as clause and duty: where both speak of one clause
    /// and not of one duty, the examples must be surer.
    pub(super) fn beside(self, listed: &[(usize, DutyId)]) -> impl Iterator<Item = (usize, Statement)> {
        self.claims.into_iter().filter_map(move |(clause, sure, statement)| {
            let mut there = listed.iter().filter(|(at, _)| *at == clause).peekable();
            let stands = there.peek().is_none() || there.any(|(_, duty)| *duty == statement.duty) || sure >= SURER;
            stands.then_some((clause, statement))
        })
    }

    /// What the word lists find in a clause may stand: the examples give it some weight, or nothing else much.
    pub(super) fn lets_stand(&self, clause: usize, duty: &DutyId) -> bool {
        self.gives(clause, duty, FAINT)
    }

    /// The same for a claim of that strength.
    pub(super) fn bears(&self, clause: usize, statement: &Statement) -> bool {
        statement.strength != Strength::Duty || self.gives(clause, &statement.duty, FAINT_DUTY)
    }

    fn gives(&self, clause: usize, duty: &DutyId, faint: f32) -> bool {
        let Some(guesses) = self.guesses.get(clause).filter(|guesses| !guesses.is_empty()) else { return true };
        let best = |wanted: bool| {
            let of = guesses.iter().filter(|guess| (guess.duty.as_ref() == Some(duty)) == wanted);
            of.map(|guess| guess.sure).fold(0.0, f32::max)
        };
        let own = best(true);
        own >= LENT || own >= faint && best(false) < LIKELY
    }
}

/// The words of a sentence, as the steps before have seen them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    /// Respelt, brackets blanked.
    pub(super) text: &'a str,
    /// Respelt.
    pub(super) sentence: &'a str,
    /// Its last words.
    pub(super) ending: &'a str,
    /// The words of the duties in it.
    pub(super) scan: &'a Scan,
    /// And in its heading, its lead-in and what it points back to.
    pub(super) context: &'a Scan,
}

/// A claim with what it rests on.
struct Candidate {
    clause: usize,
    /// How sure the clause's own words are.
    sure: f32,
    /// The same, with what the sentence as a whole speaks of.
    joined: f32,
    /// The duty came second in its clause.
    second: bool,
    statement: Statement,
}

/// What all clauses of a sentence claim.
pub(super) fn learnt(words: &Words<'_>, clauses: &[Clause], around: &Around<'_>, is_open: bool, leads: bool) -> Learnt {
    let Words { text, .. } = *words;
    let mut found = Learnt::default();
    let whole = match clauses {
        [first, .., last] => guess(text[first.range.start..last.range.end].trim_matches(['、', '。', ' ']), around),
        _ => Vec::new(),
    };
    let mut candidates: Vec<Candidate> = Vec::new();
    for at in 0..clauses.len() {
        let mut guesses = Vec::new();
        for piece in pieces(text, clauses, at, around) {
            for taken in duties(&piece, around, &whole, leads, &mut guesses) {
                if taken.duty.as_str() == "inc.liability" && !MONEY.is_match(text) {
                    continue;
                }
                // 無線LANの通信を暗号化する: what bars the words of a duty bars a second guess at it too
                if taken.second && around.catalogue.lexicon.bars(words.scan, &taken.duty, clauses[at].range.clone()) {
                    continue;
                }
                if is_of_condition(&taken, &clauses[at], around) {
                    continue;
                }
                let reasons = around.catalogue.learned.reasons(&taken.words, &taken.duty, 3);
                let statement = weigh(Seen {
                    duty: taken.duty,
                    half: None,
                    found: piece.found,
                    act: text[piece.range.clone()].trim_matches(['、', '。']).chars().take(12).collect(),
                    stem: piece.range.clone(),
                    object: reasons.join("・"),
                    confidence: Confidence::High,
                    clause: &clauses[at],
                    text,
                    sentence: words.sentence,
                    whole_ending: words.ending,
                    around,
                    is_open,
                    scan: words.scan,
                    context: words.context,
                });
                let (sure, joined, second) = (taken.sure, taken.joined, taken.second);
                candidates.extend(statement.map(|statement| Candidate { clause: at, sure, joined, second, statement }));
            }
        }
        found.guesses.push(guesses);
    }
    found.claims = settle(candidates);
    found
}

/// 業者がパッチを当てたときは、院長は、結果を確かめる: what another does on the occasion is not what is claimed. Only the condition
/// speaks of the duty.
fn is_of_condition(taken: &Taken, clause: &Clause, around: &Around<'_>) -> bool {
    pattern!(
        OTHER,
        needs[["が"], ["とき", "場合"]],
        r"([^、。はが]{1,20})が([^。は、]{2,60})(?:とき|場合)(?:は|に|には)?、"
    );
    const ONLY: f32 = 0.6;
    const HARDLY: f32 = 0.1;
    let Some(found) = OTHER.captures(&taken.words) else { return false };
    let doer = around.parties.resolve(phrase_before(&found[1], found[1].len())).map(|(party, _)| party);
    let agent = clause.agent.as_ref().map(|agent| agent.party);
    if doer.is_none() || agent.is_none() || doer == agent {
        return false;
    }
    let sure = |words: &str| {
        let guesses = guess(words, around).into_iter();
        guesses.filter(|guess| guess.duty.as_ref() == Some(&taken.duty)).map(|guess| guess.sure).fold(0.0, f32::max)
    };
    let whole = found.get(0).map_or(0..0, |whole| whole.range());
    let rest = format!("{}{}", &taken.words[..whole.start], &taken.words[whole.end..]);
    // 持ち帰ろうとするときは、必要を見て許可する: a word on what the other wants to do; 依頼したときは、これを代行する: the same act
    const SAME: [&str; 9] = ["許可", "承認", "承諾", "同意", "認め", "許し", "これ", "それ", "代行"];
    if SAME.iter().any(|word| rest.contains(word)) {
        return false;
    }
    sure(&found[2]) >= ONLY && sure(&rest) < HARDLY
}

/// Where several clauses of a sentence seem to claim one duty, those whose own words say little about it only echo the
/// sentence.
fn settle(candidates: Vec<Candidate>) -> Vec<(usize, f32, Statement)> {
    let echoes = |one: &Candidate| {
        candidates.iter().any(|other| {
            other.clause != one.clause
                && other.statement.duty == one.statement.duty
                && (one.second && !other.second || one.sure < OWN && other.sure > one.sure)
        })
    };
    let keep: Vec<bool> = candidates.iter().map(|candidate| !echoes(candidate)).collect();
    let kept = candidates.into_iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(candidate, _)| (candidate.clause, candidate.joined, candidate.statement)).collect()
}

/// Turns of phrase that say no more than a plainer one, as the plainer one: 機能がありません, 実施いただく必要があります.
fn plain(words: &str, is_declared: bool) -> Cow<'_, str> {
    const PLAINER: [(&str, &str); 4] = [
        ("機能がありません", "機能はありません"),
        ("機能がございません", "機能はありません"),
        ("実施いただく必要があります", "行っていただきます"),
        ("いただく必要があります", "いただきます"),
    ];
    // who is asked, and the product that speaks of itself, say nothing of what is done
    pattern!(
        FRAME,
        r"^(?:本|当)(?:製品|サービス|システム|装置|ソフトウェア|機器)(?:に)?は、?|(?:医療機関|お客|貴院|契約者|利用者|御院|導入施設|病院)様?側?(?:にて|で|において)、?"
    );
    let words = if is_declared { FRAME.replace_all(words, "") } else { Cow::Borrowed(words) };
    PLAINER.iter().fold(words, |words, (turn, plainer)| match words.contains(turn) {
        true => Cow::Owned(words.replace(turn, plainer)),
        false => words,
    })
}

fn guess(words: &str, around: &Around<'_>) -> Vec<Guess> {
    let words = around.parties.usual_names(words);
    let words = plain(&words, around.kind.level() == Level::Declared);
    let listed = around.catalogue.lexicon.topics(&words);
    around.catalogue.learned.guess(&words, &listed)
}

/// A duty taken from the guesses of a piece.
struct Taken {
    duty: DutyId,
    /// The words that gave it.
    words: String,
    /// How sure the piece's own words are.
    sure: f32,
    /// The same, with what the sentence as a whole speaks of.
    joined: f32,
    second: bool,
}

/// The duties of a piece. `whole` are the guesses for the whole sentence, if it has several clauses: what the sentence speaks
/// of bears on each of them.
fn duties(piece: &Piece, around: &Around<'_>, whole: &[Guess], leads: bool, seen: &mut Vec<Guess>) -> Vec<Taken> {
    let more = if leads { MORE_IN_LEAD } else { 0.0 };
    let alone = (!piece.short).then_some((&piece.words, SURE));
    let wider = piece.wider.iter().map(|words| (words, SURE_IN_CONTEXT));
    for (words, sure) in alone.into_iter().chain(wider) {
        let own = guess(words, around);
        let mut joined = own.clone();
        if !whole.is_empty() {
            for guess in &mut joined {
                let wide = whole.iter().find(|known| known.duty == guess.duty).map_or(0.0, |known| known.sure);
                guess.sure = (guess.sure * wide).sqrt();
            }
            joined.sort_by(|one, other| other.sure.total_cmp(&one.sure));
        }
        seen.extend(joined.iter().cloned());
        let taken = take(&joined, sure + more);
        if !taken.is_empty() {
            let of = |guesses: &[Guess], duty: &DutyId| {
                guesses.iter().find(|guess| guess.duty.as_ref() == Some(duty)).map_or(0.0, |guess| guess.sure)
            };
            let taken = taken.into_iter().enumerate();
            return taken
                .map(|(rank, duty)| Taken {
                    sure: of(&own, &duty),
                    joined: of(&joined, &duty),
                    duty,
                    words: words.clone(),
                    second: rank > 0,
                })
                .collect();
        }
    }
    Vec::new()
}

/// The first guess if it is sure enough, and a second one close to it.
fn take(guesses: &[Guess], least: f32) -> Vec<DutyId> {
    let [first, rest @ ..] = guesses else { return Vec::new() };
    let Some(duty) = &first.duty else { return Vec::new() };
    let together = first.sure + rest.iter().find(|guess| guess.duty.is_some()).map_or(0.0, |guess| guess.sure);
    if first.sure < least && !(first.sure >= SECOND && together >= SHARED) {
        return Vec::new();
    }
    let second = rest.first().filter(|guess| guess.sure >= SECOND).and_then(|guess| guess.duty.clone());
    [duty.clone()].into_iter().chain(second).collect()
}
