//! Last year, for an annual review. In: where it lies (a folder, a `report.json` or a workbook) and this year's case. Out: a
//! [`LastYear`] read and judged as this year is, or the faults that stop it.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Aside, Case, Choices, Fault, Kept, LAST, OUTPUT, check_rules, judge, paper, refuse_the_unread};
use crate::catalogue::Catalogue;
use crate::model::{Content, Document, Plan, Report};
use crate::review::Past;
use crate::{Step, read};

/// Last year, and where it lies.
#[derive(Debug)]
pub struct LastYear {
    /// As it was named.
    pub path: PathBuf,
    /// What is known of it.
    pub past: Past,
    /// What people said of it on the local page.
    pub kept: Kept,
}

/// What lies in the folder [`LAST`] of a case: the single file in it, else the folder; none where there is nothing.
pub fn within(dir: &Path) -> Option<PathBuf> {
    let folder = dir.join(LAST);
    let entries: Vec<fs::DirEntry> = fs::read_dir(&folder).ok()?.flatten().collect();
    match entries.as_slice() {
        [] => None,
        [only] if only.file_type().is_ok_and(|kind| kind.is_file()) => Some(only.path()),
        _ => Some(folder),
    }
}

/// Opens last year, for the case that lies in `dir`, telling `news` how far it is. Papers of last year that lie in this year's folder
/// are none of this year's.
///
/// # Errors
/// It is not there, is nothing of last year, none of it could be read, or its manifest is wrong; no papers of this year would be left.
pub fn open(
    path: &Path,
    dir: &Path,
    case: &mut Case,
    catalogue: &Catalogue,
    news: &mut dyn FnMut(Step<'_>),
) -> Result<LastYear, Vec<Fault>> {
    let name = path.display().to_string();
    if path.is_file() {
        let paper = paper(path)?;
        let past = if paper.bytes.trim_ascii_start().starts_with(b"{") {
            Some(Past::of_json(&name, &paper.bytes))
        } else {
            let source = read::source(&paper);
            matches!(source.content, Content::Book(_)).then(|| Past::of_workbook(&name, &source, catalogue))
        };
        if let Some(past) = past {
            let past = past.map_err(|[ja, en]| vec![Fault::new(path, ja, en)])?;
            case.leave_out(dir, path);
            return Ok(LastYear { path: path.to_owned(), past, kept: Kept::default() });
        }
        if !paper.bytes.starts_with(b"PK") {
            return Err(vec![Fault::new(
                path,
                "昨年の結果として読めません。昨年の案件フォルダ、hazama が書き出した report.json、gaps.xlsx のどれかを指定してください。",
                "this is nothing of last year; name last year's folder, its report.json or its gaps.xlsx",
            )]);
        }
    }
    let within = leave_out(case, dir, path)?;
    let (past, kept) = folder(path, &name, dir, case, catalogue, news)?;
    if within > 0 {
        let reason = format!("昨年の案件として比べ、今年の文書 {within} 件から外しました。");
        case.asides.push(Aside { path: name, reason });
    }
    Ok(LastYear { path: path.to_owned(), past, kept })
}

/// Judges last year's folder by this year's program and guideline, for its own day; one that names no day gets this year's, so that
/// days alone make no difference.
fn folder(
    path: &Path,
    name: &str,
    dir: &Path,
    this: &Case,
    catalogue: &Catalogue,
    news: &mut dyn FnMut(Step<'_>),
) -> Result<(Past, Kept), Vec<Fault>> {
    let choices = Choices { today: this.plan.as_of, as_of: None, guideline: None, out: path.join(OUTPUT) };
    let mut last = super::open(path, &choices)?;
    // this year's folder may lie in last year's
    leave_out(&mut last, path, dir)?;
    check_rules(path, &last.papers, catalogue)?;
    let guideline = last.plan.guideline;
    last.plan.guideline = this.plan.guideline;
    if this.plan.has_manifest && !last.plan.has_manifest {
        // systems that last year's papers name in other words than the manifest would all seem new
        let there: Vec<&str> = last.papers.iter().map(|paper| paper.path.as_str()).collect();
        let hints = this.plan.documents.iter().filter(|hint| there.contains(&hint.path.as_str()));
        let (documents, as_of) = (hints.cloned().collect(), last.plan.as_of);
        // what people corrected in either year holds for that year's papers
        let corrections = std::mem::take(&mut last.plan.corrections);
        last.plan = Plan { documents, as_of, corrections, ..this.plan.clone() };
    }
    let report: Report = judge(&last, catalogue, news)?;
    refuse_the_unread(&report, path)?;
    let is_unread = |document: &&Document| document.rows.is_empty() && document.units.is_empty();
    let unread: Vec<String> = report.documents.iter().filter(is_unread).map(|one| one.path.clone()).collect();
    let mut past = Past::of_folder(name, report, guideline);
    past.limits.extend(
        unread.iter().map(|path| format!("昨年の「{path}」は読み取れなかったため、その内容を比べていません。")),
    );
    Ok((past, last.kept))
}

/// Takes the papers below another folder out of a case, and says how many. Nothing may be left of neither year.
fn leave_out(case: &mut Case, dir: &Path, other: &Path) -> Result<usize, Vec<Fault>> {
    let (Ok(dir), Ok(there)) = (fs::canonicalize(dir), fs::canonicalize(other)) else { return Ok(0) };
    let Some(below) = there.strip_prefix(&dir).ok().filter(|below| !below.as_os_str().is_empty()) else {
        return Ok(0);
    };
    let below = format!("{}/", below.to_string_lossy().replace('\\', "/"));
    let count = case.papers.len();
    case.papers.retain(|paper| !paper.path.starts_with(&below));
    if case.papers.is_empty() {
        return Err(vec![Fault::new(
            other,
            "比べる文書が残りません。今年の文書と昨年の文書を別のフォルダに分けてください。",
            "no papers are left to compare; keep this year's and last year's papers in folders of their own",
        )]);
    }
    Ok(count - case.papers.len())
}
