//! What is left to later talk or to another paper. In: a sentence. Out: claims of strength `open`.

use std::borrow::Cow;

use crate::model::{Confidence, DutyId, Explanation, Party, Strength};
use crate::text::pattern;

use super::doer::Clause;
use super::phrase::phrase_before;
use super::statement::{Around, PROVISO, Statement};

/// …は、協議のうえ定める / 別紙3のとおりとする: what the topic speaks of is left open.
pub(super) fn left_open(text: &str, clauses: &[Clause], around: &Around<'_>) -> Vec<Statement> {
    // 協議会 that is a party decides for itself; as many bytes, so that places stay true
    let text = match text.contains("協議会") && around.parties.named("協議会").is_some() {
        true => Cow::Owned(text.replace("協議会", "当事会")),
        false => Cow::Borrowed(text),
    };
    let text = &*text;
    pattern!(
        TALK,
        r"(?:協議|相談|合議|打合せ|話し?合い)(?:の(?:上|うえ)|して|し、|により|を行い|で|し)?[^。]*(?:定め|決定|決め|行う|よる|取り?決め)|協議(?:する|します|の上|のうえ)。?$|話し?合(?:って|い|った)[^。]*(?:決め|定め|決定|取り?決め)|(?:会って|集まって|面談(?:して|の(?:上|うえ)))、?(?:決め|定め|決定|取り?決め)|申し?合わせ(?:て|る|の(?:上|うえ))[^。]*(?:定め|決め)|追って[^。]*(?:定め|決め|通知|協議)|未定|検討中|今後[^。]*(?:定め|決め|協議)|(?:定例会|協議会|会議)[^。]*(?:決め|定め|決定)|別(?:途|に)[^。]*(?:定め|協議|合意|取り?決め)|別(?:途|に)[^。、はが]{0,14}契約|別に(?:締結する|結ぶ)[^。、はが]{1,10}(?:による|によります|で定める)|双方(?:の)?合意|その都度[^。]{0,8}(?:決|定)|甲乙間で(?:別途)?定め|都度協議|(?:別(?:紙|表|添|記|冊)|付属書|附属書|添付の)[^。]*(?:のとおり|による|によります|に定める|に定めます|に示す|に示します|に掲げる|に掲げます|に記載(?:する|します|の|した|され))|別(?:途|に)(?:掲げ|示|提示|交付|作成|用意)(?:る|す|する)[^。、は]{1,20}(?:のとおり|による|によります)|(?:次版|次の版|次期|改訂版|後日)[^。、]*(?:定め|取り?決め|示[すし])|(?:次回|次年度|翌年度|来年度|次の会議)[^。、]{0,8}(?:に|へ)、?(?:持ち?越す|持ち?越します|先送りする|先送りとする)(?:こととする)?。?$|実施を(?:当面|当分の間)?、?(?:見合わせる|見送る|保留する)(?:ものとする|こととする)?。"
    );
    let Some(talk) = TALK.find(text) else { return Vec::new() };
    // 診療に影響するときは、更新の実施を見合わせる: when, and not whether
    if talk.as_str().starts_with("実施を")
        && ["とき", "場合", "限り"].iter().any(|when| text[..talk.start()].contains(when))
    {
        return Vec::new();
    }
    // 甲が販売店と別に保守契約を結んで行う: how it is done, not left open
    pattern!(
        BY_CONTRACT,
        r"^を(?:結|締結し?|交わ)[^。、]{0,6}(?:行|実施|委託|任せ)|^(?:により|に基づき|で|にて)、?[^。、がは]{1,10}が[^。、]{0,10}(?:行|承|実施|提供|対応|引受|引き受)"
    );
    if talk.as_str().ends_with("契約") && BY_CONTRACT.is_match(&text[talk.end()..]) {
        return Vec::new();
    }
    // 別に法令の定めるところによる: what a law settles is not left open
    pattern!(BY_LAW, needs[["定め"]], r"(?:法令|法律|条例|省令|政令|規則)(?:の|に|で)定め");
    if BY_LAW.is_match(talk.as_str()) {
        return Vec::new();
    }
    // 別表に掲げる区分により課長が設定する: the annex says how, and who does it is said
    pattern!(
        SETTLED_BY,
        needs[["により", "に従", "に基づ", "に応じ"]],
        r"^[^、。はが]{0,16}(?:により|に従い|に従って|に基づき)、?([^、。はが]{1,16})が[^。]*(?:設定|付与|実施|行|管理|登録|変更|保管|点検)[^、。]*。?$"
    );
    if talk.as_str().starts_with('別')
        && let Some(found) = SETTLED_BY.captures(&text[talk.end()..])
        && !["担当者", "当該", "各", "それぞれ", "担当する", "所有者"].iter().any(|any| found[1].contains(any))
        && !["分担", "担当", "体制", "分界", "役割"].iter().any(|roles| text[talk.start()..].contains(roles))
        && around.parties.resolve(&found[1]).is_some_and(|(party, _)| matches!(party, Party::Hospital | Party::Vendor))
    {
        return Vec::new();
    }
    // 警察への相談を行う: a report to an outsider
    if talk.as_str().starts_with("相談") && text[..talk.start()].ends_with("への") {
        return Vec::new();
    }
    // 話し合いながら調べる: how, not whether
    if [
        "協議しながら",
        "協議しつつ",
        "相談しながら",
        "相談しつつ",
        "話し合いながら",
        "話合いながら",
        "打合せながら",
        "打ち合わせながら",
    ]
    .iter()
    .any(|along| talk.as_str().contains(along))
    {
        return Vec::new();
    }
    // 別に定めるオプション契約を締結した場合に限り、: what is settled elsewhere is only the condition
    let chunk = text[talk.start()..].split('、').next().unwrap_or_default();
    if chunk.len() < text.len() - talk.start()
        && ["場合", "場合に", "場合には", "場合に限り", "とき", "ときに", "ときは", "場合は", "ときに限り"]
            .iter()
            .any(|end| chunk.ends_with(end))
    {
        return Vec::new();
    }
    // この規程の細目は、別に定める says nothing of a duty; 責任の分担の細目は、別紙のとおり does
    let is_annexed = ["別紙", "別添", "別表", "付属書", "附属書"].iter().any(|annex| talk.as_str().contains(annex));
    let is_of_roles =
        ["責任分界", "責任の分界", "役割分担", "業務の分担", "責任の分担"].iter().any(|roles| text.contains(roles));
    if text.contains("細目") && !is_annexed && !is_of_roles || text.contains("施行に") && text.contains("必要な")
    {
        return Vec::new();
    }
    if text.contains("定めのない") || text.contains("疑義") || text.contains("改定") && text.contains("料金")
    {
        return Vec::new();
    }
    // the topic: what stands before は、 or については
    let Some(at) = ["については、", "に関しては、", "は、", "については", "は"]
        .iter()
        .filter_map(|mark| text[..talk.end()].rfind(mark))
        .min_by_key(|at| *at)
    else {
        return Vec::new();
    };
    let topic_end =
        ["は、", "については"].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(at).max(at.min(text.len()));
    // 「…したときは、…の方法について協議する」
    let topic_end =
        text[..talk.start().max(topic_end)].rfind("について").filter(|at| *at > topic_end).unwrap_or(topic_end);
    let mut topic = text[..topic_end].to_owned();
    // 「甲は、…を乙と協議して定める」: the object is the topic
    let party_topic = around.parties.resolve(phrase_before(text, topic_end)).is_some();
    if party_topic {
        topic = text.get(topic_end..talk.start()).unwrap_or_default().to_owned();
    }
    // 院長を責任者とし、その権限は別に定める: only the authority is left open
    if let Some(settled) = topic.rfind("とし、") {
        topic.drain(..settled + "とし、".len());
    }
    // 取得の方法、回数及び時期: what it is about is the act before
    pattern!(
        ASPECT,
        r"の(?:実施)?(?:方法|方式|手順|時期|回数|頻度|範囲|分担|日程|内容|対象|詳細|間隔|期間|形式|仕方|要領|担当|主体|費用|様式|可否|期限|世代|保管先|担い手|やり手)(?:(?:、|と|及び|並びに|又は|その他)[^、]{1,12})*$"
    );
    let asked = topic.clone();
    let mut duties = around.catalogue.topics(&topic);
    // 前項の結果に基づく対応の方法は、協議して定める: what the paragraph before speaks of
    if duties.is_empty() && !around.referred.is_empty() && topic.starts_with('前') {
        duties = around.catalogue.topics(around.referred);
    }
    if duties.is_empty()
        && let Some(aspect) = ASPECT.find(&topic)
    {
        topic.truncate(aspect.start());
        duties = around.catalogue.topics(&topic);
    }
    // 通信を断つか否かは、協議して決める: what is decided is the act
    pattern!(WHETHER, needs[["か否か", "かどうか"]], r"(?:する|行う)?(?:か否か|かどうか)$");
    if duties.is_empty()
        && let Some(asked) = WHETHER.find(&topic)
    {
        let act = &topic[..asked.start()];
        duties = around.catalogue.topics(act);
        if duties.is_empty() {
            duties.extend(guessed(act, around));
        }
    }
    if duties.is_empty() {
        duties.extend(guessed(&format!("{topic}を定める"), around));
    }
    // 控えから戻す仕事: どちらがするかは、話し合って決める
    pattern!(
        WHO,
        needs[["どちら", "いずれ", "誰", "だれ"]],
        r"^(?:これを|それを)?(?:どちら|いずれ|誰|だれ)(?:の側)?が[^、。]{1,10}か$"
    );
    if duties.is_empty() && WHO.is_match(asked.trim_end_matches('、')) {
        duties = around.catalogue.topics(around.heading);
    }
    // 災害のときの分担は、別紙による: who does what is itself left open, and who pays what is not that
    let is_of_cost = ["費用の分担", "費用の負担", "経費の分担", "経費の負担"].iter().any(|cost| asked.ends_with(cost));
    if duties.is_empty()
        && !is_of_cost
        && ["分担", "責任分界", "責任の範囲", "受持ち"].iter().any(|end| asked.ends_with(end))
    {
        duties.push(DutyId::new("sel.boundary"));
    }
    if duties.is_empty() && is_vague(text) || PROVISO.is_match(text) {
        duties = around.catalogue.topics(&format!("{}{}", around.heading, topic));
    }
    if is_of_cost && !["役割分担", "責任分界", "業務の分担"].iter().any(|roles| asked.contains(roles)) {
        duties.retain(|duty| duty.as_str() != "sel.boundary");
    }
    let joint = text.contains("甲乙")
        || text.contains("双方")
        || text.contains("甲と乙")
        || text.contains("甲及び乙")
        || text.contains("乙甲");
    let agent = clauses.iter().rev().find_map(|clause| clause.agent.as_ref().map(|agent| agent.party));
    let holder = if joint {
        Party::Both
    } else if ["別紙", "別添", "別表", "付属書", "附属書"].iter().any(|annex| text.contains(annex)) {
        Party::Unstated
    } else {
        agent.unwrap_or(Party::Unstated)
    };
    duties
        .into_iter()
        .map(|duty| Statement {
            duty,
            half: None,
            holder,
            performer: None,
            strength: Strength::Open,
            condition: None,
            scope: None,
            confidence: Confidence::High,
            part: None,
            why: Explanation {
                agent: String::new(),
                step: "協議・別途定め".to_owned(),
                ending: talk.as_str().to_owned(),
                object: topic.clone(),
                act: String::new(),
            },
        })
        .collect()
}

fn is_vague(topic: &str) -> bool {
    ["方法", "回数", "事項", "時期", "その他", "分担", "細目", "間隔", "頻度", "保管先", "世代"]
        .iter()
        .any(|word| topic.contains(word))
}

/// The duty that the examples see in the words, where they are sure enough to call it open.
fn guessed(words: &str, around: &Around<'_>) -> Option<DutyId> {
    const SURE: f32 = 0.45;
    let first = around.catalogue.learned.guess(words, &[]).into_iter().next()?;
    first.duty.filter(|_| first.sure >= SURE)
}

#[cfg(test)]
mod tests {
    use crate::catalogue::Catalogue;
    use crate::model::{Kind, Paper};

    #[test]
    fn a_council_leaves_open_what_it_decides_unless_it_is_a_party() {
        let catalogue = Catalogue::builtin();
        let contract = "保守契約書\nみほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は契約する。\n";
        let orderer = "仕様書\n1 用語\n(1) 「協議会」とは、発注者であるみほん病院をいう。\n";
        for (kind, head, words, duty, is_open) in [
            (Kind::Contract, contract, "第3条 バックアップの取得の担当は、協議会で決定する。", "bck.take", true),
            (Kind::Specification, orderer, "2 職種ごとの閲覧の範囲は、協議会の部会が決定する。", "acc.rights", false),
        ] {
            let bytes = format!("{head}{words}").into_bytes();
            let source = crate::read::source(&Paper { path: "紙.txt".into(), bytes });
            let claims = crate::clause::read(&source, Some(kind), &catalogue, None).claims;
            let said: Vec<&str> =
                claims.iter().filter(|claim| claim.duty.as_str() == duty).map(|claim| claim.strength.id()).collect();
            assert_eq!(said, [if is_open { "open" } else { "duty" }], "{words}");
        }
    }
}
