//! Editions of forms, one data file each.

/// One edition of a form.
#[derive(Debug, Clone)]
pub struct FormEdition {}

pub(super) fn builtin() -> Vec<FormEdition> {
    Vec::new()
}
