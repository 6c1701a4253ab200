//! Last year, for an annual review: found, read and judged as this year is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{Aside, Case, Choices, Fault, Kept, OUTPUT};
use hazama::catalogue::Catalogue;
use hazama::model::{Content, Document, Plan, Report};
use hazama::review::Past;
use hazama::{case, read};

use super::begin::judge;
use super::options::LAST;
use super::screen::Screen;

/// Last year, and where it lies.
pub(super) struct LastYear {
    pub path: PathBuf,
    pub past: Past,
    /// What people said of it on the local page.
    pub kept: Kept,
}

/// What the user names with `--last`. Papers of last year that lie in this year's folder are none of this year's.
pub(super) fn open(
    matches: &ArgMatches,
    dir: &Path,
    case: &mut Case,
    catalogue: &Catalogue,
    screen: &Screen,
) -> Result<Option<LastYear>, Vec<Fault>> {
    let Some(path) = matches.get_one::<OsString>(LAST.name).map(PathBuf::from) else { return Ok(None) };
    let name = path.display().to_string();
    if path.is_file() {
        let paper = case::paper(&path)?;
        let past = if paper.bytes.trim_ascii_start().starts_with(b"{") {
            Some(Past::of_json(&name, &paper.bytes))
        } else {
            let source = read::source(&paper);
            matches!(source.content, Content::Book(_)).then(|| Past::of_workbook(&name, &source, catalogue))
        };
        if let Some(past) = past {
            let past = past.map_err(|[ja, en]| vec![Fault::new(&path, ja, en)])?;
            case.leave_out(dir, &path);
            return Ok(Some(LastYear { path, past, kept: Kept::default() }));
        }
        if !paper.bytes.starts_with(b"PK") {
            return Err(vec![Fault::new(
                &path,
                "昨年の結果として読めません。昨年の案件フォルダ、hazama が書き出した report.json、gaps.xlsx のどれかを指定してください。",
                "this is nothing of last year; name last year's folder, its report.json or its gaps.xlsx",
            )]);
        }
    }
    let within = leave_out(case, dir, &path)?;
    let (past, kept) = folder(&path, &name, dir, case, catalogue, screen)?;
    if within > 0 {
        let reason = format!("昨年の案件として比べ、今年の文書 {within} 件から外しました。");
        case.asides.push(Aside { path: name, reason });
    }
    Ok(Some(LastYear { path, past, kept }))
}

/// Judges last year's folder by this year's program and guideline, for its own day; one that names no day gets this year's, so that
/// days alone make no difference.
fn folder(
    path: &Path,
    name: &str,
    dir: &Path,
    this: &Case,
    catalogue: &Catalogue,
    screen: &Screen,
) -> Result<(Past, Kept), Vec<Fault>> {
    let choices = Choices { today: this.plan.as_of, as_of: None, guideline: None, out: path.join(OUTPUT) };
    let mut last = case::open(path, &choices)?;
    // this year's folder may lie in last year's
    leave_out(&mut last, path, dir)?;
    case::check_rules(path, &last.papers, catalogue)?;
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
    let report: Report = judge(&last, catalogue, screen)?;
    case::refuse_the_unread(&report, path)?;
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
    let (Ok(dir), Ok(there)) = (std::fs::canonicalize(dir), std::fs::canonicalize(other)) else { return Ok(0) };
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
