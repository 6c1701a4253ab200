//! The summary of a run: what was looked at, counts by state, the worst gaps with their evidence, what was not read.

use std::collections::BTreeMap;

use super::paint::Paint;
use super::words::{self, Words, fill};
use crate::model::{Claim, Kind, Lang, Severity, State, Workflow};
use crate::report::tables::words as states;
use crate::report::tables::{Gap, Index, Tables, Whose, shorten, strength, whose};
use crate::report::width;

/// Gaps shown.
const WORST: usize = 10;
/// Notices shown.
const NOTICES: usize = 12;

/// The summary in at most `columns` columns (a full-width letter takes two), with or without colour.
pub fn summary(tables: &Tables<'_>, columns: usize, colour: bool, lang: Lang) -> String {
    let page = Page {
        index: &tables.index,
        gaps: &tables.gaps,
        words: words::of(lang),
        paint: Paint(colour),
        columns: columns.clamp(40, 120),
        lang,
    };
    let mut lines = page.dropped();
    lines.extend(page.head());
    lines.extend(page.changed());
    lines.extend(page.counts());
    lines.extend(page.worst());
    lines.extend(page.findings());
    lines.extend(page.asked());
    lines.extend(page.corrected());
    lines.extend(page.unread());
    lines.join("\n") + "\n"
}

pub(super) struct Page<'a> {
    pub index: &'a Index<'a>,
    gaps: &'a [Gap<'a>],
    pub words: &'static Words,
    pub paint: Paint,
    columns: usize,
    pub lang: Lang,
}

impl Page<'_> {
    pub fn heading(&self, text: &str) -> String {
        self.paint.heading(&format!("■ {text}"))
    }

    /// Text under `indent` spaces, broken where it grows too long.
    pub fn indented(&self, indent: usize, text: &str) -> Vec<String> {
        let room = self.columns.saturating_sub(indent);
        width::wrap(text, room).iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
    }

    fn head(&self) -> Vec<String> {
        let report = self.index.report;
        let plan = &report.plan;
        let name = plan.hospital.name.as_deref().map(|name| format!("{name} ")).unwrap_or_default();
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        for document in &report.documents {
            *kinds.entry(document.kind).or_default() += 1;
        }
        let kinds: Vec<String> = kinds
            .into_iter()
            .map(|(kind, count)| format!("{} {count}", self.lang.pick(kind.ja(), kind.id())))
            .collect();
        let read = format!(
            "{}: {} ({}){}{}",
            self.words.read,
            fill(self.words.papers, report.documents.len()),
            kinds.join(self.words.joint),
            self.words.joint,
            fill(self.words.evidence, report.claims.len()),
        );
        let mut lines = vec![self.paint.heading(&format!("{name}{}", self.words.title))];
        let frame = format!(
            "{}: {} / {} / {}",
            self.words.as_of,
            plan.as_of,
            states::workflow(plan.workflow, self.lang),
            fill(self.words.guideline, plan.guideline.id())
        );
        lines.extend(self.indented(2, &frame));
        lines.extend(self.indented(2, &read));
        lines
    }

    /// A table of states by systems. Figures stand before the words, since terminals disagree on how wide marks are.
    fn counts(&self) -> Vec<String> {
        let report = self.index.report;
        let mut counts: BTreeMap<(State, &str), usize> = BTreeMap::new();
        for verdict in &report.verdicts {
            *counts.entry((verdict.state, verdict.system.as_str())).or_default() += 1;
        }
        let room = self.columns.saturating_sub(40);
        // All systems side by side if their names can be told apart; the workbook shows what finds no room here.
        let name_room = (room / report.plan.systems.len().max(1)).clamp(10, 18) - 2;
        let mut shown: Vec<(&str, String, usize)> = Vec::new();
        let mut used = 0;
        for system in &report.plan.systems {
            let name = width::cut(&system.name, name_room);
            let wide = width::of(&name).max(4) + 2;
            if used + wide > room {
                break;
            }
            used += wide;
            shown.push((&system.id, name, wide));
        }
        if shown.len() < 2 {
            shown.clear();
        }
        let right = |text: &str, wide: usize| format!("{}{text}", " ".repeat(wide.saturating_sub(width::of(text))));
        let mut lines = vec![String::new(), self.heading(self.words.counts)];
        let names: String = shown.iter().map(|(_, name, wide)| right(name, *wide)).collect();
        lines.push(self.paint.dim(&format!("{}{names}", right(self.words.total, 8))));
        for state in states::WORST_FIRST {
            let total: usize = counts.iter().filter(|((of, _), _)| *of == state).map(|(_, count)| count).sum();
            if total == 0 {
                continue;
            }
            let name = self.lang.pick(state.ja(), states::name_en(state));
            let mut line = right(&total.to_string(), 8);
            for (system, _, wide) in &shown {
                line.push_str(&right(&counts.get(&(state, *system)).unwrap_or(&0).to_string(), *wide));
            }
            line.push_str(&self.paint.state(state, &format!("   {} {name}", states::mark(state))));
            lines.push(line);
        }
        if report.plan.workflow == Workflow::SelfCheck {
            let count = |of| self.gaps.iter().filter(|gap| whose(self.index, gap.verdict) == of).count();
            let [own, asked, hospitals] = [Whose::Vendors, Whose::Asked, Whose::Hospitals].map(count);
            let parted = self.lang.pick(
                format!(
                    "対応が必要なもののうち、自社の書面を整える分 {own} 件、お客様に求めている分 {asked} 件、お客様だけが受け持てる役割 {hospitals} 件"
                ),
                format!(
                    "To settle: {own} gaps of the vendor's own papers, {asked} left to the customer, {hospitals} that only a hospital can have"
                ),
            );
            lines.extend(self.indented(2, &parted));
        }
        lines
    }

    fn worst(&self) -> Vec<String> {
        let groups = grouped(self.gaps);
        let total: usize = groups.iter().map(Vec::len).sum();
        let mut lines = vec![String::new()];
        if groups.is_empty() {
            lines.push(self.heading(self.words.nothing));
            return lines;
        }
        lines.push(self.heading(&fill(self.words.worst, groups.len().min(WORST))));
        let shown: usize = groups.iter().take(WORST).map(Vec::len).sum();
        for (at, group) in groups.iter().take(WORST).enumerate() {
            lines.extend(self.gap(at + 1, group));
        }
        if total > shown {
            lines.extend(self.indented(2, &fill(self.words.more, total - shown)));
        }
        lines
    }

    /// One duty that hangs in the same way in one system or more.
    fn gap(&self, number: usize, group: &[&Gap]) -> Vec<String> {
        let Some(gap) = group.first() else { return Vec::new() };
        let state = gap.verdict.state;
        let ja = self.lang == Lang::Ja;
        let duty = self.index.duty(&gap.verdict.duty);
        let title = duty.map_or(gap.title, |duty| if ja { &duty.title_ja } else { &duty.title_en });
        let name = self.lang.pick(state.ja(), states::name_en(state));
        let badge = self.paint.state(state, &format!("{} {name}", states::mark(state)));
        let head = self.paint.heading(&format!("{title} [{}]", gap.priority.letter()));
        let mut lines = vec![format!("{number:>3}. {badge}  {head}")];
        lines.extend(self.systems(group));
        for claim in exhibits(gap) {
            let said = if ja { format!("【{}】", strength(claim)) } else { format!("[{}] ", claim.strength.id()) };
            let place = self.index.place(&claim.document, &claim.quote.place);
            let evidence = format!("{said}「{}」 {place}", shorten(&claim.quote.text, 70));
            lines.extend(self.indented(5, &evidence).iter().map(|line| self.paint.dim(line)));
        }
        // The Japanese reason says itself how many papers were searched.
        if gap.claims.is_empty() && !ja {
            lines.extend(self.indented(5, &fill(self.words.silent, gap.verdict.searched.len())));
        }
        let why = if ja { gap.verdict.why.clone() } else { states::meaning_en(state).to_owned() };
        let by_hand = self.index.report.corrections_on(gap.verdict).next().filter(|_| !ja);
        let why = by_hand.map_or(why.clone(), |_| format!("{why} ({})", self.words.by_hand));
        lines.extend(self.indented(5, &why));
        let ask = gap.ask.replace('\n', if ja { "" } else { " " });
        lines.extend(self.indented(5, &format!("→ {}: {ask}", self.words.ask)));
        lines
    }

    /// The systems of a group, where the case has more than one.
    fn systems(&self, group: &[&Gap]) -> Vec<String> {
        let all = &self.index.report.plan.systems;
        if all.len() < 2 {
            return Vec::new();
        }
        let names: Vec<&str> = group.iter().map(|gap| self.index.system_name(&gap.verdict.system)).collect();
        let names = if names.len() == all.len() { self.words.every.to_owned() } else { names.join(self.words.joint) };
        self.indented(5, &format!("{}: {names}", self.words.system))
    }

    fn findings(&self) -> Vec<String> {
        let findings = &self.index.report.findings;
        if findings.is_empty() {
            return Vec::new();
        }
        let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
        for finding in findings {
            *counts.entry((finding.severity, finding.rule.as_str())).or_default() += 1;
        }
        let mut lines = vec![String::new(), self.heading(&format!("{} ({})", self.words.findings, findings.len()))];
        for ((severity, rule), count) in counts {
            let severity = self.lang.pick(severity.ja(), severity.id());
            let title = self.index.rule(rule).map_or(rule, |rule| self.lang.pick(&rule.title.ja, &rule.title.en));
            let example = findings.iter().find(|finding| finding.rule == rule).map_or("", |finding| &finding.message);
            lines.extend(self.indented(2, &format!("[{severity}] {title} × {count}  {example}")));
        }
        lines
    }

    /// What guidelines ask of the case as a whole; the sheet has the rest.
    fn asked(&self) -> Vec<String> {
        let whole =
            self.index.report.assessments.iter().filter(|one| one.system.is_none() && one.id != "contract-term");
        let told: Vec<String> = whole
            .flat_map(|one| {
                let question = self.lang.pick(one.question.as_str(), one.id);
                let answer = self.lang.pick(one.reply.ja(), one.reply.id());
                self.indented(2, &format!("{question} → {answer}  {}", self.lang.pick(one.why.as_str(), "")))
            })
            .collect();
        if told.is_empty() {
            return told;
        }
        let mut lines = vec![String::new(), self.heading(self.words.asked)];
        lines.extend(told);
        lines
    }

    /// What people corrected in the reading, with what it did, so that no state seems to come from the papers alone.
    fn corrected(&self) -> Vec<String> {
        let corrections = &self.index.report.corrections;
        if corrections.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![String::new(), self.heading(&format!("{} ({})", self.words.corrected, corrections.len()))];
        let name = |state: State| self.lang.pick(state.ja(), states::name_en(state));
        for one in corrections {
            let correction = &one.correction;
            let duty = self.index.duty(&correction.duty);
            let title = duty.map_or(correction.duty.as_str(), |duty| self.lang.pick(&*duty.title_ja, &*duty.title_en));
            let change = self.lang.pick(correction.change.ja(), correction.change.id().to_owned());
            let what = format!("・{title}: {change}「{}」 {}", shorten(&correction.quote, 40), correction.path);
            lines.extend(self.indented(2, &what));
            if let Some(why) = one.lapsed {
                lines.extend(self.indented(4, &format!("{}: {why}", self.words.lapsed)));
            }
            for touched in &one.touched {
                let system = self.index.system_name(&touched.system);
                let effect = format!("{system}: {} → {}", name(touched.before), name(touched.after));
                lines.extend(self.indented(4, &effect));
            }
        }
        lines
    }

    fn unread(&self) -> Vec<String> {
        let notices = &self.index.report.notices;
        let mut lines = vec![String::new()];
        if notices.is_empty() {
            lines.push(self.heading(self.words.all_read));
            return lines;
        }
        lines.push(self.heading(&format!("{} ({})", self.words.unread, notices.len())));
        for notice in notices.iter().take(NOTICES) {
            let place = self.index.place(&notice.document, &notice.place);
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            lines.extend(self.indented(2, &format!("・{place}{}", notice.message)));
        }
        if notices.len() > NOTICES {
            lines.push(format!("  … +{}", notices.len() - NOTICES));
        }
        lines
    }
}

/// The claims told beside a gap: the deciding one, and where two papers disagree the first of another paper.
fn exhibits<'a>(gap: &Gap<'a>) -> impl Iterator<Item = &'a Claim> {
    let first = gap.claims.first().copied();
    let disagree = gap.verdict.state.is_quarrel() || gap.verdict.state == State::Mutual;
    let other = |claim: &&Claim| disagree && first.is_some_and(|first| first.document != claim.document);
    first.into_iter().chain(gap.claims.iter().copied().find(other))
}

/// Gaps of one duty in one state are told once, with all their systems, where the worst of them stands.
fn grouped<'a, 'b>(gaps: &'b [Gap<'a>]) -> Vec<Vec<&'b Gap<'a>>> {
    let mut groups: Vec<Vec<&Gap>> = Vec::new();
    for gap in gaps {
        let same = |group: &&mut Vec<&Gap>| {
            group
                .first()
                .is_some_and(|first| first.verdict.duty == gap.verdict.duty && first.verdict.state == gap.verdict.state)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(gap),
            None => groups.push(vec![gap]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::specimen;

    fn plain(lang: Lang) -> String {
        summary(&Tables::new(&specimen::report(), specimen::catalogue()), 90, false, lang)
    }

    #[test]
    fn summary_tells_counts_gaps_and_what_was_not_read() {
        let text = plain(Lang::Ja);
        for part in
            ["みほん市民病院", "電子カルテ", "文書間の矛盾", "2026-11-22", "求めること", "PDF はまだ", "案内図.pdf"]
        {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert!(plain(Lang::En).contains("papers contradict"));
    }

    #[test]
    fn lines_keep_to_the_width_and_to_plain_letters() {
        for line in plain(Lang::Ja).lines() {
            assert!(!line.contains('\x1b'));
            assert!(width::of(line) <= 92, "{line}");
        }
    }
}
