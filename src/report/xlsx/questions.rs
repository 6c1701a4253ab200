//! Draws the questions to one vendor as a workbook that comes back answered. The form of its head and columns is
//! `catalogue/forms/disclosure-questions-1.toml`, by which the answers are read.

use rust_xlsxwriter::{DataValidation, DocProperties, Workbook, Worksheet, XlsxError};

use super::letters::fit;
use super::sheet::{height, set_up_print};
use super::style::{LINE, Styles};
use super::{Error, excel_date};
use crate::model::Plan;
use crate::report::questions::Questionnaire;
use crate::report::width;

/// The sheet's name.
pub const SHEET: &str = "質問票";
/// The columns that the vendor fills in.
pub const ENTRIES: [&str; 2] = ["回答", "補足"];
/// Headings and widths of the columns.
const COLUMNS: [(&str, usize); 7] =
    [("番号", 6), ("システム", 20), ("役割", 24), ("質問", 60), ("回答", 10), ("補足", 44), ("照合キー", 24)];
/// What a vendor may answer.
const ANSWERS: [&str; 3] = ["はい", "いいえ", "対象外"];
/// The title, by which the form is recognised.
const TITLE: &str = "責任分界についての質問票";
/// How to fill it in.
const HOW: &str = "回答欄は「はい」「いいえ」「対象外」から選び、補足欄に数値や条件を書いてください。「対象外」のときは、その理由を書いてください。照合キーの列は、変えないでください。";

/// The workbook as bytes; the same questions give the same bytes.
///
/// # Errors
/// [`Error::Workbook`] where the questions do not fit a workbook.
pub fn questions(asked: &Questionnaire, plan: &Plan) -> Result<Vec<u8>, Error> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.base, 22, 72)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(TITLE)
            .set_author(concat!("hazama ", env!("CARGO_PKG_VERSION")))
            .set_creation_datetime(&excel_date(plan.as_of)?),
    );
    draw(workbook.add_worksheet(), asked, plan, &styles)?;
    Ok(workbook.save_to_buffer()?)
}

pub(super) fn draw(
    sheet: &mut Worksheet,
    asked: &Questionnaire,
    plan: &Plan,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    for (column, (_, wide)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, wide as f64)?;
    }
    let vendor = asked.vendor.map_or("", |vendor| vendor.name.as_str());
    let guideline = format!("医療情報システムの安全管理に関するガイドライン 第{}版", plan.guideline.id());
    sheet.write_string_with_format(0, 0, TITLE, &styles.title)?;
    sheet.set_row_height(0, LINE * 2.0)?;
    sheet.write_string_with_format(1, 0, HOW, &styles.base)?;
    let head = [
        ("事業者名", vendor.to_owned()),
        ("医療機関名", plan.hospital.name.clone().unwrap_or_default()),
        ("質問の日", plan.as_of.to_string()),
        ("基準", guideline),
        ("回答した日", String::new()),
        ("回答した人", String::new()),
    ];
    let mut row = 3;
    for (label, value) in &head {
        sheet.write_string_with_format(row, 1, *label, &styles.text)?;
        let format = if value.is_empty() { &styles.entry } else { &styles.base };
        match value.as_str() {
            "" => sheet.write_blank(row, 2, format)?,
            value => sheet.write_string_with_format(row, 2, fit(value), format)?,
        };
        row += 1;
    }
    let header = row + 1;
    for (column, (title, _)) in (0..).zip(COLUMNS) {
        let format = if ENTRIES.contains(&title) { &styles.header_entry } else { &styles.header };
        sheet.write_string_with_format(header, column, title, format)?;
    }
    sheet.set_row_height(header, LINE + 8.0)?;
    let small = styles.text.clone().set_font_color(rust_xlsxwriter::Color::RGB(0x808080));
    for (row, (number, question)) in (header + 1..).zip((1..).zip(&asked.questions)) {
        sheet.write_number_with_format(row, 0, f64::from(number), &styles.centred)?;
        let words = [question.system, question.title, question.text.as_str()];
        for (column, words) in (1..).zip(words) {
            sheet.write_string_with_format(row, column, fit(words), &styles.text)?;
        }
        sheet.write_blank(row, 4, &styles.entry)?;
        sheet.write_blank(row, 5, &styles.entry)?;
        sheet.write_string_with_format(row, 6, question.key.as_str(), &small)?;
        let lines = words.iter().zip(&COLUMNS[1..]).map(|(words, (_, wide))| width::lines(words, *wide));
        sheet.set_row_height(row, height(lines))?;
    }
    let last = header + u32::try_from(asked.questions.len()).unwrap_or(u32::MAX);
    let choice = DataValidation::new()
        .allow_list_strings(&ANSWERS)?
        .set_error_title("一覧にない回答です")?
        .set_error_message("「はい」「いいえ」「対象外」から選び、ほかのことは補足欄に書いてください。")?;
    sheet.add_data_validation(header + 1, 4, last, 4, &choice)?;
    sheet.set_freeze_panes(header + 1, 0)?;
    sheet.set_repeat_rows(header, header)?;
    sheet.set_print_area(0, 0, last, u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX))?;
    set_up_print(sheet, false, vendor);
    Ok(())
}
