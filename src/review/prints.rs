//! Fingerprints of the ground on which a verdict rests. In: a verdict and its report. Out: one for the hospital's papers and one
//! for all others, so that a decision lapses when either side's words, or what they come to, change. Names of files and places in
//! them do not count.

use sha2::{Digest, Sha256};

use crate::model::{Claim, Document, Level, Report, Side, Verdict};
use crate::text::normal;

/// The fingerprints of what the hospital's papers and all others say on a duty. A side that says nothing rests on the papers that
/// were searched: should one be gone or unreadable, the silence means something else.
pub fn prints(verdict: &Verdict, report: &Report) -> [String; 2] {
    let document = |id: &str| report.documents.iter().find(|document| document.id == id);
    let is_ours = |id: &str| document(id).is_some_and(of_hospital);
    let system = report.plan.systems.iter().find(|system| system.id == verdict.system);
    let whose = [
        report.plan.hospital.name.as_deref().unwrap_or_default(),
        system.map_or("", |system| system.name.as_str()),
        verdict.state.id(),
    ];
    [true, false].map(|ours| {
        let claims = report.claims.iter().filter(|claim| verdict.claims.contains(&claim.id));
        let mut words: Vec<String> = claims.filter(|claim| is_ours(&claim.document) == ours).map(spelt).collect();
        if words.is_empty() {
            let searched = verdict.searched.iter().filter(|id| is_ours(id) == ours).filter_map(|id| document(id));
            words.extend(searched.map(|document| format!("searched {}", document.kind.id())));
        } else {
            words.dedup();
        }
        words.sort();
        print(&[whose.join("\n"), words.join("\n")].join("\n"))
    })
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
    Sha256::digest(words).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
