//! `checked-without-rule`: the hospital's checklist of fiscal 2025 or later says yes, and no rule speaks of the item.

use crate::model::{Answer, Document, Kind, Level, Strength};
use crate::verify::scene::{Hit, Scene, paper_name, place_in, row_name};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let rules: Vec<&Document> =
        scene.documents.iter().filter(|document| document.kind.level() == Level::Internal).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let spoken_of = |duty: &crate::model::DutyId| {
        scene.claims.iter().any(|claim| {
            claim.duty == *duty
                && claim.strength != Strength::Disclaimed
                && rules.iter().any(|rule| rule.id == claim.document)
        })
    };
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| asks_for_rules(document)) {
        for row in document.rows.iter().filter(|row| row.answer == Answer::Yes) {
            let Some(duty) = row.duties.first().filter(|_| !row.duties.iter().any(spoken_of)) else { continue };
            hits.push(Hit {
                duty: Some(duty.clone()),
                system: scene.only_system(document),
                primary: place_in(document, &row.place),
                places: Vec::new(),
                words: vec![
                    ("row", format!("{}の{}", paper_name(document), row_name(row))),
                    ("duty", scene.catalogue.title(duty).to_owned()),
                ],
            });
        }
    }
    hits
}

/// Editions before fiscal 2025 have no section on rules.
fn asks_for_rules(document: &Document) -> bool {
    document.kind == Kind::ChecklistHospital && !matches!(document.edition.as_deref(), Some("R5" | "R6"))
}
