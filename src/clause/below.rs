//! Who works below the vendor, and who stands outside of the contract. In: the words of a paper, and the names bound so far. Out: names
//! bound anew.

use super::party::Parties;
use crate::model::Party;
use crate::text::pattern;

// 当社は、運用をクラウド事業者に委託し…: that firm works below the vendor.
pattern!(
    HANDED, needs [["者に", "社に"], ["委託", "行わ"]],
    r"(?:当社|弊社|乙|受託者|受注者)は、?[^。]*?を([一-龠ァ-ヶー]{2,}(?:事業者|会社))に(?:再委託|委託|行わせ)"
);
// 丙は、甲と直接に回線契約を結ぶ電気通信事業者である
pattern!(
    CARRIER,
    needs[["通信事業者", "回線事業者"]],
    r"(丙|丁)は、?[^。]*?(?:通信事業者|回線事業者)(?:である|とする|です)"
);
// 甲が丙から借り受ける回線に関し
pattern!(
    LEASED,
    needs[["丙", "丁"], ["回線"]],
    r"(丙|丁)(?:から|より|と)[^。、]{0,16}(?:借り|賃借|契約(?:する|した)|提供を受け|引き)[^。、]{0,12}回線"
);
// 甲は、乙の再委託先として…
pattern!(
    BELOW,
    needs[["再委", "下請"]],
    r"(甲|乙|丙)は、?(?:甲|乙|丙)の(?:再委託先|下請(?:業者|会社)?)(?:として|である|であり|に当たる|とする|となる|で、|です)"
);
// 甲(みほん病院)、乙(株式会社みほん)及び丙(合同会社みほん)は、再委託につき
pattern!(
    UNDER,
    needs[["再委託に"], ["丙"]],
    r"^[^。]*(乙)(?:\([^()]*\))?(?:、|及び|並びに|と)[^。は]{0,8}(丙)(?:\([^()]*\))?は、?再委託に(?:つき|関し|ついて)"
);
// 甲が業務の一部を委ねる株式会社みほん
pattern!(
    GIVEN_ON,
    needs[["委ね", "任せ", "委託", "行わせ", "請負わせ"]],
    r"(?:甲|乙|受託者|受注者|当社|弊社)が、?[^、。]{0,24}(?:一部|作業|業務|保守|監視)を?(?:さらに)?(?:委ね|任せ|委託し|委託す|行わせ|請負わせ)(?:る|た|ている)"
);
// 甲が業務の一部を丙に再委託する
pattern!(SUBLET, needs[["再委託"]], r"(甲|乙|丙)(?:に|へ)(?:[^。、]*を)?再委託");
// 販売店である甲が、病院である丙から請け負った業務を乙に再委託する
pattern!(SUBLETS, needs[["再委託"]], r"(甲|乙|丙)(?:は|が)、?[^。]*?(甲|乙|丙)(?:に|へ)(?:[^。、]*を)?再委託");
/// The words describe who works below the vendor: 乙から再委託を受けた株式会社みほん.
pub(super) fn is_below(described: &str) -> bool {
    const WORDS: [&str; 10] = [
        "再委託先",
        "下請",
        "乙から",
        "乙より",
        "受託者から",
        "受注者から",
        "元請から",
        "元請より",
        "再委託を受け",
        "再委託された",
    ];
    WORDS.iter().any(|word| described.contains(word)) || GIVEN_ON.is_match(described)
}

/// The words describe who is no party to what the paper divides: whoever carries the line, unless it is the only firm of the paper, and
/// whoever leases the machines and leaves their upkeep to another. `name` is what the paper calls it, `text` the sentence.
pub(super) fn is_outsider(described: &str, name: &str, text: &str) -> bool {
    const OUTSIDE: [&str; 5] = ["電気通信事業者", "通信事業者", "回線事業者", "リース会社", "データセンタ事業者"];
    const CARRIERS: [&str; 6] = ["回線会社", "通信会社", "回線事業者", "通信事業者", "電気通信事業者", "リース会社"];
    const KEEPERS: [&str; 5] = ["保守事業者である", "保守業者である", "保守会社である", "保守を行う", "保守を担う"];
    let has = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    has(&OUTSIDE, described) && name == "丙"
        || CARRIERS.contains(&name) && firms(text) > 1
        || described.contains("賃貸人である") && has(&KEEPERS, text)
}

/// How many firms the words name.
fn firms(text: &str) -> usize {
    ["株式会社", "有限会社", "合同会社", "(株)"].iter().map(|firm| text.matches(firm).count()).sum()
}

/// Binds anew whom the paper says to work below another, or to stand outside.
pub(super) fn place(parties: &mut Parties, texts: &[(String, String)]) {
    for (text, _) in texts {
        for found in HANDED.captures_iter(text) {
            parties.bind(&found[1], Party::Subcontractor);
        }
        for found in SUBLET.captures_iter(text) {
            if parties.named(&found[1]) == Some(Party::Vendor) && &found[1] == "丙" {
                parties.bind(&found[1], Party::Subcontractor);
            }
        }
        for found in SUBLETS.captures_iter(text) {
            let side = |name| parties.named(&found[name]);
            if found[1] != found[2] && (side(1), side(2)) == (Some(Party::Vendor), Some(Party::Vendor)) {
                parties.bind(&found[2], Party::Subcontractor);
            }
        }
        for found in CARRIER.captures_iter(text) {
            parties.bind(&found[1], Party::Third);
        }
        for found in LEASED.captures_iter(text) {
            if parties.named(&found[1]) == Some(Party::Vendor) || parties.named(&found[1]) == Some(Party::Subcontractor)
            {
                parties.bind(&found[1], Party::Third);
            }
        }
        for found in UNDER.captures_iter(text) {
            if (parties.named(&found[1]), parties.named(&found[2])) == (Some(Party::Vendor), Some(Party::Vendor)) {
                parties.bind(&found[2], Party::Subcontractor);
            }
        }
        for found in BELOW.captures_iter(text) {
            parties.bind(&found[1], Party::Subcontractor);
        }
    }
}
