//! What a paper says about itself and others: term, articles not yet in force, 準用, contents.

use super::label::digits;
use super::outline::Node;
use super::party::Parties;
use crate::model::{Claim, Date, Header};
use crate::text::numbers::{narrow, numeral};
use crate::text::{dates, fold, normal, pattern};

pattern!(
    DATE,
    r"(?:(令和|平成|昭和|R|H)\s*([0-9]{1,2}|元)\s*年?|([12][0-9]{3})\s*年?)[./年\-]?\s*([0-9]{1,2})\s*[月./\-]\s*([0-9]{1,2})\s*日?"
);
pattern!(
    IN_FORCE, needs [["日か"], ["第"]],
    r"((?:第[0-9一二三四五六七八九十百]+条?(?:の[0-9一二三四五六七八九十]+)?(?:第[0-9一二三四五六七八九十]+項)?(?:第[0-9一二三四五六七八九十]+号)?(?:及び|、|並びに|から)?)+)(?:まで)?(?:の規定|の定め)?(?:は|については)、?[^。]*?((?:令和|平成|[12][0-9]{3})[^。]{2,16}日)から(?:施行|適用|用い|実施|効力)"
);
// 第9条の規定は、令和10年3月31日までの間は、適用しない
pattern!(
    NOT_UNTIL, needs [["まで"], ["条"], ["適用し", "施行し"]],
    r"((?:第[0-9一二三四五六七八九十百]+条(?:の[0-9一二三四五六七八九十]+)?(?:第[0-9一二三四五六七八九十]+項)?(?:第[0-9一二三四五六七八九十]+号)?(?:及び|、|並びに|から)?)+)(?:まで)?(?:の規定|の定め)?(?:は|については)、?((?:令和|平成|[12][0-9]{3})[^。、]{2,16}日)まで(?:の間)?(?:は|に限り)?、?(?:適用|施行)し(?:ない|ません)"
);
pattern!(
    UNIT,
    r"第([0-9一二三四五六七八九十百]+)条(?:の([0-9一二三四五六七八九十]+))?(?:第([0-9一二三四五六七八九十]+)項)?(?:第([0-9一二三四五六七八九十]+)号)?"
);
pattern!(RENEWS, needs[["更新", "同様"]], r"更新され|自動(?:的に)?更新|同一の条件で[^。]*更新|同様とする");
pattern!(NOTICE, needs[["月前"]], r"([0-9一二三四五六七八九十]{1,2})\s*(?:か月|カ月|ヶ月|ケ月|箇月|月)前(?:まで|迄)");
pattern!(CONTENTS, needs[["条"]], r"第[0-9]+[章条][^。]*\(第[0-9]+条[^。]*(?:-|〜|・|から)[^。]*\)$");
pattern!(
    ELSEWHERE,
    r"(?:仕様書|設計書|計画書|基準書|要領|マニュアル|別紙|別表|別添|規約|契約書|手順書|規程)」?(?:第?[0-9A-Z一二三四五六七八九十]{1,3}号?)?[0-9.\-()第条項節章]*(?:「[^「」]{1,30}」)?(?:のとおり|による|参照|に定める|に示す|に記載|に掲げる)|別途(?:定め|協議)|協議"
);
pattern!(KANJI_FIGURE, r"[一二三四五六七八九十]+\s*(?:時間|分以内|秒以内|営業日|日以内|か月|箇月|パーセント)");
pattern!(FIGURE, r"[0-9]+(?:\.[0-9]+)?\s*(?:%|パーセント|時間|分|ミリ秒|秒|日|営業(?:日|時間)|か月|以内|以上|回)");
pattern!(
    APPLIES,
    needs[["準用"]],
    r"(?:前項|前条|第([0-9]+)条(?:第([0-9]+)項)?|第([0-9]+)項)の規定は、?(?:[^。、]{1,40}について、)?([^。]{1,30}?)(?:について|に(?:も)?)準用する"
);
/// A date in words, or none.
pub fn date(words: &str) -> Option<Date> {
    let words = fold(words).text;
    let Some(found) = DATE.captures(&words) else { return dates::spans(&words).first().map(|&(_, date)| date) };
    let year = match (found.get(1), found.get(2), found.get(3)) {
        (Some(era), Some(number), _) => {
            let number: i16 = if number.as_str() == "元" { 1 } else { number.as_str().parse().ok()? };
            number
                + match era.as_str() {
                    "令和" | "R" => 2018,
                    "平成" | "H" => 1988,
                    _ => 1925,
                }
        }
        (_, _, Some(year)) => year.as_str().parse().ok()?,
        _ => return None,
    };
    Date::new(year, found[4].parse().ok()?, found[5].parse().ok()?)
}

/// Articles that an 附則 puts into force after the day of the review.
pub fn suspended(nodes: &[Node], as_of: Option<Date>) -> Vec<(String, Date)> {
    pattern!(
        THIS_IN_FORCE,
        r"この(?:条|項|号)(?:の規定|の定め)?は、?[^。]*?((?:令和|平成|[12][0-9]{3})[^。]{2,16}日)から(?:施行|適用|用い|実施|効力)"
    );
    let mut found = Vec::new();
    let Some(as_of) = as_of else { return found };
    for node in nodes.iter().filter(|node| !node.unit.is_empty()) {
        if let Some(hit) = THIS_IN_FORCE.captures(&normal(&node.text))
            && let Some(from) = date(&hit[1])
            && from > as_of
        {
            found.push((node.unit.clone(), from));
        }
    }
    for node in
        nodes.iter().filter(|node| node.supplement || node.text.contains("施行") || node.text.contains("適用しない"))
    {
        let words = normal(&node.text);
        for hit in IN_FORCE.captures_iter(&words).chain(NOT_UNTIL.captures_iter(&words)) {
            let Some(from) = date(&hit[2]) else { continue };
            if from <= as_of {
                continue;
            }
            // 第4の規定は: numbers without 条
            pattern!(PLAIN_UNIT, needs[["第"]], r"第([0-9一二三四五六七八九十百]+)");
            let before = &words[..hit.get(1).map_or(0, |unit| unit.start())];
            let is_of_annex = before.ends_with(['表', '式', '紙', '号', '記', '添', '図']);
            if !hit[1].contains('条') && !is_of_annex {
                found.extend(PLAIN_UNIT.captures_iter(&hit[1]).map(|unit| (format!("第{}", digits(&unit[1])), from)));
            }
            for unit in UNIT.captures_iter(&hit[1]) {
                let mut name = format!("第{}条", digits(&unit[1]));
                if let Some(branch) = unit.get(2) {
                    name.push_str(&format!("の{}", digits(branch.as_str())));
                }
                if let Some(paragraph) = unit.get(3) {
                    name.push_str(&format!("第{}項", digits(paragraph.as_str())));
                }
                if let Some(item) = unit.get(4) {
                    name.push_str(&format!("第{}号", digits(item.as_str())));
                }
                found.push((name, from));
            }
        }
    }
    found
}

/// First and last day on which a memorandum holds, where it says so of itself: 本覚書は、令和8年10月1日から適用する.
pub fn term_of_paper(nodes: &[Node]) -> Option<(Option<Date>, Option<Date>)> {
    pattern!(
        OF_ITSELF,
        r"(?:本|この)(?:変更)?(?:覚書|合意書?|協定書?|確認書|変更契約書?|契約変更書|変更|改定)(?:の(?:規定|定め|効力|内容|有効期間|適用期間|期間))?は、"
    );
    pattern!(HOLDS, r"効力|適用|施行|発効|有効|実施|期間");
    let mut renews = false;
    let mut term = None;
    for node in nodes {
        let words = normal(&node.text);
        renews |= RENEWS.is_match(&words);
        for sentence in words.split_inclusive('。') {
            if term.is_some() || !OF_ITSELF.is_match(sentence) || !HOLDS.is_match(sentence) {
                continue;
            }
            let spans = dates::spans(sentence);
            let narrow = narrow(sentence);
            let after = |n: usize| spans.get(n).map(|(span, _)| narrow[span.end..].trim_start());
            let begins = |words: &str| {
                ["から", "より", "以降", "以後", "をもって", "付け", "付で"].iter().any(|word| words.starts_with(word))
            };
            let ends = |words: &str| ["まで", "迄", "限り", "を期限"].iter().any(|word| words.starts_with(word));
            term = match (after(0), after(1)) {
                (Some(first), second) if begins(first) => {
                    Some((Some(spans[0].1), second.filter(|words| ends(words)).map(|_| spans[1].1)))
                }
                (Some(first), _) if ends(first) => Some((None, Some(spans[0].1))),
                _ => None,
            };
        }
    }
    let (from, to) = term?;
    Some((from, to.filter(|_| !renews)))
}

/// Articles whose force ended before the day of the review, and the unit that says so: 第13条の規定は、令和6年3月31日限り、その効力を失う.
pub fn lapsed(nodes: &[Node], as_of: Option<Date>) -> Vec<(String, String)> {
    pattern!(
        ENDS,
        needs[["効力", "廃止", "適用"], ["条"], ["限り", "まで", "をもって", "に廃止"]],
        r"(第[0-9]+条(?:の[0-9]+)?(?:第[0-9]+項)?(?:第[0-9]+号)?)(?:の規定|の定め)?は、?((?:令和|平成|[12][0-9]{3})[^。、は]{2,16}日)(?:限り(?:で)?|をもって|まで(?:の間)?(?:に限り)?|に)、?(?:なお)?(?:その)?(?:効力を(?:失|有)|廃止|適用(?:する|します))"
    );
    let Some(as_of) = as_of else { return Vec::new() };
    let units = nodes.iter().filter(|node| !node.unit.is_empty());
    let ended = |node: &Node| -> Vec<(String, String)> {
        let words = normal(&node.text);
        let hits = ENDS.captures_iter(&words).filter(|hit| date(&hit[2]).is_some_and(|end| end < as_of));
        let others = hits.filter(|hit| !node.unit.starts_with(&hit[1]));
        others.map(|hit| (hit[1].to_owned(), node.unit.clone())).collect()
    };
    units.flat_map(ended).collect()
}

pattern!(
    DATE_ALONE,
    needs[["年"], ["月"], ["日"]],
    r"^(?:締結日|契約日|契約締結日|作成日|発行日|制定)?[:\s]*(?:令和|平成|[12][0-9]{3})[0-9元]*\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日$"
);

/// Title, day, term and renewal of a paper.
pub fn header(nodes: &[Node], _parties: &Parties) -> Header {
    let title = nodes
        .iter()
        .filter(|node| node.table.is_none())
        .map(|node| node.text.lines().next().unwrap_or_default().trim().to_owned())
        .find(|line| (line.chars().count() > 3 || is_short_title(line)) && !line.contains("収入印紙"));
    let mut header = Header { title, ..Header::default() };
    for node in nodes {
        let words = normal(&node.text);
        if DATE_ALONE.is_match(&words) {
            header.signed = date(&words);
        }
        let heads = |topic: &str| node.heading.as_deref().is_some_and(|heading| heading.contains(topic));
        let of_term = words.contains("期間") || heads("期間");
        if header.from.is_none()
            && of_term
            && let Some((from, to)) = term(&words)
        {
            (header.from, header.to) = (Some(from), Some(to));
        }
        if (of_term || heads("更新")) && RENEWS.is_match(&words) && (words.contains("前まで") || words.contains("前迄"))
        {
            header.renews = true;
            header.notice_months =
                NOTICE.captures(&words).and_then(|found| numeral(&found[1])).and_then(|n| u32::try_from(n).ok());
        }
    }
    header
}

fn is_short_title(line: &str) -> bool {
    let squeezed: String = line.chars().filter(|letter| !letter.is_whitespace()).collect();
    ["覚書", "覚え書", "契約書", "協定書", "合意書", "確認書", "仕様書", "規程", "規約", "約款", "SLA"]
        .contains(&squeezed.as_str())
}

/// The first two dates of a sentence, where it says «from … to …».
fn term(words: &str) -> Option<(Date, Date)> {
    let spans = dates::spans(words);
    let [(first, from), (second, to), ..] = &spans[..] else { return None };
    let narrow = narrow(words);
    let (between, after) = (&narrow[first.end..second.start], &narrow[second.end..]);
    let is_term = ["から", "より", "〜", "~", "-", "―"].iter().any(|word| between.trim_start().starts_with(word))
        && (["まで", "迄"].iter().any(|word| after.trim_start().starts_with(word)) || !between.contains(['か', 'よ']));
    (is_term && from <= to).then_some((*from, *to))
}

/// A line of a table of contents.
pub fn is_contents(words: &str) -> bool {
    pattern!(SPAN, r"^[0-9]+\.?\([^)]*\)(?:〜|-|から)[0-9]+");
    // はじめに/2 写しの取得/3 監視
    pattern!(
        LISTED,
        needs[["/"]],
        r"^[^/。、]{1,30}/[0-9]{1,2}[\s\u{3000}.]?[^/。0-9][^/。]{0,30}/[0-9]{1,2}[\s\u{3000}.]?[^/。0-9]"
    );
    CONTENTS.is_match(words) || SPAN.is_match(words) || LISTED.is_match(words)
}

/// A line of a revision history: 改訂 2023年9月1日(第2版) ….
pub fn is_revision(words: &str) -> bool {
    pattern!(
        REVISED,
        r"^(?:改訂|改正|改定|制定|作成|最終改定|最終改訂|施行|初版|第[0-9]+版)[\s:(]*(?:令和|平成|昭和|[12][0-9]{3}|R[0-9])"
    );
    REVISED.is_match(words) && !words.ends_with('。')
}

/// A lead-in with one item in the place of 次に掲げる書類: the sentence that the list stands for.
pub fn filled(lead: &str, item: &str) -> Option<String> {
    pattern!(
        PLACE,
        needs[["次に", "次の", "以下", "下記"]],
        r"次に掲げる[^、。をはにが]*|次の各号に掲げる[^、。をはにが]*|次の[^、。をはにが]*|以下の[^、。をはにが]*|下記の[^、。をはにが]*"
    );
    let place = PLACE.find(lead)?;
    Some(format!("{}{}{}", &lead[..place.start()], item.trim_end_matches('。'), &lead[place.end()..]))
}

/// An item that names an option after what it does: …複製を置く「遠隔地保管」.
pub fn named_item(words: &str) -> Option<&str> {
    pattern!(NAMED, needs[["「"]], r"^(.{6,}[うくぐすつぬぶむる])「[^」]{1,20}」$");
    NAMED.captures(words).and_then(|found| found.get(1)).map(|act| act.as_str())
}

/// A figure of service: what it measures, and whether it is only aimed at.
pub fn service_level(words: &str) -> Option<bool> {
    pattern!(
        METRIC,
        r"稼働率|応答時間|への回答|への応答|から[0-9]+(?:分|時間|営業日)以内に(?:一次)?(?:回答|応答|復旧|対応|着手|到着)|復旧時間|回答時間|表示時間|(?:まで(?:の)?|に要する|に係る|の)時間|まで(?:は)?[、:]?(?:平日|休日|営業日)?[0-9]+(?:分|時間|営業日)以内|到着時間|着手時間|可用性|アップタイム|RTO|RPO"
    );
    let measured = METRIC.is_match(words)
        && has_figure(words)
        && ["以内", "以上", "以下", "目標", "%", "パーセント"].iter().any(|word| words.contains(word));
    (measured
        && ![
            "減額",
            "返金",
            "控除",
            "違約金",
            "受付時間",
            "営業時間",
            "利用時間",
            "計算",
            "算出",
            "数えま",
            "含ま",
            "支払",
            "であった",
            "でした",
            "実績",
        ]
        .iter()
        .any(|word| words.contains(word)))
    .then(|| words.contains("目標") || words.contains("ベストエフォート"))
}

/// A cell that points to another paper.
pub fn points_elsewhere(words: &str) -> bool {
    ELSEWHERE.is_match(words)
}

/// A figure with a unit.
pub fn has_figure(words: &str) -> bool {
    FIGURE.is_match(&normal(words)) || KANJI_FIGURE.is_match(words)
}

/// 前項の規定は、乙の従事者について準用する: the claims of that unit once more, for the other party.
pub fn applied(words: &str, claims: &[Claim], parties: &Parties) -> Option<Vec<Claim>> {
    let found = APPLIES.captures(words)?;
    let target = found[4].to_owned();
    // 甲が乙の秘密を知った場合について準用する: then 甲 does what 乙 does there
    let holder = parties
        .resolve(&target)
        .or_else(|| target.split(['の', 'が']).next().and_then(|owner| parties.resolve(owner)))
        .map(|(party, _)| party)?;
    let of_article = |article: &str, paragraph: Option<&str>| {
        let paragraph = paragraph.map(|number| format!("第{number}項")).unwrap_or_default();
        format!("{article}{paragraph}")
    };
    let number = |group: usize| found.get(group).map(|number| number.as_str());
    let own = || claims.last().and_then(|claim| claim.quote.place.unit.as_deref()).map(super::article_of);
    let source = match (number(1), number(3)) {
        (Some(article), _) => Some(of_article(&format!("第{article}条"), number(2))),
        (None, Some(paragraph)) => Some(of_article(&own()?, Some(paragraph))),
        (None, None) => None,
    };
    let source: Vec<&Claim> = match source {
        Some(unit) => {
            claims
                .iter()
                .filter(|claim| {
                    claim.quote.place.unit.as_deref().is_some_and(|known| {
                        // the first paragraph bears no number
                        known == unit
                            || known.starts_with(&format!("{unit}第"))
                            || unit.strip_suffix("第1項").is_some_and(|article| known == article)
                    })
                })
                .collect()
        }
        None => {
            let last = claims.last()?.quote.place.clone();
            claims.iter().filter(|claim| claim.quote.place == last).collect()
        }
    };
    let copies: Vec<Claim> = source
        .into_iter()
        .filter(|claim| claim.holder != holder)
        .map(|claim| {
            let mut copy = claim.clone();
            copy.holder = holder;
            copy.why.step = "準用".to_owned();
            copy
        })
        .collect();
    (!copies.is_empty()).then_some(copies)
}

pattern!(
    BACK,
    needs[["前", "第"]],
    r"(前項|前条|第([0-9]+)項|第([0-9]+)条(?:の([0-9]+))?)(?:第([0-9]+)項)?(?:第([0-9]+)号)?"
);
pattern!(
    REFUSE,
    needs[["拒"]],
    r"拒んではな|拒むことができな|拒むことはできな|拒否してはな|拒絶してはな|拒まない|拒みませ"
);
pattern!(ASKED, needs[["問", "備考", "Q"]], r"(?:問|Q)\s*([0-9]{1,3})|^備考[\s\u{3000}:]*([0-9]{1,2})番?(?:に|の|は)");

/// The unit that a sentence of `unit` points back to: 第2項第5号 of 前項第5号 in 第3項.
pub fn target(words: &str, unit: &str) -> Option<String> {
    let found = BACK.captures(words)?;
    let own = UNIT.captures(unit);
    let article = match unit.find('条') {
        Some(at) => {
            let end = at + '条'.len_utf8();
            let branch: usize =
                unit[end..].chars().take_while(|c| *c == 'の' || c.is_ascii_digit()).map(char::len_utf8).sum();
            &unit[..end + branch]
        }
        None => "",
    };
    let paragraph: u32 =
        own.as_ref().and_then(|own| own.get(3)).and_then(|number| number.as_str().parse().ok()).unwrap_or(1);
    let mut name = match &found[1] {
        "前項" if paragraph > 1 && !article.is_empty() => format!("{article}第{}項", paragraph - 1),
        "前条" => {
            let number: u32 = own.as_ref().and_then(|own| own[1].parse().ok())?;
            format!("第{}条", number.checked_sub(1)?)
        }
        same if same.ends_with('項') && same != "前項" && !article.is_empty() => {
            format!("{article}第{}項", &found[2])
        }
        other if other.starts_with('第') && other.contains('条') => other.to_owned(),
        _ => return None,
    };
    if let Some(paragraph) = found.get(5).filter(|_| !name.ends_with('項')) {
        name.push_str(&format!("第{}項", paragraph.as_str()));
    }
    if let Some(item) = found.get(6) {
        name.push_str(&format!("第{}号", item.as_str()));
    }
    Some(name)
}

/// 拒んではならない and its kind.
pub fn must_not_refuse(words: &str) -> bool {
    REFUSE.is_match(words)
}

/// 4 of 「問4については、次期バージョンで対応する」 and of 「備考 4については、…」.
pub fn question(words: &str) -> Option<String> {
    let found = ASKED.captures(words)?;
    found.get(1).or_else(|| found.get(2)).map(|number| number.as_str().to_owned())
}

/// The topic of 「…についても、同様とする」.
pub fn same_topic(words: &str) -> Option<&str> {
    pattern!(SAME, needs[["同様", "同じ"]], r"^(?:また、)?(.{2,40}?)についても、?(?:前項と)?同(?:様|じ)(?:と|です)");
    SAME.captures(words).and_then(|found| found.get(1)).map(|topic| topic.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_in_their_dress() {
        for (words, term_of) in [
            ("契約の期間は、令和8年4月1日から令和9年3月31日までとする。", Some(("2026-04-01", "2027-03-31"))),
            ("令和四年一月一日より令和四年十二月三十一日迄とする。", Some(("2022-01-01", "2022-12-31"))),
            ("2026年10月1日〜2027年9月30日", Some(("2026-10-01", "2027-09-30"))),
            ("令和8年4月1日に締結し、令和8年5月1日に改めた。", None),
        ] {
            let want = term_of.map(|(from, to)| (Date::iso(from).expect("a date"), Date::iso(to).expect("a date")));
            assert_eq!(term(words), want, "{words}");
        }
    }
}
