//! Sentences of papers, each with the unit in which it stands. In: papers, or their claims where no more is known. Out: sentences with
//! a key that spelling, punctuation and the numbers of articles do not change.

use super::side::{Side, bare};
use crate::model::{Document, Place, Ruling};
use crate::text::numbers::numeral;

/// A sentence of a paper.
pub(super) struct Sentence<'a> {
    /// Place of the paper among those of its year.
    pub paper: usize,
    /// The unit in which it stands, counted over all papers of a group.
    pub unit: usize,
    /// Heading of the article.
    pub heading: Option<&'a str>,
    /// The words letter for letter.
    pub text: &'a str,
    pub place: Place,
    /// The words in one spelling, the numbers of articles masked.
    pub key: String,
    /// The articles that it cites, in order (`第8条`).
    pub cites: Vec<String>,
    /// The article in which it stands (`第8条`).
    pub article: Option<String>,
}

/// The sentences of papers. Where last year's prose is known by its claims alone, `by_claims` takes those of this year too.
pub(super) fn sentences<'a>(side: &Side<'a>, papers: &[usize], by_claims: bool) -> Vec<Sentence<'a>> {
    let mut found: Vec<Sentence> = Vec::new();
    let mut unit = 0;
    for &paper in papers {
        let document = side.paper(paper);
        if by_claims {
            // a sentence of which a person said that it is about something else stands in the paper all the same
            let claimed = side.claims_of(document).iter().map(|one| (&one.quote.place, one.quote.text.as_str()));
            let is_left = |text: &str| side.claims_of(document).iter().all(|one| one.quote.text != text);
            let dropped = side.corrected(document).filter(|one| one.correction.change == Ruling::Drop);
            let dropped = dropped.map(|one| (&one.correction.place, one.correction.quote.as_str()));
            of_claims(claimed.chain(dropped.filter(|one| is_left(one.1))), paper, &mut unit, &mut found);
        } else {
            of_units(document, paper, &mut unit, &mut found);
        }
    }
    found
}

fn of_units<'a>(document: &'a Document, paper: usize, unit: &mut usize, found: &mut Vec<Sentence<'a>>) {
    for one in &document.units {
        *unit += 1;
        // headings and contents change with every number, and say nothing
        if one.ignored.as_deref().is_some_and(|why| ["見出し", "目次"].contains(&why)) {
            continue;
        }
        let place = Place {
            unit: Some(one.unit.clone()).filter(|unit| !unit.is_empty()),
            page: one.page,
            line: Some(one.line),
            ..Place::default()
        };
        for text in cut(&one.text) {
            found.extend(Sentence::new(paper, *unit, one.heading.as_deref(), text, place.clone()));
        }
    }
}

fn of_claims<'a>(
    quotes: impl Iterator<Item = (&'a Place, &'a str)>,
    paper: usize,
    unit: &mut usize,
    found: &mut Vec<Sentence<'a>>,
) {
    let mut last = None;
    for (place, text) in quotes {
        if last == Some((place, text)) {
            continue;
        }
        last = Some((place, text));
        *unit += 1;
        found.extend(Sentence::new(paper, *unit, None, text, place.clone()));
    }
}

impl<'a> Sentence<'a> {
    pub fn new(
        paper: usize,
        unit: usize,
        heading: Option<&'a str>,
        text: &'a str,
        place: Place,
    ) -> Option<Sentence<'a>> {
        let (key, cites) = masked(&bare(text));
        let article = place.unit.as_deref().and_then(|unit| masked(&bare(unit)).1.into_iter().next());
        (!key.is_empty()).then_some(Sentence { paper, unit, heading, text, place, key, cites, article })
    }
}

/// Sentences of a text; a mark inside brackets ends none.
pub(super) fn cut(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut cuts) = (0usize, 0, Vec::new());
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '（' | '「' | '『' => depth += 1,
            ')' | '）' | '」' | '』' => depth = depth.saturating_sub(1),
            '\n' => depth = 0,
            _ => {}
        }
        if letter == '\n' || (letter == '。' && depth == 0) {
            let end = at + letter.len_utf8();
            cuts.push(text[start..end].trim());
            start = end;
        }
    }
    cuts.push(text[start..].trim());
    cuts.retain(|sentence| !sentence.is_empty());
    cuts
}

/// The words with every `第8条` masked, and the articles in order. Paragraphs and items of an article go with it.
fn masked(words: &str) -> (String, Vec<String>) {
    let is_number = |letter: char| letter.is_ascii_digit() || "〇○一二三四五六七八九十百".contains(letter);
    let (mut key, mut cites, mut rest) = (String::new(), Vec::new(), words);
    while let Some(at) = rest.find('第') {
        let behind = &rest[at + '第'.len_utf8()..];
        let digits: String = behind.chars().take_while(|letter| is_number(*letter)).collect();
        let after = &behind[digits.len()..];
        key.push_str(&rest[..at]);
        key.push('第');
        if !digits.is_empty() && after.starts_with('条') {
            let number = numeral(&digits).map_or_else(|| digits.clone(), |number| number.to_string());
            cites.push(format!("第{number}条"));
            key.push('条');
            rest = &after['条'.len_utf8()..];
        } else {
            rest = behind;
        }
    }
    key.push_str(rest);
    (key, cites)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_outside_of_brackets() {
        for (text, wanted) in [
            ("乙は行う。甲は見る。", vec!["乙は行う。", "甲は見る。"]),
            ("甲（病院をいう。以下同じ。）は見る。", vec!["甲（病院をいう。以下同じ。）は見る。"]),
            ("一\n二", vec!["一", "二"]),
            ("", vec![]),
        ] {
            assert_eq!(cut(text), wanted);
        }
    }
}
