//! Articles, then and now. In: papers that belong together. Out: what was dropped, added or reworded in them, and what it comes to.

use std::collections::{BTreeMap, BTreeSet};

use super::by_claims::{answered, rows};
use super::compare::Years;
use super::effect;
use super::matching::{Matched, matched};
use super::pair::Group;
use super::sentences::{Sentence, sentences};
use super::side::{Side, bare};
use crate::model::{Change, Claim, Document, Effect, Place, Said, Sort};
use crate::text::diff;

/// Letters shown beside a difference in a sentence for people.
const AROUND: usize = 18;
/// Letters of a sentence that is told whole.
const LONG: usize = 90;

/// The changes in the articles of a group.
pub(super) fn changes(years: &Years<'_>, group: &Group) -> Vec<Change> {
    let has_prose = |side: &Side, papers: &[usize]| papers.iter().any(|&at| !side.paper(at).units.is_empty());
    // last year may be known by its claims alone
    let by_claims = !years.past.has_units;
    let forms = by_claims && years.past.has_rows;
    let is_form = group.now.iter().any(|&at| !years.now.paper(at).rows.is_empty());
    if (by_claims && forms && is_form)
        || (!by_claims && !has_prose(&years.then, &group.then) && !has_prose(&years.now, &group.now))
    {
        return Vec::new();
    }
    let old = sentences(&years.then, &group.then, by_claims);
    let new = sentences(&years.now, &group.now, by_claims);
    let found = matched(&old, &new, group.then.len() != group.now.len());
    let known_by_answers = by_claims && is_form;
    let rows = if known_by_answers { rows(&old, &new) } else { Vec::new() };
    let parts = parts(&old, &new, &found, &rows);
    let claims_then = Homes::of(&years.then, &group.then, &old, by_claims);
    let claims_now = Homes::of(&years.now, &group.now, &new, by_claims);
    let mut changes = Vec::new();
    for part in parts {
        let then = claims_then.of_units(&part.then);
        let now = claims_now.of_units(&part.now);
        let duties = effect::touched(years, &then, &now);
        let lines = Lines::of(&old, &new, &found, &part);
        if lines.is_empty() && duties.is_empty() {
            continue;
        }
        let mut change = lines.change(years, &part, &old, &new);
        change.effect = effect::whole(&duties);
        if known_by_answers {
            let papers = group.now.iter().map(|&at| years.now.paper(at));
            answered(&mut change, &then, &now, &papers.collect::<Vec<_>>());
        }
        change.duties = duties;
        changes.push(change);
    }
    changes
}

/// Units of both years that share sentences: they are looked at together.
#[derive(Debug, Default)]
struct Part {
    then: BTreeSet<usize>,
    now: BTreeSet<usize>,
}

/// The parts, in the order of last year's units, then of this year's.
fn parts(old: &[Sentence<'_>], new: &[Sentence<'_>], found: &Matched, rows: &[(usize, usize)]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut of_old: BTreeMap<usize, usize> = BTreeMap::new();
    let mut of_new: BTreeMap<usize, usize> = BTreeMap::new();
    let links = found.same.iter().chain(&found.joined).chain(&found.reworded).chain(rows);
    let links = links.map(|&(at, other)| (Some(old[at].unit), Some(new[other].unit)));
    let alone = found.dropped.iter().map(|&at| (Some(old[at].unit), None));
    let links = links.chain(alone).chain(found.added.iter().map(|&other| (None, Some(new[other].unit))));
    for (then, now) in links {
        let known = [then.and_then(|unit| of_old.get(&unit)), now.and_then(|unit| of_new.get(&unit))];
        let (first, second) = (known[0].copied(), known[1].copied());
        let home = match (first, second) {
            (Some(one), Some(other)) if one != other => {
                let moved = std::mem::take(&mut parts[other]);
                of_old.extend(moved.then.iter().map(|unit| (*unit, one)));
                of_new.extend(moved.now.iter().map(|unit| (*unit, one)));
                parts[one].then.extend(moved.then);
                parts[one].now.extend(moved.now);
                one
            }
            (Some(one), _) | (_, Some(one)) => one,
            (None, None) => {
                parts.push(Part::default());
                parts.len() - 1
            }
        };
        if let Some(unit) = then {
            parts[home].then.insert(unit);
            of_old.insert(unit, home);
        }
        if let Some(unit) = now {
            parts[home].now.insert(unit);
            of_new.insert(unit, home);
        }
    }
    parts.retain(|part| !part.then.is_empty() || !part.now.is_empty());
    parts.sort_by_key(|part| {
        let first = part.then.first().copied();
        (first.is_none(), first, part.now.first().copied())
    });
    parts
}

/// Claims by the unit in which they stand.
struct Homes<'a> {
    by_unit: BTreeMap<usize, Vec<&'a Claim>>,
}

impl<'a> Homes<'a> {
    fn of(side: &Side<'a>, papers: &[usize], sentences: &[Sentence<'_>], by_claims: bool) -> Homes<'a> {
        let mut by_unit: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
        let mut before = 0;
        for &paper in papers {
            let document = side.paper(paper);
            for claim in side.claims_of(document) {
                let unit = if by_claims {
                    let here = |one: &&Sentence| {
                        one.paper == paper && one.text == claim.quote.text && one.place == claim.quote.place
                    };
                    sentences.iter().find(here).map(|one| one.unit)
                } else {
                    document.unit_at(&claim.quote.place).map(|at| before + at + 1)
                };
                if let Some(unit) = unit {
                    by_unit.entry(unit).or_default().push(claim);
                }
            }
            before += document.units.len();
        }
        Homes { by_unit }
    }

    fn of_units(&self, units: &BTreeSet<usize>) -> Vec<&'a Claim> {
        units.iter().filter_map(|unit| self.by_unit.get(unit)).flatten().copied().collect()
    }
}

/// The sentences of a part that changed.
struct Lines {
    then: Vec<usize>,
    now: Vec<usize>,
}

impl Lines {
    fn of(old: &[Sentence<'_>], new: &[Sentence<'_>], found: &Matched, part: &Part) -> Lines {
        let mut then: Vec<usize> =
            found.reworded.iter().map(|(at, _)| *at).chain(found.dropped.iter().copied()).collect();
        let mut now: Vec<usize> =
            found.reworded.iter().map(|(_, other)| *other).chain(found.added.iter().copied()).collect();
        then.retain(|&at| part.then.contains(&old[at].unit));
        now.retain(|&other| part.now.contains(&new[other].unit));
        then.sort_unstable();
        now.sort_unstable();
        Lines { then, now }
    }

    fn is_empty(&self) -> bool {
        self.then.is_empty() && self.now.is_empty()
    }

    fn change(&self, years: &Years<'_>, part: &Part, old: &[Sentence<'_>], new: &[Sentence<'_>]) -> Change {
        let first = |all: &[Sentence], units: &BTreeSet<usize>, lines: &[usize]| {
            lines.first().copied().or_else(|| all.iter().position(|one| units.contains(&one.unit)))
        };
        let (at, other) = (first(old, &part.then, &self.then), first(new, &part.now, &self.now));
        let said = |all: &[Sentence], lines: &[usize], first: Option<usize>| {
            let place = first.map(|at| all[at].place.clone())?;
            let words: Vec<&str> = lines.iter().map(|&at| all[at].text).collect();
            Some(Said { words: words.join("\n"), place })
        };
        let (mut then, mut now) = (said(old, &self.then, at), said(new, &self.now, other));
        let sort = match (self.then.is_empty(), self.now.is_empty()) {
            (true, true) => Sort::SenseChanged,
            (false, true) => Sort::ArticleDropped,
            (true, false) => Sort::ArticleAdded,
            (false, false) if signs(&then) || signs(&now) => Sort::Parties,
            (false, false) => Sort::ArticleReworded,
        };
        if sort == Sort::SenseChanged {
            // the words stay: both sides show them
            let whole = |all: &[Sentence], units: &BTreeSet<usize>| {
                let words: Vec<&str> = all.iter().filter(|one| units.contains(&one.unit)).map(|one| one.text).collect();
                words.join("")
            };
            then.iter_mut().for_each(|said| said.words = whole(old, &part.then));
            now.iter_mut().for_each(|said| said.words = whole(new, &part.now));
        }
        let by_hand = is_by_hand(&years.then, at.map(|at| old[at].paper), then.as_ref())
            || is_by_hand(&years.now, other.map(|other| new[other].paper), now.as_ref());
        let heading = other.and_then(|other| new[other].heading).or_else(|| at.and_then(|at| old[at].heading));
        let last = at.map(|at| years.then.paper(old[at].paper));
        let paper = other.map(|other| years.now.paper(new[other].paper));
        Change {
            sort,
            document: paper.map(|document| document.id.clone()),
            last_document: last.map(|document| document.path.clone()),
            about: heading.unwrap_or_default().to_owned(),
            summary: summary(sort, by_hand, [last, paper], [then.as_ref(), now.as_ref()]),
            then,
            now,
            effect: Effect::None,
            duties: Vec::new(),
        }
    }
}

/// The words say who signs, and by what name.
fn signs(said: &Option<Said>) -> bool {
    let words = said.as_ref().map(|said| bare(&said.words)).unwrap_or_default();
    words.contains("以下甲という") || words.contains("以下乙という")
}

/// `「保守契約書」第8条`, `「MDS」4.1`
pub(super) fn cited(document: Option<&Document>, place: &Place) -> String {
    let name = document.map_or("", |document| document.path.rsplit('/').next().unwrap_or_default());
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let unit = match &place.unit {
        Some(unit) => unit.clone(),
        None => Place { page: None, ..place.clone() }.in_words(),
    };
    if name.is_empty() { unit } else { format!("「{name}」{unit}") }
}

/// Words short enough for a sentence.
pub(super) fn short(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONG { words } else { words.chars().take(LONG).chain(['…']).collect() }
}

/// People corrected what these words of a paper come to.
pub(super) fn is_by_hand(side: &Side<'_>, paper: Option<usize>, said: Option<&Said>) -> bool {
    let (Some(paper), Some(said)) = (paper, said) else { return false };
    let words = bare(&said.words);
    side.corrected(side.paper(paper)).any(|one| words.contains(&bare(&one.correction.quote)))
}

fn summary(
    sort: Sort,
    by_hand: bool,
    [last, paper]: [Option<&Document>; 2],
    [then, now]: [Option<&Said>; 2],
) -> String {
    let words = |said: Option<&Said>| said.map(|said| short(&said.words)).unwrap_or_default();
    let old = then.map(|said| cited(last, &said.place)).unwrap_or_default();
    let new = now.map(|said| cited(paper, &said.place)).unwrap_or_default();
    match sort {
        Sort::ArticleDropped => format!("昨年の{old}の「{}」がなくなりました。", words(then)),
        Sort::ArticleAdded => format!("{new}に「{}」が加わりました。", words(now)),
        Sort::SenseChanged if by_hand => {
            format!("{new}の「{}」は、言葉は同じですが、人の訂正が昨年と違うため、読み方が変わりました。", words(now))
        }
        Sort::SenseChanged => {
            format!("{new}の「{}」は、言葉は同じですが、前後の言葉が変わったため意味が変わりました。", words(now))
        }
        _ => {
            let (old, now) = (then.map_or("", |said| &said.words), now.map_or("", |said| &said.words));
            format!("{new}が書き換えられました: {}", diff::in_words(&diff::pieces(old, now), AROUND))
        }
    }
}

/// Articles that left one paper and stand in another word for word have moved.
pub(super) fn moved(changes: &mut Vec<Change>) {
    let key = |said: &Option<Said>| said.as_ref().map(|said| bare(&said.words)).filter(|key| key.chars().count() > 8);
    let mut gone = Vec::new();
    for at in 0..changes.len() {
        if changes[at].sort != Sort::ArticleDropped {
            continue;
        }
        let Some(words) = key(&changes[at].then) else { continue };
        let same = |(other, one): &(usize, &Change)| {
            one.sort == Sort::ArticleAdded && key(&one.now).as_ref() == Some(&words) && !gone.contains(other)
        };
        let Some(other) = changes.iter().enumerate().find(same).map(|(other, _)| other) else { continue };
        gone.push(other);
        let new = changes[other].clone();
        let old = &mut changes[at];
        old.sort = Sort::ArticleMoved;
        old.document = new.document;
        old.now = new.now;
        old.duties.extend(new.duties);
        old.duties.sort_by(|one, other| (&one.duty, &one.system).cmp(&(&other.duty, &other.system)));
        old.duties.dedup();
        // what stands elsewhere in the same words is a change only where the state is another
        old.duties.retain(|one| one.then != one.now);
        old.effect = effect::whole(&old.duties);
        let at_now = old.now.as_ref().map(|said| said.place.in_words()).unwrap_or_default();
        let at_then = old.then.as_ref().map(|said| said.place.in_words()).unwrap_or_default();
        let words = old.then.as_ref().map(|said| short(&said.words)).unwrap_or_default();
        old.summary = format!("{at_then}の「{words}」は、別の文書の{at_now}に移りました。");
    }
    gone.sort_unstable();
    gone.into_iter().rev().for_each(|at| drop(changes.remove(at)));
}
