//! Whole cases with what is expected of them: `NAME/` beside `NAME.expected.json`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use hazama::case;
use hazama::catalogue::Catalogue;
use hazama::model::{Assessment, Date, Finding, Reply, Report, Verdict};
use serde_json::Value;

/// What is expected of a case in that folder.
pub fn expected(folder: &Path, name: &str) -> Result<Value, Box<dyn Error>> {
    Ok(serde_json::from_str(&fs::read_to_string(folder.join(format!("{name}.expected.json")))?)?)
}

/// Checks a case on the day that is expected.
pub fn check(folder: &Path, name: &str, expected: &Value, catalogue: &Catalogue) -> Result<Report, Box<dyn Error>> {
    let as_of = Date::iso(text(expected, "as_of")).ok_or("as_of is no date")?;
    let choices =
        case::Choices { today: as_of, as_of: Some(as_of), guideline: None, out: PathBuf::from("hazama-report") };
    let case = case::open(&folder.join(name), &choices).map_err(|faults| format!("{name}: {faults:?}"))?;
    Ok(hazama::check(&case.papers, catalogue, &case.plan)?)
}

/// What was right and what was not, in words.
pub struct Tally {
    pub all: usize,
    pub right: usize,
    pub misses: Vec<String>,
}

impl Tally {
    pub fn of<'a>(wanted: impl Iterator<Item = &'a Value>, judge: impl Fn(&Value) -> Result<(), String>) -> Tally {
        let (mut all, mut misses) = (0, Vec::new());
        for one in wanted {
            all += 1;
            misses.extend(judge(one).err());
        }
        Tally { all, right: all - misses.len(), misses }
    }
}

pub fn right_state(report: &Report, wanted: &Value) -> Result<(), String> {
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

pub fn comfort(report: &Report, duty: &Value) -> Option<String> {
    let agreed = verdict(report, duty)?.state == hazama::model::State::Agreed;
    agreed.then(|| format!("{} must not be agreed", key(duty)))
}

pub fn right_finding(report: &Report, wanted: &Value) -> Result<(), String> {
    if report.findings.iter().any(|finding| fits(report, finding, wanted)) {
        Ok(())
    } else {
        Err(format!("no finding {wanted}"))
    }
}

/// Whether a finding is the one described: its rule, and where they are given its duty, its system and words of its message.
fn fits(report: &Report, finding: &Finding, wanted: &Value) -> bool {
    let named = |field: &str, got: Option<&str>| wanted[field].as_str().is_none_or(|want| got == Some(want));
    let system = finding.system.as_deref();
    finding.rule == text(wanted, "rule")
        && named("duty", finding.duty.as_ref().map(|duty| duty.as_str()))
        && (system.is_none() || report.plan.systems.len() == 1 || named("system", system))
        && wanted["says"].as_str().is_none_or(|words| finding.message.contains(words))
}

/// Findings that ought not to be there: all of a rule, or those described as in `findings`.
pub fn alarm(report: &Report, unwanted: &Value) -> Vec<String> {
    let of_rule = |finding: &Finding| Some(finding.rule.as_str()) == unwanted.as_str();
    let described = |finding: &Finding| {
        let elsewhere = unwanted["system"].is_string() && finding.system.is_none();
        unwanted.is_object() && !elsewhere && fits(report, finding, unwanted)
    };
    let loud = report.findings.iter().filter(|finding| of_rule(finding) || described(finding));
    loud.map(|finding| format!("needless {}: {}", finding.rule, finding.message)).collect()
}

/// Whether the papers answer a question on the whole case, or on a system, as expected.
pub fn right_assessment(report: &Report, wanted: &Value) -> Result<(), String> {
    let fits = |one: &&Assessment| one.id == text(wanted, "id") && one.system.as_deref() == wanted["system"].as_str();
    let replies: Vec<&str> = report.assessments.iter().filter(fits).map(|one| one.reply.id()).collect();
    if replies == [text(wanted, "answer")] {
        return Ok(());
    }
    let name = format!("{}@{}", text(wanted, "id"), wanted["system"].as_str().unwrap_or("case"));
    Err(format!("{name} should be {} but is {}\t{}", text(wanted, "answer"), replies.join(", "), text(wanted, "why")))
}

/// Whether a question is answered with yes though the papers do not show it.
pub fn rash(report: &Report, wanted: &Value) -> Option<String> {
    let miss = right_assessment(report, wanted).err()?;
    let yes = report.assessments.iter().any(|one| {
        one.id == text(wanted, "id") && one.system.as_deref() == wanted["system"].as_str() && one.reply == Reply::Yes
    });
    yes.then_some(miss)
}

/// Rows of forms whose answer was not read as it stands there.
pub fn wrong_rows(report: &Report, expected: &Value) -> Vec<String> {
    let files = expected["rows"].as_object().into_iter().flatten();
    let answers = files.flat_map(|(file, rows)| {
        rows["answers"].as_object().into_iter().flatten().map(move |(number, answer)| (file, number, answer))
    });
    answers
        .filter(|(file, number, answer)| {
            let document = report.documents.iter().find(|document| document.path == **file);
            let named = |row: &&hazama::model::Row| is_named(row, number);
            let mut rows = document.into_iter().flat_map(|document| document.rows.iter()).filter(named);
            !rows.any(|row| Some(row.answer.id()) == answer.as_str())
        })
        .map(|(file, number, _)| format!("{file} {number}"))
        .collect()
}

/// `4.1`, `A-3` and `Part2 A 5` name a row by its number, its section's letter and its part.
fn is_named(row: &hazama::model::Row, key: &str) -> bool {
    let fold = |text: &str| text.to_lowercase().replace([' ', '-', '.', '・'], "");
    let (key, number) = (fold(key), fold(&row.number));
    let letter: String = fold(row.section.as_deref().unwrap_or_default()).chars().take(1).collect();
    let part = fold(row.part.as_deref().unwrap_or_default());
    key == number
        || [format!("{letter}{number}"), format!("{part}{letter}{number}"), format!("{part}{number}")].contains(&key)
}

/// The verdict on a duty in the system named, or in the only system there is.
fn verdict<'a>(report: &'a Report, wanted: &Value) -> Option<&'a Verdict> {
    let only = report.plan.systems.len() == 1;
    report.verdicts.iter().find(|verdict| {
        verdict.duty.as_str() == text(wanted, "duty") && (only || verdict.system == text(wanted, "system"))
    })
}

pub fn list<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value[field].as_array().into_iter().flatten()
}

pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

pub fn key(state: &Value) -> String {
    format!("{}@{}", text(state, "duty"), text(state, "system"))
}
