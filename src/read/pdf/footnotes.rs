//! Pages in, the footnotes at their feet taken out of the rows, so that a sentence which goes on over the page is read as if
//! they were not there.

use super::join;
use super::sheet::{Footnote, Sheet};
use super::words::{RAISED, Row};
use crate::text::pattern;

pattern!(
    /// What begins a footnote: its number, raised or not, or a mark.
    MARK,
    r"^[\s\u{3000}]*(?:([\u{f8e0}-\u{f8e9}]{1,2})|[(（\[［]?(?:注|※|[*＊†‡])?[\s\u{3000}]*([0-9０-９]{1,2})[)）\]］:：.．]?)[\s\u{3000}]*"
);

/// Letters of footnotes are no larger than this part of those of the text.
const SMALL: f32 = 0.92;
/// Footnotes begin in the lower part of a page.
const LOW: f32 = 0.4;

/// Takes the footnotes of a page out of its rows, and the raised numbers that point to them out of its words.
pub fn take(sheet: &mut Sheet) {
    let notes = notes(sheet);
    let numbers: Vec<String> = notes.iter().map(|note| note.number.clone()).collect();
    for row in &mut sheet.rows {
        for piece in &mut row.pieces {
            settle(&mut piece.text, &numbers);
        }
    }
    for cell in sheet.tables.iter_mut().flat_map(|table| table.rows.iter_mut().flatten()) {
        settle(&mut cell.text, &numbers);
    }
    sheet.notes = notes;
}

fn notes(sheet: &mut Sheet) -> Vec<Footnote> {
    let mut sizes: Vec<(f32, usize)> =
        sheet.rows.iter().map(|row| (row.size, row.pieces.iter().map(|piece| piece.text.len()).sum())).collect();
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut passed = 0;
    let usual = sizes.iter().find(|(_, letters)| {
        passed += letters;
        passed > half
    });
    let Some(&(usual, _)) = usual else { return Vec::new() };
    let is_small = |row: &&Row| row.size <= SMALL * usual && row.area.top > LOW * sheet.size.1;
    let small = sheet.rows.iter().rev().take_while(is_small).count();
    let foot = sheet.rows.len() - small;
    // Only what begins with a number is a footnote; what stands between is small print.
    let Some(first) = (foot..sheet.rows.len()).find(|&at| MARK.is_match(&sheet.rows[at].text())) else {
        return Vec::new();
    };
    let mut notes: Vec<Footnote> = Vec::new();
    for row in sheet.rows.split_off(first) {
        let words = row.text();
        match (MARK.captures(&words), notes.last_mut()) {
            (Some(found), _) => {
                let number = found.get(1).or(found.get(2)).map_or("", |number| number.as_str());
                notes.push(Footnote {
                    number: number.chars().map(plain).collect(),
                    text: words[found[0].len()..].to_owned(),
                });
            }
            (None, Some(note)) => join::push(&mut note.text, &words),
            (None, None) => {}
        }
    }
    notes
}

/// A digit as it is typed.
fn plain(letter: char) -> char {
    let raised = RAISED.iter().position(|&raised| raised == letter).map(|digit| digit as u32);
    let wide = ('０'..='９').contains(&letter).then(|| letter as u32 - '０' as u32);
    raised.or(wide).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(letter)
}

/// Leaves out raised numbers that point to one of the footnotes; others become digits again.
fn settle(text: &mut String, numbers: &[String]) {
    if !text.contains(RAISED) {
        return;
    }
    let mut settled = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(RAISED) {
        settled.push_str(&rest[..at]);
        let end = rest[at..].find(|letter| !RAISED.contains(&letter)).map_or(rest.len(), |end| at + end);
        let number: String = rest[at..end].chars().map(plain).collect();
        if !numbers.contains(&number) {
            settled.push_str(&number);
        }
        rest = &rest[end..];
    }
    settled.push_str(rest);
    *text = settled;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_footnotes_and_raised_numbers_are_known() {
        for (words, number) in [
            ("\u{f8e1} 画像を除く。", "\u{f8e1}"),
            ("1 画像を除く。", "1"),
            ("（注2）休日", "2"),
            ("※１　別紙", "１"),
            ("*3 甲", "3"),
        ] {
            let found = MARK.captures(words).expect(words);
            assert_eq!(found.get(1).or(found.get(2)).map(|found| found.as_str()), Some(number));
        }
        assert!(!MARK.is_match("画像を除く。"));
        let mut text = "バックアップ\u{f8e1}を10\u{f8e2}日、3m²".to_owned();
        settle(&mut text, &["1".to_owned()]);
        assert_eq!(text, "バックアップを102日、3m²");
    }
}
