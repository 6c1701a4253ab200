//! Role tables filled in. In: a report, and the bytes of a role table as the user keeps it (xlsx, xlsm). Out: the same workbook with
//! はい in those rows that are blank and whose duties are all at rest, and the places that carry them; and for each row what was
//! done and why. Of cells that hold anything only the box beside はい is ever changed, and nothing else in the file is touched. What
//! was filled in is read again before it is handed out: a row that does not read as はい then is left to a person.

mod boxes;
mod edit;

use std::collections::{BTreeMap, BTreeSet};

use super::tables::{Cell, Column, Index, Sheet, SheetName, Tone, shorten};
use crate::catalogue::Catalogue;
use crate::forms::{self, Slot, slots};
use crate::model::{
    Answer, Cell as Written, Content, Document, Grid, Kind, Paper, Report, Row, Source, Value, Verdict,
};
use crate::read;
use crate::text::marks;
use crate::verify::of_row;
use edit::{Cells, Change};

/// Places named in a remark.
const PLACES: usize = 3;
/// What every remark that is written begins with, so that it can be told from people's own.
pub const SIGN: &str = "記入案の根拠: ";

/// A role table filled in.
pub struct Filled<'a> {
    /// The paper.
    pub document: &'a Document,
    /// The workbook; none where nothing could be filled in.
    pub bytes: Option<Vec<u8>>,
    /// What became of each row, in the order of the form.
    pub rows: Vec<Done<'a>>,
}

impl Filled<'_> {
    /// How many rows were filled in.
    pub fn count(&self) -> usize {
        self.rows.iter().filter(|row| row.what == What::Filled).count()
    }
}

/// What became of one row.
pub struct Done<'a> {
    /// The row.
    pub row: &'a Row,
    /// What was done.
    pub what: What,
    /// Why, or the places that carry it.
    pub why: String,
}

/// What was done with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// はい was filled in.
    Filled,
    /// It has an answer already.
    Answered,
    /// Its duties are not all at rest, or none is known.
    Open,
    /// Its cell asks for a mark that is not made here, such as a drawn ring.
    ByHand,
}

impl What {
    /// The words a reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            What::Filled => "○ はい と記入",
            What::Answered => "－ 記入済み",
            What::Open => "× 記入せず",
            What::ByHand => "△ 手で記入",
        }
    }

    fn tone(self) -> Tone {
        match self {
            What::Filled => Tone::Good,
            What::Answered => Tone::Quiet,
            What::Open => Tone::Bad,
            What::ByHand => Tone::Weak,
        }
    }
}

/// Fills in every role table among the papers that is a workbook of cells.
pub fn fill<'a>(report: &'a Report, papers: &[Paper], catalogue: &'a Catalogue) -> Vec<Filled<'a>> {
    let index = Index::new(report, catalogue);
    let is_form = |document: &&Document| {
        document.kind == Kind::RoleTable && ["xlsx", "xlsm"].contains(&document.container) && !document.rows.is_empty()
    };
    let tables = report.documents.iter().filter(is_form);
    let found = tables.filter_map(|document| {
        let paper = papers.iter().find(|paper| paper.path == document.path)?;
        Some(one(&index, document, paper, catalogue))
    });
    found.collect()
}

/// The places that carry a はい; else what is done with the row, and why.
type Proposal = Result<String, (What, String)>;

/// Changes of cells by sheets.
type Edits<'a> = BTreeMap<&'a str, BTreeMap<String, Change>>;

/// A form as it lies there.
struct Form<'a> {
    source: Source,
    slots: BTreeMap<(String, u32), Slot>,
    texts: &'a BTreeMap<String, (String, String)>,
    cells: BTreeMap<&'a str, Cells>,
    /// The mark by which this form fills boxes, where a row shows it.
    used: Option<char>,
}

fn one<'a>(index: &Index<'a>, document: &'a Document, paper: &Paper, catalogue: &Catalogue) -> Filled<'a> {
    let texts = read::sheet_texts(&paper.bytes).unwrap_or_default();
    let strings = read::strings_text(&paper.bytes).unwrap_or_default();
    let form = Form::new(paper, document.kind, catalogue, &texts);
    let proposals: Vec<_> = document.rows.iter().map(|row| proposal(index, document, row)).collect();
    let mut withheld: BTreeSet<usize> = BTreeSet::new();
    // what does not read as はい afterwards is taken back, once
    for _ in 0..2 {
        let mut edits: Edits = BTreeMap::new();
        let done = |(at, (row, proposal)): (usize, (&'a Row, &Proposal))| {
            let (what, why) = match proposal {
                Err(left) => left.clone(),
                Ok(_) if withheld.contains(&at) => by_hand(BY_HAND, proposal),
                Ok(basis) => match form.change(row) {
                    Ok((sheet, slot, change)) => {
                        form.enter(edits.entry(sheet).or_default(), sheet, slot, change, basis);
                        (What::Filled, basis.clone())
                    }
                    Err(reason) => by_hand(reason, proposal),
                },
            };
            Done { row, what, why }
        };
        let rows: Vec<Done> = document.rows.iter().zip(&proposals).enumerate().map(done).collect();
        let changed: Option<BTreeMap<&str, String>> = edits
            .iter()
            .map(|(sheet, cells)| {
                let (part, text) = texts.get(*sheet)?;
                Some((part.as_str(), edit::written(text, cells, &strings)?))
            })
            .collect();
        let Some(changed) = changed else { break };
        if changed.is_empty() {
            return Filled { document, bytes: None, rows };
        }
        let Some(bytes) = edit::replaced(&paper.bytes, &changed) else { break };
        let copy = Paper { path: paper.path.clone(), bytes };
        let read = forms::read(&read::source(&copy), document.kind, catalogue, index.report.plan.as_of).rows;
        let is_read = |at: usize| read.len() == rows.len() && read[at].answer == Answer::Yes;
        let lost: Vec<usize> = (0..rows.len()).filter(|&at| rows[at].what == What::Filled && !is_read(at)).collect();
        if lost.is_empty() {
            return Filled { document, bytes: Some(copy.bytes), rows };
        }
        withheld.extend(lost);
    }
    let left = document.rows.iter().zip(&proposals).map(|(row, proposal)| {
        let (what, why) = proposal.clone().err().unwrap_or_else(|| by_hand(BY_HAND, proposal));
        Done { row, what, why }
    });
    Filled { document, bytes: None, rows: left.collect() }
}

/// Said where the file itself stands in the way.
const BY_HAND: &str = "ファイルの構造のため書き込めません。手で記入してください。";

fn by_hand(reason: &str, basis: &Proposal) -> (What, String) {
    (What::ByHand, format!("{reason}根拠: {}", basis.as_deref().unwrap_or_default()))
}

impl<'a> Form<'a> {
    fn new(
        paper: &Paper,
        kind: Kind,
        catalogue: &Catalogue,
        texts: &'a BTreeMap<String, (String, String)>,
    ) -> Form<'a> {
        let source = read::source(paper);
        let slots = slots(&source, kind, catalogue);
        let cells = texts.iter().filter_map(|(name, (_, text))| Some((name.as_str(), Cells::of(text)?))).collect();
        let mut form = Form { source, slots, texts, cells, used: None };
        form.used =
            form.slots.iter().find_map(|((sheet, _), slot)| boxes::mark_of(&form.cell(sheet, &slot.answer)?.text));
        form
    }

    /// The cell of that name as it is read.
    fn cell(&self, sheet: &str, name: &str) -> Option<&Written> {
        let Content::Book(grids) = &self.source.content else { return None };
        let grid = grids.iter().find(|grid| grid.name == sheet)?;
        grid.cells.iter().find(|&(&(row, column), _)| Grid::name_of(row, column) == name).map(|(_, cell)| cell)
    }

    /// How a row is answered with はい: the sheet, the slot and what to do to the cell of the answer; else why a person must do it.
    fn change(&self, row: &Row) -> Result<(&'a str, &Slot, Change), &'static str> {
        let found = || {
            let (sheet, cell) = (row.place.sheet.as_ref()?, row.place.cell.as_ref()?);
            let number: u32 = cell.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok()?;
            let slot = self.slots.get(&(sheet.clone(), number))?;
            let (name, _) = self.texts.get_key_value(sheet)?;
            Some((name.as_str(), slot, self.cells.get(name.as_str())?))
        };
        let (sheet, slot, cells) = found().ok_or(BY_HAND)?;
        if cells.is_empty(&slot.answer) {
            let word = if slot.is_marked { "○" } else { "はい" };
            return Ok((sheet, slot, Change::Words(word.to_owned())));
        }
        let cell = self.cell(sheet, &slot.answer).ok_or(BY_HAND)?;
        if cell.struck.is_some() || !cell.marks.is_empty() {
            return Err("印や取り消し線のある欄のため、手で記入してください。");
        }
        if cell.value == Value::Bool(false) {
            return Ok((sheet, slot, Change::Tick));
        }
        match boxes::yes(&cell.text, self.used) {
            Some((number, mark)) => Ok((sheet, slot, Change::Mark(number, mark))),
            None if boxes::has_box(&cell.text) => Err("どの□が「はい」か分からないため、手で記入してください。"),
            None if marks::choices(&cell.text).len() > 1 => {
                Err("「はい」を丸で囲む様式です。丸の図形は描いていないので、手で囲んでください。")
            }
            None => Err("記入のしかたの分からない欄のため、手で記入してください。"),
        }
    }

    /// Puts a change down, with the places that carry it in the remark or the clause where one of these is empty.
    fn enter(&self, edits: &mut BTreeMap<String, Change>, sheet: &str, slot: &Slot, change: Change, basis: &str) {
        edits.insert(slot.answer.clone(), change);
        let cells = &self.cells[sheet];
        let is_free = |cell: &&String| cells.is_empty(cell) && !edits.contains_key(*cell);
        if let Some(cell) = slot.remark.as_ref().filter(is_free) {
            edits.insert(cell.clone(), Change::Words(format!("{SIGN}{basis}")));
        } else if let Some(cell) = slot.clause.as_ref().filter(is_free) {
            edits.insert(cell.clone(), Change::Words(basis.to_owned()));
        }
    }
}

/// The places that carry a はい; else what is done with the row, and why.
fn proposal(index: &Index, document: &Document, row: &Row) -> Proposal {
    if row.answer != Answer::Blank {
        return Err((What::Answered, format!("「{}」とあるため、変えません。", row.answer.ja())));
    }
    let systems = of_row(row, index.systems_of(document));
    let verdicts: Vec<&Verdict> = row
        .duties
        .iter()
        .flat_map(|duty| systems.iter().filter_map(move |system| index.verdict(duty, &system.id)))
        .collect();
    if verdicts.is_empty() {
        return Err((What::Open, "対応する義務が見つかりません。".to_owned()));
    }
    let open: Vec<String> = verdicts
        .iter()
        .filter(|verdict| !verdict.state.is_at_rest())
        .map(|verdict| format!("{}: {}", index.catalogue.title(&verdict.duty), verdict.state.ja()))
        .collect();
    if !open.is_empty() {
        let distinct: BTreeSet<String> = open.into_iter().collect();
        return Err((What::Open, distinct.into_iter().collect::<Vec<_>>().join("、")));
    }
    let mut places: Vec<String> = Vec::new();
    for claim in verdicts.iter().filter_map(|verdict| index.claim(verdict.claims.first()?)) {
        let place = index.place(&claim.document, &claim.quote.place);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let more = places.len().saturating_sub(PLACES);
    let told = places.iter().take(PLACES).map(|place| shorten(place, 80)).collect::<Vec<_>>().join("、");
    Ok(if more > 0 { format!("{told} ほか {more} か所") } else { told })
}

/// What became of each row, as a table.
pub fn sheet(filled: &[Filled], index: &Index) -> Sheet {
    let columns = vec![
        Column::new("文書", 30),
        Column::new("部", 9),
        Column::new("項番", 8).centred(),
        Column::new("内容", 50),
        Column::new("記入案", 16).centred(),
        Column::new("根拠・理由", 60),
        Column::new("場所", 18),
    ];
    let rows = filled.iter().flat_map(|one| {
        one.rows.iter().map(|done| {
            vec![
                Cell::text(index.document_name(&one.document.id)),
                Cell::maybe(done.row.part.as_deref()),
                Cell::text(done.row.number.as_str()),
                Cell::text(done.row.text.as_str()),
                Cell::toned(done.what.ja(), done.what.tone()),
                Cell::text(done.why.as_str()),
                Cell::text(done.row.place.in_words()),
            ]
        })
    });
    Sheet { name: SheetName::Fillings, columns, rows: rows.collect(), frozen: 3, broad: true }
}
