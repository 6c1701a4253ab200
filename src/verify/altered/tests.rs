//! Rows against their form, in small.

use super::*;
use crate::model::Kind;
use crate::verify::fixture;

fn rows(rows: &[(&str, &str)]) -> Vec<Row> {
    let row = |(at, (number, text)): (usize, &(&str, &str))| {
        let said = crate::catalogue::rule::CaseRow {
            number: (*number).to_owned(),
            answer: "yes".to_owned(),
            text: (*text).to_owned(),
            ..Default::default()
        };
        fixture::case_row(at, &said)
    };
    rows.iter().enumerate().map(row).collect()
}

fn blank(rows: Vec<Row>) -> BlankForm {
    BlankForm { path: "様式.xlsx".to_owned(), sha256: String::new(), kind: Kind::RoleTable, edition: None, rows }
}

const FORM: [(&str, &str); 4] = [
    ("1", "業者の台帳を備えているか。"),
    ("2", "操作の記録を毎月点検しているか。"),
    ("3", "診療記録の控えを毎日取っているか。"),
    ("4", "控えから戻す手順を試しているか。"),
];

#[test]
fn rows_are_held_against_their_form() {
    let mut plan = fixture::plan(&["ehr"]);
    plan.blanks = vec![blank(rows(&FORM))];
    for (paper, want) in [
        (FORM.to_vec(), vec![]),
        (vec![("1", "業者の台帳を 備えているか｡"), FORM[1], FORM[2], FORM[3]], vec![]),
        (
            vec![FORM[0], ("2", "操作の記録を毎年点検しているか。"), FORM[2], FORM[3]],
            vec!["2: 操作の記録を【−毎月点検】【+毎年点検】しているか。"],
        ),
        (vec![FORM[0], FORM[2], FORM[3]], vec!["-: 【−操作の記録を毎月点検しているか。】"]),
        (
            vec![FORM[0], ("2", FORM[2].1), ("3", FORM[3].1)],
            vec!["-: 【−操作の記録を毎月点検しているか。】", "2: 項番【−3】【+2】", "3: 項番【−4】【+3】"],
        ),
        (
            vec![FORM[0], FORM[1], ("追加1", "夜間の窓口を決めているか。"), FORM[2], FORM[3]],
            vec!["追加1: 【+夜間の窓口を決めているか。】"],
        ),
        (vec![FORM[3], FORM[0], FORM[1], FORM[2]], vec!["4: 並び順が様式と異なります"]),
        (
            vec![FORM[0], FORM[1], FORM[2], ("9", "控えから戻す手順を毎年試しているか。")],
            vec!["9: 控えから戻す手順を【−試】【+毎年試】しているか。(様式では項番4)"],
        ),
        (
            // other words under the same number
            vec![FORM[0], ("2", "夜間の窓口。"), FORM[2], FORM[3]],
            vec!["2: 【−操作の記録を毎月点検しているか】【+夜間の窓口】。"],
        ),
        (
            // the row that is most like it, not the first that is like it
            vec![FORM[0], FORM[1], FORM[2], ("8", "控えから戻す手段を試すか。"), ("9", "控えから戻す手順を試すか。")],
            vec![
                "8: 【+控えから戻す手段を試すか。】",
                "9: 控えから戻す手順を試【−しているか】【+すか】。(様式では項番4)",
            ],
        ),
    ] {
        let mut document = fixture::paper("確認表", Kind::RoleTable);
        document.rows = rows(&paper);
        let found = alterations(&document, &plan);
        let told: Vec<String> = found
            .iter()
            .map(|found| {
                let number = found.row.map_or("-", |at| document.rows[at].number.as_str());
                format!("{number}: {}", found.in_words(&document, 20))
            })
            .collect();
        assert_eq!(told, want, "{paper:?}");
    }
}

#[test]
fn a_form_belongs_to_papers_of_its_kind_and_edition() {
    let mut plan = fixture::plan(&["ehr"]);
    let blank = |kind, edition: Option<&str>| BlankForm {
        path: "様式.xlsx".to_owned(),
        sha256: String::new(),
        kind,
        edition: edition.map(str::to_owned),
        rows: rows(&FORM),
    };
    for (blanks, kind, edition, found, told) in [
        (vec![blank(Kind::Mds, Some("5.0"))], Kind::Mds, Some("5.0"), true, 0),
        (vec![blank(Kind::Mds, Some("5.0"))], Kind::Mds, None, true, 0),
        (vec![blank(Kind::Mds, None)], Kind::Mds, Some("5.0"), true, 0),
        (vec![blank(Kind::Mds, Some("4.1"))], Kind::Mds, Some("5.0"), false, 2),
        (vec![blank(Kind::Sds, Some("5.0"))], Kind::Mds, Some("5.0"), false, 1),
        (vec![blank(Kind::Mds, Some("4.1")), blank(Kind::Mds, Some("5.0"))], Kind::Mds, None, false, 3),
    ] {
        plan.blanks = blanks;
        let mut document = fixture::paper("開示書", kind);
        document.edition = edition.map(str::to_owned);
        document.rows = rows(&FORM[..2]);
        assert_eq!(blank_of(&document, &plan).is_some(), found, "{:?} {edition:?}", plan.blanks);
        let notices = notices(&[document], &plan);
        assert_eq!(notices.len(), told, "{notices:?}");
    }
}

#[test]
fn one_sheet_a_system_is_held_against_the_form_sheet_by_sheet() {
    let mut plan = fixture::plan(&["ehr"]);
    plan.blanks = vec![blank(rows(&FORM))];
    let mut document = fixture::paper("確認表", Kind::RoleTable);
    for sheet in ["電子カルテ", "医事会計"] {
        let mut own = rows(&FORM[..if sheet == "医事会計" { 3 } else { 4 }]);
        for row in &mut own {
            row.place.sheet = Some(sheet.to_owned());
            row.part = Some(sheet.to_owned());
        }
        document.rows.extend(own);
    }
    let found = alterations(&document, &plan);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].sheet.as_deref(), &found[0].change), (Some("医事会計"), &Change::Missing));
}

#[test]
fn sheets_of_other_questions_do_not_repeat_the_form() {
    let mut document = fixture::paper("確認表", Kind::RoleTable);
    let on = |sheet: &str, numbers: &[&str]| {
        let said: Vec<(&str, &str)> = numbers.iter().map(|number| (*number, "点検しているか。")).collect();
        let mut own = rows(&said);
        own.iter_mut().for_each(|row| row.place.sheet = Some(sheet.to_owned()));
        own
    };
    for (first, second, repeat) in [
        (&["1", "2", "3"][..], &["1", "2"][..], true),
        (&["1", "2", "3"], &["1", "7"], false),
        (&["1", "2", "3"], &["7", "8", "9"], false),
        (&["1", "2", "3"], &["1"], false),
        (&["1", "2"], &["1", "7"], false),
        (&["1", "2", "3", "4", "5"], &["1", "2", "3"], true),
    ] {
        document.rows = [on("甲", first), on("乙", second)].concat();
        assert_eq!(!repeated_sheets(&document).is_empty(), repeat, "{first:?} {second:?}");
    }
    let mut plan = fixture::plan(&["ehr"]);
    plan.blanks = vec![blank(rows(&FORM[..1]))];
    document.rows = [on("甲", &["1", "2"]), on("乙", &["7"])].concat();
    let found = alterations(&document, &plan);
    assert_eq!(found.len(), 3, "one that says other words and two that were added: {found:?}");
    assert!(found.iter().all(|found| found.sheet.is_none()), "the form is not repeated: {found:?}");
}

#[test]
fn rows_of_the_same_words_keep_their_own_places() {
    let mut plan = fixture::plan(&["ehr"]);
    let mut document = fixture::paper("確認表", Kind::RoleTable);
    let told = |document: &Document, plan: &Plan| -> Vec<(Option<usize>, Change)> {
        alterations(document, plan).into_iter().map(|found| (found.row, found.change)).collect()
    };
    // two questions of the same words, of which the paper holds the second
    plan.blanks = vec![blank(rows(&[("1", FORM[0].1), ("2", FORM[0].1)]))];
    document.rows = rows(&[("2", FORM[0].1)]);
    assert_eq!(told(&document, &plan), [(None, Change::Missing)]);
    // a row that went to another part keeps its words before other words take its number
    plan.blanks = vec![blank(rows(&FORM[..1]))];
    plan.blanks[0].rows[0].part = Some("第1部".to_owned());
    document.rows = rows(&[("9", FORM[0].1), ("1", FORM[3].1)]);
    (document.rows[0].section, document.rows[0].part) = (Some("記録".to_owned()), Some("第2部".to_owned()));
    assert_eq!(told(&document, &plan), [(Some(0), Change::Moved), (Some(1), Change::Added)]);
}

#[test]
fn wordings_of_very_many_rows_are_not_compared_with_one_another() {
    let many = |number: &str, end: &str| -> Vec<Row> {
        let texts: Vec<(String, String)> =
            (0..201).map(|n| (format!("{number}{n}"), format!("第{n}号の台帳を備え{end}。"))).collect();
        rows(&texts.iter().map(|(number, text)| (number.as_str(), text.as_str())).collect::<Vec<_>>())
    };
    let mut plan = fixture::plan(&["ehr"]);
    plan.blanks = vec![blank(many("", "ているか"))];
    let mut document = fixture::paper("確認表", Kind::RoleTable);
    document.rows = many("B-", "るか");
    let found = alterations(&document, &plan);
    assert_eq!(found.iter().filter(|found| found.change == Change::Added).count(), 201);
}

#[test]
fn long_words_are_cut() {
    assert_eq!(short(&"あ".repeat(60), 20), "あ".repeat(60));
    assert_eq!(short(&"あ".repeat(61), 20), "あ".repeat(60) + "…");
    assert_eq!(short(&"あ".repeat(50), 20), "あ".repeat(50));
}

#[test]
fn a_number_tells_the_place_before_section_and_part_do() {
    let spot = |number: &'static str, section: &str, part: &str| Spot {
        number,
        section: section.to_owned(),
        part: part.to_owned(),
    };
    let form = spot("1", "記録", "第1部");
    let near = [
        spot("1", "記録", "第1部"),
        spot("1", "記録", "第2部"),
        spot("1", "体制", "第1部"),
        spot("1", "体制", "第2部"),
        spot("2", "記録", "第1部"),
        spot("2", "記録", "第2部"),
        spot("2", "体制", "第1部"),
        spot("2", "体制", "第2部"),
    ]
    .map(|own| own.nearness(&form));
    assert!(near.is_sorted_by(|one, other| one > other), "{near:?}");
}
