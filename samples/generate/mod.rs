//! Texts under `samples/texts/STORY/…` in, office files for `samples/STORY/…` out.
//!
//! A text is named after the file it makes: `保守契約書.docx.txt`, `MDS.xlsx.tsv`, `利用規約.txt.txt`. The questions of the
//! forms stand once in `samples/texts/forms/`; a form's own text holds its head, its answers and its remarks.

mod docx;
mod outline;
mod plain;
mod sheet;
mod xlsx;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

/// What can go wrong: a text that cannot be read, or a line in it that says nothing sensible.
pub type Fault = Box<dyn Error>;

/// One file as it is to lie under `samples/`.
pub struct Made {
    /// Path inside `samples/`, with `/`.
    pub path: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// Makes every file of every story, in the order of their paths.
pub fn make_all(texts: &Path) -> Result<Vec<Made>, Fault> {
    let forms = texts.join("forms");
    let mut made = Vec::new();
    for file in files_under(texts)? {
        if file.starts_with(&forms) {
            continue;
        }
        let name = file.strip_prefix(texts)?.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file)?;
        let (path, bytes) = if let Some(path) = name.strip_suffix(".docx.txt") {
            (format!("{path}.docx"), docx::write(&outline::parse(&text)?))
        } else if let Some(path) = name.strip_suffix(".xlsx.tsv") {
            (format!("{path}.xlsx"), sheet::read(&text, &forms).and_then(|sheet| xlsx::write(&sheet)))
        } else if let Some(path) = name.strip_suffix(".txt.txt") {
            (format!("{path}.txt"), plain::encode(&text))
        } else {
            return Err(format!("{name}: the name does not say what file to make").into());
        };
        made.push(Made { bytes: bytes.map_err(|fault| format!("{name}: {fault}"))?, path });
    }
    Ok(made)
}

/// All files under a folder, sorted.
fn files_under(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
