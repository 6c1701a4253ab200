//! Shapes laid on small sheets, and what they mark.

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
fn a_ring_between_two_rows_chooses_neither() {
    for (top, bottom, want) in [
        // Rows of 20 pixels; the ring is taller than they are.
        (12.0, 36.0, ["?", "?"]),
        (9.0, 33.0, ["?", "?"]),
        (17.0, 41.0, ["", "はい"]),
        (20.0, 40.0, ["", "はい"]),
        (-8.0, 28.0, ["はい", ""]),
        (2.0, 24.0, ["はい", ""]),
    ] {
        let mut grid = Grid::default();
        (0..2).for_each(|row| {
            grid.cells.insert((row, 0), Cell::words("はい・いいえ"));
        });
        let layout = Stated::default().layout(8.0);
        let face = |_| Face { across: 0.5, size: 9.0, ..Face::default() };
        let ring = Drawn { form: Form::Ring, area: pixels(-2.0, top, 26.0, bottom), words: String::new() };
        lay(&mut Canvas { grid: &mut grid, merges: &[], layout: &layout, face: &face }, &[ring]);
        let on = |row: u32| {
            let cell = &grid.cells[&(row, 0)];
            cell.marks.first().map_or("", |mark| mark.on.clone().map_or("?", |on| &cell.text[on]))
        };
        assert_eq!([on(0), on(1)], want, "{top} {bottom}");
    }
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
