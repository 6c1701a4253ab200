//! Tables of running text as sheets, and sheets as running text: forms are kept in Word files and rules in Excel files.

use std::collections::BTreeMap;

use crate::model::{Block, Cell, Grid, Paragraph, Table, TableCell};

/// A table as a sheet of that name, so that a form inside a document can be read as a form.
pub fn grid_of(table: &Table, name: &str) -> Grid {
    let mut grid = Grid { name: name.to_owned(), ..Grid::default() };
    // Areas still open downwards, by their first column.
    let mut open: BTreeMap<u32, (u32, u32, u32, u32)> = BTreeMap::new();
    for (row, cells) in (0..).zip(&table.rows) {
        let mut next = BTreeMap::new();
        for cell in cells {
            let right = cell.column.saturating_add(cell.columns.max(1) - 1);
            let above = if cell.continued { open.remove(&cell.column) } else { None };
            let area = above.map_or((row, cell.column, row, right), |(top, left, _, right)| (top, left, row, right));
            next.insert(cell.column, area);
            if !cell.text.is_empty() && !cell.continued {
                grid.cells.insert((row, cell.column), Cell::words(&cell.text));
            }
        }
        grid.merges.extend(open.into_values().filter(covers_several));
        open = next;
    }
    grid.merges.extend(open.into_values().filter(covers_several));
    grid.merges.sort_unstable();
    grid
}

fn covers_several(&(top, left, bottom, right): &(u32, u32, u32, u32)) -> bool {
    top < bottom || left < right
}

/// A sheet as running text, so that prose kept in cells can be read as prose: rows without a gap between them make one
/// area; an area of one column gives paragraphs, a wider one a table with the lines above its first full row as
/// paragraphs. Rows and columns that are hidden stay out, and so do cells that are struck through as a whole (the reader
/// has said both in notices). Lines are row numbers.
pub fn flow_of(grid: &Grid) -> Vec<Block> {
    let mut rows: BTreeMap<u32, Vec<(u32, &Cell)>> = BTreeMap::new();
    for (&(row, column), cell) in &grid.cells {
        let is_seen = !grid.hidden_rows.contains(&row) && !grid.hidden_columns.contains(&column);
        let is_struck = cell.struck.as_ref() == Some(&cell.text);
        if is_seen && !is_struck && !cell.text.trim().is_empty() {
            rows.entry(row).or_default().push((column, cell));
        }
    }
    let rows: Vec<(u32, Vec<(u32, &Cell)>)> = rows.into_iter().collect();
    let tops: BTreeMap<(u32, u32), (u32, u32)> =
        grid.merges.iter().map(|&(top, left, bottom, right)| ((top, left), (bottom, right))).collect();
    let reach = |row: u32, cells: &[(u32, &Cell)]| {
        cells.iter().filter_map(|&(column, _)| tops.get(&(row, column))).map(|&(bottom, _)| bottom).max().unwrap_or(row)
    };
    let mut blocks = Vec::new();
    let mut rest = rows.as_slice();
    while let Some(((first, cells), _)) = rest.split_first() {
        let mut end = reach(*first, cells);
        let mut taken = 1;
        while let Some((row, cells)) = rest.get(taken).filter(|(row, _)| !gap(grid, end, *row)) {
            end = end.max(reach(*row, cells));
            taken += 1;
        }
        let (area, later) = rest.split_at(taken);
        push_area(area, &tops, &mut blocks);
        rest = later;
    }
    blocks
}

/// A row that is seen and empty lies between the two.
fn gap(grid: &Grid, above: u32, below: u32) -> bool {
    (above.saturating_add(1)..below).any(|row| !grid.hidden_rows.contains(&row))
}

fn push_area(area: &[(u32, Vec<(u32, &Cell)>)], tops: &BTreeMap<(u32, u32), (u32, u32)>, blocks: &mut Vec<Block>) {
    let titles = area.iter().take_while(|(_, cells)| cells.len() == 1).count();
    let (titles, body) = area.split_at(titles);
    for (row, cells) in titles {
        let text = cells[0].1.text.clone();
        blocks.push(Block::Paragraph(Paragraph { text, line: row + 1, ..Paragraph::default() }));
    }
    let Some((first, _)) = body.first() else { return };
    let left = body.iter().flat_map(|(_, cells)| cells).map(|&(column, _)| column).min().unwrap_or(0);
    // Merged areas that reach into later rows: (last row, first column, columns).
    let mut open: Vec<(u32, u32, u32)> = Vec::new();
    let mut rows = Vec::new();
    for (row, cells) in body {
        open.retain(|&(bottom, ..)| bottom >= *row);
        let mut drawn: Vec<TableCell> = open
            .iter()
            .map(|&(_, column, columns)| TableCell {
                column: column - left,
                columns,
                continued: true,
                ..TableCell::default()
            })
            .collect();
        for &(column, cell) in cells {
            let (bottom, right) = tops.get(&(*row, column)).copied().unwrap_or((*row, column));
            let columns = right.saturating_sub(column) + 1;
            drawn.push(TableCell { text: cell.text.clone(), column: column - left, columns, continued: false });
            if bottom > *row {
                open.push((bottom, column, columns));
            }
        }
        drawn.sort_by_key(|cell| cell.column);
        rows.push(drawn);
    }
    blocks.push(Block::Table(Table { rows, line: first + 1, page: None }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, column: u32, columns: u32, continued: bool) -> TableCell {
        TableCell { text: text.to_owned(), column, columns, continued }
    }

    fn filled(text: &str) -> Cell {
        Cell::words(text)
    }

    #[test]
    fn a_table_and_its_sheet_say_the_same() {
        let table = Table {
            rows: vec![
                vec![cell("項番", 0, 1, false), cell("回答", 1, 2, false)],
                vec![cell("1", 0, 1, false), cell("はい", 1, 1, false), cell("備考", 2, 1, false)],
                vec![cell("", 0, 1, true), cell("いいえ", 1, 1, false)],
                vec![cell("", 0, 1, true), cell("対象外", 1, 1, false)],
            ],
            line: 1,
            page: None,
        };
        let grid = grid_of(&table, "表1");
        assert_eq!(grid.merges, [(0, 1, 0, 2), (1, 0, 3, 0)]);
        assert_eq!((grid.text(3, 0), grid.text(0, 2), grid.text(3, 1)), ("1", "回答", "対象外"));
        assert_eq!(flow_of(&grid), [Block::Table(table)]);
    }

    #[test]
    fn areas_of_a_sheet_become_paragraphs_and_tables() {
        let mut grid = Grid::default();
        for (row, column, text) in [
            (0, 1, "運用管理規程"),
            (2, 1, "第1条 目的"),
            (3, 1, "この規程は…"),
            (5, 1, "表題"),
            (6, 1, "作業"),
            (6, 2, "担当"),
            (7, 1, "更新"),
            (7, 2, "業者"),
            (8, 1, "隠れた行"),
            (9, 1, "監視"),
            (9, 3, "隠れた列"),
        ] {
            grid.cells.insert((row, column), filled(text));
        }
        grid.hidden_rows.insert(8);
        grid.hidden_columns.insert(3);
        let shown: Vec<String> = flow_of(&grid)
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => format!("{}:{}", paragraph.line, paragraph.text),
                Block::Table(table) => {
                    let cells = table.rows.iter().flatten().map(|cell| format!("{}{}", cell.column, cell.text));
                    format!("{}:{}", table.line, cells.collect::<Vec<_>>().join(" "))
                }
            })
            .collect();
        assert_eq!(
            shown,
            ["1:運用管理規程", "3:第1条 目的", "4:この規程は…", "6:表題", "7:0作業 1担当 0更新 1業者 0監視"]
        );
    }
}
