//! Where systems meet. In: documents that know their systems, and the plan. Out: the interfaces of the manifest, else those
//! that the papers speak of («検体検査システムとの連携»), each with the words that show it.

use super::words::fold;
use super::{speaks_for, systems};
use crate::model::{Document, FindingPlace, Interface, Kind, Place, Plan, System};

/// Words of two systems that exchange data.
const MEET: [&str; 9] =
    ["連携", "接続", "インタフェース", "インターフェース", "連動", "送受信", "データ交換", "受け渡し", "取り込"];

/// The interfaces of the case. A manifest that lists any is taken at its word.
pub fn interfaces(documents: &[Document], plan: &Plan) -> Vec<Interface> {
    if !plan.interfaces.is_empty() {
        return plan.interfaces.clone();
    }
    let pairs =
        plan.systems.iter().enumerate().flat_map(|(n, one)| plan.systems[n + 1..].iter().map(move |b| (one, b)));
    pairs
        .filter(|(one, other)| one.vendor.is_none() || one.vendor != other.vendor)
        .filter_map(|(one, other)| {
            let shown = documents.iter().find_map(|document| meeting(document, one, other))?;
            Some(Interface { between: (one.id.clone(), other.id.clone()), shown: Some(shown) })
        })
        .collect()
}

/// Where a paper says that the two meet: it names both, or speaks for the one alone and names the other.
fn meeting(document: &Document, one: &System, other: &System) -> Option<FindingPlace> {
    if matches!(document.kind, Kind::Unknown | Kind::Decisions) {
        return None;
    }
    let alone = |own: &System, far: &System| speaks_for(document, own) && !speaks_for(document, far);
    let says = |sentence: &str| {
        let folded = fold(sentence);
        let (first, second) = (systems::names(&folded, one), systems::names(&folded, other));
        MEET.iter().any(|word| sentence.contains(word))
            && match (first, second) {
                (true, true) => true,
                (false, true) => alone(one, other),
                (true, false) => alone(other, one),
                (false, false) => false,
            }
    };
    let unit = document.units.iter().find(|unit| unit.text.split_inclusive('。').any(says))?;
    let place = Place { unit: Some(unit.unit.clone()), page: unit.page, line: Some(unit.line), ..Place::default() };
    Some(FindingPlace { document: document.id.clone(), place })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{paper, plan};
    use super::*;
    use crate::model::Unit;

    #[test]
    fn interfaces_are_inferred_from_what_papers_say() {
        let rows = [
            ("検体検査システムとの連携部を保守する。", true),
            ("検体検査システムは対象外とする。", false),
            ("他社のシステムとの連携部を保守する。", false),
            ("「ラボ丸」から結果を取り込む。", true),
            ("連携を密にする。検体検査システムは対象外とする。", false),
        ];
        for (text, meet) in rows {
            let mut plan = plan(&["電子カルテ「みほん」", "検体検査システム「ラボ丸」"]);
            (plan.systems[0].vendor, plan.systems[1].vendor) = (Some("a".into()), Some("b".into()));
            let mut contract = paper("契約", Kind::Contract);
            contract.systems = vec![plan.systems[0].id.clone()];
            contract.units.push(Unit { unit: "第3条".into(), text: text.into(), ..Unit::default() });
            let found = interfaces(std::slice::from_ref(&contract), &plan);
            assert_eq!(found.len(), usize::from(meet), "{text}");
            assert!(found.iter().all(|interface| interface.shown.is_some()));
            plan.systems[1].vendor = Some("a".into());
            assert!(interfaces(&[contract], &plan).is_empty(), "one vendor's systems have no seam: {text}");
        }
    }
}
