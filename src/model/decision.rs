//! What people decided on a gap, as they wrote it into the workbook, and what has become of it.

use super::{Date, DutyId};

/// The sheet in which people write.
pub const DECISION_SHEET: &str = "要対応一覧";
/// The columns of that sheet that belong to people.
pub const DECISION_COLUMNS: [&str; 6] = ["対応方針", "担当", "期限", "完了日", "メモ", "判断"];
/// The column that names duty and system.
pub const DECISION_ID: &str = "ID";

/// What a person wrote into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// Words, as they stand there.
    Words(String),
    /// A day.
    Day(Date),
}

impl Entered {
    /// What a reader sees; days as ISO.
    pub fn words(&self) -> String {
        match self {
            Entered::Words(words) => words.clone(),
            Entered::Day(day) => day.to_string(),
        }
    }
}

/// What people wrote into one row of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Where it was written first, for people: `要対応一覧 8行目`.
    pub place: String,
    /// The duty and the system that its ID names; none where it names no such pair.
    pub on: Option<(DutyId, String)>,
    /// The duty and the system in the words of the row, for people.
    pub title: [String; 2],
    /// Headings of columns with what stands under them, in the order of the columns; empty cells are left out.
    pub entries: Vec<(String, Entered)>,
    /// Fingerprints of what the hospital's and the vendor's papers said when it was written; none where the row has lost them.
    pub prints: Option<[String; 2]>,
}

impl Decision {
    /// What stands under a heading.
    pub fn entry(&self, heading: &str) -> Option<&Entered> {
        self.entries.iter().find(|(known, _)| known == heading).map(|(_, entered)| entered)
    }
}

/// What has become of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It holds: both sides' papers say what they said.
    Stands,
    /// A risk that is accepted, with reason, owner and last day.
    Accepted,
    /// The words on which it rests have changed, or cannot be compared.
    Moved,
    /// A risk was accepted until a day that is over.
    Lapsed,
    /// A risk was accepted without reason, owner or last day.
    Incomplete,
    /// There is nothing to be done on that duty any more.
    Settled,
    /// It belongs to no duty and system of this case, or to one that another row has already taken.
    Lost,
}

impl Standing {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Standing::Stands => "stands",
            Standing::Accepted => "accepted",
            Standing::Moved => "moved",
            Standing::Lapsed => "lapsed",
            Standing::Incomplete => "incomplete",
            Standing::Settled => "settled",
            Standing::Lost => "lost",
        }
    }

    /// In words, as a person reads it.
    pub fn ja(self) -> &'static str {
        match self {
            Standing::Stands => "引継ぎ",
            Standing::Accepted => "受容中",
            Standing::Moved => "要再確認",
            Standing::Lapsed => "受容の期限切れ",
            Standing::Incomplete => "受容の記入不足",
            Standing::Settled => "解消",
            Standing::Lost => "照合できず",
        }
    }

    /// It stands beside a gap of this report; else it is listed on its own.
    pub fn is_carried(self) -> bool {
        !matches!(self, Standing::Settled | Standing::Lost)
    }
}

/// A decision held against this report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// What people wrote.
    pub decision: Decision,
    /// What has become of it.
    pub standing: Standing,
    /// Why, in one sentence; empty where there is nothing to say.
    pub why: String,
}
