//! `contract-lapsed`: the term is over, or not given, or renewed tacitly with the notice date of this term gone.

use super::scene::{Hit, Scene, paper_name, place_in};
use crate::model::{Date, Header, Kind, Place};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for document in &scene.documents.iter().filter(|document| document.kind == Kind::Contract).collect::<Vec<_>>() {
        let Some(fault) = fault(&document.header, scene.plan.as_of) else { continue };
        hits.push(Hit {
            duty: None,
            system: scene.only_system(document),
            primary: place_in(document, &Place::default()),
            places: Vec::new(),
            words: vec![("paper", paper_name(document)), ("fault", fault)],
        });
    }
    hits
}

fn fault(header: &Header, today: Date) -> Option<String> {
    let end = match (header.from, header.to) {
        (None, None) => return Some("契約の期間を読み取れません".to_owned()),
        (_, None) => return None,
        (_, Some(end)) if end >= today => return None,
        (_, Some(end)) => end,
    };
    if !header.renews {
        return Some(format!("契約の期間が{end}に終わっています"));
    }
    let years = header.from.map_or(1, |from| (end.year - from.year).max(1));
    let current =
        (1..).map(|n| end.plus_years(years.saturating_mul(n))).find(|end| *end >= today || end.year == i16::MAX)?;
    let notice = months_before(current, header.notice_months?);
    (today > notice)
        .then(|| format!("自動で更新され、今期({current}まで)の更新拒絶の申出の期限({notice})を過ぎています"))
}

/// The same day some months before; the last day of a shorter month.
fn months_before(day: Date, months: u32) -> Date {
    let total = i32::from(day.year) * 12 + i32::from(day.month) - 1 - i32::try_from(months).unwrap_or(i32::MAX / 2);
    let year = i16::try_from(total.div_euclid(12)).unwrap_or(i16::MIN);
    let month = u8::try_from(total.rem_euclid(12) + 1).unwrap_or(1);
    (1..=day.day).rev().find_map(|last| Date::new(year, month, last)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_back_into_shorter_months() {
        let date = |text: &str| Date::iso(text).expect("a date of the table");
        for (day, months, before) in [
            ("2027-04-30", 3, "2027-01-30"),
            ("2027-03-31", 1, "2027-02-28"),
            ("2027-01-31", 2, "2026-11-30"),
            ("2027-12-31", 0, "2027-12-31"),
        ] {
            assert_eq!(months_before(date(day), months), date(before), "{day} - {months}");
        }
    }

    #[test]
    fn terms_of_two_years_run_on_in_steps_of_two() {
        let date = |text: &str| Date::iso(text);
        let header = |notice| Header {
            from: date("2023-01-01"),
            to: date("2024-12-31"),
            renews: true,
            notice_months: Some(notice),
            ..Header::default()
        };
        let today = date("2026-11-22").expect("a date");
        assert!(fault(&header(1), today).is_none());
        assert!(fault(&header(2), today).is_some_and(|fault| fault.contains("2026-12-31")));
    }
}
