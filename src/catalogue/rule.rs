//! Rules of findings, one data file each.

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {}

pub(super) fn builtin() -> Vec<Rule> {
    Vec::new()
}
