//! `risk-unassessed`: an MDS or SDS answers no, and no paper settles how the risk is assessed and treated.

use crate::model::{Answer, Guideline, Kind};
use crate::verify::scene::{Hit, Scene, paper_name, place_in};

const DUTY: &str = "sel.risk";
/// Rows that are named in the sentence.
const NAMED: usize = 5;

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    if scene.plan.guideline < Guideline::V7_0 {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| matches!(document.kind, Kind::Mds | Kind::Sds)) {
        let rows: Vec<_> =
            document.rows.iter().filter(|row| row.answer == Answer::No && !document.is_gated(row)).collect();
        let systems = scene.systems_of(document);
        let settled = systems
            .iter()
            .all(|system| scene.verdict(&DUTY.into(), &system.id).is_some_and(|verdict| verdict.state.is_at_rest()));
        let Some(first) = rows.first().filter(|_| !settled) else { continue };
        let mut named: Vec<&str> = rows.iter().take(NAMED).map(|row| row.number.as_str()).collect();
        if rows.len() > NAMED {
            named.push("ほか");
        }
        hits.push(Hit {
            duty: Some(DUTY.into()),
            system: scene.only_system(document),
            primary: place_in(document, &first.place),
            places: rows[1..].iter().map(|row| place_in(document, &row.place)).collect(),
            words: vec![("paper", paper_name(document)), ("count", rows.len().to_string()), ("rows", named.join("、"))],
        });
    }
    hits
}
