//! Forms: role tables, disclosures (MDS, SDS) and checklists. In: sources whose cells have been read. Out: which form it is, and its
//! rows with answers, dates, remarks and duties. Official wording is never built in; an unknown newer edition is read by its structure.

mod cells;
mod draft;
mod foot;
mod head;
pub mod page;
mod questionnaire;
mod recognise;
pub mod remark;
mod sheet;
mod signs;
#[cfg(test)]
mod sketch;
mod slots;
mod table;
mod topic;
mod trial;
mod walk;

pub use draft::{Draft, draft};
pub use recognise::{Recognised, recognise, titled};
pub use slots::{Slot, slots};
pub use trial::{Wrong, clashes, try_cases};

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Catalogue, FormLayout};
use crate::model::{Answer, BlankForm, Block, Content, Date, Header, Kind, Notice, Place, Row, Source};
use crate::text::numbers::{remark_keys, squeeze};
use remark::Sense;
use sheet::Sheet;
use walk::Walk;

/// A form after reading.
#[derive(Debug, Clone)]
pub struct FormReading {
    /// What kind of form it was read as.
    pub kind: Kind,
    /// Its edition, or none when no sign tells it.
    pub edition: Option<String>,
    /// What stands above the table.
    pub header: Header,
    /// Every row with a number, in the order of the paper.
    pub rows: Vec<Row>,
    /// What could not be read or understood.
    pub notices: Vec<Notice>,
    /// What was left out on purpose, and why.
    pub ignored: Vec<(Place, String)>,
}

/// Reads a paper as a form of that kind. `as_of` dates days that are printed without a year and without a first check to follow.
/// A kind that is no form gives no rows.
pub fn read(source: &Source, kind: Kind, catalogue: &Catalogue, as_of: Date) -> FormReading {
    let mut reading = FormReading {
        kind,
        edition: None,
        header: Header::default(),
        rows: Vec::new(),
        notices: Vec::new(),
        ignored: Vec::new(),
    };
    let Some(layout) = recognise::layout_of(kind, catalogue) else { return reading };
    let sheets = sheet::part_tables(sheet::sheets(source), layout);
    let (used, left): (Vec<&Sheet>, Vec<(&Sheet, &str)>) = choose(&sheets, kind, layout);
    let mut walk = Walk::new(layout, as_of);
    for sheet in used {
        walk.sheet(sheet);
    }
    for (sheet, reason) in left {
        if reason == FILLED_TWIN {
            walk.notices.push(Notice::new(
                sheet.whole(),
                "医療機関確認用と事業者確認用の両方に記入があるため、このシートは読んでいません。別のファイルに分けてください。",
            ));
        }
        if reason == REMARKS {
            walk.remarks(sheet);
            continue;
        }
        if reason == HIDDEN && !sheet.is_list() {
            walk.notices.push(Notice::new(
                sheet.whole(),
                format!(
                    "シート「{}」は非表示のため、読んでいません。必要な内容であれば、表示して保存し直してください。",
                    sheet.grid.name
                ),
            ));
        }
        walk.ignored.push((sheet.whole(), reason.to_owned()));
    }
    walk.settle_answers();
    finish(&mut walk, kind, catalogue);
    let edition = signs::edition_of(kind, &walk.head, &walk.rows, catalogue);
    if walk.rows.is_empty() {
        let message = if source.container == "pdf" {
            format!(
                "{}として読める表がありませんでした。表が横に分かれて印刷されている場合は、1ページの幅に収めて印刷し直すか、元のExcelのファイルを入れてください。",
                kind.ja()
            )
        } else {
            format!("{}として読める表がありませんでした。様式の見出し行が残っているかを確かめてください。", kind.ja())
        };
        walk.notices.push(Notice::new(Place::default(), message));
    } else {
        walk.notices.extend(edition.doubts.into_iter().map(|doubt| Notice::new(Place::default(), doubt)));
    }
    if let Some(place) = spilled(source).filter(|_| !walk.rows.is_empty()) {
        walk.notices.push(Notice::new(
            place,
            "表が横に分かれて印刷されているため、このページの列は読んでいません。1ページの幅に収めて印刷し直すか、元のExcelのファイルを入れてください。",
        ));
    }
    if walk.head.header.created.is_some_and(|created| created > as_of) {
        walk.notices.push(Notice::new(
            Place::default(),
            "作成日が確認の日より後の日付です。日付の誤りがないかを確かめてください。",
        ));
    }
    reading.edition = edition.edition;
    reading.header = walk.head.header;
    reading.rows = walk.rows;
    reading.notices = walk.head.notices;
    reading.notices.extend(walk.notices);
    reading.ignored = walk.ignored;
    reading
}

/// Where a later page of a printed form begins with the names of its last columns alone: the table was too wide for a page.
fn spilled(source: &Source) -> Option<Place> {
    let Content::Flow(blocks) = &source.content else { return None };
    let is_name = |text: &str| {
        matches!(
            text,
            "はい"
                | "いいえ"
                | "対象外"
                | "備考"
                | "回答"
                | "初回確認"
                | "二回目確認"
                | "完了日"
                | "目標日"
                | "確認日"
        )
    };
    let are_names = |words: &mut dyn Iterator<Item = &str>| {
        let mut words = words.map(squeeze).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && words.all(|word| is_name(&word))
    };
    blocks.iter().filter(|_| source.container == "pdf").find_map(|block| {
        let (page, line, is_head) = match block {
            Block::Paragraph(line) => {
                (line.page, line.line, line.text != "備考" && are_names(&mut line.text.split('\u{3000}')))
            }
            Block::Table(table) => {
                let is_head =
                    table.rows.first().is_some_and(|row| are_names(&mut row.iter().map(|cell| cell.text.as_str())));
                (table.page, table.line, is_head)
            }
        };
        (is_head && page > Some(1)).then(|| Place { line: Some(line), page, ..Place::default() })
    })
}

/// Reads a blank form against which papers are held.
///
/// # Errors
/// A sentence that says why it is none, and what to do.
pub fn blank(source: &Source, catalogue: &Catalogue, as_of: Date) -> Result<BlankForm, String> {
    if let (Content::Nothing, Some(notice)) = (&source.content, source.notices.first()) {
        return Err(notice.message.clone());
    }
    let Some(recognised) = recognise(source, catalogue) else {
        return Err(
            "様式として読めませんでした。役割分担確認表、MDS・SDS又はチェックリストの、記入前の様式を指定してください。".to_owned(),
        );
    };
    let reading = read(source, recognised.kind, catalogue, as_of);
    if reading.rows.is_empty() {
        return Err("様式の行が1つも読めませんでした。見出し行のある様式を指定してください。".to_owned());
    }
    Ok(BlankForm {
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        kind: reading.kind,
        edition: reading.edition,
        rows: reading.rows,
    })
}

/// Sheets to walk, covers last so that the form's own head comes first; and sheets left out, with the reason.
fn choose<'a>(
    sheets: &'a [Sheet<'a>],
    kind: Kind,
    layout: &FormLayout,
) -> (Vec<&'a Sheet<'a>>, Vec<(&'a Sheet<'a>, &'static str)>) {
    if sheets.iter().any(|sheet| !sheet.is_in_book()) {
        return (sheets.iter().collect(), Vec::new());
    }
    let (mut forms, mut covers, mut left) = (Vec::new(), Vec::new(), Vec::new());
    let has_table = |sheet: &&Sheet| {
        sheet.grid.rows().into_iter().any(|row| table::Columns::at(&sheet.grid, row, layout).is_some())
    };
    let last_head = |sheet: &Sheet| {
        let mut last: Option<(u32, table::Columns)> = None;
        for row in sheet.grid.rows() {
            let is_inside = last.as_ref().is_some_and(|(head, columns)| row < head + columns.height);
            if let Some(columns) = table::Columns::at(&sheet.grid, row, layout).filter(|_| !is_inside) {
                last = Some((row, columns));
            }
        }
        last.map(|(_, columns)| columns)
    };
    let mut above: Option<table::Columns> = None;
    let any_visible = sheets.iter().any(|sheet| !sheet.grid.hidden && has_table(&sheet));
    let any_form = sheets.iter().any(|sheet| !sheet.grid.hidden && has_table(&sheet) && !is_guide(sheet));
    for sheet in sheets {
        let name = squeeze(&sheet.grid.name);
        if sheet.grid.hidden && any_visible {
            left.push((sheet, HIDDEN));
        } else if is_guide(sheet) && any_form {
            left.push((sheet, "記入例・記入要領のシート"));
        } else if name.starts_with("備考") && !has_table(&sheet) {
            left.push((sheet, REMARKS));
        } else if above.as_ref().is_some_and(|above| !has_table(&sheet) && above.holds_rows_of(&sheet.grid)) {
            forms.push(sheet);
        } else if !has_table(&sheet) {
            left.push((sheet, "回答欄のある表がないシート(表紙・説明)"));
            covers.push(sheet);
        } else if let Some(reason) = unused_twin(sheet, kind, layout) {
            left.push((sheet, reason));
        } else {
            above = last_head(sheet).or(above);
            forms.push(sheet);
        }
    }
    forms.extend(covers);
    (forms, left)
}

/// A sheet that shows how the form is filled in, by its name or by its title.
fn is_guide(sheet: &Sheet) -> bool {
    let name = squeeze(&sheet.grid.name);
    let title = squeeze(sheet.first_words());
    let title = title.trim_end_matches([')', '）', '】', ']', '」']);
    let words = ["記入例", "記載例", "記入要領", "記載要領", "記入方法", "記入の仕方", "記入のしかた", "書き方"];
    name.contains("サンプル")
        || name.ends_with("見本")
        || words.iter().any(|word| name.contains(word))
        || title.chars().count() <= LONGEST_TITLE && words.iter().any(|word| title.ends_with(word))
}

/// Letters of the longest title.
const LONGEST_TITLE: usize = 40;

/// The official workbook may hold two forms (MDS and SDS, the hospital's and the vendor's checklist), of which one is filled in: the
/// sheet named after the other, without an answer. A filled one is left out, too, where it is the other side's.
fn unused_twin(sheet: &Sheet, kind: Kind, layout: &FormLayout) -> Option<&'static str> {
    let (own, twin) = match kind {
        Kind::Mds => ("MDS", "SDS"),
        Kind::Sds => ("SDS", "MDS"),
        Kind::ChecklistHospital => ("医療機関確認用", "事業者確認用"),
        Kind::ChecklistVendor => ("事業者確認用", "医療機関確認用"),
        _ => return None,
    };
    let name = squeeze(&sheet.grid.name).to_uppercase();
    if !name.contains(twin) || name.contains(own) {
        return None;
    }
    let mut walk = Walk::new(layout, Date { year: 2000, month: 1, day: 1 });
    walk.sheet(sheet);
    let is_blank = walk.rows.iter().all(|row| row.answer == Answer::Blank);
    let is_other_side = matches!(kind, Kind::ChecklistHospital | Kind::ChecklistVendor);
    match (is_blank, is_other_side) {
        (true, _) => Some("使われていない様式のシート(対になる様式の一方)"),
        (false, true) => Some(FILLED_TWIN),
        (false, false) => None,
    }
}

const REMARKS: &str = "備考のシート";
const HIDDEN: &str = "非表示のシート";
const FILLED_TWIN: &str = "相手側が記入した様式のシート";

/// What can be told only once all rows are there: remarks by their number, parents, duties, doubts.
fn finish(walk: &mut Walk, kind: Kind, catalogue: &Catalogue) {
    tell_sheets_apart(&mut walk.rows);
    let is_checklist = matches!(kind, Kind::ChecklistHospital | Kind::ChecklistVendor);
    walk::set_parents(&mut walk.rows);
    for row in &mut walk.rows {
        if let Some(key) = &row.remark_key {
            match walk.foot.resolve(&remark_keys(key)) {
                // A comment on the row stands after the remark.
                Some((text, place)) => {
                    let remark = row.remark.take().map_or(text.clone(), |note| format!("{text}\n{note}"));
                    (row.remark, row.remark_place) = (Some(remark), Some(place));
                }
                None => walk.notices.push(Notice::new(
                    row.place.clone(),
                    format!(
                        "項番{}の備考番号「{key}」に当たる備考の文が見当たりません。作成者に確かめてください。",
                        row.number
                    ),
                )),
            }
        }
        // A checklist names the machines to be patched once, above the group of rows.
        let group = row.section.as_deref().filter(|section| {
            is_checklist
                && ["パッチ", "更新プログラム", "ファームウェア"].iter().any(|word| row.text.contains(word))
                && ["サーバ", "端末", "ネットワーク機器"].iter().any(|machine| section.contains(machine))
        });
        row.duties = match kind {
            // what a person may have written into the words of a question changes nothing
            Kind::Disclosure => row.keyed().map(|(duty, _)| duty).into_iter().collect(),
            _ => topic::duties(row.title.as_deref(), &format!("{}{}", group.unwrap_or_default(), row.text), catalogue),
        };
        if matches!(row.answer, Answer::Double | Answer::Unreadable) {
            let what = if row.answer == Answer::Double {
                "回答が二つ記入されています"
            } else {
                "回答の印を読み取れません"
            };
            let mut notice = Notice::new(
                row.place.clone(),
                format!("項番{}の{what}。どちらの回答かを作成者に確かめてください。", row.number),
            );
            notice.duties = row.duties.clone();
            walk.notices.push(notice);
        }
    }
    if kind == Kind::Disclosure {
        walk.notices.extend(questionnaire::notices(&walk.rows, catalogue));
    }
    walk.notices.extend(walk.rows.iter().filter(|row| quarrels(row)).map(|row| {
        let (number, answer) = (&row.number, row.answer.ja());
        Notice::new(
            row.place.clone(),
            format!(
                "項番{number}の回答「{answer}」と備考が食い違っています。どちらが正しいかを作成者に確かめてください。"
            ),
        )
    }));
    for (key, entry) in &walk.foot.entries {
        if !entry.used {
            walk.ignored.push((entry.place.clone(), format!("どの項番からも参照されていない備考{key}")));
        }
    }
}

/// A hospital fills one sheet a system: where sheets repeat the same numbers, the name of the sheet becomes the part.
fn tell_sheets_apart(rows: &mut [Row]) {
    let mut sheets: BTreeMap<[Option<String>; 3], BTreeSet<Option<String>>> = BTreeMap::new();
    for row in rows.iter() {
        let key = [row.part.clone(), row.section.clone(), Some(row.number.clone())];
        sheets.entry(key).or_default().insert(row.place.sheet.clone());
    }
    let repeated: BTreeSet<Option<String>> = sheets.into_values().filter(|names| names.len() > 1).flatten().collect();
    for row in rows.iter_mut().filter(|row| repeated.contains(&row.place.sheet)) {
        let sheet = row.place.sheet.iter().map(String::as_str);
        let words: Vec<&str> = sheet.chain(row.part.as_deref()).collect();
        row.part = (!words.is_empty()).then(|| words.join(" "));
    }
}

/// «いいえ» beside a remark that the vendor does it, or «対象外» beside a plan.
fn quarrels(row: &Row) -> bool {
    let reading = remark::read_remark(row.remark.as_deref().unwrap_or_default());
    match row.answer {
        Answer::No => {
            let does = reading.says(Sense::Vendor) || reading.says(Sense::BuiltIn);
            does && reading.senses.iter().all(|sense| matches!(sense, Sense::Vendor | Sense::BuiltIn))
        }
        Answer::Na => reading.says(Sense::Planned),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
