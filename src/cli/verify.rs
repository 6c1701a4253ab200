//! `hazama verify`: a result and a case folder in; what differs between what the result says it was made from and what is there now,
//! and between what it says and what comes out now, out.

mod again;

use std::collections::BTreeMap;
use std::path::Path;

use clap::ArgMatches;
use hazama::case::{self, Book, Choices, Fault, KEPT};
use hazama::catalogue::Catalogue;
use hazama::model::{Date, Guideline};
use hazama::read;
use hazama::review::Origin;
use hazama::text::hex;
use sha2::{Digest, Sha256};

use super::screen::Screen;
use super::{Done, begin, decisions, fault, operands, pack};
use again::Said;

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let named = operands(matches, "FILES");
    let [file, dir] = named.as_slice() else {
        return Err(fault(
            "結果のファイルと案件フォルダを、この順に1つずつ指定してください。例: hazama verify hazama-report/report.json 案件",
            "name the result, then the case folder: hazama verify hazama-report/report.json CASE",
        ));
    };
    let catalogue = pack::catalogue(matches)?;
    let (then, said) = result(file, &catalogue)?;
    let guideline = Guideline::ALL.into_iter().find(|one| one.id() == then.guideline);
    let chosen = (begin::as_of(matches)?, begin::guideline(matches));
    // what the user does not name is taken from the result: a manifest that says otherwise now has another hash
    let choices = Choices {
        today: begin::today(),
        as_of: chosen.0.or_else(|| Date::iso(&then.as_of)),
        guideline: chosen.1.or(guideline),
        out: file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned(),
    };
    let mut case = case::open(dir, &choices)?;
    // what serves the run in another way is no paper
    let book = decisions::find_there(dir, &mut case, &choices.out, &screen.hushed())?;
    case.leave_out(dir, file);
    let forms: Vec<&String> = then.forms.values().collect();
    case.papers.retain(|paper| {
        then.documents.contains_key(&paper.path) || !forms.contains(&&hex(&Sha256::digest(&paper.bytes)))
    });
    let now = Origin::now(&case.papers, &case.plan, &catalogue);
    let mut lines = differences(&then, &now, screen);
    let written = book.and_then(|Book { decisions, .. }| decisions.ok()).unwrap_or_default();
    lines.extend(again::differences(&said, &case, written, (dir, &catalogue, screen)));
    let same = then.documents.iter().filter(|(path, sum)| now.documents.get(*path) == Some(sum)).count();
    if lines.is_empty() {
        screen.say(&screen.lang.pick(
            format!("{}: 文書 {same} 件、設定、訂正と記入、パック、プログラムとも、結果を作ったときと同じです。判定し直した状態も同じです。", file.display()),
            format!("{}: {same} papers, manifest, corrections and entries, packs and program are as they were when it was made; judged again, all states are the same", file.display()),
        ));
        return Ok(Done::Well);
    }
    screen.say(&screen.lang.pick(
        format!(
            "{}: 結果を作ったときと違うところが {} か所あります(同じ文書 {same} 件)。",
            file.display(),
            lines.len()
        ),
        format!("{}: {} differences from when it was made ({same} papers are the same)", file.display(), lines.len()),
    ));
    screen.say(&lines.iter().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n"));
    Ok(Done::Alarmed)
}

/// What a result says it was made from, and what it says.
fn result(file: &Path, catalogue: &Catalogue) -> Result<(Origin, Said), Vec<Fault>> {
    let paper = case::paper(file)?;
    let read = match paper.bytes.trim_ascii_start().starts_with(b"{") {
        true => Origin::of_json(&paper.bytes).map(|origin| (origin, Said::of_json(&paper))),
        false => {
            let source = read::source(&paper);
            let said = || Said::of_workbook(&paper.path, &source, catalogue);
            Origin::of_workbook(&source).map(|origin| (origin, said()))
        }
    };
    read.map_err(|[ja, en]| vec![Fault::new(file, ja, en)])
}

/// One line for each difference.
fn differences(then: &Origin, now: &Origin, screen: &Screen) -> Vec<String> {
    let lang = screen.lang;
    let mut lines = Vec::new();
    for (ja, en, was, is) in [
        ("プログラム", "program", &then.version, &now.version),
        ("判定日", "day of review", &then.as_of, &now.as_of),
        ("ガイドラインの版", "guideline", &then.guideline, &now.guideline),
    ] {
        if was != is {
            lines.push(lang.pick(format!("{ja}: {was} → いまは {is}"), format!("{en}: {was}, now {is}")));
        }
    }
    match (&then.manifest, now.manifest.as_ref().and_then(Option::as_ref)) {
        (None, _) => lines.push(lang.pick(
            "hazama.toml: 結果にハッシュ値がないため、確かめられません".to_owned(),
            "hazama.toml: the result keeps no hash of it, so that it cannot be told".to_owned(),
        )),
        (Some(was), is) => {
            let list =
                |sum: Option<&String>| sum.map(|sum| ("hazama.toml".to_owned(), sum.clone())).into_iter().collect();
            lines.extend(of_lists(&list(was.as_ref()), &list(is), ["", ""], screen));
        }
    }
    let list = |sum: &Option<String>| sum.iter().map(|sum| (KEPT.to_owned(), sum.clone())).collect();
    lines.extend(of_lists(&list(&then.kept), &list(&now.kept), ["", ""], screen));
    lines.extend(of_lists(&then.packs, &now.packs, ["パック ", "pack "], screen));
    lines.extend(of_lists(&then.documents, &now.documents, ["", ""], screen));
    lines
}

/// One line for each thing that is gone, new or changed.
fn of_lists(
    then: &BTreeMap<String, String>,
    now: &BTreeMap<String, String>,
    sort: [&str; 2],
    screen: &Screen,
) -> Vec<String> {
    let lang = screen.lang;
    let mut names: Vec<&String> = then.keys().chain(now.keys()).collect();
    names.sort();
    names.dedup();
    let line = |name: &String| {
        let [ja, en] = match (then.get(name), now.get(name)) {
            (Some(was), Some(is)) if was == is => return None,
            (Some(_), Some(_)) => ["内容が違います", "its content differs"],
            (Some(_), None) => ["いまはありません", "is not there now"],
            _ => ["結果を作ったときにはありませんでした", "was not there then"],
        };
        Some(lang.pick(format!("{}{name}: {ja}", sort[0]), format!("{}{name}: {en}", sort[1])))
    };
    names.into_iter().filter_map(line).collect()
}
