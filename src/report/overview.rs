//! Many cases at a glance. In: the report of each case, one after the other. Out: an [`Outcome`] a case, small enough to keep
//! thousands of, which the overview workbook, the CSV and the store all draw; none of them looks at papers again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::priority;
use super::tables::Index;
use crate::catalogue::Catalogue;
use crate::model::{Date, Report, State};

/// What a case came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The hospital's name, where the case names it.
    pub hospital: Option<String>,
    /// The day of the review, ISO.
    pub as_of: String,
    /// The edition of the guideline.
    pub guideline: String,
    /// Papers.
    pub documents: usize,
    /// Systems.
    pub systems: usize,
    /// One a duty and system, in the order of the report.
    pub verdicts: Vec<Row>,
}

/// A verdict as a row that stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// System id.
    pub system: String,
    /// System name.
    pub system_name: String,
    /// The vendor's name, where the system has one.
    pub vendor: Option<String>,
    /// The area in words.
    pub area: String,
    /// Duty id.
    pub duty: String,
    /// The duty's Japanese title.
    pub title: String,
    /// Weight of the duty, 1 to 3.
    pub weight: u8,
    /// Id of the state.
    pub state: String,
    /// Who has it; for `agreed` only.
    pub holder: Option<String>,
    /// `A`, `B` or `C` where something is to be done.
    pub priority: Option<String>,
    /// How many claims were weighed.
    pub claims: usize,
}

impl Outcome {
    /// What a report comes to.
    pub fn of(report: &Report, catalogue: &Catalogue) -> Outcome {
        let index = Index::new(report, catalogue);
        let plan = &report.plan;
        let rows = report.verdicts.iter().map(|verdict| {
            let weight = index.duty(&verdict.duty).map_or(1, |duty| duty.weight);
            let system = plan.systems.iter().find(|system| system.id == verdict.system);
            let vendor = system.and_then(|system| system.vendor.as_deref());
            let acts = !verdict.state.is_at_rest();
            Row {
                system: verdict.system.clone(),
                system_name: index.system_name(&verdict.system).to_owned(),
                vendor: vendor.map(|id| index.vendor_name(id).to_owned()),
                area: index.area(&verdict.duty).to_owned(),
                duty: verdict.duty.to_string(),
                title: catalogue.title(&verdict.duty).to_owned(),
                weight,
                state: verdict.state.id().to_owned(),
                holder: verdict.holder.map(|holder| holder.id().to_owned()),
                priority: acts.then(|| priority::of(verdict.state, weight).letter().to_owned()),
                claims: verdict.claims.len(),
            }
        });
        Outcome {
            hospital: plan.hospital.name.clone(),
            as_of: plan.as_of.to_string(),
            guideline: plan.guideline.id().to_owned(),
            documents: report.documents.len(),
            systems: plan.systems.len(),
            verdicts: rows.collect(),
        }
    }
}

impl Row {
    /// The state in words; its id where this program does not know it.
    pub fn state_ja(&self) -> &str {
        match State::ALL.into_iter().find(|state| state.id() == self.state) {
            Some(state) => state.ja(),
            None => &self.state,
        }
    }
}

/// How many verdicts are to be acted on, by priority A, B and C.
pub type Counts = [usize; 3];

/// A case in the overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What the case is called: its path below the folder of all cases.
    pub name: String,
    /// Where its outputs lie, seen from the overview, with `/`.
    pub folder: String,
    /// The name of its workbook in there.
    pub book: String,
    /// The hospital's name.
    pub hospital: Option<String>,
    /// The day of its review, ISO.
    pub as_of: String,
    /// Papers.
    pub documents: usize,
    /// Systems.
    pub systems: usize,
    /// All verdicts to be acted on.
    pub counts: Counts,
    /// The same by area; areas without any are left out.
    pub areas: BTreeMap<String, Counts>,
}

impl Line {
    /// The line of an outcome.
    pub fn of(name: &str, folder: &str, book: &str, outcome: &Outcome) -> Line {
        let mut line = Line {
            name: name.to_owned(),
            folder: folder.to_owned(),
            book: book.to_owned(),
            hospital: outcome.hospital.clone(),
            as_of: outcome.as_of.clone(),
            documents: outcome.documents,
            systems: outcome.systems,
            counts: Counts::default(),
            areas: BTreeMap::new(),
        };
        for row in &outcome.verdicts {
            if let Some(at) = place(row) {
                line.counts[at] += 1;
                line.areas.entry(row.area.clone()).or_default()[at] += 1;
            }
        }
        line
    }
}

/// Where a row counts, or none where nothing is to be done.
fn place(row: &Row) -> Option<usize> {
    ["A", "B", "C"].iter().position(|letter| row.priority.as_deref() == Some(*letter))
}

/// A duty over all cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyLine {
    /// Its area in words.
    pub area: String,
    /// Its Japanese title.
    pub title: String,
    /// Its weight.
    pub weight: u8,
    /// Cases in which it is to be acted on, in one system at least.
    pub cases: usize,
    /// Systems of all cases in which it is to be acted on, by priority.
    pub counts: Counts,
}

/// All cases.
#[derive(Debug, Default)]
pub struct Overview {
    /// The cases that were judged, worst first once [`Overview::sort`] was called.
    pub cases: Vec<Line>,
    /// The cases that could not be judged, with why.
    pub broken: Vec<(String, Vec<String>)>,
    /// Duties by id.
    pub duties: BTreeMap<String, DutyLine>,
}

impl Overview {
    /// Counts the duties of one more case.
    pub fn add_duties(&mut self, outcome: &Outcome) {
        let mut seen: Vec<&str> = Vec::new();
        for row in &outcome.verdicts {
            let line = self.duties.entry(row.duty.clone()).or_insert_with(|| DutyLine {
                area: row.area.clone(),
                title: row.title.clone(),
                weight: row.weight,
                cases: 0,
                counts: Counts::default(),
            });
            let Some(at) = place(row) else { continue };
            line.counts[at] += 1;
            if !seen.contains(&row.duty.as_str()) {
                seen.push(&row.duty);
                line.cases += 1;
            }
        }
    }

    /// Puts the worst case first: most of priority A, then of B, then of C, then by name.
    pub fn sort(&mut self) {
        self.cases.sort_by(|one, other| other.counts.cmp(&one.counts).then_with(|| one.name.cmp(&other.name)));
        self.broken.sort();
    }

    /// Areas in the order of the catalogue, and those that only packs of older runs knew behind them.
    pub fn areas(&self, catalogue: &Catalogue) -> Vec<String> {
        let mut areas: Vec<String> = Vec::new();
        let known = catalogue.duties.iter().filter_map(|duty| self.duties.get(duty.id.as_str()));
        for line in known.chain(self.duties.values()) {
            if !areas.contains(&line.area) {
                areas.push(line.area.clone());
            }
        }
        areas
    }

    /// The last day of review among the cases.
    pub fn day(&self) -> Option<Date> {
        self.cases.iter().filter_map(|line| Date::iso(&line.as_of)).max()
    }
}

/// The header of [`csv()`].
pub const COLUMNS: [&str; 16] = [
    "case",
    "hospital",
    "as_of",
    "guideline",
    "system",
    "system_name",
    "vendor",
    "area",
    "duty",
    "title",
    "weight",
    "state",
    "state_ja",
    "holder",
    "priority",
    "claims",
];

/// The rows of a case as CSV, without the header. Words that a spreadsheet program would take for a formula get a `'` in front.
pub fn csv(name: &str, outcome: &Outcome) -> String {
    let mut text = String::new();
    for row in &outcome.verdicts {
        let (weight, claims) = (row.weight.to_string(), row.claims.to_string());
        let none = String::new();
        let fields = [
            name,
            outcome.hospital.as_ref().unwrap_or(&none),
            &outcome.as_of,
            &outcome.guideline,
            &row.system,
            &row.system_name,
            row.vendor.as_ref().unwrap_or(&none),
            &row.area,
            &row.duty,
            &row.title,
            &weight,
            &row.state,
            row.state_ja(),
            row.holder.as_ref().unwrap_or(&none),
            row.priority.as_ref().unwrap_or(&none),
            &claims,
        ];
        text.push_str(&fields.map(field).join(","));
        text.push_str("\r\n");
    }
    text
}

/// A field of CSV (RFC 4180).
fn field(words: &str) -> String {
    let tame = if words.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{words}") } else { words.to_owned() };
    if tame.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", tame.replace('"', "\"\"")) } else { tame }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::specimen;

    fn outcome() -> Outcome {
        Outcome::of(&specimen::report(), specimen::catalogue())
    }

    #[test]
    fn an_outcome_comes_back_from_json_and_counts_what_is_to_be_done() {
        let report = specimen::report();
        let outcome = outcome();
        let json = serde_json::to_string(&outcome).expect("JSON");
        assert_eq!(serde_json::from_str::<Outcome>(&json).expect("an outcome"), outcome);
        assert_eq!(outcome.verdicts.len(), report.verdicts.len());
        let line = Line::of("a", "cases/a", "gaps.xlsx", &outcome);
        let acts = report.verdicts.iter().filter(|verdict| !verdict.state.is_at_rest()).count();
        assert!(acts > 0);
        assert_eq!(line.counts.iter().sum::<usize>(), acts);
        assert_eq!(line.areas.values().flatten().sum::<usize>(), acts);
    }

    #[test]
    fn the_worst_case_comes_first_and_equals_by_name() {
        let line = |name: &str, counts| Line { counts, ..Line::of(name, "", "", &outcome()) };
        let cases = vec![line("b", [1, 9, 9]), line("d", [2, 0, 0]), line("c", [1, 9, 9]), line("a", [1, 0, 50])];
        let mut overview = Overview { cases, ..Overview::default() };
        overview.sort();
        let names: Vec<&str> = overview.cases.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["d", "b", "c", "a"]);
    }

    #[test]
    fn a_duty_counts_once_a_case_and_once_a_system() {
        let mut overview = Overview::default();
        let mut once = outcome();
        once.verdicts.retain(|row| row.priority.is_some());
        once.verdicts.truncate(1);
        once.verdicts.push(Row { system: "other".to_owned(), ..once.verdicts[0].clone() });
        overview.add_duties(&once);
        overview.add_duties(&once);
        let line = overview.duties.values().next().expect("a duty");
        assert_eq!((line.cases, line.counts.iter().sum::<usize>()), (2, 4));
    }

    #[test]
    fn fields_are_quoted_and_hold_no_formula() {
        for (words, written) in [
            ("電子カルテ", "電子カルテ"),
            ("a,b", "\"a,b\""),
            ("a\"b\n", "\"a\"\"b\n\""),
            ("=1+1", "'=1+1"),
            ("@x,y", "\"'@x,y\""),
        ] {
            assert_eq!(field(words), written);
        }
        let text = csv("a,b", &outcome());
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), outcome().verdicts.len());
        assert!(rows.iter().all(|row| row.len() == COLUMNS.len() && &row[0] == "a,b"));
    }
}
