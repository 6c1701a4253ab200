//! Names of files as they may be shown: letters that move the cursor, hide or turn the text around are written out.

use unicode_normalization::UnicodeNormalization;

/// A name with every letter that is not seen, or that changes how others are seen, written as `[U+202E]`.
pub fn harmless(name: &str) -> String {
    let is_harmful = |letter: char| {
        letter.is_control()
            || matches!(
                letter,
                '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{e0000}'..='\u{e0fff}'
            )
            || ('\u{200b}'..='\u{200f}').contains(&letter)
            || ('\u{2028}'..='\u{202e}').contains(&letter)
            || ('\u{2060}'..='\u{206f}').contains(&letter)
    };
    if !name.contains(is_harmful) {
        return name.to_owned();
    }
    let mut shown = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            letter if is_harmful(letter) => shown.push_str(&format!("[U+{:04X}]", u32::from(letter))),
            letter => shown.push(letter),
        }
    }
    shown
}

/// The bytes of a file's name in letters, composed (a Mac stores `か` + `゛`): UTF-8, else as Windows writes Japanese.
pub fn name_of(bytes: &[u8]) -> String {
    let name = std::str::from_utf8(bytes).map(str::to_owned);
    let name = name.unwrap_or_else(|_| {
        let japanese = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes);
        japanese.map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |name| name.into_owned())
    });
    harmless(&name.nfc().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_without_harm() {
        for (name, shown) in [
            ("保守契約書(案).docx", "保守契約書(案).docx"),
            ("a\u{202e}xcod.exe", "a[U+202E]xcod.exe"),
            ("赤\u{1b}[31m\n.txt", "赤[U+001B][31m[U+000A].txt"),
            ("見え\u{200b}ない", "見え[U+200B]ない"),
        ] {
            assert_eq!(harmless(name), shown);
        }
        assert_eq!(name_of("か\u{3099}いよう.txt".as_bytes()), "がいよう.txt");
        assert_eq!(name_of(b"\x8c\x5f\x96\xf1\x8f\x91\x87\x40.docx"), "契約書①.docx");
        assert_eq!(name_of(b"\xff\xfe"), "\u{fffd}\u{fffd}");
    }
}
