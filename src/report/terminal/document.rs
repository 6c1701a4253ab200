//! What the program reads in one paper. In: the paper. Out: text with places; with `why` the words behind each claim.

use super::paint::Paint;
use crate::catalogue::Catalogue;
use crate::model::{Claim, Date, Document, DutyId, Kind, Lang, Party, Row, Unit};
use crate::report::tables::{row_of, strength, unit_of};
use crate::report::width;

/// How the paper is shown.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// With the words behind each claim.
    pub why: bool,
    /// Columns that a line may take.
    pub columns: usize,
    /// In colour.
    pub colour: bool,
    /// Language of all but the paper's words and what is said of them in notices.
    pub lang: Lang,
}

/// The paper in words: kind and reason, head, rows with answers or units with claims, what could not be read.
pub fn document(document: &Document, catalogue: &Catalogue, look: Look) -> String {
    let shown = Shown { document, catalogue, look };
    let mut lines = shown.head();
    lines.extend(shown.rows());
    lines.extend(shown.units());
    let mut others = shown.told(None, None).peekable();
    if others.peek().is_some() {
        lines.extend(shown.heading("そのほかの記載", "Said elsewhere", None));
    }
    for other in others {
        lines.extend(shown.indented(2, &format!("{} 「{}」", other.quote.place.in_words(), other.quote.text)));
        lines.extend(shown.claim(other));
    }
    if !document.precedence.is_empty() {
        lines.extend(shown.heading("優先順位の定め", "Which paper prevails", None));
        for clause in &document.precedence {
            lines.extend(shown.indented(2, &format!("・{} 「{}」", clause.place.in_words(), clause.text)));
        }
    }
    if !document.notices.is_empty() {
        let (ja, en) = ("読み取れなかったもの・確かめてほしい箇所", "Not read, or to be looked at");
        lines.extend(shown.heading(ja, en, Some(document.notices.len())));
        for notice in &document.notices {
            lines.extend(shown.indented(2, &format!("・{} {}", notice.place.in_words(), notice.message)));
        }
    }
    lines.join("\n") + "\n"
}

/// A paper and how it is shown.
struct Shown<'a> {
    document: &'a Document,
    catalogue: &'a Catalogue,
    look: Look,
}

impl<'a> Shown<'a> {
    fn pick<T>(&self, ja: T, en: T) -> T {
        self.look.lang.pick(ja, en)
    }

    fn indented(&self, indent: usize, text: &str) -> Vec<String> {
        let lines = width::wrap(text, self.look.columns.saturating_sub(indent).max(20));
        lines.iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
    }

    /// An empty line and a heading.
    fn heading(&self, ja: &str, en: &str, count: Option<usize>) -> [String; 2] {
        let count = count.map(|count| format!(" ({count})")).unwrap_or_default();
        [String::new(), Paint(self.look.colour).heading(&format!("■ {}{count}", self.pick(ja, en)))]
    }

    /// A claim is told below the row in which it stands, else below its unit, else at the end.
    fn told(&self, row: Option<usize>, unit: Option<usize>) -> impl Iterator<Item = &'a Claim> {
        let document = self.document;
        let home = move |claim: &&Claim| match row_of(document, &claim.quote.place) {
            Some(at) => row == Some(at),
            None => row.is_none() && unit == unit_of(document, &claim.quote.place),
        };
        document.claims.iter().filter(home)
    }

    fn rows(&self) -> Vec<String> {
        let rows = &self.document.rows;
        if rows.is_empty() {
            return Vec::new();
        }
        let mut lines: Vec<String> = self.heading("行", "Rows", Some(rows.len())).into();
        let mut section = None;
        for (place, row) in rows.iter().enumerate() {
            let at = [row.part.as_deref(), row.section.as_deref()];
            if section != Some(at) {
                let words: Vec<_> = at.into_iter().flatten().collect();
                if !words.is_empty() {
                    lines.extend(self.indented(2, &format!("── {}", words.join(" / "))));
                }
                section = Some(at);
            }
            lines.extend(self.form_row(row));
            lines.extend(self.told(Some(place), None).flat_map(|of| self.claim(of)));
        }
        lines
    }

    fn units(&self) -> Vec<String> {
        let units = &self.document.units;
        if units.is_empty() {
            return Vec::new();
        }
        let mut lines: Vec<String> = self.heading("条項", "Articles", Some(units.len())).into();
        for (place, unit) in units.iter().enumerate() {
            lines.extend(self.prose_unit(unit));
            lines.extend(self.told(None, Some(place)).flat_map(|of| self.claim(of)));
        }
        lines
    }

    fn head(&self) -> Vec<String> {
        let document = self.document;
        let header = &document.header;
        let edition = |word: &str| document.edition.as_ref().map(|edition| format!(" {word} {edition}"));
        let kind = self.pick(document.kind.ja(), document.kind.id());
        let edition = edition(self.pick("版", "edition")).unwrap_or_default();
        let mut lines = vec![Paint(self.look.colour).heading(&document.path)];
        lines.extend(
            self.indented(2, &format!("{}: {kind}{edition} ({})", self.pick("種類", "Kind"), document.container)),
        );
        if !document.kind_reason.is_empty() {
            let reason = format!("{}: {}", self.pick("判定の理由", "Taken for it because"), document.kind_reason);
            lines.extend(self.indented(2, &reason));
        }
        let date = |date: Option<Date>| date.map(|date| date.to_string());
        let months = |months: u32| self.pick(format!("{months} か月前まで"), format!("{months} months before"));
        let known = [
            ("表題", "Title", header.title.clone()),
            ("製品・サービス", "Product or service", header.product.clone()),
            ("版", "Version", header.version.clone()),
            ("事業者", "Vendor", header.vendor.clone()),
            ("医療機関", "Hospital", header.hospital.clone()),
            ("システム", "System", header.system.clone()),
            ("対応するガイドライン", "Guideline answered", header.guideline.clone()),
            ("作成日", "Made on", date(header.created)),
            ("初回確認日", "First check", date(header.first_check)),
            ("契約の始まり", "Contract from", date(header.from)),
            ("契約の終わり", "Contract to", date(header.to)),
            ("自動更新", "Renewed tacitly", header.renews.then(|| self.pick("あり", "yes").to_owned())),
            ("更新を止める申し出", "Notice against renewal", header.notice_months.map(months)),
        ];
        for (ja, en, value) in known {
            if let Some(value) = value {
                lines.extend(self.indented(2, &format!("{}: {value}", self.pick(ja, en))));
            }
        }
        if document.rows.is_empty() && document.units.is_empty() && document.kind != Kind::Unknown {
            let words = self.pick("行も条項も読み取れませんでした。", "Neither rows nor articles could be read.");
            lines.extend(self.indented(2, words));
        }
        lines
    }

    fn form_row(&self, row: &Row) -> Vec<String> {
        let title = row.title.as_ref().map(|title| format!("{title}: ")).unwrap_or_default();
        let answer = self.pick(row.answer.ja(), row.answer.id());
        let mut lines = self.indented(2, &format!("{} [{answer}] {title}{}", row.number, row.text));
        let mut notes = vec![row.place.in_words()];
        notes.push(match self.titles(&row.duties) {
            none if none.is_empty() => self.pick("対応する義務なし", "no duty").to_owned(),
            duties => format!("{}: {duties}", self.pick("義務", "duties")),
        });
        let mut note = |ja: &str, en: &str, words: Option<String>| {
            notes.extend(words.map(|words| format!("{} {words}", self.pick(ja, en))));
        };
        note("確認日", "checked on", row.date.map(|date| date.to_string()));
        note("完了日", "done on", row.done.map(|date| date.to_string()));
        note("担当欄", "holder", row.holder.clone());
        note("条項欄", "clause", row.clause.clone());
        note("親の行", "below row", row.parent.clone());
        let key = row.remark_key.as_ref().map(|key| format!("({key}) ")).unwrap_or_default();
        note("備考", "remark", row.remark.as_ref().map(|remark| format!("{key}{remark}")));
        lines.extend(self.indented(6, &notes.join(" ・ ")));
        lines
    }

    fn title<'b>(&'b self, id: &'b DutyId) -> &'b str {
        let duty = self.catalogue.duty(id);
        duty.map_or(self.catalogue.title(id), |duty| self.look.lang.pick(&duty.title_ja, &duty.title_en))
    }

    fn titles(&self, duties: &[DutyId]) -> String {
        duties.iter().map(|duty| self.title(duty)).collect::<Vec<_>>().join(self.pick("、", ", "))
    }

    fn prose_unit(&self, unit: &Unit) -> Vec<String> {
        let heading = unit.heading.as_ref().map(|heading| format!("({heading}) ")).unwrap_or_default();
        let page = unit.page.map(|page| format!(" p.{page}")).unwrap_or_default();
        let line = || self.pick(format!("{}行目", unit.line), format!("line {}", unit.line));
        let place = if unit.unit.is_empty() { line() } else { unit.unit.clone() };
        let ignored =
            unit.ignored.as_ref().map(|reason| format!(" 〔{}: {reason}〕", self.pick("扱わない", "left out")));
        self.indented(2, &format!("{place}{page} {heading}{}{}", unit.text, ignored.unwrap_or_default()))
    }

    /// One claim; with `why` its words and what gave each part.
    fn claim(&self, claim: &Claim) -> Vec<String> {
        let duty = self.catalogue.duty(&claim.duty);
        let half = claim.half.as_ref().map(|id| {
            let half = duty.and_then(|duty| duty.halves.iter().find(|half| half.id == *id));
            half.filter(|_| self.look.lang == Lang::Ja).map_or(id.as_str(), |half| half.ja.as_str())
        });
        let mut parts = vec![format!("→ {} [{}]", self.title(&claim.duty), self.strength(claim))];
        parts.extend(half.map(|half| format!("({half})")));
        let doer = claim.performer.filter(|&doer| doer != claim.holder && doer != Party::Unstated);
        let doer = doer.map(|doer| self.pick(format!("実施者: {}", doer.ja()), format!("done by: {}", doer.id())));
        parts.extend(doer);
        parts.extend(claim.condition.as_ref().map(|words| format!("{}: {words}", self.pick("条件", "condition"))));
        parts.extend(claim.scope.as_ref().map(|words| format!("{}: {words}", self.pick("範囲", "scope"))));
        let mut lines = self.indented(6, &parts.join(" "));
        if self.look.why {
            let from = &claim.why;
            let step = if from.step.is_empty() { String::new() } else { format!("({})", from.step) };
            let known: Vec<String> = [
                (self.pick("主語", "subject"), format!("{}{step}", from.agent)),
                (self.pick("対象", "object"), from.object.clone()),
                (self.pick("行為", "act"), from.act.clone()),
                (self.pick("文末", "ending"), from.ending.clone()),
            ]
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(label, words)| format!("{label}={words}"))
            .collect();
            lines.extend(self.indented(9, &format!("「{}」", claim.quote.text)));
            lines.extend(self.indented(9, &known.join(" ")));
        }
        lines
    }

    /// Who is bound and how strongly.
    fn strength(&self, claim: &Claim) -> String {
        match (self.look.lang, claim.holder) {
            (Lang::Ja, _) => strength(claim),
            (_, Party::Unstated) => claim.strength.id().to_owned(),
            _ if claim.pushed => "left to the hospital".to_owned(),
            (_, holder) => format!("{}: {}", holder.id(), claim.strength.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::specimen;

    fn plain(why: bool) -> Look {
        Look { why, columns: 100, colour: false, lang: Lang::Ja }
    }

    #[test]
    fn every_claim_is_told_once() {
        let catalogue = specimen::catalogue();
        for paper in &specimen::report().documents {
            let text = document(paper, catalogue, plain(false));
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
            let text = document(&papers[paper], catalogue, plain(why));
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn lines_fit_and_only_words_of_papers_are_japanese_in_english() {
        let catalogue = specimen::catalogue();
        for columns in [60, 80, 130] {
            for paper in &specimen::report().documents {
                let text = document(paper, catalogue, Look { columns, ..plain(true) });
                // a closing mark may stand one letter outside
                assert!(text.lines().all(|line| width::of(line) <= columns + 2), "{columns}\n{text}");
            }
        }
        let look = Look { lang: Lang::En, colour: true, ..plain(true) };
        let text = document(&specimen::report().documents[0], catalogue, look);
        for there in ["Kind: contract", "\u{1b}[1m■ Articles (", "[vendor: duty]", "subject=乙は"] {
            assert!(text.contains(there), "{there}\n{text}");
        }
        for gone in ["種類", "条項 (", "主語="] {
            assert!(!text.contains(gone), "{gone}\n{text}");
        }
    }
}
