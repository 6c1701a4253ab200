//! The nouns of hazama, std only. Every other room speaks in these.

mod amendment;
mod assessment;
mod change;
mod claim;
mod correction;
mod decision;
mod document;
mod duty;
mod finding;
mod grid;
mod lang;
mod notice;
mod party;
mod place;
mod plan;
mod report;
mod verdict;

pub use amendment::{Amendment, Amends, CellChange};
pub use assessment::{Assessment, Reply};
pub use change::{Change, Comparison, Effect, Kept, Last, Overdue, Pair, Said, Shift, Sort, StillOpen, Touched};
pub use claim::{Claim, Confidence, Explanation, Strength};
pub use correction::{Corrected, Correction, Ruling, Swayed};
pub use decision::{DECISION_COLUMNS, DECISION_ID, DECISION_SHEET, Decision, Entered, Reviewed, Standing};
pub use document::{
    Answer, Block, Content, Date, Document, Header, Kind, Level, Paper, Paragraph, Precedence, Row, Side, Source,
    Table, TableCell, Unit,
};
pub use duty::DutyId;
pub use finding::{Finding, FindingPlace, Severity};
pub use grid::{By, Cell, Grid, Mark, Value};
pub use lang::Lang;
pub use notice::{Noted, Notice};
pub use party::Party;
pub use place::{Place, Quote};
pub use plan::{BlankForm, DocumentHint, Guideline, Hospital, Interface, Plan, Service, System, Vendor, Workflow};
pub use report::Report;
pub use verdict::{State, Verdict};
