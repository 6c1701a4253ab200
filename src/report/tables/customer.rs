//! 利用者に求める事項: what a vendor's papers leave to the customer, put into one list. In: a report of a vendor's check of its own
//! papers. Out: one row a claim, with the words, where they stand and an article that a customer's rules may hold. None in any
//! other workflow: there the hospital's own papers are held against it.

use super::index::Index;
use super::{Cell, Column, Sheet, SheetName, proposal};
use crate::catalogue::Direction;
use crate::model::{Claim, Level, Party, State, Strength, Verdict, Workflow};
use crate::report::priority;

/// How a paper leaves a duty to the customer; none where it does not.
fn way(index: &Index, claim: &Claim) -> Option<&'static str> {
    let level = index.document(&claim.document)?.kind.level();
    match (claim.holder, claim.strength) {
        _ if claim.pushed => Some("開示書で委ねている"),
        (Party::Hospital, Strength::Duty | Strength::Prohibited) if level == Level::Binding => {
            Some("契約で負わせている")
        }
        (Party::Both, Strength::Duty) if level == Level::Binding => Some("契約で双方に負わせている"),
        (Party::Hospital, Strength::Effort | Strength::Conditional | Strength::Expected) => Some("求めている"),
        _ => None,
    }
}

/// Whose part a gap is, where a vendor checks its own papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The vendor's: its papers have to be mended.
    Vendors,
    /// The customer's, by the vendor's own papers.
    Asked,
    /// The customer's, since no vendor can have it and no paper speaks of it.
    Hospitals,
}

/// Whose part a gap is.
pub fn whose(index: &Index, verdict: &Verdict) -> Whose {
    let claims = || verdict.claims.iter().filter_map(|id| index.claim(id));
    let is_vendors = index.catalogue.remedy(&verdict.duty).is_none_or(|one| one.words(Direction::Contract).is_some());
    match verdict.state {
        State::Unaccepted if claims().any(|claim| way(index, claim).is_some()) => Whose::Asked,
        State::Unassigned if claims().next().is_none() && !is_vendors => Whose::Hospitals,
        _ => Whose::Vendors,
    }
}

/// The sheet, for a vendor's check of its own papers.
pub(super) fn sheet(index: &Index) -> Option<Sheet> {
    if index.report.plan.workflow != Workflow::SelfCheck {
        return None;
    }
    let columns = vec![
        Column::new("番号", 6).centred(),
        Column::new("優先度", 7).centred(),
        Column::new("義務", 24),
        Column::new("システム", 20),
        Column::new("利用者に求めること(原文のまま)", 52),
        Column::new("求め方", 20),
        Column::new("文書と場所", 32),
        Column::new("条件", 20),
        Column::new("状態", 16),
        Column::new("利用者の規程の文案", 46),
        Column::new("ID", 22),
    ];
    let mut found: Vec<_> = index
        .report
        .verdicts
        .iter()
        .flat_map(|verdict| {
            let weight = index.duty(&verdict.duty).map_or(1, |duty| duty.weight);
            let rank = priority::of(verdict.state, weight);
            let claims = verdict.claims.iter().filter_map(|id| index.claim(id));
            claims.filter_map(move |claim| Some((rank, verdict, claim, way(index, claim)?)))
        })
        .collect();
    found.sort_by_key(|(rank, ..)| *rank);
    let rows = found.into_iter().zip(1..).map(|((rank, verdict, claim, way), number)| {
        let rule = proposal(index, verdict).and_then(|proposal| proposal.ja(Direction::Rule).map(str::to_owned));
        vec![
            Cell::Number(number),
            Cell::Priority(rank),
            Cell::text(index.catalogue.title(&verdict.duty)),
            Cell::text(index.system_name(&verdict.system)),
            Cell::text(claim.quote.text.as_str()),
            Cell::text(way),
            Cell::text(index.place(&claim.document, &claim.quote.place)),
            Cell::maybe(claim.condition.as_deref()),
            Cell::State(verdict.state, verdict.holder.map(|holder| holder.ja().to_owned())),
            Cell::maybe(rule.as_deref()),
            Cell::text(format!("{}@{}", verdict.duty, verdict.system)),
        ]
    });
    Some(Sheet { name: SheetName::Customers, columns, rows: rows.collect(), frozen: 3, broad: true })
}
