//! What a clause says beside its act: to what end, on what occasion, what a party is. In: the words of a clause. Out: those
//! that say what is done.

use super::beside::is_beside;
use super::doer::Clause;
use super::phrase::phrase_before;
use super::statement::Around;
use crate::text::pattern;

/// 乙が複製を作れるよう、 / 改ざんを防ぐ目的で、 / 甲が対策を怠ったときは、: what an act lets another do, is meant for or follows
/// from when it is not done, is not the act.
pub(super) fn without_purpose(words: &str, around: &Around<'_>) -> String {
    pattern!(PURPOSE, needs[["よう、", "ように、"]], r"([^、。は]{1,20}?)が[^、。]{2,40}[るい]よう(?:に)?、");
    pattern!(MEANT, needs[["目的で", "観点から", "見地から"]], r"[^、。は]{2,40}(?:目的で|観点から|見地から)、");
    pattern!(
        NOT_DONE,
        needs[["ない", "なかっ", "怠", "ません"]],
        r"^(?:[^、。]{1,30}(?:は|が)、?)[^、。]{2,40}(?:ない|なかった|ません|怠った|怠る)(?:とき|場合)(?:は|に|には)?、"
    );
    // 欠けがあって戻せなかったとしても、乙は損失を填補しない
    pattern!(
        THOUGH,
        needs[["としても、", "であっても、", "ときでも、", "場合でも、"]],
        r"^[^。]*(?:としても|であっても|(?:とき|場合)でも)、([^。、]{1,20}?)(?:は|が)"
    );
    if let Some(doer) = THOUGH.captures(words).and_then(|found| found.get(1))
        && around.parties.resolve(doer.as_str()).is_some()
    {
        return words[doer.start()..].to_owned();
    }
    if let Some(found) = MEANT.find(words).or_else(|| NOT_DONE.find(words))
        && words[found.end()..].contains('を')
    {
        return words.replacen(found.as_str(), "", 1);
    }
    match PURPOSE.captures(words) {
        Some(found) if around.parties.resolve(phrase_before(&found[1], found[1].len())).is_some() => {
            words.replacen(&found[0], "", 1)
        }
        _ => words.to_owned(),
    }
}

/// 乙が複製を作るに当たり、甲は…: what the other side is doing meanwhile is not the act.
pub(super) fn without_occasion(words: &str, clause: &Clause, around: &Around<'_>) -> String {
    pattern!(
        OCCASION,
        needs[["が"], ["に当た", "に際し", "際に", "際は", "間に", "間は", "間、"]],
        r"([^、。はが]{1,20})が([^。は]{2,60})(?:に当たって|に当たり|に際して|に際し|際に|際には|際は|際、|間に|間は|間、)、?"
    );
    let Some(found) = OCCASION.captures(words) else { return words.to_owned() };
    let doer = around.parties.resolve(phrase_before(&found[1], found[1].len())).map(|(party, _)| party);
    let agent = clause.agent.as_ref().map(|agent| agent.party);
    let rest = &words[found.get(0).map_or(0, |whole| whole.end())..];
    let leans = ["これ", "その", "それ", "当該"].iter().any(|word| rest.contains(word));
    match (doer, agent) {
        (Some(doer), Some(agent)) if doer != agent && !leans && rest.contains('を') => {
            words.replacen(&found[0], "", 1)
        }
        _ => words.to_owned(),
    }
}

/// 丙は、乙の再委託先である: what a party is, not what it does; 監視の担当である says what it does.
pub(super) fn is_identity(tail: &str, clause: &Clause) -> bool {
    pattern!(IS, needs[["であ", "です", "でございます"]], r"(.)(?:である|です|でございます|であり|であって)$");
    const WORKS: [&str; 16] =
        ["任", "務", "割", "当", "囲", "ち", "掌", "担", "外", "標", "要", "定", "事", "と", "の", "り"];
    clause.agent.as_ref().is_some_and(|agent| agent.direct && agent.words.ends_with('は'))
        && IS
            .captures(tail)
            .is_some_and(|found| !WORKS.contains(&&found[1]) && !found[1].starts_with(|c: char| c.is_ascii()))
}

/// バックアップの対象とするデータの範囲は、甲が指定する: how wide, in what form, in what order, not that it is done.
pub(super) fn sets_bounds(words: &str) -> bool {
    pattern!(
        BOUNDS,
        needs[["範囲", "仕様", "様式", "書式", "内訳", "性能", "順序"]],
        r"(?:(?:の対象とする|に要する|に用いる|に必要な|する場合の|する際の)[^、。]{0,12}(?:範囲|仕様|順序)|様式|書式|内訳|性能)(?:は|を)[^。]*(?:定め|決め|指定|作成|示|用意|有|備え)"
    );
    BOUNDS.is_match(words)
}

/// 更新に使う媒体は、乙が用意する: what an act needs is handed over, and nobody is said to act.
pub(super) fn supplies(words: &str) -> bool {
    pattern!(
        SUPPLIES,
        needs[["用意", "準備", "負担", "提供", "貸与", "支給", "持参", "使わせ", "手配"]],
        r"(?:に(?:用いる|要する|必要な|使う|使用する|要る)|を(?:入れる|収める|納める|写す|記録する|書き込む|運ぶ|行う|する)(?:ための)?|のための|用の)[^、。はを]{0,8}(?:媒体|用紙|消耗品|電力|照明|場所|机|椅子|部品|工具|器具|備品|材料|什器|電話機|作業室|駐車場)(?:等)?(?:は|を)[^。]*(?:用意|準備|負担|提供|貸与|支給|持参|使わせ|手配)"
    );
    SUPPLIES.is_match(words)
}

/// Of other things than systems and what is done for them: 患者からの開示の請求に応じる, 停電からの復旧, 端末及び回線は、甲が用意する,
/// 責任の範囲は、次の表のとおりとする.
pub(super) fn is_other_matter(words: &str) -> bool {
    pattern!(
        PATIENT_ASKS,
        needs[["患者", "本人"], ["請求", "求め"]],
        r"(?:患者|本人)[^。]{0,8}(?:開示|訂正|利用停止)[^、。]{0,12}(?:請求|求め)(?:等)?に(?:対して)?(?:は)?、?[^。]*(?:応じ|対応)"
    );
    pattern!(
        BUILDING,
        needs[[
            "停電",
            "断水",
            "建物",
            "電気設備",
            "空調",
            "水道",
            "エレベータ",
            "分電盤",
            "配電盤",
            "コンセント",
            "引込"
        ]],
        r"(?:停電|断水|建物|電気設備|空調設備|水道|エレベータ)(?:からの|の)復旧|責任分界点?は、?[^。]{0,24}(?:分電盤|配電盤|コンセント|引込み?柱)"
    );
    pattern!(
        TERMINALS,
        needs[["用意", "準備"], ["回線", "端末", "プリンタ", "パソコン"]],
        r"(?:端末|パソコン|プリンタ|回線)(?:、|及び|並びに)[^。]{0,24}(?:端末|パソコン|プリンタ|回線)(?:等)?(?:は|を)、?[^。]{0,24}(?:用意|準備)"
    );
    pattern!(
        BY_TABLE,
        needs[["の表"]],
        r"(?:次|下|上|前|以下)の表の?(?:とおり|通り)(?:と|で|に)?(?:する|します|ある|定める)?。?$"
    );
    // 操作ログを、製品の改良の目的で分析する
    pattern!(
        OWN_ENDS,
        needs[["分析", "解析", "集計"], ["改良", "改善", "統計", "開発", "品質"]],
        r"(?:製品|サービス|ソフトウェア|機能|品質|研究|統計)(?:の|を)?(?:改良|改善|向上|開発|作成)?(?:の|を)?(?:目的|ため)[^。]*(?:分析|解析|集計)"
    );
    // 提案書には、想定するリスクを記載すること: of what bidders write
    let of_bids =
        ["提案書には", "提案書に", "提案書は", "応札者は", "入札参加者は"].iter().any(|begin| words.starts_with(begin));
    of_bids
        || is_beside(words)
        || OWN_ENDS.is_match(words)
        || PATIENT_ASKS.is_match(words)
        || BUILDING.is_match(words)
        || TERMINALS.is_match(words)
        || BY_TABLE.is_match(words)
}

/// 甲が計画を策定するに当たり、乙は必要な資料を提供する: what helps another to act is not the act.
pub(super) fn supplies_papers(words: &str) -> bool {
    pattern!(
        PAPERS,
        needs[["資料", "ひな形", "ひな型", "見本"], ["提供", "掲載", "公開", "提示", "示", "渡", "交付", "送付", "用意", "作成"]],
        r"(?:必要な|必要となる|参考(?:となる|にする|の)?|ための|際の|に役立つ|に資する|に要する|に使う)(?:参考)?(?:資料|ひな形|ひな型|見本)(?:等)?を、?[^。を]{0,24}(?:提供|掲載|公開|提示|示し|示す|渡し|渡す|交付|送付|用意|作成)|(?:に|の)(?:資する|役立てる|参考とする)ため、[^。]{0,24}資料を[^。を]{0,16}(?:提供|渡|交付|送付|示)"
    );
    // 発注者が主催する研修に、講師を派遣する
    pattern!(
        STAFF,
        needs[["派遣", "出す", "出し"], ["主催", "実施", "開催", "行う"]],
        r"(?:主催|実施|開催)する[^。]{0,24}(?:に|へ)、(?:[^。]{0,16}、)?(?:講師|人員|立会者|要員)を(?:派遣|出)|行う[^。]{0,24}(?:研修|訓練|演習)(?:に|へ)、(?:[^。]{0,16}、)?(?:講師|人員|立会者|要員)を(?:派遣|出)"
    );
    let is_checked =
        ["応じ", "監査", "検査", "立入", "立ち入", "調査", "点検", "確認"].iter().any(|check| words.contains(check));
    !is_checked && PAPERS.is_match(words) || STAFF.is_match(words)
}

/// Where the words end that only say what a body is set up for: 点検を適正に行うため、委員会を置く.
pub(super) fn aim_of_body(text: &str) -> usize {
    pattern!(
        BODY,
        needs[["会", "班", "チーム", "本部"], ["置", "設", "組織"]],
        r"^(?:[^。]*)(?:ため|よう|ように|に関し|に関して|について|目的で|目的として)、([^、。]*(?:会|会議|班|チーム|本部)\s*を(?:置|設|組織))"
    );
    BODY.captures(text).and_then(|found| found.get(1)).map_or(0, |body| body.start())
}

/// アクセス権限の設定に関し、: what the rest of the sentence is about.
pub(super) fn names_topic(clause: &str) -> bool {
    let clause = clause.trim_end_matches(['、', ' ']);
    ["に関し", "に当たり", "に際し"].iter().any(|end| clause.ends_with(end)) && !clause.contains('、')
}
