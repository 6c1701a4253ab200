//! Cells and shapes in, where the letters of a cell lie and how a shape lies on a word out.

use std::ops::Range;

use super::{COVERED, Face};
use crate::read::sheet::layout::{PIXEL, POINT};
use crate::read::sheet::shapes::Area;

/// How much of the next row a ring covers, against its own, that lies between them.
const BETWEEN: f64 = 0.45;
/// How far from the middle of its row, in heights of it, a ring lies that may lie between two.
const OFF: f64 = 0.2;

/// A printed word and where it lies.
pub struct Word {
    pub place: (u32, u32),
    pub range: Range<usize>,
    pub area: Area,
    /// The cell has several lines.
    pub in_lines: bool,
    pub cell: Area,
}

/// A letter where it lies.
pub struct Letter {
    pub byte: usize,
    pub line: usize,
    pub area: Area,
}

/// Estimates where the letters of a cell lie: a wide letter is as broad as the font is high, others half of it.
pub fn set(text: &str, cell: &Area, face: &Face) -> Vec<Letter> {
    let em = face.size * POINT;
    let margin = 3.0 * PIXEL + face.indent * 9.0 * PIXEL;
    let room = (cell.right - cell.left - margin - 3.0 * PIXEL).max(em);
    let mut lines: Vec<Vec<(usize, f64, f64)>> = vec![Vec::new()];
    let mut x = 0.0;
    for (byte, letter) in text.char_indices() {
        let breadth = if is_narrow(letter) { em / 2.0 } else { em };
        if letter == '\n' || (face.wraps && x + breadth > room && x > 0.0) {
            lines.push(Vec::new());
            x = 0.0;
        }
        if letter != '\n' {
            lines.last_mut().expect("a line").push((byte, x, breadth));
            x += breadth;
        }
    }
    let height = em * 1.3;
    let top = cell.top + (cell.bottom - cell.top - height * lines.len() as f64) * face.down;
    let mut letters = Vec::new();
    for (line, row) in lines.into_iter().enumerate() {
        let length = row.last().map_or(0.0, |&(_, x, breadth)| x + breadth);
        let begin = cell.left + margin + (room - length) * face.across;
        let top = top + height * line as f64;
        letters.extend(row.into_iter().map(|(byte, x, breadth)| Letter {
            byte,
            line,
            area: Area { left: begin + x, top, right: begin + x + breadth, bottom: top + height },
        }));
    }
    letters
}

fn is_narrow(letter: char) -> bool {
    letter.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&letter)
}

pub fn word_area(letters: &[Letter], range: &Range<usize>) -> Option<Area> {
    let mut own = letters.iter().filter(|letter| range.contains(&letter.byte));
    let first = own.next()?;
    Some(
        own.filter(|letter| letter.line == first.line)
            .fold(first.area, |area, letter| Area { right: letter.area.right, ..area }),
    )
}

/// How much of a word lies below an area, or of the area inside the word where the area is the smaller one. The row counts
/// as a whole where its cell has one line: heights of letters are estimates.
pub fn cover(word: &Word, area: &Area) -> f64 {
    let share = |(from, to): (f64, f64), (start, end): (f64, f64)| {
        let common = to.min(end) - from.max(start);
        let least = (to - from).min(end - start);
        if least > 0.0 { (common / least).clamp(0.0, 1.0) } else { 0.0 }
    };
    let tall = if word.in_lines { (word.area.top, word.area.bottom) } else { (word.cell.top, word.cell.bottom) };
    share((word.area.left, word.area.right), (area.left, area.right)) * share(tall, (area.top, area.bottom))
}

/// The cell of a word above or below the one that was hit, where a ring lies on the line between them: it covers nearly as
/// much of the other row, and its middle is not that of the row.
pub fn between_rows(words: &[Word], hit: usize, area: &Area) -> Option<(u32, u32)> {
    let only = &words[hit];
    let part =
        |cell: &Area| (area.bottom.min(cell.bottom) - area.top.max(cell.top)).max(0.0) / (cell.bottom - cell.top);
    let height = only.cell.bottom - only.cell.top;
    let off = (area.middle().1 - only.cell.middle().1).abs();
    if only.in_lines || off < height * OFF {
        return None;
    }
    let is_rival = |other: &&Word| {
        let common = other.area.right.min(area.right) - other.area.left.max(area.left);
        other.place.0 != only.place.0
            && common >= (other.area.right - other.area.left) * COVERED
            && part(&other.cell) >= part(&only.cell) * BETWEEN
    };
    words.iter().find(is_rival).map(|other| other.place)
}

/// A line crosses a word: it runs along at least half of it, or cuts through it.
pub fn crosses(word: &Word, from: (f64, f64), to: (f64, f64)) -> bool {
    let (start, end) = if from.0 <= to.0 { (from, to) } else { (to, from) };
    let common = end.0.min(word.area.right) - start.0.max(word.area.left);
    let breadth = (word.area.right - word.area.left).min(end.0 - start.0);
    let tall = if word.in_lines { (word.area.top, word.area.bottom) } else { (word.cell.top, word.cell.bottom) };
    let middle = (start.0.max(word.area.left) + end.0.min(word.area.right)) / 2.0;
    let slope = if end.0 > start.0 { (end.1 - start.1) / (end.0 - start.0) } else { 0.0 };
    let y = if end.0 > start.0 { start.1 + (middle - start.0) * slope } else { (start.1 + end.1) / 2.0 };
    let runs_along = breadth > 0.0 && common / breadth >= COVERED && common * 2.0 >= word.area.right - word.area.left;
    let cuts = breadth <= 0.0 && common >= 0.0;
    // A line on the edge of the cell is a border.
    let edge = (tall.1 - tall.0) * 0.15;
    (runs_along || cuts) && y > tall.0 + edge && y < tall.1 - edge
}
