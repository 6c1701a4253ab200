//! From claims to verdicts. In: documents, claims, catalogue, plan. Out: one verdict per duty and system.

use super::evidence::{Evidence, Part};
use super::hearing::{Cited, Hearing};
use super::precedence::Ranking;
use super::table::decide;
use super::words::names_lead;
use super::{clash, halves, systems, why};
use crate::catalogue::{Catalogue, Duty};
use crate::cores;
use crate::model::{Answer, Claim, Document, Level, Party, Plan, State, System, Verdict};

/// Weighs all claims: one verdict per duty and system, in the order of the catalogue, then of the systems. A paper that
/// names no system speaks for every system of its vendor, and the hospital's rules speak for all.
pub fn weigh(documents: &[Document], claims: &[Claim], catalogue: &Catalogue, plan: &Plan) -> Vec<Verdict> {
    let systems = systems(documents, plan);
    let hearing = Hearing::new(documents, claims, &systems, &plan.vendors);
    let places: Vec<usize> = (0..systems.len()).collect();
    let benches = cores::each(&places, |_| 1, |at| Bench::new(&systems[*at], &hearing), |_| {});
    let pairs: Vec<(&Duty, &Bench)> =
        catalogue.duties.iter().flat_map(|duty| benches.iter().map(move |bench| (duty, bench))).collect();
    cores::each(&pairs, |_| 1, |(duty, bench)| bench.judge(duty), |_| {})
}

/// What all duties of one system share.
struct Bench<'h, 'a> {
    system: &'h System,
    hearing: &'h Hearing<'a>,
    papers: Vec<&'a Document>,
    ranking: &'h Ranking<'a>,
    bans: Cited<'a>,
}

/// One half of a duty, or the whole, after the table has decided.
pub(super) struct Judged<'a> {
    /// The half's name for a clerk; none for a whole duty.
    pub half: Option<&'a str>,
    pub state: State,
    pub evidence: Evidence<'a>,
}

impl<'h, 'a> Bench<'h, 'a> {
    fn new(system: &'h System, hearing: &'h Hearing<'a>) -> Bench<'h, 'a> {
        let (papers, ranking) = (hearing.papers(system), hearing.ranking(system));
        Bench { system, hearing, papers, ranking, bans: clash::bans(&hearing.all(system)) }
    }

    fn judge(&self, duty: &Duty) -> Verdict {
        let heard = self.hearing.on(duty.id.as_str(), self.system);
        let all: Vec<&Claim> = heard.iter().map(|(claim, _)| *claim).collect();
        let standing = self.ranking.settle(heard.clone());
        let stands = |cite: &&(&Claim, &Document)| standing.iter().any(|other| std::ptr::eq(other.0, cite.0));
        let silenced: Cited = heard.iter().filter(|cite| !stands(cite)).copied().collect();
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
        let silenced: Vec<why::Silenced> = silenced
            .iter()
            .map(|&(claim, document)| why::Silenced {
                claim,
                document,
                ground: self.ranking.ground(&(claim, document), &heard),
            })
            .collect();
        let told = why::tell(&deciding, &silenced, unread.as_deref(), &self.bans, &self.papers);
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
mod tests;
