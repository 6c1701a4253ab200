//! The gaps: verdicts on which a person has to act, worst first. In: a report. Out: values, and the rows of 要対応一覧.

use std::cmp::Reverse;

use super::carried::Carried;
use super::customer::{Whose, whose};
use super::index::Index;
use super::proposal::{Proposal, proposal};
use super::words;
use super::{Cell, Column, Entry, Sheet, SheetName};
use crate::cores;
use crate::model::{Claim, Party, State, Strength, Verdict, Workflow};
use crate::report::priority::{self, Priority};
use crate::review;

/// Letters of a quote shown beside a gap; the sheet of evidence has it whole.
const QUOTE: usize = 90;
/// Claims shown beside a gap for each side.
const CLAIMS: usize = 3;

/// Said first of what a vendor that checks its own papers leaves to its customers.
const ASKED: &str = "お客様に求めている分です(自社の不足ではありません)。";
/// Said first of what only a hospital can have.
const HOSPITALS: &str = "お客様だけが受け持てる役割です(自社の不足ではありません)。";

/// A verdict on which a person has to act.
pub struct Gap<'a> {
    /// How soon.
    pub priority: Priority,
    /// The verdict.
    pub verdict: &'a Verdict,
    /// The duty's title.
    pub title: &'a str,
    /// The claims that were weighed, the deciding ones first.
    pub claims: Vec<&'a Claim>,
    /// What to do, in two or three sentences.
    pub ask: String,
    /// The words of a clause, an article and a question, where there is something to propose.
    pub proposal: Option<Proposal>,
}

/// All gaps, worst first: by priority, then by urgency and weight, then in the order of the catalogue and the systems.
pub fn gaps<'a>(index: &Index<'a>) -> Vec<Gap<'a>> {
    let mut ranked: Vec<_> = index
        .report
        .verdicts
        .iter()
        .filter(|verdict| !verdict.state.is_at_rest())
        .map(|verdict| {
            let weight = index.duty(&verdict.duty).map_or(1, |duty| duty.weight);
            let urgency = priority::urgency(verdict.state);
            ((priority::of(verdict.state, weight), Reverse(urgency + weight), Reverse(urgency)), verdict)
        })
        .collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    cores::each(&ranked, |_| 0, |&((priority, ..), verdict)| gap(index, priority, verdict), |_| {})
}

/// A verdict as a gap, whatever its state: with its priority and what to do.
pub fn gap_of<'a>(index: &Index<'a>, verdict: &'a Verdict) -> Gap<'a> {
    let weight = index.duty(&verdict.duty).map_or(1, |duty| duty.weight);
    gap(index, priority::of(verdict.state, weight), verdict)
}

fn gap<'a>(index: &Index<'a>, priority: Priority, verdict: &'a Verdict) -> Gap<'a> {
    let duty = index.duty(&verdict.duty);
    let ask = duty.map_or("", |duty| duty.ask_ja.as_str());
    let proposal = proposal(index, verdict);
    // Where papers quarrel or cannot be read, the words of a clause to ask for would miss the point.
    let helps = !verdict.state.is_quarrel() && verdict.state != State::Undecided;
    let action = proposal.as_ref().map_or(words::action(verdict.state), |proposal| proposal.how);
    let whose = match whose(index, verdict) {
        Whose::Asked if index.report.plan.workflow == Workflow::SelfCheck => ASKED,
        Whose::Hospitals if index.report.plan.workflow == Workflow::SelfCheck => HOSPITALS,
        _ => "",
    };
    let parts = [whose, action, if helps { ask } else { "" }];
    let ask: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Gap {
        priority,
        verdict,
        title: duty.map_or(verdict.duty.as_str(), |duty| duty.title_ja.as_str()),
        claims: verdict.claims.iter().filter_map(|id| index.claim(id)).collect(),
        ask: ask.join("\n"),
        proposal,
    }
}

/// The sheet 要対応一覧: one row per gap, then columns for people.
pub(super) fn sheet(index: &Index, gaps: &[Gap]) -> Sheet {
    let mut columns = vec![
        Column::new("優先度", 7).centred(),
        Column::new("状態", 14),
        Column::new("義務", 20),
        Column::new("システム", 15),
        Column::new("病院側文書の記載", 36),
        Column::new("契約・事業者側文書の記載", 36),
        Column::new("根拠", 14),
        Column::new("理由", 30),
        Column::new("求めること", 34),
        Column::new("文案", 7).centred(),
    ];
    let carried = Carried::of(index);
    if carried.is_any() {
        columns.push(Column::new(review::STANDING, 20));
    }
    let [plan, owner, due, done, note, judgement] = review::COLUMNS;
    columns.extend([
        Column::new(plan, 15).entered(Entry::Choice(&[
            "契約・覚書で定める",
            "院内規程で定める",
            "事業者に確認する",
            "受容する(理由をメモ)",
            "対応不要(理由をメモ)",
        ])),
        Column::new(owner, 11).entered(Entry::Free),
        Column::new(due, 12).entered(Entry::Date),
        Column::new(done, 12).entered(Entry::Date),
        Column::new(note, 18).entered(Entry::Free),
        Column::new(judgement, 11).entered(Entry::Choice(&["要対応", "受容", "対応不要", "保留"])),
    ]);
    columns.extend(carried.headings.iter().map(|heading| Column::new(*heading, 14).entered(Entry::Free)));
    columns.extend([Column::new(review::ID, 21), Column::new(review::PRINTS, 18)]);
    let mut proposed = 0;
    let prints = review::Prints::of(index.report);
    let rows = gaps
        .iter()
        .map(|gap| {
            let verdict = gap.verdict;
            let texts = gap.proposal.as_ref().map(|_| {
                proposed += 1;
                Cell::Link { text: "文案".to_owned(), sheet: SheetName::Remedies, row: proposed - 1 }
            });
            let mut row = vec![
                Cell::Priority(gap.priority),
                Cell::State(verdict.state, index.by_hand(verdict).map(str::to_owned)),
                Cell::text(gap.title),
                Cell::text(index.system_name(&verdict.system)),
                Cell::text(said(index, gap, true)),
                Cell::text(said(index, gap, false)),
                evidence(index, gap),
                Cell::text(reason(index, verdict)),
                Cell::text(gap.ask.as_str()),
                texts.unwrap_or(Cell::Empty),
            ];
            row.extend(carried.cells(verdict));
            row.push(Cell::text(format!("{}@{}", verdict.duty, verdict.system)));
            row.push(Cell::text(review::printed(&prints.on(verdict), carried.of_gap(verdict))));
            row
        })
        .collect();
    Sheet { name: SheetName::Gaps, columns, rows, frozen: 4, broad: true }
}

/// Why it is a gap, and the guideline that asks for the duty.
fn reason(index: &Index, verdict: &Verdict) -> String {
    let chief = index.catalogue.guidelines.chief(&verdict.duty, index.report.plan.guideline);
    let basis = chief.map(|basis| format!("\n根拠となる指針: {}", basis.in_words()));
    format!("{}{}", verdict.why, basis.unwrap_or_default())
}

/// What one side's papers say of a gap. Contracts stand with the vendor's papers: they are what can bind it.
fn said(index: &Index, gap: &Gap, hospital: bool) -> String {
    let ours = |document: &str| index.document(document).is_some_and(review::of_hospital) == hospital;
    let claims: Vec<_> = gap.claims.iter().filter(|claim| ours(&claim.document)).collect();
    if claims.is_empty() {
        let searched: Vec<_> =
            gap.verdict.searched.iter().filter(|id| ours(id)).map(|id| index.document_name(id)).collect();
        return match searched.as_slice() {
            [] => "(該当する文書がありません)".to_owned(),
            names => format!("記載なし\n(確認した文書: {})", names.join("、")),
        };
    }
    let mut lines: Vec<String> = claims
        .iter()
        .take(CLAIMS)
        .map(|claim| {
            let place = index.place(&claim.document, &claim.quote.place);
            format!("【{}】「{}」\n({place})", strength(claim), shorten(&claim.quote.text, QUOTE))
        })
        .collect();
    if claims.len() > CLAIMS {
        lines.push(format!("ほか {} 件(根拠一覧をご覧ください)", claims.len() - CLAIMS));
    }
    lines.join("\n")
}

/// Who is bound and how strongly, in words: `事業者: 条件付き`.
pub fn strength(claim: &Claim) -> String {
    match claim.holder {
        Party::Unstated => claim.strength.ja().to_owned(),
        _ if claim.pushed => "病院に委ねる".to_owned(),
        holder if claim.strength == Strength::Expected => format!("{}に期待", holder.ja()),
        holder => format!("{}: {}", holder.ja(), claim.strength.ja()),
    }
}

/// The text in at most that many letters, line breaks as spaces, with `…` where it was cut.
pub fn shorten(text: &str, letters: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= letters {
        return text;
    }
    text.chars().take(letters).chain(['…']).collect()
}

/// The ids of the evidence on one line, linked to the row of the first.
fn evidence(index: &Index, gap: &Gap) -> Cell {
    let Some(first) = gap.claims.first() else { return Cell::Empty };
    let text = match gap.claims.as_slice() {
        [only] => only.id.clone(),
        [first, second] => format!("{} {}", first.id, second.id),
        [first, rest @ ..] => format!("{} ほか{}件", first.id, rest.len()),
        [] => String::new(),
    };
    match index.claim_row(&first.id) {
        Some(row) => Cell::Link { text, sheet: SheetName::Evidence, row },
        None => Cell::text(text),
    }
}
