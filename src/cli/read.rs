//! `hazama read`: one paper in, all that the program reads in it out.

use std::ffi::OsString;
use std::path::Path;

use clap::ArgMatches;
use hazama::model::{Content, DocumentHint, Kind, Plan};
use hazama::report::terminal::Look;
use hazama::{case, claims, report};

use hazama::case::output;

use super::options::{JSON, KIND, WHY};
use super::screen::Screen;
use super::{Done, begin, choice, operand, pack};

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<case::Fault>> {
    let file = Path::new(operand(matches, "FILE"));
    let paper = case::paper(file)?;
    let mut plan = Plan::bare(begin::as_of(matches)?.unwrap_or_else(begin::today));
    let kind = choice(matches, &KIND).and_then(Kind::from_id);
    plan.documents = vec![DocumentHint { path: paper.path.clone(), kind, ..DocumentHint::default() }];
    let catalogue = pack::catalogue(matches)?;
    let source = hazama::read::source(&paper);
    let is_read = !matches!(source.content, Content::Nothing);
    let mut documents = [claims::understand(&source, &catalogue, &plan)];
    claims::number(&mut documents);
    let [document] = &documents;
    match matches.get_one::<OsString>(JSON.name).map(Path::new) {
        Some(path) if path == Path::new("-") => screen.say(&report::json::document(document)),
        Some(path) => {
            output::guard(path, &[file.to_owned()]).map_err(|fault| vec![fault])?;
            output::write(path, report::json::document(document).as_bytes()).map_err(|fault| vec![fault])?;
        }
        None if is_read => {
            let (why, columns, colour, lang) = (matches.get_flag(WHY.name), screen.columns, screen.color, screen.lang);
            screen.say(&report::terminal::document(document, &catalogue, Look { why, columns, colour, lang }));
        }
        None => {}
    }
    if is_read {
        return Ok(Done::Well);
    }
    let reason = document.notices.first().map_or("読み取れませんでした。", |notice| notice.message.as_str());
    Err(vec![case::Fault::new(file, reason, reason)])
}
