//! The letters of an XML part in, its events out, with a bound on depth. Names are compared without their prefix,
//! since producers choose prefixes freely.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::limits::{MAX_DEPTH, Trouble};

/// A reader of one part. Empty elements come as a start and an end.
pub struct Xml<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// Reads the letters of a part.
    pub fn new(text: &'a str) -> Self {
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, depth: 0 }
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
