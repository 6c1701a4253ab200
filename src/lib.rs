//! hazama reads the papers that split duties between a hospital and the vendors of its medical systems,
//! works out who has each duty and on what words, and reports the duties that hang between them.
//!
//! The line: bytes → [`read`] → [`forms`] and [`clause`] → [`claims`] → [`verify`] → [`report`].
//! Each stage is a function from values to values; only `main`, `cli` and `case` touch files, the clock and the terminal.

#![warn(missing_docs)]

pub mod case;
pub mod catalogue;
pub mod claims;
pub mod clause;
pub mod forms;
pub mod model;
pub mod read;
pub mod report;
pub mod schemas;
pub mod text;
pub mod verify;
