//! The bytes of a page in, its letters out: by mark, by what the page says of itself, else by the ladder for text files.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::decode::decode;

/// How far from the start a page may say its encoding.
const HEAD: usize = 4096;

/// The letters, and whether every byte fitted.
pub fn letters(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if Encoding::for_bom(bytes).is_none()
        && let Some(said) = said(bytes)
        && let Some(text) = said.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return (text, true);
    }
    if let Some(decoded) = decode(bytes) {
        return (Cow::Owned(decoded.text), true);
    }
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| said(bytes)).unwrap_or(UTF_8);
    (encoding.decode(bytes).0, false)
}

/// The encoding that the page names: `<meta charset=…>`, `content="text/html; charset=…"` or an XML head.
fn said(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(HEAD).map(|&byte| byte.to_ascii_lowercase() as char).collect();
    let found = ["charset", "encoding"].iter().find_map(|word| {
        let rest = head[head.find(word)? + word.len()..].trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        let end = rest.find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_:".contains(letter)))?;
        Encoding::for_label(&rest.as_bytes()[..end])
    })?;
    // A page that says this in single bytes is none of it.
    Some(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS};

    use super::*;

    #[test]
    fn pages_are_read_in_the_encoding_that_they_name_or_have() {
        let page = |head: &str| format!("{head}<p>第1条　甲は、バックアップを取得する。</p>");
        for (bytes, is_whole) in [
            (SHIFT_JIS.encode(&page("<meta charset=Shift_JIS>")).0, true),
            (SHIFT_JIS.encode(&page("")).0, true),
            (EUC_JP.encode(&page("<META http-equiv=\"Content-Type\" content=\"text/html; charset=euc-jp\">")).0, true),
            (ISO_2022_JP.encode(&page("<meta charset='iso-2022-jp'>")).0, true),
            (UTF_8.encode(&page("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")).0, true),
            // What it says is wrong.
            (UTF_8.encode(&page("<meta charset=iso-2022-jp>")).0, true),
            (UTF_8.encode(&page("<meta charset=utf-16>")).0, true),
        ] {
            let (text, whole) = letters(&bytes);
            assert!(text.contains("第1条　甲は、バックアップを取得する。"), "{text}");
            assert_eq!(whole, is_whole);
        }
        assert!(!letters(b"<meta charset=utf-8>\xff\xff\xff\x00").1);
    }
}
