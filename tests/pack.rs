//! Runs `--pack` and `pack check` as a user does, with the pack of `samples/pack-group`.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use common::{folder, hazama};

const RULES: &str = "情報システム運用管理規程\n\n第1条 (安全対策報告会)\n  医療情報管理室は、毎月、安全対策報告会を開催しなければならない。\n\n\
    第2条 (夜間の作業)\n  医療情報管理室は、毎晩、蔵入れ作業を行わなければならない。\n";

const MANIFEST: &str = "[[vendor]]\nid = \"v\"\nname = \"架空システム株式会社\"\n[[system]]\nid = \"ehr\"\nname = \"電子カルテ\"\nvendor = \"v\"\nservice = \"cloud\"\n";

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the news are UTF-8")
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pack-group")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("makes folders");
    for entry in fs::read_dir(from).expect("the pack") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => fs::write(&target, fs::read(&path).expect("reads")).expect("writes"),
        }
    }
}

fn case() -> tempfile::TempDir {
    let dir = folder(&[("case/規程.txt", RULES.as_bytes()), ("case/hazama.toml", MANIFEST.as_bytes())]);
    copy(&sample(), &dir.path().join("pack"));
    dir
}

fn report(dir: &Path, more: &[&str]) -> Value {
    let arguments = [&["check", "case", "--as-of", "2026-11-22", "--json", "-"], more].concat();
    let output = hazama(dir, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    serde_json::from_str(&out(&output)).expect("JSON")
}

fn state<'a>(report: &'a Value, duty: &str) -> Option<(&'a str, Option<&'a str>)> {
    let verdicts = report["verdicts"].as_array()?;
    let verdict = verdicts.iter().find(|verdict| verdict["duty"] == duty)?;
    Some((verdict["state"].as_str()?, verdict["holder"].as_str()))
}

#[test]
fn the_sample_pack_is_right_and_says_what_it_adds() {
    let output = hazama(sample().parent().expect("samples"), &["pack", "check", "pack-group"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    for said in [
        "「みなと医療グループの定め」2026.2(minato、2026-10-01)に誤りはありません。",
        "加える義務 1\n  ・group.briefing 安全対策報告会の開催",
        "共同運用センター → 事業者",
        "bck.take バックアップの取得 → 事業者 (クラウド)",
        "検査項目 row-open の重要度を中から高に変えます。",
        "確かめた例 5",
    ] {
        assert!(out(&output).contains(said), "{said}: {}", out(&output));
    }
}

#[test]
fn a_pack_changes_what_is_read_judged_found_and_told() {
    let dir = case();
    let (bare, with) = (report(dir.path(), &[]), report(dir.path(), &["--pack", "pack"]));
    assert_eq!(state(&bare, "group.briefing"), None);
    assert_eq!(state(&with, "group.briefing"), Some(("agreed", Some("hospital"))));
    assert_ne!(state(&bare, "bck.take").expect("a verdict").0, "agreed");
    assert_eq!(state(&with, "bck.take"), Some(("agreed", Some("hospital"))));
    let found: Vec<(&str, &str)> = with["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["rule"] == "holder-not-as-required")
        .map(|finding| (finding["duty"].as_str().expect("a duty"), finding["severity"].as_str().expect("a severity")))
        .collect();
    assert_eq!(found, [("bck.take", "high"), ("group.briefing", "low")]);
    assert_eq!(bare["packs"], serde_json::json!([]));
    let pack = &with["packs"][0];
    assert_eq!((pack["id"].as_str(), pack["overrules"][0]["of"].as_str()), (Some("minato"), Some("row-open")));
    assert_eq!(with["basis"]["group.briefing"][0]["guideline"], "minato-policy");
    let changed: Vec<&str> = bare["verdicts"]
        .as_array()
        .expect("verdicts")
        .iter()
        .filter_map(|verdict| verdict["duty"].as_str())
        .filter(|duty| state(&bare, duty) != state(&with, duty))
        .collect();
    assert_eq!(changed, ["bck.take"], "nothing else changes");
    let sha = pack["sha256"].clone();
    fs::write(dir.path().join("pack/README.md"), "about").expect("writes");
    assert_eq!(report(dir.path(), &["--pack", "pack"])["packs"][0]["sha256"], sha);
    let posts = dir.path().join("pack/posts.toml");
    fs::write(&posts, fs::read_to_string(&posts).expect("posts") + "\n# 注\n").expect("writes");
    assert_ne!(report(dir.path(), &["--pack", "pack"])["packs"][0]["sha256"], sha);
}

#[test]
fn every_command_that_reads_or_explains_takes_a_pack() {
    let dir = case();
    for (arguments, said) in [
        (vec!["read", "case/規程.txt", "--pack", "pack"], "安全対策報告会の開催"),
        (vec!["extract", "case/規程.txt", "--pack", "pack"], "group.briefing"),
        (vec!["explain", "group.briefing", "--pack", "pack"], "みなと医療グループ情報安全方針(2026年版) 第5章 報告"),
        (vec!["explain", "row-open", "--pack", "pack"], "重要度\n  高"),
        (vec!["check", "case", "--pack", "pack"], "グループの定めと担い手が違う"),
    ] {
        let output = hazama(dir.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", err(&output));
        assert!(out(&output).contains(said), "{arguments:?}: {}", out(&output));
    }
    fs::remove_file(dir.path().join("case/hazama.toml")).expect("removes");
    assert_eq!(hazama(dir.path(), &["init", "case", "--stdout", "--pack", "pack"]).status.code(), Some(0));
}

#[test]
fn a_pack_with_mistakes_stops_the_run_and_every_mistake_is_told() {
    let dir = case();
    fs::write(dir.path().join("pack/rules.toml"), "[[required]]\nduty = \"bck.takke\"\nholder = \"vendor\"\n")
        .expect("writes");
    fs::write(dir.path().join("pack/posts.toml"), "[[post]]\nname = \"保守業者\"\nside = \"hospital\"\n")
        .expect("writes");
    for arguments in [vec!["check", "case", "--pack", "pack"], vec!["pack", "check", "pack"]] {
        let output = hazama(dir.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{}", out(&output));
        for said in
            ["pack/rules.toml:2: 「bck.takke」という義務はありません。", "pack/posts.toml:3: 「保守業者」は、もともと"]
        {
            assert!(err(&output).contains(said), "{said}: {}", err(&output));
        }
    }
    for (arguments, said) in [
        (vec!["pack", "check", "nowhere"], "nowhere: パックのフォルダがありません。"),
        (vec!["pack", "check", "case"], "pack.toml: このファイルがありません。"),
        (vec!["pack"], "check を指定してください。"),
        (vec!["check", "case", "--pack"], "--pack"),
        (vec!["pack", "check", "nowhere", "--lang", "en"], "there is no such folder of a pack"),
    ] {
        let output = hazama(dir.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", out(&output));
        assert!(err(&output).contains(said), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn the_same_pack_twice_is_told() {
    let dir = case();
    let output = hazama(dir.path(), &["check", "case", "--pack", "pack", "--pack", "pack"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("id「minato」のパックが2つ指定されています"), "{}", err(&output));
}
