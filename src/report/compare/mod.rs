//! Several bidders for one hospital side by side. In: one report a bidder, each with the name it is shown under. Out: [`Bids`]:
//! the systems that stand for each other, the notes a reader needs, and figures that add up to what the sheets show.
//!
//! There is no score. The only weighing is a duty's weight in the catalogue (3, 2 or 1), and every figure is the sum of a
//! column that the reader can filter.

mod intro;
pub mod json;
mod notes;
mod offers;
mod pair;
mod sheets;

use super::tables::{Gap, Index, Sheet, gaps};
use crate::catalogue::Catalogue;
use crate::model::{DutyId, Report, State, Verdict};

pub use intro::intro;
pub use offers::{Extra, Offer, Sole, extras, soles};
pub use pair::{How, Lot};

/// The weights of duties, heaviest first, each with what it means.
pub const WEIGHTS: [(u8, &str, &str); 3] = [
    (3, "診療が止まる、又はデータを失うおそれのある義務", "duties whose neglect can stop care or lose data"),
    (2, "怠ると備えが弱くなる義務", "duties whose neglect weakens a defence"),
    (1, "管理や記録の義務", "duties of order and record"),
];

/// One bidder's case.
pub struct Bid<'a> {
    /// The name that heads its columns: the vendor's, or the folder's where the papers name none or several.
    pub name: String,
    /// The case folder as the user named it.
    pub path: &'a str,
    /// Its report with lookups.
    pub index: Index<'a>,
    /// Its gaps, worst first.
    pub gaps: Vec<Gap<'a>>,
}

/// All bidders, paired.
pub struct Bids<'a> {
    /// The bidders, in the order in which the user named them.
    pub bids: Vec<Bid<'a>>,
    /// The systems that stand for each other, in the order of their names.
    pub lots: Vec<Lot>,
    /// What could not be paired and what differs though it should be alike, in words for a reader.
    pub notes: Vec<String>,
    /// The catalogue by which all were judged.
    pub catalogue: &'a Catalogue,
}

/// How many duties hang with one bidder, by weight, in the systems that every bidder offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Duties of each weight, in the order of [`WEIGHTS`].
    pub by_weight: [usize; 3],
}

impl Count {
    /// All that hang.
    pub fn all(self) -> usize {
        self.by_weight.iter().sum()
    }

    /// Each counted as often as its weight says.
    pub fn weighted(self) -> usize {
        WEIGHTS.iter().zip(self.by_weight).map(|((weight, ..), count)| usize::from(*weight) * count).sum()
    }
}

impl<'a> Bids<'a> {
    /// Puts reports side by side; each comes with the folder that the user named. None where no system of one bidder stands for
    /// a system of another.
    pub fn new(cases: &'a [(String, Report)], catalogue: &'a Catalogue) -> Option<Bids<'a>> {
        let names = pair::names(cases);
        let bids: Vec<Bid> = cases
            .iter()
            .zip(names)
            .map(|((path, report), name)| {
                let index = Index::new(report, catalogue);
                let gaps = gaps(&index);
                Bid { name, path, index, gaps }
            })
            .collect();
        let lots = pair::lots(cases);
        if !lots.iter().any(|lot| lot.systems.iter().flatten().count() > 1) {
            return None;
        }
        let mut bids = Bids { bids, lots, notes: Vec::new(), catalogue };
        bids.notes = notes::notes(&bids);
        Some(bids)
    }

    /// The hospital, where the cases name one.
    pub fn hospital(&self) -> &str {
        let names = self.bids.iter().filter_map(|bid| bid.index.report.plan.hospital.name.as_deref());
        names.min().unwrap_or_default()
    }

    /// The verdict of a bidder on a duty of a lot.
    pub fn verdict(&self, bid: usize, lot: &Lot, duty: &DutyId) -> Option<&'a Verdict> {
        self.bids[bid].index.verdict(duty, lot.systems[bid].as_deref()?)
    }

    /// Every lot with every duty that a case judges in it, in the order of the lots, then of the catalogue.
    pub fn rows(&self) -> Vec<(&Lot, &'a DutyId)> {
        let rows = self.lots.iter().flat_map(|lot| self.catalogue.duties.iter().map(move |duty| (lot, &duty.id)));
        rows.filter(|(lot, duty)| (0..self.bids.len()).any(|bid| self.verdict(bid, lot, duty).is_some())).collect()
    }

    /// The weight of a duty.
    pub fn weight(&self, duty: &DutyId) -> u8 {
        self.catalogue.duty(duty).map_or(1, |duty| duty.weight)
    }

    /// The lot to which a bidder's system belongs.
    pub fn lot_of(&self, bid: usize, system: &str) -> Option<&Lot> {
        self.lots.iter().find(|lot| lot.systems[bid].as_deref() == Some(system))
    }

    /// The verdict counts: it stands in a system that every bidder offers.
    pub fn is_counted(&self, bid: usize, verdict: &Verdict) -> bool {
        self.lot_of(bid, &verdict.system).is_some_and(Lot::is_whole)
    }

    /// What a bidder's verdict adds to the weighted sum: the duty's weight where it hangs and counts.
    pub fn adds(&self, bid: usize, verdict: &Verdict) -> Option<u8> {
        (verdict.state.is_hanging() && self.is_counted(bid, verdict)).then(|| self.weight(&verdict.duty))
    }

    /// How many duties hang with a bidder.
    pub fn count(&self, bid: usize) -> Count {
        let mut count = Count::default();
        for weight in self.bids[bid].index.report.verdicts.iter().filter_map(|verdict| self.adds(bid, verdict)) {
            let at = WEIGHTS.iter().position(|(known, ..)| *known == weight).unwrap_or(WEIGHTS.len() - 1);
            count.by_weight[at] += 1;
        }
        count
    }

    /// How many duties are in that state with a bidder, in the systems that every bidder offers.
    pub fn in_state(&self, bid: usize, state: State) -> usize {
        let verdicts = self.bids[bid].index.report.verdicts.iter();
        verdicts.filter(|verdict| verdict.state == state && self.is_counted(bid, verdict)).count()
    }

    /// All sheets below the first one.
    pub fn sheets(&self) -> Vec<Sheet> {
        vec![sheets::table(self), sheets::soles(self), sheets::options(self), sheets::demands(self)]
    }
}
