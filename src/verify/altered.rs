//! Rows held against the blank form that they should stand on. In: a paper and the blank forms of the plan. Out: what was changed,
//! added, left out or moved. White space and width aside, the words decide; numbers only help to find the pair.

use std::collections::BTreeSet;

use crate::model::{BlankForm, Document, Notice, Place, Plan, Row};
use crate::text::diff;
use crate::text::numbers::squeeze;

/// How a row differs from its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Other words.
    Words(Vec<diff::Piece>),
    /// The form has no such row.
    Added,
    /// The paper lacks this row of the form.
    Missing,
    /// The same words under another number, or in another order.
    Moved,
}

/// A row that differs from its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alteration<'a> {
    /// 0-based place among the paper's rows; none for a row that is missing.
    pub row: Option<usize>,
    /// The form's row; none for one that was added.
    pub blank: Option<&'a Row>,
    /// How it differs.
    pub change: Change,
    /// The sheet that should hold a missing row, where the form is repeated on several sheets.
    pub sheet: Option<String>,
}

/// Wordings that share less than this are not taken for one row under two numbers.
const LIKE: f64 = 0.6;

/// The same where the rows bear different titles: questions of one form often end alike.
const LIKE_BESIDE_TITLES: f64 = 0.85;

/// More pairs than this are not compared with one another.
const MOST_PAIRS: usize = 40_000;

/// The blank form that a paper stands on: of its kind, and of its edition where both are known.
pub fn blank_of<'a>(document: &Document, plan: &'a Plan) -> Option<&'a BlankForm> {
    let mut fitting = plan.blanks.iter().filter(|blank| blank.kind == document.kind);
    let is_same = |blank: &&BlankForm| blank.edition.is_some() && blank.edition == document.edition;
    fitting.clone().find(is_same).or_else(|| {
        let first = fitting.next()?;
        let unknown = first.edition.is_none() || document.edition.is_none();
        (unknown && fitting.next().is_none()).then_some(first)
    })
}

/// Everything in which a paper differs from its blank form, in the order of the paper; what is missing stands behind the row that
/// comes before it in the form. Empty without such a form.
pub fn alterations<'a>(document: &Document, plan: &'a Plan) -> Vec<Alteration<'a>> {
    let Some(blank) = blank_of(document, plan) else { return Vec::new() };
    if document.rows.is_empty() {
        return Vec::new();
    }
    let repeats = repeated_sheets(document);
    if repeats.len() < 2 {
        let all: Vec<usize> = (0..document.rows.len()).collect();
        return compare(document, &all, &blank.rows, None);
    }
    repeats
        .into_iter()
        .flat_map(|sheet| {
            let own = |at: &usize| document.rows[*at].place.sheet.as_deref() == Some(sheet);
            let rows: Vec<usize> = (0..document.rows.len()).filter(own).collect();
            compare(document, &rows, &blank.rows, Some(sheet.to_owned()))
        })
        .collect()
}

/// Sheets that each hold the form (one a system): they repeat one another's numbers.
fn repeated_sheets(document: &Document) -> Vec<&str> {
    let mut sheets: Vec<&str> = Vec::new();
    for row in &document.rows {
        if let Some(sheet) = row.place.sheet.as_deref()
            && !sheets.contains(&sheet)
        {
            sheets.push(sheet);
        }
    }
    let numbers = |sheet: &str| -> BTreeSet<(Option<&str>, &str)> {
        let own = document.rows.iter().filter(|row| row.place.sheet.as_deref() == Some(sheet));
        own.map(|row| (row.section.as_deref(), row.number.as_str())).collect()
    };
    let first = sheets.first().map(|sheet| numbers(sheet)).unwrap_or_default();
    let repeats = |sheet: &&str| numbers(sheet).intersection(&first).count() * 2 > first.len();
    if sheets.iter().all(repeats) { sheets } else { Vec::new() }
}

/// The words of a row that a form fixes.
fn words(row: &Row) -> String {
    match &row.title {
        Some(title) => format!("{title} {}", row.text),
        None => row.text.clone(),
    }
}

/// What tells the place of a row in its form, without white space.
struct Spot<'a> {
    number: &'a str,
    section: String,
    part: String,
}

impl<'a> Spot<'a> {
    fn of(row: &'a Row) -> Spot<'a> {
        let bare = |words: &Option<String>| words.as_deref().map(squeeze).unwrap_or_default();
        Spot { number: &row.number, section: bare(&row.section), part: bare(&row.part) }
    }

    /// How well two rows fit as the same place: number, then section and part. A sheet's name may stand before the part.
    fn nearness(&self, form: &Spot) -> u32 {
        let same_part = self.part.ends_with(form.part.as_str());
        4 * u32::from(self.number == form.number) + 2 * u32::from(self.section == form.section) + u32::from(same_part)
    }
}

fn compare<'a>(document: &Document, own: &[usize], form: &'a [Row], sheet: Option<String>) -> Vec<Alteration<'a>> {
    let rows: Vec<&Row> = own.iter().map(|&at| &document.rows[at]).collect();
    let (left, right): (Vec<String>, Vec<String>) =
        (form.iter().map(words).collect(), rows.iter().map(|row| words(row)).collect());
    let (old, new): (Vec<String>, Vec<String>) =
        (left.iter().map(|words| squeeze(words)).collect(), right.iter().map(|words| squeeze(words)).collect());
    let spots: Vec<Spot> = form.iter().map(Spot::of).collect();
    let own_spots: Vec<Spot> = rows.iter().map(|row| Spot::of(row)).collect();
    let nearness = |at: usize, other: usize| own_spots[other].nearness(&spots[at]);
    // Pairs, as (form, paper): the same words first, then the same number, then words that are much alike.
    let mut of_form: Vec<Option<usize>> = vec![None; form.len()];
    let mut taken = vec![false; rows.len()];
    let mut pair = |of_form: &mut [Option<usize>], fits: &dyn Fn(usize, usize) -> u32| {
        for (at, found) in of_form.iter_mut().enumerate().filter(|(_, found)| found.is_none()) {
            let free = (0..taken.len()).filter(|&other| !taken[other]);
            let fitting = free.map(|other| (fits(at, other), other)).filter(|(fit, _)| *fit > 0);
            *found = fitting.max_by_key(|&(fit, other)| (fit, usize::MAX - other)).map(|(_, other)| other);
            if let Some(other) = *found {
                taken[other] = true;
            }
        }
    };
    // An exact place takes its words before a row of the same words elsewhere does.
    pair(&mut of_form, &|at, other| u32::from(old[at] == new[other] && nearness(at, other) == 7));
    pair(&mut of_form, &|at, other| if old[at] == new[other] { 1 + nearness(at, other) } else { 0 });
    pair(&mut of_form, &|at, other| {
        let near = nearness(at, other);
        if near >= 4 { near } else { 0 }
    });
    if form.len() * rows.len() <= MOST_PAIRS {
        pair(&mut of_form, &|at, other| {
            let like = diff::likeness(&left[at], &right[other]);
            let titles = (form[at].title.as_deref(), rows[other].title.as_deref());
            let is_other_title = matches!(titles, (Some(one), Some(other)) if !diff::is_same(one, other));
            if like >= if is_other_title { LIKE_BESIDE_TITLES } else { LIKE } { (like * 1000.0) as u32 } else { 0 }
        });
    }
    let in_order = longest_rise(&of_form);
    let mut found: Vec<(usize, usize, Alteration<'a>)> = Vec::new();
    let mut last = 0;
    for (at, pair) in of_form.iter().enumerate() {
        let alteration =
            |row: Option<usize>, change| Alteration { row, blank: Some(&form[at]), change, sheet: sheet.clone() };
        match *pair {
            None => found.push((last, 1 + at, alteration(None, Change::Missing))),
            Some(other) => {
                last = other;
                if old[at] != new[other] {
                    let pieces = diff::pieces(&left[at], &right[other]);
                    found.push((other, 0, alteration(Some(own[other]), Change::Words(pieces))));
                } else if form[at].number != rows[other].number || !in_order.contains(&at) {
                    found.push((other, 0, alteration(Some(own[other]), Change::Moved)));
                }
            }
        }
    }
    for other in (0..rows.len()).filter(|&other| !of_form.contains(&Some(other))) {
        let added = Alteration { row: Some(own[other]), blank: None, change: Change::Added, sheet: sheet.clone() };
        found.push((other, 0, added));
    }
    found.sort_by_key(|&(row, missing, _)| (row, missing));
    found.into_iter().map(|(.., alteration)| alteration).collect()
}

/// The most rows of the form that stand in its order in the paper; the others have moved.
fn longest_rise(pairs: &[Option<usize>]) -> BTreeSet<usize> {
    // `tails[length]` is the row with the least place in the paper that ends a rise of that length.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let Some(place) = pair else { continue };
        let length = tails.partition_point(|&tail| pairs[tail] < Some(*place));
        before[at] = length.checked_sub(1).map(|length| tails[length]);
        if length == tails.len() {
            tails.push(at);
        } else {
            tails[length] = at;
        }
    }
    std::iter::successors(tails.last().copied(), |&at| before[at]).collect()
}

impl Alteration<'_> {
    /// The difference in words. Of longer stretches that both share, `around` letters beside a change are shown.
    pub fn in_words(&self, document: &Document, around: usize) -> String {
        let own = self.row.map(|at| &document.rows[at]);
        match (&self.change, own, self.blank) {
            (Change::Words(pieces), Some(row), Some(blank)) if row.number != blank.number => {
                format!("{}(様式では項番{})", diff::in_words(pieces, around), blank.number)
            }
            (Change::Words(pieces), ..) => diff::in_words(pieces, around),
            (Change::Added, Some(row), _) => format!("【+{}】", short(&words(row), around)),
            (Change::Missing, _, Some(blank)) => format!("【−{}】", short(&words(blank), around)),
            (Change::Moved, Some(row), Some(blank)) if row.number != blank.number => {
                format!("項番【−{}】【+{}】", blank.number, row.number)
            }
            (Change::Moved, ..) => "並び順が様式と異なります".to_owned(),
            _ => String::new(),
        }
    }
}

fn short(words: &str, around: usize) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = words.chars().collect();
    if letters.len() <= around * 3 { words } else { letters[..around * 3].iter().collect::<String>() + "…" }
}

/// Blank forms that no paper stands on, and papers whose edition is another than that of the form given for their kind.
pub fn notices(documents: &[Document], plan: &Plan) -> Vec<Notice> {
    let mut notices = Vec::new();
    for blank in &plan.blanks {
        let papers: Vec<&Document> = documents.iter().filter(|document| document.kind == blank.kind).collect();
        let stands = |document: &&&Document| blank_of(document, plan).is_some_and(|other| std::ptr::eq(other, blank));
        if papers.iter().any(|paper| stands(&paper)) {
            continue;
        }
        let edition = blank.edition.as_deref().unwrap_or("不明");
        let why = if papers.is_empty() {
            format!("{}が案件にないため", blank.kind.ja())
        } else {
            format!("案件の{}の版がこの様式の版({edition})と異なるため", blank.kind.ja())
        };
        notices.push(Notice::new(
            Place::default(),
            format!(
                "様式「{}」は、{why}、どの文書とも突き合わせていません。文書と同じ版の様式を --form に指定してください。",
                blank.path
            ),
        ));
    }
    for document in documents {
        let of_kind: Vec<&BlankForm> = plan.blanks.iter().filter(|blank| blank.kind == document.kind).collect();
        if !of_kind.is_empty() && blank_of(document, plan).is_none() && !document.rows.is_empty() {
            let mut notice = Notice::new(
                Place::default(),
                format!(
                    "この文書の版({})の様式が --form にないため、文言の改変を調べていません。同じ版の様式を指定してください。",
                    document.edition.as_deref().unwrap_or("不明")
                ),
            );
            notice.document.clone_from(&document.id);
            notices.push(notice);
        }
    }
    notices
}

#[cfg(test)]
mod tests;
