//! Who must hold a duty, as a group's pack asks for it; and how data files write a severity.

use serde::Deserialize;

use super::duty;
use crate::model::{DutyId, Party, Service, Severity};

/// Who must hold a duty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The duty.
    #[serde(deserialize_with = "duty_id")]
    pub duty: DutyId,
    /// Who must hold it: hospital, vendor or both.
    #[serde(deserialize_with = "duty::side")]
    pub holder: Party,
    /// For systems supplied in this way only; for all when none.
    #[serde(default, deserialize_with = "service")]
    pub service: Option<Service>,
    /// Why the group asks for it, in a sentence.
    #[serde(default)]
    pub message: String,
    /// How much a finding matters.
    #[serde(default = "medium", deserialize_with = "severity")]
    pub severity: Severity,
}

impl Requirement {
    /// It asks something of a system that is supplied in this way. Where nobody says how, only what holds for all does.
    pub fn is_for(&self, service: Option<Service>) -> bool {
        self.service.is_none() || self.service == service
    }

    /// A duty that is held by `holder` is held as required. Who must hold it may hold it together with the other side.
    pub fn is_met_by(&self, holder: Party) -> bool {
        holder == self.holder || holder == Party::Both
    }
}

fn medium() -> Severity {
    Severity::Medium
}

pub(super) fn severity<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Severity, D::Error> {
    let word = String::deserialize(from)?;
    [Severity::High, Severity::Medium, Severity::Low]
        .into_iter()
        .find(|severity| severity.id() == word)
        .ok_or_else(|| serde::de::Error::custom(format!("unknown severity `{word}`")))
}

fn duty_id<'de, D: serde::Deserializer<'de>>(from: D) -> Result<DutyId, D::Error> {
    String::deserialize(from).map(|id| DutyId::new(&id))
}

fn service<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Service>, D::Error> {
    match String::deserialize(from)?.as_str() {
        "any" => Ok(None),
        "cloud" => Ok(Some(Service::Cloud)),
        "on-premises" => Ok(Some(Service::OnPremises)),
        other => Err(serde::de::Error::custom(format!("unknown service `{other}`"))),
    }
}
