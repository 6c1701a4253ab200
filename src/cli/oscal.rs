//! `hazama check --oscal`: the folder is looked at before anything is read, and written when all is known.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use clap::ArgMatches;
use hazama::case::{Fault, OUTPUT, output};
use hazama::catalogue::Catalogue;
use hazama::model::Report;
use hazama::report;

use super::options::OSCAL;

/// The folder that the user named, or none. `dir` is the case folder and `out` that of the other outputs.
pub(super) fn folder(matches: &ArgMatches, dir: &Path, out: &Path) -> Result<Option<PathBuf>, Vec<Fault>> {
    let Some(folder) = matches.get_one::<OsString>(OSCAL.name).map(PathBuf::from) else { return Ok(None) };
    let is_json = folder.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if folder.is_file() || (is_json && !folder.is_dir()) {
        return Err(vec![Fault::new(
            &folder,
            "--oscal には、ファイルではなくフォルダを指定してください。OSCALの文書を6つ書き出します。",
            "--oscal takes a folder, since OSCAL comes as six documents",
        )]);
    }
    let path = whole(&folder);
    let is_skipped = path.starts_with(whole(out)) || path.iter().any(|step| step == OUTPUT);
    if path.starts_with(whole(dir)) && !is_skipped {
        return Err(vec![Fault::new(
            &folder,
            format!(
                "案件フォルダの中に書くと、次に文書として読まれます。--oscal {OUTPUT}/oscal のように、ほかの場所を指定してください。"
            ),
            format!(
                "inside the case folder it would be read as papers next time; name another place, such as {OUTPUT}/oscal"
            ),
        )]);
    }
    Ok(Some(folder))
}

/// Writes the documents.
pub(super) fn write(report: &Report, catalogue: &Catalogue, folder: &Path, inputs: &[PathBuf]) -> Result<(), Fault> {
    output::make_folder(folder)?;
    let documents: Vec<(PathBuf, String)> =
        report::oscal::documents(report, catalogue).into_iter().map(|(name, text)| (folder.join(name), text)).collect();
    for (path, _) in &documents {
        output::guard(path, inputs)?;
    }
    for (path, text) in &documents {
        output::write(path, text.as_bytes())?;
    }
    Ok(())
}

/// A path from the root, links followed as far as it is there already.
fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut there = path.as_path();
    let mut rest = Vec::new();
    loop {
        if let Ok(mut found) = std::fs::canonicalize(there) {
            for step in rest.into_iter().rev() {
                match step {
                    Component::ParentDir => {
                        found.pop();
                    }
                    step => found.push(step),
                }
            }
            return found;
        }
        let (Some(above), Some(last)) = (there.parent(), there.components().next_back()) else { return path };
        rest.push(last);
        there = above;
    }
}
