//! The OSCAL system security plan: who provides, who is left with what, who inherits and satisfies. In: a report. Out: a document
//! in which each verdict is one `by-component` of its system, and the hospital's own part answers it.

use serde_json::{Value, json};

use super::common::{Scene, prop, put, sort};
use super::share::{self, Share};
use super::{PROFILE, duties, ids};
use crate::catalogue::Duty;
use crate::model::{System, Verdict};

/// The whole plan.
pub(super) fn plan(scene: &Scene) -> Value {
    let plan = &scene.index.report.plan;
    let hospital = scene.hospital();
    let mut components = vec![json!({
        "uuid": scene.here(),
        "type": "this-system",
        "title": ids::title(hospital),
        "description": "医療機関が自ら受け持つ部分です。",
        "status": { "state": "operational" },
        "responsible-roles": [{ "role-id": "customer" }],
    })];
    components.extend(plan.systems.iter().map(|system| component(scene, system)));
    let requirements: Vec<Value> = scene.index.catalogue.duties.iter().map(|duty| requirement(scene, duty)).collect();
    json!({
        "metadata": scene.metadata("責任分界"),
        "import-profile": { "href": PROFILE },
        "system-characteristics": {
            "system-ids": [{ "identifier-type": "https://ietf.org/rfc/rfc4122", "id": scene.here() }],
            "system-name": ids::line(hospital),
            "description": "医療情報システムの安全管理の役割を、文書のうえで誰が受け持つかを示します。",
            "system-information": {
                "information-types": [{
                    "uuid": scene.ids.of("information", &[]),
                    "title": "医療情報",
                    "description": "診療に関する情報です。",
                }],
            },
            "status": { "state": "operational" },
            "authorization-boundary": { "description": "点検の対象としたシステムと、医療機関が自ら受け持つ部分です。" },
        },
        "system-implementation": {
            "users": [{ "uuid": scene.ids.of("user", &[]), "title": "医療機関の担当者", "role-ids": ["customer"] }],
            "components": components,
        },
        "control-implementation": {
            "description": "契約書・規程・開示書などの記載を突き合わせた結果です。書面の記載であり、実施を示すものではありません。",
            "implemented-requirements": requirements,
        },
        "back-matter": back_matter(scene),
    })
}

/// The papers; the case has at least one, or the object stays empty.
fn back_matter(scene: &Scene) -> Value {
    super::common::listed("resources", scene.papers()).unwrap_or_else(|| json!({}))
}

fn component(scene: &Scene, system: &System) -> Value {
    let mut props = vec![prop("system", &system.id)];
    props.extend(system.options.iter().map(|option| prop("option", option)));
    let mut component = json!({
        "uuid": scene.component(&system.id),
        "type": sort(system),
        "title": ids::title(&system.name),
        "description": ids::markup(&system.name),
        "props": props,
        "status": { "state": "operational" },
    });
    put(&mut component, "responsible-roles", scene.providers(system));
    component
}

/// A duty: one part a system, and the hospital's own part where it inherits or satisfies something.
fn requirement(scene: &Scene, duty: &Duty) -> Value {
    let verdicts = scene.index.report.verdicts.iter().filter(|verdict| verdict.duty == duty.id);
    let verdicts: Vec<(&Verdict, Share)> = verdicts.map(|verdict| (verdict, share::of(scene.index, verdict))).collect();
    let mut parts: Vec<Value> = verdicts.iter().map(|&(verdict, share)| of_system(scene, verdict, share)).collect();
    parts.extend(of_hospital(scene, duty, &verdicts));
    let id = duty.id.as_str();
    let mut requirement = json!({ "uuid": scene.ids.of("duty", &[id]), "control-id": duties::control(id) });
    put(&mut requirement, "by-components", parts);
    requirement
}

/// The UUID of the part in which a verdict stands.
pub(super) fn part(scene: &Scene, verdict: &Verdict) -> String {
    scene.ids.of("part", &[verdict.duty.as_str(), &verdict.system])
}

fn of_system(scene: &Scene, verdict: &Verdict, share: Share) -> Value {
    let key = [verdict.duty.as_str(), verdict.system.as_str()];
    let title = scene.index.catalogue.title(&verdict.duty);
    let mut props = vec![prop("state", verdict.state.id())];
    props.extend(verdict.holder.map(|holder| prop("holder", holder.id())));
    let mut part = json!({
        "component-uuid": scene.component(&verdict.system),
        "uuid": part(scene, verdict),
        "description": ids::markup(&verdict.why),
        "props": props,
    });
    if share.outside {
        part["implementation-status"] = json!({ "state": "not-applicable" });
    }
    let mut export = json!({});
    if share.provided {
        let provided = json!({
            "uuid": scene.ids.of("provided", &key),
            "description": ids::markup(&format!("{title}: 事業者が行うことが文書で決まっています。")),
            "responsible-roles": [{ "role-id": "provider" }],
        });
        put(&mut export, "provided", vec![provided]);
    }
    if share.responsibility {
        let words = if share.satisfied {
            "医療機関が行います。"
        } else {
            "医療機関に委ねられています。"
        };
        let mut left = json!({
            "uuid": scene.ids.of("responsibility", &key),
            "description": ids::markup(&format!("{title}: {words}")),
            "responsible-roles": [{ "role-id": "customer" }],
        });
        if share.provided {
            left["provided-uuid"] = json!(scene.ids.of("provided", &key));
        }
        put(&mut export, "responsibilities", vec![left]);
    }
    if share.provided || share.responsibility {
        part["export"] = export;
    }
    part
}

/// What the hospital inherits from its systems and satisfies itself; none where it is neither.
fn of_hospital(scene: &Scene, duty: &Duty, verdicts: &[(&Verdict, Share)]) -> Option<Value> {
    let (mut inherited, mut satisfied) = (Vec::new(), Vec::new());
    for (verdict, share) in verdicts {
        let key = [verdict.duty.as_str(), verdict.system.as_str()];
        let system = scene.index.system_name(&verdict.system);
        if share.provided {
            inherited.push(json!({
                "uuid": scene.ids.of("inherited", &key),
                "provided-uuid": scene.ids.of("provided", &key),
                "description": ids::markup(&format!("{system}の事業者が行うものを受けています。")),
            }));
        }
        if share.satisfied {
            satisfied.push(json!({
                "uuid": scene.ids.of("satisfied", &key),
                "responsibility-uuid": scene.ids.of("responsibility", &key),
                "description": ids::markup(&format!("{system}について、医療機関の文書が引き受けています。")),
            }));
        }
    }
    if inherited.is_empty() && satisfied.is_empty() {
        return None;
    }
    let mut part = json!({
        "component-uuid": scene.here(),
        "uuid": scene.ids.of("part", &[duty.id.as_str()]),
        "description": "医療機関が受ける役割と、自ら行う役割です。",
    });
    put(&mut part, "inherited", inherited);
    put(&mut part, "satisfied", satisfied);
    Some(part)
}
