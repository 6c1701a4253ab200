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

use std::sync::{Arc, LazyLock};

use crate::model::DutyId;

/// A lexicon that is made when it is first needed: many runs only look a duty up.
pub type LazyLexicon = LazyLock<Lexicon, Box<dyn FnOnce() -> Lexicon + Send + Sync>>;

/// All data that judgement rests on.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The duties, in the order of the reports.
    pub duties: Arc<[Duty]>,
    /// The known editions of forms.
    pub forms: Vec<FormEdition>,
    /// The rules of findings.
    pub rules: Vec<Rule>,
    /// The words of the duties, sorted when they are first looked for.
    pub lexicon: Arc<LazyLexicon>,
}

impl Catalogue {
    /// The catalogue that is built into the program.
    ///
    /// # Panics
    /// Never on a released program: a test reads every embedded file.
    pub fn builtin() -> Catalogue {
        let duties: Arc<[Duty]> = duty::builtin().into();
        let words = duties.clone();
        let lexicon: LazyLexicon = LazyLock::new(Box::new(move || Lexicon::new(&words)));
        Catalogue { duties, forms: form::builtin(), rules: rule::builtin(), lexicon: Arc::new(lexicon) }
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
