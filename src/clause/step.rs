//! Where a sentence goes on with another act. In: the stretch before a comma. Out: whether it ends in a verb that goes on.

use std::ops::Range;

/// Ends that look like a verb that goes on and only say how, when or on what ground the next act is done.
const NO_VERB: &[&str] = &[
    "として",
    "に対して",
    "について",
    "に関して",
    "によって",
    "に応じて",
    "にわたって",
    "おいて",
    "もって",
    "に際して",
    "通じて",
    "に限り",
    "に基づき",
    "に従い",
    "を除き",
    "により",
    "に当たり",
    "を得て",
    "を経て",
    "全て",
    "あらかじめ",
    "に代わって",
    "合わせて",
    "併せて",
    "のち",
    "に先立ち",
    "問わず",
    "にかかわらず",
    "に応じ",
    "たび",
    "場合において",
    "初めて",
    "必ず",
    "に伴い",
    "待たず",
    "に対し",
    "を含め",
    "も含め",
    "を踏まえ",
    "を踏まえて",
    "を考慮し",
    "を考慮して",
    "を勘案し",
    "を勘案して",
    "に照らし",
    "に照らして",
    "限り",
    "ため",
    "はじめ",
    "もとより",
    "に向け",
    "につき",
    "都度",
    "毎に",
    "ごとに",
    "に合わせ",
    "に際し",
    "を問わず",
    "とおり",
    "であり",
    "を超えて",
    "を越えて",
    "ように",
    "依頼を受けて",
    "求めを受けて",
    "指示を受けて",
    "指図を受けて",
    "要請を受けて",
    "注文を受けて",
    "発注を受けて",
];

/// The words end a step that another follows without a comma.
pub(super) fn is_step(words: &str, rest: &str) -> bool {
    (words.ends_with("たうえで") || words.ends_with("た上で"))
        && words.contains('を')
        && rest.chars().next().is_some_and(|next| !is_kana(next) && next != '、')
        && !rest.starts_with(|c: char| "承諾許可同意承認".contains(c))
        // 料金を申し受けたうえで実施する: on what terms, no step of its own
        && !["料金", "費用", "対価", "手数料", "見積", "代金"].iter().any(|paid| words.contains(paid))
}

/// The chunk ends in a verb that goes on: …し、 …て、.
pub(super) fn continues(words: &str, open: &[Range<usize>], text: &str) -> bool {
    let words = words.trim_end();
    if words.ends_with("うえで") || words.ends_with("上で") {
        return true;
    }
    if NO_VERB.iter().any(|end| words.ends_with(end)) || words.ends_with("用いて") && !words.contains("を、") {
        return false;
    }
    // 防ぐ目的で, 院内で: a noun and no verb
    if words.ends_with('で') && !words.ends_with("んで") && !words.ends_with("いで") {
        return false;
    }
    let Some(last) = words.chars().next_back() else { return false };
    let has_particle = open.iter().any(|chunk| {
        ["を", "が", "に", "は", "から", "へ"].iter().any(|particle| text[chunk.clone()].contains(particle))
    });
    let verbal = "しりきちいみびぎえけせてねべめれげぜずで".contains(last);
    if !verbal {
        return words.ends_with("とともに")
            || words.ends_with("うえ")
            || words.ends_with("た後")
            || ["するが", "ますが", "行うが", "とするが", "あるが", "るが", "のほか"]
                .iter()
                .any(|end| words.ends_with(end))
            || words.ends_with("ものとし");
    }
    if words.ends_with("写し")
        || words.ends_with("備え") && !words.contains("に備え")
        || words.ends_with("なし")
        || words.ends_with("控え")
    {
        return words.contains('を');
    }
    // 見張り、切分け: bare nouns of a list
    let bare = !["を", "に", "が", "は", "から", "へ"].iter().any(|particle| words.contains(particle));
    if bare {
        let suru = words.ends_with('し')
            && words.chars().rev().nth(1).is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
            && words.chars().count() > 2;
        return has_particle && (suru || words.ends_with('て'));
    }
    has_particle
}

fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{3096}').contains(&c)
}
