//! The 159 traps of the papers' language, each in small papers of its own (`tests/bench/traps.jsonl`): what must be claimed, what
//! may be, what must not. `cargo test --test traps -- --nocapture` prints the table. A trap that the program is known to fall into
//! stands there with its reason (`weak`); all others must pass, and a weak one that passes must be unmarked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hazama::catalogue::Catalogue;
use hazama::clause::{self, Reading};
use hazama::model::{Claim, Date, Kind, Paper};
use serde::Deserialize;

/// One small paper.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trap {
    /// A01 … F20.
    id: String,
    /// Which of several papers of this trap.
    case: Option<String>,
    kind: String,
    pattern: String,
    text: String,
    /// The day of the reading.
    as_of: Option<String>,
    /// What must be claimed.
    expect: Vec<Want>,
    /// What may be claimed besides. Nothing else may.
    #[serde(default)]
    allow: Vec<Want>,
    /// What must not be claimed: the point of the trap.
    #[serde(default)]
    none: Vec<Want>,
    /// Words of the paper that prevails.
    prevails: Option<String>,
    /// The expected claim is made once, not twice.
    #[serde(default)]
    once: bool,
    /// Why the program is known to fall into this trap.
    weak: Option<String>,
}

/// Parts of a claim. A part that is not named may be anything; `a|b` is the one or the other.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Want {
    duty: String,
    holder: Option<String>,
    strength: Option<String>,
    performer: Option<String>,
    /// Words that the condition holds.
    condition: Option<String>,
    /// Words that the scope holds.
    scope: Option<String>,
    /// Words that the condition or the scope holds.
    #[serde(rename = "condition|scope")]
    limit: Option<String>,
    /// The unit.
    at: Option<String>,
}

impl Want {
    fn is_met(&self, claim: &Claim) -> bool {
        let one_of = |wanted: &Option<String>, found: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted.split('|').any(|wanted| wanted == found))
        };
        let within = |wanted: &Option<String>, found: &[&Option<String>]| {
            wanted
                .as_ref()
                .is_none_or(|wanted| found.iter().any(|words| words.iter().any(|words| words.contains(wanted))))
        };
        // whoever is to talk, what is left open is held by nobody yet
        let open = claim.strength.id() == "open";
        self.duty == claim.duty.as_str()
            && (open || one_of(&self.holder, claim.holder.id()))
            && one_of(&self.strength, claim.strength.id())
            && one_of(&self.performer, claim.performer.map_or("", |party| party.id()))
            && within(&self.condition, &[&claim.condition])
            && within(&self.scope, &[&claim.scope])
            && within(&self.limit, &[&claim.condition, &claim.scope])
            && one_of(&self.at, claim.quote.place.unit.as_deref().unwrap_or_default())
    }
}

fn traps() -> Vec<Trap> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/traps.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn read(trap: &Trap, catalogue: &Catalogue) -> Reading {
    let kind = Kind::from_id(&trap.kind).unwrap_or_else(|| panic!("{}: no kind {}", trap.id, trap.kind));
    let source = hazama::read::source(&Paper { path: "paper.txt".into(), bytes: trap.text.clone().into_bytes() });
    let as_of = Date::iso(trap.as_of.as_deref().unwrap_or("2026-11-24"));
    clause::read(&source, Some(kind), catalogue, as_of)
}

fn shown(claim: &Claim) -> String {
    let mut words = format!("{} {} {}", claim.duty, claim.holder.id(), claim.strength.id());
    if let Some(performer) = claim.performer {
        words += &format!(", done by {}", performer.id());
    }
    for part in [&claim.condition, &claim.scope].into_iter().flatten() {
        words += &format!(", {part}");
    }
    words
}

/// What is wrong with the reading.
fn faults(trap: &Trap, reading: &Reading) -> Vec<String> {
    let mut faults = Vec::new();
    for want in &trap.expect {
        let met = reading.claims.iter().filter(|claim| want.is_met(claim)).count();
        if met == 0 {
            faults.push(format!("missed {want:?}"));
        }
        if trap.once && met > 1 {
            faults.push(format!("claimed {met} times {want:?}"));
        }
    }
    for claim in &reading.claims {
        if trap.none.iter().any(|want| want.is_met(claim)) {
            faults.push(format!("must not be claimed: {}", shown(claim)));
        } else if !trap.expect.iter().chain(&trap.allow).any(|want| want.is_met(claim)) {
            faults.push(format!("claimed besides: {}", shown(claim)));
        }
    }
    if let Some(prevails) = &trap.prevails
        && !reading.precedence.iter().any(|precedence| precedence.winner.contains(prevails.as_str()))
    {
        faults.push(format!("nothing says that {prevails} prevails"));
    }
    faults
}

#[test]
fn every_trap_is_told() {
    let letters = [('A', 30), ('B', 34), ('C', 21), ('D', 24), ('E', 30), ('F', 20)];
    let ids: BTreeSet<String> = letters
        .iter()
        .flat_map(|(letter, last)| (1..=*last).map(move |number| format!("{letter}{number:02}")))
        .collect();
    assert_eq!(ids.len(), 159);
    assert_eq!(traps().into_iter().map(|trap| trap.id).collect::<BTreeSet<_>>(), ids);
}

#[test]
fn no_trap_is_fallen_into_but_the_known() {
    let catalogue = Catalogue::builtin();
    let mut table: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    let mut broken = Vec::new();
    for trap in traps() {
        let name = trap.case.as_ref().map_or_else(|| trap.id.clone(), |case| format!("{} ({case})", trap.id));
        let faults = faults(&trap, &read(&trap, &catalogue));
        let (_, weak) = table.entry(trap.id.clone()).or_insert_with(|| (trap.pattern.clone(), Vec::new()));
        match &trap.weak {
            Some(reason) => weak.push(reason.clone()),
            None if faults.is_empty() => {}
            None => weak.push("FALLEN INTO".to_owned()),
        }
        if trap.weak.is_some() && faults.is_empty() {
            broken.push(format!("{name} passes now: take its `weak` out of tests/bench/traps.jsonl"));
        }
        if trap.weak.is_none() && !faults.is_empty() {
            broken.push(format!("{name}\n{}\n  {}", trap.text, faults.join("\n  ")));
        }
    }
    for (id, (pattern, weak)) in &table {
        let state = if weak.is_empty() { "passed".to_owned() } else { format!("known weak: {}", weak.join("; ")) };
        println!("{id} · {state} · {pattern}");
    }
    let weak = table.values().filter(|(_, weak)| !weak.is_empty()).count();
    println!("{} traps: {} passed, {weak} known weak", table.len(), table.len() - weak);
    assert!(broken.is_empty(), "{} of the small papers:\n{}", broken.len(), broken.join("\n"));
}
