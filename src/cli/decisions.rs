//! What people wrote into an earlier workbook: found, read, and held against the new report.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{Aside, Case, Fault, OUTPUT};
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

/// The workbook that the user names; else the one that was saved last among those in the case folder and among the outputs. It
/// is no paper of the case; others of its sort stay there, where the report says of them that they are no evidence.
pub(super) fn find(
    matches: &ArgMatches,
    dir: &Path,
    case: &mut Case,
    out: &Path,
    screen: &Screen,
) -> Result<Option<Book>, Vec<Fault>> {
    if let Some(path) = matches.get_one::<OsString>(DECISIONS.name).map(PathBuf::from) {
        let decisions = read_one(&case::paper(&path)?).map_err(|[ja, en]| vec![Fault::new(&path, ja, en)])?;
        leave_out(case, dir, &path);
        return Ok(Some(Book { path, decisions }));
    }
    let is_named_so = |paper: &&Paper| {
        let name = paper.path.rsplit('/').next().unwrap_or_default().to_lowercase();
        name.starts_with(output::STEM) && name.ends_with(".xlsx")
    };
    // a paper may bear such a name and be none of ours
    let papers = case.papers.iter().filter(is_named_so);
    let mut among: BTreeMap<PathBuf, Vec<Decision>> =
        papers.filter_map(|paper| Some((dir.join(&paper.path), read_one(paper).ok()?))).collect();
    let outputs = output::numbered(out, output::STEM).into_iter().map(|(_, path)| path);
    let saved = |path: &PathBuf| std::fs::metadata(path).and_then(|there| there.modified()).ok();
    let Some(path) = outputs.chain(among.keys().cloned()).max_by_key(saved) else { return Ok(None) };
    let read = match among.remove(&path) {
        Some(decisions) => Ok(decisions),
        None => std::fs::read(&path).map_err(|error| [error.to_string(), error.to_string()]).and_then(|bytes| {
            // most runs change nothing, and to read a workbook takes long
            if output::holds_no_entries(&path, &bytes) {
                return Ok(Vec::new());
            }
            let book = Paper { path: output::WORKBOOK.to_owned(), bytes };
            read_one(&book).map_err(|words| words.map(str::to_owned))
        }),
    };
    leave_out(case, dir, &path);
    match read {
        Ok(decisions) => Ok((!decisions.is_empty()).then_some(Book { path, decisions })),
        Err([ja, en]) => {
            screen.news(
                format!("{} の記入は引き継いでいません。{ja}", path.display()),
                format!("what was written into {} was not carried over: {en}", path.display()),
            );
            Ok(None)
        }
    }
}

/// Last year's workbook with what people wrote into it: last year's file itself, or the one that was saved last in its folder or among
/// its outputs.
pub(super) fn beside(last: &Path) -> Option<Book> {
    let folders = match last.is_dir() {
        true => vec![last.join(OUTPUT), last.to_owned()],
        false => {
            let beside = last.parent().filter(|folder| !folder.as_os_str().is_empty());
            vec![beside.unwrap_or(Path::new(".")).to_owned()]
        }
    };
    let is_book = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let mut paths: Vec<PathBuf> = match is_book(last) {
        true => vec![last.to_owned()],
        false => {
            folders.iter().flat_map(|folder| output::numbered(folder, output::STEM)).map(|(_, path)| path).collect()
        }
    };
    paths.sort_by_key(|path| std::fs::metadata(path).and_then(|there| there.modified()).ok());
    paths.into_iter().rev().find_map(|path| {
        let decisions = read_one(&case::paper(&path).ok()?).ok()?;
        (!decisions.is_empty()).then_some(Book { path, decisions })
    })
}

/// The workbook is no paper of the case; the report says where it went.
fn leave_out(case: &mut Case, dir: &Path, path: &Path) {
    if case.leave_out(dir, path) {
        let name = path.strip_prefix(dir).unwrap_or(path).to_string_lossy().into_owned();
        case.asides
            .push(Aside { path: name, reason: "記入を引き継ぐブックとして読みました。".to_owned() });
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
