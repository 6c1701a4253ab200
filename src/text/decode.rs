//! Bytes of a text file in, its letters out: a strict ladder of the encodings that Japanese offices use.
//! Nothing is guessed from a few letters: an encoding is taken only when every byte of the file fits it.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use unicode_normalization::UnicodeNormalization;

/// How many letters are weighed when bytes fit both Shift_JIS and EUC-JP.
const WEIGHED: usize = 20_000;

/// Letters and the name of the encoding they came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The letters, without a byte order mark.
    pub text: String,
    /// `UTF-8`, `Shift_JIS`, `EUC-JP`, `ISO-2022-JP`, `UTF-16LE` or `UTF-16BE`.
    pub encoding: &'static str,
}

/// Decodes the bytes of a text file, or gives nothing when they fit no encoding (or are no text).
///
/// The steps, first that fits wins: byte order mark, two-byte letters without a mark, ISO-2022-JP escapes, UTF-8, then
/// Shift_JIS (as Windows writes it) against EUC-JP. Where both of these fit, the one that reads as more ordinary Japanese
/// is taken.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[mark..]);
    }
    if bytes.contains(&0) {
        return [UTF_16LE, UTF_16BE].into_iter().find_map(|encoding| unmarked(encoding, bytes));
    }
    if has_jis_escape(bytes)
        && let Some(decoded) = strictly(ISO_2022_JP, bytes)
    {
        return Some(decoded);
    }
    if let Some(decoded) = strictly(UTF_8, bytes) {
        return Some(decoded);
    }
    match (strictly(SHIFT_JIS, bytes), strictly(EUC_JP, bytes)) {
        (Some(shift_jis), Some(euc)) => {
            Some(if ordinariness(&euc.text) > ordinariness(&shift_jis.text) { euc } else { shift_jis })
        }
        (one, other) => one.or(other),
    }
}

/// Decodes without replacing anything; nothing when a byte does not fit or the letters are those of a binary file.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_text = encoding == UTF_16LE || encoding == UTF_16BE || !bytes.contains(&0);
    is_text.then(|| Decoded { text: text.into_owned(), encoding: encoding.name() })
}

/// Two-byte letters without a mark: every one of them is a letter that Japanese papers hold.
fn unmarked(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let head = &bytes[..bytes.len().min(512)];
    // The head may end inside a letter of four bytes.
    let is_likely = |letter| is_written(letter) || letter == '\u{fffd}';
    if !bytes.len().is_multiple_of(2) || !encoding.decode_without_bom_handling(head).0.chars().all(is_likely) {
        return None;
    }
    strictly(encoding, bytes).filter(|decoded| decoded.text.chars().all(is_written))
}

/// Letters, signs and line ends of ordinary text.
fn is_written(letter: char) -> bool {
    matches!(letter,
        '\t' | '\n' | '\r' | '\u{c}' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{370}'..='\u{451}'
        | '\u{2010}'..='\u{27bf}' | '\u{3000}'..='\u{30ff}' | '\u{3200}'..='\u{33ff}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ffee}' | '\u{20000}'..='\u{2ffff}')
}

/// Kana whose voice mark stands apart (`か` + `゛`), as a Mac writes names, in one letter each.
pub fn composed(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\u{3099}' | '\u{309a}')
            && let Some(kana) = composed.pop()
        {
            composed.extend([kana, letter].into_iter().nfc());
        } else {
            composed.push(letter);
        }
    }
    composed
}

/// Whether a text holds kana whose voice mark stands apart.
pub fn is_decomposed(text: &str) -> bool {
    text.contains(['\u{3099}', '\u{309a}'])
}

/// Seven-bit bytes with an escape that switches to JIS X 0208 or JIS X 0201.
fn has_jis_escape(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.windows(2).any(|pair| pair == b"\x1b$" || pair == b"\x1b(")
}

/// How much a text reads as ordinary Japanese: kana and common kanji count for it, half-width kana and rare letters
/// against it. Measured by the rows of JIS X 0208, for which the letters are written in EUC-JP.
fn ordinariness(text: &str) -> i64 {
    let sample: String = text.chars().take(WEIGHED).collect();
    let (bytes, ..) = EUC_JP.encode(&sample);
    let mut weight = 0;
    let mut rest = bytes.iter().copied();
    while let Some(lead) = rest.next() {
        weight += match lead {
            0x00..=0x7f => continue,
            0xa4 => 3,        // hiragana
            0xa1 | 0xa5 => 2, // punctuation, katakana
            0xa3 => 1,        // full-width digits and letters
            0xb0..=0xcf => 1, // kanji of the first level
            0x8e => -2,       // half-width kana
            _ => -1,          // kanji of the second level and whatever else is rare
        };
        rest.next();
        if lead == 0x8f {
            rest.next();
        }
    }
    weight
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "第1条　当院のサーバーは、毎日バックアップを取得する。";

    #[test]
    fn every_encoding_of_the_ladder_is_read_back() {
        for encoding in [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP] {
            for text in [SENTENCE, "対象外", "はい", "病院", "バックアップ", "①保守業者\r\n②病院"]
            {
                let (bytes, _, lossy) = encoding.encode(text);
                if lossy {
                    continue; // ① is not in JIS X 0208
                }
                let decoded = decode(&bytes).expect("decodes");
                assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding.name()));
            }
        }
    }

    #[test]
    fn byte_order_marks_are_taken_off() {
        let little: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("院内".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain("院内".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let eight = "\u{feff}院内".as_bytes().to_vec();
        for (bytes, name) in [(little, "UTF-16LE"), (big, "UTF-16BE"), (eight, "UTF-8")] {
            assert_eq!(decode(&bytes), Some(Decoded { text: "院内".to_owned(), encoding: name }));
        }
    }

    #[test]
    fn two_byte_letters_are_read_without_a_mark() {
        let text = "第1条　当院は、①髙﨑システムの記録を残す。\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
            assert_eq!(decode(&bytes), Some(Decoded { text: text.to_owned(), encoding }));
            assert_eq!(decode(&bytes[1..]), None);
        }
    }

    #[test]
    fn kana_and_their_voice_marks_become_one_letter() {
        assert_eq!(composed("か\u{3099}いふ\u{309a}神\u{fa19}"), "がいぷ神\u{fa19}");
        assert_eq!(composed("\u{3099}あ\u{3099}"), "\u{3099}あ\u{3099}");
        assert!(!is_decomposed("がい"));
    }

    #[test]
    fn letters_of_windows_are_read() {
        // ①, 髙 and half-width kana as Windows writes them.
        let decoded = decode(b"\x87\x40 \xfb\xfc\xb6\xc5 \x82\xcd\x82\xa2").expect("decodes");
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("① 髙ｶﾅ はい", "Shift_JIS"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\x00\x01\x02\x03"[..], b"\xff\xff\xff", b"abc\xff\x80\xfd", b"\xff\xfe\x00\xd8"] {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }
}
