//! What the schema says is wrong with a manifest, in words for a clerk.

use std::path::Path;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Wrong;
use serde_json::Value;

use super::vouch::vouches;
use crate::case::fault::Fault;
use crate::case::spans::Located;
use crate::schemas;
use crate::text::near::nearest;

/// Checks a manifest against its schema.
pub(super) fn against_schema(file: &Path, located: &Located) -> Vec<Fault> {
    let schema: Value = serde_json::from_str(schemas::CASE).expect("an embedded schema is JSON");
    if vouches(&schema, &located.value) {
        return Vec::new();
    }
    let validator =
        jsonschema::options().should_validate_formats(true).build(&schema).expect("an embedded schema is a schema");
    let mut faults: Vec<Fault> =
        validator.iter_errors(&located.value).flat_map(|error| put_in_words(file, located, &schema, &error)).collect();
    faults.sort_by_key(|fault| fault.line);
    faults
}

/// A day that is not in the calendar, or not written as one.
pub(super) fn bad_date(file: &Path, line: Option<usize>, text: &str) -> Fault {
    Fault::new(
        file,
        format!("[review] の as_of「{text}」は日付として読めません。2026-11-22 のように書いてください。"),
        format!("as_of \"{text}\" of [review] is no date; write it like 2026-11-22"),
    )
    .at(line)
}

fn put_in_words(file: &Path, located: &Located, schema: &Value, error: &ValidationError<'_>) -> Vec<Fault> {
    let pointer = error.instance_path().to_string();
    let shown = match error.instance().as_ref() {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let line = located.line(&pointer);
    let fault = |ja: String, en: String| vec![Fault::new(file, ja, en).at(line)];
    let (ja, en) = named(&pointer);
    match error.kind() {
        Wrong::AdditionalProperties { unexpected } => {
            unexpected.iter().map(|field| unknown_field(file, located, schema, error, &pointer, field)).collect()
        }
        Wrong::Required { property } => {
            let field = property.as_str().unwrap_or_default();
            fault(
                format!("{ja} に {field} がありません。{field} = \"…\" の行を足してください。"),
                format!("{en} lacks {field}; add it"),
            )
        }
        Wrong::Enum { options } => {
            let options: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let (mend_ja, mend_en) = suggest(&shown, &options);
            fault(
                format!("{ja} に「{shown}」は書けません。{mend_ja}"),
                format!("{en} cannot be \"{shown}\"; {mend_en}"),
            )
        }
        Wrong::Format { .. } => vec![bad_date(file, line, &shown)],
        Wrong::Pattern { .. } => fault(
            format!("{ja}「{shown}」に空白は使えません。空白を除いてください。"),
            format!("{en} \"{shown}\" must be written without white space"),
        ),
        Wrong::MinLength { .. } => fault(
            format!("{ja} が空です。書くか、この行を消してください。"),
            format!("{en} is empty; fill or remove it"),
        ),
        Wrong::Minimum { limit } => {
            fault(format!("{ja} は {limit} 以上にしてください。"), format!("{en} must be {limit} or more"))
        }
        Wrong::Maximum { limit } => {
            fault(format!("{ja} は {limit} 以下にしてください。"), format!("{en} must be {limit} or less"))
        }
        Wrong::MinItems { limit } | Wrong::MaxItems { limit } => {
            fault(format!("{ja} には{limit}つ書いてください。"), format!("{en} takes {limit} entries"))
        }
        Wrong::Type { .. } => {
            let (want_ja, want_en) = wanted_type(schema, error.schema_path().as_str());
            fault(format!("{ja} には{want_ja}を書いてください。"), format!("{en} takes {want_en}"))
        }
        _ => fault(format!("{ja} の書き方が違います({error})。"), format!("{en}: {error}")),
    }
}

fn unknown_field(
    file: &Path,
    located: &Located,
    schema: &Value,
    error: &ValidationError<'_>,
    pointer: &str,
    field: &str,
) -> Fault {
    let around = error.schema_path().as_str().rsplit_once('/').map_or("", |(around, _)| around);
    let known: Vec<&str> = schema
        .pointer(&format!("{around}/properties"))
        .and_then(Value::as_object)
        .map(|properties| properties.keys().map(String::as_str).collect())
        .unwrap_or_default();
    let (mend_ja, mend_en) = suggest(field, &known);
    let (ja, en) = match named(pointer) {
        (ja, _) if ja.is_empty() => (String::new(), "the manifest".to_owned()),
        (ja, en) => (format!("{ja} に"), en),
    };
    Fault::new(
        file,
        format!("{ja}「{field}」という項目はありません。{mend_ja}"),
        format!("{en} has no field \"{field}\"; {mend_en}"),
    )
    .at(located.line(&format!("{pointer}/{field}")))
}

/// The nearest of the known words; all of them where they are few or none is near.
fn suggest(word: &str, known: &[&str]) -> (String, String) {
    match nearest(word, known.iter().copied()) {
        Some(meant) if known.len() > 3 => {
            (format!("「{meant}」の書き誤りではありませんか。"), format!("did you mean \"{meant}\"?"))
        }
        _ => (format!("書けるのは {} です。", known.join("、")), format!("known: {}", known.join(", "))),
    }
}

fn wanted_type(schema: &Value, path: &str) -> (&'static str, &'static str) {
    let wanted = schema.pointer(path).map(|kind| kind.as_array().map_or(kind, |kinds| &kinds[0]));
    match wanted.and_then(Value::as_str) {
        Some("integer") => ("整数", "a whole number"),
        Some("array") => ("一覧([[…]] の表、または [\"…\"])", "a list"),
        Some("object") => ("表([…] の下に 項目 = 値 の行)", "a table"),
        _ => ("引用符で囲んだ文字", "text in quotes"),
    }
}

/// A part of the manifest as a person would point at it: `[[document]] の path`.
fn named(pointer: &str) -> (String, String) {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let Some(table) = parts.first() else { return Default::default() };
    let is_list = parts.get(1).is_some_and(|part| part.parse::<usize>().is_ok());
    let head = if is_list { format!("[[{table}]]") } else { format!("[{table}]") };
    match parts.get(if is_list { 2 } else { 1 }) {
        Some(field) => (format!("{head} の {field}"), format!("{field} of {head}")),
        None => (head.clone(), head),
    }
}
