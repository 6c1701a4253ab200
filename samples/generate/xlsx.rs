//! A form with its answers in, an Excel workbook out, laid out as such forms are.

use super::{
    Fault,
    sheet::{Answer, Kind, Line, Sheet, Style},
};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

const FONT: &str = "ＭＳ Ｐゴシック";
const TITLE: [&str; 3] = [
    "医療情報システムの契約における当事者間の役割分担等に関する確認表",
    "製造業者による医療情報セキュリティ開示書",
    "サービス事業者による医療情報セキュリティ開示書",
];

/// Writes the workbook. The same form gives the same bytes.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>, Fault> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 4, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("見本").set_creation_datetime(&made));
    let mut page = Page { sheet, formats: Formats::new(), row: 0, last: last_column(sheet) };
    page.draw(workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

/// The last column of the body, counted from 0.
fn last_column(sheet: &Sheet) -> u16 {
    match (sheet.kind, sheet.style) {
        (Kind::RoleTable, _) => 4 + sheet.added.len() as u16,
        (_, Style::Columns) => 5,
        _ => 3,
    }
}

struct Formats {
    title: Format,
    plain: Format,
    label: Format,
    value: Format,
    date: Format,
    head: Format,
    section: Format,
    text: Format,
    mark: Format,
    struck: Format,
    kept: Format,
}

impl Formats {
    fn new() -> Formats {
        let base = Format::new().set_font_name(FONT).set_font_size(10).set_text_wrap().set_align(FormatAlign::Top);
        let boxed = base.clone().set_border(FormatBorder::Thin);
        Formats {
            title: base.clone().set_bold().set_font_size(14).set_align(FormatAlign::Center),
            plain: base.clone(),
            label: boxed.clone().set_background_color("#E7E6E6"),
            value: boxed.clone(),
            date: boxed.clone().set_num_format("yyyy/m/d").set_align(FormatAlign::Center),
            head: boxed.clone().set_bold().set_background_color("#D9D9D9").set_align(FormatAlign::Center),
            section: boxed.clone().set_bold().set_background_color("#F2F2F2"),
            text: boxed.clone(),
            mark: boxed.set_align(FormatAlign::Center),
            struck: Format::new().set_font_name(FONT).set_font_size(10).set_font_strikethrough(),
            kept: Format::new().set_font_name(FONT).set_font_size(10),
        }
    }
}

struct Page<'a> {
    sheet: &'a Sheet,
    formats: Formats,
    row: u32,
    last: u16,
}

impl Page<'_> {
    fn draw(&mut self, page: &mut Worksheet) -> Result<(), Fault> {
        let (name, title) = match self.sheet.kind {
            Kind::RoleTable => ("確認表", TITLE[0]),
            Kind::Mds => ("MDS", TITLE[1]),
            Kind::Sds => ("SDS", TITLE[2]),
        };
        page.set_name(name)?;
        self.columns(page)?;
        page.merge_range(0, 0, 0, self.last, title, &self.formats.title)?;
        page.set_row_height(0, 24)?;
        if let Some(edition) = &self.sheet.edition {
            page.merge_range(1, 0, 1, self.last, edition, &self.formats.plain)?;
        }
        self.row = if self.sheet.edition.is_some() { 3 } else { 2 };
        self.head(page)?;
        self.row += 1;
        self.body(page)?;
        self.foot(page)?;
        page.set_paper_size(9);
        page.set_print_fit_to_pages(1, 0);
        if !self.sheet.added.is_empty() {
            page.set_landscape();
        }
        Ok(())
    }

    fn columns(&self, page: &mut Worksheet) -> Result<(), Fault> {
        let widths: &[f64] = match (self.sheet.kind, self.sheet.style) {
            (Kind::RoleTable, _) => &[7.0, 24.0, 56.0, 14.0, 12.0],
            (_, Style::Columns) => &[8.0, 66.0, 7.0, 7.0, 7.0, 10.0],
            _ => &[8.0, 66.0, 16.0, 10.0],
        };
        for column in 0..=self.last {
            page.set_column_width(column, *widths.get(column as usize).unwrap_or(&20.0))?;
        }
        Ok(())
    }

    /// Labels left of their values; a role table's labels cover the number and title columns.
    fn head(&mut self, page: &mut Worksheet) -> Result<(), Fault> {
        let role = self.sheet.kind == Kind::RoleTable;
        for (label, value) in &self.sheet.head {
            let first = if role {
                page.merge_range(self.row, 0, self.row, 1, label, &self.formats.label)?;
                2
            } else {
                page.write_with_format(self.row, 0, label, &self.formats.label)?;
                page.merge_range(self.row, 1, self.row, self.last, "", &self.formats.value)?;
                1
            };
            self.value(page, first, value)?;
            self.row += 1;
        }
        Ok(())
    }

    /// A date where the words are an ISO date, else the words.
    fn value(&self, page: &mut Worksheet, column: u16, words: &str) -> Result<(), Fault> {
        match iso_date(words) {
            Some(date) => page.write_datetime_with_format(self.row, column, &date?, &self.formats.date)?,
            None => page.write_with_format(self.row, column, words, &self.formats.value)?,
        };
        Ok(())
    }

    fn body(&mut self, page: &mut Worksheet) -> Result<(), Fault> {
        let added = self.sheet.added.iter().map(String::as_str);
        let heads: Vec<&str> = match (self.sheet.kind, self.sheet.style) {
            (Kind::RoleTable, _) => ["項番", "項目", "内容", "初回確認", "完了日"].into_iter().chain(added).collect(),
            (_, Style::Columns) => vec!["番号", "質問", "はい", "いいえ", "対象外", "備考番号"],
            _ => vec!["番号", "質問", "回答", "備考番号"],
        };
        for (column, head) in (0u16..).zip(heads) {
            page.write_with_format(self.row, column, head, &self.formats.head)?;
        }
        page.set_repeat_rows(self.row, self.row)?;
        page.set_freeze_panes(self.row + 1, 0)?;
        self.row += 1;
        for line in &self.sheet.lines {
            match line {
                Line::Heading(text) => {
                    page.merge_range(self.row, 0, self.row, self.last, text, &self.formats.section)?;
                }
                Line::Row { number, title, text, answer, rest } => {
                    page.write_with_format(self.row, 0, number, &self.formats.mark)?;
                    let next = if self.sheet.kind == Kind::RoleTable {
                        page.write_with_format(self.row, 1, title, &self.formats.text)?;
                        2
                    } else {
                        1
                    };
                    page.write_with_format(self.row, next, text, &self.formats.text)?;
                    page.set_row_height(self.row, 14.0 * lines(text, if next == 2 { 56 } else { 66 }))?;
                    let behind = self.answer(page, next + 1, *answer)?;
                    for column in behind..=self.last {
                        let words = rest.get(usize::from(column - behind)).map_or("", String::as_str);
                        self.value(page, column, words)?;
                    }
                }
            }
            self.row += 1;
        }
        Ok(())
    }

    /// Marks the answer and gives the column behind it.
    fn answer(&self, page: &mut Worksheet, column: u16, answer: Answer) -> Result<u16, Fault> {
        let (row, mark) = (self.row, &self.formats.mark);
        let (yes, no) = (matches!(answer, Answer::Yes | Answer::Both), matches!(answer, Answer::No | Answer::Both));
        match self.sheet.style {
            Style::Columns => {
                for (offset, marked) in (0u16..).zip([yes, no, answer == Answer::Na]) {
                    page.write_with_format(row, column + offset, if marked { "○" } else { "" }, mark)?;
                }
                return Ok(column + 3);
            }
            Style::Words => {
                let word = match answer {
                    Answer::Yes => "はい",
                    Answer::No => "いいえ",
                    Answer::Na => "対象外",
                    Answer::Both => "はい いいえ",
                    Answer::Blank => "",
                };
                page.write_with_format(row, column, word, mark)?;
                let list: &[&str] = match self.sheet.kind {
                    Kind::RoleTable => &["はい", "いいえ"],
                    _ => &["はい", "いいえ", "対象外"],
                };
                page.add_data_validation(row, column, row, column, &DataValidation::new().allow_list_strings(list)?)?;
            }
            Style::Boxes => {
                let sign = |marked| if marked { '■' } else { '□' };
                let mut words = format!("{}はい　{}いいえ", sign(yes), sign(no));
                if self.sheet.kind != Kind::RoleTable {
                    words += &format!("　{}対象外", sign(answer == Answer::Na));
                }
                page.write_with_format(row, column, words, mark)?;
            }
            Style::Struck => {
                let (kept, struck) = (&self.formats.kept, &self.formats.struck);
                match answer {
                    Answer::Yes => {
                        page.write_rich_string_with_format(row, column, &[(kept, "はい・"), (struck, "いいえ")], mark)?
                    }
                    Answer::No => {
                        page.write_rich_string_with_format(row, column, &[(struck, "はい"), (kept, "・いいえ")], mark)?
                    }
                    _ => page.write_with_format(row, column, "はい・いいえ", mark)?,
                };
            }
        }
        Ok(column + 1)
    }

    fn foot(&mut self, page: &mut Worksheet) -> Result<(), Fault> {
        if !self.sheet.remarks.is_empty() {
            self.row += 1;
            page.merge_range(self.row, 0, self.row, self.last, "備考記載欄", &self.formats.section)?;
            for (key, text) in &self.sheet.remarks {
                self.row += 1;
                page.write_with_format(self.row, 0, key, &self.formats.mark)?;
                page.merge_range(self.row, 1, self.row, self.last, text, &self.formats.text)?;
                page.set_row_height(self.row, 14.0 * lines(text, 86))?;
            }
            self.row += 1;
        }
        for note in &self.sheet.foot {
            self.row += 1;
            page.merge_range(self.row, 0, self.row, self.last, note, &self.formats.plain)?;
        }
        Ok(())
    }
}

/// Lines that words need in a column of that width, counted in half-width letters.
fn lines(words: &str, width: usize) -> f64 {
    let length: usize = words.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    length.div_ceil(width).max(1) as f64
}

/// `2026-05-12` as a date; none for any other words.
fn iso_date(words: &str) -> Option<Result<ExcelDateTime, Fault>> {
    let parts: Vec<&str> = words.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    (words.len() == 10).then(|| ExcelDateTime::from_ymd(year, month, day).map_err(Into::into))
}
