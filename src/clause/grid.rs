//! The shape of a table in prose: a cell for every column, a head of two rows as one, no empty columns. In: a table. Out: the
//! same, plain.

use crate::model::{Table, TableCell};

/// Columns of a table that are told apart.
const MAX_COLUMNS: u32 = 256;

/// With a cell for every column of every row, so that a mark stands under its party whatever was merged beside it.
pub(super) fn gridded(table: &Table) -> Table {
    if table.rows.iter().all(|row| (0..).zip(row).all(|(at, cell)| cell.column == at && cell.columns <= 1)) {
        return table.clone();
    }
    let row = |cells: &Vec<TableCell>| {
        let mut row: Vec<TableCell> = Vec::new();
        for cell in cells {
            while (row.len() as u32) < cell.column.min(MAX_COLUMNS) {
                row.push(TableCell { column: row.len() as u32, columns: 1, ..TableCell::default() });
            }
            row.push(cell.clone());
        }
        row
    };
    Table { rows: table.rows.iter().map(row).collect(), ..*table }
}

/// A head of two rows in one, 分担 over 甲 and 乙 giving 甲 and 乙; and how many rows the head has.
pub(super) fn headed(mut table: Table) -> (Table, usize) {
    let [upper, lower, ..] = table.rows.as_slice() else { return (table, 1) };
    let below = |column: u32| lower.get(column as usize);
    let is_group = |cell: &TableCell| {
        let columns = cell.column..cell.column.saturating_add(cell.columns).min(MAX_COLUMNS);
        cell.columns > 1
            && columns.clone().all(|at| below(at).is_some_and(|cell| !cell.continued && !cell.text.is_empty()))
    };
    let is_whole = |cell: &TableCell| {
        cell.columns <= 1 && below(cell.column).is_none_or(|below| below.continued || below.text.is_empty())
    };
    let is_filler = |cell: &TableCell| cell.text.is_empty();
    let fits = |cell: &TableCell| is_group(cell) || is_whole(cell) || is_filler(cell);
    if table.rows.len() < 3 || !upper.iter().any(is_group) || !upper.iter().all(fits) {
        return (table, 1);
    }
    let whole =
        |cell: &TableCell| upper.iter().find(|above| above.column == cell.column && above.columns <= 1).cloned();
    let head = lower.iter().map(|cell| {
        let own = cell.continued || cell.text.is_empty();
        own.then(|| whole(cell)).flatten().unwrap_or_else(|| cell.clone())
    });
    table.rows[0] = head.collect();
    (table, 2)
}

/// Without columns that hold nothing: |区分|指標| begins and ends with an empty cell.
pub(super) fn trimmed(table: &Table) -> Table {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let used: Vec<bool> = (0..width)
        .map(|at| table.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.text.trim().is_empty())))
        .collect();
    let mut table = table.clone();
    for row in &mut table.rows {
        let mut at = 0;
        row.retain(|_| {
            at += 1;
            used.get(at - 1).copied().unwrap_or(false)
        });
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, u32, u32, bool)]) -> Vec<TableCell> {
        let cell = |&(text, column, columns, continued): &(&str, u32, u32, bool)| TableCell {
            text: text.to_owned(),
            column,
            columns,
            continued,
        };
        cells.iter().map(cell).collect()
    }

    #[test]
    fn a_head_of_two_rows_is_read_as_one_and_marks_stay_in_their_column() {
        let table = Table {
            rows: vec![
                row(&[("作業", 0, 1, false), ("分担", 1, 2, false)]),
                row(&[("", 0, 1, true), ("甲", 1, 1, false), ("乙", 2, 1, false)]),
                row(&[("合同の確認", 0, 2, false), ("○", 2, 1, false)]),
            ],
            ..Table::default()
        };
        let (table, heads) = headed(gridded(&table));
        let words = |at: usize| table.rows[at].iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>();
        assert_eq!((heads, words(0), words(2)), (2, vec!["作業", "甲", "乙"], vec!["合同の確認", "", "○"]));
        let plain = Table { rows: table.rows[1..].to_vec(), ..Table::default() };
        assert_eq!(headed(gridded(&plain)), (plain, 1));
    }
}
