//! What a paper changes in another: «原契約第6条中「乙は」を「甲は」に改める».

use super::{Claim, Place};

/// A change that one paper makes in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Words that name the changed paper (`原契約`, `約款`, `別紙`), as written.
    pub paper: String,
    /// How the changing paper describes that paper where it defines the name; empty where it does not.
    pub described: String,
    /// The changed units as cited (`第6条第1項`, `別紙 6` for a row of a table); none for the whole paper.
    pub units: Vec<String>,
    /// What is changed.
    pub what: Amends,
    /// Where the changing words stand.
    pub place: Place,
    /// The changing sentence letter for letter.
    pub text: String,
}

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amends {
    /// Words by others; by nothing where they are struck. In one spelling.
    Words(Vec<(String, String)>),
    /// Marks of a table's row.
    Cells(Vec<CellChange>),
    /// The unit is struck, or worded anew as a whole.
    Struck,
    /// The unit's work is given anew.
    Anew {
        /// What the sentence says of whatever work: holder, strength, condition; none where it says it of work that it names itself.
        said: Option<Box<Claim>>,
        /// The words of the unit no longer hold (にかかわらず, に代えて).
        aside: bool,
    },
    /// Something in the unit, and it is not understood what.
    Unclear,
}

/// A mark of a table's row by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Words at the head of the column.
    pub column: String,
    /// The mark that stands there.
    pub from: String,
    /// The mark that takes its place.
    pub to: String,
}
