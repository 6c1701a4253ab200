//! What is drawn on one page in, its tables and rows of words out.

use std::collections::{BTreeMap, BTreeSet};

use super::geometry::{Area, Drawn, Glyph, Rule};
use super::join;
use super::rings::{self, Rings};
use super::ruled::{self, Ruled};
use super::shades::{self, Shade, Told};
use super::words::{self, Row};
use crate::model::TableCell;

/// A footnote.
#[derive(Debug, Clone, PartialEq)]
pub struct Footnote {
    /// Its number as printed.
    pub number: String,
    pub text: String,
}

/// One page, turned so that its lines run to the right.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Rows of words outside of tables, from top to bottom.
    pub rows: Vec<Row>,
    pub tables: Vec<Form>,
    pub size: (f32, f32),
    /// Words were struck through, more than one of several printed answers.
    pub is_struck: bool,
    /// A drawn circle holds more than one answer, or one that is struck through.
    pub is_unclear: bool,
    /// Answers that are coloured.
    pub coloured: Told,
    /// Footnotes that stood below the rows.
    pub notes: Vec<Footnote>,
}

/// A ruled table with its words.
#[derive(Debug)]
pub struct Form {
    pub area: Area,
    /// Where its columns begin and end, from its left edge.
    pub columns: Vec<f32>,
    pub rows: Vec<Vec<TableCell>>,
}

/// Sorts out a page.
pub fn sheet(mut drawn: Drawn) -> Sheet {
    words::upright(&mut drawn);
    let tables = ruled::tables(&drawn.rules);
    let is_struck = strike(&mut drawn.glyphs, &drawn.rules, &tables);
    let places = shades::places(&drawn.glyphs, &drawn.shades);
    let mut coloured = Told::default();
    let rings = Rings::around(&drawn.glyphs, &drawn.rings);
    let mut outside: Vec<Glyph> = Vec::new();
    let mut inside: BTreeMap<(usize, usize), Vec<Glyph>> = BTreeMap::new();
    for glyph in drawn.glyphs {
        let centre = glyph.area.centre();
        // The smallest table around a letter is its own: a frame may stand around all.
        let holding = (0..tables.len()).filter(|&at| tables[at].area.holds(centre));
        let size = |&at: &usize| tables[at].area.width() * tables[at].area.height();
        let table = holding.min_by(|one, other| size(one).total_cmp(&size(other)));
        match table.and_then(|at| Some((at, tables[at].cell(centre)?))) {
            Some(cell) => inside.entry(cell).or_default().push(glyph),
            None => outside.push(glyph),
        }
    }
    let forms = (0..).zip(&tables).map(|(at, table)| {
        let page = Look { rings: &rings, places: &places };
        let (form, told) = form(table, |cell| inside.remove(&(at, cell)), &page);
        coloured.is_read |= told.is_read;
        coloured.is_pattern |= told.is_pattern;
        form
    });
    let tables: Vec<Form> = forms.collect::<Vec<_>>().into_iter().filter(|form| !form.rows.is_empty()).collect();
    let mut pieces = words::pieces(&outside);
    for piece in &mut pieces {
        rings.mark(piece);
    }
    coloured.is_read |= shades::outside(&mut pieces, &outside, &places);
    let is_unclear = !rings.unclear.is_empty();
    Sheet { rows: words::rows(pieces), tables, size: drawn.size, is_struck, is_unclear, coloured, notes: Vec::new() }
}

/// Takes out letters that a line strikes through: it runs through their middle, from the first of them to the last.
/// Says whether that were more than the answers of a form that do not hold.
fn strike(glyphs: &mut [Glyph], rules: &[Rule], tables: &[Ruled]) -> bool {
    let mut struck: Vec<usize> = Vec::new();
    let mut is_more = false;
    // A page may hold thousands of lines and letters: each line meets only the letters at its height, and the same line
    // once, however often it was drawn.
    let mut seen = BTreeSet::new();
    let top = |at: usize| glyphs[at].area.top;
    let mut down: Vec<usize> = (0..glyphs.len()).collect();
    down.sort_by(|&one, &other| top(one).total_cmp(&top(other)));
    let tallest = glyphs.iter().map(|glyph| glyph.area.height()).fold(1.0, f32::max);
    let mut is_new = |rule: &Rule| seen.insert([rule.at, rule.from, rule.to].map(f32::to_bits));
    for rule in rules.iter().filter(|rule| rule.level && rule.to - rule.from > 3.0 && is_new(rule)) {
        let crosses = |glyph: &Glyph| {
            let (x, height) = (glyph.area.centre().0, glyph.area.height());
            let part = (rule.at - glyph.area.top) / height.max(1.0);
            x > rule.from - 1.0 && x < rule.to + 1.0 && (0.3..0.75).contains(&part)
        };
        let first = down.partition_point(|&at| top(at) < rule.at - tallest);
        let last = down.partition_point(|&at| top(at) <= rule.at).max(first);
        let mut under: Vec<usize> = down[first..last].iter().copied().filter(|&at| crosses(&glyphs[at])).collect();
        under.sort_unstable();
        let Some(&first) = under.first() else { continue };
        let area = under.iter().fold(glyphs[first].area, |area, &at| area.with(&glyphs[at].area));
        let em = 0.8 * glyphs[first].size;
        if (area.left - rule.from).abs() < em && (area.right - rule.to).abs() < em {
            let is_inside = tables.iter().any(|table| table.area.holds(area.centre()));
            is_more |= !is_inside || under.len() > 4;
            struck.extend(under);
        }
    }
    // Their place stays taken, so that no space seems to lie there.
    struck.into_iter().for_each(|at| glyphs[at].letter = words::TAKEN);
    is_more
}

/// What lies on a page beside its letters and lines.
struct Look<'a> {
    rings: &'a Rings,
    places: &'a [Area],
}

fn form(table: &Ruled, mut take: impl FnMut(usize) -> Option<Vec<Glyph>>, page: &Look<'_>) -> (Form, Told) {
    let (mut rows, mut colours) = (Vec::new(), Vec::new());
    for row in 0..table.rows() {
        let (mut cells, mut shades) = (Vec::new(), Vec::new());
        let mut column = 0;
        while column < table.columns() {
            let cell = table.owner(row, column);
            let (_, right) = table.reach(cell);
            let first = cell % table.columns();
            let columns = (right + 1).saturating_sub(first.max(column)).max(1);
            let continued = cell / table.columns() < row;
            let glyphs = if continued { None } else { take(cell) }.unwrap_or_default();
            let text = words(&glyphs, &table.area_of(cell), page.rings);
            // Only answers are looked at: they are short.
            shades.push(if glyphs.len() > 40 { Shade::default() } else { shades::of(&glyphs, page.places) });
            cells.push(TableCell { text, column: column as u32, columns: columns as u32, continued });
            column += columns;
        }
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(cells);
            colours.push(shades);
        }
    }
    let told = shades::mark(&mut rows, &colours);
    let form = Form { area: table.area, columns: table.xs.iter().map(|x| x - table.xs[0]).collect(), rows };
    (form, told)
}

/// The words of a cell: lines that fill it joined, others apart.
fn words(glyphs: &[Glyph], cell: &Area, rings: &Rings) -> String {
    let mut pieces = words::pieces(glyphs);
    for piece in &mut pieces {
        rings.mark(piece);
    }
    let rows = words::rows(pieces);
    let is_upright = rows.len() > 1 && rows.iter().all(|row| row.text().chars().count() == 1);
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        let words = row.text();
        if let Some(before) = at.checked_sub(1).map(|at| &rows[at]) {
            let full = cell.right - before.area.right < 1.9 * row.size || before.area.width() > 0.86 * cell.width();
            let is_near = row.area.top - before.area.bottom < 0.9 * row.size;
            if is_upright || (full && is_near && !join::begins(&words)) {
                join::push(&mut text, &words);
                continue;
            }
            text.push('\n');
        }
        text.push_str(&words);
    }
    if rings.leave_open(glyphs, &text) {
        text.insert(0, rings::OPEN);
    }
    text
}
