//! The sheet 集計: how many duties are in which state, by area and by vendor; what the charts show.

use super::index::Index;
use super::{Cell, Column, Sheet, SheetName, Tone};
use crate::model::{State, System, Verdict};

/// States that ask for the same attention, as one part of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Nobody does it.
    Hanging,
    /// Papers quarrel.
    Quarrel,
    /// It rests on something weak.
    Weak,
    /// A person must look.
    Unread,
    /// Somebody has it.
    Agreed,
    /// It does not apply.
    Outside,
}

impl Group {
    /// All of them, what asks for most attention first.
    pub const ALL: [Group; 6] =
        [Group::Hanging, Group::Quarrel, Group::Weak, Group::Unread, Group::Agreed, Group::Outside];

    /// The group of a state.
    pub fn of(state: State) -> Group {
        match state {
            State::Unassigned | State::Mutual | State::Unaccepted => Group::Hanging,
            State::Contradicted | State::Overlapping => Group::Quarrel,
            State::Conditional | State::Effort | State::Open | State::Declared => Group::Weak,
            State::Undecided => Group::Unread,
            State::Agreed => Group::Agreed,
            State::Outside => Group::Outside,
        }
    }

    /// What a reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Group::Hanging => "担い手なし",
            Group::Quarrel => "食い違い・重複",
            Group::Weak => "弱い記載",
            Group::Unread => "人の確認",
            Group::Agreed => "分担確定",
            Group::Outside => "対象外",
        }
    }

    /// A shade for it: each is lighter than the one before, so that a bar is read without colours too.
    pub fn shade(self) -> u32 {
        match self {
            Group::Hanging => 0x7A1310,
            Group::Quarrel => 0xA878BE,
            Group::Weak => 0xF2C14E,
            Group::Unread => 0xBBDDF5,
            Group::Agreed => 0xE3F3DC,
            Group::Outside => 0xFFFFFF,
        }
    }
}

/// One bar: a name, and how many verdicts there are of each [`Group`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The area or the vendor.
    pub name: String,
    /// In the order of [`Group::ALL`].
    pub counts: [usize; 6],
}

/// A chart: a title and its bars, from top to bottom.
#[derive(Debug, Clone)]
pub struct Chart {
    /// What is counted.
    pub title: &'static str,
    /// What a bar stands for.
    pub by: &'static str,
    /// The bars.
    pub bars: Vec<Bar>,
}

impl Chart {
    /// The chart in one or two sentences of at most 255 letters, where there is no room for [`Chart::in_words`].
    pub fn in_brief(&self) -> String {
        let worst = self.bars.iter().rev().max_by_key(|bar| bar.counts[0]).filter(|bar| bar.counts[0] > 0);
        let worst = worst.map(|bar| {
            let name: String = bar.name.chars().take(60).collect();
            format!("「{}」が最も多いのは{name}の {} 件です。", Group::Hanging.ja(), bar.counts[0])
        });
        format!("{}の積み上げ横棒グラフ。{}同じ数が左の表にあります。", self.title, worst.unwrap_or_default())
    }

    /// The chart in words, for those who do not see it.
    pub fn in_words(&self) -> String {
        let bar = |bar: &Bar| {
            let parts = Group::ALL.iter().zip(bar.counts).filter(|(_, count)| *count > 0);
            let parts: Vec<String> = parts.map(|(group, count)| format!("{} {count}", group.ja())).collect();
            format!("{}: {}", bar.name, parts.join("、"))
        };
        let bars: Vec<String> = self.bars.iter().map(bar).collect();
        format!("{}。{}", self.title, bars.join("。"))
    }
}

/// The charts of a report: by area; by vendor, or by system where no vendor is known.
pub fn charts(index: &Index) -> Vec<Chart> {
    let verdicts = &index.report.verdicts;
    let plan = &index.report.plan;
    let mut areas: Vec<&str> = Vec::new();
    for verdict in verdicts {
        let area = index.area(&verdict.duty);
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    let by_area = areas.iter().map(|area| bar(area, verdicts, |one| index.area(&one.duty) == *area)).collect();
    let of = |one: &Verdict| plan.systems.iter().find(|system| system.id == one.system);
    let vendor_of = |one: &Verdict| of(one).and_then(|system| system.vendor.as_deref());
    let has_vendors = verdicts.iter().any(|one| vendor_of(one).is_some());
    let (title, by) = match has_vendors {
        true => ("事業者ごとの状態(件)", "事業者"),
        false => ("システムごとの状態(件)", "システム"),
    };
    let mut others: Vec<Bar> = Vec::new();
    if has_vendors {
        let vendors = plan.vendors.iter().map(|vendor| (vendor.name.as_str(), Some(vendor.id.as_str())));
        for (name, id) in vendors.chain([("(事業者の指定なし)", None)]) {
            others.push(bar(name, verdicts, |one| vendor_of(one) == id));
        }
    } else {
        let by_system = |system: &System| bar(&system.name, verdicts, |one| one.system == system.id);
        others.extend(plan.systems.iter().map(by_system));
    }
    others.retain(|bar| bar.counts.iter().sum::<usize>() > 0);
    let all = [Chart { title: "分野ごとの状態(件)", by: "分野", bars: by_area }, Chart { title, by, bars: others }];
    all.into_iter().filter(|chart| !chart.bars.is_empty()).collect()
}

fn bar(name: &str, verdicts: &[Verdict], is_in: impl Fn(&Verdict) -> bool) -> Bar {
    let mut counts = [0; 6];
    for verdict in verdicts.iter().filter(|verdict| is_in(verdict)) {
        counts[Group::of(verdict.state) as usize] += 1;
    }
    Bar { name: name.to_owned(), counts }
}

/// The sheet 集計: one row a bar. None where nothing was judged.
pub(super) fn sheet(index: &Index) -> Option<Sheet> {
    let charts = charts(index);
    if charts.is_empty() {
        return None;
    }
    let mut columns = vec![Column::new("区分", 9).centred(), Column::new("名前", 26)];
    columns.extend(Group::ALL.map(|group| Column::new(group.ja(), 9)));
    columns.push(Column::new("合計", 7));
    let row = |by: &'static str, bar: &Bar| {
        let mut cells = vec![Cell::toned(by, Tone::Quiet), Cell::text(bar.name.as_str())];
        cells.extend(bar.counts.map(Cell::Number));
        cells.push(Cell::Number(bar.counts.iter().sum()));
        cells
    };
    let rows = charts.iter().flat_map(|chart| chart.bars.iter().map(|bar| row(chart.by, bar)).collect::<Vec<_>>());
    let rows = rows.collect();
    Some(Sheet { name: SheetName::Tally, columns, rows, frozen: 0, broad: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::specimen;

    #[test]
    fn every_verdict_is_in_one_bar_of_each_chart() {
        let report = specimen::report();
        let index = Index::new(&report, specimen::catalogue());
        let charts = charts(&index);
        assert_eq!(charts.len(), 2);
        for chart in charts {
            let all: usize = chart.bars.iter().flat_map(|bar| bar.counts).sum();
            assert_eq!(all, report.verdicts.len(), "{}", chart.title);
            assert!(chart.in_words().contains(&chart.bars[0].name));
            assert!(chart.in_brief().encode_utf16().count() <= 255, "{}", chart.in_brief());
        }
    }

    #[test]
    fn groups_stand_at_their_own_place_and_grow_lighter() {
        let light = |group: Group| {
            let [_, red, green, blue] = group.shade().to_be_bytes().map(u32::from);
            red * 30 + green * 59 + blue * 11
        };
        for (at, group) in Group::ALL.into_iter().enumerate() {
            assert_eq!(group as usize, at);
            assert!(at == 0 || light(group) > light(Group::ALL[at - 1]) + 900, "{group:?}");
        }
    }
}
