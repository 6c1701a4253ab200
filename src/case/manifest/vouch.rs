//! Whether a value is surely what its schema asks for. In: a schema and a value. Out: yes, or perhaps not.
//!
//! Compiling a schema takes a small run longer than reading the manifest that it is for, and most manifests are right. This goes
//! through schema and value side by side and knows only the keywords that small schemas use: at any other it does not vouch, and
//! the schema itself is asked, which also knows what to say.

use std::slice;

use serde_json::Value;

use crate::model::Date;

/// The value surely keeps to the schema. `false` says nothing about it.
pub(super) fn vouches(schema: &Value, value: &Value) -> bool {
    part(schema, schema, value)
}

fn part(whole: &Value, schema: &Value, value: &Value) -> bool {
    let Some(rules) = schema.as_object() else { return false };
    rules.iter().all(|(keyword, rule)| keeps(whole, schema, keyword, rule, value).unwrap_or(false))
}

/// The value keeps to one keyword of a schema; none where the keyword is not known or not used as usual.
fn keeps(whole: &Value, schema: &Value, keyword: &str, rule: &Value, value: &Value) -> Option<bool> {
    let members = value.as_object();
    let items = value.as_array();
    let letters = value.as_str();
    Some(match keyword {
        "$schema" | "$id" | "$defs" | "title" | "description" => true,
        "$ref" => part(whole, whole.pointer(rule.as_str()?.strip_prefix('#')?)?, value),
        "type" => {
            let kinds = rule.as_array().map_or(slice::from_ref(rule), Vec::as_slice);
            kinds.iter().any(|kind| match kind.as_str() {
                Some("object") => members.is_some(),
                Some("array") => items.is_some(),
                Some("string") => letters.is_some(),
                Some("integer") => value.is_i64(),
                _ => false,
            })
        }
        "enum" => rule.as_array()?.contains(value),
        "properties" => {
            let fields = rule.as_object()?;
            let fits = |(name, member)| fields.get(name).is_none_or(|field| part(whole, field, member));
            members.into_iter().flatten().all(fits)
        }
        "additionalProperties" if *rule == Value::Bool(false) => {
            let fields = schema.get("properties")?.as_object()?;
            members.is_none_or(|members| members.keys().all(|name| fields.contains_key(name)))
        }
        "required" => {
            let names = rule.as_array()?;
            members.is_none_or(|members| {
                names.iter().all(|name| name.as_str().is_some_and(|name| members.contains_key(name)))
            })
        }
        "items" => items.into_iter().flatten().all(|item| part(whole, rule, item)),
        "minItems" => rule.as_u64()? <= items?.len() as u64,
        "maxItems" => rule.as_u64()? >= items?.len() as u64,
        "minLength" => rule.as_u64()? <= letters?.chars().count() as u64,
        "minimum" => rule.as_i64()? <= value.as_i64()?,
        "maximum" => rule.as_i64()? >= value.as_i64()?,
        "pattern" if rule == r"^\S+$" => !letters?.is_empty() && !letters?.contains(char::is_whitespace),
        "format" if rule == "date" => {
            letters?.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && Date::iso(letters?).is_some()
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::schemas::CASE;

    /// Every part of a value, by JSON pointer.
    fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Object(members) => {
                members.iter().for_each(|(name, member)| pointers(member, &format!("{at}/{name}"), found));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(number, item)| pointers(item, &format!("{at}/{number}"), found));
            }
            _ => {}
        }
    }

    #[test]
    fn a_manifest_is_vouched_for_exactly_where_the_schema_finds_no_mistake() {
        let schema: Value = serde_json::from_str(CASE).expect("JSON");
        let strict = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
        let good = json!({
            "hospital": { "name": "みほん市民病院", "beds": 180 },
            "review": { "as_of": "2026-04-01", "guideline": "6.0" },
            "vendor": [{ "id": "kakuu", "name": "架空システム株式会社" }],
            "system": [
                { "id": "ehr", "name": "電子カルテ", "vendor": "kakuu", "service": "cloud", "options": ["遠隔"] },
                { "id": "lab", "name": "検査" }
            ],
            "document": [
                { "path": "契約.docx", "system": "ehr", "vendor": "kakuu", "kind": "contract", "side": "both", "edition": "4.1" },
                { "path": "規程.docx", "system": ["ehr", "lab"] }
            ],
            "interface": [{ "between": ["ehr", "lab"] }]
        });
        assert!(vouches(&schema, &good) && vouches(&schema, &json!({})));
        let mut parts = Vec::new();
        pointers(&good, "", &mut parts);
        let odd = [
            json!(null),
            json!(true),
            json!(-1),
            json!(0),
            json!(100_000),
            json!(100_001),
            json!(""),
            json!("a b"),
            json!("a\u{3000}b"),
            json!("cloud"),
            json!("2026-02-30"),
            json!("2024-02-29"),
            json!("2026-2-3"),
            json!("20260203"),
            json!("令和8年4月1日"),
            json!("5.0"),
            json!([]),
            json!(["a"]),
            json!(["a", "b"]),
            json!(["a", "b", "c"]),
            json!([1, 2]),
            json!({}),
            json!({ "id": "x" }),
            json!([{}]),
            json!([{ "id": "x", "name": "y" }]),
            json!([{ "path": "x", "more": 1 }]),
            json!({ "name": "x", "colour": 1 }),
        ];
        let mut tried = 0;
        for at in &parts {
            for value in &odd {
                let mut bad = good.clone();
                *bad.pointer_mut(at).expect("a part") = value.clone();
                assert_eq!(vouches(&schema, &bad), strict.is_valid(&bad), "{at}: {value}");
                tried += 1;
            }
            if let Some((parent, name)) = at.rsplit_once('/') {
                let mut less = good.clone();
                if let Some(members) = less.pointer_mut(parent).and_then(Value::as_object_mut) {
                    members.remove(name);
                    members.insert(format!("{name}s"), json!("x"));
                }
                assert_eq!(vouches(&schema, &less), strict.is_valid(&less), "{at} under another name");
            }
        }
        assert!(tried > 600, "{tried}");
    }

    #[test]
    fn a_number_without_a_fraction_and_an_unknown_keyword_are_left_to_the_schema() {
        assert!(!vouches(&json!({ "type": "integer" }), &json!(1.0)));
        assert!(!vouches(&json!({ "type": "string", "maxLength": 3 }), &json!("a")));
        assert!(!vouches(&json!({ "$ref": "elsewhere" }), &json!("a")));
    }
}
