//! `hazama new`: starting points in a user's format. Out: a case folder, rules, a role table or an annex to a contract. No file that is
//! there is ever written over.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{Fault, MANIFEST, output};
use hazama::catalogue::Catalogue;
use hazama::model::{Date, Report};
use hazama::report::skeletons::{self, Head};

use super::screen::Screen;
use super::{Done, begin, operand, pack};

/// `hazama new case`: a folder with its manifest, README and a folder for each sort of paper.
pub(super) fn case(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let dir = Path::new(operand(matches, "DIR"));
    let one = |fault| vec![fault];
    let manifest = dir.join(MANIFEST);
    if dir.is_file() {
        return Err(one(Fault::new(
            dir,
            "同じ名前のファイルがあるため、案件フォルダを作れません。別の名前を指定してください。",
            "a file of this name is in the way; name another folder",
        )));
    }
    if manifest.symlink_metadata().is_ok() {
        return Err(one(Fault::new(
            manifest,
            "すでに案件フォルダがあるため、何も書きませんでした。別の名前を指定してください。",
            "there is a case folder already, so nothing was written; name another folder",
        )));
    }
    output::make_folder(dir).map_err(one)?;
    for folder in skeletons::FOLDERS {
        output::make_folder(&dir.join(folder)).map_err(one)?;
    }
    output::write(&manifest, skeletons::MANIFEST.as_bytes()).map_err(one)?;
    let mut written = vec![manifest];
    let readme = dir.join("README.md");
    if readme.symlink_metadata().is_err() {
        output::write(&readme, skeletons::README.as_bytes()).map_err(one)?;
        written.push(readme);
    }
    tell(&written, screen);
    say(
        screen,
        "文書を入れてから hazama check をこのフォルダに使ってください。",
        "Put the papers into it, then run hazama check on it.",
    );
    Ok(Done::Well)
}

/// `hazama new rules`.
pub(super) fn rules(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let start = start(matches, screen)?;
    let hospital = start.report.as_ref().and_then(|report| report.plan.hospital.name.clone());
    let head = Head { hospital, ..Head::default() };
    let bytes = skeletons::rules(&start.catalogue, &head, start.day).map_err(|error| failed(&error))?;
    let written = [start.fresh("運用管理規程_ひな形", "docx", &bytes)?];
    tell(&written, screen);
    say(
        screen,
        "〔　〕に職名を入れ、【　】の例を書き換えてください。それまでは、どの担当も「協議・未定」として読まれます。",
        "Write posts into 〔　〕 and go over the examples in 【　】; until then every duty reads as left open.",
    );
    Ok(Done::Well)
}

/// `hazama new role-table`: one a system of the case, else one.
pub(super) fn role_table(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let start = start(matches, screen)?;
    let heads = match &start.report {
        Some(report) => report.plan.systems.iter().map(|system| Head::of(&report.plan, system)).collect(),
        None => vec![Head::default()],
    };
    let mut written = Vec::new();
    for head in heads {
        let bytes = skeletons::role_table(&start.catalogue, &head, start.day).map_err(|error| failed(&error))?;
        written.push(start.fresh(&named("役割分担確認表", head.system.as_deref()), "xlsx", &bytes)?);
    }
    tell(&written, screen);
    say(
        screen,
        "黄色の欄を記入して、案件フォルダに入れてください。",
        "Fill in the yellow columns and put it into the case folder.",
    );
    Ok(Done::Well)
}

/// `hazama new contract-annex`: one a system of the case, filled in from its verdicts; else one that is blank.
pub(super) fn contract_annex(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let start = start(matches, screen)?;
    let mut written = Vec::new();
    let mut open = 0;
    for annex in skeletons::annexes(&start.catalogue, start.report.as_ref()) {
        let name = named("役割分担表", annex.system());
        let docx = annex.docx(start.day).map_err(|error| failed(&error))?;
        let xlsx = annex.xlsx(start.day).map_err(|error| failed(&error))?;
        written.push(start.fresh(&name, "docx", &docx)?);
        written.push(start.fresh(&name, "xlsx", &xlsx)?);
        open += annex.open();
    }
    tell(&written, screen);
    say(
        screen,
        &format!(
            "担当が「〔協議〕」の {open} 件を、甲・乙のどちらが行うか決めて書き換えてください。Word と Excel の中身は同じなので、\
             契約に付けるのはどちらか1つです。"
        ),
        &format!(
            "{open} duties are left as 〔協議〕: settle them with the other party. Word and Excel hold the same; attach one of them."
        ),
    );
    Ok(Done::Well)
}

/// What a starting point is made of.
struct Start {
    catalogue: Catalogue,
    /// The case that the user named, judged; none where no folder was named.
    report: Option<Report>,
    day: Date,
    out: PathBuf,
}

fn start(matches: &ArgMatches, screen: &Screen) -> Result<Start, Vec<Fault>> {
    if operand(matches, "DIR").is_empty() {
        let choices = begin::choices(matches)?;
        let day = choices.as_of.unwrap_or(choices.today);
        return Ok(Start { catalogue: pack::catalogue(matches)?, report: None, day, out: choices.out });
    }
    let judged = begin::judged(matches, screen)?;
    let day = judged.report.plan.as_of;
    Ok(Start { catalogue: judged.catalogue, report: Some(judged.report), day, out: judged.choices.out })
}

impl Start {
    /// Writes a file under the first name that is free: `NAME.docx`, `NAME-2.docx` and so on.
    fn fresh(&self, stem: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, Vec<Fault>> {
        let one = |fault| vec![fault];
        output::make_folder(&self.out).map_err(one)?;
        let name = |number: usize| match number {
            1 => self.out.join(format!("{stem}.{ending}")),
            _ => self.out.join(format!("{stem}-{number}.{ending}")),
        };
        // the same once more is no second file
        let is_here = |path: &PathBuf| fs::read(path).is_ok_and(|there| there == bytes);
        let free = |path: &PathBuf| path.symlink_metadata().is_err();
        let path = (1..).map(name).find(|path| free(path) || is_here(path)).unwrap_or_else(|| name(1));
        if free(&path) {
            output::write(&path, bytes).map_err(one)?;
        }
        Ok(path)
    }
}

/// The name of a file, with the system's where it is of one.
fn named(name: &str, system: Option<&str>) -> String {
    system.map_or_else(|| format!("{name}_ひな形"), |system| format!("{name}_{}", output::safe(system)))
}

fn failed(error: &dyn std::fmt::Display) -> Vec<Fault> {
    let (ja, en) = (format!("書き出せませんでした({error})。"), format!("could not be put together ({error})"));
    vec![Fault::new("", ja, en)]
}

fn tell(written: &[PathBuf], screen: &Screen) {
    if !screen.quiet {
        screen.say(screen.lang.pick("■ 書き出したもの", "■ Written"));
        for path in written {
            screen.say(&format!("  {}", path.display()));
        }
    }
}

fn say(screen: &Screen, ja: &str, en: &str) {
    if !screen.quiet {
        screen.say(screen.lang.pick(ja, en));
    }
}
