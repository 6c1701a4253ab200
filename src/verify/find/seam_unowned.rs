//! `seam-unowned`: two systems of different vendors meet, and no paper gives the joint duty to anyone.

use super::scene::{Hit, Scene};
use crate::model::State;

const DUTY: &str = "mnt.interface";

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for interface in &scene.plan.interfaces {
        let system = |id: &str| scene.systems.iter().find(|system| system.id == id);
        let (Some(one), Some(other)) = (system(&interface.between.0), system(&interface.between.1)) else { continue };
        if one.vendor.is_some() && one.vendor == other.vendor {
            continue;
        }
        let verdicts = [one, other].map(|system| scene.verdict(&DUTY.into(), &system.id));
        if verdicts.iter().flatten().any(|verdict| verdict.state == State::Agreed) {
            continue;
        }
        let Some(primary) = scene.expected_in(one).or_else(|| scene.expected_in(other)) else { continue };
        let mut places: Vec<_> = scene.expected_in(other).into_iter().filter(|place| *place != primary).collect();
        places.extend(verdicts.iter().flatten().flat_map(|verdict| scene.evidence(verdict)));
        hits.push(Hit {
            duty: Some(DUTY.into()),
            system: Some(one.id.clone()),
            primary,
            places,
            words: vec![("system", one.name.clone()), ("other", other.name.clone())],
        });
    }
    hits
}
