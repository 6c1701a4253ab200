//! Draws one table as a worksheet: header, cells, heights, filters, panes, drop-downs, print set-up.

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Url,
    Worksheet, XlsxError,
};

use super::letters::fit;
use super::style::{LINE, Styles};
use super::{excel_date, style};
use crate::report::tables::{Cell, Column, Entry, Sheet, SheetName};
use crate::report::width;
use crate::review;
use crate::text::diff::{Piece, Side};
use crate::text::english;

/// Points of a row beside its lines.
const SPARE: f64 = 5.0;
/// Points of the highest row that a workbook may have.
const HIGHEST: f64 = 409.0;
/// Headings of columns at the right end that are not printed.
const UNPRINTED: [&str; 4] = [review::ID, review::PRINTS, "義務ID", "規則ID"];
/// Columns of the matrix before its systems, less one.
const MATRIX_KEYS: usize = 2;
/// Duties that one printed page of the matrix shows.
const DUTIES_A_PAGE: usize = 110;
/// Systems that one printed page of the matrix shows.
const SYSTEMS_A_PAGE: usize = 8;
/// Said below the header of a table without rows.
const NOTHING: &str = "該当する行はありません。";

/// Points of the rows of a table, the header first.
fn heights(table: &Sheet) -> Vec<f64> {
    let titles = table.columns.iter().map(|column| width::lines(&column.title, column.width));
    // a row of the matrix has one line, and all rows go on one page
    let spare = if table.name == SheetName::Matrix { SPARE - 1.5 } else { 0.0 };
    let rows = table
        .rows
        .iter()
        .map(|cells| -spare + height(cells.iter().zip(&table.columns).map(|(cell, column)| lines(cell, column.width))));
    std::iter::once(height(titles).max(LINE + 8.0)).chain(rows).collect()
}

/// Draws a table.
pub(super) fn draw(sheet: &mut Worksheet, table: &Sheet, heading: &str, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(table.name.ja())?;
    let last_column = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    for (column, of) in (0..).zip(&table.columns) {
        sheet.set_column_width(column, of.width as f64)?;
        let format = if of.entry.is_some() { &styles.header_entry } else { &styles.header };
        sheet.write_string_with_format(0, column, fit(&of.title), format)?;
    }
    for (column, of) in table.columns.iter().enumerate() {
        let strong = |cells: &[Cell]| matches!(cells.first(), Some(Cell::Strong(_)));
        let cells: Vec<(&Cell, &Format)> = table
            .rows
            .iter()
            .map(|cells| (cells.get(column).unwrap_or(&Cell::Empty), strong(cells)))
            .map(|(cell, strong)| (cell, look(cell, of, strong, styles)))
            .collect();
        let place = u16::try_from(column).unwrap_or(u16::MAX);
        let mut row = 1;
        for same in cells.chunk_by(|(_, one), (_, other)| std::ptr::eq(*one, *other)) {
            let (first, format) = (row, same[0].1);
            for (cell, _) in same {
                write(sheet, (row, place), cell, format, styles)?;
                row += 1;
            }
            // to find a format among those in use takes longer than to write a cell, so cells of one look get it together
            sheet.set_range_format(first, place, row - 1, place, format)?;
        }
    }
    for (row, points) in (0..).zip(heights(table)) {
        sheet.set_row_height(row, points)?;
    }
    if table.rows.is_empty() {
        sheet.write_string_with_format(1, 0, NOTHING, &styles.base)?;
    } else {
        sheet.autofilter(0, 0, last_row, last_column)?;
        enter(sheet, table, last_row, last_column, styles)?;
    }
    sheet.set_freeze_panes(1, u16::try_from(table.frozen).unwrap_or(0))?;
    set_up_print(sheet, table.broad, heading);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_area(0, 0, last_row.max(1), printed(table))?;
    if table.name == SheetName::Matrix {
        on_one_page(sheet, table)?;
    }
    if table.name == SheetName::Gaps {
        sheet.set_tab_color(rust_xlsxwriter::Color::RGB(0xC00000));
    }
    Ok(())
}

/// Landscape, one page wide, with the sheet's name and page numbers; A3 for broad tables.
pub(super) fn set_up_print(sheet: &mut Worksheet, broad: bool, heading: &str) {
    sheet.set_landscape();
    sheet.set_paper_size(if broad { 8 } else { 9 });
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    // `&` begins a code in headers; a header holds 255 letters.
    let heading: String = heading.chars().filter(|letter| !letter.is_control()).take(60).collect();
    let font = style::FONT;
    sheet.set_header(format!("&L&\"{font},Regular\"{}&R&\"{font},Regular\"&A", heading.replace('&', "&&")));
    sheet.set_footer(format!("&C&\"{font},Regular\"&P / &N"));
}

/// The column has that heading, in either language.
fn is_under(column: &Column, heading: &str) -> bool {
    column.title == heading || english::heading(heading) == Some(column.title.as_str())
}

/// The last column that is printed: those behind it are for programs.
fn printed(table: &Sheet) -> u16 {
    let is_for_people = |column: &Column| !UNPRINTED.iter().any(|heading| is_under(column, heading));
    u16::try_from(table.columns.iter().rposition(is_for_people).unwrap_or(0)).unwrap_or(u16::MAX)
}

/// All duties and up to eight systems on one upright A3 page; more systems on as many pages as they need, each with the duties.
fn on_one_page(sheet: &mut Worksheet, table: &Sheet) -> Result<(), XlsxError> {
    let last = printed(table);
    let systems = usize::from(last).saturating_sub(MATRIX_KEYS);
    let pages = u16::try_from(systems.div_ceil(SYSTEMS_A_PAGE)).unwrap_or(u16::MAX).max(1);
    sheet.set_portrait();
    // a group's pack may bring more duties than one page holds
    sheet.set_print_fit_to_pages(pages, u16::from(table.rows.len() <= DUTIES_A_PAGE));
    sheet.set_repeat_columns(0, 1)?;
    Ok(())
}

/// Points that a row needs whose cells have so many lines each.
pub(super) fn height(lines: impl Iterator<Item = usize>) -> f64 {
    (lines.max().unwrap_or(1) as f64 * LINE + SPARE).min(HIGHEST)
}

/// Lines that a cell takes in a column of that width.
pub(super) fn lines(cell: &Cell, wide: usize) -> usize {
    match cell {
        Cell::Text(text) | Cell::Strong(text) | Cell::Link { text, .. } => width::lines(text, wide),
        Cell::Difference(pieces) => {
            let words: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            width::lines(&words, wide)
        }
        other => width::lines(&other.words(), wide),
    }
}

/// Writes one cell, its look aside. Words go in as strings, so that no word of a paper ever becomes a formula.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) | Cell::Strong(text) => sheet.write_string(row, column, fit(text))?,
        Cell::Number(number) => sheet.write_number(row, column, *number as f64)?,
        Cell::Date(date) => sheet.write_datetime_with_format(row, column, excel_date(*date)?, format)?,
        Cell::State(..) | Cell::Worded(..) => sheet.write_string(row, column, fit(&cell.words()))?,
        Cell::Priority(priority) => sheet.write_string(row, column, priority.letter())?,
        Cell::Toned(words, _) => sheet.write_string(row, column, *words)?,
        Cell::Difference(pieces) => return write_difference(sheet, (row, column), pieces, styles),
        Cell::Link { text, sheet: to, row: at } => write_link(sheet, (row, column), text, *to, *at, format)?,
    };
    Ok(())
}

/// Letters of a difference that a cell shows: far more than anybody reads, and less than a cell holds.
const DIFFERENCE: usize = 20_000;

/// Writes words then and now: what is gone is struck out, what is new underlined.
fn write_difference(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    pieces: &[Piece],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut room = DIFFERENCE;
    let mut parts: Vec<(&Format, String)> = Vec::new();
    for piece in pieces {
        let words: String = fit(&piece.text).chars().take(room).collect();
        room -= words.chars().count();
        if !words.is_empty() {
            parts.push((styles.piece(piece.side), words));
        }
    }
    // rich text needs two pieces; a piece alone has the look of its cell
    match parts.as_slice() {
        [] => {}
        [(_, words)] => drop(sheet.write_string(row, column, words)?),
        parts => {
            let parts: Vec<(&Format, &str)> = parts.iter().map(|(look, words)| (*look, words.as_str())).collect();
            sheet.write_rich_string(row, column, &parts)?;
        }
    }
    Ok(())
}

/// How a cell looks.
fn look<'a>(cell: &Cell, of: &Column, strong: bool, styles: &'a Styles) -> &'a Format {
    let plain = match of.entry {
        _ if strong && of.centred => &styles.strong_centred,
        _ if strong => &styles.strong,
        Some(Entry::Date) => &styles.entry_date,
        Some(_) => &styles.entry,
        None if of.centred => &styles.centred,
        None => &styles.text,
    };
    match cell {
        Cell::Number(_) if !strong && !of.centred => &styles.number,
        Cell::Date(_) if of.entry.is_some() => &styles.entry_date,
        Cell::Date(_) if of.centred => &styles.date,
        Cell::Date(_) => &styles.date_left,
        Cell::State(state, _) | Cell::Worded(state, _) => styles.state(*state),
        Cell::Priority(priority) => styles.priority(*priority),
        Cell::Toned(_, tone) => styles.tone(*tone),
        Cell::Link { .. } => &styles.link,
        Cell::Difference(pieces) => match pieces.as_slice() {
            [Piece { side: Side::Old, .. }] => &styles.gone,
            [Piece { side: Side::New, .. }] => &styles.come,
            _ => plain,
        },
        Cell::Empty | Cell::Text(_) | Cell::Strong(_) | Cell::Number(_) => plain,
    }
}

/// Writes words that lead to a row of a sheet.
pub(super) fn write_link<'a>(
    sheet: &'a mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    to: SheetName,
    at: usize,
    format: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    let url = Url::new(format!("internal:'{}'!A{}", to.ja(), at + 2));
    sheet.write_url_with_options(row, column, url, fit(text), "", Some(format))
}

/// Drop-downs and date checks for the columns of people; a row with a 完了日 turns grey.
fn enter(
    sheet: &mut Worksheet,
    table: &Sheet,
    last_row: u32,
    last_column: u16,
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (column, of) in (0..).zip(&table.columns) {
        let check = match of.entry {
            Some(Entry::Choice(choices)) => DataValidation::new()
                .allow_list_strings(choices)?
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("一覧にない値です")?
                .set_error_message("一覧から選んでください。ほかの事情はメモ欄に書いてください。")?,
            Some(Entry::Date) => DataValidation::new()
                .allow_date(DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(2020, 1, 1)?))
                .set_error_title("日付ではありません")?
                .set_error_message("2026/11/22 のように日付を入力してください。")?,
            Some(Entry::Free) | None => continue,
        };
        sheet.add_data_validation(1, column, last_row, column, &check)?;
    }
    let letter = |title: &str| {
        let at = table.columns.iter().position(|column| is_under(column, title))?;
        u16::try_from(at).ok().map(rust_xlsxwriter::utility::column_number_to_name)
    };
    if let Some(done) = letter(review::DONE).filter(|_| table.columns.iter().any(|column| column.entry.is_some())) {
        // what is done and must be done all the same stays in view
        let rule = match letter(review::STANDING) {
            Some(standing) => format!("=AND(${done}2<>\"\",${standing}2=\"\")"),
            None => format!("=${done}2<>\"\""),
        };
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&styles.done);
        sheet.add_conditional_format(1, 0, last_row, last_column, &rule)?;
    }
    Ok(())
}
