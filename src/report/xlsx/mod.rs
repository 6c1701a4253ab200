//! The gap workbook. In: a report and the catalogue. Out: the bytes of an xlsx file; the same report gives the same bytes.
//!
//! One header row a sheet, no merged cells, no formulas in cells. Words from papers are written as text, whatever they begin with.

mod charts;
pub mod compare;
pub mod fill;
mod intro;
mod letters;
mod overview;
pub mod questions;
pub mod request;
mod sheet;
pub(super) mod style;
pub mod vendor;

use std::sync::{Mutex, PoisonError};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use super::Error;
use super::tables::english::English;
use super::tables::{IntroLine, Sheet, SheetName, Tables, intro, intro_en, tally};
use crate::cores;
use crate::model::{Date, Lang};
pub use compare::compare;
pub use fill::fillings;
pub use overview::overview;
pub use questions::questions;
pub use request::request;
use style::Styles;
pub use vendor::vendor;

/// The workbook as bytes.
///
/// # Errors
/// [`Error::Workbook`] where the report does not fit a workbook (over a million rows).
pub fn workbook(tables: &Tables<'_>) -> Result<Vec<u8>, Error> {
    drawn(tables, Lang::Ja)?.bytes()
}

/// The workbook with English headings, states, choices and duties; it is read back as the other is.
///
/// # Errors
/// As [`workbook`].
pub fn workbook_en(tables: &Tables<'_>) -> Result<Vec<u8>, Error> {
    drawn(tables, Lang::En)?.bytes()
}

/// A workbook whose sheets are drawn, and which is yet to be packed.
pub struct Drawn(Workbook);

impl Drawn {
    /// Packs it, which is work for one core.
    ///
    /// # Errors
    /// As [`workbook`].
    pub fn bytes(&mut self) -> Result<Vec<u8>, Error> {
        Ok(self.0.save_to_buffer()?)
    }
}

/// Draws the sheets of the workbook in a language, on all cores.
///
/// # Errors
/// As [`workbook`].
pub fn drawn(tables: &Tables<'_>, lang: Lang) -> Result<Drawn, Error> {
    match lang {
        Lang::Ja => draw(tables, &tables.sheets, &intro(&tables.index, &tables.gaps)),
        Lang::En => {
            let english = English::new(&tables.index);
            let sheets: Vec<Sheet> = tables.sheets.iter().map(|sheet| english.sheet(sheet, &tables.gaps)).collect();
            let there: Vec<SheetName> = sheets.iter().map(|sheet| sheet.name).collect();
            draw(tables, &sheets, &intro_en(&tables.index, &tables.gaps, &there, &english))
        }
    }
}

fn draw(tables: &Tables<'_>, made: &[Sheet], lines: &[IntroLine]) -> Result<Drawn, Error> {
    let (index, report) = (&tables.index, tables.index.report);
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    // a file a fifth larger is written in half the time
    workbook.set_zip_compression_level(2);
    workbook.set_default_format(&styles.base, 22, 72)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("責任分界の点検結果")
            .set_author(concat!("hazama ", env!("CARGO_PKG_VERSION")))
            .set_creation_datetime(&excel_date(report.plan.as_of)?),
    );
    intro::draw(workbook.add_worksheet(), lines, &styles)?;
    let heading = report.plan.hospital.name.as_deref().unwrap_or_default();
    for _ in made {
        workbook.add_worksheet();
    }
    let sheets = workbook.worksheets_mut().iter_mut().skip(1).map(Mutex::new);
    let sheets: Vec<_> = sheets.zip(made).collect();
    let draw = |(sheet, table): &(Mutex<&mut Worksheet>, &Sheet)| {
        let mut sheet = sheet.lock().unwrap_or_else(PoisonError::into_inner);
        sheet::draw(&mut sheet, table, heading, &styles)?;
        if table.name == SheetName::Tally { charts::draw(&mut sheet, table, &tally::charts(index)) } else { Ok(()) }
    };
    cores::each(&sheets, |(_, table)| table.rows.len() * table.columns.len(), draw, |_| {})
        .into_iter()
        .collect::<Result<(), _>>()?;
    drop(sheets);
    Ok(Drawn(workbook))
}

/// A date as workbooks hold it. Years that no workbook can hold fail.
fn excel_date(date: Date) -> Result<ExcelDateTime, rust_xlsxwriter::XlsxError> {
    ExcelDateTime::from_ymd(u16::try_from(date.year).unwrap_or(0), date.month, date.day)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::report::specimen;

    fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(bytes)).expect("a workbook")
    }

    fn made() -> Vec<u8> {
        workbook(&Tables::new(&specimen::report(), specimen::catalogue())).expect("a workbook")
    }

    #[test]
    fn same_report_gives_same_bytes() {
        assert!(made() == made());
    }

    #[test]
    fn sheets_headers_and_rows_come_back() {
        let (report, catalogue) = (specimen::report(), specimen::catalogue());
        let mut book = open(made());
        let expected = Tables::new(&report, catalogue).sheets;
        let mut names = vec!["はじめに"];
        names.extend(expected.iter().map(|sheet| sheet.name.ja()));
        assert_eq!(book.sheet_names(), names);
        for sheet in expected {
            let range = book.worksheet_range(sheet.name.ja()).expect("a sheet");
            let header: Vec<String> = range.rows().next().expect("a header").iter().map(ToString::to_string).collect();
            let titles: Vec<String> = sheet.columns.iter().map(|column| column.title.clone()).collect();
            assert_eq!(header, titles);
            assert_eq!(range.height(), sheet.rows.len() + 1, "{:?}", sheet.name);
        }
    }

    #[test]
    fn cells_hold_no_formula_and_real_dates() {
        let mut book = open(made());
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).expect("a sheet");
            assert!(formulas.used_cells().all(|(.., formula)| formula.is_empty()), "{name}");
        }
        let rows = book.worksheet_range("確認表の突合").expect("a sheet");
        assert!(rows.used_cells().any(|(.., cell)| matches!(cell, Data::DateTime(_))));
        let quoted = "=HYPERLINK(\"http://example.invalid\",\"押す\")";
        assert!(rows.used_cells().any(|(.., cell)| *cell == Data::String(quoted.to_owned())));
    }

    #[test]
    fn control_letters_of_papers_are_gone() {
        let mut book = open(made());
        let evidence = book.worksheet_range("根拠一覧").expect("a sheet");
        assert!(evidence.used_cells().any(|(.., cell)| *cell == Data::String("=1+1対象外".to_owned())));
    }

    #[test]
    fn sheets_are_set_up_for_screen_and_paper() {
        let mut parts = zip::ZipArchive::new(Cursor::new(made())).expect("a workbook");
        let mut part = |name: &str| std::io::read_to_string(parts.by_name(name).expect("a part")).expect("text");
        let sheets: Vec<String> = (1..=13).map(|at| part(&format!("xl/worksheets/sheet{at}.xml"))).collect();
        for (at, xml) in sheets.iter().enumerate() {
            assert!(!xml.contains("<mergeCell") && !xml.contains("<f>"), "sheet {at}");
            // charts and the matrix stand on one page each
            let is_whole = [3, 4].contains(&at);
            assert!(xml.contains("fitToHeight=\"0\"") != is_whole && xml.contains("&amp;P / &amp;N"), "sheet {at}");
            assert!(at == 0 || (xml.contains("<autoFilter") && xml.contains("state=\"frozen\"")), "sheet {at}");
        }
        for (at, part) in [
            (1, "<dataValidation type=\"list\""),
            (1, "<dataValidation type=\"date\""),
            (1, "location=\"'根拠一覧'!A2\""),
            (1, "location=\"'文案'!A2\""),
            (1, "paperSize=\"8\" "),
            (2, "paperSize=\"8\" "),
            (4, "orientation=\"portrait\""),
            (12, "paperSize=\"9\" "),
        ] {
            assert!(sheets[at].contains(part), "sheet {at} lacks {part}");
        }
        for at in 1..=2 {
            let drawing = part("xl/drawings/drawing1.xml");
            assert_eq!(drawing.matches(" descr=\"").count(), 2, "both charts are told in words");
            assert!(part(&format!("xl/charts/chart{at}.xml")).contains("barDir val=\"bar\""));
        }
        assert!(part("xl/styles.xml").contains("游ゴシック"));
        assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
    }

    #[test]
    fn an_empty_report_gives_a_workbook() {
        let mut report = specimen::report();
        report.documents.clear();
        report.claims.clear();
        report.verdicts.clear();
        report.findings.clear();
        report.notices.clear();
        report.plan.systems.clear();
        let bytes = workbook(&Tables::new(&report, specimen::catalogue())).expect("a workbook");
        assert_eq!(open(bytes).sheet_names().len(), 12);
    }
}
