//! Lead-ins of lists. In: a sentence over a list. Out: what it makes of the items below it.

use crate::model::{Kind, Party, Strength};
use crate::text::pattern;

use super::condition::CONDITION;
use super::doer::Clause;
use super::ending::{self, Force};
use super::party::Parties;
use super::phrase::phrase_before;
use super::statement::{Around, Lead, Mode, tail_of};

pattern!(pub(super) LEAD,
    r"次の(?:訓練|研修|教育|講習|演習)を|次の各号|次に掲げる|次の[^、。]*(?:業務|作業|事項|措置|とおり|もの|行為|水準|サポート|サービス|書面|役割|項目|書類|資料|オプション|各|方法|要件|対策|事務|範囲|メニュ|機能|役務|仕事|支援|取組|約束|手続|条件|依頼|要望|数値|指標|値|品質|費用|経費)|次に定める|次に示す|次の通り|次のいずれか|以下の|下記の|次に該当|以下に|次のこと|以下のこと|前条に掲げる|次のもの|次のとおり|次によ(?:る|り)"
);

/// 委託する業務は、次のとおりとする: what a contract entrusts is the vendor's.
fn entrusted(text: &str, kind: Kind) -> Option<Party> {
    pattern!(
        WORK,
        r"(?:委託する|委託|受託|受託する|保守|対象|本)(?:業務|作業|サービス)(?:の(?:内容|範囲|種類))?は、|(?:業務|作業|役務|サービス|保守|委託)の(?:内容|範囲|種類)は、次"
    );
    (matches!(kind, Kind::Contract | Kind::Memorandum | Kind::Specification | Kind::Terms) && WORK.is_match(text))
        .then_some(Party::Vendor)
}

/// 乙が行う業務は、次のとおりとする: who does the work that a list names.
fn doer_of_work(text: &str, parties: &Parties) -> Option<Party> {
    pattern!(
        WORK,
        r"(?:が|の)(?:[^、。はがの]{1,12}に(?:対して|対し、?|代わって|代わり)?|本業務として|業務として)?(?:行う|実施する|担当する|負担する|担う|受け?持つ|提供する|実施すべき|行うべき|負う|果たす|処理する|遂行する|対応する|受託する|請負う|引受ける|受注する|履行する|従事する|受ける|なす|すべき|する|請け負う|引き受ける|従う)[^、。は]{0,14}(?:業務|作業|事項|役割|もの|サービス|義務|責務|範囲|内容|措置|分担|項目|保守|運用|監視|支援|仕事|事務|対策|対応|は、次)"
    );
    // 受注者の保守は、次の範囲に及ぶものとする
    pattern!(
        OWN,
        r"^([^、。はが]{1,16})の(?:保守|業務|作業|役務|サービス|受持ち|担当)(?:の(?:範囲|内容))?は、?(?:次|以下|下記)"
    );
    if let Some(found) = OWN.captures(text)
        && let Some((party, _)) = parties.resolve(&found[1])
    {
        return Some(party);
    }
    let found = WORK.find(text)?;
    parties.resolve(phrase_before(text, found.start())).map(|(party, _)| party)
}

pattern!(
    pub(super) OUT,
    r"含ま(?:ない|れない|れません|ず)|含みません|対象外|範囲外|除外|除かれ|除きます|除くもの|(?:から|より)除[くきい]|含めない|対象と(?:は)?し(?:ない|ません)|受託しな|対象から(?:外|除)|行わない|実施しない|対応しない|行いません|対象に(?:は)?含|実施しません|提供しません|提供しない|除く(?:もの)?と|承りません|承ってお|承らな|属(?:しない|しません|さない)|及ばない|及びません|お引受け(?:して|いたし)|引受け(?:ない|ません)|お受け(?:して|いたし|でき)|対応(?:いた)?し(?:ない|ません|かね|ておりませ)|行って(?:い|おり)ません|担わな|担いませ|担当し(?:ない|ません)|負わないもの|業務外|(?:保証|委託|契約|料金|仕事)に(?:は)?入(?:らない|りません)|(?:契約|業務|範囲|サービス|料金|委託|対象)の外(?:と|で)|(?:受持ち|担当|業務|役割|範囲|対象)で(?:は)?(?:ない|ありませ)|別契約|範囲に(?:は)?(?:入(?:りませ|らな)|な[いく])|受け?持たな|請け?負わ(?:ない|ません)(?:もの|こと)?(?:と(?:する|します))?。?$|(?:受持ち|受け持ち|担当|役割|分担|責任|業務)と(?:は)?し(?:ない|ません)|提供して(?:い|おり)ません|致しません|いたしません|対象(?:に|と)は?なりません|お断り"
);

/// 次の数値は参考値であり、約束するものではない: what stands below it is promised by nobody.
pub(super) fn promises_nothing(words: &str) -> bool {
    ["次の", "以下の", "下記の", "下の"].iter().any(|below| words.starts_with(below))
        && !words.contains("目標")
        && ["参考値", "約束するものでは", "保証するものでは", "確約するものでは", "約束しない", "約束しません"]
            .iter()
            .any(|refused| words.contains(refused))
}

/// The lead-in that a sentence is.
pub(super) fn lead(text: &str, clauses: &[Clause], around: &Around<'_>) -> Lead {
    let agent = clauses
        .iter()
        .rev()
        .find_map(|clause| clause.agent.as_ref().map(|agent| agent.party))
        .or_else(|| doer_of_work(text, around.parties))
        .or_else(|| entrusted(text, around.kind));
    // 安全対策は、当社とご契約者が分け持ちます: what stands below says which
    let agent = agent.filter(|_| !["分け持", "分け合", "手分け"].iter().any(|shared| text.contains(shared)));
    let end = tail_of(text);
    pattern!(
        SAY,
        r"審議|話し?合|意見を|検討する|諮問|付議|議題|意義|定義|意味|用語|言葉|該当する(?:場合|とき|損害)|場合(?:に|は)は?、|事由|解除|いずれかに該当|測り方|支払|算出|計算|責任を負わ|責任を負い|損害"
    );
    pattern!(RECKON, r"(?:計算|算出|算定|算入|停止時間|稼働率)[^。]*(?:含|除|算入)");
    // 次の情報は、秘密情報に含まない: a definition, no work left out
    pattern!(DEFINED, needs[["含"]], r"(?:情報|定義|用語|損害|停止時間)(?:に|から)(?:は)?、?含");
    // 次の事由による損害については、責任を負わない
    pattern!(DAMAGE, needs[["損害", "損失"], ["責"]], r"(?:損害|損失)[^。]*責(?:任|め)?を[^。]{0,6}(?:負わ|負い|負う)");
    // 次の訓練を行う: what is trained is not done
    pattern!(TRAINED, needs[["次の"]], r"次の(?:訓練|研修|教育|講習|演習)を");
    // 次の数値は努力目標です
    pattern!(
        AIMED,
        needs[["目標", "目安"]],
        r"(?:次|以下|下記)の[^。]*(?:値|指標|水準|品質|項目|各号)[^。]*(?:目標|目安)(?:です|である|であり|と(?:する|します|し、))"
    );
    // 次の事項について、考え方を提案書に記載すること: what is written about; 次の数値は参考値である: what nobody promises
    pattern!(
        WRITTEN,
        needs[["提案", "企画書", "考え方", "見解", "参考値", "約束", "保証", "確約"]],
        r"(?:提案書|提案資料|企画書|応募書類|技術資料|提案内容)(?:に|には|の中で|において)[^。]{0,16}(?:記載|記述|記入|明記|示|述べ|書|説明)|(?:考え方|見解|方針案|提案)を[^。]{0,16}(?:記載|記述|示|述べ|書|説明|求め)|(?:について|を)(?:具体的に)?提案する(?:こと|ものとする)?。?$|参考値|(?:約束|保証|確約)するもので(?:は)?(?:ない|ありませ)"
    );
    // 次の費用は、委託者が負担する: who pays for it
    pattern!(
        PAID,
        needs[["費用", "経費", "代金", "実費"]],
        r"^(?:次の|以下の|下記の|次に掲げる)(?:各号の)?(?:費用|経費|代金|実費)は"
    );
    let mode = if WRITTEN.is_match(text)
        || PAID.is_match(text)
        || TRAINED.is_match(text)
        || RECKON.is_match(text)
        || DEFINED.is_match(text)
        || DAMAGE.is_match(text)
    {
        Mode::Mention
    } else if OUT.is_match(text) {
        Mode::Exclude
    } else if AIMED.is_match(text) {
        Mode::Try
    } else if !clauses
        .iter()
        .filter_map(|clause| clause.agent.as_ref())
        .any(|agent| agent.party == Party::Hospital && agent.words.ends_with('は'))
        && CONDITION.is_match(text)
        && around.kind != Kind::Rule
    {
        Mode::OnCondition
    } else if SAY.is_match(text) {
        Mode::Mention
    } else if text.contains("協議") && text.replace("協議会", "").contains("協議") {
        Mode::Open
    } else {
        match ending::force(&end) {
            Force::Strength(Strength::Prohibited) => Mode::Ban,
            Force::Strength(Strength::Permission) => Mode::May,
            Force::Strength(Strength::Effort) => Mode::Try,
            Force::Nothing => Mode::Mention,
            _ => Mode::Do,
        }
    };
    let agent = match (mode, agent) {
        (Mode::Exclude, None) => Some(Party::Vendor),
        (Mode::OnCondition, None | Some(Party::Hospital)) => Some(Party::Vendor),
        (Mode::Exclude, Some(Party::Hospital)) if text.contains("対象") || text.contains("含") => {
            Some(Party::Vendor)
        }
        (_, Some(party)) => Some(party),
        (_, None) if matches!(ending::force(&end), Force::Asked) => Some(Party::Hospital),
        (_, None) => None,
    };
    Lead { mode, agent, words: text.to_owned() }
}
