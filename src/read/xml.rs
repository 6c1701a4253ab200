//! The letters of an XML part in, its events out, with a bound on depth. Names are compared without their prefix,
//! since producers choose prefixes freely.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::limits::{MAX_DEPTH, Trouble};

/// A reader of one part. Empty elements come as a start and an end.
pub struct Xml<'a> {
    text: &'a str,
    reader: quick_xml::Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// Reads the letters of a part.
    pub fn new(text: &'a str) -> Self {
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { text, reader, depth: 0 }
    }

    /// The next event; [`Event::Eof`] at the end.
    pub fn next(&mut self) -> Result<Event<'a>, Trouble> {
        let event = self.reader.read_event().map_err(|_| Trouble::Damaged)?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(Trouble::Damaged),
            _ => {}
        }
        if self.depth > MAX_DEPTH { Err(Trouble::TooLarge) } else { Ok(event) }
    }

    /// Right after the start of an element: passes over the one that comes next where it is `<name>`, and holds letters as they are
    /// and nothing else, and gives the letters. Whatever else comes next is left to [`Xml::next`]. Nearly all of a sheet is such
    /// elements, and to make three events of each takes most of the time of a reader.
    pub fn plain(&mut self, name: &str) -> Option<&'a str> {
        let left: &'a [u8] = self.reader.get_ref();
        let (before, next) = self.text.split_at(self.text.len() - left.len());
        // An empty element has started and not yet ended: what comes next is not inside of it.
        if before.ends_with("/>") {
            return None;
        }
        let inner = next.strip_prefix('<')?.strip_prefix(name)?.strip_prefix('>')?;
        let (letters, end) = inner.split_at(memchr::memchr3(b'<', b'&', b'\r', inner.as_bytes())?);
        let rest = end.strip_prefix("</")?.strip_prefix(name)?.strip_prefix('>')?;
        self.reader.stream().consume(next.len() - rest.len());
        Some(letters)
    }

    /// Passes over everything inside the element that has just started, and its end.
    pub fn skip(&mut self, start: &BytesStart<'_>) -> Result<(), Trouble> {
        self.reader.read_to_end(start.name()).map_err(|_| Trouble::Damaged)?;
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }
}

/// The letters of a part, whichever Unicode encoding it is in.
pub fn letters(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    encoding.decode_without_bom_handling(&bytes[mark..]).0
}

/// The value of an attribute by its name without prefix.
pub fn attribute<'e>(start: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let found =
        start.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value.clone()))
}

/// An attribute as a whole number.
pub fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(start, name)?.trim().parse().ok()
}

/// A switch such as `<w:b/>` or `<strike val="0"/>`: on, unless it says otherwise.
pub fn is_on(start: &BytesStart<'_>) -> bool {
    attribute(start, "val").is_none_or(|value| !matches!(value.as_ref(), "0" | "false" | "off" | "none"))
}

/// Appends the letters of a text, character reference or CDATA event.
pub fn push_text(event: &Event<'_>, words: &mut String) {
    match event {
        Event::Text(text) => words.push_str(&text.xml10_content()),
        Event::CData(text) => words.push_str(&text.xml10_content()),
        Event::GeneralRef(entity) => match entity.as_ref() {
            "amp" => words.push('&'),
            "lt" => words.push('<'),
            "gt" => words.push('>'),
            "quot" => words.push('"'),
            "apos" => words.push('\''),
            _ => words.extend(entity.resolve_char_ref().ok().flatten()),
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_elements_are_taken_whole_and_others_are_left() {
        for (inner, expected, next) in [
            ("<v>12</v></c>", Some("12"), "c"),
            ("<v>表 1</v><f/></c>", Some("表 1"), "f"),
            ("<v></v></c>", Some(""), "c"),
            ("<v>1&amp;</v></c>", None, "v"),
            ("<v>1<!-- --></v></c>", None, "v"),
            ("<v>1\r\n</v></c>", None, "v"),
            ("<v a=\"1\">1</v></c>", None, "v"),
            ("<vv>1</vv></c>", None, "vv"),
            ("<v/></c>", None, "v"),
            ("<v>1", None, "v"),
        ] {
            let text = format!("<c>{inner}");
            let mut xml = Xml::new(&text);
            assert!(matches!(xml.next(), Ok(Event::Start(_))));
            assert_eq!(xml.plain("v"), expected, "{inner}");
            let name = match xml.next() {
                Ok(Event::Start(start)) => start.local_name().as_ref().to_owned(),
                Ok(Event::End(end)) => end.local_name().as_ref().to_owned(),
                other => format!("{other:?}"),
            };
            assert_eq!(name, next, "{inner}");
        }
        let mut xml = Xml::new("<c/><v>1</v>");
        assert!(matches!(xml.next(), Ok(Event::Start(_))));
        assert_eq!(xml.plain("v"), None);
        assert!(matches!(xml.next(), Ok(Event::End(_))));
    }
}
