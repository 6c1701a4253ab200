//! What people wrote into an earlier workbook and on the local page: found, put together, and held against the new report.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use clap::ArgMatches;
use hazama::case::{self, Book, Case, Fault, KEPT, Kept};
use hazama::model::{Report, Reviewed};
use hazama::review;

use super::options::DECISIONS;
use super::screen::Screen;

/// The workbook whose entries are carried over; says so where it cannot be read.
pub(super) fn find(
    matches: &ArgMatches,
    dir: &Path,
    case: &mut Case,
    out: &Path,
    screen: &Screen,
) -> Result<Option<Book>, Vec<Fault>> {
    find_named(matches.get_one::<OsString>(DECISIONS.name).map(Path::new), dir, case, out, screen)
}

/// As [`find`], where the user names none.
pub(super) fn find_there(dir: &Path, case: &mut Case, out: &Path, screen: &Screen) -> Result<Option<Book>, Vec<Fault>> {
    find_named(None, dir, case, out, screen)
}

fn find_named(
    named: Option<&Path>,
    dir: &Path,
    case: &mut Case,
    out: &Path,
    screen: &Screen,
) -> Result<Option<Book>, Vec<Fault>> {
    let book = case::find_book(named, dir, case, out)?;
    if let Some(Book { path, decisions: Err([ja, en]) }) = &book {
        screen.news(
            format!("{} の記入は引き継いでいません。{ja}", path.display()),
            format!("what was written into {} was not carried over: {en}", path.display()),
        );
    }
    Ok(book)
}

/// Puts what people wrote beside the gaps of the new report, and says how much of it still holds. What stands on this year's page wins
/// over a workbook. Where there is no workbook of this year, `last` year's path and page are asked for what was entered then.
pub(super) fn carry(book: Option<Book>, last: Option<(&Path, Kept)>, kept: Kept, report: &mut Report, screen: &Screen) {
    let mut sources = Vec::new();
    if !kept.decisions.is_empty() {
        sources.push(KEPT.to_owned());
    }
    let written = case::written(book, last);
    sources.extend(written.sources);
    let reviewed = review::review(kept.over(written.decisions), report);
    if !sources.is_empty() {
        say(&sources, &reviewed, screen);
    }
    report.decisions = reviewed;
    let lapsed = report.corrections.iter().filter(|one| one.lapsed.is_some()).count();
    let applied = report.corrections.len() - lapsed;
    if !report.corrections.is_empty() {
        screen.news(
            format!("{KEPT} の訂正 {applied} 件を読み取りに反映しました(失効 {lapsed} 件)"),
            format!("{applied} corrections of {KEPT} were applied ({lapsed} have lapsed)"),
        );
    }
}

fn say(sources: &[String], reviewed: &[Reviewed], screen: &Screen) {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for one in reviewed {
        *counts.entry(one.standing).or_default() += 1;
    }
    let ja: Vec<String> = counts.iter().map(|(standing, count)| format!("{} {count}件", standing.ja())).collect();
    let en: Vec<String> = counts.iter().map(|(standing, count)| format!("{count} {}", standing.id())).collect();
    screen.news(
        format!("{} の記入 {} 件を確かめました({})", sources.join("、"), reviewed.len(), ja.join("、")),
        format!("{} entries of {} were looked at ({})", reviewed.len(), sources.join(", "), en.join(", ")),
    );
}
