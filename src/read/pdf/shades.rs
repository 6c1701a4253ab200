//! Colours on a page in, the answers that they choose out: one of several printed words that is filled with a colour, or
//! printed in one or in bold, while the others are not. Only where nothing else marks an answer, and never in a column that
//! looks the same in every row.

use std::collections::{BTreeMap, BTreeSet};

use super::geometry::{Area, Glyph};
use super::words::Piece;
use crate::model::{Answer, TableCell};
use crate::text::marks::{choices, read};

/// Coloured places of a page that are looked at.
const MOST: usize = 4_000;

/// The colours of one cell.
#[derive(Debug, Clone, Default)]
pub struct Shade {
    /// All its words are coloured.
    whole: bool,
    /// The answers among its words that are coloured.
    words: BTreeSet<String>,
}

/// What became of coloured answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// Answers were read by their colour.
    pub is_read: bool,
    /// Answers were not read, because the same word is coloured in every row.
    pub is_pattern: bool,
}

/// The coloured places of a page: filled boxes, and letters that are bold or of a colour.
pub fn places(glyphs: &[Glyph], shades: &[Area]) -> Vec<Area> {
    let mut places: Vec<Area> = shades.iter().take(MOST).copied().collect();
    let is_beside = |one: &Glyph, two: &Glyph| {
        let (gap, down) = (two.area.left - one.area.right, two.area.centre().1 - one.area.centre().1);
        one.is_loud == two.is_loud && down.abs() < 0.3 * one.size && gap.abs() < 0.6 * one.size
    };
    for run in glyphs.chunk_by(is_beside) {
        if run[0].is_loud && places.len() < MOST {
            places.push(run.iter().fold(run[0].area, |area, glyph| area.with(&glyph.area)));
        }
    }
    places
}

/// The colours of a cell, of the places on its page.
pub fn of(glyphs: &[Glyph], places: &[Area]) -> Shade {
    let mut shade = Shade::default();
    let letters: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.letter.is_whitespace()).collect();
    for place in places {
        let mut held: Vec<&&Glyph> = letters.iter().filter(|glyph| place.holds(glyph.area.centre())).collect();
        held.sort_by(|one, other| one.area.left.total_cmp(&other.area.left));
        shade.whole |= !held.is_empty() && held.len() == letters.len();
        let words: String = held.iter().map(|glyph| glyph.letter).collect();
        let words = words.trim_matches(|letter| "・/／".contains(letter));
        if is_answer(words) {
            shade.words.insert(words.to_owned());
        }
    }
    shade
}

/// The words are one answer and nothing else.
fn is_answer(words: &str) -> bool {
    matches!(&choices(words)[..], [only] if *only == (0..words.len()))
}

/// Puts ○ before the answers of a table that their colour chooses. `shades` has a colour for each cell.
pub fn mark(rows: &mut [Vec<TableCell>], shades: &[Vec<Shade>]) -> Told {
    let mut told = Told::default();
    // Rows of single words side by side, by their columns, with the one that is coloured.
    let mut groups: BTreeMap<Vec<u32>, Vec<(usize, Option<usize>)>> = BTreeMap::new();
    for (at, (row, shades)) in rows.iter_mut().zip(shades).enumerate() {
        for (cell, shade) in row.iter_mut().zip(shades) {
            told.is_read |= within(&mut cell.text, shade);
        }
        let is_word = |cell: &&TableCell| is_answer(&cell.text);
        let side: Vec<u32> = row.iter().filter(is_word).map(|cell| cell.column).collect();
        let is_loud = |column: &u32| row.iter().zip(shades).any(|(cell, shade)| cell.column == *column && shade.whole);
        let mut loud = (0..side.len()).filter(|&index| is_loud(&side[index]));
        let only = loud.next().filter(|_| loud.next().is_none());
        if side.len() > 1 {
            groups.entry(side).or_default().push((at, only));
        }
    }
    for (columns, found) in groups {
        let first = found[0].1;
        if found.len() > 2 && found.iter().all(|&(_, only)| only == first) {
            told.is_pattern |= first.is_some();
            continue;
        }
        for (at, only) in found {
            let column = only.map(|only| columns[only]);
            if let Some(cell) = rows[at].iter_mut().find(|cell| Some(cell.column) == column) {
                cell.text.insert(0, '○');
                told.is_read = true;
            }
        }
    }
    told
}

/// Puts ○ before coloured answers in pieces outside of ruled tables; says whether there are any.
pub fn outside(pieces: &mut [Piece], glyphs: &[Glyph], places: &[Area]) -> bool {
    let mut is_read = false;
    for piece in pieces.iter_mut().filter(|piece| choices(&piece.text).len() > 1) {
        let own: Vec<Glyph> = glyphs.iter().filter(|glyph| piece.area.holds(glyph.area.centre())).copied().collect();
        is_read |= within(&mut piece.text, &of(&own, places));
    }
    is_read
}

/// Marks the one of several answers in a cell that is coloured, where nothing else marks one.
fn within(text: &mut String, shade: &Shade) -> bool {
    let words = choices(text);
    let [word] = &shade.words.iter().collect::<Vec<_>>()[..] else { return false };
    let mut same = words.iter().filter(|range| &text[(*range).clone()] == word.as_str());
    let (Some(range), None) = (same.next(), same.next()) else { return false };
    if words.len() < 2 || shade.whole || read(text, None).answer != Answer::Blank {
        return false;
    }
    text.insert(range.start, '○');
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<TableCell> {
        let cells = (0..).zip(cells);
        cells
            .map(|(column, text)| TableCell { text: (*text).to_owned(), column, columns: 1, continued: false })
            .collect()
    }

    fn shade(whole: bool, words: &[&str]) -> Shade {
        Shade { whole, words: words.iter().map(|word| (*word).to_owned()).collect() }
    }

    fn marked(rows: &[&[&str]], shades: &[&[Shade]]) -> (Vec<String>, Told) {
        let mut rows: Vec<Vec<TableCell>> = rows.iter().map(|cells| row(cells)).collect();
        let shades: Vec<Vec<Shade>> = shades.iter().map(|shades| shades.to_vec()).collect();
        let told = mark(&mut rows, &shades);
        let text = |row: &Vec<TableCell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|");
        (rows.iter().map(text).collect(), told)
    }

    #[test]
    fn one_coloured_answer_of_several_is_chosen() {
        for (text, words, want) in [
            ("はい・いいえ", vec!["いいえ"], "はい・○いいえ"),
            ("はい・いいえ", vec!["はい", "いいえ"], "はい・いいえ"),
            ("○はい・いいえ", vec!["いいえ"], "○はい・いいえ"),
            ("はい", vec!["はい"], "はい"),
        ] {
            let (rows, told) = marked(&[&[text]], &[&[shade(false, &words)]]);
            assert_eq!((rows[0].as_str(), told.is_read), (want, text != want), "{text}");
        }
        assert_eq!(marked(&[&["はい・いいえ"]], &[&[shade(true, &["はい"])]]).0, ["はい・いいえ"]);
    }

    #[test]
    fn a_column_that_is_coloured_throughout_says_nothing() {
        let (plain, full) = (shade(false, &[]), shade(true, &[]));
        let (yes, no) = ([full.clone(), plain.clone()], [plain.clone(), full.clone()]);
        let words: &[&str] = &["はい", "いいえ"];
        let (rows, told) = marked(&[words, words, words], &[&yes, &no, &yes]);
        assert_eq!(rows, ["○はい|いいえ", "はい|○いいえ", "○はい|いいえ"]);
        assert_eq!(told, Told { is_read: true, is_pattern: false });
        let (rows, told) = marked(&[words, words, words], &[&yes, &yes, &yes]);
        assert_eq!(rows, ["はい|いいえ"; 3]);
        assert_eq!(told, Told { is_read: false, is_pattern: true });
        let both = [full.clone(), full];
        assert_eq!(marked(&[words, words, words], &[&both, &both, &both]).1, Told::default());
    }
}
