//! The letters of cells in, shared or their own: one text and, where a cell holds several fonts, the runs it is made of.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::read::limits::Trouble;
use crate::read::sheet::Run;
use crate::read::sheet::look::Look;
use crate::read::xml::{Xml, is_on, push_text};

/// Runs of one part that are kept.
pub const MOST_RUNS: usize = 1_000_000;

/// The table of strings that cells point into. Letters lie in one piece, so that a table of very many empty strings stays small.
#[derive(Debug, Default)]
pub struct Strings {
    letters: String,
    ends: Vec<u32>,
    runs: BTreeMap<usize, Vec<Run>>,
}

impl Strings {
    /// Reads the table. How many strings it claims to hold counts for nothing.
    pub fn read(text: &str) -> Result<Strings, Trouble> {
        let mut xml = Xml::new(text);
        let mut strings = Strings::default();
        let mut left = MOST_RUNS;
        loop {
            match xml.next()? {
                Event::Eof => return Ok(strings),
                Event::Start(start) if start.local_name().as_ref() == "si" => {
                    let runs = letters_of(&mut xml, &start, &mut strings.letters, &mut left)?;
                    if !runs.is_empty() {
                        strings.runs.insert(strings.ends.len(), runs);
                    }
                    strings.ends.push(u32::try_from(strings.letters.len()).map_err(|_| Trouble::TooLarge)?);
                }
                _ => {}
            }
        }
    }

    /// The string of that number and its runs, none where it has one font.
    pub fn get(&self, index: usize) -> Option<(&str, &[Run])> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some((&self.letters[start..end], self.runs.get(&index).map_or(&[], Vec::as_slice)))
    }
}

/// Appends the letters of an `si` or `is` element, without readings of kanji, and gives its runs; none when it holds one plain text.
/// The letters of the runs add up to the text. `left` runs may still be kept.
pub fn letters_of(
    xml: &mut Xml<'_>,
    holder: &BytesStart<'_>,
    text: &mut String,
    left: &mut usize,
) -> Result<Vec<Run>, Trouble> {
    let start = text.len();
    let mut runs: Vec<Run> = Vec::new();
    let (mut is_rich, mut in_run, mut is_begun) = (false, false, false);
    let mut font: (Option<bool>, Option<Look>) = (None, None);
    if let Some(plain) = xml.plain("t") {
        text.push_str(plain);
        clean(text, start, false);
    }
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(end) if end.name() == holder.name() => return Ok(runs),
            Event::Start(part) => match part.local_name().as_ref() {
                "t" => {
                    let from = text.len();
                    piece(xml, &part, text)?;
                    if is_begun && let Some(run) = runs.last_mut() {
                        run.text.push_str(&text[from..]);
                    } else if is_rich && text.len() > from {
                        *left = left.checked_sub(1).ok_or(Trouble::TooLarge)?;
                        runs.push(Run { text: text[from..].to_owned(), struck: font.0, look: font.1 });
                        is_begun = in_run;
                    }
                }
                "r" => {
                    if !is_rich && text.len() > start {
                        runs.push(Run { text: text[start..].to_owned(), struck: None, look: None });
                    }
                    (is_rich, in_run, is_begun) = (true, true, false);
                    font = (None, None);
                }
                "rPr" => font = (Some(false), Some(Look::default())),
                "strike" if in_run => font.0 = Some(is_on(&part)),
                "b" | "u" | "color" => font.1.iter_mut().for_each(|look| look.take(&part)),
                "rPh" | "phoneticPr" => xml.skip(&part)?,
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "r" => {
                (in_run, is_begun) = (false, false);
                font = (None, None);
            }
            _ => {}
        }
    }
}

/// Appends the letters of a `t` element.
fn piece(xml: &mut Xml<'_>, holder: &BytesStart<'_>, text: &mut String) -> Result<(), Trouble> {
    let mut all = holder.attributes();
    let is_kept =
        all.with_checks(false).flatten().any(|found| found.key.as_ref() == "xml:space" && found.value == "preserve");
    let start = text.len();
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(end) if end.name() == holder.name() => break,
            event => push_text(&event, text),
        }
    }
    clean(text, start, is_kept);
    Ok(())
}

/// Makes the letters from `start` on those that people typed.
fn clean(text: &mut String, start: usize, is_kept: bool) {
    // Only the white space of ASCII: a wide space at the end is a letter that somebody typed.
    let blank = [' ', '\t', '\r', '\n'];
    if !is_kept && text[start..].ends_with(blank) {
        text.truncate(start + text[start..].trim_end_matches(blank).len());
    }
    if !is_kept && text[start..].starts_with(blank) {
        let first = text.len() - text[start..].trim_start_matches(blank).len();
        text.replace_range(start..first, "");
    }
    let found = &text[start..];
    if memchr::memchr2(b'_', b'\r', found.as_bytes()).is_some() {
        let clean = unescaped(found);
        text.truncate(start);
        text.push_str(&clean);
    }
}

/// Letters as people typed them: `_x000D_` stands for the unit of UTF-16 with that number, and every end of a line is `\n`.
pub fn unescaped(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let unit = unit(&rest[at..]);
        // Two units in a row may be one letter.
        if at > 0 || unit.is_none() {
            push_units(&mut clean, &mut units);
        }
        units.extend(unit);
        clean.push_str(&rest[..at]);
        let step = if unit.is_some() { ESCAPE } else { 1 };
        if unit.is_none() {
            clean.push('_');
        }
        rest = &rest[at + step..];
    }
    push_units(&mut clean, &mut units);
    clean.push_str(rest);
    if clean.contains('\r') { clean.replace("\r\n", "\n").replace('\r', "\n") } else { clean }
}

/// Bytes of `_x000D_`.
const ESCAPE: usize = 7;

fn push_units(clean: &mut String, units: &mut Vec<u16>) {
    clean.extend(char::decode_utf16(units.drain(..)).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

fn unit(text: &str) -> Option<u16> {
    let digits = text.get(2..6).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    (text.as_bytes().get(6) == Some(&b'_')).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_letters() {
        for (text, expected) in [
            ("a_x000D_b", "a\nb"),
            ("a_x000D_\nb", "a\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_", "📷"),
            ("_xD83D_x_xDCF7_", "\u{fffd}x\u{fffd}"),
            ("_x_x00_x000g_", "_x_x00_x000g_"),
            ("_x3042_い_x3046_", "あいう"),
            ("_xあ000_", "_xあ000_"),
            ("a_", "a_"),
        ] {
            assert_eq!(unescaped(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_of_runs_add_up_to_the_text() {
        let strings = Strings::read(
            "<sst count=\"9\" uniqueCount=\"18446744073709551615\"><si><t> 一 </t></si><si/>\
             <si><t>前</t><r><rPr><strike/></rPr><t xml:space=\"preserve\"> 甲_x000D_</t><t>乙</t></r><r/><r><t> 丙 </t></r>\
             <rPh><t>コウ</t></rPh><t>後</t></si><si><t>&#12354;<![CDATA[<い>]]>&amp;</t></si></sst>",
        )
        .expect("reads");
        let shown = |index| {
            let (text, runs) = strings.get(index)?;
            Some((text, runs.iter().map(|run| (run.text.as_str(), run.struck)).collect::<Vec<_>>()))
        };
        let runs = vec![("前", None), (" 甲\n乙", Some(true)), ("丙", None), ("後", None)];
        assert_eq!(shown(0), Some(("一", vec![])));
        assert_eq!(shown(1), Some(("", vec![])));
        assert_eq!(shown(2), Some(("前 甲\n乙丙後", runs)));
        assert_eq!(shown(3), Some(("あ<い>&", vec![])));
        assert_eq!(shown(4), None);
    }
}
