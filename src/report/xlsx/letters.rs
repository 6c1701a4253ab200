//! Words made fit for a cell: no control letters, not longer than a cell holds. In: words from anywhere. Out: words.

/// UTF-16 units that a cell holds.
const LIMIT: usize = 32_767;
/// Said where words were cut.
const CUT: &str = "…(以下略)";

/// The words as a cell can hold them. Line breaks stay, tabs become spaces, other control letters and letters that XML does
/// not allow are left out.
pub fn fit(text: &str) -> String {
    let is_odd =
        |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}');
    if text.len() <= LIMIT && !text.chars().any(|letter| letter != '\n' && is_odd(letter)) {
        return text.to_owned();
    }
    let allowed =
        |letter: &char| (!letter.is_control() || *letter == '\n') && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    let spaced = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    let text: String = spaced.chars().filter(allowed).collect();
    if text.len() <= LIMIT || text.encode_utf16().count() <= LIMIT {
        return text;
    }
    let room = LIMIT - CUT.encode_utf16().count();
    let mut used = 0;
    let kept = text.chars().take_while(|letter| {
        used += letter.len_utf16();
        used <= room
    });
    kept.chain(CUT.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_letters_go_and_lines_stay() {
        for (text, expected) in [
            ("甲\u{0}乙\u{b}丙", "甲乙丙"),
            ("一\r\n二\r三", "一\n二\n三"),
            ("a\tb", "a b"),
            ("=1+1", "=1+1"),
            ("\u{ffff}甲", "甲"),
        ] {
            assert_eq!(fit(text), expected);
        }
    }

    #[test]
    fn long_words_are_cut_with_a_mark() {
        for letter in ["あ", "𠮷"] {
            let cut = fit(&letter.repeat(40_000));
            assert!(cut.encode_utf16().count() <= LIMIT && cut.ends_with(CUT));
        }
        assert_eq!(fit(&"あ".repeat(LIMIT)).chars().count(), LIMIT);
    }
}
