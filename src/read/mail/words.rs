//! Values of mail headers in, their letters out: encoded words (RFC 2047) and parameters in pieces (RFC 2231).

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8};

/// A value with its encoded words decoded.
pub fn decoded(value: &str) -> String {
    let mut text = String::new();
    // Letters may be cut between two words that follow one another.
    let mut pending: Option<(&'static Encoding, Vec<u8>)> = None;
    let flush = |pending: &mut Option<(&'static Encoding, Vec<u8>)>, text: &mut String| {
        if let Some((encoding, bytes)) = pending.take() {
            text.push_str(&encoding.decode_without_bom_handling(&bytes).0);
        }
    };
    let mut rest = value;
    while let Some(start) = rest.find("=?") {
        let Some((encoding, bytes, end)) = word(&rest[start..]) else {
            flush(&mut pending, &mut text);
            text.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            continue;
        };
        let between = &rest[..start];
        if pending.is_none() || !between.trim().is_empty() {
            flush(&mut pending, &mut text);
            text.push_str(between);
        }
        match &mut pending {
            Some((open, all)) if *open == encoding => all.extend(bytes),
            _ => {
                flush(&mut pending, &mut text);
                pending = Some((encoding, bytes));
            }
        }
        rest = &rest[start + end..];
    }
    flush(&mut pending, &mut text);
    text.push_str(rest);
    text
}

/// An encoded word at the start: its encoding, its bytes and its length.
fn word(text: &str) -> Option<(&'static Encoding, Vec<u8>, usize)> {
    let inner = text.strip_prefix("=?")?;
    let (label, after) = inner.split_once('?')?;
    let (way, after) = after.split_once('?')?;
    let (letters, _) = after.split_once("?=")?;
    let label = label.split('*').next().unwrap_or(label);
    let encoding = Encoding::for_label(label.as_bytes())?;
    let bytes = match way {
        "B" | "b" => base64(letters.as_bytes()),
        "Q" | "q" => percent(&letters.replace('_', " "), b'='),
        _ => return None,
    };
    let length = 2 + (inner.len() - after.len()) + letters.len() + 2;
    Some((encoding, bytes, length))
}

fn base64(letters: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(letters.len() * 3 / 4);
    let (mut bits, mut held) = (0u32, 0);
    for letter in letters {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

/// Bytes of which some are written in hexadecimal digits behind a sign.
fn percent(text: &str, sign: u8) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, later)) = rest.split_first() {
        let code = later.get(..2).and_then(|two| std::str::from_utf8(two).ok()).filter(|_| byte == sign);
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) => {
                bytes.push(code);
                rest = &later[2..];
            }
            None => {
                bytes.push(byte);
                rest = later;
            }
        }
    }
    bytes
}

/// The first word of a header in small letters, and its parameters, those in pieces joined.
pub fn parameters(value: &str) -> (String, BTreeMap<String, String>) {
    let mut pieces = split(value).into_iter();
    let first = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
    let mut plain = BTreeMap::new();
    // Name → piece number → (is encoded, value).
    let mut cut: BTreeMap<String, BTreeMap<u16, (bool, String)>> = BTreeMap::new();
    for piece in pieces {
        let Some((name, value)) = piece.split_once('=') else { continue };
        let (name, value) = (name.trim().to_ascii_lowercase(), unquoted(value.trim()));
        match name.split_once('*') {
            None => {
                plain.entry(name).or_insert_with(|| decoded(&value));
            }
            Some((name, rest)) => {
                let number = rest.trim_end_matches('*').parse().unwrap_or(0);
                let is_encoded = rest.is_empty() || rest.ends_with('*');
                cut.entry(name.to_owned()).or_default().insert(number, (is_encoded, value));
            }
        }
    }
    for (name, pieces) in cut {
        plain.insert(name, joined(&pieces));
    }
    (first, plain)
}

fn joined(pieces: &BTreeMap<u16, (bool, String)>) -> String {
    let mut encoding = UTF_8;
    let mut bytes = Vec::new();
    for (index, (is_encoded, value)) in pieces.values().enumerate() {
        let mut value = value.as_str();
        if index == 0
            && *is_encoded
            && let Some((label, rest)) = value.split_once('\'')
            && let Some((_, rest)) = rest.split_once('\'')
        {
            encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
            value = rest;
        }
        if *is_encoded { bytes.extend(percent(value, b'%')) } else { bytes.extend(value.as_bytes()) }
    }
    encoding.decode_without_bom_handling(&bytes).0.into_owned()
}

/// The pieces between semicolons that stand outside of quotes.
fn split(value: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let (mut in_quotes, mut is_escaped) = (false, false);
    for letter in value.chars() {
        let last = pieces.len() - 1;
        match letter {
            ';' if !in_quotes => {
                pieces.push(String::new());
                continue;
            }
            '"' if !is_escaped => in_quotes = !in_quotes,
            _ => {}
        }
        is_escaped = letter == '\\' && !is_escaped;
        pieces[last].push(letter);
    }
    pieces
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else { return value.to_owned() };
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut text = String::new();
    let mut is_escaped = false;
    for letter in inner.chars() {
        // Old mailers write Japanese with a backslash in its second byte; only signs are escaped.
        if letter == '\\' && !is_escaped {
            is_escaped = true;
            continue;
        }
        if is_escaped && !matches!(letter, '"' | '\\') {
            text.push('\\');
        }
        is_escaped = false;
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_read() {
        for (value, expected) in [
            ("plain", "plain"),
            ("=?ISO-2022-JP?B?GyRCN0BMcz1xGyhC?=", "契約書"),
            ("=?utf-8?B?5aWR57SE?= =?utf-8?B?5pu4?= (1)", "契約書 (1)"),
            // A letter that is cut in two.
            ("=?UTF-8?B?5aWR5w==?= =?UTF-8?B?tIQ=?=", "契約"),
            ("=?shift_jis?Q?=8C=5F=96=F1?=", "契約"),
            ("=?us-ascii?q?a_b?=", "a b"),
            ("a =?x?= b", "a =?x?= b"),
            ("=?utf-8?B?5aWR57SE", "=?utf-8?B?5aWR57SE"),
        ] {
            assert_eq!(decoded(value), expected);
        }
    }

    #[test]
    fn parameters_are_read_in_pieces() {
        let (first, found) = parameters("Attachment; x=\"a;b\\\"c\"; filename*=iso-2022-jp'ja'%1B$B7@Ls%1B(B.doc");
        assert_eq!(
            (first.as_str(), found["x"].as_str(), found["filename"].as_str()),
            ("attachment", "a;b\"c", "契約.doc")
        );
        assert_eq!(parameters("").0, "");
        assert_eq!(parameters("a; b; =; *=; c*0=x; c*1=y").1["c"], "xy");
    }
}
