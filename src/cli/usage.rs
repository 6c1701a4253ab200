//! What a user may type, and what is said when it was something else. In Japanese unless `--lang en` stands there.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::ExitCode;

use clap::builder::styling::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, value_parser};
use hazama::case::nearest;
use hazama::model::Lang;

use super::options::COMMON;
use super::{COMMANDS, Command, GROUPS, Many, lang_of};

/// The whole command line for clap.
pub(super) fn program(lang: Lang) -> clap::Command {
    let program = clap::Command::new("hazama")
        .version(env!("CARGO_PKG_VERSION"))
        .about(lang.pick(
            "医療機関と事業者のあいだで引き受け手のない安全管理の役割を、文書を突き合わせて見つけます。",
            "Finds the security duties that nobody holds between a hospital and its vendors.",
        ))
        .after_help(lang.pick(
            "hazama DIR は hazama check DIR と同じです。\n終了コード: 0 結果を書き出した  1 --fail-on に当たるものがあった  2 途中で止まった",
            "hazama DIR is the same as hazama check DIR.\nExit status: 0 written, 1 written and --fail-on names something in it, 2 stopped",
        ))
        .subcommand_required(true)
        .subcommand_help_heading(lang.pick("コマンド", "Commands"))
        .subcommand_value_name("COMMAND")
        .disable_help_subcommand(true)
        .arg(version(lang))
        .args(COMMON.iter().map(|option| option.arg(lang).global(true)));
    COMMANDS.iter().fold(dress(program, lang), |program, command| {
        let below = subcommand(command, lang);
        let Some((group, _)) = command.name.split_once(' ') else { return program.subcommand(below) };
        let program = match program.find_subcommand(group) {
            Some(_) => program,
            None => program.subcommand(group_of(group, lang)),
        };
        program.mut_subcommand(group, |group| group.subcommand(below))
    })
}

/// The word that stands before several subcommands.
fn group_of(name: &str, lang: Lang) -> clap::Command {
    let (name, ja, en) = GROUPS.iter().find(|(known, ..)| *known == name).expect("every group is in GROUPS");
    let group = clap::Command::new(*name)
        .about(lang.pick(*ja, *en))
        .subcommand_required(true)
        .subcommand_help_heading(lang.pick("コマンド", "Commands"))
        .subcommand_value_name("COMMAND")
        .disable_help_subcommand(true);
    dress(group, lang)
}

fn subcommand(command: &Command, lang: Lang) -> clap::Command {
    let name = command.name.rsplit(' ').next().unwrap_or(command.name);
    let mut built = clap::Command::new(name).about(lang.pick(command.ja, command.en));
    if let Some(operand) = &command.operand {
        built = built.arg(
            Arg::new(operand.name)
                .required(operand.takes == Many::One)
                .num_args(if operand.takes == Many::One { 1..=1 } else { 0..=usize::MAX })
                .action(if operand.takes == Many::One { ArgAction::Set } else { ArgAction::Append })
                .value_parser(value_parser!(OsString))
                .help(lang.pick(operand.ja, operand.en))
                .help_heading(lang.pick("引数", "Arguments")),
        );
    }
    dress(built.args(command.options.iter().map(|option| option.arg(lang))), lang)
}

/// Headings and built-in options in the user's language.
fn dress(command: clap::Command, lang: Lang) -> clap::Command {
    command
        .styles(Styles::plain())
        .help_template(lang.pick(
            "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
            "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
        ))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(lang.pick("この説明を示します", "show this help"))
                .help_heading(lang.pick("オプション", "Options")),
        )
}

fn version(lang: Lang) -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(lang.pick("版を示します", "show the version"))
        .help_heading(lang.pick("オプション", "Options"))
}

/// Puts `check` in where only a folder was named, as when a folder is dropped on the program.
pub(super) fn with_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut after_name = false;
    let first = arguments.iter().skip(1).position(|argument| {
        let taken = std::mem::replace(&mut after_name, takes_a_word(argument));
        !taken && !argument.as_encoded_bytes().starts_with(b"-")
    });
    let Some(word) = first.and_then(|first| arguments.get(first + 1)) else { return arguments };
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

/// Says why the arguments cannot be run, or shows the help that was asked for.
pub(super) fn refuse(error: &clap::Error, lang: Lang) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        super::screen::print(&error.render().to_string());
        return ExitCode::SUCCESS;
    }
    eprintln!("{}: {}", lang.pick("エラー", "error"), in_words(error, lang));
    eprintln!("{}", lang.pick("使い方は hazama --help をご覧ください。", "See hazama --help."));
    ExitCode::from(2)
}

fn in_words(error: &clap::Error, lang: Lang) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) => Some(words.join("、")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let meant = context(ContextKind::SuggestedArg);
            let mend = meant.map(|meant| {
                lang.pick(format!("「{meant}」のことではありませんか。"), format!(" Did you mean {meant}?"))
            });
            let words = if argument.starts_with('-') {
                lang.pick(format!("オプション「{argument}」はありません。"), format!("there is no option {argument}."))
            } else {
                lang.pick(
                    format!("「{argument}」が余分です。一度に指定できるのは1つです。"),
                    format!("{argument} is one too many."),
                )
            };
            words + &mend.unwrap_or_default()
        }
        ErrorKind::InvalidSubcommand => {
            let word = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            let names: Vec<&str> = COMMANDS.iter().flat_map(|command| command.name.split(' ')).collect();
            let meant = nearest(&word, names.iter().copied()).map_or_else(|| names.join("、"), str::to_owned);
            lang.pick(
                format!("コマンド「{word}」はありません。「{meant}」のことではありませんか。"),
                format!("there is no command {word}. Did you mean {meant}?"),
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            lang.pick(format!("{argument} の後に値を書いてください。"), format!("{argument} needs a value."))
        }
        ErrorKind::InvalidValue => {
            let known = context(ContextKind::ValidValue).unwrap_or_default();
            lang.pick(
                format!("{argument} に「{value}」は使えません。使えるのは {known} です。"),
                format!("{argument} cannot be {value}. Known: {}.", known.replace('、', ", ")),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            lang.pick(format!("{argument} を指定してください。"), format!("{argument} is missing."))
        }
        ErrorKind::MissingSubcommand
            if context(ContextKind::InvalidSubcommand).is_some_and(|above| above.ends_with("form")) =>
        {
            lang.pick(
                "new か check を指定してください。例: hazama form new 様式.xlsx".to_owned(),
                "name new or check: hazama form new FILE".to_owned(),
            )
        }
        ErrorKind::MissingSubcommand
            if context(ContextKind::InvalidSubcommand).is_some_and(|above| above.ends_with("pack")) =>
        {
            lang.pick(
                "check を指定してください。例: hazama pack check パックのフォルダ".to_owned(),
                "name check: hazama pack check DIR".to_owned(),
            )
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => lang.pick(
            "案件フォルダを指定してください。例: hazama check 案件フォルダ".to_owned(),
            "name a case folder: hazama check DIR".to_owned(),
        ),
        ErrorKind::ArgumentConflict => {
            lang.pick(format!("{argument} を2回指定しています。"), format!("{argument} is there twice."))
        }
        _ => error.render().to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    }
}
