//! Whole cases in which one paper changes another: what holds afterwards, and on which words.

use hazama::catalogue::Catalogue;
use hazama::model::{Date, Paper, Party, Plan, Report, State, Verdict};

const CONTRACT: &str = "電子カルテ保守契約書

みどり台病院(以下「甲」という。)と株式会社サクラシステム(以下「乙」という。)は、次のとおり契約する。

第1条(バックアップ)
乙は、診療データのバックアップを毎日取得する。
2 乙は、バックアップから復元できることを年1回試験する。

第2条(ログ)
乙は、アクセスログを毎月点検するよう努める。

第3条(受託する業務)
乙は、次の業務を行う。
(1) サーバへの修正プログラムの適用
(2) 端末への修正プログラムの適用

第4条(期間)
この契約は、令和8年4月1日から令和12年3月31日まで有効とする。

令和8年3月2日
";

const TABLE: &str = "電子カルテ保守業務仕様書

別紙 業務分担表

凡例 ○:責任をもって実施する。 -:実施しない。

| 項番 | 業務 | 病院 | 事業者 |
|---|---|---|---|
| 1 | アクセス権限の設定 | - | ○ |
| 2 | ネットワーク機器のファームウェアの更新 | - | ○ |
";

fn memorandum(sentences: &str) -> String {
    format!(
        "原契約の一部を変更する覚書\n\n株式会社サクラシステム(以下「甲」という。)とみどり台病院(以下「乙」という。)は、令和8年3月2日付け電子カルテ保守契約書(以下「原契約」という。)の一部を、次のとおり変更する。\n\n{sentences}\n\n令和8年9月1日\n"
    )
}

fn check(papers: &[(&str, &str)]) -> Report {
    let papers: Vec<Paper> =
        papers.iter().map(|(path, text)| Paper { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() }).collect();
    let plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
    hazama::check(&papers, &Catalogue::builtin(), &plan).expect("a report")
}

fn with(sentences: &str) -> Report {
    check(&[("契約書.txt", CONTRACT), ("業務仕様書(別紙).md", TABLE), ("覚書.txt", &memorandum(sentences))])
}

fn verdict<'a>(report: &'a Report, duty: &str) -> &'a Verdict {
    report.verdicts.iter().find(|verdict| verdict.duty.as_str() == duty).expect("a verdict")
}

fn state(report: &Report, duty: &str) -> (State, Option<Party>) {
    let verdict = verdict(report, duty);
    (verdict.state, verdict.holder)
}

const VENDORS: (State, Option<Party>) = (State::Agreed, Some(Party::Vendor));
const HANDED_OVER: (State, Option<Party>) = (State::Unaccepted, None);

#[test]
fn words_are_changed_where_they_stand_and_mean_the_parties_of_that_paper() {
    let before = check(&[("契約書.txt", CONTRACT)]);
    assert_eq!([state(&before, "bck.take"), state(&before, "bck.test")], [VENDORS, VENDORS]);
    let after = with("第1条 原契約第1条第2項中「乙は」を「甲は」に改める。");
    assert_eq!([state(&after, "bck.take"), state(&after, "bck.test")], [VENDORS, HANDED_OVER]);
    let why = &verdict(&after, "bck.test").why;
    assert!(why.contains("覚書」第1条") && why.contains("第1条第2項は採りません"), "{why}");
    let memo = after.documents.iter().find(|document| document.path == "覚書.txt").expect("the memorandum");
    let [claim] = &memo.claims[..] else { panic!("{:?}", memo.claims) };
    assert_eq!(claim.quote.text, "原契約第1条第2項中「乙は」を「甲は」に改める。");
    assert!(claim.why.step.starts_with("原契約第1条第2項を改める"), "{}", claim.why.step);
}

#[test]
fn a_strength_a_lead_in_and_an_item_can_be_changed() {
    for (sentence, duty, want) in [
        ("1 原契約第2条中「点検するよう努める」を「点検しなければならない」に改める。", "log.review", VENDORS),
        ("1 原契約第2条の「乙は」とあるのは「甲は」と読み替えるものとする。", "log.review", (State::Unassigned, None)),
        ("1 原契約第3条中「乙は」を「甲は」に改める。", "vul.server", HANDED_OVER),
        ("1 原契約第3条中「乙は」を「甲は」に改める。", "vul.terminal", HANDED_OVER),
        ("1 原契約第3条第2号中「端末」を「電話機」に改める。", "vul.terminal", (State::Unassigned, None)),
        ("1 原契約第3条第2号中「端末」を「電話機」に改める。", "vul.server", VENDORS),
        ("1 原契約第1条に次の1項を加える。\n3 甲は、アクセスログを取得する。", "log.record", VENDORS),
        ("1 原契約第1条第1項を削り、同条第2項を同条第1項とする。", "bck.take", (State::Unassigned, None)),
    ] {
        let report = with(sentence);
        assert_eq!(state(&report, duty), want, "{sentence} {}", verdict(&report, duty).why);
    }
}

#[test]
fn marks_of_a_table_change_and_work_is_given_anew() {
    let before = check(&[("契約書.txt", CONTRACT), ("業務仕様書(別紙).md", TABLE)]);
    assert_eq!([state(&before, "acc.rights"), state(&before, "vul.network")], [VENDORS, VENDORS]);
    for (sentence, duty, want) in [
        (
            "1 別紙の項番2について、病院の欄の「-」を「○」に、事業者の欄の「○」を「-」に改める。",
            "vul.network",
            HANDED_OVER,
        ),
        (
            "1 別紙の項番2の業務については、別紙の記載にかかわらず、甲は、その実施に努めるものとする。",
            "vul.network",
            (State::Effort, None),
        ),
        ("1 別紙の項番2の業務は、別紙の記載にかかわらず、乙が行う。", "vul.network", HANDED_OVER),
        // the mark is not the one that stands there, or stands in two columns: people have to look
        ("1 別紙の項番2について、病院の欄の「○」を「-」に改める。", "vul.network", (State::Undecided, None)),
        ("1 別紙の項番2の区分を病院に改める。", "vul.network", (State::Undecided, None)),
        ("1 原契約第1条第2項中「丙は」を「甲は」に改める。", "bck.test", (State::Undecided, None)),
    ] {
        let report = with(sentence);
        assert_eq!(state(&report, duty), want, "{sentence} {}", verdict(&report, duty).why);
        assert_eq!(state(&report, "acc.rights"), VENDORS, "{sentence}");
        let told = report.notices.iter().any(|notice| notice.message.contains("改定後の内容を確かめてください"));
        assert_eq!(told, want.0 == State::Undecided, "{sentence} {:?}", report.notices);
    }
}

#[test]
fn a_memorandum_out_of_force_changes_nothing() {
    let change = "1 原契約第1条第2項中「乙は」を「甲は」に改める。";
    for (term, want) in [
        ("2 本覚書は、令和8年10月1日から効力を生じる。", HANDED_OVER),
        ("2 本覚書は、令和9年1月1日から効力を生じる。", VENDORS),
        ("2 本覚書は、令和8年9月1日から令和8年10月31日まで効力を有する。", VENDORS),
    ] {
        let report = with(&format!("{change}\n{term}"));
        assert_eq!(state(&report, "bck.test"), want, "{term}");
    }
    let later = with("1 令和9年1月1日から、原契約第1条第2項中「乙は」を「甲は」に改める。");
    assert_eq!(state(&later, "bck.test"), VENDORS);
    let strike = with("1 原契約第1条第2項を削る。\n2 本覚書は、令和9年1月1日から効力を生じる。");
    assert_eq!(state(&strike, "bck.test"), VENDORS);
}

#[test]
fn the_later_change_holds_whatever_the_papers_are_called() {
    let first = memorandum("1 原契約第1条第2項中「乙は」を「甲は」に改める。");
    let second =
        memorandum("1 原契約第1条第2項中「甲は」を「乙は」に改める。").replace("令和8年9月1日", "令和8年10月1日");
    let third = memorandum("1 原契約第1条第2項を削る。").replace("令和8年9月1日", "令和8年11月1日");
    let names = ["a.txt", "b.txt", "z.txt"];
    for (one, two, three) in [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)] {
        let mut papers = vec![("契約書.txt", CONTRACT), (names[one], &first), (names[two], &second)];
        assert_eq!(state(&check(&papers), "bck.test"), VENDORS, "{} {}", names[one], names[two]);
        papers.push((names[three], &third));
        assert_eq!(state(&check(&papers), "bck.test"), (State::Unassigned, None));
        papers.reverse();
        assert_eq!(state(&check(&papers), "bck.test"), (State::Unassigned, None));
    }
    let same_day = second.replace("令和8年10月1日", "令和8年9月1日");
    let report = check(&[("契約書.txt", CONTRACT), ("a.txt", &first), ("b.txt", &same_day)]);
    assert_eq!(state(&report, "bck.test").0, State::Undecided);
}

#[test]
fn a_change_of_a_paper_that_is_not_there_is_told() {
    let report = check(&[("覚書.txt", &memorandum("1 原契約第1条第2項中「乙は」を「甲は」に改める。"))]);
    assert!(report.notices.iter().any(|notice| notice.message.contains("見当たりません")), "{:?}", report.notices);
}
