//! The OSCAL assessment plan and results. In: a report. Out: two documents. In the results each verdict is one finding, and each
//! claim that was weighed and each of hazama's own findings is an observation with its place in the paper.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::common::{Scene, listed, prop, put};
use super::ids::Again;
use super::{ASSESSMENT_PLAN, SECURITY_PLAN, duties, ids, security_plan, share};
use crate::model::{Claim, Finding, FindingPlace, Place, Verdict};
use crate::report::tables::strength;

/// What is looked at: all duties of the security plan.
pub(super) fn plan(scene: &Scene) -> Value {
    json!({
        "metadata": scene.metadata("責任分界の点検の計画"),
        "import-ssp": { "href": SECURITY_PLAN },
        "reviewed-controls": all(),
    })
}

fn all() -> Value {
    json!({ "control-selections": [{ "include-all": {} }] })
}

/// What came out.
pub(super) fn results(scene: &Scene) -> Value {
    let report = scene.index.report;
    let mut seen =
        Observed { scene, again: Again::default(), of: BTreeMap::new(), at: BTreeMap::new(), made: Vec::new() };
    for verdict in &report.verdicts {
        for claim in verdict.claims.iter().filter_map(|id| scene.index.claim(id)) {
            seen.claim(claim, verdict);
        }
    }
    for finding in &report.findings {
        seen.finding(finding);
    }
    let findings: Vec<Value> =
        report.verdicts.iter().map(|verdict| of_verdict(scene, verdict, seen.related(verdict))).collect();
    let mut result = json!({
        "uuid": scene.ids.of("result", &[&report.plan.as_of.to_string()]),
        "title": "責任分界の点検",
        "description": "文書の記載を突き合わせ、役割ごとに受け持つ者が決まっているかを判定した結果です。書面だけの点検です。",
        "start": scene.time(),
        "reviewed-controls": all(),
    });
    put(&mut result, "observations", seen.made);
    put(&mut result, "findings", findings);
    let mut document = json!({
        "metadata": scene.metadata("責任分界の点検結果"),
        "import-ap": { "href": ASSESSMENT_PLAN },
        "results": [result],
    });
    if let Some(matter) = listed("resources", scene.papers()) {
        document["back-matter"] = matter;
    }
    document
}

/// A verdict as a finding on the duty's statement.
fn of_verdict(scene: &Scene, verdict: &Verdict, related: Vec<Value>) -> Value {
    let (state, reason) = share::objective(verdict.state);
    let title = scene.index.catalogue.title(&verdict.duty);
    let system = scene.index.system_name(&verdict.system);
    let mut props = vec![prop("state", verdict.state.id()), prop("system", &verdict.system)];
    props.extend(verdict.holder.map(|holder| prop("holder", holder.id())));
    let mut finding = json!({
        "uuid": scene.ids.of("verdict", &[verdict.duty.as_str(), &verdict.system]),
        "title": ids::title(&format!("{title} / {system}: {}", verdict.state.ja())),
        "description": ids::markup(&verdict.why),
        "props": props,
        "target": {
            "type": "statement-id",
            "target-id": duties::statement(verdict.duty.as_str()),
            "status": { "state": state, "reason": reason },
        },
        "implementation-statement-uuid": security_plan::part(scene, verdict),
    });
    if let Some((_, swayed)) = scene.index.report.corrections_on(verdict).next() {
        finding["remarks"] =
            json!(format!("人が読み取りを訂正した結果です。訂正がなければ「{}」です。", swayed.before.ja()));
    }
    put(&mut finding, "related-observations", related);
    finding
}

/// The observations, and which of them bear on which verdict.
struct Observed<'a> {
    scene: &'a Scene<'a>,
    again: Again,
    /// UUIDs by duty and system, in the order in which they were seen.
    of: BTreeMap<(String, String), Vec<String>>,
    /// The observation of a claim, by the claim's id: its UUID, and where it stands among those made.
    at: BTreeMap<String, (String, usize)>,
    made: Vec<Value>,
}

impl Observed<'_> {
    /// A claim; one that bears on several systems is one observation.
    fn claim(&mut self, claim: &Claim, verdict: &Verdict) {
        let index = self.scene.index;
        let Some(paper) = index.document(&claim.document) else { return };
        let subject = json!({ "subject-uuid": self.scene.component(&verdict.system), "type": "component" });
        if let Some((uuid, at)) = self.at.get(&claim.id).cloned() {
            self.bears_on(verdict.duty.as_str(), &verdict.system, &uuid);
            if let Some(subjects) = self.made.get_mut(at).and_then(|known| known["subjects"].as_array_mut()) {
                subjects.push(subject);
            }
            return;
        }
        // the number of a claim changes with every paper that is added, so it is no part of the key
        let place = claim.quote.place.in_words();
        let parts = [paper.path.as_str(), &place, claim.duty.as_str()];
        let again = self.again.count(&parts.join("\n"));
        let uuid = self.scene.ids.of("claim", &[parts[0], parts[1], parts[2], &again]);
        self.bears_on(verdict.duty.as_str(), &verdict.system, &uuid);
        self.at.insert(claim.id.clone(), (uuid.clone(), self.made.len()));
        let mut props = vec![
            prop("claim", &claim.id),
            prop("duty", claim.duty.as_str()),
            prop("holder", claim.holder.id()),
            prop("strength", claim.strength.id()),
        ];
        props.extend(claim.condition.as_deref().map(|words| prop("condition", words)));
        props.extend(claim.scope.as_deref().map(|words| prop("scope", words)));
        self.made.push(json!({
            "uuid": uuid,
            "title": ids::title(&format!("{} {}", index.catalogue.title(&claim.duty), strength(claim))),
            "description": ids::markup(&claim.quote.text),
            "props": props,
            "methods": ["EXAMINE"],
            "types": ["control-objective"],
            "subjects": [subject],
            "relevant-evidence": [self.evidence(&claim.document, &claim.quote.place)],
            "collected": self.scene.time(),
        }));
    }

    /// One of hazama's own findings.
    fn finding(&mut self, finding: &Finding) {
        let index = self.scene.index;
        let again = self.again.count(&finding.id);
        let uuid = self.scene.ids.of("finding", &[&finding.id, &again]);
        let title = index.rule(&finding.rule).map_or(finding.rule.as_str(), |rule| rule.title.ja.as_str());
        let mut props =
            vec![prop("rule", &finding.rule), prop("severity", finding.severity.id()), prop("id", &finding.id)];
        props.extend(finding.duty.as_ref().map(|duty| prop("duty", duty.as_str())));
        let places = std::iter::once(&finding.primary).chain(&finding.places);
        let evidence: Vec<Value> =
            places.map(|FindingPlace { document, place }| self.evidence(document, place)).collect();
        let mut observation = json!({
            "uuid": uuid,
            "title": ids::title(title),
            "description": ids::markup(&format!("{}\n\n{}", finding.message, finding.why)),
            "props": props,
            "methods": ["EXAMINE"],
            "types": ["finding"],
            "relevant-evidence": evidence,
            "collected": self.scene.time(),
            "remarks": ids::markup(&finding.remedy),
        });
        if let Some(system) = &finding.system {
            let subject = json!({ "subject-uuid": self.scene.component(system), "type": "component" });
            put(&mut observation, "subjects", vec![subject]);
            if let Some(duty) = &finding.duty {
                self.bears_on(duty.as_str(), system, &uuid);
            }
        }
        self.made.push(observation);
    }

    fn bears_on(&mut self, duty: &str, system: &str, uuid: &str) {
        let of = self.of.entry((duty.to_owned(), system.to_owned())).or_default();
        if !of.iter().any(|known| known == uuid) {
            of.push(uuid.to_owned());
        }
    }

    /// The paper as a resource, with the place in words.
    fn evidence(&self, document: &str, place: &Place) -> Value {
        let words = self.scene.index.place(document, place);
        match self.scene.index.document(document) {
            Some(paper) => {
                json!({ "href": format!("#{}", self.scene.paper(paper)), "description": ids::markup(&words) })
            }
            None => json!({ "description": ids::markup(&words) }),
        }
    }

    fn related(&self, verdict: &Verdict) -> Vec<Value> {
        let key = (verdict.duty.as_str().to_owned(), verdict.system.clone());
        let uuids = self.of.get(&key).into_iter().flatten();
        uuids.map(|uuid| json!({ "observation-uuid": uuid })).collect()
    }
}
