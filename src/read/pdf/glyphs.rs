//! Names and codes of single letters in, the letters that a person sees out.

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use hayro_syntax::object::{Array, Dict, Name, Object};
use unicode_normalization::UnicodeNormalization;

/// What each byte of a simple font means.
pub fn letters(font: &Dict<'_>) -> [Option<char>; 256] {
    let base_font = font.get::<Name<'_>>("BaseFont").map(|name| String::from_utf8_lossy(&name).into_owned());
    let base_font = base_font.unwrap_or_default();
    let encoding = font.get::<Dict<'_>>("Encoding");
    let named = font.get::<Name<'_>>("Encoding");
    let named = named.or_else(|| encoding.as_ref()?.get::<Name<'_>>("BaseEncoding"));
    let is_embedded = font.get::<Dict<'_>>("FontDescriptor").is_some_and(|descriptor| {
        ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.contains_key(key))
    });
    let is_type3 = font.get::<Name<'_>>("Subtype").as_deref() == Some(b"Type3");
    let mut letters = [None; 256];
    for code in 0..=255u8 {
        letters[usize::from(code)] = match named.as_deref() {
            _ if base_font.contains("Dingbats") => dingbat(code),
            _ if base_font.contains("Wingdings") => wingding(code),
            Some(b"MacRomanEncoding") => decoded(MACINTOSH, code),
            Some(_) => decoded(WINDOWS_1252, code),
            // The codes of an embedded font without a table are its own.
            None if is_embedded || is_type3 || base_font == "Symbol" => None,
            None => decoded(WINDOWS_1252, code),
        };
    }
    let differences = encoding.and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
    let mut code = 0usize;
    for item in differences.iter().flat_map(|differences| differences.iter::<Object<'_>>()) {
        match item {
            Object::Number(number) => code = number.as_i64().clamp(0, 256) as usize,
            Object::Name(name) => {
                if let Some(letter) = letters.get_mut(code) {
                    *letter = by_name(&name);
                }
                code += 1;
            }
            _ => {}
        }
        if code > 256 {
            break;
        }
    }
    letters
}

fn decoded(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<char> {
    if code < 32 {
        return None;
    }
    encoding.decode_without_bom_handling(&[code]).0.chars().next()
}

/// The letter a glyph name stands for.
fn by_name(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().unwrap_or(name);
    let hex = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    if let Some(letter) = hex.and_then(|hex| u32::from_str_radix(hex.get(..4.max(hex.len()).min(6))?, 16).ok()) {
        return char::from_u32(letter);
    }
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|&(_, letter)| letter)
}

#[rustfmt::skip]
const NAMES: &[(&str, char)] = &[
    ("space", ' '), ("exclam", '!'), ("quotedbl", '"'), ("numbersign", '#'), ("dollar", '$'), ("percent", '%'),
    ("ampersand", '&'), ("quotesingle", '\''), ("quoteright", '’'), ("quoteleft", '‘'), ("parenleft", '('),
    ("parenright", ')'), ("asterisk", '*'), ("plus", '+'), ("comma", ','), ("hyphen", '-'), ("minus", '−'),
    ("period", '.'), ("slash", '/'), ("zero", '0'), ("one", '1'), ("two", '2'), ("three", '3'), ("four", '4'),
    ("five", '5'), ("six", '6'), ("seven", '7'), ("eight", '8'), ("nine", '9'), ("colon", ':'), ("semicolon", ';'),
    ("less", '<'), ("equal", '='), ("greater", '>'), ("question", '?'), ("at", '@'), ("bracketleft", '['),
    ("backslash", '\\'), ("bracketright", ']'), ("asciicircum", '^'), ("underscore", '_'), ("grave", '`'),
    ("braceleft", '{'), ("bar", '|'), ("braceright", '}'), ("asciitilde", '~'), ("bullet", '•'), ("endash", '–'),
    ("emdash", '—'), ("quotedblleft", '“'), ("quotedblright", '”'), ("ellipsis", '…'), ("degree", '°'),
    ("multiply", '×'), ("divide", '÷'), ("section", '§'), ("copyright", '©'), ("registered", '®'),
    ("trademark", '™'), ("yen", '¥'), ("fi", 'ﬁ'), ("fl", 'ﬂ'), ("checkmark", '✓'), ("circle", '○'),
    ("H18533", '■'), ("square", '□'), ("nbspace", ' '), ("a20", '✔'), ("a19", '✓'), ("a22", '✖'), ("a71", '●'),
];

/// ZapfDingbats runs in step with the signs of Unicode, apart from a few.
fn dingbat(code: u8) -> Option<char> {
    match code {
        32 => Some(' '),
        0x6c => Some('●'),
        0x6e => Some('■'),
        0x73 => Some('▲'),
        0x74 => Some('▼'),
        0x75 => Some('◆'),
        0x21..=0x7e => char::from_u32(0x2700 + u32::from(code) - 0x20),
        _ => None,
    }
}

/// Marks of Wingdings that forms use.
fn wingding(code: u8) -> Option<char> {
    Some(match code {
        0x20 => ' ',
        0x6c => '●',
        0x6d => '○',
        0x6e => '■',
        0x6f | 0x70 | 0xa8 => '□',
        0x71 | 0x72 => '❑',
        0xa1 => '○',
        0xa4 => '◉',
        0x9f | 0xa7 => '•',
        0xfb => '✗',
        0xfc => '✓',
        0xfd => '☒',
        0xfe => '☑',
        _ => return None,
    })
}

/// The letter as a person sees it; none for one that only fills a place in a table.
pub fn shown(letter: char) -> Option<char> {
    match letter {
        // Symbol fonts keep their codes in the private area.
        '\u{f020}'..='\u{f0ff}' => wingding((u32::from(letter) & 0xff) as u8),
        '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' => None,
        '\u{f0000}'..='\u{10ffff}' => None,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{a0}' => Some(' '),
        // Radicals where a whole letter is meant, and forms for vertical lines.
        '\u{2f00}'..='\u{2fdf}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe48}' => {
            std::iter::once(letter).nfkc().next()
        }
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_signs_become_letters() {
        for (name, letter) in [("a", Some('a')), ("uni7532", Some('甲')), ("parenleft", Some('(')), ("g123", None)] {
            assert_eq!(by_name(name.as_bytes()), letter, "{name}");
        }
        assert_eq!((dingbat(0x34), wingding(0xfe)), (Some('✔'), Some('☑')));
        for (letter, seen) in [('⼀', Some('一')), ('\u{e123}', None), ('\u{f0fc}', Some('✓')), ('︵', Some('('))]
        {
            assert_eq!(shown(letter), seen);
        }
    }
}
