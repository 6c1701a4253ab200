//! The labelled papers as a ratchet: figures are recorded in `tests/bench/figures.json` and may only rise.
//! `SHOW=20 cargo test --test bench -- --nocapture` prints what was missed; `UPDATE=1` records better figures.
//! `PAPERS=DIR` scores the papers of another folder; `DUTIES=DIR` reads the words of the duties from a folder of `*.toml`
//! instead of those built in, so that a word can be tried without a build; `LEARNED=FILE` does the same for what examples teach.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use hazama::catalogue::{Catalogue, Learned, parse_duties};
use hazama::model::{Kind, Paper, Source};
use serde_json::Value;

type Triple = (String, String, String);

fn bench() -> PathBuf {
    match std::env::var_os("PAPERS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench"),
    }
}

fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::builtin();
    if let Some(file) = std::env::var_os("LEARNED") {
        let learned = Learned::parse(std::fs::read(file).unwrap().into()).unwrap();
        catalogue.learned = Arc::new(LazyLock::new(Box::new(move || learned)));
    }
    let Some(folder) = std::env::var_os("DUTIES") else { return catalogue };
    let mut duties = Vec::new();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let text = std::fs::read_to_string(path).unwrap();
        duties.extend(parse_duties(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
    }
    catalogue.with_duties(duties)
}

fn shown() -> usize {
    std::env::var("SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0)
}

fn source(name: &str, text: &str) -> Source {
    hazama::read::source(&Paper { path: name.to_owned(), bytes: text.as_bytes().to_vec() })
}

fn word(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

/// For `open` any holder is right.
fn triple(duty: &str, holder: &str, strength: &str) -> Triple {
    let holder = if strength == "open" { "unstated" } else { holder };
    (duty.to_owned(), holder.to_owned(), strength.to_owned())
}

#[derive(Default, Debug)]
struct Tally {
    docs: usize,
    hit3: usize,
    wrong3: usize,
    missed3: usize,
    hit2: usize,
    wrong2: usize,
    missed2: usize,
    comfort: usize,
    kinds: usize,
}

fn f1(hit: usize, wrong: usize, missed: usize) -> f64 {
    if hit == 0 { 0.0 } else { 2.0 * hit as f64 / (2 * hit + wrong + missed) as f64 }
}

impl Tally {
    fn line(&self, name: &str) -> String {
        format!(
            "{name}: docs {} | duty+holder+strength F1 {:.3} (hit {} wrong {} missed {}) | duty+holder F1 {:.3} | false comfort {}",
            self.docs,
            f1(self.hit3, self.wrong3, self.missed3),
            self.hit3,
            self.wrong3,
            self.missed3,
            f1(self.hit2, self.wrong2, self.missed2),
            self.comfort
        )
    }
}

/// The little papers of one file.
fn score_little(path: &Path, catalogue: &Catalogue) -> Tally {
    let mut tally = Tally::default();
    let mut left = shown();
    for line in std::fs::read_to_string(path).unwrap().lines().filter(|line| !line.trim().is_empty()) {
        let paper: Value = serde_json::from_str(line).unwrap();
        let title = word(&paper, "title").unwrap_or_default();
        let body = word(&paper, "text").unwrap();
        let text = if body.starts_with(&title) { body } else { format!("{title}\n{body}") };
        let kind = Kind::from_id(&word(&paper, "kind").unwrap());
        let source = source("paper.txt", &text);
        tally.kinds += usize::from(Some(hazama::clause::recognise(&source).0) == kind);
        let reading = hazama::clause::read(&source, kind, catalogue, hazama::model::Date::iso("2026-11-24"));
        let claims: BTreeSet<Triple> = reading
            .claims
            .iter()
            .map(|claim| triple(claim.duty.as_str(), claim.holder.id(), claim.strength.id()))
            .collect();
        let gold: BTreeSet<Triple> = paper["expect"]
            .as_array()
            .unwrap()
            .iter()
            .map(|g| {
                triple(g["duty"].as_str().unwrap(), g["holder"].as_str().unwrap(), g["strength"].as_str().unwrap())
            })
            .collect();
        let empty = Vec::new();
        let allow: Vec<(String, Option<String>, Option<String>)> = paper["allow"]
            .as_array()
            .unwrap_or(&empty)
            .iter()
            .map(|a| {
                let strength = word(a, "strength");
                let holder =
                    if strength.as_deref() == Some("open") { Some("unstated".to_owned()) } else { word(a, "holder") };
                (word(a, "duty").unwrap(), holder, strength)
            })
            .collect();
        let allowed = |(duty, holder, strength): &Triple| {
            allow.iter().any(|(d, h, s)| {
                d == duty && h.as_ref().is_none_or(|h| h == holder) && s.as_ref().is_none_or(|s| s == strength)
            })
        };
        let wrong: Vec<&Triple> = claims.difference(&gold).filter(|claim| !allowed(claim)).collect();
        let missed: Vec<&Triple> = gold.difference(&claims).collect();
        let two = |set: &BTreeSet<Triple>| set.iter().map(|(d, h, _)| (d.clone(), h.clone())).collect::<BTreeSet<_>>();
        let (claims2, gold2) = (two(&claims), two(&gold));
        tally.docs += 1;
        tally.hit3 += claims.intersection(&gold).count();
        tally.wrong3 += wrong.len();
        tally.missed3 += missed.len();
        tally.hit2 += claims2.intersection(&gold2).count();
        tally.wrong2 += claims2
            .difference(&gold2)
            .filter(|(d, h)| !allow.iter().any(|(x, y, _)| x == d && y.as_ref().is_none_or(|y| y == h)))
            .count();
        tally.missed2 += gold2.difference(&claims2).count();
        tally.comfort += wrong.iter().filter(|(.., strength)| strength == "duty").count();
        if left > 0 && (!wrong.is_empty() || !missed.is_empty()) {
            left -= 1;
            println!(
                "--- {} [{}] {}\n{text}\n  missed: {missed:?}\n  wrong: ",
                word(&paper, "id").unwrap_or_default(),
                word(&paper, "kind").unwrap(),
                word(&paper, "trap").unwrap_or_default()
            );
            for claim in &reading.claims {
                if wrong.contains(&&triple(claim.duty.as_str(), claim.holder.id(), claim.strength.id())) {
                    println!(
                        "    {} {} {} «{}» {:?}",
                        claim.duty,
                        claim.holder.id(),
                        claim.strength.id(),
                        claim.quote.text,
                        claim.why
                    );
                }
            }
        }
    }
    tally
}

fn place(unit: &str) -> String {
    let unit: String =
        hazama::text::normal(unit).chars().filter(|c| !c.is_whitespace() && !"()（）「」".contains(*c)).collect();
    // 第1項 before a 号 says nothing
    match unit.find("第1項第") {
        Some(at) if unit[at + "第1項第".len()..].trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('号') =>
        {
            format!("{}{}", &unit[..at], &unit[at + "第1項".len()..])
        }
        _ => unit,
    }
}

fn near(a: &str, b: &str) -> bool {
    let (a, b) = (place(a), place(b));
    !a.is_empty() && !b.is_empty() && (a.starts_with(&b) || b.starts_with(&a))
}

/// The long papers of one folder, by place.
fn score_long(folder: &Path, catalogue: &Catalogue) -> Tally {
    let mut tally = Tally::default();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".expect.json"))
        .collect();
    paths.sort();
    for path in paths {
        let expect: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let text = std::fs::read_to_string(path.to_string_lossy().replace(".expect.json", ".txt")).unwrap();
        let reading =
            hazama::clause::read(&source("paper.txt", &text), None, catalogue, hazama::model::Date::iso("2026-11-24"));
        tally.kinds += usize::from(reading.kind.id() == expect["kind"].as_str().unwrap());
        let mut left: Vec<(Triple, String, String)> = reading
            .claims
            .iter()
            .map(|claim| {
                (
                    triple(claim.duty.as_str(), claim.holder.id(), claim.strength.id()),
                    claim.quote.place.unit.clone().unwrap_or_default(),
                    claim.quote.text.clone(),
                )
            })
            .collect();
        let gold: Vec<(Triple, String)> = expect["expect"]
            .as_array()
            .unwrap()
            .iter()
            .map(|g| {
                (
                    triple(g["duty"].as_str().unwrap(), g["holder"].as_str().unwrap(), g["strength"].as_str().unwrap()),
                    word(g, "at").unwrap(),
                )
            })
            .collect();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        tally.docs += 1;
        for (claim, at) in &gold {
            match left.iter().position(|(found, unit, _)| found == claim && near(unit, at)) {
                Some(index) => {
                    left.remove(index);
                    tally.hit3 += 1;
                }
                None => {
                    tally.missed3 += 1;
                    if shown() > 0 {
                        println!("missed {name} {at} {claim:?}");
                    }
                }
            }
        }
        for (claim, unit, quote) in left {
            let allowed = expect["allow"].as_array().is_some_and(|allow| {
                allow.iter().any(|a| {
                    word(a, "duty").as_deref() == Some(&claim.0) && word(a, "holder").is_none_or(|h| h == claim.1)
                })
            });
            if allowed || gold.iter().any(|(g, at)| *g == claim && near(&unit, at)) {
                continue;
            }
            tally.wrong3 += 1;
            tally.comfort += usize::from(claim.2 == "duty");
            if shown() > 0 {
                println!("wrong  {name} {unit} {claim:?} «{quote}»");
            }
        }
    }
    tally
}

#[test]
fn figures_only_rise() {
    let catalogue = catalogue();
    let mut figures: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    let mut sets: Vec<PathBuf> = std::fs::read_dir(bench()).unwrap().map(|entry| entry.unwrap().path()).collect();
    sets.sort();
    let only = std::env::var("ONLY").ok();
    for path in sets {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // traps are all or nothing: tests/traps.rs
        if name == "traps.jsonl" || only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let tally = if name.ends_with(".jsonl") {
            score_little(&path, &catalogue)
        } else if name.starts_with("long") && path.is_dir() {
            score_long(&path, &catalogue)
        } else {
            continue;
        };
        println!("{} | kinds right {} of {}", tally.line(&name), tally.kinds, tally.docs);
        let figure = figures.entry(name).or_default();
        let round = |value: f64| (value * 1000.0).round() / 1000.0;
        figure.insert("f1".into(), round(f1(tally.hit3, tally.wrong3, tally.missed3)));
        if tally.hit2 > 0 {
            figure.insert("f1_holder".into(), round(f1(tally.hit2, tally.wrong2, tally.missed2)));
        }
        figure.insert("comfort".into(), tally.comfort as f64);
        figure.insert("kinds".into(), round(tally.kinds as f64 / tally.docs as f64));
    }
    let record = bench().join("figures.json");
    let known: BTreeMap<String, BTreeMap<String, f64>> =
        std::fs::read_to_string(&record).ok().map(|text| serde_json::from_str(&text).unwrap()).unwrap_or_default();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&record, serde_json::to_string_pretty(&figures).unwrap() + "\n").unwrap();
        return;
    }
    if only.is_some() || std::env::var_os("PAPERS").is_some() {
        return;
    }
    for (set, figure) in &known {
        let now = figures.get(set).unwrap_or_else(|| panic!("{set} is recorded and gone"));
        for (key, value) in figure {
            let better = if key == "comfort" { now[key] <= *value } else { now[key] >= *value };
            assert!(better, "{set}: {key} was {value} and is {}", now[key]);
        }
    }
}

/// What teaches must not be what measures: no example is a sentence of a labelled paper.
#[test]
fn no_example_is_a_sentence_of_the_bench() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sentences: BTreeSet<String> = BTreeSet::new();
    let mut add = |text: &str| {
        for sentence in text.split(['\n', '。']) {
            let sentence = hazama::text::normal(sentence);
            // without the number before it
            let bare = sentence.trim_start_matches(|c: char| {
                c.is_ascii_alphanumeric() || "()第条項号の.ア イウエオ①②③④⑤⑥⑦⑧⑨・一二三四五六七八九十".contains(c)
            });
            sentences.extend([bare.to_owned(), sentence].into_iter().filter(|words| words.chars().count() >= 14));
        }
    };
    for entry in std::fs::read_dir(home.join("tests/bench")).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_some_and(|end| end == "jsonl") {
            for line in std::fs::read_to_string(&entry).unwrap().lines().filter(|line| !line.trim().is_empty()) {
                add(serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap_or_default());
            }
        } else if entry.is_dir() {
            for file in std::fs::read_dir(&entry).unwrap().map(|file| file.unwrap().path()) {
                if file.extension().is_some_and(|end| end == "txt") {
                    add(&std::fs::read_to_string(&file).unwrap());
                }
            }
        }
    }
    for path in std::fs::read_dir(home.join("src/catalogue/examples")).unwrap().map(|entry| entry.unwrap().path()) {
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let words = line.split_once('\t').map(|(_, words)| hazama::text::normal(words)).unwrap_or_default();
            let words = words.trim_end_matches('。');
            assert!(!sentences.contains(words), "{}: {line}", path.display());
        }
    }
}
