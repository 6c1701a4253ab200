//! Walks a case folder. Out: the papers in the order of their paths, whatever order the file system lists them in,
//! and the files that were set aside with the reason.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::fault::{self, Fault};
use super::{MANIFEST, OUTPUT};
use crate::model::Paper;

/// A larger file is not read. Papers of this trade stay far below.
const LARGEST: u64 = 200 * 1024 * 1024;

/// A file that is there and was not handed on as a paper.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aside {
    /// Path inside the case folder, with `/`.
    pub path: String,
    /// Why, in one sentence for a clerk.
    pub reason: String,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub papers: Vec<Paper>,
    pub asides: Vec<Aside>,
    /// Where the manifest lies, if there is one.
    pub manifest: Option<PathBuf>,
}

impl Folder {
    /// Paths of all files that a manifest may name.
    pub fn paths(&self) -> Vec<&str> {
        let papers = self.papers.iter().map(|paper| paper.path.as_str());
        papers.chain(self.asides.iter().map(|aside| aside.path.as_str())).collect()
    }
}

/// Reads every paper below `dir`, except below `out`.
pub(super) fn walk(dir: &Path, out: &Path) -> Result<Folder, Vec<Fault>> {
    match fs::metadata(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(vec![Fault::new(
                dir,
                "このフォルダはありません。フォルダ名を確かめてください。",
                "there is no such folder; check its name",
            )]);
        }
        Err(error) => return Err(vec![fault::refused(dir, &error)]),
        Ok(found) if !found.is_dir() => {
            return Err(vec![Fault::new(
                dir,
                "フォルダではなくファイルです。文書を入れたフォルダを指定してください(1つの文書を見るには hazama read を使います)。",
                "this is a file, not a folder; name the folder of papers (hazama read shows a single paper)",
            )]);
        }
        Ok(_) => {}
    }
    let mut walk = Walk { out: fs::canonicalize(out).ok(), found: Folder::default() };
    let entries = entries(dir).map_err(|error| vec![fault::refused(dir, &error)])?;
    walk.enter(entries, "");
    walk.found.papers.sort_by(|left, right| left.path.cmp(&right.path));
    walk.found.asides.sort();
    Ok(walk.found)
}

/// Reads one paper that stands alone.
pub(super) fn single(file: &Path) -> Result<Paper, Fault> {
    let found = fs::metadata(file).map_err(|error| fault::refused(file, &error))?;
    if found.is_dir() {
        return Err(Fault::new(
            file,
            "ファイルではなくフォルダです。文書のファイルを指定してください(フォルダ全体を調べるには hazama check を使います)。",
            "this is a folder, not a paper; name a file (hazama check looks at a whole folder)",
        ));
    }
    if found.len() > LARGEST {
        return Err(Fault::new(
            file,
            "200 MBを超えるため読めません。必要な部分だけのファイルにしてください。",
            "larger than 200 MB; make a file of the part that matters",
        ));
    }
    let bytes = fs::read(file).map_err(|error| fault::refused(file, &error))?;
    let name = file.file_name().map(composed).unwrap_or_default();
    Ok(Paper { path: name, bytes })
}

struct Walk {
    out: Option<PathBuf>,
    found: Folder,
}

impl Walk {
    fn enter(&mut self, entries: Vec<fs::DirEntry>, above: &str) {
        for entry in entries {
            let name = composed(&entry.file_name());
            if is_litter(&name) {
                continue;
            }
            let path = if above.is_empty() { name.clone() } else { format!("{above}/{name}") };
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => {
                    self.set_aside(
                        path,
                        "リンク(別の場所への参照)のため読みませんでした。実物のファイルを入れてください。",
                    );
                }
                Ok(kind) if kind.is_dir() => self.enter_folder(&entry.path(), &name, path),
                Ok(_) => self.take(&entry.path(), &name, path),
                Err(error) => self.set_aside(path, fault::refused(&entry.path(), &error).ja),
            }
        }
    }

    fn enter_folder(&mut self, place: &Path, name: &str, path: String) {
        if name == OUTPUT || (self.out.is_some() && fs::canonicalize(place).ok() == self.out) {
            return;
        }
        match entries(place) {
            Ok(entries) => self.enter(entries, &path),
            Err(error) => self.set_aside(path, fault::refused(place, &error).ja),
        }
    }

    fn take(&mut self, place: &Path, name: &str, path: String) {
        if path == MANIFEST {
            self.found.manifest = Some(place.to_owned());
            return;
        }
        if name.to_lowercase().starts_with("readme") {
            return self.set_aside(path, "案件の説明とみなし、読みませんでした。");
        }
        match fs::metadata(place) {
            Ok(found) if found.len() > LARGEST => {
                self.set_aside(path, "200 MBを超えるため読みませんでした。必要な部分だけのファイルにしてください。");
            }
            _ => match fs::read(place) {
                Ok(bytes) => self.found.papers.push(Paper { path, bytes }),
                Err(error) => self.set_aside(path, fault::refused(place, &error).ja),
            },
        }
    }

    fn set_aside(&mut self, path: String, reason: impl Into<String>) {
        self.found.asides.push(Aside { path, reason: reason.into() });
    }
}

fn entries(dir: &Path) -> std::io::Result<Vec<fs::DirEntry>> {
    fs::read_dir(dir)?.collect()
}

/// A file name in composed letters. A Mac stores names decomposed (`か` + `゛`), and an archive unpacked on Linux may
/// leave them in Shift_JIS.
fn composed(raw: &OsStr) -> String {
    let name = match raw.to_str() {
        Some(name) => name.to_owned(),
        None => {
            match encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(raw.as_encoded_bytes()) {
                Some(name) => name.into_owned(),
                None => raw.to_string_lossy().into_owned(),
            }
        }
    };
    name.nfc().collect()
}

/// Files that programs leave behind and nobody means to hand in.
fn is_litter(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}
