//! The letters that OSCAL asks for. In: words and keys. Out: UUIDs made from them, tokens, one-line values, markup and addresses.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Makes UUIDs of one case: the same key in the same case gives the same UUID.
pub(super) struct Ids {
    case: String,
}

impl Ids {
    /// UUIDs of the case that bears these names.
    pub fn new<'a>(names: impl Iterator<Item = &'a str>) -> Ids {
        Ids { case: names.fold("hazama".to_owned(), |case, name| case + "\n" + name) }
    }

    /// The UUID of a thing of that sort with that key.
    pub fn of(&self, sort: &str, key: &[&str]) -> String {
        // lengths keep two keys apart whose parts run together to the same letters
        let mut text = format!("{}:{}\n{sort}", self.case.len(), self.case);
        for part in key {
            let _ = write!(text, "\n{}:{part}", part.len());
        }
        uuid(text.as_bytes())
    }
}

/// Counts keys that come again, so that each gets a UUID of its own.
#[derive(Default)]
pub(super) struct Again(BTreeMap<String, usize>);

impl Again {
    /// How often the key has come before.
    pub fn count(&mut self, key: &str) -> String {
        let count = self.0.entry(key.to_owned()).or_default();
        *count += 1;
        (*count - 1).to_string()
    }
}

/// A UUID from the SHA-256 of letters, in the form of version 5 (RFC 9562), which is what OSCAL takes for names.
pub(super) fn uuid(letters: &[u8]) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(letters)[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x50;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = crate::text::hex(&bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// An id as a token: letters, digits, `.`, `-` and `_`, a letter first.
pub(super) fn token(id: &str) -> String {
    let mut token: String =
        id.chars().map(|l| if l.is_ascii_alphanumeric() || matches!(l, '.' | '-' | '_') { l } else { '_' }).collect();
    if !token.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_') {
        token.insert(0, '_');
    }
    token
}

/// Words on one line without control letters; `-` where there are none.
pub(super) fn line(words: &str) -> String {
    let is_space = |letter: char| letter.is_whitespace() || letter.is_control();
    let words: Vec<&str> = words.split(is_space).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "-".to_owned() } else { words.join(" ") }
}

/// Words as markup that shows them letter for letter.
pub(super) fn markup(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.trim().chars().filter(|letter| !letter.is_control() || *letter == '\n') {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '^' | '&' | '$'
        ) {
            out.push('\\');
        }
        out.push(letter);
    }
    if out.is_empty() { "-".to_owned() } else { out }
}

/// One line of markup, for titles.
pub(super) fn title(words: &str) -> String {
    markup(&line(words))
}

/// A path inside the case folder as an address.
pub(super) fn address(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_of_version_five_and_follow_their_key() {
        let ids = |name| Ids::new([name].into_iter());
        let one = ids("みほん").of("finding", &["bck.take", "ehr"]);
        assert_eq!(one.len(), 36);
        assert_eq!((&one[14..15], "89ab".contains(&one[19..20])), ("5", true), "{one}");
        assert_eq!(one, ids("みほん").of("finding", &["bck.take", "ehr"]));
        for other in [
            ids("みほん").of("finding", &["bck.tak", "eehr"]),
            ids("みほん").of("finding", &["bck.take\n3:ehr"]),
            ids("みほん").of("provided", &["bck.take", "ehr"]),
            ids("べつ").of("finding", &["bck.take", "ehr"]),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn words_take_the_form_that_is_asked_for() {
        for (words, as_token, as_line, as_markup, as_address) in [
            ("bck.take", "bck.take", "bck.take", "bck.take", "bck.take"),
            ("2 号", "_2__", "2 号", "2 号", "2%20%E5%8F%B7"),
            ("a\tb\n", "a_b_", "a b", "ab", "a%09b%0A"),
            (" ", "_", "-", "-", "%20"),
            ("<b>*x*", "_b__x_", "<b>*x*", "\\<b\\>\\*x\\*", "%3Cb%3E%2Ax%2A"),
        ] {
            let made = (token(words), line(words), markup(words), address(words));
            let wanted = (as_token, as_line, as_markup, as_address).to_owned();
            assert_eq!((made.0.as_str(), made.1.as_str(), made.2.as_str(), made.3.as_str()), wanted);
        }
    }
}
