//! Doers that are not the doer of the sentence: those of a clause before a noun and of a condition. In: a sentence and the place
//! after a doer. Out: whether it is one.

use std::ops::Range;

use crate::text::pattern;

fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{3096}').contains(&c)
}

/// After 乙が: a verb before a noun comes before any other predicate.
pub(super) fn opens_noun_clause(text: &str, from: usize, end: usize) -> bool {
    pattern!(
        BEFORE_NOUN,
        r"(?:した|する|された|される|している|しない|行う|行った|行わ[^、。]{0,3}|[きぎしちにびみりいっ]た|[\p{Han}]た|んだ|ている|でいる|めた|けた|れた|べた|せた|えた|める|ける|れる|べる|せる|える|[\p{Han}][うくぐすつぬぶむる]|[\p{Han}]した|[\p{Han}]でき(?:る|た))(?:[\p{Han}\p{Katakana}A-Z「]|もの|こと)"
    );
    let stretch = &text[from..end];
    if ["ことを妨げ", "ことは妨げ", "ことは、妨げ", "ことも妨げ"].iter().any(|free| stretch.contains(free))
    {
        return false;
    }
    // 利用者が閲覧し、登録し、又は削除した操作を: joined inside of the clause before the noun
    let near = match joined(&text[from..]) {
        Some(end) => &text[from..from + end],
        None => stretch.split('、').next().unwrap_or(stretch),
    };
    // 甲が適用するものを選び: who chooses stands before what is chosen
    pattern!(
        CHOOSES,
        needs[["選", "決", "定"]],
        r"(?:する|[うくぐすつむぶる])(?:もの|[\p{Han}\p{Katakana}]{2,12})を(?:選|選定|選択|決め|定め|決定)[^、。を]{0,8}$"
    );
    if CHOOSES.is_match(near.trim_end_matches('。')) {
        return false;
    }
    for found in BEFORE_NOUN.find_iter(near) {
        let words = found.as_str();
        // 定める場所, 関する: the noun clause may have its own silent doer, but 乙が stands right before it
        if ["定める", "関する", "関係する", "対する", "係る", "基づく", "よる", "要する", "掲げる"].iter().any(|word| {
            words.starts_with(word) || near[..found.end()].trim_end_matches(|c: char| !is_kana(c)).ends_with(word)
        }) {
            continue;
        }
        // 提供者が病院の指定した日に適用する: who specified stands before, with の
        let before = near[..found.start()].trim_end_matches(|c: char| !is_kana(c));
        if before.strip_suffix('の').is_some_and(|owner| !owner.is_empty() && before.len() < found.start()) {
            continue;
        }
        // 設置場所を管理する医療機関が行うものです: the noun is only an ending
        let is_ending = ["です", "であ", "でござ"].iter().any(|is| near[found.end()..].starts_with(is));
        if is_ending && words.ends_with("もの") {
            continue;
        }
        // することができる, したもの
        let after = &near[found.start()..];
        if after.contains("することができ")
            || after.starts_with("するものと")
            || after.starts_with("したものと")
            || after.starts_with("ることと")
            || after.starts_with("するこ") && !after.contains("ことを")
        {
            continue;
        }
        let tail = &near[found.end() - words.chars().next_back().map_or(0, char::len_utf8)..];
        if ["とき", "場合", "際", "後", "前", "都度", "時", "たび", "上", "旨", "限り", "次第", "以上"]
            .iter()
            .any(|word| tail.starts_with(word))
        {
            return true;
        }
        if words.ends_with("もの") && (tail.starts_with("のと") || after.contains("ものと")) {
            continue;
        }
        if words.ends_with("こと")
            && (after.contains("ことと")
                || after.contains("こと。")
                || after.contains("ことが")
                || ["ことはし", "ことはいた"].iter().any(|refused| after.contains(refused))
                || after.ends_with("こと"))
        {
            continue;
        }
        return true;
    }
    false
}

/// After 再委託先が: what others are made to do (規程を守るよう監督する) is not what the sentence's own doer does.
pub(super) fn is_made_to(rest: &str) -> bool {
    pattern!(
        MADE_TO,
        needs[["よう"]],
        r"^[^、。は]{0,24}[うくぐすつぬぶむる]よう(?:に)?、?[^、。はが]{0,16}?(?:監督|指導|求め|指示|徹底|依頼|要請|監視|促[しす]|働き掛け|働きかけ|教育|周知|確認|管理|手配)"
    );
    // 職員が記録を参照できるようにする: what somebody else makes possible
    pattern!(
        ABLE_TO,
        needs[["よう"]],
        r"^[^、。は]{0,30}(?:でき|[えけせてねべめれ])るよう(?:に)?、?(?:す|し|保|維持|整|環境)"
    );
    MADE_TO.is_match(rest) || ABLE_TO.is_match(rest)
}

/// After 利用者が: what others are kept from (書き換えられないよう保護する) is not what they do.
pub(super) fn is_kept_from(rest: &str) -> bool {
    pattern!(
        KEPT_FROM,
        needs[["ないよう"]],
        r"^[^、。は]{0,24}(?:[えけせてねべめれ]られ|でき|[えけせてねべめ])ないよう(?:に)?、?[^。]*(?:保護|設定|措置|構成|制限|暗号化|管理|保つ|保ち|保管)"
    );
    KEPT_FROM.is_match(rest)
}

/// Where a chain of verbs ends whose last is joined by 又は: 閲覧し、登録し、又は削除した操作を.
fn joined(stretch: &str) -> Option<usize> {
    const LONGEST: usize = 4;
    let mut end = 0;
    for (number, chunk) in stretch.split('、').take(LONGEST).enumerate() {
        let begin = end;
        end = begin + chunk.len();
        let is_joined = number > 0 && ["又は", "若しくは", "あるいは"].iter().any(|or| chunk.starts_with(or));
        if is_joined {
            return Some(end);
        }
        if !chunk.ends_with(|c: char| "しきぎちにびみりいえけせてねべめれ".contains(c)) {
            return None;
        }
        end += '、'.len_utf8();
    }
    None
}

/// The place stands in a condition: its chunk ends in one, or goes on to a chunk that does and names no other doer.
pub(super) fn is_in_condition(text: &str, place: usize, chunks: &[Range<usize>]) -> bool {
    pattern!(
        CONDITION_END,
        r"(?:とき|場合|際|後|次第|たび|都度|まで|前|ば|たら|限り)(?:は|に|には|において|においては|に限り)?$"
    );
    let Some(at) = chunks.iter().position(|chunk| chunk.start <= place && place <= chunk.end) else { return false };
    pattern!(
        INSIDE,
        r"(?:とき|場合|際)(?:は|には|において)|てから|た後(?:に|で|、)|(?:する|行う|した)までに|するまで[^に]"
    );
    if INSIDE.is_match(&text[place..chunks[at].end]) {
        return true;
    }
    let last = chunks.len() - 1;
    for (index, chunk) in chunks.iter().enumerate().skip(at) {
        let words = text[chunk.clone()].trim();
        if index > at && (words.contains("は") && !words.ends_with('は') || words.contains('が')) {
            return false;
        }
        if index < last && CONDITION_END.is_match(words) {
            return true;
        }
        if index == last || !words.ends_with(|c: char| "しりきちいみびぎえけせてねべめれげをに".contains(c))
        {
            return false;
        }
    }
    false
}
