//! `vendor-sheet-missing`: the hospital fills in the yearly checklist, and a vendor under contract has sent none.

use crate::model::{Document, Kind, Level, Place};
use crate::verify::scene::{Hit, Scene, place_in};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let of = |kind: Kind| scene.documents.iter().filter(move |document| document.kind == kind);
    let Some(sheet) = of(Kind::ChecklistHospital).next() else { return Vec::new() };
    let mut hits = Vec::new();
    for (id, name) in vendors(scene) {
        let theirs = |document: &Document| {
            document.vendor.as_deref() == Some(id) || (document.vendor.is_none() && document.systems.is_empty())
        };
        let binding =
            scene.documents.iter().find(|d| d.kind.level() == Level::Binding && d.vendor.as_deref() == Some(id));
        let Some(contract) = binding.filter(|_| !of(Kind::ChecklistVendor).any(theirs)) else { continue };
        hits.push(Hit {
            duty: None,
            system: None,
            // the contract tells one vendor's finding from another's
            primary: place_in(contract, &Place::default()),
            places: vec![place_in(sheet, &Place::default())],
            words: vec![("vendor", name.to_owned())],
        });
    }
    hits
}

/// Ids and names of the vendors of the case's systems.
fn vendors<'a>(scene: &'a Scene) -> Vec<(&'a str, &'a str)> {
    let mut vendors: Vec<(&str, &str)> = Vec::new();
    for id in scene.systems.iter().filter_map(|system| system.vendor.as_deref()) {
        if vendors.iter().all(|(known, _)| *known != id) {
            let named = scene.plan.vendors.iter().find(|vendor| vendor.id == id);
            vendors.push((id, named.map_or(id, |vendor| vendor.name.as_str())));
        }
    }
    vendors
}
