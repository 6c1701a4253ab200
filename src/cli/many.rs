//! What commands for many cases share. In: where a case lies. Out: its report, or why there is none; one case never stops others.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use clap::ArgMatches;
use hazama::cache::Cache;
use hazama::case::{self, Case, Fault};
use hazama::catalogue::Catalogue;
use hazama::cores;
use hazama::model::Report;

use super::options::{CACHE, JOBS};
use super::{choice, fault};

const MIB: usize = 1024 * 1024;
/// MiB that papers of several cases may take, where the user names no other number.
const USUAL_CACHE: usize = 32;

/// How many cases are in work at a time.
pub(super) fn jobs(matches: &ArgMatches) -> Result<usize, Vec<Fault>> {
    let Some(word) = choice(matches, &JOBS) else { return Ok(cores::count()) };
    match word.parse() {
        Ok(jobs @ 1..=1024) => Ok(jobs),
        _ => Err(fault(
            format!("--jobs に「{word}」は使えません。1 から 1024 までの数を書いてください。"),
            format!("--jobs cannot be {word}; write a number from 1 to 1024"),
        )),
    }
}

/// Where papers are kept that several cases share, of the size that the user chose.
pub(super) fn cache(matches: &ArgMatches) -> Result<Cache, Vec<Fault>> {
    let Some(word) = choice(matches, &CACHE) else { return Ok(Cache::new(USUAL_CACHE * MIB)) };
    match word.parse::<usize>() {
        Ok(size) if size <= 1024 * 1024 => Ok(Cache::new(size * MIB)),
        _ => Err(fault(
            format!("--cache に「{word}」は使えません。0 から 1048576 までの数(MiB)を書いてください。"),
            format!("--cache cannot be {word}; write a number of MiB from 0 to 1048576"),
        )),
    }
}

/// Judges a case on this thread alone.
pub(super) fn judge(dir: &Path, case: &Case, catalogue: &Catalogue, cache: &Cache) -> Result<Report, Vec<Fault>> {
    case::check_rules(dir, &case.papers, catalogue)?;
    let report = case::judge_cached(case, catalogue, cache, &mut |_| {})?;
    case::refuse_the_unread(&report, dir)?;
    Ok(report)
}

/// Does the work of one case. A mistake of the program's own ends that case and no other: what the case had built is dropped
/// as a whole, the catalogue is only read, and nothing is half written, so that nothing broken can be met afterwards.
pub(super) fn shielded<T>(label: &Path, work: impl FnOnce() -> Result<T, Vec<Fault>>) -> Result<T, Vec<Fault>> {
    let caught = catch_unwind(AssertUnwindSafe(|| cores::alone(work)));
    caught.unwrap_or_else(|_| {
        let version = env!("CARGO_PKG_VERSION");
        Err(vec![Fault::new(
            label,
            format!("hazama {version} の誤りのため調べられませんでした。この案件の文書とともにお知らせください。"),
            format!("not judged, by a mistake in hazama {version} itself; please report it with the papers"),
        )])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_that_panics_is_told_and_ends_nothing_else() {
        let faults = shielded(Path::new("案件7"), || -> Result<(), _> { panic!("on purpose") }).expect_err("a fault");
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].file, "案件7");
        assert!(faults[0].ja.contains("の誤りのため"), "{}", faults[0].ja);
        assert_eq!(shielded(Path::new("案件8"), || Ok(8)), Ok(8));
    }
}
