//! The walk down a form. In: its sheets, row by row. Out: rows with their answers, the head, and what was not used.

use std::collections::BTreeMap;

use super::cells::{Answered, Cells, number_of};
use super::foot::Foot;
use super::head::Head;
use super::sheet::{Sheet, line_place};
use super::table::{Columns, own_cells, standing};
use crate::catalogue::{Column, FormLayout};
use crate::model::{Answer, Cell, Date, Notice, Place, Row, Value};
use crate::text::dates;
use crate::text::numbers::{leading, narrow, remark_keys, squeeze};
use crate::text::pattern;

pattern!(SECTION, r"^\s*[A-Z]\s+\S");

pattern!(
    /// A row that counts others: `「はい」の数`, `合計`.
    TALLY,
    "(?:の(?:数|件数|割合|合計)|^(?:合計|小計|計))$"
);

/// What is known while walking.
pub(super) struct Walk<'a> {
    layout: &'a FormLayout,
    as_of: Date,
    /// The head.
    pub head: Head,
    /// The rows so far.
    pub rows: Vec<Row>,
    /// What could not be read.
    pub notices: Vec<Notice>,
    /// What was left out, and why.
    pub ignored: Vec<(Place, String)>,
    /// The remarks at the foot.
    pub foot: Foot,
    /// For every row, how many of the words to choose from its answer still holds.
    words_left: Vec<usize>,
    columns: Option<Columns>,
    in_foot: bool,
    part: Option<String>,
    section: Option<String>,
}

impl<'a> Walk<'a> {
    /// Before the first row.
    pub fn new(layout: &'a FormLayout, as_of: Date) -> Walk<'a> {
        Walk {
            layout,
            as_of,
            head: Head::default(),
            rows: Vec::new(),
            notices: Vec::new(),
            ignored: Vec::new(),
            foot: Foot::default(),
            words_left: Vec::new(),
            columns: None,
            in_foot: false,
            part: None,
            section: None,
        }
    }

    /// Walks down one sheet.
    pub fn sheet(&mut self, sheet: &Sheet) {
        if sheet.is_in_book() {
            self.turn_over(sheet);
            self.head.take_name(&sheet.grid.name);
        }
        for line in &sheet.lines {
            self.line(&line.text, &line_place(line));
        }
        let mut below_head = 0;
        for row in sheet.grid.rows() {
            if row < below_head {
                continue;
            }
            if let Some(columns) = Columns::at(&sheet.grid, row, self.layout) {
                below_head = row + columns.height;
                self.columns = Some(columns);
                self.in_foot = false;
                continue;
            }
            self.row(sheet, row);
        }
    }

    /// Where all who answered left one word, a row that still holds two chose both.
    pub fn settle_answers(&mut self) {
        const ENOUGH: usize = 3;
        let is_blank = |row: &Row| row.answer == Answer::Blank;
        let one = self.words_left.iter().filter(|&&words| words == 1).count();
        let several = || self.rows.iter().zip(&self.words_left).filter(|(_, words)| **words > 1);
        if one < ENOUGH || several().count() * ENOUGH > one || several().any(|(row, _)| !is_blank(row)) {
            return;
        }
        for (row, words) in self.rows.iter_mut().zip(&self.words_left) {
            if *words == 2 {
                row.answer = Answer::Double;
            }
        }
    }

    /// Takes the remarks of a sheet that holds nothing else.
    pub fn remarks(&mut self, sheet: &Sheet) {
        for row in sheet.grid.rows() {
            let own = own_cells(&sheet.grid, row);
            let cells: Vec<(String, Place)> = own.map(|(at, cell)| (standing(cell), sheet.place(row, at))).collect();
            if let Some((_, place)) = cells.first()
                && !self.foot.take(&cells)
            {
                self.ignored.push((place.clone(), "備考番号のない文".to_owned()));
            }
        }
    }

    /// Begins a sheet. One without a title goes on where the last one ended; one without headings goes on under the last ones.
    fn turn_over(&mut self, sheet: &Sheet) {
        self.in_foot = false;
        let rows = sheet.grid.rows();
        let is_head = |row: u32| Columns::at(&sheet.grid, row, self.layout).is_some();
        let goes_on = self
            .columns
            .as_ref()
            .is_some_and(|columns| columns.holds_rows_of(&sheet.grid) && !rows.iter().any(|&row| is_head(row)));
        let has_title = !goes_on && !rows.first().is_some_and(|&row| is_head(row));
        if !goes_on {
            self.columns = None;
        }
        let begins_again = self.begins_again(sheet);
        let is_part = self.part_heading(&sheet.grid.name);
        if (has_title || begins_again) && !is_part {
            (self.part, self.section) = (None, None);
        }
    }

    /// The first number of a sheet has been there before: it does not go on from the last sheet.
    fn begins_again(&self, sheet: &Sheet) -> bool {
        let rows = sheet.grid.rows().into_iter();
        let first = rows.filter_map(|row| own_cells(&sheet.grid, row).next()).find_map(|(_, cell)| number_of(cell));
        first.is_some_and(|first| self.rows.iter().any(|row| row.number == first && row.section == self.section))
    }

    /// Takes a line of running text between tables.
    fn line(&mut self, text: &str, place: &Place) {
        if squeeze(text).is_empty() {
        } else if self.layout.opens_remarks(text) && self.columns.is_some() {
            self.in_foot = true;
        } else if self.in_foot {
            let is_note = self.is_note(text) && !Foot::begins(text);
            if is_note || !self.foot.take(&[(text.to_owned(), place.clone())]) {
                self.ignored.push((place.clone(), "備考番号のない文".to_owned()));
            }
        } else if self.heading(text, false) {
        } else if self.columns.is_none() {
            self.head.take_line(text, place, self.layout);
        } else {
            self.ignored.push((place.clone(), "表の外の文".to_owned()));
        }
    }

    fn row(&mut self, sheet: &Sheet, row: u32) {
        let own: Vec<(u32, &Cell)> = own_cells(&sheet.grid, row).collect();
        let Some(&(first_column, first)) = own.first() else { return };
        let place = sheet.place(row, first_column);
        if self.layout.opens_remarks(&first.text) && own.len() <= 2 && self.columns.is_some() {
            self.in_foot = true;
            if let [_, (at, text)] = own[..] {
                let _ = self.foot.take(&[(standing(text), sheet.place(row, at))]);
            }
        } else if self.in_foot {
            let cells: Vec<(String, Place)> =
                own.iter().map(|&(at, cell)| (standing(cell), sheet.place(row, at))).collect();
            let is_note = cells.len() == 1 && self.is_note(&cells[0].0) && !Foot::begins(&cells[0].0);
            if is_note || !self.foot.take(&cells) {
                self.ignored.push((place, "備考番号のない文".to_owned()));
            }
        } else if let Some(columns) = self.columns.clone() {
            self.table_row(sheet, row, &columns, own.len(), first, place);
        } else {
            if own.len() == 1 {
                self.part_heading(&first.text);
            }
            self.head.take_row(sheet, row, self.layout);
        }
    }

    fn is_note(&self, text: &str) -> bool {
        let text = squeeze(text);
        self.layout.notes.iter().any(|note| text.starts_with(note.as_str()))
    }

    fn table_row(&mut self, sheet: &Sheet, row: u32, columns: &Columns, own: usize, first: &Cell, place: Place) {
        let cells = Cells { sheet, row, columns };
        let number_cell = cells.of(Column::Number);
        let text = cells.words(Column::Text);
        let title = cells.words(Column::Title);
        let number =
            number_cell.and_then(number_of).or_else(|| cells.added_number().filter(|_| own > 2 && text.is_some()));
        if own == 1 && (number.is_none() || cells.is_wide(Column::Number)) {
            let words = standing(first);
            if self.is_note(&words) {
                self.ignored.push((place, "注記".to_owned()));
            } else if let Some(text) =
                text.filter(|text| !cells.is_wide(Column::Text) && number_cell.is_none() && is_continuation(text))
            {
                self.unnumbered(&cells, text, place);
            } else if !self.heading(&words, true) {
                self.ignored.push((place, "項番のない文".to_owned()));
            }
            return;
        }
        if text.is_none() && title.is_none() {
            self.ignored.push((place, "内容のない行".to_owned()));
            return;
        }
        if let (Some(number), 2) = (&number, own)
            && let Some(words) = title.as_ref().xor(text.as_ref())
            && is_heading(number, words)
        {
            self.section = Some(format!("{number} {words}"));
            return;
        }
        let (number, text) = match (number, text) {
            (Some(number), Some(text)) => match cells.item() {
                Some((item, rest)) => (format!("{number}{item}"), Some(rest)),
                None => (number, Some(text)),
            },
            (Some(number), text) => (number, text),
            (None, Some(text)) => match leading(&text) {
                Some((number, rest)) => (number, Some(rest)),
                None => return self.unnumbered(&cells, text, place),
            },
            // `確認者 | 山本 | | 確認日`: no number under the numbers and no words under the words.
            (None, None) if number_cell.is_some() => {
                self.ignored.push((place, "項番のない行".to_owned()));
                return;
            }
            (None, None) => match title.as_deref().and_then(leading) {
                Some((number, rest)) => (number, Some(rest)),
                None => return self.unnumbered(&cells, title.unwrap_or_default(), place),
            },
        };
        let is_number = number_cell.is_some_and(|cell| matches!(cell.value, Value::Number(_)));
        let number = if is_number { self.repair(number) } else { number };
        let text = text.or_else(|| title.clone()).unwrap_or_default();
        if cells.is_struck(Column::Text) {
            self.notices.push(Notice::new(
                place,
                format!("項番{number}の内容は取り消し線で消されています。この行を使うかどうかを確かめてください。"),
            ));
        }
        self.push(&cells, number, title, text);
    }

    /// A row without a number: the sub-question of the row above, or more of its words.
    fn unnumbered(&mut self, cells: &Cells, text: String, place: Place) {
        if TALLY.is_match(&squeeze(&text)) {
            self.ignored.push((place, "集計の行".to_owned()));
            return;
        }
        let answer = cells.answer().reading.answer;
        match self.rows.last_mut() {
            Some(last) if answer == Answer::Blank && cells.remark().is_none() => {
                last.text.push('\n');
                last.text.push_str(&text);
            }
            Some(last) => {
                let number = last.number.clone();
                self.notices.push(Notice::new(
                    place,
                    format!("項番のない行に回答があります。上の行(項番{number})に続くものとして読みました。"),
                ));
                self.push(cells, number, None, text);
            }
            None => self.ignored.push((place, "項番のない行".to_owned())),
        }
    }

    /// Spreadsheets turn `1.10` into the number 1.1: after `1.9` it is `1.10` again.
    fn repair(&self, number: String) -> String {
        let Some((head, tail)) = number.split_once('.') else { return number };
        let seen = |number: &str| self.rows.iter().any(|row| row.number == number && row.section == self.section);
        let before = format!("{head}.{}9", tail.strip_suffix('1').map_or("?", |_| ""));
        let is_tenth = tail.len() == 1
            && seen(&number)
            && (tail != "1" || self.rows.last().is_some_and(|row| row.number == before));
        if is_tenth { format!("{number}0") } else { number }
    }

    fn push(&mut self, cells: &Cells, number: String, title: Option<String>, text: String) {
        let Answered { reading, at, is_by_look } = cells.answer();
        // in print a struck word may be gone
        self.words_left.push(if cells.sheet.is_in_book() { cells.words_to_choose() } else { 0 });
        let mut place = cells.sheet.place(at.0, at.1);
        place.unit = Some(self.unit(&number));
        if is_by_look {
            self.notices.push(Notice::new(
                place.clone(),
                format!("項番{number}の回答は、文字の強調(太字、色、下線など)で読みました。正しいかどうかを確かめてください。"),
            ));
        }
        let mut row = Row {
            part: self.part.clone(),
            section: self.section.clone(),
            number,
            title: title.filter(|title| *title != text),
            text,
            answer: reading.answer,
            date: None,
            done: None,
            remark: None,
            remark_key: None,
            note: None,
            holder: cells.words(Column::Holder),
            clause: cells.words(Column::Clause),
            parent: None,
            key: cells.words(Column::Key),
            duties: Vec::new(),
            place,
            remark_place: None,
        };
        let base = self.head.header.first_check;
        row.date =
            self.date(cells, Column::Date, base).or_else(|| cells.date_in_answer(base.unwrap_or(self.year_ago())));
        row.done = self.date(cells, Column::Done, row.date.or(base));
        self.take_remark(&mut row, cells, reading.note.filter(|_| reading.answer != Answer::Unreadable));
        if let Some((note, place)) = cells.notes() {
            row.remark = Some(row.remark.map_or(note.clone(), |remark| format!("{remark}\n{note}")));
            row.note = Some(note);
            row.remark_place.get_or_insert(place);
        }
        self.rows.push(row);
    }

    fn take_remark(&mut self, row: &mut Row, cells: &Cells, note: Option<String>) {
        let Some((text, at)) = cells.remark() else {
            if let Some(note) = note {
                row.remark_place = Some(row.place.clone());
                if remark_keys(&note).is_empty() { row.remark = Some(note) } else { row.remark_key = Some(note) }
            }
            return;
        };
        // a form that keys its rows has no numbers of remarks: «5» is an answer
        if row.key.is_some() || remark_keys(&text).is_empty() {
            row.remark = Some(match note {
                Some(note) => format!("{note}\n{text}"),
                None => text,
            });
        } else {
            row.remark_key = Some(narrow(&text).trim().to_owned());
        }
        row.remark_place = Some(at);
    }

    fn year_ago(&self) -> Date {
        self.as_of.plus_years(-1)
    }

    fn date(&mut self, cells: &Cells, column: Column, base: Option<Date>) -> Option<Date> {
        let cell = cells.of(column)?;
        if let Value::Date(date) = cell.value {
            return Some(date);
        }
        let text = standing(cell);
        let date = dates::resolve(&text, base.unwrap_or(self.year_ago()));
        if date.is_none() && !dates::is_blank(&text) {
            self.notices.push(Notice::new(
                cells.place(column),
                format!("「{}」を日付として読み取れませんでした。年月日が分かる形に直してください。", text.trim()),
            ));
        }
        date
    }

    /// `Part2 C-3`, `Part1 B 8`, `4.1`.
    fn unit(&self, number: &str) -> String {
        let mut words: Vec<&str> = self.part.iter().map(String::as_str).collect();
        let letter = self.section.as_deref().filter(|section| SECTION.is_match(&narrow(section)));
        let folded = letter.map(|section| narrow(section).trim().chars().take(1).collect::<String>());
        if let Some(letter) = &folded
            && number.starts_with(|first: char| !first.is_ascii_alphabetic())
        {
            words.push(letter);
        }
        words.push(number);
        words.join(" ")
    }

    /// Takes words as the heading of a part; false when they are none. A section may stand in the same line.
    fn part_heading(&mut self, words: &str) -> bool {
        let squeezed = squeeze(words).to_lowercase();
        let part = self.layout.parts.iter().find(|part| squeezed.starts_with(&part.to_lowercase()));
        let Some(part) = part else { return false };
        self.part = Some(part.clone());
        let folded = narrow(words);
        let rest = folded.trim().get(part.len()..).unwrap_or_default().trim();
        self.section = SECTION.is_match(rest).then(|| rest.to_owned());
        true
    }

    /// Takes words as the heading of a part or section; false when they are neither.
    fn heading(&mut self, words: &str, in_table: bool) -> bool {
        if self.part_heading(words) {
            return true;
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_section = if in_table { words.chars().count() <= 60 } else { SECTION.is_match(&narrow(&words)) };
        if is_section {
            self.section = Some(words);
        }
        is_section
    }
}

/// Words alone in the column of the questions that go on from the row above: whole sentences and items of a list, no heading.
fn is_continuation(text: &str) -> bool {
    let text = text.trim();
    // «以下» opens a group of rows.
    (text.ends_with(['。', 'か', '、']) && !text.contains("以下")) || text.starts_with(['・', '(', '（', '-'])
}

/// A section's letter or chapter number with its title beside it (`A | 共通`), and not a row: no question, and no place below a
/// chapter.
fn is_heading(number: &str, words: &str) -> bool {
    let is_top = number.chars().all(|letter| letter.is_ascii_digit())
        || number.chars().all(|letter| letter.is_ascii_alphabetic());
    let squeezed = squeeze(words);
    // a chapter of the guideline may stand behind the question: …があるか。(6.9.C6)
    let cited = squeezed.strip_suffix(')').and_then(|words| words.rsplit_once('(')).map(|(before, _)| before);
    let ends = cited.filter(|before| !before.is_empty()).unwrap_or(&squeezed);
    is_top && squeezed.chars().count() <= 40 && !ends.ends_with(['か', '。', '?'])
}

/// Rows that the number of another row gates: `6.2.1` by `6.2`, or by the words `(6.2が「はい」の場合)`.
pub(super) fn set_parents(rows: &mut [Row]) {
    pattern!(GATE, r"([0-9]+(?:\.[0-9]+)*)\s*が\s*[「(]?\s*(?:はい|いいえ|対象外)");
    let mut numbers: BTreeMap<(Option<String>, String), ()> = BTreeMap::new();
    for row in rows.iter() {
        numbers.insert((row.part.clone(), row.number.clone()), ());
    }
    for row in rows.iter_mut() {
        let exists =
            |number: &str| numbers.contains_key(&(row.part.clone(), number.to_owned())) && number != row.number;
        let gate = GATE.captures(&narrow(&row.text)).map(|found| found[1].to_owned()).filter(|number| exists(number));
        let above = || row.number.rsplit_once('.').map(|(above, _)| above.to_owned()).filter(|above| exists(above));
        row.parent = gate.or_else(above);
    }
}
