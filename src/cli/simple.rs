//! `hazama schema` and `hazama completions`.

use clap::ArgMatches;
use clap_complete::Shell;
use hazama::case::{Fault, nearest};
use hazama::schemas::{SCHEMAS, text};

use super::screen::Screen;
use super::{Done, fault, operand, usage};

pub(super) fn schema(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let name = operand(matches, "NAME").to_string_lossy();
    let Some(schema) = text(&name) else {
        let names: Vec<&str> = SCHEMAS.iter().map(|(name, _)| *name).collect();
        let meant = nearest(&name, names.iter().copied()).map_or_else(|| names.join("、"), str::to_owned);
        return Err(fault(
            format!("スキーマ「{name}」はありません。「{meant}」のことではありませんか。"),
            format!("there is no schema {name}; did you mean {}?", meant.replace('、', ", ")),
        ));
    };
    screen.say(schema);
    Ok(Done::Well)
}

pub(super) fn completions(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let name = operand(matches, "SHELL").to_string_lossy();
    let Ok(shell) = name.parse::<Shell>() else {
        return Err(fault(
            format!(
                "シェル「{name}」の補完はありません。bash、elvish、fish、powershell、zsh のどれかを指定してください。"
            ),
            format!("there are no completions for {name}; name bash, elvish, fish, powershell or zsh"),
        ));
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut usage::program(screen.lang), "hazama", &mut script);
    screen.say(&String::from_utf8_lossy(&script));
    Ok(Done::Well)
}
