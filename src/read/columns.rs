//! Lines of text in, the table that is typed into them out. Careful on purpose: a table taken for prose is still read
//! line by line, but prose taken for a table loses its sentences.

use crate::model::{Table, TableCell};
use crate::text::pattern;

/// Upright strokes between cells.
const STROKES: [char; 4] = ['|', '｜', '│', '┃'];

pattern!(
    /// A line that only rules a table: `|---|---|`, `+--+--+`, `├─┼─┤`.
    RULING,
    r"^\s*[-=+|:｜\u{2500}-\u{257f}\s]*[-=\u{2500}-\u{257f}][-=+|:｜\u{2500}-\u{257f}\s]*$"
);

pattern!(
    /// Space that parts columns: two letters wide or more.
    GAP,
    r"[ \u{3000}]{2,}"
);

pattern!(SLASH, r"[ \u{3000}]+[/／][ \u{3000}]+");
pattern!(
    /// A first cell that begins a numbered sentence: `1.`, `(2)`, `第3条`, `ア`, `・`.
    ENUMERATOR,
    r"^(?:第.{1,6}[条章節項号編]|[(（]?(?:[0-9０-９]{1,3}|[ア-ン]|[a-zA-Z]|[ivxⅰ-ⅹ]{1,4}|[一二三四五六七八九十]{1,3})[)）.．、。]?|[①-⑳⑴-⒇・•○●※-])$"
);
pattern!(
    /// A first cell that begins a signature.
    PARTY,
    r"^[甲乙丙丁]$"
);

/// How the cells of a line are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parting {
    Strokes,
    Tabs,
    /// One tab or many between two cells.
    TabRuns,
    Gaps,
    /// A slash with space on both sides.
    Slashes,
    /// Colons, in rows that all have the same number of them.
    Colons,
}

/// The table with which these lines begin, and how many lines it takes; none when they begin with prose. The caller sets the line number.
pub fn table(lines: &[&str]) -> Option<(Table, usize)> {
    let first = lines.first()?;
    let partings: &[Parting] = if first.contains(STROKES) || is_ruling(first) {
        &[Parting::Strokes]
    } else if first.trim_start().contains('\t') {
        &[Parting::Tabs, Parting::TabRuns]
    } else if GAP.is_match(first.trim()) {
        &[Parting::Gaps]
    } else if SLASH.is_match(first) {
        &[Parting::Slashes]
    } else if first.matches([':', '：']).count() >= 2 && !first.contains('。') {
        &[Parting::Colons]
    } else {
        return None;
    };
    partings.iter().find_map(|&parting| parted(lines, parting))
}

fn parted(lines: &[&str], parting: Parting) -> Option<(Table, usize)> {
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut taken = 0;
    for (index, line) in lines.iter().enumerate() {
        if parting == Parting::Strokes && is_ruling(line) {
            taken = index + 1;
            continue;
        }
        let cells = cells(line, parting);
        let fits = cells.len() >= 2 && rows.first().is_none_or(|head| fits(head.len(), cells.len(), parting));
        if !fits {
            break;
        }
        rows.push(cells);
        taken = index + 1;
    }
    is_table(&rows, parting).then(|| (drawn(&rows), taken))
}

/// Whether a row of that many cells may stand under a head of so many. An empty last cell is easily lost in typing.
fn fits(head: usize, cells: usize, parting: Parting) -> bool {
    match parting {
        Parting::Strokes => head.abs_diff(cells) <= 1,
        Parting::Tabs => cells == head || (head > 2 && cells + 1 == head),
        Parting::TabRuns | Parting::Gaps | Parting::Slashes | Parting::Colons => cells == head,
    }
}

fn is_table(rows: &[Vec<&str>], parting: Parting) -> bool {
    let Some(head) = rows.first() else { return false };
    let signed = || rows.iter().any(|row| PARTY.is_match(row[0]));
    let numbered = || rows.iter().any(|row| ENUMERATOR.is_match(row[0]));
    match parting {
        Parting::Strokes => rows.len() >= 2,
        Parting::Tabs | Parting::TabRuns => {
            rows.len() >= 2
                && head.iter().all(|cell| !cell.is_empty())
                && (head.len() >= 3 || !(signed() || numbered()))
        }
        Parting::Gaps => {
            rows.len() >= 3 && head.len() >= 3 && !head.iter().any(|cell| cell.contains('。')) && !signed()
        }
        Parting::Slashes | Parting::Colons => {
            let is_word = |cell: &&str| !cell.is_empty() && !cell.contains(['。', '、']) && cell.chars().count() <= 12;
            rows.len() >= 3 && head.len() >= 3 && head.iter().all(is_word)
        }
    }
}

fn cells(line: &str, parting: Parting) -> Vec<&str> {
    let line = line.trim();
    match parting {
        Parting::Strokes => {
            let framed = line.strip_prefix(STROKES).map(|inner| inner.strip_suffix(STROKES).unwrap_or(inner));
            framed.unwrap_or(line).split(STROKES).map(str::trim).collect()
        }
        Parting::Tabs => line.split('\t').map(str::trim).collect(),
        Parting::TabRuns => line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect(),
        Parting::Gaps => GAP.split(line),
        Parting::Slashes => SLASH.split(line).into_iter().map(str::trim).collect(),
        Parting::Colons => line.split([':', '：']).map(str::trim).collect(),
    }
}

fn is_ruling(line: &str) -> bool {
    line.contains(['-', '=', '─', '━', '┼', '+']) && RULING.is_match(line)
}

fn drawn(rows: &[Vec<&str>]) -> Table {
    let cell = |(column, words): (usize, &&str)| TableCell {
        text: (*words).to_owned(),
        column: column as u32,
        columns: 1,
        continued: false,
    };
    Table { rows: rows.iter().map(|row| row.iter().enumerate().map(cell).collect()).collect(), line: 0, page: None }
}
