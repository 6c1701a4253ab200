//! Writes files that appear whole or not at all, and never over an input or over what people have written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use hazama::case::Fault;
use hazama::model::{Content, Grid, Paper};
use hazama::{read, review};

/// The workbook's file name.
pub(super) const WORKBOOK: &str = "gaps.xlsx";

/// The beginning of that name.
pub(super) const STEM: &str = "gaps";

/// Makes the folder of the outputs.
pub(super) fn make_folder(folder: &Path) -> Result<(), Fault> {
    if folder.is_file() {
        return Err(Fault::new(
            folder,
            "同じ名前のファイルがあるため、出力先のフォルダを作れません。--out で別の場所を指定してください。",
            "a file of this name is in the way; name another folder with --out",
        ));
    }
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))
}

/// Writes a file next to where it will lie, then moves it there. What is no file is written into.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
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
            .and_then(|mut device| device.write_all(bytes))
            .map_err(|error| refused(&error));
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        // A temporary file is for its owner alone; a report is for all whom the user's umask lets in.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(".hazama-").tempfile_in(folder).map_err(|error| refused(&error))?;
    file.write_all(bytes).map_err(|error| refused(&error))?;
    file.persist(path).map_err(|error| refused(&error.error))?;
    Ok(())
}

/// Stops a run that would write over one of its own papers.
pub(super) fn guard(path: &Path, inputs: &[PathBuf]) -> Result<(), Fault> {
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

/// Where a new workbook can be written: `gaps.xlsx`, or `gaps-2.xlsx` and so on where people have written into it.
pub(super) fn workbook_path(folder: &Path, new: &[u8]) -> PathBuf {
    free_path(folder, STEM, new, (review::SHEET, &review::COLUMNS))
}

/// The workbooks that lie among the outputs, the oldest first.
pub(super) fn workbooks(folder: &Path) -> Vec<PathBuf> {
    (1..).map(|number| folder.join(numbered(STEM, number))).take_while(|path| path.is_file()).collect()
}

fn numbered(stem: &str, number: usize) -> String {
    if number == 1 { format!("{stem}.xlsx") } else { format!("{stem}-{number}.xlsx") }
}

/// Where a new workbook of that name (without ending) can be written: under the name itself, or with a number behind it
/// where people have written into those columns of that sheet.
pub(super) fn free_path(folder: &Path, stem: &str, new: &[u8], (sheet, columns): (&str, &[&str])) -> PathBuf {
    let mut number = 1;
    loop {
        let path = folder.join(numbered(stem, number));
        match fs::read(&path) {
            Ok(bytes) => {
                // most runs change nothing, and to read a workbook takes long
                if bytes == new || !people_wrote(bytes, sheet, columns) {
                    return path;
                }
                number += 1;
            }
            Err(_) => return path,
        }
    }
}

/// Someone has filled a column that is for people. A file that cannot be read may hold someone's work, too.
fn people_wrote(bytes: Vec<u8>, sheet: &str, columns: &[&str]) -> bool {
    let source = read::all(&[Paper { path: WORKBOOK.to_owned(), bytes }]);
    match source.into_iter().next().map(|source| source.content) {
        Some(Content::Book(sheets)) => {
            sheets.iter().filter(|grid| grid.name == sheet).any(|grid| is_filled(grid, columns))
        }
        _ => true,
    }
}

fn is_filled(sheet: &Grid, columns: &[&str]) -> bool {
    let heads = sheet.cells.iter().filter(|(_, cell)| columns.contains(&cell.text.trim()));
    let columns: Vec<(u32, u32)> = heads.map(|(place, _)| *place).collect();
    let Some(head) = columns.iter().map(|(row, _)| *row).min() else { return false };
    sheet
        .cells
        .iter()
        .any(|((row, column), cell)| *row > head && columns.contains(&(head, *column)) && !cell.text.trim().is_empty())
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
