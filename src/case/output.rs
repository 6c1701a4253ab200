//! Writes files that appear whole or not at all, and never over an input or over what people have written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Fault;
use crate::text::hex;

/// The workbook's file name.
pub const WORKBOOK: &str = "gaps.xlsx";

/// Where a folder of outputs keeps the fingerprints of the workbooks written into it.
const WRITTEN: &str = ".hazama-written";

/// The beginning of that name.
pub const STEM: &str = "gaps";

/// Makes the folder of the outputs.
pub fn make_folder(folder: &Path) -> Result<(), Fault> {
    if folder.is_file() {
        return Err(Fault::new(
            folder,
            "同じ名前のファイルがあるため、出力先のフォルダを作れません。--out で別の場所を指定してください。",
            "a file of this name is in the way; name another folder with --out",
        ));
    }
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))
}

/// How the name of a file that is not whole yet begins; six letters or digits follow.
pub const BEGUN: &str = ".hazama-";

/// Writes a file next to where it will lie, then moves it there. What is no file is written into.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    write_by(path, &mut |file| file.write_all(bytes))
}

/// [`write()`], for more than should be held at a time.
pub fn write_by(path: &Path, fill: &mut dyn FnMut(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Fault> {
    if let Some(lock) = locks(path).into_iter().find(|lock| lock.exists()) {
        return Err(Fault::new(
            path,
            format!(
                "表計算ソフトで開かれています。閉じてから、もう一度実行してください(開いていないときは {} を消してください)。",
                lock.display()
            ),
            format!("it is open in a spreadsheet program; close it and run again (or remove {})", lock.display()),
        ));
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let refused = |error: &std::io::Error| unwritable(path, error);
    // A device or a pipe (/dev/null) is written into, and never replaced by a file.
    if fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut device| fill(&mut device))
            .map_err(|error| refused(&error));
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        // A temporary file is for its owner alone; a report is for all whom the user's umask lets in.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(BEGUN).tempfile_in(folder).map_err(|error| refused(&error))?;
    let mut buffer = std::io::BufWriter::new(file.as_file_mut());
    fill(&mut buffer).and_then(|()| buffer.flush()).map_err(|error| refused(&error))?;
    drop(buffer);
    file.persist(path).map_err(|error| refused(&error.error))?;
    Ok(())
}

/// A name without letters that a file's name cannot hold; `事業者` where nothing is left of it.
pub fn safe(name: &str) -> String {
    let is_bad = |letter: char| letter.is_control() || "/\\:*?\"<>|".contains(letter);
    let safe: String = name.chars().map(|letter| if is_bad(letter) { '_' } else { letter }).take(60).collect();
    let safe = safe.trim().trim_matches('.');
    if safe.is_empty() { "事業者".to_owned() } else { safe.to_owned() }
}

/// Stops a run that would write over one of its own papers.
pub fn guard(path: &Path, inputs: &[PathBuf]) -> Result<(), Fault> {
    let Ok(path_there) = fs::canonicalize(path) else { return Ok(()) };
    if inputs.iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == path_there)) {
        return Err(Fault::new(
            path,
            "読み取る文書と同じファイルには書き出せません。別の出力先を指定してください。",
            "this is one of the papers themselves; name another output",
        ));
    }
    Ok(())
}

/// The workbooks of a name (without ending) in a folder, `gaps.xlsx` and `gaps-2.xlsx` and so on, with their numbers.
pub fn numbered(folder: &Path, stem: &str) -> Vec<(usize, PathBuf)> {
    numbered_of(folder, stem, "xlsx")
}

/// The same for files of another ending.
fn numbered_of(folder: &Path, stem: &str, ending: &str) -> Vec<(usize, PathBuf)> {
    let number = |path: &Path| {
        let name = path.file_name()?.to_str()?.strip_prefix(stem)?.strip_suffix(ending)?.strip_suffix('.')?;
        if name.is_empty() { Some(1) } else { name.strip_prefix('-')?.parse().ok() }
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<(usize, PathBuf)> = entries.filter_map(|path| Some((number(&path)?, path))).collect();
    found.sort();
    found
}

/// Where a new workbook of that name can be written: over the last one, where that is still as it was written; else under the
/// next number. Whatever people have done to a workbook, and one that cannot be read, stays.
pub fn free_path(folder: &Path, stem: &str, new: &[u8]) -> PathBuf {
    free_path_of(folder, stem, "xlsx", new)
}

/// The same for files of another ending.
pub fn free_path_of(folder: &Path, stem: &str, ending: &str, new: &[u8]) -> PathBuf {
    match numbered_of(folder, stem, ending).pop() {
        None => folder.join(format!("{stem}.{ending}")),
        Some((_, last)) if is_untouched(&last, new) => last,
        Some((number, _)) => folder.join(format!("{stem}-{}.{ending}", number + 1)),
    }
}

/// Nobody has changed the workbook since it was written, or it is already what is to be written.
fn is_untouched(path: &Path, new: &[u8]) -> bool {
    let Ok(there) = fs::read(path) else { return false };
    there == new || written(path).iter().any(|line| [true, false].map(|has| record(path, &there, has)).contains(line))
}

/// Nobody has changed the workbook since it was written, and nothing that people wrote went into it.
pub fn holds_no_entries(path: &Path, bytes: &[u8]) -> bool {
    written(path).contains(&record(path, bytes, false))
}

/// Writes a workbook, and that it was written so, with entries of people or without.
pub fn write_workbook(path: &Path, bytes: &[u8], has_entries: bool) -> Result<(), Fault> {
    write(path, bytes)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut lines = written(path);
    lines.retain(|line| line.get(NAME..) != Some(&name));
    lines.push(record(path, bytes, has_entries));
    lines.sort();
    write(&path.with_file_name(WRITTEN), (lines.join("\n") + "\n").as_bytes())
}

/// What was written into the folder of a workbook.
fn written(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path.with_file_name(WRITTEN)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Where the name begins in a line: behind the 64 digits of the fingerprint, a blank, and a star or another blank.
const NAME: usize = 66;

fn record(path: &Path, bytes: &[u8], has_entries: bool) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{} {}{name}", hex(&Sha256::digest(bytes)), if has_entries { '*' } else { ' ' })
}

/// Files that spreadsheet programs lay beside a workbook while it is open.
fn locks(path: &Path) -> Vec<PathBuf> {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return Vec::new() };
    vec![path.with_file_name(format!("~${name}")), path.with_file_name(format!(".~lock.{name}#"))]
}

fn unwritable(path: &Path, error: &std::io::Error) -> Fault {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => Fault::new(
            path,
            "書き込めません。ファイルを開いていれば閉じ、書き込みの権限がなければ --out で別の場所を指定してください。",
            "cannot be written; close it if it is open, or name another place with --out",
        ),
        std::io::ErrorKind::NotFound => Fault::new(
            path,
            "出力先のフォルダがありません。フォルダ名を確かめてください。",
            "there is no such folder; check its name",
        ),
        _ => Fault::new(
            path,
            format!("書き込めませんでした({error})。空き容量と出力先を確かめてください。"),
            format!("cannot be written ({error}); check the space and the place"),
        ),
    }
}
