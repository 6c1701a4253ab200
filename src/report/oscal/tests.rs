//! The documents name what is there, every verdict stands once, and no two things bear one UUID.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::*;
use crate::model::{Party, State};
use crate::report::specimen;

fn made(report: &Report) -> BTreeMap<&'static str, Value> {
    let documents = documents(report, specimen::catalogue());
    documents.into_iter().map(|(name, text)| (name, serde_json::from_str(&text).expect("JSON"))).collect()
}

/// Everything that stands under a field of that name, wherever it is.
fn all<'a>(value: &'a Value, name: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                if field == name {
                    found.push(value);
                }
                all(value, name, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| all(value, name, found)),
        _ => {}
    }
}

fn strings(value: &Value, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    all(value, name, &mut found);
    found.into_iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

#[test]
fn same_report_gives_same_bytes_and_a_change_another_uuid() {
    let (one, catalogue) = (specimen::report(), specimen::catalogue());
    assert_eq!(documents(&one, catalogue), documents(&one, catalogue));
    let mut other = specimen::report();
    other.verdicts[0].why.push('。');
    let (one, other) = (made(&one), made(&other));
    for (name, model, same) in [
        (CATALOG, "catalog", true),
        (RESULTS, "assessment-results", false),
        (SECURITY_PLAN, "system-security-plan", false),
    ] {
        assert_eq!(one[name][model]["uuid"] == other[name][model]["uuid"], same, "{name}");
    }
}

#[test]
fn every_verdict_is_one_finding_and_one_part_of_its_system() {
    let report = specimen::report();
    let made = made(&report);
    let findings = made[RESULTS]["assessment-results"]["results"][0]["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), report.verdicts.len());
    let parts: Vec<&Value> =
        made[SECURITY_PLAN]["system-security-plan"]["control-implementation"]["implemented-requirements"]
            .as_array()
            .expect("requirements")
            .iter()
            .filter_map(|requirement| requirement["by-components"].as_array())
            .flatten()
            .collect();
    let is_state = |prop: &Value| prop["name"] == "state";
    let of_verdicts: Vec<_> =
        parts.iter().filter(|part| part["props"].as_array().is_some_and(|props| props.iter().any(is_state))).collect();
    assert_eq!(of_verdicts.len(), report.verdicts.len());
    let uuids: BTreeSet<&str> = of_verdicts.iter().filter_map(|part| part["uuid"].as_str()).collect();
    let named: BTreeSet<&str> =
        findings.iter().filter_map(|finding| finding["implementation-statement-uuid"].as_str()).collect();
    assert_eq!(uuids, named);
    for (verdict, finding) in report.verdicts.iter().zip(findings) {
        let is_satisfied = finding["target"]["status"]["state"] == "satisfied";
        assert_eq!(is_satisfied, verdict.state.is_at_rest(), "{} {}", verdict.duty, verdict.system);
    }
}

#[test]
fn what_is_provided_is_inherited_and_what_is_satisfied_was_left_to_the_hospital() {
    let mut report = specimen::report();
    let rest = report.verdicts.iter_mut().filter(|verdict| !verdict.state.is_hanging());
    for (verdict, holder) in rest.zip([Party::Vendor, Party::Both, Party::Hospital]) {
        (verdict.state, verdict.holder) = (State::Agreed, Some(holder));
    }
    let remark = report.claims.iter().find(|claim| claim.pushed).expect("a remark that hands the work over").id.clone();
    let hangs = report.verdicts.iter_mut().find(|verdict| verdict.state == State::Unassigned).expect("one that hangs");
    (hangs.state, hangs.claims) = (State::Unaccepted, vec![remark]);
    let plan = &made(&report)[SECURITY_PLAN];
    let listed = |name: &str, field: &str| -> BTreeSet<String> {
        let mut lists = Vec::new();
        all(plan, name, &mut lists);
        let things = lists.into_iter().filter_map(Value::as_array).flatten();
        things.filter_map(|thing| thing[field].as_str().map(str::to_owned)).collect()
    };
    let provided = listed("provided", "uuid");
    assert!(!provided.is_empty());
    assert_eq!(provided, listed("inherited", "provided-uuid"));
    let (left, satisfied) = (listed("responsibilities", "uuid"), listed("satisfied", "responsibility-uuid"));
    assert!(satisfied.is_subset(&left) && !satisfied.is_empty());
    assert!(left.len() > satisfied.len(), "what hangs is left to the hospital, and satisfied by nobody");
}

#[test]
fn uuids_are_named_once_and_all_that_is_named_is_there() {
    let made = made(&specimen::report());
    let mut everywhere: BTreeSet<String> = BTreeSet::new();
    for (name, document) in &made {
        let uuids = strings(document, "uuid");
        let once: BTreeSet<&String> = uuids.iter().collect();
        assert_eq!(once.len(), uuids.len(), "{name} gives one UUID to two things");
        everywhere.extend(uuids);
    }
    for document in made.values() {
        let names =
            ["component-uuid", "subject-uuid", "observation-uuid", "implementation-statement-uuid", "party-uuids"];
        for uuid in names.into_iter().flat_map(|name| strings(document, name)) {
            assert!(everywhere.contains(&uuid), "{uuid}");
        }
        for href in strings(document, "href") {
            let there = match href.strip_prefix('#') {
                Some(uuid) => everywhere.contains(uuid),
                None => made.contains_key(href.as_str()) || href.is_ascii(),
            };
            assert!(there, "{href}");
        }
    }
    let controls: BTreeSet<String> = strings(&made[CATALOG], "id").into_iter().collect();
    for id in ["control-id", "target-id"].into_iter().flat_map(|name| made.values().flat_map(|one| strings(one, name)))
    {
        assert!(controls.contains(&id), "{id}");
    }
}

#[test]
fn a_report_without_anything_gives_documents_without_empty_lists() {
    let mut report = specimen::report();
    report.documents.clear();
    report.claims.clear();
    report.verdicts.clear();
    report.findings.clear();
    report.plan.systems.clear();
    report.plan.vendors.clear();
    for (name, document) in made(&report) {
        assert!(!document.to_string().contains("[]"), "{name}");
    }
}
