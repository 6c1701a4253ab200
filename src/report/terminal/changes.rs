//! What the summary of an annual review tells: what contracts have lost comes before everything else, then what moved, answers that
//! turned, what is overdue. Nothing of it stands in another summary.

use super::summary::Page;
use crate::model::{Effect, Lang, Party, Shift, State};
use crate::report::tables::{changes, words as states};
use crate::report::width;

/// Duties told.
const SHIFTS: usize = 8;
/// Answers, and things overdue, that are told.
const LINES: usize = 5;

impl Page<'_> {
    /// The first lines of the summary: duties that contracts no longer put on the vendor.
    pub fn dropped(&self) -> Vec<String> {
        let Some(dropped) = changes::headline(self.index) else { return Vec::new() };
        let label = self.lang.pick(changes::DROPPED, "Dropped from the contracts");
        let told = match self.lang {
            Lang::Ja => dropped,
            Lang::En => {
                let found = self.index.report.comparison.as_ref().map(changes::dropped).unwrap_or_default();
                found.iter().map(|shift| self.name(shift)).collect::<Vec<_>>().join("; ")
            }
        };
        let mut lines = self.indented(0, &format!("■ {label}: {told}"));
        lines.iter_mut().for_each(|line| *line = self.paint.state(State::Unassigned, line));
        lines.push(String::new());
        lines
    }

    /// What changed since last year.
    pub fn changed(&self) -> Vec<String> {
        let Some(found) = &self.index.report.comparison else { return Vec::new() };
        let last = &found.last;
        let since = self.lang.pick("昨年からの変更", "Since last year");
        let mut lines = vec![String::new(), self.heading(&format!("{since} ({} {})", last.path, last.as_of))];
        if found.is_still() {
            lines.extend(
                self.indented(
                    2,
                    self.lang.pick("昨年から変わったところは見つかりませんでした。", "Nothing has changed."),
                ),
            );
        }
        lines.extend(self.figures());
        let moved: Vec<&Shift> = found.shifts.iter().filter(|shift| shift.effect != Effect::Better).collect();
        for shift in moved.iter().take(SHIFTS) {
            let badge = match (self.lang, shift.dropped) {
                (Lang::Ja, _) => changes::badge(shift).0,
                (Lang::En, true) => "dropped",
                (Lang::En, false) => shift.effect.id(),
            };
            let head =
                format!("[{badge}] {}: {} → {}", self.name(shift), self.state(shift.then), self.state(shift.now));
            lines.extend(self.indented(2, &head));
            lines.extend(self.indented(5, &shift.why).iter().map(|line| self.paint.dim(line)));
        }
        if moved.len() > SHIFTS {
            let rest = moved.len() - SHIFTS;
            lines.extend(self.indented(
                2,
                &self.lang.pick(
                    format!("ほか {rest} 件はワークブックの「状態の変化」をご覧ください。"),
                    format!("{rest} more in the sheet 状態の変化."),
                ),
            ));
        }
        for change in changes::turned(found).into_iter().take(LINES) {
            lines.extend(self.indented(2, &format!("・{}", change.summary)));
        }
        for one in found.overdue.iter().take(LINES) {
            let duty = one.on.as_ref().map(|(duty, system)| {
                format!("{}({}) ", self.index.catalogue.title(duty), self.index.system_name(system))
            });
            let at = one.row.as_ref().map(|(document, place)| format!("{} ", self.index.place(document, place)));
            let label = self.lang.pick("期限切れ", "overdue");
            let words = width::cut(&one.words.replace('\n', " "), 90);
            let words = format!("・{label} {}: {}{}{words}", one.due, duty.unwrap_or_default(), at.unwrap_or_default());
            lines.extend(self.indented(2, &words));
        }
        lines
    }

    fn figures(&self) -> Vec<String> {
        let Some(found) = &self.index.report.comparison else { return Vec::new() };
        let told = match self.lang {
            Lang::Ja => {
                let parts = changes::counts(found).into_iter().map(|(label, text)| format!("{label}: {text}"));
                parts.collect::<Vec<_>>().join(" / ")
            }
            Lang::En => {
                let of = |effect: Effect| found.shifts.iter().filter(|shift| shift.effect == effect).count();
                format!(
                    "{} worse, {} better, {} otherwise changed / {} changes in the papers / {} still open / {} overdue",
                    of(Effect::Worse),
                    of(Effect::Better),
                    of(Effect::Same),
                    found.changes.len(),
                    found.open.len(),
                    found.overdue.len(),
                )
            }
        };
        self.indented(2, &told)
    }

    /// Duty and system.
    fn name(&self, shift: &Shift) -> String {
        let duty = self.index.duty(&shift.duty);
        let title = duty.map_or(shift.duty.as_str(), |duty| self.lang.pick(&duty.title_ja, &duty.title_en));
        let system = self.index.system_name(&shift.system);
        self.lang.pick(format!("{title}({system})"), format!("{title} ({system})"))
    }

    fn state(&self, (state, holder): (State, Option<Party>)) -> String {
        let name = self.lang.pick(state.ja(), states::name_en(state));
        let holder = holder.map(|party| self.lang.pick(party.ja(), party.id()));
        holder.map_or_else(|| name.to_owned(), |holder| format!("{name}({holder})"))
    }
}
