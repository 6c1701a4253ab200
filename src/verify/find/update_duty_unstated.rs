//! `update-duty-unstated`: no binding paper says in words that the vendor applies security updates to the server. An
//! effort or a condition is shown by its state. Rules that take the work up do not silence it: the guideline asks whether the
//! vendor has it.

use crate::model::{Guideline, Level, Party, Strength};
use crate::verify::scene::{Hit, Scene};

const DUTY: &str = "vul.server";

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    if scene.plan.guideline < Guideline::V7_0 {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for system in &scene.systems {
        let stated = scene.claims_on(DUTY, system).into_iter().any(|(claim, document)| {
            document.kind.level() == Level::Binding
                && !matches!(claim.holder, Party::Hospital)
                && matches!(claim.strength, Strength::Duty | Strength::Conditional | Strength::Effort | Strength::Open)
        });
        let verdict = scene.verdict(&DUTY.into(), &system.id);
        let Some(primary) = scene.expected_in(system).filter(|_| !stated) else { continue };
        hits.push(Hit {
            duty: Some(DUTY.into()),
            system: Some(system.id.clone()),
            primary,
            places: verdict.map(|verdict| scene.evidence(verdict)).unwrap_or_default(),
            words: vec![("system", system.name.clone())],
        });
    }
    hits
}
