//! How wide Japanese text is on a screen and on paper, and how many lines it takes. One full-width letter is two columns.

/// Columns that one letter takes: 0 for combining marks and control letters, 2 for East Asian wide letters, else 1.
///
/// After Unicode's East Asian Width: W and F are wide, and so are the ambiguous marks that Japanese fonts draw full width
/// (① ○ ● → … ―).
pub fn of_char(letter: char) -> usize {
    match letter as u32 {
        // most letters are one of these
        0x20..=0x7e => 1,
        0x3041..=0x3096 | 0x30a1..=0x30fe | 0x4e00..=0x9fff => 2,
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
    let mut lines = Vec::new();
    each_line(text, columns, |line| lines.push(line.to_owned()));
    lines
}

/// How many lines [`wrap`] makes.
pub fn lines(text: &str, columns: usize) -> usize {
    // no letter takes more columns than bytes
    if text.len() <= columns && !text.contains('\n') {
        return 1;
    }
    let mut count = 0;
    each_line(text, columns, |_| count += 1);
    count
}

fn each_line(text: &str, columns: usize, mut show: impl FnMut(&str)) {
    if text.is_empty() {
        show("");
    }
    for paragraph in text.lines() {
        if paragraph.contains(char::is_control) {
            break_paragraph(&paragraph.replace(char::is_control, ""), columns.max(2), &mut show);
        } else {
            break_paragraph(paragraph, columns.max(2), &mut show);
        }
    }
}

fn break_paragraph(paragraph: &str, columns: usize, show: &mut impl FnMut(&str)) {
    let (mut start, mut used) = (0, 0);
    for (at, word, wide) in words(paragraph) {
        if used + wide <= columns || (used > 0 && used <= columns && word.chars().all(closes)) {
            used += wide;
        } else if used > 0 && wide <= columns {
            show(paragraph[start..at].trim_end());
            (start, used) = if word == " " { (at + 1, 0) } else { (at, wide) };
        } else {
            for (inside, letter) in word.char_indices() {
                if used + of_char(letter) > columns {
                    show(&paragraph[start..at + inside]);
                    (start, used) = (at + inside, 0);
                }
                used += of_char(letter);
            }
        }
    }
    show(&paragraph[start..]);
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

/// Pieces that stay together, each with where it begins and how wide it is: a run of Latin letters and digits, or one letter
/// else.
fn words(line: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    let joins = |letter: char, wide: usize| wide <= 1 && letter != ' ';
    let mut letters = line.char_indices().map(|(at, letter)| (at, letter, of_char(letter))).peekable();
    std::iter::from_fn(move || {
        let (start, first, mut wide) = letters.next()?;
        let mut end = start + first.len_utf8();
        if joins(first, wide) {
            while let Some((at, letter, more)) = letters.next_if(|&(_, letter, wide)| joins(letter, wide)) {
                end = at + letter.len_utf8();
                wide += more;
            }
        }
        Some((start, &line[start..end], wide))
    })
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
