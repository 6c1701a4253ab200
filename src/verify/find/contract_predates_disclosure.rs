//! `contract-predates-disclosure`: the contract was concluded more than a year before a disclosure on which alone duties of the
//! system rest.

use crate::model::{Document, Kind, Place, State, System};
use crate::verify::scene::{Hit, Scene, paper_name, place_in};

/// So many duties are named; the rest is counted.
const NAMED: usize = 3;

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for system in &scene.systems {
        let papers = scene.papers(system);
        let contract = papers.iter().filter(|paper| paper.kind == Kind::Contract);
        // the youngest contract: what came before it is its business
        let dated = contract.filter_map(|paper| Some((paper.header.signed.or(paper.header.from)?, *paper)));
        let Some((concluded, contract)) = dated.max_by_key(|(date, _)| *date) else { continue };
        for form in papers.iter().filter(|paper| matches!(paper.kind, Kind::Mds | Kind::Sds | Kind::Disclosure)) {
            let Some(created) = form.header.created.filter(|created| concluded.plus_years(1) < *created) else {
                continue;
            };
            let titles = told_only(scene, system, form);
            let Some(named) = (!titles.is_empty()).then(|| titles[..titles.len().min(NAMED)].join("」「")) else {
                continue;
            };
            hits.push(Hit {
                duty: None,
                system: Some(system.id.clone()),
                primary: place_in(contract, &Place::default()),
                places: vec![place_in(form, &Place::default())],
                words: vec![
                    ("contract", paper_name(contract)),
                    ("concluded", concluded.to_string()),
                    ("form", paper_name(form)),
                    ("created", created.to_string()),
                    ("count", titles.len().to_string()),
                    ("duties", named),
                ],
            });
        }
    }
    hits
}

/// Titles of the duties of a system that rest on what this form tells.
fn told_only<'a>(scene: &Scene<'a>, system: &System, form: &Document) -> Vec<&'a str> {
    let of_form = |id: &String| scene.claims.iter().any(|claim| claim.id == *id && claim.document == form.id);
    let verdicts = scene.verdicts.iter().filter(|verdict| {
        verdict.system == system.id && verdict.state == State::Declared && verdict.claims.iter().any(of_form)
    });
    verdicts.filter_map(|verdict| scene.catalogue.duty(&verdict.duty)).map(|duty| duty.title_ja.as_str()).collect()
}
