//! Forms as workbooks: a title, how to fill it in, names with their blanks, a table in groups. In: a [`Form`]. Out: bytes; the same
//! form gives the same bytes.

use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::model::Date;
use crate::report::width;
use crate::report::xlsx::style::{FONT, LINE, Styles};

/// A column of the table.
pub(super) struct Column {
    pub title: &'static str,
    pub wide: u16,
    pub entered: Entered,
    /// Its words stand in the middle.
    pub centred: bool,
}

/// What a person does in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entered {
    /// Nothing.
    No,
    /// Writes.
    Words,
    /// Chooses one of these.
    Choice(&'static [&'static str]),
    /// Writes a day.
    Day,
}

/// Rows under one heading.
pub(super) struct Group {
    pub heading: String,
    pub rows: Vec<Vec<String>>,
}

/// A form.
pub(super) struct Form<'a> {
    pub sheet: &'static str,
    pub title: String,
    pub lines: Vec<String>,
    /// Labels, with the names where they are known.
    pub labels: Vec<(&'static str, Option<&'a str>)>,
    pub columns: &'a [Column],
    pub groups: Vec<Group>,
}

struct Formats {
    base: Format,
    title: Format,
    text: Format,
    centred: Format,
    entry: Format,
    entry_centred: Format,
    day: Format,
    header: Format,
    header_entry: Format,
    group: Format,
}

impl Formats {
    fn new() -> Formats {
        let Styles { base, title, text, centred, entry, entry_date: day, header, header_entry, strong: group, .. } =
            Styles::new();
        Formats {
            entry_centred: entry.clone().set_align(FormatAlign::Center),
            base,
            title,
            text,
            centred,
            entry,
            day,
            header,
            header_entry,
            group,
        }
    }

    fn of(&self, column: &Column) -> &Format {
        match (column.entered, column.centred) {
            (Entered::No, false) => &self.text,
            (Entered::No, true) => &self.centred,
            (Entered::Day, _) => &self.day,
            (_, true) => &self.entry_centred,
            (_, false) => &self.entry,
        }
    }
}

/// The form as a workbook of one sheet.
pub(super) fn workbook(form: &Form, day: Date) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    book.set_default_format(&formats.base, 22, 72)?;
    let made = ExcelDateTime::from_ymd(u16::try_from(day.year).unwrap_or(0), day.month, day.day)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(form.title.as_str())
            .set_author(concat!("hazama ", env!("CARGO_PKG_VERSION")))
            .set_creation_datetime(&made),
    );
    let sheet = book.add_worksheet();
    sheet.set_name(form.sheet)?;
    let right = u16::try_from(form.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (at, column) in (0..).zip(form.columns) {
        sheet.set_column_width(at, f64::from(column.wide))?;
    }
    sheet.write_string_with_format(0, 0, form.title.as_str(), &formats.title)?;
    sheet.set_row_height(0, LINE * 2.0)?;
    let mut row = 1;
    for line in &form.lines {
        sheet.write_string_with_format(row, 0, line.as_str(), &formats.base)?;
        row += 1;
    }
    row += 1;
    for (label, name) in &form.labels {
        sheet.write_string_with_format(row, 1, *label, &formats.text)?;
        match name {
            Some(name) => sheet.write_string_with_format(row, 2, fit(name), &formats.entry)?,
            None => sheet.write_blank(row, 2, &formats.entry)?,
        };
        row += 1;
    }
    let header = row + u32::from(!form.labels.is_empty());
    for (at, column) in (0..).zip(form.columns) {
        let format = if column.entered == Entered::No { &formats.header } else { &formats.header_entry };
        sheet.write_string_with_format(header, at, column.title, format)?;
    }
    sheet.set_row_height(header, LINE + 8.0)?;
    row = header + 1;
    for group in &form.groups {
        sheet.merge_range(row, 0, row, right, &group.heading, &formats.group)?;
        sheet.set_row_height(row, LINE + 5.0)?;
        row += 1;
        for cells in &group.rows {
            for ((at, column), words) in (0..).zip(form.columns).zip(cells) {
                match words.parse::<u32>() {
                    _ if words.is_empty() => sheet.write_blank(row, at, formats.of(column))?,
                    Ok(number) => sheet.write_number_with_format(row, at, number, formats.of(column))?,
                    Err(_) => sheet.write_string_with_format(row, at, fit(words), formats.of(column))?,
                };
            }
            let lines = form.columns.iter().zip(cells).map(|(column, words)| width::lines(words, column.wide.into()));
            sheet.set_row_height(row, lines.max().unwrap_or(1) as f64 * LINE + 5.0)?;
            row += 1;
        }
    }
    let last = row.saturating_sub(1);
    for (at, column) in (0..).zip(form.columns) {
        let Entered::Choice(words) = column.entered else { continue };
        let choice = DataValidation::new()
            .allow_list_strings(words)?
            .set_error_title("一覧にない言葉です")?
            .set_error_message("一覧から選び、ほかのことは右の欄に書いてください。")?;
        sheet.add_data_validation(header + 1, at, last, at, &choice)?;
    }
    sheet.set_freeze_panes(header + 1, 0)?;
    sheet.set_repeat_rows(header, header)?;
    sheet.set_print_area(0, 0, last, right)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&C&\"{FONT},Regular\"&P / &N"));
    book.save_to_buffer()
}

/// A name as a cell can hold it.
fn fit(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_control() || *letter == '\n').take(2000).collect()
}
