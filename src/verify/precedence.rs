//! Precedence between binding papers. In: the papers' own clauses («規約とこの契約が食い違うときは、この契約による»).
//! Out: whether one paper prevails over another, and which articles a later paper has replaced («原契約第8条を次のとおり改める»).
//! With no clause all binding papers are of one rank.

use std::collections::BTreeMap;

use crate::claims::{Named, lies_in};
use crate::model::{Claim, Document, Level, Party, Precedence, Strength};

/// Claims with the papers that say them.
pub(super) type Cited<'a> = Vec<(&'a Claim, &'a Document)>;

/// A clause and its paper.
type Clause<'a> = (&'a Document, &'a Precedence);

/// What the papers of one system say of one another.
#[derive(Default)]
pub(super) struct Ranking<'a> {
    places: BTreeMap<&'a str, usize>,
    /// The clause that lets the first paper prevail over the second.
    over: BTreeMap<(usize, usize), Clause<'a>>,
    /// For each paper, the clauses of others that replace or strike an article of it.
    replaced: Vec<Vec<Clause<'a>>>,
}

impl<'a> Ranking<'a> {
    /// Looks up once which papers each clause means.
    pub fn new(papers: &[&'a Document]) -> Ranking<'a> {
        if papers.iter().all(|paper| paper.precedence.is_empty()) {
            return Ranking::default();
        }
        let named = Named::new(papers);
        let all: Vec<usize> = (0..papers.len()).collect();
        let mut ranking = Ranking {
            places: papers.iter().enumerate().map(|(at, paper)| (paper.id.as_str(), at)).collect(),
            over: BTreeMap::new(),
            replaced: vec![Vec::new(); papers.len()],
        };
        for &home in papers {
            for clause in &home.precedence {
                if clause.unit.is_some() {
                    let losers = match &clause.paper {
                        Some(path) => all.iter().copied().filter(|&at| papers[at].path == *path).collect(),
                        None => named.meant(&clause.loser, home),
                    };
                    for at in losers.into_iter().filter(|&at| papers[at].id != home.id) {
                        ranking.replaced[at].push((home, clause));
                    }
                    continue;
                }
                let losers = if clause.loser.is_empty() { all.clone() } else { named.meant(&clause.loser, home) };
                for winner in named.meant(&clause.winner, home) {
                    for &loser in &losers {
                        ranking.over.entry((winner, loser)).or_insert((home, clause));
                    }
                }
            }
        }
        ranking
    }

    /// Drops what a lower-ranking paper says where a higher-ranking one says otherwise on the same matter, and what stands in
    /// an article that another paper has replaced.
    pub fn settle<'c>(&self, claims: Cited<'c>) -> Cited<'c> {
        if self.places.is_empty() {
            return claims;
        }
        let claims: Cited = claims.into_iter().filter(|claim| self.amendment(claim).is_none()).collect();
        claims.iter().filter(|loser| !claims.iter().any(|winner| self.beats(winner, loser))).copied().collect()
    }

    /// Why what a claim says is set aside: the paper and its clause of precedence or amendment.
    pub fn ground(&self, loser: &(&Claim, &Document), claims: &[(&Claim, &Document)]) -> Option<Clause<'a>> {
        self.amendment(loser).or_else(|| {
            let winner = claims.iter().find(|winner| self.beats(winner, loser))?;
            self.over.get(&(self.place(winner.1)?, self.place(loser.1)?)).copied()
        })
    }

    fn place(&self, paper: &Document) -> Option<usize> {
        self.places.get(paper.id.as_str()).copied()
    }

    /// The clause by which another paper replaces or strikes the article in which a claim stands, and its paper.
    fn amendment(&self, (claim, document): &(&Claim, &Document)) -> Option<Clause<'a>> {
        let unit = claim.quote.place.unit.as_deref()?;
        let clauses = self.replaced.get(self.place(document)?)?;
        let is_meant = |(_, clause): &&Clause| {
            clause.unit.as_deref().is_some_and(|article| lies_in(unit, article))
                && (clause.duties.is_empty() || clause.duties.contains(&claim.duty))
        };
        clauses.iter().find(is_meant).copied()
    }

    fn beats(&self, winner: &(&Claim, &Document), loser: &(&Claim, &Document)) -> bool {
        winner.1.id != loser.1.id
            && winner.1.kind.level() == Level::Binding
            && loser.1.kind.level() == Level::Binding
            && differ(winner.0, loser.0)
            && self.prevails(winner.1, loser.1)
    }

    /// Some clause lets one paper prevail over the other. Clauses that answer both ways answer nothing.
    fn prevails(&self, winner: &Document, loser: &Document) -> bool {
        let (Some(winner), Some(loser)) = (self.place(winner), self.place(loser)) else { return false };
        self.over.contains_key(&(winner, loser)) && !self.over.contains_key(&(loser, winner))
    }
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
