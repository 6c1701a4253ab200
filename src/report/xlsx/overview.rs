//! Draws many cases as one workbook: cases by areas with the worst first, duties over all cases, cases that could not be judged.

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};

use super::letters::fit;
use super::sheet::{height, set_up_print};
use super::style::{LINE, Styles};
use super::{Error, excel_date};
use crate::catalogue::Catalogue;
use crate::model::Date;
use crate::report::Priority;
use crate::report::overview::{Counts, Line, Overview};
use crate::report::width;

/// Rows that get links: a sheet holds 65,530 of them, and there are two a row.
const LINKED: usize = 32_000;
/// Columns before those of the areas, with their widths.
const LEFT: [(&str, usize); 9] = [
    ("案件", 30),
    ("医療機関", 26),
    ("判定日", 12),
    ("文書", 7),
    ("システム", 9),
    ("A", 6),
    ("B", 6),
    ("C", 6),
    ("ブック", 11),
];
/// Width of an area's column: ネットワーク and バックアップ stand on one line.
const AREA: usize = 14;

/// The workbook as bytes; the same cases give the same bytes. `day` is the date of the workbook where no case was judged.
///
/// # Errors
/// [`Error::Workbook`] where the cases do not fit a workbook (over a million).
pub fn overview(overview: &Overview, catalogue: &Catalogue, day: Date) -> Result<Vec<u8>, Error> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.base, 22, 72)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("責任分界の点検結果(案件の一覧)")
            .set_author(concat!("hazama ", env!("CARGO_PKG_VERSION")))
            .set_creation_datetime(&excel_date(overview.day().unwrap_or(day))?),
    );
    let areas = overview.areas(catalogue);
    draw_cases(workbook.add_worksheet(), overview, &areas, &styles)?;
    draw_duties(workbook.add_worksheet(), overview, catalogue, &styles)?;
    draw_broken(workbook.add_worksheet(), overview, &styles)?;
    Ok(workbook.save_to_buffer()?)
}

fn draw_cases(sheet: &mut Worksheet, overview: &Overview, areas: &[String], styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name("案件の一覧")?;
    let (judged, broken) = (overview.cases.len(), overview.broken.len());
    sheet.write_string_with_format(0, 0, "案件の一覧(重いものから)", &styles.title)?;
    sheet.set_row_height(0, LINE * 2.0)?;
    let mut told = format!("調べた案件 {judged} 件");
    if broken > 0 {
        told += &format!("、調べられなかった案件 {broken} 件(シート「調べられなかった案件」)");
    }
    sheet.write_string_with_format(1, 0, told, &styles.base)?;
    let how = "A・B・C は、要対応の役割の数(優先度の順)。分野の欄は、その分野の要対応の数で、色は最も重い優先度を表します。案件の名前から結果のページを、ブックの欄から要対応一覧を開けます。";
    sheet.write_string_with_format(2, 0, how, &styles.base)?;
    let header = 4;
    let titles: Vec<(&str, usize)> = LEFT.into_iter().chain(areas.iter().map(|area| (area.as_str(), AREA))).collect();
    for (column, (title, wide)) in (0..).zip(&titles) {
        sheet.set_column_width(column, *wide as f64)?;
        sheet.write_string_with_format(header, column, fit(title), &styles.header)?;
    }
    sheet.set_row_height(header, height(titles.iter().map(|(title, wide)| width::lines(title, *wide))) + 4.0)?;
    let bare = centred(styles);
    for (row, (at, line)) in (header + 1..).zip(overview.cases.iter().enumerate()) {
        draw_case(sheet, row, line, at < LINKED, (areas, styles, &bare))?;
    }
    let last_row = header + u32::try_from(judged).unwrap_or(u32::MAX).max(1);
    let last_column = u16::try_from(titles.len() - 1).unwrap_or(u16::MAX);
    if judged == 0 {
        sheet.write_string_with_format(header + 1, 0, "調べた案件はありません。", &styles.base)?;
    } else {
        sheet.autofilter(header, 0, last_row, last_column)?;
    }
    finish(sheet, header, (last_row, last_column), true)?;
    sheet.set_freeze_panes(header + 1, 1)?;
    Ok(())
}

fn draw_case(
    sheet: &mut Worksheet,
    row: u32,
    line: &Line,
    is_linked: bool,
    (areas, styles, bare): (&[String], &Styles, &Format),
) -> Result<(), XlsxError> {
    let hospital = line.hospital.as_deref().unwrap_or_default();
    link(sheet, (row, 0), &line.name, is_linked.then(|| format!("{}/report.html", line.folder)), styles)?;
    sheet.write_string_with_format(row, 1, fit(hospital), &styles.text)?;
    match Date::iso(&line.as_of) {
        Some(day) => sheet.write_datetime_with_format(row, 2, excel_date(day)?, &styles.date)?,
        None => sheet.write_string_with_format(row, 2, fit(&line.as_of), &styles.text)?,
    };
    sheet.write_number_with_format(row, 3, line.documents as f64, bare)?;
    sheet.write_number_with_format(row, 4, line.systems as f64, bare)?;
    for (column, (count, priority)) in (5..).zip(line.counts.into_iter().zip(Priority::ALL)) {
        let format = if count > 0 { styles.priority(priority) } else { bare };
        sheet.write_number_with_format(row, column, count as f64, format)?;
    }
    link(sheet, (row, 8), &line.book, is_linked.then(|| format!("{}/{}", line.folder, line.book)), styles)?;
    for (column, area) in (9..).zip(areas) {
        let counts = line.areas.get(area).copied().unwrap_or_default();
        match worst(counts) {
            Some(priority) => {
                let count = counts.iter().sum::<usize>() as f64;
                sheet.write_number_with_format(row, column, count, styles.priority(priority))?;
            }
            None => drop(sheet.write_blank(row, column, bare)?),
        }
    }
    let lines = [width::lines(&line.name, LEFT[0].1), width::lines(hospital, LEFT[1].1)];
    sheet.set_row_height(row, height(lines.into_iter()))?;
    Ok(())
}

/// The heaviest priority that is there.
fn worst(counts: Counts) -> Option<Priority> {
    Priority::ALL.into_iter().zip(counts).find(|(_, count)| *count > 0).map(|(priority, _)| priority)
}

/// Words that lead to a file beside the workbook; plain words where a workbook can hold no such link.
fn link(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    words: &str,
    to: Option<String>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    // these signs mean something else in a link, and the library does not write them out
    let to = to.filter(|to| !to.contains(['%', '#', '?', '\\'])).map(|to| format!("file:///{to}"));
    if let Some(to) = to.filter(|to| to.encode_utf16().count() < 2000)
        && sheet.write_url_with_options(row, column, Url::new(to), fit(words), "", Some(&styles.link)).is_ok()
    {
        return Ok(());
    }
    sheet.write_string_with_format(row, column, fit(words), &styles.text)?;
    Ok(())
}

fn draw_duties(
    sheet: &mut Worksheet,
    overview: &Overview,
    catalogue: &Catalogue,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("役割ごとの集計")?;
    let columns = [
        ("分野", 20),
        ("役割", 44),
        ("義務ID", 22),
        ("重み", 7),
        ("要対応の案件", 14),
        ("割合", 9),
        ("A", 8),
        ("B", 8),
        ("C", 8),
    ];
    for (column, (title, wide)) in (0..).zip(columns) {
        sheet.set_column_width(column, f64::from(wide))?;
        sheet.write_string_with_format(0, column, title, &styles.header)?;
    }
    sheet.set_row_height(0, LINE + 8.0)?;
    let order = |id: &str| catalogue.duties.iter().position(|duty| duty.id.as_str() == id).unwrap_or(usize::MAX);
    let mut duties: Vec<_> = overview.duties.iter().map(|(id, line)| (id, line, order(id))).collect();
    duties.sort_by(|(one, left, place), (other, right, there)| {
        let ranks = (right.cases, right.counts).cmp(&(left.cases, left.counts));
        ranks.then(place.cmp(there)).then(one.cmp(other))
    });
    let (bare, judged) = (centred(styles), overview.cases.len().max(1));
    let share = bare.clone().set_num_format("0%");
    for (row, (id, line, _)) in (1..).zip(&duties) {
        for (column, words) in (0..).zip([line.area.as_str(), line.title.as_str(), id.as_str()]) {
            sheet.write_string_with_format(row, column, fit(words), &styles.text)?;
        }
        sheet.write_number_with_format(row, 3, f64::from(line.weight), &bare)?;
        sheet.write_number_with_format(row, 4, line.cases as f64, &bare)?;
        sheet.write_number_with_format(row, 5, line.cases as f64 / judged as f64, &share)?;
        for (column, (count, priority)) in (6..).zip(line.counts.into_iter().zip(Priority::ALL)) {
            match count {
                0 => drop(sheet.write_blank(row, column, &bare)?),
                count => {
                    sheet.write_number_with_format(row, column, count as f64, styles.priority(priority))?;
                }
            }
        }
        let lines = [width::lines(&line.area, 20), width::lines(&line.title, 44), width::lines(id, 22)];
        sheet.set_row_height(row, height(lines.into_iter()))?;
    }
    let last = u32::try_from(duties.len()).unwrap_or(u32::MAX).max(1);
    if !duties.is_empty() {
        sheet.autofilter(0, 0, last, 8)?;
    }
    finish(sheet, 0, (last, 8), false)
}

fn draw_broken(sheet: &mut Worksheet, overview: &Overview, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name("調べられなかった案件")?;
    for (column, (title, wide)) in (0..).zip([("案件", 34), ("理由と直し方", 110)]) {
        sheet.set_column_width(column, f64::from(wide))?;
        sheet.write_string_with_format(0, column, title, &styles.header)?;
    }
    sheet.set_row_height(0, LINE + 8.0)?;
    for (row, (name, reasons)) in (1..).zip(&overview.broken) {
        let reasons = reasons.join("\n");
        sheet.write_string_with_format(row, 0, fit(name), &styles.text)?;
        sheet.write_string_with_format(row, 1, fit(&reasons), &styles.text)?;
        sheet.set_row_height(row, height([width::lines(name, 34), width::lines(&reasons, 110)].into_iter()))?;
    }
    if overview.broken.is_empty() {
        sheet.write_string_with_format(1, 0, "該当する案件はありません。", &styles.base)?;
    }
    finish(sheet, 0, (u32::try_from(overview.broken.len()).unwrap_or(u32::MAX).max(1), 1), false)
}

fn centred(styles: &Styles) -> Format {
    styles.centred.clone().set_align(FormatAlign::Center).set_num_format("#,##0")
}

/// What all sheets have in common: the header stays in view and comes on every page.
fn finish(sheet: &mut Worksheet, header: u32, (row, column): (u32, u16), broad: bool) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(header + 1, 0)?;
    set_up_print(sheet, broad, "");
    sheet.set_repeat_rows(header, header)?;
    sheet.set_print_area(0, 0, row, column)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::report::overview::Outcome;
    use crate::report::specimen;

    #[test]
    fn cases_duties_and_faults_are_in_the_workbook_and_the_bytes_are_the_same() {
        let catalogue = specimen::catalogue();
        let outcome = Outcome::of(&specimen::report(), catalogue);
        let mut all = Overview::default();
        all.cases.push(Line::of("県立/1 病院", "cases/県立/1 病院", "gaps-2.xlsx", &outcome));
        all.cases.push(Line::of("#2", "cases/#2", "gaps.xlsx", &outcome));
        all.add_duties(&outcome);
        all.broken.push(("=壊れた".to_owned(), vec!["a: 直してください。".to_owned()]));
        let bytes = overview(&all, catalogue, specimen::report().plan.as_of).expect("a workbook");
        assert!(bytes == overview(&all, catalogue, specimen::report().plan.as_of).expect("a workbook"));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
        let cases = book.worksheet_range("案件の一覧").expect("a sheet");
        assert_eq!(cases.get_value((5, 0)), Some(&Data::String("県立/1 病院".to_owned())));
        let shown: f64 = (5..8)
            .map(|column| match cases.get_value((5, column)) {
                Some(Data::Float(count)) => *count,
                other => panic!("{other:?}"),
            })
            .sum();
        let acts = outcome.verdicts.iter().filter(|row| row.priority.is_some()).count();
        assert_eq!(shown, acts as f64);
        assert_eq!(book.worksheet_range("役割ごとの集計").expect("a sheet").height(), all.duties.len() + 1);
        let broken = book.worksheet_range("調べられなかった案件").expect("a sheet");
        assert_eq!(broken.get_value((1, 0)), Some(&Data::String("=壊れた".to_owned())));
        let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
        let part = parts.by_name("xl/worksheets/_rels/sheet1.xml.rels").expect("links");
        let links = std::io::read_to_string(part).expect("text");
        assert!(links.contains("\"cases/県立/1%20病院/report.html\"") && links.contains("/gaps-2.xlsx\""), "{links}");
        let empty = overview(&Overview::default(), catalogue, specimen::report().plan.as_of);
        assert!(empty.is_ok());
    }
}
