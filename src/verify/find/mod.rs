//! Findings beside the states. In: documents, claims, verdicts, catalogue and plan. Out: findings, worst first. Each check
//! is one file that says where it hits and with which words; severity and sentences come from the rule's data file.

mod answers_disagree;
mod blank_left;
mod checked_without_rule;
mod contract_lapsed;
mod contract_predates_disclosure;
mod disclosure_gap;
mod disclosure_outdated;
mod excluded_though_disclosed;
mod generic_only;
mod holder_not_as_required;
mod na_misused;
mod offline_backup_nowhere;
mod operation_breaks_measure;
mod risk_unassessed;
mod row_altered;
mod row_open;
mod row_unanswered;
mod same_person_checks;
mod scope_uncovered;
mod seam_unowned;
mod subcontract_uncontrolled;
mod ticked_without_basis;
mod two_factor_unplanned;
mod update_duty_unstated;
mod vendor_sheet_missing;

use sha2::{Digest, Sha256};

use super::scene::{Hit, Scene};
use crate::catalogue::{Catalogue, Rule};
use crate::cores;
use crate::model::{Claim, Document, Finding, Plan, Verdict};

type Check = fn(&Scene) -> Vec<Hit>;

/// Every check, by the id of its rule.
const CHECKS: [(&str, Check); 25] = [
    ("ticked-without-basis", ticked_without_basis::check),
    ("row-open", row_open::check),
    ("row-unanswered", row_unanswered::check),
    ("row-altered", row_altered::check),
    ("disclosure-gap", disclosure_gap::check),
    ("na-misused", na_misused::check),
    ("disclosure-outdated", disclosure_outdated::check),
    ("update-duty-unstated", update_duty_unstated::check),
    ("offline-backup-nowhere", offline_backup_nowhere::check),
    ("seam-unowned", seam_unowned::check),
    ("contract-lapsed", contract_lapsed::check),
    ("contract-predates-disclosure", contract_predates_disclosure::check),
    ("blank-left", blank_left::check),
    ("generic-only", generic_only::check),
    ("scope-uncovered", scope_uncovered::check),
    ("operation-breaks-measure", operation_breaks_measure::check),
    ("subcontract-uncontrolled", subcontract_uncontrolled::check),
    ("two-factor-unplanned", two_factor_unplanned::check),
    ("risk-unassessed", risk_unassessed::check),
    ("answers-disagree", answers_disagree::check),
    ("excluded-though-disclosed", excluded_though_disclosed::check),
    ("checked-without-rule", checked_without_rule::check),
    ("vendor-sheet-missing", vendor_sheet_missing::check),
    ("same-person-checks", same_person_checks::check),
    (holder_not_as_required::RULE, holder_not_as_required::check),
];

/// Finds what a person has to act on beside the states. Sorted by severity, then by the weight of the duty, then by the
/// order of rules, systems and places.
pub fn find(
    documents: &[Document],
    claims: &[Claim],
    verdicts: &[Verdict],
    catalogue: &Catalogue,
    plan: &Plan,
) -> Vec<Finding> {
    let scene = Scene::new(documents, claims, verdicts, catalogue, plan);
    let rules: Vec<(usize, &Rule)> = catalogue.rules.iter().enumerate().collect();
    let found = |(_, rule): &(usize, &Rule)| {
        let check = CHECKS.iter().find(|(id, _)| *id == rule.id);
        let hits = check.map(|(_, check)| check(&scene)).unwrap_or_default();
        let told = hits.into_iter().map(|hit| {
            let path = scene.document(&hit.primary.document).map_or("", |document| document.path.as_str());
            let severity = holder_not_as_required::severity(&scene, rule, &hit).unwrap_or(rule.severity);
            Finding { severity, ..finding(rule, hit, path) }
        });
        told.collect::<Vec<_>>()
    };
    let findings = cores::each(&rules, |_| 0, found, |_| {}).into_iter().flatten().collect();
    sorted(findings, catalogue)
}

/// Findings in the order in which people read them: by severity, then by the weight of the duty, then by the order of rules.
pub fn sorted(mut findings: Vec<Finding>, catalogue: &Catalogue) -> Vec<Finding> {
    let weight =
        |finding: &Finding| finding.duty.as_ref().and_then(|id| catalogue.duty(id)).map_or(0, |duty| duty.weight);
    let number = |finding: &Finding| catalogue.rules.iter().position(|rule| rule.id == finding.rule);
    findings.sort_by_cached_key(|finding| (finding.severity, u8::MAX - weight(finding), number(finding)));
    findings
}

/// A finding of a rule, in the words of the case. `path` names the paper of the first place.
pub fn finding(rule: &Rule, hit: Hit, path: &str) -> Finding {
    let duty = hit.duty.as_ref().map_or("", |duty| duty.as_str());
    let system = hit.system.as_deref().unwrap_or_default();
    let place = hit.primary.place.in_words();
    let print = Sha256::digest([rule.id.as_str(), duty, system, path, &place].join("\n"));
    Finding {
        id: format!("f-{}", crate::text::hex(&print[..6])),
        rule: rule.id.clone(),
        severity: rule.severity,
        message: rule.message.filled(&hit.words),
        why: rule.why.filled(&hit.words),
        remedy: rule.remedy.filled(&hit.words),
        duty: hit.duty,
        system: hit.system,
        primary: hit.primary,
        places: hit.places,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::fixture;
    use super::super::weigh;
    use super::*;

    #[test]
    fn every_rule_has_a_check_and_every_check_a_rule() {
        let ids = fixture::CATALOGUE.rules.iter().map(|rule| rule.id.as_str());
        // what looks at last year too stands in `review`
        let rules: Vec<&str> = ids.filter(|id| !crate::catalogue::rule::OF_REVIEWS.contains(id)).collect();
        assert_eq!(rules, CHECKS.map(|(id, _)| id));
    }

    #[test]
    fn rules_fire_and_stay_silent_on_their_cases() {
        let rules = fixture::CATALOGUE.rules.iter();
        for rule in rules.filter(|rule| !crate::catalogue::rule::OF_REVIEWS.contains(&rule.id.as_str())) {
            for case in &rule.cases {
                let catalogue = &fixture::requiring(case);
                let (documents, claims, plan) = fixture::case(case);
                let verdicts = weigh(&documents, &claims, catalogue, &plan);
                let findings = find(&documents, &claims, &verdicts, catalogue, &plan);
                let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.id.as_str()).collect();
                assert_eq!(ids.len(), findings.len(), "{}: ids repeat", rule.id);
                assert!(findings.windows(2).all(|pair| pair[0].severity <= pair[1].severity), "{}", rule.id);
                for finding in &findings {
                    for words in [&finding.message, &finding.why, &finding.remedy] {
                        assert!(!words.contains(['{', '}']), "{}: {words}", finding.rule);
                    }
                }
                let fired = findings.iter().filter(|finding| finding.rule == rule.id).count();
                assert_eq!(fired, case.fires, "{}: {}", rule.id, case.name);
            }
        }
    }
}
