//! Decisions out of a workbook. In: a workbook that people have worked in: sorted, filtered, with rows gone and columns added.
//! Out: [`Decision`]s, one for each row in which somebody has written.

use crate::model::{Content, Decision, DutyId, Entered, Grid, Reviewed, Source, Standing, Value};
use crate::text::english;
use crate::text::numbers::squeeze;

/// The column in which they say when it was done.
pub const DONE: &str = "完了日";
pub use crate::model::{DECISION_COLUMNS as COLUMNS, DECISION_ID as ID, DECISION_SHEET as SHEET};
/// The column with the fingerprints of both sides' words.
pub const PRINTS: &str = "照合";
/// Between the fingerprints that a person has confirmed and those of today.
const AND_NOW: &str = " > ";
/// The column that says what became of an earlier entry.
pub const STANDING: &str = "記入の確認";

/// The sheet of entries that stand beside no gap.
pub const LEFT: &str = "引き継がなかった記入";
/// The column there that says where an entry was written.
pub const PLACE: &str = "記入した場所";

/// Stands for fingerprints that are not known.
const UNKNOWN: &str = "?";

/// Columns that the program fills in.
const OURS: [&str; 14] = [
    "優先度",
    "状態",
    "義務",
    "システム",
    "病院側文書の記載",
    "契約・事業者側文書の記載",
    "根拠",
    "理由",
    "求めること",
    "文案",
    STANDING,
    ID,
    PRINTS,
    PLACE,
];

/// The words for [`PRINTS`]. An entry whose ground has moved keeps the fingerprints that a person has seen until that person
/// empties the cell under [`STANDING`].
pub fn printed(now: &[String; 2], reviewed: Option<&Reviewed>) -> String {
    let now = now.join("/");
    match reviewed.filter(|one| one.standing == Standing::Moved) {
        Some(one) => {
            let seen = one.decision.prints.as_ref().map_or_else(|| UNKNOWN.to_owned(), |seen| seen.join("/"));
            format!("{seen}{AND_NOW}{now}")
        }
        None => now,
    }
}

/// Columns that name a row or keep what the program knows of it: no entries, whoever has made the row.
const NAMES: [&str; 6] = ["義務", "システム", STANDING, ID, PRINTS, PLACE];

/// People write under this heading: it is none of the program's.
fn is_theirs(heading: &str) -> bool {
    !OURS.contains(&heading)
}

/// Reads what people wrote.
///
/// # Errors
/// It is no workbook, or no sheet of it has the columns of 要対応一覧: why, in Japanese and in English.
pub fn read(source: &Source) -> Result<Vec<Decision>, [&'static str; 2]> {
    let Content::Book(grids) = &source.content else {
        return Err([
            "表計算ソフトのブックとして読めません。hazama が書き出したブックを指定してください。",
            "this is no workbook; name one that hazama has written",
        ]);
    };
    let tables: Vec<(&Grid, u32)> = grids.iter().filter_map(|grid| Some((grid, head(grid)?))).collect();
    // people split the sheet by department, or copy it: every table with the headings counts, the first sheet before all others
    let mut wanted: Vec<&(&Grid, u32)> = tables.iter().filter(|(grid, _)| grid.name != LEFT).collect();
    wanted.sort_by_key(|(grid, _)| grid.name != SHEET);
    if wanted.is_empty() {
        return Err([
            "「要対応一覧」の見出し(ID、対応方針など)が見つかりません。見出しの行を消していないか確かめてください。",
            "the headings of the sheet 要対応一覧 (ID, 対応方針 …) are not there; check that their row was not deleted",
        ]);
    }
    let left = tables.iter().filter(|(grid, _)| grid.name == LEFT);
    Ok(wanted.into_iter().chain(left).flat_map(|(grid, head)| rows(grid, *head)).collect())
}

/// The row of the headings: it holds the ID and a column of people.
fn head(grid: &Grid) -> Option<u32> {
    let holds = |row: u32, heading: &str| {
        cells(grid, row).any(|(_, text)| squeeze(english::japanese(text).unwrap_or(text)) == heading)
    };
    grid.rows().into_iter().find(|&row| holds(row, ID) && COLUMNS.iter().any(|heading| holds(row, heading)))
}

fn cells(grid: &Grid, row: u32) -> impl Iterator<Item = (u32, &str)> {
    grid.cells.range((row, 0)..(row + 1, 0)).map(|(&(_, column), cell)| (column, cell.text.trim()))
}

/// What was chosen in a workbook in English, in the words of the other; what people wrote themselves stays.
fn chosen<'a>(heading: &str, words: &'a str) -> &'a str {
    if ["対応方針", "判断"].contains(&heading) { english::japanese(words).unwrap_or(words) } else { words }
}

/// The headings by column. Blanks and line breaks in ours do not count; of two alike the second is one that people have added.
fn headings(grid: &Grid, head: u32) -> Vec<(u32, String)> {
    let mut headings: Vec<(u32, String)> = Vec::new();
    for (column, text) in cells(grid, head).filter(|(_, text)| !text.is_empty()) {
        let ja = english::japanese(text).unwrap_or(text);
        let known = OURS.iter().chain(&COLUMNS).find(|known| squeeze(ja) == squeeze(known));
        let name =
            known.map_or_else(|| text.split_whitespace().collect::<Vec<_>>().join(" "), |known| (*known).to_owned());
        let same =
            headings.iter().filter(|(_, other)| *other == name || other.starts_with(&format!("{name}("))).count();
        headings.push((column, if same == 0 { name } else { format!("{name}({})", same + 1) }));
    }
    headings
}

fn rows(grid: &Grid, head: u32) -> Vec<Decision> {
    let headings = headings(grid, head);
    let column = |heading: &str| headings.iter().find(|(_, known)| known == heading).map(|(column, _)| *column);
    let below = grid.rows().into_iter().filter(|row| *row > head);
    let read = |row: u32| {
        let text =
            |heading| column(heading).and_then(|at| grid.cells.get(&(row, at))).map_or("", |cell| cell.text.trim());
        let on = text(ID).split_once('@').filter(|(duty, system)| !duty.is_empty() && !system.is_empty());
        let entries: Vec<(String, Entered)> = grid
            .cells
            .range((row, 0)..(row + 1, 0))
            .filter(|(_, cell)| !cell.text.trim().is_empty())
            .filter_map(|(&(_, at), cell)| {
                // an entry beside the table has no heading and is kept all the same
                let heading = headings.iter().find(|(known, _)| *known == at);
                let heading =
                    heading.map_or_else(|| format!("見出しのない列{}", at + 1), |(_, heading)| heading.clone());
                let entered = match &cell.value {
                    Value::Date(day) => Entered::Day(*day),
                    _ => Entered::Words(chosen(&heading, cell.text.trim()).to_owned()),
                };
                // in a row that people have added, all is theirs
                let is_added = on.is_none() && !NAMES.contains(&heading.as_str());
                (is_theirs(&heading) || is_added).then_some((heading, entered))
            })
            .collect();
        // What was confirmed last stands before what there was to confirm. Only an emptied cell confirms: a column that is gone
        // says nothing.
        let is_confirmed = column(STANDING).is_some() && text(STANDING).is_empty();
        let prints = match text(PRINTS).split_once(AND_NOW) {
            Some((_, now)) if is_confirmed => now,
            Some((confirmed, _)) => confirmed,
            None => text(PRINTS),
        };
        let prints = prints.split_once('/');
        Decision {
            place: match text(PLACE) {
                "" => format!("{} {}行目", grid.name, row + 1),
                place => place.to_owned(),
            },
            on: on.map(|(duty, system)| (DutyId::new(duty), system.to_owned())),
            title: [text("義務"), text("システム")].map(str::to_owned),
            entries,
            prints: prints.map(|(ours, theirs)| [ours.trim().to_owned(), theirs.trim().to_owned()]),
        }
    };
    below.map(read).filter(|decision| !decision.entries.is_empty()).collect()
}
