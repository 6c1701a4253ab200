//! Papers become documents with claims. In: what a container held, the catalogue and the plan. Out: documents that
//! know their kind, their systems and vendor, and claims with ids.

mod amend;
pub mod forms;
mod named;
pub mod rules;
mod tie;
mod understand;

pub use amend::amend;
pub use named::{Named, fold, lies_in};
pub use tie::{bare, same_name, settle, tie};
pub use understand::{effort, understand};

use crate::model::Document;

/// Numbers documents and claims (`d1`, `c1`) in their order, and says in claims and notices whose they are.
pub fn number(documents: &mut [Document]) {
    let mut claims = 0;
    for (number, document) in documents.iter_mut().enumerate() {
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
}
