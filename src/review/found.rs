//! The rule `changed-since-review`. In: a report with its comparison and its decisions. Out: one finding for each duty and system whose
//! state got worse, or whose decision rests on words that have changed.

use std::collections::BTreeSet;

use crate::catalogue::{Catalogue, Rule};
use crate::model::{Comparison, DutyId, Effect, Finding, FindingPlace, Level, Place, Report, Standing};
use crate::verify::{self, Hit, speaks_for};

/// The rule's id.
pub const RULE: &str = "changed-since-review";

/// The findings of the rule, in the order of the shifts, then of the decisions.
pub fn find(report: &Report, comparison: &Comparison, catalogue: &Catalogue) -> Vec<Finding> {
    let Some(rule) = catalogue.rules.iter().find(|rule| rule.id == RULE) else { return Vec::new() };
    let mut told: BTreeSet<(&DutyId, &str)> = BTreeSet::new();
    let mut findings = Vec::new();
    for shift in comparison.shifts.iter().filter(|shift| shift.effect == Effect::Worse) {
        told.insert((&shift.duty, &shift.system));
        let fault =
            format!("昨年は「{}」でしたが、今年は「{}」です。{}", shift.then.0.ja(), shift.now.0.ja(), shift.why);
        let places = shift.changes.iter().filter_map(|&at| comparison.changes.get(at));
        let places = places.filter_map(|change| {
            let place = change.now.as_ref().map(|said| said.place.clone()).unwrap_or_default();
            Some(FindingPlace { document: change.document.clone()?, place })
        });
        findings.extend(finding(report, rule, catalogue, (&shift.duty, &shift.system), fault, places.collect()));
    }
    for one in report.decisions.iter().filter(|one| one.standing == Standing::Moved) {
        let Some((duty, system)) = &one.decision.on else { continue };
        if told.insert((duty, system)) {
            let fault = "昨年までの判断の拠り所となった記載が変わりました。判断が今も正しいか、確かめてください。";
            let verdict = report.verdicts.iter().find(|verdict| verdict.duty == *duty && verdict.system == *system);
            let ids = verdict.map(|verdict| verdict.claims.as_slice()).unwrap_or_default();
            let claims = ids.iter().take(3).filter_map(|id| report.claims.iter().find(|claim| claim.id == *id));
            let places =
                claims.map(|claim| FindingPlace { document: claim.document.clone(), place: claim.quote.place.clone() });
            findings.extend(finding(report, rule, catalogue, (duty, system), fault.to_owned(), places.collect()));
        }
    }
    findings
}

fn finding(
    report: &Report,
    rule: &Rule,
    catalogue: &Catalogue,
    (duty, system): (&DutyId, &str),
    fault: String,
    mut places: Vec<FindingPlace>,
) -> Option<Finding> {
    places.dedup();
    if places.is_empty() {
        places.push(expected_in(report, system)?);
    }
    let primary = places.remove(0);
    places.truncate(3);
    let path = report.documents.iter().find(|document| document.id == primary.document).map(|one| one.path.clone());
    let name = report.plan.systems.iter().find(|one| one.id == system).map_or(system, |one| one.name.as_str());
    let words = vec![
        ("duty", catalogue.title(duty).to_owned()),
        ("system", name.to_owned()),
        ("fault", fault.trim_end_matches('。').to_owned()),
    ];
    let hit = Hit { duty: Some(duty.clone()), system: Some(system.to_owned()), primary, places, words };
    Some(verify::finding(rule, hit, &path.unwrap_or_default()))
}

/// The paper in which one would expect to read of it: one that binds, else any that speaks for the system.
fn expected_in(report: &Report, system: &str) -> Option<FindingPlace> {
    let system = report.plan.systems.iter().find(|one| one.id == system)?;
    let papers = report.documents.iter().filter(|document| speaks_for(document, system));
    let best = papers.min_by_key(|document| document.kind.level() != Level::Binding)?;
    Some(FindingPlace { document: best.id.clone(), place: Place::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::RuleCase;
    use crate::catalogue::rule::OF_REVIEWS;
    use crate::model::{Decision, Entered, Guideline, Report};
    use crate::review::{Past, Prints, annual, review};
    use crate::verify::fixture::{self, CATALOGUE};

    fn judged(case: &RuleCase) -> Report {
        let (documents, mut claims, mut plan) = fixture::case(case);
        // a manifest without systems of its own would make some from the papers
        plan.has_manifest = true;
        for (number, claim) in (1..).zip(&mut claims) {
            claim.id = format!("c{number}");
        }
        let verdicts = verify::weigh(&documents, &claims, &CATALOGUE, &plan);
        let findings = verify::find(&documents, &claims, &verdicts, &CATALOGUE, &plan);
        Report {
            plan,
            documents,
            claims,
            verdicts,
            findings,
            assessments: Vec::new(),
            corrections: Vec::new(),
            decisions: Vec::new(),
            comparison: None,
            notices: Vec::new(),
        }
    }

    /// What somebody wrote last year on a duty and a system.
    fn decided(on: &str, then: &Report) -> Decision {
        let (duty, system) = on.split_once('@').expect("a duty and a system");
        let verdict = then.verdicts.iter().find(|one| one.duty.as_str() == duty && one.system == system);
        Decision {
            place: String::new(),
            on: Some((duty.into(), system.to_owned())),
            title: Default::default(),
            entries: vec![("メモ".to_owned(), Entered::Words("様子を見る".to_owned()))],
            prints: Some(Prints::of(then).on(verdict.expect("a verdict"))),
        }
    }

    #[test]
    fn the_rule_fires_and_stays_silent_on_its_cases() {
        assert_eq!(OF_REVIEWS, [RULE]);
        let rule = CATALOGUE.rules.iter().find(|rule| rule.id == RULE).expect("the rule");
        for case in &rule.cases {
            let mut report = judged(case);
            if let Some(last) = &case.last {
                let earlier = RuleCase { papers: last.papers.clone(), claims: last.claims.clone(), ..case.clone() };
                let then = judged(&earlier);
                // last year's sentences are known by their claims
                let mut past = Past::of_folder("last", then.clone(), Guideline::V7_0);
                past.has_units = false;
                let decisions = last.decided.iter().map(|on| decided(on, &then)).collect();
                report.decisions = review(decisions, &report);
                annual(&mut report, &past, &CATALOGUE);
            }
            let found: Vec<_> = report.findings.iter().filter(|finding| finding.rule == RULE).collect();
            assert_eq!(found.len(), case.fires, "{}: {found:#?}", case.name);
            assert!(report.findings.windows(2).all(|pair| pair[0].severity <= pair[1].severity), "{}", case.name);
            for finding in found {
                for words in [&finding.message, &finding.why, &finding.remedy] {
                    assert!(!words.contains(['{', '}']) && !words.contains("。。"), "{}: {words}", case.name);
                }
            }
        }
    }
}
