//! The bytes of a csv or tsv file in, one sheet of its cells out. Quotes follow RFC 4180; the encoding is that of any other text file.

use csv::{ReaderBuilder, StringRecord};

use super::news::nothing;
use super::plain;
use super::sheet::notices::{self, Stop};
use super::sheet::{LAST, Room};
use crate::model::{Cell, Content, Grid, Noted};
use crate::text::decode::decode;

/// Lines by which the letter between cells is told.
const WEIGHED: usize = 20;
/// Bytes in which these lines are looked for.
const HEAD: usize = 64 << 10;
/// Cells of a line from which a text may be a table.
const FEWEST: usize = 3;

/// Whether a text whose name does not say so holds cells parted by that letter: nearly all of its first lines have the same
/// number of them, and they are no indented or labelled prose.
pub fn is_table(bytes: &[u8], parting: u8) -> bool {
    let Some(decoded) = decode(bytes) else { return false };
    let end = decoded.text.floor_char_boundary(HEAD);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(parting)
        .from_reader(&decoded.text.as_bytes()[..end]);
    let lines: Vec<StringRecord> = reader
        .records()
        .map_while(Result::ok)
        .filter(|line| line.iter().any(|field| !field.trim().is_empty()))
        .take(WEIGHED)
        .collect();
    let alike = |wide: usize| lines.iter().filter(|line| line.len() == wide).count();
    let Some(wide) = lines.iter().map(StringRecord::len).max_by_key(|&wide| (alike(wide), wide)) else { return false };
    let filled = |line: &StringRecord| line.iter().filter(|field| !field.trim().is_empty()).count();
    let filled: Vec<usize> = lines.iter().filter(|line| line.len() == wide).map(filled).collect();
    wide >= FEWEST
        && filled.len() >= FEWEST
        && filled.len() * 3 >= lines.len() * 2
        && filled.iter().any(|&cells| cells >= FEWEST)
        && filled.iter().filter(|&&cells| cells > 1).count() >= FEWEST
}

/// Reads a file whose cells are parted by commas; where the lines hold more of them, by tabs or semicolons.
pub fn commas(bytes: &[u8]) -> Noted<Content> {
    read(bytes, "CSV", b",\t;")
}

/// Reads a file whose cells are parted by tabs.
pub fn tabs(bytes: &[u8]) -> Noted<Content> {
    read(bytes, "TSV", b"\t")
}

fn read(bytes: &[u8], name: &str, partings: &[u8]) -> Noted<Content> {
    let Some(decoded) = decode(bytes) else { return nothing(plain::NO_ENCODING) };
    let count = |parting: u8| {
        let lines = decoded.text.lines().take(WEIGHED);
        lines.map(|line| line.bytes().filter(|&byte| byte == parting).count()).sum::<usize>()
    };
    // Of two letters that stand in the lines alike, the first.
    let parting = partings.iter().copied().rev().max_by_key(|&parting| count(parting)).unwrap_or(b',');
    let mut grid = Grid { name: name.to_owned(), ..Grid::default() };
    let stop = fill(&mut grid, &decoded.text, parting).err();
    let notices = stop.map(|stop| notices::stopped(name, stop)).into_iter().collect();
    Noted { value: Content::Book(vec![grid]), notices }
}

fn fill(grid: &mut Grid, text: &str, parting: u8) -> Result<(), Stop> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(parting).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut room = Room::default();
    let mut row = 0;
    while reader.read_record(&mut record).map_err(|_| Stop::Broken)? {
        // Empty lines are rows too, and the reader passes over them.
        let begin = record.position().map_or(0, |position| position.byte() as usize);
        row = empty_lines(text.as_bytes(), begin).saturating_add(row);
        for (column, field) in (0..=LAST.1).zip(&record) {
            let words = plain_words(field);
            if words.is_empty() {
                continue;
            }
            if row > LAST.0 || !room.takes(&words) {
                return Err(Stop::TooMany);
            }
            grid.cells.insert((row, column), Cell::words(words));
        }
        row = row.saturating_add(1);
    }
    Ok(())
}

/// How many empty lines stand at a place, behind the end of the line before.
fn empty_lines(text: &[u8], begin: usize) -> u32 {
    let mut rest = text.get(begin..).unwrap_or_default();
    if begin > 0 && text[begin - 1] == b'\r' {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut lines = 0;
    while let Some(next) =
        rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"))
    {
        rest = next;
        lines += 1;
    }
    lines
}

/// The words of a field; `="001"` is how spreadsheets keep the zeros of a number.
fn plain_words(field: &str) -> String {
    let field = field.trim_end_matches(['\u{1a}', '\u{feff}']);
    let kept = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(field);
    if kept.contains('\r') { kept.replace("\r\n", "\n").replace('\r', "\n") } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(noted: &Noted<Content>) -> Vec<String> {
        let Content::Book(grids) = &noted.value else { return Vec::new() };
        let cells = grids[0].cells.iter();
        cells.map(|(&(row, column), cell)| format!("{}={}", Grid::name_of(row, column), cell.text)).collect()
    }

    #[test]
    fn cells_are_parted_and_quoted() {
        for (text, want) in [
            ("項番,回答\r\n1,はい\r\n", vec!["A1=項番", "B1=回答", "A2=1", "B2=はい"]),
            ("a,\"b,\"\"c\"\"\nd\"\n\n1,2", vec!["A1=a", "B1=b,\"c\"\nd", "A3=1", "B3=2"]),
            ("\n\nx,y", vec!["A3=x", "B3=y"]),
            ("x\r\n\r\n\r\ny\r\nz", vec!["A1=x", "A4=y", "A5=z"]),
            ("a\tb\nc\td,e", vec!["A1=a", "B1=b", "A2=c", "B2=d,e"]),
            ("a\tb\nc\td", vec!["A1=a", "B1=b", "A2=c", "B2=d"]),
            ("=\"001\";b", vec!["A1=001", "B1=b"]),
            ("a,b,c\nd", vec!["A1=a", "B1=b", "C1=c", "A2=d"]),
        ] {
            let noted = commas(text.as_bytes());
            assert_eq!(
                (shown(&noted), noted.notices.len()),
                (want.into_iter().map(str::to_owned).collect(), 0),
                "{text:?}"
            );
        }
        assert_eq!(shown(&tabs("a,b\tc".as_bytes())), ["A1=a,b", "B1=c"]);
        assert_eq!(commas(b"\xff\xff\xff").notices.len(), 1);
    }

    #[test]
    fn a_table_is_told_from_prose() {
        for (text, parting, want) in [
            ("1\tログ\t○\n2\t更新\t\n3\t\t○", b'\t', true),
            ("表題,,\n番号,項目,回答\n1,\"記録,\n保存\",はい\n2,更新,", b',', true),
            ("甲は、作業を行い、記録し、報告する。\n乙は、これを受け、確かめ、保存する。\n以上、甲、乙。", b',', false),
            ("1.\t甲は行う。\n2.\t乙は行う。\n3.\t丙は行う。", b'\t', false),
            ("1.\t\t甲は行う。\n2.\t\t乙は行う。\n3.\t\t丙は行う。", b'\t', false),
            ("\t\t字下げした行\n\t\t次の行\n\t\t終わりの行", b'\t', false),
            ("第1条 甲は行う。\n第2条 乙は行う。\n作業\t甲\t乙\n更新\t○\t", b'\t', false),
            ("", b'\t', false),
        ] {
            assert_eq!(is_table(text.as_bytes(), parting), want, "{text:?}");
        }
    }
}
