//! A paper read once more with other words in some of its units, as another paper changes them. In: what a container held, and the
//! changes in their order. Out: the reading, and which changes found their words.

use super::outline::{Node, outline};
use super::{Reading, blocks, read_nodes};
use crate::catalogue::Catalogue;
use crate::model::{Amends, CellChange, Date, Kind, Source, Table};
use crate::text::{fold, normal, respell};

/// A change of one unit.
#[derive(Debug, Clone)]
pub struct Rewording<'a> {
    /// The unit as the reading before cites it.
    pub unit: &'a str,
    /// The line where it begins.
    pub line: u32,
    /// What is changed.
    pub what: &'a Amends,
}

/// Reads a paper with changed words. Gives the reading, and for each change which of its pairs of words were found; what is
/// neither words nor marks changes nothing.
pub fn reworded(
    source: &Source,
    kind: Kind,
    catalogue: &Catalogue,
    as_of: Option<Date>,
    changes: &[Rewording<'_>],
) -> (Reading, Vec<Vec<bool>>) {
    let mut nodes = outline(&blocks(source));
    let found = changes.iter().map(|change| apply(&mut nodes, change)).collect();
    (read_nodes(nodes, Some(kind), catalogue, as_of), found)
}

fn apply(nodes: &mut [Node], change: &Rewording<'_>) -> Vec<bool> {
    let in_table = |node: &Node| {
        let rows = node.table.as_ref().map_or(0, |table| table.rows.len() as u32);
        (node.line..node.line + rows).contains(&change.line)
    };
    let is_text = |node: &&mut Node| node.table.is_none() && node.unit == change.unit && node.line == change.line;
    match change.what {
        Amends::Words(pairs) => {
            if let Some(node) = nodes.iter_mut().find(is_text) {
                return pairs.iter().map(|(from, to)| replace(&mut node.text, from, to)).collect();
            }
            let row = nodes.iter_mut().find(|node| in_table(node)).and_then(|node| {
                let at = (change.line - node.line) as usize;
                node.table.as_mut()?.rows.get_mut(at)
            });
            let Some(row) = row else { return vec![false; pairs.len()] };
            // a mark may stand in several columns: nobody can tell which is meant
            let once = |from: &str| row.iter().filter(|cell| normal(&cell.text).contains(&normal(from))).count() == 1;
            let clear: Vec<bool> = pairs.iter().map(|(from, _)| once(from)).collect();
            if clear.contains(&false) {
                return clear;
            }
            let mut put = |(from, to): &(String, String)| row.iter_mut().any(|cell| replace(&mut cell.text, from, to));
            pairs.iter().map(&mut put).collect()
        }
        Amends::Cells(cells) => {
            let table = nodes.iter_mut().find(|node| in_table(node));
            let Some((table, line)) = table.and_then(|node| Some((node.table.as_mut()?, node.line))) else {
                return vec![false; cells.len()];
            };
            let at = (change.line - line) as usize;
            let columns: Vec<Option<usize>> = cells.iter().map(|cell| place(table, at, cell)).collect();
            for (cell, column) in cells.iter().zip(&columns) {
                if let Some(column) = column {
                    table.rows[at][*column].text.clone_from(&cell.to);
                }
            }
            columns.iter().map(Option::is_some).collect()
        }
        Amends::Struck => {
            nodes.iter_mut().filter(|node| node.unit == change.unit && node.table.is_none()).for_each(|node| {
                node.text.clear();
            });
            vec![true]
        }
        Amends::Anew { .. } | Amends::Unclear => Vec::new(),
    }
}

/// The one cell of a row under a column of that name that holds the mark which is said to stand there.
fn place(table: &Table, row: usize, change: &CellChange) -> Option<usize> {
    let name = normal(&change.column);
    let same = |words: &str| normal(words) == name;
    let near = |words: &str| normal(words).contains(&name);
    let headed = |is_named: &dyn Fn(&str) -> bool| {
        let heads = table.rows.iter().take(row.min(HEADS)).flatten();
        let mut columns: Vec<u32> = heads.filter(|cell| is_named(cell.text.trim())).map(|cell| cell.column).collect();
        columns.dedup();
        columns
    };
    let exact = headed(&same);
    let columns = if exact.is_empty() { headed(&near) } else { exact };
    let [column] = columns[..] else { return None };
    let at = table.rows.get(row)?.iter().position(|cell| cell.column == column)?;
    (normal(table.rows[row][at].text.trim()) == normal(&change.from)).then_some(at)
}

/// Rows at the top of a table in which names of columns may stand.
const HEADS: usize = 3;

/// Puts words in the place of others, however those are spelt; whether they were there.
fn replace(text: &mut String, from: &str, to: &str) -> bool {
    let from = normal(from);
    if from.is_empty() {
        return false;
    }
    let folded = respell(&fold(text));
    let mut changed = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in folded.text.match_indices(&from) {
        let place = folded.original(at..at + from.len());
        changed.push_str(&text[done..place.start.max(done)]);
        changed.push_str(to);
        done = place.end;
    }
    if done == 0 {
        return false;
    }
    changed.push_str(&text[done..]);
    *text = changed;
    true
}
