//! One year of a review, made ready for looking things up. In: a report. Out: its papers, their claims, and what a claim comes to
//! apart from its words.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Claim, Corrected, Document, DutyId, Party, Report, Strength, System, Verdict};
use crate::text::normal;
use crate::verify::speaks_for;

/// A report with its lookups.
pub(super) struct Side<'a> {
    /// The report.
    pub report: &'a Report,
    verdicts: BTreeMap<(&'a DutyId, &'a str), &'a Verdict>,
    claims: BTreeMap<&'a str, Vec<&'a Claim>>,
    by_id: BTreeMap<&'a str, &'a Claim>,
    documents: BTreeMap<&'a str, &'a Document>,
}

impl<'a> Side<'a> {
    pub fn new(report: &'a Report) -> Side<'a> {
        let mut claims: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in &report.claims {
            claims.entry(&claim.document).or_default().push(claim);
        }
        let verdicts = report.verdicts.iter().map(|one| ((&one.duty, one.system.as_str()), one)).collect();
        let by_id = report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
        let documents = report.documents.iter().map(|document| (document.id.as_str(), document)).collect();
        Side { report, verdicts, claims, by_id, documents }
    }

    /// The paper at that place among all papers.
    pub fn paper(&self, at: usize) -> &'a Document {
        &self.report.documents[at]
    }

    /// The paper of a claim.
    pub fn paper_of(&self, claim: &Claim) -> Option<&'a Document> {
        self.documents.get(claim.document.as_str()).copied()
    }

    /// The claims that a verdict weighed.
    pub fn weighed<'b>(&'b self, verdict: &'b Verdict) -> impl Iterator<Item = &'a Claim> {
        verdict.claims.iter().filter_map(|id| self.by_id.get(id.as_str()).copied())
    }

    /// The claims of a paper.
    pub fn claims_of(&self, document: &Document) -> &[&'a Claim] {
        self.claims.get(document.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// What people corrected in a paper, where it was applied.
    pub fn corrected<'b>(&self, document: &'b Document) -> impl Iterator<Item = &'a Corrected> + use<'a, 'b> {
        let of_paper = move |one: &&Corrected| one.lapsed.is_none() && one.document.as_ref() == Some(&document.id);
        self.report.corrections.iter().filter(of_paper)
    }

    /// The verdict on a duty in a system.
    pub fn verdict(&self, duty: &DutyId, system: &str) -> Option<&'a Verdict> {
        self.verdicts.get(&(duty, system)).copied()
    }

    /// The systems for which a claim was weighed; else all for which its paper speaks.
    pub fn systems_of(&self, claim: &Claim) -> Vec<&'a System> {
        let systems = &self.report.plan.systems;
        let weighed = |system: &&System| {
            self.verdict(&claim.duty, &system.id).is_some_and(|verdict| verdict.claims.contains(&claim.id))
        };
        let found: Vec<&System> = systems.iter().filter(weighed).collect();
        if !found.is_empty() {
            return found;
        }
        let Some(document) = self.paper_of(claim) else { return Vec::new() };
        systems.iter().filter(|system| speaks_for(document, system)).collect()
    }
}

/// What a claim comes to, its words aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sense {
    pub duty: DutyId,
    pub holder: Party,
    performer: Option<Party>,
    pub strength: Strength,
    pushed: bool,
    half: Option<String>,
    condition: Option<String>,
    scope: Option<String>,
}

impl Sense {
    pub fn of(claim: &Claim) -> Sense {
        let spelt = |words: &Option<String>| words.as_deref().map(bare).filter(|words| !words.is_empty());
        Sense {
            duty: claim.duty.clone(),
            holder: claim.holder,
            performer: claim.performer,
            strength: claim.strength,
            pushed: claim.pushed,
            half: claim.half.clone(),
            condition: spelt(&claim.condition),
            scope: spelt(&claim.scope),
        }
    }
}

/// The claims that say on one side what no claim says on the other.
pub(super) fn unlike<'a>(then: &[&'a Claim], now: &[&'a Claim]) -> (Vec<&'a Claim>, Vec<&'a Claim>) {
    let senses = |claims: &[&Claim]| claims.iter().map(|claim| Sense::of(claim)).collect::<BTreeSet<_>>();
    let (old, new) = (senses(then), senses(now));
    let only = |claims: &[&'a Claim], other: &BTreeSet<Sense>| -> Vec<&'a Claim> {
        claims.iter().copied().filter(|claim| !other.contains(&Sense::of(claim))).collect()
    };
    (only(then, &new), only(now, &old))
}

/// Words in one spelling, without spaces and punctuation, so that only words tell two texts apart.
pub(super) fn bare(text: &str) -> String {
    let mut bare = normal(text);
    bare.retain(|letter| !letter.is_whitespace() && !letter.is_control() && !PUNCTUATION.contains(letter));
    bare
}

const PUNCTUATION: &str = "、。,.・:;「」『』()[]{}<>【】〈〉《》\"'“”‘’-―ー~";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_punctuation_make_no_difference() {
        for (one, other, same) in [
            ("サーバーのﾊﾞｯｸｱｯﾌﾟを、 毎日取得する。", "サーバのバックアップを毎日取得する", true),
            ("(以下「甲」という。)", "（以下『甲』という）", true),
            ("乙は、３日以内に", "乙は 3日以内に", true),
            ("乙が行う。", "甲が行う。", false),
            ("30日", "60日", false),
        ] {
            assert_eq!(bare(one) == bare(other), same, "{one} / {other}");
        }
    }
}
