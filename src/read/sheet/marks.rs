//! Shapes on a sheet in, what they do to the cells below out: a ring chooses the printed word on which it lies, a line
//! strikes one out, the words of a text box are read once. What cannot be told is left open: [`Mark::on`] is none.

use std::collections::BTreeMap;
use std::ops::Range;

use super::LAST;
use super::layout::{Layout, PIXEL, POINT};
use super::shapes::{Area, Drawn, Form};
use crate::model::{By, Grid, Mark, Value};
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

/// A printed word and where it lies.
struct Word {
    place: (u32, u32),
    range: Range<usize>,
    area: Area,
    /// The cell has several lines.
    in_lines: bool,
    cell: Area,
}

/// Rows or columns that a ring around a word may touch.
const WIDEST_MARK: u32 = 12;
/// How much of a word a shape must cover to lie on it.
const COVERED: f64 = 0.5;

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
            cell.value = Value::Text(cell.text.clone());
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
            cell.value = Value::Text(cell.text.clone());
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

/// A letter where it lies.
struct Letter {
    byte: usize,
    line: usize,
    area: Area,
}

/// Estimates where the letters of a cell lie: a wide letter is as broad as the font is high, others half of it.
fn set(text: &str, cell: &Area, face: &Face) -> Vec<Letter> {
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

fn word_area(letters: &[Letter], range: &Range<usize>) -> Option<Area> {
    let mut own = letters.iter().filter(|letter| range.contains(&letter.byte));
    let first = own.next()?;
    Some(
        own.filter(|letter| letter.line == first.line)
            .fold(first.area, |area, letter| Area { right: letter.area.right, ..area }),
    )
}

/// How much of a word lies below an area, or of the area inside the word where the area is the smaller one. The row counts
/// as a whole where its cell has one line: heights of letters are estimates.
fn cover(word: &Word, area: &Area) -> f64 {
    let share = |(from, to): (f64, f64), (start, end): (f64, f64)| {
        let common = to.min(end) - from.max(start);
        let least = (to - from).min(end - start);
        if least > 0.0 { (common / least).clamp(0.0, 1.0) } else { 0.0 }
    };
    let tall = if word.in_lines { (word.area.top, word.area.bottom) } else { (word.cell.top, word.cell.bottom) };
    share((word.area.left, word.area.right), (area.left, area.right)) * share(tall, (area.top, area.bottom))
}

/// A line crosses a word: it runs along at least half of it, or cuts through it.
fn crosses(word: &Word, from: (f64, f64), to: (f64, f64)) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cell;
    use crate::read::sheet::layout::Stated;

    /// A sheet of one row of cells, each 72 by 20 pixels, with words in the middle.
    fn marked(cells: &[&str], shapes: &[Drawn]) -> (Grid, Left) {
        let mut grid = Grid::default();
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            grid.cells.insert((0, column), Cell::words(*text));
        }
        let layout = Stated::default().layout(8.0);
        let face = |_| Face { across: 0.5, size: 9.0, ..Face::default() };
        let left = lay(&mut Canvas { grid: &mut grid, merges: &[], layout: &layout, face: &face }, shapes);
        (grid, left)
    }

    fn pixels(left: f64, top: f64, right: f64, bottom: f64) -> Area {
        Area { left: left * PIXEL, top: top * PIXEL, right: right * PIXEL, bottom: bottom * PIXEL }
    }

    fn ring(left: f64, right: f64) -> Drawn {
        Drawn { form: Form::Ring, area: pixels(left, 1.0, right, 19.0), words: String::new() }
    }

    /// The chosen words of a cell; `?` for a mark on none.
    fn on(grid: &Grid, column: u32) -> Vec<&str> {
        let cell = &grid.cells[&(0, column)];
        cell.marks.iter().map(|mark| mark.on.clone().map_or("?", |on| &cell.text[on])).collect()
    }

    #[test]
    fn a_ring_chooses_the_word_on_which_it_lies() {
        // Six letters of 12 pixels in the middle of 72: はい from 0 to 24, ・ to 36, いいえ to 72.
        for (left, right, want) in [
            (-2.0, 26.0, vec!["はい"]),
            (3.0, 20.0, vec!["はい"]),
            (34.0, 73.0, vec!["いいえ"]),
            (44.0, 60.0, vec!["いいえ"]),
            (0.0, 72.0, vec!["?"]),
            (25.0, 35.0, vec!["?"]),
        ] {
            let (grid, rest) = marked(&["はい・いいえ"], &[ring(left, right)]);
            assert_eq!((on(&grid, 0), rest), (want, Left::default()), "{left} {right}");
        }
        let (grid, _) = marked(&["はい", "いいえ"], &[ring(15.0, 60.0)]);
        assert_eq!((on(&grid, 0), grid.cells[&(0, 1)].marks.len()), (vec!["はい"], 0));
        let (grid, _) = marked(&["はい", "いいえ"], &[ring(10.0, 140.0)]);
        assert_eq!((on(&grid, 0), on(&grid, 1)), (vec!["?"], vec!["?"]));
        let (grid, _) = marked(&["質問の文", ""], &[ring(80.0, 140.0)]);
        assert_eq!(on(&grid, 1), [""]);
        assert_eq!(marked(&["質問の文"], &[ring(10.0, 60.0)]).1.shapes, [(0, 0)]);
    }

    #[test]
    fn a_line_strikes_the_word_that_it_crosses() {
        let line = |from: (f64, f64), to: (f64, f64)| Drawn {
            form: Form::Line((from.0 * PIXEL, from.1 * PIXEL), (to.0 * PIXEL, to.1 * PIXEL)),
            area: pixels(from.0, from.1.min(to.1), to.0, from.1.max(to.1)),
            words: String::new(),
        };
        let struck = |grid: &Grid| grid.cells[&(0, 0)].struck.clone();
        let (grid, _) = marked(&["はい・いいえ"], &[line((36.0, 10.0), (72.0, 10.0))]);
        assert_eq!(struck(&grid).as_deref(), Some("いいえ"));
        let (grid, _) = marked(&["はい・いいえ"], &[line((2.0, 18.0), (24.0, 2.0))]);
        assert_eq!(struck(&grid).as_deref(), Some("はい"));
        let (grid, _) = marked(&["はい・いいえ"], &[line((0.0, 10.0), (72.0, 10.0))]);
        assert_eq!((struck(&grid), on(&grid, 0)), (None, vec!["?"]));
        let (grid, rest) = marked(&["はい・いいえ"], &[line((0.0, 20.0), (72.0, 20.0))]);
        assert_eq!((struck(&grid), rest.shapes.len()), (None, 1));
    }

    #[test]
    fn a_text_box_is_read_once() {
        let words = |left| Drawn { words: "保守契約による".to_owned(), ..ring(left, left + 60.0) };
        let (grid, rest) = marked(&["はい", ""], &[words(74.0)]);
        assert_eq!((grid.text(0, 1), rest.boxes.as_slice()), ("保守契約による", [(0, 1)].as_slice()));
        let (grid, _) = marked(&["はい"], &[words(2.0)]);
        assert_eq!((grid.text(0, 0), grid.cells[&(0, 0)].note.as_deref()), ("はい", Some("保守契約による")));
    }

    #[test]
    fn boxes_stand_before_their_words() {
        let mut grid = Grid::default();
        grid.cells.insert((0, 0), Cell::words("はい・いいえ"));
        grid.cells.insert((0, 2), Cell { value: Value::Bool(true), text: "TRUE".to_owned(), ..Cell::default() });
        let layout = Stated::default().layout(8.0);
        let face = |_| Face { across: 0.5, size: 9.0, ..Face::default() };
        let mut canvas = Canvas { grid: &mut grid, merges: &[], layout: &layout, face: &face };
        let ticked = |left: f64, words: &str, state| Ticked {
            area: pixels(left, 2.0, left + 12.0, 18.0),
            words: words.to_owned(),
            state,
        };
        assert!(canvas.tick((0, 0), &mut vec![ticked(26.0, "", State::On), ticked(-8.0, "", State::Off)]));
        assert!(canvas.tick((0, 1), &mut vec![ticked(80.0, "はい", State::Off), ticked(110.0, "いいえ", State::On)]));
        assert!(canvas.tick((0, 2), &mut vec![ticked(150.0, "", State::On)]));
        let shown: Vec<&str> = (0..3).map(|column| grid.text(0, column)).collect();
        assert_eq!(shown, ["☐はい・☑いいえ", "☐はい　☑いいえ", "☑"]);
    }
}
