//! Last time against this time. In: what people wrote into a workbook, last year's report, and the report of today. Out: decisions that
//! still hold, those that have to be looked at again, and those that belong to nothing any more; what changed since last year, and
//! what it means.

mod answers;
mod articles;
mod by_claims;
mod compare;
mod corrections;
mod decisions;
mod effect;
mod found;
mod heads;
mod matching;
mod merge;
mod origin;
mod pair;
mod past;
mod prints;
mod sentences;
mod shifts;
mod side;

pub use compare::compare;

pub use corrections::{BY_HAND, correct, lapsed, mark, read_as, sentence, weigh};
pub use decisions::{COLUMNS, DONE, ID, LEFT, PLACE, PRINTS, SHEET, STANDING, printed, read};
pub use merge::merge;
pub use origin::Origin;
pub use past::{Past, Refusal};
pub use prints::{Prints, of_hospital};

use std::collections::BTreeSet;

use crate::catalogue::Catalogue;
use crate::model::{Date, Decision, Entered, Report, Reviewed, Standing, Workflow};
use crate::text::dates;
use crate::verify;

/// Stands in what a person chose or wrote of a risk that is accepted.
const ACCEPTED: &str = "受容";

/// Makes a report an annual review: what changed since last year, the findings that follow from it, and what could not be compared.
/// Decisions of people should stand in the report already.
pub fn annual(report: &mut Report, past: &Past, catalogue: &Catalogue) {
    report.plan.workflow = Workflow::AnnualReview;
    let comparison = compare(past, report, catalogue);
    let found = found::find(report, &comparison, catalogue);
    if !found.is_empty() {
        let all = std::mem::take(&mut report.findings).into_iter().chain(found).collect();
        report.findings = verify::sorted(all, catalogue);
    }
    report.notices.extend(past.notices());
    report.comparison = Some(comparison);
}

/// Holds decisions against a report: each goes with its gap, or is said to belong to none.
pub fn review(decisions: Vec<Decision>, report: &Report) -> Vec<Reviewed> {
    let mut taken = BTreeSet::new();
    let prints = Prints::of(report);
    decisions
        .into_iter()
        .map(|decision| {
            let (standing, why) = match &decision.on {
                Some(on) if !taken.insert(on.clone()) => (
                    Standing::Lost,
                    "同じIDの行がほかにもあり、そちらの記入を引き継ぎました。この行の記入は引き継いでいません。"
                        .to_owned(),
                ),
                _ => standing(&decision, report, &prints),
            };
            Reviewed { decision, standing, why }
        })
        .collect()
}

fn standing(decision: &Decision, report: &Report, prints: &Prints<'_>) -> (Standing, String) {
    let Some((duty, system)) = &decision.on else {
        return (Standing::Lost, "IDの欄から義務とシステムを読み取れません。".to_owned());
    };
    let Some(verdict) = report.verdicts.iter().find(|verdict| verdict.duty == *duty && verdict.system == *system)
    else {
        return (Standing::Lost, "この義務とシステムの組は、今回の点検にありません。".to_owned());
    };
    if verdict.state.is_at_rest() {
        return (Standing::Settled, format!("今回は「{}」で、対応を要しません。", verdict.state.ja()));
    }
    let now = prints.on(verdict);
    let moved = match &decision.prints {
        None => Some("照合の欄がないため、記入したときの文書と比べられません。"),
        Some([ours, theirs]) => match (*ours != now[0], *theirs != now[1]) {
            (true, true) => Some("病院側と事業者側の文書の記載が、記入したときから変わりました。"),
            (true, false) => Some("病院側の文書の記載が、記入したときから変わりました。"),
            (false, true) => Some("契約・事業者側の文書の記載が、記入したときから変わりました。"),
            (false, false) => None,
        },
    };
    if let Some(why) = moved {
        return (Standing::Moved, format!("{why}確かめたら、この欄を空にしてください。"));
    }
    let words = |heading| decision.entry(heading).map(Entered::words).unwrap_or_default();
    let due = due(decision);
    let says_so = |choice: &str| {
        choice.contains(ACCEPTED) && !["受容しない", "受容できない", "受容不可"].iter().any(|not| choice.contains(not))
    };
    if ["対応方針", "判断"].iter().any(|heading| says_so(&words(heading))) {
        return accepted(&words("メモ"), &words("担当"), due, &words("期限"), report.plan.as_of);
    }
    let why = if decision.entry(DONE).is_some() {
        "完了日が記入されていますが、文書の上ではまだ対応を要します。".to_owned()
    } else if let Some(due) = due.filter(|due| *due < report.plan.as_of) {
        format!("期限({due})を過ぎています。")
    } else {
        String::new()
    };
    (Standing::Stands, why)
}

/// The day by which a decision is to be carried out; of «2026/4/1から2027/3/31» the last day counts.
fn due(decision: &Decision) -> Option<Date> {
    match decision.entry("期限")? {
        Entered::Day(day) => Some(*day),
        Entered::Words(words) => dates::all(words).last().copied().or_else(|| dates::parse(words)),
    }
}

/// A risk is accepted by someone, for a reason, until a day.
fn accepted(reason: &str, owner: &str, until: Option<Date>, written: &str, today: Date) -> (Standing, String) {
    let missing: Vec<&str> =
        [(reason.is_empty(), "理由(メモ)"), (owner.is_empty(), "担当"), (until.is_none(), "受容の期限(期限)")]
            .into_iter()
            .filter_map(|(is_missing, what)| is_missing.then_some(what))
            .collect();
    match until {
        Some(until) if missing.is_empty() && until >= today => {
            (Standing::Accepted, format!("{until}まで受容しています。"))
        }
        Some(until) if missing.is_empty() => (Standing::Lapsed, format!("受容の期限({until})が過ぎました。")),
        None if !written.is_empty() => (
            Standing::Incomplete,
            format!("受容の期限「{written}」を日付として読めません。2027/3/31 のように記入してください。"),
        ),
        _ => (Standing::Incomplete, format!("受容には、{}の記入が要ります。", missing.join("・"))),
    }
}
