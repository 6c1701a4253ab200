//! The OSCAL component definition: what the papers of each system's vendor say of each duty. In: a report. Out: a document.

use serde_json::{Value, json};

use super::common::{Scene, listed, prop, put, sort};
use super::share::{self, Share};
use super::{CATALOG, duties, ids};
use crate::model::{Claim, Level, System, Verdict};
use crate::report::tables::strength;

/// One component a system, with the duties of which its vendor's papers speak.
pub(super) fn definition(scene: &Scene) -> Value {
    let components: Vec<Value> =
        scene.index.report.plan.systems.iter().map(|system| component(scene, system)).collect();
    let mut document = json!({ "metadata": scene.metadata("事業者の文書が述べる役割") });
    put(&mut document, "components", components);
    if let Some(matter) = listed("resources", scene.papers()) {
        document["back-matter"] = matter;
    }
    document
}

fn component(scene: &Scene, system: &System) -> Value {
    let verdicts = scene.index.report.verdicts.iter().filter(|verdict| verdict.system == system.id);
    let requirements: Vec<Value> = verdicts.filter_map(|verdict| requirement(scene, verdict)).collect();
    let mut component = json!({
        "uuid": scene.component(&system.id),
        "type": sort(system),
        "title": ids::title(&system.name),
        "description": ids::markup(&system.name),
        "props": [prop("system", &system.id)],
    });
    put(&mut component, "responsible-roles", scene.providers(system));
    if !requirements.is_empty() {
        component["control-implementations"] = json!([{
            "uuid": scene.ids.of("definition", &[&system.id]),
            "source": CATALOG,
            "description": "契約書・仕様書・利用規約・SLA・開示書の記載です。書面の記載であり、実施を示すものではありません。",
            "implemented-requirements": requirements,
        }]);
    }
    component
}

/// What the vendor's papers say of a duty; none where they are silent.
fn requirement(scene: &Scene, verdict: &Verdict) -> Option<Value> {
    let index = scene.index;
    let is_theirs = |claim: &&Claim| {
        let level = index.document(&claim.document).map(|document| document.kind.level());
        matches!(level, Some(Level::Binding | Level::Declared))
    };
    let claims: Vec<&Claim> = verdict.claims.iter().filter_map(|id| index.claim(id)).filter(is_theirs).collect();
    if claims.is_empty() {
        return None;
    }
    let said = |claim: &&Claim| {
        let place = index.place(&claim.document, &claim.quote.place);
        format!("{}: 「{}」({place})", strength(claim), claim.quote.text)
    };
    let said: Vec<String> = claims.iter().map(said).collect();
    let (duty, system) = (verdict.duty.as_str(), verdict.system.as_str());
    let Share { provided, responsibility, outside, .. } = share::of(index, verdict);
    let shares = [(provided, "provided"), (responsibility, "responsibility"), (outside, "not-applicable")];
    let mut props: Vec<Value> =
        shares.into_iter().filter(|(is, _)| *is).map(|(_, share)| prop("share", share)).collect();
    props.push(prop("state", verdict.state.id()));
    Some(json!({
        "uuid": scene.ids.of("requirement", &[duty, system]),
        "control-id": duties::control(duty),
        "description": ids::markup(&said.join("\n\n")),
        "props": props,
    }))
}
