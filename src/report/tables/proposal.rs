//! What to propose for a verdict that hangs. In: the verdict with what the papers say of it. Out: a [`Proposal`], under the
//! names that the papers use; none for verdicts at rest, and none where papers quarrel or cannot be read: there the
//! words of a clause would miss the point.

use std::collections::BTreeMap;

use super::index::Index;
use crate::catalogue::{Direction, Names, Remedy};
use crate::model::{Claim, Document, Kind, Level, Party, State, Strength, Verdict};

/// The texts that fit a verdict, by the direction in which the papers point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// How to use them, in one or two sentences.
    pub how: &'static str,
    /// The texts, in the order of the directions.
    pub texts: Vec<Text>,
}

/// One text to propose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Where it belongs.
    pub direction: Direction,
    /// Japanese, under the names that the papers use.
    pub ja: String,
    /// English, with the parties as «the vendor» and «the hospital».
    pub en: String,
}

impl Proposal {
    /// The Japanese text of that direction, or none.
    pub fn ja(&self, direction: Direction) -> Option<&str> {
        self.texts.iter().find(|text| text.direction == direction).map(|text| text.ja.as_str())
    }
}

/// Who should take the duty, as the papers point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The vendor.
    Vendor,
    /// The hospital.
    Hospital,
    /// One of the two; nothing says which.
    Either,
    /// Each its half.
    Both,
}

impl Way {
    fn directions(self) -> &'static [Direction] {
        use Direction::{Contract, ContractHospital, Question, Rule};
        match self {
            Way::Vendor => &[Contract, Question],
            Way::Hospital => &[ContractHospital, Rule],
            Way::Either => &[Contract, ContractHospital, Rule, Question],
            Way::Both => &[Contract, Rule, Question],
        }
    }
}

/// What to propose for a verdict, or none.
pub fn proposal(index: &Index, verdict: &Verdict) -> Option<Proposal> {
    if !verdict.state.is_hanging() {
        return None;
    }
    let remedy = index.catalogue.remedy(&verdict.duty)?;
    let claims: Vec<&Claim> = verdict.claims.iter().filter_map(|id| index.claim(id)).collect();
    let way = way(index, verdict, &claims, remedy);
    let names = names(index, &verdict.system);
    let is_wanted = |direction: &&Direction| match direction {
        // a vendor that has said «yes» in a disclosure is not asked again
        Direction::Question => {
            !claims.iter().any(|claim| claim.strength == Strength::Stated && claim.holder == Party::Vendor)
        }
        // the contract, or the rules, name the hospital already
        Direction::ContractHospital => !matches!(verdict.state, State::Unaccepted | State::Effort),
        Direction::Contract | Direction::Rule => true,
    };
    let texts = way.directions().iter().filter(is_wanted).filter_map(|&direction| {
        let (ja, en) = (remedy.ja(direction, &names)?, remedy.en(direction, &names.system)?);
        Some(Text { direction, ja, en })
    });
    Some(Proposal { how: how(verdict.state, way, remedy), texts: texts.collect() })
}

/// Who should take the duty: as the papers point, as far as the duty can be that party's.
fn way(index: &Index, verdict: &Verdict, claims: &[&Claim], remedy: &Remedy) -> Way {
    let has = |direction| remedy.words(direction).is_some();
    let duty = index.duty(&verdict.duty);
    let has_both = has(Direction::Contract) && has(Direction::Rule);
    if has_both && duty.is_some_and(|duty| duty.halves.iter().any(|half| half.id == "approve")) {
        return Way::Both;
    }
    let of_vendor = |strength| claims.iter().any(|claim| claim.strength == strength && claim.holder == Party::Vendor);
    let way = match verdict.state {
        State::Conditional | State::Declared => Way::Vendor,
        State::Effort if of_vendor(Strength::Effort) => Way::Vendor,
        State::Effort => Way::Hospital,
        State::Unaccepted if of_vendor(Strength::Expected) => Way::Vendor,
        State::Unaccepted => Way::Hospital,
        _ => Way::Either,
    };
    match way {
        Way::Vendor | Way::Either if !has(Direction::Contract) => Way::Hospital,
        Way::Hospital | Way::Either if !has(Direction::Rule) => Way::Vendor,
        way => way,
    }
}

/// How to use the texts.
fn how(state: State, way: Way, remedy: &Remedy) -> &'static str {
    if remedy.words(Direction::Contract).is_none() {
        return "病院が受け持つ役割です。規程条文案を参考に、院内規程に書いてください。";
    }
    match (state, way) {
        (_, Way::Both) => {
            "申請する側と承認する側の両方が要ります。契約条項案を契約書に、規程条文案を院内規程に書いてください。"
        }
        (State::Conditional, _) => {
            "条件(オプション・費用・依頼の手順)を満たしているか確かめてください。オプションは購入して契約に含め、要らない条件は契約条項案のように外してもらってください。"
        }
        (State::Effort, Way::Vendor) => {
            "「努める」ではなく「行う」とする契約条項案に改めるよう、事業者と話し合ってください。"
        }
        (State::Effort, _) => "院内規程の「努める」を、規程条文案のように「行う」と改めてください。",
        (State::Open, Way::Either) => {
            "協議の期日を決め、事業者が行うなら契約条項案、病院が行うなら規程条文案の形で、結果を書面に残してください。"
        }
        (State::Open, _) => "協議の期日を決め、結果を契約条項案の形で覚書に残してください。",
        (State::Mutual, Way::Either) => {
            "どちらが行うかを話し合い、事業者なら契約条項案を契約書に、病院なら規程条文案を院内規程に書いて、もう一方の文書も合わせてください。"
        }
        (State::Unaccepted, Way::Vendor) => {
            "院内規程は事業者に求めています。契約条項案を、契約書か覚書に書いてもらってください。"
        }
        (State::Unaccepted, _) => {
            "事業者の文書は病院に委ねています。病院が行うなら、規程条文案を院内規程に書いてください。"
        }
        (State::Declared, _) => "開示書の内容を、契約条項案で約束にしてもらってください。",
        (_, Way::Either) => {
            "誰が行うかを決め、事業者なら契約条項案を契約書か覚書に、病院なら規程条文案を院内規程に書いてください。"
        }
        _ => "契約条項案を、契約書か覚書に書いてもらってください。",
    }
}

/// What contracts call the two parties: the vendor's word, and the hospital's that goes with it.
const PARTIES: [(&str, &str); 11] = [
    ("乙", "甲"),
    ("甲", "乙"),
    ("受注者", "発注者"),
    ("受託者", "委託者"),
    ("当社", "契約者"),
    ("弊社", "お客様"),
    ("請負者", "発注者"),
    ("受託事業者", "委託者"),
    ("事業者", "医療機関"),
    ("提供者", "利用者"),
    ("ベンダー", "ユーザー"),
];

/// The names that the papers of a system use.
fn names<'a>(index: &'a Index<'_>, system: &'a str) -> Names<'a> {
    let plan = &index.report.plan;
    let name = plan.systems.iter().find(|known| known.id == system).map_or(system, |system| system.name.as_str());
    let mut names = Names::plain(name);
    let is_of = |document: &Document| index.systems_of(document).iter().any(|of| of.id == system);
    let binding: Vec<&'a Document> = index
        .report
        .documents
        .iter()
        .filter(|document| document.kind.level() == Level::Binding && is_of(document))
        .collect();
    // a contract goes before its annexes, which may call the parties otherwise
    let contracts: Vec<&Document> =
        binding.iter().filter(|document| matches!(document.kind, Kind::Contract | Kind::Terms)).copied().collect();
    for papers in [contracts, binding] {
        let vendor = most_said(&papers, Party::Vendor, &|word| PARTIES.iter().any(|(vendor, _)| *vendor == word));
        if let Some(&(vendor, usual)) = vendor.and_then(|said| PARTIES.iter().find(|(vendor, _)| *vendor == said)) {
            let is_other = |word: &str| word != vendor && PARTIES.iter().any(|(_, hospital)| *hospital == word);
            let hospital = most_said(&papers, Party::Hospital, &is_other).unwrap_or(usual);
            (names.vendor, names.hospital) = (vendor.into(), hospital.into());
            break;
        }
    }
    let rules: Vec<&'a Document> =
        index.report.documents.iter().filter(|document| document.kind == Kind::Rule).collect();
    let is_post = |word: &str| ["管理者", "担当者", "責任者", "室", "課"].iter().any(|end| word.ends_with(end));
    if let Some(post) = most_said(&rules, Party::Hospital, &is_post) {
        names.post = post.into();
    }
    names
}

/// The subject that papers name most often for a party, of those that are fit; the first in their order where two are alike.
fn most_said<'a>(papers: &[&'a Document], holder: Party, is_fit: &dyn Fn(&str) -> bool) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in papers.iter().flat_map(|paper| &paper.claims).filter(|claim| claim.holder == holder) {
        let word = claim.why.agent.trim_end_matches(['は', 'が']);
        if is_fit(word) {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map(|(word, _)| word)
}
