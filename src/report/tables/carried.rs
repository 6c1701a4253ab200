//! What people wrote into an earlier workbook: the columns beside the gaps, and the sheet of what belongs to no gap any more.

use std::collections::BTreeMap;

use super::index::Index;
use super::{Cell, Column, Sheet, SheetName};
use crate::model::{Decision, DutyId, Entered, Reviewed, Verdict};
use crate::review::{COLUMNS, ID, PLACE, PRINTS, STANDING};

/// Entries by duty and system.
pub(super) struct Carried<'a> {
    decisions: BTreeMap<(&'a DutyId, &'a str), &'a Reviewed>,
    is_any: bool,
    /// Columns that people have added.
    pub headings: Vec<&'a str>,
}

impl<'a> Carried<'a> {
    pub fn of(index: &Index<'a>) -> Carried<'a> {
        let all = &index.report.decisions;
        let carried = all.iter().filter(|one| one.standing.is_carried());
        let decisions: BTreeMap<_, _> = carried
            .filter_map(|one| one.decision.on.as_ref().map(|(duty, system)| ((duty, system.as_str()), one)))
            .collect();
        let headings = added(decisions.values().copied());
        Carried { decisions, is_any: !all.is_empty(), headings }
    }

    /// People have written into an earlier workbook.
    pub fn is_any(&self) -> bool {
        self.is_any
    }

    /// What people wrote on a gap.
    pub fn of_gap(&self, verdict: &'a Verdict) -> Option<&'a Reviewed> {
        self.decisions.get(&(&verdict.duty, verdict.system.as_str())).copied()
    }

    /// The cells beside a gap: what became of the entries, if there are any at all, then the entries.
    pub fn cells(&self, verdict: &'a Verdict) -> Vec<Cell> {
        let known = self.of_gap(verdict);
        let standing = known.map_or(Cell::Empty, |one| Cell::text(standing(one)));
        let of = |heading| known.map_or(Cell::Empty, |one| entry(&one.decision, heading));
        let entries = COLUMNS.iter().chain(&self.headings).map(|heading| of(heading));
        self.is_any.then_some(standing).into_iter().chain(entries).collect()
    }
}

/// `要再確認: 病院側の文書の記載が、…`
fn standing(one: &Reviewed) -> String {
    match one.why.as_str() {
        "" => one.standing.ja().to_owned(),
        why => format!("{}: {why}", one.standing.ja()),
    }
}

/// The sheet 引き継がなかった記入: one row for each entry that stands beside no gap, so that none is lost; none where there is none. It is read back like
/// 要対応一覧: should the duty hang again, the entry returns to it.
pub(super) fn left(index: &Index) -> Option<Sheet> {
    let left: Vec<&Reviewed> = index.report.decisions.iter().filter(|one| !one.standing.is_carried()).collect();
    if left.is_empty() {
        return None;
    }
    let theirs = added(left.iter().copied());
    let mut columns = vec![Column::new("義務", 24), Column::new("システム", 24), Column::new(STANDING, 40)];
    columns.extend(COLUMNS.iter().chain(&theirs).map(|heading| Column::new(*heading, 16)));
    columns.extend([Column::new(PLACE, 20), Column::new(ID, 21), Column::new(PRINTS, 18)]);
    let row = |one: &&Reviewed| {
        let decision = &one.decision;
        let [duty, system] = title(index, one);
        let mut row = vec![Cell::text(duty), Cell::text(system), Cell::text(standing(one))];
        row.extend(COLUMNS.iter().chain(&theirs).map(|heading| entry(decision, heading)));
        let id = decision.on.as_ref().map(|(duty, system)| format!("{duty}@{system}"));
        let prints = decision.prints.as_ref().map(|prints| prints.join("/"));
        row.extend([Cell::text(decision.place.as_str()), Cell::maybe(id.as_deref()), Cell::maybe(prints.as_deref())]);
        row
    };
    let rows = left.iter().map(row).collect();
    Some(Sheet { name: SheetName::Left, columns, rows, frozen: 2, broad: true })
}

/// The headings of columns that people have added.
fn added<'a>(reviewed: impl Iterator<Item = &'a Reviewed>) -> Vec<&'a str> {
    let mut headings: Vec<&str> = Vec::new();
    for (heading, _) in reviewed.flat_map(|one| &one.decision.entries) {
        if !COLUMNS.contains(&heading.as_str()) && !headings.contains(&heading.as_str()) {
            headings.push(heading);
        }
    }
    headings
}

fn entry(decision: &Decision, heading: &str) -> Cell {
    match decision.entry(heading) {
        Some(Entered::Words(words)) => Cell::text(words.as_str()),
        Some(Entered::Day(day)) => Cell::Date(*day),
        None => Cell::Empty,
    }
}

/// The duty and the system, as they are called today.
fn title(index: &Index, one: &Reviewed) -> [String; 2] {
    match &one.decision.on {
        Some((duty, system)) => {
            let title = index.duty(duty).map_or(duty.as_str(), |duty| duty.title_ja.as_str());
            [title.to_owned(), index.system_name(system).to_owned()]
        }
        None => one.decision.title.clone(),
    }
}
