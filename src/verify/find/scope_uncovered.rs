//! `scope-uncovered`: a duty is settled, and a binding paper leaves out or hands over a part that nobody takes up.

use crate::model::{Claim, Document, Level, Party, State, Strength};
use crate::verify::scene::{Hit, Scene, place_of};
use crate::verify::words::fold;

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for system in &scene.systems {
        for duty in &scene.catalogue.duties[..] {
            let settled = scene.verdict(&duty.id, &system.id).is_some_and(|verdict| verdict.state == State::Agreed);
            let claims = if settled { scene.claims_on(duty.id.as_str(), system) } else { Vec::new() };
            let Some((claim, scope)) = claims
                .iter()
                .find_map(|cite| parted(cite))
                .filter(|(_, scope)| !claims.iter().any(|cite| takes(cite, scope)))
            else {
                continue;
            };
            hits.push(Hit {
                duty: Some(duty.id.clone()),
                system: Some(system.id.clone()),
                primary: place_of(claim),
                places: Vec::new(),
                words: vec![
                    ("system", system.name.clone()),
                    ("duty", duty.title_ja.clone()),
                    ("scope", scope.to_owned()),
                ],
            });
        }
    }
    hits
}

/// A part that a binding paper leaves out, or hands to the hospital, and its words.
fn parted<'a>((claim, document): &(&'a Claim, &'a Document)) -> Option<(&'a Claim, &'a str)> {
    let scope = claim.scope.as_deref().filter(|scope| !scope.trim().is_empty())?;
    let left = match claim.strength {
        Strength::Disclaimed => claim.holder == Party::Vendor,
        Strength::Duty => claim.holder == Party::Hospital,
        _ => false,
    };
    (left && document.kind.level() == Level::Binding).then_some((claim, scope))
}

/// Whether somebody is bound for that part: the rules for all or for it, or a vendor for it.
fn takes((claim, document): &(&Claim, &Document), scope: &str) -> bool {
    let same = |own: &str| fold(own).contains(&fold(scope)) || fold(scope).contains(&fold(own));
    let hospital = matches!(claim.holder, Party::Hospital | Party::Both);
    claim.strength == Strength::Duty
        && match document.kind.level() {
            Level::Internal => hospital && claim.scope.as_deref().is_none_or(same),
            Level::Binding => !hospital && claim.scope.as_deref().is_some_and(same),
            _ => false,
        }
}
