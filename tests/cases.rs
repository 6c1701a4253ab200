//! Whole cases of office files under `tests/bench/cases`, each beside what is expected of it. What is not right is listed
//! in `known.txt` there, and that list may only grow shorter; a false comfort is never on it.
//! `UPDATE=1 cargo test --test cases` writes the list anew.

#[path = "common/story.rs"]
mod story;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use hazama::catalogue::Catalogue;
use story::{
    Tally, alarm, check, comfort, expected, list, rash, right_assessment, right_finding, right_state, wrong_rows,
};

fn cases() -> PathBuf {
    match std::env::var_os("CASES") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/cases"),
    }
}

#[test]
fn every_case_is_judged_as_expected() -> Result<(), Box<dyn Error>> {
    let catalogue = Catalogue::builtin();
    let mut names: Vec<String> = fs::read_dir(cases())?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().strip_suffix(".expected.json")?.to_owned()))
        .collect();
    names.sort();
    assert!(names.len() > 1, "no cases in {}", cases().display());
    let (mut misses, mut comforts) = (Vec::new(), Vec::new());
    let (mut states, mut findings) = ((0, 0), (0, 0));
    for name in &names {
        let expected = expected(&cases(), name)?;
        let report = check(&cases(), name, &expected, &catalogue)?;
        let state = Tally::of(list(&expected, "states"), |wanted| right_state(&report, wanted));
        let finding = Tally::of(list(&expected, "findings"), |wanted| right_finding(&report, wanted));
        states = (states.0 + state.right, states.1 + state.all);
        findings = (findings.0 + finding.right, findings.1 + finding.all);
        let hanging =
            list(&expected, "states").filter(|wanted| !matches!(story::text(wanted, "state"), "agreed" | "outside"));
        let calmed = list(&expected, "not_agreed").chain(hanging).filter_map(|duty| comfort(&report, duty));
        let rash = list(&expected, "assessments").filter_map(|one| rash(&report, one));
        comforts.extend(calmed.chain(rash).map(|calmed| format!("{name}: {calmed}")));
        let answer = Tally::of(list(&expected, "assessments"), |wanted| right_assessment(&report, wanted));
        let loud = list(&expected, "no_findings").flat_map(|rule| alarm(&report, rule));
        let rows = wrong_rows(&report, &expected).into_iter().map(|row| format!("row misread: {row}"));
        let all = state.misses.into_iter().chain(finding.misses).chain(answer.misses).chain(loud).chain(rows);
        misses.extend(all.map(|miss| format!("{name}: {}", miss.split('\t').next().unwrap_or_default())));
    }
    println!(
        "{} cases, states {}/{}, findings {}/{}, false comfort {}",
        names.len(),
        states.0,
        states.1,
        findings.0,
        findings.1,
        comforts.len()
    );
    misses.iter().for_each(|miss| println!("  {miss}"));
    assert!(comforts.is_empty(), "{}", comforts.join("\n"));
    let list = cases().join("known.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&list, misses.iter().map(|miss| format!("{miss}\n")).collect::<String>())?;
    }
    let known = fs::read_to_string(&list).unwrap_or_default();
    let new: Vec<&String> = misses.iter().filter(|miss| known.lines().all(|line| line != miss.as_str())).collect();
    assert!(new.is_empty(), "wrong and not known: {new:#?}");
    let mended: Vec<&str> = known.lines().filter(|line| misses.iter().all(|miss| miss != line)).collect();
    assert!(mended.is_empty(), "right now: run UPDATE=1 cargo test --test cases: {mended:#?}");
    Ok(())
}
