//! The tables of an extract. In: what the vendor may see. Out: 対応のお願い, 役割分担表, 根拠一覧 and 指摘一覧 of its systems.

use super::view::{View, name};
use crate::catalogue::Direction;
use crate::model::{Claim, DutyId, Severity, State};
use crate::report::tables::gaps::{shorten, strength};
use crate::report::tables::{Cell, Column, Gap, Index, Sheet, SheetName, Tone, matrix, words};
use crate::review::BY_HAND;

/// Letters of a quote shown beside a gap; the sheet of evidence has it whole.
const QUOTE: usize = 90;
/// Claims shown beside a gap.
const CLAIMS: usize = 3;
/// What the seam with a system of somebody else is called.
const SEAM: &str = "システムのつなぎ目の担当がない";

/// 対応のお願い: one row a duty of its systems that hangs or is disputed.
pub(super) fn open(index: &Index, view: &View, gaps: &[&Gap]) -> Sheet {
    let columns = vec![
        Column::new("優先度", 7).centred(),
        Column::new("状態", 16),
        Column::new("役割", 24),
        Column::new("システム", 18),
        Column::new("貴社の文書の記載", 46),
        Column::new("根拠", 12),
        Column::new("状態の意味", 34),
        Column::new("お尋ねしたいこと", 40),
        Column::new("契約条項の案", 46),
        Column::new("照合キー", 22),
    ];
    let claims = view.claims();
    let rows = gaps
        .iter()
        .map(|gap| {
            let verdict = gap.verdict;
            let own: Vec<&Claim> =
                gap.claims.iter().filter_map(|claim| claims.iter().find(|own| own.id == claim.id)).collect();
            let text = |direction| gap.proposal.as_ref().and_then(|proposal| proposal.ja(direction));
            vec![
                Cell::Priority(gap.priority),
                Cell::State(verdict.state, view.by_hand(verdict).map(str::to_owned)),
                Cell::text(gap.title),
                Cell::text(index.system_name(&verdict.system)),
                Cell::text(said(view, gap, &own)),
                evidence_of(&own, &claims),
                Cell::text(words::meaning(verdict.state)),
                Cell::text(text(Direction::Question).unwrap_or_else(|| request(gap))),
                Cell::maybe(text(Direction::Contract)),
                Cell::text(format!("{}@{}", verdict.duty, verdict.system)),
            ]
        })
        .collect();
    Sheet { name: SheetName::Asked, columns, rows, frozen: 4, broad: true }
}

/// What to ask where there is no question to be answered with yes or no; empty where a clause alone is asked for.
fn request(gap: &Gap) -> &'static str {
    let is_clause = gap.proposal.as_ref().is_some_and(|proposal| proposal.ja(Direction::Contract).is_some());
    match gap.verdict.state {
        State::Contradicted => "記載が食い違っています。どちらが実際のとおりかをお知らせください。",
        State::Overlapping => "どちらが主に行うかを、相談させてください。",
        State::Undecided => "読み取れない箇所があります。この役割を貴社が行うかどうかをお知らせください。",
        _ if is_clause => "",
        _ => "(病院で定める役割です)",
    }
}

/// What its own papers say of a duty.
fn said(view: &View, gap: &Gap, own: &[&Claim]) -> String {
    if own.is_empty() {
        let searched = view.own.iter().filter(|paper| gap.verdict.searched.contains(&paper.id));
        let names: Vec<&str> = searched.map(|paper| name(paper)).collect();
        return match names.as_slice() {
            [] => "(該当する文書をお預かりしていません)".to_owned(),
            names => format!("記載なし\n(確認した文書: {})", names.join("、")),
        };
    }
    let line = |claim: &&Claim| {
        let place = view.paper(&claim.document).map(|paper| view.place(paper, &claim.quote.place));
        let quote = shorten(&claim.quote.text, QUOTE);
        format!("【{}】「{quote}」\n({})", strength(claim), place.unwrap_or_default())
    };
    let mut lines: Vec<String> = own.iter().take(CLAIMS).map(line).collect();
    if own.len() > CLAIMS {
        lines.push(format!("ほか {} 件(根拠一覧をご覧ください)", own.len() - CLAIMS));
    }
    lines.join("\n")
}

/// The numbers of the evidence, linked to the first.
fn evidence_of(own: &[&Claim], all: &[Claim]) -> Cell {
    let number = |claim: &Claim| all.iter().position(|known| known.id == claim.id);
    let rows: Vec<usize> = own.iter().filter_map(|claim| number(claim)).collect();
    let text = match rows.as_slice() {
        [] => return Cell::Empty,
        [only] => (only + 1).to_string(),
        [first, second] => format!("{}、{}", first + 1, second + 1),
        [first, rest @ ..] => format!("{} ほか{}件", first + 1, rest.len()),
    };
    Cell::Link { text, sheet: SheetName::Evidence, row: rows[0] }
}

/// 役割分担表: all duties by its systems. Areas that a group has added bear no name of the group's papers.
pub(super) fn states(index: &Index, view: &View) -> Sheet {
    let area = |duty: &DutyId| match index.catalogue.packs.iter().any(|pack| pack.duties.iter().any(|d| d.id == *duty))
    {
        true => "病院の定める役割".to_owned(),
        false => index.area(duty).to_owned(),
    };
    let mut sheet = matrix::of(index, &view.systems, &area, &|verdict| view.by_hand(verdict));
    // in all that is handed to a vendor, a duty is called as in the questions
    for column in &mut sheet.columns[1..4] {
        column.title = column.title.replace("義務", "役割");
    }
    sheet
}

/// 根拠一覧: what its own papers say, numbered within the extract.
pub(super) fn evidence(index: &Index, view: &View) -> Sheet {
    let columns = vec![
        Column::new("番号", 6).centred(),
        Column::new("文書", 28),
        Column::new("種類", 16),
        Column::new("場所", 22),
        Column::new("役割", 26),
        Column::new("担い手", 11),
        Column::new("実施者", 11),
        Column::new("強さ", 16),
        Column::new("条件", 20),
        Column::new("範囲", 18),
        Column::new("引用(原文のまま)", 64),
    ];
    let rows = view
        .claims()
        .into_iter()
        .enumerate()
        .filter_map(|(at, claim)| {
            let paper = view.paper(&claim.document)?;
            Some(vec![
                Cell::Number(at + 1),
                Cell::text(name(paper)),
                Cell::text(paper.kind.ja()),
                Cell::text(claim.quote.place.in_words()),
                Cell::text(index.catalogue.title(&claim.duty)),
                Cell::text(holder(&claim)),
                Cell::maybe(claim.performer.map(|party| party.ja())),
                Cell::text(if claim.pushed { strength(&claim) } else { claim.strength.ja().to_owned() }),
                Cell::maybe(claim.condition.as_deref()),
                Cell::maybe(claim.scope.as_deref()),
                Cell::text(claim.quote.text.as_str()),
            ])
        })
        .collect();
    Sheet { name: SheetName::Evidence, columns, rows, frozen: 1, broad: true }
}

/// Who holds it, and whether the hospital says so of words that were read otherwise.
fn holder(claim: &Claim) -> String {
    let by_hand = (claim.why.step == BY_HAND).then(|| format!("({})", words::BY_HAND));
    format!("{}{}", claim.holder.ja(), by_hand.unwrap_or_default())
}

/// 指摘一覧: what is amiss with its own papers, then seams with systems that bear no name here.
pub(super) fn findings(index: &Index, view: &View) -> Sheet {
    let columns = vec![
        Column::new("重要度", 8).centred(),
        Column::new("種類", 24),
        Column::new("システム", 20),
        Column::new("役割", 24),
        Column::new("指摘", 56),
        Column::new("なぜ問題か", 44),
        Column::new("場所", 40),
    ];
    let severity = |severity: Severity| {
        let tone = match severity {
            Severity::High => Tone::Bad,
            Severity::Medium => Tone::Weak,
            Severity::Low => Tone::Quiet,
        };
        Cell::toned(severity.ja(), tone)
    };
    let mut rows: Vec<Vec<Cell>> = view
        .findings()
        .into_iter()
        .map(|(finding, places)| {
            let rule = index.rule(&finding.rule);
            vec![
                severity(finding.severity),
                Cell::text(rule.map_or(finding.rule.as_str(), |rule| rule.title.ja.as_str())),
                Cell::maybe(finding.system.as_deref().map(|id| index.system_name(id))),
                Cell::maybe(finding.duty.as_ref().map(|duty| index.catalogue.title(duty))),
                Cell::text(finding.message.as_str()),
                Cell::text(finding.why.as_str()),
                Cell::text(places.join("\n")),
            ]
        })
        .collect();
    rows.extend(view.open_seams().into_iter().map(|system| {
        vec![
            severity(Severity::Medium),
            Cell::text(SEAM),
            Cell::text(system.name.as_str()),
            Cell::Empty,
            Cell::text(format!(
                "{}と、連携する別のシステムとのつなぎ目の保守と障害の切り分けを、誰の担当ともしていません。",
                system.name
            )),
            Cell::text("つなぎ目の障害は切り分けが進まないまま、診療が止まるおそれがあります。"),
            Cell::Empty,
        ]
    }));
    Sheet { name: SheetName::Findings, columns, rows, frozen: 2, broad: true }
}
