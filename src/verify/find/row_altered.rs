//! `row-altered`: the words of a row differ from the blank form that the user gave, or a row of the form is missing.

use crate::model::{Document, Place, Row};
use crate::verify::altered::{Alteration, Change, alterations};
use crate::verify::scene::{Hit, Scene, paper_name, place_in, row_name};

/// Letters shown beside a change.
const AROUND: usize = 14;

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for document in scene.documents {
        for alteration in alterations(document, scene.plan) {
            let Some(row) = alteration.row.map(|at| &document.rows[at]).or(alteration.blank) else { continue };
            hits.push(Hit {
                duty: row.duties.first().cloned(),
                system: scene.only_system(document),
                primary: place_in(document, &place(&alteration, document, row)),
                places: Vec::new(),
                words: vec![
                    ("row", format!("{}の{}", paper_name(document), row_name(row))),
                    ("fault", fault(&alteration, document)),
                ],
            });
        }
    }
    hits
}

/// The cell of a row that is there; the name of one that is missing.
fn place(alteration: &Alteration, document: &Document, row: &Row) -> Place {
    match alteration.row {
        Some(at) => document.rows[at].place.clone(),
        None => {
            let section = row.section.as_deref().map(|section| format!("{section} ")).unwrap_or_default();
            Place {
                unit: Some(format!("{section}{}", row_name(row))),
                sheet: alteration.sheet.clone(),
                ..Place::default()
            }
        }
    }
}

fn fault(alteration: &Alteration, document: &Document) -> String {
    let difference = alteration.in_words(document, AROUND);
    match alteration.change {
        Change::Words(_) => format!("様式と文言が異なります: {difference}"),
        Change::Added => format!("様式にない行です: {difference}"),
        Change::Missing => format!("様式にある行ですが、文書にありません: {difference}"),
        Change::Moved => format!("様式と位置が異なります: {difference}"),
    }
}
