//! `two-factor-unplanned`: disclosures state that two-factor authentication is not there, and nothing says when it will be.

use crate::model::{Guideline, Level, Strength};
use crate::verify::scene::{Hit, Scene, place_of};
use crate::verify::why::cite;

const DUTY: &str = "acc.mfa";

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    if scene.plan.guideline < Guideline::V7_0 {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for system in &scene.systems {
        let claims = scene.claims_on(DUTY, system);
        let says = |strengths: &[Strength]| {
            claims
                .iter()
                .find(|(claim, paper)| paper.kind.level() == Level::Declared && strengths.contains(&claim.strength))
        };
        let settled = scene.verdict(&DUTY.into(), &system.id).is_none_or(|verdict| verdict.state.is_at_rest());
        let offered = says(&[Strength::Stated, Strength::Planned, Strength::Conditional, Strength::Duty]).is_some();
        let Some((claim, paper)) = says(&[Strength::Absent]).filter(|_| !settled && !offered) else { continue };
        hits.push(Hit {
            duty: Some(DUTY.into()),
            system: Some(system.id.clone()),
            primary: place_of(claim),
            places: Vec::new(),
            words: vec![("system", system.name.clone()), ("paper", cite(paper, &claim.quote.place))],
        });
    }
    hits
}
