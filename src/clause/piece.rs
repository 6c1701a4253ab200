//! What each clause of a sentence says is done. In: a sentence and its clauses. Out: [`Piece`]s, each with the words that say
//! what it is about and the form of its predicate.

use std::borrow::Cow;
use std::ops::Range;

use super::aside::{
    aim_of_body, is_identity, is_other_matter, names_topic, sets_bounds, supplies, supplies_papers, without_occasion,
    without_purpose,
};
use super::beside::is_beside;
use super::condition::CONDITION;
use super::doer::Clause;
use super::ending::is_of_thing;
use super::form::{Form, Use, Voice};
use super::phrase::phrase_before;
use super::statement::{ANAPHOR, Around};
use crate::model::Level;
use crate::text::pattern;

/// One thing that a clause says is done.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its words.
    pub(super) words: String,
    /// Its words with what they lean on, nearest first: the topic of the sentence, what これ stands for, the heading.
    pub(super) wider: Vec<String>,
    /// Where its predicate stands.
    pub(super) range: Range<usize>,
    /// The words alone say too little: 設ける機能はございません.
    pub(super) short: bool,
    /// The form of the predicate.
    pub(super) found: Use,
}

pattern!(
    CAUSED,
    r"(?:[さわかがたばまら]せ(?:る|な|ま|て|た|ず|よ|、|。|$)|をして[^、。]*(?:させ|せし)|委託[すし]|委ね|任せ|請け?負わせ|依頼[すし]|命[じず]|頼[みむん])"
);
pattern!(SUFFERED, r"[さわかがたばまら]れ(?:る|な|ま|て|た|ず|、|。|$)");
pattern!(
    pub(super) LEFT_OUT,
    r"該当(?:は|いた)?し(?:ない|ません)|該当ありません|含(?:ま|み|め)(?:ない|ず|れない|れず|れません|ません)|含まれて(?:い|おり)ません|対象外|範囲外|適用外|除外|対象と(?:は)?(?:し(?:ない|ません|ておりません)|なりません|ならない)|対象に(?:は)?(?:含|なりませ|ならな)|受託しな|(?:業務|範囲|対象|契約|サービス)から(?:外|除)|承(?:っており|り|わ|ら)(?:ませ|な)|サポート外|除くものと|除かれ|属し(?:ない|ません)|属さな|範囲に(?:は)?(?:入(?:りませ|らな)|ありませ|な[くい])|(?:契約|業務|範囲|サービス|料金|委託|対象)の外(?:と|で)|(?:業務|受持ち|受け持ち|担当|役割|分担)と(?:は)?し(?:ない|ません)|(?:受持ち|担当|業務|役割|範囲|対象)で(?:は)?(?:ない|ありませ)|及ばない|及びません|(?:仕事|業務|役務|委託|請負|保証|料金|契約)に(?:は)?入(?:らない|りません)"
);
pattern!(
    HELPS,
    r"必要な(?:技術|関連|基礎)?(?:資料|情報|協力|書類|データ|記録)(?:等)?を(?:[^、。を]{0,8})(?:提供|用意|そろえ|取りそろえ|揃え|渡|示|提出)|(?:支援|協力|補助|手伝|助言|援助|手助け|助け|助力|後押し|力を貸|取次|サポート|加勢|便宜|講師(?:を|の)派遣(?:する|し|を行う)?|質問に答え|質問に応じ|これに(?:答え|回答))(?:[^、。をがは]{0,8}|しなければな[^、。をがは]{0,6}|を(?:行う|行い|する|与え|提供)[^、。をがは]{0,16})(?:。|$|、)"
);
pattern!(
    LIGHTLY,
    r"^(?:自己の責任|自らの責任|自己の負担|その責任|責任をもって|自ら(?:行|実施|担)|行|実施|担|担当|受持|受け持|引受|承|実行|遂行|講じ|代行|請負|請け負|執|含|対象|除|受託|提供し(?:ない|ませ)|業務|お引受|範囲|属|業務と|負|作業|内容|いずれも行|一切行|原則として行|それぞれ行|適切に行|確実に行|定期的に行|年|月|週|毎)"
);
// deliberated, deemed, filled with a person, defined: no act
pattern!(
    NO_ACT,
    r"(?:もの|こと)と(?:扱|み|推定|解)|(?:と|を)みな[すし]|兼(?:ね|務)|(?:あらかじめ|予め)(?:これに)?同意(?:する|し)|誠実に(?:守|履行|遵守)|(?:日|時間|分|月)(?:程度|ほど)?を要(?:する|します)|窓口を、?(?:ご)?(?:案内|紹介)|(?:かどうか|か否か|可否|要否)(?:は|を|について)[^。]*検討|審議(?:す|し)|諮(?:る|り|問)|充て(?:る|ます|$)|をいう$|をいいます$|とは限ら|候補を(?:挙げ|示し|出し)|(?:の点検|の閲覧|の監視|の分析)を妨げ(?:ない|ません)|影響(?:は|を(?:与え|及ぼ))?(?:し|あり|さ|え|ぼ)?(?:ない|ません)|ないわけで|(?:指示|指図|定め|規定|命令)に従|(?:協議(?:の(?:上|うえ)|して|し|により|で|、)|話し?合(?:の(?:上|うえ)|して|し|って|により)?)、?[^、。]*(?:定め|決め|決定|取り?決め)|別(?:途|に)(?:定め|取り?決め|協議)|で足り(?:る|ます)|その(?:義務|責任|責め?)を負|(?:料金|利用料|委託料|金額|料)[^、。]*(?:減額|返金|控除|値引)|(?:利用|相談|問い?合わ?せ|申し?込み?|請求|参照|覧)(?:を|いただき)?(?:下さ|願)|(?:もの|サーバ|端末|機器|装置|範囲|システム)に限(?:る|ります)$|(?:情報|定義|用語)に(?:は)?含(?:ま|め|み)(?:れ)?(?:ない|ません|ず)|保証(?:は|までは)?(?:いた)?(?:し(?:ない|ません)|するもの)"
);
// the same as before: no act of its own
pattern!(SAME, r"同(?:じ|様)(?:と(?:する|します))?$");
// what something costs and who pays it
pattern!(
    PAYS,
    r"(?:電気代|代金|料金|旅費|委託料|保守料|対価|印紙税?|使用料|利用料|保管料|通信料|単価|手当)(?:の額)?は、[^。]*(?:支払|負担|持つ|持ち|定める|とする|払|算|請求)"
);
// nouns of acts, as they end the members of a list
pattern!(
    ACT_NOUN,
    r"(?:取得|採取|複製|複写|確認|点検|検査|検証|試験|更新|適用|監視|管理|作成|提出|報告|通知|連絡|保管|保存|保持|整理|削除|抹消|登録|発行|付与|変更|実施|復旧|復元|修復|修理|対応|対処|切分け|切離し|導入|設定|記録|分析|廃棄|破棄|消去|返却|返還|引渡し|移行|暗号化|遮断|制限|監督|教育|研修|講習|訓練|演習|演練|調査|究明|公表|届出|説明|見直し|改定|改訂|策定|整備|維持|保守|運用|提供|開示|収集|入力|判断|決定|承認|許可|立会い|見張り|見守り|試し|払出し|棚卸し?|回収|交換|取替え|入替え|差替え|持出し|テスト|バックアップ|リストア|メンテナンス|モニタリング|インストール|処理|作業|手続|対策|措置|業務|配布|周知|啓発|防止|保護|認証|停止|開始|終了|破壊|破砕|移替え|改造|改修|検収|手当て|支援|予告|開設|設置|施錠|除去|駆除|隔離|切替え|[\p{Han}\p{Katakana}]化|追加|閉鎖|限定|把握|構築|掲示|改善|聴取|調整|測定|評価|洗出し|見極め|締結|徴収|確保|表示|出力|印刷|同期|時刻合わせ|切断|無効化|有効化|指定|任命|選任|契約|手配|調達|受付|回答|案内|開催|打合せ|引継ぎ|書戻し|立入り?|入退室管理|保全|監査|審査|助言|派遣|駆付け|転送|送信|配信|仕組み|機能|ロック|巻き戻し|巻戻し|払い出し|見回り|塗りつぶし|破砕処理|負担|補償|賠償)等?$"
);
// 5年間の保存: the の of a span binds no owner
pattern!(
    SPAN,
    r"(?:[0-9]+(?:年|か月|月|日|回|時間|世代)(?:間|分|以上|以内)?|毎[日週月年朝晩夜]|定期|日次|週次|月次|年次|随時|日々|その都度)の"
);
/// What stands between the members of a list.
const LINKS: [&str; 6] = ["及び", "並びに", "又は", "若しくは", "かつ", "、"];
pattern!(BOUND_ON, r"^(?:又は|若しくは|かつ)");
pattern!(
    CONDITION_CHUNK,
    r"(?:とき|場合|際|おそれ|疑い|事態|次第|たび|都度)(?:がある(?:とき|場合))?(?:は|に|には|において|においては|に限り)?$"
);

/// The pieces of the clause at `at`.
pub(super) fn pieces(text: &str, clauses: &[Clause], at: usize, around: &Around<'_>) -> Vec<Piece> {
    let clause = &clauses[at];
    if flows_into_condition(text, clauses, at) {
        return Vec::new();
    }
    let mut start = clause.range.start;
    for before in (0..at).rev() {
        if !flows_into_condition(text, clauses, before) {
            break;
        }
        start = clauses[before].range.start;
    }
    let words = text[start..clause.range.end].trim_matches(['、', '。', ' ']);
    // a step before the act: 動作を検証したうえで
    let words = match words.rsplit_once("、") {
        Some((_, step)) if ["うえで", "上で", "た後", "た後に"].iter().any(|end| words.ends_with(end)) => {
            step
        }
        _ => words,
    };
    let words = &words[aim_of_body(words)..];
    let words = without_purpose(words, around);
    let words = without_occasion(&words, clause, around);
    let words = words.as_str();
    if words.is_empty() {
        return Vec::new();
    }
    let is_last = at + 1 == clauses.len();
    let tail_start = text[..clause.range.end]
        .trim_end_matches(['、', '。', ' '])
        .rfind('、')
        .map_or(clause.range.start, |comma| (comma + '、'.len_utf8()).max(clause.range.start));
    // brackets that were blanked may stand before the tail: its place is where its words begin
    let tail = text[tail_start..clause.range.end].trim_start_matches(['、', '。', ' ']);
    let tail_start = clause.range.end - tail.len();
    let tail = tail.trim_end_matches(['、', '。', ' ']);
    if NO_ACT.is_match(tail) || PAYS.is_match(words) {
        return Vec::new();
    }
    if HELPS.is_match(tail) && !tail.contains("拒") || SAME.is_match(tail) {
        return Vec::new();
    }
    if is_identity(tail, clause)
        || is_of_thing(tail)
        || is_other_matter(words)
        || sets_bounds(words)
        || supplies(words)
        || supplies_papers(words)
        || names_topic(words)
    {
        return Vec::new();
    }
    let predicate = predicate_of(tail);
    // 気を配る, 注意を払う: the word before the verb is part of it
    let from = tail.len() - predicate.len();
    let from = if tail[..from].ends_with('を') { tail.floor_char_boundary(from.saturating_sub(9)) } else { from };
    let range = tail_start + from..clause.range.end;
    let voice = Voice {
        causative: CAUSED.is_match(predicate) || CAUSED.is_match(tail),
        // 書き換えられないようにして残す: not what is kept from happening
        passive: is_suffered(predicate.rsplit("よう").next().unwrap_or(predicate)),
        excluded: LEFT_OUT.is_match(predicate)
            || tail.ends_with("対象外とする")
            || tail.contains("対象外で")
            || tail.contains("対象外と"),
        ..Voice::default()
    };
    let form = if is_nominal(words) {
        // 会社の沿革, 計画停止の時間: a thing, no act
        if !ACT_NOUN.is_match(words.trim_end_matches(['。', ' ', ')'])) {
            return Vec::new();
        }
        Form::Item
    } else if is_last {
        Form::Finite { at: range.start }
    } else {
        Form::Coordinate { at: range.start }
    };
    let found = Use { form, voice };
    let members = members(words, around);
    let spans: Vec<String> = if members.len() > 1 { members } else { vec![words.to_owned()] };
    let leaning = leaning(text, clauses, at, around);
    let stands_for = object_of(&text[clauses[0].range.start..clause.range.start]).or_else(|| object_of(around.before));
    spans
        .into_iter()
        .map(|words| {
            let mut wider: Vec<String> = Vec::new();
            // 乙は、甲が注文した場合に限り、原因を調べる: the act without the condition it hangs on
            wider.extend(without_conditions(&words));
            // 開示書を差し出し、甲はその記載を点検する: その stands for what was spoken of
            if let Some(object) = stands_for.filter(|_| words.contains("その")) {
                wider.push(words.replacen("その", &format!("{object}の"), 1));
            }
            wider.extend(leaning.iter().map(|on| format!("{on}{words}")));
            let short =
                around.kind.level() == Level::Declared && !around.heading.is_empty() && words.chars().count() <= 24;
            Piece { words, wider, range: range.clone(), found, short }
        })
        .collect()
}

/// The words without the chunks that say what must be asked or paid for first; none where there is no such chunk. What happens
/// first (感染したときは) says what the act is about, and stays.
fn without_conditions(words: &str) -> Option<String> {
    pattern!(
        ENDS,
        r"(?:場合|とき)(?:に限り|に限って|に|は|には|において|においては)?$|に(?:応じ|より|基づき)(?:て)?$|ない限り$"
    );
    let chunks: Vec<&str> = words.split('、').collect();
    let (last, before) = chunks.split_last()?;
    let stays = |chunk: &&&str| !(ENDS.is_match(chunk) && CONDITION.is_match(chunk));
    let kept: Vec<&str> = before.iter().filter(stays).copied().collect();
    // 返却は、別表の料金により行う
    pattern!(
        AT_PRICE,
        needs[["により", "で行", "にて"]],
        r"(?:別表|別紙|別途|所定|個別)?(?:の|に定める)?(?:料金|費用|手数料|単価|見積り?)(?:により|で|にて)"
    );
    let last = AT_PRICE.replace_all(last, "");
    let is_shorter = kept.len() < before.len() || matches!(last, Cow::Owned(_));
    is_shorter.then(|| kept.into_iter().chain([&*last]).collect::<Vec<_>>().join("、"))
}

/// 漏えいが発生し、又はそのおそれがあるときは: the clause is part of the condition that follows.
pub(super) fn flows_into_condition(text: &str, clauses: &[Clause], at: usize) -> bool {
    let Some(next) = clauses.get(at + 1) else { return false };
    let rest = &text[next.range.clone()];
    let Some(comma) = rest.find('、') else { return false };
    let chunk = &rest[..comma];
    CONDITION_CHUNK.is_match(chunk) && BOUND_ON.is_match(chunk)
}

/// The last words of a clause from its verb on.
fn predicate_of(tail: &str) -> &str {
    let from = ["を", "に", "は", "が", "と", "へ", "も", "で"]
        .iter()
        .filter_map(|mark| {
            tail.match_indices(mark)
                .filter(|(at, _)| {
                    *mark == "を" || tail[at + mark.len()..].chars().next().is_some_and(|next| !is_kana(next))
                })
                .map(|(at, _)| at + mark.len())
                .last()
        })
        .max()
        .unwrap_or(0);
    &tail[from..]
}

/// The last verb of the predicate is in the passive: 盗み見られることのない方式による is not.
fn is_suffered(predicate: &str) -> bool {
    let Some(last) = SUFFERED.find_iter(predicate).last() else { return false };
    let rest = predicate[last.end()..].replace("必要", "");
    !rest.contains("ことのない") && rest.chars().all(|letter| is_kana(letter) || ['。', '、', ' '].contains(&letter))
}

fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{3096}').contains(&c)
}

/// The words end in a noun.
fn is_nominal(words: &str) -> bool {
    let words = words.trim_end_matches(['。', ' ', ')']);
    match words.chars().next_back() {
        Some(last) if is_kana(last) => {
            // 取替え, 見張り, 切分け are nouns when nothing governs them
            "りけえいみせち".contains(last) && !words.contains(['を', 'が']) && !words.contains("は、")
        }
        Some(_) => true,
        None => false,
    }
}

/// The members of a list of nouns that one light predicate takes: 見張り、複製及び復元の試しを行う.
fn members(words: &str, around: &Around<'_>) -> Vec<String> {
    let Some((list, predicate)) = split_list(words, around) else { return Vec::new() };
    // the doer before the list
    let mut list = list;
    for mark in ["は、", "は", "が", "において"] {
        if let Some(at) = list.find(mark)
            && around.parties.resolve(phrase_before(list, at)).is_some()
        {
            list = &list[at + mark.len()..];
            break;
        }
    }
    let list = list.trim_start_matches('、');
    let mut parts: Vec<&str> = vec![list];
    // IDの登録と削除
    if let Some((left, right)) = list.rsplit_once('と')
        && right.chars().count() <= 6
        && ACT_NOUN.is_match(left)
        && ACT_NOUN.find(right).is_some_and(|act| act.start() == 0)
    {
        parts = vec![left, right];
    }
    for link in LINKS {
        parts = parts.iter().flat_map(|part| part.split(link)).collect();
    }
    parts.retain(|part| !part.trim().is_empty());
    // conditions and adverbs before the list
    while parts.len() > 1
        && parts[0].ends_with(|c: char| is_kana(c) && c != 'り' && c != 'し')
        && !ACT_NOUN.is_match(parts[0])
    {
        parts.remove(0);
    }
    let is_broken = |part: &&str| part.chars().count() < 2 || part.contains(['を', 'が']) || part.starts_with("その");
    if parts.len() < 2 || parts.iter().any(is_broken) {
        return Vec::new();
    }
    // VPN装置及びスイッチのファームウェアの更新: the last noun heads them all
    if predicate.is_empty() && !parts.iter().all(|part| ACT_NOUN.is_match(part)) {
        return Vec::new();
    }
    let owner = parts[0].rfind('の').map(|at| &parts[0][..at + 'の'.len_utf8()]);
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| match owner {
            Some(owner) if at > 0 && part.chars().count() <= 8 && stands_alone(part) => {
                format!("{owner}{part}{predicate}")
            }
            _ => format!("{part}{predicate}"),
        })
        .collect()
}

/// A member of a list that has no owner of its own: 削除, 5年間の保存, 削除の入力.
fn stands_alone(part: &str) -> bool {
    let plain = SPAN.replace_all(part, "");
    match plain.split_once('の') {
        Some((act, rest)) => ACT_NOUN.find(act).is_some_and(|found| found.start() == 0) && !rest.contains('の'),
        None => true,
    }
}

/// The list and the light predicate with its particle, or the whole words when they are nouns only.
fn split_list<'a>(words: &'a str, around: &Around<'_>) -> Option<(&'a str, &'a str)> {
    if is_nominal(words) {
        return Some((words, ""));
    }
    for mark in ["を", "については", "は"] {
        if let Some(at) = words.rfind(mark) {
            let rest = words[at + mark.len()..].trim_start_matches('、');
            // 採取及び保存は、乙が行う
            let is_short =
                |list: &str| list.rsplit(['び', 'に', '、']).next().is_some_and(|last| last.chars().count() <= 4);
            // 情報の収集及びパッチの適用は、乙が行う
            let are_acts = |list: &str| {
                let mut parts = vec![list];
                for link in LINKS {
                    parts = parts.iter().flat_map(|part| part.split(link)).collect();
                }
                parts.len() > 1 && parts.iter().all(|part| ACT_NOUN.is_match(part))
            };
            let doer = rest.find('が').filter(|&end| {
                let list = &words[..at];
                mark == "は"
                    && !list.contains("は、")
                    && (is_short(list) || are_acts(list))
                    && around.parties.resolve(&rest[..end]).is_some()
            });
            let rest = doer.map_or(rest, |end| rest[end + 'が'.len_utf8()..].trim_start_matches('、'));
            // …の適用及び…の更新を当社が遠隔で行う
            let doer = rest.find('が').filter(|&end| mark == "を" && around.parties.resolve(&rest[..end]).is_some());
            let rest = doer.map_or(rest, |end| rest[end + 'が'.len_utf8()..].trim_start_matches('、'));
            let rest = ["遠隔で", "現地で", "遠隔にて", "無償で", "定期的に", "随時"]
                .iter()
                .find_map(|how| rest.strip_prefix(how))
                .unwrap_or(rest);
            // …の取得及び…の点検は、乙の責任とする
            let is_charged = mark == "は"
                && are_acts(&words[..at])
                && rest.split_once('の').is_some_and(|(whose, charge)| {
                    around.parties.resolve(whose).is_some()
                        && ["責任", "責務", "担当", "役割", "所管", "分担", "務め", "仕事", "持ち場"]
                            .iter()
                            .any(|word| charge.starts_with(word))
                });
            if is_charged || LIGHTLY.is_match(rest) {
                return Some((&words[..at], &words[at..]));
            }
            return None;
        }
    }
    None
}

/// What the clause may lean on, nearest first.
fn leaning(text: &str, clauses: &[Clause], at: usize, around: &Around<'_>) -> Vec<String> {
    let own = &text[clauses[at].range.clone()];
    let mut found = Vec::new();
    let mut push = |words: String| {
        if !words.is_empty() && !found.contains(&words) {
            found.push(words);
        }
    };
    if at > 0 {
        let before = &text[clauses[0].range.start..clauses[at].range.start];
        let before = if is_beside(before) { "" } else { before };
        if let Some(topic) = topic_of(before, around) {
            push(format!("{topic}は、"));
        }
        if !own.contains('を')
            && let Some(object) = object_of(before)
        {
            push(format!("{object}を"));
        }
    }
    if !around.referred.is_empty()
        && let Some(object) = object_of(around.referred)
    {
        push(format!("{object}について、"));
    }
    // a heading that asks and a short line that answers
    if around.kind.level() == Level::Declared && own.chars().count() <= 24 && !around.heading.is_empty() {
        push(format!("{}、", around.heading));
    }
    // a question and its answer
    if around.kind.level() == Level::Declared && around.before.trim_end().ends_with(['か', '?']) {
        push(around.before.to_owned());
    }
    if ANAPHOR.is_match(own) || around.lead.is_some() {
        if let Some(topic) = topic_of(around.before, around) {
            push(format!("{topic}について、"));
        }
        if let Some(object) = object_of(around.before) {
            push(format!("{object}について、"));
        }
    }
    if !around.heading.is_empty() {
        push(format!("{}、", around.heading));
    }
    found
}

/// The topic of a sentence that is no party.
fn topic_of<'a>(sentence: &'a str, around: &Around<'_>) -> Option<&'a str> {
    ["については、", "は、"].iter().find_map(|mark| {
        let at = sentence.find(mark)?;
        let topic = sentence[..at].rsplit(['、', '。']).next().unwrap_or_default();
        let is_party = around.parties.resolve(phrase_before(sentence, at)).is_some();
        (!is_party && topic.chars().count() > 1 && !topic.ends_with(['き', '合', '際'])).then_some(topic)
    })
}

/// The last object of a sentence.
fn object_of(sentence: &str) -> Option<&str> {
    let at = sentence.rfind('を')?;
    let object = sentence[..at].rsplit(['、', '。', 'は', 'が']).next().unwrap_or_default();
    (object.chars().count() > 1).then_some(object)
}
