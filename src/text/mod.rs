//! The ear for Japanese. In: letters as they stand in papers. Out: the same words in one spelling, with a map back to the
//! original letters, so that every quote shows what the paper really says.

pub mod dates;
pub mod decode;
pub mod diff;
pub mod english;
pub mod fold;
mod letters;
mod machine;
pub mod marks;
pub mod name;
pub mod near;
pub mod numbers;
mod pattern;

pub(crate) use pattern::{Groups, Pattern, pattern};

pub use fold::{Folded, fold, is_plain, normal, respell};

/// Bytes in lower-case hex digits, as fingerprints are printed.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
