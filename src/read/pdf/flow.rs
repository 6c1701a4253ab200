//! Pages in, the running text of the document out: paragraphs and tables, each with its page.

use super::columns::{Set, parted};
use super::join;
use super::sheet::{Footnote, Form, Sheet};
use super::words::Row;
use crate::model::{Block, Paragraph, Table, TableCell};

/// Puts the pages together. `pages` are in order; those without words may be empty.
pub fn flow(pages: Vec<Sheet>) -> Vec<Block> {
    let mut flow = Flow { ends: ends(&pages), ..Flow::default() };
    for (page, sheet) in (1..).zip(pages) {
        flow.page(page, sheet);
    }
    flow.close();
    flow.blocks
}

#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    /// Where full lines end, by the width of the page.
    ends: Vec<(f32, f32)>,
    open: Option<Open>,
    /// The table that was last, if nothing came after it.
    last: Option<Last>,
    /// Heads of the tables so far.
    heads: Vec<Vec<TableCell>>,
    line: u32,
    /// Footnotes that follow the paragraph which is open, with their page.
    due: Vec<(u32, Footnote)>,
}

/// The paragraph that is being put together.
struct Open {
    text: String,
    page: u32,
    line: u32,
    begins: bool,
    /// Left end of its first and of its latest row, and the number of rows.
    lefts: (f32, f32, usize),
    latest: Row,
    on_page: u32,
    /// Where the lines around it begin and end.
    start: f32,
    end: f32,
}

/// What a table leaves for the next page.
struct Last {
    columns: Vec<f32>,
    head: Option<Vec<TableCell>>,
    page: u32,
}

impl Flow {
    fn page(&mut self, page: u32, sheet: Sheet) {
        let width = sheet.size.0.round();
        let end = self.ends.iter().find(|(of, _)| *of == width).map(|&(_, end)| end);
        let mut rows = sheet.rows;
        for form in sheet.tables {
            let below = rows.iter().position(|row| row.area.centre().1 > form.area.top).unwrap_or(rows.len());
            let rest = rows.split_off(below);
            self.rows(page, std::mem::replace(&mut rows, rest), end);
            self.form(page, form);
        }
        self.rows(page, rows, end);
        self.due.extend(sheet.notes.into_iter().map(|note| (page, note)));
        if self.open.is_none() {
            self.give_notes();
        }
    }

    /// Footnotes stand behind the paragraph that is last on their page.
    fn give_notes(&mut self) {
        for (page, note) in std::mem::take(&mut self.due) {
            let label = Some(format!("注{}", note.number));
            let line = self.line.max(1);
            self.blocks.push(Block::Paragraph(Paragraph {
                label,
                text: note.text,
                line,
                page: Some(page),
                heading: None,
            }));
        }
    }

    fn rows(&mut self, page: u32, rows: Vec<Row>, end: Option<f32>) {
        if rows.is_empty() {
            return;
        }
        let sets = parted(rows);
        let is_alone = |set: &Set| matches!(set, Set::Prose(_));
        let is_split = sets.len() > 1 && sets.iter().all(is_alone);
        for set in sets {
            match set {
                Set::Prose(rows) => {
                    self.last = None;
                    let widest = rows.iter().map(|row| row.area.right).fold(f32::MIN, f32::max);
                    let start = rows.iter().map(|row| row.area.left).fold(f32::MAX, f32::min);
                    let end = if is_split { widest } else { end.unwrap_or(widest) };
                    rows.into_iter().for_each(|row| self.row(page, row, (start, end)));
                }
                Set::Table { area, rows } => {
                    let count = rows.iter().flatten().map(|cell| cell.column + 1).max().unwrap_or(0);
                    self.form(page, Form { area, columns: vec![0.0; count as usize + 1], rows });
                }
            }
        }
    }

    /// Adds a row of prose to the paragraph it belongs to.
    fn row(&mut self, page: u32, row: Row, (start, end): (f32, f32)) {
        let words = row.text();
        if let Some(open) = &mut self.open {
            if open.goes_on(page, &row, &words) {
                join::push(&mut open.text, &words);
                open.lefts = (open.lefts.0, row.area.left, open.lefts.2 + 1);
                (open.latest, open.on_page, open.start, open.end) = (row, page, start, end);
                return;
            }
            self.close();
        }
        self.line += 1;
        let left = row.area.left;
        self.open = Some(Open {
            begins: join::begins(&words),
            text: words,
            page,
            line: self.line,
            lefts: (left, left, 1),
            latest: row,
            on_page: page,
            start,
            end,
        });
    }

    fn close(&mut self) {
        if let Some(Open { text, page, line, .. }) = self.open.take() {
            self.blocks.push(Block::Paragraph(Paragraph { text, line, page: Some(page), ..Paragraph::default() }));
        }
        self.give_notes();
    }

    fn form(&mut self, page: u32, form: Form) {
        self.close();
        let Form { columns, mut rows, .. } = form;
        let mut head = rows.iter().find(|row| is_head(row)).cloned();
        // A head that is printed on every page may stand over a table that has none.
        let is_foreign = |last: &Last| last.page + 1 == page && last.head.is_none();
        if self.last.as_ref().is_some_and(is_foreign)
            && rows.first().is_some_and(|first| self.heads.iter().any(|known| words(known) == words(first)))
        {
            rows.remove(0);
            head = None;
        }
        self.heads.extend(head.clone().filter(|head| !self.heads.contains(head)));
        let is_same = |last: &Last| {
            last.page + 1 == page
                && last.columns.len() == columns.len()
                && last.columns.iter().zip(&columns).all(|(one, other)| (one - other).abs() < 4.0)
        };
        if let Some(last) = self.last.take().filter(is_same) {
            if let Some(Block::Table(before)) = self.blocks.last_mut() {
                let is_rest = match (before.rows.last(), rows.first()) {
                    (Some(above), Some(first)) => is_rest(above, first),
                    _ => false,
                };
                if is_rest && let Some(above) = before.rows.last_mut() {
                    add(above, &rows.remove(0));
                }
            }
            // Every page of a table has its head, so that it can be read where it stands.
            if let Some(known) = last.head {
                if rows.first().is_some_and(|first| words(first) != words(&known)) {
                    rows.insert(0, known.clone());
                }
                head = Some(known);
            }
        }
        if rows.is_empty() {
            return;
        }
        let line = self.line + 1;
        self.line += rows.len() as u32;
        self.blocks.push(Block::Table(Table { rows, line, page: Some(page) }));
        self.last = Some(Last { columns, head, page });
    }
}

impl Open {
    /// The row belongs to this paragraph: its last line was full, and nothing new begins.
    fn goes_on(&self, page: u32, row: &Row, words: &str) -> bool {
        let latest = &self.latest;
        let size = latest.size.max(row.size);
        let is_near = if page == self.on_page {
            let space = row.area.top - latest.area.bottom;
            (-0.5 * size..1.3 * size).contains(&space)
        } else {
            page == self.on_page + 1
        };
        // Dates and names that stand at the right end are short; lines of a paragraph are long.
        let is_full = self.end - latest.area.right < 2.1 * size && latest.area.width() > 0.5 * (self.end - self.start);
        let is_alike = (row.size - latest.size).abs() < 0.12 * size;
        if !is_near || !is_full || !is_alike || join::begins(words) || row.pieces.len() > 1 {
            return false;
        }
        let (first, second, count) = self.lefts;
        let left = row.area.left;
        if count > 1 {
            return (left - second).abs() < 0.6 * size;
        }
        let is_indented = left > first + 0.5 * size;
        // After a full stop an indented line is a new paragraph, unless the first line hangs on a number.
        if self.text.ends_with('。') { !is_indented || self.begins } else { left < first + 6.0 * size }
    }
}

/// Where full lines end on pages of each width: the furthest that several rows reach.
fn ends(pages: &[Sheet]) -> Vec<(f32, f32)> {
    let mut ends: Vec<(f32, Vec<f32>)> = Vec::new();
    for sheet in pages {
        let width = sheet.size.0.round();
        let rows = sheet.rows.iter().map(|row| row.area.right);
        match ends.iter_mut().find(|(known, _)| *known == width) {
            Some((_, all)) => all.extend(rows),
            None => ends.push((width, rows.collect())),
        }
    }
    let end = |mut all: Vec<f32>| {
        all.sort_by(|one, other| other.total_cmp(one));
        let passed = if all.len() < 6 { 0 } else { (all.len() / 50).max(1) };
        all.get(passed).copied()
    };
    ends.into_iter().filter_map(|(width, all)| Some((width, end(all)?))).collect()
}

/// A row that names the columns.
fn is_head(row: &[TableCell]) -> bool {
    row.len() > 1
        && row.iter().all(|cell| !cell.text.contains('。') && !cell.text.is_empty() && cell.text.chars().count() < 20)
}

fn words(row: &[TableCell]) -> Vec<&str> {
    row.iter().map(|cell| cell.text.as_str()).collect()
}

/// A row at the top of a page only holds the rest of the row above: its first cell is empty, and what it fills stands
/// under words that stopped inside a sentence.
fn is_rest(above: &[TableCell], first: &[TableCell]) -> bool {
    let under = |cell: &TableCell| above.iter().find(|over| over.column == cell.column).map_or("", |over| &over.text);
    let is_open = |words: &str| !words.is_empty() && !words.ends_with(['。', '」', ')', '）']);
    first.first().is_some_and(|cell| cell.text.is_empty() && !under(cell).is_empty())
        && first.iter().filter(|cell| !cell.text.is_empty()).all(|cell| is_open(under(cell)))
}

fn add(above: &mut [TableCell], rest: &[TableCell]) {
    for cell in rest.iter().filter(|cell| !cell.text.is_empty()) {
        if let Some(over) = above.iter_mut().find(|over| over.column == cell.column) {
            join::push(&mut over.text, &cell.text);
        }
    }
}
