//! Last year, as far as it is known. In: its report as this program has just made it, its `report.json`, or its workbook. Out: a
//! [`Past`] of one shape, and in words what of it cannot be compared.

mod book;
mod json;

use crate::catalogue::Catalogue;
use crate::model::{Guideline, Kept, Last, Notice, Place, Report, Source};

/// Last year.
#[derive(Debug, Clone)]
pub struct Past {
    /// What is known of it, in the shape of a report.
    pub report: Report,
    /// What it is.
    pub last: Last,
    /// All words of its prose are known; else those alone on which a claim rests.
    pub has_units: bool,
    /// The rows of its forms are known.
    pub has_rows: bool,
    /// What could not be understood, and what cannot be compared: one sentence each.
    pub limits: Vec<String>,
}

/// Why something is no last year: in Japanese and in English.
pub type Refusal = [String; 2];

impl Past {
    /// Last year's folder, judged by this program. `guideline` is the edition by which it was judged then.
    pub fn of_folder(path: &str, report: Report, guideline: Guideline) -> Past {
        let last =
            Last { path: path.to_owned(), kept: Kept::Folder, as_of: report.plan.as_of, guideline, version: None };
        Past { report, last, has_units: true, has_rows: true, limits: Vec::new() }
    }

    /// Last year's `report.json`.
    ///
    /// # Errors
    /// It is no report of this program.
    pub fn of_json(path: &str, bytes: &[u8]) -> Result<Past, Refusal> {
        json::read(path, bytes)
    }

    /// Last year's workbook.
    ///
    /// # Errors
    /// It lacks the sheets that say what was found.
    pub fn of_workbook(path: &str, source: &Source, catalogue: &Catalogue) -> Result<Past, Refusal> {
        book::read(path, source, catalogue)
    }

    /// What a reader of the comparison has to know.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let mut told: Vec<String> = self.limits.clone();
        let this = env!("CARGO_PKG_VERSION");
        if let Some(version) = self.last.version.as_deref().filter(|version| *version != this) {
            told.push(format!(
                "昨年の結果は別の版のプログラム(hazama {version})が作りました。今年の版({this})との読み方の違いが、変更として示されることがあります。昨年の案件フォルダを --last に指定すると、同じ版で比べられます。"
            ));
        }
        match self.last.kept {
            Kept::Folder => {}
            Kept::Json => told.push(
                "昨年の report.json には、根拠とした記載と状態だけがあります。役割に関わらない条項、確認表の確認・完了日、根拠にならなかった回答と備考の変更は比べていません。昨年の案件フォルダを --last に指定すると、すべて比べられます。".to_owned(),
            ),
            Kept::Workbook => told.push(
                "昨年のブックには、根拠とした記載、状態、様式の行だけがあります。役割に関わらない条項、契約の期間・当事者・作成日の変更は比べていません。昨年の案件フォルダを --last に指定すると、すべて比べられます。".to_owned(),
            ),
        }
        told.into_iter().map(|message| Notice::new(Place::default(), format!("昨年との比較: {message}"))).collect()
    }
}
