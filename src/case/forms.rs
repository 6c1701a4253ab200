//! Edition files of forms on disk. In: files or folders, and the built-in editions. Out: how many were tested, or every fault with its
//! file, line and mend.

use std::fs;
use std::path::{Path, PathBuf};

use super::fault::{self, Fault};
use super::spans::Located;
use crate::catalogue::{Catalogue, FORM_FILES, FormEdition, layout_names};
use crate::forms::{clashes, try_cases};
use crate::schemas;

/// An edition file with the name under which faults show it.
struct File {
    path: PathBuf,
    id: String,
    text: String,
}

/// Tests the built-in editions and those of `paths`: schema, names, signs that no other edition has, cases. A file named like a built-in
/// edition stands in its place. Gives the number of editions and of cases.
///
/// # Errors
/// Every fault.
pub fn check(paths: &[PathBuf], catalogue: &Catalogue) -> Result<(usize, usize), Vec<Fault>> {
    let mut faults = Vec::new();
    let given = files(paths, &mut faults);
    let is_replaced = |id: &str| given.iter().any(|file| file.id == id);
    let builtin = FORM_FILES.iter().filter(|(id, _)| !is_replaced(id)).map(|(id, text)| File {
        path: PathBuf::from(format!("{id}.toml")),
        id: (*id).to_owned(),
        text: (*text).to_owned(),
    });
    let files: Vec<File> = builtin.chain(given.iter().map(File::clone)).collect();
    let mut editions: Vec<(&File, FormEdition)> = Vec::new();
    for file in &files {
        match read(file) {
            Ok(edition) => editions.push((file, edition)),
            Err(found) => faults.extend(found),
        }
    }
    let known = catalogue.clone().with_forms(editions.iter().map(|(_, edition)| edition.clone()).collect());
    for (at, (file, edition)) in editions.iter().enumerate() {
        for (other, _) in &editions[..at] {
            let earlier = &known.forms[editions.iter().position(|(file, _)| std::ptr::eq(*file, *other)).unwrap_or(at)];
            if let Some(sign) = clashes(edition, earlier) {
                faults.push(Fault::new(
                    &file.path,
                    format!(
                        "{sign}が「{}」と同じで、2つの版を見分けられません。どちらかのしるしを直してください。",
                        other.id
                    ),
                    format!("a sign is that of {} too ({sign}); mend one of them", other.id),
                ));
            }
        }
        for wrong in try_cases(edition, &known) {
            let line = line_of_case(&file.text, wrong.number);
            faults.push(Fault::new(&file.path, wrong.ja, wrong.en).at(line));
        }
    }
    let cases = known.forms.iter().map(|edition| edition.cases.len()).sum();
    if faults.is_empty() { Ok((editions.len(), cases)) } else { Err(faults) }
}

impl File {
    fn clone(&self) -> File {
        File { path: self.path.clone(), id: self.id.clone(), text: self.text.clone() }
    }
}

/// The edition files below those paths, in their order; folders are not entered below the first.
fn files(paths: &[PathBuf], faults: &mut Vec<Fault>) -> Vec<File> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside: Vec<PathBuf> = match fs::read_dir(path) {
                Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
                Err(error) => {
                    faults.push(fault::refused(path, &error));
                    continue;
                }
            };
            inside.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
            inside.sort();
            if inside.is_empty() {
                faults.push(Fault::new(
                    path,
                    "版の定義(*.toml)がありません。ファイルのあるフォルダを指定してください。",
                    "there are no edition files (*.toml) in this folder",
                ));
            }
            files.extend(inside.iter().filter_map(|path| file(path, faults)));
        } else {
            files.extend(file(path, faults));
        }
    }
    files
}

fn file(path: &Path, faults: &mut Vec<Fault>) -> Option<File> {
    let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => return Some(File { path: path.to_owned(), id, text }),
            Err(_) => faults.push(Fault::new(
                path,
                "文字コードがUTF-8ではありません。UTF-8で保存し直してください。",
                "this file is not UTF-8; save it again as UTF-8",
            )),
        },
        Err(error) => faults.push(fault::refused(path, &error)),
    }
    None
}

fn read(file: &File) -> Result<FormEdition, Vec<Fault>> {
    let located = Located::parse(&file.text).map_err(|(line, reason)| {
        let ja = format!("TOMLの書き方になっていません({reason})。引用符とかっこの閉じ忘れを直してください。");
        vec![Fault::new(&file.path, ja, format!("this is not TOML ({reason})")).at(Some(line))]
    })?;
    let mistakes = schemas::mistakes(schemas::FORM, &located.value);
    if !mistakes.is_empty() {
        let fault = |mistake: schemas::Mistake| {
            Fault::new(&file.path, mistake.ja, mistake.en).at(located.line(&mistake.pointer))
        };
        return Err(mistakes.into_iter().map(fault).collect());
    }
    let edition = FormEdition::parse(&file.id, &file.text).map_err(|reason| {
        let (ja, pointer) = match reason.as_str() {
            reason if reason.starts_with("unknown layout") => {
                (format!("layout には {} のどれかを書いてください。", layout_names().join("、")), "/layout")
            }
            reason if reason.starts_with("references") => {
                ("references が正規表現として読めません。書き方を直してください。".to_owned(), "/references")
            }
            reason if reason.starts_with("since") => {
                ("since は 2024-09 のように年と月を書いてください。".to_owned(), "/since")
            }
            reason => (format!("読み取れませんでした({reason})。書き方を直してください。"), ""),
        };
        vec![Fault::new(&file.path, ja, reason).at(located.line(pointer))]
    })?;
    let name = format!("{}-{}", edition.kind.id(), edition.edition.to_lowercase());
    if edition.id != name {
        return Err(vec![Fault::new(
            &file.path,
            format!("ファイルの名前が kind と edition に合いません。{name}.toml に直してください。"),
            format!("the file's name does not fit kind and edition; name it {name}.toml"),
        )]);
    }
    Ok(edition)
}

/// The line of the case of that number, from 0.
fn line_of_case(text: &str, number: usize) -> Option<usize> {
    let heads = text.lines().enumerate().filter(|(_, line)| line.trim() == "[[case]]");
    heads.map(|(at, _)| at + 1).nth(number)
}
