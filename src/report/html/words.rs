//! Words for a page: escaped letters, names of places and of looks.

use crate::model::State;
use crate::report::tables::{SheetName, Tone};

/// The text with everything that HTML could take for markup written out; line breaks stay, control letters go.
pub(super) fn escaped(text: &str) -> String {
    // marks that turn the direction of writing could show words in another order
    let turns = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_told_apart =
        |letter: char| matches!(letter, '&' | '<' | '>' | '"' | '\'') || letter.is_control() || turns(letter);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_told_apart) {
        out.push_str(&rest[..at]);
        let mut letters = rest[at..].chars();
        out.push_str(match letters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\'') => "&#39;",
            Some('\n') => "<br>",
            _ => "",
        });
        rest = letters.as_str();
    }
    out.push_str(rest);
    out
}

/// The name of a sheet in addresses.
pub(super) fn key(name: SheetName) -> &'static str {
    match name {
        SheetName::Gaps => "gaps",
        SheetName::Left => "left",
        SheetName::Shifts => "shifts",
        SheetName::Changes => "changes",
        SheetName::Open => "open",
        SheetName::Remedies => "remedies",
        SheetName::Corrections => "corrections",
        SheetName::Matrix => "matrix",
        SheetName::RoleRows => "role-rows",
        SheetName::Disclosures => "disclosures",
        SheetName::Assessments => "assessments",
        SheetName::Risks => "risks",
        SheetName::Evidence => "evidence",
        SheetName::Findings => "findings",
        SheetName::Readings => "readings",
        SheetName::Provenance => "provenance",
        SheetName::Asked => "asked",
        SheetName::Bids => "bids",
        SheetName::Soles => "soles",
        SheetName::Options => "options",
        SheetName::Clauses => "clauses",
        SheetName::Fillings => "fillings",
        SheetName::Tally => "tally",
        SheetName::Customers => "customers",
        SheetName::Demands => "demands",
        SheetName::Questions => "questions",
    }
}

/// The classes of a state in the style: states of one colour.
pub fn state_class(state: State) -> &'static str {
    match state {
        State::Unassigned | State::Mutual | State::Unaccepted => "state hangs",
        State::Contradicted | State::Overlapping => "state quarrels",
        State::Conditional | State::Effort | State::Open | State::Declared => "state weak",
        State::Undecided => "state unread",
        State::Agreed => "state rests",
        State::Outside => "state out",
    }
}

/// The classes of a mark in the style.
pub fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "state rests",
        Tone::Weak => "state weak",
        Tone::Bad => "state hangs",
        Tone::Quiet => "state out",
    }
}
