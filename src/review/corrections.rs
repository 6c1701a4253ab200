//! What people corrected in the reading, held against the papers of today. In: documents with claims, before anything is weighed,
//! and corrections. Out: the documents as people say they read, and for each correction the claims that it changed, what became
//! of the duty, or why it lapsed. A correction is bound to the words of its sentence: when they change, it asks to be looked at
//! again and changes nothing.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::claims::number;
use crate::model::{
    Claim, Confidence, Corrected, Correction, Document, Level, Notice, Party, Place, Plan, Ruling, Strength, Swayed,
    Verdict,
};
use crate::text::{hex, normal};
use crate::verify::speaks_for;

/// Stands in [`Claim::why`] of a claim that a person has confirmed or given to another holder.
pub const BY_HAND: &str = "人の訂正";

const PAPER_GONE: &str = "文書が案件フォルダにありません";
const SENTENCE_GONE: &str = "文の記載が変わったか、なくなりました";
const SEVERAL: &str = "同じ文が文書の別の場所にあり、どれのことか決められません";
const READ_ANEW: &str = "文から読み取った担い手または強さが、訂正したときから変わりました";

/// The fingerprint of a sentence: its words without blanks, in one spelling.
pub fn sentence(text: &str) -> String {
    let mut words = normal(text);
    words.retain(|letter| !letter.is_whitespace());
    hex(&Sha256::digest(words)[..8])
}

/// What was read of a claim's holder, so that a correction of it lapses when this is read in another way: `vendor: duty`.
pub fn read_as(claim: &Claim) -> String {
    format!("{}: {}", claim.holder.id(), claim.strength.id())
}

/// Applies corrections to the claims of papers, numbers the claims anew, and says what became of each correction.
pub fn correct(documents: &mut [Document], corrections: &[Correction]) -> Vec<Corrected> {
    let corrected: Vec<Corrected> = corrections.iter().map(|correction| held(correction, documents)).collect();
    let mut dropped: BTreeSet<&str> = BTreeSet::new();
    for one in &corrected {
        let Some(document) = documents.iter_mut().find(|document| one.document.as_ref() == Some(&document.id)) else {
            continue;
        };
        let level = document.kind.level();
        for claim in &one.claims {
            match one.correction.change {
                Ruling::Drop => {
                    dropped.insert(&claim.id);
                }
                change => {
                    let same = document.claims.iter_mut().find(|other| other.id == claim.id);
                    same.into_iter().for_each(|claim| settle(claim, level, change));
                }
            }
        }
    }
    for document in documents.iter_mut() {
        document.claims.retain(|claim| !dropped.contains(claim.id.as_str()));
    }
    if !dropped.is_empty() {
        number(documents);
    }
    corrected
}

/// The claims that a correction is about, or why there are none.
fn held(correction: &Correction, documents: &[Document]) -> Corrected {
    let document = documents.iter().find(|document| document.path == correction.path);
    let found = document.ok_or(PAPER_GONE).and_then(|document| targets(correction, document));
    let (claims, lapsed) = match found {
        Ok(claims) => (claims, None),
        Err(why) => (Vec::new(), Some(why)),
    };
    Corrected {
        correction: correction.clone(),
        document: document.map(|document| document.id.clone()),
        claims,
        touched: Vec::new(),
        lapsed,
    }
}

fn targets(correction: &Correction, document: &Document) -> Result<Vec<Claim>, &'static str> {
    let is_meant = |claim: &&Claim| claim.duty == correction.duty && sentence(&claim.quote.text) == correction.print;
    let all: Vec<&Claim> = document.claims.iter().filter(is_meant).collect();
    let here: Vec<&Claim> = all.iter().copied().filter(|claim| same(&claim.quote.place, &correction.place)).collect();
    // An article may have got another number, and a cell another row; among several of the same words only the place decides.
    let places: BTreeSet<_> = all.iter().map(|claim| key(&claim.quote.place)).collect();
    let found = match (here.is_empty(), places.len()) {
        (false, _) => here,
        (true, 0) => return Err(SENTENCE_GONE),
        (true, 1) => all,
        (true, _) => return Err(SEVERAL),
    };
    let is_read_so = |claim: &&Claim| correction.change == Ruling::Drop || read_as(claim) == correction.read_as;
    let found: Vec<Claim> = found.into_iter().filter(is_read_so).cloned().collect();
    if found.is_empty() { Err(READ_ANEW) } else { Ok(found) }
}

/// What of a place tells sentences of the same words apart: lines and pages move when something is written above them.
fn key(place: &Place) -> (Option<&str>, Option<&str>, Option<&str>) {
    (place.unit.as_deref(), place.sheet.as_deref(), place.cell.as_deref())
}

fn same(one: &Place, other: &Place) -> bool {
    key(one) == key(other)
}

/// The claim as a person says it reads. Whom a paper can bind depends on its level, as for claims that are read.
fn settle(claim: &mut Claim, level: Level, change: Ruling) {
    claim.confidence = Confidence::High;
    claim.why.step = BY_HAND.to_owned();
    let Ruling::Holder(holder) = change else { return };
    let with_hospital = matches!(holder, Party::Hospital | Party::Both);
    claim.strength = match (level, claim.strength) {
        (Level::Internal, Strength::Duty | Strength::Conditional) if !with_hospital => Strength::Expected,
        (Level::Internal, Strength::Expected) if with_hospital => Strength::Duty,
        (Level::Declared, _) if holder == Party::Hospital => Strength::Expected,
        (Level::Declared, Strength::Expected) => Strength::Stated,
        (_, strength) => strength,
    };
    claim.pushed = level == Level::Declared && holder == Party::Hospital;
    claim.holder = holder;
    claim.performer = claim.performer.filter(|performer| *performer != holder);
}

/// Says of each correction that was applied what became of its duty in the systems of its paper: the verdicts without any
/// correction, then those with all.
pub fn weigh(corrections: &mut [Corrected], documents: &[Document], plan: &Plan, [before, after]: [&[Verdict]; 2]) {
    for one in corrections.iter_mut().filter(|one| one.lapsed.is_none()) {
        let Some(document) = documents.iter().find(|document| one.document.as_ref() == Some(&document.id)) else {
            continue;
        };
        let on = |verdict: &&Verdict, system: &str| verdict.duty == one.correction.duty && verdict.system == system;
        let systems = plan.systems.iter().filter(|system| speaks_for(document, system));
        one.touched = systems
            .filter_map(|system| {
                let state = |all: &[Verdict]| Some(all.iter().find(|verdict| on(verdict, &system.id))?.state);
                Some(Swayed { system: system.id.clone(), before: state(before)?, after: state(after)? })
            })
            .collect();
    }
}

/// Begins what [`mark`] says.
const MARK: &str = "人の訂正による(";

/// What [`mark`] says where no more is known than that people corrected the reading.
pub(super) const BY_HAND_THEN: &str = "人の訂正による(昨年のブックの記載)。";

/// The verdict says that a correction contributes to it.
pub(super) fn is_marked(verdict: &Verdict) -> bool {
    verdict.why.contains(MARK)
}

/// Says in each verdict to which a correction contributes that it does, and what the state would be without.
pub fn mark(verdicts: &mut [Verdict], corrections: &[Corrected]) {
    for verdict in verdicts {
        let mut all = corrections.iter().filter(|one| one.correction.duty == verdict.duty);
        let Some(touched) = all.find_map(|one| one.touched.iter().find(|touched| touched.system == verdict.system))
        else {
            continue;
        };
        let without = match touched.before == touched.after {
            true => "訂正がなくても同じ状態です".to_owned(),
            false => format!("訂正がなければ「{}」", touched.before.ja()),
        };
        verdict.why.push_str(&format!("{MARK}{without})。"));
    }
}

/// News of corrections that changed nothing, since what they were about has changed.
pub fn lapsed(corrections: &[Corrected]) -> Vec<Notice> {
    let lapsed = corrections.iter().filter_map(|one| Some((one, one.lapsed?)));
    lapsed
        .map(|(one, why)| {
            let correction = &one.correction;
            let message = format!(
                "「{}」についての人の訂正「{}」は、{why}。適用していません。hazama serve で文を確かめ、訂正し直すか取り消してください。({})",
                excerpt(&correction.quote),
                correction.change.ja(),
                correction.path,
            );
            let document = one.document.clone().unwrap_or_default();
            let place = if document.is_empty() { Place::default() } else { correction.place.clone() };
            Notice { document, place, message, duties: Vec::new() }
        })
        .collect()
}

fn excerpt(quote: &str) -> String {
    let words: String = quote.split_whitespace().collect();
    if words.chars().count() <= 40 { words } else { words.chars().take(40).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DutyId, Explanation, Kind, Quote};

    fn claim(duty: &str, text: &str, unit: &str, holder: Party, strength: Strength) -> Claim {
        let place = Place { unit: Some(unit.to_owned()), line: Some(3), ..Place::default() };
        Claim {
            id: String::new(),
            document: String::new(),
            duty: DutyId::new(duty),
            holder,
            performer: None,
            strength,
            condition: None,
            scope: None,
            half: None,
            pushed: false,
            quote: Quote { text: text.to_owned(), place },
            confidence: Confidence::Low,
            why: Explanation::default(),
        }
    }

    fn paper(kind: Kind, claims: Vec<Claim>) -> Vec<Document> {
        let mut document = Document::new("規程.docx", "", "docx", kind);
        document.claims = claims;
        let mut documents = vec![document];
        number(&mut documents);
        documents
    }

    fn said(text: &str, unit: &str, read_as: &str, change: Ruling) -> Correction {
        Correction {
            path: "規程.docx".to_owned(),
            duty: DutyId::new("bck.take"),
            print: sentence(text),
            quote: text.to_owned(),
            place: Place { unit: Some(unit.to_owned()), ..Place::default() },
            read_as: read_as.to_owned(),
            change,
            reason: "原文を確認".to_owned(),
            by: String::new(),
            day: None,
        }
    }

    const TEXT: &str = "保守業者は、複製を毎日取得する。";

    #[test]
    fn whom_a_paper_can_bind_depends_on_its_level() {
        use Party::{Both, Hospital, Vendor};
        use Strength::{Absent, Conditional, Duty, Expected, Stated};
        for (kind, before, change, wanted) in [
            (Kind::Rule, (Vendor, Expected), Hospital, (Hospital, Duty, false)),
            (Kind::Rule, (Hospital, Duty), Vendor, (Vendor, Expected, false)),
            (Kind::Rule, (Hospital, Conditional), Vendor, (Vendor, Expected, false)),
            (Kind::Rule, (Vendor, Expected), Both, (Both, Duty, false)),
            (Kind::Contract, (Hospital, Duty), Vendor, (Vendor, Duty, false)),
            (Kind::Contract, (Hospital, Conditional), Vendor, (Vendor, Conditional, false)),
            (Kind::Mds, (Vendor, Stated), Hospital, (Hospital, Expected, true)),
            (Kind::Mds, (Vendor, Absent), Hospital, (Hospital, Expected, true)),
            (Kind::Mds, (Hospital, Expected), Vendor, (Vendor, Stated, false)),
        ] {
            let mut documents = paper(kind, vec![claim("bck.take", TEXT, "第1条", before.0, before.1)]);
            let read = read_as(&documents[0].claims[0]);
            let corrected = correct(&mut documents, &[said(TEXT, "第1条", &read, Ruling::Holder(change))]);
            assert_eq!(corrected[0].lapsed, None, "{kind:?} {before:?}");
            let claim = &documents[0].claims[0];
            assert_eq!((claim.holder, claim.strength, claim.pushed), wanted, "{kind:?} {before:?}");
            assert_eq!((claim.confidence, claim.why.step.as_str()), (Confidence::High, BY_HAND));
            assert_eq!((corrected[0].claims[0].holder, corrected[0].claims[0].strength), before);
        }
    }

    #[test]
    fn a_correction_lapses_when_its_ground_moves() {
        let one = || claim("bck.take", TEXT, "第1条", Party::Vendor, Strength::Expected);
        let elsewhere = |unit: &str| claim("bck.take", TEXT, unit, Party::Vendor, Strength::Expected);
        let hospital = Ruling::Holder(Party::Hospital);
        let read = "vendor: expected";
        let mut other_path = said(TEXT, "第1条", read, hospital);
        other_path.path = "別.docx".to_owned();
        for (claims, correction, wanted) in [
            (vec![one()], said(TEXT, "第1条", read, hospital), None),
            // blanks and width of letters are no words
            (vec![one()], said("保守業者は、 複製を\n毎日取得する。", "第1条", read, hospital), None),
            (vec![one()], said("保守業者は、複製を毎週取得する。", "第1条", read, hospital), Some(SENTENCE_GONE)),
            (vec![one()], other_path, Some(PAPER_GONE)),
            (vec![one()], said(TEXT, "第1条", "vendor: duty", hospital), Some(READ_ANEW)),
            // whoever holds it, the sentence is about something else
            (vec![one()], said(TEXT, "第1条", "vendor: duty", Ruling::Drop), None),
            (vec![elsewhere("第2条")], said(TEXT, "第1条", read, hospital), None),
            (vec![elsewhere("第2条"), elsewhere("第3条")], said(TEXT, "第1条", read, hospital), Some(SEVERAL)),
            (vec![elsewhere("第2条"), one()], said(TEXT, "第1条", read, hospital), None),
        ] {
            let mut documents = paper(Kind::Rule, claims.clone());
            let corrected = correct(&mut documents, std::slice::from_ref(&correction));
            assert_eq!(corrected[0].lapsed, wanted, "{correction:?}");
            if wanted.is_some() {
                assert_eq!(
                    documents[0].claims,
                    paper(Kind::Rule, claims)[0].claims,
                    "a lapsed correction changes nothing"
                );
                assert_eq!(lapsed(&corrected).len(), 1);
            }
        }
    }

    #[test]
    fn only_the_sentence_meant_is_dropped_and_claims_are_numbered_anew() {
        let of = |duty: &str, unit: &str| claim(duty, TEXT, unit, Party::Vendor, Strength::Expected);
        let mut documents =
            paper(Kind::Rule, vec![of("bck.take", "第1条"), of("bck.test", "第1条"), of("bck.take", "第2条")]);
        correct(&mut documents, &[said(TEXT, "第1条", "", Ruling::Drop)]);
        let left: Vec<(&str, &str, Option<&str>)> = documents[0]
            .claims
            .iter()
            .map(|claim| (claim.id.as_str(), claim.duty.as_str(), claim.quote.place.unit.as_deref()))
            .collect();
        assert_eq!(left, [("c1", "bck.test", Some("第1条")), ("c2", "bck.take", Some("第2条"))]);
    }
}
