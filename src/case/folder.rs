//! Walks a case folder, or a zip archive that stands for one. Out: the papers in the order of their paths, whatever order
//! the file system lists them in, and the files that were set aside with the reason.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::fault::{self, Fault};
use super::{KEPT, LAST, MANIFEST, OUTPUT};
use crate::model::Paper;
use crate::read::{Packed, unpacked};
use crate::text::name::name_of;

/// Bytes of the largest file that is read. Papers of this trade stay far below.
pub const LARGEST: u64 = 200 * 1024 * 1024;
/// Once so much was taken in, further files are not read.
const ALTOGETHER: usize = 2 * 1024 * 1024 * 1024;

const TOO_LARGE: &str = "200 MBを超えるため読みませんでした。必要な部分だけのファイルにしてください。";

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
    /// Where the manifest lies, and its bytes, if there is one.
    pub manifest: Option<(PathBuf, Vec<u8>)>,
    /// Where what people said on the local page lies, and its bytes, if there is such a file.
    pub kept: Option<(PathBuf, Vec<u8>)>,
}

impl Folder {
    /// Paths of all files that a manifest may name.
    pub fn paths(&self) -> Vec<&str> {
        let papers = self.papers.iter().map(|paper| paper.path.as_str());
        papers.chain(self.asides.iter().map(|aside| aside.path.as_str())).collect()
    }
}

/// Reads every paper below `dir`, except below `out`. `dir` may be a zip archive.
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
        Ok(found) if found.is_file() => return archive(dir),
        Ok(found) if !found.is_dir() => return Err(vec![no_folder(dir)]),
        Ok(_) => {}
    }
    let mut walk = Walk { out: fs::canonicalize(out).ok(), found: Folder::default(), taken: 0, fault: None };
    let entries = entries(dir).map_err(|error| vec![fault::refused(dir, &error)])?;
    walk.enter(entries, "");
    walk.done()
}

fn no_folder(dir: &Path) -> Fault {
    Fault::new(
        dir,
        "フォルダではなくファイルです。文書を入れたフォルダを指定してください(1つの文書を見るには hazama read を使います)。",
        "this is a file, not a folder; name the folder of papers (hazama read shows a single paper)",
    )
}

/// Reads every paper of a zip archive, as if it had been unpacked.
fn archive(file: &Path) -> Result<Folder, Vec<Fault>> {
    let bytes = bytes_of(file).map_err(|error| vec![fault::refused(file, &error)])?;
    let bytes = bytes.unwrap_or_default();
    let Some(mut all) = unpacked(&bytes, is_wanted) else {
        let name = file.file_name().map(composed).unwrap_or_default();
        let is_meant = name.to_lowercase().ends_with(".zip");
        let source = crate::read::source(&Paper { path: name, bytes });
        // Whoever names an archive means one, even if nothing of it came or a program of another sort packed it.
        let is_archive = source.container == "zip" || is_meant && ["empty", "archive"].contains(&source.container);
        let notice = source.notices.first().filter(|_| is_archive);
        return Err(vec![notice.map_or_else(
            || no_folder(file),
            |notice| Fault::new(file, &notice.message, "this archive cannot be opened; ask for it again"),
        )]);
    };
    // An archive mostly holds the folder, not what lies in it.
    let top = all.first().and_then(|first| first.path.split_once('/')).map(|(top, _)| format!("{top}/"));
    if let Some(top) = top.filter(|top| all.iter().all(|packed| packed.path.starts_with(top.as_str()))) {
        all.iter_mut().for_each(|packed| packed.path = packed.path.split_off(top.len()));
    }
    let mut walk = Walk { out: None, found: Folder::default(), taken: 0, fault: None };
    for Packed { path, bytes } in all {
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        match bytes {
            Ok(bytes) => walk.paper(&file.join(&path), &name, path, bytes),
            Err(reason) => walk.set_aside(path, reason),
        }
    }
    walk.done()
}

/// Takes files that were handed in with their paths, as if they lay in a folder.
pub(super) fn handed(label: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Folder, Vec<Fault>> {
    let mut walk = Walk { out: None, found: Folder::default(), taken: 0, fault: None };
    for (path, bytes) in files {
        let path = name_of(path.trim_start_matches("./").as_bytes());
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        if name.is_empty() || !is_wanted(&path) {
            continue;
        }
        if bytes.len() as u64 > LARGEST {
            walk.set_aside(path, TOO_LARGE);
        } else {
            walk.paper(&label.join(&path), &name, path, bytes);
        }
    }
    walk.done()
}

/// A path inside an archive that a folder would show too.
fn is_wanted(path: &str) -> bool {
    !path
        .split('/')
        .any(|step| (is_litter(step) && step != "..") || step == "__MACOSX" || [OUTPUT, LAST].contains(&step))
}

/// The bytes of a file; none where there are too many of them, even if more come while it is read.
fn bytes_of(file: &Path) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGEST).then_some(bytes))
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
    if !found.is_file() {
        return Err(Fault::new(
            file,
            "文書のファイルではありません。文書のファイルを指定してください。",
            "this is no regular file; name the file of a paper",
        ));
    }
    let bytes = bytes_of(file).map_err(|error| fault::refused(file, &error))?;
    let Some(bytes) = bytes else {
        return Err(Fault::new(
            file,
            "200 MBを超えるため読めません。必要な部分だけのファイルにしてください。",
            "larger than 200 MB; make a file of the part that matters",
        ));
    };
    let name = file.file_name().map(composed).unwrap_or_default();
    Ok(Paper { path: name, bytes })
}

struct Walk {
    out: Option<PathBuf>,
    found: Folder,
    /// Bytes of the papers so far.
    taken: usize,
    /// Why the manifest cannot be read.
    fault: Option<Fault>,
}

impl Walk {
    /// What was found, in order.
    fn done(mut self) -> Result<Folder, Vec<Fault>> {
        if let Some(fault) = self.fault {
            return Err(vec![fault]);
        }
        let mut papers = std::mem::take(&mut self.found.papers);
        papers.sort_by(|left, right| left.path.cmp(&right.path).then_with(|| left.bytes.cmp(&right.bytes)));
        for paper in papers {
            if self.found.papers.last().is_some_and(|last| last.path == paper.path) {
                self.set_aside(paper.path, "同じ名前の文書がほかにもある(文字の合成や文字コードだけが違う)ため、読みませんでした。どちらかの名前を変えてください。");
            } else {
                self.found.papers.push(paper);
            }
        }
        self.found.asides.sort();
        Ok(self.found)
    }

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
                Ok(kind) if kind.is_file() => self.take(&entry.path(), &name, path),
                // A pipe would be waited for without end.
                Ok(_) => self.set_aside(
                    path,
                    "文書ではない特殊なファイル(パイプや装置など)のため読みませんでした。文書のファイルを入れてください。",
                ),
                Err(error) => self.set_aside(path, fault::refused(&entry.path(), &error).ja),
            }
        }
    }

    fn enter_folder(&mut self, place: &Path, name: &str, path: String) {
        if [OUTPUT, LAST].contains(&name) || (self.out.is_some() && fs::canonicalize(place).ok() == self.out) {
            return;
        }
        match entries(place) {
            Ok(entries) => self.enter(entries, &path),
            Err(error) => self.set_aside(path, fault::refused(place, &error).ja),
        }
    }

    fn take(&mut self, place: &Path, name: &str, path: String) {
        if path != MANIFEST && is_readme(name) {
            return self.set_aside(path, README);
        }
        match bytes_of(place) {
            Ok(Some(bytes)) => self.paper(place, name, path, bytes),
            Ok(None) => self.set_aside(path, TOO_LARGE),
            Err(error) if path == MANIFEST || path == KEPT => self.fault = Some(fault::refused(place, &error)),
            Err(error) => self.set_aside(path, fault::refused(place, &error).ja),
        }
    }

    /// Takes a file whose bytes are there.
    fn paper(&mut self, place: &Path, name: &str, path: String, bytes: Vec<u8>) {
        if path == MANIFEST {
            self.found.manifest = Some((place.to_owned(), bytes));
            return;
        }
        if path == KEPT {
            self.found.kept = Some((place.to_owned(), bytes));
            return;
        }
        if name == KEPT {
            return self.set_aside(path, "画面での記入の記録は、案件フォルダーの直下にあるものだけを使います。");
        }
        if is_readme(name) {
            return self.set_aside(path, README);
        }
        match unpacked(&bytes, is_wanted) {
            Some(all) if all.is_empty() => {
                self.set_aside(path, "圧縮ファイルの中に文書がありません。中身を確かめてください。")
            }
            Some(all) => all.into_iter().for_each(|packed| self.packed(&path, packed)),
            None => self.keep(path, bytes),
        }
    }

    /// Takes what lies in an archive that lies in the folder.
    fn packed(&mut self, archive: &str, packed: Packed) {
        let path = format!("{archive}/{}", packed.path);
        let name = packed.path.rsplit('/').next().unwrap_or_default();
        match packed.bytes {
            Err(reason) => self.set_aside(path, reason),
            Ok(_) if [MANIFEST, KEPT].contains(&name) => {
                self.set_aside(path, "圧縮ファイルの中の設定は使いません。案件フォルダーの直下に置いてください。")
            }
            Ok(_) if is_readme(name) => self.set_aside(path, README),
            Ok(bytes) => self.keep(path, bytes),
        }
    }

    fn keep(&mut self, path: String, bytes: Vec<u8>) {
        if self.taken.saturating_add(bytes.len()) > ALTOGETHER {
            return self
                .set_aside(path, "案件全体が2 GBを超えるため読みませんでした。不要なファイルを除いてください。");
        }
        self.taken += bytes.len();
        self.found.papers.push(Paper { path, bytes });
    }

    fn set_aside(&mut self, path: String, reason: impl Into<String>) {
        self.found.asides.push(Aside { path, reason: reason.into() });
    }
}

fn entries(dir: &Path) -> std::io::Result<Vec<fs::DirEntry>> {
    fs::read_dir(dir)?.collect()
}

/// A file name in composed letters that may be shown. A Mac stores names decomposed (`か` + `゛`), and an archive unpacked
/// on Linux may leave them in Shift_JIS.
fn composed(raw: &OsStr) -> String {
    name_of(raw.as_encoded_bytes())
}

const README: &str = "案件の説明とみなし、読みませんでした。";

fn is_readme(name: &str) -> bool {
    name.to_lowercase().starts_with("readme")
}

/// Files that programs leave behind and nobody means to hand in.
fn is_litter(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}
