//! Holds the lists of `deny.toml` against what the program is built from, and `docs/coverage.md` against rules and tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn toml_file(name: &str) -> Value {
    toml::from_str(&fs::read_to_string(root().join(name)).expect(name)).expect(name)
}

fn words<'a>(list: &'a Value, field: Option<&str>) -> Vec<&'a str> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|item| field.map_or(item, |field| &item[field]).as_str()).collect()
}

/// The packages of which the program is built with these features, on this platform.
fn packages(features: &[&str]) -> Vec<Value> {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let rustc = String::from_utf8(rustc.stdout).expect("rustc speaks UTF-8");
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .args(["--features", &features.join(",")])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&metadata.stderr).into_owned();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap_or_else(|_| panic!("{said}"));
    metadata["packages"].as_array().expect("packages").clone()
}

#[test]
fn no_crate_that_opens_connections() {
    let policy = toml_file("deny.toml");
    let banned = words(&policy["bans"]["deny"], Some("crate"));
    let features = words(&policy["graph"]["features"], None);
    assert!(!banned.is_empty() && !features.contains(&"postgres"));
    for features in [&[][..], &features] {
        for package in words(&Value::Array(packages(features)), Some("name")) {
            assert!(!banned.contains(&package), "{package} is banned in deny.toml, with {features:?}");
        }
    }
    // the one feature that opens a connection shows that the list is not empty words
    let with_postgres = Value::Array(packages(&["postgres"]));
    assert!(words(&with_postgres, Some("name")).iter().any(|package| banned.contains(package)));
}

#[test]
fn every_source_is_the_registry() {
    for package in toml_file("Cargo.lock")["package"].as_array().expect("packages") {
        let source = package["source"].as_str().unwrap_or("registry+ (this crate)");
        assert!(source.starts_with("registry+"), "{}: {source}", package["name"]);
    }
}

#[test]
fn every_licence_is_allowed() {
    let policy = toml_file("deny.toml");
    let allowed = words(&policy["licenses"]["allow"], None);
    for package in packages(&["sqlite", "parquet", "postgres"]) {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence, &allowed), "{}: {licence:?} is not allowed in deny.toml", package["name"]);
    }
}

/// An expression of SPDX is allowed when one branch of each OR and every branch of each AND is. Old crates write `/`.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let expression = expression.replace('/', " OR ");
    let parts = split_top(&expression, " AND ");
    if parts.len() > 1 {
        return parts.iter().all(|part| is_allowed(part, allowed));
    }
    let parts = split_top(&expression, " OR ");
    if parts.len() > 1 {
        return parts.iter().any(|part| is_allowed(part, allowed));
    }
    let expression = expression.trim();
    match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => is_allowed(inner, allowed),
        None => allowed.contains(&expression),
    }
}

/// Splits at a word that stands outside of all brackets.
fn split_top(text: &str, word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        if depth == 0 && rest.starts_with(word) {
            parts.push(String::new());
            rest = &rest[word.len()..];
            continue;
        }
        parts.last_mut().expect("one part at least").push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    parts
}

#[test]
fn licences_are_weighed_by_their_branches() {
    let allowed = ["MIT", "Apache-2.0", "BSD-3-Clause"];
    for (expression, wanted) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0", false),
        ("(Apache-2.0 OR GPL-3.0) AND BSD-3-Clause", true),
        ("(Apache-2.0 OR MIT) AND GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), wanted, "{expression}");
    }
}

/// The words between two marks, in order.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let parts = text.split(open).skip(1);
    parts.filter_map(|part| part.split_once(close).map(|(inside, _)| inside)).collect()
}

/// Words in code marks.
fn codes(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_gap_pattern_names_what_finds_it_and_a_test_that_exists() {
    let page = fs::read_to_string(root().join("docs/coverage.md")).expect("the page");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| G"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let ids: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(ids, (1..=17).map(|n| format!("G{n}")).collect::<Vec<_>>());
    let states: Vec<&str> = hazama::model::State::ALL.iter().map(|state| state.id()).collect();
    for row in rows {
        let [id, _, found, shown] = row[..] else { panic!("four columns: {row:?}") };
        let finds = codes(found);
        assert!(!finds.is_empty(), "{id} is found by nothing");
        for name in &finds {
            let is_rule = root().join(format!("src/catalogue/rules/{name}.toml")).exists();
            assert!(is_rule || states.contains(name), "{id}: {name} is neither a rule nor a state");
        }
        let mut met = Vec::new();
        for proof in shown.split("; ") {
            let (path, names) = codes(proof).split_first().map(|(path, names)| (*path, names.to_vec())).expect(id);
            let text = fs::read_to_string(root().join(path)).unwrap_or_else(|_| panic!("{id}: {path} is not there"));
            for case in between(proof, "«", "»") {
                assert!(text.contains(&format!("name = \"{case}\"")), "{id}: {path} has no case {case}");
            }
            for name in names {
                if path.ends_with(".json") {
                    let expected: Value = serde_json::from_str(&text).expect(path);
                    met.push(expects(&expected, name).unwrap_or_else(|| panic!("{id}: {path} expects no {name}")));
                } else {
                    assert!(text.contains(&format!("fn {name}(")), "{id}: {path} has no test {name}");
                }
            }
        }
        for state in &met {
            assert!(finds.contains(&state.as_str()), "{id}: the sample expects {state}");
        }
        assert!(!met.is_empty(), "{id}: no sample shows it");
    }
}

/// The state that a sample expects of `duty@system`, or the rule that it expects to fire as `rule@system` or `rule`.
fn expects(expected: &Value, name: &str) -> Option<String> {
    let (what, system) = name.split_once('@').map_or((name, None), |(what, system)| (what, Some(system)));
    let here = |one: &&Value| system.is_none() || one["system"].as_str() == system;
    let all = |field: &str| expected[field].as_array().into_iter().flatten();
    let state = all("states").filter(here).find(|state| state["duty"] == what).map(|state| &state["state"]);
    let rule = || all("findings").filter(here).find(|finding| finding["rule"] == what).map(|finding| &finding["rule"]);
    state.or_else(rule)?.as_str().map(str::to_owned)
}
