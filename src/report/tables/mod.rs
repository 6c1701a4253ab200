//! What people read, as plain rows. In: a report and the catalogue. Out: [`Sheet`]s that every output draws alike.

mod assessments;
mod carried;
pub mod changes;
mod corrections;
mod customer;
mod differences;
pub mod english;
mod evidence;
mod forms;
mod gaps;
mod home;
mod index;
mod intro;
mod intro_en;
mod matrix;
mod proposal;
mod provenance;
mod readings;
mod remedies;
pub mod tally;
pub mod vendor;
pub mod words;

pub use customer::{Whose, whose};
pub use gaps::{Gap, gap_of, gaps, shorten, strength};
pub use home::{row_of, unit_of};
pub use index::Index;
pub use intro::{IntroLine, intro};
pub use intro_en::intro as intro_en;
pub use proposal::{Proposal, Text, proposal};

use super::Priority;
use crate::catalogue::Catalogue;
use crate::cores;
use crate::model::{Date, Report, State};
use crate::review;
use crate::text::diff::{self, Piece};

/// The sheets, in their order in the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetName {
    /// 状態の変化
    Shifts,
    /// 昨年からの変更
    Changes,
    /// 残っている課題
    Open,
    /// 要対応一覧
    Gaps,
    /// 文案
    Remedies,
    /// 引き継がなかった記入
    Left,
    /// 人の訂正
    Corrections,
    /// 利用者に求める事項, of a vendor's check of its own papers
    Customers,
    /// 集計
    Tally,
    /// 役割分担表
    Matrix,
    /// 確認表の突合
    RoleRows,
    /// 開示書の確認
    Disclosures,
    /// ガイドラインの確認
    Assessments,
    /// リスク評価
    Risks,
    /// 根拠一覧
    Evidence,
    /// 指摘一覧
    Findings,
    /// 読み取り記録
    Readings,
    /// 来歴
    Provenance,
    /// 対応のお願い, of an extract for one vendor
    Asked,
    /// 質問票, of an extract for one vendor
    Questions,
    /// 比較表, of a comparison of bidders
    Bids,
    /// 一社だけが引き受けるもの, of a comparison of bidders
    Soles,
    /// オプション, of a comparison of bidders
    Options,
    /// 要求する条項, of a comparison of bidders
    Demands,
    /// 条項の案, of a request to a vendor
    Clauses,
    /// 記入案, of role tables that were filled in
    Fillings,
}

impl SheetName {
    /// The name on the tab.
    pub fn ja(self) -> &'static str {
        match self {
            SheetName::Gaps => "要対応一覧",
            SheetName::Shifts => "状態の変化",
            SheetName::Changes => "昨年からの変更",
            SheetName::Open => "残っている課題",
            SheetName::Remedies => "文案",
            SheetName::Left => review::LEFT,
            SheetName::Corrections => "人の訂正",
            SheetName::Tally => "集計",
            SheetName::Matrix => "役割分担表",
            SheetName::RoleRows => "確認表の突合",
            SheetName::Disclosures => "開示書の確認",
            SheetName::Assessments => "ガイドラインの確認",
            SheetName::Risks => "リスク評価",
            SheetName::Evidence => "根拠一覧",
            SheetName::Findings => "指摘一覧",
            SheetName::Readings => "読み取り記録",
            SheetName::Provenance => "来歴",
            SheetName::Asked => "対応のお願い",
            SheetName::Questions => "質問票",
            SheetName::Bids => "比較表",
            SheetName::Soles => "一社だけが引き受けるもの",
            SheetName::Options => "オプション",
            SheetName::Clauses => "条項の案",
            SheetName::Fillings => "記入案",
            SheetName::Customers => "利用者に求める事項",
            SheetName::Demands => "要求する条項",
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
    pub(super) fn new(title: impl Into<String>, width: usize) -> Column {
        Column { title: title.into(), width, centred: false, entry: None }
    }

    pub(super) fn centred(mut self) -> Column {
        self.centred = true;
        self
    }

    pub(super) fn entered(mut self, entry: Entry) -> Column {
        self.entry = Some(entry);
        self
    }
}

/// How good or bad a mark is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// At rest.
    Good,
    /// Resting on something weak.
    Weak,
    /// To be acted on.
    Bad,
    /// Of little weight.
    Quiet,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// Words that head the rows below: the whole row stands out.
    Strong(String),
    /// A count.
    Number(usize),
    /// A date.
    Date(Date),
    /// A state, with what is said beside it (who holds it).
    State(State, Option<String>),
    /// A state, said in these words.
    Worded(State, String),
    /// A priority.
    Priority(Priority),
    /// Words then and now: what is gone is struck out, what is new underlined.
    Difference(Vec<Piece>),
    /// A short mark with words, and how good or bad it is.
    Toned(&'static str, Tone),
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

/// Letters shown beside a difference: all of them.
const WHOLE: usize = 1 << 20;

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    pub(super) fn toned(words: &'static str, tone: Tone) -> Cell {
        Cell::Toned(words, tone)
    }

    pub(super) fn maybe(text: Option<&str>) -> Cell {
        text.map_or(Cell::Empty, Cell::text)
    }

    fn date(date: Option<Date>) -> Cell {
        date.map_or(Cell::Empty, Cell::Date)
    }

    /// The words that a reader sees; dates as ISO.
    pub fn words(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Strong(text) | Cell::Link { text, .. } => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Date(date) => date.to_string(),
            Cell::State(state, None) => format!("{} {}", words::mark(*state), state.ja()),
            Cell::State(state, Some(beside)) => format!("{} {}({beside})", words::mark(*state), state.ja()),
            Cell::Worded(_, words) => words.clone(),
            Cell::Priority(priority) => priority.letter().to_owned(),
            Cell::Toned(words, _) => (*words).to_owned(),
            Cell::Difference(pieces) => diff::in_words(pieces, WHOLE),
        }
    }
}

/// Makes a sheet, where there is something to show.
type Maker = fn(&Index, &[Gap]) -> Option<Sheet>;

/// Everything that people read, built once for all that draw it.
pub struct Tables<'a> {
    /// The report with its lookups.
    pub index: Index<'a>,
    /// The verdicts on which a person has to act, worst first.
    pub gaps: Vec<Gap<'a>>,
    /// All sheets below the first one, in their order.
    pub sheets: Vec<Sheet>,
}

impl<'a> Tables<'a> {
    /// Builds the sheets, on all cores.
    pub fn new(report: &'a Report, catalogue: &'a Catalogue) -> Tables<'a> {
        let index = Index::new(report, catalogue);
        let gaps = gaps(&index);
        let makers: [Maker; 18] = [
            |index, _| changes::shifts(index),
            |index, _| changes::changes(index),
            |index, gaps| changes::open(index, gaps),
            |index, gaps| Some(gaps::sheet(index, gaps)),
            |index, _| carried::left(index),
            |index, gaps| Some(remedies::sheet(index, gaps)),
            |index, _| corrections::sheet(index),
            |index, _| customer::sheet(index),
            |index, _| tally::sheet(index),
            |index, _| Some(matrix::sheet(index)),
            |index, _| Some(forms::role_rows(index)),
            |index, _| Some(forms::disclosures(index)),
            |index, _| Some(assessments::answers(index)),
            |index, _| Some(assessments::risks(index)),
            |index, _| Some(evidence::claims(index)),
            |index, _| Some(evidence::findings(index)),
            |index, _| Some(readings::sheet(index)),
            |index, _| Some(provenance::sheet(index)),
        ];
        let sheets = cores::each(&makers, |_| 0, |make| make(&index, &gaps), |_| {}).into_iter().flatten().collect();
        Tables { index, gaps, sheets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::specimen;

    fn of(name: SheetName) -> Sheet {
        let (report, catalogue) = (specimen::report(), specimen::catalogue());
        let found = Tables::new(&report, catalogue).sheets.into_iter().find(|sheet| sheet.name == name);
        found.expect("every sheet is there")
    }

    #[test]
    fn rows_are_as_long_as_the_header() {
        let (report, catalogue) = (specimen::report(), specimen::catalogue());
        for sheet in Tables::new(&report, catalogue).sheets {
            assert!(!sheet.rows.is_empty(), "{:?}", sheet.name);
            for row in &sheet.rows {
                assert_eq!(row.len(), sheet.columns.len(), "{:?}", sheet.name);
            }
        }
    }

    #[test]
    fn one_row_a_gap_a_claim_a_row_and_an_article() {
        let report = specimen::report();
        let gaps = report.verdicts.iter().filter(|verdict| !verdict.state.is_at_rest()).count();
        let hanging = report.verdicts.iter().filter(|verdict| verdict.state.is_hanging()).count();
        let rows =
            |kind| report.documents.iter().filter(|paper| paper.kind == kind).map(|paper| paper.rows.len()).sum();
        let read: usize = report.documents.iter().map(|paper| 1 + paper.rows.len() + paper.units.len()).sum();
        for (name, expected) in [
            (SheetName::Gaps, gaps),
            (SheetName::Remedies, hanging),
            (SheetName::Evidence, report.claims.len()),
            (SheetName::Findings, report.findings.len()),
            (SheetName::RoleRows, rows(crate::model::Kind::RoleTable)),
            (SheetName::Disclosures, rows(crate::model::Kind::Mds)),
            (SheetName::Readings, read + report.notices.len()),
        ] {
            assert_eq!(of(name).rows.len(), expected, "{name:?}");
        }
    }

    #[test]
    fn words_stand_in_their_columns() {
        for (name, column, words) in [
            (SheetName::Gaps, "状態", "≠ 文書間の矛盾"),
            (SheetName::Gaps, "病院側文書の記載", "保守業者は、データの複製を毎日取得しなければならない。"),
            (SheetName::Gaps, "契約・事業者側文書の記載", "病院に委ねる"),
            (SheetName::Gaps, "契約・事業者側文書の記載", "記載なし"),
            (SheetName::Gaps, "文案", "文案"),
            (SheetName::Remedies, "契約条項案", "乙は、"),
            (SheetName::Remedies, "規程条文案", "システム管理者は、"),
            (SheetName::Remedies, "事業者への質問", "ますか。"),
            (SheetName::Matrix, "電子カルテ", "○ 分担確定(医療機関)"),
            (SheetName::RoleRows, "文書の裏付け", "× なし"),
            (SheetName::RoleRows, "対応する義務とその状態", "対応する義務が見つかりません"),
            (SheetName::RoleRows, "完了日", "2026-11-05"),
            (SheetName::Disclosures, "読み方", "実施と申告"),
            (SheetName::Readings, "結果", "扱いません(目的)"),
            (SheetName::Readings, "結果", "対応する義務なし"),
            (SheetName::Readings, "内容・理由", "README.md"),
            (SheetName::Findings, "根拠", "c1"),
            (SheetName::Gaps, "理由", "根拠となる指針: 安全管理ガイドライン第7.0版 "),
            (SheetName::Provenance, "項目", "安全管理ガイドライン第7.0版"),
            (SheetName::Provenance, "内容", "厚生労働省 / 2026-06-29"),
            (SheetName::Provenance, "内容", "(第7.0版での箇所は要確認)"),
        ] {
            let sheet = of(name);
            let at = sheet.columns.iter().position(|known| known.title == column).expect("a column");
            assert!(sheet.rows.iter().any(|row| row[at].words().contains(words)), "{name:?} {column} {words}");
        }
    }

    #[test]
    fn links_lead_to_the_row_they_name() {
        let (evidence, texts) = (of(SheetName::Evidence), of(SheetName::Remedies));
        for sheet in [of(SheetName::Gaps), of(SheetName::Findings)] {
            let id = sheet.columns.iter().position(|column| column.title == review::ID);
            for line in &sheet.rows {
                for cell in line {
                    match cell {
                        Cell::Link { text, row, sheet: SheetName::Evidence } => {
                            assert_eq!(text.split(' ').next(), Some(evidence.rows[*row][0].words().as_str()));
                        }
                        Cell::Link { row, .. } => {
                            // the text leads back to the gap from which one came
                            assert_eq!(texts.rows[*row].last().map(Cell::words), id.map(|at| line[at].words()));
                        }
                        _ => {}
                    }
                }
            }
        }
        let gaps = of(SheetName::Gaps);
        for line in &texts.rows {
            let Some(Cell::Link { text, sheet: SheetName::Gaps, row }) = line.last() else { panic!("no way back") };
            let id = gaps.columns.iter().position(|column| column.title == review::ID).expect("a column");
            assert_eq!(gaps.rows[*row][id].words(), *text);
        }
    }

    #[test]
    fn gaps_come_worst_first() {
        let priorities: Vec<_> = of(SheetName::Gaps).rows.iter().map(|row| row[0].words()).collect();
        assert!(priorities.is_sorted(), "{priorities:?}");
    }
}
