//! Holds the embedded data files against the schemas that describe them to their authors.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// A group's duty is written as a built-in one is, with `beside` on top.
#[test]
fn the_duties_of_a_pack_have_the_shape_of_the_built_in_ones() {
    let schema = |name| serde_json::from_str::<Value>(hazama::schemas::text(name).expect(name)).expect(name);
    let (builtin, mut own) = (schema("duty"), schema("pack-words"));
    let fields = own["$defs"]["duty"]["properties"].as_object_mut().expect("fields");
    assert!(fields.remove("beside").is_some());
    for part in ["duty", "phrase"] {
        assert_eq!(builtin["$defs"][part], own["$defs"][part], "{part}");
    }
}

#[test]
fn the_data_files_follow_their_schemas() {
    for (folder, name) in [
        ("src/catalogue/duties", "duty"),
        ("src/catalogue/rules", "rule"),
        ("src/catalogue/guidelines", "guideline"),
        ("src/catalogue/remedies", "remedy"),
        ("src/catalogue/forms", "form"),
        ("src/catalogue/forms/layouts", "form-layout"),
    ] {
        let schema: Value = serde_json::from_str(hazama::schemas::text(name).expect(name)).expect(name);
        let validator = jsonschema::validator_for(&schema).expect(name);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                continue;
            }
            let text = fs::read_to_string(&path).expect("reads");
            let value: Value = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let faults: Vec<String> =
                validator.iter_errors(&value).map(|error| format!("{error} at {}", error.instance_path())).collect();
            assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        }
    }
}
