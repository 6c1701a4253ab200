//! Precedence between binding papers. In: the papers' own clauses («規約とこの契約が食い違うときは、この契約による»).
//! Out: whether one paper prevails over another, and which articles a later paper has replaced («原契約第8条を次のとおり改める»).
//! With no clause all binding papers are of one rank.

use std::cmp::Ordering;

use super::words::fold;
use crate::model::{Claim, Document, Kind, Level, Party, Precedence, Strength};

/// Words that name a kind of binding paper. The first that occurs decides, so longer words stand first.
const KINDS: [(&str, &[Kind]); 16] = [
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
    ("申込書", &[Kind::Contract]),
    ("注文書", &[Kind::Contract]),
    ("個別契約", &[Kind::Contract]),
    ("基本契約", &[Kind::Contract]),
    ("原契約", &[Kind::Contract]),
    ("契約", &[Kind::Contract]),
];

/// Letters of the longest line that is a title, and not a preamble.
const LONGEST_TITLE: usize = 40;

/// Whether words in the paper `home` mean the paper `candidate`, one of `papers`: by its title or file name where some
/// paper is called so, else by its kind.
fn means(words: &str, home: &Document, candidate: &Document, papers: &[&Document]) -> bool {
    let words = fold(words);
    let kinds = KINDS.iter().find(|(word, _)| words.contains(&fold(word))).map_or(&[][..], |(_, kinds)| *kinds);
    let own = ["この", "本", "当"].iter().find_map(|prefix| words.strip_prefix(prefix));
    if own.is_some() && (kinds.is_empty() || kinds.contains(&home.kind) || is_called(home, &words)) {
        return home.id == candidate.id;
    }
    let bare = own.unwrap_or(&words);
    let is_named = |paper: &Document| {
        let title = fold(paper.header.title.as_deref().unwrap_or_default());
        let title = if title.chars().count() <= LONGEST_TITLE { title } else { String::new() };
        bare.chars().count() > 2 && (title.contains(bare) || fold(&paper.path).contains(bare))
    };
    if papers.iter().any(|paper| is_named(paper)) {
        return is_named(candidate);
    }
    candidate.id != home.id && kinds.contains(&candidate.kind)
}

/// «この合意書» in a paper whose title ends so.
fn is_called(home: &Document, words: &str) -> bool {
    let title = fold(home.header.title.as_deref().unwrap_or_default());
    words.strip_prefix("この").or_else(|| words.strip_prefix("本")).is_some_and(|bare| title.contains(bare))
}

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
    let within = |article: &str| {
        unit.strip_prefix(article)
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit() || next == 'の'))
    };
    let clauses = papers.iter().flat_map(|home| home.precedence.iter().map(move |clause| (*home, clause)));
    clauses.filter(|(home, _)| home.id != document.id).find(|(home, clause)| {
        clause.unit.as_deref().is_some_and(within) && means(&clause.loser, home, document, papers)
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
