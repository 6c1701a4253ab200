//! What a schema says is wrong with a file that a person wrote. In: the schema and the value. Out: [`Mistake`]s in words for a clerk,
//! each with the field and the mend.

use jsonschema::error::ValidationErrorKind as Wrong;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

/// A mistake in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// JSON pointer to the part that is wrong (`/articles/3/claims/0/duty`).
    pub pointer: String,
    /// What is wrong and how to mend it, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

/// Everything that a schema says is wrong with a value.
///
/// # Panics
/// Never: the schema is an embedded one, which a test reads.
pub fn mistakes(schema: &str, value: &Value) -> Vec<Mistake> {
    let schema: Value = serde_json::from_str(schema).expect("an embedded schema is JSON");
    let validator: Validator = jsonschema::validator_for(&schema).expect("an embedded schema is a schema");
    validator.iter_errors(value).flat_map(|error| in_words(&schema, &error)).collect()
}

/// A part of a file as a person would point at it: `articles[3] の claims[0] の duty`, counted from 1.
pub fn named(pointer: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for part in pointer.split('/').skip(1) {
        match (part.parse::<usize>(), words.last_mut()) {
            (Ok(number), Some(last)) => last.push_str(&format!("[{}]", number + 1)),
            _ => words.push(part.to_owned()),
        }
    }
    words.join(" の ")
}

fn in_words(schema: &Value, error: &ValidationError<'_>) -> Vec<Mistake> {
    let pointer = error.instance_path().to_string();
    let shown = match error.instance().as_ref() {
        Value::String(text) => text.clone(),
        other => other.to_string().chars().take(40).collect(),
    };
    let (place, english) = match named(&pointer) {
        place if place.is_empty() => ("ファイル全体".to_owned(), "the file".to_owned()),
        place => (place.clone(), place.replace(" の ", "/")),
    };
    let mistake = |ja: String, en: String| vec![Mistake { pointer: pointer.clone(), ja, en }];
    match error.kind() {
        Wrong::AdditionalProperties { unexpected } => {
            let around = error.schema_path().as_str().rsplit_once('/').map_or("", |(around, _)| around);
            let known = fields(schema, around);
            unexpected
                .iter()
                .map(|field| Mistake {
                    pointer: format!("{pointer}/{field}"),
                    ja: format!("{place} に「{field}」という項目はありません。書けるのは {} です。名前を直すか、消してください。", known.join("、")),
                    en: format!("{english} has no field \"{field}\"; known: {}", known.join(", ")),
                })
                .collect()
        }
        Wrong::Required { property } => {
            let field = property.as_str().unwrap_or_default();
            mistake(
                format!("{place} に {field} がありません。書き足してください。"),
                format!("{english} lacks {field}; add it"),
            )
        }
        Wrong::Enum { options } => {
            let options: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            mistake(
                format!("{place} に「{shown}」は書けません。{} のどれかに直してください。", options.join("、")),
                format!("{english} cannot be \"{shown}\"; known: {}", options.join(", ")),
            )
        }
        Wrong::AnyOf { .. } => {
            let parts = part_at(schema, error.schema_path().as_str()).and_then(Value::as_array);
            let fields: Vec<&str> = parts
                .into_iter()
                .flatten()
                .filter_map(|part| part["required"].as_array())
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            mistake(
                format!("{place} に {} のどれもありません。どれかを書き足してください。", fields.join("、")),
                format!("{english} has none of {}; add one", fields.join(", ")),
            )
        }
        Wrong::Constant { expected_value } => {
            let wanted = expected_value.as_str().unwrap_or_default();
            mistake(
                format!("{place} が「{shown}」です。「{wanted}」と書いてください。"),
                format!("{english} is \"{shown}\"; write \"{wanted}\""),
            )
        }
        Wrong::Pattern { .. } => mistake(
            format!("{place} の「{shown}」は書き方が違います。hazama schema で書き方を見て直してください。"),
            format!("{english} \"{shown}\" is not written as it must be; see hazama schema"),
        ),
        Wrong::MinLength { .. } | Wrong::MinItems { .. } => {
            mistake(format!("{place} が空です。書いてください。"), format!("{english} is empty; fill it"))
        }
        Wrong::Type { .. } => mistake(
            format!(
                "{place} に「{shown}」は書けません。文字は引用符「\"」で囲み、一覧は [ ]、組は {{ }} で書いてください。"
            ),
            format!("{english} has a value of the wrong type"),
        ),
        _ => mistake(format!("{place} の書き方が違います({error})。直してください。"), format!("{english}: {error}")),
    }
}

/// The fields that a part may have, followed through references.
fn fields(schema: &Value, around: &str) -> Vec<String> {
    let of = |part: &Value| part["properties"].as_object().map(|known| known.keys().cloned().collect::<Vec<_>>());
    part_at(schema, around).and_then(of).unwrap_or_default()
}

/// The part of a schema at a path that may go through `$ref`.
fn part_at<'a>(schema: &'a Value, path: &str) -> Option<&'a Value> {
    if let Some(found) = schema.pointer(path) {
        return Some(found);
    }
    let mut part = schema;
    for step in path.split('/').skip(1) {
        part = match step {
            "$ref" => schema.pointer(part["$ref"].as_str()?.trim_start_matches('#'))?,
            _ => match step.parse::<usize>() {
                Ok(number) if part.is_array() => &part[number],
                _ => &part[step],
            },
        };
    }
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_name_field_and_mend() {
        for (pointer, want) in
            [("", ""), ("/kind", "kind"), ("/articles/2/claims/0/duty", "articles[3] の claims[1] の duty")]
        {
            assert_eq!(named(pointer), want);
        }
        let good = serde_json::json!({
            "schema": "hazama/rules/v1",
            "source": { "path": "規程.docx", "sha256": "0".repeat(64), "title": null },
            "articles": [{ "unit": "第1条", "heading": null, "words": "甲", "fingerprint": "0".repeat(16),
                "claims": [{ "duty": "bck.take", "holder": "hospital", "strength": "duty", "quote": "甲" }] }]
        });
        assert_eq!(mistakes(super::super::RULES, &good), Vec::new());
        for (pointer, value, want) in [
            ("/schema", "v1", "schema が「v1」です。「hazama/rules/v1」と書いてください。"),
            (
                "/articles/0/claims/0/holder",
                "甲",
                "articles[1] の claims[1] の holder に「甲」は書けません。hospital、vendor",
            ),
            (
                "/articles/0/claims/0/duti",
                "x",
                "claims[1] に「duti」という項目はありません。書けるのは condition、duty",
            ),
            ("/articles/0/claims/0/quote", "", "quote が空です。"),
            ("/articles/0/fingerprint", "x", "fingerprint の「x」は書き方が違います。"),
            ("/articles/0/claims", "x", "claims に「x」は書けません。"),
        ] {
            let mut bad = good.clone();
            let (parent, field) = pointer.rsplit_once('/').expect("a pointer");
            let parent = bad.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
            parent.insert(field.to_owned(), value.into());
            let found = mistakes(super::super::RULES, &bad);
            assert!(
                found.iter().any(|found| found.ja.contains(want) && found.ja.ends_with('。')),
                "{pointer}: {found:?}"
            );
        }
    }
}
