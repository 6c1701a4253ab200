//! The words of all duties, compiled into one automaton.

use super::Duty;
use crate::model::DutyId;

/// One place where a word of a duty stands.
#[derive(Debug, Clone)]
pub struct Hit {}

/// The words of all duties, compiled.
#[derive(Debug, Clone)]
pub struct Lexicon {}

impl Lexicon {
    /// Compiles the words of the duties.
    pub fn new(_duties: &[Duty]) -> Lexicon {
        Lexicon {}
    }

    /// Duties that the text speaks of.
    pub fn topics(&self, _text: &str) -> Vec<DutyId> {
        Vec::new()
    }
}
