//! A case judged. In: a case folder that was opened, and the catalogue. Out: its report with news of the files that were set aside, or
//! the faults for which there is none.

use std::path::Path;

use super::{Case, Fault};
use crate::cache::Cache;
use crate::catalogue::Catalogue;
use crate::model::{Document, Notice, Place, Report};
use crate::{Error, Step};

/// Reads and weighs the papers, telling `news` how far it is.
///
/// # Errors
/// There are no papers, or two of one path.
pub fn judge(case: &Case, catalogue: &Catalogue, news: &mut dyn FnMut(Step<'_>)) -> Result<Report, Vec<Fault>> {
    judge_cached(case, catalogue, &Cache::new(0), news)
}

/// [`judge`] for one case of many, with papers that others have read.
///
/// # Errors
/// As [`judge`].
pub fn judge_cached(
    case: &Case,
    catalogue: &Catalogue,
    cache: &Cache,
    news: &mut dyn FnMut(Step<'_>),
) -> Result<Report, Vec<Fault>> {
    let mut report = crate::check_cached(&case.papers, catalogue, &case.plan, cache, news).map_err(unreadable)?;
    let asides = case.asides.iter();
    report
        .notices
        .extend(asides.map(|aside| Notice::new(Place::default(), format!("{}: {}", aside.path, aside.reason))));
    Ok(report)
}

/// Why the papers as a whole could not be read.
pub fn unreadable(error: Error) -> Vec<Fault> {
    let fault = |ja: &str, en: &str| vec![Fault::new("", ja, en)];
    match error {
        Error::NoPapers => fault("読み取る文書がありません。", "there are no papers to read"),
        Error::SamePath(path) => fault(
            &format!("「{path}」という名前の文書が2つあります(文字の合成の違い)。どちらかの名前を変えてください。"),
            &format!("two papers are named {path}; rename one"),
        ),
    }
}

/// Stops where no paper could be read: every duty would look as if nobody held it.
///
/// # Errors
/// What could not be read in each paper.
pub fn refuse_the_unread(report: &Report, dir: &Path) -> Result<(), Vec<Fault>> {
    let is_read =
        |document: &Document| !document.rows.is_empty() || document.units.iter().any(|unit| unit.ignored.is_none());
    if report.documents.iter().any(is_read) {
        return Ok(());
    }
    let mut faults = vec![Fault::new(
        dir,
        "分担を読み取れる文書が1つもないため、結果を書き出しませんでした。次の文書を直すか、ほかの文書を足してください。",
        "nothing was written, since none of these papers could be read; mend them or add others",
    )];
    for notice in report.notices.iter().filter(|notice| !notice.document.is_empty()) {
        let document = report.documents.iter().find(|document| document.id == notice.document);
        let file = document.map_or_else(|| dir.to_owned(), |document| dir.join(&document.path));
        faults.push(Fault::new(file, &notice.message, &notice.message));
    }
    Err(faults)
}
