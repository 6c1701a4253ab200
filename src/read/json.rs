//! Data that a person has confirmed: a file of JSON that says which schema it follows. In: its bytes. Out: its lines; what they say is
//! read by the room that knows the schema.

use crate::model::{Block, Content, Noted, Paragraph};

/// The mark by which confirmed rules are told from other JSON.
pub const RULES: &str = "hazama/rules/v1";

/// A file of JSON that names that schema.
pub(super) fn names(bytes: &[u8], schema: &str) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_object = start.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    is_object && bytes.windows(schema.len()).any(|part| part == schema.as_bytes())
}

/// Every line, also those without words, so that lines keep their numbers.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let line = |(at, line): (usize, &str)| {
        Block::Paragraph(Paragraph { text: line.to_owned(), line: at as u32 + 1, ..Paragraph::default() })
    };
    Noted { value: Content::Flow(lines.map(line).collect()), notices: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confirmed_rules_are_told_by_their_mark() {
        for (text, is_rules) in [
            ("{ \"schema\": \"hazama/rules/v1\" }", true),
            ("\u{feff}\n{\"a\": 1, \"schema\": \"hazama/rules/v1\"}", true),
            ("{ \"schema\": \"hazama/report/v1\" }", false),
            ("hazama/rules/v1 について", false),
            ("", false),
        ] {
            assert_eq!(names(text.as_bytes(), RULES), is_rules, "{text}");
        }
        let Content::Flow(blocks) = read("{\n\n}".as_bytes()).value else { panic!("lines") };
        assert_eq!(blocks.len(), 3);
    }
}
