//! The sheet 役割分担表: duties by systems, each with its state in mark, word and colour.

use super::index::Index;
use super::{Cell, Column, Sheet, SheetName};
use crate::model::{DutyId, System, Verdict};
use crate::report::width;

/// Half-width letters of a state with who holds it.
const STATE: usize = 23;
/// Systems whose names may take the room they need.
const MANY: usize = 4;

pub(super) fn sheet(index: &Index) -> Sheet {
    let systems: Vec<&System> = index.report.plan.systems.iter().collect();
    of(index, &systems, &|duty| index.area(duty).to_owned(), &|verdict| index.by_hand(verdict))
}

/// The sheet of these systems, with what an area is called, and what is said where people have corrected the reading.
pub(super) fn of(
    index: &Index,
    systems: &[&System],
    area: &dyn Fn(&DutyId) -> String,
    by_hand: &dyn Fn(&Verdict) -> Option<&'static str>,
) -> Sheet {
    let mut columns = vec![Column::new("分野", 19), Column::new("義務", 36), Column::new("重み", 6).centred()];
    // many systems stand side by side on one sheet of paper
    let widest = if systems.len() > MANY { STATE } else { 36 };
    let wide = |name: &str| (width::of(name) + 2).clamp(STATE, widest);
    columns.extend(systems.iter().map(|system| Column::new(system.name.as_str(), wide(&system.name))));
    columns.push(Column::new("義務ID", 21));
    let mut duties: Vec<_> = Vec::new();
    for verdict in &index.report.verdicts {
        if duties.last() != Some(&&verdict.duty) && !duties.contains(&&verdict.duty) {
            duties.push(&verdict.duty);
        }
    }
    let rows = duties
        .into_iter()
        .map(|duty| {
            let weight = index.duty(duty).map(|duty| usize::from(duty.weight));
            let mut cells = vec![
                Cell::text(area(duty)),
                Cell::text(index.catalogue.title(duty)),
                weight.map_or(Cell::Empty, Cell::Number),
            ];
            cells.extend(systems.iter().map(|system| match index.verdict(duty, &system.id) {
                Some(verdict) => Cell::State(verdict.state, beside(verdict, by_hand(verdict))),
                None => Cell::Empty,
            }));
            cells.push(Cell::text(duty.as_str()));
            cells
        })
        .collect();
    Sheet { name: SheetName::Matrix, columns, rows, frozen: 2, broad: true }
}

/// Who holds it, and that people have corrected the reading on which it rests.
fn beside(verdict: &Verdict, by_hand: Option<&str>) -> Option<String> {
    let holder = verdict.holder.map(|holder| holder.ja());
    let words: Vec<&str> = holder.into_iter().chain(by_hand).collect();
    (!words.is_empty()).then(|| words.join("、"))
}
