//! Runs the stories of `samples/` whole and compares what comes out with `samples/STORY.expected.json`.
//!
//! No false comfort is allowed: a duty that is expected to hang must never be called `agreed`. The share of states and of
//! findings that are right may only rise: raise the floors in [`STORIES`] with it.

#[path = "../samples/generate/mod.rs"]
mod generate;

use hazama::{
    case,
    catalogue::Catalogue,
    model::{Date, Finding, Report, Verdict},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    io::{Cursor, Read},
    path::{Path, PathBuf},
};

/// A story and its floors: the share of states and of findings that come out right, in percent.
struct Story {
    name: &'static str,
    states: usize,
    findings: usize,
}

const STORIES: [Story; 3] = [
    Story { name: "city-hospital", states: 98, findings: 100 },
    Story { name: "clinic-cloud", states: 91, findings: 84 },
    Story { name: "vendor-self-check", states: 97, findings: 100 },
];

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

#[test]
fn every_story_is_judged_as_expected() -> Result<(), Box<dyn Error>> {
    let catalogue = Catalogue::builtin();
    let mut faults = Vec::new();
    for story in STORIES {
        let expected = expected(story.name)?;
        let report = check(story.name, &expected, &catalogue)?;
        let states = Tally::of(list(&expected, "states"), |state| right_state(&report, state));
        let findings = Tally::of(list(&expected, "findings"), |wanted| right_finding(&report, wanted));
        let comfort: Vec<String> = list(&expected, "not_agreed").filter_map(|duty| comfort(&report, duty)).collect();
        let rows = wrong_rows(&report, &expected);
        let alarm: Vec<String> = list(&expected, "no_findings").flat_map(|rule| alarm(&report, rule)).collect();
        println!(
            "{}: states {}/{}, findings {}/{}, false comfort {}, needless findings {}",
            story.name,
            states.right,
            states.all,
            findings.right,
            findings.all,
            comfort.len(),
            alarm.len()
        );
        if !rows.is_empty() {
            faults.push(format!("{}: rows misread: {}", story.name, rows.join(", ")));
        }
        let misses = || states.misses.iter().chain(&findings.misses).chain(&comfort).chain(&alarm);
        misses().for_each(|miss| println!("  {miss}"));
        if !comfort.is_empty() || !alarm.is_empty() {
            faults.push(format!(
                "{}: {}",
                story.name,
                comfort.iter().chain(&alarm).cloned().collect::<Vec<_>>().join("; ")
            ));
        }
        if states.percent() < story.states || findings.percent() < story.findings {
            faults.push(format!("{}: fewer right than before ({} % of states)", story.name, states.percent()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

#[test]
fn committed_files_are_what_the_texts_make() -> Result<(), Box<dyn Error>> {
    for made in generate::make_all(&samples().join("texts"))? {
        let committed = fs::read(samples().join(&made.path)).map_err(|error| format!("{}: {error}", made.path))?;
        let same = parts(&committed)? == parts(&made.bytes)?;
        assert!(same, "{}: run `cargo run --example samples` and commit what it writes", made.path);
    }
    Ok(())
}

#[test]
fn every_reason_is_given() -> Result<(), Box<dyn Error>> {
    for story in STORIES {
        let expected = expected(story.name)?;
        let silent: Vec<String> =
            list(&expected, "states").filter(|state| text(state, "why").is_empty()).map(key).collect();
        assert!(silent.is_empty(), "{}: no reason for {}", story.name, silent.join(", "));
        let mut keys: Vec<String> = list(&expected, "states").map(key).collect();
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all, "{}: a duty is expected twice", story.name);
    }
    Ok(())
}

/// The parts of an office file by name (compression differs between machines), or the whole of any other file.
fn parts(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    if !bytes.starts_with(b"PK") {
        return Ok(BTreeMap::from([(String::new(), bytes.to_vec())]));
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut parts = BTreeMap::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index)?;
        let mut content = Vec::new();
        part.read_to_end(&mut content)?;
        parts.insert(part.name()?.into_owned(), content);
    }
    Ok(parts)
}

fn expected(story: &str) -> Result<Value, Box<dyn Error>> {
    Ok(serde_json::from_str(&fs::read_to_string(samples().join(format!("{story}.expected.json")))?)?)
}

fn check(story: &str, expected: &Value, catalogue: &Catalogue) -> Result<Report, Box<dyn Error>> {
    let as_of = Date::iso(text(expected, "as_of")).ok_or("as_of is no date")?;
    let choices =
        case::Choices { today: as_of, as_of: Some(as_of), guideline: None, out: PathBuf::from("hazama-report") };
    let case = case::open(&samples().join(story), &choices).map_err(|faults| format!("{story}: {faults:?}"))?;
    Ok(hazama::check(&case.papers, catalogue, &case.plan)?)
}

/// What was right and what was not, in words.
struct Tally {
    all: usize,
    right: usize,
    misses: Vec<String>,
}

impl Tally {
    fn of<'a>(wanted: impl Iterator<Item = &'a Value>, judge: impl Fn(&Value) -> Result<(), String>) -> Tally {
        let (mut all, mut misses) = (0, Vec::new());
        for one in wanted {
            all += 1;
            misses.extend(judge(one).err());
        }
        Tally { all, right: all - misses.len(), misses }
    }

    fn percent(&self) -> usize {
        self.right * 100 / self.all.max(1)
    }
}

fn right_state(report: &Report, wanted: &Value) -> Result<(), String> {
    let got = verdict(report, wanted);
    let state = got.map_or("no verdict", |verdict| verdict.state.id());
    let holder = got.and_then(|verdict| verdict.holder).map(|party| party.id());
    let same_holder = wanted["holder"].as_str().is_none_or(|party| holder == Some(party));
    if state == text(wanted, "state") && same_holder {
        return Ok(());
    }
    let why = text(wanted, "why");
    Err(format!(
        "{} should be {} but is {state} ({})\t{why}",
        key(wanted),
        text(wanted, "state"),
        holder.unwrap_or("-")
    ))
}

fn comfort(report: &Report, duty: &Value) -> Option<String> {
    let agreed = verdict(report, duty)?.state == hazama::model::State::Agreed;
    agreed.then(|| format!("{} must not be agreed", key(duty)))
}

fn right_finding(report: &Report, wanted: &Value) -> Result<(), String> {
    let fits = |finding: &Finding| {
        let named = |field: &str, got: Option<&str>| wanted[field].as_str().is_none_or(|want| got == Some(want));
        let system = finding.system.as_deref();
        finding.rule == text(wanted, "rule")
            && named("duty", finding.duty.as_ref().map(|duty| duty.as_str()))
            && (system.is_none() || report.plan.systems.len() == 1 || named("system", system))
    };
    if report.findings.iter().any(fits) { Ok(()) } else { Err(format!("no finding {wanted}")) }
}

fn alarm(report: &Report, rule: &Value) -> Vec<String> {
    let loud = report.findings.iter().filter(|finding| Some(finding.rule.as_str()) == rule.as_str());
    loud.map(|finding| format!("needless {}: {}", finding.rule, finding.message)).collect()
}

/// Rows of forms whose answer was not read as it stands there.
fn wrong_rows(report: &Report, expected: &Value) -> Vec<String> {
    let files = expected["rows"].as_object().into_iter().flatten();
    let answers = files.flat_map(|(file, rows)| {
        rows["answers"].as_object().into_iter().flatten().map(move |(number, answer)| (file, number, answer))
    });
    answers
        .filter(|(file, number, answer)| {
            let document = report.documents.iter().find(|document| document.path == **file);
            let row = document.and_then(|document| document.rows.iter().find(|row| row.number == **number));
            row.map(|row| row.answer.id()) != answer.as_str()
        })
        .map(|(file, number, _)| format!("{file} {number}"))
        .collect()
}

/// The verdict on a duty in the system named, or in the only system there is.
fn verdict<'a>(report: &'a Report, wanted: &Value) -> Option<&'a Verdict> {
    let only = report.plan.systems.len() == 1;
    report.verdicts.iter().find(|verdict| {
        verdict.duty.as_str() == text(wanted, "duty") && (only || verdict.system == text(wanted, "system"))
    })
}

fn list<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value[field].as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn key(state: &Value) -> String {
    format!("{}@{}", text(state, "duty"), text(state, "system"))
}
