//! `row-unanswered`: a row of a role table or checklist with neither mark, both, or one that cannot be read.

use crate::model::{Answer, Kind};
use crate::verify::scene::{Hit, Scene, paper_name, place_in, row_name};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let forms = [Kind::RoleTable, Kind::ChecklistHospital, Kind::ChecklistVendor];
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| forms.contains(&document.kind)) {
        for row in document.rows.iter().filter(|row| !document.is_gated(row)) {
            let fault = match row.answer {
                Answer::Blank => "どちらにも印がありません",
                Answer::Double => "両方に印があります",
                Answer::Unreadable => "印を読み取れません",
                Answer::Yes | Answer::No | Answer::Na => continue,
            };
            hits.push(Hit {
                duty: row.duties.first().cloned(),
                system: scene.only_system(document),
                primary: place_in(document, &row.place),
                places: Vec::new(),
                words: vec![
                    ("row", format!("{}の{}", paper_name(document), row_name(row))),
                    ("fault", fault.to_owned()),
                ],
            });
        }
    }
    hits
}
