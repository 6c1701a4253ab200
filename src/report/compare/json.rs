//! A comparison for other programs. In: the bidders, paired. Out: JSON as `schemas/compare.v1.schema.json` describes it: the
//! same rows and figures as the workbook.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Bids, Lot, WEIGHTS, extras, soles};
use crate::catalogue::Direction;
use crate::model::{Claim, Place, State};

#[derive(Serialize)]
struct Comparison<'a> {
    schema: &'static str,
    version: &'static str,
    hospital: &'a str,
    weights: BTreeMap<&'static str, u8>,
    bidders: Vec<Bidder<'a>>,
    lots: Vec<PairedLot<'a>>,
    notes: &'a [String],
    duties: Vec<Duty<'a>>,
    only: Vec<Only<'a>>,
    options: Vec<Extra<'a>>,
    requests: Vec<Request<'a>>,
}

#[derive(Serialize)]
struct Bidder<'a> {
    id: String,
    name: &'a str,
    path: &'a str,
    as_of: String,
    guideline: &'static str,
    hanging: Hanging,
    states: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct Hanging {
    by_weight: BTreeMap<u8, usize>,
    all: usize,
    weighted: usize,
}

#[derive(Serialize)]
struct PairedLot<'a> {
    name: &'a str,
    how: &'static str,
    systems: BTreeMap<String, &'a str>,
}

#[derive(Serialize)]
struct Duty<'a> {
    lot: &'a str,
    duty: &'a str,
    title: &'a str,
    weight: u8,
    bidders: BTreeMap<String, Stand<'a>>,
}

#[derive(Serialize)]
struct Stand<'a> {
    system: &'a str,
    state: &'static str,
    holder: Option<&'static str>,
    counted: bool,
    why: &'a str,
    words: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    document: &'a str,
    quote: &'a str,
    place: String,
    cell: Option<&'a str>,
    holder: &'static str,
    strength: &'static str,
}

#[derive(Serialize)]
struct Only<'a> {
    lot: &'a str,
    duty: &'a str,
    bidder: String,
    offer: &'static str,
    alone: bool,
}

#[derive(Serialize)]
struct Extra<'a> {
    bidder: String,
    duty: &'a str,
    systems: Vec<String>,
    priced: bool,
    bought: bool,
    condition: Option<&'a str>,
    #[serde(flatten)]
    words: Words<'a>,
}

#[derive(Serialize)]
struct Request<'a> {
    bidder: String,
    priority: &'static str,
    duty: &'a str,
    system: &'a str,
    state: &'static str,
    adds: u8,
    ask: &'a str,
    contract: Option<&'a str>,
    question: Option<&'a str>,
    rule: Option<&'a str>,
}

/// The comparison as pretty-printed JSON; the same cases in the same order give the same bytes.
pub fn compare(bids: &Bids) -> String {
    let comparison = Comparison {
        schema: "hazama/compare/v1",
        version: env!("CARGO_PKG_VERSION"),
        hospital: bids.hospital(),
        weights: WEIGHTS.iter().map(|(weight, _, meaning)| (*meaning, *weight)).collect(),
        bidders: (0..bids.bids.len()).map(|bid| bidder(bids, bid)).collect(),
        lots: bids.lots.iter().map(lot).collect(),
        notes: &bids.notes,
        duties: duties(bids),
        only: soles(bids)
            .iter()
            .map(|sole| Only {
                lot: &sole.lot.name,
                duty: sole.duty.as_str(),
                bidder: id(sole.bid),
                offer: sole.offer.id(),
                alone: sole.alone,
            })
            .collect(),
        options: options(bids),
        requests: requests(bids),
    };
    // strings, numbers and lists only: nothing in the shape can fail to serialize
    let mut json = serde_json::to_string_pretty(&comparison).unwrap_or_default();
    json.push('\n');
    json
}

fn id(bid: usize) -> String {
    format!("b{}", bid + 1)
}

fn bidder<'a>(bids: &'a Bids, at: usize) -> Bidder<'a> {
    let (bid, count) = (&bids.bids[at], bids.count(at));
    let plan = &bid.index.report.plan;
    Bidder {
        id: id(at),
        name: &bid.name,
        path: bid.path,
        as_of: plan.as_of.to_string(),
        guideline: plan.guideline.id(),
        hanging: Hanging {
            by_weight: WEIGHTS.iter().zip(count.by_weight).map(|((weight, ..), count)| (*weight, count)).collect(),
            all: count.all(),
            weighted: count.weighted(),
        },
        states: State::ALL.iter().map(|&state| (state.id(), bids.in_state(at, state))).collect(),
    }
}

fn lot(lot: &Lot) -> PairedLot<'_> {
    let systems = lot.systems.iter().enumerate();
    let systems = systems.filter_map(|(bid, system)| Some((id(bid), system.as_deref()?))).collect();
    PairedLot { name: &lot.name, how: lot.how.id(), systems }
}

fn duties<'a>(bids: &'a Bids) -> Vec<Duty<'a>> {
    let rows = bids.rows().into_iter().map(|(lot, duty)| Duty {
        lot: &lot.name,
        duty: duty.as_str(),
        title: bids.catalogue.title(duty),
        weight: bids.weight(duty),
        bidders: (0..bids.bids.len())
            .filter_map(|at| {
                let (bid, verdict) = (&bids.bids[at], bids.verdict(at, lot, duty)?);
                let stand = Stand {
                    system: &verdict.system,
                    state: verdict.state.id(),
                    holder: verdict.holder.map(|holder| holder.id()),
                    counted: bids.is_counted(at, verdict),
                    why: &verdict.why,
                    words: super::sheets::deciding(bid, verdict).into_iter().map(|one| words(bids, at, one)).collect(),
                };
                Some((id(at), stand))
            })
            .collect(),
    });
    rows.collect()
}

fn words<'a>(bids: &'a Bids, at: usize, claim: &'a Claim) -> Words<'a> {
    let paper = bids.bids[at].index.document(&claim.document);
    let place: &Place = &claim.quote.place;
    Words {
        document: paper.map_or(claim.document.as_str(), |paper| paper.path.as_str()),
        quote: &claim.quote.text,
        place: place.in_words(),
        cell: place.cell.as_deref(),
        holder: claim.holder.id(),
        strength: claim.strength.id(),
    }
}

fn options<'a>(bids: &'a Bids) -> Vec<Extra<'a>> {
    let rows = extras(bids).into_iter().map(|extra| Extra {
        bidder: id(extra.bid),
        duty: extra.claim.duty.as_str(),
        systems: extra.systems,
        priced: extra.is_priced,
        bought: extra.is_bought,
        condition: extra.claim.condition.as_deref(),
        words: words(bids, extra.bid, extra.claim),
    });
    rows.collect()
}

fn requests<'a>(bids: &'a Bids) -> Vec<Request<'a>> {
    let mut rows = Vec::new();
    for (at, bid) in bids.bids.iter().enumerate() {
        rows.extend(bid.gaps.iter().map(|gap| {
            let text = |direction| gap.proposal.as_ref().and_then(|proposal| proposal.ja(direction));
            Request {
                bidder: id(at),
                priority: gap.priority.letter(),
                duty: gap.verdict.duty.as_str(),
                system: &gap.verdict.system,
                state: gap.verdict.state.id(),
                adds: bids.adds(at, gap.verdict).unwrap_or(0),
                ask: &gap.ask,
                contract: text(Direction::Contract),
                question: text(Direction::Question),
                rule: text(Direction::Rule),
            }
        }));
    }
    rows
}
