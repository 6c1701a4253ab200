//! What must hold of judgement whatever the papers say: random papers and claims, weighed before and after a change.

use proptest::collection::vec;
use proptest::prelude::*;

use super::fixture::{CATALOGUE, claim, paper};
use super::weigh;
use crate::model::*;

/// Duties of every sort: whole, of two halves, with a ban for a measure, each from its side.
const DUTIES: [&str; 6] = ["bck.take", "vul.server", "mnt.approve", "inf.media", "gov.training", "sub.consent"];
/// Papers: their kind, and the vendor whose they are.
const PAPERS: [(&str, Kind, &str); 9] = [
    ("a/契約", Kind::Contract, "a"),
    ("a/規約", Kind::Terms, "a"),
    ("a/開示書", Kind::Mds, "a"),
    ("b/契約", Kind::Contract, "b"),
    ("b/合意書", Kind::Sla, "b"),
    ("b/開示書", Kind::Sds, "b"),
    ("規程", Kind::Rule, ""),
    ("要領", Kind::Rule, ""),
    ("確認表", Kind::RoleTable, ""),
];
const WORDS: [&str; 4] =
    ["それを行う。", "リモート接続により行う。", "それぞれ自己の職員に行う。", "リモート接続を禁止する。"];

/// Paper, duty, holder, strength, scope and words of a claim, by number.
type Said = (usize, usize, usize, usize, bool, usize);

fn said() -> impl Strategy<Value = Said> {
    (
        0..PAPERS.len(),
        0..DUTIES.len(),
        0..Party::ALL.len(),
        0..Strength::ALL.len(),
        prop::bool::weighted(0.2),
        0..WORDS.len(),
    )
}

fn documents() -> Vec<Document> {
    PAPERS
        .iter()
        .map(|(path, kind, vendor)| {
            let mut document = paper(path, *kind);
            document.vendor = (!vendor.is_empty()).then(|| (*vendor).to_owned());
            document
        })
        .collect()
}

fn claims(all: &[Said]) -> Vec<Claim> {
    all.iter()
        .enumerate()
        .map(|(number, &(at, duty, holder, strength, scoped, words))| {
            let mut claim = claim(PAPERS[at].0, DUTIES[duty], Party::ALL[holder], Strength::ALL[strength]);
            claim.id = format!("c{number}");
            claim.scope = scoped.then(|| "検査室の端末".to_owned());
            claim.quote.text = WORDS[words].to_owned();
            claim
        })
        .collect()
}

fn plan() -> Plan {
    let mut plan = super::fixture::plan(&["ehr", "lab"]);
    plan.systems[0].vendor = Some("a".to_owned());
    plan.systems[1].vendor = Some("b".to_owned());
    plan
}

fn states(documents: &[Document], claims: &[Claim]) -> Vec<(DutyId, String, State, Option<Party>)> {
    let verdicts = weigh(documents, claims, &CATALOGUE, &plan());
    let known = |verdict: &Verdict| DUTIES.contains(&verdict.duty.as_str());
    verdicts.into_iter().filter(known).map(|v| (v.duty, v.system, v.state, v.holder)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn a_binding_duty_of_the_vendor_never_makes_a_duty_hang(all in vec(said(), 0..14), duty in 0..DUTIES.len()) {
        let documents = documents();
        let mut more = claims(&all);
        let before = states(&documents, &more);
        let mut added = claim("a/契約", DUTIES[duty], Party::Vendor, Strength::Duty);
        added.id = "added".to_owned();
        more.push(added);
        for (old, new) in before.iter().zip(states(&documents, &more)) {
            // «No object» covers both halves of a duty until somebody is bound to one: then the other half is missed.
            let halved = CATALOGUE.duty(&old.0).is_some_and(|duty| !duty.halves.is_empty());
            let woken = old.2 == State::Outside && halved;
            prop_assert!(old.2.is_hanging() || woken || !new.2.is_hanging(), "{old:?} became {new:?}");
        }
    }

    /// But for a ban or a refusal that it quarrelled with, a paper can only bring calm.
    #[test]
    fn a_paper_taken_away_never_calms_what_hangs(all in vec(said(), 1..14), gone in 0..PAPERS.len()) {
        let documents = documents();
        let all = claims(&all);
        let calms = |claim: &Claim| matches!(claim.strength, Strength::Duty | Strength::Stated) ;
        let only_calms = all.iter().filter(|claim| claim.document == PAPERS[gone].0).all(calms);
        let before = states(&documents, &all);
        let rest: Vec<Document> = documents.into_iter().filter(|document| document.path != PAPERS[gone].0).collect();
        let left: Vec<Claim> = all.into_iter().filter(|claim| claim.document != PAPERS[gone].0).collect();
        for (old, new) in before.iter().zip(states(&rest, &left)) {
            let calmed = old.2.is_hanging() && new.2 == State::Agreed;
            prop_assert!(!only_calms || !calmed, "{old:?} became {new:?} without {}", PAPERS[gone].0);
        }
    }

    #[test]
    fn the_order_of_papers_and_claims_is_irrelevant(all in vec(said(), 0..14)) {
        let mut documents = documents();
        let mut all = claims(&all);
        let before = states(&documents, &all);
        documents.reverse();
        all.reverse();
        prop_assert_eq!(before, states(&documents, &all));
    }

    #[test]
    fn vendors_that_swap_names_swap_their_verdicts(all in vec(said(), 0..14)) {
        let mut documents = documents();
        let all = claims(&all);
        let before = states(&documents, &all);
        for document in &mut documents {
            document.vendor = document.vendor.take().map(|vendor| if vendor == "a" { "b" } else { "a" }.to_owned());
        }
        let swapped = |system: &str| if system == "ehr" { "lab" } else { "ehr" };
        let after = states(&documents, &all);
        for (duty, system, state, holder) in &before {
            let twin = after.iter().find(|other| other.0 == *duty && other.1 == swapped(system)).expect("a verdict");
            prop_assert_eq!((state, holder), (&twin.2, &twin.3), "{}@{}", duty, system);
        }
    }
}
