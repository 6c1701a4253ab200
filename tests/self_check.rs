//! `hazama check --workflow self-check`: what a vendor has to mend in its own papers, and what it leaves to its customers.

mod common;

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Reader, Xlsx};
use common::{folder, hazama};
use serde_json::Value;

/// A disclosure with these rows: number, question, answer, number of a remark, remark.
fn disclosure(title: &str, created: &str, rows: &[[&str; 5]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("開示書").expect("a name");
    let head = [
        [title, "", "", "", ""],
        ["製造業者", "架空システム株式会社", "", "", ""],
        ["製品名", "調剤ナビ", "", "", ""],
        ["作成日", created, "", "", ""],
        ["番号", "質問", "回答", "備考番号", "備考"],
    ];
    for (row, cells) in (0..).zip(head.iter().chain(rows)) {
        for (column, words) in (0..).zip(cells) {
            sheet.write(row, column, *words).expect("writes");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

const MDS: &str = "製造業者による医療情報セキュリティ開示書";
const SDS: &str = "サービス事業者による医療情報セキュリティ開示書";
const HEAD: &str = "薬剤部門システム保守契約書(案)\n\n医療機関(以下「甲」という。)と架空システム株式会社(以下「乙」という。)は、次のとおり契約する。\n\n";

/// The report of a folder of a vendor's papers, and the folder.
fn checked(files: &[(&str, &[u8])], arguments: &[&str]) -> (tempfile::TempDir, Value) {
    let dir = folder(files);
    let all = [&["check", "case", "--as-of", "2026-11-22", "--quiet"], arguments].concat();
    let output = hazama(dir.path(), &all);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let report = fs::read_to_string(dir.path().join("hazama-report/report.json")).expect("a report");
    (dir, serde_json::from_str(&report).expect("JSON"))
}

fn messages<'a>(report: &'a Value, rule: &str) -> Vec<&'a str> {
    let findings = report["findings"].as_array().expect("findings").iter();
    findings.filter(|one| one["rule"] == rule).map(|one| one["message"].as_str().expect("words")).collect()
}

/// A contract that promises little, leaves out what the disclosures say is done, and leaves the logs to the customer.
fn contract() -> String {
    format!(
        "{HEAD}第1条 乙は、医療情報システムの安全管理に関するガイドラインを遵守する。\n\n\
         第2条 バックアップの取得は、この契約の対象外とする。\n\n第3条 甲は、アクセスログを毎月点検する。\n\n\
         第4条 乙は、サーバに修正プログラムを適用する。\n"
    )
}

/// The papers of a vendor, with a fault of each sort.
fn faulty() -> [(&'static str, Vec<u8>); 3] {
    let mds = disclosure(
        MDS,
        "2024-10-01",
        &[
            ["4.1", "アクセスログを記録する機能があるか。", "", "", ""],
            ["4.2", "利用者の認証に二要素認証を用いるか。", "いいえ", "", ""],
            ["4.2.1", "二要素認証を全ての利用者に適用しているか。", "はい", "", ""],
            ["6.1", "バックアップを取得する機能があるか。", "はい", "", ""],
            ["6.2", "バックアップからの復元テストを実施しているか。", "対象外", "", ""],
            ["6.3", "時刻を同期する機能があるか。", "はい", "備考3", ""],
            ["7.1", "マルウェア対策ソフトを組み込めるか。", "対象外", "", "お客様にて実施してください。"],
            ["8.1", "通信を暗号化しているか。", "はい", "", ""],
        ],
    );
    let sds = disclosure(SDS, "2026-10-01", &[["8.1", "通信を暗号化しているか。", "いいえ", "", ""]]);
    [("case/MDS.xlsx", mds), ("case/SDS.xlsx", sds), ("case/契約書案.txt", contract().into_bytes())]
}

fn borrowed<'a>(files: &'a [(&'a str, Vec<u8>)]) -> Vec<(&'a str, &'a [u8])> {
    files.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect()
}

#[test]
fn every_sort_of_fault_in_a_vendors_own_papers_is_found() {
    let (_dir, report) = checked(&borrowed(&faulty()), &["--workflow", "self-check"]);
    assert_eq!(report["workflow"], "self-check");
    for (rule, expected) in [
        (
            "disclosure-gap",
            vec![
                "「MDS」の4.1は答えが記入されていません。",
                "「MDS」の6.2は「対象外」とする理由が書かれていません。",
                "「MDS」の6.3は備考番号に当たる備考がありません。",
            ],
        ),
        (
            "answers-disagree",
            vec![
                "調剤ナビの「二要素認証」について、「MDS」の4.2.1は「はい」、「MDS」の4.2は「いいえ」と答えています。",
                "調剤ナビの「通信の暗号化」について、「MDS」は「はい」、「SDS」は「いいえ」と答えています。",
            ],
        ),
        ("na-misused", vec!["「MDS」の7.1は「対象外」ですが、備考は医療機関に業務を委ねています。"]),
        (
            "excluded-though-disclosed",
            vec![
                "調剤ナビの「バックアップの取得」について、「MDS」開示書!C9 6.1は実施すると述べていますが、\
                 「薬剤部門システム保守契約書(案)」第2条は対象外としています。",
            ],
        ),
        (
            "generic-only",
            vec![
                "調剤ナビの契約は、「薬剤部門システム保守契約書(案)」第1条の「ガイドラインに従う」旨の条項のほかに、\
                 事業者が行う安全管理の業務をほとんど定めていません。",
            ],
        ),
        ("disclosure-outdated", vec!["「MDS」は作成日(2024-10-01)が点検の日より1年を超えて前です。"]),
    ] {
        let mut found = messages(&report, rule);
        found.sort_unstable();
        assert_eq!(found, expected, "{rule}");
    }
}

#[test]
fn good_papers_give_none_of_these() {
    let mds = disclosure(
        MDS,
        "2026-10-01",
        &[
            ["4.1", "アクセスログを記録する機能があるか。", "はい", "", ""],
            ["6.1", "バックアップを取得する機能があるか。", "はい", "", ""],
            ["6.2", "無線LANの暗号化を行っているか。", "対象外", "", "無線の機能を持たない。"],
        ],
    );
    let contract = format!(
        "{HEAD}第1条 乙は、バックアップを毎日取得する。\n\n第2条 乙は、サーバに修正プログラムを適用する。\n\n\
         第3条 乙は、アクセスログを取得する。\n\n第4条 乙は、医療情報システムの安全管理に関するガイドラインを遵守する。\n"
    );
    let (_dir, report) = checked(&[("case/MDS.xlsx", &mds), ("case/契約書案.txt", contract.as_bytes())], &[]);
    assert_eq!(report["workflow"], "self-check", "chosen by itself where no paper of a hospital is there");
    let rules = [
        "disclosure-gap",
        "answers-disagree",
        "na-misused",
        "excluded-though-disclosed",
        "generic-only",
        "disclosure-outdated",
    ];
    for rule in rules {
        assert_eq!(messages(&report, rule), Vec::<&str>::new(), "{rule}");
    }
}

/// The rows of a sheet of the workbook, as words.
fn rows(dir: &Path, sheet: &str) -> Vec<Vec<String>> {
    let bytes = fs::read(dir.join("hazama-report/gaps.xlsx")).expect("a workbook");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let Ok(range) = book.worksheet_range(sheet) else { return Vec::new() };
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

const LEFT: &str = "利用者に求める事項";
/// Duties that no clause can put on a vendor.
const ONLY_HOSPITALS: usize = 10;

#[test]
fn what_is_left_to_customers_is_one_list_apart_from_the_vendors_own_gaps() {
    let (dir, report) = checked(&borrowed(&faulty()), &["--workflow", "self-check"]);
    let list = rows(dir.path(), LEFT);
    let told: Vec<(&str, &str, &str)> = list.iter().skip(1).map(|row| (&*row[2], &*row[4], &*row[8])).collect();
    let expected = [
        ("マルウェア対策", "お客様にて実施してください。", "→ 受け手不在"),
        ("アクセスログの定期確認", "甲は、アクセスログを毎月点検する。", "→ 受け手不在"),
    ];
    assert_eq!(told, expected);
    let hanging = report["verdicts"].as_array().expect("verdicts").iter();
    let hanging =
        hanging.filter(|one| !["agreed", "outside"].contains(&one["state"].as_str().expect("a state"))).count();
    let intro = rows(dir.path(), "はじめに").concat().concat();
    let parted = format!(
        "対応が必要な {hanging} 件のうち、自社の書面を整える分は {} 件、お客様に求めている分は 2 件(「{LEFT}」)、\
         お客様だけが受け持てる役割でどの文書にも書かれていないものは {ONLY_HOSPITALS} 件です。",
        hanging - 2 - ONLY_HOSPITALS
    );
    assert!(intro.contains(&parted), "{parted} is not in {intro}");
    let gaps = rows(dir.path(), "要対応一覧");
    let ask = gaps[0].iter().position(|title| title == "求めること").expect("a column");
    let of_customers = gaps.iter().filter(|row| row[ask].starts_with("お客様に求めている分です")).count();
    assert_eq!((gaps.len() - 1, of_customers), (hanging, 2));
    let of_hospitals = gaps.iter().filter(|row| row[ask].starts_with("お客様だけが受け持てる役割です")).count();
    assert_eq!(of_hospitals, ONLY_HOSPITALS);
}

#[test]
fn the_list_is_checked_against_the_rules_of_a_customer_that_lie_beside_the_papers() {
    let rules = "医療情報システム運用管理規程\n\n第1条 システム管理者は、アクセスログを毎月点検する。\n";
    let mut files = faulty().to_vec();
    files.push(("case/規程.txt", rules.as_bytes().to_vec()));
    let (dir, report) = checked(&borrowed(&files), &["--workflow", "self-check"]);
    assert_eq!(report["workflow"], "self-check");
    let list = rows(dir.path(), LEFT);
    let told: Vec<(&str, &str)> = list.iter().skip(1).map(|row| (&*row[2], &*row[8])).collect();
    let expected = [("マルウェア対策", "→ 受け手不在"), ("アクセスログの定期確認", "○ 分担確定(医療機関)")];
    assert_eq!(told, expected);
    // the manifest says it as well; without either it is the hospital's own check, and the list is not there
    let manifest = "[review]\nworkflow = \"self-check\"\n";
    let mut told = files.clone();
    told.push(("case/hazama.toml", manifest.as_bytes().to_vec()));
    let (dir, report) = checked(&borrowed(&told), &[]);
    assert_eq!((report["workflow"].as_str(), rows(dir.path(), LEFT).len()), (Some("self-check"), 3));
    let (dir, report) = checked(&borrowed(&files), &[]);
    assert_eq!((report["workflow"].as_str(), rows(dir.path(), LEFT).len()), (Some("procurement"), 0));
}

#[test]
fn a_vendors_yearly_check_keeps_the_list() {
    let (dir, report) = checked(&borrowed(&faulty()), &["--workflow", "self-check", "--last", "case"]);
    assert_eq!((report["workflow"].as_str(), rows(dir.path(), LEFT).len()), (Some("self-check"), 3));
    assert!(
        report["last"].is_object() && report["changes"].as_array().is_some_and(Vec::is_empty),
        "{}",
        report["last"]
    );
}

#[test]
fn one_vendors_papers_are_held_against_the_rules_of_several_hospitals() {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (customer, rules) in [
        ("みなと病院", "第1条 システム管理者は、アクセスログを毎月点検する。"),
        ("やまて病院", "第1条 システム管理者は、サーバ室を施錠する。"),
    ] {
        for (path, bytes) in faulty() {
            files.push((path.replace("case/", &format!("お客様/{customer}/自社/")), bytes));
        }
        let rules = format!("{customer} 医療情報システム運用管理規程\n\n{rules}\n");
        files.push((format!("お客様/{customer}/規程.txt"), rules.into_bytes()));
        let manifest = format!("[hospital]\nname = \"{customer}\"\n[review]\nworkflow = \"self-check\"\n");
        files.push((format!("お客様/{customer}/hazama.toml"), manifest.into_bytes()));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let dir = folder(&files);
    let output = hazama(dir.path(), &["portfolio", "お客様", "--out", "結果", "--as-of", "2026-11-22", "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let verdicts = fs::read_to_string(dir.path().join("結果/verdicts.csv")).expect("verdicts");
    let states: Vec<(&str, &str)> = verdicts
        .lines()
        .filter(|line| line.contains(",log.review,"))
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let state = fields.iter().find(|field| ["agreed", "unaccepted"].contains(field)).expect("a state");
            (fields[0], *state)
        })
        .collect();
    assert_eq!(states, [("みなと病院", "agreed"), ("やまて病院", "unaccepted")]);
    for customer in ["みなと病院", "やまて病院"] {
        let path = dir.path().join("結果/cases").join(customer).join("report.json");
        let report: Value = serde_json::from_str(&fs::read_to_string(path).expect("a report")).expect("JSON");
        assert_eq!(report["workflow"], "self-check", "{customer}");
        // what is amiss with the vendor's own papers is the same at every customer
        assert_eq!(messages(&report, "excluded-though-disclosed").len(), 1, "{customer}");
    }
}
