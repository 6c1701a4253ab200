//! What people read, as plain rows. In: a report and the catalogue. Out: [`Sheet`]s that every output draws alike.

mod gaps;
mod index;
pub mod words;

pub use gaps::{Gap, gaps, shorten, strength};
pub use index::Index;

use super::Priority;
use crate::model::{Date, State};

/// The sheets, in their order in the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetName {
    /// 要対応一覧
    Gaps,
    /// 役割分担表
    Matrix,
    /// 確認表の突合
    RoleRows,
    /// 開示書の確認
    Disclosures,
    /// 根拠一覧
    Evidence,
    /// 指摘一覧
    Findings,
    /// 読み取り記録
    Readings,
    /// 来歴
    Provenance,
}

impl SheetName {
    /// The name on the tab.
    pub fn ja(self) -> &'static str {
        match self {
            SheetName::Gaps => "要対応一覧",
            SheetName::Matrix => "役割分担表",
            SheetName::RoleRows => "確認表の突合",
            SheetName::Disclosures => "開示書の確認",
            SheetName::Evidence => "根拠一覧",
            SheetName::Findings => "指摘一覧",
            SheetName::Readings => "読み取り記録",
            SheetName::Provenance => "来歴",
        }
    }
}

/// One sheet: a header row and rows of cells.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Which sheet.
    pub name: SheetName,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Key columns at the left that stay in view.
    pub frozen: usize,
    /// Needs A3 to be legible on paper; else A4.
    pub broad: bool,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// The header.
    pub title: String,
    /// Width in half-width letters.
    pub width: usize,
    /// Short marks stand in the middle.
    pub centred: bool,
    /// What people enter here, or none for a column of ours.
    pub entry: Option<Entry>,
}

/// What people enter in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// One of these.
    Choice(&'static [&'static str]),
    /// A date.
    Date,
    /// Anything.
    Free,
}

impl Column {
    fn new(title: impl Into<String>, width: usize) -> Column {
        Column { title: title.into(), width, centred: false, entry: None }
    }

    fn centred(mut self) -> Column {
        self.centred = true;
        self
    }

    fn entered(mut self, entry: Entry) -> Column {
        self.entry = Some(entry);
        self
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A count.
    Number(usize),
    /// A date.
    Date(Date),
    /// A state, with what is said beside it (who holds it).
    State(State, Option<String>),
    /// A priority.
    Priority(Priority),
    /// Words that lead to a row (0-based, below the header) of a sheet.
    Link {
        /// The words.
        text: String,
        /// The sheet.
        sheet: SheetName,
        /// The row.
        row: usize,
    },
}

impl Cell {
    fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    fn maybe(text: Option<&str>) -> Cell {
        text.map_or(Cell::Empty, Cell::text)
    }

    fn date(date: Option<Date>) -> Cell {
        date.map_or(Cell::Empty, Cell::Date)
    }

    /// The words that a reader sees; dates as ISO.
    pub fn words(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Link { text, .. } => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Date(date) => date.to_string(),
            Cell::State(state, None) => format!("{} {}", words::mark(*state), state.ja()),
            Cell::State(state, Some(beside)) => format!("{} {}({beside})", words::mark(*state), state.ja()),
            Cell::Priority(priority) => priority.letter().to_owned(),
        }
    }
}

/// All sheets, in their order.
pub fn sheets(report: &crate::model::Report, catalogue: &crate::catalogue::Catalogue) -> Vec<Sheet> {
    let index = Index::new(report, catalogue);
    vec![gaps::sheet(&index)]
}
