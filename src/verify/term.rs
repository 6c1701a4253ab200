//! The term of a contract on the day of the review. In: what its head says. Out: whether it is in force, until when, and by
//! when notice must be given.

use crate::model::{Date, Header};

/// How a contract stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// No term could be read.
    Undated,
    /// It has begun, and its end is not given.
    Endless,
    /// Not yet begun.
    Ahead {
        /// Its first day.
        from: Date,
    },
    /// Over, and not renewed.
    Over {
        /// Its last day.
        end: Date,
    },
    /// In its first term.
    Running {
        /// Its last day.
        end: Date,
        /// The last day on which notice stops the renewal; none where it is not renewed or names no months.
        notice: Option<Date>,
    },
    /// In a term after the first, renewed because nobody gave notice.
    Renewed {
        /// Last day of the present term.
        end: Date,
        /// The last day on which notice stops the next renewal; none where it names no months.
        notice: Option<Date>,
    },
}

impl Term {
    /// The term on that day. A renewed contract runs on in steps of its first term, in whole years.
    pub fn of(header: &Header, today: Date) -> Term {
        let before = |end: Date| header.notice_months.map(|months| months_before(end, months));
        let end = match (header.from, header.to) {
            (None, None) => return Term::Undated,
            (Some(from), _) if from > today => return Term::Ahead { from },
            (Some(_), None) => return Term::Endless,
            (_, Some(end)) => end,
        };
        if end >= today {
            return Term::Running { end, notice: before(end).filter(|_| header.renews) };
        }
        if !header.renews {
            return Term::Over { end };
        }
        let years = header.from.map_or(1, |from| (end.year - from.year).max(1));
        let ends = (1..).map(|n| end.plus_years(years.saturating_mul(n)));
        let end = ends.take_while(|end| end.year < i16::MAX).find(|end| *end >= today).unwrap_or(end);
        Term::Renewed { end, notice: before(end) }
    }
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

    fn date(text: &str) -> Date {
        Date::iso(text).expect("a date of the table")
    }

    #[test]
    fn months_are_counted_back_into_shorter_months() {
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
        let header = |renews, notice| Header {
            from: Some(date("2023-01-01")),
            to: Some(date("2024-12-31")),
            renews,
            notice_months: notice,
            ..Header::default()
        };
        let today = date("2026-11-22");
        let end = date("2026-12-31");
        assert_eq!(Term::of(&header(false, None), today), Term::Over { end: date("2024-12-31") });
        assert_eq!(Term::of(&header(true, None), today), Term::Renewed { end, notice: None });
        assert_eq!(Term::of(&header(true, Some(2)), today), Term::Renewed { end, notice: Some(date("2026-10-31")) });
        let early = date("2024-10-01");
        assert_eq!(
            Term::of(&header(true, Some(2)), early),
            Term::Running { end: date("2024-12-31"), notice: Some(date("2024-10-31")) }
        );
        let before = date("2022-12-31");
        assert_eq!(Term::of(&header(true, Some(2)), before), Term::Ahead { from: date("2023-01-01") });
        assert_eq!(Term::of(&Header::default(), today), Term::Undated);
        assert_eq!(Term::of(&Header { from: Some(today), ..Header::default() }, today), Term::Endless);
    }
}
