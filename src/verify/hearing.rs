//! Which claims speak for which system. In: documents, their claims, systems and vendors. Out: [`Hearing`], asked by duty and
//! system.

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(super) use super::precedence::Cited;
use super::precedence::Ranking;
use super::speaks_for;
use super::systems::Names;
use crate::model::{Claim, Document, Level, System, Vendor};

/// The claims of a case by duty, each with the systems for which it speaks: its paper speaks for them, and its own words
/// name no other system or vendor alone.
pub(super) struct Hearing<'a> {
    documents: &'a [Document],
    systems: Vec<String>,
    /// For each system, what its papers say of one another.
    rankings: Vec<OnceLock<Ranking<'a>>>,
    unranked: Ranking<'a>,
    by_duty: BTreeMap<&'a str, Vec<Heard<'a>>>,
}

struct Heard<'a> {
    cite: (&'a Claim, &'a Document),
    /// For each system, whether it is meant.
    by: Vec<bool>,
}

impl<'a> Hearing<'a> {
    /// Hears every claim of a paper that is there.
    pub fn new(documents: &'a [Document], claims: &'a [Claim], systems: &[System], vendors: &[Vendor]) -> Hearing<'a> {
        let names = Names::new(systems, vendors);
        let papers: BTreeMap<&str, (&Document, Vec<bool>)> = documents
            .iter()
            .map(|document| {
                let speaks = systems.iter().map(|system| speaks_for(document, system)).collect();
                (document.id.as_str(), (document, speaks))
            })
            .collect();
        let mut by_duty: BTreeMap<&str, Vec<Heard>> = BTreeMap::new();
        for claim in claims {
            let Some((document, speaks)) = papers.get(claim.document.as_str()) else { continue };
            let by = heard_by(claim, document, speaks, systems, &names);
            by_duty.entry(claim.duty.as_str()).or_default().push(Heard { cite: (claim, document), by });
        }
        Hearing {
            documents,
            systems: systems.iter().map(|system| system.id.clone()).collect(),
            rankings: systems.iter().map(|_| OnceLock::new()).collect(),
            unranked: Ranking::default(),
            by_duty,
        }
    }

    /// The claims on a duty that speak for a system, in their order.
    pub fn on(&self, duty: &str, system: &System) -> Cited<'a> {
        self.of(self.by_duty.get(duty).into_iter().flatten(), system)
    }

    /// Every claim that speaks for a system, by duty.
    pub fn all(&self, system: &System) -> Cited<'a> {
        self.of(self.by_duty.values().flatten(), system)
    }

    /// The papers that say something and speak for a system.
    pub fn papers(&self, system: &System) -> Vec<&'a Document> {
        let says = |paper: &&Document| paper.kind.level() != Level::None && speaks_for(paper, system);
        self.documents.iter().filter(says).collect()
    }

    /// What the papers of a system say of one another.
    pub fn ranking(&self, system: &System) -> &Ranking<'a> {
        let at = self.systems.iter().position(|id| *id == system.id);
        at.map_or(&self.unranked, |at| self.rankings[at].get_or_init(|| Ranking::new(&self.papers(system))))
    }

    fn of<'h>(&'h self, claims: impl Iterator<Item = &'h Heard<'a>>, system: &System) -> Cited<'a>
    where
        'a: 'h,
    {
        let Some(at) = self.systems.iter().position(|id| *id == system.id) else { return Vec::new() };
        claims.filter(|heard| heard.by[at]).map(|heard| heard.cite).collect()
    }
}

/// A row that bears a key speaks for the system of its key. A paper of several systems may name the ones it means, by their
/// names or by their vendors'.
fn heard_by(claim: &Claim, document: &Document, speaks: &[bool], systems: &[System], names: &Names) -> Vec<bool> {
    if let Some(keyed) = document.keyed_system(claim) {
        return systems.iter().map(|system| system.id == keyed).collect();
    }
    if speaks.iter().filter(|speaks| **speaks).count() < 2 {
        return speaks.to_vec();
    }
    let named = names.named_in(&claim.quote.text);
    let meant = |at: usize| named.as_ref().is_none_or(|named| named[at]);
    speaks.iter().enumerate().map(|(at, speaks)| *speaks && meant(at)).collect()
}
