//! `hazama compare` on three bidders of an invented hospital: who takes what upon itself, figures that add up, and what stops it.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use common::{folder, hazama};
use serde_json::Value;

const BIDDERS: [&str; 3] = ["あかね案", "いぶき案", "うしお案"];

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Compares the bidders in that order; gives the folder of the outputs, the JSON and the workbook's bytes.
fn compared(order: [usize; 3]) -> (tempfile::TempDir, Value, Vec<u8>) {
    let out = folder(&[]);
    let place = out.path().to_string_lossy().into_owned();
    let mut arguments = vec!["compare"];
    arguments.extend(order.map(|at| BIDDERS[at]));
    arguments.extend(["--out", &place, "--progress", "none"]);
    let output = hazama(&samples().join("three-bidders"), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let json = fs::read_to_string(out.path().join("compare.json")).expect("a JSON");
    let book = fs::read(out.path().join("compare.xlsx")).expect("a workbook");
    (out, serde_json::from_str(&json).expect("JSON"), book)
}

fn expected() -> Value {
    let text = fs::read_to_string(samples().join("three-bidders.expected.json")).expect("what is expected");
    serde_json::from_str(&text).expect("JSON")
}

fn list<'a>(value: &'a Value, field: &str) -> &'a Vec<Value> {
    value[field].as_array().expect("a list")
}

/// Bidder ids by name.
fn ids(json: &Value) -> BTreeMap<String, String> {
    let pair =
        |one: &Value| (one["name"].as_str().expect("a name").to_owned(), one["id"].as_str().expect("an id").to_owned());
    list(json, "bidders").iter().map(pair).collect()
}

#[test]
fn three_bidders_stand_side_by_side_as_expected() {
    let (_, json, _) = compared([0, 1, 2]);
    let (wanted, ids) = (expected(), ids(&json));
    assert_eq!(list(&json, "lots").len(), 1);
    assert_eq!(list(&json, "notes").len(), 0, "{:#?}", json["notes"]);
    for one in list(&wanted, "states") {
        let row = list(&json, "duties").iter().find(|row| row["duty"] == one["duty"]).expect("a row");
        for (name, stand) in one["bidders"].as_object().expect("bidders") {
            let found = &row["bidders"][&ids[name]];
            assert_eq!(found["state"], stand["state"], "{} {name}: {found:#}", one["duty"]);
            assert_eq!(found["holder"], stand["holder"], "{} {name}", one["duty"]);
            let words: Vec<&str> = list(found, "words").iter().filter_map(|words| words["quote"].as_str()).collect();
            let said = stand["words"].as_str().unwrap_or_default();
            assert!(
                said.is_empty() && words.is_empty() || words.first().is_some_and(|first| first.contains(said)),
                "{} {name}: {words:?}",
                one["duty"]
            );
        }
    }
    let told = |rows: &Vec<Value>, fields: &[&str], names: &dyn Fn(&Value) -> Value| -> BTreeSet<String> {
        rows.iter()
            .map(|row| {
                format!(
                    "{} {}",
                    names(&row["bidder"]),
                    fields.iter().map(|field| row[field].to_string()).collect::<Vec<_>>().join(" ")
                )
            })
            .collect()
    };
    let by_name = |name: &Value| Value::from(ids[name.as_str().expect("a name")].as_str());
    for (field, parts) in [("only", &["duty", "offer", "alone"][..]), ("options", &["duty", "priced", "condition"])] {
        let found = told(list(&json, field), parts, &Value::clone);
        assert_eq!(found, told(list(&wanted, field), parts, &by_name), "{field}");
    }
}

#[test]
fn every_figure_is_the_sum_of_the_rows_that_stand_behind_it() {
    let (_, json, book) = compared([0, 1, 2]);
    let mut book = Xlsx::new(Cursor::new(book)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["はじめに", "比較表", "一社だけが引き受けるもの", "オプション", "要求する条項"]);
    let demands = book.worksheet_range("要求する条項").expect("a sheet");
    let intro = book.worksheet_range("はじめに").expect("a sheet");
    let names = intro.rows().find(|row| row[0] == Data::String("区分".to_owned())).expect("a header").to_vec();
    let figure = |label: &str, at: usize| -> f64 {
        let row = intro.rows().find(|row| row[0] == Data::String(label.to_owned())).expect("a line of figures");
        let Data::Float(figure) = row[at] else { panic!("{label} is no figure") };
        figure
    };
    for bidder in list(&json, "bidders") {
        let name = Data::String(bidder["name"].as_str().expect("a name").to_owned());
        let at = names.iter().position(|heading| *heading == name).expect("a column");
        let weights: Vec<f64> = demands
            .rows()
            .filter(|row| row[0] == name)
            .filter_map(|row| if let Data::Float(weight) = row[5] { Some(weight) } else { None })
            .collect();
        let of = |weight: f64| weights.iter().filter(|one| **one == weight).count() as f64;
        assert_eq!(figure("重みを掛けた合計", at), weights.iter().sum::<f64>());
        assert_eq!(figure("件数の合計", at), weights.len() as f64);
        for weight in [3.0, 2.0, 1.0] {
            assert_eq!(figure(&format!("重み{weight}"), at), of(weight));
        }
        assert_eq!(bidder["hanging"]["weighted"].as_f64(), Some(weights.iter().sum()));
        let hanging: u64 = ["unassigned", "mutual", "unaccepted", "conditional", "open", "declared", "effort"]
            .iter()
            .map(|state| bidder["states"][state].as_u64().expect("a count"))
            .sum();
        assert_eq!(bidder["hanging"]["all"].as_u64(), Some(hanging));
        assert!(hanging > 0);
    }
}

#[test]
fn the_order_of_the_folders_orders_the_columns_and_nothing_else() {
    let (_, one, book) = compared([0, 1, 2]);
    let (_, again, same) = compared([0, 1, 2]);
    assert!(one == again && book == same, "the same folders give the same bytes");
    let (_, other, _) = compared([2, 0, 1]);
    let (mine, theirs) = (ids(&one), ids(&other));
    assert_ne!(mine, theirs);
    for (row, turned) in list(&one, "duties").iter().zip(list(&other, "duties")) {
        assert_eq!(row["duty"], turned["duty"]);
        for (name, id) in &mine {
            assert_eq!(row["bidders"][id], turned["bidders"][&theirs[name]], "{name}");
        }
    }
    assert_eq!(list(&one, "duties").len(), list(&other, "duties").len());
    assert_eq!(one["notes"], other["notes"]);
}

#[test]
fn the_json_follows_its_schema() {
    let (_, json, _) = compared([0, 1, 2]);
    let schema = serde_json::from_str(hazama::schemas::text("compare").expect("a schema")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    let mut odd = json;
    odd["score"] = Value::from(1);
    assert!(!validator.is_valid(&odd));
}

const RULES: &str =
    "情報システム運用管理規程\n\n第1条 保守業者は、データのバックアップを毎日取得しなければならない。\n";

/// A case of one or more systems.
fn manifest(names: &[&str], guideline: &str) -> String {
    let systems: Vec<String> =
        names.iter().enumerate().map(|(at, name)| format!("[[system]]\nid = \"s{at}\"\nname = \"{name}\"\n")).collect();
    format!("[review]\nas_of = \"2026-11-22\"\nguideline = \"{guideline}\"\n{}", systems.concat())
}

#[test]
fn what_cannot_be_compared_stops_with_one_sentence_and_what_cannot_be_paired_is_told() {
    let (two, other) =
        (manifest(&["検査", "電子カルテ"], "7.0"), manifest(&["画像", "電子カルテシステム「乙」"], "7.0"));
    let (old, apart) = (manifest(&["電子カルテ"], "6.0"), manifest(&["予約", "放射線"], "7.0"));
    let dir = folder(&[
        ("a/規程.txt", RULES.as_bytes()),
        ("a/hazama.toml", two.as_bytes()),
        ("b/規程.txt", RULES.as_bytes()),
        ("b/hazama.toml", other.as_bytes()),
        ("old/規程.txt", RULES.as_bytes()),
        ("old/hazama.toml", old.as_bytes()),
        ("apart/規程.txt", RULES.as_bytes()),
        ("apart/hazama.toml", apart.as_bytes()),
    ]);
    for (arguments, said) in [
        (vec!["compare"], "比べる案件フォルダを2つ以上指定してください。"),
        (vec!["compare", "a"], "比べる案件フォルダを2つ以上指定してください。"),
        (vec!["compare", "a", "./a"], "./a: 同じ案件フォルダを2回指定しています。"),
        (vec!["compare", "a", "old"], "old: ガイドラインの版が案件によって違うため(第7.0版と第6.0版)"),
        (
            vec!["compare", "a", "apart"],
            "組になるシステムがないため、比べられません(aは「検査」「電子カルテ」、apartは「予約」「放射線」)",
        ),
        (vec!["compare", "a", "nowhere"], "nowhere: このフォルダはありません。"),
        (vec!["--lang", "en", "compare", "a"], "name two case folders or more"),
    ] {
        let output = hazama(dir.path(), &arguments);
        let said_then = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said_then}");
        assert_eq!(said_then.matches("エラー: ").count() + said_then.matches("error: ").count(), 1, "{said_then}");
        assert!(said_then.contains(said), "{arguments:?}: {said_then}");
    }
    assert!(!dir.path().join("hazama-report").exists(), "nothing is written where the run stops");
    let output = hazama(dir.path(), &["compare", "a", "b"]);
    assert_eq!(output.status.code(), Some(0));
    let json: Value =
        serde_json::from_str(&fs::read_to_string(dir.path().join("hazama-report/compare.json")).expect("a JSON"))
            .expect("JSON");
    let notes = json["notes"].to_string();
    assert!(
        notes.contains("「検査」があるのはaの案件だけ") && notes.contains("「画像」があるのはbの案件だけ"),
        "{notes}"
    );
    assert_eq!(list(&json, "lots").len(), 3);
    // what is not paired counts nowhere
    for request in list(&json, "requests").iter().filter(|request| request["system"] == "s0") {
        assert_eq!(request["adds"], 0);
    }
}

#[test]
fn a_workbook_that_people_changed_stays() {
    let dir = folder(&[
        ("a/規程.txt", RULES.as_bytes()),
        ("b/規程.txt", RULES.as_bytes()),
        ("out/compare.xlsx", b"somebody's own"),
    ]);
    let output = hazama(dir.path(), &["compare", "a", "b", "--out", "out", "--as-of", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read(dir.path().join("out/compare.xlsx")).expect("reads"), b"somebody's own");
    assert!(dir.path().join("out/compare-2.xlsx").is_file());
}
