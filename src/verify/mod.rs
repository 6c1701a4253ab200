//! Judgement. In: documents, claims, the catalogue and the plan. Out: one [`Verdict`](crate::model::Verdict) per duty
//! and system, the [`Finding`](crate::model::Finding)s beside them, and the [`Assessment`](crate::model::Assessment)s of the
//! whole case. `table` decides and knows no paper; `hearing` says which claim speaks for which system; `evidence` drops claims
//! to what the table looks at; `why` says it in words.

pub mod altered;
mod assess;
mod clash;
mod evidence;
mod find;
#[cfg(test)]
pub(crate) mod fixture;
mod halves;
mod hearing;
mod precedence;
#[cfg(test)]
mod properties;
mod scene;
mod seams;
mod systems;
pub mod table;
mod term;
mod weigh;
mod why;
mod words;

pub use assess::assess;
pub use evidence::option_is_bought;
pub use find::{find, finding, sorted};
pub use scene::Hit;
pub use seams::interfaces;
pub use systems::{of_row, speaks_for, systems, tie};
pub use weigh::weigh;
