//! What a person says on the page, kept in the case folder. In: JSON of the page. Out: `hazama.decisions.json` or `hazama.toml` written
//! whole, or the refusal to show. Who writes names what they have seen; where it is not that any more, nothing is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use super::detail::corrected;
use super::http::Answer;
use super::outcome::Outcome;
use super::outcome::told;
use super::overview::HEADINGS;
use super::work::Desk;
use crate::case::{self, Amendment, Fault, KeptDecision, change_of, entered, stamp_of};
use crate::model::{Correction, Decision, DocumentHint, DutyId, Entered, Kind, Side};
use crate::report::tables::Index;
use crate::review::{self, Prints};

/// Letters of one entry.
const LONGEST: usize = 4000;

fn bad(ja: &str, en: &str) -> Answer {
    Answer::refusal(422, ja, en)
}

fn stale() -> Answer {
    Answer::refusal(
        409,
        "ほかの画面で先に変わっています。今の内容を表示し直したので、確かめてからもう一度入力してください。",
        "it has changed elsewhere meanwhile; what is shown now is new: look at it and enter it again",
    )
}

fn failed(faults: &[Fault]) -> Answer {
    let faults: Vec<_> = faults.iter().map(told).collect();
    let words = |lang: &str| {
        let words: Vec<&str> = faults.iter().filter_map(|fault| fault[lang].as_str()).collect();
        words.join("\n")
    };
    Answer::refusal(422, &words("ja"), &words("en"))
}

pub(super) fn parsed<T: for<'a> Deserialize<'a>>(body: &[u8]) -> Result<T, Answer> {
    serde_json::from_slice(body).map_err(|_| bad("送られたものを読み取れません。", "what was sent cannot be read"))
}

fn done() -> Answer {
    Answer::json(200, json!({ "done": true }).to_string())
}

/// Changes what is kept. `None` of `make` means that somebody else was faster.
fn keep(desk: &Desk, make: impl FnOnce(&mut case::Kept) -> Option<()>) -> Result<case::Kept, Answer> {
    let mut was_stale = false;
    let kept = case::change(&desk.setup.dir, |kept| {
        if make(kept).is_none() {
            was_stale = true;
            return Err(Fault::new("", "", ""));
        }
        Ok(kept.clone())
    });
    kept.map_err(|faults| {
        if !was_stale {
            return failed(&faults);
        }
        // the file may have been written by another program
        desk.want();
        stale()
    })
}

#[derive(Deserialize)]
struct Said {
    number: u64,
    claim: String,
    change: String,
    holder: Option<String>,
    reason: String,
    #[serde(default)]
    by: String,
    /// Stamp of the correction that the page shows; empty for none.
    #[serde(default)]
    seen: String,
}

/// Keeps what a person says of a sentence, and reads the papers anew.
pub(super) fn correction(desk: &Desk, body: &[u8]) -> Result<Answer, Answer> {
    let said: Said = parsed(body)?;
    let outcome = shown(desk, said.number)?;
    let change = change_of(&said.change, said.holder.as_deref())
        .ok_or_else(|| bad("訂正の内容を選んでください。", "choose what to correct"))?;
    if said.reason.trim().is_empty() || said.reason.chars().count() > LONGEST || said.by.chars().count() > LONGEST {
        return Err(bad("理由を書いてください(4000字まで)。", "give a reason (4000 letters at most)"));
    }
    let index = Index::new(&outcome.report, &desk.setup.catalogue);
    let claim = index.claim(&said.claim).ok_or_else(stale)?;
    let document = index.document(&claim.document).ok_or_else(stale)?;
    let before = corrected(&index, claim).map(|one| one.correction.read_as.clone());
    let new = Correction {
        path: document.path.clone(),
        duty: claim.duty.clone(),
        print: review::sentence(&claim.quote.text),
        quote: claim.quote.text.clone(),
        place: claim.quote.place.clone(),
        read_as: before.unwrap_or_else(|| review::read_as(claim)),
        change,
        reason: said.reason.trim().to_owned(),
        by: said.by.trim().to_owned(),
        day: Some((desk.setup.today)()),
    };
    let place = |one: &Correction| (one.place.unit.clone(), one.place.sheet.clone(), one.place.cell.clone());
    let is_same = |one: &Correction| {
        (&one.path, &one.duty, &one.print) == (&new.path, &new.duty, &new.print)
            && place(one) == place(&new)
            && one.read_as == new.read_as
    };
    keep(desk, |kept| {
        if said.seen.is_empty() {
            if kept.corrections.iter().any(is_same) {
                return None;
            }
            kept.corrections.push(new.clone());
        } else {
            let at = kept.corrections.iter().position(|one| stamp_of(one) == said.seen)?;
            kept.corrections[at] = new.clone();
        }
        Some(())
    })?;
    desk.want();
    Ok(done())
}

#[derive(Deserialize)]
struct Undone {
    stamp: String,
}

/// Takes a correction back.
pub(super) fn undo(desk: &Desk, body: &[u8]) -> Result<Answer, Answer> {
    let undone: Undone = parsed(body)?;
    keep(desk, |kept| {
        let at = kept.corrections.iter().position(|one| stamp_of(one) == undone.stamp)?;
        kept.corrections.remove(at);
        Some(())
    })?;
    desk.want();
    Ok(done())
}

#[derive(Deserialize)]
struct Decided {
    duty: String,
    system: String,
    entries: BTreeMap<String, String>,
    /// The person has looked at what changed in the papers.
    #[serde(default)]
    confirmed: bool,
    #[serde(default)]
    by: String,
    #[serde(default)]
    seen: String,
}

/// Keeps what a person decides on a gap.
pub(super) fn decision(desk: &Desk, body: &[u8]) -> Result<Answer, Answer> {
    let decided: Decided = parsed(body)?;
    let is_strange =
        |(heading, words): (&String, &String)| !HEADINGS.contains(&heading.as_str()) || words.chars().count() > LONGEST;
    if decided.entries.iter().any(is_strange) || decided.by.chars().count() > LONGEST {
        return Err(bad("記入が長すぎます(4000字まで)。", "an entry is too long (4000 letters at most)"));
    }
    let outcome = desk.outcome().ok_or_else(stale)?;
    let report = &outcome.report;
    let index = Index::new(report, &desk.setup.catalogue);
    let duty = DutyId::new(&decided.duty);
    let verdict = index.verdict(&duty, &decided.system).ok_or_else(stale)?;
    let on = Some((duty.clone(), decided.system.clone()));
    let before = report.decisions.iter().find(|one| one.decision.on == on).map(|one| &one.decision);
    let now = Prints::of(report).on(verdict);
    let prints = match before {
        Some(before) if !decided.confirmed => before.prints.clone(),
        _ => Some(now),
    };
    let title = [desk.setup.catalogue.title(&duty).to_owned(), index.system_name(&decided.system).to_owned()];
    let day = (desk.setup.today)();
    let mut replaced: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (heading, words) in &decided.entries {
        let old = before.and_then(|before| before.entry(heading)).map(Entered::words).unwrap_or_default();
        if !old.is_empty() && old != words.trim() {
            replaced.entry(heading.clone()).or_default().push(old);
        }
    }
    let entries = decided.entries.iter().map(|(heading, words)| entered(heading.clone(), words.trim().to_owned()));
    let place = format!("画面での記入 {day} {}", decided.by.trim()).trim_end().to_owned();
    let mut new = KeptDecision {
        decision: Decision { place, on: on.clone(), title, entries: entries.collect(), prints },
        replaced,
        by: decided.by.trim().to_owned(),
        day: Some(day),
    };
    let kept = keep(desk, |kept| {
        let known = kept.decisions.iter().position(|one| one.decision.on == on);
        let stamp = known.map(|at| kept.decisions[at].stamp()).unwrap_or_default();
        if stamp != decided.seen {
            return None;
        }
        match known {
            Some(at) => {
                for (heading, words) in &kept.decisions[at].replaced {
                    let all = new.replaced.entry(heading.clone()).or_default();
                    all.extend(words.iter().filter(|word| !all.contains(word)).cloned().collect::<Vec<_>>());
                }
                new.replaced.values_mut().for_each(|all| all.sort());
                kept.decisions[at] = new;
            }
            None => kept.decisions.push(new),
        }
        Some(())
    })?;
    desk.carry(kept);
    Ok(done())
}

#[derive(Deserialize)]
struct Paper {
    path: String,
    kind: Option<String>,
    side: Option<String>,
    #[serde(default)]
    systems: Vec<String>,
    vendor: Option<String>,
}

/// Writes into the manifest what a paper is.
pub(super) fn paper(desk: &Desk, body: &[u8]) -> Result<Answer, Answer> {
    let paper: Paper = parsed(body)?;
    let side = |id: &str| [Side::Hospital, Side::Vendor, Side::Both].into_iter().find(|side| side.id() == id);
    let (kind, whose) = (paper.kind.as_deref().map(Kind::from_id), paper.side.as_deref().map(side));
    if kind == Some(None) || whose == Some(None) {
        return Err(bad("文書の種類を選び直してください。", "choose the kind of the paper again"));
    }
    let hint = DocumentHint {
        path: paper.path,
        systems: paper.systems,
        vendor: paper.vendor,
        kind: kind.flatten(),
        side: whose.flatten(),
        edition: None,
    };
    amend(desk, &Amendment::Paper(hint))
}

#[derive(Deserialize)]
struct Named {
    name: String,
    vendor: Option<String>,
}

fn named(body: &[u8]) -> Result<Named, Answer> {
    let named: Named = parsed(body)?;
    let name = named.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err(bad("名前を書いてください(200字まで)。", "give a name (200 letters at most)"));
    }
    Ok(Named { name, ..named })
}

/// Adds a system to the manifest.
pub(super) fn system(desk: &Desk, body: &[u8]) -> Result<Answer, Answer> {
    let Named { name, vendor } = named(body)?;
    amend(desk, &Amendment::System { name, vendor })
}

/// Adds a vendor to the manifest.
pub(super) fn vendor(desk: &Desk, body: &[u8]) -> Result<Answer, Answer> {
    amend(desk, &Amendment::Vendor { name: named(body)?.name })
}

fn amend(desk: &Desk, amendment: &Amendment) -> Result<Answer, Answer> {
    let outcome = desk.outcome().ok_or_else(stale)?;
    let report = &outcome.report;
    let papers = report.documents.iter().map(|document| document.path.as_str());
    let paths: Vec<&str> = papers.chain(outcome.asides.iter().map(String::as_str)).collect();
    let propose = || case::propose(&report.plan, &report.documents);
    case::amend(&desk.setup.dir, amendment, &paths, (desk.setup.today)(), propose).map_err(|faults| failed(&faults))?;
    desk.want();
    Ok(done())
}

/// The outcome that a page speaks of.
fn shown(desk: &Desk, number: u64) -> Result<std::sync::Arc<Outcome>, Answer> {
    desk.outcome().filter(|outcome| outcome.number == number).ok_or_else(stale)
}
