//! `hazama serve`: a case folder in, a page in the user's own browser out, until the program is ended.

use std::path::Path;
use std::process::{Command, Stdio};

use clap::ArgMatches;
use hazama::case::Fault;
use hazama::serve::{Page, Setup};

use super::options::{NO_OPEN, PORT};
use super::screen::Screen;
use super::{Done, begin, choice, fault, last, operand, pack};

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let named = operand(matches, "DIR");
    let dir = if named.is_empty() { Path::new(".") } else { Path::new(named) };
    let choices = begin::choices(matches)?;
    let setup = Setup {
        dir: dir.to_owned(),
        out: choices.out,
        last: last::named(matches),
        as_of: choices.as_of,
        guideline: choices.guideline,
        catalogue: pack::catalogue(matches)?,
        today: begin::today,
    };
    let page = Page::open(setup, port(matches)?, screen.lang).map_err(|fault| vec![fault])?;
    let address = page.address();
    screen.say(&address);
    screen.news(
        format!(
            "{} の画面です。この画面はこのパソコンの中だけで動きます。終えるには Ctrl-C を押してください。",
            dir.display()
        ),
        format!("the page for {}; it runs on this machine alone. Press Ctrl-C to end it", dir.display()),
    );
    if !matches.get_flag(NO_OPEN.name) && open(&address).is_err() {
        screen.news(
            "ブラウザーを開けません。上のアドレスをブラウザーで開いてください。",
            "no browser could be opened; open the address above in one",
        );
    }
    page.serve();
    Ok(Done::Well)
}

/// The port that the user named; 0 takes any that is free.
fn port(matches: &ArgMatches) -> Result<u16, Vec<Fault>> {
    let Some(text) = choice(matches, &PORT) else { return Ok(0) };
    text.parse().map_err(|_| {
        fault(
            format!("--port に「{text}」は使えません。0 から 65535 までの数を書いてください。"),
            format!("--port cannot be {text}; write a number from 0 to 65535"),
        )
    })
}

/// Opens the address in the user's browser.
fn open(address: &str) -> std::io::Result<()> {
    let (program, before): (_, &[&str]) = if cfg!(target_os = "windows") {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let quiet = || Stdio::null();
    Command::new(program).args(before).arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn().map(drop)
}
