//! Boxes printed beside the words of an answer (`□はい □いいえ`). In: the words of a cell, or its XML. Out: which box stands for はい;
//! the XML with a mark in its place, and every other letter and run as it was.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::model::Answer;
use crate::text::marks;

/// Empty boxes, each with the mark that fills it where the form shows no other.
const BOXES: [(char, char); 3] = [('□', '■'), ('☐', '☑'), ('◻', '■')];
/// Marks that a form may use for a box that is filled.
const FILLED: [char; 4] = ['☑', '■', '✓', 'レ'];

/// The letter is an empty box.
fn is_box(letter: char) -> bool {
    BOXES.iter().any(|(empty, _)| *empty == letter)
}

/// The cell holds a box.
pub fn has_box(text: &str) -> bool {
    text.contains(is_box)
}

/// The mark that stands in an answer of the same form in place of a box, or none.
pub fn mark_of(text: &str) -> Option<char> {
    let is_alone = text.trim().chars().count() == 1;
    (is_alone || !marks::choices(text).is_empty()).then(|| FILLED.into_iter().find(|mark| text.contains(*mark)))?
}

/// Which box of the words stands for はい, and the mark for it: the only one with which they read as はい.
pub fn yes(text: &str, used: Option<char>) -> Option<(usize, char)> {
    let boxes: Vec<(usize, char)> = text.char_indices().filter(|(_, letter)| is_box(*letter)).collect();
    let read = |(number, &(at, empty)): (usize, &(usize, char))| {
        let usual = BOXES.iter().find(|(known, _)| *known == empty).map(|(_, mark)| *mark)?;
        let mark = used.unwrap_or(usual);
        let new = format!("{}{mark}{}", &text[..at], &text[at + empty.len_utf8()..]);
        (marks::read(&new, None).answer == Answer::Yes).then_some((number, mark))
    };
    let mut fit = boxes.iter().enumerate().filter_map(read);
    let first = fit.next()?;
    fit.next().is_none().then_some(first)
}

/// The inside of the shared string of that number, runs and all.
pub fn string(strings: &str, number: usize) -> Option<&str> {
    let mut reader = Reader::from_str(strings);
    let (mut count, mut begin) = (0, None);
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Eof => return None,
            Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                begin = (count == number).then_some(after);
                count += 1;
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => count += 1,
            Event::End(tag) if tag.local_name().as_ref() == "si" => {
                if let Some(begin) = begin {
                    return strings.get(begin..before);
                }
            }
            _ => {}
        }
    }
}

/// The XML with a mark in place of the box of that number; none where there is no such box among its words. Readings of the words
/// (`rPh`) are no words of the cell.
pub fn exchanged(xml: &str, number: usize, mark: char) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let (mut seen, mut in_words, mut in_reading) = (0, false, false);
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Eof => return None,
            Event::Start(tag) => match tag.local_name().as_ref() {
                "rPh" => in_reading = true,
                "t" => in_words = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "rPh" => in_reading = false,
                "t" => in_words = false,
                _ => {}
            },
            Event::Text(_) if in_words && !in_reading => {
                for (at, letter) in xml.get(before..after)?.char_indices().filter(|(_, letter)| is_box(*letter)) {
                    if seen == number {
                        let at = before + at;
                        return Some(format!("{}{mark}{}", &xml[..at], &xml[at + letter.len_utf8()..]));
                    }
                    seen += 1;
                }
            }
            // some programs write every letter beyond ASCII by its number
            Event::GeneralRef(_)
                if in_words && !in_reading && numbered(xml.get(before..after)?).is_some_and(is_box) =>
            {
                if seen == number {
                    return Some(format!("{}{mark}{}", &xml[..before], &xml[after..]));
                }
                seen += 1;
            }
            _ => {}
        }
    }
}

/// The letter that a reference by number stands for (`&#9633;`, `&#x25A1;`).
fn numbered(reference: &str) -> Option<char> {
    let digits = reference.strip_prefix("&#")?.strip_suffix(';')?;
    let number = match digits.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_of_yes_is_the_only_one_with_which_the_cell_says_yes() {
        for (text, used, expected) in [
            ("□はい □いいえ", None, Some((0, '■'))),
            ("□ いいえ　□ はい　□ 対象外", None, Some((1, '■'))),
            ("☐はい\n☐いいえ", None, Some((0, '☑'))),
            ("□はい □いいえ", Some('☑'), Some((0, '☑'))),
            ("□有・□無", None, Some((0, '■'))),
            ("□", None, Some((0, '■'))),
            ("□はい", None, Some((0, '■'))),
            ("□いいえ", None, None),
            ("□□", None, None),
            ("はい・いいえ", None, None),
            ("□実施(詳細は別紙) □未実施", None, None),
        ] {
            assert_eq!(yes(text, used), expected, "{text}");
        }
    }

    #[test]
    fn a_mark_takes_the_place_of_its_box_and_of_nothing_else() {
        let xml = "<r><rPr><b/></rPr><t>□</t></r><r><t xml:space=\"preserve\"> はい □いいえ</t></r><rPh><t>□</t></rPh>";
        assert_eq!(exchanged(xml, 1, '■').as_deref(), Some(&*xml.replace("□いいえ", "■いいえ")));
        assert_eq!(exchanged(xml, 0, '☑').as_deref(), Some(&*xml.replacen('□', "☑", 1)));
        assert_eq!(exchanged(xml, 2, '■'), None);
        let numbered = "<t>&#9633;&#12399;&#12356; &#x25A1;&#12356;&#12356;&#12360;</t>";
        assert_eq!(exchanged(numbered, 1, '■').as_deref(), Some(&*numbered.replace("&#x25A1;", "■")));
        assert_eq!(exchanged(numbered, 0, '■').as_deref(), Some(&*numbered.replace("&#9633;", "■")));
        let strings = "<sst><si><t>一</t></si><si/><si><t>□はい</t></si></sst>";
        assert_eq!(string(strings, 2), Some("<t>□はい</t>"));
        assert_eq!((string(strings, 0), string(strings, 1), string(strings, 3)), (Some("<t>一</t>"), None, None));
    }
}
