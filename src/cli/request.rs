//! `hazama request`: a case folder in, for each vendor a letter (docx) with clauses and questions and a workbook to answer in out.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{Fault, output};
use hazama::model::Plan;
use hazama::report::request::{self, Request};
use hazama::report::{self, docx};

use super::begin::Judged;
use super::options::VENDOR;
use super::screen::Screen;
use super::{Done, begin, choice, vendor};

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let Judged { choices, catalogue, report, inputs } = begin::judged(matches, screen)?;
    let mut requests = request::requests(&report, &catalogue);
    if let Some(wanted) = choice(matches, &VENDOR) {
        let vendor = vendor::known(&VENDOR, wanted, &report.plan)?;
        requests.retain(|request| request.vendor == Some(vendor));
    }
    if requests.is_empty() {
        screen.news(
            "事業者にお願いすることはありません。何も書き出しませんでした。",
            "there is nothing to ask for; nothing was written",
        );
        return Ok(Done::Well);
    }
    let one = |fault| vec![fault];
    output::make_folder(&choices.out).map_err(one)?;
    let mut written = Vec::new();
    for request in &requests {
        written.push((write(request, &report.plan, &choices.out, &inputs).map_err(one)?, request));
    }
    if !screen.quiet {
        screen.say(screen.lang.pick("■ 書き出したもの", "■ Written"));
        for (paths, request) in written {
            let (clauses, questions) = (request.clauses.len(), request.asked.questions.len());
            let counts = screen.lang.pick(
                format!("条項 {clauses} 件、質問 {questions} 件"),
                format!("{clauses} clauses, {questions} questions"),
            );
            for path in paths {
                screen.say(&format!("  {} ({counts})", path.display()));
            }
        }
        screen.say(screen.lang.pick(
            "送る前に中を確かめ、【 】の例・担当者・期限を書き入れてください。",
            "Look through them before you send them, and fill in the examples in 【 】, the sender and the last day.",
        ));
    }
    Ok(Done::Well)
}

/// Writes the letter and the workbook for one vendor, neither over a file that people have changed.
fn write(request: &Request, plan: &Plan, out: &Path, inputs: &[PathBuf]) -> Result<[PathBuf; 2], Fault> {
    let name = request.vendor.map_or(vendor::NOBODY, |vendor| vendor.name.as_str());
    let stem = format!("依頼書_{}", output::safe(name));
    let failed = |error: &dyn std::fmt::Display| {
        let (ja, en) = (format!("書き出せませんでした({error})。"), format!("could not be put together ({error})"));
        Fault::new(out.join(&stem), ja, en)
    };
    let letter =
        docx::write(request::TITLE, &request::letter(request, plan), plan.as_of).map_err(|error| failed(&error))?;
    let book = report::xlsx::request(request, plan).map_err(|error| failed(&error))?;
    let letter_path = output::free_path_of(out, &stem, "docx", &letter);
    let book_path = output::free_path(out, &stem, &book);
    for (path, bytes) in [(&letter_path, &letter), (&book_path, &book)] {
        output::guard(path, inputs)?;
        output::write_workbook(path, bytes, false)?;
    }
    Ok([letter_path, book_path])
}
