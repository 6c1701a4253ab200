//! `row-open`: いいえ without a date, or a date before the first check.

use super::scene::{Hit, Scene, paper_name, place_in, row_name};
use crate::model::{Answer, Document, Kind, Row};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| is_form(document.kind)) {
        for row in &document.rows {
            let Some(fault) = fault(row, document) else { continue };
            hits.push(Hit {
                duty: row.duties.first().cloned(),
                system: scene.only_system(document),
                primary: place_in(document, &row.place),
                places: Vec::new(),
                words: vec![("row", format!("{}の{}", paper_name(document), row_name(row))), ("fault", fault)],
            });
        }
    }
    hits
}

fn is_form(kind: Kind) -> bool {
    matches!(kind, Kind::RoleTable | Kind::ChecklistHospital | Kind::ChecklistVendor)
}

fn fault(row: &Row, document: &Document) -> Option<String> {
    let first = row.date.or(document.header.first_check);
    match (row.answer, row.done, first) {
        (_, Some(done), Some(first)) if done < first => Some(format!("完了日({done})が初回確認日({first})より前です")),
        (Answer::No, None, _) => Some("「いいえ」のままで完了日がありません".to_owned()),
        _ => None,
    }
}
