//! Turns of phrase that say what a plainer sentence says. In: a respelt sentence. Out: the plainer ones.

use super::inside::opens_noun_clause;
use super::party::Parties;
use super::phrase::phrase_before;
use super::statement::{LINKS, PROVISO};
use crate::model::{Kind, Party};
use crate::text::pattern;

/// The sentences that a turn of phrase stands for, or none where the words are plain already.
pub(super) fn plainly(text: &str, parties: &Parties) -> Option<Vec<String>> {
    cleft(text, parties)
        .or_else(|| former_and_latter(text))
        .or_else(|| bound_until(text))
        .or_else(|| agreed(text))
        .or_else(|| as_far_as(text, parties))
        .or_else(|| beside_advice(text, parties))
        .or_else(|| for_a_time(text, parties))
        .or_else(|| not_allowed(text, parties))
        .or_else(|| takes_part(text, parties))
        .or_else(|| only_so(text, parties))
        .or_else(|| bound_to(text))
        .or_else(|| by_annex(text, parties))
        .or_else(|| whom_one_lets(text, parties))
        .or_else(|| bound_but(text, parties))
        .or_else(|| paid_by_another(text, parties))
}

/// 乙は、札を保管する義務を負うが、これを数える義務は負わない: each for itself.
fn bound_but(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        BUT,
        needs[["義務を負うが", "義務を負いますが"]],
        r"^([^、。は]{1,16})は、?([^。]{4,}[るうくすつむぶぐ])義務を負(?:う|います)が、([^。]{4,}義務(?:を|は)負(?:わない|いません)[^。]*。?)$"
    );
    let found = BUT.captures(text)?;
    parties.resolve(&found[1])?;
    Some(vec![format!("{}は、{}ものとする。", &found[1], &found[2]), format!("{}は、{}", &found[1], &found[3])])
}

/// 対策は、受注者がその費用を負担し、発注者が行う: who pays does not do it.
fn paid_by_another(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        PAYS,
        needs[["費用を負担し"]],
        r"^([^。は]{2,60}は、)([^、。はが]{1,16})が、?(?:その|これに要する|必要な)?費用を負担し、([^、。はが]{1,16})(が(?:これを|自ら)?(?:行う|行います|実施する|実施します)(?:もの|こと)?(?:と(?:する|します))?。?)$"
    );
    let found = PAYS.captures(text)?;
    let (payer, doer) = (parties.resolve(&found[2])?.0, parties.resolve(&found[3])?.0);
    (payer != doer).then(|| vec![format!("{}{}{}", &found[1], &found[3], &found[4])])
}

/// 立入りは、手続により乙が許可した者に限る: 乙は、立入りを許可した者に限定する.
fn whom_one_lets(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        LETS,
        needs[["に限"], ["許可", "承認", "登録", "指定", "認め"]],
        r"^([^。は、]{2,40})は、(?:[^。は]{0,30}(?:により|に従い|に基づき)、?)?([^、。はが]{1,16})が(?:あらかじめ|事前に)?((?:許可|承認|登録|指定)した|認めた)(者|端末|機器|職員)に限(?:る|ります)(?:ものとする)?。?$"
    );
    let found = LETS.captures(text)?;
    parties.resolve(&found[2])?;
    Some(vec![format!("{}は、{}を{}{}に限定する。", &found[2], &found[1], &found[3], &found[4])])
}

/// 更新は、別に定める手順により乙が行う: the doer stands apart from how it is done.
fn by_annex(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        BY,
        needs[["により", "に従", "に基づ"], ["別"]],
        r"^([^。は]{2,60}は、別[^、。はが]{1,24}(?:により|に従い|に基づき|に従って))([^、。はが]{1,16})(が[^。]{2,}。?)$"
    );
    let found = BY.captures(text)?;
    let (party, _) = parties.resolve(&found[2])?;
    (party != Party::Both).then(|| vec![format!("{}、{}{}", &found[1], &found[2], &found[3])])
}

/// 写しを取る義務を負う: 写しを取るものとする.
fn bound_to(text: &str) -> Option<Vec<String>> {
    pattern!(
        BOUND,
        needs[["義務を負", "責務を負", "義務を有"]],
        r"^([^。]{6,}(?:[^す]る|[うくすつむぶぐ]))(?:義務|責務)を(?:負う|負います|有する|有します)(?:もの(?:と(?:する|します))?)?。?$"
    );
    let found = BOUND.captures(text)?;
    Some(vec![format!("{}ものとする。", &found[1])])
}

/// 業者が札を持ち出すことは、これを認めない: 業者は、札を持ち出すことができない.
fn not_allowed(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        FORBIDDEN,
        needs[["ことは"], ["認め", "許"]],
        r"^([^。]{0,40}、)?([^、。は]{1,16})が、?([^。は]{4,60}?)ことは、?(?:一切|これを)?、?(?:認めない|認めません|許さない|許しません|許可しない)(?:もの)?(?:と(?:する|します))?。?$"
    );
    let found = FORBIDDEN.captures(text)?;
    parties.resolve(&found[2])?;
    if ["ない", "ずに", "なしに"].iter().any(|denied| found[3].contains(denied)) {
        return None;
    }
    let before = found.get(1).map_or("", |before| before.as_str());
    Some(vec![format!("{before}{}は、{}ことができない。", &found[2], &found[3])])
}

/// 対策本部の者は、半年に1回、演習に参加する: in a house's rules those who take part hold it.
fn takes_part(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        TAKES_PART,
        needs[["参加"]],
        r"^([^、。は]{1,24})は、([^。が]*(?:訓練|演習))に、?(?:必ず)?参加((?:する|し|させ)[^、。]*。?)$"
    );
    let found = TAKES_PART.captures(text).filter(|_| parties.kind == Kind::Rule)?;
    const OF_OTHERS: [&str; 7] = ["主催", "開催", "実施する", "行う", "による", "外部", "希望"];
    if OF_OTHERS.iter().any(|other| found[2].contains(other)) || found[3].contains("でき") {
        return None;
    }
    let (party, _) = parties.resolve(&found[1])?;
    (party == Party::Hospital).then(|| vec![format!("{}は、{}を実施{}", &found[1], &found[2], &found[3])])
}

/// 通信は、暗号化されたものに限る: 通信は、暗号化する.
fn only_so(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        ONLY,
        needs[["ものに限"]],
        r"^([^。は]{2,40}は、)([^。]{0,30}?\p{Han}{2,6})(?:された|した|を施した|を行った|済みの)ものに限(?:る|ります|るものとする)。?$"
    );
    // サポートの対象は、更新したものに限る: what is served, and not that it is done
    const SERVED: [&str; 10] = ["対象", "範囲", "サポート", "保守", "保証", "修理", "対応", "返却", "復元", "監視"];
    let found = ONLY.captures(text).filter(|_| !matches!(parties.kind, Kind::Terms | Kind::Sla))?;
    let topic = &found[1];
    let is_used = ["通信", "接続", "端末", "媒体", "機器", "メール", "回線"].iter().any(|used| topic.contains(used));
    if !is_used || SERVED.iter().any(|served| topic.contains(served)) {
        return None;
    }
    Some(vec![format!("{}{}する。", &found[1], &found[2])])
}

/// 更新は、年度末までは甲が行い、その後の担い手は、協議して定める: the one until then, and what comes after.
fn for_a_time(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        UNTIL,
        needs[["その後", "以後", "以降"]],
        r"^([^。は]{2,60})は、([^。]{2,30}?まで(?:の間)?は、?)([^、。は]{1,16})が(?:これを)?(行い|実施し|担い|担当し)、((?:その後|それ以後|以後|以降|それ以降)の[^。]{2,40}(?:協議|相談|話し?合|別に|別途)[^。]*。?)$"
    );
    let found = UNTIL.captures(text)?;
    parties.resolve(&found[3])?;
    let act = match &found[4] {
        "行い" => "行う",
        "実施し" => "実施する",
        "担い" => "担う",
        _ => "担当する",
    };
    let later = format!("{}の{}", &found[1], found[5].trim_start_matches("それ"));
    Some(vec![format!("{}は、{}{}が{act}。", &found[1], &found[2], &found[3]), later])
}

/// 乙の業務は、脆弱性を調べて知らせるところまでとする: 乙は、脆弱性を調べて知らせる. What is not in it stays a sentence of its own.
fn as_far_as(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        WORK,
        needs[["まで"]],
        r"^([^。、は]{1,16})の(?:業務|作業|役務|保守|対応|仕事|役割|責務)は、?([^。]{4,90}?(?:る|う|す|く|つ|ぶ|む))(?:ところ|こと)?までと(?:する|します|し、(.{4,}?)(?:は|について)、?(?:これ|この業務|同業務)(?:に|から)(?:は)?含(?:まない|めない|みません|まれない)(?:もの)?(?:とする)?)。?$"
    );
    let found = WORK.captures(text)?;
    parties.resolve(&found[1])?;
    // 乙の責務は、甲が確認するまでとする: until then
    if found[2].contains('が') {
        return None;
    }
    let done = format!("{}は、{}。", &found[1], &found[2]);
    let left = found.get(3).map(|left| format!("{}は、{}の業務に含まない。", left.as_str(), &found[1]));
    Some([done].into_iter().chain(left).collect())
}

/// 計画の策定は、甲が行うものであり、乙は助言を行うにとどまる: what is only advised is nobody's work but the other's.
fn beside_advice(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        ADVISES,
        needs[["助言", "案内", "教示", "紹介"], ["にとど", "に留", "だけ", "のみ", "に限"]],
        r"^(.{8,}?(?:行い|行う(?:もの|こと)(?:とし|であり|で)|担い|担う(?:もの|こと)(?:とし|であり|で)|し|する(?:もの|こと)(?:とし|であり|で)|あり))、([^。、は]{1,16})は、?[^。、]{0,16}(?:助言|案内|教示|紹介)(?:を|の)?[^。、]{0,6}(?:にとどま|に留ま|にとどめ|だけで|のみと|のみで|に限)[^。、]{0,10}。?$"
    );
    const ENDS: [(&str, &str); 6] = [
        ("行い", "行う"),
        ("担い", "担う"),
        ("ものとし", "ものとする"),
        ("こととし", "こととする"),
        ("であり", "である"),
        ("し", "する"),
    ];
    let found = ADVISES.captures(text)?;
    parties.resolve(&found[2])?;
    let before = found[1].strip_suffix("行うものであり").map(|before| format!("{before}行う"));
    let (stem, end) = ENDS.iter().find_map(|(end, whole)| Some((found[1].strip_suffix(end)?, *whole)))?;
    Some(vec![format!("{}。", before.unwrap_or_else(|| format!("{stem}{end}")))])
}

/// 乙(別館の分については甲)は、鍵を預かる: each for its part.
pub(super) fn in_another_part(text: &str, parties: &Parties) -> Option<Vec<String>> {
    pattern!(
        OTHER_PART,
        needs[["("], [")は", ")が"]],
        r"^(.{0,40}?)([^。、()は]{1,16})\(([^()。]{2,30}?(?:については|に関しては|にあっては|の分は|では))、?([^()。、は]{1,16})\)(は|が)、?(.{4,})$"
    );
    let found = OTHER_PART.captures(text)?;
    let (one, two) = (parties.resolve(&found[2])?.0, parties.resolve(&found[4])?.0);
    (one != two).then(|| {
        vec![
            format!("{}{}{}、{}", &found[1], &found[2], &found[5], &found[6]),
            format!("{}{}、{}{}、{}", &found[1], &found[3], &found[4], &found[5], &found[6]),
        ]
    })
}

/// 写しを毎晩取るのは、乙である: 乙は、写しを毎晩取る. What follows it stays a sentence of its own.
fn cleft(text: &str, parties: &Parties) -> Option<Vec<String>> {
    const IS: [&str; 7] = ["でございます", "であって", "であり", "である", "とします", "とする", "です"];
    const ENDS: [char; 9] = ['う', 'く', 'ぐ', 'す', 'つ', 'ぬ', 'ぶ', 'む', 'る'];
    let at = text.find("のは")?;
    let act = &text[..at];
    let rest = text[at + "のは".len()..].trim_start_matches('、');
    if !act.ends_with(ENDS) || act.contains('。') {
        return None;
    }
    let (end, is) = IS.iter().filter_map(|is| rest.find(is).map(|end| (end, is))).min_by_key(|(end, _)| *end)?;
    let who = &rest[..end];
    let after = &rest[end + is.len()..];
    if phrase_before(who, who.len()) != who || parties.resolve(who).is_none() || after.starts_with(['と', 'の', 'か'])
    {
        return None;
    }
    // 乙が報告するのは、甲の情報室長である: whom, not who
    let acts = |marker: &str| {
        act.match_indices(marker).any(|(place, _)| {
            // 供給者が公開した札を並べるのは、…: who acts before a noun is another
            // what is chosen or asked for is not done
            let is_asked = ["よう", "決め", "選"].iter().any(|asked| act.contains(asked));
            let is_inside = marker == "が" && !is_asked && opens_noun_clause(act, place + marker.len(), act.len());
            parties.resolve(phrase_before(act, place)).is_some() && !is_inside
        })
    };
    if acts("は") || acts("が") {
        return None;
    }
    let link = PROVISO.find(act).or_else(|| LINKS.find(act)).map_or(0, |found| found.end());
    let plain = format!("{}{who}は、{}。", &act[..link], &act[link..]);
    let more = after.trim_start_matches(['、', '。']);
    let goes_on = after.starts_with('、') && more.chars().count() > 4;
    Some([plain].into_iter().chain(goes_on.then(|| more.to_owned())).collect())
}

/// 写しの取得及び記録の点検のうち、前者は甲が、後者は乙が行う: each by its own name.
fn former_and_latter(text: &str) -> Option<Vec<String>> {
    pattern!(
        OF_TWO,
        needs[["前者"], ["後者"]],
        r"^([^。]{2,80}?)(?:及び|並びに)([^。、及並]{2,80})のうち、?([^。]*前者[^。]*後者[^。]*。?)$"
    );
    let found = OF_TWO.captures(text)?;
    let plain = found[3].replacen("前者", &found[1], 1).replacen("後者", &found[2], 1);
    Some(vec![plain])
}

/// データを返し終えるまで、その任を解かれない: bound to it.
fn bound_until(text: &str) -> Option<Vec<String>> {
    pattern!(
        UNTIL,
        needs[["まで"], ["解かれ", "免れ", "解放され", "免じられ"]],
        r"(する|える|わる)まで(?:は)?、?(?:その|この契約上の|契約上の)?(?:任務?|義務|責任|責め|責務|務め)(?:を|から)、?(?:解かれ|免れ|解放され|免じられ)(?:ない|ません|ることは(?:ない|ありません|できない|できません))(?:もの(?:と(?:する|します)))?。?$"
    );
    let found = UNTIL.captures(text)?;
    let act = &text[..found.get(1)?.start()];
    let (act, stem) = match &found[1] {
        "える" => act.strip_suffix('終').filter(|act| !act.ends_with('を')).map_or((act, "え"), negated_stem),
        "する" => (act, "し"),
        _ => (act, "わら"),
    };
    Some(vec![format!("{act}{stem}なければならない。")])
}

/// 返し before 終える: 返 and さ, to stand before ない.
fn negated_stem(act: &str) -> (&str, &'static str) {
    const STEMS: [(char, &str); 7] =
        [('り', "ら"), ('き', "か"), ('い', "わ"), ('み', "ま"), ('ち', "た"), ('び', "ば"), ('ぎ', "が")];
    const IN_SU: [char; 8] = ['渡', '返', '移', '消', '戻', '出', '外', '直'];
    if let Some(verb) = act.strip_suffix('し') {
        return (verb, if verb.ends_with(IN_SU) { "さ" } else { "し" });
    }
    STEMS.iter().find_map(|(end, stem)| act.strip_suffix(*end).map(|verb| (verb, *stem))).unwrap_or((act, ""))
}

/// 乙が行うことで合意した: what the parties settled.
fn agreed(text: &str) -> Option<Vec<String>> {
    pattern!(
        AGREED,
        needs[["ことで", "ことに"], ["合意", "一致", "決着", "まとま", "了解", "折合", "妥結", "決ま"]],
        r"こと(?:で|に)、?(?:(?:甲乙|双方|両者|当事者)(?:が|は|の間で)?、?)?(?:合意(?:した|しました|に(?:至った|達した)|を見た)|(?:意見が)?一致(?:した|しました|を見た)|決着(?:した|しました)|(?:話が)?まとまった|了解(?:した|しました)|折合った|妥結した|決まった)。?$"
    );
    const PUT_OFF: [&str; 10] = [
        "見送る",
        "持ち越す",
        "持越す",
        "先送りする",
        "延期する",
        "保留する",
        "棚上げする",
        "取下げる",
        "取りやめる",
        "白紙に戻す",
    ];
    let found = AGREED.find(text)?;
    if PUT_OFF.iter().any(|off| text[..found.start()].ends_with(off)) {
        return Some(Vec::new());
    }
    Some(vec![format!("{}こととした。", &text[..found.start()])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_of_phrase_is_put_plainly() {
        let parties = Parties::new(Kind::Contract);
        for (text, plain) in [
            ("写しを毎晩取るのは、乙である。", Some(vec!["乙は、写しを毎晩取る。"])),
            (
                "ただし、鍵を預かるのは甲の係長であり、乙は写しを持つ。",
                Some(vec!["ただし、甲の係長は、鍵を預かる。", "乙は写しを持つ。"]),
            ),
            ("乙が一報を入れるのは、甲の係長である。", None),
            ("写しを取るのは、毎週月曜日とする。", None),
            (
                "棚の掃除及び床の水拭きのうち、前者は甲が、後者は乙が行う。",
                Some(vec!["棚の掃除は甲が、床の水拭きは乙が行う。"]),
            ),
            (
                "乙は、預かった鍵を返し終えるまで、その任を解かれない。",
                Some(vec!["乙は、預かった鍵を返さなければならない。"]),
            ),
            ("乙は、預かった札を燃やし切るまで、鍵を離さない。", None),
            ("乙は、札の回収を終えるまで、その責任を免れない。", Some(vec!["乙は、札の回収を終えなければならない。"])),
            ("乙は、資料を返却するまで、秘密を守る義務を免れない。", None),
            ("棚の掃除は、乙が毎月行うことで合意した。", Some(vec!["棚の掃除は、乙が毎月行うこととした。"])),
            ("棚の掃除は、次回に持ち越すことで一致した。", Some(vec![])),
            ("棚の掃除は、乙が毎月行う。", None),
        ] {
            let plain = plain.map(|parts| parts.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(plainly(text, &parties), plain, "{text}");
        }
    }
}
