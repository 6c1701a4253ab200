//! The terminal: results on the standard output, news and faults on the standard error.

use std::io::{self, IsTerminal, Write};

use clap::ArgMatches;
use hazama::case::Fault;
use hazama::model::Lang;

use super::options::{COLOR, PROGRESS, QUIET};
use super::progress::Progress;

/// How to speak with the user of this run.
pub(super) struct Screen {
    /// Language of every word.
    pub lang: Lang,
    /// Only faults and what was asked for.
    pub quiet: bool,
    /// Results are coloured.
    pub color: bool,
    /// Columns that a line may take; a full-width letter takes two.
    pub columns: usize,
    progress: String,
}

impl Screen {
    pub fn new(matches: &ArgMatches, lang: Lang) -> Screen {
        let is_terminal = io::stdout().is_terminal();
        let color = match super::choice(matches, &COLOR) {
            Some("always") => true,
            Some("never") => false,
            _ => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Screen {
            lang,
            quiet: matches.get_flag(QUIET.name),
            color,
            columns: columns(),
            progress: super::choice(matches, &PROGRESS).unwrap_or("auto").to_owned(),
        }
    }

    /// The same screen without news.
    pub fn hushed(&self) -> Screen {
        Screen { quiet: true, progress: self.progress.clone(), ..*self }
    }

    /// A result, on the standard output.
    pub fn say(&self, text: &str) {
        print(text);
    }

    /// A line of news, on the standard error.
    pub fn news(&self, ja: impl AsRef<str>, en: impl AsRef<str>) {
        if !self.quiet {
            eprintln!("{}", self.lang.pick(ja.as_ref(), en.as_ref()));
        }
    }

    /// Why the run stopped.
    pub fn fault(&self, fault: &Fault) {
        eprintln!("{}: {}", self.lang.pick("エラー", "error"), fault.say(self.lang));
    }

    /// A progress display in the manner that the user chose.
    pub fn progress(&self) -> Progress {
        let is_terminal = io::stderr().is_terminal();
        match self.progress.as_str() {
            _ if self.quiet => Progress::None,
            "bar" => Progress::bar(self.lang),
            "lines" => Progress::Lines(self.lang),
            "none" => Progress::None,
            _ if is_terminal => Progress::bar(self.lang),
            _ => Progress::Lines(self.lang),
        }
    }
}

/// Columns that a line may take: what `COLUMNS` says, else what the terminal shows, else 100.
pub(super) fn columns() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    let columns: usize = told.or_else(seen).unwrap_or(100);
    columns.clamp(60, 160)
}

/// Prints, and stays calm when the reader has gone (`hazama explain … | head -1`).
pub(super) fn print(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
    let _ = out.flush();
}

/// Says that the program itself is at fault, in place of a panic's own words.
pub(super) fn own_mistake(panic: &std::panic::PanicHookInfo<'_>, lang: Lang) {
    let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    eprintln!(
        "{}",
        lang.pick(
            format!(
                "エラー: hazama {version} の誤りのため止まりました({place})。読んでいた文書とともにお知らせください。"
            ),
            format!(
                "error: stopped by a mistake in hazama {version} itself ({place}); please report it with the paper"
            ),
        )
    );
    if std::env::var_os("RUST_BACKTRACE").is_some() {
        eprintln!("{panic}\n{}", std::backtrace::Backtrace::capture());
    }
}
