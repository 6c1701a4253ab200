//! Lines of print in, whether one goes on with the next, as words that were broken only because the line was full.

use crate::text::pattern;

/// What begins something new: numbers of articles and items, marks of lists, notes, headings in brackets.
/// A figure before an item.
macro_rules! number {
    () => {
        r"(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})"
    };
}

pattern!(
    BEGINS,
    concat!(
        r"^(?:第[\s\u{3000}]*[0-9０-９一二三四五六七八九十百]+[\s\u{3000}]*[条章節項号編款](?:の[0-9０-９一二三四五六七八九十]+)?(?:[\s\u{3000}（(]|$)|附[\s\u{3000}]*則|[（(](?:",
        number!(),
        r"|[ア-ンa-zA-Zｱ-ﾝ]|[ivxⅰ-ⅹ]{1,4})[）)]|",
        number!(),
        r"[.．、)）\s\u{3000}]|",
        number!(),
        r"-[0-9０-９]+[\s\u{3000}]|",
        number!(),
        r"(?:[.．]",
        number!(),
        r")+(?:[\s\u{3000}]|$)|[ア-ンｱ-ﾝa-z][.．)）\s\u{3000}]|[①-⑳⑴-⒇㈠-㈩⒈-⒛]|[・•●○■□◆◇※▶－→*]|[【〔「『]|[（(][^（）()]{1,30}[）)]$|[|｜]|別紙|別表|別添|(?:令和|平成|昭和|西暦)?[\s\u{3000}]*[0-9０-９元]+年[\s\u{3000}]*[0-9０-９]+月(?:[\s\u{3000}]*[0-9０-９]+日)?$|[甲乙丙][\s\u{3000}])"
    )
);

/// The line begins something new, however full the line before is.
pub fn begins(words: &str) -> bool {
    BEGINS.is_match(words)
}

/// Adds the words of the next line; a space parts what is written with spaces.
pub fn push(text: &mut String, next: &str) {
    let is_latin = |letter: char| letter.is_ascii_alphabetic();
    if text.ends_with(is_latin) && next.starts_with(is_latin) {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_marks_begin_something_new() {
        for words in [
            "第１条（目的）",
            "第 12 条 甲は",
            "２　乙は",
            "(1) 記録",
            "（２）報告",
            "①保守",
            "ア　点検",
            "・連絡",
            "1.2 概要",
            "附　則",
            "※別途",
            "（契約の解除）",
            "乙　架空市",
            "令和8年3月27日",
        ] {
            assert!(begins(words), "{words}");
        }
        for words in [
            "２４時間以内に報告する。",
            "第８条の規定により",
            "（以下「本件」という。）は、",
            "乙は、行う。",
            "一部を",
            "イベントの",
            "アクセス",
            "10件",
            "3年間",
        ] {
            assert!(!begins(words), "{words}");
        }
    }
}
