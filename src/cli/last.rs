//! Last year, as the command line names it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{self, Case, Fault, LastYear};
use hazama::catalogue::Catalogue;

use super::options::LAST;
use super::screen::Screen;

/// What the user names with `--last`; else what the local page has put into the case folder.
pub(super) fn open(
    matches: &ArgMatches,
    dir: &Path,
    case: &mut Case,
    catalogue: &Catalogue,
    screen: &Screen,
) -> Result<Option<LastYear>, Vec<Fault>> {
    let there = || {
        let path = case::last_within(dir)?;
        let shown = path.display();
        screen.news(format!("昨年として {shown} と比べます"), format!("compared with last year in {shown}"));
        Some(path)
    };
    let Some(path) = named(matches).or_else(there) else { return Ok(None) };
    let progress = screen.progress();
    let last = case::last(&path, dir, case, catalogue, &mut |step| progress.show(step))?;
    progress.done();
    Ok(Some(last))
}

/// The path that the user names.
pub(super) fn named(matches: &ArgMatches) -> Option<PathBuf> {
    matches.get_one::<OsString>(LAST.name).map(PathBuf::from)
}
