//! Runs the program as a user does, and holds its exit status and its words.

mod common;

use std::fs;
use std::process::Output;

use common::{folder, hazama};

const RULES: &str = "情報システム運用管理規程\n\n第1条 (バックアップ)\n  システム管理者は、診療データの複製を毎日取得しなければならない。\n";

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the news are UTF-8")
}

#[test]
fn a_run_that_stops_says_file_place_and_mend_in_one_line_each() {
    let dir = folder(&[
        ("case/規程.txt", RULES.as_bytes()),
        ("empty/.keep", b""),
        ("only-readme/README.md", b"about"),
        ("syntax/規程.txt", RULES.as_bytes()),
        ("syntax/hazama.toml", "[hospital]\nname = みほん\n".as_bytes()),
        ("field/規程.txt", RULES.as_bytes()),
        ("field/hazama.toml", b"[hospital]\nbedz = 12\n\n[[vendor]]\nid = \"a\"\n"),
        ("names/規程.txt", RULES.as_bytes()),
        ("names/hazama.toml", "[[document]]\npath = \"規定.txt\"\nsystem = \"ehr\"\n".as_bytes()),
        ("latin/規程.txt", RULES.as_bytes()),
        ("latin/hazama.toml", b"[hospital]\nname = \"\x82\xa0\"\n"),
        ("file", b""),
        ("broken.xlsx", b"PK\x03\x04 no zip at all"),
        ("unread/契約書.pdf", b"%PDF-1.7"),
        ("unread/謎.txt", "ただの文".as_bytes()),
    ]);
    for (arguments, said) in [
        (vec!["check", "nowhere"], "nowhere: このフォルダはありません。"),
        (vec!["nowhere"], "nowhere: このフォルダはありません。"),
        (vec!["check", "case/規程.txt"], "case/規程.txt: フォルダではなくファイルです。"),
        (vec!["check", "empty"], "empty: このフォルダには読み取る文書がありません。"),
        (vec!["check", "only-readme"], "only-readme: このフォルダには読み取る文書がありません。"),
        (vec!["check", "unread"], "unread: 分担を読み取れる文書が1つもないため"),
        (vec!["check", "unread"], "unread/契約書.pdf: PDFが壊れているため、読めませんでした。"),
        (vec!["check", "unread"], "unread/謎.txt: 文書の種類を判定できないため"),
        (vec!["check", "syntax"], "syntax/hazama.toml:2: TOMLの書き方になっていません"),
        (vec!["check", "field"], "field/hazama.toml:2: [hospital] に「bedz」という項目はありません。"),
        (vec!["check", "field"], "field/hazama.toml:4: [[vendor]] に name がありません。"),
        (
            vec!["check", "names"],
            "names/hazama.toml:2: 文書「規定.txt」が案件フォルダにありません。「規程.txt」のことでは",
        ),
        (vec!["check", "names"], "names/hazama.toml:3: id が「ehr」の [[system]] はありません。"),
        (vec!["check", "latin"], "latin/hazama.toml:2: 文字コードがUTF-8ではありません。"),
        (vec!["check", "names", "--lang", "en"], "names/hazama.toml:3: there is no [[system]] with the id \"ehr\""),
        (vec!["check", "case", "--out", "file"], "file: 同じ名前のファイルがあるため"),
        (vec!["check", "case", "--as-of", "令和8年"], "--as-of に「令和8年」は使えません。2026-11-22 のように"),
        (vec!["check", "case", "--guideline", "5.2"], "に「5.2」は使えません。使えるのは 6.0、7.0 です。"),
        (vec!["check", "case", "--jsn"], "オプション「--jsn」はありません。「--json」のことではありませんか。"),
        (vec!["check", "case", "case"], "が余分です。"),
        (vec!["check"], "文書を入れた案件フォルダを指定してください。例: hazama check <フォルダ>"),
        (vec!["explain", "--lang", "en"], "name a duty (bck.test), a state (mutual) or a rule"),
        (vec!["form"], "new か check を指定してください。例: hazama form new <ファイル>"),
        (vec!["--lang", "en", "pack"], "name check: hazama pack check <DIR>"),
        (vec!["form", "nope"], "コマンド「nope」はありません。使えるのは new、check です。"),
        (vec!["help", "nope"], "コマンド「nope」はありません。"),
        (vec!["check", "case", "--as-of"], "--as-of の後に値を書いてください(例: 2026-11-22)。"),
        (vec!["check", "case", "--fail-on", "hangin"], "--fail-on に「hangin」は使えません。「hanging」のことでは"),
        (vec!["check", "case", "--lang", "fr"], "--lang に「fr」は使えません。使えるのは ja、en です。"),
        (vec!["check", "case", "--quiet=yes"], "--quiet に値は付けません。「yes」を除いてください。"),
        (vec!["check", "case", "--quiet", "--quiet"], "--quiet を2回指定しています。"),
        (vec!["check", "case", "--nothing-like-it"], "オプション「--nothing-like-it」はありません。"),
        (vec!["check", "case", "-x"], "オプション「-x」はありません。\n使い方は hazama check --help をご覧ください。"),
        (vec!["questions", "case", "--vendr", "x"], "「--vendor」のことではありませんか。"),
        (vec!["chekc", "case"], "コマンド「chekc」はありません。「check」のことではありませんか。"),
        (vec!["--lang", "en", "chekc"], "there is no command chekc. Did you mean check?"),
        (vec!["read", "nowhere.docx"], "nowhere.docx: 見つかりません。"),
        (vec!["read", "case"], "case: ファイルではなくフォルダです。"),
        (vec!["read", "broken.xlsx"], "broken.xlsx: "),
        (vec!["read", "case/規程.txt", "--json", "case/規程.txt"], "読み取る文書と同じファイルには書き出せません。"),
        (vec!["explain", "bck.tset"], "「bck.test」のことではありませんか。"),
        (vec!["schema", "cas"], "スキーマ「cas」はありません。「case」のこと"),
        (vec!["completions", "dos"], "シェル「dos」の補完はありません。"),
    ] {
        let output = hazama(dir.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(said), "{arguments:?} should say {said}: {}", err(&output));
        assert!(err(&output).lines().all(|line| !line.contains("panicked")), "{arguments:?}: {}", err(&output));
        let first = err(&output).lines().find(|line| line.contains("エラー: ") || line.contains("error: ")).is_some();
        assert!(first, "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn a_check_writes_its_files_where_the_user_stands_and_prints_a_summary() {
    let dir = folder(&[("case/規程.txt", RULES.as_bytes())]);
    for arguments in [vec!["check", "case", "--as-of", "2026-11-22"], vec!["case", "--as-of", "2026-11-22"]] {
        let output = hazama(dir.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        for said in ["2026-11-22", "hazama-report/gaps.xlsx", "hazama-report/report.json"] {
            assert!(out(&output).contains(said), "{}", out(&output));
        }
        for name in ["gaps.xlsx", "report.html", "report.json"] {
            let path = dir.path().join("hazama-report").join(name);
            assert!(path.is_file(), "{name}");
            fs::remove_file(path).expect("removes");
        }
    }
    assert_eq!(fs::read_dir(dir.path().join("case")).expect("lists").count(), 1, "nothing is written to the case");
}

#[test]
fn json_alone_is_on_the_standard_output() {
    let dir = folder(&[("case/規程.txt", RULES.as_bytes())]);
    for (arguments, schema) in [
        (vec!["check", "case", "--json"], "hazama/report/v1"),
        (vec!["check", "case", "--json", "-", "--progress", "lines"], "hazama/report/v1"),
        (vec!["read", "case/規程.txt", "--json", "-"], "hazama/document/v1"),
        (vec!["read", "case/規程.txt", "--kind", "rule", "--json"], "hazama/document/v1"),
    ] {
        let output = hazama(dir.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let json: serde_json::Value = serde_json::from_str(&out(&output)).expect("nothing but JSON");
        assert_eq!(json["schema"], schema, "{arguments:?}");
    }
    let output = hazama(dir.path(), &["check", "case", "--json", "r.json", "--quiet"]);
    assert_eq!((out(&output), err(&output)), (String::new(), String::new()));
    let beside = fs::read(dir.path().join("hazama-report/report.json")).expect("report.json");
    assert_eq!(fs::read(dir.path().join("r.json")).expect("r.json"), beside);
}

#[test]
fn the_exit_status_tells_what_fail_on_names() {
    let dir = folder(&[("case/規程.txt", RULES.as_bytes())]);
    for (words, status) in [("none", 0), ("hanging", 1), ("quarrel", 0), ("quarrel,hanging", 1)] {
        let output = hazama(dir.path(), &["check", "case", "--fail-on", words]);
        assert_eq!(output.status.code(), Some(status), "{words}: {}", err(&output));
    }
}

#[test]
fn the_same_papers_give_the_same_bytes_wherever_they_lie() {
    let files: [(&str, &[u8]); 3] =
        [("b/規程.txt", RULES.as_bytes()), ("a.txt", b"\x82\xa0\x82\xa2"), ("b/c/d.txt", RULES.as_bytes())];
    let reversed: Vec<_> = files.iter().rev().copied().collect();
    let (one, two) = (folder(&files), folder(&reversed));
    let written: Vec<Vec<u8>> = [&one, &two]
        .iter()
        .flat_map(|dir| {
            let output = hazama(dir.path(), &["check", ".", "--as-of", "2026-11-22"]);
            assert_eq!(output.status.code(), Some(0), "{}", err(&output));
            ["gaps.xlsx", "report.json"].map(|name| fs::read(dir.path().join("hazama-report").join(name)).expect(name))
        })
        .collect();
    assert_eq!(written[0], written[2], "gaps.xlsx");
    assert_eq!(written[1], written[3], "report.json");
}

#[test]
fn litter_outputs_and_readmes_are_no_papers() {
    let dir = folder(&[
        ("規程.txt", RULES.as_bytes()),
        ("~$規程.docx", b"lock"),
        (".hidden.txt", b"x"),
        ("Thumbs.db", b"x"),
        ("README.md", b"about"),
        ("hazama-report/gaps.xlsx", b"x"),
        ("mine/report.json", b"{}"),
        ("deep/er/覚書.txt", RULES.as_bytes()),
    ]);
    let output = hazama(dir.path(), &["check", ".", "--out", "mine", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    let paths: Vec<&str> =
        json["documents"].as_array().expect("list").iter().filter_map(|d| d["path"].as_str()).collect();
    assert_eq!(paths, ["deep/er/覚書.txt", "規程.txt"]);
    let notices = json["notices"].to_string();
    assert!(notices.contains("README.md"), "{notices}");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_folder() {
    let dir = folder(&[("case/規程.txt", RULES.as_bytes()), ("outside.txt", RULES.as_bytes())]);
    std::os::unix::fs::symlink(dir.path().join("outside.txt"), dir.path().join("case/リンク.txt")).expect("links");
    std::os::unix::fs::symlink(dir.path(), dir.path().join("case/loop")).expect("links");
    let output = hazama(dir.path(), &["check", "case", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(json["documents"].as_array().map(Vec::len), Some(1));
    assert!(json["notices"].to_string().contains("リンク.txt"));
}

#[test]
fn decomposed_file_names_meet_composed_names_of_the_manifest() {
    let decomposed = "カ\u{3099}イト\u{3099}.txt";
    let manifest = "[[document]]\npath = \"ガイド.txt\"\nkind = \"rule\"\n";
    let dir = folder(&[(decomposed, RULES.as_bytes()), ("hazama.toml", manifest.as_bytes())]);
    let output = hazama(dir.path(), &["check", ".", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap_or_else(|_| panic!("{}", err(&output)));
    assert_eq!((&json["documents"][0]["path"], &json["documents"][0]["kind"]), (&"ガイド.txt".into(), &"rule".into()));
}

#[test]
fn init_proposes_a_manifest_that_reads_back_and_overwrites_none() {
    let dir = folder(&[("case/規程 (案).txt", RULES.as_bytes()), ("case/謎.txt", "ただの文".as_bytes())]);
    let shown = hazama(dir.path(), &["init", "case", "--stdout"]);
    assert_eq!(shown.status.code(), Some(0), "{}", err(&shown));
    assert!(out(&shown).contains("path = \"規程 (案).txt\""), "{}", out(&shown));
    assert!(!dir.path().join("case/hazama.toml").exists());
    assert_eq!(hazama(dir.path(), &["init", "case"]).status.code(), Some(0));
    let written = fs::read_to_string(dir.path().join("case/hazama.toml")).expect("written");
    assert_eq!(written, out(&shown));
    let again = hazama(dir.path(), &["init", "case"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("すでにあるため書きませんでした。"), "{}", err(&again));
    let check = hazama(dir.path(), &["check", "case"]);
    assert_eq!(check.status.code(), Some(0), "{}", err(&check));
}

#[test]
fn help_explanations_schemas_and_completions() {
    let dir = folder(&[("規程.txt", RULES.as_bytes())]);
    for (arguments, said) in [
        (vec!["--help"], "使い方: hazama"),
        (vec!["check", "--help"], "--fail-on"),
        (vec!["--lang", "en", "read", "--help"], "Usage: hazama read"),
        (vec!["--version"], env!("CARGO_PKG_VERSION")),
        (vec!["explain", "bck.test"], "bck.test"),
        (vec!["explain", "mutual"], "相手任せ"),
        (vec!["explain", "bck.test", "--lang", "en"], "What it is"),
        (vec!["schema", "case"], "\"hazama/case\""),
        (vec!["completions", "bash"], "hazama"),
        (vec!["man"], ".SH 名前\nhazama \\- "),
        (vec!["man", "--lang", "en"], ".SH NAME\nhazama \\- find"),
        (vec!["explain", "mutual", "--lang", "en"], "Settle who does it"),
        (vec!["read", "--lang", "en", "規程.txt"], "Kind: rule"),
    ] {
        let output = hazama(dir.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", err(&output));
        assert!(out(&output).contains(said), "{arguments:?}: {}", out(&output));
    }
}

#[test]
fn the_example_of_the_reading_page_is_what_is_printed() {
    let page = include_str!("../docs/reading.md");
    let mut blocks = page.split("```\n").skip_while(|block| !block.starts_with("電子カルテシステム保守契約書\n"));
    let (paper, shown) = (blocks.next().expect("a paper"), blocks.nth(1).expect("what is printed"));
    let dir = folder(&[("保守契約書.txt", paper.as_bytes())]);
    let output = out(&hazama(dir.path(), &["read", "保守契約書.txt", "--why"]));
    assert!(output.contains(shown), "docs/reading.md shows what is no longer printed:\n{output}");
}

/// A workbook of gaps in which someone may have written a memo.
fn workbook(memo: Option<&str>) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("要対応一覧").expect("a name");
    for (column, head) in ["優先度", "対応方針", "担当", "期限", "完了日", "メモ"].into_iter().enumerate()
    {
        sheet.write(0, u16::try_from(column).expect("few"), head).expect("writes");
    }
    sheet.write(1, 0, "A").expect("writes");
    if let Some(memo) = memo {
        sheet.write(1, 5, memo).expect("writes");
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_that_is_not_as_it_was_written_is_left_alone() {
    for (first, second, written) in [
        (workbook(None), None, "gaps-2.xlsx"),
        (workbook(Some("業者に確認中")), None, "gaps-2.xlsx"),
        (workbook(Some("業者に確認中")), Some(workbook(Some("回答待ち"))), "gaps-3.xlsx"),
        (workbook(Some("業者に確認中")), Some(workbook(None)), "gaps-3.xlsx"),
        (b"not a workbook".to_vec(), None, "gaps-2.xlsx"),
    ] {
        let mut files: Vec<(&str, &[u8])> =
            vec![("case/規程.txt", RULES.as_bytes()), ("hazama-report/gaps.xlsx", &first)];
        if let Some(second) = &second {
            files.push(("hazama-report/gaps-2.xlsx", second));
        }
        let dir = folder(&files);
        let output = hazama(dir.path(), &["check", "case"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let kept = fs::read(dir.path().join("hazama-report/gaps.xlsx")).expect("there");
        assert_eq!(kept == first, written != "gaps.xlsx", "{written}");
        let bytes = fs::read(dir.path().join("hazama-report").join(written)).expect(written);
        assert!(bytes.starts_with(b"PK") && bytes != first && Some(&bytes) != second.as_ref(), "{written}");
        assert_eq!(err(&output).contains("書き換えません"), written != "gaps.xlsx", "{}", err(&output));
        // What was just written holds no one's words yet, and is renewed by the next run.
        let count = || fs::read_dir(dir.path().join("hazama-report")).expect("lists").count();
        let before = count();
        hazama(dir.path(), &["check", "case"]);
        assert_eq!(count(), before, "{written}");
    }
}

#[test]
fn an_open_workbook_stops_the_run_before_anything_is_written() {
    for lock in ["~$gaps.xlsx", ".~lock.gaps.xlsx#"] {
        let dir = folder(&[("case/規程.txt", RULES.as_bytes()), (&format!("out/{lock}"), b"")]);
        let output = hazama(dir.path(), &["check", "case", "--out", "out"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("out/gaps.xlsx: 表計算ソフトで開かれています。"), "{}", err(&output));
        assert_eq!(fs::read_dir(dir.path().join("out")).expect("lists").count(), 1);
    }
}

/// A pipe stands for every output that is no file: /dev/null too must stay what it is.
#[cfg(unix)]
#[test]
fn a_pipe_or_device_is_written_into_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let dir = folder(&[("case/規程.txt", RULES.as_bytes())]);
    let pipe = dir.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let from = pipe.clone();
    let reader = std::thread::spawn(move || fs::read(from).expect("reads"));
    let output = hazama(dir.path(), &["check", "case", "--json", "pipe"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(reader.join().expect("ends").starts_with(b"{"));
    assert!(fs::metadata(&pipe).expect("there").file_type().is_fifo(), "the pipe is still a pipe");
}
