//! `hazama questions`: a case folder in, a workbook of open questions for each vendor out. Never over one that holds answers.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{Fault, output};
use hazama::model::Plan;
use hazama::report::questions::{Questionnaire, questionnaires};
use hazama::report::{self, width};

use super::begin::Judged;
use super::options::VENDOR;
use super::screen::Screen;
use super::{Done, begin, choice, vendor};

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let Judged { choices, catalogue, report, inputs } = begin::judged(matches, screen)?;
    let mut asked = questionnaires(&report, &catalogue);
    if let Some(wanted) = choice(matches, &VENDOR) {
        let vendor = vendor::known(&VENDOR, wanted, &report.plan)?;
        asked.retain(|questionnaire| questionnaire.vendor == Some(vendor));
    }
    if asked.is_empty() {
        screen.news(
            "事業者に質問することはありません。何も書き出しませんでした。",
            "there is nothing to ask; nothing was written",
        );
        return Ok(Done::Well);
    }
    let write = |questionnaire: &Questionnaire| write(questionnaire, &report.plan, &choices.out, &inputs);
    output::make_folder(&choices.out).map_err(|fault| vec![fault])?;
    let written: Vec<(PathBuf, usize)> =
        asked.iter().map(write).collect::<Result<_, Fault>>().map_err(|fault| vec![fault])?;
    if !screen.quiet {
        screen.say(screen.lang.pick("■ 書き出したもの", "■ Written"));
        for (path, count) in written {
            let count = screen.lang.pick(format!("質問 {count} 件"), format!("{count} questions"));
            screen.say(&format!("  {} ({count})", path.display()));
        }
        let mend = screen.lang.pick(
            "事業者の回答を案件フォルダに入れて hazama check を実行すると、回答を開示書として読みます。",
            "Put the answered workbook into the case folder: hazama check reads it as a disclosure.",
        );
        screen.say(&width::wrap(mend, screen.columns).join("\n"));
    }
    Ok(Done::Well)
}

/// Writes the questions to one vendor; gives the file and how many questions it holds.
fn write(asked: &Questionnaire, plan: &Plan, out: &Path, inputs: &[PathBuf]) -> Result<(PathBuf, usize), Fault> {
    let name = asked.vendor.map_or(vendor::NOBODY, |vendor| vendor.name.as_str());
    let stem = format!("質問票_{}", output::safe(name));
    let bytes = report::xlsx::questions(asked, plan).map_err(|error| {
        let path = out.join(format!("{stem}.xlsx"));
        Fault::new(&path, error.to_string(), format!("the workbook could not be put together ({error})"))
    })?;
    let path = output::free_path(out, &stem, &bytes);
    output::guard(&path, inputs)?;
    output::write_workbook(&path, &bytes, false)?;
    Ok((path, asked.questions.len()))
}
