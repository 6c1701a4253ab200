//! `operation-breaks-measure`: a rule sets an operation under which a measure that the vendor's papers show cannot work.

use crate::catalogue::rule::Operation;
use crate::model::{Claim, Document, Level, Party, Strength, System, Unit};
use crate::text::normal;
use crate::verify::scene::{Hit, Scene, place_in, place_of, unit_place};
use crate::verify::why::cite;

const RULE: &str = "operation-breaks-measure";

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let rule = scene.catalogue.rules.iter().find(|rule| rule.id == RULE);
    let mut hits = Vec::new();
    for operation in rule.map(|rule| rule.operations.as_slice()).unwrap_or_default() {
        let Some((document, unit)) = set_by(scene, operation) else { continue };
        let place = unit_place(unit);
        for system in &scene.systems {
            let Some((claim, paper)) = broken(scene, operation, system) else { continue };
            hits.push(Hit {
                duty: Some(claim.duty.clone()),
                system: Some(system.id.clone()),
                primary: place_in(document, &place),
                places: vec![place_of(claim)],
                words: vec![
                    ("measure", cite(paper, &claim.quote.place)),
                    ("duty", scene.catalogue.title(&claim.duty).to_owned()),
                    ("rule", cite(document, &place)),
                    ("what", operation.what.clone()),
                ],
            });
        }
    }
    hits
}

/// The first sentence of a rule that sets the operation.
fn set_by<'a>(scene: &Scene<'a>, operation: &Operation) -> Option<(&'a Document, &'a Unit)> {
    let spelt = |words: &Vec<String>| words.iter().map(|word| normal(word)).collect::<Vec<_>>();
    let groups: Vec<Vec<String>> = operation.says.iter().map(spelt).collect();
    let unless = spelt(&operation.unless);
    let says = |sentence: &str| {
        let holds = |word: &String| sentence.contains(word);
        groups.iter().all(|group| group.iter().any(holds)) && !unless.iter().any(holds)
    };
    let rules = scene.documents.iter().filter(|document| document.kind.level() == Level::Internal);
    rules
        .flat_map(|document| document.units.iter().map(move |unit| (document, unit)))
        .filter(|(_, unit)| unit.ignored.is_none())
        .find(|(_, unit)| normal(&unit.text).split_inclusive('。').any(says))
}

/// What the vendor's papers show as a measure that the operation breaks.
fn broken<'a>(scene: &Scene<'a>, operation: &Operation, system: &System) -> Option<(&'a Claim, &'a Document)> {
    operation.duties.iter().find_map(|duty| {
        scene.claims_on(duty, system).into_iter().find(|(claim, document)| {
            let shown = match document.kind.level() {
                Level::Declared => matches!(claim.strength, Strength::Stated | Strength::Duty),
                Level::Binding => claim.strength == Strength::Duty,
                _ => false,
            };
            shown && matches!(claim.holder, Party::Vendor | Party::Both)
        })
    })
}
