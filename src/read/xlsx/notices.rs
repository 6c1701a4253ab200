//! What a workbook holds beside readable cells, in one sentence each: what was not read, and what to do.

use super::Stop;
use super::beside::Beside;
use crate::model::{Grid, Notice, Place};
use crate::read::limits::Package;
use crate::read::office::relations;
use crate::read::xml::{count, letters};

/// Cells named in one notice.
const NAMED: usize = 5;

/// The notice for a sheet whose cells are not all there.
pub fn stopped(sheet: &str, stop: Stop) -> Notice {
    let what = match stop {
        Stop::Unreadable => "を読み取れませんでした。Excelで開き、xlsx形式で保存し直してください。".to_owned(),
        Stop::Broken => {
            "の一部が壊れているため、途中までしか読んでいません。Excelで開いて修復し、保存し直してください。".to_owned()
        }
        Stop::TooMany => {
            "のセルが多すぎるため、途中までしか読んでいません。不要な行を消し、保存し直してください。".to_owned()
        }
        Stop::Odd(cells) => {
            format!("に値を読み取れないセルが{cells}個あります。Excelで開いて値を確かめ、保存し直してください。")
        }
    };
    Notice::new(place(sheet), format!("シート「{sheet}」{what}"))
}

/// Formulas without a result, hidden rows and columns, struck letters.
pub fn of_sheet(grid: &Grid, beside: &Beside) -> Vec<Notice> {
    let sheet = grid.name.as_str();
    let mut notices = Vec::new();
    if let Some(&(row, column)) = beside.uncached.first() {
        let message = format!(
            "シート「{sheet}」のセル{}は計算式の結果が保存されていないため、読めませんでした。Excelで開いて計算させ、保存し直してください。",
            named(&beside.uncached)
        );
        notices.push(Notice::new(Place::cell(sheet, Grid::name_of(row, column)), message));
    }
    let hidden = match (beside.hidden_rows.len(), beside.hidden_columns.len()) {
        (0, 0) => None,
        (rows, 0) => Some(format!("行が{rows}行")),
        (0, columns) => Some(format!("列が{columns}列")),
        (rows, columns) => Some(format!("行が{rows}行、列が{columns}列")),
    };
    notices.extend(hidden.map(|hidden| {
        let message = format!(
            "シート「{sheet}」には非表示の{hidden}あります。必要な内容が隠れていないか、再表示して確かめてください。"
        );
        Notice::new(place(sheet), message)
    }));
    let struck: Vec<(u32, u32)> =
        grid.cells.iter().filter(|(_, cell)| cell.struck.is_some()).map(|(&place, _)| place).collect();
    if !struck.is_empty() {
        let message = format!(
            "シート「{sheet}」のセル{}に取り消し線の付いた文字があり、削除されたものとして扱います。本当に削除した文字かどうかを確かめてください。",
            named(&struck)
        );
        notices.push(Notice::new(place(sheet), message));
    }
    notices
}

/// Shapes and comments, which lie in parts of their own. Marks are often drawn as circles over はい or いいえ.
pub fn of_parts(package: &mut Package<'_>, part: &str, sheet: &str) -> Vec<Notice> {
    let (mut shapes, mut comments) = (0, 0);
    for relation in relations(package, part).unwrap_or_default() {
        let (found, names): (_, &[&str]) = match relation.kind.as_str() {
            "drawing" => (&mut shapes, &["sp", "cxnSp"]),
            "comments" => (&mut comments, &["comment"]),
            _ => continue,
        };
        if let Ok(Some(bytes)) = package.part(&relation.target) {
            *found += count(&letters(&bytes), names).unwrap_or_default();
        }
    }
    let mut notices = Vec::new();
    if shapes > 0 {
        notices.push(format!(
            "シート「{sheet}」には図形が{shapes}個あり、図形の中の文字や図形で付けた印は読めません。印や文字をセルに入力し直してください。"
        ));
    }
    if comments > 0 {
        notices.push(format!(
            "シート「{sheet}」にはコメントが{comments}件あり、読んでいません。取決めや回答がコメントに書かれていないかどうかを確かめてください。"
        ));
    }
    notices.into_iter().map(|message| Notice::new(place(sheet), message)).collect()
}

fn place(sheet: &str) -> Place {
    Place { sheet: Some(sheet.to_owned()), ..Place::default() }
}

/// The names of the first cells, and how many there are.
fn named(cells: &[(u32, u32)]) -> String {
    let names: Vec<String> = cells.iter().take(NAMED).map(|&(row, column)| Grid::name_of(row, column)).collect();
    let more = if cells.len() > NAMED { format!("など{}個", cells.len()) } else { String::new() };
    names.join("、") + &more
}
