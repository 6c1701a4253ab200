//! What every check looks at, and what it gives back.

use crate::catalogue::Catalogue;
use crate::model::{
    Claim, Document, DutyId, FindingPlace, Kind, Level, Place, Plan, Row, Strength, System, Unit, Verdict,
};
use crate::verify::hearing::{Cited, Hearing};
use crate::verify::{speaks_for, systems};

/// The case before a check.
pub(super) struct Scene<'a> {
    pub documents: &'a [Document],
    pub claims: &'a [Claim],
    pub verdicts: &'a [Verdict],
    pub catalogue: &'a Catalogue,
    pub plan: &'a Plan,
    pub systems: Vec<System>,
    hearing: Hearing<'a>,
}

/// Where a check hits, and the words of the case for the rule's sentences.
pub struct Hit {
    /// The duty, where it is about one.
    pub duty: Option<DutyId>,
    /// System id, where it is about one.
    pub system: Option<String>,
    /// Where it shows first.
    pub primary: FindingPlace,
    /// Further places.
    pub places: Vec<FindingPlace>,
    /// Words by the names that the rule's sentences have for them.
    pub words: Vec<(&'static str, String)>,
}

impl<'a> Scene<'a> {
    pub fn new(
        documents: &'a [Document],
        claims: &'a [Claim],
        verdicts: &'a [Verdict],
        catalogue: &'a Catalogue,
        plan: &'a Plan,
    ) -> Scene<'a> {
        let systems = systems(documents, plan);
        let hearing = Hearing::new(documents, claims, &systems, &plan.vendors);
        Scene { documents, claims, verdicts, catalogue, plan, systems, hearing }
    }

    pub fn document(&self, id: &str) -> Option<&'a Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    pub fn verdict(&self, duty: &DutyId, system: &str) -> Option<&'a Verdict> {
        self.verdicts.iter().find(|verdict| verdict.duty == *duty && verdict.system == system)
    }

    /// The papers that speak for a system.
    pub fn papers(&self, system: &System) -> Vec<&'a Document> {
        self.documents.iter().filter(|document| speaks_for(document, system)).collect()
    }

    /// Claims on a duty that stand for a system, with their papers: what another paper sets aside says no more.
    pub fn claims_on(&self, duty: &str, system: &System) -> Cited<'a> {
        self.hearing.ranking(system).settle(self.hearing.on(duty, system))
    }

    /// The claims that a unit of a paper makes.
    pub fn claims_of(&self, document: &Document, unit: &Unit) -> Vec<&'a Claim> {
        let at = |place: &Place| match place.line {
            Some(line) => line == unit.line,
            None => place.unit.as_deref() == Some(unit.unit.as_str()),
        };
        self.claims.iter().filter(|claim| claim.document == document.id && at(&claim.quote.place)).collect()
    }

    /// The systems that a paper speaks for.
    pub fn systems_of(&self, document: &Document) -> Vec<&System> {
        self.systems.iter().filter(|system| speaks_for(document, system)).collect()
    }

    /// The system of a paper that speaks for one only.
    pub fn only_system(&self, document: &Document) -> Option<String> {
        match self.systems_of(document)[..] {
            [system] => Some(system.id.clone()),
            _ => None,
        }
    }

    /// Where one would expect to read of a duty that is written nowhere: the contract, else another binding paper, else
    /// the vendor's disclosure, else the rules. None in a case without papers for the system.
    pub fn expected_in(&self, system: &System) -> Option<FindingPlace> {
        let rank = |document: &Document| match (document.kind, document.kind.level()) {
            (Kind::Contract, _) => 0,
            (_, Level::Binding) => 1,
            (_, Level::Declared) => 2,
            (_, Level::Internal) => 3,
            _ => 4,
        };
        let papers = self.papers(system);
        let best = papers.into_iter().filter(|document| rank(document) < 4).min_by_key(|document| rank(document))?;
        Some(place_in(best, &Place::default()))
    }

    /// The places of the first claims that a verdict rests on.
    pub fn evidence(&self, verdict: &Verdict) -> Vec<FindingPlace> {
        let claims = verdict.claims.iter().filter_map(|id| self.claims.iter().find(|claim| claim.id == *id));
        claims.take(3).map(place_of).collect()
    }
}

/// A row of a form for a person: `B-5「マルウェア対策」`.
pub(super) fn row_name(row: &Row) -> String {
    let part = row.part.as_deref().map(|part| format!("{part} ")).unwrap_or_default();
    let title = row.title.as_deref().map(|title| format!("「{title}」")).unwrap_or_default();
    format!("{part}{}{title}", row.number)
}

/// The file's name without its folder and ending, in brackets.
pub(super) fn paper_name(document: &Document) -> String {
    crate::verify::why::cite(document, &Place::default())
}

pub(super) fn place_in(document: &Document, place: &Place) -> FindingPlace {
    FindingPlace { document: document.id.clone(), place: place.clone() }
}

/// The place of a unit.
pub(super) fn unit_place(unit: &Unit) -> Place {
    Place { unit: Some(unit.unit.clone()), page: unit.page, line: Some(unit.line), ..Place::default() }
}

pub(super) fn place_of(claim: &Claim) -> FindingPlace {
    FindingPlace { document: claim.document.clone(), place: claim.quote.place.clone() }
}

/// A binding or internal paper speaks of doing it, in whatever strength beyond leave and refusal.
pub(super) fn describes(claim: &Claim, document: &Document) -> bool {
    matches!(document.kind.level(), Level::Binding | Level::Internal)
        && !matches!(claim.strength, Strength::Disclaimed | Strength::Permission | Strength::Open | Strength::Absent)
}
