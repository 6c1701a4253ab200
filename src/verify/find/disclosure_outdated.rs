//! `disclosure-outdated`: made more than a year before the review, or answering a guideline older than the one before.

use crate::model::{Document, Guideline, Kind, Place};
use crate::verify::scene::{Hit, Scene, paper_name, place_in};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let forms = [Kind::Mds, Kind::Sds, Kind::Disclosure, Kind::ChecklistVendor];
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| forms.contains(&document.kind)) {
        let Some(fault) = fault(scene, document) else { continue };
        hits.push(Hit {
            duty: None,
            system: scene.only_system(document),
            primary: place_in(document, &Place::default()),
            places: Vec::new(),
            words: vec![("paper", paper_name(document)), ("fault", fault)],
        });
    }
    hits
}

fn fault(scene: &Scene, document: &Document) -> Option<String> {
    if let Some(created) = document.header.created.filter(|created| created.plus_years(1) < scene.plan.as_of) {
        return Some(format!("作成日({created})が点検の日より1年を超えて前です"));
    }
    let oldest = match scene.plan.guideline {
        Guideline::V6_0 => (5, 2),
        Guideline::V7_0 => (6, 0),
    };
    let answered = answered(document)?;
    (answered < oldest).then(|| format!("ガイドライン第{}.{}版に答える古い様式です", answered.0, answered.1))
}

/// The guideline edition that a form answers, from its head or from the edition of the form: the industry's forms 4.x
/// answer 5.2 and older, 5.x answer 6.0.
fn answered(document: &Document) -> Option<(u32, u32)> {
    let edition = |text: &str| -> Option<(u32, u32)> {
        let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
        Some((major.parse().ok()?, minor.parse().ok()?))
    };
    if let Some(named) = document.header.guideline.as_deref().and_then(edition) {
        return Some(named);
    }
    let form =
        document.edition.as_deref().filter(|_| matches!(document.kind, Kind::Mds | Kind::Sds)).and_then(edition)?;
    Some(if form.0 >= 5 { (6, 0) } else { (5, 2) })
}
