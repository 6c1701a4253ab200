//! Little cases for the tests of this room, written as tables of claims.

use crate::model::*;

/// A paper without rows or units. Its id is its path.
pub(super) fn paper(path: &str, kind: Kind) -> Document {
    Document {
        id: path.to_owned(),
        path: path.to_owned(),
        sha256: String::new(),
        container: "text",
        kind,
        kind_reason: String::new(),
        edition: None,
        side: kind.side(),
        systems: Vec::new(),
        vendor: None,
        header: Header::default(),
        rows: Vec::new(),
        units: Vec::new(),
        claims: Vec::new(),
        precedence: Vec::new(),
        notices: Vec::new(),
    }
}

/// A claim with a quote of its own: `document duty holder strength`.
pub(super) fn claim(document: &str, duty: &str, holder: Party, strength: Strength) -> Claim {
    Claim {
        id: format!("{document}/{duty}/{}/{}", holder.id(), strength.id()),
        document: document.to_owned(),
        duty: DutyId::new(duty),
        holder,
        performer: None,
        strength,
        condition: None,
        scope: None,
        half: None,
        pushed: false,
        quote: Quote {
            text: "それを行う。".to_owned(),
            place: Place { unit: Some("第1条".into()), ..Place::default() },
        },
        confidence: Confidence::High,
        why: Explanation::default(),
    }
}

/// A plan with one system of that id for each name.
pub(super) fn plan(systems: &[&str]) -> Plan {
    let mut plan = Plan::bare(Date { year: 2026, month: 11, day: 22 });
    plan.systems = systems
        .iter()
        .map(|id| System { id: (*id).to_owned(), name: (*id).to_owned(), vendor: None, service: None, options: vec![] })
        .collect();
    plan
}
