//! `hazama questions` and the way back: questions go out, answers come in as a disclosure of that vendor, row by row.

mod common;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use common::{folder, hazama};
use serde_json::Value;

const MANIFEST: &str = "[hospital]\nname = \"みほん市民病院\"\n[review]\nas_of = \"2026-11-22\"\n\
    [[vendor]]\nid = \"kakuu\"\nname = \"架空システム株式会社\"\n\
    [[vendor]]\nid = \"betsu\"\nname = \"べつの/会社\"\n\
    [[system]]\nid = \"ehr\"\nname = \"電子カルテ\"\nvendor = \"kakuu\"\n\
    [[system]]\nid = \"pacs\"\nname = \"画像管理\"\nvendor = \"kakuu\"\n\
    [[system]]\nid = \"lab\"\nname = \"検体検査\"\nvendor = \"betsu\"\n";
const RULES: &str = "情報システム運用管理規程\n\n第1条 部外秘の合言葉は、くじらぐもとする。\n\n\
    第2条 保守業者は、サーバの復元テストを行わなければならない。\n";
const OURS: &str = "case/hazama-report/質問票_架空システム株式会社.xlsx";

/// The case of two vendors, and what `hazama questions` said of it.
fn asked() -> (tempfile::TempDir, String) {
    let dir = folder(&[("case/hazama.toml", MANIFEST.as_bytes()), ("case/規程.txt", RULES.as_bytes())]);
    let said = questions(dir.path(), &[]);
    (dir, said)
}

fn questions(dir: &Path, more: &[&str]) -> String {
    let arguments = ["questions", "case", "--out", "case/hazama-report", "--progress", "none"];
    let output = hazama(dir, &[&arguments, more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn report(dir: &Path) -> Value {
    let output = hazama(dir, &["check", "case", "--out", "case/hazama-report", "--json", "--quiet"]);
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn state(report: &Value, duty: &str, system: &str) -> String {
    let verdicts = report["verdicts"].as_array().expect("verdicts");
    let found = verdicts.iter().find(|verdict| verdict["duty"] == duty && verdict["system"] == system);
    found.expect("a verdict")["state"].as_str().expect("a state").to_owned()
}

/// The parts of a workbook.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

/// The same workbook with answers and remarks beside those keys.
fn answered(bytes: Vec<u8>, answers: &[(&str, &str, &str)]) -> Vec<u8> {
    let parts = parts(bytes);
    let strings = &parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml").expect("strings").1;
    let strings: Vec<&str> = strings.split("<si>").skip(1).collect();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in &parts {
        let mut text = text.clone();
        if name == "xl/worksheets/sheet1.xml" {
            for (key, answer, remark) in answers {
                let at = strings.iter().position(|string| string.contains(&format!(">{key}<"))).expect("a key");
                let cell = text.find(&format!("t=\"s\"><v>{at}</v>")).expect("the key's cell");
                let row = text[..cell].rfind("<c r=\"G").map(|begin| &text[begin + 7..]).expect("a cell of keys");
                let row = row.split('"').next().expect("a row").to_owned();
                for (column, words) in [("E", answer), ("F", remark)] {
                    let begin = text.find(&format!("<c r=\"{column}{row}\"")).expect("an empty cell");
                    let end = begin + text[begin..].find("/>").expect("its end");
                    let style = text[begin..end].to_owned();
                    text.replace_range(begin..end + 2, &format!("{style} t=\"inlineStr\"><is><t>{words}</t></is></c>"));
                }
            }
        }
        written.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        written.write_all(text.as_bytes()).expect("writes");
    }
    written.finish().expect("a workbook").into_inner()
}

#[test]
fn each_vendor_is_asked_in_a_workbook_of_its_own_without_words_of_others() {
    let (dir, said) = asked();
    for name in ["質問票_架空システム株式会社.xlsx", "質問票_べつの_会社.xlsx"] {
        assert!(said.contains(name), "{said}");
    }
    let bytes = fs::read(dir.path().join(OURS)).expect("ours");
    let all: String = parts(bytes.clone()).into_iter().map(|(_, text)| text).collect();
    for words in ["電子カルテ", "画像管理", "架空システム株式会社", "みほん市民病院", "bck.test@ehr", "対象外"]
    {
        assert!(all.contains(words), "{words} is not there");
    }
    for words in ["くじらぐも", "べつの", "検体検査", "@lab", "保守業者は", "規程"] {
        assert!(!all.contains(words), "{words} is there");
    }
    questions(dir.path(), &["--vendor", "kakuu"]);
    assert!(fs::read(dir.path().join(OURS)).expect("ours") == bytes, "other bytes from the same papers");
}

#[test]
fn answers_come_back_row_by_row() {
    let (dir, _) = asked();
    let before = report(dir.path());
    let blank = fs::read(dir.path().join(OURS)).expect("ours");
    let filled = answered(
        blank,
        &[
            ("bck.test@ehr", "はい", "年1回"),
            ("log.clock@pacs", "はい", "5"),
            ("bck.take@ehr", "いいえ", ""),
            ("net.wireless@ehr", "対象外", "無線を使わないため"),
            ("vul.malware@ehr", "はい", "有償オプション"),
        ],
    );
    fs::write(dir.path().join("case/回答.xlsx"), filled).expect("writes");
    let after = report(dir.path());
    for (duty, system, was, is) in [
        ("bck.test", "ehr", "unaccepted", "declared"),
        ("bck.test", "pacs", "unaccepted", "unaccepted"),
        ("log.clock", "pacs", "unassigned", "declared"),
        ("log.clock", "ehr", "unassigned", "unassigned"),
        ("bck.take", "ehr", "unassigned", "unassigned"),
        ("net.wireless", "ehr", "unassigned", "outside"),
        ("vul.malware", "ehr", "unassigned", "conditional"),
        ("bck.test", "lab", "unaccepted", "unaccepted"),
    ] {
        assert_eq!((state(&before, duty, system).as_str(), state(&after, duty, system).as_str()), (was, is), "{duty}");
    }
    let paper = after["documents"].as_array().expect("papers").iter().find(|paper| paper["kind"] == "disclosure");
    assert_eq!(paper.expect("the answers")["vendor"], "kakuu");
    let gaps = after["findings"].as_array().expect("findings").iter().filter(|f| f["rule"] == "disclosure-gap");
    assert!(gaps.count() > 50, "what is not answered is told");
    // what was answered with yes is not asked again
    let (_, keys) = (questions(dir.path(), &[]), fs::read(dir.path().join(OURS)).expect("ours"));
    let all: String = parts(keys).into_iter().map(|(_, text)| text).collect();
    assert!(!all.contains(">bck.test@ehr<") && all.contains(">bck.test@pacs<"));
}

#[test]
fn an_unanswered_questionnaire_claims_nothing_and_says_so() {
    let (dir, _) = asked();
    let before = report(dir.path());
    fs::copy(dir.path().join(OURS), dir.path().join("case/質問票.xlsx")).expect("copies");
    let after = report(dir.path());
    assert_eq!(before["counts"], after["counts"]);
    assert_eq!(before["claims"].as_array().map(Vec::len), after["claims"].as_array().map(Vec::len));
    let notices = after["notices"].to_string();
    assert!(notices.contains("質問票に、まだ回答がありません。"), "{notices}");
}

#[test]
fn a_key_that_says_nothing_any_more_is_told() {
    let (dir, _) = asked();
    let blank = fs::read(dir.path().join(OURS)).expect("ours");
    let filled = answered(blank, &[("bck.test@ehr", "はい", "年1回"), ("log.clock@pacs", "はい", "常時")]);
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(filled) {
        let text = text.replace(">bck.test@ehr<", ">bck.tset@ehr<").replace(">log.clock@pacs<", ">log.clock@paks<");
        written.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        written.write_all(text.as_bytes()).expect("writes");
    }
    let bytes = written.finish().expect("a workbook").into_inner();
    fs::write(dir.path().join("case/回答.xlsx"), bytes).expect("writes");
    let after = report(dir.path());
    assert_eq!(state(&after, "bck.test", "ehr"), "unaccepted");
    assert_eq!(state(&after, "log.clock", "pacs"), "unassigned");
    let notices = after["notices"].to_string();
    for said in ["照合キーが変わっているため", "システム「paks」は、この案件にない"] {
        assert!(notices.contains(said), "{said}: {notices}");
    }
}

#[test]
fn a_workbook_that_holds_answers_is_never_written_over() {
    let (dir, _) = asked();
    let ours = dir.path().join(OURS);
    let filled = answered(fs::read(&ours).expect("ours"), &[("bck.test@ehr", "はい", "")]);
    fs::write(&ours, &filled).expect("writes");
    let said = questions(dir.path(), &["--vendor", "架空システム株式会社"]);
    assert!(said.contains("質問票_架空システム株式会社-2.xlsx") && !said.contains("べつの"), "{said}");
    assert!(fs::read(&ours).expect("ours") == filled);
}

#[test]
fn vendors_that_are_not_there_stop_the_run() {
    let (dir, _) = asked();
    let output = hazama(dir.path(), &["questions", "case", "--vendor", "kakku"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(
        said.contains(
            "--vendor に「kakku」は使えません。この案件の事業者は kakuu、betsu です。「kakuu」のことではありませんか。"
        ),
        "{said}"
    );
}
