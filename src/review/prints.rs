//! Fingerprints of the ground on which a verdict rests. In: a verdict and its report. Out: one for the hospital's papers and one
//! for all others, so that a decision lapses when either side's words, or what they come to, change. Names of files and places in
//! them do not count.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::model::{Claim, Document, Level, Report, Side, Verdict};
use crate::text::{hex, normal};

/// The claims and papers of a report, from which fingerprints are taken.
pub struct Prints<'a> {
    report: &'a Report,
    claims: BTreeMap<&'a str, &'a Claim>,
    documents: BTreeMap<&'a str, &'a Document>,
}

impl<'a> Prints<'a> {
    /// Makes ready for a report.
    pub fn of(report: &'a Report) -> Prints<'a> {
        Prints {
            report,
            claims: report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
            documents: report.documents.iter().map(|document| (document.id.as_str(), document)).collect(),
        }
    }

    /// The fingerprints of what the hospital's papers and all others say on a duty. A side that says nothing rests on the papers
    /// that were searched: should one be gone or unreadable, the silence means something else.
    pub fn on(&self, verdict: &Verdict) -> [String; 2] {
        let plan = &self.report.plan;
        let system = plan.systems.iter().find(|system| system.id == verdict.system);
        let hospital = plan.hospital.name.as_deref().unwrap_or_default();
        let head = [hospital, system.map_or("", |system| &system.name), verdict.state.id()];
        [true, false].map(|ours| {
            let is_side = |id: &str| self.documents.get(id).is_some_and(|document| of_hospital(document)) == ours;
            let claims = verdict.claims.iter().filter_map(|id| self.claims.get(id.as_str()));
            let mut words: Vec<String> =
                claims.filter(|claim| is_side(&claim.document)).map(|claim| spelt(claim)).collect();
            words.sort();
            words.dedup();
            if words.is_empty() {
                let searched = verdict.searched.iter().filter(|id| is_side(id));
                let kinds =
                    searched.filter_map(|id| self.documents.get(id.as_str())).map(|document| document.kind.id());
                words.extend(kinds.map(|kind| format!("searched {kind}")));
                words.sort();
            }
            print(&[head.join("\n"), words.join("\n")].join("\n"))
        })
    }
}

/// The paper speaks for the hospital. Contracts stand with the vendor's papers: they are what can bind it.
pub fn of_hospital(document: &Document) -> bool {
    document.kind.level() != Level::Binding && document.side == Side::Hospital
}

/// What a claim says and what it comes to: a row of a form keeps its words when its answer changes.
fn spelt(claim: &Claim) -> String {
    let mut words = normal(&claim.quote.text);
    words.retain(|letter| !letter.is_whitespace());
    let condition = claim.condition.as_deref().map(normal).unwrap_or_default();
    format!("{} {} {} {condition} {words}", claim.holder.id(), claim.strength.id(), claim.pushed)
}

fn print(words: &str) -> String {
    hex(&Sha256::digest(words)[..4])
}
