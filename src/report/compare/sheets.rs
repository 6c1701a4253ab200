//! The tables of a comparison. In: the bidders, paired. Out: 比較表, 一社だけが引き受けるもの, オプション and 要求する条項.

use super::{Bid, Bids, Lot, Offer, extras};
use crate::catalogue::Direction;
use crate::model::{Claim, DutyId, State, Verdict};
use crate::report::tables::{Cell, Column, Sheet, SheetName, Tone, shorten, strength};
use crate::review::of_hospital;

/// Letters of a quote; the report of each case has it whole.
const QUOTE: usize = 110;
/// Claims shown of a verdict.
const CLAIMS: usize = 2;

/// 比較表: one row a duty of a lot, and for each bidder the state with its holder and the words that decided.
pub(super) fn table(bids: &Bids) -> Sheet {
    let mut columns = vec![
        Column::new("分野", 20),
        Column::new("義務", 24),
        Column::new("重み", 6).centred(),
        Column::new("システム", 18),
        Column::new("違い", 8).centred(),
    ];
    for bid in &bids.bids {
        columns.push(Column::new(format!("{}\n状態と担い手", bid.name), 20));
        columns.push(Column::new(format!("{}\n決め手の記載", bid.name), 40));
    }
    columns.push(Column::new("義務ID", 20));
    let rows = bids
        .rows()
        .into_iter()
        .map(|(lot, duty)| {
            let mut cells = vec![
                Cell::text(bids.bids[0].index.area(duty)),
                Cell::text(bids.catalogue.title(duty)),
                Cell::Number(usize::from(bids.weight(duty))),
                Cell::text(lot.name.as_str()),
                difference(bids, lot, duty),
            ];
            for (at, bid) in bids.bids.iter().enumerate() {
                match bids.verdict(at, lot, duty) {
                    Some(verdict) => {
                        cells.push(Cell::State(verdict.state, verdict.holder.map(|holder| holder.ja().to_owned())));
                        cells.push(Cell::text(words(bid, verdict)));
                    }
                    None => cells.extend([Cell::text("(この案件にはありません)"), Cell::Empty]),
                }
            }
            cells.push(Cell::text(duty.as_str()));
            cells
        })
        .collect();
    Sheet { name: SheetName::Bids, columns, rows, frozen: 4, broad: true }
}

/// Whether bidders differ in state or holder.
fn difference(bids: &Bids, lot: &Lot, duty: &DutyId) -> Cell {
    let mut found = (0..bids.bids.len()).map(|bid| bids.verdict(bid, lot, duty).map(|one| (one.state, one.holder)));
    let first = found.next();
    if found.all(|other| Some(other) == first) { Cell::text("－") } else { Cell::toned("あり", Tone::Weak) }
}

/// The words that decided: the bidder's papers and the contract before the hospital's own.
pub(super) fn deciding<'a>(bid: &Bid<'a>, verdict: &Verdict) -> Vec<&'a Claim> {
    let claims = || verdict.claims.iter().filter_map(|id| bid.index.claim(id));
    let ours = |claim: &&Claim| bid.index.document(&claim.document).is_some_and(of_hospital);
    let theirs: Vec<&Claim> = claims().filter(|claim| !ours(claim)).collect();
    let rules: Vec<&Claim> = claims().filter(ours).collect();
    // where the rules took it up, their words decided
    let is_rules = verdict.state == State::Agreed && theirs.is_empty();
    if is_rules { rules } else { theirs.into_iter().chain(rules).collect() }
}

fn words(bid: &Bid, verdict: &Verdict) -> String {
    let claims = deciding(bid, verdict);
    let mut lines: Vec<String> = claims.iter().take(CLAIMS).map(|claim| quoted(bid, claim)).collect();
    if claims.len() > CLAIMS {
        lines.push(format!("ほか {} 件", claims.len() - CLAIMS));
    }
    if lines.is_empty() { "記載なし".to_owned() } else { lines.join("\n") }
}

fn quoted(bid: &Bid, claim: &Claim) -> String {
    let place = bid.index.place(&claim.document, &claim.quote.place);
    format!("【{}】「{}」\n({place})", strength(claim), shorten(&claim.quote.text, QUOTE))
}

/// 一社だけが引き受けるもの: what one bidder promises, or offers at all, and no other does.
pub(super) fn soles(bids: &Bids) -> Sheet {
    let columns = vec![
        Column::new("重み", 6).centred(),
        Column::new("義務", 26),
        Column::new("システム", 18),
        Column::new("事業者", 24),
        Column::new("引き受け方", 16).centred(),
        Column::new("ほかの事業者", 44),
        Column::new("記載", 60),
        Column::new("比較表", 20),
    ];
    let rows = super::soles(bids)
        .into_iter()
        .map(|sole| {
            let bid = &bids.bids[sole.bid];
            let verdict = bids.verdict(sole.bid, sole.lot, sole.duty);
            let others: Vec<String> = (0..bids.bids.len())
                .filter(|other| *other != sole.bid)
                .filter_map(|other| {
                    let verdict = bids.verdict(other, sole.lot, sole.duty)?;
                    let cell = Cell::State(verdict.state, verdict.holder.map(|holder| holder.ja().to_owned()));
                    Some(format!("{}: {}", bids.bids[other].name, cell.words()))
                })
                .collect();
            let tone = match sole.offer {
                Offer::Promised => Tone::Good,
                _ => Tone::Weak,
            };
            vec![
                Cell::Number(usize::from(bids.weight(sole.duty))),
                Cell::text(bids.catalogue.title(sole.duty)),
                Cell::text(sole.lot.name.as_str()),
                Cell::text(bid.name.as_str()),
                Cell::toned(sole.offer.ja(), tone),
                Cell::text(others.join("\n")),
                Cell::text(verdict.map(|verdict| words(bid, verdict)).unwrap_or_default()),
                link(bids, sole.lot, sole.duty),
            ]
        })
        .collect();
    Sheet { name: SheetName::Soles, columns, rows, frozen: 2, broad: true }
}

/// The row of 比較表 on a duty of a lot.
fn link(bids: &Bids, lot: &Lot, duty: &DutyId) -> Cell {
    let row = bids.rows().iter().position(|(known, of)| *known == lot && *of == duty);
    match row {
        Some(row) => Cell::Link { text: duty.to_string(), sheet: SheetName::Bids, row },
        None => Cell::text(duty.as_str()),
    }
}

/// オプション: what bidders do only against payment or under another condition.
pub(super) fn options(bids: &Bids) -> Sheet {
    let columns = vec![
        Column::new("事業者", 24),
        Column::new("条件の種類", 14).centred(),
        Column::new("購入", 10).centred(),
        Column::new("義務", 26),
        Column::new("システム", 20),
        Column::new("条件(原文のまま)", 34),
        Column::new("引用(原文のまま)", 60),
        Column::new("場所", 34),
    ];
    let rows = extras(bids)
        .into_iter()
        .map(|extra| {
            let bid = &bids.bids[extra.bid];
            let systems: Vec<&str> = extra.systems.iter().map(|id| bid.index.system_name(id)).collect();
            vec![
                Cell::text(bid.name.as_str()),
                if extra.is_priced {
                    Cell::toned("費用・オプション", Tone::Weak)
                } else {
                    Cell::text("その他")
                },
                if extra.is_bought { Cell::toned("購入済み", Tone::Good) } else { Cell::text("－") },
                Cell::text(bids.catalogue.title(&extra.claim.duty)),
                Cell::text(systems.join("、")),
                Cell::maybe(extra.claim.condition.as_deref()),
                Cell::text(extra.claim.quote.text.as_str()),
                Cell::text(bid.index.place(&extra.claim.document, &extra.claim.quote.place)),
            ]
        })
        .collect();
    Sheet { name: SheetName::Options, columns, rows, frozen: 2, broad: true }
}

/// 要求する条項: what to ask of each bidder, worst first, with what each row adds to the figures of the first sheet.
pub(super) fn demands(bids: &Bids) -> Sheet {
    let columns = vec![
        Column::new("事業者", 22),
        Column::new("優先度", 7).centred(),
        Column::new("状態", 16),
        Column::new("義務", 24),
        Column::new("システム", 18),
        Column::new("集計に入れた重み", 10).centred(),
        Column::new("求めること", 36),
        Column::new("契約条項の案", 44),
        Column::new("事業者への質問", 44),
        Column::new("病院が受け持つときの規程の案", 40),
        Column::new("比較表", 20),
    ];
    let mut rows = Vec::new();
    for (at, bid) in bids.bids.iter().enumerate() {
        for gap in &bid.gaps {
            let verdict = gap.verdict;
            let text = |direction| gap.proposal.as_ref().and_then(|proposal| proposal.ja(direction));
            rows.push(vec![
                Cell::text(bid.name.as_str()),
                Cell::Priority(gap.priority),
                Cell::State(verdict.state, None),
                Cell::text(gap.title),
                Cell::text(bid.index.system_name(&verdict.system)),
                bids.adds(at, verdict).map_or(Cell::Empty, |weight| Cell::Number(usize::from(weight))),
                Cell::text(gap.ask.as_str()),
                Cell::maybe(text(Direction::Contract)),
                Cell::maybe(text(Direction::Question)),
                Cell::maybe(text(Direction::Rule)),
                match bids.lot_of(at, &verdict.system) {
                    Some(lot) => link(bids, lot, &verdict.duty),
                    None => Cell::Empty,
                },
            ]);
        }
    }
    Sheet { name: SheetName::Demands, columns, rows, frozen: 5, broad: true }
}
