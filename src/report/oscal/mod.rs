//! The report in OSCAL's shape (NIST, 1.1.2). In: a report and the catalogue. Out: six documents that name one another, so that
//! each part stands in the model made for it: duties as controls, what each system's papers say, who provides and who inherits,
//! what was looked at and what came out. `docs/oscal.md` says what stands where. The same report gives the same bytes.

mod common;
mod definition;
mod duties;
mod ids;
mod results;
mod security_plan;
mod share;

use serde_json::{Value, json};

use super::tables::Index;
use crate::catalogue::Catalogue;
use crate::model::Report;
use common::Scene;

/// The version of OSCAL that is written.
pub const VERSION: &str = "1.1.2";

/// File names of the documents.
const CATALOG: &str = "catalog.json";
const PROFILE: &str = "profile.json";
const DEFINITION: &str = "component-definition.json";
const SECURITY_PLAN: &str = "system-security-plan.json";
const ASSESSMENT_PLAN: &str = "assessment-plan.json";
const RESULTS: &str = "assessment-results.json";

/// The documents, each with its file name.
pub fn documents(report: &Report, catalogue: &Catalogue) -> Vec<(&'static str, String)> {
    let index = Index::new(report, catalogue);
    let scene = Scene::new(&index);
    let whole = [
        (CATALOG, "catalog", duties::catalog(&scene)),
        (PROFILE, "profile", duties::profile(&scene)),
        (DEFINITION, "component-definition", definition::definition(&scene)),
        (SECURITY_PLAN, "system-security-plan", security_plan::plan(&scene)),
        (ASSESSMENT_PLAN, "assessment-plan", results::plan(&scene)),
        (RESULTS, "assessment-results", results::results(&scene)),
    ];
    whole.map(|(name, model, document)| (name, print(model, document))).into()
}

/// A document under its model's name, with a UUID that changes when anything in it does.
fn print(model: &str, mut document: Value) -> String {
    let letters = format!("{model}\n{document}");
    if let Some(fields) = document.as_object_mut() {
        fields.insert("uuid".to_owned(), json!(ids::uuid(letters.as_bytes())));
    }
    let whole = json!({ model: document });
    // Strings, numbers and lists only: nothing in the shape can fail to serialize.
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests;
