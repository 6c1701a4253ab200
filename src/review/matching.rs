//! Sentences of last year's papers held against this year's. In: both years' sentences in order. Out: which belong together, so that
//! articles that were renumbered, moved, joined or cut apart are no change.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::sentences::Sentence;
use crate::text::diff;

/// How sentences belong together.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Sentences (then, now) that say the same in the same words.
    pub same: Vec<(usize, usize)>,
    /// Sentences (then, now) of which one holds the other.
    pub joined: Vec<(usize, usize)>,
    /// Sentences (then, now) that are much alike.
    pub reworded: Vec<(usize, usize)>,
    /// Sentences that only last year's papers have.
    pub dropped: Vec<usize>,
    /// Sentences that only this year's papers have.
    pub added: Vec<usize>,
}

/// Wordings that share less are not taken for one sentence.
const LIKE: f64 = 0.5;
/// The same within one article.
const LIKE_AT_HOME: f64 = 0.35;
/// More pairs than this are not compared with one another.
const MOST_PAIRS: usize = 60_000;
/// Fewer letters than this are no words.
const CRUMB: usize = 2;
/// So often what is left of sentences is looked for again.
const ROUNDS: usize = 8;
/// Shorter sentences are not looked for inside others.
const SHORT: usize = 4;

/// Finds which sentences belong together.
///
/// `copies`: a paper was split or merged, and a title or an opening that stands in both parts is nothing new.
pub(super) fn matched(old: &[Sentence<'_>], new: &[Sentence<'_>], copies: bool) -> Matched {
    let mut found = Matched::default();
    let mut free_old = vec![true; old.len()];
    let mut free_new = vec![true; new.len()];
    let keys = |all: &[Sentence]| all.iter().map(|one| one.key.clone()).collect::<Vec<_>>();
    let mut pair = |at: usize, other: usize, free_old: &mut [bool], free_new: &mut [bool]| {
        free_old[at] = false;
        free_new[other] = false;
        found.same.push((at, other));
    };
    for op in capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new)) {
        if op.tag() == DiffTag::Equal {
            op.old_range().zip(op.new_range()).for_each(|(at, other)| pair(at, other, &mut free_old, &mut free_new));
        }
    }
    // the same words elsewhere
    let mut waiting: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (other, sentence) in new.iter().enumerate().filter(|(other, _)| free_new[*other]) {
        waiting.entry(&sentence.key).or_default().push_back(other);
    }
    for (at, sentence) in old.iter().enumerate() {
        if free_old[at]
            && let Some(other) = waiting.get_mut(sentence.key.as_str()).and_then(VecDeque::pop_front)
        {
            pair(at, other, &mut free_old, &mut free_new);
        }
    }
    let homes = homes(old, new, &found.same);
    // words that stay and cite another article than the renumbered one say something else
    let is_true = |&(at, other): &(usize, usize)| cites_the_same(&old[at], &new[other], &homes);
    let (same, strayed): (Vec<_>, Vec<_>) = std::mem::take(&mut found.same).into_iter().partition(is_true);
    found.same = same;
    found.reworded = strayed;
    join(old, new, &mut free_old, &mut free_new, &mut found.joined);
    reword(old, new, &homes, &mut free_old, &mut free_new, &mut found.reworded);
    if copies {
        for at in (0..old.len()).filter(|&at| free_old[at]).collect::<Vec<_>>() {
            if let Some(other) = new.iter().position(|one| one.key == old[at].key) {
                free_old[at] = false;
                found.same.push((at, other));
            }
        }
        for other in (0..new.len()).filter(|&other| free_new[other]).collect::<Vec<_>>() {
            if let Some(at) = old.iter().position(|one| one.key == new[other].key) {
                free_new[other] = false;
                found.same.push((at, other));
            }
        }
    }
    found.dropped = (0..old.len()).filter(|&at| free_old[at]).collect();
    found.added = (0..new.len()).filter(|&other| free_new[other]).collect();
    found
}

/// For each article of last year the one that has most of its sentences now.
fn homes(old: &[Sentence<'_>], new: &[Sentence<'_>], same: &[(usize, usize)]) -> BTreeMap<String, String> {
    let mut votes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for &(at, other) in same {
        if let (Some(then), Some(now)) = (&old[at].article, &new[other].article) {
            *votes.entry((then, now)).or_default() += 1;
        }
    }
    let mut best: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for ((then, now), count) in votes {
        let known = best.entry(then).or_insert((count, now));
        // of equals the one that kept its number
        if count > known.0 || (count == known.0 && then == now) {
            *known = (count, now);
        }
    }
    best.into_iter().map(|(then, (_, now))| (then.to_owned(), now.to_owned())).collect()
}

fn cites_the_same(then: &Sentence<'_>, now: &Sentence<'_>, homes: &BTreeMap<String, String>) -> bool {
    then.cites.len() == now.cites.len()
        && then
            .cites
            .iter()
            .zip(&now.cites)
            .all(|(old, new)| old == new || homes.get(old).is_some_and(|home| home == new))
}

/// Sentences that another format has cut apart or joined: what one holds of the other is no change. What is left of them is looked for
/// again, until nothing more is found.
fn join(
    old: &[Sentence<'_>],
    new: &[Sentence<'_>],
    free_old: &mut [bool],
    free_new: &mut [bool],
    joined: &mut Vec<(usize, usize)>,
) {
    let rests = |all: &[Sentence], free: &[bool]| -> Vec<String> {
        all.iter().zip(free).map(|(one, free)| if *free { one.key.clone() } else { String::new() }).collect()
    };
    let (mut rest_old, mut rest_new) = (rests(old, free_old), rests(new, free_new));
    for _ in 0..ROUNDS {
        let before = joined.len();
        joined.extend(held(&mut rest_old, &mut rest_new));
        joined.extend(held(&mut rest_new, &mut rest_old).into_iter().map(|(other, at)| (at, other)));
        if joined.len() == before {
            break;
        }
    }
    // Words that only lie inside others («適用する» in «適用するよう努める») have changed: all that hangs together must be found.
    let mut open: (BTreeSet<usize>, BTreeSet<usize>) = (left(&rest_old), left(&rest_new));
    loop {
        let count = (open.0.len(), open.1.len());
        for &(at, other) in joined.iter() {
            if open.0.contains(&at) || open.1.contains(&other) {
                open.0.insert(at);
                open.1.insert(other);
            }
        }
        if count == (open.0.len(), open.1.len()) {
            break;
        }
    }
    free_old.iter_mut().enumerate().for_each(|(at, free)| *free = *free && open.0.contains(&at));
    free_new.iter_mut().enumerate().for_each(|(other, free)| *free = *free && open.1.contains(&other));
}

/// Of which words are left.
fn left(rests: &[String]) -> BTreeSet<usize> {
    rests.iter().enumerate().filter(|(_, rest)| rest.chars().count() >= CRUMB).map(|(at, _)| at).collect()
}

/// Takes every part that stands in a holder out of both. Out: part and holder of each.
fn held(parts: &mut [String], holders: &mut [String]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..parts.len()).filter(|&at| parts[at].chars().count() >= SHORT).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(parts[at].len()), at));
    let mut found = Vec::new();
    for at in order {
        let part = parts[at].as_str();
        if let Some(holder) = holders.iter().position(|rest| rest.len() >= part.len() && rest.contains(part)) {
            holders[holder] = holders[holder].replacen(part, "", 1);
            parts[at].clear();
            found.push((at, holder));
        }
    }
    found
}

/// Of what is left, the pairs that are most alike.
fn reword(
    old: &[Sentence<'_>],
    new: &[Sentence<'_>],
    homes: &BTreeMap<String, String>,
    free_old: &mut [bool],
    free_new: &mut [bool],
    reworded: &mut Vec<(usize, usize)>,
) {
    let left: Vec<usize> = (0..old.len()).filter(|&at| free_old[at]).collect();
    let right: Vec<usize> = (0..new.len()).filter(|&other| free_new[other]).collect();
    let few = left.len().saturating_mul(right.len()) <= MOST_PAIRS;
    let mut ranked: Vec<(u32, usize, usize)> = Vec::new();
    for &at in &left {
        for &other in &right {
            let then = &old[at];
            let is_home = match (&then.article, &new[other].article) {
                (Some(article), Some(now)) => homes.get(article).unwrap_or(article) == now,
                _ => false,
            } || (then.heading.is_some() && then.heading == new[other].heading);
            if !few && !is_home {
                continue;
            }
            let like = diff::likeness(then.text, new[other].text);
            if like >= if is_home { LIKE_AT_HOME } else { LIKE } {
                ranked.push(((like * 1000.0) as u32 + if is_home { 200 } else { 0 }, at, other));
            }
        }
    }
    ranked.sort_by_key(|&(fit, at, other)| (std::cmp::Reverse(fit), at, other));
    for (_, at, other) in ranked {
        if free_old[at] && free_new[other] {
            free_old[at] = false;
            free_new[other] = false;
            reworded.push((at, other));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;
    use crate::review::sentences::cut;

    /// Sentences of articles: `第1条|words`.
    fn of<'a>(lines: &[&'a str]) -> Vec<Sentence<'a>> {
        let mut found = Vec::new();
        for (unit, line) in lines.iter().enumerate() {
            let (article, words) = line.split_once('|').expect("an article");
            let place = Place { unit: Some(article.to_owned()), ..Place::default() };
            found.extend(cut(words).into_iter().filter_map(|text| Sentence::new(0, unit, None, text, place.clone())));
        }
        found
    }

    #[test]
    fn what_belongs_together_is_found() {
        let base = [
            "第1条|乙は、毎日複製を取得する。",
            "第2条|前条の複製は、乙が保管する。",
            "第3条|第1条の複製の保管は3年とする。",
        ];
        // then, now, (same, joined, reworded, dropped, added)
        let cases: [(&[&str], &[&str], [usize; 5]); 9] = [
            (&base, &base, [3, 0, 0, 0, 0]),
            // an article put in before moves all numbers, and what is cited goes along
            (
                &base,
                &[
                    "第1条|甲は、料金を支払う。",
                    "第2条|乙は、毎日複製を取得する。",
                    "第3条|前条の複製は、乙が保管する。",
                    "第4条|第2条の複製の保管は3年とする。",
                ],
                [3, 0, 0, 0, 1],
            ),
            // the same words cite another article
            (
                &base,
                &[
                    "第1条|乙は、毎日複製を取得する。",
                    "第2条|前条の複製は、乙が保管する。",
                    "第3条|第2条の複製の保管は3年とする。",
                ],
                [2, 0, 1, 0, 0],
            ),
            (&base, &[base[2], base[0], base[1]], [3, 0, 0, 0, 0]),
            (&base, &[base[0], base[2]], [2, 0, 0, 1, 0]),
            // one lies inside the other and says something else
            (&["第1条|乙は、複製を取得する。"], &["第1条|乙は、複製を取得するよう努める。"], [0, 1, 1, 0, 0]),
            (&base, &["第1条|乙は、毎月複製を取得する。", base[1], base[2]], [2, 0, 1, 0, 0]),
            // another format joins two lines
            (&["第1条|乙が行う作業", "第1条|複製の取得"], &["第1条|乙が行う作業 複製の取得"], [0, 2, 0, 0, 0]),
            (&["第1条|乙が行う作業 複製の取得"], &["第1条|乙が行う作業", "第1条|複製の取得"], [0, 2, 0, 0, 0]),
        ];
        for (then, now, wanted) in cases {
            let found = matched(&of(then), &of(now), false);
            let got =
                [found.same.len(), found.joined.len(), found.reworded.len(), found.dropped.len(), found.added.len()];
            assert_eq!(got, wanted, "{then:?} {now:?} {found:?}");
        }
    }

    #[test]
    fn one_sentence_dropped_is_one_sentence_dropped() {
        let all: Vec<String> = (1..60).map(|at| format!("第{at}条|乙は、{at}番目の作業を行う。")).collect();
        let lines: Vec<&str> = all.iter().map(String::as_str).collect();
        for gone in [0, 7, 30, 58] {
            let mut fewer = lines.clone();
            fewer.remove(gone);
            let found = matched(&of(&lines), &of(&fewer), false);
            assert_eq!((found.dropped.as_slice(), found.added.len(), found.reworded.len()), (&[gone][..], 0, 0));
        }
    }
}
