//! `hazama fill`: a case folder in, copies of its role tables with proposed answers and a list of what was filled in and why out.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{self, Fault, output};
use hazama::catalogue::Catalogue;
use hazama::model::{Kind, Report};
use hazama::report;
use hazama::report::fill::{self, Filled, What};

use super::screen::Screen;
use super::{Done, begin, operand};

/// The list's name without its ending.
const LIST: &str = "記入案の一覧";

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let dir = Path::new(operand(matches, "DIR"));
    let choices = begin::choices(matches)?;
    let (case, catalogue) = begin::open(matches, dir, &choices)?;
    let report = begin::judge(&case, &catalogue, screen)?;
    case::refuse_the_unread(&report, dir)?;
    let filled = fill::fill(&report, &case.papers, &catalogue);
    if filled.is_empty() {
        return Err(vec![none(&report, dir)]);
    }
    let one = |fault| vec![fault];
    output::make_folder(&choices.out).map_err(one)?;
    let inputs = begin::inputs(&report, dir);
    let written = write(&filled, &report, &catalogue, &choices.out, &inputs).map_err(one)?;
    if !screen.quiet {
        for table in &filled {
            let count = |what| table.rows.iter().filter(|row| row.what == what).count();
            let [new, old, open, hand] = [What::Filled, What::Answered, What::Open, What::ByHand].map(count);
            let path = &table.document.path;
            screen.say(&screen.lang.pick(
                format!("{path}: 「はい」と記入 {new} 行、記入済み {old} 行、記入せず {open} 行、手で記入 {hand} 行"),
                format!(
                    "{path}: {new} rows filled in, {old} had an answer, {open} left open, {hand} to be marked by hand"
                ),
            ));
        }
        screen.say(screen.lang.pick("■ 書き出したもの", "■ Written"));
        for path in written {
            screen.say(&format!("  {}", path.display()));
        }
    }
    Ok(Done::Well)
}

fn write(
    filled: &[Filled],
    report: &Report,
    catalogue: &Catalogue,
    out: &Path,
    inputs: &[PathBuf],
) -> Result<Vec<PathBuf>, Fault> {
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let mut stems: Vec<String> = Vec::new();
    for table in filled {
        let Some(bytes) = &table.bytes else { continue };
        let (stem, ending) = named(&table.document.path, &stems);
        files.push((output::free_path_of(out, &stem, &ending, bytes), bytes.clone()));
        stems.push(stem);
    }
    let list = report::xlsx::fillings(filled, report, catalogue).map_err(|error| {
        let path = out.join(format!("{LIST}.xlsx"));
        Fault::new(&path, error.to_string(), format!("the workbook could not be put together ({error})"))
    })?;
    files.push((output::free_path(out, LIST, &list), list));
    for (path, bytes) in &files {
        output::guard(path, inputs)?;
        output::write_workbook(path, bytes, false)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// The copy's name and ending: the form's own name, with its folder before it where another form has that name.
fn named(path: &str, taken: &[String]) -> (String, String) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "xlsx"));
    let short = output::safe(&format!("{stem}_記入案"));
    if !taken.contains(&short) {
        return (short, ending.to_owned());
    }
    let long = path.rsplit_once('.').map_or(path, |(stem, _)| stem).replace('/', "_");
    (output::safe(&format!("{long}_記入案")), ending.to_owned())
}

/// There is no role table that can be filled in.
fn none(report: &Report, dir: &Path) -> Fault {
    match report.documents.iter().find(|document| document.kind == Kind::RoleTable) {
        Some(document) => Fault::new(
            dir.join(&document.path),
            "記入できる役割分担確認表は Excel(xlsx、xlsm)だけです。Excelで xlsx 形式に保存し直してください。",
            "only role tables in xlsx or xlsm can be filled in; save it as xlsx",
        ),
        None => Fault::new(
            dir,
            "役割分担確認表がありません。記入する様式(xlsx)を案件フォルダに入れてください。",
            "there is no role table; put the form (xlsx) into the case folder",
        ),
    }
}
