//! Footnotes that stand between the lines of a sentence, because a page ended there: kept apart from it, so that the sentence
//! reads as if they were not there.

use crate::model::{Paragraph, Table};
use crate::text::{Folded, pattern};

/// A line of running text or a table.
pub(super) enum Line {
    Words(Paragraph),
    Table(Table),
}

pattern!(MARK, r"^(?:(?:※|[*†‡])\s*([0-9]{0,2})[):.\s]|[(\[]?注\s*([0-9]{0,2})(?:[)\]:.]|\s)|\[([0-9]{1,2})\])\s*");

/// Footnotes that stand one below the other.
const MOST: usize = 6;

/// The line as a footnote, if it begins with the mark of one.
pub(super) fn of(paragraph: &Paragraph, folded: &Folded) -> Option<Paragraph> {
    if paragraph.label.is_some() || paragraph.heading.is_some() {
        return None;
    }
    let found = MARK.captures(&folded.text)?;
    let number = (1..=3).find_map(|group| found.get(group)).map_or("", |number| number.as_str());
    let rest = folded.original(0..found[0].len()).end;
    let text = paragraph.text.trim().get(rest..)?.trim().to_owned();
    (!text.is_empty()).then(|| Paragraph { label: Some(format!("注{number}")), text, ..paragraph.clone() })
}

fn is_note(line: &Line) -> bool {
    matches!(line, Line::Words(note) if note.label.as_deref().is_some_and(|label| label.starts_with('注')))
}

/// The place of the last line that is no footnote.
fn last(lines: &[Line]) -> Option<usize> {
    let place = lines.iter().rposition(|line| !is_note(line))?;
    (lines.len() - place <= MOST + 1).then_some(place)
}

/// Whether a footnote at the end of these lines interrupts a sentence, of which `goes_on` says whether it is open.
pub(super) fn interrupts(lines: &[Line], goes_on: impl Fn(&str) -> bool) -> bool {
    let place = last(lines).and_then(|place| lines.get(place));
    matches!(place, Some(Line::Words(before)) if goes_on(&before.text))
}

/// The place of the line that goes on below the footnotes at the end of these lines; none where there are no footnotes, or
/// where the last one goes on itself.
pub(super) fn before(lines: &[Line], goes_on: impl Fn(&str) -> bool) -> Option<usize> {
    let Some(Line::Words(note)) = lines.last().filter(|line| is_note(line)) else { return None };
    let end = note.text.trim_end().chars().next_back()?;
    let is_whole = "。」』)）】るくすつむぶぐうたい".contains(end);
    let place = last(lines)?;
    matches!(&lines[place], Line::Words(before) if is_whole && goes_on(&before.text)).then_some(place)
}

#[cfg(test)]
mod tests {
    use crate::clause::outline::outline;
    use crate::model::{Block, Paragraph};

    fn units(lines: &[&str]) -> Vec<String> {
        let blocks = (1..)
            .zip(lines)
            .map(|(line, text)| Block::Paragraph(Paragraph { text: (*text).to_owned(), line, ..Paragraph::default() }));
        let nodes = outline(&blocks.collect::<Vec<_>>());
        nodes.iter().map(|node| format!("{}|{}", node.unit, node.text.replace('\n', ""))).collect()
    }

    #[test]
    fn a_sentence_goes_on_below_the_footnote() {
        let sentence = "第3条|乙は、診療データのバックアップを毎日取得するものとする。";
        for note in [
            "※1 画像データを除く。",
            "*1　画像データを除く",
            "（注1）画像データを除く。",
            "[1] 画像データを除く。",
            "注1：画像データを除く。",
        ] {
            let found = units(&[
                "第3条　乙は、診療データのバックアップを毎日",
                note,
                "取得するものとする。",
                "第4条　甲は、点検する。",
            ]);
            assert_eq!(found.len(), 3, "{found:?}");
            assert_eq!(found[0], sentence);
            assert!(found[1].starts_with("第3条注1|画像データを除く"), "{found:?}");
        }
        // A footnote of two lines, and one that interrupts nothing.
        assert_eq!(
            units(&["第3条　乙は、バックアップを毎日", "*1 画像データその他の大きなデータを", "除く。", "取得する。"]),
            ["第3条|乙は、バックアップを毎日取得する。", "第3条注1|画像データその他の大きなデータを除く。"]
        );
        assert_eq!(
            units(&["第3条　乙は、点検する。", "※1 休日を除く。", "甲は、確認する。"]),
            ["第3条|乙は、点検する。", "第3条※1|休日を除く。", "第3条※1|甲は、確認する。"]
        );
    }
}
