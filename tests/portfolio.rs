//! `hazama portfolio` over folders of cases: what it writes, that it takes up where it stopped, that nothing is half written.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use calamine::{Reader, Xlsx};
use common::{folder, hazama};
use tempfile::TempDir;

const RULES: &str = "情報システム運用管理規程\n\n第1条 (バックアップ)\n  システム管理者は、診療データの複製を毎日取得しなければならない。\n";
const CONTRACT: &str = "保守委託契約書\n\n第1条 (保守)\n  乙は、甲の電子カルテの障害を復旧する。\n第2条 (脆弱性)\n  乙は、脆弱性の修正を適用するよう努める。\n";

fn cases() -> TempDir {
    folder(&[
        ("all/a/規程.txt", RULES.as_bytes()),
        ("all/b/規程.txt", RULES.as_bytes()),
        ("all/b/契約書.txt", CONTRACT.as_bytes()),
        ("all/県立/東 病院/hazama.toml", "[hospital]\nname = \"=東病院\"\n".as_bytes()),
        ("all/県立/東 病院/契約書.txt", CONTRACT.as_bytes()),
        ("all/broken/hazama.toml", b"[hospital]\nbedz = 12\n"),
        ("all/broken/規程.txt", RULES.as_bytes()),
    ])
}

fn run(dir: &Path, more: &[&str]) -> Output {
    hazama(dir, &[&["portfolio", "all", "--as-of", "2026-11-22", "--progress", "none"], more].concat())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Every file below a folder with its bytes.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, dir: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(dir).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("reads"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(dir, dir, &mut found);
    found
}

#[test]
fn every_case_gets_what_check_writes_and_all_stand_in_one_overview() {
    let dir = cases();
    let output = run(dir.path(), &[]);
    assert_eq!(output.status.code(), Some(1), "one case is broken: {}", said(&output));
    assert!(said(&output).contains("all/broken/hazama.toml:2: "), "{}", said(&output));
    assert!(said(&output).contains("調べた案件 3 件") && said(&output).contains("調べられなかった案件 1 件"));
    for case in ["a", "b", "県立/東 病院"] {
        let one =
            hazama(dir.path(), &["check", &format!("all/{case}"), "--as-of", "2026-11-22", "--out", "one", "--quiet"]);
        assert_eq!(one.status.code(), Some(0));
        for name in ["report.json", "report.html", "gaps.xlsx"] {
            let alone = fs::read(dir.path().join("one").join(name)).expect("reads");
            let among = fs::read(dir.path().join("hazama-report/cases").join(case).join(name)).expect("reads");
            assert!(alone == among, "{case}/{name} differs from that of check");
        }
        fs::remove_dir_all(dir.path().join("one")).expect("removes");
    }
    let mut book: Xlsx<_> =
        calamine::open_workbook(dir.path().join("hazama-report/overview.xlsx")).expect("the overview");
    let listed = book.worksheet_range("案件の一覧").expect("a sheet");
    let names: Vec<String> = listed.rows().skip(listed.height() - 3).map(|row| row[0].to_string()).collect();
    assert_eq!(names.len(), 3);
    assert!(["a", "b", "県立/東 病院"].iter().all(|name| names.iter().any(|there| there == name)), "{names:?}");
    let broken = book.worksheet_range("調べられなかった案件").expect("a sheet");
    assert_eq!(broken.rows().nth(1).expect("a row")[0].to_string(), "broken");
    let rows = fs::read_to_string(dir.path().join("hazama-report/verdicts.csv")).expect("the rows");
    let mut verdicts = 0;
    for case in ["a", "b", "県立/東 病院"] {
        let path = dir.path().join("hazama-report/cases").join(case).join("report.json");
        let report: serde_json::Value = serde_json::from_slice(&fs::read(path).expect("reads")).expect("JSON");
        verdicts += report["verdicts"].as_array().expect("verdicts").len();
    }
    assert_eq!(rows.lines().count(), verdicts + 1);
    assert!(rows.contains(",'=東病院,") && rows.starts_with("case,hospital,as_of,"));
    let alarmed = run(dir.path(), &["--fail-on", "hanging", "--quiet"]);
    assert_eq!(alarmed.status.code(), Some(1));
    fs::remove_dir_all(dir.path().join("all/broken")).expect("removes");
    for (more, status) in [(&["--fail-on", "hanging"][..], 1), (&["--fail-on", "undecided"], 0), (&[], 0)] {
        assert_eq!(run(dir.path(), more).status.code(), Some(status), "{more:?}");
    }
}

#[test]
fn threads_change_no_byte() {
    let dir = cases();
    run(dir.path(), &["--out", "one", "--jobs", "1"]);
    run(dir.path(), &["--out", "three", "--jobs", "3"]);
    let (one, three) = (files(&dir.path().join("one")), files(&dir.path().join("three")));
    assert!(one.len() > 12, "{:?}", one.keys());
    assert_eq!(one.keys().collect::<Vec<_>>(), three.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(three[name] == *bytes, "{name} differs");
    }
}

/// A paper that several cases share under other names, kinds and days is read once for each, and comes to the same.
#[test]
fn papers_that_cases_share_change_no_byte() {
    let dir = cases();
    let shared =
        ["../samples/city-hospital/予約/SDS_まいよやく.xlsx", "../samples/city-hospital/予約/サービス品質合意書.docx"];
    for (case, manifest) in [
        ("s1", None),
        ("s2", None),
        ("s3", Some("[review]\nas_of = \"2024-01-31\"\n[[document]]\npath = \"契約書.txt\"\nkind = \"terms\"\n")),
        (
            "s4",
            Some(
                "[[vendor]]\nid = \"v\"\nname = \"架空\"\n[[system]]\nid = \"ehr\"\nname = \"電子カルテ\"\nvendor = \"v\"\n[[document]]\npath = \"契約書.txt\"\nsystem = \"ehr\"\n",
            ),
        ),
    ] {
        let folder = dir.path().join("all").join(case);
        fs::create_dir_all(&folder).expect("makes");
        for paper in shared {
            let name = paper.rsplit('/').next().expect("a name");
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(paper);
            fs::copy(from, folder.join(format!("{case}-{name}"))).expect("copies");
        }
        fs::write(folder.join("契約書.txt"), CONTRACT).expect("writes");
        if let Some(manifest) = manifest {
            fs::write(folder.join("hazama.toml"), manifest).expect("writes");
        }
    }
    // once with the day of each case, once with one day for all
    for more in [&[][..], &["--as-of", "2026-11-22"]] {
        for (out, size) in [("none", "0"), ("small", "1"), ("usual", "32")] {
            let arguments = ["portfolio", "all", "--quiet", "--jobs", "2", "--out", out, "--cache", size];
            let output = hazama(dir.path(), &[&arguments[..], more].concat());
            assert_eq!(output.status.code(), Some(1), "one case is broken: {}", said(&output));
        }
        let none = files(&dir.path().join("none"));
        assert!(none.len() > 20, "{:?}", none.keys());
        for out in ["small", "usual"] {
            let other = files(&dir.path().join(out));
            assert_eq!(none.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
            for (name, bytes) in &none {
                assert!(other[name] == *bytes, "{out}/{name} differs");
            }
        }
        for out in ["none", "small", "usual"] {
            fs::remove_dir_all(dir.path().join(out)).expect("removes");
        }
    }
    let output = run(dir.path(), &["--cache", "much"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("--cache に「much」は使えません。"), "{}", said(&output));
}

#[test]
fn only_what_changed_is_run_again() {
    let dir = cases();
    let kept = |more: &[&str]| {
        let output = run(dir.path(), more);
        let said = said(&output);
        let (_, after) = said.split_once("前の結果を使ったもの ").unwrap_or_else(|| panic!("{said}"));
        after.split_once(" 件").expect("a count").0.parse::<usize>().expect("a number")
    };
    assert_eq!(kept(&[]), 0);
    let before = files(&dir.path().join("hazama-report"));
    assert_eq!(kept(&[]), 3);
    assert!(files(&dir.path().join("hazama-report")) == before, "a run that finds nothing new changes nothing");
    let out = dir.path().join("hazama-report/cases");
    fs::write(dir.path().join("all/a/契約書.txt"), CONTRACT).expect("writes");
    assert_eq!(kept(&[]), 2, "a paper more");
    fs::remove_file(out.join("b/report.html")).expect("removes");
    assert_eq!(kept(&[]), 2, "an output less");
    fs::write(out.join("b/report.json"), "{").expect("writes");
    assert_eq!(kept(&[]), 2, "an output that is not whole");
    assert_eq!(kept(&["--guideline", "6.0"]), 0, "another option");
    assert_eq!(kept(&["--guideline", "6.0"]), 3);
    assert_eq!(kept(&[]), 0);
    // people write into a workbook: it stays, and the next run writes another beside it, once
    let book = out.join("県立/東 病院/gaps.xlsx");
    let mut written = fs::read(&book).expect("reads");
    written.extend(b"people");
    fs::write(&book, &written).expect("writes");
    assert_eq!(kept(&[]), 2);
    assert!(fs::read(&book).expect("reads") == written && out.join("県立/東 病院/gaps-2.xlsx").is_file());
    assert_eq!(kept(&[]), 3);
    assert!(!out.join("県立/東 病院/gaps-3.xlsx").exists());
}

/// Kills the program at many moments. Whatever bears an output's name is whole, inputs stay as they are, and the run that is
/// allowed to end leaves what an undisturbed run leaves.
#[test]
fn a_run_that_is_killed_leaves_nothing_half_written() {
    let dir = cases();
    for number in 0..8 {
        let case = dir.path().join(format!("all/more-{number}"));
        fs::create_dir_all(&case).expect("makes");
        fs::write(case.join("契約書.txt"), CONTRACT.replace('乙', ["乙", "丙"][number % 2])).expect("writes");
    }
    let inputs = files(&dir.path().join("all"));
    let begin = Instant::now();
    run(dir.path(), &["--out", "whole"]);
    let whole_run = begin.elapsed();
    let mut begun = 0;
    // moments of a run, in percent: a busy machine takes longer over all of it
    for moment in [2, 20, 35, 50, 65, 80, 95] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hazama"))
            .args(["portfolio", "all", "--as-of", "2026-11-22", "--quiet", "--out", "killed"])
            .current_dir(dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(whole_run * moment / 100);
        // one that was faster this time has ended
        let _ = child.kill();
        child.wait().expect("ends");
        for (name, bytes) in files(&dir.path().join("killed")) {
            match name.rsplit('/').next().expect("a name") {
                "report.json" | ".hazama-case.json" => {
                    begun += 1;
                    serde_json::from_slice::<serde_json::Value>(&bytes)
                        .unwrap_or_else(|error| panic!("{name}: {error}"));
                }
                "report.html" => assert!(bytes.trim_ascii_end().ends_with(b"</html>"), "{name} is cut off"),
                "gaps.xlsx" | "overview.xlsx" => {
                    let book = Xlsx::new(std::io::Cursor::new(bytes)).unwrap_or_else(|error| panic!("{name}: {error}"));
                    assert!(!book.sheet_names().is_empty());
                }
                other => assert!(other.starts_with('.') || other.starts_with("verdicts."), "{name}"),
            }
        }
        assert!(files(&dir.path().join("all")) == inputs, "an input was touched");
    }
    assert!(begun > 0, "no run was killed while it wrote");
    run(dir.path(), &["--out", "killed"]);
    let (killed, whole) = (files(&dir.path().join("killed")), files(&dir.path().join("whole")));
    assert_eq!(killed.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>(), "nothing begun is left");
    for (name, bytes) in &whole {
        assert!(killed[name] == *bytes, "{name} differs");
    }
}

#[test]
fn a_folder_that_cannot_be_used_is_told() {
    let dir = folder(&[("empty/.keep", b""), ("papers/規程.txt", RULES.as_bytes()), ("file", b"")]);
    for (arguments, part) in [
        (&["portfolio", "nowhere"][..], "nowhere: フォルダがありません。"),
        (&["portfolio", "empty"], "empty: この下に案件のフォルダがありません。"),
        (&["portfolio", "papers"], "papers: この下に案件のフォルダがありません。"),
        (&["portfolio", ".", "--out", "."], ".: 案件を入れたフォルダそのものには書き出せません。"),
        (&["portfolio", ".", "--out", "file"], "file: 同じ名前のファイルがあるため"),
    ] {
        let output = hazama(dir.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(part), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn a_store_is_refused_where_the_program_has_none() {
    for (store, feature, is_there) in [
        ("results.sqlite", "sqlite", cfg!(feature = "sqlite")),
        ("postgres://me:secret@localhost:1/x", "postgres", cfg!(feature = "postgres")),
    ] {
        let dir = cases();
        let output = run(dir.path(), &["--store", store]);
        assert!(!said(&output).contains("secret"), "{}", said(&output));
        if !is_there {
            assert_eq!(output.status.code(), Some(2));
            assert!(said(&output).contains(&format!("--features {feature}")), "{}", said(&output));
            assert!(!dir.path().join("hazama-report").exists());
        }
    }
}

/// Every row of the CSV stands in the Parquet file, with nothing put in front of its words.
#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_what_the_csv_holds() {
    use parquet::file::reader::SerializedFileReader;
    use parquet::record::Field;

    let dir = cases();
    run(dir.path(), &[]);
    let out = dir.path().join("hazama-report");
    let mut csv = csv::Reader::from_path(out.join("verdicts.csv")).expect("the CSV");
    let wanted: Vec<Vec<String>> = csv
        .records()
        .map(|row| {
            row.expect("a row").iter().map(|field| field.strip_prefix('\'').unwrap_or(field).to_owned()).collect()
        })
        .collect();
    let file = fs::File::open(out.join("verdicts.parquet")).expect("the Parquet file");
    let rows = SerializedFileReader::new(file).expect("opens").into_iter();
    let words = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(words) => words.clone(),
        other => other.to_string().split(' ').next().unwrap_or_default().to_owned(),
    };
    let found: Vec<Vec<String>> =
        rows.map(|row| row.expect("a row").get_column_iter().map(|(_, field)| words(field)).collect()).collect();
    assert!(wanted.len() > 50 && wanted == found, "{:?} {:?}", wanted.first(), found.first());
    assert!(found.iter().any(|row| row[1] == "=東病院" && row[2] == "2026-11-22"));
}

/// `.ci/run` starts a server of its own and names it in `HAZAMA_POSTGRES`; without one there is nothing to test against.
#[cfg(feature = "postgres")]
#[test]
fn a_database_holds_every_run_and_each_outcome_once() {
    let Ok(url) = std::env::var("HAZAMA_POSTGRES") else {
        eprintln!("HAZAMA_POSTGRES names no server: nothing was tested");
        return;
    };
    let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the server");
    client
        .batch_execute("DROP SCHEMA IF EXISTS hazama CASCADE; CREATE SCHEMA hazama; CREATE TABLE hazama.other (x int)")
        .expect("prepares");
    let dir = cases();
    let output = run(dir.path(), &["--store", &url]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("この hazama の結果の履歴ではない"), "{}", said(&output));
    assert!(!dir.path().join("hazama-report").exists(), "no case is run before the database is known to be ours");
    client.batch_execute("DROP SCHEMA hazama CASCADE").expect("drops");
    for _ in 0..2 {
        let output = run(dir.path(), &["--store", &url]);
        assert_eq!(output.status.code(), Some(1), "one case is broken: {}", said(&output));
    }
    let mut ask = |question: &str| -> i64 {
        client.batch_execute("SET search_path = hazama").expect("the schema");
        client.query_one(question, &[]).unwrap_or_else(|error| panic!("{question}: {error}")).get(0)
    };
    let rows =
        fs::read_to_string(dir.path().join("hazama-report/verdicts.csv")).expect("rows").lines().count() as i64 - 1;
    assert_eq!((ask("SELECT count(*) FROM run"), ask("SELECT count(*) FROM outcome")), (2, 3));
    assert_eq!((ask("SELECT count(*) FROM verdict"), ask("SELECT count(*) FROM history")), (rows, 2 * rows));
    assert_eq!(ask("SELECT count(*) FROM run_case WHERE error LIKE '%bedz%'"), 2);
    fs::write(dir.path().join("all/a/契約書.txt"), CONTRACT).expect("writes");
    run(dir.path(), &["--store", &url]);
    assert_eq!((ask("SELECT count(*) FROM run"), ask("SELECT count(*) FROM outcome")), (3, 4));
    // the queries of docs/portfolio.md
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/portfolio.md")).expect("the page");
    let queries: Vec<&str> = page.split("```sql\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(queries.len() >= 3);
    for query in queries {
        client.batch_execute("SET search_path = hazama").expect("the schema");
        client.query(query.trim().trim_end_matches(';'), &[]).unwrap_or_else(|error| panic!("{query}: {error:?}"));
    }
    client.batch_execute("UPDATE hazama.store SET version = 9").expect("a newer program's");
    let output = run(dir.path(), &["--store", &url]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    client.batch_execute("DROP SCHEMA hazama CASCADE").expect("drops");
}

#[cfg(feature = "sqlite")]
#[test]
fn the_store_holds_every_run_and_each_outcome_once() {
    let dir = cases();
    let ask = |question: &str| {
        let store = rusqlite::Connection::open(dir.path().join("results.sqlite")).expect("a store");
        store.query_row(question, [], |row| row.get::<_, i64>(0)).unwrap_or_else(|error| panic!("{question}: {error}"))
    };
    for _ in 0..2 {
        let output = run(dir.path(), &["--store", "results.sqlite"]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    }
    let rows =
        fs::read_to_string(dir.path().join("hazama-report/verdicts.csv")).expect("rows").lines().count() as i64 - 1;
    assert_eq!((ask("SELECT count(*) FROM run"), ask("SELECT count(*) FROM outcome")), (2, 3));
    assert_eq!((ask("SELECT count(*) FROM verdict"), ask("SELECT count(*) FROM history")), (rows, 2 * rows));
    assert_eq!(ask("SELECT count(*) FROM run_case WHERE error LIKE '%bedz%'"), 2);
    fs::write(dir.path().join("all/a/契約書.txt"), CONTRACT).expect("writes");
    run(dir.path(), &["--store", "results.sqlite"]);
    assert_eq!((ask("SELECT count(*) FROM run"), ask("SELECT count(*) FROM outcome")), (3, 4));
    for foreign in ["CREATE TABLE other (x)", "PRAGMA user_version = 9; CREATE TABLE other (x)"] {
        let path = dir.path().join("other.sqlite");
        rusqlite::Connection::open(&path).and_then(|store| store.execute_batch(foreign)).expect("makes");
        let output = run(dir.path(), &["--store", "other.sqlite"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("この hazama の結果の履歴ではない"), "{}", said(&output));
        fs::remove_file(path).expect("removes");
    }
    fs::write(dir.path().join("text.sqlite"), "no database at all, and long enough to be read as one".repeat(20))
        .expect("writes");
    assert_eq!(run(dir.path(), &["--store", "text.sqlite"]).status.code(), Some(2));
}
