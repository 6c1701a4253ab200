//! `hazama init`: a folder of papers in, a `hazama.toml` of what was recognised out. Never over one that is there.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{self, Choices, Fault, MANIFEST, OUTPUT, output};
use hazama::model::Plan;

use super::options::STDOUT;
use super::screen::Screen;
use super::{Done, begin, operand, pack};

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let dir = Path::new(operand(matches, "DIR"));
    let path = dir.join(MANIFEST);
    let to_screen = matches.get_flag(STDOUT.name);
    if !to_screen && path.exists() {
        return Err(vec![Fault::new(
            path,
            "すでにあるため書きませんでした。案だけを見るには --stdout を付けてください。",
            "it is there already and was left alone; --stdout shows the proposal",
        )]);
    }
    let choices = Choices { today: begin::today(), as_of: None, guideline: None, out: PathBuf::from(OUTPUT) };
    let papers = case::papers(dir, &choices.out)?;
    let catalogue = pack::catalogue(matches)?;
    let progress = screen.progress();
    let (plan, documents) =
        hazama::read_with(&papers, &catalogue, &Plan::bare(choices.today), &mut |step| progress.show(step))
            .map_err(case::unreadable)?;
    progress.done();
    let proposal = case::propose(&plan, &documents);
    if to_screen {
        screen.say(&proposal);
        return Ok(Done::Well);
    }
    output::write(&path, proposal.as_bytes()).map_err(|fault| vec![fault])?;
    screen.news(
        format!("{} を書きました。内容を確かめ、必要なら直してください。", path.display()),
        format!("wrote {}; go over it and mend it where needed", path.display()),
    );
    Ok(Done::Well)
}
