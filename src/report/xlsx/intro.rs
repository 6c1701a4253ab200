//! Draws the first sheet: label, text, and one column of figures for all and for each system.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::letters::fit;
use super::sheet::{height, lines, set_up_print, write_link};
use super::style::{LINE, Styles};
use crate::report::tables::{Cell, IntroLine};

/// Width of labels in half-width letters.
const LABEL: usize = 26;
/// Width of text.
const TEXT: usize = 74;
/// Width of a figure.
const FIGURE: usize = 16;

pub(super) fn draw(sheet: &mut Worksheet, lines: &[IntroLine], styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name("はじめに")?;
    sheet.set_screen_gridlines(false);
    let columns = lines.iter().map(|line| line.cells().len()).max().unwrap_or(2).max(2);
    let last = u16::try_from(columns - 1).unwrap_or(u16::MAX);
    for column in 0..=last {
        sheet.set_column_width(column, wide(usize::from(column)) as f64)?;
    }
    for (row, line) in (0..).zip(lines) {
        draw_line(sheet, row, line, last, styles)?;
    }
    set_up_print(sheet, false, "");
    sheet.set_portrait();
    sheet.set_print_area(0, 0, u32::try_from(lines.len()).unwrap_or(u32::MAX), last)?;
    Ok(())
}

fn wide(column: usize) -> usize {
    match column {
        0 => LABEL,
        1 => TEXT,
        _ => FIGURE,
    }
}

fn draw_line(sheet: &mut Worksheet, row: u32, line: &IntroLine, last: u16, styles: &Styles) -> Result<(), XlsxError> {
    let cells = line.cells();
    if let IntroLine::Heading(_) = line {
        for column in 0..=last {
            sheet.write_blank(row, column, &styles.heading)?;
        }
    }
    for (column, cell) in (0u16..).zip(&cells) {
        let text = match (line, column) {
            (IntroLine::Title(_), _) => &styles.title,
            (IntroLine::Heading(_), _) => &styles.heading,
            (IntroLine::Header(_), _) => &styles.header,
            (IntroLine::Count(..) | IntroLine::Figures(..) | IntroLine::Priority(..) | IntroLine::Cells(_), _) => {
                &styles.text
            }
            (_, 0) => &styles.label,
            _ => &styles.prose,
        };
        match cell {
            Cell::State(state, _) | Cell::Worded(state, _) => {
                sheet.write_string_with_format(row, column, cell.words(), styles.state(*state))?;
            }
            Cell::Priority(priority) => {
                sheet.write_string_with_format(row, column, priority.letter(), styles.priority(*priority))?;
            }
            Cell::Number(number) => {
                sheet.write_number_with_format(row, column, *number as f64, &styles.number)?;
            }
            Cell::Link { text, sheet: to, row: at } => {
                write_link(sheet, (row, column), text, *to, *at, &styles.link_label)?;
            }
            other => {
                sheet.write_string_with_format(row, column, fit(&other.words()), text)?;
            }
        }
    }
    let points = match line {
        IntroLine::Title(_) => LINE * 2.0,
        IntroLine::Heading(_) => LINE * 1.5,
        _ => height(cells.iter().enumerate().map(|(column, cell)| lines(cell, wide(column)))),
    };
    sheet.set_row_height(row, points)?;
    Ok(())
}
