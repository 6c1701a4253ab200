//! Tests of edition files. In: editions. Out: cases that are not read as they say, and signs that two editions share.

use std::collections::BTreeSet;

use super::{read, recognise};
use crate::catalogue::{Catalogue, FormEdition};
use crate::model::{Cell, Content, Date, Grid, Source};

/// A case that is not read as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Which case of the edition, from 0.
    pub number: usize,
    /// What is wrong and how to mend it, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

/// Far from every edition: no day of a case lies after it.
const LATE: Date = Date { year: 2100, month: 1, day: 1 };

/// Reads the cases of an edition with all editions of the catalogue.
pub fn try_cases(edition: &FormEdition, catalogue: &Catalogue) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for (number, case) in edition.cases.iter().enumerate() {
        let mut say = |ja: String, en: String| {
            let ja = format!("例「{}」: {ja}しるしか例を直してください。", case.name);
            wrong.push(Wrong { number, ja, en: format!("case {}: {en}", case.name) });
        };
        let source = paper(&case.lines);
        let recognised = recognise(&source, catalogue);
        let kind = recognised.as_ref().map(|form| form.kind);
        let reading = read(&source, kind.unwrap_or(edition.kind), catalogue, LATE);
        let is_it = kind == Some(edition.kind) && reading.edition.as_ref() == Some(&edition.edition);
        if is_it != case.matches {
            let found = match kind {
                Some(kind) => format!("{} {}", kind.id(), reading.edition.as_deref().unwrap_or("(版不明)")),
                None => "様式でない文書".to_owned(),
            };
            say(format!("{found} と読まれました。"), format!("read as {found}"));
        }
        if let Some(rows) = case.rows.filter(|rows| *rows != reading.rows.len()) {
            let got = reading.rows.len();
            say(format!("{rows} 行のはずが {got} 行と読まれました。"), format!("{got} rows, not {rows}"));
        }
        if let Some(words) = &case.notice
            && !reading.notices.iter().any(|notice| notice.message.contains(words.as_str()))
        {
            say(format!("「{words}」という知らせがありません。"), format!("no notice says {words}"));
        }
    }
    wrong
}

/// A workbook of one sheet with those lines, cells parted by `|`.
fn paper(lines: &[String]) -> Source {
    let mut grid = Grid { name: "様式".to_owned(), ..Grid::default() };
    for (row, line) in lines.iter().enumerate() {
        for (column, text) in line.split('|').enumerate().filter(|(_, text)| !text.is_empty()) {
            let cell = Cell::words(text);
            grid.cells.insert((row as u32, column as u32), cell);
        }
    }
    Source {
        path: "様式.xlsx".to_owned(),
        sha256: String::new(),
        container: "xlsx",
        content: Content::Book(vec![grid]),
        notices: Vec::new(),
    }
}

/// The sign by which two editions of one kind would be taken for each other, in words; none when they can be told apart: by their
/// titles, or else by the versions and numbers that they print.
pub fn clashes(one: &FormEdition, other: &FormEdition) -> Option<String> {
    if one.kind != other.kind {
        return None;
    }
    let shared = |one: &[String], other: &[String]| one.iter().find(|word| other.contains(word)).cloned();
    if let Some(number) = shared(&one.numbers, &other.numbers) {
        return Some(format!("番号「{number}」"));
    }
    if one.edition == other.edition {
        return Some(format!("版「{}」", one.edition));
    }
    let words = |edition: &FormEdition| -> Vec<BTreeSet<String>> {
        edition.titles.iter().map(|title| title.iter().cloned().collect()).collect()
    };
    let mut pairs =
        words(one).into_iter().flat_map(|one| words(other).into_iter().map(move |other| (one.clone(), other)));
    let is_same_title = pairs.any(|(one, other)| one.is_subset(&other) || other.is_subset(&one));
    if !is_same_title {
        return None;
    }
    let names = |edition: &FormEdition| {
        let mut names = edition.versions.clone();
        names.push(edition.edition.clone());
        names
    };
    shared(&names(one), &names(other)).map(|version| format!("版の表示「{version}」"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::sketch::catalogue;

    #[test]
    fn editions_are_told_apart_and_read_their_cases() {
        let catalogue = catalogue();
        for (at, edition) in catalogue.forms.iter().enumerate() {
            assert_eq!(try_cases(edition, catalogue), Vec::new(), "{}", edition.id);
            assert!(edition.cases.iter().any(|case| case.matches), "{} shows no case", edition.id);
            for other in &catalogue.forms[..at] {
                assert_eq!(clashes(edition, other), None, "{} {}", edition.id, other.id);
            }
        }
    }

    #[test]
    fn a_case_that_is_read_otherwise_is_told() {
        let catalogue = catalogue();
        let mut edition = catalogue.forms.iter().find(|form| form.id == "mds-5.0").expect("MDS 5.0").clone();
        let mut twin = edition.clone();
        assert!(clashes(&edition, &twin).is_some());
        twin.numbers.clear();
        twin.edition = "5.1".to_owned();
        assert_eq!(clashes(&edition, &twin).as_deref(), Some("版の表示「5.0」"));
        for case in &mut edition.cases {
            case.matches = !case.matches;
        }
        edition.cases[0].rows = Some(7);
        edition.cases[0].notice = Some("ない知らせ".to_owned());
        let wrong = try_cases(&edition, catalogue);
        assert_eq!(wrong.len(), edition.cases.len() + 2, "{wrong:#?}");
        assert!(wrong.iter().all(|wrong| wrong.ja.ends_with("直してください。")), "{wrong:#?}");
    }
}
