//! How wide Japanese text is on a screen and on paper, and how many lines it takes. One full-width letter is two columns.

/// Columns that one letter takes: 0 for combining marks and control letters, 2 for East Asian wide letters, else 1.
///
/// After Unicode's East Asian Width: W and F are wide, and so are the ambiguous marks that Japanese fonts draw full width
/// (① ○ ● → … ―).
pub fn of_char(letter: char) -> usize {
    match letter as u32 {
        0..=0x1f | 0x7f..=0x9f | 0x200b..=0x200f | 0xfe00..=0xfe0f | 0xfeff => 0,
        0x300..=0x36f | 0x3099..=0x309a => 0,
        0xff61..=0xff9f => 1,
        0x1100..=0x115f
        | 0x2010..=0x2027
        | 0x2030..=0x203e
        | 0x2103..=0x2127
        | 0x2150..=0x27bf
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// Columns that a line of text takes.
pub fn of(text: &str) -> usize {
    text.chars().map(of_char).sum()
}

/// Breaks text into lines of at most `columns`. Keeps its own line breaks; a Latin word or number moves down whole where it
/// fits; a closing mark stays with the letter before it (`columns` may then be exceeded by that mark). Control letters, which
/// could steer a terminal, are left out.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let paragraph: String = paragraph.chars().filter(|letter| !letter.is_control()).collect();
        let (mut line, mut used) = (String::new(), 0);
        for word in words(&paragraph) {
            let wide = of(word);
            if used + wide <= columns || (used > 0 && word.chars().all(closes) && used <= columns) {
                line.push_str(word);
                used += wide;
                continue;
            }
            if used > 0 && wide <= columns {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0;
                if word != " " {
                    line.push_str(word);
                    used = wide;
                }
                continue;
            }
            for letter in word.chars() {
                if used + of_char(letter) > columns {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push(letter);
                used += of_char(letter);
            }
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// The text cut to `columns`, with `…` where something was cut; control letters are left out.
pub fn cut(text: &str, columns: usize) -> String {
    let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
    if of(&text) <= columns {
        return text;
    }
    let (mut line, mut used) = (String::new(), 0);
    for letter in text.chars() {
        if used + of_char(letter) + 2 > columns {
            break;
        }
        line.push(letter);
        used += of_char(letter);
    }
    line.push('…');
    line
}

/// The text with spaces behind it up to `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let mut padded = text.to_owned();
    padded.extend(std::iter::repeat_n(' ', columns.saturating_sub(of(text))));
    padded
}

/// Marks that may not begin a line.
fn closes(letter: char) -> bool {
    matches!(
        letter,
        '。' | '、'
            | '，'
            | '．'
            | '」'
            | '』'
            | '）'
            | ')'
            | '】'
            | '〕'
            | '］'
            | '・'
            | '：'
            | 'ー'
            | '…'
            | '?'
            | '!'
    )
}

/// Pieces that stay together: a run of Latin letters and digits, or one letter else.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, letter) in line.char_indices() {
        let together = |letter: char| of_char(letter) <= 1 && letter != ' ';
        if let Some(previous) = previous
            && !(together(previous) && together(letter))
        {
            words.push(&line[start..at]);
            start = at;
        }
        previous = Some(letter);
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_japanese_fonts_draw_them() {
        for (text, columns) in [("abc", 3), ("漢字", 4), ("ｶﾅ", 2), ("①○→", 6), ("か\u{3099}", 2), ("", 0), ("A社", 3)]
        {
            assert_eq!(of(text), columns, "{text}");
        }
    }

    #[test]
    fn text_wraps_between_letters_and_keeps_words() {
        for (text, columns, lines) in [
            ("漢字漢字", 4, vec!["漢字", "漢字"]),
            ("漢字。漢字", 4, vec!["漢字。", "漢字"]),
            ("版は MDS 4.1 です", 8, vec!["版は MDS", "4.1 です"]),
            ("abcdef", 4, vec!["abcd", "ef"]),
            ("一\n二", 10, vec!["一", "二"]),
            ("", 10, vec![""]),
            ("赤\u{1b}[31m", 10, vec!["赤[31m"]),
        ] {
            assert_eq!(wrap(text, columns), lines, "{text}");
        }
    }

    #[test]
    fn cut_and_pad_reach_the_width() {
        assert_eq!(cut("漢字漢字", 6), "漢字…");
        assert_eq!(cut("漢字", 4), "漢字");
        assert_eq!(pad("漢字", 6), "漢字  ");
    }
}
