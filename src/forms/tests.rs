//! Whole forms, sketched in a few lines.

use super::sketch::{book, catalogue, sketch};
use super::*;
use crate::model::Grid;

fn today() -> Date {
    Date::new(2026, 11, 22).expect("a day")
}

fn read_book(kind: Kind, grids: Vec<Grid>) -> FormReading {
    read(&book(grids), kind, catalogue(), today())
}

fn lines(reading: &FormReading) -> Vec<String> {
    let line = |row: &Row| {
        let words = [
            Some(row.answer.id().to_owned()),
            row.done.map(|date| date.to_string()),
            row.remark.clone(),
            row.parent.clone(),
        ];
        format!("{}: {}", row.place.in_words(), words.into_iter().flatten().collect::<Vec<_>>().join(" / "))
    };
    reading.rows.iter().map(line).collect()
}

fn role_table() -> Grid {
    let mut grid = sketch(
        "確認表",
        &[
            "医療情報システムの契約における当事者間の役割分担等に関する確認表",
            "医療機関名||みほん病院",
            "初回確認日||令和8年6月17日",
            "項番|項目|内容|初回確認|完了日|担当|根拠|備考",
            "Part1　主に医療機関が実施する項目",
            "A　体制",
            "1|責任者|責任者を決めているか。|■はい　□いいえ||医療機関|規程第3条|",
            "２|台帳|台帳を作っているか。|□はい　■いいえ|7/1|||",
            "Part2　医療機関と事業者が共同で実施する項目",
            "項番|項目|内容|初回確認|完了日|担当|根拠|備考",
            "B　共通",
            "C-1|記録|記録を~~毎週~~毎月点検するか。|はい・いいえ|( / )|||",
            "C-2|複製|複製を取るか。|~~はい・~~いいえ|未定|||次回協議",
            "C-3|復元|復元を試すか。|○はい・○いいえ||||",
            "※ 双方で1部ずつ保管する。",
        ],
    );
    grid.merges = vec![(4, 0, 4, 7), (5, 0, 5, 7), (8, 0, 8, 7), (10, 0, 10, 7), (14, 0, 14, 7)];
    grid
}

#[test]
fn both_words_left_where_all_others_left_one_are_two_answers() {
    let rows = |first: &str, last: &str| {
        let mut grid = role_table();
        let sheet = ["項番|項目|内容|初回確認|完了日", first, "2|台帳|台帳を作っているか。|いいえ|7/1", last];
        let more = ["4|写し|写しを取るか。|はい|", "5|記録|記録を見るか。|はい|", "6|訓練|訓練をするか。|はい|"];
        let title = ["医療情報システムの契約における当事者間の役割分担等に関する確認表", "初回確認日||令和8年6月17日"];
        let all: Vec<&str> = title.into_iter().chain(sheet).chain(more).collect();
        grid.clone_from(&sketch("確認表", &all));
        let reading = read_book(Kind::RoleTable, vec![grid]);
        reading.rows.iter().map(|row| row.answer.id()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        rows("1|責任者|責任者を決めているか。|はい|", "3|復元|復元を試すか。|はい いいえ|"),
        "yes no double yes yes yes"
    );
    // a form in which somebody chose among printed words leaves the others unanswered
    assert_eq!(
        rows("1|責任者|責任者を決めているか。|■はい　□いいえ|", "3|復元|復元を試すか。|はい いいえ|"),
        "yes no blank yes yes yes"
    );
}

#[test]
fn a_role_table_is_read_row_by_row() {
    let cover = sketch("表紙", &["この綴りについて", "使い方を読んでください"]);
    let source = book(vec![cover.clone(), role_table()]);
    let recognised = recognise(&source, catalogue()).expect("a form");
    assert_eq!((recognised.kind, recognised.edition.as_deref()), (Kind::RoleTable, Some("2024-06")));

    let reading = read_book(Kind::RoleTable, vec![cover, role_table()]);
    assert_eq!(
        lines(&reading),
        [
            "確認表!D7 Part1 A 1: yes",
            "確認表!D8 Part1 A 2: no / 2026-07-01",
            "確認表!D12 Part2 C-1: blank",
            "確認表!D13 Part2 C-2: no / 次回協議",
            "確認表!D14 Part2 C-3: double",
        ]
    );
    assert_eq!(reading.header.first_check, Date::new(2026, 6, 17));
    assert_eq!(reading.header.hospital.as_deref(), Some("みほん病院"));
    assert_eq!(reading.rows[0].holder.as_deref(), Some("医療機関"));
    assert_eq!(reading.rows[0].clause.as_deref(), Some("規程第3条"));
    assert_eq!(reading.rows[0].section.as_deref(), Some("A 体制"));
    assert_eq!(reading.rows[2].text, "記録を毎月点検するか。");
    let places: Vec<String> = reading.notices.iter().map(|notice| notice.place.in_words()).collect();
    assert_eq!(places, ["確認表!E13", "確認表!D14 Part2 C-3"]);
    assert_eq!(reading.ignored.len(), 2, "{:?}", reading.ignored);
}

#[test]
fn disclosures_are_read_with_their_remarks_and_parents() {
    let head = [
        "製造業者による医療情報セキュリティ開示書",
        "(医療情報システムの安全管理に関するガイドライン第6.0版対応)　MDS Ver.5.0",
        "作成日|2025年9月30日",
        "製造業者名|架空システム株式会社",
        "製品名称|みほんカルテ",
        "バージョン|2.6",
    ];
    let columns = [
        "番号|質問|はい|いいえ|対象外|備考番号",
        "1　運用",
        "4.1|ログを取得しているか。|○|||",
        "4.1.1|(4.1が「はい」の場合)ログを保護しているか。||||",
        "4.2|無線LANの対策をしているか。|||レ|備考１",
        "4.3|複製を取れるか。|○||○|2",
        "4.4|復元を試すか。|||確認中|備考9",
        "備考記載欄",
        "備考1|有線のみで接続する。",
        "備考2|お客様にて実行する。",
        "備考3|使われない。",
    ];
    let grid = sketch("MDS", &[&head[..], &columns[..]].concat());
    let source = book(vec![grid.clone()]);
    let recognised = recognise(&source, catalogue()).expect("a form");
    assert_eq!((recognised.kind, recognised.edition.as_deref()), (Kind::Mds, Some("5.0")));
    assert!(recognised.reason.contains("製造業者による医療情報セキュリティ開示書"));

    let reading = read_book(Kind::Mds, vec![grid]);
    assert_eq!(
        lines(&reading),
        [
            "MDS!C9 4.1: yes",
            "MDS!C10 4.1.1: blank / 4.1",
            "MDS!E11 4.2: na / 有線のみで接続する。",
            "MDS!C12 4.3: double / お客様にて実行する。",
            "MDS!E13 4.4: unreadable",
        ]
    );
    let header = &reading.header;
    assert_eq!(header.created, Date::new(2025, 9, 30));
    assert_eq!(header.version.as_deref(), Some("2.6"));
    assert_eq!(header.guideline.as_deref(), Some("6.0"));
    assert_eq!(reading.notices.len(), 3, "{:?}", reading.notices);
    assert_eq!(reading.ignored.len(), 1, "{:?}", reading.ignored);
}

#[test]
fn unknown_and_missing_editions_are_read_and_told() {
    for (line, edition, notices) in [
        ("MDS Ver.6.0", Some("6.0"), 1),
        ("(ガイドライン第5.2版対応)", Some("4.1"), 1),
        ("(ガイドライン第5.2版対応)　MDS Ver.5.0", Some("5.0"), 1),
        ("", None, 1),
    ] {
        let rows = ["製造業者による医療情報セキュリティ開示書", line, "番号|質問|回答|備考", "1|記録があるか。|はい|"];
        let reading = read_book(Kind::Mds, vec![sketch("開示書", &rows)]);
        assert_eq!(reading.edition.as_deref(), edition, "{line}");
        assert_eq!((reading.rows.len(), reading.notices.len()), (1, notices), "{line}: {:?}", reading.notices);
    }
}

#[test]
fn checklists_keep_two_storeys_and_dates() {
    let mut grid = sketch(
        "医療機関確認用",
        &[
            "令和7年度版　医療機関におけるサイバーセキュリティ対策チェックリスト",
            "医療機関確認用",
            "|チェック項目|確認結果(日付)||",
            "||1回目|目標日|2回目",
            "2　管理・運用",
            "①|台帳を管理している。|はい・○いいえ\\n(5/20)|(9/30)|はい・いいえ",
            "②|遠隔保守の機器を確認した。|○はい・いいえ\\n(5/20)|( / )|",
        ],
    );
    grid.merges = vec![(2, 1, 3, 1), (2, 2, 2, 4), (4, 0, 4, 4)];
    let recognised = recognise(&book(vec![grid.clone()]), catalogue()).expect("a form");
    assert_eq!((recognised.kind, recognised.edition.as_deref()), (Kind::ChecklistHospital, Some("R7")));
    let reading = read_book(Kind::ChecklistHospital, vec![grid]);
    assert_eq!(lines(&reading), ["医療機関確認用!C6 ①: no / 2026-09-30", "医療機関確認用!C7 ②: yes"]);
    assert_eq!(reading.rows[0].date, Date::new(2026, 5, 20));
}

#[test]
fn odd_layouts_are_read() {
    let mut two = sketch(
        "MDS",
        &[
            "製造業者による医療情報セキュリティ開示書 Ver.5.0",
            "No|質問|回答|||備考",
            "||Yes|No|N/A|",
            "1|運用",
            "1-1|ログを取得しているか|✓|||",
            "1-2|復元を試しているか||TRUE||※1",
            "備考",
            "※1 次期版で対応予定",
            "※ 作成日の時点の内容です。",
        ],
    );
    two.merges = vec![(1, 2, 1, 4)];
    let twin = sketch("SDS", &["番号|質問|はい|いいえ|対象外", "1-1|ログを取得しているか"]);
    let reading = read_book(Kind::Mds, vec![two, twin]);
    assert_eq!(lines(&reading), ["MDS!C5 1-1: yes", "MDS!D6 1-2: no / 次期版で対応予定"]);
    assert_eq!(reading.rows[0].section.as_deref(), Some("1 運用"));

    let part = |name: &str| {
        sketch(
            name,
            &["項番|項目|内容|初回確認|完了日", "A|共通", "1|台帳|台帳があるか。|はい|", "2|記録|記録があるか。||"],
        )
    };
    let reading = read_book(Kind::RoleTable, vec![part("Part1"), part("パート2")]);
    assert_eq!(
        lines(&reading),
        [
            "Part1!D3 Part1 A 1: yes",
            "Part1!D4 Part1 A 2: blank",
            "パート2!D3 パート2 A 1: yes",
            "パート2!D4 パート2 A 2: blank"
        ]
    );

    let numbers =
        ["製造業者による開示書", "質問|回答|備考番号", "1.1　ログを取得しているか。|はい(オプション)|", "続きの文。||"];
    let reading = read_book(Kind::Mds, vec![sketch("表", &numbers)]);
    assert_eq!(lines(&reading), ["表!B3 1.1: yes / オプション"]);
    assert_eq!(reading.rows[0].text, "ログを取得しているか。\n続きの文。");
}

#[test]
fn other_papers_are_no_forms() {
    for rows in [
        vec!["品目|数量|単価", "保守|1|1000"],
        vec!["医療情報システムの契約における当事者間の役割分担等に関する確認表の使い方", "まず目を通してください。"],
        vec!["番号|内容|確認", "1|清掃|済"],
    ] {
        assert_eq!(recognise(&book(vec![sketch("Sheet1", &rows)]), catalogue()), None, "{rows:?}");
    }
}

#[test]
fn answers_that_quarrel_with_their_remark_are_told() {
    for (answer, remark, told) in [
        ("いいえ", "弊社にて実施しています", 1),
        ("いいえ", "弊社にて次期版で対応予定", 0),
        ("いいえ", "弊社では提供していません", 0),
        ("対象外", "次期版で対応予定", 1),
        ("対象外", "機能を持たない", 0),
        ("はい", "弊社にて実施しています", 0),
    ] {
        let row = format!("1.1|記録を守っているか。|{answer}|{remark}");
        let rows = ["製造業者による医療情報セキュリティ開示書 Ver.5.0", "番号|質問|回答|備考", &row];
        let reading = read_book(Kind::Mds, vec![sketch("MDS", &rows)]);
        assert_eq!(reading.notices.len(), told, "{answer} {remark}: {:?}", reading.notices);
    }
}

#[test]
fn words_of_rows_may_stand_under_items() {
    let grid = sketch(
        "開示書",
        &[
            "製造業者による医療情報セキュリティ開示書",
            "MDS Ver.4.1",
            "製品名称|みほん画像",
            "No.|項目|回答|備考",
            "1|操作の記録を残せるか。|はい|",
            "2|時刻を合わせられるか。|いいえ|次期版で対応する。",
        ],
    );
    let source = book(vec![grid.clone()]);
    assert_eq!(recognise(&source, catalogue()).map(|form| form.kind), Some(Kind::Mds));
    let reading = read_book(Kind::Mds, vec![grid]);
    assert_eq!(lines(&reading), ["開示書!C5 1: yes", "開示書!C6 2: no / 次期版で対応する。"]);
    assert_eq!(reading.rows[0].text, "操作の記録を残せるか。");
}
