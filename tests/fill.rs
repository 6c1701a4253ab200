//! `hazama fill`: the copy of a role table holds はい where papers carry it, and nothing else of the file is another.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Reader, Xlsx};
use common::{folder, hazama, office};
use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook};
use serde_json::Value;

const RULES: &str = "情報システム運用管理規程\n\n第1条 システム管理者は、データのバックアップを毎日取得しなければならない。\n\n\
    第2条 システム管理者は、アクセスログを毎月点検しなければならない。\n";

/// A hospital's own role table: merged title, colours, a formula, a column of remarks where asked for.
fn form(with_remarks: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let line = Format::new().set_border(FormatBorder::Thin);
    let loud = line.clone().set_background_color(Color::RGB(0x00FF_F2CC)).set_bold().set_font_name("ＭＳ ゴシック");
    let sheet = book.add_worksheet();
    sheet.set_name("確認表").expect("a name");
    let title = "医療情報システムの契約における当事者間の役割分担等に関する確認表";
    sheet.merge_range(0, 0, 0, 4, title, &loud).expect("a title");
    let heads = ["項番", "項目", "内容", "初回確認", "完了日", "備考"];
    for (at, head) in (0..).zip(&heads[..if with_remarks { 6 } else { 5 }]) {
        sheet.write_with_format(2, at, *head, &loud).expect("a head");
    }
    let rows = [
        ("A-1", "バックアップ", "データのバックアップを取得する者を決めているか。", ""),
        ("A-2", "復元", "バックアップからの復元テストを行う者を決めているか。", ""),
        ("A-3", "ログ", "アクセスログを定期的に確認する者を決めているか。", ""),
        ("A-4", "ログ", "アクセスログを定期的に点検する者を決めているか。", "いいえ"),
    ];
    for (row, (number, name, text, answer)) in (3..).zip(rows) {
        for (column, words) in (0..).zip([number, name, text, answer, ""]) {
            match words {
                "" => sheet.write_blank(row, column, if column == 3 { &loud } else { &line }).expect("a blank"),
                words => sheet.write_with_format(row, column, words, &line).expect("a cell"),
            };
        }
    }
    sheet.write_formula(9, 2, "=COUNTA(D4:D7)").expect("a formula");
    sheet.set_row_height(3, 44).expect("a height");
    book.save_to_buffer().expect("a workbook")
}

fn filled(form: &[u8]) -> (tempfile::TempDir, Vec<u8>) {
    let dir = folder(&[("case/規程.txt", RULES.as_bytes()), ("case/確認表.xlsx", form)]);
    let output = hazama(dir.path(), &["fill", "case", "--out", "out", "--as-of", "2026-11-22", "--progress", "none"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let bytes = fs::read(dir.path().join("out/確認表_記入案.xlsx")).expect("the copy");
    assert!(fs::read(dir.path().join("case/確認表.xlsx")).expect("reads") == form, "the form itself stays");
    (dir, bytes)
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let count = zip.len();
    (0..count)
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let mut held = Vec::new();
            part.read_to_end(&mut held).expect("reads");
            (part.name().expect("a name").into_owned(), held)
        })
        .collect()
}

fn cells(bytes: &[u8]) -> BTreeMap<(u32, u32), String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    let (top, left) = range.start().expect("a first cell");
    let name = |(row, column, cell): (usize, usize, &calamine::Data)| {
        ((top + u32::try_from(row).expect("small"), left + u32::try_from(column).expect("small")), cell.to_string())
    };
    range.used_cells().map(name).collect()
}

/// Cells that the copy holds and the form does not.
fn added(form: &[u8], copy: &[u8]) -> Vec<((u32, u32), String)> {
    let before = cells(form);
    for (place, words) in &before {
        assert_eq!(cells(copy).get(place), Some(words), "{place:?} was changed");
    }
    cells(copy).into_iter().filter(|(place, _)| !before.contains_key(place)).collect()
}

/// The style number of each cell of the first sheet.
fn looks(bytes: &[u8]) -> BTreeMap<String, String> {
    let sheet = String::from_utf8(parts(bytes)["xl/worksheets/sheet1.xml"].clone()).expect("UTF-8");
    let cell = regex::Regex::new(r#"<c r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?"#).expect("a pattern");
    let look = |found: regex::Captures<'_>| {
        (found[1].to_owned(), found.get(2).map_or(String::new(), |style| style.as_str().to_owned()))
    };
    cell.captures_iter(&sheet).map(look).collect()
}

#[test]
fn rows_that_papers_carry_are_answered_and_the_places_stand_beside_them() {
    let form = form(true);
    let (_dir, copy) = filled(&form);
    let found = added(&form, &copy);
    let expected = [
        ((3, 3), "はい"),
        ((3, 5), "記入案の根拠: 規程.txt 第1条"),
        ((5, 3), "はい"),
        ((5, 5), "記入案の根拠: 規程.txt 第2条"),
    ];
    assert_eq!(found, expected.map(|(place, words)| (place, words.to_owned())));
}

#[test]
fn a_form_without_remarks_gets_answers_alone_and_the_list_tells_the_places() {
    let form = form(false);
    let (dir, copy) = filled(&form);
    let places: Vec<(u32, u32)> = added(&form, &copy).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places, [(3, 3), (5, 3)]);
    let mut list =
        Xlsx::new(Cursor::new(fs::read(dir.path().join("out/記入案の一覧.xlsx")).expect("a list"))).expect("a book");
    let rows = list.worksheet_range("記入案").expect("a sheet");
    let told: Vec<String> = rows.rows().skip(1).map(|row| format!("{} {} {}", row[2], row[4], row[5])).collect();
    assert_eq!(told.len(), 4);
    for (row, words) in [
        (0, "A-1 ○ はい と記入 規程.txt 第1条"),
        (1, "A-2 × 記入せず 復元テスト: 宙に浮いた責任"),
        (2, "A-3 ○ はい と記入 規程.txt 第2条"),
        (3, "A-4 － 記入済み 「いいえ」とあるため、変えません。"),
    ] {
        assert_eq!(told[row], words);
    }
}

#[test]
fn nothing_but_the_filled_cells_is_another() {
    let form = form(true);
    let (_dir, copy) = filled(&form);
    let (before, after) = (parts(&form), parts(&copy));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, bytes) in &before {
        assert_eq!(*bytes == after[name], name != "xl/worksheets/sheet1.xml", "{name}");
    }
    // take the new cells out again, and the sheet is the old one
    let text = |parts: &BTreeMap<String, Vec<u8>>| {
        String::from_utf8(parts["xl/worksheets/sheet1.xml"].clone()).expect("UTF-8")
    };
    let new = regex::Regex::new(r#"<c r="([A-Z]+[0-9]+)"( s="[0-9]+")? t="inlineStr">.*?</c>"#).expect("a pattern");
    let undone = new
        .replace_all(&text(&after), |found: &regex::Captures<'_>| match found.get(2) {
            Some(style) => format!("<c r=\"{}\"{}/>", &found[1], style.as_str()),
            None => String::new(),
        })
        .into_owned();
    assert_eq!(undone, text(&before));
    let (old, new) = (looks(&form), looks(&copy));
    assert!(old.iter().all(|(cell, look)| new.get(cell) == Some(look)));
}

#[test]
fn the_copy_is_read_as_the_same_form_and_a_second_run_changes_nothing() {
    let form = form(true);
    let (dir, copy) = filled(&form);
    fs::write(dir.path().join("case/確認表.xlsx"), &copy).expect("writes");
    let output = hazama(dir.path(), &["read", "case/確認表.xlsx", "--json", "-"]);
    let paper: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(paper["kind"], "role-table");
    let answers: Vec<&str> =
        paper["rows"].as_array().expect("rows").iter().filter_map(|row| row["answer"].as_str()).collect();
    assert_eq!(answers, ["yes", "blank", "yes", "no"]);
    let again = hazama(dir.path(), &["fill", "case", "--out", "again", "--progress", "none"]);
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
    assert!(!dir.path().join("again/確認表_記入案.xlsx").exists(), "nothing is left to fill in");
}

#[test]
fn libreoffice_keeps_the_look_of_every_cell() {
    let form = form(true);
    let (dir, copy) = filled(&form);
    fs::write(dir.path().join("before.xlsx"), &form).expect("writes");
    fs::write(dir.path().join("after.xlsx"), &copy).expect("writes");
    let open = |name: &str| office(dir.path(), &dir.path().join(name), "fods", "fods");
    let (Some(before), Some(after)) = (open("before.xlsx"), open("after.xlsx")) else { return };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (before, after) = (text(before), text(after));
    // the styles that LibreOffice found, whatever it calls them: fonts, colours and borders, and the heights of rows
    let pattern = regex::Regex::new(
        r#"(?:fo:background-color|style:font-name|fo:font-weight|fo:border|style:row-height|style:column-width)="[^"]*""#,
    )
    .expect("a pattern");
    let styles = |text: &str| -> Vec<String> {
        let mut found: Vec<String> = pattern.find_iter(text).map(|found| found.as_str().to_owned()).collect();
        found.sort();
        found.dedup();
        found
    };
    assert!(styles(&before).iter().any(|style| style.contains("#fff2cc")), "{:?}", styles(&before));
    assert_eq!(styles(&before), styles(&after));
    assert!(after.contains("記入案の根拠: 規程.txt 第1条") && !before.contains("記入案の根拠"));
}

/// A role table whose answers are printed: rows of number, text and the cells of the answer, under these headings.
fn printed(heads: &[&str], rows: &[(&str, &str, &[&str])]) -> Vec<u8> {
    let mut book = Workbook::new();
    let look = Format::new().set_border(FormatBorder::Thin).set_bold().set_background_color(Color::RGB(0x00FF_F2CC));
    let red = Format::new().set_font_color(Color::Red);
    let sheet = book.add_worksheet();
    sheet.set_name("確認表").expect("a name");
    sheet.write(0, 0, "医療情報システムの契約における当事者間の役割分担等に関する確認表").expect("a title");
    for (at, head) in (0..).zip(["項番", "内容"].iter().chain(heads).chain(&["備考"])) {
        sheet.write(2, at, *head).expect("a head");
    }
    for (row, (number, text, answers)) in (3..).zip(rows) {
        sheet.write(row, 0, *number).expect("a number");
        sheet.write(row, 1, *text).expect("words");
        for (column, answer) in (2..).zip(*answers) {
            // a box in another colour than the word beside it, as people make them
            match answer.strip_prefix("赤") {
                Some(words) => {
                    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
                    sheet.write_rich_string_with_format(row, column, &[(&red, first), (&look, rest)], &look)
                }
                None => sheet.write_with_format(row, column, *answer, &look),
            }
            .expect("an answer");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

const TAKE: &str = "データのバックアップを取得する者を決めているか。";
const REVIEW: &str = "アクセスログを定期的に点検する者を決めているか。";
const TEST: &str = "バックアップからの復元テストを行う者を決めているか。";

/// What is read in the copy: the answers, row by row.
fn answers(dir: &Path) -> Vec<String> {
    let output = hazama(dir, &["read", "out/確認表_記入案.xlsx", "--json", "-"]);
    let paper: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    paper["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["answer"].as_str().expect("a word").to_owned())
        .collect()
}

#[test]
fn boxes_beside_words_are_filled_and_all_else_in_the_cell_stays() {
    let form = printed(
        &["初回確認"],
        &[
            ("A-1", TAKE, &["□はい　□いいえ"]),
            ("A-2", TEST, &["□はい　□いいえ"]),
            ("A-3", REVIEW, &["赤□ いいえ　□ はい"]),
            ("A-4", REVIEW, &["□はい　☑いいえ"]),
        ],
    );
    let (dir, copy) = filled(&form);
    let changed: Vec<((u32, u32), String)> = {
        let before = cells(&form);
        cells(&copy).into_iter().filter(|(place, words)| before.get(place) != Some(words)).collect()
    };
    // the mark of the form itself, and not of the cells that share their words with the one that is filled in
    let expected = [
        ((3, 2), "☑はい　□いいえ"),
        ((3, 3), "記入案の根拠: 規程.txt 第1条"),
        ((5, 2), "□ いいえ　☑ はい"),
        ((5, 3), "記入案の根拠: 規程.txt 第2条"),
    ];
    assert_eq!(changed, expected.map(|(place, words)| (place, words.to_owned())));
    assert_eq!(answers(dir.path()), ["yes", "blank", "yes", "no"]);
    let (before, after) = (parts(&form), parts(&copy));
    for (name, bytes) in &before {
        assert_eq!(*bytes == after[name], name != "xl/worksheets/sheet1.xml", "{name}");
    }
    let (old, new) = (looks(&form), looks(&copy));
    assert!(old.iter().all(|(cell, look)| new.get(cell) == Some(look)));
    let sheet = String::from_utf8(after["xl/worksheets/sheet1.xml"].clone()).expect("UTF-8");
    assert!(sheet.contains("FFFF0000") && sheet.contains("<r><rPr>"), "the runs of the cell stay: {sheet}");
}

#[test]
fn a_box_in_the_column_of_yes_is_filled_with_a_mark_that_every_font_has() {
    let form = printed(
        &["はい", "いいえ"],
        &[("A-1", TAKE, &["□", "□"]), ("A-2", TEST, &["□", "□"]), ("A-3", REVIEW, &["□はい", "□いいえ"])],
    );
    let (dir, copy) = filled(&form);
    let found = cells(&copy);
    let words: Vec<&str> = [(3, 2), (3, 3), (4, 2), (5, 2), (5, 3)].iter().map(|place| found[place].as_str()).collect();
    assert_eq!(words, ["■", "□", "□", "■はい", "□いいえ"]);
    assert_eq!(answers(dir.path()), ["yes", "blank", "yes"]);
}

#[test]
fn a_ring_is_not_drawn_and_the_list_says_so() {
    let form = printed(&["初回確認"], &[("A-1", TAKE, &["はい・いいえ"]), ("A-2", REVIEW, &["□□"])]);
    let dir = folder(&[("case/規程.txt", RULES.as_bytes()), ("case/確認表.xlsx", &form)]);
    let output = hazama(dir.path(), &["fill", "case", "--out", "out", "--as-of", "2026-11-22", "--progress", "none"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("「はい」と記入 0 行") && said.contains("手で記入 2 行"), "{said}");
    assert!(!dir.path().join("out/確認表_記入案.xlsx").exists(), "nothing could be filled in");
    let list = fs::read(dir.path().join("out/記入案の一覧.xlsx")).expect("a list");
    let told = Xlsx::new(Cursor::new(list)).expect("a book").worksheet_range("記入案").expect("a sheet");
    let told: Vec<String> = told.rows().skip(1).map(|row| format!("{} {}", row[4], row[5])).collect();
    let expected = [
        "△ 手で記入 「はい」を丸で囲む様式です。丸の図形は描いていないので、手で囲んでください。根拠: 規程.txt 第1条",
        "△ 手で記入 どの□が「はい」か分からないため、手で記入してください。根拠: 規程.txt 第2条",
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_cannot_be_filled_in_is_told() {
    let dir = folder(&[("case/規程.txt", RULES.as_bytes())]);
    let output = hazama(dir.path(), &["fill", "case", "--as-of", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("case: 役割分担確認表がありません。記入する様式(xlsx)を"), "{said}");
    assert!(!Path::new(dir.path()).join("hazama-report").exists());
}
