//! `hazama man`: the manual page. In: the tables of commands and options. Out: roff, as `man` reads it, in the user's language.

use std::fmt::Write;

use clap::ArgMatches;
use hazama::case::Fault;
use hazama::model::Lang;
use hazama::report::width;

use super::help::{self, Rows};
use super::screen::Screen;
use super::{COMMANDS, Done};

pub(super) fn run(_: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    screen.say(&page(screen.lang));
    Ok(Done::Well)
}

/// The whole page.
fn page(lang: Lang) -> String {
    let version = env!("CARGO_PKG_VERSION");
    // no stretched blanks, no cut words
    let mut page = Page(format!(".TH HAZAMA 1 \"\" \"hazama {version}\" \"hazama\"\n.ad l\n.nh\n"));
    page.head(lang.pick("名前", "NAME"));
    page.0.push_str(lang.pick(
        "hazama \\- 引き受け手のない安全管理の役割を見つける\n",
        "hazama \\- find the security duties that nobody holds\n",
    ));
    page.head(lang.pick("説明", "DESCRIPTION"));
    page.say(lang.pick(help::ABOUT[0], help::ABOUT[1]));
    page.head(lang.pick("書式", "SYNOPSIS"));
    for command in &COMMANDS {
        page.say(&help::usage(command, lang));
        page.0.push_str(".br\n");
    }
    page.head(lang.pick("コマンド", "COMMANDS"));
    for command in &COMMANDS {
        let _ = writeln!(page.0, ".SS {}", escaped(&format!("hazama {}", command.name)));
        page.say(lang.pick(command.ja, command.en));
        let operand = command.operand.as_ref();
        let operand =
            operand.map(|operand| (help::placeholder(operand, lang), lang.pick(operand.ja, operand.en).to_owned()));
        page.list(operand.into_iter().chain(help::options(command.options, lang)).collect());
    }
    page.head(lang.pick("共通のオプション", "COMMON OPTIONS"));
    page.list(help::common(lang));
    page.head(lang.pick("終了コード", "EXIT STATUS"));
    let statuses = [
        ("0", "結果を書き出しました。", "The result is written."),
        (
            "1",
            "書き出しましたが、--fail-on に当たるものがありました。",
            "It is written and holds something that --fail-on names.",
        ),
        ("2", "途中で止まりました。理由を1行で示します。", "The run stopped; one line says why."),
    ];
    page.list(statuses.iter().map(|(code, ja, en)| ((*code).to_owned(), lang.pick(*ja, *en).to_owned())).collect());
    page.head(lang.pick("環境変数", "ENVIRONMENT"));
    let variables = [
        ("NO_COLOR", "空でなければ、色を付けません。", "Where it is not empty, nothing is coloured."),
        ("COLUMNS", "1行の桁数。", "How many columns a line may take."),
    ];
    page.list(variables.iter().map(|(name, ja, en)| ((*name).to_owned(), lang.pick(*ja, *en).to_owned())).collect());
    page.0
}

/// A page of roff.
struct Page(String);

impl Page {
    /// A heading of our own words, which need no care.
    fn head(&mut self, words: &str) {
        let _ = writeln!(self.0, ".SH {words}");
    }

    fn say(&mut self, words: &str) {
        let _ = writeln!(self.0, "{}", escaped(words));
    }

    fn list(&mut self, rows: Rows) {
        for (typed, does) in rows {
            let _ = writeln!(self.0, ".TP\n.B {}\n{}", escaped(typed.trim_start()), escaped(&does));
        }
    }
}

/// Words that roff prints letter for letter: no letter steers it, and a hyphen is a minus sign that can be copied. Between
/// full-width letters, which have no blanks between them, a line may break.
fn escaped(words: &str) -> String {
    let mut out = String::new();
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.push_str("\\(rs"),
            '-' => out.push_str("\\-"),
            '"' => out.push_str("\\(dq"),
            letter => out.push(letter),
        }
        let is_wide = |letter: char| width::of_char(letter) == 2;
        let is_end = |next: &char| is_wide(*next) && !"、。」』)】ーっゃゅょ".contains(*next);
        if is_wide(letter) && !"「『(【".contains(letter) && letters.peek().is_some_and(is_end) {
            out.push_str("\\:");
        }
    }
    let words = out;
    if words.starts_with(['.', '\'']) { format!("\\&{words}") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_do_not_steer_roff() {
        for (words, expected) in [
            ("--json", "\\-\\-json"),
            (".SH x", "\\&.SH x"),
            ("a\\b", "a\\(rsb"),
            ("'x'", "\\&'x'"),
            ("\"x\"", "\\(dqx\\(dq"),
            ("役割を。", "役\\:割\\:を。"),
        ] {
            assert_eq!(escaped(words), expected);
        }
    }

    #[test]
    fn every_command_and_option_is_on_the_page_in_both_languages() {
        for lang in Lang::ALL {
            let page = page(lang);
            for command in &COMMANDS {
                assert!(page.contains(&format!(".SS hazama {}\n", escaped(command.name))), "{}", command.name);
                for option in command.options {
                    assert!(page.contains(&escaped(&format!("--{}", option.name))), "{}", option.name);
                }
            }
            assert_eq!(page.is_ascii(), lang == Lang::En);
        }
    }
}
