//! One paper after its container has been read: what it is, and what it says.

use super::forms::claims;
use super::rules;
use crate::catalogue::Catalogue;
use crate::clause;
use crate::forms;
use crate::model::{
    Block, Content, DECISION_COLUMNS, DECISION_ID, DECISION_SHEET, Document, Grid, Kind, Notice, Place, Plan, Source,
    Table, Unit,
};
use crate::text::english;

/// About how long a paper takes to [`understand`], for comparing: prose many times as long as cells of as many letters.
pub fn effort(source: &Source) -> usize {
    let letters = |table: &Table| table.rows.iter().flatten().map(|cell| cell.text.len()).sum();
    match &source.content {
        Content::Flow(blocks) => {
            let of = |block: &Block| match block {
                Block::Paragraph(paragraph) => paragraph.text.len(),
                Block::Table(table) => letters(table),
            };
            4 * blocks.iter().map(of).sum::<usize>()
        }
        Content::Book(grids) => grids.iter().flat_map(|grid| grid.cells.values()).map(|cell| cell.text.len()).sum(),
        Content::Nothing => 0,
    }
}

/// Recognises a paper and reads what it says. What the plan says of the paper overrules what is recognised.
pub fn understand(source: &Source, catalogue: &Catalogue, plan: &Plan) -> Document {
    let hint = plan.hint(&source.path);
    if source.container == rules::CONTAINER {
        return rules::understand(source, catalogue);
    }
    let told = hint.and_then(|hint| hint.kind);
    if told == Some(Kind::Decisions) || told.is_none() && holds_decisions(&source.content) {
        return decisions(source);
    }
    let mut document = Document::new(&source.path, &source.sha256, source.container, told.unwrap_or(Kind::Unknown));
    document.kind_reason = "指定による".to_owned();
    document.notices.clone_from(&source.notices);
    if told == Some(Kind::RulesJson) {
        document.notices.push(Notice::new(
            Place::default(),
            "規程データと指定されていますが、「hazama/rules/v1」の記載がないため、文章として読みました。hazama extract で作り直してください。",
        ));
    }
    let form = match told {
        _ if matches!(source.content, Content::Nothing) => {
            document.kind_reason = "内容を読み取れないため".to_owned();
            None
        }
        // prose, or the answers to a questionnaire
        Some(Kind::Disclosure) => {
            forms::recognise(source, catalogue).filter(|form| form.kind == Kind::Disclosure).map(|form| form.kind)
        }
        Some(kind) => is_form(kind).then_some(kind),
        None => forms::recognise(source, catalogue).or_else(|| forms::titled(source, catalogue)).map(|form| {
            document.kind_reason = form.reason;
            document.edition = form.edition;
            form.kind
        }),
    };
    match form {
        _ if matches!(source.content, Content::Nothing) => {}
        Some(kind) => read_form(&mut document, kind, source, catalogue, plan),
        None => read_prose(&mut document, told, source, catalogue, plan),
    }
    if let Some(edition) = hint.and_then(|hint| hint.edition.clone()) {
        document.edition = Some(edition);
    }
    document.side = hint.and_then(|hint| hint.side).unwrap_or_else(|| document.kind.side());
    document
}

/// The paper is a workbook of this program's own: its rows are no evidence.
fn holds_decisions(content: &Content) -> bool {
    let Content::Book(grids) = content else { return false };
    let named = |grid: &Grid| grid.name == DECISION_SHEET;
    let headed = |grid: &Grid| {
        let rows = grid.rows();
        rows.into_iter().take(10).any(|row| {
            // in either language
            let is = |words: &str, heading: &str| words == heading || english::japanese(words) == Some(heading);
            let has =
                |heading: &str| grid.cells.range((row, 0)..(row + 1, 0)).any(|(_, cell)| is(cell.text.trim(), heading));
            has(DECISION_ID) && has(DECISION_COLUMNS[0])
        })
    };
    grids.iter().any(|grid| named(grid) || headed(grid))
}

fn decisions(source: &Source) -> Document {
    let mut document = Document::new(&source.path, &source.sha256, source.container, Kind::Decisions);
    document.kind_reason = "このプログラムが書き出したブックの見出しがあるため".to_owned();
    document.notices.push(Notice::new(
        Place::default(),
        "このプログラムが書き出したブックなので、文書としては読みません。記入を引き継ぐには --decisions で指定してください。",
    ));
    document
}

fn is_form(kind: Kind) -> bool {
    matches!(kind, Kind::RoleTable | Kind::Mds | Kind::Sds | Kind::ChecklistHospital | Kind::ChecklistVendor)
}

fn read_form(document: &mut Document, kind: Kind, source: &Source, catalogue: &Catalogue, plan: &Plan) {
    let reading = forms::read(source, kind, catalogue, plan.as_of);
    if reading.rows.is_empty()
        && matches!(source.content, Content::Flow(_))
        && forms::titled(source, catalogue).is_none()
    {
        // A disclosure written down as running text: «4.1 … : はい».
        read_prose(document, Some(kind), source, catalogue, plan);
        if !document.claims.is_empty() {
            return;
        }
    }
    document.kind = kind;
    document.claims = claims(&reading.rows, kind, catalogue);
    document.edition = reading.edition.or(document.edition.take());
    document.header = reading.header;
    document.rows = reading.rows;
    let ignored = reading.ignored.into_iter();
    document.units.extend(ignored.map(|(place, reason)| Unit {
        unit: place.in_words(),
        ignored: Some(reason),
        ..Unit::default()
    }));
    document.notices.extend(reading.notices);
}

fn read_prose(document: &mut Document, kind: Option<Kind>, source: &Source, catalogue: &Catalogue, plan: &Plan) {
    let reading = clause::read(source, kind, catalogue, Some(plan.as_of));
    document.kind = reading.kind;
    document.kind_reason = reading.kind_reason;
    document.header = reading.header;
    document.units = reading.units;
    document.claims = reading.claims;
    document.precedence = reading.precedence;
    document.amendments = reading.amendments;
    document.notices.extend(reading.notices);
}
