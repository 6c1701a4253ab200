//! `seam-unowned`: two systems of different vendors meet, and no paper gives the joint duty to anyone.

use crate::model::{State, System, Verdict};
use crate::verify::scene::{Hit, Scene};
use crate::verify::systems::names;
use crate::verify::words::fold;

const DUTY: &str = "mnt.interface";
/// What else two vendors have to settle between them; named in the sentence where nobody has it on either side.
const JOINT: [&str; 4] = ["inc.contain", "net.vpn", "log.clock", "bck.take"];

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for interface in &scene.plan.interfaces {
        let system = |id: &str| scene.systems.iter().find(|system| system.id == id);
        let (Some(one), Some(other)) = (system(&interface.between.0), system(&interface.between.1)) else { continue };
        if one.vendor.is_some() && one.vendor == other.vendor {
            continue;
        }
        let pair = [one, other];
        let verdicts = pair.map(|system| scene.verdict(&DUTY.into(), &system.id));
        if verdicts.iter().flatten().any(|verdict| owns(scene, verdict, pair)) {
            continue;
        }
        let Some(primary) = scene.expected_in(one).or_else(|| scene.expected_in(other)) else { continue };
        let mut places: Vec<_> = scene.expected_in(other).into_iter().filter(|place| *place != primary).collect();
        places.extend(interface.shown.clone());
        places.extend(verdicts.iter().flatten().flat_map(|verdict| scene.evidence(verdict)));
        hits.push(Hit {
            duty: Some(DUTY.into()),
            system: Some(one.id.clone()),
            primary,
            places,
            words: vec![("system", one.name.clone()), ("other", other.name.clone()), ("also", also(scene, pair))],
        });
    }
    hits
}

/// Whether a settled verdict covers this seam: some of its claims do not speak of a third system only.
fn owns(scene: &Scene, verdict: &Verdict, pair: [&System; 2]) -> bool {
    let thirds: Vec<&System> =
        scene.systems.iter().filter(|system| pair.iter().all(|own| own.id != system.id)).collect();
    let far = pair.iter().find(|system| system.id != verdict.system);
    let elsewhere = |id: &String| {
        scene.claims.iter().find(|claim| claim.id == *id).is_some_and(|claim| {
            let words = fold(&claim.quote.text);
            thirds.iter().any(|third| names(&words, third)) && !far.is_some_and(|far| names(&words, far))
        })
    };
    verdict.state == State::Agreed && (verdict.claims.is_empty() || !verdict.claims.iter().all(elsewhere))
}

/// Further joint duties that hang on both sides, as the end of the sentence; empty when there are none.
fn also(scene: &Scene, pair: [&System; 2]) -> String {
    let hangs = |duty: &str| {
        let verdicts = pair.map(|system| scene.verdict(&duty.into(), &system.id));
        verdicts.iter().all(|verdict| verdict.is_some_and(|verdict| verdict.state.is_hanging()))
    };
    let titles: Vec<&str> = JOINT
        .into_iter()
        .filter(|duty| hangs(duty))
        .filter_map(|duty| scene.catalogue.duty(&duty.into()).map(|duty| duty.title_ja.as_str()))
        .collect();
    if titles.is_empty() {
        String::new()
    } else {
        format!("双方の側で、{}も定まっていません。", titles.join("、"))
    }
}
