//! What a sheet holds beside readable cells, in one sentence each: what was not read, and what to do.

use std::collections::BTreeSet;

use super::marks::Laid;
use crate::model::{Cell, Grid, Notice, Place, Value};

/// Cells named in one notice.
const NAMED: usize = 5;

/// Why the cells of a sheet are not all there.
pub enum Stop {
    /// The sheet could not be opened.
    Unreadable,
    /// Its XML breaks off.
    Broken,
    /// It holds more cells than are kept.
    TooMany,
    /// So many cells have a content that no program should have written.
    Odd(usize),
}

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
pub fn of_sheet(grid: &Grid, uncached: &[(u32, u32)]) -> Vec<Notice> {
    let sheet = grid.name.as_str();
    let mut notices = Vec::new();
    if let Some(&(row, column)) = uncached.first() {
        let message = format!(
            "シート「{sheet}」のセル{}は計算式の結果が保存されていないため、読めませんでした。Excelで開いて計算させ、保存し直してください。",
            named(uncached)
        );
        notices.push(Notice::new(Place::cell(sheet, Grid::name_of(row, column)), message));
    }
    let hidden = match (grid.hidden_rows.len(), grid.hidden_columns.len()) {
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

/// Shapes, pictures and comments, which lie in parts of their own.
pub fn of_parts(sheet: &str, laid: &Laid) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut push = |cells: &[(u32, u32)], message: String| {
        if let Some(&(row, column)) = cells.first() {
            notices.push(Notice::new(Place::cell(sheet, Grid::name_of(row, column)), message));
        }
    };
    let left = &laid.left;
    push(
        &left.shapes,
        format!(
            "シート「{sheet}」のセル{}の辺りに、どの文字の印か分からない図形があります。回答の印であれば、セルに入力し直してください。",
            named(&left.shapes)
        ),
    );
    push(
        &left.boxes,
        format!(
            "シート「{sheet}」のセル{}の上に置かれた図形の中の文字を、そのセルの文字又は備考として読みました。正しい位置かどうかを確かめてください。",
            named(&left.boxes)
        ),
    );
    push(
        &left.pictures,
        format!(
            "シート「{sheet}」のセル{}の辺りに画像があり、画像の中の文字や印は読めません。必要な内容であれば、セルに入力し直してください。",
            named(&left.pictures)
        ),
    );
    push(
        &laid.notes,
        format!(
            "シート「{sheet}」のセル{}のコメントを、その行の備考として読みました。取決めや回答がコメントに書かれていないかどうかを確かめてください。",
            named(&laid.notes)
        ),
    );
    if laid.controls > 0 {
        let message = format!(
            "シート「{sheet}」には読めない部品(ドロップダウンなど)が{}個あります。選ばれている内容をセルに入力し直してください。",
            laid.controls
        );
        notices.push(Notice::new(place(sheet), message));
    }
    notices
}

/// Areas whose cells are filled from a list, with the list.
pub type List = (Vec<(u32, u32, u32, u32)>, Vec<String>);

/// Cells looked through for values that their list does not hold.
const MOST_LOOKED_AT: usize = 1_000_000;

/// Cells whose words are not in their drop-down list.
pub fn unlisted(grid: &Grid, lists: &[List]) -> Vec<Notice> {
    let mut odd: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut room = MOST_LOOKED_AT;
    for (areas, list) in lists {
        let is_listed = |cell: &Cell| list.iter().any(|word| word == cell.text.trim());
        for &(top, left, bottom, right) in areas {
            let cells = grid.cells.range((top, left)..=(bottom, right)).take(room);
            for (&(row, column), cell) in cells {
                room -= 1;
                let is_inside = (left..=right).contains(&column);
                if is_inside && cell.value == Value::Text && !cell.text.trim().is_empty() && !is_listed(cell) {
                    odd.insert((row, column));
                }
            }
        }
    }
    let odd: Vec<(u32, u32)> = odd.into_iter().collect();
    let notice = odd.first().map(|&(row, column)| {
        let message = format!(
            "シート「{}」のセル{}には、選択肢にない文字が入っています。選択肢から選び直してください。",
            grid.name,
            named(&odd)
        );
        Notice::new(Place::cell(&grid.name, Grid::name_of(row, column)), message)
    });
    notice.into_iter().collect()
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
