//! The sheets in English, as far as their words are ours. In: the sheets and the lines that heads them. Out: the same with English
//! headings, states, parties, kinds, choices and duties. Words of papers and of people stay as they are, and so do sentences that
//! tell of them; the names of the sheets stay, since those who read them back look for these.

use std::collections::BTreeMap;

use super::{Cell, Column, Entry, Gap, Index, Sheet, SheetName, words};
use crate::model::State;
use crate::review;
use crate::text::english;

/// What sheets are translated with.
pub struct English<'a> {
    titles: BTreeMap<&'a str, &'a str>,
}

impl<'a> English<'a> {
    /// With the titles of all duties.
    pub fn new(index: &Index<'a>) -> English<'a> {
        let titles = index.catalogue.duties.iter().map(|duty| (duty.title_ja.as_str(), duty.title_en.as_str()));
        English { titles: titles.collect() }
    }

    /// A sheet in English; `gaps` are those of its report.
    pub fn sheet(&self, sheet: &Sheet, gaps: &[Gap]) -> Sheet {
        let column = |column: &Column| Column {
            title: english::heading(&column.title).map_or_else(|| column.title.clone(), str::to_owned),
            entry: column.entry.map(entry),
            ..column.clone()
        };
        let row = |cells: &Vec<Cell>| {
            let cells = cells.iter().zip(&sheet.columns);
            cells
                .map(|(cell, column)| if is_ours(sheet.name, column) { self.cell(cell) } else { cell.clone() })
                .collect()
        };
        let mut rows: Vec<Vec<Cell>> = sheet.rows.iter().map(row).collect();
        if sheet.name == SheetName::Gaps {
            let at = |heading: &str| sheet.columns.iter().position(|column| column.title == heading);
            let (reason, ask) = (at("理由"), at("求めること"));
            for (row, gap) in rows.iter_mut().zip(gaps) {
                if let Some(at) = reason {
                    row[at] = Cell::text(format!("{}\n{}", words::meaning_en(gap.verdict.state), row[at].words()));
                }
                if let Some(at) = ask {
                    row[at] = Cell::text(words::action_en(gap.verdict.state));
                }
            }
        }
        Sheet { columns: sheet.columns.iter().map(column).collect(), rows, ..sheet.clone() }
    }

    /// A cell in English.
    pub fn cell(&self, cell: &Cell) -> Cell {
        match cell {
            Cell::Text(text) => Cell::Text(self.text(text)),
            Cell::Strong(text) => Cell::Strong(self.text(text)),
            Cell::Toned(word, tone) => Cell::Toned(english::word(word).unwrap_or(word), *tone),
            Cell::State(state, beside) => Cell::Worded(*state, self.state(*state, beside.as_deref())),
            Cell::Link { text, sheet, row } => Cell::Link { text: self.text(text), sheet: *sheet, row: *row },
            other => other.clone(),
        }
    }

    /// `○ agreed (vendor)`
    pub fn state(&self, state: State, beside: Option<&str>) -> String {
        let name = format!("{} {}", words::mark(state), words::name_en(state));
        match beside {
            None => name,
            Some(beside) => {
                let parts: Vec<String> = beside.split('、').map(|part| self.line(part)).collect();
                format!("{name} ({})", parts.join("; "))
            }
        }
    }

    /// Line by line, whatever is known whole.
    fn text(&self, text: &str) -> String {
        text.split('\n').map(|line| self.line(line)).collect::<Vec<_>>().join("\n")
    }

    fn line(&self, line: &str) -> String {
        let known = english::word(line).or_else(|| self.titles.get(line).copied());
        known.unwrap_or(line).to_owned()
    }

    /// The title of a duty.
    pub fn title<'b>(&'b self, ja: &'b str) -> &'b str {
        self.titles.get(ja).copied().unwrap_or(ja)
    }
}

/// The words under that heading are ours: neither a paper's nor what people wrote in their own words.
fn is_ours(sheet: SheetName, column: &Column) -> bool {
    const OF_PAPERS: [&str; 11] = [
        "文書",
        "場所",
        "システム",
        "質問",
        "備考",
        "条件",
        "範囲",
        "引用(原文のまま)",
        "引用(訂正したとき)",
        "担当・条項の記入",
        "拠りどころ(原文のまま)",
    ];
    // there every other column is of people's own making
    if sheet == SheetName::Left {
        return ["義務", "対応方針", "判断", review::STANDING].contains(&column.title.as_str());
    }
    let is_of_forms = sheet == SheetName::RoleRows && ["項目", "内容"].contains(&column.title.as_str());
    let is_free = matches!(column.entry, Some(Entry::Free | Entry::Date));
    !is_of_forms && !is_free && !OF_PAPERS.contains(&column.title.as_str())
}

fn entry(entry: Entry) -> Entry {
    match entry {
        Entry::Choice(choices) => Entry::Choice(match choices.first() {
            Some(&"契約・覚書で定める") => &[
                "settle it in the contract or a memorandum",
                "settle it in the hospital's rules",
                "ask the vendor",
                "accept the risk (reason in the note)",
                "nothing to do (reason in the note)",
            ],
            Some(&"要対応") => &["to act on", "accept the risk", "nothing to do", "on hold"],
            Some(&"大") => &["large", "medium", "small"],
            Some(&"代わりの措置をとる") => {
                &["take another measure", "have the vendor act", "accept the risk (with a reason)"]
            }
            _ => choices,
        }),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::specimen;
    use crate::report::tables::Tables;

    #[test]
    fn every_heading_and_state_has_english_and_every_choice_comes_back() {
        let report = specimen::report();
        let tables = Tables::new(&report, specimen::catalogue());
        let known = English::new(&tables.index);
        let systems: Vec<&str> = report.plan.systems.iter().map(|system| system.name.as_str()).collect();
        for sheet in &tables.sheets {
            let english = known.sheet(sheet, &tables.gaps);
            for (ja, en) in sheet.columns.iter().zip(&english.columns) {
                let is_same = ja.title == en.title && ja.title != "ID" && !systems.contains(&ja.title.as_str());
                assert!(!is_same, "{:?}: {} has no English", sheet.name, ja.title);
                if let (Some(Entry::Choice(ja)), Some(Entry::Choice(en))) = (ja.entry, en.entry) {
                    assert!(ja.iter().zip(en).all(|(ja, en)| english::japanese(en) == Some(ja)), "{ja:?}");
                    assert_eq!(ja.len(), en.len());
                }
            }
            for (ja, en) in sheet.rows.iter().flatten().zip(english.rows.iter().flatten()) {
                match (ja, en) {
                    (Cell::State(state, _), Cell::Worded(same, words)) => {
                        assert!(state == same && words.contains(words::name_en(*state)))
                    }
                    (Cell::Toned(ja, _), Cell::Toned(en, _)) => assert_ne!(ja, en, "{:?}", sheet.name),
                    _ => {}
                }
            }
        }
        for state in State::ALL {
            assert_eq!(english::word(state.ja()), Some(words::name_en(state)));
        }
    }
}
