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
