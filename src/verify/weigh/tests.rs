//! Little cases for the weighing, as tables of claims, and the states of two whole cases.

use super::super::fixture::{CATALOGUE, case_row, claim, paper, plan};
use super::*;
use crate::catalogue::rule::CaseRow;
use crate::model::{Confidence, Kind, Place, Precedence, Strength};
use Party::{Both, Either, Hospital, Third, Unstated, Vendor};
use State::*;
use Strength as S;

type Said<'a> = (&'a str, Party, S);

fn papers() -> Vec<Document> {
    vec![
        paper("規約.txt", Kind::Terms),
        paper("合意書.txt", Kind::Sla),
        paper("契約.docx", Kind::Contract),
        paper("開示.xlsx", Kind::Mds),
        paper("規程.docx", Kind::Rule),
    ]
}

fn judge(documents: &[Document], claims: &[Claim], duty: &str) -> Verdict {
    let verdicts = weigh(documents, claims, &CATALOGUE, &plan(&["ehr"]));
    verdicts.into_iter().find(|verdict| verdict.duty.as_str() == duty).expect("the catalogue knows the duty")
}

fn verdict(duty: &str, said: &[Said]) -> Verdict {
    let claims: Vec<Claim> =
        said.iter().map(|(document, holder, strength)| claim(document, duty, *holder, *strength)).collect();
    judge(&papers(), &claims, duty)
}

fn check(rows: &[(&str, &[Said], State, Option<Party>)]) {
    for (duty, said, state, holder) in rows {
        let verdict = verdict(duty, said);
        assert_eq!((verdict.state, verdict.holder), (*state, *holder), "{duty}: {}", verdict.why);
        assert!(verdict.why.ends_with('。'), "{duty}: {}", verdict.why);
        assert_eq!(verdict.claims.len(), said.len(), "{duty}");
        assert_eq!(verdict.searched.len(), 5, "{duty}");
    }
}

const SHIORI: &[(&str, &[Said], State, Option<Party>)] = &[
    ("bck.take", &[("規約.txt", Vendor, S::Duty), ("開示.xlsx", Vendor, S::Stated)], Agreed, Some(Vendor)),
    ("bck.offline", &[("開示.xlsx", Vendor, S::Stated)], Declared, None),
    ("bck.check", &[("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("bck.restore", &[("規約.txt", Vendor, S::Conditional)], Conditional, None),
    ("bck.test", &[("開示.xlsx", Vendor, S::Absent)], Unassigned, None),
    ("vul.server", &[("規約.txt", Vendor, S::Duty), ("開示.xlsx", Vendor, S::Stated)], Agreed, Some(Vendor)),
    ("vul.terminal", &[("規約.txt", Hospital, S::Duty), ("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("vul.malware", &[("規約.txt", Hospital, S::Duty)], Unaccepted, None),
    ("acc.accounts", &[("規程.docx", Hospital, S::Duty), ("規約.txt", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("acc.remove", &[("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("acc.mfa", &[("開示.xlsx", Vendor, S::Planned)], Declared, None),
    ("log.record", &[("規約.txt", Vendor, S::Duty)], Agreed, Some(Vendor)),
    ("log.review", &[("規程.docx", Vendor, S::Expected)], Unaccepted, None),
    ("inc.notify", &[("合意書.txt", Vendor, S::Duty)], Agreed, Some(Vendor)),
    ("inc.contain", &[("規約.txt", Unstated, S::Open)], Open, None),
    ("net.monitor", &[("合意書.txt", Vendor, S::Effort), ("開示.xlsx", Vendor, S::Stated)], Effort, None),
    ("end.return", &[("規約.txt", Hospital, S::Duty), ("開示.xlsx", Vendor, S::Stated)], Unaccepted, None),
    ("end.erase", &[("規約.txt", Vendor, S::Duty)], Agreed, Some(Vendor)),
    ("net.wireless", &[("開示.xlsx", Vendor, S::Outside)], Outside, None),
    ("bcp.drill", &[], Unassigned, None),
    ("sub.consent", &[("規約.txt", Vendor, S::Permission)], Unassigned, None),
    ("gov.officer", &[("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
];

const HOKUTO: &[(&str, &[Said], State, Option<Party>)] = &[
    ("bck.take", &[("契約.docx", Vendor, S::Duty), ("開示.xlsx", Vendor, S::Stated)], Agreed, Some(Vendor)),
    ("bck.check", &[("契約.docx", Hospital, S::Duty)], Unaccepted, None),
    ("bck.restore", &[("契約.docx", Vendor, S::Conditional)], Conditional, None),
    ("acc.accounts", &[("契約.docx", Hospital, S::Duty), ("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("acc.remove", &[("契約.docx", Hospital, S::Duty), ("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("log.review", &[("契約.docx", Vendor, S::Duty)], Agreed, Some(Vendor)),
    ("inc.notify", &[("契約.docx", Vendor, S::Duty)], Agreed, Some(Vendor)),
    ("inc.investigate", &[("契約.docx", Hospital, S::Duty)], Unaccepted, None),
    ("end.return", &[("契約.docx", Vendor, S::Duty)], Agreed, Some(Vendor)),
    ("end.erase", &[("契約.docx", Vendor, S::Duty)], Agreed, Some(Vendor)),
    ("vul.server", &[("規約.txt", Vendor, S::Disclaimed), ("規程.docx", Vendor, S::Expected)], Mutual, None),
    ("vul.terminal", &[("規程.docx", Vendor, S::Expected)], Unaccepted, None),
    ("vul.network", &[("規約.txt", Hospital, S::Duty), ("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("sla.monitor", &[("規約.txt", Vendor, S::Duty)], Agreed, Some(Vendor)),
    ("gov.training", &[("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("inf.takeout", &[("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("bcp.fallback", &[("規程.docx", Hospital, S::Duty)], Agreed, Some(Hospital)),
    ("log.clock", &[("開示.xlsx", Vendor, S::Stated)], Declared, None),
    ("acc.mfa", &[("開示.xlsx", Vendor, S::Absent)], Unassigned, None),
    ("bck.offline", &[("開示.xlsx", Vendor, S::Stated)], Declared, None),
    ("net.wireless", &[("開示.xlsx", Vendor, S::Outside)], Outside, None),
];

#[test]
fn a_cloud_record_of_a_clinic() {
    check(SHIORI);
}

#[test]
fn a_contract_in_which_the_vendor_is_named_first() {
    check(HOKUTO);
}

#[test]
fn what_the_table_leaves_to_the_weighing() {
    check(&[
        ("bck.take", &[("契約.docx", Both, S::Duty)], Overlapping, None),
        ("bck.take", &[("契約.docx", Either, S::Duty)], Overlapping, None),
        ("gov.confidentiality", &[("契約.docx", Both, S::Duty)], Agreed, Some(Both)),
        (
            "gov.confidentiality",
            &[("契約.docx", Vendor, S::Duty), ("規程.docx", Hospital, S::Duty)],
            Agreed,
            Some(Both),
        ),
        ("bck.take", &[("契約.docx", Vendor, S::Duty), ("規程.docx", Hospital, S::Duty)], Overlapping, None),
        ("bck.take", &[("契約.docx", Vendor, S::Duty), ("規約.txt", Vendor, S::Disclaimed)], Contradicted, None),
        ("acc.mfa", &[("契約.docx", Vendor, S::Duty), ("開示.xlsx", Vendor, S::Absent)], Contradicted, None),
        ("acc.mfa", &[("開示.xlsx", Vendor, S::Stated), ("開示.xlsx", Vendor, S::Absent)], Declared, None),
        ("sub.consent", &[("契約.docx", Vendor, S::Prohibited)], Agreed, Some(Vendor)),
        ("sub.consent", &[("規程.docx", Vendor, S::Expected)], Unaccepted, None),
        ("mnt.approve", &[("契約.docx", Vendor, S::Prohibited)], Unassigned, None),
        ("mnt.approve", &[("契約.docx", Vendor, S::Duty), ("規程.docx", Hospital, S::Duty)], Agreed, Some(Both)),
        ("mnt.approve", &[("規程.docx", Vendor, S::Expected), ("規程.docx", Hospital, S::Duty)], Unaccepted, None),
        ("sel.disclosure", &[("規約.txt", Vendor, S::Duty), ("規程.docx", Hospital, S::Duty)], Agreed, Some(Both)),
        ("mnt.report", &[("契約.docx", Vendor, S::Duty), ("規程.docx", Hospital, S::Duty)], Agreed, Some(Both)),
        ("inf.media", &[("規程.docx", Hospital, S::Prohibited)], Agreed, Some(Hospital)),
        ("bck.take", &[("規程.docx", Hospital, S::Prohibited)], Unassigned, None),
        ("vul.network", &[("契約.docx", Third, S::Duty)], Declared, None),
        ("vul.network", &[("契約.docx", Unstated, S::Duty)], Unassigned, None),
        ("vul.network", &[("契約.docx", Third, S::Effort)], Unassigned, None),
        ("bck.take", &[("契約.docx", Vendor, S::Duty), ("規約.txt", Unstated, S::Disclaimed)], Contradicted, None),
        ("bck.take", &[("契約.docx", Vendor, S::Duty), ("規約.txt", Unstated, S::Effort)], Agreed, Some(Vendor)),
        ("log.review", &[("規程.docx", Hospital, S::Effort)], Effort, None),
    ]);
}

#[test]
fn a_clause_of_precedence_decides_between_binding_papers() {
    let said = [("契約.docx", Vendor, S::Duty), ("規約.txt", Vendor, S::Disclaimed)];
    let clauses: &[(&str, &str, &str, State)] = &[
        ("契約.docx", "この契約", "規約", Agreed),
        ("契約.docx", "本契約", "", Agreed),
        ("規約.txt", "契約", "この規約", Agreed),
        ("規約.txt", "本規約", "基本契約", Unassigned),
        ("合意書.txt", "原契約", "約款", Agreed),
        ("合意書.txt", "この合意書", "規約", Contradicted),
    ];
    for (home, winner, loser, state) in clauses {
        let mut papers = papers();
        let home = papers.iter_mut().find(|paper| paper.path == *home).expect("a paper of the fixture");
        home.precedence.push(Precedence {
            unit: None,
            paper: None,
            duties: Vec::new(),
            winner: (*winner).into(),
            loser: (*loser).into(),
            place: Place::default(),
            text: String::new(),
        });
        let claims = said.map(|(document, holder, strength)| claim(document, "mnt.report", holder, strength));
        let verdict = judge(&papers, &claims, "mnt.report");
        assert_eq!(verdict.state, *state, "{winner} > {loser}: {}", verdict.why);
        assert_eq!(verdict.claims.len(), 2, "both claims stay in evidence");
        assert_eq!(verdict.why.contains("優先順位により"), *state != Contradicted, "{}", verdict.why);
    }
}

#[test]
fn a_replaced_article_says_no_more() {
    let rows: &[(&str, &str, &str, State)] = &[
        ("原契約", "第1条", "第1条", Unassigned),
        ("原契約", "第1条", "第1条第2項", Unassigned),
        ("原契約", "第1条", "第10条", Agreed),
        ("原契約", "第1条", "第1条の2", Agreed),
        ("規約", "第1条", "第1条", Agreed),
    ];
    for (loser, replaced, stands, state) in rows {
        let mut papers = papers();
        let home = papers.iter_mut().find(|paper| paper.path == "合意書.txt").expect("a paper of the fixture");
        home.precedence.push(Precedence {
            winner: "本書".into(),
            loser: (*loser).into(),
            unit: Some((*replaced).into()),
            paper: None,
            duties: Vec::new(),
            place: Place::default(),
            text: String::new(),
        });
        let mut old = claim("契約.docx", "mnt.report", Vendor, S::Duty);
        old.quote.place.unit = Some((*stands).into());
        let verdict = judge(&papers, &[old], "mnt.report");
        assert_eq!(verdict.state, *state, "{loser}{replaced}, {stands}: {}", verdict.why);
        assert_eq!(verdict.claims.len(), 1, "what is replaced stays in evidence");
        assert_eq!(verdict.why.contains("改定"), *state == Unassigned, "{}", verdict.why);
    }
}

#[test]
fn delegation_names_the_lead() {
    let mut rule = claim("規程.docx", "bck.take", Hospital, S::Duty);
    rule.performer = Some(Vendor);
    let contract = claim("契約.docx", "bck.take", Vendor, S::Duty);
    let taken = judge(&papers(), &[rule.clone(), contract], "bck.take");
    assert_eq!((taken.state, taken.holder), (Agreed, Some(Vendor)), "{}", taken.why);
    let alone = judge(&papers(), &[rule], "bck.take");
    assert_eq!((alone.state, alone.holder), (Agreed, Some(Hospital)), "{}", alone.why);
}

#[test]
fn a_part_carved_out_by_name_is_not_done_twice() {
    let mut whole = claim("契約.docx", "vul.terminal", Vendor, S::Duty);
    whole.quote.text = "乙は、病棟の端末に修正を当てる。".to_owned();
    let mut carved = claim("契約.docx", "vul.terminal", Hospital, S::Duty);
    carved.scope = Some("受付の端末".into());
    let mut rule = claim("規程.docx", "vul.terminal", Hospital, S::Duty);
    for (words, state) in
        [("係は、受付の端末に修正を当てる。", Agreed), ("係は、全ての端末に修正を当てる。", Overlapping)]
    {
        rule.quote.text = words.to_owned();
        let said = [whole.clone(), carved.clone(), rule.clone()];
        assert_eq!(judge(&papers(), &said, "vul.terminal").state, state, "{words}");
    }
}

#[test]
fn a_proviso_splits_the_scope() {
    let mut rest = claim("契約.docx", "bck.take", Hospital, S::Duty);
    rest.scope = Some("検査室の端末".into());
    let whole = claim("契約.docx", "bck.take", Vendor, S::Duty);
    assert_eq!(judge(&papers(), &[whole, rest], "bck.take").state, Agreed);
}

#[test]
fn a_guess_is_never_calm() {
    for (document, holder) in [("契約.docx", Vendor), ("規程.docx", Hospital)] {
        let mut guess = claim(document, "bck.take", holder, S::Duty);
        guess.confidence = Confidence::Low;
        assert_eq!(judge(&papers(), &[guess], "bck.take").state, Undecided);
    }
}

#[test]
fn an_option_that_was_bought_is_no_condition() {
    let mut option = claim("契約.docx", "bck.offline", Vendor, S::Conditional);
    option.condition = Some("遠隔バックアップオプションを契約した場合".into());
    let mut plan = plan(&["ehr"]);
    for (bought, state) in [(None, Conditional), (Some("夜間対応"), Conditional), (Some("遠隔バックアップ"), Agreed)]
    {
        plan.systems[0].options = bought.into_iter().map(str::to_owned).collect();
        let verdicts = weigh(&papers(), std::slice::from_ref(&option), &CATALOGUE, &plan);
        let verdict = verdicts.iter().find(|verdict| verdict.duty.as_str() == "bck.offline");
        assert_eq!(verdict.map(|verdict| verdict.state), Some(state));
    }
}

#[test]
fn a_double_mark_leaves_silence_undecided() {
    let mut papers = papers();
    let row = CaseRow { answer: "double".into(), duties: vec!["log.clock".into()], ..CaseRow::default() };
    papers[3].rows.push(case_row(0, &row));
    let verdict = judge(&papers, &[], "log.clock");
    assert_eq!(verdict.state, Undecided);
    assert!(verdict.why.contains("表!C5"), "{}", verdict.why);
    assert_eq!(judge(&papers, &[claim("契約.docx", "log.clock", Vendor, S::Duty)], "log.clock").state, Agreed);
}

#[test]
fn a_plan_in_the_remark_of_a_no_is_told_and_promises_nothing() {
    let mut row = [S::Absent, S::Planned].map(|strength| claim("開示.xlsx", "acc.mfa", Vendor, strength));
    row.iter_mut().for_each(|claim| claim.quote.place.unit = Some("8.2".to_owned()));
    assert_eq!(judge(&papers(), &row, "acc.mfa").state, Declared);
    let promised = [row[0].clone(), row[1].clone(), claim("契約.docx", "acc.mfa", Vendor, S::Duty)];
    assert_eq!(judge(&papers(), &promised, "acc.mfa").state, Contradicted, "the contract promises it today");
}

#[test]
fn verdicts_are_per_duty_and_system() {
    let mut papers = papers();
    papers[2].systems = vec!["ehr".into()];
    let claims = [claim("契約.docx", "bck.take", Vendor, S::Duty), claim("規程.docx", "bck.check", Hospital, S::Duty)];
    let verdicts = weigh(&papers, &claims, &CATALOGUE, &plan(&["ehr", "pacs"]));
    assert_eq!(verdicts.len(), CATALOGUE.duties.len() * 2);
    let state = |duty: &str, system: &str| {
        verdicts.iter().find(|v| v.duty.as_str() == duty && v.system == system).map(|v| v.state)
    };
    assert_eq!(state("bck.take", "ehr"), Some(Agreed));
    assert_eq!(state("bck.take", "pacs"), Some(Unassigned));
    assert_eq!(state("bck.check", "pacs"), Some(Agreed));
}

#[test]
fn a_rule_that_forbids_the_means_contradicts_the_measure() {
    let mut ban = claim("規程.docx", "mnt.remote", Hospital, S::Prohibited);
    ban.quote.text = "外部からの接続による保守を禁止する。".into();
    let mut measure = claim("契約.docx", "vul.server", Vendor, S::Duty);
    measure.quote.text = "乙は、リモート接続により修正を適用する。".into();
    let verdict = judge(&papers(), &[ban, measure], "vul.server");
    assert_eq!(verdict.state, Contradicted, "{}", verdict.why);
}

#[test]
fn sentences_name_papers_places_and_what_is_missing() {
    let rows: &[(&str, &[Said], &str)] = &[
        ("bck.take", &[("契約.docx", Vendor, S::Duty)], "「契約」第1条が事業者の義務と定めています。"),
        (
            "vul.terminal",
            &[("規約.txt", Hospital, S::Duty), ("規程.docx", Hospital, S::Duty)],
            "「規約」第1条が医療機関の担当とし、「規程」第1条がこれを引き受けています。",
        ),
        (
            "vul.server",
            &[("規約.txt", Vendor, S::Disclaimed), ("規程.docx", Vendor, S::Expected)],
            "「規程」第1条は事業者が行うものとしていますが、「規約」第1条は事業者の対象外としています。",
        ),
        (
            "vul.malware",
            &[("規約.txt", Hospital, S::Duty)],
            "「規約」第1条は医療機関の担当としていますが、院内規程にこれを引き受ける定めがありません。",
        ),
        (
            "bck.offline",
            &[("開示.xlsx", Vendor, S::Stated)],
            "「開示」第1条の申告があるだけで、契約にも院内規程にも定めがありません。",
        ),
        (
            "bcp.drill",
            &[],
            "確認した5件の文書のいずれにも担当の定めがなく、契約に定めがないことは事業者の承諾とは読めず、ガイドライン上は医療機関自身の責務となります。",
        ),
    ];
    for (duty, said, sentence) in rows {
        assert_eq!(verdict(duty, said).why, *sentence);
    }
}
