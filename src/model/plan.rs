//! What the case is about and how it is to be judged: the manifest after checking, or its defaults.

use super::{Correction, Date, FindingPlace, Kind, Row, Side};

/// The whole plan of a run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The hospital.
    pub hospital: Hospital,
    /// The day of the review; the only date that judgement uses.
    pub as_of: Date,
    /// The guideline edition chosen.
    pub guideline: Guideline,
    /// Which of the uses this run serves.
    pub workflow: Workflow,
    /// Vendors, by id.
    pub vendors: Vec<Vendor>,
    /// Systems, by id. Empty in a case without a manifest: one is made from the papers.
    pub systems: Vec<System>,
    /// What the manifest says of papers.
    pub documents: Vec<DocumentHint>,
    /// Interfaces between systems.
    pub interfaces: Vec<Interface>,
    /// A manifest was there.
    pub has_manifest: bool,
    /// SHA-256 of the manifest's bytes, lower-case hex.
    pub manifest: Option<String>,
    /// SHA-256 of `hazama.decisions.json`, lower-case hex, where the case has one.
    pub kept: Option<String>,
    /// Blank forms that the user holds the papers against. They are no papers of the case and claim nothing.
    pub blanks: Vec<BlankForm>,
    /// What people corrected in the reading of papers, in the order in which they said it.
    pub corrections: Vec<Correction>,
}

/// A blank form, as its issuer published it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankForm {
    /// The file as the user named it.
    pub path: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// What kind of form it is.
    pub kind: Kind,
    /// Its edition, or none when no sign tells it.
    pub edition: Option<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The hospital.
#[derive(Debug, Clone, Default)]
pub struct Hospital {
    /// Name.
    pub name: Option<String>,
    /// Beds.
    pub beds: Option<u32>,
}

/// Edition of the hospital guideline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guideline {
    /// 第6.0版 (May 2023).
    V6_0,
    /// 第7.0版 (June 2026).
    V7_0,
}

impl Guideline {
    /// Every edition, oldest first.
    pub const ALL: [Guideline; 2] = [Guideline::V6_0, Guideline::V7_0];

    /// The word used in JSON and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Guideline::V6_0 => "6.0",
            Guideline::V7_0 => "7.0",
        }
    }
}

/// Which use a run serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workflow {
    /// Before signing, and the everyday check.
    Procurement,
    /// This year against last year.
    AnnualReview,
    /// A vendor checks its own papers; no paper of a hospital is there.
    SelfCheck,
}

impl Workflow {
    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Workflow::Procurement => "procurement",
            Workflow::AnnualReview => "annual-review",
            Workflow::SelfCheck => "self-check",
        }
    }
}

/// A vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vendor {
    /// Id in the manifest.
    pub id: String,
    /// Name.
    pub name: String,
}

/// How a system is supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// In the hospital's rooms.
    OnPremises,
    /// From the vendor's side of a line.
    Cloud,
}

impl Service {
    /// The word used in the manifest and in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Service::OnPremises => "on-premises",
            Service::Cloud => "cloud",
        }
    }
}

/// A system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// Id in the manifest.
    pub id: String,
    /// Name.
    pub name: String,
    /// Vendor id, or none.
    pub vendor: Option<String>,
    /// How it is supplied, or unknown.
    pub service: Option<Service>,
    /// Options bought, in the words of the price list.
    pub options: Vec<String>,
}

/// What the manifest says of one paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentHint {
    /// Path inside the case folder.
    pub path: String,
    /// System ids.
    pub systems: Vec<String>,
    /// Vendor id.
    pub vendor: Option<String>,
    /// Kind, overruling recognition.
    pub kind: Option<Kind>,
    /// Side, overruling the kind's.
    pub side: Option<Side>,
    /// Edition, overruling recognition.
    pub edition: Option<String>,
}

/// Two systems that exchange data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// The two system ids.
    pub between: (String, String),
    /// The words from which it was inferred: document id and place. None when the manifest lists it.
    pub shown: Option<FindingPlace>,
}

impl Plan {
    /// A plan for papers without a manifest.
    pub fn bare(as_of: Date) -> Plan {
        Plan {
            hospital: Hospital::default(),
            as_of,
            guideline: Guideline::V7_0,
            workflow: Workflow::Procurement,
            vendors: Vec::new(),
            systems: Vec::new(),
            documents: Vec::new(),
            interfaces: Vec::new(),
            has_manifest: false,
            manifest: None,
            kept: None,
            blanks: Vec::new(),
            corrections: Vec::new(),
        }
    }

    /// What the manifest says of that paper, or none.
    pub fn hint(&self, path: &str) -> Option<&DocumentHint> {
        self.documents.iter().find(|hint| hint.path == path)
    }
}
