//! What the terminal shows. In: the report or one paper. Out: text that a clerk understands, East Asian widths in mind.

mod changes;
mod document;
mod paint;
mod summary;
mod words;

pub use document::{Look, document};
pub use paint::Paint;
pub use summary::summary;
