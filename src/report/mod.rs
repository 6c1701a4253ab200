//! What people and programs get. In: a [`Report`](crate::model::Report) and the catalogue's words. Out: bytes and text.
//! The tables of people are built once in [`tables`]; the workbook, the page and the terminal draw them and add nothing.

pub mod compare;
pub mod docx;
pub mod fill;
pub mod html;
pub mod json;
pub mod oscal;
pub mod overview;
mod priority;
pub mod questions;
pub mod request;
pub mod skeletons;
#[cfg(test)]
mod specimen;
pub mod tables;
pub mod terminal;
pub mod width;
pub mod xlsx;

pub use priority::Priority;

/// A report could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The workbook could not be put together.
    #[error("ワークブックを作成できませんでした: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
