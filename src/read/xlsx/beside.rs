//! What the cell stream does not tell: where the sheets lie, merged areas, hidden rows and columns, letters struck
//! through inside a cell, formulas whose result was never saved, drawn shapes. In: XML parts. Out: plain lists.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use crate::read::limits::{Package, Trouble};
use crate::read::office::{Relation, relations};
use crate::read::sheet::layout::Stated;
use crate::read::sheet::look::Look;
use crate::read::sheet::notices::List;
use crate::read::sheet::{LAST, Run, area, place};
use crate::read::xml::{Xml, attribute, is_on, letters, number, push_text};

/// What lies beside the cells of one sheet. Rows and columns are 0-based.
#[derive(Debug, Default)]
pub struct Beside {
    /// Merged areas.
    pub merges: Vec<(u32, u32, u32, u32)>,
    /// Hidden rows.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns.
    pub hidden_columns: BTreeSet<u32>,
    /// Cells that hold a shared string of several runs, with its index.
    pub shared: BTreeMap<(u32, u32), usize>,
    /// Cells that hold runs of their own.
    pub inline: BTreeMap<(u32, u32), Vec<Run>>,
    /// Cells with a formula and no saved result.
    pub uncached: Vec<(u32, u32)>,
    /// Cells that are whole and have a name that a cell can have. The stream may be asked for so many.
    pub cells: usize,
    /// Widths and heights.
    pub stated: Stated,
    /// Areas whose cells are filled from a list, with the list.
    pub lists: Vec<List>,
    /// Form controls: number of the shape, id of the relationship to the part.
    pub controls: Vec<(u32, String)>,
}

impl Beside {
    /// Cells of several runs, and the runs.
    pub fn runs<'a>(&'a self, rich: &'a BTreeMap<usize, Vec<Run>>) -> impl Iterator<Item = ((u32, u32), &'a [Run])> {
        let inline = self.inline.iter().map(|(&place, runs)| (place, runs.as_slice()));
        let shared = self.shared.iter().filter_map(|(&place, index)| Some((place, rich.get(index)?.as_slice())));
        inline.chain(shared)
    }
}

/// Lists of one sheet that are kept.
const MOST_LISTS: usize = 2_000;

/// The parts of the sheets by their names in the workbook.
pub fn sheet_parts(package: &mut Package<'_>) -> Result<BTreeMap<String, String>, Trouble> {
    let book = main_part(package, "xl/workbook.xml")?;
    let relations = relations(package, &book)?;
    let Some(bytes) = package.part(&book)? else { return Err(Trouble::Damaged) };
    let text = letters(&bytes);
    let mut xml = Xml::new(&text);
    let mut parts = BTreeMap::new();
    loop {
        match xml.next()? {
            Event::Eof => return Ok(parts),
            Event::Start(start) if start.local_name().as_ref() == "sheet" => {
                let (Some(name), Some(id)) = (attribute(&start, "name"), attribute(&start, "id")) else { continue };
                if let Some(Relation { target, .. }) = relations.iter().find(|relation| relation.id == id) {
                    parts.entry(name.into_owned()).or_insert_with(|| target.clone());
                }
            }
            _ => {}
        }
    }
}

/// The part with which a package begins.
fn main_part(package: &mut Package<'_>, usual: &str) -> Result<String, Trouble> {
    let relation = relations(package, "")?.into_iter().find(|relation| relation.kind == "officeDocument");
    Ok(relation.map_or_else(|| usual.to_owned(), |relation| relation.target))
}

/// The runs of those shared strings that have several, by index. A table of strings that claims more strings than its
/// bytes can hold is refused, since the cell stream would make room for all of them.
pub fn shared_runs(text: &str) -> Result<BTreeMap<usize, Vec<Run>>, Trouble> {
    let mut xml = Xml::new(text);
    let mut runs = BTreeMap::new();
    let mut index = 0;
    loop {
        match xml.next()? {
            Event::Eof => return Ok(runs),
            Event::Start(start) => match start.local_name().as_ref() {
                "sst" => {
                    let claimed = attribute(&start, "uniqueCount").and_then(|count| count.trim().parse::<u64>().ok());
                    if claimed.is_some_and(|count| count > text.len() as u64) {
                        return Err(Trouble::TooLarge);
                    }
                }
                "si" => {
                    let found = runs_of(&mut xml, &start)?;
                    if !found.is_empty() {
                        runs.insert(index, found);
                    }
                    index += 1;
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// The runs inside an `si` or `is` element; none when it holds one plain text.
fn runs_of(xml: &mut Xml<'_>, holder: &BytesStart<'_>) -> Result<Vec<Run>, Trouble> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut in_run, mut in_text) = (false, false);
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(end) if end.name() == holder.name() => return Ok(runs),
            Event::Start(start) => match start.local_name().as_ref() {
                "r" => {
                    in_run = true;
                    runs.push(Run { text: String::new(), struck: None, look: None });
                }
                "rPr" => {
                    if let Some(run) = runs.last_mut() {
                        (run.struck, run.look) = (Some(false), Some(Look::default()));
                    }
                }
                "strike" => {
                    if let Some(run) = runs.last_mut() {
                        run.struck = Some(is_on(&start));
                    }
                }
                "b" | "u" | "color" => {
                    if let Some(look) = runs.last_mut().and_then(|run| run.look.as_mut()) {
                        look.take(&start);
                    }
                }
                "t" => in_text = in_run,
                "rPh" | "phoneticPr" => xml.skip(&start)?,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "r" => in_run = false,
                "t" => in_text = false,
                _ => {}
            },
            event if in_text => {
                if let Some(run) = runs.last_mut() {
                    push_text(&event, &mut run.text);
                }
            }
            _ => {}
        }
    }
}

/// Reads what lies beside the cells of a sheet. `rich` are the shared strings of several runs. What was found before
/// trouble is kept. A cell, row or dimension whose name no sheet can have is trouble: the stream would reckon with it
/// beyond the bounds of its numbers.
pub fn beside(text: &str, rich: &BTreeMap<usize, Vec<Run>>) -> (Beside, Option<Trouble>) {
    let mut found = Beside::default();
    let trouble =
        Walk { xml: Xml::new(text), found: &mut found, rich, row: 0, column: 0, is_in_data: false }.walk().err();
    (found, trouble)
}

struct Walk<'a, 'f> {
    xml: Xml<'a>,
    found: &'f mut Beside,
    rich: &'f BTreeMap<usize, Vec<Run>>,
    row: u32,
    column: u32,
    /// The stream looks at everything up to `sheetData`, and gives no cell before it.
    is_in_data: bool,
}

impl Walk<'_, '_> {
    fn walk(&mut self) -> Result<(), Trouble> {
        loop {
            match self.xml.next()? {
                Event::Eof => return Ok(()),
                Event::Start(start) => match start.local_name().as_ref() {
                    "sheetFormatPr" => self.found.stated.usual(&start),
                    "col" => {
                        self.found.stated.column(&start, is_hidden(&start));
                        if !is_hidden(&start) {
                            continue;
                        }
                        let (first, last) = (number(&start, "min").unwrap_or(1), number(&start, "max").unwrap_or(0));
                        self.found.hidden_columns.extend(first.saturating_sub(1)..last.min(LAST.1 + 1));
                    }
                    "dimension" => {
                        let is_known = |name: &str| place(name).is_some() || area(name).is_some();
                        let names = attributes(&start, "ref");
                        if names.is_empty() || !names.iter().all(|name| is_known(name)) {
                            return Err(Trouble::Damaged);
                        }
                    }
                    "row" => {
                        for name in attributes(&start, "r") {
                            let row = name.trim().parse::<u32>().ok().and_then(|row| row.checked_sub(1));
                            self.row = row.filter(|&row| row <= LAST.0).ok_or(Trouble::Damaged)?;
                        }
                        self.found.stated.row(&start, self.row, is_hidden(&start));
                        if is_hidden(&start) {
                            self.found.hidden_rows.insert(self.row);
                        }
                    }
                    "sheetData" => self.is_in_data = true,
                    "c" if self.is_in_data => self.cell(&start)?,
                    "mergeCell" => {
                        let merge = attribute(&start, "ref").as_deref().and_then(area);
                        self.found
                            .merges
                            .extend(merge.filter(|(top, left, bottom, right)| (top, left) != (bottom, right)));
                    }
                    "dataValidation" if self.is_in_data => self.list(&start)?,
                    "control" => {
                        let control = number(&start, "shapeId").zip(attribute(&start, "id"));
                        self.found.controls.extend(control.map(|(shape, id)| (shape, id.into_owned())));
                    }
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == "row" => {
                    self.row = self.row.saturating_add(1);
                    self.column = 0;
                }
                _ => {}
            }
        }
    }

    /// A drop-down list whose words stand in the validation itself; newer programs put its cells inside too.
    fn list(&mut self, holder: &BytesStart<'_>) -> Result<(), Trouble> {
        let is_list = attribute(holder, "type").is_some_and(|kind| kind == "list");
        let mut cells = attribute(holder, "sqref").unwrap_or_default().into_owned();
        let (mut formula, mut words) = (String::new(), String::new());
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == holder.name() => break,
                Event::Start(_) => words.clear(),
                Event::End(end) => match end.local_name().as_ref() {
                    "formula1" | "f" if formula.is_empty() => formula = std::mem::take(&mut words),
                    "sqref" => cells = std::mem::take(&mut words),
                    _ => {}
                },
                event => push_text(&event, &mut words),
            }
        }
        let list = formula.trim().strip_prefix('"').and_then(|list| list.strip_suffix('"'));
        if let Some(list) = list.filter(|_| is_list && self.found.lists.len() < MOST_LISTS) {
            let one = |name: &str| area(name).or_else(|| place(name).map(|(row, column)| (row, column, row, column)));
            let areas = cells.split_whitespace().filter_map(one).collect();
            self.found.lists.push((areas, list.split(',').map(|word| word.trim().to_owned()).collect()));
        }
        Ok(())
    }

    fn cell(&mut self, cell: &BytesStart<'_>) -> Result<(), Trouble> {
        // Most of the time goes by here: both are read in one pass, and neither holds anything to be resolved.
        let (mut place, mut is_shared) = ((self.row, self.column), false);
        for found in cell.attributes().with_checks(false).flatten() {
            match found.key.local_name().as_ref() {
                "r" => place = crate::read::sheet::place(&found.value).ok_or(Trouble::Damaged)?,
                "t" => is_shared = found.value == "s" && !self.rich.is_empty(),
                _ => {}
            }
        }
        self.column = place.1.saturating_add(1);
        let (mut formula, mut value, mut index) = (false, false, String::new());
        let mut in_value = false;
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == cell.name() => break,
                Event::End(_) => in_value = false,
                Event::Start(start) => match start.local_name().as_ref() {
                    "f" => {
                        formula = true;
                        self.xml.skip(&start)?;
                    }
                    "v" => in_value = true,
                    "is" => {
                        value = true;
                        let runs = runs_of(&mut self.xml, &start)?;
                        if !runs.is_empty() {
                            self.found.inline.insert(place, runs);
                        }
                    }
                    _ => self.xml.skip(&start)?,
                },
                event if in_value => {
                    value = true;
                    if is_shared {
                        push_text(&event, &mut index);
                    }
                }
                _ => {}
            }
        }
        if formula && !value {
            self.found.uncached.push(place);
        }
        if let Some(index) = index.trim().parse().ok().filter(|index| self.rich.contains_key(index)) {
            self.found.shared.insert(place, index);
        }
        self.found.cells += 1;
        Ok(())
    }
}

/// The values of all attributes of that name without prefix: an element of a broken part has it twice, and the stream may
/// take the other one.
fn attributes<'e>(start: &'e BytesStart<'_>, name: &str) -> Vec<Cow<'e, str>> {
    let mut all = start.attributes();
    let named = all.with_checks(false).flatten().filter(|found| found.key.local_name().as_ref() == name);
    named.map(|found| found.value).collect()
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, "hidden").is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on"))
}
