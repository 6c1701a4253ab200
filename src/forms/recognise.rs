//! Which form a paper is. In: a source. Out: its kind and edition, with the reason, or none when it is no form.
//! Content decides, not the file's name: the title above the table, the labels of the head, the headings of the columns, sheet names.

use std::collections::BTreeMap;

use super::head::Head;
use super::sheet::{Sheet, line_place, sheets};
use super::signs;
use super::table::{Columns, own_cells};
use crate::catalogue::{Catalogue, FormEdition, FormLayout};
use crate::model::{Block, Content, Kind, Source, TableCell};
use crate::text::numbers::{row_number, squeeze};

/// A form that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// What kind of form it is.
    pub kind: Kind,
    /// Its edition as the paper names it, or as its signs tell; none when they do not.
    pub edition: Option<String>,
    /// Why, in one phrase for a person.
    pub reason: String,
}

/// Rows among which the head of a form is looked for.
const MOST_ROWS_ABOVE: usize = 300;

/// Tells whether a paper is a form, and which. A form has a table with a column for answers; a contract that only cites a form's
/// title is none.
pub fn recognise(source: &Source, catalogue: &Catalogue) -> Option<Recognised> {
    let sheets = sheets(source);
    let mut best: BTreeMap<Kind, (u32, String)> = BTreeMap::new();
    for sheet in &sheets {
        // Editions share layouts, and large sheets that are no forms are walked once a layout.
        let mut heads: Vec<(*const FormLayout, Option<u32>)> = Vec::new();
        for form in catalogue.forms.iter() {
            let layout = std::sync::Arc::as_ptr(&form.layout);
            let known = heads.iter().find(|(known, _)| *known == layout).map(|&(_, head)| head);
            let head = known.unwrap_or_else(|| {
                let rows = sheet.grid.rows();
                let head = rows
                    .into_iter()
                    .take(MOST_ROWS_ABOVE)
                    .find(|&row| Columns::at(&sheet.grid, row, &form.layout).is_some());
                heads.push((layout, head));
                head
            });
            if let Some(head) = head {
                let (score, reason) = score(form, sheet, head, &sheets);
                let entry = best.entry(form.kind).or_insert((0, String::new()));
                if score > entry.0 {
                    *entry = (score, reason);
                }
            }
        }
    }
    // Of two kinds that fit alike, the first of the catalogue's order.
    let (kind, (_, reason)) =
        best.into_iter().rev().max_by_key(|(_, (score, _))| *score).filter(|(_, (score, _))| *score >= 4)?;
    let head = head_of(&sheets, layout_of(kind, catalogue)?);
    let edition = signs::edition_of(kind, &head, &[], catalogue).edition;
    Some(Recognised { kind, edition, reason })
}

/// Tells whether a printed paper is a form whose table could not be put together: its title is a form's, and rows with
/// numbers follow, but no head of a form. Such a paper must not be taken for prose.
pub fn titled(source: &Source, catalogue: &Catalogue) -> Option<Recognised> {
    let Content::Flow(blocks) = &source.content else { return None };
    if source.container != "pdf" || recognise(source, catalogue).is_some() {
        return None;
    }
    let mut lines = Vec::new();
    let mut is_form = false;
    for block in blocks {
        match block {
            Block::Paragraph(line) => lines.push(squeeze(&line.text)),
            Block::Table(table) => {
                let first = |row: &Vec<TableCell>| row.first().map(|cell| squeeze(&cell.text)).unwrap_or_default();
                is_form |= table.rows.iter().filter(|row| row_number(&first(row)).is_some()).count() > 2;
                lines.extend(table.rows.iter().map(first));
            }
        }
    }
    is_form |= lines.iter().take(40).any(|line| line.starts_with("番号") || line.starts_with("項番"));
    let fits = |title: &Vec<String>| {
        let length: usize = title.iter().map(|word| word.chars().count()).sum();
        let is_title = |line: &String| {
            let rest = line.chars().count().saturating_sub(length);
            !line.ends_with('。') && rest < 30 && title.iter().all(|word| line.contains(word.as_str()))
        };
        lines.iter().take(4).any(is_title).then_some(length)
    };
    let titles = catalogue.forms.iter().flat_map(|form| form.titles.iter().map(|title| (form.kind, title)));
    let (_, kind, title) =
        titles.filter_map(|(kind, title)| Some((fits(title)?, kind, title))).max_by_key(|(length, ..)| *length)?;
    let reason = format!("表題「{}」", title.join(" "));
    is_form.then_some(Recognised { kind, edition: None, reason })
}

/// The layout of the newest edition of that kind; none for kinds that are no forms.
pub(super) fn layout_of(kind: Kind, catalogue: &Catalogue) -> Option<&FormLayout> {
    catalogue.forms.iter().rev().find(|form| form.kind == kind).map(|form| form.layout.as_ref())
}

/// How strongly a sheet speaks for an edition's kind, and in which words.
fn score(form: &FormEdition, sheet: &Sheet, head_row: u32, sheets: &[Sheet]) -> (u32, String) {
    let words = words_above(sheet, head_row, sheets);
    let mut score = 1;
    let mut reasons = Vec::new();
    if let Some(title) = form.titles.iter().find(|title| title.iter().all(|word| words.contains(word.as_str()))) {
        score += 10 + u32::from(title.iter().map(|word| word.chars().count()).sum::<usize>() > 18);
        reasons.push(format!("表題「{}」", title.join(" ")));
    }
    let headings: Vec<String> = (0..2)
        .flat_map(|below| own_cells(&sheet.grid, head_row + below))
        .map(|(_, cell)| squeeze(&cell.text))
        .collect();
    let has = |word: &String| headings.iter().any(|heading| heading.starts_with(word.as_str()));
    if let Some(set) = form.heads.iter().find(|set| set.iter().all(has)) {
        score += 4;
        reasons.push(format!("見出し「{}」", set.join("・")));
    }
    let labels: Vec<&str> =
        form.labels.iter().filter(|label| words.contains(label.as_str())).map(String::as_str).collect();
    if !labels.is_empty() {
        score += 3 * labels.len() as u32;
        reasons.push(format!("記入欄「{}」", labels.join("・")));
    }
    let name = squeeze(&sheet.grid.name);
    if let Some(word) = form.sheets.iter().find(|word| name.contains(word.as_str())) {
        score += 3;
        reasons.push(format!("シート名「{word}」"));
    }
    let short = form.kind.id().to_uppercase();
    if matches!(form.kind, Kind::Mds | Kind::Sds) && words.contains(&format!("{short}Ver")) {
        score += 5;
        reasons.push(format!("「{short} Ver」の記載"));
    }
    if matches!(form.kind, Kind::Mds | Kind::Sds) && headings.iter().any(|heading| heading == "対象外") {
        score += 3;
        reasons.push("「はい・いいえ・対象外」の回答欄".to_owned());
    }
    (score, reasons.join("、"))
}

/// Words above the table, without white space.
fn words_above(sheet: &Sheet, head_row: u32, sheets: &[Sheet]) -> String {
    let mut words = String::new();
    let cells = sheet.grid.cells.iter().take_while(|&(&(row, _), _)| row < head_row);
    for text in cells.map(|(_, cell)| &cell.text).chain(short_lines(sheet)) {
        words.push_str(&squeeze(text));
        words.push('\n');
    }
    // In running text the title stands before the first table, which may be the head of the form.
    if !sheet.is_in_book()
        && let Some(first) = sheets.first()
    {
        for text in short_lines(first).chain(first.grid.cells.values().map(|cell| &cell.text)) {
            words.push_str(&squeeze(text));
            words.push('\n');
        }
    }
    words
}

/// Lines that can be titles or labels; a paragraph that cites a form is longer.
fn short_lines<'a>(sheet: &'a Sheet) -> impl Iterator<Item = &'a String> {
    sheet.lines.iter().map(|line| &line.text).filter(|text| text.chars().count() <= 60).take(30)
}

pub(super) fn head_of(sheets: &[Sheet], layout: &FormLayout) -> Head {
    let mut head = Head::default();
    for sheet in sheets {
        head.take_name(&sheet.grid.name);
        for line in &sheet.lines {
            head.take_line(&line.text, &line_place(line), layout);
        }
        for row in sheet.grid.rows() {
            if Columns::at(&sheet.grid, row, layout).is_some() {
                break;
            }
            head.take_row(sheet, row, layout);
        }
    }
    head
}
