//! The sheet 文案: for each duty that hangs, the words of a clause, of an article and of a question. In: the gaps. Out: rows
//! in their order, linked to and fro.

use super::gaps::Gap;
use super::index::Index;
use super::proposal::Proposal;
use super::{Cell, Column, Sheet, SheetName};
use crate::catalogue::Direction;

/// The sheet 文案: one row a gap for which there is something to propose.
pub(super) fn sheet(index: &Index, gaps: &[Gap]) -> Sheet {
    let columns = vec![
        Column::new("義務", 20),
        Column::new("システム", 15),
        Column::new("状態", 14),
        Column::new("使い方", 30),
        Column::new("契約条項案", 48),
        Column::new("規程条文案", 48),
        Column::new("事業者への質問", 42),
        Column::new("要対応一覧", 21),
    ];
    let rows =
        gaps.iter().enumerate().filter_map(|(row, gap)| Some(texts(index, row, gap, gap.proposal.as_ref()?))).collect();
    Sheet { name: SheetName::Remedies, columns, rows, frozen: 3, broad: true }
}

/// The texts for the gap in that row of 要対応一覧.
fn texts(index: &Index, row: usize, gap: &Gap, proposal: &Proposal) -> Vec<Cell> {
    let verdict = gap.verdict;
    let vendors = proposal.ja(Direction::Contract).map(str::to_owned);
    let hospitals = proposal.ja(Direction::ContractHospital).map(|words| format!("(病院が行うと定める場合)\n{words}"));
    let contract: Vec<String> = vendors.into_iter().chain(hospitals).collect();
    vec![
        Cell::text(gap.title),
        Cell::text(index.system_name(&verdict.system)),
        Cell::State(verdict.state, index.by_hand(verdict).map(str::to_owned)),
        Cell::text(proposal.how),
        Cell::text(contract.join("\n\n")),
        Cell::maybe(proposal.ja(Direction::Rule)),
        Cell::maybe(proposal.ja(Direction::Question)),
        Cell::Link { text: format!("{}@{}", verdict.duty, verdict.system), sheet: SheetName::Gaps, row },
    ]
}
