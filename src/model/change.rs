//! This year's papers against last year's: which papers belong together, what changed in them, and what it means.

use super::{Date, DutyId, Guideline, Kind, Party, Place, State};

/// From what last year is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Its folder of papers: everything can be compared.
    Folder,
    /// Its `report.json`: words that a claim rests on, and what they come to.
    Json,
    /// Its workbook: the same, and the rows of forms.
    Workbook,
}

impl Kept {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Kept::Folder => "folder",
            Kept::Json => "report",
            Kept::Workbook => "workbook",
        }
    }
}

/// What this year is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// Where it lies, as the user named it.
    pub path: String,
    /// From what it is known.
    pub kept: Kept,
    /// The day for which it was judged.
    pub as_of: Date,
    /// The edition of the guideline by which it was judged.
    pub guideline: Guideline,
    /// The version of the program that judged it; none where this run did.
    pub version: Option<String>,
}

/// Papers of last year and of this year that are the same work; one of the sides is empty for a paper that is new or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Paths of last year's papers.
    pub then: Vec<String>,
    /// Ids of this year's papers.
    pub now: Vec<String>,
}

/// What changed. The order is that in which people read changes of one weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A paper of last year is not there any more.
    PaperGone,
    /// An article is not there any more.
    ArticleDropped,
    /// An article says something else.
    ArticleReworded,
    /// An article is new.
    ArticleAdded,
    /// The words stay, and what they come to has changed with the words around them.
    SenseChanged,
    /// An answer in a disclosure or a vendor's checklist.
    Answer,
    /// A tick in a role table or a hospital's checklist.
    Tick,
    /// 完了日 or 目標日 of a row.
    Done,
    /// A remark.
    Remark,
    /// What a hospital wrote into columns of its own (担当, 条項).
    Noted,
    /// Who signs.
    Parties,
    /// First and last day, renewal, notice.
    Term,
    /// A paper that was not there last year.
    PaperNew,
    /// A system that was not there last year.
    SystemNew,
    /// A system of last year that is not there any more.
    SystemGone,
    /// Options that were bought, or the vendor of a system.
    System,
    /// A form is of another edition.
    Edition,
    /// The guideline is of another edition.
    Guideline,
    /// A question of the form is not there any more.
    QuestionDropped,
    /// A question of the form has other words.
    QuestionReworded,
    /// A question of the form is new.
    QuestionAdded,
    /// The product's name or version.
    Product,
    /// The day of issue, of the first check.
    Issued,
    /// The article stands in another paper.
    ArticleMoved,
    /// The paper has another name or format, was split or merged.
    PaperReissued,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Sort; 25] = [
        Sort::PaperGone,
        Sort::ArticleDropped,
        Sort::ArticleReworded,
        Sort::ArticleAdded,
        Sort::SenseChanged,
        Sort::Answer,
        Sort::Tick,
        Sort::Done,
        Sort::Remark,
        Sort::Noted,
        Sort::Parties,
        Sort::Term,
        Sort::PaperNew,
        Sort::SystemNew,
        Sort::SystemGone,
        Sort::System,
        Sort::Edition,
        Sort::Guideline,
        Sort::QuestionDropped,
        Sort::QuestionReworded,
        Sort::QuestionAdded,
        Sort::Product,
        Sort::Issued,
        Sort::ArticleMoved,
        Sort::PaperReissued,
    ];

    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Sort::PaperGone => "paper-gone",
            Sort::ArticleDropped => "article-dropped",
            Sort::ArticleReworded => "article-reworded",
            Sort::ArticleAdded => "article-added",
            Sort::SenseChanged => "sense-changed",
            Sort::Answer => "answer",
            Sort::Tick => "tick",
            Sort::Done => "done",
            Sort::Remark => "remark",
            Sort::Noted => "noted",
            Sort::Parties => "parties",
            Sort::Term => "term",
            Sort::PaperNew => "paper-new",
            Sort::SystemNew => "system-new",
            Sort::SystemGone => "system-gone",
            Sort::System => "system",
            Sort::Edition => "edition",
            Sort::Guideline => "guideline",
            Sort::QuestionDropped => "question-dropped",
            Sort::QuestionReworded => "question-reworded",
            Sort::QuestionAdded => "question-added",
            Sort::Product => "product",
            Sort::Issued => "issued",
            Sort::ArticleMoved => "article-moved",
            Sort::PaperReissued => "paper-reissued",
        }
    }

    /// The words a Japanese reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Sort::PaperGone => "なくなった文書",
            Sort::ArticleDropped => "削られた条項",
            Sort::ArticleReworded => "書き換えられた条項",
            Sort::ArticleAdded => "加わった条項",
            Sort::SenseChanged => "前後の変更で意味の変わった条項",
            Sort::Answer => "開示書などの回答",
            Sort::Tick => "確認表などの確認",
            Sort::Done => "完了日",
            Sort::Remark => "備考",
            Sort::Noted => "担当・条項の記入",
            Sort::Parties => "当事者",
            Sort::Term => "契約期間・更新",
            Sort::PaperNew => "新しい文書",
            Sort::SystemNew => "加わったシステム",
            Sort::SystemGone => "なくなったシステム",
            Sort::System => "システムの設定",
            Sort::Edition => "様式の版",
            Sort::Guideline => "ガイドラインの版",
            Sort::QuestionDropped => "様式から消えた行",
            Sort::QuestionReworded => "様式の行の文言",
            Sort::QuestionAdded => "様式に加わった行",
            Sort::Product => "製品の名称・版",
            Sort::Issued => "作成日・初回確認日など",
            Sort::ArticleMoved => "別の文書に移った条項",
            Sort::PaperReissued => "文書の名前・形式",
        }
    }
}

/// What a change comes to. The worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Fewer can be held to a duty, or an answer turned to no.
    Worse,
    /// Something else is said of a duty, and the state is no worse and no better.
    Same,
    /// More can be held to a duty, or an answer turned to yes.
    Better,
    /// Nothing is said of any duty that was not said last year.
    None,
}

impl Effect {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Effect::Worse => "worse",
            Effect::Same => "same",
            Effect::Better => "better",
            Effect::None => "none",
        }
    }

    /// The words a Japanese reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Effect::Worse => "悪化",
            Effect::Same => "変化",
            Effect::Better => "改善",
            Effect::None => "影響なし",
        }
    }

    /// What two effects come to together: the one that asks for more attention.
    #[must_use]
    pub fn and(self, other: Effect) -> Effect {
        self.min(other)
    }
}

/// Words that stand or stood somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The words letter for letter; for answers, dates and names what a reader sees.
    pub words: String,
    /// Where.
    pub place: Place,
}

/// A duty on which a change bears, in one system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The duty.
    pub duty: DutyId,
    /// System id of this year; last year's for a system that is gone.
    pub system: String,
    /// The state then; none where there was no such system.
    pub then: Option<State>,
    /// The state now; none where there is no such system.
    pub now: Option<State>,
    /// What became of it.
    pub effect: Effect,
}

/// One change of words, answers, dates, papers or systems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub sort: Sort,
    /// Id of this year's paper; none for what is not in any paper of this year.
    pub document: Option<String>,
    /// Path of last year's paper; none for what was in none.
    pub last_document: Option<String>,
    /// What it is about, for a person: the heading of an article, number and question of a row, the name of a date.
    pub about: String,
    /// What was said then.
    pub then: Option<Said>,
    /// What is said now.
    pub now: Option<Said>,
    /// What it comes to as a whole.
    pub effect: Effect,
    /// The duties on which it bears.
    pub duties: Vec<Touched>,
    /// What happened, in one sentence for a clerk.
    pub summary: String,
}

/// What became of a duty in a system since last year. Only what moved is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The duty.
    pub duty: DutyId,
    /// System id.
    pub system: String,
    /// State and holder then.
    pub then: (State, Option<Party>),
    /// State and holder now.
    pub now: (State, Option<Party>),
    /// Better, worse, or other words in a state that is no better and no worse.
    pub effect: Effect,
    /// A paper bound the vendor to it then, and none does so now in any strength.
    pub dropped: bool,
    /// Why: which words, in one or two sentences.
    pub why: String,
    /// Places of the changes behind it in [`Comparison::changes`].
    pub changes: Vec<usize>,
}

/// A duty on which something had to be done last year and still has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StillOpen {
    /// The duty.
    pub duty: DutyId,
    /// System id.
    pub system: String,
    /// The state then.
    pub then: State,
    /// The state now.
    pub now: State,
}

/// What ought to have been done by a day that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// The day.
    pub due: Date,
    /// The duty and the system of a decision; none for a row of a form.
    pub on: Option<(DutyId, String)>,
    /// Id of the paper and the place of a row of a form; none for a decision.
    pub row: Option<(String, Place)>,
    /// What it is, for a person.
    pub words: String,
}

/// This year against last year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What this year is compared with.
    pub last: Last,
    /// Last year's papers: path and kind.
    pub papers: Vec<(String, Kind)>,
    /// Which papers belong together, in the order of this year's papers; those that are gone stand last.
    pub pairs: Vec<Pair>,
    /// What changed, what asks for most attention first.
    pub changes: Vec<Change>,
    /// Duties that moved: dropped from contracts first, then worse, other and better.
    pub shifts: Vec<Shift>,
    /// What was open last year and is open still, in the order of the verdicts.
    pub open: Vec<StillOpen>,
    /// What is overdue, the oldest first.
    pub overdue: Vec<Overdue>,
}
