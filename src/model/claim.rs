//! A claim: one source saying one thing about one duty.

use super::{DutyId, Party, Quote};

/// How strongly a source binds or describes. The order is that of the table in `docs/reading.md`, not a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Bound to do it.
    Duty,
    /// Bound only when something outside the sentence is met (option, fee, order, request).
    Conditional,
    /// Tries or aims.
    Effort,
    /// May, without duty.
    Permission,
    /// Says that this party does not do it.
    Disclaimed,
    /// Must not, or not before a consent.
    Prohibited,
    /// Left to later talk or to a paper that is not there.
    Open,
    /// A one-sided paper says that the other side does it, and cannot bind it.
    Expected,
    /// A disclosure states a fact or a capability.
    Stated,
    /// Stated for the future.
    Planned,
    /// A disclosure states that it is not there.
    Absent,
    /// A disclosure states that the question has no object.
    Outside,
}

impl Strength {
    /// Every strength.
    pub const ALL: [Strength; 12] = [
        Strength::Duty,
        Strength::Conditional,
        Strength::Effort,
        Strength::Permission,
        Strength::Disclaimed,
        Strength::Prohibited,
        Strength::Open,
        Strength::Expected,
        Strength::Stated,
        Strength::Planned,
        Strength::Absent,
        Strength::Outside,
    ];

    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Strength::Duty => "duty",
            Strength::Conditional => "conditional",
            Strength::Effort => "effort",
            Strength::Permission => "permission",
            Strength::Disclaimed => "disclaimed",
            Strength::Prohibited => "prohibited",
            Strength::Open => "open",
            Strength::Expected => "expected",
            Strength::Stated => "stated",
            Strength::Planned => "planned",
            Strength::Absent => "absent",
            Strength::Outside => "outside",
        }
    }

    /// The words a Japanese reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Strength::Duty => "義務",
            Strength::Conditional => "条件付き",
            Strength::Effort => "努力義務",
            Strength::Permission => "できる(任意)",
            Strength::Disclaimed => "対象外と明記",
            Strength::Prohibited => "禁止",
            Strength::Open => "協議・別途定め",
            Strength::Expected => "相手に期待",
            Strength::Stated => "実施と申告",
            Strength::Planned => "予定",
            Strength::Absent => "なしと申告",
            Strength::Outside => "該当なしと申告",
        }
    }
}

/// How sure the reading is. `Low` leads to `undecided`, never to `agreed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Confidence {
    /// A guess among several readings: shown, and never a ground for calm.
    Low,
    /// Found by carrying a subject or an object over from the surroundings.
    Medium,
    /// Said in the words of the clause itself.
    #[default]
    High,
}

/// Which words gave a claim its parts: what `hazama read --why` prints.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Explanation {
    /// Words that name the one who acts; empty when the subject is silent.
    pub agent: String,
    /// The step that found the agent, in words (`文中の主語`, `前文から継続`, `条見出し`, `文書の種類` …).
    pub step: String,
    /// Words of the ending that gave the strength.
    pub ending: String,
    /// Words of the object.
    pub object: String,
    /// Words of the act.
    pub act: String,
}

/// One source saying one thing about one duty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// `c1`, `c2` … over the whole report, in the order of documents and places. Empty until gathered.
    pub id: String,
    /// Id of the document that says it (`d1`). Empty until gathered.
    pub document: String,
    /// The duty.
    pub duty: DutyId,
    /// The party that this source binds or expects.
    pub holder: Party,
    /// Who does the work, where it is not the holder.
    pub performer: Option<Party>,
    /// How strongly.
    pub strength: Strength,
    /// The words that limit it, or none.
    pub condition: Option<String>,
    /// The machines or places it is limited to, or none.
    pub scope: Option<String>,
    /// For duties of two halves: which half (an id of the duty's `halves` in the catalogue), or none.
    pub half: Option<String>,
    /// A declared remark that hands the work to the hospital («お客様にて実施»): holder `Hospital`, strength `Expected`.
    pub pushed: bool,
    /// The words and where they stand.
    pub quote: Quote,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// Which words gave what.
    pub why: Explanation,
}
