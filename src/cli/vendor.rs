//! `hazama check --for-vendor`: a workbook that can be sent to one vendor, and nothing else.

use std::path::Path;

use clap::ArgMatches;
use hazama::case::{Fault, nearest, output};
use hazama::catalogue::Catalogue;
use hazama::model::{Plan, Report, Vendor};
use hazama::report::tables::Tables;
use hazama::report::tables::vendor::{Extract, extract};
use hazama::report::{self, width};

use super::options::{FOR_VENDOR, JSON, OSCAL, Opt};
use super::screen::Screen;
use super::{begin, choice, fault};

/// The name in the files' names where no paper names the vendor.
pub(super) const NOBODY: &str = "事業者";

/// Stops where the whole report is asked for beside the extract.
pub(super) fn refuse_the_whole(matches: &ArgMatches) -> Result<(), Vec<Fault>> {
    let named = [&JSON, &OSCAL].into_iter().map(|option| option.name).find(|name| matches.contains_id(name));
    let Some(name) = named.filter(|_| choice(matches, &FOR_VENDOR).is_some()) else { return Ok(()) };
    Err(fault(
        format!(
            "--for-vendor と --{name} は一緒に使えません。--for-vendor は、その事業者に渡せるブックだけを書き出します。"
        ),
        format!("--for-vendor and --{name} do not go together: the former writes nothing but what that vendor may see"),
    ))
}

/// Writes the extract for the vendor that the user named.
pub(super) fn write(
    wanted: &str,
    report: &Report,
    catalogue: &Catalogue,
    (dir, out): (&Path, &Path),
    screen: &Screen,
) -> Result<(), Vec<Fault>> {
    let vendor = known(&FOR_VENDOR, wanted, &report.plan)?;
    let tables = Tables::new(report, catalogue);
    let Some(extract) = extract(&tables, vendor) else {
        return Err(fault(
            format!(
                "事業者「{}」のシステムがありません。hazama.toml の [[system]] に vendor を書いてください。",
                vendor.id
            ),
            format!("no system is that of the vendor {}; name it in [[system]] of hazama.toml", vendor.id),
        ));
    };
    let stem = format!("抜粋_{}", output::safe(&vendor.name));
    let bytes = report::xlsx::vendor(&extract, &report.plan).map_err(|error| {
        let path = out.join(format!("{stem}.xlsx"));
        vec![Fault::new(&path, error.to_string(), format!("the workbook could not be put together ({error})"))]
    })?;
    let one = |fault| vec![fault];
    output::make_folder(out).map_err(one)?;
    let path = output::free_path(out, &stem, &bytes);
    output::guard(&path, &begin::inputs(report, dir)).map_err(one)?;
    output::write_workbook(&path, &bytes, false).map_err(one)?;
    if !screen.quiet {
        tell(&extract, &path, screen);
    }
    Ok(())
}

/// Says what was written, and what a person should look at before it is sent.
fn tell(extract: &Extract, path: &Path, screen: &Screen) {
    let say = |text: &str| screen.say(&width::wrap(text, screen.columns).join("\n"));
    let (open, asked) = (extract.open, extract.asked.questions.len());
    screen.say(screen.lang.pick("■ 書き出したもの", "■ Written"));
    let counts = screen
        .lang
        .pick(format!("要対応 {open} 件、質問 {asked} 件"), format!("{open} duties to settle, {asked} questions"));
    screen.say(&format!("  {} ({counts})", path.display()));
    let comma = screen.lang.pick("、", ", ");
    let quoted = extract.quoted.join(comma);
    say(&screen.lang.pick(
        format!("送る前に、中を確かめてください。引用した文書: {quoted}"),
        format!("Look through it before you send it. Papers quoted: {quoted}"),
    ));
    if !extract.withheld.is_empty() {
        let withheld = extract.withheld.join(comma);
        say(&screen.lang.pick(
            format!("この事業者のものと確かめられないため、引用しなかった文書: {withheld}(引用するには、hazama.toml の [[document]] に vendor を書いてください)"),
            format!("Not quoted, since it is not plain that they are that vendor's: {withheld} (name the vendor in [[document]] of hazama.toml)"),
        ));
    }
}

/// The vendor of that id or name, or a fault that lists those that are there.
pub(super) fn known<'a>(option: &Opt, wanted: &str, plan: &'a Plan) -> Result<&'a Vendor, Vec<Fault>> {
    let vendors = &plan.vendors;
    if let Some(vendor) = vendors.iter().find(|vendor| vendor.id == wanted || vendor.name == wanted) {
        return Ok(vendor);
    }
    let name = option.name;
    let ids: Vec<&str> = vendors.iter().map(|vendor| vendor.id.as_str()).collect();
    if ids.is_empty() {
        return Err(fault(
            format!(
                "--{name} は使えません。この案件には事業者の名前がありません。hazama.toml に [[vendor]] を書いてください。"
            ),
            format!("--{name} cannot be used: this case names no vendor; write [[vendor]] into hazama.toml"),
        ));
    }
    let (list, names) = (ids.join("、"), ids.join(", "));
    let mut words = [
        format!("--{name} に「{wanted}」は使えません。この案件の事業者は {list} です。"),
        format!("--{name} cannot be {wanted}; the vendors of this case are {names}"),
    ];
    if let Some(meant) = nearest(wanted, ids) {
        words[0] += &format!("「{meant}」のことではありませんか。");
        words[1] += &format!("; did you mean {meant}?");
    }
    let [ja, en] = words;
    Err(fault(ja, en))
}
