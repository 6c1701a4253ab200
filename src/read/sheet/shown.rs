//! A number and its number format in, what a person sees out: dates, times, percents, fixed decimals, words around.
//! Format codes follow ECMA-376 part 1, 18.8.30 and 18.8.31; ids 27–36 and 50–58 are the Japanese built-in ones.

use jiff::ToSpan;
use jiff::civil::date;

use crate::model::{Date, Value};

/// How a cell style shows numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Format {
    /// As they are.
    General,
    /// As a day, with the time of day where the format asks for it.
    Date {
        /// The format shows hours.
        timed: bool,
    },
    /// As a time of day.
    Time,
    /// As hours and minutes that may pass 24 hours.
    Duration,
    /// With the decimals and words of these sections (positive, negative, zero).
    Sections(Vec<Section>),
}

/// One section of a number format.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    before: String,
    after: String,
    /// Least digits before the point; none when the number is shown as it is.
    digits: Option<usize>,
    /// It shows its words and no number.
    is_words: bool,
    least_decimals: usize,
    most_decimals: usize,
    grouped: bool,
    percent: bool,
    thousands: i32,
}

/// The format of a cell style by its code and id; the id counts where the code says nothing.
pub fn format_of(code: &str, id: Option<u32>) -> Format {
    let is_general = code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@" || code.contains("標準");
    if is_general {
        return match id {
            Some(32 | 33) => Format::Time,
            Some(27..=36 | 50..=58) => Format::Date { timed: false },
            _ => Format::General,
        };
    }
    let tokens = tokens(code);
    let first: Vec<&Token> = tokens.iter().take_while(|token| **token != Token::Part).collect();
    if first.contains(&&Token::Elapsed) {
        return Format::Duration;
    }
    let has = |letters: &str| first.iter().any(|token| matches!(token, Token::Mark(mark) if letters.contains(*mark)));
    let timed = has("hs");
    let has_digits = !timed && has("0#?");
    if !has_digits && (has("ydgea") || (has("m") && !timed)) {
        return Format::Date { timed };
    }
    if timed {
        return Format::Time;
    }
    sections(&tokens).map_or(Format::General, Format::Sections)
}

/// Formats that books do not write down.
pub fn builtin(number: u16) -> &'static str {
    match number {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        37 => "#,##0 ;(#,##0)",
        38 => "#,##0 ;[Red](#,##0)",
        39 => "#,##0.00;(#,##0.00)",
        40 => "#,##0.00;[Red](#,##0.00)",
        41 => r#"_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)"#,
        42 => r#"_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)"#,
        43 => r#"_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)"#,
        44 => r#"_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)"#,
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        _ => "",
    }
}

/// One piece of a format code.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// A letter or digit that stands for a piece of the value, in lower case.
    Mark(char),
    /// Words shown as they are.
    Words(String),
    /// `[h]`, `[mm]`, `[s]`.
    Elapsed,
    /// `General` inside a longer code.
    General,
    /// `;`
    Part,
    /// Something that is not rendered here (`E+00`, fractions).
    Other,
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => tokens.push(Token::Part),
            '"' => tokens.push(Token::Words(letters.by_ref().take_while(|&inner| inner != '"').collect())),
            '\\' | '!' => tokens.extend(letters.next().map(|inner| Token::Words(inner.to_string()))),
            '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|&inner| inner != ']').collect();
                let lower = inside.to_ascii_lowercase();
                if !lower.is_empty() && ['h', 'm', 's'].iter().any(|&unit| lower.chars().all(|inner| inner == unit)) {
                    tokens.push(Token::Elapsed);
                } else if let Some(currency) = inside.strip_prefix('$') {
                    tokens.push(Token::Words(currency.split('-').next().unwrap_or_default().to_owned()));
                }
            }
            'E' | 'e' if matches!(letters.peek(), Some('+' | '-')) => tokens.push(Token::Other),
            'G' | 'g' if letters.clone().take(6).collect::<String>().eq_ignore_ascii_case("eneral") => {
                letters.by_ref().take(6).for_each(drop);
                tokens.push(Token::General);
            }
            'A' | 'a' if letters.clone().take(4).collect::<String>().eq_ignore_ascii_case("m/pm") => {
                letters.by_ref().take(4).for_each(drop);
                tokens.push(Token::Mark('h'));
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'g' | 'G' | 'e' | 'E' | 'a' | 'A' => {
                tokens.push(Token::Mark(letter.to_ascii_lowercase()));
            }
            '0' | '#' | '?' | '.' | ',' | '%' => tokens.push(Token::Mark(letter)),
            '/' => tokens.push(Token::Other),
            '@' => {}
            other => tokens.push(Token::Words(other.to_string())),
        }
    }
    tokens
}

/// The sections of a code that shows numbers; none when a part of it is not rendered here.
fn sections(tokens: &[Token]) -> Option<Vec<Section>> {
    let parts = tokens.split(|token| *token == Token::Part).take(3);
    let sections: Vec<Section> = parts.map(section).collect::<Option<_>>()?;
    sections.first().is_some_and(|section| *section != Section::default()).then_some(sections)
}

fn section(tokens: &[Token]) -> Option<Section> {
    let mut section = Section::default();
    let mut seen = false;
    let mut in_decimals = false;
    for token in tokens {
        match token {
            Token::Words(words) if seen => section.after.push_str(words),
            Token::Words(words) => section.before.push_str(words),
            Token::General => seen = true,
            Token::Mark('%') => {
                section.percent = true;
                if seen { &mut section.after } else { &mut section.before }.push('%');
            }
            Token::Mark('.') => {
                section.digits.get_or_insert(0);
                (seen, in_decimals) = (true, true);
            }
            Token::Mark(mark @ ('0' | '#' | '?')) => {
                // A second run of digits after words, as in 000-0000, is not rendered here.
                if seen && !section.after.is_empty() {
                    return None;
                }
                section.grouped |= section.thousands > 0;
                section.thousands = 0;
                let digits = section.digits.get_or_insert(0);
                seen = true;
                match (in_decimals, mark) {
                    (true, '0') => {
                        section.most_decimals += 1;
                        section.least_decimals = section.most_decimals;
                    }
                    (true, _) => section.most_decimals += 1,
                    (false, '0') => *digits += 1,
                    (false, _) => {}
                }
            }
            // Between digits a comma groups; after the last digit it divides by a thousand.
            Token::Mark(',') => section.thousands += 1,
            _ => return None,
        }
    }
    section.is_words = !seen && !section.before.is_empty();
    Some(section)
}

/// What a number is and how it looks in that format. Days count from 1904 when `since_1904`.
pub fn show(number: f64, format: &Format, since_1904: bool) -> (Value, String) {
    let plain = || (Value::Number(number), general(number));
    match format {
        Format::General => plain(),
        Format::Date { timed } => match day_of(number, since_1904) {
            Some(day) if *timed && number.fract() > 0.0 => {
                (Value::Date(day), format!("{day} {}", clock(number.fract())))
            }
            Some(day) => (Value::Date(day), day.to_string()),
            None => plain(),
        },
        Format::Time if number >= 0.0 => (Value::Number(number), clock(number.fract())),
        Format::Duration if (0.0..1e6).contains(&number) => (Value::Number(number), clock(number)),
        Format::Time | Format::Duration => plain(),
        Format::Sections(sections) => (Value::Number(number), by_sections(number, sections)),
    }
}

/// Hours and minutes of a part of a day, with seconds where there are any.
fn clock(days: f64) -> String {
    let seconds = (days * 86_400.0).round() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if seconds == 0 { format!("{hours}:{minutes:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// The day of a serial number; none outside the days that Excel knows (29 February 1900 never was).
fn day_of(serial: f64, since_1904: bool) -> Option<Date> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial.trunc() as i64;
    let first = match days {
        _ if since_1904 => date(1904, 1, 1),
        0 | 60 => return None,
        1..60 => date(1899, 12, 31),
        _ => date(1899, 12, 30),
    };
    let day = first.checked_add(days.days()).ok()?;
    Date::new(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// A number without the dust of binary fractions.
fn general(number: f64) -> String {
    // Most numbers of papers are whole, and those of up to fifteen digits have no dust.
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return (number as i64).to_string();
    }
    let clean: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if clean == 0.0 { "0".to_owned() } else { clean.to_string() }
}

fn by_sections(number: f64, sections: &[Section]) -> String {
    let (section, signed) = match (number, sections) {
        (n, [_, negative, ..]) if n < 0.0 => (negative, false),
        (0.0, [_, _, zero, ..]) => (zero, false),
        (n, [first, ..]) => (first, n < 0.0),
        (_, []) => return general(number),
    };
    let mut value = number.abs();
    if section.percent {
        value *= 100.0;
    }
    value /= 1000f64.powi(section.thousands);
    let mut digits = match section.digits {
        None if section.is_words => String::new(),
        None => general(value),
        Some(least) => fixed(value, least, section),
    };
    if signed {
        digits.insert(0, '-');
    }
    format!("{}{digits}{}", section.before, section.after).trim().to_owned()
}

fn fixed(value: f64, least: usize, section: &Section) -> String {
    let decimals = section.most_decimals.min(15);
    let scale = 10f64.powi(decimals as i32);
    let printed = format!("{:.decimals$}", (value * scale).round() / scale);
    let (whole, decimals) = printed.split_once('.').unwrap_or((&printed, ""));
    let mut whole = format!("{whole:0>least$}");
    if least == 0 && whole == "0" {
        whole.clear();
    }
    if section.grouped {
        let length = whole.len();
        whole = whole
            .chars()
            .enumerate()
            .flat_map(|(index, digit)| {
                let comma = index > 0 && (length - index).is_multiple_of(3);
                comma.then_some(',').into_iter().chain([digit])
            })
            .collect();
    }
    let mut decimals = decimals.to_owned();
    while decimals.len() > section.least_decimals && decimals.ends_with('0') {
        decimals.pop();
    }
    if decimals.is_empty() { whole } else { format!("{whole}.{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_seen_in_every_format_that_shows_one() {
        for (code, id) in [
            ("mm-dd-yy", Some(14)),
            ("d-mmm", Some(16)),
            ("General", Some(27)),
            ("General", Some(28)),
            ("General", Some(31)),
            ("General", Some(36)),
            ("General", Some(50)),
            ("General", Some(54)),
            ("General", Some(58)),
            ("yyyy/m/d", None),
            ("yyyy\"年\"m\"月\"d\"日\"", None),
            ("[$-411]ge.m.d;@", None),
            ("[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@", None),
            ("[$-F800]dddd, mmmm dd, yyyy", None),
            ("m/d", None),
            ("m\"月\"d\"日\"", None),
            ("ggge年", None),
            ("e", None),
            ("yyyy/m/d(aaa)", None),
            ("yyyy-mm-dd hh:mm:ss.000", None),
            ("aaaa", None),
            ("[Red]yyyy-mm-dd", None),
        ] {
            let (value, text) = show(46113.0, &format_of(code, id), false);
            assert_eq!(
                (value, text.as_str()),
                (Value::Date(Date::new(2026, 4, 1).unwrap()), "2026-04-01"),
                "{code} {id:?}"
            );
        }
    }

    #[test]
    fn serial_days_follow_the_date_system() {
        let format = Format::Date { timed: false };
        for (serial, since_1904, expected) in [
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (60.0, false, "60"),
            (61.0, false, "1900-03-01"),
            (44651.0, true, "2026-04-01"),
            (0.0, true, "1904-01-01"),
            (-1.0, false, "-1"),
            (1e300, false, &general(1e300)),
        ] {
            assert_eq!(show(serial, &format, since_1904).1, expected);
        }
    }

    #[test]
    fn formats_that_books_do_not_write_down_are_known() {
        for (number, id, expected) in [
            (1234.0, 37, "1,234"),
            (-1234.0, 38, "(1,234)"),
            (1.5, 39, "1.50"),
            (-1.5, 40, "(1.50)"),
            (0.0, 41, "-"),
            (-3.0, 42, "$(3)"),
            (0.0, 43, "-"),
            (1234.5, 44, "$1,234.50"),
            (7.0, 48, "7"),
        ] {
            assert_eq!(show(number, &format_of(builtin(id), Some(id.into())), false).1, expected, "{number} {id}");
        }
        assert_eq!(
            [0.0, -0.0, 1e14, 1e15, -1e20].map(general),
            ["0", "0", "100000000000000", "1000000000000000", "-100000000000000000000"]
        );
    }

    #[test]
    fn numbers_look_as_a_person_sees_them() {
        for (number, code, id, expected) in [
            (3.0, "General", Some(0), "3"),
            (4.1, "General", None, "4.1"),
            (0.1 + 0.2, "General", None, "0.3"),
            (4.1, "0.00", Some(2), "4.10"),
            (0.995, "0.0%", None, "99.5%"),
            (0.995, "0%", Some(9), "100%"),
            (1234567.0, "#,##0", Some(3), "1,234,567"),
            (1234.5, "¥#,##0", None, "¥1,235"),
            (24.0, "0\"時間\"", None, "24時間"),
            (8.0, "\"第\"0\"条\"", None, "第8条"),
            (5.0, "General\"件\"", None, "5件"),
            (7.0, "000", None, "007"),
            (0.5, "#.##", None, ".5"),
            (-3.0, "0;\"△\"0", None, "△3"),
            (-3.0, "0", None, "-3"),
            (0.0, "0;-0;\"なし\"0", None, "なし0"),
            (0.0, "0;-0;\"-\"", None, "-"),
            (1.0, "\"済\";;\"未\"", None, "済"),
            (12345.0, "0,\"千円\"", None, "12千円"),
            (1234.0, "0.00E+00", Some(11), "1234"),
            (0.5, "# ?/?", Some(12), "0.5"),
            (0.375, "h:mm", Some(20), "9:00"),
            (0.375, "h:mm AM/PM", Some(18), "9:00"),
            (0.375, "General", Some(32), "9:00"),
            (1.5, "[h]:mm", None, "36:00"),
            (46113.375, "yyyy/m/d h:mm", None, "2026-04-01 9:00"),
            (10.0, "G/標準", None, "10"),
            (10.0, "@", Some(49), "10"),
            (0.25, "mm:ss", Some(45), "6:00"),
        ] {
            assert_eq!(show(number, &format_of(code, id), false).1, expected, "{number} {code}");
        }
    }
}
