//! `offline-backup-nowhere`: neither a contract nor the rules describe the offline or remote copy.

use crate::verify::scene::{Hit, Scene, describes};

const DUTY: &str = "bck.offline";

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for system in &scene.systems {
        let described = scene.claims_on(DUTY, system).into_iter().any(|(claim, document)| describes(claim, document));
        let Some(primary) = scene.expected_in(system).filter(|_| !described) else { continue };
        hits.push(Hit {
            duty: Some(DUTY.into()),
            system: Some(system.id.clone()),
            primary,
            places: scene.verdict(&DUTY.into(), &system.id).map(|verdict| scene.evidence(verdict)).unwrap_or_default(),
            words: vec![("system", system.name.clone())],
        });
    }
    hits
}
