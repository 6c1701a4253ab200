//! Fingerprints of the words on which a verdict rests. In: a verdict and its report. Out: one for the hospital's papers and one
//! for all others, so that a decision lapses when either side's words change. Names and places of papers do not count.

use sha2::{Digest, Sha256};

use crate::model::{Document, Level, Report, Side, Verdict};
use crate::text::normal;

/// A side that says nothing.
const SILENT: &str = "-";

/// The fingerprints of what the hospital's papers and all others say on a duty.
pub fn prints(verdict: &Verdict, report: &Report) -> [String; 2] {
    let document = |id: &str| report.documents.iter().find(|document| document.id == id);
    let claims = report.claims.iter().filter(|claim| verdict.claims.contains(&claim.id));
    let (ours, theirs): (Vec<_>, Vec<_>) = claims.partition(|claim| document(&claim.document).is_some_and(of_hospital));
    [ours, theirs].map(|claims| {
        let mut words: Vec<String> = claims.iter().map(|claim| spelt(&claim.quote.text)).collect();
        words.sort();
        words.dedup();
        if words.is_empty() { SILENT.to_owned() } else { print(&words.join("\n")) }
    })
}

/// The paper speaks for the hospital. Contracts stand with the vendor's papers: they are what can bind it.
pub fn of_hospital(document: &Document) -> bool {
    document.kind.level() != Level::Binding && document.side == Side::Hospital
}

fn spelt(text: &str) -> String {
    let mut text = normal(text);
    text.retain(|letter| !letter.is_whitespace());
    text
}

fn print(words: &str) -> String {
    Sha256::digest(words).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
