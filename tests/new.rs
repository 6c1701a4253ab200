//! `hazama new`: what it writes reads back as nobody's duty while it is blank, and as intended once a person has filled it in.

mod common;

use std::fs;
use std::path::Path;

use common::{folder, hazama};
use hazama::catalogue::{Catalogue, Names, remedy::remedies};
use serde_json::Value;

fn run(dir: &Path, arguments: &[&str]) -> String {
    let output = hazama(dir, arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What is read in a paper.
fn read(dir: &Path, path: &str) -> Value {
    serde_json::from_str(&run(dir, &["read", path, "--json", "-"])).expect("JSON")
}

/// Duty, holder and strength of every claim.
fn claims(paper: &Value) -> Vec<[String; 3]> {
    let claim =
        |claim: &Value| ["duty", "holder", "strength"].map(|field| claim[field].as_str().expect("a word").to_owned());
    paper["claims"].as_array().expect("claims").iter().map(claim).collect()
}

/// The same file with other words in one of its parts.
fn rewritten(from: &Path, to: &Path, change: impl Fn(&str) -> String) {
    use std::io::{Cursor, Read, Write};
    let mut zip = zip::ZipArchive::new(Cursor::new(fs::read(from).expect("reads"))).expect("an archive");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let name = part.name().expect("a name").into_owned();
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(change(&text).as_bytes()).expect("writes");
    }
    fs::write(to, out.finish().expect("an archive").into_inner()).expect("writes");
}

/// A folder with papers of a hospital and a vendor.
fn case() -> tempfile::TempDir {
    let contract = "電子カルテ保守契約書\n\nみほん市民病院(以下「甲」という。)と架空システム株式会社(以下「乙」という。)は、次のとおり契約する。\n\n\
        第1条 乙は、データのバックアップを毎日取得する。\n\n第2条 復元テストは、甲乙協議のうえ定める。\n";
    let rules = "医療情報システム運用管理規程\n\n第1条 情報防衛室長は、アクセスログをくじら方式で毎月点検する。\n";
    folder(&[
        ("case/hazama.toml", CASE.as_bytes()),
        ("case/契約/保守契約書.txt", contract.as_bytes()),
        ("case/規程/規程.txt", rules.as_bytes()),
    ])
}

const CASE: &str = "[hospital]\nname = \"みほん市民病院\"\n[[vendor]]\nid = \"kakuu\"\nname = \"架空システム株式会社\"\n\
    [[system]]\nid = \"ehr\"\nname = \"電子カルテ\"\nvendor = \"kakuu\"\n";

/// Every duty.
fn duties() -> Vec<String> {
    remedies().iter().map(|remedy| remedy.duty().to_string()).collect()
}

/// Every duty that a hospital's rules can take up.
fn ruled() -> Vec<String> {
    let names = Names::plain("電子カルテ");
    remedies().iter().filter(|one| one.work(&names).is_some()).map(|one| one.duty().to_string()).collect()
}

/// Every wanted duty is claimed once, for that holder and with that strength, and nothing else is. A ban that is itself the measure
/// counts as a duty, and a duty of two halves may name the other party's half beside it.
fn once(claims: &[[String; 3]], holder: &str, strength: &str, wanted: &[String]) {
    let catalogue = Catalogue::builtin();
    let of = |id: &str| catalogue.duties.iter().find(|duty| duty.id.as_str() == id).expect("a known duty");
    let is_meant = |claim: &[String; 3]| {
        let is_ban = of(&claim[0]).ban_is_measure && strength == "duty" && claim[2] == "prohibited";
        wanted.contains(&claim[0]) && claim[1] == holder && (claim[2] == strength || is_ban)
    };
    let mut faults: Vec<String> = Vec::new();
    for duty in wanted {
        let found: Vec<_> = claims.iter().filter(|claim| claim[0] == *duty).collect();
        if found.iter().filter(|claim| is_meant(claim)).count() != 1 {
            faults.push(format!("{duty} is not once {holder} {strength}: {found:?}"));
        }
    }
    let is_half = |claim: &[String; 3]| strength == "duty" && !of(&claim[0]).halves.is_empty();
    let strange = claims.iter().filter(|claim| !is_meant(claim) && !is_half(claim));
    faults.extend(strange.map(|claim| format!("{claim:?} was not meant")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn blank_rules_leave_all_open_and_filled_in_rules_give_each_duty_once() {
    let dir = folder(&[]);
    run(dir.path(), &["new", "rules", "--as-of", "2026-11-22"]);
    let blank = "hazama-report/運用管理規程_ひな形.docx";
    let paper = read(dir.path(), blank);
    assert_eq!(paper["kind"], "rule");
    once(&claims(&paper), "unstated", "open", &ruled());
    for post in ["システム管理者", "〔システム管理者〕", "情報システム課長"] {
        let filled = |text: &str| text.replace("〔　別に定める者　〕", post);
        rewritten(&dir.path().join(blank), &dir.path().join("規程.docx"), filled);
        once(&claims(&read(dir.path(), "規程.docx")), "hospital", "duty", &ruled());
    }
}

#[test]
fn a_blank_annex_leaves_all_open_and_a_filled_in_annex_gives_each_duty_to_its_party() {
    let dir = folder(&[]);
    run(dir.path(), &["new", "contract-annex", "--as-of", "2026-11-22"]);
    for ending in ["docx", "xlsx"] {
        let blank = format!("hazama-report/役割分担表_ひな形.{ending}");
        let paper = read(dir.path(), &blank);
        assert_eq!(paper["kind"], "contract", "{ending}");
        once(&claims(&paper), "unstated", "open", &duties());
        for (word, holder) in [("乙", "vendor"), ("甲", "hospital")] {
            let name = format!("別紙.{ending}");
            // the blank itself stands in a cell of its own; the line that tells how to fill it in keeps its words
            let fill = |text: &str| text.replace(">〔協議〕<", &format!(">{word}<"));
            rewritten(&dir.path().join(&blank), &dir.path().join(&name), fill);
            once(&claims(&read(dir.path(), &name)), holder, "duty", &duties());
        }
    }
}

#[test]
fn a_blank_role_table_claims_nothing_and_each_row_is_of_its_duty() {
    let dir = folder(&[]);
    run(dir.path(), &["new", "role-table", "--as-of", "2026-11-22"]);
    let paper = read(dir.path(), "hazama-report/役割分担確認表_ひな形.xlsx");
    assert_eq!((paper["kind"].as_str(), claims(&paper).len()), (Some("role-table"), 0));
    let rows = paper["rows"].as_array().expect("rows");
    let catalogue = Catalogue::builtin();
    let of_rows: Vec<(String, String)> = rows
        .iter()
        .map(|row| (row["title"].as_str().unwrap_or_default().to_owned(), row["duties"].to_string()))
        .collect();
    let wanted: Vec<(String, String)> =
        catalogue.duties.iter().map(|duty| (duty.title_ja.clone(), format!("[\"{}\"]", duty.id))).collect();
    let faults: Vec<_> = of_rows.iter().zip(&wanted).filter(|(got, want)| got != want).collect();
    assert!(faults.is_empty() && of_rows.len() == wanted.len(), "{} {faults:#?}", of_rows.len());
    assert!(rows.iter().all(|row| row["answer"] == "blank"));
    assert_eq!(paper["notices"], serde_json::json!([]));
}

#[test]
fn a_filled_in_role_table_is_read_as_it_was_filled_in() {
    let dir = case();
    run(dir.path(), &["new", "role-table", "case", "--out", "case/確認表", "--progress", "none"]);
    let table = "case/確認表/役割分担確認表_電子カルテ.xlsx";
    let header = read(dir.path(), table)["header"].clone();
    assert_eq!((header["hospital"].as_str(), header["system"].as_str()), (Some("みほん市民病院"), Some("電子カルテ")));
    // answered by the program, and then read again as a table of the case
    run(dir.path(), &["fill", "case", "--out", "out", "--as-of", "2026-11-22", "--progress", "none"]);
    let paper = read(dir.path(), "out/役割分担確認表_電子カルテ_記入案.xlsx");
    let rows = paper["rows"].as_array().expect("rows");
    let answered: Vec<(&str, &str)> = rows
        .iter()
        .filter(|row| row["answer"] == "yes")
        .map(|row| (row["duties"][0].as_str().expect("a duty"), row["remark"].as_str().expect("a remark")))
        .collect();
    let expected = [("log.review", "記入案の根拠: 規程.txt 第1条"), ("bck.take", "記入案の根拠: 保守契約書.txt 第1条")];
    assert_eq!(answered, expected);
}

#[test]
fn an_annex_of_a_case_holds_its_verdicts_and_no_word_of_the_rules() {
    let dir = case();
    let said = run(dir.path(), &["new", "contract-annex", "case", "--as-of", "2026-11-22", "--progress", "none"]);
    assert!(said.contains("役割分担表_電子カルテ.docx") && said.contains("79 件"), "{said}");
    for ending in ["docx", "xlsx"] {
        let path = format!("hazama-report/役割分担表_電子カルテ.{ending}");
        let paper = read(dir.path(), &path);
        let settled: Vec<[String; 3]> = claims(&paper).into_iter().filter(|claim| claim[2] != "open").collect();
        let expected = [["log.review", "hospital", "duty"], ["bck.take", "vendor", "duty"]];
        assert_eq!(settled, expected.map(|claim| claim.map(str::to_owned)), "{ending}");
        let text = paper.to_string();
        assert!(text.contains("「電子カルテ保守契約書」第1条") && text.contains("宙に浮いた責任"), "{ending}");
        for secret in ["情報防衛室長", "くじら", "規程.txt", "運用管理規程 "] {
            assert!(!text.contains(secret), "{ending}: {secret}");
        }
    }
}

#[test]
fn duties_of_a_groups_pack_have_their_rows() {
    let dir = folder(&[]);
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pack-group");
    let pack = pack.to_str().expect("UTF-8");
    let with = |name: &str, pack: &[&str]| run(dir.path(), &[&["new", name, "--as-of", "2026-11-22"], pack].concat());
    with("role-table", &["--pack", pack]);
    with("contract-annex", &["--pack", pack]);
    let own = duties().len();
    let table = read(dir.path(), "hazama-report/役割分担確認表_ひな形.xlsx");
    assert!(table["rows"].as_array().is_some_and(|rows| rows.len() > own));
    let annex: Value = serde_json::from_str(&run(
        dir.path(),
        &["read", "hazama-report/役割分担表_ひな形.docx", "--json", "-", "--pack", pack],
    ))
    .expect("JSON");
    let found = claims(&annex);
    assert!(found.len() > own && found.iter().all(|claim| claim[2] == "open"), "{found:?}");
}

#[test]
fn what_is_there_is_never_written_over() {
    let dir = folder(&[("old/hazama.toml", b"[hospital]\n"), ("file", b"")]);
    for name in ["rules", "role-table", "contract-annex"] {
        let new = ["new", name, "--as-of", "2026-11-22", "--out", name];
        run(dir.path(), &new);
        let files = || -> Vec<(std::path::PathBuf, Vec<u8>)> {
            let mut all: Vec<_> = fs::read_dir(dir.path().join(name))
                .expect("lists")
                .map(|entry| entry.expect("an entry").path())
                .map(|path| (path.clone(), fs::read(path).expect("reads")))
                .collect();
            all.sort();
            all
        };
        let before = files();
        // the same once more changes nothing; a file that a person has changed stays beside a new one
        run(dir.path(), &new);
        assert!(files() == before, "{name}");
        let (path, _) = before.first().expect("a file");
        fs::write(path, b"mine").expect("writes");
        run(dir.path(), &new);
        assert_eq!(fs::read(path).expect("reads"), b"mine", "{name}");
        assert_eq!(files().len(), before.len() + 1, "{name}");
    }
    for (target, said) in [("old", "すでに案件フォルダがあるため"), ("file", "同じ名前のファイルがあるため")]
    {
        let output = hazama(dir.path(), &["new", "case", target]);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && error.contains(said) && error.lines().count() == 1, "{error}");
    }
    assert_eq!(fs::read(dir.path().join("old/hazama.toml")).expect("reads"), b"[hospital]\n");
}

#[test]
fn a_new_case_folder_is_whole_and_every_example_of_its_manifest_is_good() {
    let dir = folder(&[]);
    run(dir.path(), &["new", "case", "案件"]);
    let output = hazama(dir.path(), &["check", "案件"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        error.contains("案件: このフォルダには読み取る文書がありません。") && error.lines().count() == 1,
        "{error}"
    );
    let contract = "電子カルテ保守契約書\n\nみほん市民病院(以下「甲」という。)と架空システム株式会社(以下「乙」という。)は、次のとおり契約する。\n\n\
        第1条 乙は、データのバックアップを毎日取得する。\n";
    fs::write(dir.path().join("案件/契約/保守契約書.docx"), contract).expect("writes");
    run(dir.path(), &["check", "案件", "--progress", "none"]);
    let manifest = fs::read_to_string(dir.path().join("案件/hazama.toml")).expect("a manifest");
    let is_example = |line: &&str| line.starts_with("# [[") || line.starts_with("# ") && line.contains(" = ");
    assert!(manifest.lines().filter(is_example).count() >= 15, "{manifest}");
    let told: Vec<&str> =
        manifest.lines().map(|line| if is_example(&line) { line.trim_start_matches("# ") } else { line }).collect();
    // the manifest names a second system only for the interface, and leaves it to the user
    let told = told.join("\n") + "\n[[system]]\nid = \"receipt\"\nname = \"医事会計\"\n";
    fs::write(dir.path().join("案件/hazama.toml"), told).expect("writes");
    let said = run(dir.path(), &["check", "案件", "--progress", "none"]);
    assert!(said.contains("2026-11-22"), "{said}");
}
