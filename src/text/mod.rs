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

/// Where a word first stands in a text, as [`str::find`] tells: for short words that seldom stand there, of which that makes tables
/// each time.
pub(crate) fn place_of(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some((last, before)) = word.split_last() else { return Some(0) };
    let mut from = before.len();
    // letters of Japanese begin alike, so the last byte is looked for
    while let Some(hit) = memchr::memchr(*last, text.get(from..)?) {
        let end = from + hit;
        if &text[end - before.len()..end] == before {
            return Some(end - before.len());
        }
        from = end + 1;
    }
    None
}

/// Bytes in lower-case hex digits, as fingerprints are printed.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
