//! Colours of a terminal, and nothing at all where they are not wanted.

use crate::model::State;

/// Paints words, or leaves them as they are.
#[derive(Clone, Copy)]
pub struct Paint(pub bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A heading.
    pub fn heading(self, text: &str) -> String {
        self.with("1", text)
    }

    /// Words of less weight.
    pub fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// Words in the colour of a state.
    pub fn state(self, state: State, text: &str) -> String {
        let code = match state {
            State::Agreed => "32",
            State::Outside => "2",
            State::Unassigned | State::Mutual | State::Unaccepted => "31",
            State::Contradicted | State::Overlapping => "35",
            State::Undecided => "36",
            State::Conditional | State::Effort | State::Open | State::Declared => "33",
        };
        self.with(code, text)
    }
}
