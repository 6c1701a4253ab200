//! A result beside what comes out now. In: what the result says was corrected, entered and found, and the case as it is. Out: one line
//! for each correction, entry and state that differs.

use std::collections::BTreeMap;
use std::path::Path;

use hazama::case::{self, Case, KEPT};
use hazama::catalogue::Catalogue;
use hazama::model::{Corrected, Decision, Paper, Report, Source};
use hazama::review::{self, Past};
use serde_json::Value;

use super::super::screen::Screen;

/// More states than this are counted and not listed.
const LISTED: usize = 20;

/// What stands under a heading for a duty in a system.
type Entries = BTreeMap<[String; 3], String>;

/// What a result says, as far as it can be read.
pub(super) struct Said {
    past: Option<Past>,
    entries: Entries,
}

impl Said {
    pub fn of_json(paper: &Paper) -> Said {
        let json: Value = serde_json::from_slice(&paper.bytes).unwrap_or_default();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let mut entries = Entries::new();
        for decision in json["decisions"].as_array().into_iter().flatten() {
            let (Some(duty), Some(system)) = (text(&decision["duty"]), text(&decision["system"])) else { continue };
            for (heading, words) in decision["entries"].as_object().into_iter().flatten() {
                let words = text(words).unwrap_or_default();
                entries.entry([duty.clone(), system.clone(), heading.clone()]).or_insert(words);
            }
        }
        Said { past: Past::of_json(&paper.path, &paper.bytes).ok(), entries }
    }

    pub fn of_workbook(path: &str, source: &Source, catalogue: &Catalogue) -> Said {
        let decisions = review::read(source).unwrap_or_default();
        Said { past: Past::of_workbook(path, source, catalogue).ok(), entries: entries(&decisions) }
    }
}

/// What stands first wins: of two rows on one duty, the page's own comes before that of a workbook.
fn entries(decisions: &[Decision]) -> Entries {
    let mut entries = Entries::new();
    for decision in decisions {
        let Some((duty, system)) = &decision.on else { continue };
        for (heading, entered) in &decision.entries {
            let key = [duty.to_string(), system.clone(), heading.clone()];
            entries.entry(key).or_insert_with(|| entered.words());
        }
    }
    entries
}

/// What differs between what a result says and what comes out now. `book` is what people have written into the workbook that lies there.
/// Where the case cannot be judged any more, nothing but its entries can be compared.
pub(super) fn differences(
    said: &Said,
    case: &Case,
    book: Vec<Decision>,
    (dir, catalogue, screen): (&Path, &Catalogue, &Screen),
) -> Vec<String> {
    let on_page = entries(&case.kept.decisions.iter().map(|one| one.decision.clone()).collect::<Vec<_>>());
    let in_book = entries(&book);
    let now = entries(&case.kept.clone().over(book));
    let mut lines = Vec::new();
    let mut keys: Vec<&[String; 3]> = said.entries.keys().chain(on_page.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        // what people have written into a workbook since is no part of what the result was made from
        let is_books = in_book.contains_key(key) && !on_page.contains_key(key);
        let (was, is) = (said.entries.get(key), now.get(key));
        if was != is && !is_books {
            let [duty, system, heading] = key;
            lines.push(line(&format!("{KEPT} {duty}@{system} {heading}"), was, is, screen));
        }
    }
    let Some(past) = &said.past else { return lines };
    let Ok(report) = case::judge(case, catalogue, &mut |_| {}) else { return lines };
    if case::refuse_the_unread(&report, dir).is_err() {
        return lines;
    }
    lines.extend(corrections(&past.report, &report, screen));
    lines.extend(states(&past.report, &report, screen));
    lines
}

/// `was` and `is`, either of which may be nothing.
fn line(what: &str, was: Option<&String>, is: Option<&String>, screen: &Screen) -> String {
    let lang = screen.lang;
    let words =
        |one: Option<&String>| one.map_or_else(|| lang.pick("なし", "nothing").to_owned(), |one| format!("「{one}」"));
    lang.pick(
        format!("{what}: 結果では{}、いまは{}", words(was), words(is)),
        format!("{what}: {} in the result, {} now", words(was), words(is)),
    )
}

/// Corrections that were applied, by what they are about.
fn applied(report: &Report) -> BTreeMap<String, String> {
    let about = |one: &Corrected| {
        let correction = &one.correction;
        let place = correction.place.in_words();
        let quote: String = correction.quote.chars().filter(|letter| !letter.is_control()).collect();
        let about = format!("{KEPT} {} {place} {}「{quote}」", correction.path, correction.duty);
        let day = correction.day.map(|day| day.to_string()).unwrap_or_default();
        let says = [correction.change.ja(), correction.reason.clone(), correction.by.clone(), day];
        (about, says.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("、"))
    };
    report.corrections.iter().filter(|one| one.lapsed.is_none()).map(about).collect()
}

fn corrections(then: &Report, now: &Report, screen: &Screen) -> Vec<String> {
    let (then, now) = (applied(then), applied(now));
    let mut names: Vec<&String> = then.keys().chain(now.keys()).collect();
    names.sort();
    names.dedup();
    let differ = names.into_iter().filter(|name| then.get(*name) != now.get(*name));
    differ.map(|name| line(name, then.get(name), now.get(name), screen)).collect()
}

fn states(then: &Report, now: &Report, screen: &Screen) -> Vec<String> {
    let lang = screen.lang;
    let of = |report: &Report| -> BTreeMap<String, String> {
        let verdicts = report.verdicts.iter();
        verdicts
            .map(|verdict| {
                (
                    format!("{}@{}", verdict.duty, verdict.system),
                    lang.pick(verdict.state.ja(), verdict.state.id()).to_owned(),
                )
            })
            .collect()
    };
    let (then, now) = (of(then), of(now));
    let mut names: Vec<&String> = then.keys().chain(now.keys()).collect();
    names.sort();
    names.dedup();
    let differ: Vec<&String> = names.into_iter().filter(|name| then.get(*name) != now.get(*name)).collect();
    let state = lang.pick("状態", "state");
    let listed = differ.iter().take(LISTED);
    let mut lines: Vec<String> =
        listed.map(|name| line(&format!("{state} {name}"), then.get(*name), now.get(*name), screen)).collect();
    if differ.len() > LISTED {
        let more = differ.len() - LISTED;
        lines.push(lang.pick(format!("ほかに状態の違い {more} 件"), format!("{more} more states that differ")));
    }
    lines
}
