//! What a plain negation means: work refused, or conduct that is forbidden or kept. In: an act whose ending negates it. Out: its strength.

use super::seen::Seen;
use crate::model::{Level, Strength};
use crate::text::pattern;

/// The strength of an act that the words negate without a ban.
pub(super) fn meant(seen: &Seen<'_>) -> Strength {
    let own = seen.text[seen.clause.range.clone()].trim_end();
    // 共用させない: others are kept from it, nothing is refused
    pattern!(
        KEPT_FROM,
        needs[["せな", "せま", "せず"]],
        r"[さわかがたばまら]せ(?:ない|ません|ず)(?:もの|こと)?(?:と(?:する|します))?[。、]?$"
    );
    // 番号を共用しない: unwanted whoever does it
    pattern!(
        UNWANTED,
        needs[["共用", "使い回", "使いまわ", "貸し借り", "貸与し", "他人に"]],
        r"(?:共用|使い回|使いまわ|貸し借り|(?:他人|第三者)に(?:貸与|譲渡|使用|開示))[しさ]?(?:ない|ません|ず)(?:もの|こと)?(?:と(?:する|します))?[。、]?$"
    );
    // 登録した者以外を入れない: all others are kept out
    pattern!(
        ALL_OTHERS,
        needs[["以外"]],
        r"以外(?:の(?:者|人|もの|端末|機器|通信|接続))?(?:を|は|に|からの?[^、。]{0,8}を?)[^、。]{0,12}(?:入れ|入室さ?せ|立ち?入ら?せ?|接続(?:し|させ)|通さ|許可し|認め|使わせ|使用させ|閲覧させ|参照させ|渡さ|開示し|漏らさ|見せ)(?:ない|ません|ず)(?:もの|こと)?(?:と(?:する|します))?[。、]?$"
    );
    if KEPT_FROM.is_match(own) {
        return Strength::Prohibited;
    }
    if seen.around.kind.level() == Level::Binding && UNWANTED.is_match(own) {
        return Strength::Prohibited;
    }
    if ALL_OTHERS.is_match(own) { Strength::Duty } else { Strength::Disclaimed }
}
