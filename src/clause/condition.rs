//! What limits a claim: the condition on which it holds, the event that calls for it, the machines or places it is for. In: a
//! sentence and places in it. Out: words of it.

use std::ops::Range;

use super::seen::Seen;
use crate::text::pattern;

pattern!(pub(super) CONDITION,
    r"有償|有料|別途(?:の?費用|の?料金|、?お?見積|、?見積|契約)|お?見積(?:り|もり)?(?:の(?:上|うえ)|により|に基づ|金額|もる|にご?(?:同意|承諾|合意|了承))|お?見積(?:り|もり|書)?を(?:ご)?(?:承認|承諾|了承|了解|同意)|見積もる|オプション|実費|所定の(?:料金|費用|手数料|作業料|対価)|料金(?:を支払|表に定める(?:費用|料金)により|により)|費用により|費用を(?:支払|申し受け|いただ|負担する(?:場合|とき))|(?:求め|請求|依頼|要請|要望|希望|注文|指示|指図|申込み?|発注|委嘱|オーダ|からの申請)(?:が(?:あ|ない限り)|に(?:応じ|より|基づ|従)|を受け(?:て|た|、)|のあった|の(?:都度|つど)|される?場合|する場合|するとき|により|された場合)|の(?:申請|申出)に応じ|料金を払う(?:場合|とき)|求めに|(?:請求|依頼|要望|希望|注文|申込み?)を(?:いただ|頂|受けた)|ご希望|(?:を|に|の)(?:お|ご)(?:申し?込み?|契約|加入|購入|選択)(?:の|いただいた|くださった|された)(?:お客|方|利用者|契約者|会員|医療機関|施設|病院|貴院|医院|診療所|クリニック|ユーザ|皆様|ところ)|(?:を|に|の)(?:お|ご)(?:申し?込み?|契約|加入|購入|選択)の(?:場合|とき|際)|円で承|申し?込(?:んだ|みをした|みをされた|まれた)(?:場合|とき|際)|別料金|追加料金|料金により|割増料金|支払(?:った|う|われた|われる)(?:場合|とき)|支払を受けて|(?:費用|料金|代金|対価)の支払い?を受けた(?:ときは|ときに|場合は|場合に(?:は|限り)|場合、)|見積(?:り|書)?を(?:取り?交わ|交わ)し|(?:申し?込む|選択する|選ぶ|購入する|加入する)(?:場合|とき)|(?:申込書|申込画面|注文書|管理画面)(?:で|において|により)[^、。]{0,16}(?:選択|指定|選ん|申し?込)|(?:付加|加算)料金|(?:プロ|スタンダード|プレミアム|ライト|ベーシック|エンタープライズ|アドバンス)(?:プラン)?の(?:ご?契約者|お客|ご?利用者|会員)|(?:追加|個別|別途)の?契約を(?:締結|結)|別に[^、。はが]{0,10}契約を(?:締結|結)|(?:支払い?|入金|納付|払込み?|振込み?)(?:が|の)(?:あった|確認できた|確認された|なされた|された|済んだ)(?:場合|とき|後|うえ|上)|(?:注文|申込み?|発注|依頼|要請)があった場合|(?:契約(?:の|いただ|した|され)|加入|購入|申込み?|プラン|パック)[^、。]*(?:場合に限り|に限り)|(?:発注|依頼|希望|注文|指示|要請|要望|請求)した(?:場合|とき)|頼んだ(?:場合|とき)|(?:プラン|パック|コース|オプション|サービス)(?:に|を|の)(?:お|ご)?(?:加入|契約|申込み?|購入|利用|選択)(?:の|いただ|した|され|者)|(?:求め|命じ|頼ま|依頼さ|指示さ|要請さ|請求さ|指図さ)(?:ら)?れた(?:とき|場合|際)|申出(?:が|の)(?:あっ|ある)|[0-9,]+(?:万|千|百)?円[^、。]*(?:で|にて|により)(?:承|行|実施|対応|提供|請)|実費(?:で|にて|を)|を申し受け|別料金|(?:料金|費用|代金|手数料)(?:を|の)(?:お支払|いただ|頂|受領)|有料で|差額|(?:発注書|注文書|依頼書|申込書|指示書|見積書|指図書)(?:を|の|が|に(?:より|基づ|応じ))|単価により|単価で|(?:料金|費用|手数料)が(?:かかる|かかります|発生(?:する|します)|必要(?:です|とな|で(?:あ|ご)))|追加の?費用|追加(?:の)?料金|個別(?:の)?(?:お)?見積|(?:都度|要)、?(?:お)?見積"
);

pattern!(SCOPE, r"(?:に係るもの|の分|に(?:つい|関し)て(?:は)?|に限(?:り|る)|を除(?:き|く)|以外の)");

/// The words that make a vendor's work depend on being asked or paid for it; none where it is promised as it is.
pub(super) fn asked_for(seen: &Seen<'_>) -> Option<String> {
    let (text, clause) = (seen.text, seen.clause);
    // 前条の場合、: in the case that the article before settles
    pattern!(SAME_CASE, needs[["の場合"]], r"^(?:前条|前項)(?:に定める|に規定する)?の?場合(?:において|には|は)?、");
    if SAME_CASE.is_match(text)
        && let Some(case) = case_of(seen.around.referred)
    {
        return Some(case.to_owned());
    }
    let known = CONDITION
        .find_iter(&text[..clause.range.end])
        .find(|place| place.start() >= clause.from || reaches_on(text, place.range()))
        .filter(|place| !is_own_procedure(text, place.start()));
    // 通信の暗号化は、契約者が選択し、料金を支払う場合に、当社が行う: of the topic all of the sentence speaks
    let of_topic = || {
        let is_topic = text[seen.stem.end..].starts_with("は、");
        let mut found = CONDITION.find_iter(text).filter(|place| reaches_on(text, place.range()));
        is_topic.then(|| found.find(|place| !is_own_procedure(text, place.start())))?
    };
    let place = known.or_else(of_topic).filter(|place| !is_waived(&text[place.end()..]))?;
    Some(around_word(text, place.range()))
}

/// 「所属長の申請に基づき」 and the like are the hospital's own procedure, not a condition on the vendor.
pub(super) fn is_own_procedure(stretch: &str, at: usize) -> bool {
    let near = &stretch[at..];
    near.starts_with("指示") && (near.contains("待たず") || near.contains("従わ"))
        || near.starts_with("求め") && near.starts_with("求めるこ")
        || near.starts_with("請求書")
        || is_whether_or_not(near)
        // その費用により: at the cost of who does it
        || near.starts_with("費用")
            && ["その", "自己の", "自らの", "自身の", "自社の", "乙の", "受託者の", "受注者の", "当社の", "弊社の", "提供者の", "提供会社の"]
                .iter()
                .any(|own| stretch[..at].ends_with(own))
        || near.starts_with("オプション") && near.starts_with("オプションの解約")
}

/// A condition in an earlier clause holds for what follows it when its chunk ends in one.
pub(super) fn reaches_on(text: &str, place: Range<usize>) -> bool {
    let start = text[..place.start].rfind(['、', '。']).map_or(0, |at| at + '、'.len_utf8());
    let from = place.end.min(text.len()) - usize::from(text[..place.end].ends_with('、')) * '、'.len_utf8();
    let end = text[from..].find(['、', '。']).map_or(text.len(), |at| from + at);
    let chunk = text[start..end.max(start)].trim_end();
    const ENDS: [&str; 26] = [
        // お申し込みのお客様については、…
        "様については",
        "様に対しては",
        "様には",
        "者については",
        "会員については",
        "機関については",
        "場合",
        "場合は",
        "場合に",
        "ときに",
        "場合には",
        "場合に限り",
        "場合において",
        "とき",
        "ときは",
        "ときに限り",
        "うえで",
        "上で",
        "て",
        "じ",
        "より",
        "基づき",
        "うえ",
        "限り",
        "受け",
        "あり",
    ];
    ENDS.iter().any(|end| chunk.ends_with(end))
}

pub(super) fn around_word(text: &str, range: Range<usize>) -> String {
    let start = text[..range.start].rfind(['、', '。']).map_or(0, |at| at + 3);
    let end = text[range.end..].find(['、', '。']).map_or(text.len(), |at| range.end + at);
    text[start..end].to_owned()
}

/// The case that a sentence settles, where it is that somebody asks or pays for the work: 料金を支払う場合.
fn case_of(sentence: &str) -> Option<&str> {
    let end = ["場合", "とき"].iter().filter_map(|word| sentence.find(word).map(|at| at + word.len())).min()?;
    let case = &sentence[..end];
    // the clause that ends so, and what belongs to it
    let found = CONDITION.find_iter(case).last()?;
    let is_asked = !is_own_procedure(sentence, found.start()) && !is_waived(&sentence[found.end()..]);
    let is_near = !sentence[found.start()..end].contains('、');
    (is_asked && is_near).then(|| case.rsplit(['。', '、']).next().unwrap_or(case))
}

/// 注文の有無にかかわらず, 依頼を待たず: on no condition. `near` begins with the word that would be one.
fn is_whether_or_not(near: &str) -> bool {
    pattern!(
        WHETHER,
        needs[["かかわ", "関わら", "問わず", "待たず", "よらず"]],
        r"^(?:オプション|有償|追加|別途|所定)?の?(?:料金|費用|注文|依頼|求め|請求|申込み?|要請|契約|発注|指示|支払い?|代金)?(?:の(?:支払い?|締結|納付))?(?:の有無)?(?:にかかわらず|に関わらず|にかかわりなく|を問わず|を待たず|によらず)(?:、|。|$)"
    );
    WHETHER.is_match(near)
}

/// 追加の費用を求めることなく, 費用の負担なしに: what is not asked for is no condition.
pub(super) fn is_waived(after: &str) -> bool {
    pattern!(
        WAIVED,
        r"^(?:の負担)?(?:を|は|も)?(?:求め|請求|申し受け|いただ|頂|要|徴収|追加|受け取)?[^、。]{0,6}?(?:ことなく|ずに|なしに|なしで|ませんで|せず、)"
    );
    WAIVED.is_match(after)
}

/// 「…したときは」 and 「原則として」: kept with the claim, the strength stays.
pub(super) fn event(text: &str) -> Option<String> {
    pattern!(
        EVENT,
        needs[["ときは", "場合", "際は", "原則として", "を除き"]],
        r"[^、。]{1,40}(?:ときは|場合は|場合には|際は|場合に限り)|原則として|[^、。]{1,20}を除き"
    );
    EVENT.find(text).map(|found| found.as_str().to_owned())
}

/// The part that a sentence of its own leaves out: 端末の定義ファイルの更新は、業務に含まない; 前項の規定は、…には適用しない.
pub(super) fn left_out(text: &str) -> Option<String> {
    pattern!(
        PART,
        needs[["適用し", "端末", "クライアント"]],
        r"前項(?:の規定|の定め)?は、?([^。、]{2,40}?)(?:については|には|に対しては|に)、?適用し(?:ない|ません)|^((?:[\p{Han}\p{Katakana}ー]{1,12}の)?(?:端末|クライアント(?:端末)?))(?:の|に|側の|へ)"
    );
    let found = PART.captures(text)?;
    found.get(1).or(found.get(2)).map(|part| part.as_str().to_owned())
}

pub(super) fn scope(text: &str) -> Option<String> {
    pattern!(
        WHERE,
        needs[["端末", "装置", "サーバ", "拠点", "病棟", "検査室"]],
        r"((?:[\p{Han}\p{Katakana}・のA-Z]{2,24})(?:の端末|の装置|のサーバ|端末|拠点|病棟|検査室))(?:に保存された[^、]{0,12}|の分|に係るもの|については|への|は|の)"
    );
    if let Some(found) = SCOPE.find(text)
        && let Some(place) = WHERE.captures(&text[..found.end().max(found.start())])
    {
        return Some(place[1].to_owned());
    }
    WHERE
        .captures(text)
        .filter(|_| text.contains("ただし") || text.contains("の分") || text.contains("については"))
        .map(|found| found[1].to_owned())
}
