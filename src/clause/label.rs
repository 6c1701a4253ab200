//! The number at the beginning of a line: 第8条, 3.2, (2), イ.

use crate::text::pattern;

/// What kind of number a unit carries. Levels are found from the order in which kinds first appear below an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// 編, 章, 節.
    Chapter,
    /// 第8条.
    Article,
    /// 第8 without 条.
    Bare,
    /// 附則.
    Supplement,
    /// 別紙, 別表, 別添.
    Annex,
    /// 3.2 or 3-1, with its depth.
    Dotted(u8),
    /// 2 or 2.
    Number,
    /// (2).
    Paren,
    /// ②.
    Circle,
    /// 二.
    Kanji,
    /// イ.
    Kana,
    /// (イ).
    ParenKana,
    /// a or (a).
    Latin,
    /// A dot, a dash, a square.
    Bullet,
    /// ※ or 注.
    Note,
    /// 問1.
    Question,
    /// No number.
    Plain,
}

pattern!(
    CHAPTER,
    r"^【?第\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4})\s*(編|章|節|款)(?:の\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4}))?】?[\s\u{3000}]*"
);
pattern!(
    ARTICLE,
    r"^[#\s]*第\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4})\s*条(?:\s*の\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4}))?[\s\u{3000}]*"
);
pattern!(ARTICLE_OLD, r"^[#\s]*第\s*([0-9]+\.[0-9]+)\s*条[\s\u{3000}]*");
pattern!(
    BARE,
    r"^第\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4})(?:の([0-9]{1,3}|[一二三四五六七八九十百]{1,4}))?[\s\u{3000}]+"
);
pattern!(BARE_TIGHT, r"^第\s*([0-9]{1,2})[(]");
pattern!(SUPPLEMENT, r"^附[\s\u{3000}]*則");
pattern!(
    ANNEX,
    r"^[<〈【\[(]?((?:別表|別紙|別添|別記|様式)(?:様式)?[\s\u{3000}]*(?:第?[\s\u{3000}]*(?:[0-9一二三四五六七八九十]{0,3}|[A-Zア-オ])(?:号)?))[>〉】\])]?(?:[\s\u{3000}(「:]|$)"
);
pattern!(DOTTED, r"^([0-9]{1,2}(?:[.\-][0-9]{1,2}){1,3})\.?(?:[\s\u{3000}]+|[(]|$)");
pattern!(NUMBER, r"^([0-9]{1,3})(?:[.)][\s\u{3000}]*|、|[\s\u{3000}]+)");
pattern!(NUMBER_TITLED, r"^([0-9]{1,2})[(][^()0-9]{1,20}[)]");
pattern!(NUMBER_TIGHT, r"^([0-9]{1,2})(?:甲|乙|丙|当社|弊社|受託者|委託者|受注者|発注者|前項|本|この|次)");
pattern!(PAREN, r"^[(]\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[)][\s\u{3000}]*");
pattern!(PAREN_KANA, r"^[(]\s*([ア-ン])\s*[)][\s\u{3000}]*");
pattern!(PAREN_LATIN, r"^(?:[(]\s*([a-zA-Z]|[ivx]{1,4})\s*[)]|([a-zA-Z])[.)])[\s\u{3000}]*");
pattern!(
    CODE,
    r"^(?:【([A-Z]{0,3}-?[0-9]{1,3})】|([A-Z]{1,3}-?[0-9]{1,3})(?:[\s\u{3000}.]+|:)|§\s*([0-9]{1,3}))[\s\u{3000}]*"
);
pattern!(ROMAN, r"^([IVX]{1,5})[\s\u{3000}.]+");
pattern!(CIRCLE, r"^([①-⑳➀-➉❶-❿])[\s\u{3000}]*");
pattern!(KANJI, r"^([一二三四五六七八九十]{1,3})[\s\u{3000}、.]+");
pattern!(KANA, r"^([ア-ン])[\s\u{3000}.、]+");
pattern!(BULLET, r"^[・◆◇■□▪▫●○◎*\-][\s\u{3000}]*");
pattern!(NOTE, r"^(※\s*[0-9]*|注[\s\u{3000}]*[0-9]*[\s\u{3000}:)]|\(注[0-9]*\))[\s\u{3000}]*");
// ルール4, 約束2: rules of small clinics
pattern!(
    NAMED,
    r"^((?:お約束|お願い|特約|合意事項|確認事項|条件)[0-9]{1,2}|(?:ルール|約束|きまり|心得|その|ポイント|手順|ステップ)[\s\u{3000}]*[0-9]{1,2})[\s\u{3000}.:]+"
);
pattern!(QUESTION, r"^(?:問|Q|ご?質問|設問|ご?照会|ご?照会事項|質問事項)[\s\u{3000}]*([0-9]{1,3})[\s\u{3000}.:]*");

/// The number of a line: its kind, its words in the citation, and the length of the label in bytes of the folded line.
pub(super) struct Label {
    pub(super) mark: Mark,
    pub(super) number: String,
    pub(super) length: usize,
}

/// Kanji numerals to digits: 二十三 → 23.
pub fn digits(number: &str) -> String {
    if number.is_empty() || number.is_ascii() {
        return number.to_owned();
    }
    let mut total = 0;
    let mut unit = 0;
    for c in number.chars() {
        match c {
            '百' => {
                total += unit.max(1) * 100;
                unit = 0;
            }
            '十' => {
                total += unit.max(1) * 10;
                unit = 0;
            }
            _ => unit = "一二三四五六七八九".chars().position(|d| d == c).map_or(unit, |at| at + 1),
        }
    }
    (total + unit).to_string()
}

/// The label of a folded line, if it begins with one.
pub(super) fn label(line: &str) -> Option<Label> {
    let made = |mark, number: String, length| Some(Label { mark, number, length });
    if let Some(found) = ARTICLE.captures(line) {
        let mut number = format!("第{}条", digits(&found[1]));
        if let Some(branch) = found.get(2) {
            number.push_str(&format!("の{}", digits(branch.as_str())));
        }
        // 「第8条の規定は」「第8条第2項に」「第3条から第5条まで」 is a citation, not a label.
        let rest = &line[found[0].len()..];
        let cited =
            ["の規定", "の定め", "第", "に", "及び", "から", "、", "又は", "中", "を", "で", "各", "ただし書", "本文"];
        if found[0].ends_with('条') && cited.iter().any(|word| rest.starts_with(word)) || rest.starts_with("の規定")
        {
            return None;
        }
        return made(Mark::Article, number, found[0].len());
    }
    if let Some(found) = ARTICLE_OLD.captures(line) {
        return made(Mark::Article, format!("第{}条", &found[1]), found[0].len());
    }
    if let Some(found) = CHAPTER.captures(line) {
        return made(Mark::Chapter, format!("第{}{}", digits(&found[1]), &found[2]), found[0].len());
    }
    if SUPPLEMENT.is_match(line) && line.chars().count() < 40 && !line.ends_with('。') {
        return made(Mark::Supplement, "附則".to_owned(), line.len());
    }
    if let Some(found) = ANNEX.captures(line)
        && line.chars().count() < 48
        && !line.ends_with('。')
    {
        let name: String = found[1].chars().filter(|c| !c.is_whitespace()).collect();
        return made(Mark::Annex, name, line.len());
    }
    if let Some(found) = BARE.captures(line) {
        return made(Mark::Bare, format!("第{}", digits(&found[1])), found[0].len());
    }
    if let Some(found) = BARE_TIGHT.captures(line) {
        return made(Mark::Bare, format!("第{}", &found[1]), found[0].len() - 1);
    }
    if let Some(found) = DOTTED.captures(line) {
        let depth = found[1].matches(['.', '-']).count() as u8;
        let length = found[0].len() - usize::from(found[0].ends_with('('));
        return made(Mark::Dotted(depth), found[1].to_owned(), length);
    }
    if let Some(found) = NOTE.captures(line) {
        return made(Mark::Note, found[1].trim().to_owned(), found[0].len());
    }
    if let Some(found) = QUESTION.captures(line) {
        return made(Mark::Question, format!("問{}", &found[1]), found[0].len());
    }
    if let Some(found) = NAMED.captures(line) {
        return made(Mark::Number, found[1].to_owned(), found[0].len());
    }
    if let Some(found) = CODE.captures(line) {
        let code = found.get(1).or(found.get(2)).or(found.get(3)).map_or("", |m| m.as_str());

        return made(if line.starts_with('§') { Mark::Number } else { Mark::Paren }, code.to_owned(), found[0].len());
    }
    if let Some(found) = ROMAN.captures(line) {
        return made(Mark::Number, found[1].to_owned(), found[0].len());
    }
    if let Some(found) = NUMBER.captures(line) {
        return made(Mark::Number, found[1].trim_start_matches('0').to_owned(), found[0].len());
    }
    if let Some(found) = NUMBER_TITLED.captures(line) {
        return made(Mark::Number, found[1].to_owned(), found[1].len());
    }
    if let Some(found) = NUMBER_TIGHT.captures(line) {
        return made(Mark::Number, found[1].to_owned(), found[1].len());
    }
    if let Some(found) = PAREN.captures(line) {
        return made(Mark::Paren, digits(&found[1]), found[0].len());
    }
    if let Some(found) = PAREN_KANA.captures(line) {
        return made(Mark::ParenKana, found[1].to_owned(), found[0].len());
    }
    if let Some(found) = PAREN_LATIN.captures(line) {
        let letter = found.get(1).or(found.get(2)).map_or("", |m| m.as_str());
        return made(Mark::Latin, letter.to_owned(), found[0].len());
    }
    if let Some(found) = CIRCLE.captures(line) {
        let c = found[1].chars().next().unwrap_or('①') as u32;
        let number = [(0x2460, 20), (0x2780, 10), (0x2776, 10)]
            .iter()
            .find(|&&(first, count)| (first..first + count).contains(&c))
            .map_or(0, |&(first, _)| c - first + 1);
        return made(Mark::Circle, number.to_string(), found[0].len());
    }
    if let Some(found) = KANJI.captures(line) {
        return made(Mark::Kanji, digits(&found[1]), found[0].len());
    }
    if let Some(found) = KANA.captures(line) {
        return made(Mark::Kana, found[1].to_owned(), found[0].len());
    }
    // ◎ 責任をもって行う。: what a mark of a table means, no item of a list
    pattern!(
        MARK_MEANS,
        r"^[◎○●×△▲\-][\s\u{3000}:]+(?:(?:主として|主に|責任をもって|主体となって|中心となって|単独で|共同で|原則として)?(?:行う|行わない|実施する|実施しない|担当する|担当しない|担う|支援する|協力する)|対象外|主担当|副担当)(?:者)?(?:を支援する)?(?:\([^()]*\))?(?:もの)?。?$"
    );
    if MARK_MEANS.is_match(line) {
        return None;
    }
    if let Some(found) = BULLET.captures(line) {
        return made(Mark::Bullet, "・".to_owned(), found[0].len());
    }
    None
}
