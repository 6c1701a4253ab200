//! Drafts: what two rival texts say, and what a party still to be chosen shall do, is not settled. In: a sentence and its heading.
//! Out: whether it is such.

use crate::text::pattern;

/// 〔甲の案〕乙は、…する; 〔甲・乙のいずれか〕が作成する. A heading may hold the mark too: 第8条【甲案】.
pub(super) fn is_unsettled(sentence: &str, heading: &str) -> bool {
    pattern!(RIVAL, needs[["案〕", "案】", "案]", "案)"]], r"^[〔【\[(]([^〔〕【】\[\]()。、]{1,12}案)[〕】\])]");
    // who it is has still to be chosen
    pattern!(
        CHOICE,
        needs[["〔", "【", "["], ["・", "/", "又は", "いずれ", "どちら"]],
        r"(?:〔[^〔〕]{0,24}(?:・|/|又は|いずれ|どちら)[^〔〕]{0,16}〕|【[^【】]{0,24}(?:・|/|又は|いずれ|どちら)[^【】]{0,16}】|\[[^\[\]]{0,24}(?:・|/|又は|いずれ|どちら)[^\[\]]{0,16}\])(?:は|が)"
    );
    RIVAL.captures(sentence.trim_start()).is_some_and(|found| is_rival(&found[1]))
        || is_rival(heading)
        || CHOICE.is_match(sentence)
}

/// 甲案, 病院側の案: the text of one side; a 提案 is something else.
fn is_rival(words: &str) -> bool {
    words.ends_with('案')
        && words.chars().count() <= 12
        && words != "案"
        && !["提案", "立案", "議案", "起案", "考案", "原案", "答案", "事案"].iter().any(|other| words.ends_with(other))
}

#[cfg(test)]
mod tests {
    use super::is_unsettled;

    #[test]
    fn rival_texts_and_choices_are_not_settled() {
        for (sentence, heading, unsettled) in [
            ("【受注者案】受注者は、鍵を預かる。", "", true),
            ("受注者は、鍵を預かる。", "病院側の案", true),
            ("〔甲/乙〕は、鍵を預かる。", "", true),
            ("[発注者又は受注者]が鍵を預かる。", "", true),
            ("乙は、〔毎月・毎週〕鍵を数える。", "", false),
            ("〔追加〕乙は、鍵を預かる。", "", false),
            ("〔提案〕乙は、鍵を預かる。", "改善提案", false),
            ("乙は、改善の案を示し、鍵を預かる。", "", false),
        ] {
            assert_eq!(is_unsettled(sentence, heading), unsettled, "{sentence}");
        }
    }
}
