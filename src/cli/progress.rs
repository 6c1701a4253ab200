//! Shows how far a run is: a bar on a terminal, plain lines elsewhere.

use hazama::Step;
use hazama::model::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress display.
pub(super) enum Progress {
    /// Shows nothing.
    None,
    /// One line for each step, for logs.
    Lines(Lang),
    /// A bar that goes away when all is done.
    Bar(Lang, ProgressBar),
}

impl Progress {
    pub fn bar(lang: Lang) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        Progress::Bar(lang, bar)
    }

    /// Shows that a step begins.
    pub fn show(&self, step: Step<'_>) {
        match self {
            Progress::None => {}
            Progress::Lines(lang) => match step {
                Step::Reading { number, of, path } => eprintln!("[{number}/{of}] {path}"),
                Step::Judging => eprintln!("{}", judging(*lang)),
            },
            Progress::Bar(lang, bar) => match step {
                Step::Reading { number, of, path } => {
                    bar.set_length(of as u64 + 1);
                    bar.set_position(number as u64 - 1);
                    bar.set_message(path.to_owned());
                }
                Step::Judging => {
                    bar.set_position(bar.length().unwrap_or(1).saturating_sub(1));
                    bar.set_message(judging(*lang));
                }
            },
        }
    }

    /// Takes the bar away.
    pub fn done(self) {
        if let Progress::Bar(_, bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn judging(lang: Lang) -> &'static str {
    lang.pick("突き合わせています", "weighing the claims")
}
