//! What only one bidder offers, and what costs extra. In: the bidders, paired. Out: [`Sole`]s and [`Extra`]s with their words.

use super::{Bids, Lot};
use crate::model::{Claim, DutyId, Party, State, Strength, Verdict};
use crate::text::normal;
use crate::verify::option_is_bought;

/// How far a bidder takes a duty upon itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offer {
    /// Not at all, or the hospital has it.
    Nothing,
    /// It tries, or its disclosure says so; nothing binds.
    Said,
    /// Under a condition that no paper shows as met.
    Conditional,
    /// A paper that binds holds it, alone or with the hospital.
    Promised,
}

impl Offer {
    /// What a verdict comes to.
    pub fn of(verdict: &Verdict) -> Offer {
        match (verdict.state, verdict.holder) {
            (State::Agreed, Some(Party::Vendor | Party::Both)) => Offer::Promised,
            (State::Conditional, _) => Offer::Conditional,
            (State::Effort | State::Declared, _) => Offer::Said,
            _ => Offer::Nothing,
        }
    }

    /// The words a reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Offer::Nothing => "なし",
            Offer::Said => "努力・申告のみ",
            Offer::Conditional => "条件付き",
            Offer::Promised => "約束",
        }
    }

    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Offer::Nothing => "nothing",
            Offer::Said => "said",
            Offer::Conditional => "conditional",
            Offer::Promised => "promised",
        }
    }
}

/// A duty that one bidder offers further than all others do.
pub struct Sole<'b, 'a> {
    /// The systems.
    pub lot: &'b Lot,
    /// The duty.
    pub duty: &'a DutyId,
    /// Which bidder.
    pub bid: usize,
    /// How far it goes.
    pub offer: Offer,
    /// No other bidder offers anything; else others offer less than a promise.
    pub alone: bool,
}

/// Duties that one bidder alone promises, or alone offers at all; the heaviest first, then in the order of the rows.
pub fn soles<'b, 'a>(bids: &'b Bids<'a>) -> Vec<Sole<'b, 'a>> {
    let mut found: Vec<Sole> = bids.rows().into_iter().filter_map(|(lot, duty)| sole(bids, lot, duty)).collect();
    found.sort_by_key(|sole| std::cmp::Reverse(bids.weight(sole.duty)));
    found
}

fn sole<'b, 'a>(bids: &Bids<'a>, lot: &'b Lot, duty: &'a DutyId) -> Option<Sole<'b, 'a>> {
    let offers: Vec<(usize, Offer)> =
        (0..bids.bids.len()).filter_map(|bid| Some((bid, Offer::of(bids.verdict(bid, lot, duty)?)))).collect();
    let &(bid, offer) = offers.iter().max_by_key(|(_, offer)| *offer)?;
    let others = || offers.iter().filter(|(other, _)| *other != bid).map(|(_, offer)| *offer);
    let alone = others().all(|other| other == Offer::Nothing);
    let is_sole = match offer {
        Offer::Promised => others().all(|other| other < Offer::Promised),
        Offer::Nothing => false,
        _ => alone,
    };
    (offers.len() > 1 && is_sole).then_some(Sole { lot, duty, bid, offer, alone })
}

/// Words by which papers say that something costs extra.
const PRICE: [&str; 14] = [
    "オプション",
    "有償",
    "有料",
    "別料金",
    "料金",
    "費用",
    "対価",
    "見積",
    "プラン",
    "別途契約",
    "別契約",
    "追加契約",
    "実費",
    "購入",
];

/// Something that a bidder does only against payment, or under another condition.
pub struct Extra<'a> {
    /// Which bidder.
    pub bid: usize,
    /// The claim: its words and where they stand.
    pub claim: &'a Claim,
    /// The systems of the bidder it speaks of.
    pub systems: Vec<String>,
    /// Its words speak of money or of an option; else of another condition.
    pub is_priced: bool,
    /// The option is among those that the manifest calls bought.
    pub is_bought: bool,
}

/// What bidders offer under a condition: by bidder, what costs extra first, then in the order of papers and places.
pub fn extras<'a>(bids: &Bids<'a>) -> Vec<Extra<'a>> {
    let mut found = Vec::new();
    for (bid, of) in bids.bids.iter().enumerate() {
        let report = of.index.report;
        for claim in report.claims.iter().filter(|claim| is_offer(claim)) {
            let words = normal(claim.condition.as_deref().unwrap_or(&claim.quote.text)) + &normal(&claim.quote.text);
            let paper = of.index.document(&claim.document);
            let systems = paper.map(|paper| of.index.systems_of(paper)).unwrap_or_default();
            found.push(Extra {
                bid,
                claim,
                systems: systems.iter().map(|system| system.id.clone()).collect(),
                is_priced: PRICE.iter().any(|word| words.contains(&normal(word))),
                is_bought: systems.iter().any(|system| option_is_bought(claim, system)),
            });
        }
    }
    found.sort_by_key(|extra| (extra.bid, !extra.is_priced));
    found
}

/// The vendor does it, under a condition.
fn is_offer(claim: &Claim) -> bool {
    claim.strength == Strength::Conditional && matches!(claim.holder, Party::Vendor | Party::Both)
}
