//! `hazama check --oscal`: the documents of every sample have OSCAL's shape, name what is there, and tell what report.json tells.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{folder, hazama};
use serde_json::{Value, json};

const SAMPLES: [&str; 5] =
    ["city-hospital", "clinic-cloud", "small-institution-7.0", "two-vendors", "vendor-self-check"];
const MODELS: [&str; 6] =
    ["assessment-plan", "assessment-results", "catalog", "component-definition", "profile", "system-security-plan"];

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(hazama::schemas::text("oscal").expect("a schema")).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

/// What is wrong with a document. The schema holds one shape for each model; only that of this model is of interest.
fn faults(validator: &jsonschema::Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{error} at {}", error.instance_path())).collect()
}

/// Writes the documents of a case; gives them by model, and the report.
fn written(case: &Path, at: &Path) -> (BTreeMap<String, Value>, Value) {
    let (out, oscal) = (at.join("out"), at.join("oscal"));
    let arguments =
        ["check", ".", "--quiet", "--out", out.to_str().expect("UTF-8"), "--oscal", oscal.to_str().expect("UTF-8")];
    let output = hazama(case, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let json = |path: &Path| serde_json::from_slice(&fs::read(path).expect("there")).expect("JSON");
    let names = fs::read_dir(&oscal).expect("lists").map(|entry| entry.expect("an entry").path());
    let documents = names.map(|path| (path.file_stem().expect("a name").to_string_lossy().into_owned(), json(&path)));
    (documents.collect(), json(&out.join("report.json")))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// What a property of ours says.
fn said<'a>(thing: &'a Value, name: &str) -> Option<&'a str> {
    list(thing, "props").iter().find(|prop| prop["name"] == name).and_then(|prop| prop["value"].as_str())
}

#[test]
fn every_sample_has_the_shape_of_oscal_and_tells_each_verdict_once() {
    let validator = validator();
    for sample in SAMPLES {
        let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
        let at = tempfile::TempDir::new().expect("a folder");
        let (documents, report) = written(&case, at.path());
        assert!(documents.keys().eq(MODELS.iter()), "{:?}", documents.keys());
        for (model, document) in &documents {
            assert_eq!(faults(&validator, document), Vec::<String>::new(), "{sample} {model}");
            assert_eq!(document.as_object().map(|one| one.len()), Some(1), "{sample} {model}");
            let time = &document[model]["metadata"]["last-modified"];
            assert_eq!(
                *time,
                json!(format!("{}T00:00:00+09:00", report["as_of"].as_str().expect("a day"))),
                "{sample}"
            );
        }
        tells_what_the_report_tells(sample, &documents, &report);
    }
}

fn tells_what_the_report_tells(sample: &str, documents: &BTreeMap<String, Value>, report: &Value) {
    let results = &documents["assessment-results"]["assessment-results"]["results"][0];
    let plan = &documents["system-security-plan"]["system-security-plan"];
    let components: BTreeMap<&str, &str> = list(&plan["system-implementation"], "components")
        .iter()
        .filter_map(|component| Some((component["uuid"].as_str()?, said(component, "system")?)))
        .collect();
    let requirements = list(&plan["control-implementation"], "implemented-requirements");
    let part_of = |duty: &str, system: &str| {
        let requirement =
            requirements.iter().find(|one| one["control-id"] == duty).expect("every duty is a requirement");
        let parts: Vec<&Value> = list(requirement, "by-components")
            .iter()
            .filter(|part| part["component-uuid"].as_str().and_then(|uuid| components.get(uuid)) == Some(&system))
            .collect();
        assert_eq!(parts.len(), 1, "{sample} {duty} {system}");
        parts[0]
    };
    let (findings, verdicts) = (list(results, "findings"), list(report, "verdicts"));
    assert_eq!(findings.len(), verdicts.len(), "{sample}");
    for verdict in verdicts {
        let text = |name: &str| verdict[name].as_str().unwrap_or_default();
        let (duty, system, state) = (text("duty"), text("system"), text("state"));
        let case = format!("{sample} {duty} {system} {state}");
        let found: Vec<&Value> = findings
            .iter()
            .filter(|one| one["target"]["target-id"] == format!("{duty}_smt") && said(one, "system") == Some(system))
            .collect();
        assert_eq!(found.len(), 1, "{case}");
        let part = part_of(duty, system);
        assert_eq!(found[0]["implementation-statement-uuid"], part["uuid"], "{case}");
        assert_eq!((said(found[0], "state"), said(part, "state")), (Some(state), Some(state)), "{case}");
        let status = found[0]["target"]["status"]["state"].as_str();
        assert_eq!(status == Some("satisfied"), matches!(state, "agreed" | "outside"), "{case}");
        let (provided, left) =
            (list(&part["export"], "provided").len(), list(&part["export"], "responsibilities").len());
        match (state, text("holder")) {
            ("agreed", "vendor") => assert_eq!((provided, left), (1, 0), "{case}"),
            ("agreed", "hospital") => assert_eq!((provided, left), (0, 1), "{case}"),
            ("agreed", "both") => assert_eq!((provided, left), (1, 1), "{case}"),
            _ => assert_eq!(provided, 0, "{case}: nobody is bound"),
        }
        assert_eq!(part["implementation-status"]["state"] == "not-applicable", state == "outside", "{case}");
    }
    let observed = list(results, "observations");
    let rules = observed.iter().filter(|one| said(one, "rule").is_some()).count();
    assert_eq!(rules, list(report, "findings").len(), "{sample}");
    let papers = list(&documents["assessment-results"]["assessment-results"]["back-matter"], "resources");
    assert_eq!(papers.len(), list(report, "documents").len(), "{sample}");
}

#[test]
fn the_same_papers_give_the_same_documents() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/clinic-cloud");
    let (one, two) = (tempfile::TempDir::new().expect("a folder"), tempfile::TempDir::new().expect("a folder"));
    for at in [&one, &two] {
        written(&case, at.path());
    }
    for model in MODELS {
        let read = |at: &Path| fs::read(at.join("oscal").join(format!("{model}.json"))).expect("there");
        assert!(read(one.path()) == read(two.path()), "{model}");
    }
}

/// A test of the schema itself: what OSCAL refuses must not pass.
#[test]
fn the_schema_refuses_what_oscal_refuses() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/clinic-cloud");
    let at = tempfile::TempDir::new().expect("a folder");
    let (documents, _) = written(&case, at.path());
    let validator = validator();
    type Change = fn(&mut Value);
    let changes: [(&str, &str, Change); 8] = [
        ("catalog", "uuid", |one| *one = json!("6ba7b810-9dad-11d1-80b4-00c04fd430c8")),
        ("catalog", "metadata", |one| one["last-modified"] = json!("2026-11-22")),
        ("profile", "imports", |one| *one = json!([])),
        ("system-security-plan", "import-profile", |one| *one = json!({})),
        ("system-security-plan", "system-characteristics", |one| one["status"]["state"] = json!("agreed")),
        ("component-definition", "components", |one| one[0]["type"] = json!("")),
        ("assessment-results", "results", |one| one[0]["findings"][0]["target"]["status"]["state"] = json!("open")),
        ("assessment-results", "results", |one| one[0]["observations"][0]["methods"] = json!([])),
    ];
    for (model, field, change) in changes {
        let mut document = documents[model].clone();
        change(&mut document[model][field]);
        assert!(!validator.is_valid(&document), "{model} {field}");
    }
}

#[test]
fn a_place_that_does_not_do_is_named_before_anything_is_written() {
    let rules = "運用管理規程\n\n第1条 システム管理者は、複製を毎日取得しなければならない。\n";
    let dir = folder(&[("case/規程.txt", rules.as_bytes()), ("file", b"x")]);
    for (place, said) in [
        ("o.json", "--oscal には、ファイルではなくフォルダを指定してください。"),
        ("file", "--oscal には、ファイルではなくフォルダを指定してください。"),
        ("case/oscal", "案件フォルダの中に書くと、次に文書として読まれます。"),
        ("out/../case/x/oscal", "案件フォルダの中に書くと、次に文書として読まれます。"),
    ] {
        let output = hazama(dir.path(), &["check", "case", "--out", "out", "--oscal", place]);
        let err = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{place}: {err}");
        assert!(err.contains(said), "{place}: {err}");
        assert!(!dir.path().join("out").exists(), "{place}");
    }
    for place in ["oscal", "case/hazama-report/oscal", "case/out/oscal"] {
        let output = hazama(dir.path(), &["check", "case", "--out", "case/out", "--oscal", place]);
        assert_eq!(output.status.code(), Some(0), "{place}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(dir.path().join(place).join("catalog.json").is_file(), "{place}");
    }
}
