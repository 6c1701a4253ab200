//! `hazama compare`: several bidders' case folders in, one workbook and one JSON out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{self, Fault, output};
use hazama::model::Report;
use hazama::report::compare::{self, Bids};
use hazama::report::{self, width};

use super::screen::Screen;
use super::{Done, begin, fault, operands};

/// The outputs' names without their endings.
const STEM: &str = "compare";

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let dirs = operands(matches, "DIRS");
    refuse_odd_folders(&dirs)?;
    let choices = begin::choices(matches)?;
    let (mut cases, mut inputs, mut catalogue) = (Vec::new(), Vec::new(), None);
    for dir in &dirs {
        let (case, found) = begin::open(matches, dir, &choices)?;
        let report = begin::judge(&case, &found, screen)?;
        case::refuse_the_unread(&report, dir)?;
        inputs.extend(begin::inputs(&report, dir));
        cases.push((dir.display().to_string(), report));
        catalogue = Some(found);
    }
    let Some(catalogue) = catalogue else { return Err(too_few()) };
    refuse_other_editions(&cases)?;
    let Some(bids) = Bids::new(&cases, &catalogue) else { return Err(unpaired(&cases)) };
    let bytes = report::xlsx::compare(&bids).map_err(|error| {
        let path = choices.out.join(format!("{STEM}.xlsx"));
        vec![Fault::new(&path, error.to_string(), format!("the workbook could not be put together ({error})"))]
    })?;
    let written = write(&bids, &bytes, &choices.out, &inputs).map_err(|fault| vec![fault])?;
    if !screen.quiet {
        tell(&bids, &written, screen);
    }
    Ok(Done::Well)
}

/// Writes the workbook, never over one that people have changed, and the JSON beside it.
fn write(bids: &Bids, bytes: &[u8], out: &Path, inputs: &[PathBuf]) -> Result<[PathBuf; 2], Fault> {
    output::make_folder(out)?;
    let (workbook, json) = (output::free_path(out, STEM, bytes), out.join(format!("{STEM}.json")));
    for path in [&workbook, &json] {
        output::guard(path, inputs)?;
    }
    output::write_workbook(&workbook, bytes, false)?;
    output::write(&json, compare::json::compare(bids).as_bytes())?;
    Ok([workbook, json])
}

/// Prints the figures, how they come about, and what was written.
fn tell(bids: &Bids, written: &[PathBuf], screen: &Screen) {
    let lang = screen.lang;
    let say = |text: &str| screen.say(&width::wrap(text, screen.columns).join("\n"));
    if bids.lots.iter().any(compare::Lot::is_whole) {
        screen.say(lang.pick("■ 宙に浮いた義務", "■ Hanging duties"));
        for (at, bid) in bids.bids.iter().enumerate() {
            let count = bids.count(at);
            let [heavy, middle, light] = count.by_weight;
            let (all, sum) = (count.all(), count.weighted());
            say(&lang.pick(
                format!(
                    "  {}: {all} 件(重み3が {heavy}、重み2が {middle}、重み1が {light}。重みを掛けた合計 {sum})",
                    bid.name
                ),
                format!("  {}: {all} ({heavy} of weight 3, {middle} of 2, {light} of 1; weighted sum {sum})", bid.name),
            ));
        }
    }
    for note in &bids.notes {
        say(&format!("※ {note}"));
    }
    screen.say(lang.pick("■ 書き出したもの", "■ Written"));
    for path in written {
        screen.say(&format!("  {}", path.display()));
    }
}

/// Stops where there is nothing to compare, or one folder twice.
fn refuse_odd_folders(dirs: &[PathBuf]) -> Result<(), Vec<Fault>> {
    if dirs.len() < 2 {
        return Err(too_few());
    }
    let mut seen: BTreeMap<PathBuf, &PathBuf> = BTreeMap::new();
    for dir in dirs {
        let there = std::fs::canonicalize(dir).unwrap_or_else(|_| dir.clone());
        if seen.insert(there, dir).is_some() {
            return Err(vec![Fault::new(
                dir,
                "同じ案件フォルダを2回指定しています。事業者ごとに別のフォルダを指定してください。",
                "this folder is named twice; name one folder a bidder",
            )]);
        }
    }
    Ok(())
}

fn too_few() -> Vec<Fault> {
    fault(
        "比べる案件フォルダを2つ以上指定してください。例: hazama compare A社 B社",
        "name two case folders or more: hazama compare A B",
    )
}

/// Stops where cases were judged by different editions of the guideline.
fn refuse_other_editions(cases: &[(String, Report)]) -> Result<(), Vec<Fault>> {
    let edition = |case: &(String, Report)| case.1.plan.guideline.id();
    let Some(other) = cases.iter().find(|case| edition(case) != edition(&cases[0])) else { return Ok(()) };
    let (one, two) = (edition(&cases[0]), edition(other));
    Err(vec![Fault::new(
        &other.0,
        format!(
            "ガイドラインの版が案件によって違うため(第{one}版と第{two}版)、比べられません。--guideline で版をそろえてください。"
        ),
        format!("the cases name different editions of the guideline ({one} and {two}); choose one with --guideline"),
    )])
}

/// No system of one case stands for one of another.
fn unpaired(cases: &[(String, Report)]) -> Vec<Fault> {
    let names = |report: &Report| -> Vec<String> {
        report.plan.systems.iter().map(|system| format!("「{}」", system.name)).collect()
    };
    let told: Vec<String> = cases.iter().map(|(path, report)| format!("{path}は{}", names(report).concat())).collect();
    fault(
        format!(
            "組になるシステムがないため、比べられません({})。各案件の hazama.toml の [[system]] の name を同じにしてください。",
            told.join("、")
        ),
        "no system of one case stands for one of another; give them the same name in [[system]] of each hazama.toml",
    )
}
