use super::super::fixture::{CATALOGUE, claim, paper, plan};
use super::super::weigh;
use super::*;
use crate::model::{Date, Party::*, Strength as S, Unit};

/// A paper's kind, its claims on duties, and words of its own.
type Said<'a> = (Kind, &'a [(&'a str, Party, S)], &'a str);

fn answers(said: &[Said], id: &str, guideline: Guideline) -> Vec<Reply> {
    let mut plan = plan(&["ehr"]);
    plan.guideline = guideline;
    let mut documents = Vec::new();
    let mut claims = Vec::new();
    for (number, (kind, all, words)) in said.iter().enumerate() {
        let mut document = paper(&format!("紙{number}"), *kind);
        document.units.push(Unit { unit: "第1条".into(), text: (*words).into(), ..Unit::default() });
        claims.extend(all.iter().map(|(duty, holder, strength)| claim(&document.path, duty, *holder, *strength)));
        documents.push(document);
    }
    let verdicts = weigh(&documents, &claims, &CATALOGUE, &plan);
    let all = assess(&documents, &claims, &verdicts, &CATALOGUE, &plan);
    for one in &all {
        assert!(!one.why.is_empty() && one.why.ends_with('。') && !one.basis.is_empty(), "{one:?}");
    }
    all.into_iter().filter(|one| one.id == id).map(|one| one.reply).collect()
}

#[test]
fn questions_are_answered_from_words_and_never_from_silence() {
    const BOUND: &[(&str, Party, S)] = &[("vul.server", Vendor, S::Duty)];
    let contract = Kind::Contract;
    let rows: &[(&str, &str, &[Said], Reply)] = &[
        ("bound", "deemed-volume", &[(contract, BOUND, "")], Reply::Yes),
        ("silent", "deemed-volume", &[(contract, &[], "")], Reply::NotShown),
        ("effort", "deemed-volume", &[(contract, &[("vul.server", Vendor, S::Effort)], "")], Reply::NotShown),
        ("left out", "deemed-volume", &[(contract, &[("vul.server", Vendor, S::Disclaimed)], "")], Reply::No),
        ("handed over", "update-duty", &[(contract, &[("vul.server", Hospital, S::Duty)], "")], Reply::No),
        ("taken up", "update-duty", &[(Kind::Rule, &[("vul.server", Hospital, S::Duty)], "")], Reply::No),
        ("declared", "update-duty", &[(Kind::Sds, &[("vul.server", Vendor, S::Stated)], "")], Reply::NotShown),
        (
            "two papers quarrel",
            "update-duty",
            &[(contract, BOUND, ""), (Kind::Terms, &[("vul.server", Vendor, S::Disclaimed)], "")],
            Reply::NotShown,
        ),
        (
            "a PC that runs it all",
            "update-duty",
            &[(contract, BOUND, "本ソフトウェアは、パソコン1台で動作する。")],
            Reply::NotShown,
        ),
        (
            "a PC that runs it all, updated by the vendor",
            "update-duty",
            &[(
                contract,
                &[("vul.server", Vendor, S::Duty), ("vul.terminal", Vendor, S::Duty)],
                "本ソフトウェアは、パソコン1台で動作する。",
            )],
            Reply::Yes,
        ),
        (
            "one server left out",
            "update-duty",
            &[(contract, &[("vul.server", Vendor, S::Duty), ("vul.server", Vendor, S::Disclaimed)], "")],
            Reply::No,
        ),
        (
            "two forms differ",
            "two-factor",
            &[
                (Kind::ChecklistVendor, &[("acc.mfa", Vendor, S::Stated)], ""),
                (Kind::Mds, &[("acc.mfa", Vendor, S::Absent)], ""),
            ],
            Reply::NotShown,
        ),
        (
            "one form of many questions",
            "two-factor",
            &[(Kind::Mds, &[("acc.mfa", Vendor, S::Stated), ("acc.mfa", Vendor, S::Absent)], "")],
            Reply::Yes,
        ),
        ("planned", "two-factor", &[(Kind::Mds, &[("acc.mfa", Vendor, S::Planned)], "")], Reply::NotShown),
        ("absent", "two-factor", &[(Kind::Mds, &[("acc.mfa", Vendor, S::Absent)], "")], Reply::No),
        ("stated", "two-factor", &[(Kind::Mds, &[("acc.mfa", Vendor, S::Stated)], "")], Reply::Yes),
        ("no form", "form-answers", &[(contract, &[], "")], Reply::NotShown),
        ("in the rules", "offline-backup", &[(Kind::Rule, &[("bck.offline", Hospital, S::Duty)], "")], Reply::Yes),
        ("tried", "offline-backup", &[(contract, &[("bck.offline", Vendor, S::Effort)], "")], Reply::NotShown),
        (
            "only an option",
            "offline-backup",
            &[(contract, &[("bck.offline", Vendor, S::Conditional)], "")],
            Reply::NotShown,
        ),
        ("only an option", "two-factor", &[(Kind::Mds, &[("acc.mfa", Vendor, S::Conditional)], "")], Reply::NotShown),
        ("undated", "contract-term", &[(contract, &[], "")], Reply::NotShown),
    ];
    for (what, id, said, reply) in rows {
        assert_eq!(answers(said, id, Guideline::V7_0), [*reply], "{what}: {id}");
    }
    assert!(answers(&[(contract, BOUND, "")], "deemed-volume", Guideline::V6_0).is_empty(), "6.0 has no such volume");
}

#[test]
fn terms_name_the_day_of_notice() {
    let dated = || {
        let mut contract = paper("契約", Kind::Contract);
        contract.header.from = Date::iso("2024-04-01");
        contract.header.to = Date::iso("2025-03-31");
        contract.header.renews = true;
        contract.header.notice_months = Some(3);
        contract
    };
    let found = assess(&[dated()], &[], &[], &CATALOGUE, &plan(&["ehr"]));
    let term = found.iter().find(|one| one.id == "contract-term").expect("one a contract");
    assert_eq!(term.reply, Reply::Yes);
    assert!(term.why.contains("2027-03-31") && term.why.contains("2026-12-31"), "{}", term.why);
    for (today, is_over) in [("2026-11-22", false), ("2026-12-31", false), ("2027-01-01", true)] {
        let mut late = plan(&["ehr"]);
        late.as_of = Date::iso(today).expect("a day");
        let found = assess(&[dated()], &[], &[], &CATALOGUE, &late);
        let term = found.iter().find(|one| one.id == "contract-term").expect("one a contract");
        assert_eq!(term.why.contains("期限(2026-12-31)は過ぎています"), is_over, "{today}: {}", term.why);
    }
    // the clause that states the days is shown, and no other where no day is known
    let clause = |text: &str| Unit { unit: "第9条".into(), text: text.into(), ..Unit::default() };
    for (mut contract, shown) in [(dated(), 1), (paper("契約", Kind::Contract), 0)] {
        contract.units = vec![clause("令和6年4月1日に始める。"), clause("2024年4月1日から2025年3月31日までとする。")];
        let found = assess(&[contract], &[], &[], &CATALOGUE, &plan(&["ehr"]));
        let term = found.iter().find(|one| one.id == "contract-term").expect("one a contract");
        assert_eq!(term.grounds.len(), shown, "{term:?}");
        assert!(term.grounds.iter().all(|(words, _)| words.contains("2025年")), "{term:?}");
    }
}

#[test]
fn answers_show_the_words_on_which_they_rest() {
    let contract = paper("契約", Kind::Contract);
    let mut said = claim("契約", "vul.server", Vendor, S::Duty);
    said.id = "c1".to_owned();
    said.quote.text = "乙は、サーバの脆弱性を修正する。".to_owned();
    let (documents, claims, plan) = ([contract], [said], plan(&["ehr"]));
    let verdicts = weigh(&documents, &claims, &CATALOGUE, &plan);
    let all = assess(&documents, &claims, &verdicts, &CATALOGUE, &plan);
    for id in ["update-duty", "deemed-volume"] {
        let one = all.iter().find(|one| one.id == id).expect(id);
        assert_eq!((one.reply, one.grounds.len()), (Reply::Yes, 1), "{one:?}");
        assert_eq!(one.grounds[0].0, claims[0].quote.text);
    }
}

#[test]
fn what_is_not_shown_says_why_and_what_was_found() {
    for (id, kind, duty, holder, strength, words, grounds) in [
        ("two-factor", Kind::Mds, "acc.mfa", Vendor, S::Planned, "予定とする記載があるだけです", 1),
        ("two-factor", Kind::Mds, "acc.mfa", Vendor, S::Conditional, "触れた文書はありますが", 1),
        ("two-factor", Kind::Mds, "bck.take", Vendor, S::Stated, "触れた文書がありません", 0),
        ("offline-backup", Kind::Contract, "bck.offline", Vendor, S::Conditional, "条件付き", 1),
        ("offline-backup", Kind::Contract, "bck.take", Vendor, S::Duty, "契約にも院内規程にもありません", 0),
        ("update-duty", Kind::Rule, "vul.server", Hospital, S::Duty, "引き受けているのは医療機関", 1),
        ("update-duty", Kind::Sds, "vul.server", Vendor, S::Stated, "どれにもありません", 1),
    ] {
        let (documents, claims) = ([paper("紙", kind)], [claim("紙", duty, holder, strength)]);
        let plan = plan(&["ehr"]);
        let verdicts = weigh(&documents, &claims, &CATALOGUE, &plan);
        let all = assess(&documents, &claims, &verdicts, &CATALOGUE, &plan);
        let one = all.iter().find(|one| one.id == id).expect(id);
        assert!(one.why.contains(words), "{id} {strength:?}: {}", one.why);
        assert_eq!(one.grounds.len(), grounds, "{id} {strength:?}: {one:?}");
        assert!(one.grounds.iter().all(|(said, _)| *said == claims[0].quote.text));
    }
}

#[test]
fn a_question_that_hangs_on_a_no_need_not_be_answered() {
    let said = |number: &str, answer: &str, parent: Option<&str>| crate::catalogue::rule::CaseRow {
        number: number.to_owned(),
        answer: answer.to_owned(),
        parent: parent.map(str::to_owned),
        ..Default::default()
    };
    for (rows, reply, quoted) in [
        (vec![said("1", "na", None), said("1.1", "no", Some("1"))], Reply::Yes, 0),
        (vec![said("1", "yes", None), said("1.1", "no", Some("1"))], Reply::No, 1),
        (vec![said("1", "na", None), said("1.1", "blank", Some("1"))], Reply::Yes, 0),
        (vec![said("1", "yes", None), said("1.1", "blank", Some("1"))], Reply::NotShown, 1),
    ] {
        let mut form = paper("開示", Kind::Mds);
        form.rows = rows.iter().enumerate().map(|(at, row)| super::super::fixture::case_row(at, row)).collect();
        let found = assess(&[form], &[], &[], &CATALOGUE, &plan(&["ehr"]));
        let one = found.iter().find(|one| one.id == "form-answers").expect("one a system");
        assert_eq!((one.reply, one.grounds.len()), (reply, quoted), "{rows:?}");
    }
}

#[test]
fn an_option_that_is_bought_counts_and_a_clause_that_is_set_aside_does_not() {
    let mut bought = plan(&["ehr"]);
    bought.systems[0].options = vec!["遠隔保管".to_owned()];
    let terms = [paper("規約", Kind::Terms)];
    let mut option = claim("規約", "bck.offline", Vendor, S::Conditional);
    option.quote.text = "オプション「遠隔保管」を契約した場合に限り、遠隔地に保管する。".to_owned();
    for (plan, reply) in [(&bought, Reply::Yes), (&plan(&["ehr"]), Reply::NotShown)] {
        let claims = [option.clone()];
        let verdicts = weigh(&terms, &claims, &CATALOGUE, plan);
        let found = assess(&terms, &claims, &verdicts, &CATALOGUE, plan);
        assert_eq!(found.iter().find(|one| one.id == "offline-backup").map(|one| one.reply), Some(reply));
    }
    let mut papers = [paper("契約", Kind::Contract), paper("覚書", Kind::Memorandum)];
    let claims = [claim("契約", "vul.server", Vendor, S::Duty), claim("覚書", "vul.server", Vendor, S::Disclaimed)];
    for (prevails, reply, fires) in [(false, Reply::NotShown, 0), (true, Reply::No, 1)] {
        papers[1].precedence = Vec::new();
        if prevails {
            papers[1].precedence.push(crate::model::Precedence {
                winner: "この覚書".to_owned(),
                loser: "契約".to_owned(),
                unit: None,
                paper: None,
                duties: Vec::new(),
                place: Default::default(),
                text: String::new(),
            });
        }
        let plan = plan(&["ehr"]);
        let verdicts = weigh(&papers, &claims, &CATALOGUE, &plan);
        let found = assess(&papers, &claims, &verdicts, &CATALOGUE, &plan);
        assert_eq!(found.iter().find(|one| one.id == "update-duty").map(|one| one.reply), Some(reply));
        let findings = super::super::find(&papers, &claims, &verdicts, &CATALOGUE, &plan);
        assert_eq!(findings.iter().filter(|finding| finding.rule == "update-duty-unstated").count(), fires);
    }
}
