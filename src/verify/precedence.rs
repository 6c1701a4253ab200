//! Precedence between binding papers. In: the papers' own clauses («規約とこの契約が食い違うときは、この契約による»).
//! Out: whether one paper prevails over another. With no clause all binding papers are of one rank.

use std::cmp::Ordering;

use super::words::fold;
use crate::model::{Claim, Document, Kind, Level, Party, Strength};

/// Words that name a kind of binding paper. The first that occurs decides, so longer words stand first.
const KINDS: [(&str, &[Kind]); 14] = [
    ("サービスレベル合意", &[Kind::Sla]),
    ("サービス品質", &[Kind::Sla]),
    ("SLA", &[Kind::Sla]),
    ("仕様書", &[Kind::Specification]),
    ("規約", &[Kind::Terms]),
    ("約款", &[Kind::Terms]),
    ("合意書", &[Kind::Sla, Kind::Memorandum]),
    ("覚書", &[Kind::Memorandum]),
    ("確認書", &[Kind::Memorandum]),
    ("協定", &[Kind::Memorandum, Kind::Contract]),
    ("個別契約", &[Kind::Contract]),
    ("基本契約", &[Kind::Contract]),
    ("原契約", &[Kind::Contract]),
    ("契約", &[Kind::Contract]),
];

/// Whether words in the paper `home` mean the paper `candidate`.
fn means(words: &str, home: &Document, candidate: &Document) -> bool {
    let words = fold(words);
    let kinds = KINDS.iter().find(|(word, _)| words.contains(&fold(word))).map_or(&[][..], |(_, kinds)| *kinds);
    let own = ["この", "本", "当"].iter().find_map(|prefix| words.strip_prefix(prefix));
    if own.is_some() && (kinds.is_empty() || kinds.contains(&home.kind) || home_is_called(home, &words)) {
        return home.id == candidate.id;
    }
    let bare = own.unwrap_or(&words);
    let title = fold(candidate.header.title.as_deref().unwrap_or_default());
    let named = bare.chars().count() > 2 && (title.contains(bare) || fold(&candidate.path).contains(bare));
    candidate.id != home.id && (named || kinds.contains(&candidate.kind))
}

/// «この合意書» in a paper whose title ends so.
fn home_is_called(home: &Document, words: &str) -> bool {
    let title = fold(home.header.title.as_deref().unwrap_or_default());
    words.strip_prefix("この").or_else(|| words.strip_prefix("本")).is_some_and(|bare| title.contains(bare))
}

/// Whether a clause of some paper lets `first` prevail over `second` (`Greater`), the reverse (`Less`), or neither.
/// Clauses that answer both ways answer nothing.
pub(super) fn rank(first: &Document, second: &Document, papers: &[&Document]) -> Ordering {
    let wins = |winner: &Document, loser: &Document| {
        papers.iter().any(|home| {
            home.precedence.iter().any(|clause| {
                means(&clause.winner, home, winner)
                    && if clause.loser.is_empty() { winner.id != loser.id } else { means(&clause.loser, home, loser) }
            })
        })
    };
    match (wins(first, second), wins(second, first)) {
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        _ => Ordering::Equal,
    }
}

/// Drops what a lower-ranking paper says where a higher-ranking one says otherwise on the same matter.
pub(super) fn settle<'a>(
    claims: Vec<(&'a Claim, &'a Document)>,
    papers: &[&Document],
) -> Vec<(&'a Claim, &'a Document)> {
    if papers.iter().all(|paper| paper.precedence.is_empty()) {
        return claims;
    }
    let beaten = |loser: &(&Claim, &Document)| {
        claims.iter().any(|winner| {
            winner.1.id != loser.1.id
                && winner.1.kind.level() == Level::Binding
                && loser.1.kind.level() == Level::Binding
                && differ(winner.0, loser.0)
                && rank(winner.1, loser.1, papers) == Ordering::Greater
        })
    };
    claims.iter().filter(|claim| !beaten(claim)).copied().collect()
}

/// Whether two claims on one duty cannot both be followed, so that a clause of precedence has something to decide.
/// A permission and «to be settled elsewhere» leave room for the other paper.
fn differ(winner: &Claim, loser: &Claim) -> bool {
    !matches!(winner.strength, Strength::Permission | Strength::Open)
        && winner.holder != Party::Unstated
        && (winner.holder, winner.strength) != (loser.holder, loser.strength)
        && winner.scope == loser.scope
        && (winner.half.is_none() || loser.half.is_none() || winner.half == loser.half)
}
