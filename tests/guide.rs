//! The user guide walked through: every command of `docs/guide.ja.md` and `docs/guide.md` runs on the samples, every sheet that the
//! Japanese guide names is in a workbook that its commands write, and both pages show the same commands.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader, Xlsx, open_workbook};
use tempfile::TempDir;

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The commands of a page, in order.
fn commands(page: &str) -> Vec<String> {
    let text = fs::read_to_string(home().join("docs").join(page)).expect("a page");
    let blocks = text.split("```").skip(1).step_by(2);
    let lines = blocks.filter_map(|block| block.strip_prefix("sh\n")).flat_map(str::lines);
    lines.filter(|line| line.starts_with("hazama ")).map(str::to_owned).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        match entry.file_type().expect("a type").is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}

/// The names of the sheets of all workbooks below a folder.
fn sheets(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sheets(&entry, names);
        } else if entry.extension().is_some_and(|ending| ending == "xlsx") {
            let book: Xlsx<_> = open_workbook(&entry).expect("a workbook");
            names.extend(book.sheet_names());
        }
    }
}

#[test]
fn both_pages_show_the_same_commands() {
    assert_eq!(commands("guide.ja.md"), commands("guide.md"));
}

#[test]
fn every_command_of_the_guide_runs_and_writes_what_the_guide_tells_of() {
    let place = TempDir::new().expect("a folder");
    copy(&home().join("samples"), &place.path().join("samples"));
    let commands = commands("guide.ja.md");
    assert!(commands.len() >= 6, "{commands:?}");
    let mut names = BTreeSet::new();
    for command in &commands {
        let words: Vec<&str> = command.split_whitespace().skip(1).collect();
        let run = Command::new(env!("CARGO_BIN_EXE_hazama"))
            .args(words.iter().copied().chain(["--progress", "none"]))
            .current_dir(place.path())
            .output()
            .expect("it runs");
        assert_eq!(run.status.code(), Some(0), "{command}: {}", String::from_utf8_lossy(&run.stderr));
        if command.contains("--last") {
            // the first line of an annual review is the duty that a contract no longer holds
            let said = String::from_utf8_lossy(&run.stdout).into_owned();
            assert!(said.starts_with("■ 契約から落ちた義務: バックアップの取得"), "{said}");
        }
        // the next command may write over a workbook that nobody has touched
        sheets(&place.path().join("hazama-report"), &mut names);
    }
    for sheet in [
        "はじめに",
        "要対応一覧",
        "状態の変化",
        "昨年からの変更",
        "比較表",
        "一社だけが引き受けるもの",
        "オプション",
        "要求する条項",
    ] {
        assert!(names.contains(sheet), "{sheet} is not among {names:?}");
    }
    let guide = fs::read_to_string(home().join("docs/guide.ja.md")).expect("the guide");
    for sheet in ["状態の変化", "昨年からの変更", "要求する条項", "利用者に求める事項"] {
        assert!(guide.contains(&format!("「{sheet}」")), "{sheet}");
    }
}
