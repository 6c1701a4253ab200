//! The body of a spreadsheet in, its sheets with what lies around their cells out.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::styles::{Dressed, Style, Styles, length};
use crate::model::{Cell, Content, Date, Grid, Noted, Notice, Place, Value};
use crate::read::limits::Trouble;
use crate::read::sheet::layout::{PIXEL, POINT, Stated};
use crate::read::sheet::marks::{Canvas, Laid, State, Ticked, lay, lay_boxes};
use crate::read::sheet::notices::{self, List, Stop};
use crate::read::sheet::shapes::{Area, Drawn, Form, MOST_SHAPES};
use crate::read::sheet::{LAST, Room, Run, look, struck_letters, without_author};
use crate::read::xml::{Xml, attribute, number, push_text};

/// Times that a filled row or cell is repeated at most.
const MOST_REPEATS: u32 = 1_000;
/// Sheets that are read.
const MOST_SHEETS: usize = 500;

/// Reads the body.
pub struct Pages<'a> {
    xml: Xml<'a>,
    styles: &'a Styles,
    grids: Vec<Grid>,
    notices: Vec<Notice>,
    room: Room,
    /// Check boxes by their id: words and state.
    boxes: BTreeMap<String, (String, State)>,
    /// Lists of words by the name of their validation.
    lists: BTreeMap<String, Vec<String>>,
    /// Cell styles that were looked up.
    dressed: BTreeMap<String, Dressed>,
}

/// A sheet as it is being read.
#[derive(Default)]
struct Page {
    grid: Grid,
    stated: Stated,
    styles: BTreeMap<(u32, u32), String>,
    runs: Vec<((u32, u32), Vec<Run>)>,
    lists: Vec<List>,
    row: u32,
    column: u32,
    /// Shapes with the cell whose corner they are measured from.
    shapes: Vec<(Option<(u32, u32)>, Drawn)>,
    ticked: Vec<(Option<(u32, u32)>, Ticked)>,
    notes: Vec<(u32, u32)>,
    is_full: bool,
}

/// The words inside a cell.
#[derive(Default)]
struct Words {
    text: String,
    runs: Vec<Run>,
    paragraphs: usize,
}

impl<'a> Pages<'a> {
    /// Reads all sheets of a body.
    pub fn read(text: &'a str, styles: &'a Styles) -> Noted<Content> {
        let mut pages = Pages {
            xml: Xml::new(text),
            styles,
            grids: Vec::new(),
            notices: Vec::new(),
            room: Room::default(),
            boxes: BTreeMap::new(),
            lists: BTreeMap::new(),
            dressed: BTreeMap::new(),
        };
        if pages.walk().is_err() {
            let message = "ファイルの一部が壊れているため、途中までしか読んでいません。表計算ソフトで開いて修復し、保存し直してください。";
            pages.notices.push(Notice::new(Place::default(), message));
        }
        Noted { value: Content::Book(pages.grids), notices: pages.notices }
    }

    fn walk(&mut self) -> Result<(), Trouble> {
        loop {
            match self.xml.next()? {
                Event::Eof => return Ok(()),
                Event::Start(start) => match start.local_name().as_ref() {
                    "content-validation" => {
                        let list = attribute(&start, "condition").and_then(|condition| list(&condition));
                        self.lists.extend(attribute(&start, "name").map(|name| name.into_owned()).zip(list));
                    }
                    "tracked-changes" => self.xml.skip(&start)?,
                    "table" if self.grids.len() < MOST_SHEETS => {
                        let mut page = Page::default();
                        page.grid.name = attribute(&start, "name").unwrap_or_default().into_owned();
                        let style = attribute(&start, "style-name").and_then(|name| self.styles.of("table", &name));
                        page.grid.hidden = style.and_then(|style| style.shown) == Some(false);
                        let done = self.table(&start, &mut page);
                        self.finish(page, done.is_ok());
                        done?;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn table(&mut self, holder: &BytesStart<'_>, page: &mut Page) -> Result<(), Trouble> {
        let mut column = 0;
        // A row that comes again, once its cells are known.
        let mut repeats = 1;
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == holder.name() => return Ok(()),
                Event::Start(start) => match start.local_name().as_ref() {
                    "table-column" => {
                        let times = repeated(&start, "number-columns-repeated").min(LAST.1 + 1 - column.min(LAST.1));
                        let columns = column..=(column + times - 1).min(LAST.1);
                        if is_hidden(&start) {
                            page.stated.columns(columns.clone(), 0.0);
                            page.grid.hidden_columns.extend(columns);
                        } else if let Some(extent) = self.extent("table-column", &start) {
                            // In digits of eight pixels, of which the layout is made with no margin.
                            page.stated.columns(columns, extent / PIXEL / 8.0);
                        }
                        column = (column + times).min(LAST.1);
                    }
                    "table-row" => {
                        repeats = repeated(&start, "number-rows-repeated");
                        page.column = 0;
                        let extent = self.extent("table-row", &start);
                        for row in page.row..page.row.saturating_add(repeats.min(MOST_REPEATS)).min(LAST.0 + 1) {
                            if is_hidden(&start) {
                                page.grid.hidden_rows.insert(row);
                            }
                            if let Some(extent) = extent {
                                page.stated.height(row, extent / POINT);
                            }
                        }
                    }
                    "table-cell" | "covered-table-cell" => self.cell(&start, page)?,
                    "shapes" => {
                        while let Some(start) = self.child(&start)? {
                            self.shape(&start, None, page)?;
                        }
                    }
                    "checkbox" | "radio" => self.control(&start),
                    "annotation" | "named-expressions" | "table-protection" => self.xml.skip(&start)?,
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == "table-row" => page.end_row(repeats, &mut self.room),
                _ => {}
            }
        }
    }

    /// The next child of an element that has started; none at its end.
    fn child(&mut self, holder: &BytesStart<'_>) -> Result<Option<BytesStart<'a>>, Trouble> {
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == holder.name() => return Ok(None),
                Event::Start(start) => return Ok(Some(start)),
                _ => {}
            }
        }
    }

    fn control(&mut self, start: &BytesStart<'_>) {
        let word = |name| attribute(start, name).map(|word| word.into_owned());
        let state = match word("current-state").or_else(|| word("current-selected")).as_deref() {
            Some("checked" | "true") => State::On,
            Some("unknown") => State::Mixed,
            _ => State::Off,
        };
        let label = word("label").unwrap_or_default();
        self.boxes.extend(word("id").map(|id| (id, (label, state))));
    }

    fn extent(&self, family: &str, start: &BytesStart<'_>) -> Option<f64> {
        let style: &Style = self.styles.of(family, &attribute(start, "style-name")?)?;
        style.extent
    }

    fn cell(&mut self, holder: &BytesStart<'_>, page: &mut Page) -> Result<(), Trouble> {
        let times = repeated(holder, "number-columns-repeated");
        let place = (page.row, page.column);
        let is_covered = holder.local_name().as_ref() == "covered-table-cell";
        page.column = page.column.saturating_add(times).min(LAST.1 + 1);
        let style = attribute(holder, "style-name").unwrap_or_default().into_owned();
        let dressed = match self.dressed.get(&style) {
            Some(&dressed) => dressed,
            None => *self.dressed.entry(style.clone()).or_insert(self.styles.cell(&style)),
        };
        let is_inside = place.0 <= LAST.0 && place.1 <= LAST.1;
        let (words, note) = self.words(holder, dressed, place, page)?;
        if !is_inside || is_covered {
            return Ok(());
        }
        let across = repeated(holder, "number-columns-spanned").min(LAST.1 + 1 - place.1);
        let down = repeated(holder, "number-rows-spanned").min(LAST.0 + 1 - place.0);
        if across > 1 || down > 1 {
            page.grid.merges.push((place.0, place.1, place.0 + down - 1, place.1 + across - 1));
        }
        let validation = attribute(holder, "content-validation-name").and_then(|name| self.lists.get(name.as_ref()));
        if let Some(list) = validation.filter(|_| !words.text.is_empty() && page.lists.len() < 2_000) {
            page.lists.push((vec![(place.0, place.1, place.0, place.1)], list.clone()));
        }
        let Some((value, text)) = value(holder, words.text) else {
            if let Some(note) = note {
                page.grid.cells.entry(place).or_default().note(&note);
                page.notes.push(place);
            }
            return Ok(());
        };
        let is_plain = words.runs.iter().all(|run| run.struck.is_none());
        let struck = match is_plain {
            true => dressed.is_struck.then(|| text.clone()),
            false => struck_letters(&words.runs, dressed.is_struck, &text),
        };
        for column in place.1..place.1.saturating_add(times.min(MOST_REPEATS)).min(LAST.1 + 1) {
            if !self.room.takes(&text) {
                page.is_full = true;
                return Ok(());
            }
            let (value, text, struck, note) = (value.clone(), text.clone(), struck.clone(), note.clone());
            page.grid.cells.insert((place.0, column), Cell { value, text, struck, note, ..Cell::default() });
            page.styles.insert((place.0, column), style.clone());
        }
        page.notes.extend(note.map(|_| place));
        page.is_full |= times > MOST_REPEATS;
        if !is_plain {
            page.runs.push((place, words.runs));
        }
        Ok(())
    }

    /// The words of a cell and those of its comment. Shapes inside are taken out.
    fn words(
        &mut self,
        holder: &BytesStart<'_>,
        dressed: Dressed,
        place: (u32, u32),
        page: &mut Page,
    ) -> Result<(Words, Option<String>), Trouble> {
        let (mut words, mut note) = (Words::default(), None);
        while let Some(start) = self.child(holder)? {
            match start.local_name().as_ref() {
                "p" => {
                    words.begin();
                    self.paragraph(&start, dressed, &mut words)?;
                }
                "annotation" => {
                    let mut inside = Words::default();
                    while let Some(start) = self.child(&start)? {
                        if start.local_name().as_ref() == "p" {
                            inside.begin();
                            self.paragraph(&start, dressed, &mut inside)?;
                        } else {
                            self.xml.skip(&start)?;
                        }
                    }
                    note = Some(without_author(&inside.text).to_owned()).filter(|words| !words.is_empty());
                }
                _ => self.shape(&start, Some(place), page)?,
            }
        }
        Ok((words, note))
    }

    fn paragraph(&mut self, holder: &BytesStart<'_>, usual: Dressed, words: &mut Words) -> Result<(), Trouble> {
        // Styles of the spans around the letters.
        let mut spans: Vec<Option<Dressed>> = Vec::new();
        loop {
            let event = self.xml.next()?;
            match &event {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == holder.name() => return Ok(()),
                Event::End(end) if end.local_name().as_ref() == "span" => {
                    spans.pop();
                }
                Event::Start(start) => match start.local_name().as_ref() {
                    "span" => {
                        let above = spans.last().copied().flatten();
                        let name = attribute(start, "style-name").unwrap_or_default();
                        spans.push(Some(self.styles.run(above.unwrap_or(usual), &name)));
                    }
                    "s" => {
                        let blanks = number(start, "c").unwrap_or(1).min(1_000);
                        words.push(&" ".repeat(blanks as usize), spans.last().copied().flatten());
                    }
                    "tab" => words.push("\t", spans.last().copied().flatten()),
                    "line-break" => words.push("\n", spans.last().copied().flatten()),
                    "annotation" | "ruby-text" | "note" => self.xml.skip(start)?,
                    _ => {}
                },
                event => {
                    let mut letters = String::new();
                    push_text(event, &mut letters);
                    words.push(&letters, spans.last().copied().flatten());
                }
            }
        }
    }

    /// A shape, measured from the corner of a cell or of the sheet.
    fn shape(&mut self, start: &BytesStart<'a>, from: Option<(u32, u32)>, page: &mut Page) -> Result<(), Trouble> {
        let size = |name| attribute(start, name).and_then(|words| length(&words)).unwrap_or_default();
        let (x, y) = (size("x"), size("y"));
        let area = Area { left: x, top: y, right: x + size("width").max(0.0), bottom: y + size("height").max(0.0) };
        let kind = start.local_name().as_ref().to_owned();
        match kind.as_str() {
            "g" => {
                while let Some(child) = self.child(start)? {
                    self.shape(&child, from, page)?;
                }
                return Ok(());
            }
            "control" => {
                let id = attribute(start, "control").unwrap_or_default();
                if let Some((words, state)) = self.boxes.get(id.as_ref()) {
                    page.ticked.push((from, Ticked { area, words: words.trim().to_owned(), state: *state }));
                }
                return self.xml.skip(start);
            }
            "custom-shape" | "ellipse" | "circle" | "rect" | "line" | "connector" | "frame" | "path" | "polygon"
            | "polyline" | "caption" | "regular-polygon" => {}
            _ => return self.xml.skip(start),
        }
        let (one, other) = ((size("x1"), size("y1")), (size("x2"), size("y2")));
        let (mut words, mut form) = (
            Words::default(),
            match kind.as_str() {
                "line" | "connector" => Form::Line(one, other),
                "caption" => Form::Other,
                _ => Form::Ring,
            },
        );
        let area = match form {
            Form::Line(..) => Area {
                left: one.0.min(other.0),
                top: one.1.min(other.1),
                right: one.0.max(other.0),
                bottom: one.1.max(other.1),
            },
            _ => area,
        };
        let usual = Dressed::default();
        let mut depth = 1;
        while depth > 0 {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(_) => depth -= 1,
                Event::Start(child) => match child.local_name().as_ref() {
                    "p" => {
                        words.begin();
                        self.paragraph(&child, usual, &mut words)?;
                    }
                    "image" | "object" | "plugin" => {
                        form = Form::Picture;
                        depth += 1;
                    }
                    "enhanced-geometry" => {
                        let preset = attribute(&child, "type").unwrap_or_default().to_ascii_lowercase();
                        if ["arrow", "brace", "bracket", "callout", "star"].iter().any(|sign| preset.contains(sign)) {
                            form = Form::Other;
                        }
                        self.xml.skip(&child)?;
                    }
                    _ => depth += 1,
                },
                _ => {}
            }
        }
        if page.shapes.len() < MOST_SHAPES {
            page.shapes.push((from, Drawn { form, area, words: words.text.trim().to_owned() }));
        }
        Ok(())
    }

    fn finish(&mut self, mut page: Page, is_whole: bool) {
        let stop = match (page.is_full, is_whole) {
            (true, _) => Some(Stop::TooMany),
            (_, false) => Some(Stop::Broken),
            _ => None,
        };
        self.notices.extend(stop.map(|stop| notices::stopped(&page.grid.name, stop)));
        let usual = Dressed::default();
        let dressed =
            |place: (u32, u32)| page.styles.get(&place).and_then(|style| self.dressed.get(style)).unwrap_or(&usual);
        let merges = std::mem::take(&mut page.grid.merges);
        let runs: Vec<((u32, u32), &[Run])> = page.runs.iter().map(|(place, runs)| (*place, runs.as_slice())).collect();
        look::mark(&mut page.grid, &merges, &runs, true, |place| dressed(place).look);
        let layout = page.stated.layout(8.0);
        let moved = |from: Option<(u32, u32)>, area: Area| {
            let (x, y) =
                from.map_or((0.0, 0.0), |(row, column)| (layout.columns.start(column), layout.rows.start(row)));
            Area { left: area.left + x, top: area.top + y, right: area.right + x, bottom: area.bottom + y }
        };
        let shapes: Vec<Drawn> = page
            .shapes
            .iter()
            .map(|(from, shape)| {
                let area = moved(*from, shape.area);
                let (x, y) = (area.left - shape.area.left, area.top - shape.area.top);
                let form = match shape.form {
                    Form::Line(one, other) => Form::Line((one.0 + x, one.1 + y), (other.0 + x, other.1 + y)),
                    form => form,
                };
                Drawn { form, area, words: shape.words.clone() }
            })
            .collect();
        let boxes =
            page.ticked.iter().map(|(from, ticked)| Ticked { area: moved(*from, ticked.area), ..ticked.clone() });
        let boxes = boxes.collect();
        let mut laid = Laid { notes: std::mem::take(&mut page.notes), ..Laid::default() };
        let face = |place| dressed(place).face;
        let mut canvas = Canvas { grid: &mut page.grid, merges: &merges, layout: &layout, face: &face };
        lay_boxes(&mut canvas, boxes, &mut laid.left);
        let left = lay(&mut canvas, &shapes);
        laid.left.shapes.extend(left.shapes);
        (laid.left.boxes, laid.left.pictures) = (left.boxes, left.pictures);
        page.grid.merges = merges;
        self.notices.extend(notices::of_sheet(&page.grid, &[]));
        self.notices.extend(notices::of_parts(&page.grid.name, &laid));
        self.notices.extend(notices::unlisted(&page.grid, &page.lists));
        self.grids.push(page.grid);
    }
}

impl Page {
    /// Ends a row, which comes so many times; filled ones are copied.
    fn end_row(&mut self, times: u32, room: &mut Room) {
        let next = self.row.saturating_add(times).min(LAST.0 + 1);
        let cells: Vec<(u32, Cell)> = match times {
            0 | 1 => Vec::new(),
            _ => {
                let own = self.grid.cells.range((self.row, 0)..=(self.row, LAST.1));
                own.map(|(&(_, column), cell)| (column, cell.clone())).collect()
            }
        };
        if !cells.is_empty() {
            self.is_full |= times > MOST_REPEATS;
            for row in self.row + 1..next.min(self.row.saturating_add(MOST_REPEATS)) {
                for (column, cell) in &cells {
                    if !room.takes(&cell.text) {
                        self.is_full = true;
                        self.row = next;
                        return;
                    }
                    self.grid.cells.insert((row, *column), cell.clone());
                }
            }
        }
        self.row = next;
    }
}

impl Words {
    fn begin(&mut self) {
        if self.paragraphs > 0 {
            self.push("\n", None);
        }
        self.paragraphs += 1;
    }

    fn push(&mut self, letters: &str, dressed: Option<Dressed>) {
        if letters.is_empty() {
            return;
        }
        self.text.push_str(letters);
        let (struck, look) = (dressed.map(|dressed| dressed.is_struck), dressed.map(|dressed| dressed.look));
        match self.runs.last_mut().filter(|run| run.struck == struck && run.look == look) {
            Some(run) => run.text.push_str(letters),
            None => self.runs.push(Run { text: letters.to_owned(), struck, look }),
        }
    }
}

/// What a cell holds and the words a person sees; none for a cell without content.
fn value(cell: &BytesStart<'_>, text: String) -> Option<(Value, String)> {
    let word = |name| attribute(cell, name);
    let kind = word("value-type").unwrap_or_default();
    match kind.as_ref() {
        "date" => {
            let stamp = word("date-value").unwrap_or_default();
            if let Some(day) = stamp.get(..10).and_then(Date::iso) {
                let clock = stamp.get(11..16).filter(|clock| *clock != "00:00");
                return Some((Value::Date(day), clock.map_or(day.to_string(), |clock| format!("{day} {clock}"))));
            }
        }
        "float" | "percentage" | "currency" => {
            if let Some(number) = word("value").and_then(|number| number.parse::<f64>().ok()).filter(|n| n.is_finite())
            {
                let text = if text.is_empty() { number.to_string() } else { text };
                return Some((Value::Number(number), text));
            }
        }
        "boolean" => {
            let is_true = word("boolean-value").is_some_and(|value| value == "true");
            return Some((
                Value::Bool(is_true),
                if text.is_empty() { is_true.to_string().to_uppercase() } else { text },
            ));
        }
        _ => {}
    }
    if text.is_empty() {
        let own = word("string-value")?.into_owned();
        return (!own.is_empty()).then_some((Value::Text, own));
    }
    if text.starts_with('#') && text.ends_with(['!', '?', 'A']) && word("formula").is_some() {
        return Some((Value::Error(text.clone()), text));
    }
    Some((Value::Text, text))
}

fn repeated(start: &BytesStart<'_>, name: &str) -> u32 {
    number(start, name).unwrap_or(1).max(1)
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, "visibility").is_some_and(|word| word == "collapse" || word == "filter")
}

/// The words of `of:cell-content-is-in-list("はい";"いいえ")`.
fn list(condition: &str) -> Option<Vec<String>> {
    let (_, list) = condition.split_once("is-in-list(")?;
    let words: Vec<String> = list.split('"').skip(1).step_by(2).map(|word| word.trim().to_owned()).collect();
    (!words.is_empty()).then_some(words)
}
