//! The schemas of every file that a person may write or read, built into the program, and what they say is wrong with one.

mod mistakes;

pub use mistakes::{Mistake, mistakes};

/// The schema of `hazama.toml`.
pub const CASE: &str = include_str!("../schemas/case.schema.json");

/// The schema of a hospital's rules as confirmed data.
pub const RULES: &str = include_str!("../schemas/rules.v1.schema.json");

/// The schema of `hazama.decisions.json`.
pub const DECISIONS: &str = include_str!("../schemas/decisions.v1.schema.json");

/// The schema of an edition of a form.
pub const FORM: &str = include_str!("../schemas/form.schema.json");

/// The schema of a guideline pack.
pub const GUIDELINE: &str = include_str!("../schemas/guideline.schema.json");

/// The schema of `pack.toml` in a group's pack.
pub const PACK: &str = include_str!("../schemas/pack.schema.json");

/// The schema of the files of `duties/` in a group's pack.
pub const PACK_WORDS: &str = include_str!("../schemas/pack-words.schema.json");

/// The schema of `posts.toml` in a group's pack.
pub const PACK_POSTS: &str = include_str!("../schemas/pack-posts.schema.json");

/// The schema of `rules.toml` in a group's pack.
pub const PACK_RULES: &str = include_str!("../schemas/pack-rules.schema.json");

/// Name on the command line and text of every schema, in the order in which they are listed.
pub const SCHEMAS: [(&str, &str); 18] = [
    ("case", CASE),
    ("report", include_str!("../schemas/report.v1.schema.json")),
    ("oscal", include_str!("../schemas/oscal.schema.json")),
    ("compare", include_str!("../schemas/compare.v1.schema.json")),
    ("document", include_str!("../schemas/document.v1.schema.json")),
    ("stream", include_str!("../schemas/stream.v1.schema.json")),
    ("rules", RULES),
    ("decisions", DECISIONS),
    ("duty", include_str!("../schemas/duty.schema.json")),
    ("rule", include_str!("../schemas/rule.schema.json")),
    ("guideline", GUIDELINE),
    ("pack", PACK),
    ("pack-words", PACK_WORDS),
    ("pack-posts", PACK_POSTS),
    ("pack-rules", PACK_RULES),
    ("remedy", include_str!("../schemas/remedy.schema.json")),
    ("form", FORM),
    ("form-layout", include_str!("../schemas/form-layout.schema.json")),
];

/// The text of the schema of that name, or none.
pub fn text(name: &str) -> Option<&'static str> {
    SCHEMAS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_is_one_and_bears_its_name() {
        for (name, text) in SCHEMAS {
            let schema: serde_json::Value =
                serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let id = schema["$id"].as_str().unwrap_or_default();
            assert!(id == format!("hazama/{name}") || id == format!("hazama/{name}/v1"), "{name}: {id}");
            jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}
