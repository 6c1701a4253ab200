//! The sheets 根拠一覧 (every claim) and 指摘一覧 (every finding).

use super::gaps::strength;
use super::index::Index;
use super::{Cell, Column, Sheet, SheetName, Tone};
use crate::model::{Confidence, Finding, Place, Severity};

/// 根拠一覧: one row a claim, in the order of the claims, so that a claim's row is its index.
pub(super) fn claims(index: &Index) -> Sheet {
    let columns = vec![
        Column::new("ID", 7).centred(),
        Column::new("文書", 24),
        Column::new("種類", 14),
        Column::new("場所", 20),
        Column::new("義務", 24),
        Column::new("担い手", 11),
        Column::new("実施者", 11),
        Column::new("強さ", 16),
        Column::new("条件", 18),
        Column::new("範囲", 16),
        Column::new("引用(原文のまま)", 60),
        Column::new("確かさ", 8).centred(),
        Column::new("読み方", 26),
    ];
    let rows = index
        .report
        .claims
        .iter()
        .map(|claim| {
            let half =
                claim.half.as_ref().and_then(|id| index.duty(&claim.duty)?.halves.iter().find(|half| half.id == *id));
            let title = index.catalogue.title(&claim.duty);
            let why = &claim.why;
            let reading: Vec<String> = [("", &why.step), ("主語: ", &why.agent), ("文末: ", &why.ending)]
                .into_iter()
                .filter(|(_, words)| !words.is_empty())
                .map(|(label, words)| format!("{label}{words}"))
                .collect();
            vec![
                Cell::text(claim.id.as_str()),
                Cell::text(index.document_name(&claim.document)),
                Cell::maybe(index.document(&claim.document).map(|document| document.kind.ja())),
                Cell::text(claim.quote.place.in_words()),
                Cell::text(half.map_or(title.to_owned(), |half| format!("{title}\n({})", half.ja))),
                Cell::text(claim.holder.ja()),
                Cell::maybe(claim.performer.map(|party| party.ja())),
                Cell::text(if claim.pushed { strength(claim) } else { claim.strength.ja().to_owned() }),
                Cell::maybe(claim.condition.as_deref()),
                Cell::maybe(claim.scope.as_deref()),
                Cell::text(claim.quote.text.as_str()),
                Cell::text(match claim.confidence {
                    Confidence::High => "高",
                    Confidence::Medium => "中",
                    Confidence::Low => "低",
                }),
                Cell::text(reading.join("\n")),
            ]
        })
        .collect();
    Sheet { name: SheetName::Evidence, columns, rows, frozen: 1, broad: true }
}

/// 指摘一覧: one row a finding, worst first.
pub(super) fn findings(index: &Index) -> Sheet {
    let columns = vec![
        Column::new("重要度", 8).centred(),
        Column::new("種類", 20),
        Column::new("システム", 14),
        Column::new("義務", 20),
        Column::new("指摘", 40),
        Column::new("なぜ問題か", 34),
        Column::new("求めること", 34),
        Column::new("場所", 30),
        Column::new("根拠", 9).centred(),
        Column::new("参照する指針", 24),
        Column::new("規則ID", 22),
        Column::new("ID", 17),
    ];
    let rows = index
        .report
        .findings
        .iter()
        .map(|finding| {
            let places = std::iter::once(&finding.primary).chain(&finding.places);
            let places: Vec<String> = places.map(|at| index.place(&at.document, &at.place)).collect();
            let rule = index.rule(&finding.rule);
            vec![
                Cell::toned(
                    finding.severity.ja(),
                    match finding.severity {
                        Severity::High => Tone::Bad,
                        Severity::Medium => Tone::Weak,
                        Severity::Low => Tone::Quiet,
                    },
                ),
                Cell::text(rule.map_or(finding.rule.as_str(), |rule| rule.title.ja.as_str())),
                Cell::maybe(finding.system.as_deref().map(|id| index.system_name(id))),
                Cell::maybe(finding.duty.as_ref().map(|duty| index.catalogue.title(duty))),
                Cell::text(finding.message.as_str()),
                Cell::text(finding.why.as_str()),
                Cell::text(finding.remedy.as_str()),
                Cell::text(places.join("\n")),
                evidence(index, finding),
                Cell::text(rule.map(|rule| rule.basis.join("\n")).unwrap_or_default()),
                Cell::text(finding.rule.as_str()),
                Cell::text(finding.id.as_str()),
            ]
        })
        .collect();
    Sheet { name: SheetName::Findings, columns, rows, frozen: 2, broad: true }
}

/// A link to the claim that stands where the finding points, else to the first claim of the verdict it is about.
fn evidence(index: &Index, finding: &Finding) -> Cell {
    let claims = &index.report.claims;
    let here = |document: &str, place: &Place| {
        claims.iter().position(|claim| {
            let at = &claim.quote.place;
            let cell = place.cell.is_some() && at.cell == place.cell && at.sheet == place.sheet;
            let unit = place.unit.is_some() && at.unit == place.unit;
            claim.document == document && (cell || unit)
        })
    };
    let weighed = || {
        let verdict = index.verdict(finding.duty.as_ref()?, finding.system.as_deref()?)?;
        index.claim_row(verdict.claims.first()?)
    };
    let row = here(&finding.primary.document, &finding.primary.place)
        .or_else(|| finding.places.iter().find_map(|at| here(&at.document, &at.place)))
        .or_else(weighed);
    match row {
        Some(row) => Cell::Link { text: claims[row].id.clone(), sheet: SheetName::Evidence, row },
        None => Cell::Empty,
    }
}
