//! What the terminal shows: help, mistakes, pages and completions, in the user's language, in as many columns as there are.

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::{folder, hazama};
use hazama::report::width;

const RULES: &str = "情報システム運用管理規程\n\n第1条 (バックアップ)\n  システム管理者は、診療データの複製を毎日取得しなければならない。\n";

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the news are UTF-8")
}

/// Runs the program with so many columns.
fn in_columns(dir: &Path, columns: usize, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hazama"));
    program.args(arguments).current_dir(dir).env("COLUMNS", columns.to_string()).output().expect("the program runs")
}

const COMMANDS: [&[&str]; 15] = [
    &[],
    &["check"],
    &["questions"],
    &["read"],
    &["extract"],
    &["form"],
    &["form", "new"],
    &["form", "check"],
    &["pack"],
    &["pack", "check"],
    &["init"],
    &["explain"],
    &["schema"],
    &["completions"],
    &["man"],
];

#[test]
fn help_is_in_one_language_and_fits_the_screen() {
    let dir = folder(&[]);
    for command in COMMANDS {
        for columns in [60, 80, 120] {
            let help = out(&in_columns(dir.path(), columns, &[command, &["--help"]].concat()));
            for clap in
                ["Usage", "OPTIONS", "Options", "Arguments", "COMMAND", "Commands", "[default", "possible values"]
            {
                assert!(!help.contains(clap), "{command:?}: {clap}\n{help}");
            }
            for there in ["使い方: hazama", "オプション:", "--lang <ja|en>", "この説明を示します"] {
                assert!(help.contains(there), "{command:?}: {there}\n{help}");
            }
            let english = out(&in_columns(dir.path(), columns, &[command, &["--lang", "en", "--help"]].concat()));
            assert!(english.is_ascii() && english.contains("Usage: hazama"), "{command:?}\n{english}");
            for line in help.lines().chain(english.lines()) {
                // a closing mark may stand one letter outside
                assert!(width::of(line) <= columns + 2, "{command:?} {columns}: {line}");
            }
        }
        let asked = hazama(dir.path(), &[&["help"], command].concat());
        assert_eq!(asked.status.code(), Some(0));
        assert_eq!(out(&asked), out(&hazama(dir.path(), &[command, &["--help"]].concat())), "{command:?}");
    }
}

#[test]
fn mistakes_are_told_in_one_language_without_words_of_others() {
    let dir = folder(&[("case/規程.txt", RULES.as_bytes())]);
    for mistake in [
        &["check"][..],
        &["chekc", "case"],
        &["check", "case", "case"],
        &["check", "case", "--jsn"],
        &["check", "case", "--out"],
        &["check", "case", "--fail-on", "x"],
        &["check", "case", "--quiet=yes"],
        &["check", "case", "--quiet", "--quiet"],
        &["check", "case", "--help=x"],
        &["check", "case", "-z"],
        &["form"],
        &["form", "x"],
        &["pack", "check"],
        &["explain"],
        &["schema", "nothing"],
        &["completions", "dos"],
        &["man", "x"],
        &["help", "zzz"],
    ] {
        let output = hazama(dir.path(), &[mistake, &["--lang", "en"]].concat());
        assert_eq!(output.status.code(), Some(2), "{mistake:?}");
        assert!(err(&output).is_ascii() && err(&output).starts_with("error: "), "{mistake:?}: {}", err(&output));
        let said = err(&hazama(dir.path(), mistake));
        for clap in
            ["error", "tip", "Usage", "unexpected", "required", "For more", "value", "argument", "<PATH>", "<WORD>"]
        {
            assert!(!said.contains(clap), "{mistake:?}: {clap} in {said}");
        }
        assert!(said.starts_with("エラー: "), "{mistake:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_value_that_is_no_text_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let dir = folder(&[("case/規程.txt", RULES.as_bytes())]);
    let mut program = Command::new(env!("CARGO_BIN_EXE_hazama"));
    program.args(["check", "case", "--as-of"]).arg(std::ffi::OsStr::from_bytes(b"\xff")).current_dir(dir.path());
    let output = program.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).starts_with("エラー: 文字として読めない値があります。"), "{}", err(&output));
}

#[test]
fn alone_it_says_what_to_do_first() {
    let dir = folder(&[]);
    for (arguments, said, hint) in [
        (&[][..], "hazama check フォルダ", "hazama --help"),
        (&["--color", "never"], "hazama init フォルダ", "hazama --help"),
        (&["--lang", "en"], "hazama check FOLDER", "All it can do: hazama --help"),
    ] {
        let output = hazama(dir.path(), arguments);
        assert_eq!((output.status.code(), err(&output)), (Some(2), String::new()), "{arguments:?}");
        assert!(out(&output).contains(said) && out(&output).contains(hint), "{arguments:?}: {}", out(&output));
    }
}

#[test]
fn texts_fit_the_screen_and_are_painted_where_that_is_wanted() {
    let codes = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
    let dir = folder(&[("case/規程.txt", RULES.as_bytes())]);
    for arguments in [
        &["explain", "bck.test"][..],
        &["explain", "mutual"],
        &["explain", "ticked-without-basis"],
        &["explain", "bck.test", "--lang", "en"],
        &["read", "case/規程.txt", "--why"],
        &["check", "case", "--as-of", "2026-11-22", "--progress", "none"],
    ] {
        for columns in [60, 90] {
            let plain = out(&in_columns(dir.path(), columns, arguments));
            assert!(!plain.contains('\u{1b}'), "{arguments:?}");
            for line in plain.lines() {
                assert!(width::of(line) <= columns + 2, "{arguments:?} {columns}: {line}");
            }
            let painted = out(&in_columns(dir.path(), columns, &[arguments, &["--color", "always"]].concat()));
            assert!(painted.contains("\u{1b}[1m"), "{arguments:?}: {painted}");
            let bare = codes.replace_all(&painted, "").into_owned();
            assert_eq!(bare, plain, "{arguments:?}: colour changes words");
        }
    }
}

/// Asks bash what may follow these words.
#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_words() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let dir = folder(&[]);
    for lang in ["ja", "en"] {
        let script = hazama(dir.path(), &["completions", "bash", "--lang", lang]);
        fs::write(dir.path().join("hazama.bash"), &script.stdout).expect("writes");
        for (words, expected) in [
            (&["hazama", "ch"][..], "check"),
            (&["hazama", "check", "--for"], "--for-vendor"),
            (&["hazama", "check", "--os"], "--oscal"),
            (&["hazama", "check", "case", "--lang", "e"], "en"),
            (&["hazama", "form", "n"], "new"),
            (&["hazama", "m"], "man"),
        ] {
            let last = words.len() - 1;
            let ask = format!(
                "source hazama.bash; COMP_WORDS=({}); COMP_CWORD={last}; _hazama hazama {} {}; echo \"${{COMPREPLY[@]}}\"",
                words.join(" "),
                words[last],
                words[last - 1],
            );
            let said = Command::new("bash").args(["-c", &ask]).current_dir(dir.path()).output().expect("bash runs");
            let said = out(&said);
            assert!(said.split_whitespace().any(|word| word == expected), "{words:?}: {said}");
        }
    }
    for shell in ["elvish", "fish", "powershell", "zsh"] {
        let script = out(&hazama(dir.path(), &["completions", shell]));
        for there in ["for-vendor", "oscal", "案件フォルダの文書を突き合わせ"] {
            assert!(script.contains(there), "{shell}: {there}");
        }
    }
}
