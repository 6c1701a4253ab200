//! Runs the commands for forms and for confirmed rules as a user does: `form new`, `form check`, `check --form`, `extract`.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use common::{folder, hazama};

const RULES: &str = "情報システム運用管理規程\n\n第1条 (責任者)\n  院長は、情報システムの安全管理責任者を置かなければならない。\n\n\
    第2条 (バックアップ)\n  システム管理者は、診療データの複製を毎日取得しなければならない。\n";

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the news are UTF-8")
}

fn paper(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers").join(name)).expect(name)
}

/// A role table with these rows: number, title, words, answer.
fn role_table(rows: &[[&str; 4]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("確認表").expect("a name");
    sheet.write(0, 0, "医療情報システムの契約における当事者間の役割分担等に関する確認表").expect("writes");
    let head = ["項番", "項目", "内容", "初回確認", "完了日"];
    for (column, words) in head.iter().enumerate() {
        sheet.write(1, column as u16, *words).expect("writes");
    }
    for (at, cells) in rows.iter().enumerate() {
        for (column, words) in cells.iter().enumerate() {
            sheet.write(at as u32 + 2, column as u16, *words).expect("writes");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_new_edition_file_is_made_from_a_real_form_and_passes_its_test() {
    for (name, id, said) in [
        ("form-mds-newer.xlsx", "mds-6.0", vec!["references = '", "labels = [\"製造業者名\", \"製品名称\"]", "推定"]),
        ("form-roles-newer.xlsx", "role-table-2027-03", vec!["layout = \"role-table\"", "[columns]", "実施する者"]),
        (
            "form-checklist-hospital-newer.xlsx",
            "checklist-hospital-R9",
            vec!["versions = [\"令和9年度\", \"令和9年版\"]"],
        ),
        ("form-mds-typed.docx", "mds-5.0", vec!["# この版(mds-5.0)はすでに登録されています。"]),
    ] {
        let dir = folder(&[(name, &paper(name))]);
        let shown = hazama(dir.path(), &["form", "new", name]);
        assert_eq!(shown.status.code(), Some(0), "{name}: {}", err(&shown));
        for words in said {
            assert!(out(&shown).contains(words), "{name} should say {words}: {}", out(&shown));
        }
        assert!(!out(&shown).contains("利用者の操作の記録"), "the words of the rows are not copied");
        let file = format!("{}.toml", id.to_lowercase());
        let written = hazama(dir.path(), &["form", "new", name, "--out", &file]);
        assert_eq!(written.status.code(), Some(0), "{}", err(&written));
        assert_eq!(fs::read_to_string(dir.path().join(&file)).expect("written"), out(&shown));
        assert!(err(&written).contains("hazama form check"), "{}", err(&written));
        // A draft of an edition that is known says less than the file that is there, which it would replace.
        let checked = hazama(dir.path(), &["form", "check", &file]);
        let is_known = out(&shown).contains("すでに登録されています");
        assert!(is_known || checked.status.success(), "{name}: {}\n{}", err(&checked), out(&shown));
    }
}

#[test]
fn edition_files_are_tested_and_their_faults_named() {
    let good = "kind = \"mds\"\nedition = \"7.0\"\nlayout = \"disclosure\"\ntitles = [\"製造業者による医療情報セキュリティ開示書\"]\n\
        versions = [\"7.0\"]\n\n[[case]]\nname = \"作例\"\nmatches = true\nlines = [\n  \"製造業者による医療情報セキュリティ開示書\",\n  \
        \"MDS Ver.7.0\",\n  \"番号|質問|はい|いいえ|対象外\",\n  \"1|作例の行か。|○||\",\n]\n";
    let dir = folder(&[
        ("good/mds-7.0.toml", good.as_bytes()),
        ("syntax/mds-7.0.toml", b"kind = mds\n"),
        ("field/mds-7.0.toml", good.replace("versions", "version").as_bytes()),
        ("layout/mds-7.0.toml", good.replace("disclosure\"", "disclosures\"").as_bytes()),
        ("name/mds-8.0.toml", good.as_bytes()),
        ("twin/mds-7.0.toml", good.replace("versions = [\"7.0\"]", "versions = [\"7.0\", \"5.0\"]").as_bytes()),
        ("case/mds-7.0.toml", good.replace("Ver.7.0", "Ver.7.1").as_bytes()),
        ("month/mds-7.0.toml", good.replace("versions", "since = \"2026-13\"\nversions").as_bytes()),
        ("manner/mds-7.0.toml", good.replace("versions", "references = '('\nversions").as_bytes()),
        ("none/readme.txt", b""),
        ("謎.txt", "ただの文".as_bytes()),
    ]);
    for (arguments, status, said) in [
        (vec!["form", "check"], 0, "版の定義 18 件"),
        (vec!["form", "check", "good"], 0, "版の定義 19 件"),
        (vec!["form", "check", "good/mds-7.0.toml", "--lang", "en"], 0, "19 editions"),
        (vec!["form", "check", "syntax"], 2, "syntax/mds-7.0.toml:1: TOMLの書き方になっていません"),
        (vec!["form", "check", "field"], 2, "field/mds-7.0.toml:5: ファイル全体 に「version」という項目はありません。"),
        (
            vec!["form", "check", "layout"],
            2,
            "layout/mds-7.0.toml:3: layout には checklist、disclosure、questions、role-table のどれか",
        ),
        (
            vec!["form", "check", "name"],
            2,
            "name/mds-8.0.toml: ファイルの名前が kind と edition に合いません。mds-7.0.toml",
        ),
        (vec!["form", "check", "twin"], 2, "版の表示「5.0」が「mds-5.0」と同じで"),
        (vec!["form", "check", "case"], 2, "case/mds-7.0.toml:7: 例「作例」: mds 7.1 と読まれました。"),
        (vec!["form", "check", "month"], 2, "month/mds-7.0.toml:5: since は 2024-09 のように"),
        (vec!["form", "check", "manner"], 2, "manner/mds-7.0.toml:5: references が正規表現として"),
        (vec!["form", "check", "none"], 2, "none: 版の定義(*.toml)がありません。"),
        (vec!["form", "check", "nowhere.toml"], 2, "nowhere.toml: 見つかりません。"),
        (vec!["form", "new", "謎.txt"], 2, "回答欄のある表が見つかりませんでした。"),
        (vec!["form"], 2, "new か check を指定してください。"),
        (vec!["form", "nwe"], 2, "「new」のことではありませんか。"),
        (vec!["form", "--help"], 0, "使い方: hazama form"),
        (vec!["form", "new", "--help"], 0, "--out"),
        (vec!["form", "check", "--help"], 0, "[ファイル]..."),
        (vec!["--help"], 0, "様式の版の定義を作り、確かめます"),
        (vec!["extract", "--help"], 0, "-o, --out"),
        (vec!["schema", "form"], 0, "\"hazama/form\""),
        (vec!["schema", "rules"], 0, "\"hazama/rules/v1\""),
        (vec!["completions", "bash"], 0, "hazama__subcmd__form"),
    ] {
        let output = hazama(dir.path(), &arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", err(&output));
        let words = if status == 0 { out(&output) } else { err(&output) };
        assert!(words.contains(said), "{arguments:?} should say {said}: {words}");
    }
}

#[test]
fn rows_are_held_against_the_blank_form() {
    let blank = [
        ["1", "台帳", "取引のある業者の台帳を備えているか。", "はい・いいえ"],
        ["2", "記録", "操作の記録を毎月点検する者を決めているか。", "はい・いいえ"],
        ["3", "復旧", "復旧の手順を試す者を決めているか。", "はい・いいえ"],
    ];
    let mut filled = blank.map(|mut row| {
        row[3] = "はい";
        row
    });
    filled[0][2] = "取引のある業者の　台帳を備えているか。";
    filled[1][2] = "操作の記録を必要に応じて点検する者を決めているか。";
    filled[2] = ["追加1", "窓口", "夜間の窓口を決めているか。", "はい"];
    let dir = folder(&[
        ("case/確認表.xlsx", &role_table(&filled)),
        ("case/規程.txt", RULES.as_bytes()),
        ("case/様式.xlsx", &role_table(&blank)),
        ("様式.xlsx", &role_table(&blank)),
        ("開示書.xlsx", &paper("form-mds-4.1.xlsx")),
        ("規程.txt", RULES.as_bytes()),
        ("alone/様式.xlsx", &role_table(&blank)),
    ]);
    let day = ["--as-of", "2026-11-22"];
    let run = |more: &[&str]| {
        let output = hazama(dir.path(), &[&["check", "case", "--json"], &day[..], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        serde_json::from_str::<Value>(&out(&output)).expect("JSON")
    };
    let altered = |json: &Value| -> Vec<String> {
        let findings = json["findings"].as_array().expect("findings").iter();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        findings.filter(|finding| finding["rule"] == "row-altered").map(|finding| text(&finding["message"])).collect()
    };
    // The blank form lies in the folder: it is a paper until it is named as a form.
    let json = run(&[]);
    assert_eq!((json["documents"].as_array().map(Vec::len), altered(&json).len()), (Some(3), 0));
    let json = run(&["--form", "case/様式.xlsx"]);
    assert_eq!(json["documents"].as_array().map(Vec::len), Some(2), "{}", json["documents"]);
    assert_eq!(json["forms"][0]["rows"], 3, "{}", json["forms"]);
    let told = altered(&json);
    assert_eq!(told.len(), 3, "{told:#?}");
    for words in [
        "【−毎月点検】【+必要に応じて点検】",
        "追加1「窓口」は様式にない行です",
        "3「復旧」は様式にある行ですが、文書にありません",
    ] {
        assert!(told.iter().any(|message| message.contains(words)), "{words}: {told:#?}");
    }
    assert!(json["claims"].as_array().is_some_and(|claims| claims.iter().all(|claim| claim["document"] != "d3")));
    let bytes = fs::read(dir.path().join("hazama-report/gaps.xlsx")).expect("the workbook");
    let book = hazama::read::source(&hazama::model::Paper { path: "gaps.xlsx".to_owned(), bytes });
    let hazama::model::Content::Book(sheets) = book.content else { panic!("a workbook") };
    let sheet = sheets.iter().find(|sheet| sheet.name == "確認表の突合").expect("the sheet");
    let holds = |words: &str| sheet.cells.values().any(|cell| cell.text.contains(words));
    for words in [
        "様式との違い",
        "文言の変更: ",
        "【−毎月点検】【+必要に応じて点検】",
        "追加: 【+",
        "欠落: 【−",
        "(文書にない行)",
    ] {
        assert!(holds(words), "{words}");
    }

    let json = run(&["--form", "様式.xlsx", "--form", "開示書.xlsx"]);
    assert_eq!(json["forms"].as_array().map(Vec::len), Some(2));
    assert!(
        json["notices"].to_string().contains("様式「開示書.xlsx」は、MDS(開示書)が案件にないため"),
        "{}",
        json["notices"]
    );
    for (arguments, said) in [
        (vec!["check", "case", "--form", "規程.txt"], "規程.txt: 様式として読めませんでした。"),
        (vec!["check", "case", "--form", "nowhere.xlsx"], "nowhere.xlsx: 見つかりません。"),
        (vec!["check", "alone", "--form", "alone/様式.xlsx"], "alone: 様式のほかに読み取る文書がありません。"),
    ] {
        let output = hazama(dir.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(said), "{arguments:?} should say {said}: {}", err(&output));
    }
}

#[test]
fn confirmed_rules_take_the_place_of_the_prose() {
    let dir = folder(&[
        ("case/規程.txt", RULES.as_bytes()),
        ("契約書.txt", "保守契約書\n\n第1条 (目的)\n  本契約は保守を定める。\n".as_bytes()),
    ]);
    let written = hazama(dir.path(), &["extract", "case/規程.txt", "-o", "規程.json"]);
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    assert!(err(&written).contains("案件フォルダに入れてください。"), "{}", err(&written));
    let text = fs::read_to_string(dir.path().join("規程.json")).expect("written");
    assert_eq!(text.trim_end(), out(&hazama(dir.path(), &["extract", "case/規程.txt"])).trim_end());
    let json: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["schema"], "hazama/rules/v1");
    let backup = &json["articles"].as_array().expect("articles").last().expect("an article")["claims"][0];
    assert_eq!(
        (&backup["duty"], &backup["holder"], &backup["post"]),
        (&"bck.take".into(), &"hospital".into(), &"システム管理者".into())
    );

    // The person says that the vendor does it.
    let edited = text.replacen("\"on\": null", "\"on\": \"2026-11-01\"", 1).replace(
        "\"duty\": \"bck.take\",\n          \"holder\": \"hospital\"",
        "\"duty\": \"bck.take\",\n          \"holder\": \"vendor\"",
    );
    assert_ne!(edited, text);
    fs::write(dir.path().join("case/規程.json"), &edited).expect("writes");
    let check = |said: &[&str]| {
        let output = hazama(dir.path(), &["check", "case", "--json", "--as-of", "2026-11-22"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let json: Value = serde_json::from_str(&out(&output)).expect("JSON");
        for words in said {
            assert!(json["notices"].to_string().contains(words), "{words}: {}", json["notices"]);
        }
        json
    };
    let json = check(&["確認済みの規程データ「規程.json」があるため"]);
    let claims: Vec<&Value> = json["claims"].as_array().expect("claims").iter().collect();
    assert!(claims.iter().all(|claim| claim["document"] == "d1"), "{claims:?}");
    let backup = claims.iter().find(|claim| claim["duty"] == "bck.take").expect("the claim");
    assert_eq!((&backup["holder"], &backup["place"]["unit"]), (&"vendor".into(), &"第2条".into()));
    assert_eq!(json["documents"][0]["kind"], "rules-json");

    fs::write(dir.path().join("case/規程.txt"), RULES.replace("毎日", "毎週")).expect("writes");
    check(&["規程「規程.txt」が、データを作った後に変わっています: 第2条(変更)。"]);

    for (from, to, said) in [
        ("\"bck.take\"", "\"bck.taek\"", "duty「bck.taek」という役割はありません。「bck.take」の書き誤り"),
        ("\"strength\": \"duty\"", "\"strength\": \"must\"", "strength に「must」は書けません。"),
        ("\"articles\"", "articles", "JSONの書き方になっていません"),
    ] {
        fs::write(dir.path().join("case/規程.json"), edited.replacen(from, to, 1)).expect("writes");
        let output = hazama(dir.path(), &["check", "case"]);
        assert_eq!(output.status.code(), Some(2), "{from}");
        let first = err(&output);
        assert!(first.contains("case/規程.json:") && first.contains(said), "{said}: {first}");
    }
    let output = hazama(dir.path(), &["extract", "契約書.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("院内規程ではなく「契約書」と判定しました"), "{}", err(&output));
}
