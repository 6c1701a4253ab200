//! A verdict: what all claims together mean for one duty in one system.

use super::{DutyId, Party};

/// The state of a duty in a system; the table of `docs/verdicts.md` decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 判読・判断不能
    Undecided,
    /// 文書間の矛盾
    Contradicted,
    /// 重複・主担当不明
    Overlapping,
    /// 分担確定
    Agreed,
    /// 条件付き
    Conditional,
    /// 努力義務のみ
    Effort,
    /// 協議・未定
    Open,
    /// 相手任せ
    Mutual,
    /// 受け手不在
    Unaccepted,
    /// 自己申告のみ
    Declared,
    /// 対象外
    Outside,
    /// 宙に浮いた責任
    Unassigned,
}

impl State {
    /// Every state, in the order of the decision table.
    pub const ALL: [State; 12] = [
        State::Undecided,
        State::Contradicted,
        State::Overlapping,
        State::Agreed,
        State::Conditional,
        State::Effort,
        State::Open,
        State::Mutual,
        State::Unaccepted,
        State::Declared,
        State::Outside,
        State::Unassigned,
    ];

    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            State::Undecided => "undecided",
            State::Contradicted => "contradicted",
            State::Overlapping => "overlapping",
            State::Agreed => "agreed",
            State::Conditional => "conditional",
            State::Effort => "effort",
            State::Open => "open",
            State::Mutual => "mutual",
            State::Unaccepted => "unaccepted",
            State::Declared => "declared",
            State::Outside => "outside",
            State::Unassigned => "unassigned",
        }
    }

    /// The words a Japanese reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            State::Undecided => "判読・判断不能",
            State::Contradicted => "文書間の矛盾",
            State::Overlapping => "重複・主担当不明",
            State::Agreed => "分担確定",
            State::Conditional => "条件付き",
            State::Effort => "努力義務のみ",
            State::Open => "協議・未定",
            State::Mutual => "相手任せ",
            State::Unaccepted => "受け手不在",
            State::Declared => "自己申告のみ",
            State::Outside => "対象外",
            State::Unassigned => "宙に浮いた責任",
        }
    }

    /// How far a state is from someone doing the work: 3 nobody does it or papers quarrel about it, 2 it rests on a condition,
    /// a talk to come, a mere statement or a paper that could not be read, 1 someone at least tries, 0 nothing is to be done.
    pub fn urgency(self) -> u8 {
        match self {
            State::Unassigned | State::Mutual | State::Unaccepted | State::Contradicted => 3,
            State::Undecided | State::Overlapping | State::Conditional | State::Open | State::Declared => 2,
            State::Effort => 1,
            State::Agreed | State::Outside => 0,
        }
    }

    /// Nobody can be held to it.
    pub fn is_hanging(self) -> bool {
        matches!(
            self,
            State::Conditional
                | State::Effort
                | State::Open
                | State::Mutual
                | State::Unaccepted
                | State::Declared
                | State::Unassigned
        )
    }

    /// Papers quarrel over it.
    pub fn is_quarrel(self) -> bool {
        matches!(self, State::Contradicted | State::Overlapping)
    }

    /// Nothing is to be done.
    pub fn is_at_rest(self) -> bool {
        matches!(self, State::Agreed | State::Outside)
    }
}

/// What all claims together mean for one duty in one system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The duty.
    pub duty: DutyId,
    /// System id.
    pub system: String,
    /// The state.
    pub state: State,
    /// Who has it; given for `agreed` only.
    pub holder: Option<Party>,
    /// Why, in one sentence for a clerk.
    pub why: String,
    /// Ids of the claims that were weighed, the deciding ones first.
    pub claims: Vec<String>,
    /// Ids of the documents searched for it.
    pub searched: Vec<String>,
}
