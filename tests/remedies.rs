//! The program reads its own proposals: each clause says exactly its duty of the vendor, each article exactly its duty of
//! the hospital, and either settles a duty that hangs.

use std::sync::LazyLock;

use hazama::catalogue::{Catalogue, Direction, Names, Remedy, remedy::remedies};
use hazama::check;
use hazama::model::{Claim, Confidence, Date, Paper, Party, Plan, Report, State, Strength};
use hazama::report::tables::Index;
use hazama::report::tables::proposal;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::builtin);

/// Vendor, hospital and system as papers call them.
const NAMES: [(&str, &str, &str); 5] = [
    ("乙", "甲", "電子カルテ"),
    ("受注者", "発注者", "検体検査システム"),
    ("当社", "契約者", "ふくろうカルテ"),
    ("受託者", "委託者", "対象システム"),
    ("当社", "契約者", "診療予約サービス「まいよやく」"),
];

fn names((vendor, hospital, system): (&'static str, &'static str, &'static str)) -> Names<'static> {
    Names { vendor: vendor.into(), hospital: hospital.into(), ..Names::plain(system) }
}

/// A contract of those articles, or terms of service where the vendor calls itself 当社.
fn contract(names: &Names, articles: &[String]) -> Paper {
    let Names { vendor, hospital, system, .. } = names;
    let title = if vendor == "当社" { format!("{system}利用規約") } else { format!("{system}保守契約書") };
    let head = format!(
        "{title}\n\nみなと市民病院(以下「{hospital}」という。)と株式会社かもめ情報(以下「{vendor}」という。)とは、\
         {system}の保守について、次のとおり契約を締結する。\n"
    );
    paper("契約書.txt", &head, articles)
}

fn rules(articles: &[String]) -> Paper {
    paper("運用管理規程.txt", "みなと市民病院 医療情報システム運用管理規程\n", articles)
}

fn paper(path: &str, head: &str, articles: &[String]) -> Paper {
    let mut text = head.to_owned();
    for (number, article) in (1..).zip(articles) {
        text.push_str(&format!("\n第{number}条 {article}\n"));
    }
    Paper { path: path.to_owned(), bytes: text.into_bytes() }
}

fn report(contract_says: &[String], rules_say: &[String], names: &Names) -> Report {
    let papers = [contract(names, contract_says), rules(rules_say)];
    let plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
    check(&papers, &CATALOGUE, &plan).expect("papers that can be read")
}

/// An article that says no duty, so that a paper without a proposal is read as well.
fn silence() -> Vec<String> {
    vec!["この文書の様式は、別に定める。".to_owned()]
}

fn state(report: &Report, remedy: &Remedy) -> State {
    report.verdicts.iter().find(|verdict| verdict.duty == remedy.duty()).expect("a verdict for every duty").state
}

/// The duty has a half that gives leave. The rules give it: a contract alone would only hand it over.
fn needs_leave(remedy: &Remedy) -> bool {
    CATALOGUE.duty(&remedy.duty()).expect("a known duty").halves.iter().any(|half| half.id == "approve")
}

/// What a claim says amiss, or none.
fn amiss(claim: &Claim, remedy: &Remedy, holders: &[Party]) -> Option<String> {
    let duty = CATALOGUE.duty(&remedy.duty()).expect("a known duty");
    let binds = claim.strength == Strength::Duty || (duty.ban_is_measure && claim.strength == Strength::Prohibited);
    let is_right = claim.duty == duty.id
        && holders.contains(&claim.holder)
        && binds
        && claim.scope.is_none()
        && !claim.pushed
        && claim.confidence != Confidence::Low;
    (!is_right).then(|| format!("{} {} {}", claim.duty, claim.holder.id(), claim.strength.id()))
}

#[test]
fn proposals_say_exactly_their_duty_under_every_name() {
    let mut faults = Vec::new();
    let mut read = 0;
    for named in NAMES {
        let names = names(named);
        for remedy in remedies() {
            let halves = &CATALOGUE.duty(&remedy.duty()).expect("a known duty").halves;
            for (direction, holder) in [
                (Direction::Contract, Party::Vendor),
                (Direction::ContractHospital, Party::Hospital),
                (Direction::Rule, Party::Hospital),
            ] {
                let Some(words) = remedy.ja(direction, &names) else { continue };
                let both = direction == Direction::Contract && !halves.is_empty();
                let holders = if both { vec![Party::Vendor, Party::Hospital] } else { vec![holder] };
                let report = match direction {
                    Direction::Rule => report(&silence(), &[words], &names),
                    _ => report(&[words], &silence(), &names),
                };
                let claims = &report.claims;
                let mut wrong: Vec<String> = claims.iter().filter_map(|claim| amiss(claim, remedy, &holders)).collect();
                let missing = holders.iter().filter(|holder| !claims.iter().any(|claim| claim.holder == **holder));
                wrong.extend(missing.map(|holder| format!("nothing of the {}", holder.id())));
                read += 1;
                if !wrong.is_empty() {
                    faults.push(format!("{} {} {}: {}", remedy.duty(), direction.id(), names.vendor, wrong.join(", ")));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of {read} read amiss:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_proposal_settles_a_duty_that_hangs() {
    let names = names(NAMES[0]);
    let before = report(&silence(), &silence(), &names);
    for remedy in remedies() {
        assert!(state(&before, remedy).is_hanging(), "{}: nothing hangs", remedy.duty());
        let (clause, article) = (remedy.ja(Direction::Contract, &names), remedy.ja(Direction::Rule, &names));
        let (clause, article): (Vec<_>, Vec<_>) = (clause.into_iter().collect(), article.into_iter().collect());
        let cases =
            if needs_leave(remedy) { vec![(clause, article)] } else { vec![(clause, silence()), (silence(), article)] };
        for (clause, article) in cases.iter().filter(|(clause, article)| !clause.is_empty() && !article.is_empty()) {
            let after = report(clause, article, &names);
            assert_eq!(state(&after, remedy), State::Agreed, "{}: {clause:?} {article:?}", remedy.duty());
            let others = |report: &Report| -> Vec<State> {
                let others = report.verdicts.iter().filter(|verdict| verdict.duty != remedy.duty());
                others.map(|verdict| verdict.state).collect()
            };
            assert_eq!(others(&after), others(&before), "{}: settles more than its duty", remedy.duty());
        }
    }
}

#[test]
fn a_clause_answers_rules_that_expect_the_vendor() {
    let names = names(NAMES[0]);
    let vendors = Names { post: "保守業者".into(), ..names.clone() };
    let mut answered = 0;
    for remedy in remedies().iter().filter(|remedy| !needs_leave(remedy)) {
        let clause = remedy.ja(Direction::Contract, &names);
        let (Some(clause), Some(article)) = (clause, remedy.ja(Direction::Rule, &vendors)) else { continue };
        let article = [article];
        // some articles name the staff or the director: they expect nothing of a vendor
        if state(&report(&silence(), &article, &names), remedy) == State::Unaccepted {
            let after = report(&[clause], &article, &names);
            assert_eq!(state(&after, remedy), State::Agreed, "{}", remedy.duty());
            answered += 1;
        }
    }
    assert!(answered >= 50, "only {answered} articles expect something of a vendor");
}

#[test]
fn proposals_follow_the_direction_in_which_the_papers_point() {
    use Direction::{Contract, ContractHospital, Question, Rule};
    let names = names(NAMES[0]);
    let all = vec![Contract, Rule, Question];
    for (duty, contract, rule, state, directions) in [
        ("bck.take", "", "", State::Unassigned, all.clone()),
        ("log.review", "", "", State::Unassigned, vec![Contract, ContractHospital, Rule, Question]),
        ("mnt.approve", "", "", State::Unassigned, all.clone()),
        ("gov.training", "", "", State::Unassigned, vec![Rule]),
        ("bcp.fallback", "", "", State::Unassigned, vec![ContractHospital, Rule]),
        ("sla.level", "", "", State::Unassigned, vec![Contract, Question]),
        ("bck.take", "乙は、データのバックアップの取得に努める。", "", State::Effort, vec![Contract, Question]),
        ("bck.take", "", "システム管理者は、バックアップの取得に努める。", State::Effort, vec![Rule]),
        (
            "bck.take",
            "乙は、甲が有償のオプションを契約した場合に限り、データのバックアップを取得する。",
            "",
            State::Conditional,
            vec![Contract, Question],
        ),
        ("bck.take", "データのバックアップの取得については、甲乙協議のうえ別途定める。", "", State::Open, all.clone()),
        (
            "bck.take",
            "データのバックアップの取得は、この契約の対象外とする。",
            "保守業者は、データのバックアップを取得しなければならない。",
            State::Mutual,
            all.clone(),
        ),
        (
            "bck.take",
            "",
            "保守業者は、データのバックアップを取得しなければならない。",
            State::Unaccepted,
            vec![Contract, Question],
        ),
        ("bck.take", "甲は、データのバックアップを取得する。", "", State::Unaccepted, vec![Rule]),
        ("log.review", "甲は、アクセスログを毎月点検する。", "", State::Unaccepted, vec![Rule]),
    ] {
        let said = |words: &str| if words.is_empty() { silence() } else { vec![words.to_owned()] };
        let report = report(&said(contract), &said(rule), &names);
        let verdict = report.verdicts.iter().find(|verdict| verdict.duty.as_str() == duty).expect("a verdict");
        assert_eq!(verdict.state, state, "{duty} {contract} {rule}");
        let proposal = proposal(&Index::new(&report, &CATALOGUE), verdict).expect("something to propose");
        let found: Vec<Direction> = proposal.texts.iter().map(|text| text.direction).collect();
        assert_eq!(found, directions, "{duty} {contract} {rule}");
        assert!(proposal.how.ends_with("ください。"), "{}", proposal.how);
    }
}

#[test]
fn proposals_call_the_parties_as_the_papers_do() {
    for (vendor, hospital, post) in [
        ("乙", "甲", "システム管理者"),
        ("甲", "乙", "運用責任者"),
        ("受注者", "発注者", "情報管理室"),
        ("弊社", "お客様", "システム管理者"),
    ] {
        let names = Names { vendor: vendor.into(), hospital: hospital.into(), ..Names::plain("電子カルテ") };
        let clause = format!("{vendor}は、{hospital}にデータのバックアップの結果を報告する。");
        let taken = format!("{vendor}は、データのバックアップを毎日取得する。");
        let article = format!("{post}は、アクセスログを毎月点検する。");
        let report = report(&[clause, taken], &[article], &names);
        let verdict = report.verdicts.iter().find(|verdict| verdict.duty.as_str() == "bck.test").expect("a verdict");
        let proposal = proposal(&Index::new(&report, &CATALOGUE), verdict).expect("something to propose");
        let text = proposal.ja(Direction::Contract).expect("a clause");
        assert!(text.starts_with(&format!("{vendor}は、")) && text.contains(&format!("{hospital}に")), "{text}");
        let text = proposal.ja(Direction::Rule).expect("an article");
        assert!(text.starts_with(&format!("{post}は、")), "{text}");
    }
}
