//! Embedded packs of data: duties with their words, form editions, rules. In: the files beside this one.
//! Out: [`Catalogue`]. A new duty, word, form edition or rule is a change of data, not of code.

mod duty;
mod form;
mod lexicon;
pub mod rule;
mod verb;
mod words;

pub use duty::{Duty, Half, Phrase, parse as parse_duties};
pub use form::{Column, FormEdition, FormLayout, Label};
pub use lexicon::{Act, Lexicon, Scan};
pub use rule::{Rule, RuleCase, Words};
pub use verb::{Class, Verb};

use crate::model::DutyId;

/// All data that judgement rests on.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The duties, in the order of the reports.
    pub duties: Vec<Duty>,
    /// The known editions of forms.
    pub forms: Vec<FormEdition>,
    /// The rules of findings.
    pub rules: Vec<Rule>,
    /// The words of the duties, sorted.
    pub lexicon: Lexicon,
}

impl Catalogue {
    /// The catalogue that is built into the program.
    ///
    /// # Panics
    /// Never on a released program: a test reads every embedded file.
    pub fn builtin() -> Catalogue {
        let duties = duty::builtin();
        let lexicon = Lexicon::new(&duties);
        Catalogue { duties, forms: form::builtin(), rules: rule::builtin(), lexicon }
    }

    /// The duty of that id, or none.
    pub fn duty(&self, id: &DutyId) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.id == *id)
    }

    /// The duty's Japanese title; the id itself when the catalogue does not know it.
    pub fn title<'a>(&'a self, id: &'a DutyId) -> &'a str {
        self.duty(id).map_or(id.as_str(), |duty| duty.title_ja.as_str())
    }

    /// Duties that a heading, a form's question or a table cell speaks of, in the order of the catalogue.
    /// Looser than reading a clause: an object and an act anywhere in `text` are enough.
    pub fn topics(&self, text: &str) -> Vec<DutyId> {
        let found = self.lexicon.topics(text);
        let yields = |id: &DutyId| self.duty(id).map(|duty| duty.yields_to.as_slice()).unwrap_or_default();
        found
            .iter()
            .filter(|id| !found.iter().any(|other| yields(id).iter().any(|to| to == other.as_str())))
            .cloned()
            .collect()
    }
}
