//! What lies beside the cells of a sheet: merged areas, hidden rows and columns, formulas whose result was never saved, widths,
//! lists and controls.

use std::collections::BTreeSet;

use crate::read::sheet::layout::Stated;
use crate::read::sheet::notices::List;

/// What lies beside the cells of one sheet. Rows and columns are 0-based.
#[derive(Debug, Default)]
pub struct Beside {
    /// Merged areas.
    pub merges: Vec<(u32, u32, u32, u32)>,
    /// Hidden rows.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns.
    pub hidden_columns: BTreeSet<u32>,
    /// Cells with a formula and no saved result.
    pub uncached: Vec<(u32, u32)>,
    /// Widths and heights.
    pub stated: Stated,
    /// Areas whose cells are filled from a list, with the list.
    pub lists: Vec<List>,
    /// Form controls: number of the shape, id of the relationship to the part.
    pub controls: Vec<(u32, String)>,
}
