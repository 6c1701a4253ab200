//! This year against last year. In: both reports. Out: a [`Comparison`]: papers paired, what changed in them, what it means.

use std::collections::BTreeMap;

use super::past::Past;
use super::side::{Side, bare};
use super::{answers, articles, heads, pair, shifts};
use crate::catalogue::Catalogue;
use crate::model::{Change, Comparison, Document, Effect, Pair, Report};

/// Both years, and which systems and vendors of last year are which of this year.
pub(super) struct Years<'a> {
    pub then: Side<'a>,
    pub now: Side<'a>,
    pub past: &'a Past,
    systems: BTreeMap<&'a str, &'a str>,
    vendors: BTreeMap<&'a str, &'a str>,
}

/// Stands before the id of something that is not there any more.
const GONE: char = '\u{0}';

impl<'a> Years<'a> {
    pub fn new(past: &'a Past, report: &'a Report) -> Years<'a> {
        let (old, new) = (&past.report.plan, &report.plan);
        let then: Vec<_> = old.systems.iter().map(|one| (one.id.as_str(), bare(&one.name))).collect();
        let now: Vec<_> = new.systems.iter().map(|one| (one.id.as_str(), bare(&one.name))).collect();
        let systems = twins(&then, &now);
        let then: Vec<_> = old.vendors.iter().map(|one| (one.id.as_str(), bare(&one.name))).collect();
        let now: Vec<_> = new.vendors.iter().map(|one| (one.id.as_str(), bare(&one.name))).collect();
        Years { then: Side::new(&past.report), now: Side::new(report), past, systems, vendors: twins(&then, &now) }
    }

    /// This year's id of a system of last year; none where it is gone.
    pub fn system_now(&self, id: &str) -> Option<&'a str> {
        self.systems.get(id).copied()
    }

    /// Last year's id of a system of this year; none where it is new.
    pub fn system_then(&self, id: &str) -> Option<&'a str> {
        self.systems.iter().find(|(_, now)| **now == id).map(|(then, _)| *then)
    }

    /// This year's ids of the systems of a paper of last year; those that are gone equal none.
    pub fn systems_now(&self, document: &Document) -> Vec<String> {
        let now = |id: &String| self.system_now(id).map_or_else(|| format!("{GONE}{id}"), str::to_owned);
        document.systems.iter().map(now).collect()
    }

    /// This year's id of a vendor of last year; one that is gone equals none.
    pub fn vendor_now(&self, id: &str) -> String {
        self.vendors.get(id).map_or_else(|| format!("{GONE}{id}"), |now| (*now).to_owned())
    }
}

/// Which of two years' things (ids and bare names) are the same: by name, then by id, then what alone is left.
fn twins<'a>(then: &[(&'a str, String)], now: &[(&'a str, String)]) -> BTreeMap<&'a str, &'a str> {
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    for by_name in [true, false] {
        for (id, name) in then {
            let fits = |(other, called): &&(&'a str, String)| match by_name {
                true => name == called && !name.is_empty(),
                false => id == other,
            };
            let mut free = now.iter().filter(|(other, _)| !found.values().any(|taken| taken == other));
            if !found.contains_key(id)
                && let Some((other, _)) = free.find(fits)
            {
                found.insert(id, other);
            }
        }
    }
    if let ([(one, _)], [(other, _)]) = (then, now) {
        found.insert(one, other);
    }
    found
}

/// Compares this year's report with what is known of last year.
pub fn compare(past: &Past, report: &Report, catalogue: &Catalogue) -> Comparison {
    let years = Years::new(past, report);
    let groups = pair::pairs(&years);
    let mut changes: Vec<Change> = heads::plan(&years);
    for group in &groups {
        changes.extend(heads::papers(&years, group));
        if group.then.is_empty() || group.now.is_empty() {
            continue;
        }
        if heads::is_read_otherwise(&years, group) {
            continue;
        }
        changes.extend(answers::changes(&years, group));
        changes.extend(articles::changes(&years, group));
    }
    articles::moved(&mut changes);
    let weight = |change: &Change| {
        let weights = change.duties.iter().filter(|one| one.effect == change.effect);
        weights.filter_map(|one| catalogue.duty(&one.duty)).map(|duty| duty.weight).max().unwrap_or(0)
    };
    changes.sort_by_cached_key(|change| (change.effect, change.sort, std::cmp::Reverse(weight(change))));
    let path = |at: &usize| years.then.paper(*at).path.clone();
    let id = |at: &usize| years.now.paper(*at).id.clone();
    let pairs = groups
        .iter()
        .map(|group| Pair { then: group.then.iter().map(path).collect(), now: group.now.iter().map(id).collect() });
    let shifts = shifts::shifts(&years, &mut changes, catalogue);
    Comparison {
        last: past.last.clone(),
        papers: past.report.documents.iter().map(|document| (document.path.clone(), document.kind)).collect(),
        pairs: pairs.collect(),
        open: shifts::still_open(&years),
        overdue: shifts::overdue(report),
        shifts,
        changes,
    }
}

impl Comparison {
    /// Nothing changed: neither words nor answers, papers, systems or states.
    pub fn is_still(&self) -> bool {
        self.changes.is_empty() && self.shifts.is_empty()
    }

    /// What is said of duties has changed somewhere.
    pub fn has_meaning(&self) -> bool {
        !self.shifts.is_empty() || self.changes.iter().any(|change| change.effect != Effect::None)
    }
}
