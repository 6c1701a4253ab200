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

/// The workbook that the user names; else the one that was saved last among those in the case folder and among the outputs. None
/// of them is a paper of the case.
pub(super) fn find(
    matches: &ArgMatches,
    dir: &Path,
    case: &mut Case,
    out: &Path,
    screen: &Screen,
) -> Result<Option<Book>, Vec<Fault>> {
    let is_ours = |paper: &Paper| {
        let name = paper.path.rsplit('/').next().unwrap_or_default().to_lowercase();
        name.starts_with(output::STEM) && name.ends_with(".xlsx")
    };
    let among: Vec<Paper> = case.papers.extract_if(.., |paper| is_ours(paper)).collect();
    if let Some(file) = matches.get_one::<OsString>(DECISIONS.name).map(PathBuf::from) {
        let decisions = read_one(&case::paper(&file)?).map_err(|[ja, en]| vec![Fault::new(&file, ja, en)])?;
        let there = std::fs::canonicalize(&file).ok();
        case.papers.retain(|paper| there.is_none() || std::fs::canonicalize(dir.join(&paper.path)).ok() != there);
        return Ok(Some(Book { path: file, decisions }));
    }
    let outputs = output::numbered(out, output::STEM).into_iter().map(|(_, path)| path);
    let saved = |path: &Path| std::fs::metadata(path).and_then(|there| there.modified()).ok();
    let Some(last) = outputs.chain(among.iter().map(|paper| dir.join(&paper.path))).max_by_key(|path| saved(path))
    else {
        return Ok(None);
    };
    let read = std::fs::read(&last).map_err(|error| [error.to_string(), error.to_string()]).and_then(|bytes| {
        read_one(&Paper { path: output::WORKBOOK.to_owned(), bytes }).map_err(|words| words.map(str::to_owned))
    });
    match read {
        Ok(decisions) => Ok((!decisions.is_empty()).then_some(Book { path: last, decisions })),
        Err([ja, en]) => {
            screen.news(
                format!("{} の記入は引き継いでいません。{ja}", last.display()),
                format!("what was written into {} was not carried over: {en}", last.display()),
            );
            Ok(None)
        }
    }
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
