//! The command line. In: arguments, files, the clock, the terminal. Out: files, a summary, an exit status.

mod check;
mod explain;
mod init;
mod options;
mod output;
mod progress;
mod read;
mod screen;
mod simple;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;
use hazama::case::Fault;
use hazama::model::Lang;

use options::Opt;
use screen::Screen;

/// How a run ended, when it did not stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    /// All is written.
    Well,
    /// All is written, and it holds something that `--fail-on` names.
    Alarmed,
}

/// One subcommand. Help, completions and dispatch all come from [`COMMANDS`].
struct Command {
    name: &'static str,
    ja: &'static str,
    en: &'static str,
    /// The positional argument's name, with what it is in both languages.
    operand: Option<Operand>,
    options: &'static [&'static Opt],
    run: fn(&ArgMatches, &mut Screen) -> Result<Done, Vec<Fault>>,
}

/// A positional argument, always required.
struct Operand {
    name: &'static str,
    ja: &'static str,
    en: &'static str,
}

/// Every subcommand, in the order of the help.
static COMMANDS: [Command; 6] = [
    Command {
        name: "check",
        ja: "案件フォルダの文書を突き合わせ、引き受け手のない役割を一覧にします",
        en: "check the papers of a case folder and list the duties that nobody holds",
        operand: Some(Operand { name: "DIR", ja: "文書を入れた案件フォルダ", en: "the folder of papers" }),
        options: &[
            &options::OUT,
            &options::AS_OF,
            &options::GUIDELINE,
            &options::JSON,
            &options::FAIL_ON,
            &options::FORM,
        ],
        run: check::run,
    },
    Command {
        name: "read",
        ja: "1つの文書から読み取った内容を示します",
        en: "show what is read in one paper",
        operand: Some(Operand { name: "FILE", ja: "文書のファイル", en: "the paper" }),
        options: &[&options::KIND, &options::AS_OF, &options::JSON, &options::WHY],
        run: read::run,
    },
    Command {
        name: "init",
        ja: "案件フォルダの文書を見分け、hazama.toml の案を作ります",
        en: "propose a hazama.toml for a folder of papers",
        operand: Some(Operand { name: "DIR", ja: "文書を入れた案件フォルダ", en: "the folder of papers" }),
        options: &[&options::STDOUT],
        run: init::run,
    },
    Command {
        name: "explain",
        ja: "役割・状態・検査項目を、根拠とともに平易に説明します",
        en: "explain a duty, a state or a rule in plain words, with its basis",
        operand: Some(Operand {
            name: "ID",
            ja: "役割(例: bck.test)、状態(例: mutual)または検査項目(例: ticked-without-basis)",
            en: "a duty (bck.test), a state (mutual) or a rule (ticked-without-basis)",
        }),
        options: &[],
        run: explain::run,
    },
    Command {
        name: "schema",
        ja: "人やプログラムが書き読みするファイルのスキーマを示します",
        en: "print the schema of a file that people or programs write or read",
        operand: Some(Operand {
            name: "NAME", ja: "スキーマの名前(例: case)", en: "name of the schema, such as case"
        }),
        options: &[],
        run: simple::schema,
    },
    Command {
        name: "completions",
        ja: "シェルの入力補完の定義を示します",
        en: "print shell completions",
        operand: Some(Operand {
            name: "SHELL",
            ja: "bash、elvish、fish、powershell または zsh",
            en: "bash, elvish, fish, powershell or zsh",
        }),
        options: &[],
        run: simple::completions,
    },
];

/// Runs the program. The exit status is 0 (written), 1 (written, and `--fail-on` names something in it) or 2 (stopped).
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let arguments = usage::with_command(arguments);
    let lang = usage::language(&arguments);
    std::panic::set_hook(Box::new(move |panic| screen::own_mistake(panic, lang)));
    std::panic::catch_unwind(|| dispatch(arguments, lang)).unwrap_or(ExitCode::from(2))
}

fn dispatch(arguments: Vec<OsString>, lang: Lang) -> ExitCode {
    let matches = match usage::program(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage::refuse(&error, lang),
    };
    let called = matches.subcommand();
    let Some((command, matches)) = called.and_then(|(name, matches)| {
        let command = COMMANDS.iter().find(|command| command.name == name)?;
        Some((command, matches))
    }) else {
        return ExitCode::from(2);
    };
    let mut screen = Screen::new(matches, lang);
    match (command.run)(matches, &mut screen) {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Alarmed) => ExitCode::from(1),
        Err(faults) => {
            for fault in faults {
                screen.fault(&fault);
            }
            ExitCode::from(2)
        }
    }
}

/// The positional argument.
fn operand<'a>(matches: &'a ArgMatches, name: &str) -> &'a std::ffi::OsStr {
    matches.get_one::<OsString>(name).map(OsString::as_os_str).unwrap_or_default()
}

/// A fault that is about no file.
fn fault(ja: impl Into<String>, en: impl Into<String>) -> Vec<Fault> {
    vec![Fault::new("", ja, en)]
}

/// A word of a table by its id, for options whose values clap has checked.
fn choice<'a>(matches: &'a ArgMatches, option: &Opt) -> Option<&'a str> {
    matches.get_one::<String>(option.name).map(String::as_str)
}

/// The language of that id, or none.
fn lang_of(word: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.id() == word)
}
