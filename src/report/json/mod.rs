//! JSON for other programs. In: the report, or one paper. Out: pretty-printed JSON of a frozen shape, one module a version.

mod v1;

use super::tables::Index;
use super::tables::proposal;
use crate::catalogue::Catalogue;
use crate::model::{Document, Report};

/// The report of `hazama check`, as `schemas/report.v1.schema.json` describes it. Same report, same bytes.
pub fn report(report: &Report, catalogue: &Catalogue) -> String {
    with_shape(report, catalogue, |shape| print(shape))
}

/// The same in one line, without its end.
pub fn report_line(report: &Report, catalogue: &Catalogue) -> String {
    with_shape(report, catalogue, |shape| serde_json::to_string(shape).unwrap_or_default())
}

fn with_shape(report: &Report, catalogue: &Catalogue, print: impl FnOnce(&v1::Report<'_>) -> String) -> String {
    let index = Index::new(report, catalogue);
    let proposals: Vec<_> =
        report.verdicts.iter().filter_map(|verdict| Some((verdict, proposal(&index, verdict)?))).collect();
    print(&v1::Report::new(report, catalogue).with_remedies(&proposals))
}

/// One paper of `hazama read`, as `schemas/document.v1.schema.json` describes it.
pub fn document(document: &Document) -> String {
    print(&v1::Paper::from(document))
}

fn print(value: &impl serde::Serialize) -> String {
    // Strings, numbers and lists only: nothing in the shape can fail to serialize.
    let mut json = serde_json::to_string_pretty(value).unwrap_or_default();
    json.push('\n');
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::specimen;

    const REPORT: &str = include_str!("../../../schemas/report.v1.schema.json");
    const DOCUMENT: &str = include_str!("../../../schemas/document.v1.schema.json");

    fn errors(schema: &str, json: &str) -> Vec<String> {
        let schema = serde_json::from_str(schema).expect("schema is JSON");
        let json = serde_json::from_str(json).expect("output is JSON");
        let validator = jsonschema::validator_for(&schema).expect("schema is a schema");
        validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    #[test]
    fn report_follows_its_schema() {
        assert_eq!(errors(REPORT, &report(&specimen::report(), specimen::catalogue())), Vec::<String>::new());
    }

    #[test]
    fn every_document_follows_its_schema() {
        for paper in &specimen::report().documents {
            assert_eq!(errors(DOCUMENT, &document(paper)), Vec::<String>::new(), "{}", paper.path);
        }
    }

    #[test]
    fn schema_refuses_unknown_fields_and_words() {
        let good: serde_json::Value =
            serde_json::from_str(&report(&specimen::report(), specimen::catalogue())).expect("JSON");
        for (place, value) in [
            ("/extra", "x"),
            ("/claims/0/extra", "x"),
            ("/claims/0/strength", "maybe"),
            ("/claims/0/place/extra", "x"),
            ("/verdicts/0/state", "fine"),
            ("/remedies/0/extra", "x"),
            ("/documents/0/kind", "letter"),
            ("/findings/0/severity", "worst"),
        ] {
            let mut bad = good.clone();
            let (parent, field) = place.rsplit_once('/').expect("a pointer");
            let parent = bad.pointer_mut(parent).and_then(|value| value.as_object_mut()).expect("an object");
            parent.insert(field.to_owned(), value.into());
            assert!(!errors(REPORT, &bad.to_string()).is_empty(), "{place} = {value} passes");
        }
    }

    #[test]
    fn fields_promised_to_users_are_there() {
        let json: serde_json::Value =
            serde_json::from_str(&report(&specimen::report(), specimen::catalogue())).expect("JSON");
        for (pointer, value) in [
            ("/schema", "hazama/report/v1"),
            ("/as_of", "2026-11-22"),
            ("/workflow", "procurement"),
            ("/guideline", "7.0"),
            ("/guidelines/0/edition", "第7.0版"),
            ("/basis/vul.server/0/guideline", "hospital-7.0"),
            ("/basis/vul.server/0/certainty", "seen-2nd"),
            ("/basis/gov.rules/0/found_in", "hospital-6.0"),
            ("/documents/0/id", "d1"),
            ("/claims/0/id", "c1"),
        ] {
            assert_eq!(json.pointer(pointer).and_then(|found| found.as_str()), Some(value), "{pointer}");
        }
        let hanging = specimen::report().verdicts.iter().filter(|verdict| verdict.state.is_hanging()).count();
        assert_eq!(json["remedies"].as_array().map(Vec::len), Some(hanging));
        assert_eq!(
            json["verdicts"].as_array().map(Vec::len),
            json["counts"]
                .as_object()
                .map(|counts| { counts.values().filter_map(serde_json::Value::as_u64).sum::<u64>() as usize })
        );
    }
}
