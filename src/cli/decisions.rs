//! What people wrote into an earlier workbook: found, read, and held against the new report.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{Case, Fault};
use hazama::model::{Decision, Paper, Report};
use hazama::{case, read, review};

use super::options::DECISIONS;
use super::output;
use super::screen::Screen;

/// A workbook with what people wrote into it.
pub(super) struct Book {
    path: PathBuf,
    decisions: Vec<Decision>,
}

/// The workbook that the user names; else one that lies among the papers of the case; else the last one among the outputs in
/// which people have written. It is no paper of the case.
pub(super) fn find(matches: &ArgMatches, dir: &Path, case: &mut Case, out: &Path) -> Result<Option<Book>, Vec<Fault>> {
    if let Some(file) = matches.get_one::<OsString>(DECISIONS.name).map(PathBuf::from) {
        let decisions = read_one(&case::paper(&file)?).map_err(|[ja, en]| vec![Fault::new(&file, ja, en)])?;
        let there = std::fs::canonicalize(&file).ok();
        case.papers.retain(|paper| there.is_none() || std::fs::canonicalize(dir.join(&paper.path)).ok() != there);
        return Ok(Some(Book { path: file, decisions }));
    }
    let is_ours = |paper: &Paper| {
        let name = paper.path.rsplit('/').next().unwrap_or_default();
        name.starts_with(output::STEM) && name.ends_with(".xlsx")
    };
    let among = case.papers.iter().enumerate().filter(|(_, paper)| is_ours(paper));
    let found = among.filter_map(|(at, paper)| Some((at, read_one(paper).ok()?))).next_back();
    if let Some((at, decisions)) = found {
        let paper = case.papers.remove(at);
        return Ok(Some(Book { path: dir.join(paper.path), decisions }));
    }
    let last = output::workbooks(out).into_iter().rev().find_map(|path| {
        let bytes = std::fs::read(&path).ok()?;
        let decisions = read_one(&Paper { path: output::WORKBOOK.to_owned(), bytes }).ok()?;
        (!decisions.is_empty()).then_some(Book { path, decisions })
    });
    Ok(last)
}

fn read_one(paper: &Paper) -> Result<Vec<Decision>, [&'static str; 2]> {
    review::read(&read::source(paper))
}

/// Puts what people wrote beside the gaps of the new report, and says how much of it still holds.
pub(super) fn carry(book: Option<Book>, report: &mut Report, screen: &Screen) {
    let Some(Book { path, decisions }) = book else { return };
    let reviewed = review::review(decisions, report);
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for one in &reviewed {
        *counts.entry(one.standing).or_default() += 1;
    }
    let ja: Vec<String> = counts.iter().map(|(standing, count)| format!("{} {count}件", standing.ja())).collect();
    let en: Vec<String> = counts.iter().map(|(standing, count)| format!("{count} {}", standing.id())).collect();
    screen.news(
        format!("{} の記入 {} 件を確かめました({})", path.display(), reviewed.len(), ja.join("、")),
        format!("{} entries of {} were looked at ({})", reviewed.len(), path.display(), en.join(", ")),
    );
    report.decisions = reviewed;
}
