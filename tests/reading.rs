//! Nothing of a paper disappears: every letter of running text stands in a unit that was read or in one that was passed over with a
//! reason; what is no unit's is the numbering of units, a heading, the headings of
//! columns, or the head of the paper.

use std::fs;
use std::path::{Path, PathBuf};

use hazama::catalogue::Catalogue;
use hazama::claims;
use hazama::model::{Block, Content, Date, Document, Paper, Plan, Source};
use hazama::read;

/// Runs of fewer letters are words that the test misses at the seams of cells and headings, such as 数量 or 測定方法; no sentence is so short.
const SENTENCE: usize = 8;
/// How many of these there are. The figure may only fall.
const SEAMS: usize = 151;
/// A line that bears a number of its own and is the heading of nothing.
const KNOWN: [&str; 1] = [".保守料月額95,000円（税別）"];

/// Letters with which units are numbered and ruled off; their unit's name says the same in one spelling.
fn is_numbering(letter: char) -> bool {
    letter.is_numeric()
        || letter.is_ascii_alphabetic()
        || "第条項号章節款目編部の附則付別紙表記様式記以上特約一二三四五六七八九十百".contains(letter)
        || matches!(letter, 'ア'..='ン' | 'ぁ'..='ん' | '㈠'..='㉃' | '①'..='⓿' | '\u{ff10}'..='\u{ff5a}')
        || !letter.is_alphanumeric()
}

fn squeeze(text: &str) -> Vec<char> {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Everything that a document tells again, one piece after the other.
fn told(document: &Document) -> String {
    let mut pieces: Vec<&str> = Vec::new();
    for unit in &document.units {
        pieces.extend([unit.unit.as_str(), unit.text.as_str()]);
        pieces.extend(unit.heading.as_deref());
    }
    let header = &document.header;
    let heads = [&header.title, &header.product, &header.version, &header.vendor, &header.hospital, &header.system];
    pieces.extend(heads.into_iter().filter_map(Option::as_deref));
    let letters: Vec<String> = pieces.iter().map(|piece| squeeze(piece).into_iter().collect()).collect();
    letters.join("\0")
}

/// Runs of letters of a line that the document does not tell again, numbering aside.
fn lost(line: &str, told: &str) -> Vec<String> {
    let letters = squeeze(line);
    let (mut lost, mut at) = (Vec::new(), 0);
    let mut run = String::new();
    while at < letters.len() {
        let is_told = |length: usize| told.contains(&letters[at..at + length].iter().collect::<String>());
        let (mut low, mut high) = (0, letters.len() - at);
        if is_told(high) {
            low = high;
        }
        // the longest stretch from here that is told
        while low < high {
            let middle = (low + high).div_ceil(2);
            if is_told(middle) { low = middle } else { high = middle - 1 }
        }
        // two letters may stand anywhere, unless they are all that stands between two marks
        let is_whole =
            low > 0 && letters.get(at + low).is_none_or(|next| is_numbering(*next)) && run.chars().all(is_numbering);
        let is_found = low >= 4 || is_whole;
        if is_found {
            lost.extend((!run.is_empty()).then(|| std::mem::take(&mut run)));
            at += low;
        } else {
            run.push(letters[at]);
            at += 1;
        }
    }
    lost.extend((!run.is_empty()).then_some(run));
    lost.retain(|run| !run.chars().all(is_numbering));
    lost
}

fn lines(source: &Source) -> Vec<String> {
    let Content::Flow(blocks) = &source.content else { return Vec::new() };
    let of = |block: &Block| match block {
        Block::Paragraph(paragraph) => vec![paragraph.text.clone()],
        Block::Table(table) => table
            .rows
            .iter()
            .flatten()
            .flat_map(|cell| cell.text.lines().map(str::to_owned).collect::<Vec<_>>())
            .collect(),
    };
    blocks.iter().flat_map(of).collect()
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Reads a paper and gives what is lost of it; none where it is no running text that was taken for prose.
fn gaps(path: &str, bytes: Vec<u8>, catalogue: &Catalogue) -> Option<(usize, Vec<String>)> {
    let source = read::source(&Paper { path: path.to_owned(), bytes });
    let document = claims::understand(&source, catalogue, &Plan::bare(Date::new(2026, 11, 22)?));
    let lines = lines(&source);
    if lines.is_empty() || document.units.is_empty() || !document.rows.is_empty() {
        return None;
    }
    let told = told(&document);
    let gaps = lines.iter().flat_map(|line| lost(line, &told)).collect();
    Some((lines.len(), gaps))
}

#[test]
fn every_letter_of_prose_is_in_a_unit_that_was_read_or_passed_over_with_a_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalogue = Catalogue::builtin();
    let mut found = Vec::new();
    for folder in ["samples", "tests/papers", "tests/review", "tests/bench/cases"] {
        files(&root.join(folder), &mut found);
    }
    let (mut papers, mut all, mut wrong) = (0, 0, Vec::new());
    for path in found {
        let name = path.strip_prefix(root).expect("below").display().to_string();
        if ["md", "toml", "json", "rs", "tsv", "py"].iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        let Some((lines, gaps)) = gaps(&name, fs::read(&path).expect("reads"), &catalogue) else { continue };
        papers += 1;
        all += lines;
        wrong.extend(gaps.into_iter().map(|gap| format!("{name}: {gap}")));
    }
    let is_known = |gap: &&String| KNOWN.iter().any(|known| gap.ends_with(known));
    let long: Vec<&String> = wrong.iter().filter(|gap| letters(gap) >= SENTENCE).filter(|gap| !is_known(gap)).collect();
    assert!(papers > 200 && all > 8000, "{papers} papers, {all} lines");
    assert!(long.is_empty(), "{} runs of {all} lines are lost: {long:#?}", long.len());
    let short = wrong.iter().filter(|gap| letters(gap) < SENTENCE).count();
    assert!(short <= SEAMS, "{short} short runs, of which were {SEAMS}: {wrong:#?}");
}

/// How many letters are lost in a line of the list.
fn letters(gap: &str) -> usize {
    gap.rsplit(": ").next().unwrap_or_default().chars().filter(|letter| letter.is_alphanumeric()).count()
}

#[test]
fn what_is_left_out_is_found() {
    let told = "第1条\0乙は、障害を復旧する。";
    assert_eq!(lost("(保守) 乙は、障害を復旧する。", told), ["(保守)"]);
    assert_eq!(lost("第1条 乙は、障害を復旧する。甲が費用を負担する。", told), ["甲が費用を負担する。"]);
    assert!(lost("(1) 乙は、障害を復旧する。", told).is_empty());
}
