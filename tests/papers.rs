//! Papers as they really arrive, made by real programs (`tests/papers/make`), each beside a list of what a person sees
//! in it. Those that are read completely stand in `tests/papers/complete.txt`; the list may only grow.
//! `UPDATE=1 cargo test --test papers` adds papers that are now complete; `SHOW=1` prints what the others lack.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hazama::catalogue::Catalogue;
use hazama::model::{Date, Document, Paper, Plan};
use serde::Deserialize;

/// What a person sees in a paper: `name.ext` beside `name.ext.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    /// Name of the container.
    container: String,
    /// Kind of paper, as in `--kind`.
    kind: String,
    /// How many rows the form has; 0 for prose.
    #[serde(default)]
    rows: usize,
    /// Row number → answer.
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// Row number → cell (`Sheet!D12`) that holds the answer.
    #[serde(default)]
    cells: BTreeMap<String, String>,
    /// Row number → 完了日 or 目標日, an ISO date; empty for none.
    #[serde(default)]
    done: BTreeMap<String, String>,
    /// Row number → words that stand in the row's remark.
    #[serde(default)]
    remarks: BTreeMap<String, String>,
    /// Unit (`第8条第2項`) → words that stand in it.
    #[serde(default)]
    units: BTreeMap<String, String>,
    /// Words that are read somewhere.
    #[serde(default)]
    holds: Vec<String>,
    /// Words that must be read nowhere (struck, hidden behind a newer text, page furniture).
    #[serde(default)]
    lacks: Vec<String>,
    /// Words of each notice that there must be; any other notice means that the paper is not read completely.
    #[serde(default)]
    notices: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers")
}

/// Every paper that has a list, by name.
fn papers() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .expect("tests/papers")
        .filter_map(|entry| {
            entry.expect("an entry").file_name().into_string().expect("UTF-8").strip_suffix(".toml").map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

fn document(name: &str, catalogue: &Catalogue) -> Document {
    let bytes = std::fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let source = hazama::read::source(&Paper { path: name.to_owned(), bytes });
    let plan = Plan::bare(Date::new(2026, 11, 22).expect("a day"));
    hazama::claims::understand(&source, catalogue, &plan)
}

/// What differs between what a person sees and what was read.
fn missing(seen: &Seen, document: &Document) -> Vec<String> {
    let mut missing = Vec::new();
    let mut want = |is_so: bool, what: String| {
        if !is_so {
            missing.push(what);
        }
    };
    want(seen.container == document.container, format!("container {}", document.container));
    want(seen.kind == document.kind.id(), format!("kind {} ({})", document.kind.id(), document.kind_reason));
    want(seen.rows == document.rows.len(), format!("{} rows", document.rows.len()));
    let row = |number: &str| document.rows.iter().find(|row| row.number == number);
    for (number, answer) in &seen.answers {
        let found = row(number).map_or("no row", |row| row.answer.id());
        want(found == answer, format!("row {number}: {found}, not {answer}"));
    }
    for (number, cell) in &seen.cells {
        let place = row(number).map(|row| {
            format!("{}!{}", row.place.sheet.as_deref().unwrap_or(""), row.place.cell.as_deref().unwrap_or(""))
        });
        want(place.as_ref() == Some(cell), format!("row {number}: at {place:?}, not {cell}"));
    }
    for (number, day) in &seen.done {
        let found = row(number).and_then(|row| row.done).map(|day| day.to_string()).unwrap_or_default();
        want(&found == day, format!("row {number}: done «{found}», not «{day}»"));
    }
    for (number, words) in &seen.remarks {
        let found = row(number).and_then(|row| row.remark.as_deref()).unwrap_or("");
        want(found.contains(words.as_str()), format!("row {number}: remark «{found}», not «{words}»"));
    }
    for (name, words) in &seen.units {
        let found = document.units.iter().find(|unit| &unit.unit == name);
        let text = found.map_or("no such unit", |unit| unit.text.as_str());
        want(text.contains(words.as_str()), format!("{name}: «{text}», not «{words}»"));
    }
    let mut all = String::new();
    for unit in &document.units {
        all.extend([unit.unit.as_str(), " ", unit.heading.as_deref().unwrap_or(""), "\n", unit.text.as_str(), "\n"]);
    }
    for row in &document.rows {
        let words = [row.title.as_deref(), Some(row.text.as_str()), row.remark.as_deref(), row.holder.as_deref()];
        words.into_iter().flatten().for_each(|words| all.extend([words, "\n"]));
    }
    for words in &seen.holds {
        want(all.contains(words.as_str()), format!("«{words}» is not read"));
    }
    for words in &seen.lacks {
        want(!all.contains(words.as_str()), format!("«{words}» is read"));
    }
    for words in &seen.notices {
        let is_said = document.notices.iter().any(|notice| notice.message.contains(words.as_str()));
        want(is_said, format!("no notice says «{words}»"));
    }
    for notice in &document.notices {
        let is_meant = seen.notices.iter().any(|words| notice.message.contains(words.as_str()));
        want(is_meant, format!("a notice says «{}»", notice.message));
    }
    missing
}

#[test]
fn papers_that_are_read_completely_stay_so() {
    let catalogue = Catalogue::builtin();
    let list = folder().join("complete.txt");
    let listed: BTreeSet<String> =
        std::fs::read_to_string(&list).unwrap_or_default().lines().map(str::to_owned).collect();
    let (shows, updates) = (std::env::var_os("SHOW").is_some(), std::env::var_os("UPDATE").is_some());
    let mut complete = BTreeSet::new();
    let mut worse = Vec::new();
    let papers = papers();
    for name in &papers {
        let text = std::fs::read_to_string(folder().join(format!("{name}.toml"))).expect("reads");
        let seen: Seen = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
        let missing = missing(&seen, &document(name, &catalogue));
        if missing.is_empty() {
            complete.insert(name.clone());
        } else if listed.contains(name) || shows {
            worse.push(format!("{name}:\n  {}", missing.join("\n  ")));
        }
    }
    println!("papers: {} read completely of {}", complete.len(), papers.len());
    if updates {
        let lines: String = complete.union(&listed).map(|name| format!("{name}\n")).collect();
        std::fs::write(&list, lines).expect("writes");
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
    let new: Vec<&String> = complete.difference(&listed).collect();
    assert!(new.is_empty() || updates, "now complete, UPDATE=1 lists them: {new:?}");
    let gone: Vec<&String> = listed.iter().filter(|name| !papers.contains(name)).collect();
    assert!(gone.is_empty(), "listed and no longer there: {gone:?}");
}
