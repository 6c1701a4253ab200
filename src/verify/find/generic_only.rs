//! `generic-only`: a clause says that guidelines are followed, and hardly any single duty is put on the vendor.

use crate::model::{Document, Level, Party, Strength, System};
use crate::verify::scene::{Hit, Scene, place_in, unit_place};
use crate::verify::why::cite;

/// A paper that names so many duties says more than its general clause.
const ENOUGH: usize = 3;
/// What a general clause follows, and how.
const WHAT: [&str; 5] = ["ガイドライン", "指針", "基準等", "省の定める", "関係通知"];
const HOW: [&str; 8] = ["遵守", "順守", "準拠", "従い", "従う", "適合", "沿って", "則"];

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for system in &scene.systems {
        let binding: Vec<&Document> =
            scene.papers(system).into_iter().filter(|paper| paper.kind.level() == Level::Binding).collect();
        if duties(scene, system) >= ENOUGH {
            continue;
        }
        let general = binding.iter().find_map(|document| {
            let is_general = |text: &str| holds(text, &WHAT) && holds(text, &HOW);
            document.units.iter().find(|unit| is_general(&unit.text)).map(|unit| (document, unit))
        });
        let Some((document, unit)) = general else { continue };
        let place = unit_place(unit);
        hits.push(Hit {
            duty: None,
            system: Some(system.id.clone()),
            primary: place_in(document, &place),
            places: Vec::new(),
            words: vec![("system", system.name.clone()), ("paper", cite(document, &place))],
        });
    }
    hits
}

fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// How many security duties binding papers put on the vendor in words.
fn duties(scene: &Scene, system: &System) -> usize {
    let general = ["sel.", "gov.", "sla.", "sub.", "inc.liability"];
    let bound = |duty: &str| {
        scene.claims_on(duty, system).into_iter().any(|(claim, document)| {
            document.kind.level() == Level::Binding
                && matches!(claim.holder, Party::Vendor | Party::Both)
                && claim.strength == Strength::Duty
        })
    };
    let single = scene.catalogue.duties.iter().filter(|duty| !general.iter().any(|g| duty.id.as_str().starts_with(g)));
    single.filter(|duty| bound(duty.id.as_str())).count()
}
