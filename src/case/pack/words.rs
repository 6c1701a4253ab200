//! Whether the words of a pack can be told apart from all others: long enough, silent on ordinary sentences, and of no other
//! duty unless the author says so. In: the parsed files. Out: faults.

use super::files::{Content, Parsed};
use crate::case::fault::Fault;
use crate::catalogue::{Catalogue, Duty, Lexicon, Phrase};
use crate::model::DutyId;
use crate::text::normal;

/// Letters of the shortest word that may name a duty by itself.
const SHORTEST_SOLO: usize = 3;
/// Letters of the shortest object.
const SHORTEST_OBJECT: usize = 2;
/// How many pairs of object and act of one phrase are tried.
const PAIRS: usize = 400;

/// Sentences of every contract and rule: a word that finds its duty here finds it everywhere.
const ORDINARY: [&str; 12] = [
    "甲は、乙に対し、委託料を支払う。",
    "乙は、本業務を誠実に行う。",
    "甲及び乙は、この契約を締結する。",
    "利用者は、本システムを利用する。",
    "病院は、診療を行う。",
    "乙は、甲の承諾を得て、業務を実施する。",
    "この規程は、必要な事項を定める。",
    "職員は、この規程を守る。",
    "契約の期間は、一年とする。",
    "システムを管理する。",
    "情報を管理する。",
    "データを確認し、報告する。",
];

/// Words that are a duty's, with where they stand and what they may share.
struct Given<'a> {
    file: &'a Parsed,
    pointer: String,
    duty: &'a DutyId,
    beside: &'a [DutyId],
    solo: &'a [String],
    phrases: &'a [Phrase],
}

/// Every word of the pack that cannot stand.
///
/// `below` is the catalogue without the pack, `with` the one with it.
pub(super) fn faults(parsed: &[Parsed], below: &Catalogue, with: &Catalogue) -> Vec<Fault> {
    let mut faults = Vec::new();
    for given in parsed.iter().flat_map(given) {
        short(&given, &mut faults);
        if let Some(fault) = broad(&given, with) {
            faults.push(fault);
        }
        collisions(&given, below, with, &mut faults);
    }
    faults
}

fn given(file: &Parsed) -> Vec<Given<'_>> {
    let Content::Words(duties, synonyms) = &file.content else { return Vec::new() };
    let own = duties.iter().enumerate().map(|(at, duty)| Given {
        file,
        pointer: format!("/duty/{at}"),
        duty: &duty.id,
        beside: &duty.beside,
        solo: &duty.given,
        phrases: &duty.phrases,
    });
    let further = synonyms.iter().enumerate().map(|(at, synonym)| Given {
        file,
        pointer: format!("/synonym/{at}"),
        duty: &synonym.duty,
        beside: &synonym.beside,
        solo: &synonym.solo,
        phrases: &synonym.phrases,
    });
    own.chain(further).collect()
}

fn short(given: &Given<'_>, faults: &mut Vec<Fault>) {
    let mut say = |pointer: String, word: &str, least: usize| {
        faults.push(given.file.fault(
            &pointer,
            format!("語「{word}」は短すぎ、関係のない文にも当たります。{least}文字以上の語にしてください。"),
            format!("the word {word} is too short and would fire on other sentences; write {least} letters or more"),
        ));
    };
    for word in given.solo.iter().filter(|word| word.chars().count() < SHORTEST_SOLO) {
        say(format!("{}/solo", given.pointer), word, SHORTEST_SOLO);
    }
    for (at, phrase) in given.phrases.iter().enumerate() {
        for word in phrase.object.iter().filter(|word| word.chars().count() < SHORTEST_OBJECT) {
            say(format!("{}/phrase/{at}/object", given.pointer), word, SHORTEST_OBJECT);
        }
    }
    for (at, phrase) in given.phrases.iter().enumerate() {
        let pointer = format!("{}/phrase/{at}", given.pointer);
        if phrase.act.is_empty() {
            faults.push(given.file.fault(
                &format!("{pointer}/act"),
                "act が空です。「行う」「取得する」のような動詞を書いてください。",
                "act is empty; write verbs in their dictionary form",
            ));
        }
        if phrase.object.is_empty() && phrase.with.is_empty() {
            faults.push(given.file.fault(
                &pointer,
                "object も with もないため、動詞だけでどの文にも当たります。object か with に語を足してください。",
                "without object and with the verb alone would fire everywhere; add words to one of them",
            ));
        }
    }
}

/// A fault if the words find their duty in an ordinary sentence.
fn broad(given: &Given<'_>, with: &Catalogue) -> Option<Fault> {
    let none = Vec::new;
    let alone = Lexicon::new(&[Duty {
        given: given.solo.to_vec(),
        phrases: given.phrases.to_vec(),
        solo: none(),
        mask: none(),
        needs: none(),
        bars: none(),
        instead: Vec::new(),
        ..with.duty(given.duty)?.clone()
    }]);
    let sentence = ORDINARY.iter().find(|sentence| !alone.topics(&normal(sentence)).is_empty())?;
    Some(given.file.fault(
        &given.pointer,
        format!(
            "語が広すぎ、どの文書にもある「{sentence}」にも当たります。語を長くするか、with・unless で絞ってください。"
        ),
        format!(
            "the words fire on an ordinary sentence ({sentence}); make them longer or narrow them by with and unless"
        ),
    ))
}

/// Words that already mean another duty, without the pack or by other words of it.
fn collisions(given: &Given<'_>, below: &Catalogue, with: &Catalogue, faults: &mut Vec<Fault>) {
    let may = |id: &DutyId| id == given.duty || given.beside.contains(id);
    let others = |words: &str| -> Vec<DutyId> {
        let spoken = [below, with].into_iter().flat_map(|catalogue| catalogue.lexicon.topics(words));
        spoken.filter(|id| !may(id)).collect()
    };
    let mut say = |pointer: String, word: &str, other: &DutyId| {
        faults.push(given.file.fault(
            &pointer,
            format!(
                "「{word}」は、すでに「{}」({other})を指します。ほかの語にするか、両方に数えてよければ beside = \"{other}\" を足してください。",
                with.title(other)
            ),
            format!("{word} already means {other}; take other words, or add beside = \"{other}\" if it may count as both"),
        ));
    };
    for word in given.solo {
        // a part of another duty's word would fire wherever that word stands
        let holds = |duty: &&Duty| {
            !may(&duty.id) && duty.solo.iter().chain(&duty.given).any(|known| known.contains(word.as_str()))
        };
        let inside = || with.duties.iter().find(holds).map(|duty| duty.id.clone());
        if let Some(other) = others(word).into_iter().next().or_else(inside) {
            say(format!("{}/solo", given.pointer), word, &other);
        }
    }
    for (at, phrase) in given.phrases.iter().enumerate() {
        let objects = phrase.object.iter().map(|object| object.replace('~', "の"));
        let pairs = objects.flat_map(|object| phrase.act.iter().map(move |act| format!("{object}を{act}")));
        // one word for each other duty is enough to mend it
        let mut told: Vec<DutyId> = Vec::new();
        for words in pairs.take(PAIRS) {
            for other in others(&words) {
                if !told.contains(&other) {
                    say(format!("{}/phrase/{at}", given.pointer), &words, &other);
                    told.push(other);
                }
            }
        }
    }
}
