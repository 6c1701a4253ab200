//! Rows of forms that are known by their claims alone, as in last year's `report.json`. In: sentences and claims of both years. Out: which
//! stand in one row, and what their answers come to.

use std::collections::BTreeSet;

use super::articles::short;
use super::sentences::Sentence;
use crate::model::{Change, Claim, Document, Effect, Said, Sort, Strength};

/// Sentences (then, now) that stand in one row of a form.
pub(super) fn rows(old: &[Sentence<'_>], new: &[Sentence<'_>]) -> Vec<(usize, usize)> {
    let row = |one: &Sentence| one.place.unit.clone();
    let pair = |(at, then): (usize, &Sentence)| {
        let other = new.iter().position(|now| row(now).is_some() && row(now) == row(then))?;
        Some((at, other))
    };
    let back = |(other, now): (usize, &Sentence)| {
        let at = old.iter().position(|then| row(then).is_some() && row(then) == row(now))?;
        Some((at, other))
    };
    let there = old.iter().enumerate().filter_map(pair);
    there.chain(new.iter().enumerate().filter_map(back)).collect()
}

/// Where a row is known by its claims alone, what they come to stands for its answer.
pub(super) fn answered(change: &mut Change, then: &[&Claim], now: &[&Claim], papers: &[&Document]) {
    let words = |claims: &[&Claim]| {
        let all: BTreeSet<&str> = claims.iter().map(|claim| claim.strength.ja()).collect();
        all.into_iter().collect::<Vec<_>>().join("、")
    };
    let (old, new) = (words(then), words(now));
    if old == new {
        return;
    }
    let says = |claims: &[&Claim], strength: Strength| claims.iter().any(|claim| claim.strength == strength);
    let turned = match (says(then, Strength::Stated), says(now, Strength::Stated)) {
        (true, false) if says(now, Strength::Absent) => Effect::Worse,
        (false, true) => Effect::Better,
        _ => change.effect,
    };
    change.effect = if change.effect == Effect::Worse { Effect::Worse } else { turned };
    let or_none = |words: String| if words.is_empty() { "根拠となる回答なし".to_owned() } else { words };
    let said = |said: &Option<Said>| said.as_ref().map(|said| said.place.clone()).unwrap_or_default();
    let at =
        [&change.now, &change.then].into_iter().flatten().find_map(|said| said.place.unit.clone()).unwrap_or_default();
    // this year's paper has the question whole
    let row = papers.iter().flat_map(|paper| &paper.rows).find(|row| row.place.unit.as_deref() == Some(&at));
    let words = row.map(|row| row.text.as_str()).or(change
        .now
        .as_ref()
        .or(change.then.as_ref())
        .map(|said| said.words.as_str()));
    let question = short(words.unwrap_or_default());
    change.sort = Sort::Answer;
    change.about = format!("{at} {question}");
    change.then = Some(Said { words: or_none(old), place: said(&change.then) });
    change.now = Some(Said { words: or_none(new), place: said(&change.now) });
    let [old, new] = [&change.then, &change.now].map(|said| said.as_ref().map_or("", |said| said.words.as_str()));
    change.summary = format!("開示書などの{at}「{question}」の読み取った回答が「{old}」から「{new}」に変わりました。");
}
