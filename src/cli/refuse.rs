//! What is said when the words typed cannot be run, or when help was asked for. In: clap's error and the words typed. Out: one
//! sentence in the user's language with its mend, the hint where to look, an exit status. None of clap's own words get out.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use hazama::case::nearest;
use hazama::model::Lang;

use super::options::{COMMON, Opt, Takes};
use super::{COMMANDS, Command, GROUPS, help, screen};

/// Says why the arguments cannot be run, or shows the help that was asked for.
pub(super) fn refuse(error: &clap::Error, typed: &[OsString], lang: Lang) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        screen::print(&error.render().to_string());
        return ExitCode::SUCCESS;
    }
    let called = Called::of(typed);
    if is_bare(error.kind()) && called.group.is_none() {
        screen::print(&help::welcome(lang, screen::columns()));
        return ExitCode::from(2);
    }
    let before = if called.name.is_empty() { String::new() } else { format!(" {}", called.name) };
    eprintln!("{}: {}", lang.pick("エラー", "error"), Refusal { error, called, lang }.in_words());
    let hint =
        lang.pick(format!("使い方は hazama{before} --help をご覧ください。"), format!("See hazama{before} --help."));
    eprintln!("{hint}");
    ExitCode::from(2)
}

/// No command stands there.
fn is_bare(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
}

/// What was called.
struct Called {
    /// The command's or group's name; empty where none was.
    name: &'static str,
    command: Option<&'static Command>,
    group: Option<&'static str>,
}

impl Called {
    fn of(typed: &[OsString]) -> Called {
        let words: Vec<&str> = typed.iter().skip(1).filter_map(|word| word.to_str()).collect();
        let first_of = |command: &Command| command.name.split(' ').next().unwrap_or_default();
        let first = words.iter().find(|word| COMMANDS.iter().any(|command| first_of(command) == **word));
        let group = GROUPS.iter().map(|(name, ..)| *name).find(|name| first == Some(name));
        let command = COMMANDS.iter().find(|command| match command.name.split_once(' ') {
            Some((above, last)) => group == Some(above) && words.contains(&last),
            None => first == Some(&command.name),
        });
        let name = command.map(|command| command.name).or(group).unwrap_or_default();
        Called { name, command, group }
    }

    /// The options that may stand there.
    fn options(&self) -> impl Iterator<Item = &'static Opt> {
        self.command.map_or(&[][..], |command| command.options).iter().copied().chain(COMMON)
    }
}

struct Refusal<'a> {
    error: &'a clap::Error,
    called: Called,
    lang: Lang,
}

impl Refusal<'_> {
    fn context(&self, kind: ContextKind) -> String {
        match self.error.get(kind) {
            Some(ContextValue::String(word)) => word.clone(),
            Some(ContextValue::Strings(words)) => words.first().cloned().unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn pick(&self, ja: String, en: String) -> String {
        self.lang.pick(ja, en)
    }

    fn in_words(&self) -> String {
        // clap names an option with what it takes: `--as-of <YYYY-MM-DD>`
        let argument = self.context(ContextKind::InvalidArg);
        let name = argument.split([' ', '=']).next().unwrap_or_default();
        let value = self.context(ContextKind::InvalidValue);
        match self.error.kind() {
            ErrorKind::UnknownArgument => self.unknown(name),
            ErrorKind::InvalidSubcommand => self.no_command(),
            ErrorKind::InvalidValue if value.is_empty() => self.no_value(name),
            ErrorKind::InvalidValue => self.wrong_value(name, &value),
            ErrorKind::MissingRequiredArgument => self.missing(),
            ErrorKind::ArgumentConflict => {
                self.pick(format!("{name} を2回指定しています。"), format!("{name} is there twice."))
            }
            ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => self.pick(
                format!("{name} に値は付けません。「{value}」を除いてください。"),
                format!("{name} takes no value; leave out {value}."),
            ),
            ErrorKind::InvalidUtf8 => self.pick(
                "文字として読めない値があります。UTF-8で書いてください。".to_owned(),
                "a value is no text; write it in UTF-8.".to_owned(),
            ),
            kind if is_bare(kind) => self.no_command_below(),
            _ => self.pick("指定の書き方を読み取れません。".to_owned(), "the arguments cannot be read.".to_owned()),
        }
    }

    fn unknown(&self, name: &str) -> String {
        if !name.starts_with('-') {
            let words = format!(
                "「{name}」が余分です。一度に指定できるのは1つです。名前に空白があれば、\"…\" で囲んでください。"
            );
            return self.pick(words, format!("{name} is one too many; quote a name with blanks in it."));
        }
        let known: Vec<String> = self.called.options().map(|option| format!("--{}", option.name)).collect();
        let meant = match self.context(ContextKind::SuggestedArg) {
            none if none.is_empty() => nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
            meant => Some(meant),
        };
        let mend = meant
            .map(|meant| self.pick(format!("「{meant}」のことではありませんか。"), format!(" Did you mean {meant}?")));
        let words = self.pick(format!("オプション「{name}」はありません。"), format!("there is no option {name}."));
        words + &mend.unwrap_or_default()
    }

    /// Commands that may stand there.
    fn commands(&self) -> Vec<&'static str> {
        let mut names: Vec<&str> = match self.called.group {
            Some(group) => COMMANDS.iter().filter_map(|one| one.name.strip_prefix(group)?.strip_prefix(' ')).collect(),
            None => COMMANDS.iter().filter_map(|command| command.name.split(' ').next()).collect(),
        };
        names.dedup();
        names
    }

    fn no_command(&self) -> String {
        let word = self.context(ContextKind::InvalidSubcommand);
        let names = self.commands();
        match nearest(&word, names.iter().copied()) {
            Some(meant) => self.pick(
                format!("コマンド「{word}」はありません。「{meant}」のことではありませんか。"),
                format!("there is no command {word}. Did you mean {meant}?"),
            ),
            None => self.pick(
                format!("コマンド「{word}」はありません。使えるのは {} です。", names.join("、")),
                format!("there is no command {word}. Known: {}.", names.join(", ")),
            ),
        }
    }

    /// A group stands there, and no command of it.
    fn no_command_below(&self) -> String {
        let (group, names) = (self.called.group.unwrap_or_default(), self.commands());
        let first = COMMANDS.iter().find(|command| command.name.split(' ').next() == Some(group));
        let example = first.map(|command| help::usage(command, self.lang)).unwrap_or_default();
        self.pick(
            format!("{} を指定してください。例: {example}", names.join(" か ")),
            format!("name {}: {example}", names.join(" or ")),
        )
    }

    fn missing(&self) -> String {
        let Some(command) = self.called.command else {
            return self.pick("引数が足りません。".to_owned(), "an argument is missing.".to_owned());
        };
        let example = help::usage(command, self.lang);
        let operand = command.operand.as_ref().map_or("", |operand| self.lang.pick(operand.ja, operand.en));
        self.pick(format!("{operand}を指定してください。例: {example}"), format!("name {operand}: {example}"))
    }

    fn no_value(&self, name: &str) -> String {
        let option = self.called.options().find(|option| name.strip_prefix("--") == Some(option.name));
        let [ja, en] = option.map(|option| &option.takes).map_or([String::new(), String::new()], |takes| match takes {
            Takes::Day => ["(例: 2026-11-22)".to_owned(), ", such as 2026-11-22".to_owned()],
            Takes::Word(words) | Takes::Words(words) => {
                [format!("(使えるのは {})", words.join("、")), format!(": {}", words.join(", "))]
            }
            _ => [String::new(), String::new()],
        });
        self.pick(format!("{name} の後に値を書いてください{ja}。"), format!("{name} needs a value{en}."))
    }

    fn wrong_value(&self, name: &str, value: &str) -> String {
        let known: Vec<String> = match self.error.get(ContextKind::ValidValue) {
            Some(ContextValue::Strings(words)) => words.clone(),
            _ => Vec::new(),
        };
        match nearest(value, known.iter().map(String::as_str)) {
            Some(meant) if value.chars().count() > 2 => self.pick(
                format!("{name} に「{value}」は使えません。「{meant}」のことではありませんか。"),
                format!("{name} cannot be {value}. Did you mean {meant}?"),
            ),
            _ => self.pick(
                format!("{name} に「{value}」は使えません。使えるのは {} です。", known.join("、")),
                format!("{name} cannot be {value}. Known: {}.", known.join(", ")),
            ),
        }
    }
}
