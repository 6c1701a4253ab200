//! `hazama form new` and `hazama form check`: edition files of forms, made from a real form and tested.

use std::ffi::OsString;
use std::path::Path;

use clap::ArgMatches;
use hazama::case::{self, Fault, output};
use hazama::catalogue::Catalogue;
use hazama::forms;
use hazama::model::Kind;

use super::options::{KIND, OUT_FILE};
use super::screen::Screen;
use super::{Done, choice, operand, operands};

pub(super) fn new(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let file = Path::new(operand(matches, "FILE"));
    let paper = case::paper(file)?;
    let kind = choice(matches, &KIND).and_then(Kind::from_id);
    let draft = forms::draft(&hazama::read::source(&paper), kind, &Catalogue::builtin())
        .map_err(|reason| vec![Fault::new(file, reason, "no edition file could be made from this paper")])?;
    let Some(path) = matches.get_one::<OsString>(OUT_FILE.name).map(Path::new).filter(|path| *path != Path::new("-"))
    else {
        screen.say(draft.text.trim_end());
        return Ok(Done::Well);
    };
    output::guard(path, &[file.to_owned()]).map_err(|fault| vec![fault])?;
    output::write(path, draft.text.as_bytes()).map_err(|fault| vec![fault])?;
    screen.news(
        format!(
            "{} を書きました。「推定」の行を公表資料で確かめて直し、{}.toml の名前で hazama form check にかけてください。",
            path.display(),
            draft.id
        ),
        format!("wrote {}; mend what was guessed, name it {}.toml and test it with hazama form check", path.display(), draft.id),
    );
    Ok(Done::Well)
}

pub(super) fn check(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let files = operands(matches, "FILES");
    let (editions, cases) = case::forms::check(&files, &Catalogue::builtin())?;
    screen.say(&screen.lang.pick(
        format!("版の定義 {editions} 件、例 {cases} 件を確かめました。誤りはありません。"),
        format!("{editions} editions and {cases} cases are right"),
    ));
    Ok(Done::Well)
}
