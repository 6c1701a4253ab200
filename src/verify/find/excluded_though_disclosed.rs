//! `excluded-though-disclosed`: a disclosure states what a binding paper leaves out, and no binding paper gives it to the vendor.

use crate::model::{Level, Party, Strength};
use crate::verify::scene::{Hit, Scene, place_of};
use crate::verify::why::cite;

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for system in &scene.systems {
        for duty in &scene.catalogue.duties[..] {
            let claims = scene.claims_on(duty.id.as_str(), system);
            let says = |level, strengths: &[Strength]| {
                claims.iter().find(|(claim, paper)| {
                    paper.kind.level() == level
                        && strengths.contains(&claim.strength)
                        && matches!(claim.holder, Party::Vendor | Party::Both)
                        && (claim.strength != Strength::Disclaimed || claim.scope.is_none())
                })
            };
            let promised = says(Level::Binding, &[Strength::Duty, Strength::Conditional, Strength::Effort]).is_some();
            let stated = says(Level::Declared, &[Strength::Stated]);
            let left_out = says(Level::Binding, &[Strength::Disclaimed]).filter(|_| !promised);
            let (Some((said, disclosure)), Some((out, contract))) = (stated, left_out) else { continue };
            hits.push(Hit {
                duty: Some(duty.id.clone()),
                system: Some(system.id.clone()),
                primary: place_of(out),
                places: vec![place_of(said)],
                words: vec![
                    ("system", system.name.clone()),
                    ("duty", duty.title_ja.clone()),
                    ("one", cite(disclosure, &said.quote.place)),
                    ("other", cite(contract, &out.quote.place)),
                ],
            });
        }
    }
    hits
}
