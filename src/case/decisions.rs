//! What people wrote into an earlier workbook. In: the case, where the outputs lie, perhaps the workbook that the user names. Out:
//! the [`Book`] whose entries are carried over, taken out of the papers of the case.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::{Aside, Case, KEPT, Kept, OUTPUT, output, paper};
use crate::model::{Decision, Paper};
use crate::{read, review};

/// A workbook with what people wrote into it.
#[derive(Debug, Clone)]
pub struct Book {
    /// Where it lies.
    pub path: PathBuf,
    /// What they wrote, or why it could not be read, in Japanese and in English.
    pub decisions: Result<Vec<Decision>, [String; 2]>,
}

/// The workbook that the user names; else the one that was saved last among those in the case folder and among the outputs. It
/// is no paper of the case; others of its sort stay there, where the report says of them that they are no evidence.
///
/// # Errors
/// The workbook that the user names cannot be read.
pub fn find(named: Option<&Path>, dir: &Path, case: &mut Case, out: &Path) -> Result<Option<Book>, Vec<Fault>> {
    if let Some(path) = named {
        let decisions = read_one(&paper(path)?).map_err(|[ja, en]| vec![Fault::new(path, ja, en)])?;
        leave_out(case, dir, path);
        return Ok(Some(Book { path: path.to_owned(), decisions: Ok(decisions) }));
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
    let decisions = match among.remove(&path) {
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
    let is_empty = decisions.as_ref().is_ok_and(Vec::is_empty);
    Ok((!is_empty).then_some(Book { path, decisions }))
}

/// What people wrote, and where.
#[derive(Debug, Default)]
pub struct Written {
    /// What they wrote.
    pub decisions: Vec<Decision>,
    /// The files in which it stands.
    pub sources: Vec<String>,
}

/// What people wrote into this year's workbook; where there is none, what they wrote into `last` year's and on its page.
pub fn written(book: Option<Book>, last: Option<(&Path, Kept)>) -> Written {
    let (book, of_last) = match (book, last) {
        (None | Some(Book { decisions: Err(_), .. }), Some((path, page))) => {
            (beside(path), (!page.decisions.is_empty()).then_some((path, page)))
        }
        (book, _) => (book, None),
    };
    let mut found = Written::default();
    if let Some(Book { path, decisions: Ok(decisions) }) = book {
        found.sources.push(path.display().to_string());
        found.decisions = decisions;
    }
    if let Some((path, page)) = of_last {
        found.sources.push(path.join(KEPT).display().to_string());
        found.decisions = page.over(found.decisions);
    }
    found
}

/// Last year's workbook with what people wrote into it: last year's file itself, or the one that was saved last in its folder or among
/// its outputs.
fn beside(last: &Path) -> Option<Book> {
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
        let decisions = read_one(&paper(&path).ok()?).ok()?;
        (!decisions.is_empty()).then_some(Book { path, decisions: Ok(decisions) })
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
