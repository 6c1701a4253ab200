//! A paper before and after reading.

use super::{Amendment, Claim, DutyId, Grid, Notice, Place};

pub use civil::Date;

/// A calendar date, so that the model stays free of other crates.
mod civil {
    use std::fmt;

    /// A civil date. Ordered; printed as ISO 8601 (`2026-11-22`).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Date {
        /// Western year.
        pub year: i16,
        /// 1 to 12.
        pub month: u8,
        /// 1 to 31.
        pub day: u8,
    }

    impl Date {
        /// A date, or none when there is no such day.
        pub fn new(year: i16, month: u8, day: u8) -> Option<Date> {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = match month {
                1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
                4 | 6 | 9 | 11 => 30,
                2 if leap => 29,
                2 => 28,
                _ => return None,
            };
            (1..=last).contains(&day).then_some(Date { year, month, day })
        }

        /// Reads `2026-11-22`, nothing else.
        pub fn iso(text: &str) -> Option<Date> {
            let mut parts = text.splitn(3, '-');
            let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
            if year.len() != 4 || month.len() != 2 || day.len() != 2 {
                return None;
            }
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }

        /// The same day in another year; 29 February becomes 28.
        pub fn plus_years(self, years: i16) -> Date {
            let year = self.year.saturating_add(years);
            Date::new(year, self.month, self.day).unwrap_or(Date { year, month: self.month, day: 28 })
        }
    }

    impl fmt::Display for Date {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
        }
    }
}

/// One paper as it was handed in: its bytes and the name it lies under.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Path inside the case folder, with `/`.
    pub path: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// The kinds of paper, as in `--kind` and `hazama.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 役割分担確認表
    RoleTable,
    /// 製造業者による医療情報セキュリティ開示書
    Mds,
    /// サービス事業者による医療情報セキュリティ開示書
    Sds,
    /// 契約書
    Contract,
    /// 覚書
    Memorandum,
    /// 仕様書
    Specification,
    /// 利用規約・約款
    Terms,
    /// サービスレベル合意書
    Sla,
    /// サービス仕様適合開示書その他の開示(文章)
    Disclosure,
    /// 運用管理規程その他の院内規程
    Rule,
    /// チェックリスト(医療機関確認用)
    ChecklistHospital,
    /// チェックリスト(事業者確認用)
    ChecklistVendor,
    /// 確認済みの院内規程データ
    RulesJson,
    /// 判断を書き込んだ記録
    Decisions,
    /// 種類を判定できない
    Unknown,
}

/// On which of the four levels a paper stands (`docs/verdicts.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Binds either party.
    Binding,
    /// Binds the hospital, expects something of others.
    Internal,
    /// States capability; pushes work in remarks.
    Declared,
    /// Says that the parties settled a row, not how.
    AgreedForm,
    /// Says nothing on its own.
    None,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 15] = [
        Kind::RoleTable,
        Kind::Mds,
        Kind::Sds,
        Kind::Contract,
        Kind::Memorandum,
        Kind::Specification,
        Kind::Terms,
        Kind::Sla,
        Kind::Disclosure,
        Kind::Rule,
        Kind::ChecklistHospital,
        Kind::ChecklistVendor,
        Kind::RulesJson,
        Kind::Decisions,
        Kind::Unknown,
    ];

    /// The word used in JSON, in `--kind` and in the manifest.
    pub fn id(self) -> &'static str {
        match self {
            Kind::RoleTable => "role-table",
            Kind::Mds => "mds",
            Kind::Sds => "sds",
            Kind::Contract => "contract",
            Kind::Memorandum => "memorandum",
            Kind::Specification => "specification",
            Kind::Terms => "terms",
            Kind::Sla => "sla",
            Kind::Disclosure => "disclosure",
            Kind::Rule => "rule",
            Kind::ChecklistHospital => "checklist-hospital",
            Kind::ChecklistVendor => "checklist-vendor",
            Kind::RulesJson => "rules-json",
            Kind::Decisions => "decisions",
            Kind::Unknown => "unknown",
        }
    }

    /// The kind of that id, or none.
    pub fn from_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The words a Japanese reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Kind::RoleTable => "役割分担確認表",
            Kind::Mds => "MDS(開示書)",
            Kind::Sds => "SDS(開示書)",
            Kind::Contract => "契約書",
            Kind::Memorandum => "覚書",
            Kind::Specification => "仕様書",
            Kind::Terms => "利用規約・約款",
            Kind::Sla => "SLA",
            Kind::Disclosure => "開示書(文章)",
            Kind::Rule => "院内規程",
            Kind::ChecklistHospital => "チェックリスト(医療機関)",
            Kind::ChecklistVendor => "チェックリスト(事業者)",
            Kind::RulesJson => "規程データ",
            Kind::Decisions => "判断の記録",
            Kind::Unknown => "不明",
        }
    }

    /// The level the kind stands on.
    pub fn level(self) -> Level {
        match self {
            Kind::Contract | Kind::Memorandum | Kind::Specification | Kind::Terms | Kind::Sla => Level::Binding,
            Kind::Rule | Kind::RulesJson => Level::Internal,
            Kind::Mds | Kind::Sds | Kind::Disclosure | Kind::ChecklistVendor => Level::Declared,
            Kind::RoleTable | Kind::ChecklistHospital => Level::AgreedForm,
            Kind::Decisions | Kind::Unknown => Level::None,
        }
    }

    /// Whose paper it is.
    pub fn side(self) -> Side {
        match self.level() {
            Level::Internal => Side::Hospital,
            Level::Declared => Side::Vendor,
            Level::Binding if self == Kind::Terms => Side::Vendor,
            _ if self == Kind::ChecklistHospital => Side::Hospital,
            _ => Side::Both,
        }
    }
}

/// Whose paper it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The hospital's own.
    Hospital,
    /// The vendor's own.
    Vendor,
    /// Of both.
    Both,
}

impl Side {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Side::Hospital => "hospital",
            Side::Vendor => "vendor",
            Side::Both => "both",
        }
    }
}

/// What a container held, before anyone asked what it means. Made by `read`.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path inside the case folder, with `/`.
    pub path: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Name of the container: `xlsx`, `docx`, `text` …
    pub container: &'static str,
    /// What it held.
    pub content: Content,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// What a container held.
#[derive(Debug, Clone)]
pub enum Content {
    /// Running text with tables between.
    Flow(Vec<Block>),
    /// Sheets of cells.
    Book(Vec<Grid>),
    /// Nothing could be read; the notices say why.
    Nothing,
}

/// One piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph (docx) or a line (text).
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph or line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Automatic number computed from the container (`第1条`, `2`, `(1)`, `ア`), not part of `text`.
    pub label: Option<String>,
    /// The words letter for letter, without `label`.
    pub text: String,
    /// Outline level of a heading style (1 = chapter), or none.
    pub heading: Option<u8>,
    /// 1-based line (text) or paragraph (docx).
    pub line: u32,
    /// 1-based page where known.
    pub page: Option<u32>,
}

/// A table in running text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows of cells. A merged cell stands at its first row and column, with its spans.
    pub rows: Vec<Vec<TableCell>>,
    /// 1-based line or paragraph where it begins.
    pub line: u32,
    /// 1-based page where known.
    pub page: Option<u32>,
}

/// A cell of a table in running text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableCell {
    /// The words, paragraphs joined by `\n`.
    pub text: String,
    /// 0-based column in the grid of the table.
    pub column: u32,
    /// Columns it covers, at least 1.
    pub columns: u32,
    /// Continues the cell above (a vertical merge).
    pub continued: bool,
}

/// A paper after reading: what it is and all that it says.
#[derive(Debug, Clone)]
pub struct Document {
    /// `d1`, `d2` … in the order of paths.
    pub id: String,
    /// Path inside the case folder, with `/`.
    pub path: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Container name.
    pub container: &'static str,
    /// What kind of paper it is.
    pub kind: Kind,
    /// Why it was taken for that kind, in one phrase for a person.
    pub kind_reason: String,
    /// Edition id of the form or of the text (`5.0`, `2024-06`), or none.
    pub edition: Option<String>,
    /// Whose paper it is.
    pub side: Side,
    /// System ids it speaks of; empty means every system (of its vendor, if it has one).
    pub systems: Vec<String>,
    /// Vendor id it belongs to, or none.
    pub vendor: Option<String>,
    /// Head of a form, or parties and dates of prose.
    pub header: Header,
    /// Rows of a form; empty for prose.
    pub rows: Vec<Row>,
    /// Units of prose (articles, paragraphs, items, table rows); empty for forms.
    pub units: Vec<Unit>,
    /// What it says, in the order of places.
    pub claims: Vec<Claim>,
    /// Titles of papers over which this one prevails, in its own words (`本契約が優先する` gives the papers named as losing).
    pub precedence: Vec<Precedence>,
    /// What it changes in other papers.
    pub amendments: Vec<Amendment>,
    /// What could not be read or understood.
    pub notices: Vec<Notice>,
}

impl Document {
    /// A paper of which nothing has been read yet.
    pub fn new(path: &str, sha256: &str, container: &'static str, kind: Kind) -> Document {
        Document {
            id: String::new(),
            path: path.to_owned(),
            sha256: sha256.to_owned(),
            container,
            kind,
            kind_reason: String::new(),
            edition: None,
            side: kind.side(),
            systems: Vec::new(),
            vendor: None,
            header: Header::default(),
            rows: Vec::new(),
            units: Vec::new(),
            claims: Vec::new(),
            precedence: Vec::new(),
            amendments: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// A row with a parent, or a parent's parent and so on, that says no or n/a need not be answered.
    pub fn is_gated(&self, row: &Row) -> bool {
        let parent_of = |row: &&Row| self.rows.iter().find(|other| Some(&other.number) == row.parent.as_ref());
        // A form nests three deep at most; the bound keeps rows that name each other as parents from going round.
        std::iter::successors(parent_of(&row), parent_of)
            .take(4)
            .any(|parent| matches!(parent.answer, Answer::Na | Answer::No))
    }

    /// The row of the form whose answer or remark stands at that place. Several rows can share a remark: the one that the place
    /// names wins.
    pub fn row_at(&self, place: &Place) -> Option<usize> {
        let same = |cell: &Place| cell.cell.is_some() && cell.cell == place.cell && cell.sheet == place.sheet;
        let here = |row: &Row| same(&row.place) || row.remark_place.as_ref().is_some_and(same);
        let named = |row: &Row| place.unit.is_some() && row.place.unit == place.unit;
        self.rows.iter().position(|row| here(row) && named(row)).or_else(|| self.rows.iter().position(here))
    }

    /// The unit of prose in which that place lies. Several units can bear one name (the rows of a table): the line decides.
    pub fn unit_at(&self, place: &Place) -> Option<usize> {
        let named = |unit: &str| !unit.is_empty() && place.unit.as_deref() == Some(unit);
        let on_line = |line: u32| place.line == Some(line);
        let units = &self.units;
        units
            .iter()
            .position(|unit| named(&unit.unit) && on_line(unit.line))
            .or_else(|| units.iter().position(|unit| named(&unit.unit)))
            .or_else(|| units.iter().position(|unit| on_line(unit.line)))
    }

    /// The system of which a claim speaks, where it stands in a row whose key names one.
    pub fn keyed_system(&self, claim: &Claim) -> Option<&str> {
        let place = &claim.quote.place;
        let is_here = |at: &Place| at.cell.is_some() && at.cell == place.cell && at.sheet == place.sheet;
        let holds = |row: &&Row| is_here(&row.place) || row.remark_place.as_ref().is_some_and(is_here);
        let keyed = self.rows.iter().filter(|row| row.key.is_some());
        keyed.filter(holds).find_map(|row| row.keyed()).map(|(_, system)| system)
    }
}

/// A clause of precedence: which paper wins where two differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedence {
    /// Kind or title words of the winner (`この契約`, `覚書`, `合意書`), as written.
    pub winner: String,
    /// Words of the loser, as written; empty for «everything else».
    pub loser: String,
    /// The article of the loser that the winner replaces or strikes (`第8条第2項`); none where whole papers are ranked.
    pub unit: Option<String>,
    /// Path of the loser, where the case shows which paper is meant.
    pub paper: Option<String>,
    /// The duties on which that article is set aside; empty for all.
    pub duties: Vec<DutyId>,
    /// Where it is said.
    pub place: Place,
    /// The words.
    pub text: String,
}

/// Head of a form, or what a prose paper says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Title line.
    pub title: Option<String>,
    /// Product or service name.
    pub product: Option<String>,
    /// Version of the product.
    pub version: Option<String>,
    /// Vendor's name.
    pub vendor: Option<String>,
    /// Hospital's name.
    pub hospital: Option<String>,
    /// System's name (role table).
    pub system: Option<String>,
    /// 作成日 of a disclosure.
    pub created: Option<Date>,
    /// 初回確認日 of a role table.
    pub first_check: Option<Date>,
    /// Guideline edition the form answers (`6.0`).
    pub guideline: Option<String>,
    /// The day a prose paper was signed or issued: a line that holds nothing but a date.
    pub signed: Option<Date>,
    /// First day of a contract's term.
    pub from: Option<Date>,
    /// Last day of a contract's term.
    pub to: Option<Date>,
    /// Renewed tacitly when nobody gives notice.
    pub renews: bool,
    /// Months of notice before the end that stop the renewal.
    pub notice_months: Option<u32>,
}

/// An answer in a form's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// はい
    Yes,
    /// いいえ
    No,
    /// 対象外
    Na,
    /// Nothing marked.
    Blank,
    /// Two marked.
    Double,
    /// A mark that cannot be attributed.
    Unreadable,
}

impl Answer {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::Na => "na",
            Answer::Blank => "blank",
            Answer::Double => "double",
            Answer::Unreadable => "unreadable",
        }
    }

    /// The words a Japanese reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Answer::Yes => "はい",
            Answer::No => "いいえ",
            Answer::Na => "対象外",
            Answer::Blank => "未記入",
            Answer::Double => "二重に記入",
            Answer::Unreadable => "判読不能",
        }
    }
}

/// One row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Part of the role table (`Part1`), or none.
    pub part: Option<String>,
    /// Section heading, as printed.
    pub section: Option<String>,
    /// Row number as printed, width folded (`4.1`, `C-3`).
    pub number: String,
    /// Short title (項目) where the form has one.
    pub title: Option<String>,
    /// The question or content.
    pub text: String,
    /// The answer.
    pub answer: Answer,
    /// 初回確認 date of the row, where it has its own.
    pub date: Option<Date>,
    /// 完了日 or 目標日.
    pub done: Option<Date>,
    /// Remark, resolved from its number where the form keys remarks.
    pub remark: Option<String>,
    /// Words of comments on the row's cells, by whomever; `remark` holds them too, at its end.
    pub note: Option<String>,
    /// Remark number as printed, where the form keys remarks.
    pub remark_key: Option<String>,
    /// Who does it, in a column that a hospital has added, as printed.
    pub holder: Option<String>,
    /// Clause cited in an added column, as printed.
    pub clause: Option<String>,
    /// Number of the parent row that gates this one, or none.
    pub parent: Option<String>,
    /// Duty and system of the row (`bck.take@ehr`), where the form keys them.
    pub key: Option<String>,
    /// Duties that the row's words speak of; empty when none fits.
    pub duties: Vec<DutyId>,
    /// The answer's cell.
    pub place: Place,
    /// The cell of the remark, where it has one.
    pub remark_place: Option<Place>,
}

impl Row {
    /// Duty and system that the row's key names; none where it has no key, or one that is no longer whole.
    pub fn keyed(&self) -> Option<(DutyId, &str)> {
        let (duty, system) = self.key.as_deref()?.split_once('@')?;
        Some((DutyId::new(duty.trim()), system.trim()))
    }
}

/// One unit of prose: an article, paragraph, item or table row with its own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// As a lawyer cites it: `第8条第2項第3号ア`.
    pub unit: String,
    /// Heading of the article, or of the nearest section.
    pub heading: Option<String>,
    /// The words letter for letter.
    pub text: String,
    /// 1-based line or paragraph where it begins.
    pub line: u32,
    /// 1-based page where known.
    pub page: Option<u32>,
    /// Why nothing was credited, where that was decided on purpose (`目的`, `削除`, `目次`, `未施行` …).
    pub ignored: Option<String>,
}
