//! Which system of one bidder stands for which of another, and what a bidder is called. In: the reports. Out: [`Lot`]s.
//!
//! Systems are paired by their names without the product's own (`電子カルテシステム「甲」` and `電子カルテ「乙」` are one lot);
//! where every case has one system alone, these are paired whatever they are called. Nothing else is guessed.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Plan, Report};
use crate::text::normal;

/// How the systems of a lot found each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By their names.
    Name,
    /// Each is the only one of its case.
    Only,
    /// It found none.
    Alone,
}

impl How {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            How::Name => "name",
            How::Only => "only",
            How::Alone => "alone",
        }
    }
}

/// Systems that stand for each other, at most one a bidder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// What it is called.
    pub name: String,
    /// The id of each bidder's system, in the order of the bidders; none for a bidder without one.
    pub systems: Vec<Option<String>>,
    /// How they found each other.
    pub how: How,
}

impl Lot {
    /// Every bidder offers it.
    pub fn is_whole(&self) -> bool {
        self.systems.iter().all(Option::is_some)
    }
}

/// What the bidders are called: the one vendor of their systems, else the folder. Bidders of one name bear their folder too.
pub(super) fn names(cases: &[(String, Report)]) -> Vec<String> {
    let plain: Vec<String> =
        cases.iter().map(|(path, report)| vendor(&report.plan).unwrap_or_else(|| folder(path).to_owned())).collect();
    let is_twice = |name: &String| plain.iter().filter(|other| *other == name).count() > 1;
    plain
        .iter()
        .zip(cases)
        .map(|(name, (path, _))| if is_twice(name) { format!("{name}({path})") } else { name.clone() })
        .collect()
}

/// The vendor of all systems, where there is one alone.
fn vendor(plan: &Plan) -> Option<String> {
    let ids: BTreeSet<&str> = plan.systems.iter().filter_map(|system| system.vendor.as_deref()).collect();
    let known: Vec<&str> = plan
        .vendors
        .iter()
        .filter(|vendor| ids.is_empty() || ids.contains(vendor.id.as_str()))
        .map(|vendor| vendor.name.as_str())
        .collect();
    match known.as_slice() {
        [name] => Some((*name).to_owned()),
        _ => None,
    }
}

/// The last part of a path that names something.
fn folder(path: &str) -> &str {
    let mut parts = path.split(['/', '\\']);
    parts.rfind(|part| !part.is_empty() && !part.chars().all(|letter| letter == '.')).unwrap_or(path)
}

/// A bidder's system: id and name.
type Slot = Option<(String, String)>;

/// The lots of all cases, in the order of their names.
pub(super) fn lots(cases: &[(String, Report)]) -> Vec<Lot> {
    let slot = |(_, report): &(String, Report)| {
        let only = report.plan.systems.first().filter(|_| report.plan.systems.len() == 1)?;
        Some((only.id.clone(), only.name.clone()))
    };
    let only: Vec<Slot> = cases.iter().map(slot).collect();
    if only.iter().all(Option::is_some) {
        let keys: BTreeSet<String> = only.iter().flatten().map(|(_, name)| key(name)).collect();
        return vec![lot(only, if keys.len() == 1 { How::Name } else { How::Only })];
    }
    let mut lots: Vec<Lot> = by_name(cases)
        .into_iter()
        .map(|slots| {
            let how = if slots.iter().flatten().count() > 1 { How::Name } else { How::Alone };
            lot(slots, how)
        })
        .collect();
    lots.sort_by(|one, other| one.name.cmp(&other.name));
    lots
}

/// Systems of one name without the product's own.
fn by_name(cases: &[(String, Report)]) -> Vec<Vec<Slot>> {
    let mut by_key: BTreeMap<String, Vec<Slot>> = BTreeMap::new();
    for (bid, (_, report)) in cases.iter().enumerate() {
        let systems = &report.plan.systems;
        let keys: Vec<String> = systems.iter().map(|system| key(&system.name)).collect();
        for (system, short) in systems.iter().zip(&keys) {
            let is_shared = keys.iter().filter(|key| *key == short).count() > 1;
            let key = if is_shared { normal(&system.name) } else { short.clone() };
            let slots = by_key.entry(key).or_insert_with(|| vec![None; cases.len()]);
            // two systems of one case under one name are told apart by nothing: the first stands
            if slots[bid].is_none() {
                slots[bid] = Some((system.id.clone(), system.name.clone()));
            }
        }
    }
    by_key.into_values().collect()
}

fn lot(slots: Vec<Slot>, how: How) -> Lot {
    let full: BTreeSet<&str> = slots.iter().flatten().map(|(_, name)| name.as_str()).collect();
    let short: BTreeSet<String> = full.iter().map(|name| without_brand(name)).collect();
    let name = match (full.len(), how) {
        (1, _) => full.iter().copied().collect(),
        (_, How::Name) => short.first().cloned().unwrap_or_default(),
        _ => full.iter().copied().collect::<Vec<_>>().join(" / "),
    };
    Lot { name, systems: slots.into_iter().map(|slot| slot.map(|(id, _)| id)).collect(), how }
}

/// What a system is, apart from its product's name: the words by which two of them are one lot.
fn key(name: &str) -> String {
    let short = normal(&without_brand(name));
    let bare: String = short.chars().filter(|letter| !letter.is_whitespace()).collect();
    let kind = ["システム", "サービス"].into_iter().find_map(|end| bare.strip_suffix(end));
    match kind {
        Some(kind) if !kind.is_empty() => kind.to_owned(),
        _ => bare,
    }
}

/// The name without what stands in brackets; the whole name where nothing else is in it.
fn without_brand(name: &str) -> String {
    let mut deep = 0_usize;
    let mut kept = String::new();
    for letter in name.chars() {
        match letter {
            '「' | '『' | '(' | '（' => deep += 1,
            '」' | '』' | ')' | '）' => deep = deep.saturating_sub(1),
            _ if deep == 0 => kept.push(letter),
            _ => {}
        }
    }
    let kept = kept.trim();
    if kept.is_empty() { name.to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::System;
    use crate::report::specimen;

    fn case(path: &str, systems: &[&str]) -> (String, Report) {
        let mut report = specimen::report();
        let system = |(at, name): (usize, &&str)| System {
            id: format!("s{at}"),
            name: (*name).to_owned(),
            vendor: None,
            service: None,
            options: Vec::new(),
        };
        report.plan.systems = systems.iter().enumerate().map(system).collect();
        (path.to_owned(), report)
    }

    /// Lots as `name: systems of each bidder (how)`.
    fn told(cases: &[&[&str]]) -> Vec<String> {
        let cases: Vec<_> = cases.iter().enumerate().map(|(at, systems)| case(&format!("b{at}"), systems)).collect();
        let line = |lot: Lot| {
            let systems: Vec<String> = lot.systems.into_iter().map(|system| system.unwrap_or("-".to_owned())).collect();
            format!("{}: {} ({})", lot.name, systems.join(" "), lot.how.id())
        };
        lots(&cases).into_iter().map(line).collect()
    }

    #[test]
    fn systems_find_each_other_by_name_or_as_the_only_one() {
        let cases: [(&[&[&str]], &[&str]); 6] = [
            (&[&["電子カルテ「甲」"], &["電子カルテシステム「乙」"]], &["電子カルテ: s0 s0 (name)"]),
            (&[&["カルテノート"], &["ことのは"]], &["ことのは / カルテノート: s0 s0 (only)"]),
            (
                &[&["検査", "電子カルテ"], &["電子カルテ", "予約"]],
                &["予約: - s1 (alone)", "検査: s0 - (alone)", "電子カルテ: s1 s0 (name)"],
            ),
            // one of several is never guessed
            (
                &[&["検査", "カルテ甲"], &["カルテ乙"]],
                &["カルテ乙: - s0 (alone)", "カルテ甲: s1 - (alone)", "検査: s0 - (alone)"],
            ),
            (
                &[&["検査「甲」", "検査「乙」"], &["検査「乙」"]],
                &["検査「乙」: s1 - (alone)", "検査「乙」: - s0 (alone)", "検査「甲」: s0 - (alone)"],
            ),
            (
                &[&["電子カルテ"], &["電子カルテサービス"], &["まったく別"]],
                &["まったく別 / 電子カルテ / 電子カルテサービス: s0 s0 s0 (only)"],
            ),
        ];
        for (systems, expected) in cases {
            let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
            let mut found = told(systems);
            expected.sort();
            found.sort();
            assert_eq!(found, expected, "{systems:?}");
        }
    }

    #[test]
    fn bidders_are_called_by_their_vendor_and_told_apart_by_their_folder() {
        let one = specimen::report();
        let mut two = specimen::report();
        two.plan.vendors[0].name = "べつの会社".to_owned();
        let mut nobody = specimen::report();
        nobody.plan.vendors.clear();
        let cases = |reports: Vec<Report>| -> Vec<(String, Report)> {
            reports.into_iter().enumerate().map(|(at, report)| (format!("案/b{at}/"), report)).collect()
        };
        assert_eq!(names(&cases(vec![one.clone(), two])), ["架空システム株式会社", "べつの会社"]);
        assert_eq!(
            names(&cases(vec![one.clone(), one.clone(), nobody])),
            ["架空システム株式会社(案/b0/)", "架空システム株式会社(案/b1/)", "b2"]
        );
    }
}
