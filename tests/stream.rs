//! `hazama stream` as other programs drive it: the same report as `check`, broken lines answered, any number of threads.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{folder, hazama};
use serde_json::{Value, json};

const RULES: &str = "情報システム運用管理規程\n\n第1条 (バックアップ)\n  システム管理者は、診療データの複製を毎日取得しなければならない。\n";

/// Hands lines to the program and gives what it answers, by id; every answer has the shape of its schema.
fn stream(dir: &Path, arguments: &[&str], lines: &[Vec<u8>]) -> BTreeMap<String, Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hazama"))
        .args(["stream", "--as-of", "2026-11-22", "--quiet"])
        .args(arguments)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("an input");
    let lines = lines.join(&b'\n');
    // answers come before the last line is handed in
    let writer = std::thread::spawn(move || input.write_all(&lines).expect("writes"));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("all lines were taken");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let schema: Value = serde_json::from_str(hazama::schemas::text("stream").expect("a schema")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let answers: Vec<Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect();
    for answer in &answers {
        let faults: Vec<String> = validator.iter_errors(answer).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    let count = answers.len();
    let key = |answer: &Value| match &answer["id"] {
        Value::Null => format!("line {}", answer["line"]),
        id => id.to_string(),
    };
    let answers: BTreeMap<String, Value> = answers.into_iter().map(|answer| (key(&answer), answer)).collect();
    assert_eq!(answers.len(), count, "one answer a line");
    answers
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// A line with all files of a folder inside.
fn inline(id: &str, dir: &Path) -> Vec<u8> {
    let mut found = Vec::new();
    files(dir, &mut found);
    let paper = |path: &PathBuf| {
        let name = path.strip_prefix(dir).expect("below").to_string_lossy().replace('\\', "/");
        json!({ "path": name, "base64": STANDARD.encode(fs::read(path).expect("reads")) })
    };
    json!({ "id": id, "papers": found.iter().map(paper).collect::<Vec<_>>() }).to_string().into_bytes()
}

#[test]
fn a_case_gives_what_check_writes_by_path_and_inline() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/clinic-cloud");
    let dir = folder(&[("case/規程.txt", RULES.as_bytes())]);
    let path = sample.to_str().expect("a path");
    let checked = hazama(dir.path(), &["check", path, "--as-of", "2026-11-22", "--quiet"]);
    assert_eq!(checked.status.code(), Some(0));
    let report = fs::read(dir.path().join("hazama-report/report.json")).expect("the report");
    let report: Value = serde_json::from_slice(&report).expect("JSON");
    assert_eq!(report["hospital"]["name"].as_str().map(str::is_empty), Some(false), "the manifest was read");
    let lines = [json!({ "id": "path", "path": path }).to_string().into_bytes(), inline("inline", &sample)];
    let answers = stream(dir.path(), &[], &lines);
    for id in ["\"path\"", "\"inline\""] {
        assert!(answers[id]["report"] == report, "{id} differs from check");
    }
}

#[test]
fn broken_lines_are_answered_and_stop_nothing_on_any_number_of_threads() {
    let dir = folder(&[
        ("good/規程.txt", RULES.as_bytes()),
        ("bad/規程.txt", RULES.as_bytes()),
        ("bad/hazama.toml", b"[hospital]\nbedz = 12\n"),
        ("empty/.keep", b""),
    ]);
    let rules = STANDARD.encode(RULES);
    let mut lines: Vec<Vec<u8>> = [
        "{\"id\":\"good\",\"path\":\"good\"}",
        "no JSON",
        "[1,2]",
        "{\"id\":\"both\",\"path\":\"good\",\"papers\":[]}",
        "{\"id\":\"neither\"}",
        "{\"id\":[1],\"path\":\"good\"}",
        "{\"path\":\"good\"}",
        "{\"id\":\"extra\",\"path\":\"good\",\"pathh\":1}",
        "{\"id\":\"nowhere\",\"path\":\"nowhere\"}",
        "{\"id\":\"bad\",\"path\":\"bad\"}",
        "{\"id\":\"empty\",\"path\":\"empty\"}",
        "{\"id\":\"none\",\"papers\":[]}",
        "{\"id\":\"letters\",\"papers\":[{\"path\":\"契約.txt\",\"base64\":\"***\"}]}",
        "",
    ]
    .map(|line| line.as_bytes().to_vec())
    .to_vec();
    lines.push(b"{\"id\":\"\xff\xfe\",\"path\":\"good\"}".to_vec());
    lines.push(format!("{{\"id\":7,\"papers\":[{{\"path\":\"規程.txt\",\"base64\":\"{rules}\"}}]}}").into_bytes());
    lines.push(vec![b'['; 100_000]);
    let one = stream(dir.path(), &["--jobs", "1"], &lines);
    let report = &one["\"good\""]["report"];
    assert_eq!(report["documents"][0]["path"], "規程.txt");
    assert!(one["7"]["report"] == *report, "the same paper, the same report");
    for (key, line, file, said) in [
        ("line 2", 2, "-", "案件として読めません"),
        ("line 3", 3, "-", "案件として読めません"),
        ("\"both\"", 4, "-", "どちらか一方"),
        ("\"neither\"", 5, "-", "どちらか一方"),
        ("line 6", 6, "-", "id は文字列か数"),
        ("line 7", 7, "-", "案件として読めません"),
        ("\"extra\"", 8, "-", "pathh"),
        ("\"nowhere\"", 9, "nowhere", "このフォルダはありません"),
        ("\"bad\"", 10, "bad/hazama.toml", "「bedz」という項目はありません"),
        ("\"empty\"", 11, "empty", "読み取る文書がありません"),
        ("\"none\"", 12, "none", "読み取る文書がありません"),
        ("\"letters\"", 13, "letters/契約.txt", "base64として読めません"),
        ("line 15", 15, "-", "案件として読めません"),
        ("line 17", 17, "-", "案件として読めません"),
    ] {
        let answer = &one[key];
        assert_eq!((&answer["line"], &answer["error"][0]["file"]), (&json!(line), &json!(file)), "{answer}");
        assert!(answer["error"][0]["message"].as_str().is_some_and(|words| words.contains(said)), "{answer}");
    }
    assert_eq!(one["\"bad\""]["error"][0]["line"], 2);
    assert_eq!(one.len(), 16);
    assert!(stream(dir.path(), &["--jobs", "3"], &lines) == one, "threads change an answer");
}

#[test]
fn an_answer_comes_while_the_input_is_still_open() {
    let dir = folder(&[("good/規程.txt", RULES.as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_hazama"))
        .args(["stream", "--as-of", "2026-11-22"])
        .current_dir(dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("an input");
    let mut output = BufReader::new(child.stdout.take().expect("an output"));
    for id in ["a", "b"] {
        writeln!(input, "{{\"id\":\"{id}\",\"path\":\"good\"}}").expect("writes");
        let mut line = String::new();
        output.read_line(&mut line).expect("reads");
        assert!(line.starts_with(&format!("{{\"id\":\"{id}\",\"report\":{{")), "{line}");
    }
    drop(input);
    assert!(child.wait().expect("ends").success());
}

#[test]
fn numbers_of_cases_at_a_time_are_checked() {
    let dir = folder(&[]);
    for wrong in ["0", "-1", "viele", "1025"] {
        let output = hazama(dir.path(), &["stream", &format!("--jobs={wrong}")]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(&format!("--jobs に「{wrong}」は使えません")), "{said}");
    }
}
