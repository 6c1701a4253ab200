//! What a reader must know before trusting the figures. In: the bidders, paired. Out: sentences; none where all is alike.

use std::collections::BTreeSet;

use super::{Bids, How};
use crate::review::of_hospital;

/// The notes, in an order that does not depend on the order of the bidders.
pub(super) fn notes(bids: &Bids) -> Vec<String> {
    let mut notes = Vec::new();
    for lot in &bids.lots {
        let of = |is_there: bool| -> Vec<&str> {
            let mut names: Vec<&str> = (0..bids.bids.len())
                .filter(|&bid| lot.systems[bid].is_some() == is_there)
                .map(|bid| bids.bids[bid].name.as_str())
                .collect();
            names.sort_unstable();
            names
        };
        if lot.how == How::Only {
            notes.push(format!(
                "「{}」は、名前が違いますが、どの案件にもシステムが1つだけなので、同じものとして並べました。",
                lot.name
            ));
        }
        if !lot.is_whole() {
            notes.push(format!(
                "「{}」があるのは{}の案件だけで、{}の案件には組になるシステムがありません。件数の集計には入れていません。同じものなら、\
                 hazama.toml の [[system]] の name を同じにしてください。",
                lot.name,
                of(true).join("、"),
                of(false).join("、")
            ));
        }
    }
    let plans = || bids.bids.iter().map(|bid| &bid.index.report.plan);
    let hospitals: BTreeSet<&str> = plans().filter_map(|plan| plan.hospital.name.as_deref()).collect();
    if hospitals.len() > 1 {
        let names: Vec<&str> = hospitals.into_iter().collect();
        notes.push(format!("医療機関の名前が案件によって違います({})。", names.join("、")));
    }
    let days: BTreeSet<String> = plans().map(|plan| plan.as_of.to_string()).collect();
    if days.len() > 1 {
        let days: Vec<String> = days.into_iter().collect();
        notes.push(format!("判定日が案件によって違います({})。--as-of でそろえられます。", days.join("、")));
    }
    let rules = |bid: usize| -> BTreeSet<&str> {
        let papers = bids.bids[bid].index.report.documents.iter();
        papers.filter(|paper| of_hospital(paper)).map(|paper| paper.sha256.as_str()).collect()
    };
    let all: BTreeSet<BTreeSet<&str>> = (0..bids.bids.len()).map(rules).collect();
    if all.len() > 1 {
        notes.push(
            "病院側の文書(院内規程など)が案件によって違います。違いは事業者の差ではなく、病院側の文書の差から出ていることがあります。"
                .to_owned(),
        );
    }
    let mut unread: Vec<String> = bids
        .bids
        .iter()
        .filter(|bid| !bid.index.report.notices.is_empty())
        .map(|bid| {
            let count = bid.index.report.notices.len();
            format!("{}の案件には、読み取れなかったところや確かめてほしいところが {count} か所あります。hazama check でご覧ください。", bid.name)
        })
        .collect();
    unread.sort();
    notes.extend(unread);
    notes
}
