//! Duties that are named in passing: another's work that is let be, handed on or attended, what it costs, how it may be done, what is
//! settled later. In: an act as it was seen and what it weighs so far. Out: whether nothing is claimed.

use super::seen::Seen;
use crate::model::{DutyId, Party, Strength};
use crate::text::pattern;

/// What an act weighs so far.
pub(super) struct Weighed<'a> {
    pub(super) duty: &'a DutyId,
    pub(super) holder: Party,
    pub(super) strength: Strength,
    /// The words that gave the strength.
    pub(super) ending: &'a str,
}

impl Weighed<'_> {
    fn is_one_of(&self, duties: &[&str]) -> bool {
        duties.contains(&self.duty.as_str())
    }
}

/// The sentence names the duty and claims nothing of it.
pub(super) fn is_in_passing(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    lets_be(seen, weighed)
        || hands_on(seen, weighed)
        || attends(seen, weighed)
        || is_settled_later(seen, weighed)
        || is_of_cost(weighed)
        || tells_how(seen, weighed)
        || supplies_another(seen, weighed)
        || settles_when(seen)
        || stays_bound(seen, weighed)
        || is_occasion(seen, weighed)
        || is_audited(seen, weighed)
        || is_term_of_payment(seen)
}

/// 消し終えたことを示すまで、賃料の支払は続く: what is paid until then.
fn is_term_of_payment(seen: &Seen<'_>) -> bool {
    pattern!(
        UNTIL,
        needs[["まで"], ["支払", "賃料", "料金", "代金"]],
        r"まで(?:の間)?(?:は)?、[^。、]{0,16}(?:支払い?|賃料|料金|代金)[^。、]{0,8}(?:続く|続ける|継続する|発生する)[^、。]{0,8}。?$"
    );
    UNTIL
        .find(seen.text.trim_end())
        .is_some_and(|until| seen.stem.end <= until.start() && !seen.text[seen.stem.end..until.start()].contains('、'))
}

/// 監査人は、番号の整理及び記録の点検が規程のとおり行われているかを調べる: what is looked into.
fn is_audited(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    pattern!(
        LOOKED_INTO,
        needs[["ているか"]],
        r"が、?[^。が]{0,16}(?:規程|規則|手順書?|要領|定め|契約)の?とおり[^。が、]{0,8}(?:行われ|実施され|守られ|取られ|なされ)(ているか)(?:どうか|否か)?(?:を|について)?、?[^。]{0,12}(?:調べ|確か|確認|点検|監査|検査|評価)"
    );
    if weighed.is_one_of(&[
        "gov.audit",
        "sel.supervise",
        "sub.control",
        "acc.review",
        "mnt.attend",
        "bck.check",
        "net.monitor",
    ]) {
        return false;
    }
    let asked = LOOKED_INTO.captures(seen.text).and_then(|found| found.get(1).map(|whether| whether.start()));
    asked.is_some_and(|whether| seen.stem.end <= whether)
}

/// 協力会社に行わせる場合も、監視の義務を免れない: the duty is the one said before.
fn stays_bound(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    pattern!(BOUND, needs[["義務を免れ"]], r"義務を免れ(?:ない|ません|ることは)[^、。]{0,16}。?$");
    weighed.strength != Strength::Permission
        && !weighed.is_one_of(&["gov.confidentiality"])
        && BOUND.is_match(own(seen).trim_end())
}

/// 計画の作成に当たり、学識者の意見を聴くことができる: what may be done meanwhile.
fn is_occasion(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    pattern!(
        MEANWHILE,
        needs[["に当た", "にあた", "に際し", "に先立"]],
        r"^(?:[^、。]{1,20}は、)?[^、。監検]{2,24}に(?:当た|あた|際し|先立)[^、。]{0,4}、[^。、]*(?:意見|助言)を(?:聴|聞|求め|受け)[^、。]*ことができ"
    );
    weighed.strength == Strength::Permission && MEANWHILE.is_match(seen.text)
}

/// 甲が行う年次の監査に、乙は資料を提供する: for another's work.
fn supplies_another(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    pattern!(
        FOR_ANOTHER,
        needs[["資料", "情報", "書類", "助言"]],
        r"([^、。はが]{1,12})が[^、。は]{0,24}(?:行う|実施する|受ける)[^、。は]{1,24}に(?:ついて|当たり|際し)?、?([^、。は]{1,12}は、?)?[^、。を]{0,12}(?:資料|情報|書類|助言|便宜)を(?:提供|用意|渡|出|与え)[^、。]{0,12}。?$"
    );
    // what is handed over may itself be the duty
    if weighed.is_one_of(&["sel.disclosure", "sel.guideline", "vul.inform", "inc.notify", "mnt.report"]) {
        return false;
    }
    let Some(found) = FOR_ANOTHER.captures(seen.text.trim_end()) else { return false };
    let other = seen.around.parties.resolve(&found[1]);
    weighed.strength == Strength::Duty && other.is_some_and(|(party, _)| party != weighed.holder)
}

/// 実施の月は甲が指定する: when it is done, and not that it is.
fn settles_when(seen: &Seen<'_>) -> bool {
    pattern!(
        WHEN,
        needs[["指定", "定め", "決め", "選"]],
        r"^[^、。はか及]{0,10}(?:の|する)(?:月|日|日時|日程|時期|時間帯|場所)は、?[^、。は]{1,16}が、?(?:指定|定め|決め|選)[^、。]{0,8}。?$"
    );
    WHEN.is_match(seen.text.trim())
}

/// The words of the act's own clause.
fn own<'a>(seen: &Seen<'a>) -> &'a str {
    &seen.text[seen.clause.range.clone()]
}

/// 甲が行うログの点検を妨げない: what another does is let be, and nobody is barred from doing it.
fn lets_be(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    pattern!(LET_BE, needs[["妨げ"]], r"を妨げ(?:ない|ません|てはならない|てはなりません)");
    matches!(weighed.strength, Strength::Prohibited | Strength::Duty)
        && !weighed.is_one_of(&["sel.supervise", "gov.audit"])
        && LET_BE.is_match(own(seen))
}

/// 申請を受け付け、情報係に取り次ぐ: done by whom it is handed to.
fn hands_on(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    pattern!(
        HANDS_ON,
        needs[["取次", "取り次"]],
        r"(?:申請|依頼|申出|照会|問合せ|申込み?|届出)を[^。、]*?受け?(?:付け)?(?:て)?、[^。、を]*取り?次(?:ぐ|ぎ|いで)[^。、]*。?$"
    );
    matches!(weighed.strength, Strength::Duty | Strength::Conditional) && HANDS_ON.is_match(seen.text.trim_end())
}

/// 他の者が開く研修に同席する: another's work, at which one is only present.
fn attends(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    pattern!(
        ATTENDS,
        needs[["同席", "参加", "出席", "臨席"]],
        r"([^、。はが]{1,16})が(?:開く|開催する|催す|行う|実施する|主催する)[^、。]{1,24}に(?:同席|参加|出席|臨席)(?:し、[^。]*(?:補助|支援|助言|協力|手伝|答え)[^、。]*|する|します|しなければならない)?[^、。]{0,10}。?$"
    );
    let Some(event) = ATTENDS.captures(seen.text.trim_end()) else { return false };
    let host = seen.around.parties.resolve(&event[1]);
    !weighed.is_one_of(&["mnt.attend"]) && host.is_some_and(|(party, _)| party != weighed.holder)
}

/// 費用の分担は、別途話し合って決める: nobody does anything yet.
fn is_settled_later(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    pattern!(
        LATER,
        needs[["話し合", "話合", "協議"]],
        r"(?:話し?合|協議)(?:って|して|し|いで|の(?:上|うえ)で?)?、?[^。、を]{0,10}(?:決め|定め|取り?決め|決定)[^。、]{0,12}。?$"
    );
    weighed.holder == Party::Unstated && weighed.strength == Strength::Duty && LATER.is_match(seen.text.trim_end())
}

/// 復元するのに要した実費を上限とする: what is paid at most.
fn is_of_cost(weighed: &Weighed<'_>) -> bool {
    pattern!(AT_MOST, needs[["上限", "限度"]], r"(?:費|額|料|代金|円|金)を(?:上限|限度)と(?:する|します|して|し、)");
    !weighed.is_one_of(&["inc.liability", "sla.level"]) && AT_MOST.is_match(weighed.ending)
}

/// 報告書の書き方を案内する: word of how another may do it.
fn tells_how(seen: &Seen<'_>, weighed: &Weighed<'_>) -> bool {
    pattern!(
        HOW,
        needs[["書き方", "記入例", "記載例", "やり方", "進め方"]],
        r"(?:書き方|記入例|記載例|やり方|進め方)を、?(?:ご)?(?:案内|説明|教え|紹介|お?伝え|お?知らせ|示)"
    );
    // 会社はその方法を電話で案内する
    pattern!(
        HOW_TO,
        needs[["方法を"]],
        r"(?:[はが]|、)(?:その|其の|作業の|操作の|適用の|実施の)方法を、?[^、。をは]{0,8}(?:ご)?(?:案内|説明|教|教示|紹介|助言|指導|お?伝え|お?知らせ|示)[^、。]{0,10}。?$"
    );
    if HOW_TO.is_match(own(seen).trim_end()) {
        return !weighed.is_one_of(&["gov.documents", "gov.training", "vul.inform", "mnt.report"]);
    }
    !weighed.is_one_of(&["gov.documents", "gov.training"]) && HOW.is_match(own(seen))
}
