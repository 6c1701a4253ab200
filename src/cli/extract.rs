//! `hazama extract`: a paper of rules in, what was read in it out as data that a person corrects.

use std::ffi::OsString;
use std::path::Path;

use clap::ArgMatches;
use hazama::case::{self, Fault, output};
use hazama::claims;
use hazama::model::{DocumentHint, Kind, Plan};

use super::options::{KIND, OUT_FILE};
use super::screen::Screen;
use super::{Done, begin, choice, operand, pack};

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let file = Path::new(operand(matches, "FILE"));
    let paper = case::paper(file)?;
    let mut plan = Plan::bare(begin::as_of(matches)?.unwrap_or_else(begin::today));
    let kind = choice(matches, &KIND).and_then(Kind::from_id);
    plan.documents = vec![DocumentHint { path: paper.path.clone(), kind, ..DocumentHint::default() }];
    let document = claims::understand(&hazama::read::source(&paper), &pack::catalogue(matches)?, &plan);
    if document.kind != Kind::Rule {
        let ja = match (document.kind, document.notices.first()) {
            (Kind::Unknown, Some(notice)) if document.units.is_empty() => notice.message.clone(),
            (kind, _) => format!(
                "院内規程ではなく「{}」と判定しました({})。規程として読むときは --kind rule を付けてください。",
                kind.ja(),
                document.kind_reason
            ),
        };
        return Err(vec![Fault::new(
            file,
            ja,
            "this was not taken for a hospital's rules; --kind rule reads it as such",
        )]);
    }
    let json = claims::rules::write(&document);
    let Some(path) = matches.get_one::<OsString>(OUT_FILE.name).map(Path::new).filter(|path| *path != Path::new("-"))
    else {
        screen.say(&json);
        return Ok(Done::Well);
    };
    output::guard(path, &[file.to_owned()]).map_err(|fault| vec![fault])?;
    output::write(path, json.as_bytes()).map_err(|fault| vec![fault])?;
    let (claims, path) = (document.claims.len(), path.display());
    screen.news(
        format!("{path} に {claims} 件の分担を書きました。内容を確かめて直し、confirmed に確認した人と日を書いて、案件フォルダに入れてください。"),
        format!("wrote {claims} claims to {path}; correct them, say in confirmed who has gone over it and when, and put it into the case folder"),
    );
    Ok(Done::Well)
}
