//! What a paper says about itself and others: term, precedence, articles not yet in force, 準用, contents.

use super::label::digits;
use super::outline::Node;
use super::party::Parties;
use crate::model::{Claim, Date, Header, Place, Precedence};
use crate::text::{fold, normal, pattern};

pattern!(
    DATE,
    r"(?:(令和|平成|昭和|R|H)\s*([0-9]{1,2}|元)\s*年?|([12][0-9]{3})\s*年?)[./年\-]?\s*([0-9]{1,2})\s*[月./\-]\s*([0-9]{1,2})\s*日?"
);
pattern!(
    IN_FORCE, needs [["日か"], ["条"]],
    r"((?:第[0-9]+条(?:の[0-9]+)?(?:第[0-9]+項)?(?:第[0-9]+号)?(?:及び|、|並びに|から)?)+)(?:まで)?(?:の規定|の定め)?(?:は|については)、?[^。]*?((?:令和|平成|[12][0-9]{3})[^。]{2,16}日)から(?:施行|適用|用い|実施|効力)"
);
pattern!(UNIT, r"第([0-9]+)条(?:の([0-9]+))?(?:第([0-9]+)項)?(?:第([0-9]+)号)?");
pattern!(
    TERM, needs [["期間"], ["日か"]],
    r"(?:期間|有効期間|契約期間|履行期間)[^。]*?((?:令和|平成|[12][0-9]{3})[^。から]{2,16}?日)から((?:令和|平成|[12][0-9]{3})[^。まで]{2,16}?日)まで"
);
pattern!(RENEWS, needs[["更新", "同様"]], r"更新され|自動(?:的に)?更新|同一の条件で[^。]*更新|同様とする");
pattern!(NOTICE, needs[["月前"]], r"([0-9]{1,2})\s*(?:か月|カ月|ヶ月|箇月|月)前まで");
pattern!(CONTENTS, needs[["条"]], r"第[0-9]+[章条][^。]*\(第[0-9]+条[^。]*(?:-|〜|・|から)[^。]*\)$");
pattern!(
    ELSEWHERE,
    r"(?:仕様書|設計書|計画書|基準書|要領|マニュアル|別紙|別表|別添|規約|契約書|手順書|規程)[0-9.\-()第条項節章]*(?:のとおり|による|参照|に定める)|別途(?:定め|協議)|協議"
);
pattern!(FIGURE, r"[0-9]+(?:\.[0-9]+)?\s*(?:%|パーセント|時間|分|秒|日|営業日|か月|以内|以上|回)");
pattern!(
    APPLIES,
    needs[["準用"]],
    r"(?:前項|前条|第([0-9]+)条(?:第([0-9]+)項)?)の規定は、?(?:[^。、]{1,40}について、)?([^。]{1,30}?)(?:について|に(?:も)?)準用する"
);
pattern!(
    WINS,
    needs[["食い", "矛盾", "異な", "抵触", "相違", "齟齬", "競合"]],
    r"(?:食い違|矛盾|異な|抵触|相違|齟齬|競合)[^。]*(?:とき|場合)(?:は|には)?、?([^。、]{1,30}?)(?:が優先|の(?:定め|規定)が優先|を優先|による|によ[りる]|に従)"
);
pattern!(WINS_OVER, needs[["優先"]], r"([^。、]{1,24}?)が[^。]*?(?:に)?優先(?:して適用|する|します|され)");

/// A date in words, or none.
pub fn date(words: &str) -> Option<Date> {
    let words = fold(words).text;
    let found = DATE.captures(&words)?;
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
    for node in nodes.iter().filter(|node| node.supplement || node.text.contains("施行")) {
        let words = normal(&node.text);
        for hit in IN_FORCE.captures_iter(&words) {
            let Some(from) = date(&hit[2]) else { continue };
            if from <= as_of {
                continue;
            }
            for unit in UNIT.captures_iter(&hit[1]) {
                let mut name = format!("第{}条", digits(&unit[1]));
                if let Some(branch) = unit.get(2) {
                    name.push_str(&format!("の{}", branch.as_str()));
                }
                if let Some(paragraph) = unit.get(3) {
                    name.push_str(&format!("第{}項", paragraph.as_str()));
                }
                if let Some(item) = unit.get(4) {
                    name.push_str(&format!("第{}号", item.as_str()));
                }
                found.push((name, from));
            }
        }
    }
    found
}

/// Title, term and renewal of a paper.
pub fn header(nodes: &[Node], _parties: &Parties) -> Header {
    let title = nodes
        .iter()
        .filter(|node| node.table.is_none())
        .map(|node| node.text.lines().next().unwrap_or_default().trim().to_owned())
        .find(|line| line.chars().count() > 3 && !line.contains("収入印紙"));
    let mut header = Header { title, ..Header::default() };
    for node in nodes {
        let words = normal(&node.text);
        if header.from.is_none()
            && let Some(found) = TERM.captures(&words)
        {
            header.from = date(&found[1]);
            header.to = date(&found[2]);
        }
        if (words.contains("期間")
            || node.heading.as_deref().is_some_and(|heading| heading.contains("期間") || heading.contains("更新")))
            && RENEWS.is_match(&words)
            && words.contains("前まで")
        {
            header.renews = true;
            header.notice_months = NOTICE.captures(&words).and_then(|found| found[1].parse().ok());
        }
    }
    header
}

/// Clauses that say which paper wins.
pub fn precedence(nodes: &[Node]) -> Vec<Precedence> {
    let mut found = Vec::new();
    for node in nodes {
        let words = normal(&node.text);
        for sentence in words.split_inclusive('。') {
            let winner = WINS.captures(sentence).or_else(|| WINS_OVER.captures(sentence));
            let Some(winner) = winner else { continue };
            let winner = winner[1].trim().to_owned();
            // 「この契約と規約とが食い違うときは」: the other one loses
            let before = sentence.split(&winner).next().unwrap_or_default();
            let loser = before
                .split(['と', '、', '及', '又'])
                .map(|word| word.trim_matches(['び', 'は', 'が', 'の', 'と', ' ']).to_owned())
                .rfind(|word| {
                    word.chars().count() > 1 && *word != winner && !word.contains("食い違") && !word.contains("定め")
                })
                .unwrap_or_default();
            found.push(Precedence {
                winner,
                loser,
                place: Place {
                    unit: Some(node.unit.clone()),
                    line: Some(node.line),
                    page: node.page,
                    ..Place::default()
                },
                text: node.text.clone(),
            });
        }
    }
    found
}

/// A line of a table of contents.
pub fn is_contents(words: &str) -> bool {
    pattern!(SPAN, r"^[0-9]+\.?\([^)]*\)(?:〜|-|から)[0-9]+");
    CONTENTS.is_match(words) || SPAN.is_match(words)
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
        r"稼働率|応答時間|復旧時間|回答時間|表示時間|(?:まで|に要する|に係る|の)時間|到着時間|着手時間|可用性|アップタイム|RTO|RPO"
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
    FIGURE.is_match(&normal(words))
}

/// 前項の規定は、乙の従事者について準用する: the claims of that unit once more, for the other party.
pub fn applied(words: &str, claims: &[Claim], parties: &Parties) -> Option<Vec<Claim>> {
    let found = APPLIES.captures(words)?;
    let target = found[3].to_owned();
    let holder = parties
        .resolve(&target)
        .or_else(|| target.split('の').next().and_then(|owner| parties.resolve(owner)))
        .map(|(party, _)| party)?;
    let source: Vec<&Claim> = match found.get(1) {
        Some(article) => {
            let mut unit = format!("第{}条", article.as_str());
            if let Some(paragraph) = found.get(2) {
                unit.push_str(&format!("第{}項", paragraph.as_str()));
            }
            claims
                .iter()
                .filter(|claim| {
                    claim
                        .quote
                        .place
                        .unit
                        .as_deref()
                        .is_some_and(|known| known == unit || known.starts_with(&format!("{unit}第")))
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
pattern!(ASKED, needs[["問"]], r"問\s*([0-9]{1,3})");

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

/// 4 of 「問4については、次期バージョンで対応する」.
pub fn question(words: &str) -> Option<String> {
    ASKED.captures(words).map(|found| found[1].to_owned())
}

/// The topic of 「…についても、同様とする」.
pub fn same_topic(words: &str) -> Option<&str> {
    pattern!(SAME, needs[["同様", "同じ"]], r"^(?:また、)?(.{2,40}?)についても、?(?:前項と)?同(?:様|じ)(?:と|です)");
    SAME.captures(words).and_then(|found| found.get(1)).map(|topic| topic.as_str())
}
