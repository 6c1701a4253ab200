//! Looking things up in a report: ids to papers, claims and names, and places to words.

use std::collections::BTreeMap;

use super::words;
use crate::catalogue::{Catalogue, Duty, Pack, Rule};
use crate::model::{Claim, Document, DutyId, Place, Report, System, Verdict};

/// A report with its lookups.
pub struct Index<'a> {
    /// The report itself.
    pub report: &'a Report,
    /// The words of duties.
    pub catalogue: &'a Catalogue,
    documents: BTreeMap<&'a str, &'a Document>,
    names: BTreeMap<&'a str, &'a str>,
    claims: BTreeMap<&'a str, usize>,
    verdicts: BTreeMap<(&'a DutyId, &'a str), &'a Verdict>,
}

impl<'a> Index<'a> {
    /// Builds the lookups.
    pub fn new(report: &'a Report, catalogue: &'a Catalogue) -> Index<'a> {
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for document in &report.documents {
            *uses.entry(base(&document.path)).or_default() += 1;
        }
        let name = |document: &'a Document| match uses.get(base(&document.path)) {
            Some(1) => base(&document.path),
            _ => document.path.as_str(),
        };
        Index {
            report,
            catalogue,
            documents: report.documents.iter().map(|document| (document.id.as_str(), document)).collect(),
            names: report.documents.iter().map(|document| (document.id.as_str(), name(document))).collect(),
            claims: report.claims.iter().enumerate().map(|(at, claim)| (claim.id.as_str(), at)).collect(),
            verdicts: report
                .verdicts
                .iter()
                .map(|verdict| ((&verdict.duty, verdict.system.as_str()), verdict))
                .collect(),
        }
    }

    /// The paper of that id.
    pub fn document(&self, id: &str) -> Option<&'a Document> {
        self.documents.get(id).copied()
    }

    /// The paper's file name; its whole path where two papers share a name; the id where it is unknown.
    pub fn document_name<'b>(&'b self, id: &'b str) -> &'b str {
        self.names.get(id).copied().unwrap_or(id)
    }

    /// The claim of that id.
    pub fn claim(&self, id: &str) -> Option<&'a Claim> {
        self.claims.get(id).map(|&at| &self.report.claims[at])
    }

    /// The 0-based place of that claim among all claims, which is its row in the sheet of evidence.
    pub fn claim_row(&self, id: &str) -> Option<usize> {
        self.claims.get(id).copied()
    }

    /// The claims of a paper, in the order of places.
    pub fn claims_of(&self, document: &str) -> Vec<&'a Claim> {
        self.report.claims.iter().filter(|claim| claim.document == document).collect()
    }

    /// The verdict on a duty in a system.
    pub fn verdict(&self, duty: &DutyId, system: &str) -> Option<&'a Verdict> {
        self.verdicts.get(&(duty, system)).copied()
    }

    /// Words to say beside the state of a verdict to which a correction contributes.
    pub fn by_hand(&self, verdict: &Verdict) -> Option<&'static str> {
        self.report.corrections_on(verdict).next().map(|_| words::BY_HAND)
    }

    /// The duty's data.
    pub fn duty(&self, id: &DutyId) -> Option<&'a Duty> {
        self.catalogue.duty(id)
    }

    /// The area of a duty in words: the title of the pack that added it, for a duty of a group's own.
    pub fn area<'b>(&'b self, id: &'b DutyId) -> &'b str {
        let adds = |pack: &&'b Pack| pack.duties.iter().any(|duty| duty.id == *id);
        match self.catalogue.packs.iter().find(adds) {
            Some(pack) => &pack.head.title,
            None => words::area(id.area()),
        }
    }

    /// The rule of that id.
    pub fn rule(&self, id: &str) -> Option<&'a Rule> {
        self.catalogue.rules.iter().find(|rule| rule.id == id)
    }

    /// The system's name, or its id where the plan does not know it.
    pub fn system_name<'b>(&'b self, id: &'b str) -> &'b str {
        self.report.plan.systems.iter().find(|system| system.id == id).map_or(id, |system| system.name.as_str())
    }

    /// The vendor's name, or its id where the plan does not know it.
    pub fn vendor_name<'b>(&'b self, id: &'b str) -> &'b str {
        self.report.plan.vendors.iter().find(|vendor| vendor.id == id).map_or(id, |vendor| vendor.name.as_str())
    }

    /// The systems that a paper speaks of: those it names, else all of its vendor, else all.
    pub fn systems_of(&self, document: &Document) -> Vec<&'a System> {
        let applies = |system: &&System| {
            if document.systems.is_empty() {
                document.vendor.is_none() || document.vendor == system.vendor
            } else {
                document.systems.contains(&system.id)
            }
        };
        self.report.plan.systems.iter().filter(applies).collect()
    }

    /// Paper and place in words: `保守契約書.docx 第8条第2項 (p.3)`.
    pub fn place(&self, document: &str, place: &Place) -> String {
        let (name, words) = (self.document_name(document), place.in_words());
        if words.is_empty() { name.to_owned() } else { format!("{name} {words}") }
    }
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
