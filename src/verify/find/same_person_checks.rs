//! `same-person-checks`: the rules give the audit to the post that does the daily work.

use crate::model::{Claim, Level, Party, Strength};
use crate::verify::scene::{Hit, Scene, paper_name, place_of};
use crate::verify::words::fold;

const AUDIT: &str = "gov.audit";
/// Daily work that an audit looks at.
const WORK: [&str; 7] =
    ["acc.accounts", "acc.remove", "acc.rights", "bck.take", "log.record", "log.review", "vul.server"];

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| document.kind.level() == Level::Internal) {
        let own = |claim: &&Claim| {
            claim.document == document.id
                && claim.holder == Party::Hospital
                && claim.performer.is_none()
                && claim.strength == Strength::Duty
                && !claim.why.agent.is_empty()
        };
        let claims: Vec<&Claim> = scene.claims.iter().filter(own).collect();
        let post = |claim: &Claim| fold(claim.why.agent.trim_end_matches(['は', 'が', '、']));
        let pair = claims.iter().filter(|claim| claim.duty.as_str() == AUDIT).find_map(|audit| {
            let works = |work: &&&Claim| WORK.contains(&work.duty.as_str()) && post(work) == post(audit);
            claims.iter().find(works).map(|work| (audit, work))
        });
        let Some((audit, work)) = pair else { continue };
        hits.push(Hit {
            duty: Some(AUDIT.into()),
            system: None,
            primary: place_of(audit),
            places: vec![place_of(work)],
            words: vec![
                ("paper", paper_name(document)),
                ("post", audit.why.agent.trim_end_matches(['は', 'が', '、']).to_owned()),
            ],
        });
    }
    hits
}
