//! Row numbers and remark numbers. In: the words of a cell. Out: the number as printed, width folded.
//! Enclosed numbers (①, ➀, ❶) stay the tokens they are.

use std::borrow::Cow;

use super::pattern::pattern;

use super::fold::folded;

/// Folds width and variants of letters (`４．１` → `4.1`, `ﾊﾟｯﾁ` → `パッチ`, any white space → a space) and keeps enclosed
/// numbers such as ①: folded to a plain digit, `①` and `1` would be one row.
pub fn narrow(text: &str) -> String {
    let folded = folded(text);
    if folded.contains('\u{3000}') { folded.replace('\u{3000}', " ") } else { folded }
}

/// [`narrow`] without any white space, for comparing labels (`回 答` = `回答`).
pub fn squeeze(text: &str) -> String {
    let mut narrow = narrow(text);
    narrow.retain(|letter| !letter.is_whitespace());
    narrow
}

/// A part of the number of a row.
macro_rules! part {
    () => {
        "(?:\\(?[A-Za-z]{1,2}\\)?|\\(?[ア-ン]\\)?|[IVX]{1,4}|\\(?[0-9]{1,3}[a-z]?\\)?|[\u{2460}-\u{2473}\u{2776}-\u{2793}])"
    };
}

pattern!(
    ROW_NUMBER,
    concat!("^(?:No\\.?|NO\\.?|Q|問|項番|第)?(", part!(), "(?:[.\\-・]?", part!(), "){0,4})[.):項]?$")
);

/// The row number in a cell that holds nothing else, as printed with width folded: `４．１` → `4.1`, `A－1` → `A-1`,
/// `①` → `①`, `No.3` → `3`. None for words, dates and long numbers.
pub fn row_number(text: &str) -> Option<String> {
    let folded = squeeze(text).replace('ー', "-");
    let number = ROW_NUMBER.captures(&folded)?.get(1)?.as_str();
    // A bare run of letters is a word (`ア`, `NG`), unless it is a single one (`A`).
    let says_a_number =
        number.chars().any(|letter| letter.is_ascii_digit() || ('\u{2460}'..='\u{2793}').contains(&letter));
    let is_year = number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    (!is_year && (says_a_number || number.trim_matches(['(', ')']).chars().count() == 1)).then(|| number.to_owned())
}

pattern!(
    LEADING,
    "^\\s*([A-Za-z]?-?[0-9]{1,2}(?:[.\\-][0-9]{1,2})*\\.?|\\([0-9a-z]{1,2}\\)|[\u{2460}-\u{24FF}\u{2776}-\u{2793}])\\s*(?:[:、.]\\s*)?(\\S.*)$"
);

/// The number with which a line begins and the words after it: `4.1 ログの取得` → (`4.1`, `ログの取得`).
/// None when the line begins otherwise or holds nothing after the number.
pub fn leading(text: &str) -> Option<(String, String)> {
    let folded = narrow(text);
    let parts = LEADING.captures(&folded)?;
    let (number, rest) = (parts.get(1)?, parts.get(2)?);
    // `2要素認証`, `3か月`: the digit belongs to the word.
    let glued = number.end() == rest.start() && number.as_str().chars().next_back().is_some_and(|c| c.is_ascii_digit());
    (!glued).then(|| (number.as_str().trim_end_matches('.').to_owned(), rest.as_str().trim().to_owned()))
}

pattern!(
    REMARK_KEY,
    "^(?:備考|注記|注釈|注|No\\.?|※|\\*)?[(\\[]?([0-9]{1,3}(?:-[0-9]{1,2})?|[\u{2460}-\u{2473}\u{2776}-\u{2793}])[)\\].:]?$"
);

/// A whole number up to 99 in digits or kanji (`12`, `十二`, `二○`).
pub fn numeral(text: &str) -> Option<i16> {
    if text == "元" {
        return Some(1);
    }
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let digit = |letter: char| "○一二三四五六七八九".chars().position(|known| known == letter).map(|at| at as i16);
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? };
        let ones = if ones.is_empty() { 0 } else { digit(ones.chars().next()?)? };
        return Some(tens * 10 + ones);
    }
    text.chars().try_fold(0i16, |sum, letter| sum.checked_mul(10)?.checked_add(digit(letter)?))
}

/// The numbers of remarks in old papers in digits: `備考二` becomes `備考2`.
pub fn plain_keys(narrow: &str) -> Cow<'_, str> {
    pattern!(KANJI, "(備考|注記|注釈|注|※)([一二三四五六七八九十]{1,3})($|[^一-龠])");
    KANJI.replace_with(narrow, |found| {
        let number = numeral(&found[2]).map_or_else(|| found[2].to_owned(), |number| number.to_string());
        format!("{}{number}{}", &found[1], &found[3])
    })
}

/// Remark numbers in a cell that holds nothing else: 6 of `備考６`, 1 and 3 of `備考1、3`, 2 of `※2`.
/// Empty when the cell holds words.
pub fn remark_keys(text: &str) -> Vec<String> {
    let folded = plain_keys(&narrow(text)).replace("及び", ",").replace("備考 ", "備考");
    let mut keys = Vec::new();
    for piece in folded.split([',', '、', '・', '/', ';', ' ']).map(squeeze).filter(|piece| !piece.is_empty()) {
        match REMARK_KEY.captures(&piece).and_then(|parts| parts.get(1)) {
            Some(key) => keys.push(key.as_str().to_owned()),
            None if piece == "備考" => {}
            None => return Vec::new(),
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_folded_and_enclosed_numbers_stay() {
        for (text, want) in [
            ("４．１", "4.1"),
            ("ﾊﾟｯﾁの適用", "パッチの適用"),
            ("①確認　➀済", "①確認 ➀済"),
            ("", ""),
            ("ＭＤＳ　Ｖｅｒ．５．０", "MDS Ver.5.0"),
        ] {
            assert_eq!(narrow(text), want, "{text}");
        }
    }

    #[test]
    fn row_numbers_are_kept_as_printed() {
        for (text, want) in [
            ("４．１", Some("4.1")),
            ("4.1.1", Some("4.1.1")),
            ("A－1", Some("A-1")),
            ("Ａ １", Some("A1")),
            ("①", Some("①")),
            ("➀", Some("➀")),
            ("(1)", Some("(1)")),
            ("3-(3)", Some("3-(3)")),
            ("2－③", Some("2-③")),
            ("No.12", Some("12")),
            ("12.", Some("12")),
            ("(a)", Some("(a)")),
            ("Ⅱ-1", Some("II-1")),
            ("A", Some("A")),
            ("4\n.\n1", Some("4.1")),
            ("番号", None),
            ("", None),
            ("2026/4/1", None),
            ("体制", None),
            ("NG", None),
            ("13.1 記録", None),
            ("2026", None),
        ] {
            assert_eq!(row_number(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn a_line_gives_its_leading_number() {
        for (text, want) in [
            ("4.1　ログの取得", Some(("4.1", "ログの取得"))),
            ("(a) 台帳", Some(("(a)", "台帳"))),
            ("①確認する", Some(("①", "確認する"))),
            ("2要素認証", None),
            ("台帳", None),
            ("A-1 体制", Some(("A-1", "体制"))),
        ] {
            let got = leading(text);
            assert_eq!(got.as_ref().map(|(n, t)| (n.as_str(), t.as_str())), want, "{text}");
        }
    }

    #[test]
    fn remark_numbers_stand_alone() {
        for (text, want) in [
            ("備考６", vec!["6"]),
            ("備考1、備考3", vec!["1", "3"]),
            ("備考 2", vec!["2"]),
            ("※2", vec!["2"]),
            ("3", vec!["3"]),
            ("①", vec!["①"]),
            ("オプションで対応", vec![]),
            ("備考1を参照し設定", vec![]),
            ("備考二", vec!["2"]),
            ("備考十二、備考三", vec!["12", "3"]),
            ("備考一覧", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(remark_keys(text), want, "{text}");
        }
    }
}
