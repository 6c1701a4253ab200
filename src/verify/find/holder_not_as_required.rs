//! `holder-not-as-required`: a group's pack says who must hold a duty, and the papers give it to someone else or settle
//! nothing. What has no object, and what a hospital should hold where no paper of a hospital is at hand, is left in peace.

use crate::catalogue::Rule;
use crate::model::{Party, Severity, State, Verdict, Workflow};
use crate::verify::scene::{Hit, Scene};

pub(super) const RULE: &str = "holder-not-as-required";

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for verdict in scene.verdicts {
        let Some(system) = scene.systems.iter().find(|system| system.id == verdict.system) else { continue };
        let Some((pack, required)) = scene.catalogue.required(&verdict.duty, system.service) else { continue };
        let unseen = scene.plan.workflow == Workflow::SelfCheck && required.holder != Party::Vendor;
        if unseen || verdict.state == State::Outside || verdict.holder.is_some_and(|holder| required.is_met_by(holder))
        {
            continue;
        }
        let mut places = scene.evidence(verdict);
        let first = (!places.is_empty()).then(|| places.remove(0));
        let Some(primary) = first.or_else(|| scene.expected_in(system)) else { continue };
        hits.push(Hit {
            duty: Some(verdict.duty.clone()),
            system: Some(system.id.clone()),
            primary,
            places,
            words: vec![
                ("pack", pack.head.title.clone()),
                ("system", system.name.clone()),
                ("duty", scene.catalogue.title(&verdict.duty).to_owned()),
                ("required", in_words(required.holder).to_owned()),
                ("found", found(verdict)),
                ("reason", required.message.clone()),
            ],
        });
    }
    hits
}

/// How much a hit matters, where the pack says so.
pub(super) fn severity(scene: &Scene, rule: &Rule, hit: &Hit) -> Option<Severity> {
    let (duty, system) = (hit.duty.as_ref()?, hit.system.as_ref().filter(|_| rule.id == RULE)?);
    let service = scene.systems.iter().find(|other| other.id == *system)?.service;
    scene.catalogue.required(duty, service).map(|(_, required)| required.severity)
}

fn found(verdict: &Verdict) -> String {
    match verdict.holder {
        Some(holder) => format!("文書では{}が担うことになっています", in_words(holder)),
        None => format!("文書では決まっていません(状態: {})", verdict.state.ja()),
    }
}

fn in_words(party: Party) -> &'static str {
    match party {
        Party::Both => "医療機関と事業者の双方",
        one => one.ja(),
    }
}
