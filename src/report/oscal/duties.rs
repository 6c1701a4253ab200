//! The duties as an OSCAL catalog, and the profile that takes them all. In: the catalogue of duties. Out: two documents.

use serde_json::{Value, json};

use super::common::{Scene, prop, put};
use super::{CATALOG, ids};
use crate::catalogue::{Basis, Duty};

/// The id of a duty's control.
pub(super) fn control(duty: &str) -> String {
    ids::token(duty)
}

/// The id of the statement of a duty's control.
pub(super) fn statement(duty: &str) -> String {
    control(duty) + "_smt"
}

/// The catalog: a group an area, a control a duty.
pub(super) fn catalog(scene: &Scene) -> Value {
    let catalogue = scene.index.catalogue;
    let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
    for duty in catalogue.duties.iter() {
        let area = duty.id.area();
        let control = of_duty(scene, duty);
        match groups.iter_mut().find(|(known, _)| *known == area) {
            Some((_, controls)) => controls.push(control),
            None => groups.push((area, vec![control])),
        }
    }
    let title = |area: &str| {
        let duty = catalogue.duties.iter().find(|duty| duty.id.area() == area);
        duty.map_or(area, |duty| scene.index.area(&duty.id)).to_owned()
    };
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|(area, controls)| {
            json!({ "id": format!("area-{}", ids::token(area)), "title": ids::title(&title(area)), "controls": controls })
        })
        .collect();
    json!({ "metadata": scene.metadata("責任分界の役割の一覧"), "groups": groups })
}

fn of_duty(scene: &Scene, duty: &Duty) -> Value {
    let guideline = scene.index.report.plan.guideline;
    let basis = scene.index.catalogue.guidelines.basis(&duty.id, guideline);
    let mut props = vec![prop("weight", &duty.weight.to_string()), prop("title-en", &duty.title_en)];
    props.extend(basis.iter().map(|basis| prop("basis", &Basis::in_words(basis))));
    let mut parts = vec![json!({
        "id": statement(duty.id.as_str()),
        "name": "statement",
        "prose": ids::markup(&duty.plain_ja),
    })];
    let halves = duty.halves.iter().map(|half| {
        json!({
            "id": format!("{}.{}", statement(duty.id.as_str()), ids::token(&half.id)),
            "name": "item",
            "props": [prop("side", half.side.id())],
            "prose": ids::markup(&half.ja),
        })
    });
    put(&mut parts[0], "parts", halves.collect());
    json!({ "id": control(duty.id.as_str()), "title": ids::title(&duty.title_ja), "props": props, "parts": parts })
}

/// The profile: all duties of the catalog.
pub(super) fn profile(scene: &Scene) -> Value {
    json!({
        "metadata": scene.metadata("責任分界の点検で見る役割"),
        "imports": [{ "href": CATALOG, "include-all": {} }],
        "merge": { "as-is": true },
    })
}
