//! Case folders as they are handed over: zipped, named by other machines, with things in them that are no papers.

mod common;

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use common::{folder, hazama};

const RULES: &str = "情報システム運用管理規程\n\n第1条 (バックアップ)\n  システム管理者は、診療データの複製を毎日取得しなければならない。\n";

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("starts");
        zip.write_all(bytes).expect("writes");
    }
    zip.finish().expect("finishes").into_inner()
}

/// Checks a case; gives the paths of its papers, and all messages of notices.
fn checked(dir: &Path, case: &str) -> (Vec<String>, String) {
    let output = hazama(dir, &["check", case, "--as-of", "2026-11-22", "--json", "-"]);
    let news = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{news}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let words = |list: &str, field: &str| -> Vec<String> {
        let items = report[list].as_array().expect("a list").iter();
        items.map(|item| item[field].as_str().expect("words").to_owned()).collect()
    };
    (words("documents", "path"), words("notices", "message").join("\n"))
}

#[test]
fn a_zipped_case_is_read_like_its_folder() {
    let manifest = "[[system]]\nid = \"ehr\"\nname = \"電子カルテ\"\n[[document]]\npath = \"規程/運用管理規程.txt\"\nsystem = \"ehr\"\n";
    let inner = zipped(&[("x.txt", b"x")]);
    let bytes = zipped(&[
        ("案件/hazama.toml", manifest.as_bytes()),
        ("案件/規程/運用管理規程.txt", RULES.as_bytes()),
        ("案件/README.md", b"about"),
        ("案件/中.zip", &inner),
        ("__MACOSX/案件/._x", b"x"),
        ("案件/.DS_Store", b"x"),
        ("案件/~$運用管理規程.docx", b"x"),
    ]);
    let dir = folder(&[("case.zip", &bytes)]);
    let (papers, notices) = checked(dir.path(), "case.zip");
    assert_eq!(papers, ["規程/運用管理規程.txt"]);
    assert!(notices.contains("中.zip: 圧縮ファイルの中の圧縮ファイルは読みません。"), "{notices}");
    assert!(notices.contains("README.md: 案件の説明とみなし"), "{notices}");
    let output = hazama(dir.path(), &["case.zip", "--as-of", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let report = fs::read_to_string(dir.path().join("hazama-report/report.json")).expect("reads");
    assert!(report.contains("\"ehr\""), "the manifest counts");
}

#[test]
fn an_archive_in_a_folder_is_read_too() {
    let bytes = zipped(&[
        ("契約/運用管理規程.txt", RULES.as_bytes()),
        ("hazama.toml", b"x"),
        ("../外.txt", RULES.as_bytes()),
        ("XXXXXXXX.txt", RULES.as_bytes()),
    ]);
    // A name as Windows packs it, without a word about its encoding.
    let mut bytes = bytes;
    let places: Vec<usize> = (0..bytes.len() - 8).filter(|&at| &bytes[at..at + 8] == b"XXXXXXXX").collect();
    assert_eq!(places.len(), 2);
    places.into_iter().for_each(|at| bytes[at..at + 8].copy_from_slice(b"\x8b\x4b\x92\xf6\x87\x40\xfb\xfc"));
    let dir = folder(&[("case/袋.zip", &bytes), ("case/空.zip", &zipped(&[])), ("case/壊.zip", b"PK\x03\x04 no zip")]);
    let (papers, notices) = checked(dir.path(), "case");
    assert_eq!(papers, ["壊.zip", "袋.zip/契約/運用管理規程.txt", "袋.zip/規程①髙.txt"]);
    for said in
        ["袋.zip/../外.txt: 圧縮ファイルの外", "袋.zip/hazama.toml: 圧縮ファイルの中の設定", "空.zip: ", "壊れている"]
    {
        assert!(notices.contains(said), "{said}: {notices}");
    }
    let output = hazama(dir.path(), &["check", "case/壊.zip"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("case/壊.zip: 圧縮ファイル(zip)が壊れている"));
    // Its first bytes are gone, or all of them.
    for bytes in [&bytes[8..], b""] {
        fs::write(dir.path().join("頭.zip"), bytes).expect("writes");
        let output = hazama(dir.path(), &["check", "頭.zip"]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(if bytes.is_empty() { "中身が空" } else { "圧縮ファイル(zip)が壊れている" }), "{said}");
    }
    let output = hazama(dir.path(), &["check", "case", "--json", "case/袋.zip"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("読み取る文書と同じファイルには書き出せません。"));
    assert_eq!(fs::read(dir.path().join("case/袋.zip")).expect("reads"), bytes);
}

#[test]
fn names_of_a_mac_fit_the_manifest() {
    let manifest = "[[system]]\nid = \"ehr\"\nname = \"電子カルテ\"\n[[document]]\npath = \"院内がいど/ぷらん規程.txt\"\nsystem = \"ehr\"\n";
    let path = "case/院内か\u{3099}いと\u{3099}/ふ\u{309a}らん規程.txt";
    let dir = folder(&[(path, RULES.as_bytes()), ("case/hazama.toml", manifest.as_bytes())]);
    assert_eq!(checked(dir.path(), "case").0, ["院内がいど/ぷらん規程.txt"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_paper_is_told_and_never_waited_for() {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    let dir = folder(&[
        ("case/規程.txt", RULES.as_bytes()),
        ("case/契約.docx/中.txt", RULES.as_bytes()),
        ("case/赤\u{1b}[31m\u{202e}.txt", RULES.as_bytes()),
    ]);
    let case = dir.path().join("case");
    fs::write(case.join(std::ffi::OsStr::from_bytes(b"\x8b\x4b\x92\xf6.txt")), RULES).expect("writes");
    assert!(Command::new("mkfifo").arg(case.join("管.docx")).status().is_ok_and(|status| status.success()));
    symlink(&case, case.join("輪")).expect("links");
    symlink("/dev/zero", case.join("零.txt")).expect("links");
    let begun = Instant::now();
    let (papers, notices) = checked(dir.path(), "case");
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(papers, ["契約.docx/中.txt", "規程.txt", "赤[U+001B][31m[U+202E].txt"]);
    for said in ["規程.txt: 同じ名前の文書", "管.docx: 文書ではない特殊なファイル", "輪: リンク", "零.txt: リンク"]
    {
        assert!(notices.contains(said), "{said}: {notices}");
    }
    let output = hazama(dir.path(), &["read", "case/管.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("文書のファイルではありません。"));
    let output = hazama(dir.path(), &["check", "case/管.docx"]);
    assert_eq!(output.status.code(), Some(2));
    let output = hazama(dir.path(), &["read", "case/赤\u{1b}[31m\u{202e}.txt", "--json", "-"]);
    assert!(!output.stdout.contains(&0x1b) && !String::from_utf8_lossy(&output.stdout).contains('\u{202e}'));
}

#[test]
fn ten_thousand_files_are_read() {
    let dir = TempDir::new().expect("a folder");
    let case = dir.path().join("case");
    for index in 0..10_000 {
        let folder = case.join(format!("{:02}", index % 100));
        fs::create_dir_all(&folder).expect("makes folders");
        fs::write(folder.join(format!("メモ{index}.txt")), "").expect("writes");
    }
    fs::write(case.join("規程.txt"), RULES).expect("writes");
    let begun = Instant::now();
    let (papers, _) = checked(dir.path(), "case");
    assert_eq!(papers.len(), 10_001);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}
