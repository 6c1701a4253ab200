//! `hazama check`: a case folder in, the workbook, the JSON and a summary out.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::thread;

use clap::ArgMatches;
use hazama::case::{Case, Fault, output};
use hazama::catalogue::Catalogue;
use hazama::model::{Comparison, Effect, Report, State, Workflow};
use hazama::report::tables::Tables;
use hazama::{case, forms, report, review};

use super::begin::{choices, inputs, judge, open};
use super::options::{FAIL_ON, FOR_VENDOR, FORM, JSON, WORKFLOW};
use super::screen::Screen;
use super::{Done, choice, decisions, last, operand, oscal, vendor};

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let dir = Path::new(operand(matches, "DIR"));
    vendor::refuse_the_whole(matches)?;
    let choices = choices(matches)?;
    let oscal = oscal::folder(matches, dir, &choices.out)?;
    let (mut case, catalogue) = open(matches, dir, &choices)?;
    if choice(matches, &WORKFLOW) == Some(Workflow::SelfCheck.id()) {
        case.plan.workflow = Workflow::SelfCheck;
    }
    hold_against_forms(matches, dir, &mut case, &catalogue)?;
    let mut last = last::open(matches, dir, &mut case, &catalogue, screen)?;
    let book = decisions::find(matches, dir, &mut case, &choices.out, screen)?;
    let mut report = judge(&case, &catalogue, screen)?;
    case::refuse_the_unread(&report, dir)?;
    if let Some(wanted) = choice(matches, &FOR_VENDOR) {
        // what people wrote is the hospital's own; the workbook was looked for so that it is taken for no paper
        vendor::write(wanted, &report, &catalogue, (dir, &choices.out), screen)?;
        return Ok(if is_alarmed(&report, matches) { Done::Alarmed } else { Done::Well });
    }
    let of_last = last.as_mut().map(|last| (last.path.as_path(), std::mem::take(&mut last.kept)));
    decisions::carry(book, of_last, std::mem::take(&mut case.kept), &mut report, screen);
    if let Some(last) = &last {
        review::annual(&mut report, &last.past, &catalogue);
        if case.plan.workflow == Workflow::SelfCheck {
            // asked for, and not only taken for one: what is left to customers is told every year
            report.plan.workflow = Workflow::SelfCheck;
        }
    }
    let json = matches.get_one::<OsString>(JSON.name).map(PathBuf::from);
    let last = last.map(|last| last.path);
    let targets =
        Targets { dir, last: last.as_deref(), out: &choices.out, json: json.as_deref(), oscal: oscal.as_deref() };
    write(&report, &catalogue, &targets, screen).map_err(|fault| vec![fault])?;
    let done = if is_alarmed(&report, matches) { Done::Alarmed } else { Done::Well };
    // The program ends here: to give all this back piece by piece takes longer than to let it go as a whole.
    std::mem::forget((case, catalogue, report));
    Ok(done)
}

/// Reads the blank forms that the user named. One that lies in the case folder is no paper of the case.
fn hold_against_forms(
    matches: &ArgMatches,
    dir: &Path,
    case: &mut Case,
    catalogue: &Catalogue,
) -> Result<(), Vec<Fault>> {
    let named = matches.get_many::<OsString>(FORM.name).into_iter().flatten().map(Path::new);
    let mut faults = Vec::new();
    for file in named {
        let paper = match case::paper(file) {
            Ok(paper) => paper,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        match forms::blank(&hazama::read::source(&paper), catalogue, case.plan.as_of) {
            Ok(blank) => case.plan.blanks.push(blank),
            Err(reason) => {
                faults.push(Fault::new(file, reason, "this is no blank form of a role table, MDS, SDS or checklist"))
            }
        }
        case.leave_out(dir, file);
    }
    if case.papers.is_empty() {
        faults.push(Fault::new(
            dir,
            "様式のほかに読み取る文書がありません。記入済みの文書を入れてください。",
            "there are no papers besides the blank forms; put the papers into the folder",
        ));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Where things lie.
struct Targets<'a> {
    dir: &'a Path,
    /// Last year's folder or file; what lies there is never written over.
    last: Option<&'a Path>,
    out: &'a Path,
    json: Option<&'a Path>,
    oscal: Option<&'a Path>,
}

/// Writes the workbook and the JSON, then prints the summary; with `--json -` nothing but JSON is printed.
fn write(report: &Report, catalogue: &Catalogue, targets: &Targets<'_>, screen: &Screen) -> Result<(), Fault> {
    let mut inputs = inputs(report, targets.dir);
    inputs.extend(targets.last.filter(|path| path.is_file()).map(Path::to_owned));
    let is_spoken = !screen.quiet && !targets.json.is_some_and(is_dash);
    let (columns, color, lang) = (screen.columns, screen.color, screen.lang);
    output::make_folder(targets.out)?;
    let tables = Tables::new(report, catalogue);
    // all cores draw the workbook; while one packs it, another writes the rest
    let drawn = report::xlsx::drawn(&tables, lang);
    let (book, json, page, summary) = thread::scope(|scope| {
        let book = scope.spawn(|| {
            let mut drawn = drawn?;
            let bytes = drawn.bytes();
            // as at the end of `run`
            std::mem::forget(drawn);
            bytes
        });
        let json = report::json::report(report, catalogue);
        let page = report::html::page(&tables);
        let summary = is_spoken.then(|| report::terminal::summary(&tables, columns, color, lang));
        (book.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), json, page, summary)
    });
    let bytes = book.map_err(|error| {
        let usual = targets.out.join(output::WORKBOOK);
        Fault::new(&usual, error.to_string(), format!("the workbook could not be put together ({error})"))
    })?;
    let workbook = output::free_path(targets.out, output::STEM, &bytes);
    let beside = targets.out.join("report.json");
    let browsed = targets.out.join("report.html");
    let files = [workbook.as_path(), beside.as_path(), browsed.as_path()];
    for path in files.into_iter().chain(targets.json.filter(|path| !is_dash(path))) {
        output::guard(path, &inputs)?;
    }
    output::write_workbook(&workbook, &bytes, !report.decisions.is_empty())?;
    output::write(&beside, json.as_bytes())?;
    output::write(&browsed, page.as_bytes())?;
    match targets.json {
        Some(path) if is_dash(path) => screen.say(&json),
        Some(path) => output::write(path, json.as_bytes())?,
        None => {}
    }
    if let Some(folder) = targets.oscal {
        oscal::write(report, catalogue, folder, &inputs)?;
    }
    if workbook != targets.out.join(output::WORKBOOK) {
        screen.news(
            format!(
                "これまでのブックは人が手を加えたものかもしれないので書き換えません。{} に書き出しました。",
                workbook.display()
            ),
            format!("the workbook that is there may hold people's work, so this went to {}", workbook.display()),
        );
    }
    if let Some(summary) = summary {
        screen.say(&summary);
        let head = screen.lang.pick("■ 書き出したもの", "■ Written");
        let written = [Some(workbook.as_path()), Some(&browsed), Some(&beside), targets.oscal];
        let lines: Vec<String> = written.into_iter().flatten().map(|path| format!("  {}", path.display())).collect();
        screen.say(&format!("\n{head}\n{}", lines.join("\n")));
    }
    // as at the end of `run`
    std::mem::forget(tables);
    Ok(())
}

fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// The report holds something that `--fail-on` names.
fn is_alarmed(report: &Report, matches: &ArgMatches) -> bool {
    let names: Vec<&str> = matches.get_many::<String>(FAIL_ON.name).into_iter().flatten().map(String::as_str).collect();
    let is_worse = |found: &Comparison| found.shifts.iter().any(|shift| shift.effect == Effect::Worse);
    if names.contains(&"worse") && report.comparison.as_ref().is_some_and(is_worse) {
        return true;
    }
    report.verdicts.iter().any(|verdict| {
        (names.contains(&"hanging") && verdict.state.is_hanging())
            || (names.contains(&"quarrel") && verdict.state.is_quarrel())
            || (names.contains(&"undecided") && verdict.state == State::Undecided)
    })
}
