//! Role tables filled in. In: a report, and the bytes of a role table as the user keeps it (xlsx, xlsm). Out: the same workbook with
//! はい in those rows that are blank and whose duties are all at rest, and the places that carry them; and for each row what was
//! done and why. Cells that hold anything are never changed; nothing else in the file is touched.

mod edit;

use std::collections::{BTreeMap, BTreeSet};

use super::tables::{Cell, Column, Index, Sheet, SheetName, Tone, shorten};
use crate::catalogue::Catalogue;
use crate::forms::{Slot, slots};
use crate::model::{Answer, Document, Kind, Paper, Report, Row, Verdict};
use crate::read;
use crate::verify::of_row;
use edit::Cells;

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
    /// Its cell asks for a mark that no program should make.
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

fn one<'a>(index: &Index<'a>, document: &'a Document, paper: &Paper, catalogue: &Catalogue) -> Filled<'a> {
    let slots = slots(&read::source(paper), document.kind, catalogue);
    let texts = read::sheet_texts(&paper.bytes).unwrap_or_default();
    let cells_of: BTreeMap<&str, Cells> =
        texts.iter().filter_map(|(name, (_, text))| Some((name.as_str(), Cells::of(text)?))).collect();
    let mut rows: Vec<Done> = Vec::new();
    let mut edits: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for row in &document.rows {
        let (what, why) = match proposal(index, document, row) {
            Err(left) => left,
            Ok(basis) => match place(row, &slots, &cells_of) {
                Some((sheet, slot)) => {
                    let written = edits.entry(sheet).or_default();
                    written.insert(slot.answer.clone(), if slot.is_marked { "○" } else { "はい" }.to_owned());
                    let is_free = |cell: &String| cells_of[sheet].is_empty(cell) && !written.contains_key(cell);
                    if let Some(cell) = slot.remark.as_ref().filter(|cell| is_free(cell)) {
                        written.insert(cell.clone(), format!("{SIGN}{basis}"));
                    } else if let Some(cell) = slot.clause.as_ref().filter(|cell| is_free(cell)) {
                        written.insert(cell.clone(), basis.clone());
                    }
                    (What::Filled, basis)
                }
                None => (What::ByHand, format!("丸印や□などで答える欄のため、手で記入してください。根拠: {basis}")),
            },
        };
        rows.push(Done { row, what, why });
    }
    let changed: BTreeMap<&str, String> = edits
        .iter()
        .filter_map(|(sheet, cells)| {
            let (part, text) = texts.get(*sheet)?;
            Some((part.as_str(), edit::written(text, cells)?))
        })
        .collect();
    let bytes = if changed.is_empty() { None } else { edit::replaced(&paper.bytes, &changed) };
    if bytes.is_none() {
        for done in rows.iter_mut().filter(|done| done.what == What::Filled) {
            done.what = What::ByHand;
            done.why = format!("ファイルの構造のため書き込めません。手で記入してください。根拠: {}", done.why);
        }
    }
    Filled { document, bytes, rows }
}

/// The places that carry a はい; else what is done with the row, and why.
fn proposal(index: &Index, document: &Document, row: &Row) -> Result<String, (What, String)> {
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

/// The sheet and the slot of a row; none where a person must mark it.
fn place<'s>(
    row: &Row,
    slots: &'s BTreeMap<(String, u32), Slot>,
    cells_of: &BTreeMap<&str, Cells>,
) -> Option<(&'s str, &'s Slot)> {
    let (sheet, cell) = (row.place.sheet.as_ref()?, row.place.cell.as_ref()?);
    let number: u32 = cell.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok()?;
    let ((name, _), slot) = slots.get_key_value(&(sheet.clone(), number))?;
    cells_of.get(name.as_str())?.is_empty(&slot.answer).then_some((name.as_str(), slot))
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
