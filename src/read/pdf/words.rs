//! Letters of a page in, pieces of its lines out: letters that stand side by side on one line.

use std::collections::BTreeMap;

use super::geometry::{Area, Direction, Drawn, Glyph};

/// Space wider than this parts two pieces, in em.
pub const GAP: f32 = 1.3;

/// Stands where a letter was that is not read.
pub const TAKEN: char = '\u{7f}';

/// A piece of a line.
#[derive(Debug, Clone)]
pub struct Piece {
    pub text: String,
    pub area: Area,
    /// Height of its letters.
    pub size: f32,
    /// The order in which it was drawn.
    pub order: u32,
}

/// Turns the page so that most of its lines run from left to right.
pub fn upright(drawn: &mut Drawn) {
    let direction = main_direction(&drawn.glyphs);
    if direction == Direction::Right {
        return;
    }
    let (width, height) = drawn.size;
    for glyph in &mut drawn.glyphs {
        glyph.area = glyph.area.turned(direction, (width, height));
        // Letters that stood one below the other now stand side by side.
        glyph.direction = Direction::Right;
    }
    for area in drawn.rings.iter_mut().chain(&mut drawn.shades) {
        *area = area.turned(direction, (width, height));
    }
    for rule in &mut drawn.rules {
        let area = if rule.level {
            Area { left: rule.from, top: rule.at, right: rule.to, bottom: rule.at }
        } else {
            Area { left: rule.at, top: rule.from, right: rule.at, bottom: rule.to }
        };
        let area = area.turned(direction, (width, height));
        rule.level = area.width() >= area.height();
        let (at, from, to) =
            if rule.level { (area.top, area.left, area.right) } else { (area.left, area.top, area.bottom) };
        (rule.at, rule.from, rule.to) = (at, from, to);
    }
    if matches!(direction, Direction::Down | Direction::Up) {
        drawn.size = (height, width);
    }
}

/// Where most letters have their next letter.
fn main_direction(glyphs: &[Glyph]) -> Direction {
    let mut counts = [0usize; 4];
    for pair in glyphs.windows(2) {
        let (one, two) = (&pair[0], &pair[1]);
        if one.letter == ' ' || two.letter == ' ' || one.direction != two.direction {
            continue;
        }
        let ((x, y), (to_x, to_y)) = (one.area.centre(), two.area.centre());
        let (x, y, em) = (to_x - x, to_y - y, one.size.max(1.0));
        let near = |distance: f32| distance > 0.2 * em && distance < 1.8 * em;
        // Lines of letters that are drawn upright one below the other run down as well.
        if y.abs() < 0.3 * em && near(x.abs()) {
            counts[if x > 0.0 { 0 } else { 2 }] += 1;
        } else if x.abs() < 0.3 * em && near(y.abs()) {
            counts[if y > 0.0 { 1 } else { 3 }] += 1;
        }
    }
    let most = (0..4).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
    [Direction::Right, Direction::Down, Direction::Left, Direction::Up][most]
}

/// The pieces of a page or of one of its cells, in the order in which they were drawn. `part` parts pieces at wide space.
pub fn pieces(glyphs: &[Glyph]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = glyphs;
    let between = Between::new(glyphs);
    while !rest.is_empty() {
        let mut taken = 1;
        let mut last = &rest[0];
        while let Some(next) = rest.get(taken).filter(|next| goes_on(&rest[taken - 1], next)) {
            if !is_blank(next.letter) {
                if between.is_any(last, next) {
                    break;
                }
                last = next;
            }
            taken += 1;
        }
        let (run, later) = rest.split_at(taken);
        pieces.extend(piece(run));
        rest = later;
    }
    pieces
}

/// Where letters stand on their lines, to find those that were drawn later into the space between two others: boxes to
/// tick come from another font than the words beside them.
struct Between(BTreeMap<i32, Vec<f32>>);

impl Between {
    fn new(glyphs: &[Glyph]) -> Between {
        let mut lines: BTreeMap<i32, Vec<f32>> = BTreeMap::new();
        for glyph in glyphs.iter().filter(|glyph| !is_blank(glyph.letter) && glyph.direction == Direction::Right) {
            let (x, y) = glyph.area.centre();
            lines.entry(line(y)).or_default().push(x);
        }
        lines.values_mut().for_each(|line| line.sort_by(f32::total_cmp));
        Between(lines)
    }

    fn is_any(&self, one: &Glyph, two: &Glyph) -> bool {
        let (from, to) = (one.area.right, two.area.left);
        if one.direction != Direction::Right || to - from < 0.3 * one.size {
            return false;
        }
        let at = line(one.area.centre().1);
        self.0
            .range(at - 1..=at + 1)
            .any(|(_, line)| line.get(line.partition_point(|&x| x <= from)).is_some_and(|&x| x < to))
    }
}

/// Letters whose middles are this close stand on one line.
fn line(y: f32) -> i32 {
    (y / 3.0) as i32
}

fn goes_on(one: &Glyph, two: &Glyph) -> bool {
    if one.direction != two.direction {
        return false;
    }
    let em = one.size.max(two.size);
    let ((x, y), (to_x, to_y)) = (one.area.centre(), two.area.centre());
    match one.direction {
        Direction::Right => {
            let gap = two.area.left - one.area.right;
            (to_y - y).abs() <= 0.35 * em && gap <= GAP * em && gap >= -0.7 * em && to_x > x - 0.2 * em
        }
        Direction::Left => (to_y - y).abs() <= 0.35 * em && (to_x - x).abs() <= 2.0 * em,
        Direction::Down | Direction::Up => (to_x - x).abs() <= 0.35 * em && (to_y - y).abs() <= 2.0 * em,
    }
}

/// A run of letters as words. Space stands where letters stand apart, unless all of them do.
fn piece(run: &[Glyph]) -> Option<Piece> {
    let first = run.iter().position(|glyph| !is_blank(glyph.letter))?;
    let last = run.iter().rposition(|glyph| !is_blank(glyph.letter))?;
    let run = &run[first..=last];
    let area = run.iter().fold(run[0].area, |area, glyph| area.with(&glyph.area));
    let size = run.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    let mut text: String = if run[0].direction == Direction::Right {
        text(run.iter().map(|glyph| (raised(glyph, &area, size), glyph.area.left, glyph.area.right)), size)
    } else {
        run.iter().map(|glyph| glyph.letter).collect()
    };
    text.retain(|letter| letter != TAKEN);
    let is_empty = text.trim().is_empty();
    (!is_empty).then_some(Piece { text, area, size, order: run[0].piece })
}

/// Stand, until footnotes are known, for digits that stand small and high above a line and may point to one. No font has
/// letters there.
pub const RAISED: [char; 10] = [
    '\u{f8e0}', '\u{f8e1}', '\u{f8e2}', '\u{f8e3}', '\u{f8e4}', '\u{f8e5}', '\u{f8e6}', '\u{f8e7}', '\u{f8e8}',
    '\u{f8e9}',
];

/// The letter of a glyph on a line, a raised digit as such.
fn raised(glyph: &Glyph, line: &Area, size: f32) -> char {
    let digit = glyph.letter.to_digit(10).map(|digit| RAISED[digit as usize]);
    let is_raised = glyph.size <= 0.75 * size && line.bottom - glyph.area.bottom > 0.2 * size;
    digit.filter(|_| is_raised).unwrap_or(glyph.letter)
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
}

/// Letters with their left and right ends as words.
fn text(letters: impl Iterator<Item = (char, f32, f32)>, size: f32) -> String {
    let letters: Vec<(char, f32, f32)> = letters.collect();
    let gaps: Vec<f32> = letters.windows(2).map(|pair| pair[1].1 - pair[0].2).collect();
    let (least, most) = gaps.iter().fold((f32::MAX, f32::MIN), |(least, most), gap| (least.min(*gap), most.max(*gap)));
    let is_spread = letters.len() > 2 && least > 0.12 * size && most - least < 0.3 * size;
    let mut text = String::new();
    for (at, &(letter, left, _)) in letters.iter().enumerate() {
        if at > 0 {
            let (before, start, end) = letters[at - 1];
            // Printed twice to look bold.
            if before == letter && (left - start).abs() < 0.25 * (end - start).max(1.0) {
                continue;
            }
            let gap = gaps[at - 1];
            let is_narrow = before.is_ascii_graphic() && letter.is_ascii_graphic();
            if !is_spread && !is_blank(before) && !is_blank(letter) {
                if gap > 0.5 * size {
                    text.push('\u{3000}');
                } else if is_narrow && gap > 0.18 * size {
                    text.push(' ');
                }
            }
        }
        text.push(letter);
    }
    text
}

/// Pieces on one line, from left to right.
#[derive(Debug, Clone)]
pub struct Row {
    pub pieces: Vec<Piece>,
    pub area: Area,
    pub size: f32,
}

impl Row {
    /// Its words, with a wide space between pieces.
    pub fn text(&self) -> String {
        let words: Vec<&str> = self.pieces.iter().map(|piece| piece.text.as_str()).collect();
        words.join("\u{3000}")
    }
}

/// Pieces as rows from top to bottom. Pieces that stand close on one row become one.
pub fn rows(mut pieces: Vec<Piece>) -> Vec<Row> {
    pieces.sort_by(|one, other| one.area.centre().1.total_cmp(&other.area.centre().1));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let middle = piece.area.centre().1;
        match rows.last_mut() {
            Some(row) if (middle - row[0].area.centre().1) <= 0.4 * row[0].size.max(piece.size) => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    rows.into_iter().map(row).collect()
}

fn row(mut pieces: Vec<Piece>) -> Row {
    pieces.sort_by(|one, other| one.area.left.total_cmp(&other.area.left));
    let size = pieces.iter().map(|piece| piece.size).fold(0.0, f32::max);
    let area = pieces.iter().fold(pieces[0].area, |area, piece| area.with(&piece.area));
    let mut joined: Vec<Piece> = Vec::new();
    let spread = spread(&pieces);
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if spread || piece.area.left - last.area.right < GAP * size => {
                // The same words printed twice.
                if last.text == piece.text && (last.area.left - piece.area.left).abs() < 0.3 * size {
                    continue;
                }
                let gap = piece.area.left - last.area.right;
                let is_narrow = last.text.ends_with(|end: char| end.is_ascii_graphic())
                    && piece.text.starts_with(|start: char| start.is_ascii_graphic());
                if !spread && gap > 0.5 * size {
                    last.text.push('\u{3000}');
                } else if !spread && is_narrow && gap > 0.18 * size {
                    last.text.push(' ');
                }
                last.text.push_str(&piece.text);
                last.area = last.area.with(&piece.area);
            }
            _ => joined.push(piece),
        }
    }
    Row { pieces: joined, area, size }
}

/// Single letters at one distance from each other: a word spread over a line.
fn spread(pieces: &[Piece]) -> bool {
    if pieces.len() < 3 || pieces.iter().any(|piece| piece.text.chars().count() > 1) {
        return false;
    }
    let gaps = pieces.windows(2).map(|pair| pair[1].area.left - pair[0].area.right);
    let (least, most) = gaps.fold((f32::MAX, f32::MIN), |(least, most), gap| (least.min(gap), most.max(gap)));
    most - least < 0.4 * pieces[0].size && pieces.iter().all(|piece| piece.text.chars().all(is_wide))
}

fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}
