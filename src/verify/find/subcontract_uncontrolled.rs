//! `subcontract-uncontrolled`: the vendor's papers show that work is handed on, and consent or equal duties are not settled.

use crate::model::{Document, FindingPlace, Kind, Level, Party, Side};
use crate::text::pattern;
use crate::verify::scene::{Hit, Scene, place_in, place_of, unit_place};
use crate::verify::why::cite;

pattern!(
    HANDED_ON,
    needs[["委託", "協力会社", "パートナー"]],
    r"(?:再委託|再委任|外部委託|協力会社|パートナー会社)[^。]{0,20}?(?:しています|しております|している|委託し|させています|行わせています|利用しています)"
);
pattern!(
    NOT_SO,
    needs[["ない", "せん"]],
    r"(?:ていません|ておりません|ていない|ないこと|行わない|行いません|しません|しない)"
);

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for system in &scene.systems {
        let papers = scene.papers(system);
        if !papers.iter().any(|paper| paper.kind.level() == Level::Binding) {
            continue;
        }
        let Some((document, primary)) = handed_on(scene, &papers) else { continue };
        let missing: Vec<(&str, &str)> = [
            ("sub.consent", "再委託の承諾や届出の定めがありません"),
            ("sub.control", "再委託先に同じ義務を負わせる定めがありません"),
        ]
        .into_iter()
        .filter(|(duty, _)| scene.verdict(&(*duty).into(), &system.id).is_some_and(|v| !v.state.is_at_rest()))
        .collect();
        let Some((duty, _)) = missing.first() else { continue };
        let faults: Vec<&str> = missing.iter().map(|(_, fault)| *fault).collect();
        hits.push(Hit {
            duty: Some((*duty).into()),
            system: Some(system.id.clone()),
            words: vec![
                ("system", system.name.clone()),
                ("paper", cite(document, &primary.place)),
                ("fault", faults.join("。また、")),
            ],
            primary,
            places: Vec::new(),
        });
    }
    hits
}

/// Where a paper of the vendor shows that somebody else does a part of the work.
fn handed_on<'a>(scene: &Scene<'a>, papers: &[&'a Document]) -> Option<(&'a Document, FindingPlace)> {
    let theirs = |document: &Document| document.side != Side::Hospital && document.kind != Kind::RoleTable;
    let by_claim = || {
        let does = |party: Party| party == Party::Subcontractor;
        let acts = scene.claims.iter().find(|claim| {
            (does(claim.holder) || claim.performer.is_some_and(does))
                && !claim.duty.as_str().starts_with("sub.")
                && ["委託", "委任", "下請", "協力会社", "パートナ"].iter().any(|word| claim.quote.text.contains(word))
                && papers.iter().any(|paper| paper.id == claim.document && theirs(paper))
        })?;
        scene.document(&acts.document).map(|document| (document, place_of(acts)))
    };
    let by_words = || {
        papers.iter().filter(|document| theirs(document)).find_map(|document| {
            let says = |text: &str| HANDED_ON.is_match(text) && !NOT_SO.is_match(text);
            let unit = document.units.iter().find(|unit| says(&unit.text))?;
            Some((*document, place_in(document, &unit_place(unit))))
        })
    };
    by_claim().or_else(by_words)
}
