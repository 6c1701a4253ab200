//! The numbering part of a document in; then, paragraph by paragraph, the automatic number that Word prints before it:
//! `第1条`, `2`, `(1)`, `ア`. Rules follow ECMA-376 part 1, 17.9.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use crate::read::limits::Trouble;
use crate::read::numerals::numeral;
use crate::read::xml::{Xml, attribute, is_on, number};

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    start: u32,
    format: String,
    /// The words around the numbers: `第%1条`, `%1.%2`.
    text: String,
    /// Numbers of upper levels are printed as plain digits.
    legal: bool,
    /// Starts anew after this level (1-based), never for 0; after any upper level when none.
    restart: Option<u32>,
    /// The paragraph style that stands on this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false, restart: None, style: None }
    }
}

#[derive(Debug, Default)]
struct Pattern {
    levels: Vec<Level>,
    /// Name under which other patterns borrow the levels of this one.
    lends: Option<String>,
    /// Name of the pattern whose levels are borrowed.
    borrows: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    pattern: u32,
    /// Levels that begin elsewhere than the pattern says.
    starts: BTreeMap<usize, u32>,
    /// Levels that look different from the pattern.
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    patterns: BTreeMap<u32, Pattern>,
    lists: BTreeMap<u32, List>,
    /// By pattern, since lists of one pattern count on together.
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists that have been used.
    begun: BTreeSet<u32>,
}

impl Numbering {
    /// Reads a numbering part.
    pub fn read(text: &str) -> Result<Numbering, Trouble> {
        let mut xml = Xml::new(text);
        let mut numbering = Numbering::default();
        loop {
            match xml.next()? {
                Event::Eof => break,
                Event::Start(start) => match start.local_name().as_ref() {
                    "abstractNum" => {
                        let id = number(&start, "abstractNumId").unwrap_or_default();
                        let pattern = pattern(&mut xml, &start)?;
                        numbering.patterns.insert(id, pattern);
                    }
                    "num" => {
                        let id = number(&start, "numId").unwrap_or_default();
                        let list = list(&mut xml, &start)?;
                        numbering.lists.insert(id, list);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        let lenders: BTreeMap<String, u32> =
            numbering.patterns.iter().filter_map(|(&id, pattern)| Some((pattern.lends.clone()?, id))).collect();
        for list in numbering.lists.values_mut() {
            let borrowed = numbering.patterns.get(&list.pattern).and_then(|pattern| pattern.borrows.as_ref());
            list.pattern = borrowed.and_then(|name| lenders.get(name)).copied().unwrap_or(list.pattern);
        }
        Ok(numbering)
    }

    /// The level on which a paragraph style stands in a list, or none.
    pub fn level_of_style(&self, list: u32, style: &str) -> Option<u8> {
        let list = self.lists.get(&list)?;
        let levels = &self.patterns.get(&list.pattern)?.levels;
        levels.iter().position(|level| level.style.as_deref() == Some(style)).map(|level| level as u8)
    }

    /// Counts one paragraph on and gives its number as printed; none when the list prints nothing.
    pub fn count(&mut self, id: u32, level: u8) -> Option<String> {
        let list = self.lists.get(&id)?;
        let pattern = self.patterns.get(&list.pattern)?;
        let level = usize::from(level).min(LEVELS - 1);
        let default = Level::default();
        let at = |level: usize| list.levels.get(&level).or_else(|| pattern.levels.get(level)).unwrap_or(&default);
        let start = |level: usize| list.starts.get(&level).copied().unwrap_or(at(level).start);
        let counts = self.counts.entry(list.pattern).or_default();
        if self.begun.insert(id) {
            list.starts.keys().filter(|&&level| level < LEVELS).for_each(|&level| counts[level] = None);
        }
        counts[level] = Some(counts[level].map_or(start(level), |count| count.saturating_add(1)));
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restarts = at(deeper).restart.is_none_or(|after| level < after as usize);
            if restarts {
                *count = None;
            }
        }
        let label = label(at(level), |upper| {
            let format = if at(level).legal { "decimal" } else { &at(upper).format };
            numeral(counts[upper].unwrap_or(start(upper)), format)
        });
        (!label.trim().is_empty()).then_some(label)
    }
}

/// The words of a level with the numbers filled in.
fn label(level: &Level, numeral_of: impl Fn(usize) -> String) -> String {
    if level.format == "bullet" {
        return bullet(&level.text);
    }
    let mut label = String::new();
    let mut letters = level.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit =
            letters.peek().and_then(|next| next.to_digit(10)).filter(|digit| (1..=LEVELS as u32).contains(digit));
        match digit {
            Some(digit) if letter == '%' => {
                letters.next();
                label.push_str(&numeral_of(digit as usize - 1));
            }
            _ => label.push(letter),
        }
    }
    label.trim().to_owned()
}

/// A bullet that can be printed: signs of symbol fonts stand in a private area and become `・`.
fn bullet(text: &str) -> String {
    let is_private = |letter: char| ('\u{e000}'..='\u{f8ff}').contains(&letter);
    if text.chars().any(is_private) { "・".to_owned() } else { text.trim().to_owned() }
}

fn pattern(xml: &mut Xml<'_>, holder: &BytesStart<'_>) -> Result<Pattern, Trouble> {
    let mut pattern = Pattern::default();
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(end) if end.name() == holder.name() => return Ok(pattern),
            Event::Start(start) => match start.local_name().as_ref() {
                "styleLink" => pattern.lends = attribute(&start, "val").map(|name| name.into_owned()),
                "numStyleLink" => pattern.borrows = attribute(&start, "val").map(|name| name.into_owned()),
                "lvl" => {
                    let index = number(&start, "ilvl").unwrap_or_default() as usize;
                    let level = level(xml, &start)?;
                    if index < LEVELS {
                        pattern.levels.resize(pattern.levels.len().max(index + 1), Level::default());
                        pattern.levels[index] = level;
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

fn list(xml: &mut Xml<'_>, holder: &BytesStart<'_>) -> Result<List, Trouble> {
    let mut list = List::default();
    let mut overridden = 0;
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(end) if end.name() == holder.name() => return Ok(list),
            Event::Start(start) => match start.local_name().as_ref() {
                "abstractNumId" => list.pattern = number(&start, "val").unwrap_or_default(),
                "lvlOverride" => overridden = number(&start, "ilvl").unwrap_or_default() as usize,
                "startOverride" => {
                    list.starts.insert(overridden, number(&start, "val").unwrap_or(1));
                }
                "lvl" => {
                    let level = level(xml, &start)?;
                    list.levels.insert(overridden, level);
                }
                _ => {}
            },
            _ => {}
        }
    }
}

fn level(xml: &mut Xml<'_>, holder: &BytesStart<'_>) -> Result<Level, Trouble> {
    let mut level = Level { start: 0, ..Level::default() };
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(end) if end.name() == holder.name() => return Ok(level),
            Event::Start(start) => match start.local_name().as_ref() {
                // A newer format that older programs do not know stands beside one that all know.
                "Choice" | "pPr" | "rPr" => xml.skip(&start)?,
                "start" => level.start = number(&start, "val").unwrap_or_default(),
                "numFmt" => level.format = attribute(&start, "val").unwrap_or_default().into_owned(),
                "lvlText" => level.text = attribute(&start, "val").unwrap_or_default().into_owned(),
                "isLgl" => level.legal = is_on(&start),
                "lvlRestart" => level.restart = number(&start, "val"),
                "pStyle" => level.style = attribute(&start, "val").map(|id| id.into_owned()),
                _ => {}
            },
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(lists: &str) -> Numbering {
        let pattern = |id: u32, more: &str, levels: &[(&str, &str, &str)]| {
            let levels: String = levels
                .iter()
                .enumerate()
                .map(|(index, (format, text, more))| {
                    format!(
                        r#"<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
                    )
                })
                .collect();
            format!(r#"<w:abstractNum w:abstractNumId="{id}">{more}{levels}</w:abstractNum>"#)
        };
        let law = pattern(
            1,
            r#"<w:styleLink w:val="law"/>"#,
            &[
                ("decimal", "第%1条", r#"<w:pStyle w:val="jo"/>"#),
                ("decimalFullWidth", "%2", ""),
                ("decimal", "(%3)", ""),
                ("aiueoFullWidth", "%4", ""),
            ],
        );
        let nested = pattern(
            2,
            "",
            &[
                ("ideographDigital", "%1", ""),
                ("decimal", "%1.%2", "<w:isLgl/>"),
                ("decimal", "%1-%2-%3", r#"<w:lvlRestart w:val="1"/>"#),
            ],
        );
        let bullets = pattern(3, "", &[("bullet", "\u{f0b7}", ""), ("bullet", "○", ""), ("none", "", "")]);
        let borrower = r#"<w:abstractNum w:abstractNumId="4"><w:numStyleLink w:val="law"/></w:abstractNum>"#;
        Numbering::read(&format!("<w:numbering xmlns:w='w'>{law}{nested}{bullets}{borrower}{lists}</w:numbering>"))
            .expect("reads")
    }

    fn list(id: u32, pattern: u32, more: &str) -> String {
        format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{pattern}"/>{more}</w:num>"#)
    }

    #[test]
    fn labels_are_counted_as_word_counts_them() {
        let anew = r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>"#;
        let other = r#"<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1 款"/></w:lvl></w:lvlOverride>"#;
        let lists =
            [list(1, 1, ""), list(2, 2, ""), list(3, 3, ""), list(4, 4, ""), list(5, 1, anew), list(6, 1, other)]
                .concat();
        for (steps, expected) in [
            (
                vec![(1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 3), (1, 2), (1, 3), (1, 0), (1, 1)],
                vec!["第1条", "１", "２", "(1)", "ア", "イ", "(2)", "ア", "第2条", "１"],
            ),
            (
                vec![(2, 0), (2, 1), (2, 1), (2, 2), (2, 1), (2, 2), (2, 0), (2, 2)],
                vec!["一", "1.1", "1.2", "一-2-1", "1.3", "一-3-2", "二", "二-1-1"],
            ),
            (vec![(3, 0), (3, 1), (3, 2)], vec!["・", "○", ""]),
            (vec![(4, 0), (1, 0)], vec!["第1条", "第2条"]),
            (vec![(1, 0), (1, 0), (5, 0), (5, 0), (1, 0)], vec!["第1条", "第2条", "第5条", "第6条", "第7条"]),
            (vec![(1, 0), (6, 0)], vec!["第1条", "2 款"]),
            (vec![(1, 2), (1, 0)], vec!["(1)", "第1条"]),
            (vec![(9, 0), (0, 0)], vec!["", ""]),
        ] {
            let mut numbering = numbering(&lists);
            let labels: Vec<String> =
                steps.iter().map(|&(list, level)| numbering.count(list, level).unwrap_or_default()).collect();
            assert_eq!(labels, expected, "{steps:?}");
        }
    }

    #[test]
    fn a_style_stands_on_its_level() {
        let numbering = numbering(&list(1, 1, ""));
        assert_eq!(numbering.level_of_style(1, "jo"), Some(0));
        assert_eq!(numbering.level_of_style(1, "other"), None);
    }
}
