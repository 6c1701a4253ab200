//! Rows of words in, the columns in which they are set out: two columns of prose, or a table without lines.

use super::geometry::Area;
use super::join;
use super::words::{Piece, Row};
use crate::model::TableCell;

/// Something on a page, in the order in which it is read.
#[derive(Debug)]
pub enum Set {
    /// Rows of prose in one column.
    Prose(Vec<Row>),
    /// A table without lines.
    Table { area: Area, rows: Vec<Vec<TableCell>> },
}

/// Parts the rows of a page, or what stands between two ruled tables of it.
pub fn parted(rows: Vec<Row>) -> Vec<Set> {
    if let Some(gutter) = gutter(&rows) {
        return in_columns(rows, gutter);
    }
    let mut sets = Vec::new();
    let mut prose: Vec<Row> = Vec::new();
    let mut rest = rows.as_slice();
    while let Some((first, later)) = rest.split_first() {
        match table(rest) {
            Some((area, drawn, taken)) => {
                if !prose.is_empty() {
                    sets.push(Set::Prose(std::mem::take(&mut prose)));
                }
                sets.push(Set::Table { area, rows: drawn });
                rest = &rest[taken..];
            }
            None => {
                prose.push(first.clone());
                rest = later;
            }
        }
    }
    if !prose.is_empty() {
        sets.push(Set::Prose(prose));
    }
    sets
}

/// The middle of the space between two columns of prose.
fn gutter(rows: &[Row]) -> Option<f32> {
    let size = rows.iter().map(|row| row.size).fold(0.0, f32::max);
    let left = rows.iter().map(|row| row.area.left).fold(f32::MAX, f32::min);
    let right = rows.iter().map(|row| row.area.right).fold(f32::MIN, f32::max);
    let pieces = || rows.iter().flat_map(|row| &row.pieces);
    if rows.len() < 6 || right - left < 20.0 * size {
        return None;
    }
    let across = |x: f32| pieces().filter(|piece| piece.area.left < x && piece.area.right > x).count();
    let places: Vec<f32> = (35..=65).map(|part| left + (right - left) * part as f32 / 100.0).collect();
    let least = places.iter().map(|&x| across(x)).min()?;
    let free: Vec<f32> = places.into_iter().filter(|&x| across(x) == least).collect();
    let x = free[free.len() / 2];
    let before: Vec<&Piece> = pieces().filter(|piece| piece.area.right <= x).collect();
    let after: Vec<&Piece> = pieces().filter(|piece| piece.area.left >= x).collect();
    // In a table many rows leave one side empty or short; in prose many lines fill their column.
    let fills = |side: &[&Piece], from: f32, to: f32| {
        let is_full = |piece: &&&Piece| piece.area.width() > 0.8 * (to - from) && piece.text.chars().count() > 9;
        let full = side.iter().filter(is_full).count();
        side.len() >= 6 && full * 5 >= side.len() * 2
    };
    // Articles with numbers on both sides, one below the other.
    let articles = |side: &[&Piece]| {
        let lefts: Vec<f32> = side
            .iter()
            .filter(|piece| piece.text.starts_with('第') && piece.text.chars().take(7).any(|letter| letter == '条'))
            .map(|piece| piece.area.left)
            .collect();
        lefts.len() > 1 && lefts.iter().all(|left| (left - lefts[0]).abs() < size)
    };
    let is_contract = least * 4 <= pieces().count() && articles(&before) && articles(&after);
    if is_contract {
        return Some(x);
    }
    let end = before.iter().map(|piece| piece.area.right).fold(left, f32::max);
    let start = after.iter().map(|piece| piece.area.left).fold(right, f32::min);
    (least * 4 <= before.len() + after.len() && fills(&before, left, end) && fills(&after, start, right)).then_some(x)
}

fn in_columns(rows: Vec<Row>, gutter: f32) -> Vec<Set> {
    let mut sets = Vec::new();
    let mut sides: [Vec<Row>; 2] = [Vec::new(), Vec::new()];
    let flush = |sides: &mut [Vec<Row>; 2], sets: &mut Vec<Set>| {
        for side in sides {
            if !side.is_empty() {
                sets.push(Set::Prose(std::mem::take(side)));
            }
        }
    };
    for row in rows {
        let is_across = row.pieces.iter().any(|piece| piece.area.left < gutter && piece.area.right > gutter);
        if is_across {
            flush(&mut sides, &mut sets);
            sets.push(Set::Prose(vec![row]));
            continue;
        }
        let (left, right): (Vec<Piece>, Vec<Piece>) =
            row.pieces.into_iter().partition(|piece| piece.area.right <= gutter);
        for (side, pieces) in sides.iter_mut().zip([left, right]) {
            if let Some(first) = pieces.first() {
                let area = pieces.iter().fold(first.area, |area, piece| area.with(&piece.area));
                side.push(Row { area, size: row.size, pieces });
            }
        }
    }
    flush(&mut sides, &mut sets);
    sets
}

/// Space between two columns of a table.
#[derive(Debug, Clone, Copy)]
struct Space {
    from: f32,
    to: f32,
}

/// The table without lines with which these rows begin: its box, its rows of cells and how many rows of words it takes.
fn table(rows: &[Row]) -> Option<(Area, Vec<Vec<TableCell>>, usize)> {
    let first = rows.first().filter(|row| row.pieces.len() >= 3 && !is_signed(row))?;
    let mut spaces: Vec<Space> =
        first.pieces.windows(2).map(|pair| Space { from: pair[0].area.right, to: pair[1].area.left }).collect();
    let mut taken = 1;
    let mut full = 1;
    for pair in rows.windows(2) {
        let (above, row) = (&pair[0], &pair[1]);
        if row.area.top - above.area.bottom > 3.0 * row.size || is_signed(row) {
            break;
        }
        let narrowed: Vec<Space> = spaces.iter().filter_map(|space| narrowed(*space, row)).collect();
        // Prose runs across the columns; so does a line that fits into one column only by being short.
        let is_lost = narrowed.len() < spaces.len().min(2) || narrowed.len() + 1 < spaces.len();
        let is_heading = row.pieces.len() == 1
            && row.area.left <= rows[0].area.left + row.size
            && row.pieces[0].text.ends_with('。');
        if is_lost || is_heading {
            break;
        }
        spaces = narrowed;
        taken += 1;
        full += usize::from(row.pieces.len() >= 3);
    }
    // What stands below the last full row in the first column alone is no part of the table.
    while taken > 1 && rows[taken - 1].pieces.len() == 1 && rows[taken - 1].area.left <= rows[0].area.left + 2.0 {
        taken -= 1;
    }
    if full < 3 || spaces.len() < 2 {
        return None;
    }
    let area = rows[..taken].iter().fold(rows[0].area, |area, row| area.with(&row.area));
    Some((area, cells(&rows[..taken], &spaces), taken))
}

/// A row of names under a contract.
fn is_signed(row: &Row) -> bool {
    let mark = row.pieces.first().map_or("", |piece| piece.text.as_str());
    matches!(mark, "甲" | "乙" | "丙" | "丁" | "（甲）" | "（乙）" | "(甲)" | "(乙)")
}

/// What is left of a space once a row stands in it.
fn narrowed(space: Space, row: &Row) -> Option<Space> {
    let mut space = space;
    for piece in &row.pieces {
        let (left, right) = (piece.area.left, piece.area.right);
        if right <= space.from || left >= space.to {
            continue;
        }
        match (left <= space.from, right >= space.to) {
            (true, true) => return None,
            (true, false) => space.from = right,
            (false, true) => space.to = left,
            (false, false) if left - space.from < space.to - right => space.from = right,
            (false, false) => space.to = left,
        }
    }
    (space.to - space.from >= 0.6 * row.size).then_some(space)
}

/// The row that names the answers of a table without lines.
struct Heads<'r> {
    heads: &'r [Piece],
    /// Marks that stand beside the names of their columns stand to the right of them, or to the left; none when unknown.
    is_right: Option<bool>,
}

/// Where a mark stands.
enum Stand<'r> {
    /// Under the name of its column, or it is no mark.
    Plain,
    Under(&'r Piece),
    Between(&'r Piece, &'r Piece),
}

impl<'r> Heads<'r> {
    fn of(rows: &'r [Row]) -> Option<Heads<'r>> {
        let is_head = |row: &&Row| row.pieces.iter().filter(|piece| is_answer(piece)).count() > 1;
        let heads = &rows.iter().find(is_head)?.pieces;
        let mut heads = Heads { heads, is_right: None };
        let (mut before, mut past) = (false, false);
        for piece in rows.iter().flat_map(|row| &row.pieces) {
            let (left, right) = heads.beside(piece);
            let (left, right) = (left.is_some_and(is_answer), right.is_some_and(is_answer));
            before |= right && !left;
            past |= left && !right;
        }
        heads.is_right = (before != past).then_some(past);
        Some(heads)
    }

    /// The names to the left and right of a mark that stands under none.
    fn beside(&self, piece: &Piece) -> (Option<&'r Piece>, Option<&'r Piece>) {
        let is_under =
            |head: &Piece| head.area.left < piece.area.right - 1.0 && head.area.right > piece.area.left + 1.0;
        if !is_mark(&piece.text) || self.heads.iter().any(is_under) {
            return (None, None);
        }
        let x = piece.area.centre().0;
        let left = self.heads.iter().rfind(|head| head.area.centre().0 < x);
        (left, self.heads.iter().find(|head| head.area.centre().0 > x))
    }

    fn stand(&self, piece: &Piece) -> Stand<'r> {
        let (left, right) = self.beside(piece);
        match (left.filter(|head| is_answer(head)), right.filter(|head| is_answer(head)), self.is_right) {
            (Some(left), None, _) | (Some(left), Some(_), Some(true)) => Stand::Under(left),
            (None, Some(right), _) | (Some(_), Some(right), Some(false)) => Stand::Under(right),
            (Some(left), Some(right), None) => Stand::Between(left, right),
            (None, None, _) => Stand::Plain,
        }
    }
}

fn is_answer(head: &Piece) -> bool {
    matches!(head.text.as_str(), "はい" | "いいえ" | "対象外" | "該当なし" | "有" | "無" | "あり" | "なし")
}

fn is_mark(text: &str) -> bool {
    matches!(
        text,
        "○" | "〇"
            | "◯"
            | "●"
            | "◎"
            | "×"
            | "✕"
            | "レ"
            | "✓"
            | "✔"
            | "☑"
            | "■"
            | "O"
            | "1"
            | "0"
            | "TRUE"
            | "FALSE"
    )
}

/// A cell in the making.
struct Block {
    column: usize,
    area: Area,
    text: String,
    /// Order of the piece that was added last.
    order: u32,
}

/// Cells of rows of words. Lines of one cell are drawn one after the other; cells whose heights overlap are one row.
fn cells(rows: &[Row], spaces: &[Space]) -> Vec<Vec<TableCell>> {
    let column = |piece: &Piece| spaces.iter().filter(|space| piece.area.left >= (space.from + space.to) / 2.0).count();
    let mut pieces: Vec<&Piece> = rows.iter().flat_map(|row| &row.pieces).collect();
    pieces.sort_by_key(|piece| piece.order);
    let mut blocks: Vec<Block> = Vec::new();
    let heads = Heads::of(rows);
    for piece in pieces {
        let mut at = column(piece);
        match heads.as_ref().map_or(Stand::Plain, |heads| heads.stand(piece)) {
            Stand::Plain => {}
            Stand::Under(head) => at = column(head),
            // In both columns, so that nobody takes it for one answer.
            Stand::Between(one, other) => {
                for at in [column(one), column(other)] {
                    blocks.push(Block { column: at, area: piece.area, text: piece.text.clone(), order: piece.order });
                }
                continue;
            }
        }
        let right = spaces.get(at).map_or(f32::MAX, |space| space.to);
        match blocks.last_mut() {
            Some(block)
                if block.column == at
                    && piece.order - block.order <= 1
                    && (-0.5..=0.9).contains(&((piece.area.top - block.area.bottom) / piece.size)) =>
            {
                if right - block.area.right > 4.0 * piece.size || join::begins(&piece.text) {
                    block.text.push('\n');
                }
                join::push(&mut block.text, &piece.text);
                block.area = block.area.with(&piece.area);
                block.order = piece.order;
            }
            _ => blocks.push(Block { column: at, area: piece.area, text: piece.text.clone(), order: piece.order }),
        }
    }
    blocks.sort_by(|one, other| one.area.top.total_cmp(&other.area.top));
    let mut table: Vec<(Area, Vec<Block>)> = Vec::new();
    for block in blocks {
        match table.last_mut() {
            Some((area, row))
                if area.bottom.min(block.area.bottom) - area.top.max(block.area.top)
                    > 0.5 * block.area.height().min(area.height()) =>
            {
                *area = area.with(&block.area);
                row.push(block);
            }
            _ => table.push((block.area, vec![block])),
        }
    }
    let row = |mut row: Vec<Block>| {
        row.sort_by_key(|block| block.column);
        let mut cells: Vec<TableCell> = Vec::new();
        for block in row {
            match cells.last_mut().filter(|cell| cell.column == block.column as u32) {
                Some(cell) => {
                    cell.text.push('\n');
                    cell.text.push_str(&block.text);
                }
                None => {
                    let column = block.column as u32;
                    cells.push(TableCell { text: block.text, column, columns: 1, continued: false });
                }
            }
        }
        cells
    };
    table.into_iter().map(|(_, blocks)| row(blocks)).collect()
}
