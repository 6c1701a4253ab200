//! What sheets of every container share: names of cells, the look of numbers and letters, where rows and columns lie, and what
//! drawn shapes do to the cells below them.

pub mod layout;
pub mod look;
pub mod marks;
pub mod notices;
pub mod shapes;
pub mod shown;
#[cfg(test)]
mod tests_of_readers;

use self::look::Look;
use self::marks::Face;
use self::shown::Format;
use super::limits::{MAX_CELLS, MAX_LETTERS};
use crate::model::Value;

/// Last row and column of a sheet, 0-based.
pub const LAST: (u32, u32) = (1_048_575, 16_383);

/// A run of letters inside a cell, and whether it is struck; none means as the cell's own font says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The letters.
    pub text: String,
    /// Struck through, where the run has a font of its own.
    pub struck: Option<bool>,
    /// How it looks, where the run has a font of its own.
    pub look: Option<Look>,
}

/// What a cell style says.
#[derive(Debug, Clone)]
pub struct Dress {
    /// How numbers are shown.
    pub format: Format,
    /// Letters are struck through.
    pub is_struck: bool,
    /// How letters look.
    pub look: Look,
    /// How words stand.
    pub face: Face,
}

impl Default for Dress {
    fn default() -> Self {
        Dress { format: Format::General, is_struck: false, look: Look::default(), face: Face::default() }
    }
}

/// How much more of a workbook may be kept.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    cells: usize,
    letters: usize,
}

impl Default for Room {
    fn default() -> Self {
        Room { cells: MAX_CELLS, letters: MAX_LETTERS }
    }
}

impl Room {
    /// Takes a cell of these letters; false when there is no room for it.
    pub fn takes(&mut self, text: &str) -> bool {
        if self.cells == 0 || self.letters < text.len() {
            return false;
        }
        self.cells -= 1;
        self.letters -= text.len();
        true
    }
}

/// Letters as a cell's value and words; none for no letters.
pub fn words(text: &str) -> Option<(Value, String)> {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    (!text.is_empty()).then_some((Value::Text, text))
}

/// The words of a comment without the line in which programs put the name of its author.
pub fn without_author(words: &str) -> &str {
    let named = words
        .trim()
        .split_once('\n')
        .filter(|(name, _)| name.trim_end().ends_with([':', '：']) && name.chars().count() <= LONGEST_NAME);
    named.map_or(words, |(_, rest)| rest).trim()
}

/// Letters of the longest name of an author.
const LONGEST_NAME: usize = 24;

/// The runs of a string whose fonts hold from places counted in letters of two bytes; none when it has one font. `font` tells of a
/// font whether its letters are struck, and how they look.
pub fn runs_of(text: &str, fonts: &[(usize, usize)], font: impl Fn(usize) -> Option<(bool, Look)>) -> Vec<Run> {
    if fonts.is_empty() {
        return Vec::new();
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let starts = std::iter::once((0, None)).chain(fonts.iter().map(|&(at, font)| (at, Some(font))));
    let ends = fonts.iter().map(|&(at, _)| at).chain([units.len()]);
    let mut runs = Vec::new();
    for ((start, number), end) in starts.zip(ends) {
        let letters = units.get(start..end.min(units.len()));
        let Some(letters) = letters.filter(|letters| !letters.is_empty()) else { continue };
        let found = number.and_then(&font);
        runs.push(Run {
            text: String::from_utf16_lossy(letters).replace('\r', ""),
            struck: found.map(|(is_struck, _)| is_struck),
            look: found.map(|(_, look)| look),
        });
    }
    runs
}

/// The letters of the runs that are struck, the whole text when all are. `otherwise` is what the cell's own font says.
pub fn struck_letters(runs: &[Run], otherwise: bool, text: &str) -> Option<String> {
    let is_struck = |run: &&Run| run.struck.unwrap_or(otherwise);
    let filled = || runs.iter().filter(|run| !run.text.trim().is_empty());
    match filled().filter(is_struck).count() {
        0 => None,
        all if all == filled().count() => Some(text.to_owned()),
        _ => Some(runs.iter().filter(is_struck).map(|run| run.text.as_str()).collect()),
    }
}

/// `(11, 3)` for `D12`; none for what names no cell of a sheet.
pub fn place(name: &str) -> Option<(u32, u32)> {
    let bytes = name.as_bytes();
    let split = bytes.iter().position(u8::is_ascii_digit)?;
    let (mut row, mut column): (u32, u32) = (0, 0);
    for letter in bytes[..split].iter().filter(|&&letter| letter != b'$') {
        if !letter.is_ascii_alphabetic() || column > LAST.1 {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    for digit in &bytes[split..] {
        if !digit.is_ascii_digit() || row > LAST.0 {
            return None;
        }
        row = row * 10 + u32::from(digit - b'0');
    }
    let place = (row.checked_sub(1)?, column.checked_sub(1)?);
    (place.0 <= LAST.0 && place.1 <= LAST.1).then_some(place)
}

/// `(0, 0, 1, 2)` for `A1:C2`; none for what names no area.
pub fn area(name: &str) -> Option<(u32, u32, u32, u32)> {
    let (first, last) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    (top <= bottom && left <= right).then_some((top, left, bottom, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_and_areas_are_read() {
        for (name, expected) in [
            ("A1", Some((0, 0))),
            ("D12", Some((11, 3))),
            ("XFD1048576", Some(LAST)),
            ("XFE1", None),
            ("A1048577", None),
            ("A0", None),
            ("12", None),
            ("ZZZZZZZZZZZZZ1", None),
            ("あ1", None),
        ] {
            assert_eq!(place(name), expected, "{name}");
        }
        assert_eq!(area("A1:C2"), Some((0, 0, 1, 2)));
        assert_eq!(area("C2:A1"), None);
        assert_eq!(area("B2"), None);
    }
}
