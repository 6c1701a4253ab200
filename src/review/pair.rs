//! Which papers of last year and of this year are the same work. In: both years. Out: groups, told by kind, system, vendor and
//! words; a paper may have another name, format or edition, be split or merged.

use std::collections::BTreeSet;

use super::compare::Years;
use super::side::{Side, bare};
use crate::model::{Document, Kind, Level};

/// Papers that belong together, by their places among the papers of their year; one side is empty for what is new or gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub then: Vec<usize>,
    pub now: Vec<usize>,
}

/// Less than this in common is not the same work.
const LEAST: f64 = 0.5;
/// So much of a paper must stand in another for it to be a part of that.
const PART: f64 = 0.6;
/// Letters of one piece by which papers are compared.
const PIECE: usize = 3;

/// The groups: in the order of this year's papers, then what is gone in the order of last year's.
pub(super) fn pairs(years: &Years<'_>) -> Vec<Group> {
    let (old, new) = (marks(years, &years.then), marks(years, &years.now));
    let mut groups: Vec<Group> = Vec::new();
    let mut free_old: BTreeSet<usize> = (0..old.len()).collect();
    let mut free_new: BTreeSet<usize> = (0..new.len()).collect();
    let mut ranked: Vec<(u32, usize, usize)> = Vec::new();
    for (at, then) in old.iter().enumerate() {
        for (other, now) in new.iter().enumerate() {
            let fit = fit(years, then, now);
            if fit >= LEAST {
                ranked.push(((fit * 10_000.0) as u32, at, other));
            }
        }
    }
    ranked.sort_by_key(|&(fit, at, other)| (std::cmp::Reverse(fit), at, other));
    for (_, at, other) in ranked {
        if free_old.contains(&at) && free_new.contains(&other) {
            free_old.remove(&at);
            free_new.remove(&other);
            groups.push(Group { then: vec![at], now: vec![other] });
        }
    }
    split(years, &old, &new, &mut groups, &mut free_new);
    merged(years, &old, &new, &mut groups, &mut free_old);
    // workbooks of decisions are no papers of the case
    free_old.retain(|&at| old[at].document.kind != Kind::Decisions);
    free_new.retain(|&other| new[other].document.kind != Kind::Decisions);
    groups.extend(free_new.into_iter().map(|other| Group { then: Vec::new(), now: vec![other] }));
    groups.iter_mut().for_each(|group| {
        group.then.sort_unstable();
        group.now.sort_unstable();
    });
    groups.sort_by_key(|group| group.now.first().copied());
    groups.extend(free_old.into_iter().map(|at| Group { then: vec![at], now: Vec::new() }));
    groups
}

/// A new paper that holds what an old one held, and its partner does not, is a part of it.
fn split(years: &Years<'_>, old: &[Mark], new: &[Mark], groups: &mut [Group], free: &mut BTreeSet<usize>) {
    for other in free.clone() {
        let now = &new[other];
        let fits = |group: &Group| {
            let [at] = group.then[..] else { return None };
            let part = now.share_in(&old[at]);
            let twin = group.now.iter().map(|&here| now.share_in(&new[here])).fold(0.0, f64::max);
            (part >= PART && twin < PART && can_be(years, &old[at], now)).then_some((part * 10_000.0) as u32)
        };
        let best = groups.iter_mut().filter_map(|group| Some((fits(group)?, group))).max_by_key(|(fit, _)| *fit);
        if let Some((_, group)) = best {
            group.now.push(other);
            free.remove(&other);
        }
    }
}

/// An old paper whose words now stand in another is merged into that.
fn merged(years: &Years<'_>, old: &[Mark], new: &[Mark], groups: &mut [Group], free: &mut BTreeSet<usize>) {
    for at in free.clone() {
        let then = &old[at];
        let fits = |group: &Group| {
            let [other] = group.now[..] else { return None };
            let part = then.share_in(&new[other]);
            let twin = group.then.iter().map(|&here| then.share_in(&old[here])).fold(0.0, f64::max);
            (part >= PART && twin < PART && can_be(years, then, &new[other])).then_some((part * 10_000.0) as u32)
        };
        let best = groups.iter_mut().filter_map(|group| Some((fits(group)?, group))).max_by_key(|(fit, _)| *fit);
        if let Some((_, group)) = best {
            group.then.push(at);
            free.remove(&at);
        }
    }
}

/// A paper with the pieces of its words.
struct Mark<'a> {
    document: &'a Document,
    pieces: BTreeSet<[char; PIECE]>,
    name: String,
}

impl Mark<'_> {
    /// How much of this paper stands in the other, from 0 to 1.
    fn share_in(&self, other: &Mark<'_>) -> f64 {
        if self.pieces.is_empty() {
            return 0.0;
        }
        self.pieces.intersection(&other.pieces).count() as f64 / self.pieces.len() as f64
    }

    /// How much both share, from 0 to 1.
    fn likeness(&self, other: &Mark<'_>) -> f64 {
        let all = self.pieces.len() + other.pieces.len();
        if all == 0 {
            return 0.0;
        }
        2.0 * self.pieces.intersection(&other.pieces).count() as f64 / all as f64
    }
}

fn marks<'a>(years: &Years<'_>, side: &Side<'a>) -> Vec<Mark<'a>> {
    let past = years.past;
    let mark = |document: &'a Document| {
        let mut words = String::new();
        // where last year is known by its claims alone, this year's other words would only set papers apart
        let by_claims = if document.rows.is_empty() { !past.has_units } else { !past.has_rows };
        if by_claims {
            side.claims_of(document).iter().for_each(|claim| words.push_str(&bare(&claim.quote.text)));
        }
        let document_words = if by_claims { &Document::new("", "", "", document.kind) } else { document };
        for unit in &document_words.units {
            words.push_str(&bare(&unit.text));
        }
        for row in &document_words.rows {
            words.push_str(&bare(&row.text));
            words.push_str(&bare(row.remark.as_deref().unwrap_or_default()));
        }
        if words.is_empty() && !by_claims {
            side.claims_of(document).iter().for_each(|claim| words.push_str(&bare(&claim.quote.text)));
        }
        let letters: Vec<char> = words.chars().collect();
        let name = document.path.rsplit('/').next().unwrap_or_default();
        let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
        // the year in a name says nothing
        let name = bare(name).chars().filter(|letter| !letter.is_ascii_digit() && *letter != '_').collect();
        Mark { document, pieces: letters.windows(PIECE).map(|piece| [piece[0], piece[1], piece[2]]).collect(), name }
    };
    side.report.documents.iter().map(mark).collect()
}

/// How well two papers fit; below 0 where they cannot be one.
fn fit(years: &Years<'_>, then: &Mark<'_>, now: &Mark<'_>) -> f64 {
    if !can_be(years, then, now) {
        return -1.0;
    }
    let (old, new) = (then.document, now.document);
    if old.path == new.path && old.sha256 == new.sha256 {
        return 4.0;
    }
    let same = |one: &Option<String>, other: &Option<String>, weight: f64| match (one, other) {
        (Some(one), Some(other)) if bare(one) == bare(other) => weight,
        (Some(_), Some(_)) => -weight,
        _ => 0.0,
    };
    let (systems, vendor) = (years.systems_now(old), old.vendor.as_deref().map(|id| years.vendor_now(id)));
    let vendor_fit = match (vendor.as_deref(), new.vendor.as_deref()) {
        (Some(one), Some(other)) => {
            if one == other {
                0.1
            } else {
                -0.3
            }
        }
        _ => 0.0,
    };
    then.likeness(now)
        + if old.sha256 == new.sha256 && !old.sha256.is_empty() { 1.0 } else { 0.0 }
        + if old.kind == new.kind { 0.1 } else { -0.15 }
        + if systems.iter().any(|system| new.systems.contains(system)) { 0.15 } else { 0.0 }
        + vendor_fit
        + same(&old.header.product, &new.header.product, 0.1)
        + same(&old.header.vendor, &new.header.vendor, 0.1)
        + if old.path == new.path { 0.2 } else { 0.0 }
        + if then.name == now.name && !then.name.is_empty() { 0.1 } else { 0.0 }
}

/// Two papers of these kinds and systems can be the same work.
fn can_be(years: &Years<'_>, then: &Mark<'_>, now: &Mark<'_>) -> bool {
    let (old, new) = (then.document, now.document);
    let levels = (old.kind.level(), new.kind.level());
    let kinds = old.kind == new.kind
        || (levels.0 == levels.1 && matches!(levels.0, Level::Binding | Level::Internal))
        || old.kind == Kind::Unknown
        || new.kind == Kind::Unknown;
    let systems = years.systems_now(old);
    let apart =
        !systems.is_empty() && !new.systems.is_empty() && !systems.iter().any(|system| new.systems.contains(system));
    kinds && !apart && old.kind != Kind::Decisions && new.kind != Kind::Decisions
}
