//! Drawn lines in, the tables they rule out.

use std::collections::BTreeMap;

use super::geometry::{Area, Rule};

/// Lines closer than this are one line; ends closer than this touch.
const NEAR: f32 = 3.0;
/// Rules of one page that are looked at, once pieces are joined.
const MANY: usize = 1_500;
/// Places of one table.
const MANY_PLACES: usize = 20_000;

/// A ruled table. Its places are counted row by row; places without a line between them are one cell.
#[derive(Debug)]
pub struct Ruled {
    /// The whole table.
    pub area: Area,
    /// Upright lines from left to right.
    pub xs: Vec<f32>,
    /// Level lines from top to bottom.
    pub ys: Vec<f32>,
    /// The first place of the cell that each place belongs to.
    cells: Vec<usize>,
}

impl Ruled {
    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The cell at a point of the page, by its first place.
    pub fn cell(&self, (x, y): (f32, f32)) -> Option<usize> {
        let within = |lines: &[f32], at: f32| lines.windows(2).position(|pair| at >= pair[0] && at <= pair[1]);
        Some(self.cells[within(&self.ys, y)? * self.columns() + within(&self.xs, x)?])
    }

    /// The cell that a place belongs to, by its first place.
    pub fn owner(&self, row: usize, column: usize) -> usize {
        self.cells[row * self.columns() + column]
    }

    /// The last row and column of a cell.
    pub fn reach(&self, cell: usize) -> (usize, usize) {
        let last = self.cells.iter().rposition(|&owner| owner == cell).unwrap_or(cell);
        (last / self.columns(), last % self.columns())
    }

    /// The box of a cell.
    pub fn area_of(&self, cell: usize) -> Area {
        let (row, column) = (cell / self.columns(), cell % self.columns());
        let (bottom, right) = self.reach(cell);
        Area { left: self.xs[column], top: self.ys[row], right: self.xs[right + 1], bottom: self.ys[bottom + 1] }
    }
}

/// The tables that lines rule, from top to bottom. A frame without a line inside is no table.
pub fn tables(rules: &[Rule]) -> Vec<Ruled> {
    let rules = joined(rules);
    if rules.len() > MANY {
        return Vec::new();
    }
    let mut tables: Vec<Ruled> = meeting(&rules).iter().filter_map(|rules| table(rules)).collect();
    tables
        .sort_by(|one, other| one.area.top.total_cmp(&other.area.top).then(one.area.left.total_cmp(&other.area.left)));
    tables
}

/// Pieces of one line joined.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut rules: Vec<Rule> =
        rules.iter().filter(|rule| rule.at.is_finite() && rule.from < rule.to).copied().collect();
    rules.sort_by(|one, other| one.level.cmp(&other.level).then(one.at.total_cmp(&other.at)));
    let mut lines: Vec<Rule> = Vec::new();
    let mut rest = rules.as_slice();
    while let Some(first) = rest.first() {
        let taken = rest.iter().take_while(|rule| rule.level == first.level && rule.at - first.at <= 1.5).count();
        let (same, later) = rest.split_at(taken);
        let mut same = same.to_vec();
        same.sort_by(|one, other| one.from.total_cmp(&other.from));
        let begun = lines.len();
        for rule in same {
            match lines.get_mut(begun..).and_then(<[Rule]>::last_mut) {
                Some(line) if rule.from <= line.to + NEAR => line.to = line.to.max(rule.to),
                _ => lines.push(Rule { at: first.at, ..rule }),
            }
        }
        rest = later;
    }
    lines.retain(|line| line.to - line.from > 4.0);
    lines
}

/// Lines that meet each other, set by set.
fn meeting(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut set: Vec<usize> = (0..rules.len()).collect();
    fn root(set: &mut [usize], mut at: usize) -> usize {
        while set[at] != at {
            set[at] = set[set[at]];
            at = set[at];
        }
        at
    }
    for (one, level) in rules.iter().enumerate().filter(|(_, rule)| rule.level) {
        for (other, upright) in rules.iter().enumerate().filter(|(_, rule)| !rule.level) {
            let meets = |at: f32, rule: &Rule| at >= rule.from - NEAR && at <= rule.to + NEAR;
            if meets(upright.at, level) && meets(level.at, upright) {
                let (one, other) = (root(&mut set, one), root(&mut set, other));
                set[one] = other;
            }
        }
    }
    let mut sets: BTreeMap<usize, Vec<Rule>> = BTreeMap::new();
    for (at, rule) in rules.iter().enumerate() {
        sets.entry(root(&mut set, at)).or_default().push(*rule);
    }
    sets.into_values().filter(|rules| rules.len() > 2).collect()
}

fn table(rules: &[Rule]) -> Option<Ruled> {
    let (mut xs, mut ys) = (lines(rules, false), lines(rules, true));
    // Tables are often left open at the sides.
    let ends = |level: bool| {
        let ends = rules.iter().filter(|rule| rule.level == level);
        ends.fold((f32::MAX, f32::MIN), |(from, to), rule| (from.min(rule.from), to.max(rule.to)))
    };
    extend(&mut xs, ends(true));
    extend(&mut ys, ends(false));
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns * rows < 2 || columns < 2 || columns * rows > MANY_PLACES {
        return None;
    }
    let parted = |level: bool, at: f32, middle: f32| {
        rules.iter().any(|rule| {
            rule.level == level && (rule.at - at).abs() <= NEAR && middle >= rule.from - 1.0 && middle <= rule.to + 1.0
        })
    };
    let mut cells: Vec<usize> = (0..columns * rows).collect();
    for row in 0..rows {
        for column in 0..columns {
            let place = row * columns + column;
            let (x, y) = ((xs[column] + xs[column + 1]) / 2.0, (ys[row] + ys[row + 1]) / 2.0);
            let open_left = column > 0 && !parted(false, xs[column], y);
            let open_above = row > 0 && !parted(true, ys[row], x);
            // Only whole boxes are cells: a place joins what lies beside it and above it if those agree.
            let left = open_left.then(|| cells[place - 1]);
            let above = open_above.then(|| cells[place - columns]);
            cells[place] = match (left, above) {
                (Some(left), Some(above)) if left == above => left,
                (Some(left), _) if left / columns == row => left,
                (None, Some(above)) if above % columns == column => above,
                _ => place,
            };
        }
    }
    let area = Area { left: xs[0], top: ys[0], right: xs[columns], bottom: ys[rows] };
    Some(Ruled { area, xs, ys, cells })
}

/// Where the lines of one way run, those that are close taken as one.
fn lines(rules: &[Rule], level: bool) -> Vec<f32> {
    let mut all: Vec<f32> = rules.iter().filter(|rule| rule.level == level).map(|rule| rule.at).collect();
    all.sort_by(f32::total_cmp);
    all.dedup_by(|later, earlier| *later - *earlier <= NEAR);
    all
}

fn extend(lines: &mut Vec<f32>, (from, to): (f32, f32)) {
    if lines.first().is_some_and(|first| first - from > 8.0) {
        lines.insert(0, from);
    }
    if lines.last().is_some_and(|last| to - last > 8.0) {
        lines.push(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(level: &[(f32, f32, f32)], upright: &[(f32, f32, f32)]) -> Vec<Rule> {
        let rule = |level: bool| move |&(at, from, to): &(f32, f32, f32)| Rule { level, at, from, to };
        level.iter().map(rule(true)).chain(upright.iter().map(rule(false))).collect()
    }

    #[test]
    fn lines_rule_cells_and_missing_lines_join_them() {
        let rules = rules(
            &[(0.0, 0.0, 300.0), (20.0, 0.0, 300.0), (40.0, 100.0, 300.0), (60.0, 0.0, 150.0), (60.5, 150.0, 300.0)],
            &[(0.0, 0.0, 60.0), (100.0, 0.0, 60.0), (200.0, 20.0, 60.0), (300.0, 0.0, 60.0)],
        );
        let tables = tables(&rules);
        assert_eq!(tables.len(), 1);
        let table = &tables[0];
        assert_eq!((table.columns(), table.rows()), (3, 3));
        // The head covers two columns, the first cell two rows.
        assert_eq!(table.cells, [0, 1, 1, 3, 4, 5, 3, 7, 8]);
        assert_eq!((table.reach(3), table.cell((50.0, 50.0))), ((2, 0), Some(3)));
    }

    #[test]
    fn frames_and_underlines_are_no_tables() {
        let frame = rules(&[(0.0, 0.0, 90.0), (50.0, 0.0, 90.0)], &[(0.0, 0.0, 50.0), (90.0, 0.0, 50.0)]);
        assert!(tables(&frame).is_empty());
        assert!(tables(&rules(&[(0.0, 0.0, 90.0), (50.0, 0.0, 90.0)], &[])).is_empty());
    }

    #[test]
    fn tables_open_at_the_sides_have_outer_columns() {
        let open = rules(&[(0.0, 0.0, 90.0), (20.0, 0.0, 90.0), (40.0, 0.0, 90.0)], &[(30.0, 0.0, 40.0)]);
        let tables = tables(&open);
        assert_eq!((tables[0].columns(), tables[0].rows()), (2, 2));
    }
}
