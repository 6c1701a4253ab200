//! Shapes on a sheet in, what they do to the cells below out: a ring chooses the printed word on which it lies, a line
//! strikes one out, the words of a text box are read once. What cannot be told is left open: [`Mark::on`] is none.

mod letters;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use self::letters::{Word, between_rows, cover, crosses, set, word_area};
use super::LAST;
use super::layout::{Layout, PIXEL, POINT};
use super::shapes::{Area, Drawn, Form};
use crate::model::{By, Cell, Grid, Mark, Value};
use crate::text::marks::choices;

/// How words stand in their cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    /// From left (0) to right (1).
    pub across: f64,
    /// From top (0) to bottom (1).
    pub down: f64,
    /// Points of a letter.
    pub size: f64,
    /// Long lines are broken.
    pub wraps: bool,
    /// Steps of indent.
    pub indent: f64,
}

impl Default for Face {
    fn default() -> Self {
        Face { across: 0.0, down: 0.5, size: 11.0, wraps: false, indent: 0.0 }
    }
}

/// A sheet whose shapes are being laid on its cells.
pub struct Canvas<'a> {
    /// The cells.
    pub grid: &'a mut Grid,
    /// Merged areas.
    pub merges: &'a [(u32, u32, u32, u32)],
    /// Where rows and columns lie.
    pub layout: &'a Layout,
    /// How the words of a cell stand.
    pub face: &'a dyn Fn((u32, u32)) -> Face,
}

/// What became of shapes that mark nothing.
#[derive(Debug, Default, PartialEq)]
pub struct Left {
    /// Cells below shapes that could not be understood.
    pub shapes: Vec<(u32, u32)>,
    /// Cells below pictures.
    pub pictures: Vec<(u32, u32)>,
    /// Cells that took the words of a text box.
    pub boxes: Vec<(u32, u32)>,
}

/// What became of shapes, controls and comments.
#[derive(Debug, Default)]
pub struct Laid {
    /// Shapes, pictures and text boxes.
    pub left: Left,
    /// Cells with a comment.
    pub notes: Vec<(u32, u32)>,
    /// Controls that are not read.
    pub controls: usize,
}

/// Rows or columns that a ring around a word may touch.
const WIDEST_MARK: u32 = 12;
/// How much of a word a shape must cover to lie on it.
const COVERED: f64 = 0.5;
/// How many times the height of their row the lines of a cell need where the row was never laid out.
const LOW: f64 = 1.5;

/// Lays shapes on the cells of a sheet.
pub fn lay(canvas: &mut Canvas<'_>, shapes: &[Drawn]) -> Left {
    let mut left = Left::default();
    for shape in shapes {
        let (x, y) = shape.area.middle();
        let below = canvas.cell_at(x, y);
        let is_mark = shape.words.chars().all(|letter| "○〇◯●◎レ✓✔☑✕×／/".contains(letter) || letter.is_whitespace());
        match shape.form {
            Form::Picture => left.pictures.push(below),
            _ if !is_mark => left.boxes.push(canvas.take_words(shape)),
            Form::Line(from, to) if canvas.strike(from, to) => {}
            Form::Ring if canvas.ring(&shape.area) => {}
            _ => left.shapes.push(below),
        }
    }
    left
}

/// Puts boxes into the cells on which they lie.
pub fn lay_boxes(canvas: &mut Canvas<'_>, boxes: Vec<Ticked>, left: &mut Left) {
    let mut by_cell: BTreeMap<(u32, u32), Vec<Ticked>> = BTreeMap::new();
    for ticked in boxes {
        let (middle, y) = ticked.area.middle();
        // The box itself is drawn at the left of its frame.
        let x = (ticked.area.left + 9.0 * PIXEL).min(middle);
        by_cell.entry(canvas.cell_at(x, y)).or_default().push(ticked);
    }
    for (place, mut boxes) in by_cell {
        if !canvas.tick(place, &mut boxes) {
            left.shapes.push(place);
        }
    }
}

impl Canvas<'_> {
    /// The cell that fills a place.
    pub fn cell_at(&self, x: f64, y: f64) -> (u32, u32) {
        self.origin(self.layout.rows.at(y.max(0.0), LAST.0), self.layout.columns.at(x.max(0.0), LAST.1))
    }

    fn origin(&self, row: u32, column: u32) -> (u32, u32) {
        let holds = |&&(top, left, bottom, right): &&(u32, u32, u32, u32)| {
            (top..=bottom).contains(&row) && (left..=right).contains(&column)
        };
        self.merges.iter().find(holds).map_or((row, column), |&(top, left, ..)| (top, left))
    }

    /// Where a cell lies, with all cells merged into it.
    pub fn area_of(&self, (row, column): (u32, u32)) -> Area {
        let merge = self.merges.iter().find(|&&(top, left, ..)| (top, left) == (row, column));
        let (bottom, right) = merge.map_or((row, column), |&(_, _, bottom, right)| (bottom, right));
        Area {
            left: self.layout.columns.start(column),
            top: self.layout.rows.start(row),
            right: self.layout.columns.start(right + 1),
            bottom: self.layout.rows.start(bottom + 1),
        }
    }

    /// The cells that an area touches; none for an area too large to mark a word.
    fn below(&self, area: &Area) -> Option<Vec<(u32, u32)>> {
        let rows = (self.layout.rows.at(area.top, LAST.0), self.layout.rows.at(area.bottom, LAST.0));
        let columns = (self.layout.columns.at(area.left, LAST.1), self.layout.columns.at(area.right, LAST.1));
        if rows.1.saturating_sub(rows.0) > WIDEST_MARK || columns.1.saturating_sub(columns.0) > WIDEST_MARK {
            return None;
        }
        let mut cells = Vec::new();
        for row in rows.0..=rows.1 {
            for column in columns.0..=columns.1 {
                let cell = self.origin(row, column);
                if !cells.contains(&cell) {
                    cells.push(cell);
                }
            }
        }
        Some(cells)
    }

    fn words(&self, cells: &[(u32, u32)]) -> Vec<Word> {
        let mut words = Vec::new();
        for &place in cells {
            let Some(cell) = self.grid.cells.get(&place) else { continue };
            let area = self.area_of(place);
            let found = choices(&cell.text);
            if found.is_empty() {
                continue;
            }
            let set = set(&cell.text, &area, &(self.face)(place));
            let in_lines = set.iter().any(|letter| letter.line > 0);
            words.extend(found.into_iter().filter_map(|range| {
                let area = word_area(&set, &range)?;
                Some(Word { place, range, area, in_lines, cell: self.area_of(place) })
            }));
        }
        words
    }

    /// A ring chooses the word on which it lies, or fills an empty cell; false when it is neither.
    fn ring(&mut self, area: &Area) -> bool {
        let Some(cells) = self.below(area) else { return false };
        let (x, y) = area.middle();
        let middle = self.cell_at(x, y);
        let words = self.words(&cells);
        let covered: Vec<f64> = words.iter().map(|word| cover(word, area)).collect();
        let mut hit: Vec<usize> = (0..words.len()).filter(|&at| covered[at] >= COVERED).collect();
        // A tall ring reaches into the rows above and below: the row of its middle counts.
        if hit.iter().any(|&at| words[at].place.0 != words[hit[0]].place.0) {
            hit.retain(|&at| (words[at].cell.top..words[at].cell.bottom).contains(&y));
        }
        match hit[..] {
            [only] if let Some(other) = between_rows(&words, only, area).or_else(|| self.low(words[only].place)) => {
                // Programs that change the height of rows leave rings on the line between two of them.
                self.mark(words[only].place, None);
                if other != words[only].place
                    && self.grid.cells.get(&other).is_some_and(|cell| !choices(&cell.text).is_empty())
                {
                    self.mark(other, None);
                }
            }
            [only] => {
                let rival = (0..words.len())
                    .filter(|&at| at != only && words[at].place.0 == words[only].place.0)
                    .map(|at| covered[at])
                    .fold(0.0, f64::max);
                let on = (rival < covered[only] * 0.75).then(|| words[only].range.clone());
                self.mark(words[only].place, on);
            }
            [] if words.iter().any(|word| word.place == middle) => self.mark(middle, None),
            [] => {
                let is_empty = self.grid.cells.get(&middle).is_none_or(|cell| cell.text.trim().is_empty());
                if !is_empty {
                    return false;
                }
                self.mark(middle, Some(0..0));
            }
            _ => {
                let mut places: Vec<(u32, u32)> = hit.iter().map(|&at| words[at].place).collect();
                places.dedup();
                places.into_iter().for_each(|place| self.mark(place, None));
            }
        }
        true
    }

    /// The cell to which a ring may belong as well, where its row or the one above was never laid out: such rows become
    /// higher when the sheet is opened, and what was drawn on one lies below it in the file.
    fn low(&self, (row, column): (u32, u32)) -> Option<(u32, u32)> {
        let is_low = |row: u32| {
            let height = self.layout.rows.start(row + 1) - self.layout.rows.start(row);
            let needs = |&(place, cell): &(&(u32, u32), &Cell)| {
                let (face, area) = ((self.face)(*place), self.area_of(*place));
                let letters = set(&cell.text, &area, &face);
                let lines = letters.last().map_or(0, |letter| letter.line + 1);
                face.wraps && lines as f64 * face.size * POINT > height * LOW
            };
            let is_merged = |place: (u32, u32)| self.merges.iter().any(|&(top, left, ..)| (top, left) == place);
            let mut cells = self.grid.cells.range((row, 0)..=(row, LAST.1));
            self.layout.fitted.contains(&row) && height > 0.0 && cells.any(|cell| !is_merged(*cell.0) && needs(&cell))
        };
        let above = row.checked_sub(1);
        (is_low(row) || above.is_some_and(is_low)).then(|| (above.unwrap_or(row), column))
    }

    fn mark(&mut self, place: (u32, u32), on: Option<Range<usize>>) {
        self.grid.cells.entry(place).or_default().marks.push(Mark { by: By::Drawn, on });
    }

    /// A line strikes the words that it crosses; false when it crosses none.
    fn strike(&mut self, from: (f64, f64), to: (f64, f64)) -> bool {
        let area =
            Area { left: from.0.min(to.0), top: from.1.min(to.1), right: from.0.max(to.0), bottom: from.1.max(to.1) };
        let Some(cells) = self.below(&area) else { return false };
        let words = self.words(&cells);
        let hit: Vec<&Word> = words.iter().filter(|word| crosses(word, from, to)).collect();
        let Some(place) = hit.first().map(|word| word.place) else { return false };
        let all = words.iter().filter(|word| word.place == place).count();
        if hit.iter().any(|word| word.place != place) || (all > 1 && hit.len() == all) {
            let mut places: Vec<(u32, u32)> = hit.iter().map(|word| word.place).collect();
            places.dedup();
            places.into_iter().for_each(|place| self.mark(place, None));
            return true;
        }
        if let Some(cell) = self.grid.cells.get_mut(&place) {
            for word in hit {
                let word = cell.text[word.range.clone()].to_owned();
                let struck = cell.struck.get_or_insert_default();
                if !struck.contains(&word) {
                    struck.push_str(&word);
                }
            }
        }
        true
    }

    /// The words of a text box become those of the empty cell on which it begins, else a note of the cell; gives the cell.
    fn take_words(&mut self, shape: &Drawn) -> (u32, u32) {
        let place = self.cell_at(shape.area.left + 4.0 * PIXEL, shape.area.top + 4.0 * PIXEL);
        let cell = self.grid.cells.entry(place).or_default();
        if cell.text.trim().is_empty() {
            cell.text = shape.words.clone();
            cell.value = Value::Text;
        } else {
            cell.note(&shape.words);
        }
        place
    }

    /// Puts a check box at its place in the words of a cell; false when the cell holds words that are no choice.
    pub fn tick(&mut self, place: (u32, u32), boxes: &mut Vec<Ticked>) -> bool {
        let face = (self.face)(place);
        let area = self.area_of(place);
        let cell = self.grid.cells.entry(place).or_default();
        if matches!(cell.value, Value::Bool(_)) {
            cell.text.clear();
        }
        boxes.sort_by(|one, other| {
            (one.area.top, one.area.left)
                .partial_cmp(&(other.area.top, other.area.left))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let words = choices(&cell.text);
        if words.is_empty() && !cell.text.trim().is_empty() {
            return false;
        }
        let set = set(&cell.text, &area, &face);
        let mut at: Vec<(usize, String)> = Vec::new();
        for found in boxes {
            let glyph = found.state.glyph();
            if !found.words.is_empty() || words.is_empty() {
                let gap = if cell.text.is_empty() && at.is_empty() { "" } else { "　" };
                at.push((cell.text.len(), format!("{gap}{glyph}{}", found.words)));
                continue;
            }
            let right_of = |range: &&Range<usize>| {
                word_area(&set, range).map_or(f64::MAX, |word| {
                    let off = word.left - found.area.left;
                    let down = (word.top + word.bottom - found.area.top - found.area.bottom).abs() / 2.0;
                    // A word on another line or far to the left is not the box's own.
                    down + if off < -PIXEL * 6.0 { -off * 4.0 } else { off }
                })
            };
            let nearest = words.iter().min_by(|one, other| right_of(one).total_cmp(&right_of(other)));
            at.extend(nearest.map(|word| (word.start, glyph.to_owned())));
        }
        // From the end, so that earlier places stay; boxes at one place keep their order.
        at.sort_by_key(|&(byte, _)| byte);
        for (byte, glyph) in at.into_iter().rev() {
            cell.text.insert_str(byte, &glyph);
        }
        if !matches!(cell.value, Value::Bool(_)) {
            cell.value = Value::Text;
        }
        true
    }
}

/// A check box or option button.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticked {
    /// Where it lies.
    pub area: Area,
    /// Words of its own.
    pub words: String,
    /// Whether it is ticked.
    pub state: State,
}

/// Whether a box is ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is.
    On,
    /// It is not.
    Off,
    /// Neither: the grey state.
    Mixed,
}

impl State {
    /// What a person sees. An option button looks the same whether it stands in the words or not, so both kinds are boxes.
    fn glyph(self) -> &'static str {
        match self {
            State::On => "☑",
            State::Off => "☐",
            State::Mixed => "△",
        }
    }
}
