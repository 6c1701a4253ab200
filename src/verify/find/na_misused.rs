//! `na-misused`: 対象外 whose remark hands the work to the hospital.

use crate::forms::remark::read_remark;
use crate::model::{Answer, Document, Kind, Row};
use crate::verify::scene::{Hit, Scene, paper_name, place_in, row_name};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let forms = [Kind::Mds, Kind::Sds, Kind::ChecklistVendor, Kind::Disclosure];
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| forms.contains(&document.kind)) {
        for row in document.rows.iter().filter(|row| row.answer == Answer::Na && is_pushed(scene, row, document)) {
            hits.push(Hit {
                duty: row.duties.first().cloned(),
                system: scene.only_system(document),
                primary: place_in(document, &row.place),
                places: row.remark_place.iter().map(|place| place_in(document, place)).collect(),
                words: vec![("paper", paper_name(document)), ("row", row_name(row))],
            });
        }
    }
    hits
}

/// The reading of the row found a push, or the remark's own words say so.
fn is_pushed(scene: &Scene, row: &Row, document: &Document) -> bool {
    let at = |place: &crate::model::Place| place.cell.is_some() && *place == row.place;
    let read = scene.claims.iter().any(|claim| claim.pushed && claim.document == document.id && at(&claim.quote.place));
    read || row.remark.as_deref().is_some_and(|remark| read_remark(remark).pushes())
}
