//! What people corrected in the reading of a paper, and what has become of it.

use super::{Claim, Date, DutyId, Party, Place, State};

/// What a person says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// It is read rightly.
    Confirm,
    /// The sentence is not about this duty.
    Drop,
    /// Somebody else holds the duty.
    Holder(Party),
}

impl Ruling {
    /// Those to whom a person may give a duty.
    pub const HOLDERS: [Party; 4] = [Party::Hospital, Party::Vendor, Party::Both, Party::Third];

    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Ruling::Confirm => "confirm",
            Ruling::Drop => "drop",
            Ruling::Holder(_) => "holder",
        }
    }

    /// What it says, for a reader.
    pub fn ja(self) -> String {
        match self {
            Ruling::Confirm => "読み取りのとおりと確認".to_owned(),
            Ruling::Drop => "この義務の記載ではない".to_owned(),
            Ruling::Holder(party) => format!("担い手は{}", party.ja()),
        }
    }
}

/// What a person corrected in the reading of one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Path of the paper inside the case folder.
    pub path: String,
    /// The duty of which the sentence was read.
    pub duty: DutyId,
    /// Fingerprint of the sentence (`review::sentence`).
    pub print: String,
    /// The sentence, as the person saw it.
    pub quote: String,
    /// Where it stood then; tells sentences of the same words apart.
    pub place: Place,
    /// The holder and the strength that were read then, as in JSON (`vendor: expected`).
    pub read_as: String,
    /// What the person says.
    pub change: Ruling,
    /// Why.
    pub reason: String,
    /// Who says so, as the person signed; may be empty.
    pub by: String,
    /// The day on which it was said.
    pub day: Option<Date>,
}

/// A correction held against this report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// What the person says.
    pub correction: Correction,
    /// Id of the paper; none where it is not there any more.
    pub document: Option<String>,
    /// The claims to which it was applied, as they were read. Empty where it lapsed.
    pub claims: Vec<Claim>,
    /// What became of the duty, in each system of which the paper speaks. Empty where it lapsed.
    pub touched: Vec<Swayed>,
    /// Why it was not applied, in one sentence; none where it was.
    pub lapsed: Option<&'static str>,
}

/// A verdict to which a correction contributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swayed {
    /// System id.
    pub system: String,
    /// The state without the corrections.
    pub before: State,
    /// The state with them.
    pub after: State,
}
