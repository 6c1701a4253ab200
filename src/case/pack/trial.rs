//! Reads the examples of a pack as any paper is read. In: the pack and the catalogue with it. Out: a fault for each claim
//! that is not read, or is read and must not be.

use super::HEAD;
use super::files::Parsed;
use crate::case::fault::Fault;
use crate::catalogue::pack::{PackCase, WantedClaim};
use crate::catalogue::{Catalogue, Pack};
use crate::claims;
use crate::model::{Claim, Date, DocumentHint, Kind, Paper, Plan};
use crate::read;

/// The day on which examples are read: no article of one is suspended.
const LATE: Date = Date { year: 2100, month: 1, day: 1 };

/// Every example that is not read as it says.
pub(super) fn faults(parsed: &[Parsed], pack: &Pack, catalogue: &Catalogue) -> Vec<Fault> {
    let Some(head) = parsed.iter().find(|file| file.inside == HEAD) else { return Vec::new() };
    let mut faults = Vec::new();
    for (at, case) in pack.head.cases.iter().enumerate() {
        let found = read_case(case, catalogue);
        let mut say = |field: &str, ja: String, en: String| {
            let (ja, en) = (format!("例「{}」: {ja}", case.name), format!("case {}: {en}", case.name));
            faults.push(head.fault(&format!("/case/{at}/{field}"), ja, en));
        };
        for (number, wanted) in case.claims.iter().enumerate() {
            if !found.iter().any(|claim| is_wanted(claim, wanted)) {
                let read = in_words(&found);
                say(
                    &format!("claims/{number}"),
                    format!("{} が読み取れません(読み取ったのは {read})。語か例を直してください。", shown(wanted)),
                    format!("{} is not read ({read})", shown(wanted)),
                );
            }
        }
        for id in case.not.split_whitespace().filter(|id| found.iter().any(|claim| claim.duty.as_str() == *id)) {
            say(
                "not",
                format!(
                    "{id} と読まれてはならないのに、読み取りました({})。語を絞るか例を直してください。",
                    in_words(&found)
                ),
                format!("{id} is read and must not be ({})", in_words(&found)),
            );
        }
    }
    faults
}

fn read_case(case: &PackCase, catalogue: &Catalogue) -> Vec<Claim> {
    let path = "例.txt".to_owned();
    let mut plan = Plan::bare(LATE);
    plan.documents =
        vec![DocumentHint { path: path.clone(), kind: Kind::from_id(&case.kind), ..DocumentHint::default() }];
    let source = read::source(&Paper { path, bytes: case.text.clone().into_bytes() });
    claims::understand(&source, catalogue, &plan).claims
}

fn is_wanted(claim: &Claim, wanted: &WantedClaim) -> bool {
    claim.duty.as_str() == wanted.duty
        && claim.holder.id() == wanted.holder
        && wanted.strength.as_deref().is_none_or(|strength| strength == claim.strength.id())
}

fn shown(wanted: &WantedClaim) -> String {
    let strength = wanted.strength.as_deref().map(|strength| format!(" {strength}")).unwrap_or_default();
    format!("{} {}{strength}", wanted.duty, wanted.holder)
}

fn in_words(claims: &[Claim]) -> String {
    let claims: Vec<String> =
        claims.iter().map(|claim| format!("{} {} {}", claim.duty, claim.holder.id(), claim.strength.id())).collect();
    if claims.is_empty() { "なし".to_owned() } else { claims.join("、") }
}
