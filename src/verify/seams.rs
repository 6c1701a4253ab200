//! Where systems meet. In: documents that know their systems, and the plan. Out: the interfaces of the manifest, else those
//! that the papers speak of («検体検査システムとの連携»), each with the words that show it.

use std::collections::BTreeMap;

use super::scene::{place_in, unit_place};
use super::speaks_for;
use super::systems::Names;
use super::words::fold;
use crate::model::{Document, FindingPlace, Interface, Kind, Plan};

/// Words of two systems that exchange data.
const MEET: [&str; 9] =
    ["連携", "接続", "インタフェース", "インターフェース", "連動", "送受信", "データ交換", "受け渡し", "取り込"];

/// The interfaces of the case. A manifest that lists any is taken at its word.
pub fn interfaces(documents: &[Document], plan: &Plan) -> Vec<Interface> {
    if !plan.interfaces.is_empty() || plan.systems.len() < 2 {
        return plan.interfaces.clone();
    }
    let names = Names::new(&plan.systems, &plan.vendors);
    let mut found: BTreeMap<(usize, usize), FindingPlace> = BTreeMap::new();
    for document in documents.iter().filter(|document| !matches!(document.kind, Kind::Unknown | Kind::Decisions)) {
        let speaks: Vec<bool> = plan.systems.iter().map(|system| speaks_for(document, system)).collect();
        for unit in &document.units {
            let meets = |sentence: &&str| MEET.iter().any(|word| sentence.contains(word));
            for sentence in unit.text.split_inclusive('。').filter(meets) {
                for pair in meeting(&names.systems_in(&fold(sentence)), &speaks) {
                    found.entry(pair).or_insert_with(|| place_in(document, &unit_place(unit)));
                }
            }
        }
    }
    let own = |at: usize| plan.systems[at].vendor.as_ref();
    found
        .into_iter()
        .filter(|((one, other), _)| own(*one).is_none() || own(*one) != own(*other))
        .map(|((one, other), shown)| Interface {
            between: (plan.systems[one].id.clone(), plan.systems[other].id.clone()),
            shown: Some(shown),
        })
        .collect()
}

/// The pairs of systems of which a sentence says that they meet: it names both, or its paper speaks for the one alone and it
/// names the other.
fn meeting(named: &[bool], speaks: &[bool]) -> Vec<(usize, usize)> {
    let pairs = (0..named.len()).flat_map(|one| (one + 1..named.len()).map(move |other| (one, other)));
    let meet = |&(one, other): &(usize, usize)| match (named[one], named[other]) {
        (true, true) => true,
        (false, true) => speaks[one] && !speaks[other],
        (true, false) => speaks[other] && !speaks[one],
        (false, false) => false,
    };
    if named.contains(&true) { pairs.filter(meet).collect() } else { Vec::new() }
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
            contract.units.push(Unit {
                unit: "第3条".into(),
                page: Some(2),
                line: 7,
                text: text.into(),
                ..Unit::default()
            });
            let found = interfaces(std::slice::from_ref(&contract), &plan);
            assert_eq!(found.len(), usize::from(meet), "{text}");
            // the same words in a paper of the other system name nobody but its own
            contract.systems = vec![plan.systems[1].id.clone()];
            assert!(interfaces(std::slice::from_ref(&contract), &plan).is_empty(), "{text}");
            contract.units[0].text = text.replace("検体検査システム", "「みほん」").replace("ラボ丸", "みほん");
            assert_eq!(interfaces(std::slice::from_ref(&contract), &plan).len(), usize::from(meet), "{text}");
            let shown = |place: &FindingPlace| (place.place.unit.clone(), place.place.page, place.place.line);
            let at = (Some("第3条".to_owned()), Some(2), Some(7));
            assert!(found.iter().all(|interface| interface.shown.as_ref().map(shown).as_ref() == Some(&at)));
            plan.systems[1].vendor = Some("a".into());
            assert!(interfaces(&[contract], &plan).is_empty(), "one vendor's systems have no seam: {text}");
        }
    }
}
