//! Dates as Japanese papers write them. In: the words of a cell or a sentence. Out: civil dates.
//! Era years (令和8年4月1日, R8.4.1, 平成31年, 令和元年), western years (2026/4/1, 2026年4月1日, 2026-04-01, 20260401), kanji numerals,
//! full-width digits, and month/day without a year, whose year follows from a date known before.

use std::ops::Range;

use super::numbers::{narrow, numeral, squeeze};
use super::pattern::{Groups, pattern};
use crate::model::Date;

/// One or two figures. Folding turns the kanji zero 〇 into the circle ○.
macro_rules! numeral {
    ($name:literal $(, $also:literal)?) => {
        concat!("(?P<", $name, ">", $($also, "|",)? "[0-9]{1,2}|[○一二三四五六七八九十]{1,3})")
    };
}

pattern!(
    FULL,
    concat!(
        r"(?:(?P<era>明治|大正|昭和|平成|令和|[MTSHRmtshr令平昭])\s*\.?\s*",
        numeral!("nth", "元"),
        r"|(?P<west>(?:19|20)[0-9]{2}|[一二][○九][○一二三四五六七八九]{2}))\s*(?:年度?|[./-])\s*",
        numeral!("month"),
        r"\s*(?:月|[./-])\s*",
        numeral!("day"),
        r"\s*日?"
    )
);

pattern!(PACKED, r"^(?P<west>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})$");

pattern!(
    MONTH_DAY,
    concat!(
        r"(?:^|[^0-9./年-])\s*",
        numeral!("month"),
        r"\s*(?:月|[/.-])\s*",
        numeral!("day"),
        r"\s*(?:日|$|[^0-9./月-])"
    )
);

fn date_of(parts: &Groups<'_>) -> Option<Date> {
    let number = |name: &str| parts.name(name).and_then(|part| numeral(part.as_str()));
    let year = match parts.name("west") {
        Some(_) => number("west")?,
        None => {
            let before = match parts.name("era")?.as_str() {
                "明治" | "M" | "m" => 1867,
                "大正" | "T" | "t" => 1911,
                "昭和" | "S" | "s" | "昭" => 1925,
                "平成" | "H" | "h" | "平" => 1988,
                _ => 2018,
            };
            before + number("nth").filter(|&nth| nth > 0)?
        }
    };
    Date::new(year, u8::try_from(number("month")?).ok()?, u8::try_from(number("day")?).ok()?)
}

/// Every full date in the text, with its range in [`narrow`]`(text)`. Days that do not exist (2月30日) are left out.
pub fn spans(text: &str) -> Vec<(Range<usize>, Date)> {
    let folded = narrow(text);
    FULL.captures_iter(&folded)
        .filter_map(|parts| Some((parts.get(0)?.range(), date_of(&parts)?)))
        .filter(|(range, _)| !folded[..range.start].ends_with(|letter: char| letter.is_ascii_alphanumeric()))
        .collect()
}

/// Every full date in the text, in order.
pub fn all(text: &str) -> Vec<Date> {
    spans(text).into_iter().map(|(_, date)| date).collect()
}

/// The first full date in the text: era or western year, month and day.
pub fn parse(text: &str) -> Option<Date> {
    all(text).first().copied().or_else(|| PACKED.captures(&squeeze(text)).and_then(|parts| date_of(&parts)))
}

/// Month and day in a text without a year: `4/1`, `(４月１日)`. None for blanks such as `( / )` and `令和 年 月 日`.
pub fn month_day(text: &str) -> Option<(u8, u8)> {
    let folded = narrow(text);
    let parts = MONTH_DAY.captures(&folded)?;
    let number =
        |name: &str| parts.name(name).and_then(|part| numeral(part.as_str())).and_then(|n| u8::try_from(n).ok());
    let (month, day) = (number("month")?, number("day")?);
    // 2024 is a leap year, so that 29 February passes.
    Date::new(2024, month, day).map(|_| (month, day))
}

/// The date in the text. Without a year: the first such day on or after `base`.
pub fn resolve(text: &str, base: Date) -> Option<Date> {
    parse(text).or_else(|| {
        let (month, day) = month_day(text)?;
        (0..=8).filter_map(|years| Date::new(base.year + years, month, day)).find(|&date| date >= base)
    })
}

/// Nothing is filled in: empty, dashes, or the printed frame of a date (`令和 年 月 日`, `( / )`).
pub fn is_blank(text: &str) -> bool {
    let mut rest = squeeze(text);
    for era in ["令和", "平成", "西暦", "R", "20"] {
        rest = rest.replacen(era, "", 1);
    }
    rest.chars().all(|letter| "年月日()[]/.-−―ー_:".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_dress() {
        for (text, want) in [
            ("令和8年4月1日", "2026-04-01"),
            ("令和８年　４月　１日", "2026-04-01"),
            ("R8.4.1", "2026-04-01"),
            ("R08/04/01", "2026-04-01"),
            ("㋿8年4月1日", "2026-04-01"),
            ("2026/4/1", "2026-04-01"),
            ("2026年4月1日(水)", "2026-04-01"),
            ("2026-04-01T00:00:00", "2026-04-01"),
            ("2026. 4. 1", "2026-04-01"),
            ("20260401", "2026-04-01"),
            ("平成31年4月30日", "2019-04-30"),
            ("令和元年5月1日", "2019-05-01"),
            ("令和八年四月二十一日", "2026-04-21"),
            ("二〇二六年十二月三十一日", "2026-12-31"),
            ("S64.1.7", "1989-01-07"),
            ("作成日：2025年9月30日現在", "2025-09-30"),
            ("令8.4.1", "2026-04-01"),
        ] {
            assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn frames_and_impossible_days_are_no_dates() {
        for text in [
            "令和 年 月 日",
            "令和　　年　　月　　日",
            "( / )",
            "",
            "2026年2月30日",
            "Ver.5.0",
            "4/1",
            "第6.0版",
            "1.2.3",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        for (text, blank) in [
            ("令和 年 月 日", true),
            ("( / )", true),
            ("20  年 月 日", true),
            ("－", true),
            ("", true),
            ("5/1", false),
            ("未定", false),
        ] {
            assert_eq!(is_blank(text), blank, "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_follows_its_base() {
        let base = Date::new(2026, 6, 17).expect("a day");
        for (text, want) in [
            ("7/1", Some("2026-07-01")),
            ("(７月１日)", Some("2026-07-01")),
            ("6/17", Some("2026-06-17")),
            ("3/31", Some("2027-03-31")),
            ("2/29", Some("2028-02-29")),
            ("2026/5/1", Some("2026-05-01")),
            ("( / )", None),
            ("13/1", None),
            ("2/30", None),
        ] {
            assert_eq!(resolve(text, base).map(|date| date.to_string()).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn a_sentence_gives_all_its_dates() {
        let dates = all("契約期間は、2026年5月1日から令和9年4月30日までとする。");
        assert_eq!(dates.iter().map(Date::to_string).collect::<Vec<_>>(), ["2026-05-01", "2027-04-30"]);
    }
}
