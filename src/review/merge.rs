//! What people wrote on the local page and into a workbook, put together. In: both. Out: one list in which the page's entries stand
//! first, so that they win, and in which nothing that was written only in the workbook is lost.

use std::collections::BTreeMap;

use crate::model::{Decision, Entered};

/// Puts what was written on the page over what was written into the workbook, heading by heading. On the page, empty words mean
/// that an entry was cleared. `replaced` names, by heading, what the page's own entries have replaced knowingly; another value in the
/// workbook was written meanwhile and stays in a row of its own, which [`review`](super::review()) lists.
pub fn merge(page: Vec<(Decision, BTreeMap<String, Vec<String>>)>, mut book: Vec<Decision>) -> Vec<Decision> {
    let mut all = Vec::new();
    let mut beside = Vec::new();
    for (mut decision, replaced) in page {
        let same = book.iter().position(|other| other.on.is_some() && other.on == decision.on);
        if let Some(mut other) = same.map(|at| book.remove(at)) {
            let entries = std::mem::take(&mut other.entries);
            let (ours, theirs): (Vec<_>, Vec<_>) =
                entries.into_iter().partition(|(heading, _)| decision.entry(heading).is_some());
            let said = |heading: &str| decision.entry(heading).map(Entered::words).unwrap_or_default();
            let is_known = |heading: &str, words: &String| replaced.get(heading).is_some_and(|all| all.contains(words));
            let newer: Vec<(String, Entered)> = ours
                .iter()
                .filter(|(heading, entered)| {
                    let words = entered.words();
                    words != said(heading) && !is_known(heading, &words)
                })
                .cloned()
                .collect();
            let is_all_same = ours.iter().all(|(heading, entered)| entered.words() == said(heading));
            // a workbook that was written from these entries may have been confirmed since
            if is_all_same && !ours.is_empty() && other.prints.is_some() {
                decision.prints = other.prints.take();
            }
            decision.entries.extend(theirs);
            if !newer.is_empty() {
                beside.push(Decision { entries: newer, ..other });
            }
        }
        decision.entries.retain(|(_, entered)| !entered.words().is_empty());
        if !decision.entries.is_empty() {
            all.push(decision);
        }
    }
    all.extend(beside);
    all.extend(book);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DutyId;

    fn decision(place: &str, entries: &[(&str, &str)], print: &str) -> Decision {
        Decision {
            place: place.to_owned(),
            on: Some((DutyId::new("bck.take"), "ehr".to_owned())),
            title: Default::default(),
            entries: entries.iter().map(|(a, b)| ((*a).to_owned(), Entered::Words((*b).to_owned()))).collect(),
            prints: Some([print.to_owned(), print.to_owned()]),
        }
    }

    #[test]
    fn the_page_wins_by_heading_and_nothing_is_lost() {
        let shown = |all: &[Decision]| -> Vec<String> {
            let one = |decision: &Decision| {
                let entries: Vec<String> =
                    decision.entries.iter().map(|(heading, words)| format!("{heading}={}", words.words())).collect();
                let print = decision.prints.as_ref().map_or("-", |prints| prints[0].as_str());
                format!("{} {} {print}", decision.place, entries.join(" "))
            };
            all.iter().map(one).collect()
        };
        let replaced = |words: &[&str]| {
            BTreeMap::from([("担当".to_owned(), words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())])
        };
        for (page, known, book, wanted) in [
            (
                &[("担当", "佐藤")][..],
                &["山田"][..],
                &[("担当", "山田"), ("部長確認", "済")][..],
                &["画面 担当=佐藤 部長確認=済 1"][..],
            ),
            (&[("担当", "佐藤")], &[], &[("担当", "鈴木")], &["画面 担当=佐藤 1", "行 担当=鈴木 2"]),
            (&[("担当", "佐藤")], &[], &[("担当", "佐藤")], &["画面 担当=佐藤 2"]),
            // cleared on the page
            (&[("担当", "")], &["山田"], &[("担当", "山田")], &[]),
            (&[("担当", ""), ("メモ", "要相談")], &["山田"], &[("担当", "山田")], &["画面 メモ=要相談 1"]),
            (&[("担当", "佐藤")], &[], &[], &["画面 担当=佐藤 1"]),
        ] {
            let books = if book.is_empty() { Vec::new() } else { vec![decision("行", book, "2")] };
            let merged = merge(vec![(decision("画面", page, "1"), replaced(known))], books);
            assert_eq!(shown(&merged), wanted, "{page:?} {book:?}");
        }
        let other = Decision { on: None, ..decision("行", &[("担当", "山田")], "2") };
        assert_eq!(shown(&merge(Vec::new(), vec![other])), ["行 担当=山田 2"]);
    }
}
