//! What every command over a case begins with. In: arguments. Out: what the user chose, the case opened and judged, the files read.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::thread;

use clap::ArgMatches;
use hazama::case::{self, Case, Choices, Fault, OUTPUT};
use hazama::catalogue::Catalogue;
use hazama::model::{Date, Guideline, Report};

use super::options::{AS_OF, GUIDELINE, OUT};
use super::screen::Screen;
use super::{choice, fault, operand, pack};

/// A case folder judged as it lies, for what is written from it and sent to others.
pub(super) struct Judged {
    pub choices: Choices,
    pub catalogue: Catalogue,
    pub report: Report,
    /// The files that were read; nothing is written over them.
    pub inputs: Vec<PathBuf>,
}

/// Opens and judges the case folder that the user named.
pub(super) fn judged(matches: &ArgMatches, screen: &Screen) -> Result<Judged, Vec<Fault>> {
    let dir = Path::new(operand(matches, "DIR"));
    let choices = choices(matches)?;
    let (case, catalogue) = open(matches, dir, &choices)?;
    let report = judge(&case, &catalogue, screen)?;
    case::refuse_the_unread(&report, dir)?;
    let inputs = inputs(&report, dir);
    Ok(Judged { choices, catalogue, report, inputs })
}

/// Opens the case folder while the catalogue, with the packs that the user named, is read.
pub(super) fn open(matches: &ArgMatches, dir: &Path, choices: &Choices) -> Result<(Case, Catalogue), Vec<Fault>> {
    let (case, catalogue) = thread::scope(|scope| {
        let catalogue = scope.spawn(|| pack::catalogue(matches));
        (case::open(dir, choices), catalogue.join().expect("the built-in catalogue is read by a test"))
    });
    let (case, catalogue) = (case?, catalogue?);
    case::check_rules(dir, &case.papers, &catalogue)?;
    Ok((case, catalogue))
}

/// What the user chose.
pub(super) fn choices(matches: &ArgMatches) -> Result<Choices, Vec<Fault>> {
    let out = matches.get_one::<OsString>(OUT.name).map_or_else(|| PathBuf::from(OUTPUT), PathBuf::from);
    choices_of_many(matches, out)
}

/// What the user chose for every case of many, with the folder of the outputs.
pub(super) fn choices_of_many(matches: &ArgMatches, out: PathBuf) -> Result<Choices, Vec<Fault>> {
    Ok(Choices { today: today(), as_of: as_of(matches)?, guideline: guideline(matches), out })
}

/// The edition of the hospital guideline that the user chose.
pub(super) fn guideline(matches: &ArgMatches) -> Option<Guideline> {
    let id = choice(matches, &GUIDELINE)?;
    Guideline::ALL.into_iter().find(|guideline| guideline.id() == id)
}

/// The day of the review that the user chose.
pub(super) fn as_of(matches: &ArgMatches) -> Result<Option<Date>, Vec<Fault>> {
    let Some(text) = choice(matches, &AS_OF) else { return Ok(None) };
    let date = Date::iso(text).ok_or_else(|| {
        fault(
            format!("--as-of に「{text}」は使えません。2026-11-22 のように書いてください。"),
            format!("--as-of cannot be {text}; write it like 2026-11-22"),
        )
    })?;
    Ok(Some(date))
}

/// Today where the user sits: the only use of the clock.
pub(super) fn today() -> Date {
    let today = jiff::Zoned::now().date();
    Date {
        year: today.year(),
        month: u8::try_from(today.month()).unwrap_or(1),
        day: u8::try_from(today.day()).unwrap_or(1),
    }
}

/// Reads and weighs the papers, showing how far it is.
pub(super) fn judge(case: &Case, catalogue: &Catalogue, screen: &Screen) -> Result<Report, Vec<Fault>> {
    let progress = screen.progress();
    let report = case::judge(case, catalogue, &mut |step| progress.show(step))?;
    progress.done();
    Ok(report)
}

/// The files that were read: papers, or the archives in which they lie.
pub(super) fn inputs(report: &Report, dir: &Path) -> Vec<PathBuf> {
    let paths = report.documents.iter().map(|document| dir.join(&document.path));
    let inputs: BTreeSet<PathBuf> = paths
        .flat_map(|path| path.ancestors().map(Path::to_owned).collect::<Vec<_>>())
        .filter(|path| path.is_file())
        .collect();
    inputs.into_iter().collect()
}
