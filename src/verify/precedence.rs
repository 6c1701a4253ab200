//! Precedence between binding papers. In: the papers' own clauses («規約とこの契約が食い違うときは、この契約による»).
//! Out: whether one paper prevails over another, and which articles a later paper has replaced («原契約第8条を次のとおり改める»).
//! With no clause all binding papers are of one rank.

use std::cmp::Ordering;

use crate::claims::{lies_in, means};
use crate::model::{Claim, Document, Level, Party, Precedence, Strength};

/// Whether a clause of some paper lets `first` prevail over `second` (`Greater`), the reverse (`Less`), or neither.
/// Clauses that answer both ways answer nothing.
pub(super) fn rank(first: &Document, second: &Document, papers: &[&Document]) -> Ordering {
    match (clause(first, second, papers).is_some(), clause(second, first, papers).is_some()) {
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        _ => Ordering::Equal,
    }
}

/// The clause that lets `winner` prevail over `loser`, and its paper.
fn clause<'a>(winner: &Document, loser: &Document, papers: &[&'a Document]) -> Option<(&'a Document, &'a Precedence)> {
    let clauses = papers.iter().flat_map(|home| home.precedence.iter().map(move |clause| (*home, clause)));
    clauses.filter(|(_, clause)| clause.unit.is_none()).find(|(home, clause)| {
        means(&clause.winner, home, winner, papers)
            && if clause.loser.is_empty() { winner.id != loser.id } else { means(&clause.loser, home, loser, papers) }
    })
}

/// The clause by which another paper replaces or strikes the article in which a claim stands, and its paper.
fn amendment<'a>(
    (claim, document): &(&Claim, &Document),
    papers: &[&'a Document],
) -> Option<(&'a Document, &'a Precedence)> {
    let unit = claim.quote.place.unit.as_deref()?;
    let clauses = papers.iter().flat_map(|home| home.precedence.iter().map(move |clause| (*home, clause)));
    let is_meant = |home: &Document, clause: &Precedence| match &clause.paper {
        Some(path) => *path == document.path,
        None => means(&clause.loser, home, document, papers),
    };
    clauses.filter(|(home, _)| home.id != document.id).find(|(home, clause)| {
        clause.unit.as_deref().is_some_and(|article| lies_in(unit, article))
            && (clause.duties.is_empty() || clause.duties.contains(&claim.duty))
            && is_meant(home, clause)
    })
}

/// Why what a claim says is set aside: the paper and its clause of precedence or amendment.
pub(super) fn ground<'a>(
    loser: &(&Claim, &Document),
    claims: &[(&Claim, &Document)],
    papers: &[&'a Document],
) -> Option<(&'a Document, &'a Precedence)> {
    amendment(loser, papers).or_else(|| {
        let winner = claims.iter().find(|winner| beats(winner, loser, papers))?;
        clause(winner.1, loser.1, papers)
    })
}

fn beats(winner: &(&Claim, &Document), loser: &(&Claim, &Document), papers: &[&Document]) -> bool {
    winner.1.id != loser.1.id
        && winner.1.kind.level() == Level::Binding
        && loser.1.kind.level() == Level::Binding
        && differ(winner.0, loser.0)
        && rank(winner.1, loser.1, papers) == Ordering::Greater
}

/// Drops what a lower-ranking paper says where a higher-ranking one says otherwise on the same matter, and what stands in
/// an article that another paper has replaced.
pub(super) fn settle<'a>(
    claims: Vec<(&'a Claim, &'a Document)>,
    papers: &[&Document],
) -> Vec<(&'a Claim, &'a Document)> {
    if papers.iter().all(|paper| paper.precedence.is_empty()) {
        return claims;
    }
    let claims: Vec<_> = claims.into_iter().filter(|claim| amendment(claim, papers).is_none()).collect();
    let beaten = |loser: &(&Claim, &Document)| claims.iter().any(|winner| beats(winner, loser, papers));
    claims.iter().filter(|claim| !beaten(claim)).copied().collect()
}

/// Whether two claims on one duty cannot both be followed, so that a clause of precedence has something to decide.
/// A permission and «to be settled elsewhere» leave room for the other paper.
fn differ(winner: &Claim, loser: &Claim) -> bool {
    !matches!(winner.strength, Strength::Permission | Strength::Open)
        && (winner.holder != Party::Unstated || winner.strength == Strength::Disclaimed)
        && (winner.holder, winner.strength) != (loser.holder, loser.strength)
        && winner.scope == loser.scope
        && (winner.half.is_none() || loser.half.is_none() || winner.half == loser.half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::fixture::claim;

    #[test]
    fn only_claims_that_cannot_both_be_followed_differ() {
        use Strength as S;
        let parted = |claim: &Claim, half: Option<&str>, scope: Option<&str>| Claim {
            half: half.map(str::to_owned),
            scope: scope.map(str::to_owned),
            ..claim.clone()
        };
        let said = |holder, strength| claim("紙", "bck.take", holder, strength);
        let (duty, none) = (said(Party::Vendor, S::Duty), said(Party::Vendor, S::Disclaimed));
        for (winner, loser, do_differ) in [
            (none.clone(), duty.clone(), true),
            (duty.clone(), duty.clone(), false),
            (said(Party::Hospital, S::Duty), duty.clone(), true),
            (said(Party::Vendor, S::Permission), duty.clone(), false),
            (said(Party::Vendor, S::Open), duty.clone(), false),
            (said(Party::Unstated, S::Duty), duty.clone(), false),
            (said(Party::Unstated, S::Disclaimed), duty.clone(), true),
            (parted(&none, None, Some("端末")), duty.clone(), false),
            (parted(&none, Some("ask"), None), duty.clone(), true),
            (parted(&none, Some("ask"), None), parted(&duty, Some("ask"), None), true),
            (parted(&none, Some("ask"), None), parted(&duty, Some("approve"), None), false),
        ] {
            assert_eq!(differ(&winner, &loser), do_differ, "{winner:?} against {loser:?}");
        }
    }
}
