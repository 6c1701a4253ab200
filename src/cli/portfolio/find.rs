//! Which folders are cases. In: a folder of many. Out: the cases below it in the order of their paths, and files that belong to none.
//!
//! A folder with a `hazama.toml` is a case, whatever lies below it. A folder without one is a case when papers lie directly in it and
//! no folder below it has a `hazama.toml`. A zip that lies directly in a folder which is no case is a case of its own. The folder
//! that the user names is never a case itself.

use std::fs;
use std::path::{Path, PathBuf};

use hazama::case::{Fault, MANIFEST, OUTPUT};
use hazama::text::name::name_of;

/// A case that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// What it is called: its path below the folder, with `/`, in letters that may be shown.
    pub name: String,
    /// Its path below the folder, as the file system has it.
    pub below: PathBuf,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Cases {
    pub cases: Vec<Found>,
    /// Files that lie beside cases and in none, folders that cannot be listed.
    pub left: Vec<String>,
}

/// Finds the cases below `dir`. Nothing below `out` is one.
pub(super) fn cases(dir: &Path, out: &Path) -> Result<Cases, Vec<Fault>> {
    if !dir.is_dir() {
        return Err(vec![Fault::new(
            dir,
            "フォルダがありません。案件のフォルダを並べて入れたフォルダを指定してください。",
            "there is no such folder; name the folder in which the case folders lie",
        )]);
    }
    let out = fs::canonicalize(out).ok();
    if out.is_some() && fs::canonicalize(dir).ok() == out {
        return Err(vec![Fault::new(
            dir,
            "案件を入れたフォルダそのものには書き出せません。--out で別の場所を指定してください。",
            "the folder of the cases cannot be that of the outputs; name another with --out",
        )]);
    }
    let mut found = Cases::default();
    let here = Listing::of(dir, Path::new(""), out.as_deref(), &mut found.left);
    enter(here, &mut found);
    found.cases.sort();
    found.left.sort();
    if found.cases.is_empty() {
        return Err(vec![Fault::new(
            dir,
            "この下に案件のフォルダがありません。案件ごとにフォルダを作り、文書を入れてください(1つの案件を調べるには hazama check を使います)。",
            "there are no case folders below; give each case a folder of its own (hazama check looks at a single case)",
        )]);
    }
    Ok(found)
}

/// A folder with all that lies below it.
struct Listing {
    below: PathBuf,
    folders: Vec<Listing>,
    files: Vec<PathBuf>,
    has_manifest: bool,
    /// A folder below it has a manifest.
    is_over_manifest: bool,
}

impl Listing {
    fn of(root: &Path, below: &Path, out: Option<&Path>, left: &mut Vec<String>) -> Listing {
        let mut listing = Listing {
            below: below.to_owned(),
            folders: Vec::new(),
            files: Vec::new(),
            has_manifest: false,
            is_over_manifest: false,
        };
        let entries = match fs::read_dir(root.join(below)) {
            Ok(entries) => entries,
            Err(error) => {
                left.push(format!("{} ({error})", shown(below)));
                return listing;
            }
        };
        for entry in entries.flatten() {
            let path = below.join(entry.file_name());
            let name = entry.file_name().to_string_lossy().into_owned();
            // links are not followed: they could lead round in a circle, or out of the folder
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                let is_output = out.is_some() && fs::canonicalize(root.join(&path)).ok().as_deref() == out;
                if !is_output && name != OUTPUT && !name.starts_with('.') && name != "__MACOSX" {
                    listing.folders.push(Listing::of(root, &path, out, left));
                }
            } else if kind.is_file() && name == MANIFEST {
                listing.has_manifest = true;
            } else if kind.is_file() && !is_passed_over(&name) {
                listing.files.push(path);
            }
        }
        listing.is_over_manifest = listing.folders.iter().any(|one| one.has_manifest || one.is_over_manifest);
        listing
    }

    fn is_case(&self) -> bool {
        self.has_manifest || (!self.files.is_empty() && !self.is_over_manifest)
    }
}

/// Takes what lies below a folder that is no case.
fn enter(listing: Listing, found: &mut Cases) {
    for file in listing.files {
        let is_zip = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        if is_zip { found.add(file) } else { found.left.push(shown(&file)) }
    }
    for folder in listing.folders {
        if folder.is_case() { found.add(folder.below) } else { enter(folder, found) }
    }
}

impl Cases {
    fn add(&mut self, below: PathBuf) {
        self.cases.push(Found { name: shown(&below), below });
    }
}

/// A path in letters that may be shown.
pub(super) fn shown(path: &Path) -> String {
    let steps: Vec<String> = path.iter().map(|step| name_of(step.as_encoded_bytes())).collect();
    steps.join("/")
}

/// Files that no case is made of: what programs leave behind, and readmes.
fn is_passed_over(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || lower.starts_with("readme")
        || ["thumbs.db", "desktop.ini"].contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_are_cases() {
        let dir = tempfile::TempDir::new().expect("a folder");
        for file in [
            "一覧.txt",
            "README.md",
            "a/契約.txt",
            "a/下/規程.txt",
            "b/hazama.toml",
            "b/下/規程.txt",
            "県立/概要.txt",
            "県立/中央/hazama.toml",
            "県立/中央/規程.txt",
            "県立/東/規程.txt",
            "町立/x.zip",
            "町立/北/規程.txt",
            "まとめ.zip",
            "空/.keep",
            "out/cases/a/report.json",
            "c/hazama-report/gaps.xlsx",
            ".git/config",
        ] {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("makes");
            fs::write(path, "x").expect("writes");
        }
        let found = cases(dir.path(), &dir.path().join("out")).expect("cases");
        let names: Vec<&str> = found.cases.iter().map(|one| one.name.as_str()).collect();
        // a zip beside papers is one of the papers of its folder
        assert_eq!(names, ["a", "b", "まとめ.zip", "町立", "県立/中央", "県立/東"]);
        assert_eq!(found.left, ["一覧.txt", "県立/概要.txt"]);
        for wrong in [dir.path().join("空"), dir.path().join("nowhere")] {
            assert!(cases(&wrong, Path::new("elsewhere")).is_err());
        }
        assert!(cases(dir.path(), dir.path()).is_err(), "the outputs may not go among the cases");
    }
}
