//! What a user may type, as clap takes it. In: the tables of commands and options. Out: the command line; the words typed, completed.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::builder::styling::Styles;
use clap::{Arg, ArgAction, ValueHint, value_parser};
use hazama::case::nearest;
use hazama::model::Lang;

use super::options::COMMON;
use super::{COMMANDS, Command, GROUPS, Many, help, lang_of, screen};

/// The whole command line for clap.
pub(super) fn program(lang: Lang) -> clap::Command {
    let columns = screen::columns();
    let program = clap::Command::new("hazama")
        .version(env!("CARGO_PKG_VERSION"))
        .about(lang.pick(help::ABOUT[0], help::ABOUT[1]))
        .override_help(help::of_program(lang, columns))
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .arg(version(lang))
        .args(COMMON.iter().map(|option| option.arg(lang).global(true)));
    COMMANDS.iter().fold(dress(program, lang), |program, command| {
        let below = subcommand(command, lang, columns);
        let Some((group, _)) = command.name.split_once(' ') else { return program.subcommand(below) };
        let program = match program.find_subcommand(group) {
            Some(_) => program,
            None => program.subcommand(group_of(group, lang, columns)),
        };
        program.mut_subcommand(group, |group| group.subcommand(below))
    })
}

/// The word that stands before several subcommands.
fn group_of(name: &str, lang: Lang, columns: usize) -> clap::Command {
    let (name, ja, en) = GROUPS.iter().find(|(known, ..)| *known == name).expect("every group is in GROUPS");
    let group = clap::Command::new(*name)
        .about(lang.pick(*ja, *en))
        .override_help(help::of_group(name, lang, columns))
        .subcommand_required(true)
        .disable_help_subcommand(true);
    dress(group, lang)
}

fn subcommand(command: &Command, lang: Lang, columns: usize) -> clap::Command {
    let name = command.name.rsplit(' ').next().unwrap_or(command.name);
    let mut built = clap::Command::new(name)
        .about(lang.pick(command.ja, command.en))
        .override_help(help::of_command(command, lang, columns));
    if let Some(operand) = &command.operand {
        built = built.arg(
            Arg::new(operand.name)
                .required(operand.takes == Many::One)
                .num_args(match operand.takes {
                    Many::One => 1..=1,
                    Many::Perhaps => 0..=1,
                    Many::Any => 0..=usize::MAX,
                })
                .action(if operand.takes == Many::Any { ArgAction::Append } else { ArgAction::Set })
                .value_parser(value_parser!(OsString))
                .value_hint(match operand.name {
                    "DIR" | "DIRS" => ValueHint::DirPath,
                    "FILE" | "FILES" => ValueHint::FilePath,
                    _ => ValueHint::Other,
                })
                .help(lang.pick(operand.ja, operand.en)),
        );
    }
    dress(built.args(command.options.iter().map(|option| option.arg(lang))), lang)
}

/// Built-in options in the user's language.
fn dress(command: clap::Command, lang: Lang) -> clap::Command {
    command.styles(Styles::plain()).disable_help_flag(true).disable_version_flag(true).arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(lang.pick("この説明を示します", "show this help")),
    )
}

fn version(lang: Lang) -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(lang.pick("版を示します", "show the version"))
}

/// Puts `check` in where only a folder was named, as when a folder is dropped on the program; `help COMMAND` is `COMMAND --help`.
pub(super) fn with_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut after_name = false;
    let first = arguments.iter().skip(1).position(|argument| {
        let taken = std::mem::replace(&mut after_name, takes_a_word(argument));
        !taken && !argument.as_encoded_bytes().starts_with(b"-")
    });
    let Some(word) = first.and_then(|first| arguments.get(first + 1)) else { return arguments };
    if word == "help" {
        arguments.remove(first.map_or(1, |first| first + 1));
        arguments.push(OsString::from("--help"));
        return arguments;
    }
    let names = || COMMANDS.iter().filter_map(|command| command.name.split(' ').next());
    let is_command = word.to_str().is_some_and(|word| {
        names().any(|name| name == word) || (!Path::new(word).exists() && nearest(word, names()).is_some())
    });
    if !is_command {
        arguments.insert(1, OsString::from("check"));
    }
    arguments
}

fn takes_a_word(argument: &OsStr) -> bool {
    let mut options = COMMANDS.iter().flat_map(|command| command.options).chain(&COMMON);
    if argument == "-o" {
        return true;
    }
    argument
        .to_str()
        .and_then(|argument| argument.strip_prefix("--"))
        .is_some_and(|name| options.any(|option| option.name == name && option.takes_a_word()))
}

/// The language that the arguments ask for, before they are parsed.
pub(super) fn language(arguments: &[OsString]) -> Lang {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let behind = words.windows(2).filter(|pair| pair[0] == "--lang").find_map(|pair| lang_of(pair[1]));
    behind
        .or_else(|| words.iter().filter_map(|word| word.strip_prefix("--lang=")).find_map(lang_of))
        .unwrap_or_default()
}
