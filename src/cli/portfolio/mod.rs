//! `hazama portfolio`: every case below a folder in, each case's outputs and an overview of all out. A case that is finished and has
//! not changed is not run again; a case that cannot be judged stops no other.

mod find;
mod keep;
#[cfg(feature = "parquet")]
mod parquet;
mod store;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::cache::Cache;
use hazama::case::{self, Choices, Fault, OUTPUT, output};
use hazama::catalogue::Catalogue;
use hazama::model::{Lang, Report, State};
use hazama::report::overview::{self, Line, Outcome, Overview};
use hazama::report::tables::Tables;
use hazama::report::{html, json, xlsx};
use hazama::{Step, cores};

use super::options::{FAIL_ON, OUT, STORE};
use super::screen::Screen;
use super::{Done, begin, decisions, many, operand, pack};
use find::Found;

/// Where each case's outputs go, below the folder of all outputs.
const CASES: &str = "cases";
/// The workbook of all cases.
const OVERVIEW: &str = "overview.xlsx";
/// One row a verdict.
const VERDICTS: &str = "verdicts.csv";
/// The same, typed.
#[cfg(feature = "parquet")]
const PARQUET: &str = "verdicts.parquet";
/// The outputs of a case into which nobody but the program writes.
const FILES: [&str; 2] = ["report.json", "report.html"];

/// A case that is done.
struct Finished {
    line: Line,
    /// Nothing had changed, so that it was not run again.
    is_kept: bool,
}

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let dir = Path::new(operand(matches, "DIR"));
    let out = matches.get_one::<OsString>(OUT.name).map_or_else(|| PathBuf::from(OUTPUT), PathBuf::from);
    let store = matches.get_one::<OsString>(STORE.name).map(Path::new);
    let store = store.map(store::open).transpose().map_err(|fault| vec![fault])?;
    let (jobs, cache, choices) =
        (many::jobs(matches)?, many::cache(matches)?, begin::choices_of_many(matches, out.clone())?);
    let found = find::cases(dir, &out)?;
    let catalogue = pack::catalogue(matches)?;
    catalogue.prepare();
    output::make_folder(&out).map_err(|fault| vec![fault])?;
    let _lock = lock(&out)?;
    keep::sweep(&out);
    for left in &found.left {
        screen.news(
            format!("どの案件のものでもないため、読みませんでした: {left}"),
            format!("belongs to no case and was not read: {left}"),
        );
    }
    let desk = Desk { dir, out: &out, choices: &choices, catalogue: &catalogue, cache: &cache, screen };
    let (progress, of) = (screen.progress(), found.cases.len());
    let results = cores::on(
        jobs,
        &found.cases,
        |_| 1,
        |found| many::shielded(&dir.join(&found.below), || desk.case(found)),
        |at| progress.show(Step::Reading { number: at + 1, of, path: &found.cases[at].name }),
    );
    progress.done();
    let mut all = Overview::default();
    let (mut kept, mut finished) = (0, Vec::new());
    for (found, result) in found.cases.iter().zip(results) {
        match result {
            Ok(done) => {
                kept += usize::from(done.is_kept);
                finished.push(found);
                all.cases.push(done.line);
            }
            Err(faults) => {
                for fault in &faults {
                    screen.fault(fault);
                }
                all.broken.push((found.name.clone(), faults.iter().map(|fault| fault.say(Lang::Ja)).collect()));
            }
        }
    }
    let states = desk.write_rows(&finished, &mut all).map_err(|fault| vec![fault])?;
    #[cfg(feature = "parquet")]
    desk.write_parquet(&finished).map_err(|fault| vec![fault])?;
    all.sort();
    let day = choices.as_of.unwrap_or(choices.today);
    let path = out.join(OVERVIEW);
    let bytes = xlsx::overview(&all, &catalogue, day)
        .map_err(|error| vec![Fault::new(&path, error.to_string(), format!("the workbook failed ({error})"))])?;
    output::write(&path, &bytes).map_err(|fault| vec![fault])?;
    if let Some(store) = store {
        store.add(&desk, &finished, &all).map_err(|fault| vec![fault])?;
    }
    tell(&all, kept, &out, screen);
    let is_alarmed = alarmed(&states, matches);
    Ok(if is_alarmed || !all.broken.is_empty() { Done::Alarmed } else { Done::Well })
}

/// Keeps two runs from writing into one folder. The system lets go of it however this run ends.
fn lock(out: &Path) -> Result<File, Vec<Fault>> {
    let path = out.join(".hazama-lock");
    let file = File::create(&path).map_err(|error| {
        vec![Fault::new(
            &path,
            format!("書き込めませんでした({error})。出力先を確かめてください。"),
            format!("cannot be written ({error}); check the place"),
        )]
    })?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(vec![Fault::new(
            out,
            "別の hazama portfolio が書き出しています。終わるのを待つか、--out で別の場所を指定してください。",
            "another hazama portfolio is writing here; wait for it, or name another folder with --out",
        )]),
        // a file system without locks keeps nobody out, and stops nobody either
        _ => Ok(file),
    }
}

/// What every case needs.
struct Desk<'a> {
    dir: &'a Path,
    out: &'a Path,
    choices: &'a Choices,
    catalogue: &'a Catalogue,
    cache: &'a Cache,
    screen: &'a Screen,
}

impl Desk<'_> {
    /// Where the outputs of a case go.
    fn folder(&self, found: &Found) -> PathBuf {
        self.out.join(CASES).join(&found.below)
    }

    /// Judges a case and writes its outputs, unless they are there already.
    fn case(&self, found: &Found) -> Result<Finished, Vec<Fault>> {
        let (dir, out) = (self.dir.join(&found.below), self.folder(found));
        let choices = Choices { out: out.clone(), ..self.choices.clone() };
        let mut case = case::open(&dir, &choices)?;
        let key = keep::key(&case, self.catalogue);
        let folder = format!("{CASES}/{}", find::shown(&found.below));
        if let Some(kept) = keep::fresh(&out, &key) {
            return Ok(Finished { line: Line::of(&found.name, &folder, &kept.book, &kept.outcome), is_kept: true });
        }
        let book = decisions::find_there(&dir, &mut case, &out, self.screen)?;
        let mut report = many::judge(&dir, &case, self.catalogue, self.cache)?;
        decisions::carry(book, None, std::mem::take(&mut case.kept), &mut report, self.screen);
        let outcome = Outcome::of(&report, self.catalogue);
        let line = |book: &str, outcome: &Outcome| Line::of(&found.name, &folder, book, outcome);
        let book = self.write(&report, &dir, &out).map_err(|fault| vec![fault])?;
        let kept = keep::keep(&out, key, &FILES, &book, outcome).map_err(|fault| vec![fault])?;
        Ok(Finished { line: line(&kept.book, &kept.outcome), is_kept: false })
    }

    /// Writes the outputs of a case, and gives the name of its workbook.
    fn write(&self, report: &Report, dir: &Path, out: &Path) -> Result<String, Fault> {
        output::make_folder(out)?;
        keep::sweep(out);
        let tables = Tables::new(report, self.catalogue);
        let bytes = xlsx::workbook(&tables).map_err(|error| {
            let usual = out.join(output::WORKBOOK);
            Fault::new(&usual, error.to_string(), format!("the workbook could not be put together ({error})"))
        })?;
        let book = output::free_path(out, output::STEM, &bytes);
        let [json_path, page_path] = FILES.map(|name| out.join(name));
        let inputs = begin::inputs(report, dir);
        for path in [&book, &json_path, &page_path] {
            output::guard(path, &inputs)?;
        }
        output::write_workbook(&book, &bytes, !report.decisions.is_empty())?;
        output::write(&json_path, json::report(report, self.catalogue).as_bytes())?;
        output::write(&page_path, html::page(&tables).as_bytes())?;
        Ok(book.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }

    /// What was kept of a finished case.
    fn kept(&self, found: &Found) -> std::io::Result<keep::Kept> {
        let gone = || std::io::Error::other(format!("{}: {}", found.name, keep::KEPT));
        keep::read(&self.folder(found)).ok_or_else(gone)
    }

    /// The rows of all finished cases as Parquet.
    #[cfg(feature = "parquet")]
    fn write_parquet(&self, finished: &[&Found]) -> Result<(), Fault> {
        output::write_by(&self.out.join(PARQUET), &mut |file| {
            let mut table = parquet::Table::new()?;
            for found in finished {
                table.add(&found.name, self.kept(found)?.outcome, file)?;
            }
            table.finish(file)
        })
    }

    /// Goes through the outcomes of all finished cases, one at a time, for what takes every verdict. Gives how often each state is
    /// there.
    fn write_rows(&self, finished: &[&Found], all: &mut Overview) -> Result<BTreeMap<String, usize>, Fault> {
        let mut states: BTreeMap<String, usize> = BTreeMap::new();
        output::write_by(&self.out.join(VERDICTS), &mut |file| {
            write!(file, "{}\r\n", overview::COLUMNS.join(","))?;
            for found in finished {
                let kept = self.kept(found)?;
                file.write_all(overview::csv(&found.name, &kept.outcome).as_bytes())?;
                all.add_duties(&kept.outcome);
                for row in kept.outcome.verdicts {
                    *states.entry(row.state).or_default() += 1;
                }
            }
            Ok(())
        })?;
        Ok(states)
    }
}

/// A state that `--fail-on` names is there.
fn alarmed(states: &BTreeMap<String, usize>, matches: &ArgMatches) -> bool {
    let names: Vec<&str> = matches.get_many::<String>(FAIL_ON.name).into_iter().flatten().map(String::as_str).collect();
    State::ALL.into_iter().filter(|state| states.contains_key(state.id())).any(|state| {
        (names.contains(&"hanging") && state.is_hanging())
            || (names.contains(&"quarrel") && state.is_quarrel())
            || (names.contains(&"undecided") && state == State::Undecided)
    })
}

/// Says what came of it.
fn tell(all: &Overview, kept: usize, out: &Path, screen: &Screen) {
    if screen.quiet {
        return;
    }
    let (judged, broken) = (all.cases.len(), all.broken.len());
    screen.say(&screen.lang.pick(
        format!("調べた案件 {judged} 件(うち、変わりがないため前の結果を使ったもの {kept} 件)、調べられなかった案件 {broken} 件"),
        format!("{judged} cases judged ({kept} of them unchanged since they were run before), {broken} not judged"),
    ));
    let worst = all.cases.iter().filter(|line| line.counts.iter().sum::<usize>() > 0).take(10);
    let rows: Vec<String> = worst
        .map(|line| {
            format!("  A {:>4}  B {:>4}  C {:>4}  {}", line.counts[0], line.counts[1], line.counts[2], line.name)
        })
        .collect();
    if !rows.is_empty() {
        let head = screen.lang.pick("■ 要対応の多い案件", "■ Cases with most to be done");
        screen.say(&format!("\n{head}\n{}", rows.join("\n")));
    }
    let head = screen.lang.pick("■ 書き出したもの", "■ Written");
    let written = [OVERVIEW, VERDICTS, CASES].map(|name| format!("  {}", out.join(name).display()));
    screen.say(&format!("\n{head}\n{}", written.join("\n")));
}
