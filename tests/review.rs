//! This year against last year: what must change nothing, what must change exactly one thing, and the command itself.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use common::{folder, hazama};
use hazama::case::KeptDecision;
use hazama::catalogue::Catalogue;
use hazama::model::{
    Change, Comparison, Content, Correction, Date, Decision, DutyId, Effect, Entered, Guideline, Paper, Party, Plan,
    Report, Ruling, Sort, State,
};
use hazama::report::tables::Tables;
use hazama::review::{self, Past};
use hazama::{case, read, report};
use proptest::prelude::*;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::builtin);

const RULES: &str = "みほん病院 医療情報システム運用管理規程\n(バックアップ)\n第1条 保守業者は、診療データのバックアップを毎日取得しなければならない。\n(点検)\n第2条 システム管理者は、アクセスログを毎月1回点検する。\n";

/// Articles of a contract, each with the one duty that it puts on the vendor.
const ARTICLES: [(&str, &str); 12] = [
    ("乙は、診療データのバックアップを毎日取得する。", "bck.take"),
    ("乙は、年1回、バックアップからの復元テストを実施する。", "bck.test"),
    ("乙は、診療データが失われたときは、バックアップから診療データを復元する。", "bck.restore"),
    ("乙は、サーバに修正プログラムを毎月適用する。", "vul.server"),
    ("乙は、VPN装置のファームウェアを更新する。", "vul.network"),
    ("乙は、サーバのウイルス定義ファイルを毎日更新する。", "vul.malware"),
    ("乙は、利用者の操作ログを自動で取得する。", "log.record"),
    ("乙は、サーバの時刻を標準時刻に同期する。", "log.clock"),
    ("乙は、サーバの稼働状況を24時間監視する。", "sla.monitor"),
    ("乙は、契約終了時に診療データを標準形式で甲に返還する。", "end.return"),
    ("乙は、情報機器の台帳を作成する。", "ast.inventory"),
    ("乙は、ファイアウォールの設定を管理する。", "net.boundary"),
];

fn contract(articles: &[&str]) -> String {
    let mut text = "予約管理システム保守契約書\n\nみほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は、次のとおり契約を締結する。\n\n".to_owned();
    for (number, article) in (1..).zip(articles) {
        text += &format!("第{number}条(実施)\n{article}\n");
    }
    text
}

fn all() -> Vec<&'static str> {
    ARTICLES.iter().map(|(article, _)| *article).collect()
}

fn judged(papers: &[(&str, &[u8])]) -> Report {
    let papers: Vec<Paper> =
        papers.iter().map(|(path, bytes)| Paper { path: (*path).to_owned(), bytes: bytes.to_vec() }).collect();
    hazama::check(&papers, &CATALOGUE, &Plan::bare(Date { year: 2026, month: 11, day: 22 })).expect("papers")
}

/// A case of these papers, each with its path.
fn texts(papers: &[(&str, &str)]) -> Report {
    let papers: Vec<(&str, &[u8])> = papers.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    judged(&papers)
}

fn against(then: Report, mut now: Report) -> Report {
    review::annual(&mut now, &Past::of_folder("昨年", then, Guideline::V7_0), &CATALOGUE);
    now
}

fn compared(report: &Report) -> &Comparison {
    report.comparison.as_ref().expect("a comparison")
}

fn told(report: &Report) -> Vec<String> {
    let found = compared(report);
    let changes = found.changes.iter().map(|one| format!("{} {}: {}", one.sort.id(), one.effect.id(), one.summary));
    let shifts = found.shifts.iter().map(|one| format!("{}@{}: {}", one.duty, one.system, one.why));
    changes.chain(shifts).collect()
}

fn findings(report: &Report) -> usize {
    report.findings.iter().filter(|finding| finding.rule == "changed-since-review").count()
}

/// Nothing that is said of any duty has changed.
fn assert_no_meaning(report: &Report, of: &str) {
    assert!(!compared(report).has_meaning() && findings(report) == 0, "{of}: {:#?}", told(report));
}

/// Case folders of the samples and of the bench, judged.
fn cases() -> Vec<(String, Report)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = ["samples", "tests/bench/cases", "samples/annual-review"]
        .iter()
        .flat_map(|dir| fs::read_dir(root.join(dir)).expect("folders").map(|entry| entry.expect("an entry").path()))
        .filter(|path| path.is_dir())
        .filter(|path| !["texts", "generate", "pack-group", "annual-review"].iter().any(|name| path.ends_with(name)))
        .collect();
    folders.sort();
    let day = Date { year: 2026, month: 11, day: 22 };
    let open = |path: PathBuf| {
        let choices = case::Choices { today: day, as_of: None, guideline: None, out: PathBuf::from("hazama-report") };
        let case = case::open(&path, &choices).unwrap_or_else(|faults| panic!("{}: {faults:?}", path.display()));
        (path.display().to_string(), hazama::check(&case.papers, &CATALOGUE, &case.plan).expect("papers"))
    };
    folders.into_iter().map(open).collect()
}

#[test]
fn a_case_against_itself_shows_nothing() {
    let cases = cases();
    assert!(cases.len() > 8, "{}", cases.len());
    for (name, report) in cases {
        let json = report::json::report(&report, &CATALOGUE);
        let book = report::xlsx::workbook(&Tables::new(&report, &CATALOGUE)).expect("a workbook");
        let source = read::source(&Paper { path: "gaps.xlsx".to_owned(), bytes: book });
        let pasts = [
            Past::of_folder(&name, report.clone(), report.plan.guideline),
            Past::of_json(&name, json.as_bytes()).expect("a report"),
            Past::of_workbook(&name, &source, &CATALOGUE).expect("a workbook"),
        ];
        for past in pasts {
            let mut now = report.clone();
            review::annual(&mut now, &past, &CATALOGUE);
            assert!(compared(&now).is_still(), "{name} {:?}: {:#?}", past.last.kept, told(&now));
            assert_eq!(findings(&now), 0, "{name}");
            assert_eq!(now.plan.workflow.id(), "annual-review");
            let papers = past.report.documents.iter().filter(|paper| paper.kind.id() != "decisions").count();
            assert_eq!(compared(&now).pairs.len(), papers, "{name}: a paper is without its pair");
        }
    }
}

#[test]
fn a_paper_reissued_in_another_format_changes_no_meaning() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/review");
    let of = |format: &str| {
        let read = |name: &str| fs::read(folder.join(format!("{name}.{format}"))).expect("a paper");
        let (contract, rules) = (read("contract"), read("rules"));
        judged(&[
            (&format!("{format}/契約書.{format}"), contract.as_slice()),
            (&format!("{format}/規程.{format}"), rules.as_slice()),
        ])
    };
    let formats = ["docx", "pdf", "txt", "html"];
    for then in formats {
        for now in formats.into_iter().filter(|now| *now != then) {
            let report = against(of(then), of(now));
            let name = format!("{then} to {now}");
            assert_no_meaning(&report, &name);
            let found = compared(&report);
            let reissued = found.changes.iter().filter(|change| change.sort == Sort::PaperReissued).count();
            assert_eq!((reissued, found.pairs.len()), (2, 2), "{name}: {:#?}", told(&report));
            // what else a format changes is a line or two beside the articles
            assert!(found.changes.len() <= 5, "{name}: {:#?}", told(&report));
        }
    }
}

#[test]
fn names_order_numbers_and_spelling_change_no_meaning() {
    let text = contract(&all());
    let base = || texts(&[("契約書.txt", &text), ("規程.txt", RULES)]);
    assert!(base().verdicts.iter().any(|verdict| verdict.state == State::Agreed));
    let mut turned = all();
    turned.rotate_left(5);
    let mut longer = vec![
        "甲は、乙に対し、委託料として月額12万円を翌月末日までに支払う。",
        "乙の車両は、甲の指定する駐車場に停める。",
    ];
    longer.extend(all());
    let retyped = text
        .replace("サーバ", "サーバー")
        .replace("バックアップ", "ﾊﾞｯｸｱｯﾌﾟ")
        .replace('1', "１")
        .replace('2', "２")
        .replace("VPN", "ＶＰＮ")
        .replace('、', "，");
    let cases = [
        ("renamed", vec![("a/新しい契約.txt", text.clone()), ("z/院内規程_R8.txt", RULES.to_owned())]),
        ("articles in another order", vec![("契約書.txt", contract(&turned)), ("規程.txt", RULES.to_owned())]),
        ("articles put in before", vec![("契約書.txt", contract(&longer)), ("規程.txt", RULES.to_owned())]),
        ("retyped", vec![("契約書.txt", retyped), ("規程.txt", RULES.to_owned())]),
    ];
    for (name, papers) in cases {
        let papers: Vec<(&str, &str)> = papers.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_no_meaning(&against(base(), texts(&papers)), name);
        assert_no_meaning(&against(texts(&papers), base()), name);
    }
    // the order in which papers come in never counts
    let turned = against(base(), texts(&[("規程.txt", RULES), ("契約書.txt", &text)]));
    assert!(compared(&turned).is_still(), "{:#?}", told(&turned));
    // a sentence of no duty that is put in before is one change without effect
    let longer = against(base(), texts(&[("契約書.txt", &contract(&longer)), ("規程.txt", RULES)]));
    let sorts: Vec<Sort> = compared(&longer).changes.iter().map(|change| change.sort).collect();
    assert_eq!(sorts, [Sort::ArticleAdded, Sort::ArticleAdded], "{:#?}", told(&longer));
}

#[test]
fn one_sentence_dropped_is_exactly_its_duty() {
    let base = || texts(&[("契約書.txt", &contract(&all())), ("規程.txt", RULES)]);
    for (at, (article, duty)) in ARTICLES.iter().enumerate() {
        let mut fewer = all();
        fewer.remove(at);
        let report = against(base(), texts(&[("契約書.txt", &contract(&fewer)), ("規程.txt", RULES)]));
        let found = compared(&report);
        let moved: Vec<&str> = found.shifts.iter().map(|shift| shift.duty.as_str()).collect();
        assert_eq!(moved, [*duty], "{article}: {:#?}", told(&report));
        assert!(found.shifts[0].dropped && found.shifts[0].effect == Effect::Worse, "{article}");
        assert!(found.shifts[0].why.contains(article), "{}", found.shifts[0].why);
        let [change] = found.changes.as_slice() else { panic!("{article}: {:#?}", told(&report)) };
        assert_eq!((change.sort, change.effect), (Sort::ArticleDropped, Effect::Worse));
        assert_eq!(change.then.as_ref().map(|said| said.words.as_str()), Some(*article));
        assert_eq!(findings(&report), 1, "{article}");
        // it heads every output
        let tables = Tables::new(&report, &CATALOGUE);
        let first = report::terminal::summary(&tables, 100, false, hazama::model::Lang::Ja);
        assert!(first.starts_with("■ 契約から落ちた義務: "), "{first}");
        // the other way round it is better, and nobody is alarmed
        let better = against(texts(&[("契約書.txt", &contract(&fewer)), ("規程.txt", RULES)]), base());
        let [shift] = compared(&better).shifts.as_slice() else { panic!("{article}: {:#?}", told(&better)) };
        assert_eq!((shift.effect, shift.dropped, findings(&better)), (Effect::Better, false, 0), "{article}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever articles both years have, in whatever order: what left is worse, what came is better, and nothing else moved.
    #[test]
    fn what_left_is_worse_and_what_came_is_better(
        old in proptest::sample::subsequence((0..ARTICLES.len()).collect::<Vec<_>>(), 0..=ARTICLES.len()).prop_shuffle(),
        new in proptest::sample::subsequence((0..ARTICLES.len()).collect::<Vec<_>>(), 0..=ARTICLES.len()).prop_shuffle(),
    ) {
        let of = |chosen: &[usize]| {
            let articles: Vec<&str> = chosen.iter().map(|at| ARTICLES[*at].0).collect();
            texts(&[("契約書.txt", &contract(&articles)), ("規程.txt", RULES)])
        };
        let duties = |chosen: &[usize], other: &[usize]| -> BTreeSet<&str> {
            chosen.iter().filter(|at| !other.contains(at)).map(|at| ARTICLES[*at].1).collect()
        };
        let report = against(of(&old), of(&new));
        let found = compared(&report);
        let moved = |effect: Effect| -> BTreeSet<&str> {
            found.shifts.iter().filter(|one| one.effect == effect).map(|one| one.duty.as_str()).collect()
        };
        prop_assert_eq!(moved(Effect::Worse), duties(&old, &new), "{:#?}", told(&report));
        prop_assert_eq!(moved(Effect::Better), duties(&new, &old), "{:#?}", told(&report));
        prop_assert!(moved(Effect::Same).is_empty(), "{:#?}", told(&report));
        prop_assert_eq!(findings(&report), duties(&old, &new).len());
        for shift in &found.shifts {
            prop_assert_eq!(shift.dropped, shift.effect == Effect::Worse);
            prop_assert!(!shift.changes.is_empty(), "no words for {}", shift.duty);
        }
    }
}

#[test]
fn words_that_weaken_a_duty_are_told_and_words_that_do_not_are_no_alarm() {
    let base = || texts(&[("契約書.txt", &contract(&all())), ("規程.txt", RULES)]);
    for (from, to, wanted) in [
        ("修正プログラムを毎月適用する。", "修正プログラムを毎月適用するよう努める。", Some(State::Effort)),
        ("復元テストを実施する。", "復元テストを甲の求めに応じて有償で実施する。", Some(State::Conditional)),
        ("台帳を作成する。", "台帳の作成については、甲乙協議のうえ定める。", Some(State::Open)),
        ("バックアップを毎日取得する。", "バックアップを1日1回取得する。", None),
        ("24時間監視する。", "終日監視する。", None),
    ] {
        let text = contract(&all()).replacen(from, to, 1);
        let report = against(base(), texts(&[("契約書.txt", &text), ("規程.txt", RULES)]));
        let found = compared(&report);
        let states: Vec<State> = found.shifts.iter().map(|shift| shift.now.0).collect();
        assert_eq!(states, wanted.into_iter().collect::<Vec<_>>(), "{to}: {:#?}", told(&report));
        assert!(found.shifts.iter().all(|shift| shift.effect == Effect::Worse && !shift.dropped), "{to}");
        let [change] = found.changes.as_slice() else { panic!("{to}: {:#?}", told(&report)) };
        assert_eq!(change.sort, Sort::ArticleReworded, "{to}");
        assert_eq!(change.effect, if wanted.is_some() { Effect::Worse } else { Effect::None }, "{to}");
        assert_eq!(findings(&report), usize::from(wanted.is_some()), "{to}");
    }
}

#[test]
fn a_duty_that_left_the_contract_comes_first_though_the_rules_have_taken_it_up() {
    let mut fewer = all();
    fewer.remove(0);
    // a duty that got worse stands behind it
    let now = contract(&fewer).replace("修正プログラムを毎月適用する。", "修正プログラムを毎月適用するよう努める。");
    let rules = RULES
        .replace("保守業者は、診療データの", "システム管理者は、診療データの")
        .replace("取得しなければならない", "取得する");
    let report = against(
        texts(&[("契約書.txt", &contract(&all())), ("規程.txt", RULES)]),
        texts(&[("契約書.txt", &now), ("規程.txt", &rules)]),
    );
    let told: Vec<(&str, State, Effect, bool)> =
        compared(&report).shifts.iter().map(|one| (one.duty.as_str(), one.now.0, one.effect, one.dropped)).collect();
    let wanted = [("bck.take", State::Agreed, Effect::Same, true), ("vul.server", State::Effort, Effect::Worse, false)];
    assert_eq!(told, wanted);
    // the state is no worse: it is told and is no finding
    assert_eq!(findings(&report), 1);
}

#[test]
fn papers_that_are_split_merged_gone_or_new_are_told_as_such() {
    let whole = contract(&all());
    let half = |articles: &[&str]| contract(articles);
    let halves = (half(&all()[..6]), half(&all()[6..]));
    let one = || texts(&[("契約書.txt", &whole), ("規程.txt", RULES)]);
    let two = || texts(&[("契約書_前半.txt", &halves.0), ("契約書_後半.txt", &halves.1), ("規程.txt", RULES)]);
    for (then, now) in [(one(), two()), (two(), one())] {
        let report = against(then, now);
        assert_no_meaning(&report, "split or merged");
        assert_eq!(compared(&report).pairs.len(), 2);
    }
    let bare = || texts(&[("規程.txt", RULES)]);
    let gone = against(one(), bare());
    let lost: BTreeSet<&str> =
        compared(&gone).shifts.iter().filter(|shift| shift.dropped).map(|shift| shift.duty.as_str()).collect();
    assert!(ARTICLES.iter().all(|(_, duty)| lost.contains(duty)), "{lost:?}");
    assert_eq!(compared(&gone).changes[0].sort, Sort::PaperGone, "{:#?}", told(&gone));
    let new = against(bare(), one());
    assert_eq!(compared(&new).changes[0].sort, Sort::PaperNew, "{:#?}", told(&new));
    assert!(compared(&new).shifts.iter().all(|shift| shift.effect == Effect::Better));
}

#[test]
fn parties_terms_and_the_guideline_are_told_and_move_no_duty() {
    let head = "第1条(期間)\nこの契約の期間は、令和8年4月1日から令和9年3月31日までとする。\n";
    let text = contract(&all()).replace("第1条(実施)", &format!("{head}第1条の2(実施)"));
    let cases = [
        ("another vendor", text.replace("株式会社みほん", "株式会社べつのほん"), Sort::Parties),
        ("a term extended", text.replace("令和9年3月31日", "令和10年3月31日"), Sort::Term),
        ("a term that is gone", text.replace(head, ""), Sort::Term),
    ];
    for (name, now, sort) in cases {
        let report = against(
            texts(&[("契約書.txt", &text), ("規程.txt", RULES)]),
            texts(&[("契約書.txt", &now), ("規程.txt", RULES)]),
        );
        let found = compared(&report);
        assert!(found.changes.iter().any(|change| change.sort == sort), "{name}: {:#?}", told(&report));
        assert_no_meaning(&report, name);
    }
    // last year by an older edition: judged by this year's, and the edition is told
    let of = || texts(&[("契約書.txt", &text), ("規程.txt", RULES)]);
    let mut now = of();
    review::annual(&mut now, &Past::of_folder("昨年", of(), Guideline::V6_0), &CATALOGUE);
    assert_eq!(lines(&compared(&now).changes), [("guideline", "none", "第6.0版", "第7.0版")]);
    assert_no_meaning(&now, "another edition");
}

const MDS: &str = "製造業者による医療情報セキュリティ開示書\nMDS Ver.5.0\n製品名称,みほんカルテ\n作成日,2026年4月1日\n番号,質問,はい,いいえ,対象外,備考\n1,時刻を標準時刻に合わせられるか。,○,,,\n2,二要素認証に対応しているか。,○,,,\n3,バックアップを取得する機能があるか。,○,,,\n";

/// Sort, effect and words then and now.
fn lines(changes: &[Change]) -> Vec<(&str, &str, &str, &str)> {
    let words = |said: &Option<hazama::model::Said>| said.as_ref().map(|said| said.words.clone()).unwrap_or_default();
    let line = |change: &Change| (change.sort.id(), change.effect.id(), words(&change.then), words(&change.now));
    changes
        .iter()
        .map(line)
        .map(|(sort, effect, then, now)| (sort, effect, &*String::leak(then), &*String::leak(now)))
        .collect()
}

#[test]
fn an_answer_that_turned_is_kept_apart_from_another_edition() {
    let of = |form: &str| texts(&[("契約書.txt", &contract(&all())), ("MDS.csv", form), ("規程.txt", RULES)]);
    let turned = MDS.replace("2,二要素認証に対応しているか。,○,,", "2,二要素認証に対応しているか。,,○,");
    let report = against(of(MDS), of(&turned));
    assert_eq!(lines(&compared(&report).changes), [("answer", "worse", "はい", "いいえ")]);
    let bears: Vec<&str> = compared(&report).changes[0].duties.iter().map(|one| one.duty.as_str()).collect();
    assert_eq!(bears, ["acc.mfa"]);
    // a question put in before moves the numbers of all others
    let moved = MDS
        .replace("1,時刻", "1,説明書を提供しているか。,○,,,\n2,時刻")
        .replace("2,二要素", "3,二要素")
        .replace("3,バックアップ", "4,バックアップ");
    let report = against(of(MDS), of(&moved));
    let sorts: Vec<&str> = compared(&report).changes.iter().map(|change| change.sort.id()).collect();
    assert_eq!(sorts, ["question-added"], "{:#?}", told(&report));
    // another edition with the same answers
    let report = against(of(MDS), of(&MDS.replace("Ver.5.0", "Ver.4.1").replace("2026年4月", "2025年4月")));
    let changes = lines(&compared(&report).changes);
    assert!(changes.contains(&("edition", "none", "5.0", "4.1")), "{changes:?}");
    assert!(changes.contains(&("issued", "none", "2026-04-01", "2025-04-01")), "{changes:?}");
    assert!(!changes.iter().any(|(sort, ..)| *sort == "answer"), "{changes:?}");
    // a remark
    let report =
        against(of(MDS), of(&MDS.replace("機能があるか。,○,,,", "機能があるか。,○,,,お客様にて実施してください。")));
    let changes = lines(&compared(&report).changes);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!((changes[0].0, changes[0].3), ("remark", "お客様にて実施してください。"));
}

#[test]
fn last_years_report_and_workbook_show_what_they_can() {
    let mut fewer = all();
    fewer.remove(0);
    let of = |articles: &[&str], form: &str| {
        texts(&[("契約書.txt", &contract(articles)), ("MDS.csv", form), ("規程.txt", RULES)])
    };
    let turned = MDS.replace("2,二要素認証に対応しているか。,○,,", "2,二要素認証に対応しているか。,,○,");
    let then = of(&all(), MDS);
    let json = report::json::report(&then, &CATALOGUE);
    let book = report::xlsx::workbook(&Tables::new(&then, &CATALOGUE)).expect("a workbook");
    let source = read::source(&Paper { path: "gaps.xlsx".to_owned(), bytes: book });
    for past in [
        Past::of_json("report.json", json.as_bytes()).expect("a report"),
        Past::of_workbook("gaps.xlsx", &source, &CATALOGUE).expect("a workbook"),
    ] {
        let mut now = of(&fewer, &turned);
        let before = now.notices.len();
        review::annual(&mut now, &past, &CATALOGUE);
        let found = compared(&now);
        let dropped: Vec<&str> =
            found.shifts.iter().filter(|shift| shift.dropped).map(|shift| shift.duty.as_str()).collect();
        assert_eq!(dropped, ["bck.take"], "{:?}: {:#?}", past.last.kept, told(&now));
        assert!(found.changes.iter().any(|change| change.sort == Sort::ArticleDropped), "{:#?}", told(&now));
        assert!(found.changes.iter().any(|change| change.sort == Sort::Answer), "{:#?}", told(&now));
        assert!(now.notices[before..].iter().any(|notice| notice.message.contains("比べていません")));
    }
    // another version of the program is told
    let other = json.replacen(&format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION")), "\"version\": \"0.0.1\"", 1);
    let mut now = of(&all(), MDS);
    review::annual(&mut now, &Past::of_json("report.json", other.as_bytes()).expect("a report"), &CATALOGUE);
    assert!(now.notices.iter().any(|notice| notice.message.contains("別の版のプログラム(hazama 0.0.1)")));
}

#[test]
fn last_years_workbook_in_english_is_that_in_japanese() {
    for case in ["city-hospital", "two-vendors", "vendor-self-check"] {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(case);
        let choices = hazama::case::Choices {
            today: Date { year: 2026, month: 11, day: 22 },
            as_of: None,
            guideline: None,
            out: dir.join("none"),
        };
        let case = hazama::case::open(&dir, &choices).expect("a case");
        let report = hazama::check(&case.papers, &CATALOGUE, &case.plan).expect("papers");
        let tables = Tables::new(&report, &CATALOGUE);
        let [ja, en] = [report::xlsx::workbook(&tables), report::xlsx::workbook_en(&tables)].map(|bytes| {
            let bytes = bytes.expect("a workbook");
            let source = read::source(&Paper { path: "gaps.xlsx".to_owned(), bytes });
            let past = Past::of_workbook("gaps.xlsx", &source, &CATALOGUE).expect("a workbook");
            let origin = review::Origin::of_workbook(&source).expect("an origin");
            (past, origin)
        });
        assert_eq!(ja.1, en.1);
        assert_eq!(ja.0.limits, en.0.limits);
        let (ja, en) = (ja.0.report, en.0.report);
        for (ja, en) in ja.documents.iter().zip(&en.documents) {
            assert_eq!(format!("{ja:#?}"), format!("{en:#?}"));
        }
        assert_eq!(ja.claims, en.claims);
        assert_eq!(ja.verdicts, en.verdicts);
        assert_eq!(format!("{:?}", ja.plan), format!("{:?}", en.plan));
    }
}

#[test]
fn what_is_no_last_year_is_refused() {
    for bytes in ["", "{", "[]", "{\"schema\":\"other\"}", "{\"schema\":\"hazama/report/v1\"}"] {
        assert!(Past::of_json("x", bytes.as_bytes()).is_err(), "{bytes}");
    }
    // whatever stands in a report, nothing panics and what cannot be read is counted
    let odd = "{\"schema\":\"hazama/report/v1\",\"as_of\":\"2025-11-22\",\"claims\":[1,{\"id\":\"c1\"}],\"verdicts\":[null],\"documents\":[[]]}";
    let past = Past::of_json("x", odd.as_bytes()).expect("a report");
    assert!(past.limits.iter().any(|limit| limit.contains("3 件")), "{:?}", past.limits);
    let mut now = texts(&[("契約書.txt", &contract(&all()))]);
    review::annual(&mut now, &past, &CATALOGUE);

    let files = folder(&[
        ("case/契約書.txt", contract(&all()).as_bytes()),
        ("other.json", b"{}"),
        ("memo.txt", "メモ".as_bytes()),
        ("empty/x.tmp~", b""),
    ]);
    for (last, says) in
        [("none", "none"), ("other.json", "report.json ではありません"), ("memo.txt", "昨年の結果として読めません")]
    {
        let said = hazama(files.path(), &["check", "case", "--last", last, "--out", "out"]);
        let words = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(2), "{last}: {words}");
        assert!(words.contains(says) && !words.contains("panicked"), "{last}: {words}");
    }
}

fn json(folder: &Path) -> serde_json::Value {
    let text = fs::read_to_string(folder.join("report.json")).expect("a report");
    serde_json::from_str(&text).expect("JSON")
}

/// Writes into the workbook of a folder what a person would: headings and their words beside a duty.
fn write(book: &Path, entries: &[(&str, &[(&str, &str)])]) {
    let source = read::source(&Paper { path: "gaps.xlsx".to_owned(), bytes: fs::read(book).expect("a workbook") });
    let Content::Book(grids) = &source.content else { panic!("a workbook") };
    let mut written = rust_xlsxwriter::Workbook::new();
    for grid in grids {
        let sheet = written.add_worksheet();
        sheet.set_name(&grid.name).expect("a name");
        let heading = |name: &str| {
            grid.cells.iter().find(|((row, _), cell)| *row == 0 && cell.text == name).map(|((_, column), _)| *column)
        };
        for ((row, column), cell) in &grid.cells {
            let column = u16::try_from(*column).expect("a column");
            match &cell.value {
                hazama::model::Value::Date(day) => {
                    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(day.year as u16, day.month, day.day);
                    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy/mm/dd");
                    sheet.write_datetime_with_format(*row, column, day.expect("a day"), &format).expect("writes");
                }
                _ => drop(sheet.write(*row, column, cell.text.as_str()).expect("writes")),
            }
        }
        if grid.name != review::SHEET {
            continue;
        }
        let id = heading(review::ID).expect("the IDs");
        for (duty, words) in entries {
            let at = grid.cells.iter().find(|((_, column), cell)| *column == id && cell.text.starts_with(duty));
            let row = at.map(|((row, _), _)| *row).unwrap_or_else(|| panic!("{duty}"));
            for (name, words) in *words {
                let column = u16::try_from(heading(name).expect("a heading")).expect("a column");
                sheet.write(row, column, *words).expect("writes");
            }
        }
    }
    fs::write(book, written.save_to_buffer().expect("a workbook")).expect("writes");
}

const OPEN: &str = "電子カルテ保守委託契約書\nみほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は、次のとおり契約を締結する。\n第1条 乙は、サーバに修正プログラムを適用するよう努める。\n第2条 ログの点検の方法は、甲乙協議のうえ定める。\n";

#[test]
fn entries_of_last_years_workbook_come_along() {
    let changed = OPEN.replace("適用するよう努める", "可能な範囲で適用するよう努める");
    let files = folder(&[
        ("2025/契約書.txt", OPEN.as_bytes()),
        ("2026/契約書.txt", changed.as_bytes()),
        ("2026/hazama.toml", "[review]\nas_of = \"2026-11-22\"\n".as_bytes()),
    ]);
    let root = files.path();
    let run = |arguments: &[&str]| {
        let said = hazama(root, arguments);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        String::from_utf8_lossy(&said.stdout).into_owned()
    };
    run(&["check", "2025", "--as-of", "2025-11-22", "--out", "2025/hazama-report"]);
    let book = root.join("2025/hazama-report/gaps.xlsx");
    write(
        &book,
        &[
            ("vul.server", &[("対応方針", "契約・覚書で定める"), ("担当", "山田")]),
            ("log.review", &[("メモ", "規程の改定を待つ"), ("期限", "2026-03-31")]),
        ],
    );
    let before = fs::read(&book).expect("a workbook");
    let lasts = ["2025", "2025/hazama-report/gaps.xlsx", "2025/hazama-report/report.json"];
    for (number, last) in lasts.iter().enumerate() {
        let out = format!("out{number}");
        let said = run(&["check", "2026", "--last", last, "--out", &out]);
        let report = json(&root.join(&out));
        let of = |duty: &str| {
            let all = report["decisions"].as_array().expect("decisions");
            let one = all.iter().find(|one| one["duty"] == duty).unwrap_or_else(|| panic!("{last}: {duty}"));
            one["standing"].as_str().expect("a word").to_owned()
        };
        assert_eq!((of("vul.server").as_str(), of("log.review").as_str()), ("moved", "stands"), "{last}");
        assert_eq!(report["workflow"], "annual-review");
        let fired: Vec<&str> = report["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .filter(|one| one["rule"] == "changed-since-review")
            .filter_map(|one| one["duty"].as_str())
            .collect();
        assert_eq!(fired, ["vul.server"], "{last}");
        assert_eq!(report["overdue"][0]["duty"], "log.review", "{last}");
        assert_eq!(report["overdue"][0]["due"], "2026-03-31", "{last}");
        assert!(said.contains("期限切れ 2026-03-31"), "{said}");
    }
    assert!(fs::read(&book).expect("a workbook") == before, "last year's workbook was written over");
    // the entries stand in the new workbook
    let new = fs::read(root.join("out0/gaps.xlsx")).expect("a workbook");
    let decisions = review::read(&read::source(&Paper { path: "gaps.xlsx".to_owned(), bytes: new })).expect("a sheet");
    let owner = decisions.iter().find_map(|one| one.entry("担当"));
    assert_eq!(owner, Some(&Entered::Words("山田".to_owned())));
    // and a second review finds them in its own outputs
    run(&["check", "2026", "--last", "2025", "--out", "out0"]);
    assert_eq!(json(&root.join("out0"))["decisions"].as_array().map(Vec::len), Some(2));
}

#[test]
fn last_year_may_lie_in_this_years_folder_and_is_never_written_over() {
    let files = folder(&[
        ("case/契約書.txt", contract(&all()).as_bytes()),
        ("case/昨年/契約書.txt", contract(&all()[1..]).as_bytes()),
        ("alone/昨年/契約書.txt", contract(&all()).as_bytes()),
    ]);
    let root = files.path();
    let said = hazama(root, &["check", "case", "--last", "case/昨年", "--out", "out"]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let report = json(&root.join("out"));
    assert_eq!(report["documents"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["shifts"][0]["effect"], "better");
    // worse than last year is something to be alarmed at, where the user says so
    for (name, last, status) in [("case", "alone/昨年", 0), ("case/昨年", "alone/昨年", 1)] {
        let said = hazama(root, &["check", name, "--last", last, "--out", "out5", "--fail-on", "worse"]);
        assert_eq!(said.status.code(), Some(status), "{name}");
    }
    // last year's report lies where this year's would go
    let kept = fs::read(root.join("out/report.json")).expect("a report");
    let said = hazama(root, &["check", "case", "--last", "out/report.json", "--out", "out"]);
    assert_eq!(said.status.code(), Some(2));
    assert!(fs::read(root.join("out/report.json")).expect("a report") == kept);
    // nothing is left for this year
    let said = hazama(root, &["check", "alone", "--last", "alone/昨年", "--out", "out2"]);
    assert_eq!(said.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&said.stderr).contains("別のフォルダに分けて"));
    // systems of the manifest are those of last year's papers too, which have none
    fs::create_dir_all(root.join("with")).expect("a folder");
    fs::write(root.join("with/契約書.txt"), contract(&all()[1..])).expect("writes");
    let manifest = "[[vendor]]\nid = \"mihon\"\nname = \"株式会社みほん\"\n[[system]]\nid = \"a\"\nname = \"予約管理システム\"\nvendor = \"mihon\"\n[[system]]\nid = \"b\"\nname = \"検査システム\"\nvendor = \"mihon\"\n";
    fs::write(root.join("with/hazama.toml"), manifest).expect("writes");
    let said = hazama(root, &["check", "with", "--last", "alone/昨年", "--out", "out4"]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let report = json(&root.join("out4"));
    assert_eq!(report["shifts"][0]["duty"], "bck.take", "{}", report["changes"]);
    assert_eq!(report["shifts"][0]["dropped"], true);
    // without --last nothing of it stands in a report
    let said = hazama(root, &["check", "case/昨年", "--out", "out3"]);
    assert!(said.status.success());
    assert!(json(&root.join("out3")).get("changes").is_none());
}

#[test]
fn the_same_two_years_give_the_same_bytes() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/annual-review");
    let out = tempfile::TempDir::new().expect("a folder");
    let run = |name: &str| {
        let said =
            hazama(&samples, &["check", "今年", "--last", "昨年", "--out", &out.path().join(name).to_string_lossy()]);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        ["gaps.xlsx", "report.html", "report.json"].map(|file| fs::read(out.path().join(name).join(file)).expect(file))
    };
    assert!(run("one") == run("other"));
    let page = fs::read_to_string(out.path().join("one/report.html")).expect("a page");
    assert!(page.contains("<del>") && page.contains("<ins>") && page.contains("class=\"alert\""));
    let mut book =
        zip::ZipArchive::new(fs::File::open(out.path().join("one/gaps.xlsx")).expect("a file")).expect("a book");
    let words = std::io::read_to_string(book.by_name("xl/sharedStrings.xml").expect("words")).expect("text");
    let struck = words.split("<r>").any(|run| run.contains("<strike/>") && run.contains(">する<"));
    let underlined = words.split("<r>").any(|run| run.contains("<u/>") && run.contains(">するよう努める<"));
    assert!(struck && underlined, "no rich text");
    let schema = serde_json::from_str(
        hazama::schemas::text("report.v1").or_else(|| hazama::schemas::text("report")).expect("a schema"),
    );
    let validator = jsonschema::validator_for(&schema.expect("JSON")).expect("a schema");
    let report = json(&out.path().join("one"));
    let faults: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The case, with what people say of the sentence from which a duty of a paper is read.
fn corrected(papers: &[(&str, &str)], rulings: &[(&str, &str, Ruling)]) -> Report {
    let read = texts(papers);
    let mut plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
    for (path, duty, change) in rulings {
        let document = read.documents.iter().find(|document| document.path == *path).expect("the paper");
        let claim = document.claims.iter().find(|claim| claim.duty.as_str() == *duty).expect("the claim");
        plan.corrections.push(Correction {
            path: (*path).to_owned(),
            duty: claim.duty.clone(),
            print: review::sentence(&claim.quote.text),
            quote: claim.quote.text.clone(),
            place: claim.quote.place.clone(),
            read_as: review::read_as(claim),
            change: *change,
            reason: "原文を確認".to_owned(),
            by: "山田".to_owned(),
            day: None,
        });
    }
    let papers: Vec<Paper> =
        papers.iter().map(|(path, text)| Paper { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() }).collect();
    hazama::check(&papers, &CATALOGUE, &plan).expect("papers")
}

/// What is known of a year: its folder, its report.json, its workbook.
fn kept(report: &Report) -> [Past; 3] {
    let json = report::json::report(report, &CATALOGUE);
    let bytes = report::xlsx::workbook(&Tables::new(report, &CATALOGUE)).expect("a workbook");
    let source = read::source(&Paper { path: "gaps.xlsx".to_owned(), bytes });
    [
        Past::of_folder("昨年", report.clone(), Guideline::V7_0),
        Past::of_json("report.json", json.as_bytes()).expect("a report"),
        Past::of_workbook("gaps.xlsx", &source, &CATALOGUE).expect("a workbook"),
    ]
}

#[test]
fn what_people_corrected_is_no_change_of_words() {
    let text = contract(&all());
    let papers = [("規程.txt", RULES), ("契約書.txt", text.as_str())];
    let plain = texts(&papers);
    for change in [Ruling::Drop, Ruling::Confirm, Ruling::Holder(Party::Hospital)] {
        let by_hand = corrected(&papers, &[("契約書.txt", "vul.server", change)]);
        assert!(by_hand.corrections.iter().all(|one| one.lapsed.is_none()));
        let moves = change != Ruling::Confirm;
        for (then, now, is_still) in
            [(&by_hand, &by_hand, true), (&plain, &by_hand, !moves), (&by_hand, &plain, !moves)]
        {
            for past in kept(then) {
                let sort = past.last.kept;
                let mut now = now.clone();
                review::annual(&mut now, &past, &CATALOGUE);
                let found = compared(&now);
                let told: Vec<&str> = found.changes.iter().map(|change| change.summary.as_str()).collect();
                assert_eq!(found.is_still(), is_still, "{change:?} {sort:?}: {told:?} {:?}", found.shifts);
                for change in &found.changes {
                    assert_eq!(change.sort, Sort::SenseChanged, "{sort:?} {told:?}");
                    assert!(change.summary.contains("人の訂正が昨年と違う"), "{sort:?} {told:?}");
                }
                for shift in &found.shifts {
                    assert!(!shift.dropped && shift.duty.as_str() == "vul.server", "{sort:?} {shift:?}");
                    assert!(shift.why.contains("人の訂正"), "{sort:?} {shift:?}");
                }
            }
        }
    }
}

#[test]
fn what_was_entered_on_last_years_page_comes_along_and_this_years_page_wins() {
    let text = contract(&all()[1..]);
    let dir = folder(&[
        ("2025/規程.txt", RULES.as_bytes()),
        ("2025/契約書.txt", text.as_bytes()),
        ("2026/規程.txt", RULES.as_bytes()),
        ("2026/契約書.txt", text.as_bytes()),
    ]);
    let root = dir.path();
    let checked = |out: &str| -> serde_json::Value {
        let said = hazama(root, &["check", "2026", "--last", "2025", "--out", out, "--progress", "none"]);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let bytes = fs::read(root.join(out).join("report.json")).expect("a report");
        serde_json::from_slice(&bytes).expect("JSON")
    };
    let report = checked("out0");
    let verdicts = report["verdicts"].as_array().expect("verdicts");
    let open = verdicts.iter().find(|one| one["duty"] == "bck.take" && one["state"] != "agreed").expect("it is open");
    let system = open["system"].as_str().expect("an id");
    let enter = |year: &str, entries: &[(&str, &str)]| {
        let decision = Decision {
            place: String::new(),
            on: Some((DutyId::new("bck.take"), system.to_owned())),
            title: Default::default(),
            entries: entries.iter().map(|(a, b)| ((*a).to_owned(), Entered::Words((*b).to_owned()))).collect(),
            prints: None,
        };
        let kept = KeptDecision { decision, replaced: Default::default(), by: String::new(), day: None };
        case::change(&root.join(year), |all| {
            all.decisions = vec![kept];
            Ok(())
        })
        .expect("is kept");
    };
    enter("2025", &[("担当", "情報係"), ("メモ", "要相談")]);
    let entries = |report: &serde_json::Value| report["decisions"][0]["entries"].clone();
    assert_eq!(entries(&checked("out1")), serde_json::json!({ "担当": "情報係", "メモ": "要相談" }));
    enter("2026", &[("担当", "総務課")]);
    let report = checked("out2");
    assert_eq!(entries(&report), serde_json::json!({ "担当": "総務課", "メモ": "要相談" }));
    assert_eq!(report["decisions"][1]["entries"], serde_json::json!({ "担当": "情報係" }), "it stays in view");
}
