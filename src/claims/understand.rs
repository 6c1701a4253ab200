//! One paper after its container has been read: what it is, and what it says.

use super::forms::claims;
use crate::catalogue::Catalogue;
use crate::forms;
use crate::model::{Content, Document, Header, Kind, Plan, Source, Unit};

/// What kind of paper it is, and why it was taken for it.
struct Taken {
    kind: Kind,
    reason: String,
    edition: Option<String>,
}

/// Recognises a paper and reads what it says. What the plan says of the paper overrules what is recognised.
pub fn understand(source: Source, catalogue: &Catalogue, plan: &Plan) -> Document {
    let hint = plan.hint(&source.path);
    let taken = match hint.and_then(|hint| hint.kind) {
        Some(kind) => Taken { kind, reason: "指定された種類".to_owned(), edition: None },
        None => recognise(&source, catalogue),
    };
    let mut document = Document {
        id: String::new(),
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        container: source.container,
        kind: taken.kind,
        kind_reason: taken.reason,
        edition: taken.edition,
        side: hint.and_then(|hint| hint.side).unwrap_or_else(|| taken.kind.side()),
        systems: Vec::new(),
        vendor: None,
        header: Header::default(),
        rows: Vec::new(),
        units: Vec::new(),
        claims: Vec::new(),
        precedence: Vec::new(),
        notices: source.notices.clone(),
    };
    if is_form(taken.kind) {
        read_form(&mut document, &source, catalogue, plan);
    }
    if let Some(edition) = hint.and_then(|hint| hint.edition.clone()) {
        document.edition = Some(edition);
    }
    document
}

fn recognise(source: &Source, catalogue: &Catalogue) -> Taken {
    if matches!(source.content, Content::Nothing) {
        return Taken {
            kind: Kind::Unknown, reason: "内容を読み取れませんでした".to_owned(), edition: None
        };
    }
    match forms::recognise(source, catalogue) {
        Some(form) => Taken { kind: form.kind, reason: form.reason, edition: form.edition },
        None => Taken {
            kind: Kind::Unknown, reason: "種類を示す言葉が見つかりませんでした".to_owned(), edition: None
        },
    }
}

fn is_form(kind: Kind) -> bool {
    matches!(kind, Kind::RoleTable | Kind::Mds | Kind::Sds | Kind::ChecklistHospital | Kind::ChecklistVendor)
}

fn read_form(document: &mut Document, source: &Source, catalogue: &Catalogue, plan: &Plan) {
    let reading = forms::read(source, document.kind, catalogue, plan.as_of);
    document.claims = claims(&reading.rows, document.kind, catalogue);
    document.edition = reading.edition.or(document.edition.take());
    document.header = reading.header;
    document.rows = reading.rows;
    document.units = reading
        .ignored
        .into_iter()
        .map(|(place, reason)| Unit { unit: place.in_words(), ignored: Some(reason), ..Unit::default() })
        .collect();
    document.notices.extend(reading.notices);
}
