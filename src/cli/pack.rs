//! `hazama pack check`, and the catalogue with the packs that `--pack` names.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{self, Fault};
use hazama::catalogue::{Catalogue, Pack};
use hazama::model::Lang;

use super::options::PACK;
use super::screen::Screen;
use super::{Done, operand};

/// The built-in catalogue with every pack that the user named on top of it.
pub(super) fn catalogue(matches: &ArgMatches) -> Result<Catalogue, Vec<Fault>> {
    let named = matches.get_many::<OsString>(PACK.name).into_iter().flatten();
    case::pack::on_top(Catalogue::builtin(), &named.map(PathBuf::from).collect::<Vec<_>>())
}

pub(super) fn check(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let below = catalogue(matches)?;
    let (pack, _) = case::pack::check(Path::new(operand(matches, "DIR")), &below)?;
    screen.say(&summary(&pack, &below, screen.lang));
    Ok(Done::Well)
}

/// What the pack adds and changes.
fn summary(pack: &Pack, below: &Catalogue, lang: Lang) -> String {
    let head = &pack.head;
    let mut page = lang.pick(
        format!("「{}」{}({}、{})に誤りはありません。\n", head.title, head.version, head.id, head.issued),
        format!("{} {} ({}, {}) is right\n", head.title, head.version, head.id, head.issued),
    );
    let mut part = |ja: &str, en: &str, items: Vec<String>| {
        if !items.is_empty() {
            let _ = write!(page, "\n{} {}\n", lang.pick(ja, en), items.len());
            for item in items {
                let _ = writeln!(page, "  ・{item}");
            }
        }
    };
    let title = |id: &hazama::model::DutyId| {
        let own = pack.duties.iter().find(|duty| duty.id == *id).or_else(|| below.duty(id));
        own.map_or_else(|| id.to_string(), |duty| format!("{id} {}", lang.pick(&duty.title_ja, &duty.title_en)))
    };
    part("加える義務", "Duties added", pack.duties.iter().map(|duty| title(&duty.id)).collect());
    let words = pack.synonyms.iter().map(|synonym| title(&synonym.duty));
    part("語を足す義務", "Duties with further words", words.collect());
    let posts = pack.posts.iter().map(|post| format!("{} → {}", post.name, lang.pick(post.side.ja(), post.side.id())));
    part("職名など", "Names of posts", posts.collect());
    let required = pack.required.iter().map(|one| {
        let service = match one.service.map(|service| service.id()) {
            None => lang.pick("すべてのシステム", "all systems"),
            Some("cloud") => lang.pick("クラウド", "cloud"),
            Some(_) => lang.pick("院内設置", "on-premises"),
        };
        format!("{} → {} ({service})", title(&one.duty), lang.pick(one.holder.ja(), one.holder.id()))
    });
    part("担い手の定め", "Required holders", required.collect());
    part("指針", "Guidelines", pack.guidelines.iter().map(|one| one.cited()).collect());
    let overrules = pack.overrules(below).into_iter().map(|one| one.ja);
    part(
        "組み込みの意味を変える・分け合うところ(来歴に載ります)",
        "Built-in meaning changed or shared (shown in 来歴)",
        overrules.collect(),
    );
    part("確かめた例", "Cases read", head.cases.iter().map(|case| case.name.clone()).collect());
    page
}
