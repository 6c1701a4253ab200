//! Holds the lists of `deny.toml` against what the program is built from.

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

#[test]
fn no_crate_that_opens_connections() {
    let (policy, lock) = (toml_file("deny.toml"), toml_file("Cargo.lock"));
    let banned = words(&policy["bans"]["deny"], Some("crate"));
    assert!(!banned.is_empty());
    for package in words(&lock["package"], Some("name")) {
        assert!(!banned.contains(&package), "{package} is banned in deny.toml");
    }
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
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let rustc = String::from_utf8(rustc.stdout).expect("rustc speaks UTF-8");
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("cargo metadata gives JSON");
    for package in metadata["packages"].as_array().expect("packages") {
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
