//! One row of a form under the head of its table. In: a row of a sheet and the columns. Out: its number, words, answer, date and remark,
//! each with its place.

use super::sheet::Sheet;
use super::table::{Columns, filled, origin, standing};
use crate::catalogue::Column;
use crate::model::{Answer, By, Cell, Date, Place, Value};
use crate::text::dates;
use crate::text::marks::{self, Tick};
use crate::text::numbers::{leading, narrow, row_number, squeeze};
use crate::text::pattern;

pattern!(
    /// A date printed into an answer's cell, in brackets: `はい・いいえ (5/14)`, `(  /  )`.
    BRACKETED_DATE,
    r"\(\s*[0-9年令和R.]*\s*[0-9]{0,2}\s*[/月]\s*[0-9]{0,2}\s*日?\s*\)"
);

/// The number in its cell; a number that a spreadsheet has turned into a date (`4-1` → 4月1日) is turned back.
pub(super) fn number_of(cell: &Cell) -> Option<String> {
    match cell.value {
        Value::Date(date) => Some(format!("{}-{}", date.month, date.day)),
        _ => row_number(&standing(cell)),
    }
}

/// An answer as it was found.
pub(super) struct Answered {
    /// What it is, and the words beside it.
    pub reading: marks::Reading,
    /// Row and column of its cell.
    pub at: (u32, u32),
    /// Nothing marks it but its look.
    pub is_by_look: bool,
}

/// The answer that marks of that kind choose; none without such marks.
fn chosen(cells: &[((u32, u32), &Cell)], by: By) -> Option<Answer> {
    let mut pieces = Vec::new();
    for (_, cell) in cells {
        for mark in cell.marked(by) {
            match &mark.on {
                Some(on) => pieces.push(cell.text.get(on.clone()).unwrap_or_default()),
                None => return Some(Answer::Unreadable),
            }
        }
    }
    (!pieces.is_empty()).then(|| marks::chosen(pieces.into_iter()))
}

/// The cells of one row under the columns of its table.
pub(super) struct Cells<'a> {
    pub sheet: &'a Sheet<'a>,
    pub row: u32,
    pub columns: &'a Columns,
}

impl<'a> Cells<'a> {
    pub fn of(&self, column: Column) -> Option<&'a Cell> {
        origin(&self.sheet.grid, self.row, self.columns.only(column)?).map(|(_, cell)| cell)
    }

    pub fn words(&self, column: Column) -> Option<String> {
        let words = standing(self.of(column)?);
        let words = words.trim();
        (!words.is_empty()).then(|| words.to_owned())
    }

    /// The number of a row that somebody has added in a manner of their own (`1の2`, `追加1`, `独自-1`), as printed.
    pub fn added_number(&self) -> Option<String> {
        let words = squeeze(&self.words(Column::Number)?);
        let has_number =
            words.chars().any(|letter| letter.is_ascii_digit() || ('\u{2460}'..='\u{2793}').contains(&letter));
        let is_added = has_number || ["追加", "独自", "新規", "追記"].contains(&words.as_str());
        (is_added && words.chars().count() <= 8 && !self.is_wide(Column::Number)).then_some(words)
    }

    pub fn place(&self, column: Column) -> Place {
        self.sheet.place(self.row, self.columns.only(column).unwrap_or_default())
    }

    /// The cell of the number reaches into the next column, as headings do.
    pub fn is_wide(&self, column: Column) -> bool {
        let Some(at) = self.columns.only(column) else { return true };
        self.sheet.grid.merges.iter().any(|&(top, left, _, right)| (top, left) == (self.row, at) && right > left)
    }

    pub fn is_struck(&self, column: Column) -> bool {
        self.of(column).is_some_and(|cell| cell.struck.as_deref() == Some(cell.text.as_str()))
    }

    /// The answer, and the cell where it stands.
    pub fn answer(&self) -> Answered {
        if self.columns.has_answer_columns()
            && let Some(answered) = self.across()
        {
            return answered;
        }
        let cells = self.answer_cells();
        let (first, _) = self.answer_span();
        let at = cells.first().map_or((self.row, first), |&(at, _)| (self.row, at.1));
        let text = cells.iter().map(|(_, cell)| cell.text.as_str()).collect::<Vec<_>>().join("・");
        let struck = cells.iter().filter_map(|(_, cell)| cell.struck.as_deref()).collect::<String>();
        let folded = narrow(&text);
        let text = BRACKETED_DATE.replace_all(&folded, " ");
        let written = match cells[..] {
            [(_, Cell { value: Value::Bool(ticked), marks, .. })] if marks.is_empty() => {
                marks::Reading { answer: if *ticked { Answer::Yes } else { Answer::Blank }, note: None }
            }
            _ => marks::read(&text, Some(struck.as_str()).filter(|struck| !struck.is_empty())),
        };
        let (drawn, looks) = (chosen(&cells, By::Drawn), chosen(&cells, By::Look));
        let (answer, is_by_look) = match (written.answer, drawn, looks) {
            (Answer::Blank, None, Some(answer)) => (answer, true),
            (answer, None, _) | (Answer::Blank | Answer::Unreadable, Some(answer), _) => (answer, false),
            // A mark in letters and a drawn one.
            (answer, Some(drawn), _) if answer == drawn => (answer, false),
            (_, Some(Answer::Unreadable), _) => (Answer::Unreadable, false),
            _ => (Answer::Double, false),
        };
        let marked = cells.iter().find(|(_, cell)| cell.marked(By::Drawn).next().is_some());
        // Where each answer has its own cell, the chosen one.
        let marked =
            marked.or_else(|| cells.iter().find(|(_, cell)| says_only(cell, answer)).filter(|_| cells.len() > 1));
        let at = marked.map_or(at, |&(at, _)| (self.row, at.1));
        Answered { reading: marks::Reading { answer, note: written.note }, at, is_by_look }
    }

    /// How many of the words to choose from stand in the cells of the answer, struck ones too; none where each answer has its own
    /// column.
    pub fn words_to_choose(&self) -> usize {
        let words = |cell: &Cell| marks::choices(&cell.text).len() + usize::from(cell.struck.is_some());
        match self.columns.has_answer_columns() {
            true => 0,
            false => self.answer_cells().iter().map(|(_, cell)| words(cell)).sum(),
        }
    }

    /// First and last column in which the answer stands.
    fn answer_span(&self) -> (u32, u32) {
        let own = [Column::Yes, Column::No, Column::Na].into_iter().filter_map(|column| self.columns.only(column));
        let span = self.columns.span(Column::Answer);
        span.or_else(|| Some((own.clone().min()?, own.max()?))).unwrap_or_default()
    }

    fn answer_cells(&self) -> Vec<((u32, u32), &'a Cell)> {
        let (first, last) = self.answer_span();
        let mut cells: Vec<((u32, u32), &Cell)> = Vec::new();
        for column in first..=last {
            let found = filled(&self.sheet.grid, self.row, column);
            cells.extend(found.filter(|found| cells.last().is_none_or(|&(at, _)| at != found.0)));
        }
        cells
    }

    /// The answer of three columns of their own; none where each cell holds its printed word and so chooses nothing.
    fn across(&self) -> Option<Answered> {
        let columns = [(Column::Yes, Answer::Yes), (Column::No, Answer::No), (Column::Na, Answer::Na)];
        let cells: Vec<(u32, Answer, Option<&Cell>)> = columns
            .into_iter()
            .filter_map(|(column, answer)| {
                let at = self.columns.only(column)?;
                Some((at, answer, filled(&self.sheet.grid, self.row, at).map(|(_, cell)| cell)))
            })
            .collect();
        let is_word = |cell: &Cell| !marks::choices(&cell.text).is_empty();
        if cells.iter().filter(|(.., cell)| cell.is_some_and(is_word)).count() > 1 {
            return None;
        }
        let any_drawn = cells.iter().any(|(.., cell)| cell.is_some_and(|cell| cell.marked(By::Drawn).next().is_some()));
        let tick = |cell: &Cell| match cell.marked(By::Drawn).next() {
            Some(mark) if mark.on.is_some() => Tick::Strong,
            Some(_) => Tick::Unclear,
            None if any_drawn && is_word(cell) => Tick::Empty,
            None => marks::tick(&cell.text, cell.struck.as_deref()),
        };
        let ticks: Vec<(Answer, Tick)> =
            cells.iter().map(|&(_, answer, cell)| (answer, cell.map_or(Tick::Empty, tick))).collect();
        let own: Vec<u32> = cells.iter().map(|&(at, ..)| at).collect();
        if let Some(at) = self.mark_beside(&own, &ticks) {
            let reading = marks::Reading { answer: Answer::Unreadable, note: None };
            return Some(Answered { reading, at: (self.row, at), is_by_look: false });
        }
        let answer = marks::across(&ticks);
        let marked = |is: &dyn Fn(Answer, Tick) -> bool| ticks.iter().position(|&(own, tick)| is(own, tick));
        let at = marked(&|own, _| own == answer).or_else(|| marked(&|_, tick| tick != Tick::Empty));
        let at = at.map_or_else(|| cells.iter().map(|&(at, ..)| at).min().unwrap_or_default(), |at| cells[at].0);
        Some(Answered { reading: marks::Reading { answer, note: None }, at: (self.row, at), is_by_look: false })
    }

    /// Comments on the cells of the row, and where the first stands.
    pub fn notes(&self) -> Option<(String, Place)> {
        let cells = self.sheet.grid.cells.range((self.row, 0)..=(self.row, u32::MAX));
        let mut notes = cells.filter_map(|(&(row, at), cell)| Some((cell.note.as_deref()?, self.sheet.place(row, at))));
        let (first, place) = notes.next()?;
        Some((notes.fold(first.to_owned(), |all, (note, _)| all + "\n" + note), place))
    }

    /// A mark under a heading that stands between the answers and is none of them (`一部`): no answer of the form stands for it.
    fn mark_beside(&self, columns: &[u32], ticks: &[(Answer, Tick)]) -> Option<u32> {
        if ticks.iter().any(|&(_, tick)| matches!(tick, Tick::Strong | Tick::Unclear)) {
            return None;
        }
        let (&first, &last) = (columns.iter().min()?, columns.iter().max()?);
        let is_own = |at: &u32| columns.contains(at) || self.columns.names(*at);
        (first..last).filter(|at| !is_own(at)).find(|&at| {
            let cell = self.sheet.grid.cells.get(&(self.row, at));
            cell.is_some_and(|cell| {
                matches!(marks::tick(&cell.text, cell.struck.as_deref()), Tick::Strong | Tick::Weak)
            })
        })
    }

    /// The number of an item that shares the cell of its row's number with others: `(b)` of `(b) 返し方を…`, with the words after it.
    pub fn item(&self) -> Option<(String, String)> {
        let at = self.columns.only(Column::Number)?;
        let grid = &self.sheet.grid;
        let is_shared = grid.merges.iter().any(|&(top, left, bottom, right)| {
            (top..=bottom).contains(&self.row) && (left..=right).contains(&at) && bottom > top
        });
        let (number, rest) = leading(&self.words(Column::Text)?).filter(|_| is_shared)?;
        number.starts_with(['(', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨']).then_some((number, rest))
    }

    /// A date printed into the answer's own cell.
    pub fn date_in_answer(&self, base: Date) -> Option<Date> {
        let text = narrow(&self.of(Column::Answer)?.text);
        BRACKETED_DATE.find(&text).and_then(|found| dates::resolve(found.as_str(), base))
    }

    /// The words of the remark or of its number, and their place.
    pub fn remark(&self) -> Option<(String, Place)> {
        let meant = |words: &String| !squeeze(words).chars().all(|letter| "-ー/・".contains(letter));
        let of = |column| self.words(column).filter(meant).map(|words| (words, self.place(column)));
        of(Column::Remark).or_else(|| of(Column::RemarkKey))
    }
}
/// The cell prints one answer's word and nothing else.
fn says_only(cell: &Cell, answer: Answer) -> bool {
    let words = marks::choices(&cell.text);
    words.len() == 1 && marks::read(&cell.text[words[0].clone()], None).answer == answer
}
