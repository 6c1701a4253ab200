//! What the program reads in one paper. In: the paper. Out: text with places; with `why` the words behind each claim.

use crate::catalogue::Catalogue;
use crate::model::{Claim, Document, DutyId, Kind, Party, Row, Unit};
use crate::report::tables::{row_of, strength, unit_of};
use crate::report::width;

/// Columns of the text.
const COLUMNS: usize = 100;

/// The paper in words: kind and reason, head, rows with answers or units with claims, what could not be read.
pub fn document(document: &Document, catalogue: &Catalogue, why: bool) -> String {
    let mut lines = head(document);
    // A claim is told below the row in which it stands, else below its unit, else at the end.
    let told = |row: Option<usize>, unit: Option<usize>| {
        let home = move |claim: &&Claim| match row_of(document, &claim.quote.place) {
            Some(at) => row == Some(at),
            None => row.is_none() && unit == unit_of(document, &claim.quote.place),
        };
        document.claims.iter().filter(home)
    };
    if !document.rows.is_empty() {
        lines.extend(["".to_owned(), format!("■ 行 ({})", document.rows.len())]);
        let mut section = None;
        for (place, row) in document.rows.iter().enumerate() {
            let at = [row.part.as_deref(), row.section.as_deref()];
            if section != Some(at) {
                let words: Vec<_> = at.into_iter().flatten().collect();
                if !words.is_empty() {
                    lines.push(format!("  ── {}", words.join(" / ")));
                }
                section = Some(at);
            }
            lines.extend(form_row(row, catalogue));
            lines.extend(told(Some(place), None).flat_map(|of| claim(of, catalogue, why)));
        }
    }
    if !document.units.is_empty() {
        lines.extend(["".to_owned(), format!("■ 条項 ({})", document.units.len())]);
        for (place, unit) in document.units.iter().enumerate() {
            lines.extend(prose_unit(unit));
            lines.extend(told(None, Some(place)).flat_map(|of| claim(of, catalogue, why)));
        }
    }
    let mut others = told(None, None).peekable();
    if others.peek().is_some() {
        lines.extend(["".to_owned(), "■ そのほかの記載".to_owned()]);
    }
    for other in others {
        lines.extend(indented(2, &format!("{} 「{}」", other.quote.place.in_words(), other.quote.text)));
        lines.extend(claim(other, catalogue, why));
    }
    if !document.precedence.is_empty() {
        lines.extend(["".to_owned(), "■ 優先順位の定め".to_owned()]);
        for clause in &document.precedence {
            lines.extend(indented(2, &format!("・{} 「{}」", clause.place.in_words(), clause.text)));
        }
    }
    if !document.notices.is_empty() {
        lines.extend([
            "".to_owned(),
            format!("■ 読み取れなかったもの・確かめてほしい箇所 ({})", document.notices.len()),
        ]);
        for notice in &document.notices {
            lines.extend(indented(2, &format!("・{} {}", notice.place.in_words(), notice.message)));
        }
    }
    lines.join("\n") + "\n"
}

fn indented(indent: usize, text: &str) -> Vec<String> {
    width::wrap(text, COLUMNS - indent).iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
}

fn head(document: &Document) -> Vec<String> {
    let header = &document.header;
    let edition = document.edition.as_ref().map(|edition| format!(" 版 {edition}")).unwrap_or_default();
    let mut lines = vec![document.path.clone()];
    lines.extend(indented(2, &format!("種類: {}{edition} ({})", document.kind.ja(), document.container)));
    if !document.kind_reason.is_empty() {
        lines.extend(indented(2, &format!("判定の理由: {}", document.kind_reason)));
    }
    let date = |date: Option<crate::model::Date>| date.map(|date| date.to_string());
    let known = [
        ("表題", header.title.clone()),
        ("製品・サービス", header.product.clone()),
        ("版", header.version.clone()),
        ("事業者", header.vendor.clone()),
        ("医療機関", header.hospital.clone()),
        ("システム", header.system.clone()),
        ("対応するガイドライン", header.guideline.clone()),
        ("作成日", date(header.created)),
        ("初回確認日", date(header.first_check)),
        ("契約の始まり", date(header.from)),
        ("契約の終わり", date(header.to)),
        ("自動更新", header.renews.then(|| "あり".to_owned())),
        ("更新を止める申し出", header.notice_months.map(|months| format!("{months} か月前まで"))),
    ];
    for (label, value) in known {
        if let Some(value) = value {
            lines.extend(indented(2, &format!("{label}: {value}")));
        }
    }
    if document.rows.is_empty() && document.units.is_empty() && document.kind != Kind::Unknown {
        lines.push("  行も条項も読み取れませんでした。".to_owned());
    }
    lines
}

fn form_row(row: &Row, catalogue: &Catalogue) -> Vec<String> {
    let title = row.title.as_ref().map(|title| format!("{title}: ")).unwrap_or_default();
    let mut lines = indented(2, &format!("{} [{}] {title}{}", row.number, row.answer.ja(), row.text));
    let mut notes = vec![row.place.in_words()];
    notes.push(match titles(&row.duties, catalogue) {
        none if none.is_empty() => "対応する義務なし".to_owned(),
        duties => format!("義務: {duties}"),
    });
    notes.extend(row.date.map(|date| format!("確認日 {date}")));
    notes.extend(row.done.map(|date| format!("完了日 {date}")));
    notes.extend(row.holder.as_ref().map(|holder| format!("担当欄 {holder}")));
    notes.extend(row.clause.as_ref().map(|clause| format!("条項欄 {clause}")));
    notes.extend(row.parent.as_ref().map(|parent| format!("親の行 {parent}")));
    notes.extend(row.remark.as_ref().map(|remark| format!("備考 {}{remark}", key(row))));
    lines.extend(indented(6, &notes.join(" ・ ")));
    lines
}

fn key(row: &Row) -> String {
    row.remark_key.as_ref().map(|key| format!("({key}) ")).unwrap_or_default()
}

fn titles(duties: &[DutyId], catalogue: &Catalogue) -> String {
    duties.iter().map(|duty| catalogue.title(duty)).collect::<Vec<_>>().join("、")
}

fn prose_unit(unit: &Unit) -> Vec<String> {
    let heading = unit.heading.as_ref().map(|heading| format!("({heading}) ")).unwrap_or_default();
    let page = unit.page.map(|page| format!(" p.{page}")).unwrap_or_default();
    let place = if unit.unit.is_empty() { format!("{}行目", unit.line) } else { unit.unit.clone() };
    let ignored = unit.ignored.as_ref().map(|reason| format!(" 〔扱わない: {reason}〕")).unwrap_or_default();
    indented(2, &format!("{place}{page} {heading}{}{ignored}", unit.text))
}

/// One claim; with `why` its words and what gave each part.
fn claim(claim: &Claim, catalogue: &Catalogue, why: bool) -> Vec<String> {
    let duty = catalogue.duty(&claim.duty);
    let half = claim.half.as_ref().map(|id| {
        duty.and_then(|duty| duty.halves.iter().find(|half| half.id == *id))
            .map_or(id.as_str(), |half| half.ja.as_str())
    });
    let mut parts = vec![format!("→ {} [{}]", catalogue.title(&claim.duty), strength(claim))];
    parts.extend(half.map(|half| format!("({half})")));
    parts.extend(
        claim
            .performer
            .filter(|&doer| doer != claim.holder && doer != Party::Unstated)
            .map(|doer| format!("実施者: {}", doer.ja())),
    );
    parts.extend(claim.condition.as_ref().map(|words| format!("条件: {words}")));
    parts.extend(claim.scope.as_ref().map(|words| format!("範囲: {words}")));
    let mut lines = indented(6, &parts.join(" "));
    if why {
        let from = &claim.why;
        let step = if from.step.is_empty() { String::new() } else { format!("({})", from.step) };
        let known: Vec<String> = [
            ("主語", format!("{}{step}", from.agent)),
            ("対象", from.object.clone()),
            ("行為", from.act.clone()),
            ("文末", from.ending.clone()),
        ]
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(label, words)| format!("{label}={words}"))
        .collect();
        lines.extend(indented(9, &format!("「{}」", claim.quote.text)));
        lines.extend(indented(9, &known.join(" ")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::specimen;

    #[test]
    fn every_claim_is_told_once() {
        let catalogue = specimen::catalogue();
        for paper in &specimen::report().documents {
            let text = document(paper, catalogue, false);
            assert_eq!(text.matches("→ ").count(), paper.claims.len(), "{text}");
        }
    }

    #[test]
    fn forms_prose_and_news_show_their_places() {
        let catalogue = specimen::catalogue();
        let papers = specimen::report().documents;
        for (paper, why, part) in [
            (0, false, "第8条第2項"),
            (0, false, "扱わない: 目的"),
            (0, true, "主語=乙は(文中の主語)"),
            (2, false, "4.1 [はい]"),
            (2, false, "作成日: 2026-03-02"),
            (3, false, "完了日 2026-11-05"),
            (4, false, "PDF はまだ読み取れません"),
        ] {
            let text = document(&papers[paper], catalogue, why);
            assert!(text.contains(part), "{part}\n{text}");
        }
    }
}
