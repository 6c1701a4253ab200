//! Embedded packs of data: duties with their words, form editions, rules, proposals, guidelines. In: the files beside this one.
//! Out: [`Catalogue`]. A new duty, word, form edition, rule or proposal is a change of data, not of code.

mod duty;
mod edition;
mod form;
mod guideline;
mod learned;
mod lexicon;
pub mod pack;
pub mod remedy;
mod requirement;
pub mod rule;
mod verb;
mod words;

pub use duty::{Duty, Half, Phrase, parse as parse_duties};
pub use edition::{FORM_FILES, FormCase, FormEdition, layout_named, layout_names};
pub use form::{Column, FormLayout, Label};
pub use guideline::{Basis, Certainty, GuidelineKind, GuidelinePack, Guidelines, Silence};
pub use learned::{Guess, Learned, NONE, features};
pub use lexicon::{Act, Lexicon, Scan};
pub use pack::{Overrule, Pack};
pub use remedy::{Direction, Names, Remedy};
pub use requirement::Requirement;
pub use rule::{Rule, RuleCase, Words};
pub use verb::{Class, Verb};

use std::sync::{Arc, LazyLock};
use std::thread;

use crate::model::DutyId;
use crate::text::normal;

/// A guess this sure names a topic without a word of the lists.
const SURE: f32 = 0.6;
/// A single word of the lists that the examples support less than this names no topic.
const FAINT: f32 = 0.02;

/// What is made when it is first needed: many runs only look a duty up.
pub type Lazy<T> = Arc<LazyLock<T, Box<dyn FnOnce() -> T + Send + Sync>>>;

fn lazy<T>(make: impl FnOnce() -> T + Send + Sync + 'static) -> Lazy<T> {
    Arc::new(LazyLock::new(Box::new(make)))
}

/// All data that judgement rests on.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The duties, in the order of the reports.
    pub duties: Arc<[Duty]>,
    /// The known editions of forms.
    pub forms: Lazy<Vec<FormEdition>>,
    /// The rules of findings.
    pub rules: Lazy<Vec<Rule>>,
    /// The words of the duties, sorted.
    pub lexicon: Lazy<Lexicon>,
    /// Which duty a clause speaks of, learnt from examples.
    pub learned: Lazy<Learned>,
    /// Which guideline asks for a duty.
    pub guidelines: Lazy<Guidelines>,
    /// Packs of a group of hospitals on top of all that is built in, in the order in which they were named.
    pub packs: Vec<Pack>,
}

fn lexicon_of(duties: &Arc<[Duty]>) -> Lazy<Lexicon> {
    let duties = duties.clone();
    lazy(move || Lexicon::new(&duties))
}

impl Catalogue {
    /// The catalogue that is built into the program.
    ///
    /// # Panics
    /// Never on a released program: a test reads every embedded file.
    pub fn builtin() -> Catalogue {
        let duties: Arc<[Duty]> = duty::builtin().into();
        Catalogue {
            lexicon: lexicon_of(&duties),
            duties,
            forms: lazy(edition::builtin),
            rules: lazy(rule::builtin),
            learned: lazy(Learned::builtin),
            guidelines: lazy(guideline::builtin),
            packs: Vec::new(),
        }
    }

    /// The same catalogue with these duties in place of its own.
    #[must_use]
    pub fn with_duties(self, duties: Vec<Duty>) -> Catalogue {
        let duties: Arc<[Duty]> = duties.into();
        Catalogue { lexicon: lexicon_of(&duties), duties, ..self }
    }

    /// The same catalogue with these editions of forms in place of its own.
    #[must_use]
    pub fn with_forms(self, forms: Vec<FormEdition>) -> Catalogue {
        Catalogue { forms: lazy(move || forms), ..self }
    }

    /// Makes ready what is made when it is first needed, so that readers of papers need not wait for each other.
    pub fn prepare(&self) {
        thread::scope(|scope| {
            scope.spawn(|| LazyLock::force(&self.forms));
            scope.spawn(|| LazyLock::force(&self.rules));
            self.lexicon.scan("。");
            self.learned.guess("。", &[]);
        });
    }

    /// The duty of that id, or none.
    pub fn duty(&self, id: &DutyId) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.id == *id)
    }

    /// The duty's Japanese title; the id itself when the catalogue does not know it.
    pub fn title<'a>(&'a self, id: &'a DutyId) -> &'a str {
        self.duty(id).map_or(id.as_str(), |duty| duty.title_ja.as_str())
    }

    /// What to propose where that duty hangs, or none where the catalogue does not know it.
    pub fn remedy(&self, id: &DutyId) -> Option<&'static Remedy> {
        remedy::remedies().iter().find(|remedy| remedy.duty() == *id)
    }

    /// Duties that a heading, a form's question or a table cell speaks of, in the order of the catalogue.
    /// Looser than reading a clause: an object and an act anywhere in `text` are enough.
    pub fn topics(&self, text: &str) -> Vec<DutyId> {
        let spelt = normal(text);
        let scan = self.lexicon.scan(&spelt);
        let mut found = self.lexicon.topics_of(&spelt, &scan);
        let guesses = self.learned.guess(&spelt, &found);
        // what the words say and the examples do not support falls; what only the examples say must be sure
        let given = self.lexicon.given_topics(&spelt);
        let support =
            |id: &DutyId| guesses.iter().find(|guess| guess.duty.as_ref() == Some(id)).map_or(0.0, |guess| guess.sure);
        // one alone, or several beside one that they are sure of
        let is_told = found.len() == 1 && !guesses.is_empty() || found.iter().any(|id| support(id) >= SURE);
        if is_told {
            found.retain(|id| given.contains(id) || support(id) >= FAINT);
        }
        if found.is_empty()
            && let Some(first) = guesses.first().filter(|guess| guess.sure >= SURE)
        {
            found.extend(first.duty.clone());
        }
        // the guards of each duty
        let mut found: Vec<DutyId> = found.iter().filter_map(|id| self.lexicon.settle(id, &scan, &scan)).collect();
        found.dedup();
        let yields = |id: &DutyId| self.duty(id).map(|duty| duty.yields_to.as_slice()).unwrap_or_default();
        found
            .iter()
            .filter(|id| !found.iter().any(|other| yields(id).iter().any(|to| to == other.as_str())))
            .cloned()
            .collect()
    }
}
