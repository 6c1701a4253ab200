//! How printed words look in, which of them stands out: people choose a word by making it bold, coloured, underlined or filled, or
//! by making the others pale.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::events::BytesStart;

use super::Run;
use crate::model::{By, Grid, Mark};
use crate::read::xml::{attribute, is_on};
use crate::text::marks::choices;

/// How letters look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Underlined.
    pub underlined: bool,
    /// A colour that is seen.
    pub coloured: bool,
    /// Grey or white letters.
    pub pale: bool,
    /// A coloured cell.
    pub filled: bool,
    /// A thick frame around the cell.
    pub framed: bool,
}

impl Look {
    /// Takes a child of a run's properties.
    pub fn take(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "b" => self.bold = is_on(start),
            "u" => self.underlined = is_on(start),
            "color" => {
                let rgb = attribute(start, "rgb").and_then(|code| hex(&code));
                let number = |name| attribute(start, name).and_then(|value| value.parse::<f64>().ok());
                let theme = number("theme").map(|theme| theme_colour(theme, number("tint").unwrap_or_default()));
                let indexed = number("indexed").map(indexed_colour);
                self.colour(rgb.or(theme).or(indexed));
            }
            _ => {}
        }
    }

    /// Takes the colour of the letters; none is black.
    pub fn colour(&mut self, colour: Option<(u8, u8, u8)>) {
        let (red, green, blue) = colour.unwrap_or_default();
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        self.pale = most - least < 24 && least >= 0x70;
        self.coloured = most - least >= 96;
    }

    fn signs(self) -> u8 {
        [self.bold, self.underlined, self.coloured, self.filled, self.framed]
            .into_iter()
            .fold(0, |signs, sign| signs << 1 | u8::from(sign))
    }

    /// It may stand out among others, or make another stand out.
    pub fn is_loud(self) -> bool {
        self.signs() != 0 || self.pale
    }
}

/// The last six letters of a code of a colour.
pub fn hex(code: &str) -> Option<(u8, u8, u8)> {
    let byte = |at: usize| u8::from_str_radix(code.get(at..at + 2)?, 16).ok();
    let start = code.len().checked_sub(6)?;
    Some((byte(start)?, byte(start + 2)?, byte(start + 4)?))
}

/// White, black, or some colour of the theme; a tint makes black grey.
fn theme_colour(theme: f64, tint: f64) -> (u8, u8, u8) {
    let grey = |part: f64| {
        let part = (part.clamp(0.0, 1.0) * 255.0) as u8;
        (part, part, part)
    };
    match theme as u32 {
        0 | 2 => grey(1.0 + tint.min(0.0)),
        1 => grey(tint.max(0.0)),
        _ => (0, 0, 255),
    }
}

fn indexed_colour(index: f64) -> (u8, u8, u8) {
    match index as u32 {
        0 | 8 | 64 => (0, 0, 0),
        1 | 9 | 65 => (255, 255, 255),
        22 | 23 | 55 => (150, 150, 150),
        _ => (255, 0, 0),
    }
}

/// The one of several looks that stands out.
fn winner(looks: &[Look]) -> Option<usize> {
    let only = |is: &dyn Fn(usize) -> bool| {
        let mut found = (0..looks.len()).filter(|&at| is(at));
        found.next().filter(|_| found.next().is_none())
    };
    let common = looks.iter().fold(u8::MAX, |common, look| common & look.signs());
    let loud = |at: usize| looks[at].signs() & !common != 0 && !looks[at].pale;
    match (0..looks.len()).any(loud) {
        true => only(&loud),
        false => only(&|at| !looks[at].pale).filter(|_| looks.len() > 1),
    }
}

/// Marks the words that stand out: inside cells of several runs, and among cells side by side. `look` is that of a cell's style,
/// and `is_any_loud` says whether any style of the book is more than plain.
pub fn mark(
    grid: &mut Grid,
    merges: &[(u32, u32, u32, u32)],
    runs: &[((u32, u32), &[Run])],
    is_any_loud: bool,
    look: impl Fn((u32, u32)) -> Look,
) {
    // The same words come again in every row.
    let mut known: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
    for &(place, runs) in runs {
        let Some(cell) = grid.cells.get_mut(&place) else { continue };
        if !known.contains_key(&cell.text) {
            known.insert(cell.text.clone(), choices(&cell.text));
        }
        let words = &known[&cell.text];
        if words.len() > 1
            && let Some(found) = looks_of(words, runs, &cell.text, look(place)).as_deref().and_then(winner)
        {
            cell.marks.push(Mark { by: By::Look, on: Some(words[found].clone()) });
        }
    }
    if is_any_loud {
        side_by_side(grid, merges, look);
    }
}

fn looks_of(words: &[Range<usize>], runs: &[Run], text: &str, usual: Look) -> Option<Vec<Look>> {
    if runs.iter().map(|run| run.text.len()).sum::<usize>() != text.len() {
        return None;
    }
    let look_at = |byte: usize| {
        let mut end = 0;
        runs.iter().find(|run| {
            end += run.text.len();
            byte < end
        })
    };
    words.iter().map(|word| look_at(word.start).map(|run| run.look.unwrap_or(usual))).collect()
}

/// Bytes of the longest cell that is one printed word.
const LONGEST_WORD: usize = 40;

fn side_by_side(grid: &mut Grid, merges: &[(u32, u32, u32, u32)], look: impl Fn((u32, u32)) -> Look) {
    let is_word = |text: &str| text.len() <= LONGEST_WORD && choices(text).len() == 1;
    let mut is_loud = grid.cells.iter().filter(|(place, _)| look(**place).is_loud());
    if !is_loud.any(|(_, cell)| is_word(&cell.text)) {
        return;
    }
    let rights: BTreeMap<(u32, u32), u32> = merges.iter().map(|&(top, left, _, right)| ((top, left), right)).collect();
    // Rows of words side by side, by their columns, with the column that stands out.
    let mut groups: BTreeMap<Vec<u32>, Vec<(u32, Option<usize>)>> = BTreeMap::new();
    let mut columns: Vec<u32> = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    let mut close = |row: u32, columns: &mut Vec<u32>| {
        if columns.len() > 1 {
            let looks: Vec<Look> = columns.iter().map(|&column| look((row, column))).collect();
            groups.entry(std::mem::take(columns)).or_default().push((row, winner(&looks)));
        }
        columns.clear();
    };
    for (&(row, column), cell) in &grid.cells {
        if let Some((before, next)) = last
            && (before != row || next != column)
        {
            close(before, &mut columns);
        }
        if is_word(&cell.text) {
            columns.push(column);
            last = Some((row, rights.get(&(row, column)).map_or(column, |&right| right) + 1));
        } else {
            if let Some((before, _)) = last.take() {
                close(before, &mut columns);
            }
            columns.clear();
        }
    }
    if let Some((row, _)) = last {
        close(row, &mut columns);
    }
    for (columns, rows) in groups {
        // A column that stands out in every row is made so, and says nothing.
        let first = rows[0].1;
        if rows.len() > 2 && rows.iter().all(|&(_, found)| found == first) {
            continue;
        }
        for (row, found) in rows {
            if let Some(cell) = found.and_then(|found| grid.cells.get_mut(&(row, columns[found]))) {
                let on = choices(&cell.text).into_iter().next();
                cell.marks.push(Mark { by: By::Look, on });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cell;

    const BOLD: Look =
        Look { bold: true, underlined: false, coloured: false, pale: false, filled: false, framed: false };
    const PALE: Look = Look { bold: false, pale: true, ..BOLD };
    const PLAIN: Look = Look { bold: false, ..BOLD };

    #[test]
    fn the_one_that_stands_out_wins() {
        let red = Look { coloured: true, ..PLAIN };
        for (looks, want) in [
            (vec![BOLD, PLAIN], Some(0)),
            (vec![PLAIN, PLAIN], None),
            (vec![BOLD, BOLD], None),
            (vec![BOLD, red], None),
            (vec![BOLD, Look { coloured: true, ..BOLD }], Some(1)),
            (vec![PALE, PLAIN], Some(1)),
            (vec![PALE, PLAIN, PLAIN], None),
            (vec![PALE, PALE, PLAIN], Some(2)),
        ] {
            assert_eq!(winner(&looks), want, "{looks:?}");
        }
    }

    fn marked(rows: &[[Look; 2]]) -> Vec<Vec<u32>> {
        let mut grid = Grid::default();
        for (row, _) in (0..).zip(rows) {
            grid.cells.insert((row, 0), Cell::words("質問"));
            grid.cells.insert((row, 1), Cell::words("はい"));
            grid.cells.insert((row, 2), Cell::words("いいえ"));
        }
        mark(&mut grid, &[], &[], true, |(row, column)| match column {
            0 => BOLD,
            column => rows[row as usize][column as usize - 1],
        });
        let of = |row| (1..3).filter(|&column| !grid.cells[&(row, column)].marks.is_empty()).collect();
        (0..rows.len() as u32).map(of).collect()
    }

    #[test]
    fn cells_side_by_side_are_compared() {
        assert_eq!(marked(&[[BOLD, PLAIN], [PLAIN, BOLD], [PLAIN, PLAIN]]), [vec![1], vec![2], vec![]]);
        assert_eq!(marked(&[[BOLD, PLAIN], [BOLD, PLAIN], [BOLD, PLAIN]]), [vec![], vec![], vec![]] as [Vec<u32>; 3]);
    }

    #[test]
    fn runs_of_one_cell_are_compared() {
        let run = |text: &str, look| Run { text: text.to_owned(), struck: None, look };
        let mut grid = Grid::default();
        grid.cells.insert((0, 0), Cell::words("はい・いいえ"));
        let runs = [run("はい・", Some(PLAIN)), run("いいえ", Some(BOLD))];
        mark(&mut grid, &[], &[((0, 0), &runs)], false, |_| PLAIN);
        assert_eq!(grid.cells[&(0, 0)].marks, [Mark { by: By::Look, on: Some(9..18) }]);
    }
}
