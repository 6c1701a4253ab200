//! What all OSCAL documents share. In: a report. Out: UUIDs, metadata, parties, properties and the papers as resources.

use serde_json::{Map, Value, json};

use super::VERSION;
use super::ids::{self, Ids};
use crate::model::{Document, System};
use crate::report::tables::Index;

/// The namespace of properties that OSCAL does not know.
const NAMESPACE: &str = "urn:hazama:oscal:1";
/// What the hospital is called where no paper names it.
const HOSPITAL: &str = "医療機関";

/// A report with what every document needs.
pub(super) struct Scene<'a> {
    /// Lookups.
    pub index: &'a Index<'a>,
    /// UUIDs of this case.
    pub ids: Ids,
}

impl<'a> Scene<'a> {
    /// The scene of a report.
    pub fn new(index: &'a Index<'a>) -> Scene<'a> {
        let plan = &index.report.plan;
        let hospital = plan.hospital.name.as_deref().into_iter();
        let systems = plan.systems.iter().flat_map(|system| [system.id.as_str(), system.name.as_str()]);
        let vendors = plan.vendors.iter().map(|vendor| vendor.name.as_str());
        Scene { index, ids: Ids::new(hospital.chain(systems).chain(vendors)) }
    }

    /// The day of the review, as midnight in Japan.
    pub fn time(&self) -> String {
        format!("{}T00:00:00+09:00", self.index.report.plan.as_of)
    }

    /// The hospital's name.
    pub fn hospital(&self) -> &'a str {
        self.index.report.plan.hospital.name.as_deref().unwrap_or(HOSPITAL)
    }

    /// The UUID of the hospital's own part.
    pub fn here(&self) -> String {
        self.ids.of("component", &[])
    }

    /// The UUID of a system.
    pub fn component(&self, system: &str) -> String {
        self.ids.of("component", &[system])
    }

    /// The UUID of a paper.
    pub fn paper(&self, document: &Document) -> String {
        self.ids.of("paper", &[&document.path])
    }

    fn party(&self, sort: &str, id: &str) -> String {
        self.ids.of("party", &[sort, id])
    }

    /// Title, time, roles and parties.
    pub fn metadata(&self, title: &str) -> Value {
        let plan = &self.index.report.plan;
        let party = |sort: &str, id: &str, name: &str| json!({ "uuid": self.party(sort, id), "type": "organization", "name": ids::line(name) });
        let mut parties = vec![party("hospital", "", self.hospital())];
        parties.extend(plan.vendors.iter().map(|vendor| party("vendor", &vendor.id, &vendor.name)));
        let props = vec![
            prop("tool", concat!("hazama ", env!("CARGO_PKG_VERSION"))),
            prop("guideline", plan.guideline.id()),
            prop("workflow", plan.workflow.id()),
        ];
        json!({
            "title": ids::title(&format!("{title} {}", self.hospital())),
            "last-modified": self.time(),
            "version": plan.as_of.to_string(),
            "oscal-version": VERSION,
            "props": props,
            "roles": [
                { "id": "customer", "title": "医療機関" },
                { "id": "provider", "title": "事業者" },
            ],
            "parties": parties,
            "responsible-parties": [{ "role-id": "customer", "party-uuids": [self.party("hospital", "")] }],
        })
    }

    /// Who stands behind a system: its vendor, as provider. Empty where nobody is known.
    pub fn providers(&self, system: &System) -> Vec<Value> {
        let vendor = system.vendor.as_ref().filter(|id| self.index.report.plan.vendors.iter().any(|v| v.id == **id));
        vendor
            .map(|id| json!({ "role-id": "provider", "party-uuids": [self.party("vendor", id)] }))
            .into_iter()
            .collect()
    }

    /// The papers as resources, with their fingerprints.
    pub fn papers(&self) -> Vec<Value> {
        let resource = |document: &Document| {
            let mut props = vec![prop("kind", document.kind.id()), prop("side", document.side.id())];
            props.extend(document.edition.as_deref().map(|edition| prop("edition", edition)));
            json!({
                "uuid": self.paper(document),
                "title": ids::title(&document.path),
                "props": props,
                "rlinks": [{
                    "href": ids::address(&document.path),
                    "hashes": [{ "algorithm": "SHA-256", "value": document.sha256 }],
                }],
            })
        };
        self.index.report.documents.iter().map(resource).collect()
    }
}

/// A property of our own.
pub(super) fn prop(name: &str, value: &str) -> Value {
    json!({ "name": name, "ns": NAMESPACE, "value": ids::line(value) })
}

/// Puts a list into an object; OSCAL knows no empty lists.
pub(super) fn put(object: &mut Value, name: &str, list: Vec<Value>) {
    if let Some(fields) = object.as_object_mut().filter(|_| !list.is_empty()) {
        fields.insert(name.to_owned(), Value::Array(list));
    }
}

/// An object with one list in it, or none where the list is empty.
pub(super) fn listed(name: &str, list: Vec<Value>) -> Option<Value> {
    (!list.is_empty()).then(|| Value::Object(Map::from_iter([(name.to_owned(), Value::Array(list))])))
}

/// What kind of component a system is.
pub(super) fn sort(system: &System) -> &'static str {
    match system.service {
        Some(crate::model::Service::Cloud) => "service",
        Some(crate::model::Service::OnPremises) => "software",
        None => "system",
    }
}
