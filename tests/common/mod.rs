//! What tests of the program share: a folder of files, and a run of it as a user starts it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("makes folders");
        fs::write(path, bytes).expect("writes");
    }
    dir
}

/// Runs the program inside `dir`.
pub fn hazama(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hazama"))
        .args(arguments)
        .current_dir(dir)
        .env_remove("COLUMNS")
        .output()
        .expect("the program runs")
}

/// A file as LibreOffice converts it; none where LibreOffice is not installed, which `HAZAMA_OFFICE` (set by `.ci/run`) forbids.
#[allow(dead_code)]
pub fn office(dir: &Path, file: &Path, filter: &str, ending: &str) -> Option<Vec<u8>> {
    let out = dir.join("converted");
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", dir.join("profile").display()))
        .args(["--headless", "--convert-to", filter, "--outdir"])
        .arg(&out)
        .arg(file)
        .output();
    let Ok(run) = run else {
        assert!(std::env::var_os("HAZAMA_OFFICE").is_none(), "LibreOffice is not installed");
        return None;
    };
    let made = out.join(file.with_extension(ending).file_name().expect("a name"));
    Some(fs::read(&made).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr))))
}
