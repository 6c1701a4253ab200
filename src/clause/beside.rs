//! What is done around a duty and is not the duty: clerks' work on the sheets that record it, weighing whether to do it, reckoning
//! figures. In: the words of a clause. Out: whether they say no more than that.

use crate::text::pattern;

/// The clause does only what lies around a duty.
pub(super) fn is_beside(words: &str) -> bool {
    is_clerical(words) || is_weighed(words) || is_reckoned(words) || is_referred(words) || is_needless(words)
}

/// Clerks' work around a duty: 「暗号化」の欄は、丸で囲む; 点検票を月ごとに綴じる. Who fills in a blank or files a sheet has done nothing of what
/// it records.
fn is_clerical(words: &str) -> bool {
    pattern!(
        BLANK,
        needs[["欄は", "欄に", "欄を", "欄へ"]],
        r"^(?:「[^「」]{1,30}」|[^、。はがをに「」]{1,30})の?欄(?:は|には|に|へ|を)、?[^。]*(?:記入|記載|記す|記し|囲|丸|印|チェック|空欄|書|埋め|選)"
    );
    pattern!(
        FILED,
        needs[["綴じ", "とじ", "束ね", "ファイルに", "並べ"]],
        r"(?:票|表|簿|書|資料|用紙|控え|伝票)を、?[^。をてに]{0,14}(?:に)?(?:綴じ|とじ|束ね|ファイルに(?:綴|収|挟)|並べ)"
    );
    // プリンタ用紙その他の消耗品を各部署に配る
    pattern!(
        STATIONERY,
        needs[["用紙", "消耗品", "トナー", "文房具"]],
        r"(?:用紙|消耗品|トナー|文房具)(?:等)?を、?[^。を]{0,20}(?:配[るりっ布]|補充|発注|購入|買|取り?寄せ|届け)"
    );
    // 甲は回線を開けておく, 電源を入れたままにする: what lets another work
    pattern!(
        LEFT_ON,
        needs[["開けて", "開けた", "入れて", "入れた"], ["回線", "電源", "扉"]],
        r"(?:回線|電源|扉)を、?(?:開け|入れ)(?:ておく|ておき|たままに)"
    );
    BLANK.is_match(words.trim_start_matches(['、', ' ']))
        || FILED.is_match(words)
        || STATIONERY.is_match(words)
        || LEFT_ON.is_match(words)
}

/// 保存期間の延長を検討する: whether to do it, and not that it is done.
fn is_weighed(words: &str) -> bool {
    pattern!(
        CONSIDERED,
        needs[["検討す", "検討し", "検討を"]],
        r"(?:導入|延長|短縮|拡充|拡大|縮小|増設|採用|廃止|新設|強化|移行|更新|更改|切替え?|整備|構築|実現|可能性|必要性|是非|追加)(?:の(?:可否|要否|是非|時期|方法|必要性))?(?:は|を|も|については?|に関して)、?[^。はが]{0,24}検討(?:する|します|した|して|し|を(?:行|進|重|始|続))[^、。]{0,12}[。、]?$"
    );
    CONSIDERED.is_match(words.trim_end())
}

/// 停止の前に知らせのあった停止は、稼働率の計算において数えない: how a figure is reckoned.
fn is_reckoned(words: &str) -> bool {
    pattern!(
        RECKONED,
        needs[["計算", "算定", "算出", "集計", "算入"], ["数え", "含め", "加え", "算入", "除", "用い"]],
        r"(?:計算|算定|算出|集計)(?:において|に当たり|に際し|から|上|で(?:は)?|に(?:は)?|の対象(?:から|に))、?[^。をが]{0,20}(?:数え(?:ない|ません)|用い(?:ない|ません)|含め(?:ない|ません)|加え(?:ない|ません)|算入(?:しない|しません)|除[くきい]|除外)|に(?:は)?、?算入し(?:ない|ません)"
    );
    RECKONED.is_match(words)
}

/// ルータの更新については、設置した工事店にご相談ください: whom to ask.
fn is_referred(words: &str) -> bool {
    pattern!(
        ASK,
        needs[["相談", "照会", "問合", "問い合"], ["下さ", "願"]],
        r"(?:に|へ|まで)、?(?:ご|お)?(?:相談|照会|問い?合わ?せ)(?:を)?(?:いただき)?(?:下さ|を?お?願)[^。、]{0,12}[。、]?$"
    );
    ASK.is_match(words.trim_end())
}

/// 立会いは、不要とする; 取り出すことは困難である: neither done nor refused.
fn is_needless(words: &str) -> bool {
    pattern!(
        NEEDLESS,
        needs[["不要", "無用", "困難", "不可能", "難しい"]],
        r"(?:[はがも]、?(?:不要|無用)|ことは、?(?:困難|不可能|難しい))(?:とする|とします|とし|である|です)(?:もの(?:と(?:する|します)))?[。、]?$"
    );
    NEEDLESS.is_match(words.trim_end())
}

#[cfg(test)]
mod tests {
    use super::is_beside;

    #[test]
    fn what_lies_around_a_duty_is_not_the_duty() {
        for (words, beside) in [
            ("「復旧の訓練」の欄には、実施した日を記入する。", true),
            ("点検表の鍵の欄に印を付け、", true),
            ("ログの点検表を、年度ごとに綴じる。", true),
            ("作業報告書を受け取って綴じる。", false),
            ("監視装置の増設については、次の年度に検討する。", true),
            ("想定される危険を検討する。", false),
            ("知らせのあった停止は、稼働率の計算において数えない。", true),
            ("監視装置の不調については、販売店までご相談下さい。", true),
            ("作業への職員の立会いは、不要とする。", true),
            ("不要とする媒体は、破砕する。", false),
            ("甲は回線を開けておく。", true),
            ("コピー用紙その他の消耗品を、月ごとに取寄せる。", true),
            ("ログを点検し、", false),
        ] {
            assert_eq!(is_beside(words), beside, "{words}");
        }
    }
}
