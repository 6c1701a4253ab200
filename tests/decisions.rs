//! What people write into the workbook comes back: written, edited at random as a person does, read again.

mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use common::{folder, hazama};
use hazama::catalogue::Catalogue;
use hazama::model::{Cell, Content, Date, Entered, Grid, Kind, Lang, Paper, Plan, Report, Source, Standing, Value};
use hazama::report::tables::Tables;
use hazama::text::english;
use hazama::{read, report, review};
use proptest::prelude::*;

const RULE: &str = "みほん病院 医療情報システム運用管理規程\n(バックアップ)\n第1条 システム管理者は、毎日バックアップを取得する。\n(保守)\n第2条 保守業者は、サーバにセキュリティパッチを適用しなければならない。\n";
const CONTRACT: &str = "電子カルテ保守委託契約書\nみほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は、次のとおり契約を締結する。\n第1条 乙は、障害の原因を調べ、復旧する。\n第2条 ログの点検の方法は、甲乙協議のうえ定める。\n";

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::builtin);

fn judged(rule: &str) -> Report {
    let paper = |path: &str, text: &str| Paper { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    let plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
    hazama::check(&[paper("規程.txt", rule), paper("契約書.txt", CONTRACT)], &CATALOGUE, &plan).expect("papers")
}

/// The workbook of a report, opened again.
fn opened(report: &Report) -> Source {
    opened_in(report, Lang::Ja)
}

fn book_in(report: &Report, lang: Lang) -> Vec<u8> {
    let tables = Tables::new(report, &CATALOGUE);
    let book = match lang {
        Lang::Ja => report::xlsx::workbook(&tables),
        Lang::En => report::xlsx::workbook_en(&tables),
    };
    book.expect("a workbook")
}

fn opened_in(report: &Report, lang: Lang) -> Source {
    let bytes = book_in(report, lang);
    read::source(&Paper { path: "gaps.xlsx".to_owned(), bytes })
}

fn gaps(source: &mut Source) -> &mut Grid {
    let Content::Book(grids) = &mut source.content else { panic!("a workbook") };
    grids.iter_mut().find(|grid| grid.name == review::SHEET).expect("the sheet of gaps")
}

fn column(grid: &Grid, heading: &str) -> u32 {
    let heading = heading.replace('\n', "");
    let is_it = |text: &str| text == heading || Some(text) == english::heading(&heading);
    let found = grid.cells.iter().find(|((row, _), cell)| *row == 0 && is_it(&cell.text));
    found.map(|((_, column), _)| *column).unwrap_or_else(|| panic!("{heading}"))
}

fn write(grid: &mut Grid, row: u32, heading: &str, words: &str) {
    let at = column(grid, heading);
    grid.cells.insert((row, at), Cell::words(words));
}

/// The sheet with its rows in another order; those that `order` leaves out are gone.
fn sorted(grid: &mut Grid, order: &[u32]) {
    let cells = std::mem::take(&mut grid.cells);
    for ((row, column), cell) in cells {
        match order.iter().position(|old| *old == row) {
            _ if row == 0 => drop(grid.cells.insert((0, column), cell)),
            Some(at) => drop(grid.cells.insert((at as u32 + 1, column), cell)),
            None => {}
        }
    }
}

/// The sheet with an empty column put in before one of its columns.
fn widened(grid: &mut Grid, before: u32, heading: &str) {
    let cells = std::mem::take(&mut grid.cells);
    grid.cells = cells.into_iter().map(|((row, at), cell)| ((row, at + u32::from(at >= before)), cell)).collect();
    grid.cells.insert((0, before), Cell::words(heading));
}

fn written(source: &Source) -> BTreeSet<String> {
    let decisions = review::read(source).expect("the sheet of gaps");
    let entries = decisions.iter().flat_map(|decision| &decision.entries);
    entries.map(|(heading, entered)| format!("{heading}={}", entered.words())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_entry_is_lost_whatever_people_do_to_the_sheet(
        entries in proptest::collection::vec((1u32..40, 0usize..7, "[ぁ-ん一-龠0-9=+]{1,8}"), 1..12),
        shuffle in any::<u64>(),
        before in 0u32..18,
        gone in proptest::collection::btree_set(1u32..40, 0..6),
        spoilt in proptest::option::of(1u32..40),
        langs in proptest::array::uniform2(proptest::sample::select(vec![Lang::Ja, Lang::En])),
    ) {
        let report = judged(RULE);
        let mut source = opened_in(&report, langs[0]);
        let grid = gaps(&mut source);
        let last = grid.rows().into_iter().max().unwrap_or(0);
        prop_assume!(last >= 40);
        widened(grid, before, "部長確認");
        let headings = ["対応方針", "担当", "期限", "完了日", "メモ", "判断", "部長確認"];
        for (row, heading, words) in &entries {
            write(grid, *row, headings[*heading], words);
        }
        if let Some(row) = spoilt {
            write(grid, row, "ID", "?");
        }
        // rows in which nobody has written may be deleted, the others sorted in any way
        let holds = |row: &u32| entries.iter().any(|(of, ..)| of == row);
        let mut order: Vec<u32> = (1..=last).filter(|row| holds(row) || !gone.contains(row)).collect();
        order.sort_by_key(|row| (u64::from(*row) + 1).wrapping_mul(shuffle | 1));
        sorted(grid, &order);

        let before = written(&source);
        prop_assert!(!before.is_empty());
        let mut next = judged(RULE);
        next.decisions = review::review(review::read(&source).expect("decisions"), &next);
        let again = opened_in(&next, langs[1]);
        prop_assert_eq!(&written(&again), &before);
        // and once more, so that a second run finds the same
        let mut third = judged(RULE);
        third.decisions = review::review(review::read(&again).expect("decisions"), &third);
        // words of ours beside entries that match no gap any more stay in the language in which they were last read
        match langs[0] == langs[1] {
            true => prop_assert!(book_in(&next, langs[0]) == book_in(&third, langs[0])),
            false => prop_assert_eq!(&written(&opened_in(&third, langs[0])), &before),
        }
    }
}

#[test]
fn a_decision_lapses_when_the_words_on_either_side_change() {
    let report = judged(RULE);
    let mut source = opened(&report);
    let grid = gaps(&mut source);
    let row = row_of(grid, "vul.server");
    write(grid, row, "メモ", "来月の改定で定める");
    let standing =
        |report: &Report, source: &Source| review::review(review::read(source).expect("decisions"), report)[0].standing;
    assert_eq!(standing(&report, &source), Standing::Stands);
    let mut changed = judged(&RULE.replace("セキュリティパッチを適用", "OSの更新プログラムを毎月適用"));
    assert_eq!(standing(&changed, &source), Standing::Moved);

    // it stays so in the next workbook, until a person empties the cell that says so
    changed.decisions = review::review(review::read(&source).expect("decisions"), &changed);
    let mut next = opened(&changed);
    assert_eq!(standing(&changed, &next), Standing::Moved);
    let row = row_of(gaps(&mut next), "vul.server");
    let at = column(gaps(&mut next), review::STANDING);
    gaps(&mut next).cells.remove(&(row, at));
    assert_eq!(standing(&changed, &next), Standing::Stands);

    // words that say who does it settle the matter
    let settled = judged(&RULE.replace("保守業者は、サーバ", "システム管理者は、サーバ"));
    assert_eq!(standing(&settled, &source), Standing::Settled);
}

fn row_of(grid: &Grid, duty: &str) -> u32 {
    let id = column(grid, review::ID);
    let found = grid.cells.iter().find(|((_, column), cell)| *column == id && cell.text.starts_with(duty));
    found.map(|((row, _), _)| *row).unwrap_or_else(|| panic!("{duty}"))
}

#[test]
fn an_accepted_risk_needs_reason_owner_and_last_day() {
    let report = judged(RULE);
    for (owner, note, until, wanted) in [
        ("山田", "代わりの手順がある", Some("2027-03-31"), Standing::Accepted),
        ("山田", "代わりの手順がある", Some("2026-11-22"), Standing::Accepted),
        ("山田", "代わりの手順がある", Some("2026-11-21"), Standing::Lapsed),
        ("山田", "代わりの手順がある", Some("令和9年3月31日"), Standing::Accepted),
        ("山田", "代わりの手順がある", Some("年度末"), Standing::Incomplete),
        ("山田", "代わりの手順がある", None, Standing::Incomplete),
        ("", "代わりの手順がある", Some("2027-03-31"), Standing::Incomplete),
        ("山田", "", Some("2027-03-31"), Standing::Incomplete),
    ] {
        for (heading, choice) in [("対応方針", "受容する(理由をメモ)"), ("判断", "受容")] {
            let mut source = opened(&report);
            let grid = gaps(&mut source);
            write(grid, 3, heading, choice);
            for (heading, words) in [("担当", owner), ("メモ", note), ("期限", until.unwrap_or_default())] {
                if !words.is_empty() {
                    write(grid, 3, heading, words);
                }
            }
            let reviewed = review::review(review::read(&source).expect("decisions"), &report);
            assert_eq!(
                (reviewed.len(), reviewed[0].standing),
                (1, wanted),
                "{heading} {owner} {note} {until:?}: {}",
                reviewed[0].why
            );
        }
    }
}

#[test]
fn a_choice_of_the_english_workbook_is_that_of_the_japanese_one() {
    let report = judged(RULE);
    let mut source = opened_in(&report, Lang::En);
    let grid = gaps(&mut source);
    assert!(grid.cells.values().any(|cell| cell.text.contains("handed over, not taken up")));
    for (heading, words) in
        [("対応方針", "accept the risk (reason in the note)"), ("担当", "vendor"), ("判断", "accept the risk")]
    {
        write(grid, 3, heading, words);
    }
    // what people wrote themselves stays, whatever it says
    let wanted = ["対応方針=受容する(理由をメモ)", "判断=受容", "担当=vendor"];
    assert_eq!(written(&source), BTreeSet::from(wanted.map(str::to_owned)));
    let reviewed = review::review(review::read(&source).expect("decisions"), &report);
    assert_eq!(reviewed[0].standing, Standing::Incomplete);
}

#[test]
fn a_day_stays_a_day() {
    let report = judged(RULE);
    let mut source = opened(&report);
    let grid = gaps(&mut source);
    let (at, day) = (column(grid, "期限"), Date { year: 2027, month: 1, day: 31 });
    grid.cells.insert((1, at), Cell { value: Value::Date(day), text: "2027/1/31".to_owned(), ..Cell::default() });
    let mut next = judged(RULE);
    next.decisions = review::review(review::read(&source).expect("decisions"), &next);
    let again = review::read(&opened(&next)).expect("decisions");
    assert_eq!(again[0].entries, [("期限".to_owned(), Entered::Day(day))]);
}

#[test]
fn an_answer_that_turns_moves_the_ground_though_its_words_stay() {
    const FORM: &str = "製造業者による医療情報セキュリティ開示書\nMDS Ver.5.0\n製品名称,みほん\n番号,質問,はい,いいえ,対象外,備考番号\n1,時刻を標準時刻に合わせられるか。,○,,,\n";
    let judged = |form: &str| {
        let plan = judged(RULE).plan;
        let papers = [("契約書.txt", CONTRACT), ("MDS.csv", form)];
        let papers = papers.map(|(path, text)| Paper { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
        hazama::check(&papers, &CATALOGUE, &plan).expect("papers")
    };
    let (yes, no) = (judged(FORM), judged(&FORM.replace("○,,,", ",○,,")));
    let mut source = opened(&yes);
    let grid = gaps(&mut source);
    let row = row_of(grid, "log.clock");
    write(grid, row, "メモ", "時計は合っている");
    let standing = |report: &Report| review::review(review::read(&source).expect("decisions"), report)[0].standing;
    assert_eq!((standing(&yes), standing(&no)), (Standing::Stands, Standing::Moved));
}

#[test]
fn a_column_that_is_gone_confirms_nothing_and_a_copied_sheet_is_read() {
    let report = judged(RULE);
    let mut source = opened(&report);
    let row = row_of(gaps(&mut source), "vul.server");
    write(gaps(&mut source), row, "メモ", "来月");
    let mut changed = judged(&RULE.replace("セキュリティパッチを適用", "OSの更新プログラムを毎月適用"));
    changed.decisions = review::review(review::read(&source).expect("decisions"), &changed);
    let mut next = opened(&changed);
    let grid = gaps(&mut next);
    let at = column(grid, review::STANDING);
    grid.cells.retain(|(_, column), _| *column != at);
    assert_eq!(review::review(review::read(&next).expect("decisions"), &changed)[0].standing, Standing::Moved);

    // split by department: the copy has the entries
    let mut source = opened(&report);
    let mut copy = gaps(&mut source).clone();
    copy.name = "検査科分".to_owned();
    write(&mut copy, row, "対応\n方針", "受容");
    let Content::Book(grids) = &mut source.content else { panic!("a workbook") };
    grids.push(copy);
    assert_eq!(written(&source), BTreeSet::from(["対応方針=受容".to_owned()]));
}

#[test]
fn a_workbook_that_people_have_touched_is_never_written_over() {
    let folder = folder(&[("case/契約書.txt", CONTRACT.as_bytes())]);
    let (case, out) = (folder.path().join("case"), folder.path().join("out"));
    let run = |day: &str| {
        let said = hazama(folder.path(), &["check", "case", "--out", "out", "--as-of", day]);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let mut names: Vec<String> = std::fs::read_dir(&out)
            .expect("outputs")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".xlsx"))
            .collect();
        names.sort();
        (names.join(" "), String::from_utf8_lossy(&said.stderr).into_owned())
    };
    // day after day nobody writes anything: one workbook
    assert_eq!(run("2026-11-22").0, "gaps.xlsx");
    assert_eq!(run("2026-11-23").0, "gaps.xlsx");
    // no workbook any more, but perhaps somebody's work
    std::fs::write(out.join("gaps.xlsx"), "half a workbook").expect("a file");
    let (names, said) = run("2026-11-24");
    assert_eq!(names, "gaps-2.xlsx gaps.xlsx");
    assert!(said.contains("記入は引き継いでいません"), "{said}");
    assert_eq!(std::fs::read(out.join("gaps.xlsx")).expect("a file"), b"half a workbook");
    // the older one is put away: the newer one is still known
    std::fs::remove_file(out.join("gaps.xlsx")).expect("a file");
    assert_eq!(run("2026-11-25").0, "gaps-2.xlsx");
    // whatever its name, it is no evidence
    std::fs::copy(out.join("gaps-2.xlsx"), case.join("一覧_記入済.xlsx")).expect("a copy");
    run("2026-11-25");
    let report = std::fs::read_to_string(out.join("report.json")).expect("the report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let kinds: Vec<&str> =
        report["documents"].as_array().expect("papers").iter().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "decisions").count(), 1, "{kinds:?}");
}

#[test]
fn a_file_without_the_sheet_is_refused() {
    let folder = folder(&[("case/契約書.txt", CONTRACT.as_bytes()), ("memo.txt", "対応方針".as_bytes())]);
    for (file, says) in [("memo.txt", "ブックとして読めません"), ("none.xlsx", "none.xlsx")] {
        let said = hazama(folder.path(), &["check", "case", "--decisions", file, "--out", "out"]);
        let words = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(2), "{words}");
        assert!(words.contains(says), "{words}");
    }
}

#[test]
fn an_english_workbook_whose_sheet_has_another_name_is_no_paper() {
    let report = judged(RULE);
    for lang in Lang::ALL {
        let mut source = opened_in(&report, lang);
        gaps(&mut source).name = "To do".to_owned();
        let plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
        assert_eq!(hazama::claims::understand(&source, &CATALOGUE, &plan).kind, Kind::Decisions, "{lang:?}");
    }
}

#[test]
fn a_paper_that_only_bears_such_a_name_stays_a_paper() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, words) in
        ["情報システム運用管理規程", "第1条 システム管理者は、毎日バックアップを取得する。"].into_iter().enumerate()
    {
        sheet.write(u32::try_from(row).expect("few"), 0, words).expect("writes");
    }
    let book = book.save_to_buffer().expect("a workbook");
    let folder = folder(&[("case/契約書.txt", CONTRACT.as_bytes()), ("case/gaps_rules.xlsx", &book)]);
    let said = hazama(folder.path(), &["check", "case", "--json", "-"]);
    let report: serde_json::Value = serde_json::from_slice(&said.stdout).expect("JSON");
    let papers = report["documents"].as_array().expect("papers");
    assert!(papers.iter().any(|one| one["path"] == "gaps_rules.xlsx" && one["kind"] != "decisions"), "{papers:?}");
}
