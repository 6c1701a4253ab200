//! From claims to verdicts. In: documents, claims, catalogue, plan. Out: one verdict per duty and system.

use std::collections::BTreeMap;

use super::evidence::{Evidence, Part};
use super::table::decide;
use super::words::names_lead;
use super::{clash, halves, precedence, speaks_for, systems, why};
use crate::catalogue::{Catalogue, Duty};
use crate::model::{Answer, Claim, Document, DutyId, Level, Party, Plan, State, System, Verdict};

/// Claims with the papers that say them.
pub(super) type Cited<'a> = Vec<(&'a Claim, &'a Document)>;

/// Weighs all claims: one verdict per duty and system, in the order of the catalogue, then of the systems. A paper that
/// names no system speaks for every system of its vendor, and the hospital's rules speak for all.
pub fn weigh(documents: &[Document], claims: &[Claim], catalogue: &Catalogue, plan: &Plan) -> Vec<Verdict> {
    let systems = systems(documents, plan);
    let papers: BTreeMap<&str, &Document> = documents.iter().map(|document| (document.id.as_str(), document)).collect();
    let mut cited: BTreeMap<&DutyId, Cited> = BTreeMap::new();
    for claim in claims {
        if let Some(document) = papers.get(claim.document.as_str()) {
            cited.entry(&claim.duty).or_default().push((claim, document));
        }
    }
    let benches: Vec<Bench> = systems.iter().map(|system| Bench::new(system, &systems, documents, &cited)).collect();
    let none = Cited::new();
    catalogue
        .duties
        .iter()
        .flat_map(|duty| {
            let about = cited.get(&duty.id).unwrap_or(&none);
            benches.iter().map(move |bench| bench.judge(duty, about))
        })
        .collect()
}

/// What all duties of one system share.
struct Bench<'a> {
    system: &'a System,
    systems: &'a [System],
    papers: Vec<&'a Document>,
    bans: Cited<'a>,
}

/// One half of a duty, or the whole, after the table has decided.
pub(super) struct Judged<'a> {
    /// The half's name for a clerk; none for a whole duty.
    pub half: Option<&'a str>,
    pub state: State,
    pub evidence: Evidence<'a>,
}

impl<'a> Bench<'a> {
    fn new(
        system: &'a System,
        systems: &'a [System],
        documents: &'a [Document],
        cited: &BTreeMap<&DutyId, Cited<'a>>,
    ) -> Bench<'a> {
        let papers: Vec<&Document> = documents
            .iter()
            .filter(|document| document.kind.level() != Level::None && speaks_for(document, system))
            .collect();
        let mut bench = Bench { system, systems, papers, bans: Vec::new() };
        let heard: Cited = cited.values().flatten().filter(|cite| bench.hears(cite)).copied().collect();
        bench.bans = clash::bans(&heard);
        bench
    }

    /// Whether a claim speaks for this system.
    fn hears(&self, (claim, document): &(&Claim, &Document)) -> bool {
        speaks_for(document, self.system)
            && !(document.kind.level() == Level::Internal
                && self.systems.len() > 1
                && systems::names_only_others(&claim.quote.text, self.system, self.systems))
    }

    fn judge(&self, duty: &Duty, about: &Cited<'a>) -> Verdict {
        let heard: Cited = about.iter().filter(|cite| self.hears(cite)).copied().collect();
        let all: Vec<&Claim> = heard.iter().map(|(claim, _)| *claim).collect();
        let standing = precedence::settle(heard, &self.papers);
        let unread = self.unread(duty);
        let weigh = |claims: &Cited<'a>, half| {
            let evidence = Evidence::new(claims, duty, self.system, unread.is_some(), &self.bans);
            Judged { half, state: decide(&evidence.inputs), evidence }
        };
        let (state, deciding) = if duty.halves.is_empty() {
            let whole = weigh(&standing, None);
            (whole.state, vec![whole])
        } else {
            let judged: Vec<Judged> = duty
                .halves
                .iter()
                .map(|half| {
                    let about_it = standing.iter().filter(|(claim, _)| halves::concerns(claim, half, duty));
                    weigh(&about_it.copied().collect(), Some(half.ja.as_str()))
                })
                .collect();
            let sorts: Vec<_> =
                duty.halves.iter().zip(&judged).map(|(half, judged)| (halves::sort(half), judged.state)).collect();
            let (state, indexes) = halves::join(&sorts);
            let keep = |(n, judged)| indexes.contains(&n).then_some(judged);
            (state, judged.into_iter().enumerate().filter_map(keep).collect())
        };
        let told = why::tell(&deciding, unread.as_deref(), &self.bans, &self.papers);
        let mut claims: Vec<String> = Vec::new();
        for claim in told.claims.iter().chain(&all) {
            if !claims.contains(&claim.id) {
                claims.push(claim.id.clone());
            }
        }
        Verdict {
            duty: duty.id.clone(),
            system: self.system.id.clone(),
            state,
            holder: (state == State::Agreed).then(|| holder(&deciding)),
            why: told.sentence,
            claims,
            searched: self.papers.iter().map(|document| document.id.clone()).collect(),
        }
    }

    /// Where words or a mark on the duty could not be read, in words; none when all was read. A role table settles no
    /// duty, so a mark in it cannot change the answer.
    fn unread(&self, duty: &Duty) -> Option<String> {
        let weighty = self.papers.iter().filter(|document| document.kind.level() != Level::AgreedForm);
        weighty
            .flat_map(|document| {
                let notices =
                    document.notices.iter().filter(|notice| notice.duties.contains(&duty.id)).map(|n| &n.place);
                let unclear = |answer| matches!(answer, Answer::Double | Answer::Unreadable);
                let rows = document.rows.iter().filter(move |row| unclear(row.answer) && row.duties.contains(&duty.id));
                notices.chain(rows.map(|row| &row.place)).map(|place| why::cite(document, place))
            })
            .next()
    }
}

/// Who has a duty that is agreed.
fn holder(deciding: &[Judged]) -> Party {
    let of = |judged: &Judged| {
        let leads = |parts: &[Part]| {
            let claims = judged.evidence.exhibits.iter().filter(|e| e.parts.iter().any(|part| parts.contains(part)));
            claims.fold((false, false), |(_, lead), e| {
                let joint = matches!(e.claim.holder, Party::Both | Party::Either);
                (true, lead || (!joint && names_lead(&e.claim.quote.text)))
            })
        };
        let (vendor, vendor_leads) = leads(&[Part::Binds]);
        let (hospital, hospital_leads) = leads(&[Part::TakesUp, Part::Delegates, Part::Pushes]);
        let delegates = judged.evidence.first(Part::Delegates).is_some();
        match (vendor, hospital) {
            (true, true) if vendor_leads != hospital_leads => {
                if vendor_leads {
                    Party::Vendor
                } else {
                    Party::Hospital
                }
            }
            (true, true) if !delegates => Party::Both,
            (true, _) => Party::Vendor,
            _ => Party::Hospital,
        }
    };
    let mut holders: Vec<Party> = deciding.iter().map(of).collect();
    holders.dedup();
    if let [holder] = holders[..] { holder } else { Party::Both }
}

#[cfg(test)]
mod tests {
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
                winner: (*winner).into(),
                loser: (*loser).into(),
                place: Place::default(),
                text: String::new(),
            });
            let claims = said.map(|(document, holder, strength)| claim(document, "mnt.report", holder, strength));
            let verdict = judge(&papers, &claims, "mnt.report");
            assert_eq!(verdict.state, *state, "{winner} > {loser}: {}", verdict.why);
            assert_eq!(verdict.claims.len(), 2, "both claims stay in evidence");
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
        for (bought, state) in [(vec![], Conditional), (vec!["遠隔バックアップ".to_owned()], Agreed)] {
            plan.systems[0].options = bought;
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
    fn verdicts_are_per_duty_and_system() {
        let mut papers = papers();
        papers[2].systems = vec!["ehr".into()];
        let claims =
            [claim("契約.docx", "bck.take", Vendor, S::Duty), claim("規程.docx", "bck.check", Hospital, S::Duty)];
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
}
