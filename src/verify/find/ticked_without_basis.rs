//! `ticked-without-basis`: the role table says はい, and a duty of that row is not at rest.

use crate::model::{Answer, Kind};
use crate::verify::of_row;
use crate::verify::scene::{Hit, Scene, paper_name, place_in, row_name};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| document.kind == Kind::RoleTable) {
        for row in document.rows.iter().filter(|row| row.answer == Answer::Yes) {
            for system in of_row(row, scene.systems_of(document)) {
                for verdict in row.duties.iter().filter_map(|duty| scene.verdict(duty, &system.id)) {
                    if verdict.state.is_at_rest() {
                        continue;
                    }
                    hits.push(Hit {
                        duty: Some(verdict.duty.clone()),
                        system: Some(system.id.clone()),
                        primary: place_in(document, &row.place),
                        places: scene.evidence(verdict),
                        words: vec![
                            ("row", format!("{}の{}", paper_name(document), row_name(row))),
                            ("system", system.name.clone()),
                            ("duty", scene.catalogue.title(&verdict.duty).to_owned()),
                            ("state", verdict.state.ja().to_owned()),
                        ],
                    });
                }
            }
        }
    }
    hits
}
