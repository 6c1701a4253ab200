//! Rows of forms, then and now. In: papers that belong together. Out: answers, ticks, days and remarks that changed, apart from what
//! changed in the form itself.

use std::collections::BTreeSet;

use super::articles::{cited, short};
use super::compare::Years;
use super::effect;
use super::pair::Group;
use super::side::{Side, bare};
use crate::model::{Answer, Change, Claim, Date, Document, Effect, Kept, Kind, Place, Row, Said, Sort};
use crate::text::diff;

/// Questions that share less than this are not one question under two numbers.
const LIKE: f64 = 0.6;
/// The same under one number.
const LIKE_UNDER_NUMBER: f64 = 0.4;
/// More pairs than this are not compared with one another.
const MOST_PAIRS: usize = 40_000;

/// A row of a paper, with what is said in it.
struct Line<'a> {
    document: &'a Document,
    row: &'a Row,
    /// The question in one spelling.
    key: String,
    claims: Vec<&'a Claim>,
}

/// The changes in the rows of a group.
pub(super) fn changes(years: &Years<'_>, group: &Group) -> Vec<Change> {
    if !years.past.has_rows {
        return Vec::new();
    }
    let (old, new) = (lines(&years.then, &group.then), lines(&years.now, &group.now));
    let pairs = pairs(&old, &new);
    let mut changes = Vec::new();
    let taken: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
    for (then, pair) in old.iter().zip(&pairs) {
        match pair {
            Some(other) => changes.extend(of_row(years, then, &new[*other])),
            None => changes.push(lone(years, Some(then), None)),
        }
    }
    changes.extend(
        new.iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, now)| lone(years, None, Some(now))),
    );
    changes
}

fn lines<'a>(side: &Side<'a>, papers: &[usize]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for &paper in papers {
        let document = side.paper(paper);
        let start = lines.len();
        lines.extend(document.rows.iter().map(|row| Line { document, row, key: bare(&row.text), claims: Vec::new() }));
        for claim in side.claims_of(document) {
            let place = &claim.quote.place;
            // of a remark the number of its row is known, where its cell is not
            let named = || document.rows.iter().position(|row| place.unit.is_some() && row.place.unit == place.unit);
            if let Some(line) = document.row_at(place).or_else(named).and_then(|at| lines.get_mut(start + at)) {
                line.claims.push(claim);
            }
        }
    }
    lines
}

/// For each row of last year the one of this year.
fn pairs(old: &[Line<'_>], new: &[Line<'_>]) -> Vec<Option<usize>> {
    let mut of_old: Vec<Option<usize>> = vec![None; old.len()];
    let mut free = vec![true; new.len()];
    let mut pair = |fits: &dyn Fn(&Line, &Line) -> u32| {
        for (at, then) in old.iter().enumerate().filter(|(at, _)| of_old[*at].is_none()).collect::<Vec<_>>() {
            let open = new.iter().enumerate().filter(|(other, _)| free[*other]);
            let best = open.map(|(other, now)| (fits(then, now), other)).filter(|(fit, _)| *fit > 0);
            if let Some((_, other)) = best.max_by_key(|&(fit, other)| (fit, usize::MAX - other)) {
                of_old[at] = Some(other);
                free[other] = false;
            }
        }
    };
    pair(&|then, now| u32::from(then.row.key.is_some() && then.row.key == now.row.key));
    // an exact place takes its words before a row of the same words elsewhere does
    pair(&|then, now| u32::from(then.key == now.key && nearness(then, now) == 15));
    pair(&|then, now| if then.key == now.key { 1 + nearness(then, now) } else { 0 });
    pair(&|then, now| {
        let near = nearness(then, now);
        let is_like = near >= 8 && diff::likeness(&then.row.text, &now.row.text) >= LIKE_UNDER_NUMBER;
        if is_like { near } else { 0 }
    });
    if old.len().saturating_mul(new.len()) <= MOST_PAIRS {
        pair(&|then, now| {
            let like = diff::likeness(&then.row.text, &now.row.text);
            if like >= LIKE { (like * 1000.0) as u32 } else { 0 }
        });
    }
    of_old
}

/// How well two rows fit as the same place: number, then part, section and sheet.
fn nearness(then: &Line<'_>, now: &Line<'_>) -> u32 {
    let (old, new) = (then.row, now.row);
    8 * u32::from(old.number == new.number)
        + 4 * u32::from(old.part == new.part)
        + 2 * u32::from(old.section.is_none() || new.section.is_none() || old.section == new.section)
        + u32::from(old.place.sheet == new.place.sheet)
}

fn of_row(years: &Years<'_>, then: &Line<'_>, now: &Line<'_>) -> Vec<Change> {
    let (old, new) = (then.row, now.row);
    let mut duties = effect::touched(years, &then.claims, &now.claims);
    let mut changes: Vec<(Sort, String, String, [&Place; 2])> = Vec::new();
    let places = [&old.place, &new.place];
    let remark = |row: &Row| {
        let cell = row.remark_place.clone().unwrap_or_else(|| row.place.clone());
        Place { unit: cell.unit.or_else(|| row.place.unit.clone()), ..cell }
    };
    let (old_remark, new_remark) = (remark(old), remark(new));
    let remarks = [&old_remark, &new_remark];
    if old.answer != new.answer {
        let sort = if is_tick(now.document.kind) { Sort::Tick } else { Sort::Answer };
        changes.push((sort, old.answer.ja().to_owned(), new.answer.ja().to_owned(), places));
    }
    if is_tick(now.document.kind) {
        if old.done != new.done {
            changes.push((Sort::Done, day(old.done), day(new.done), places));
        }
        let noted = [noted(old), noted(new)];
        if bare(&noted[0]) != bare(&noted[1]) {
            let [old, new] = noted;
            changes.push((Sort::Noted, old, new, places));
        }
    } else {
        let words = [old.remark.clone().unwrap_or_default(), new.remark.clone().unwrap_or_default()];
        if bare(&words[0]) != bare(&words[1]) {
            let [old, new] = words;
            changes.push((Sort::Remark, old, new, remarks));
        }
        // the workbook does not show the days of such rows
        if old.done != new.done && years.past.last.kept != Kept::Workbook {
            changes.push((Sort::Done, day(old.done), day(new.done), places));
        }
    }
    if then.key != now.key {
        changes.push((Sort::QuestionReworded, old.text.clone(), new.text.clone(), places));
    }
    if changes.is_empty() && !duties.is_empty() {
        // the row says the same and is read otherwise: a word beside it has changed
        changes.push((Sort::SenseChanged, old.text.clone(), new.text.clone(), places));
    }
    if is_tick(now.document.kind) && duties.is_empty() {
        // a tick claims nothing; the duties of its row are told all the same where their state moved
        let systems = years.now.report.plan.systems.iter().filter(|one| crate::verify::speaks_for(now.document, one));
        duties = systems
            .flat_map(|system| new.duties.iter().map(|duty| effect::of(years, duty, system.id.clone())))
            .filter(|one| one.then != one.now)
            .collect();
    }
    changes
        .into_iter()
        .map(|(sort, old_words, new_words, [old_place, new_place])| {
            let (old_place, new_place) = (old_place.clone(), new_place.clone());
            let turned = match sort {
                // a question that the form no longer asks, since the one above it is no
                Sort::Answer | Sort::Tick if now.document.is_gated(new) => Effect::Same,
                Sort::Answer | Sort::Tick => turned(old.answer, new.answer),
                Sort::Done if new.answer != Answer::Yes => Effect::Same,
                Sort::Noted => Effect::Same,
                _ => Effect::None,
            };
            // a form's own words and a hospital's notes change no duty
            let bears = matches!(sort, Sort::Answer | Sort::Remark | Sort::SenseChanged | Sort::QuestionReworded);
            let duties = if bears || sort == Sort::Tick { duties.clone() } else { Vec::new() };
            let meaning = if bears { effect::whole(&duties) } else { Effect::None };
            Change {
                sort,
                document: Some(now.document.id.clone()),
                last_document: Some(then.document.path.clone()),
                about: about(new),
                summary: told(sort, now, &new_place, &old_words, &new_words),
                then: Some(Said { words: old_words, place: old_place }),
                now: Some(Said { words: new_words, place: new_place }),
                effect: together(meaning, turned),
                duties,
            }
        })
        .collect()
}

/// A row that only one year has: the form is another, or somebody has put it in or taken it out.
fn lone(years: &Years<'_>, then: Option<&Line<'_>>, now: Option<&Line<'_>>) -> Change {
    let duties = match (then, now) {
        (Some(then), _) => effect::touched(years, &then.claims, &[]),
        (_, Some(now)) => effect::touched(years, &[], &now.claims),
        _ => Vec::new(),
    };
    let said = |line: Option<&Line<'_>>| {
        line.map(|line| Said {
            words: format!("{} [{}]", line.row.text, line.row.answer.ja()),
            place: line.row.place.clone(),
        })
    };
    let sort = if then.is_some() { Sort::QuestionDropped } else { Sort::QuestionAdded };
    let line = then.or(now);
    let what = if then.is_some() {
        "は、今年の文書にありません。"
    } else {
        "は、昨年の文書にない行です。"
    };
    Change {
        sort,
        document: now.map(|line| line.document.id.clone()),
        last_document: then.map(|line| line.document.path.clone()),
        about: line.map(|line| about(line.row)).unwrap_or_default(),
        summary: line.map_or_else(String::new, |line| {
            format!("{}の「{}」{what}", cited(Some(line.document), &line.row.place), short(&line.row.text))
        }),
        then: said(then),
        now: said(now),
        effect: effect::whole(&duties),
        duties,
    }
}

/// The hospital ticks it, alone or with the vendor.
fn is_tick(kind: Kind) -> bool {
    matches!(kind, Kind::RoleTable | Kind::ChecklistHospital)
}

/// From yes to anything else is worse, to yes is better; what was never a yes only changes.
fn turned(then: Answer, now: Answer) -> Effect {
    match (then, now) {
        (one, other) if one == other => Effect::None,
        (Answer::Yes, Answer::No | Answer::Blank) | (_, Answer::No) => Effect::Worse,
        (_, Answer::Yes) => Effect::Better,
        _ => Effect::Same,
    }
}

/// What an answer and the states behind it come to: an answer that turned says more than that something is said otherwise.
fn together(meaning: Effect, turned: Effect) -> Effect {
    match (meaning, turned) {
        (Effect::Same, Effect::Better) => Effect::Better,
        (meaning, turned) => meaning.and(turned),
    }
}

/// What the hospital wrote beside a row.
fn noted(row: &Row) -> String {
    let parts: Vec<&str> = [&row.holder, &row.clause, &row.remark].into_iter().flatten().map(String::as_str).collect();
    parts.join("\n")
}

fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// `4.1 操作の記録を残すか。`
fn about(row: &Row) -> String {
    let part = row.part.as_deref().map(|part| format!("{part} ")).unwrap_or_default();
    format!("{part}{} {}", row.number, short(row.title.as_deref().unwrap_or(&row.text)))
}

fn told(sort: Sort, now: &Line<'_>, place: &Place, old: &str, new: &str) -> String {
    let at = cited(Some(now.document), place);
    let or_none = |words: &str| if words.is_empty() { "(記入なし)".to_owned() } else { short(words) };
    let question = short(now.row.title.as_deref().unwrap_or(&now.row.text));
    match sort {
        Sort::Answer | Sort::Tick => format!("{at}「{question}」の回答が「{old}」から「{new}」に変わりました。"),
        Sort::Done => {
            format!("{at}「{question}」の完了日が「{}」から「{}」に変わりました。", or_none(old), or_none(new))
        }
        Sort::Remark | Sort::Noted => {
            let what = if sort == Sort::Remark { "備考" } else { "担当・条項の記入" };
            format!("{at}「{question}」の{what}が変わりました: {}", diff::in_words(&diff::pieces(old, new), 18))
        }
        Sort::SenseChanged => {
            format!(
                "{at}「{question}」は、回答も備考も同じですが、読み方が変わりました(人の訂正があれば、その違いを含みます)。"
            )
        }
        _ => format!("{at}の文言が変わりました: {}", diff::in_words(&diff::pieces(old, new), 18)),
    }
}
