//! A count and the name of a number format (ECMA-376 part 1, 17.18.59) in, the number as Word prints it out.

/// Kana in the order of the syllabary, as `aiueo` counts.
const AIUEO: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
/// Kana in the order of the old poem, as `iroha` counts.
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
/// The ten stems.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
/// The twelve branches.
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
/// Plain kanji digits.
const KANJI: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// Kanji digits as deeds write them.
const FORMAL: [char; 10] = ['〇', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'];

/// A number in a format. Half-width kana of `aiueo` and `iroha` are written full-width, as clauses are cited. Formats
/// of other scripts are printed as plain digits; `none` prints nothing.
pub fn numeral(count: u32, format: &str) -> String {
    // Beyond the last letter kana begin anew, other signs give way to plain digits.
    let index = count.checked_sub(1).map(|index| index as usize);
    let only = |letters: &str| letters.chars().nth(index?).map(String::from);
    let anew = |letters: &str| letters.chars().nth(index? % letters.chars().count()).map(String::from);
    let found = match format {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{count:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(full_width(count)),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).map(|letters| letters.to_lowercase()),
        "upperLetter" => letters(count, b'A'),
        "lowerLetter" => letters(count, b'a'),
        "aiueo" | "aiueoFullWidth" => anew(AIUEO),
        "iroha" | "irohaFullWidth" => anew(IROHA),
        "ideographTraditional" => only(STEMS),
        "ideographZodiac" => only(BRANCHES),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            Some(count.to_string().bytes().map(|digit| KANJI[usize::from(digit - b'0')]).collect())
        }
        "japaneseCounting"
        | "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => counted(count, &KANJI, ["十", "百", "千"]),
        "japaneseLegal" | "ideographLegalTraditional" => counted(count, &FORMAL, ["拾", "百", "阡"]),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(count),
        "decimalEnclosedParen" => enclosed(count, '⑴').or_else(|| Some(format!("({count})"))),
        "decimalEnclosedFullstop" => enclosed(count, '⒈').or_else(|| Some(format!("{count}."))),
        "ideographEnclosedCircle" => only("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "numberInDash" => Some(format!("- {count} -")),
        _ => None,
    };
    found.unwrap_or_else(|| count.to_string())
}

fn full_width(count: u32) -> String {
    count
        .to_string()
        .chars()
        .filter_map(|digit| char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')))
        .collect()
}

fn roman(count: u32) -> Option<String> {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&count) {
        return None;
    }
    let mut rest = count;
    let mut letters = String::new();
    for (value, letter) in STEPS {
        while rest >= value {
            letters.push_str(letter);
            rest -= value;
        }
    }
    Some(letters)
}

/// `a` to `z`, then `aa`, `bb` …
fn letters(count: u32, first: u8) -> Option<String> {
    let index = count.checked_sub(1)?;
    let times = index as usize / 26 + 1;
    (times <= 30).then(|| char::from(first + (index % 26) as u8).to_string().repeat(times))
}

/// Kanji with tens, hundreds and thousands.
fn counted(count: u32, digits: &[char; 10], units: [&str; 3]) -> Option<String> {
    if !(1..10_000).contains(&count) {
        return None;
    }
    let mut words = String::new();
    for (place, unit) in [(1000, units[2]), (100, units[1]), (10, units[0]), (1, "")] {
        let digit = (count / place % 10) as usize;
        // 十 alone means ten, but 壱拾 is written in full.
        let silent = digit == 1 && place > 1 && digits[1] == KANJI[1];
        if digit > 0 {
            if !silent {
                words.push(digits[digit]);
            }
            words.push_str(unit);
        }
    }
    Some(words)
}

fn circled(count: u32) -> Option<String> {
    let point = match count {
        0 => 0x24ea,
        1..=20 => 0x2460 + count - 1,
        21..=35 => 0x3251 + count - 21,
        36..=50 => 0x32b1 + count - 36,
        _ => return None,
    };
    char::from_u32(point).map(String::from)
}

/// One of twenty signs that follow one another.
fn enclosed(count: u32, first: char) -> Option<String> {
    (1..=20).contains(&count).then(|| char::from_u32(u32::from(first) + count - 1)).flatten().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (count, format, expected) in [
            (12, "decimal", "12"),
            (3, "decimalZero", "03"),
            (12, "decimalFullWidth", "１２"),
            (1, "aiueo", "ア"),
            (46, "aiueoFullWidth", "ン"),
            (47, "aiueoFullWidth", "ア"),
            (3, "iroha", "ハ"),
            (2, "ideographTraditional", "乙"),
            (12, "ideographZodiac", "亥"),
            (11, "ideographTraditional", "11"),
            (10, "ideographDigital", "一〇"),
            (10, "japaneseCounting", "十"),
            (21, "japaneseCounting", "二十一"),
            (110, "japaneseCounting", "百十"),
            (11, "japaneseLegal", "壱拾壱"),
            (1, "decimalEnclosedCircle", "①"),
            (20, "decimalEnclosedCircle", "⑳"),
            (21, "decimalEnclosedCircle", "㉑"),
            (36, "decimalEnclosedCircle", "㊱"),
            (51, "decimalEnclosedCircle", "51"),
            (2, "decimalEnclosedParen", "⑵"),
            (2, "decimalEnclosedFullstop", "⒉"),
            (4, "lowerRoman", "iv"),
            (1994, "upperRoman", "MCMXCIV"),
            (27, "lowerLetter", "aa"),
            (26, "upperLetter", "Z"),
            (7, "none", ""),
            (5, "hebrew1", "5"),
            (0, "aiueo", "0"),
            (0, "decimalFullWidth", "０"),
            (0, "japaneseCounting", "0"),
        ] {
            assert_eq!(numeral(count, format), expected, "{count} {format}");
        }
    }
}
