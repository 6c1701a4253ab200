//! Which side a party of the paper is on by those it stands beside. In: the names bound so far and the words of the paper. Out: the
//! side, or names bound anew.

use super::party::Parties;
use crate::model::Party;
use crate::text::pattern;

pattern!(pub(super) BRACKETS, needs[["("]], r"\([^()]*\)");

/// みほん医院(以下「医院」という。)と工房みほん(以下「当店」という。)は契約する: of two who sign, one a hospital, the other is the
/// vendor whatever its name. `end` is where the name given to it ends.
pub(super) fn partner(parties: &Parties, text: &str, end: usize) -> Option<Party> {
    pattern!(
        PAIR,
        needs[["以下"]],
        r"^([^。()]{2,40})\(以下、?「([^「」]+)」と?(?:いう|いいます|称する|します|する)?。?\)と、?([^。()]{2,40})\((?:[^()「」]{1,30}[。、])?以下、?「([^「」]+)」と?(?:いう|いいます|称する|します|する)?。?\)(?:は|とは|との間|の)"
    );
    let found = PAIR.captures(text)?;
    let sides = (parties.describe(last_noun(&found[1])), parties.describe(last_noun(&found[3])));
    match sides {
        (Some(Party::Hospital), _) if found.get(4)?.end() == end => Some(Party::Vendor),
        // 一般社団法人みほん協会(以下「協会」という。)と株式会社みほん
        (None, Some(Party::Vendor)) if found.get(2)?.end() == end => Some(Party::Hospital),
        _ => None,
    }
}

/// 保守業者, 保守会社, 委託先: whoever is described with the hospital's own words («病院と保守の契約を結んだ者») stays a vendor.
pub(super) fn names_a_vendor(name: &str) -> bool {
    [
        "業者",
        "ベンダ",
        "保守会社",
        "委託先",
        "委託会社",
        "受託会社",
        "受託者",
        "受注者",
        "請負人",
        "請負者",
        "納入者",
        "納入会社",
    ]
    .iter()
    .any(|word| name.ends_with(word))
}

/// Where only one letter was bound to a known side, the other letter is the other side.
pub(super) fn mirror(parties: &mut Parties, texts: &[(String, String)]) {
    let all: String = texts.iter().take(12).map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\n");
    for (one, two) in [("甲", "乙"), ("委託者", "受託者"), ("発注者", "受注者"), ("提供者", "利用者")]
    {
        let bound = |name: &str| {
            all.contains(&format!("「{name}」"))
                || all.contains(&format!("を{name}"))
                || all.contains(&format!("{name}:"))
        };
        if one == "甲" && all.contains("「丙」") {
            continue;
        }
        if let (Some(a), Some(b)) = (parties.named(one), parties.named(two))
            && a == b
            && matches!(a, Party::Hospital | Party::Vendor)
            && bound(one)
            && bound(two)
        {
            // both look alike by name (医療情報センター株式会社): the usual order stands
            let (first, second) =
                if one == "提供者" { (Party::Vendor, Party::Hospital) } else { (Party::Hospital, Party::Vendor) };
            parties.bind(one, first);
            parties.bind(two, second);
        }
    }
}

/// …(以下「本会」という。)が提供する: whoever provides the service is the vendor, whatever it calls itself.
pub(super) fn provides(after: &str) -> bool {
    let after = after.replace("提供者", "").replace("運営者", "");
    let rest = after.trim_start_matches(|c: char| "」)。という・いいます".contains(c));
    let rest = BRACKETS.replace_all(rest, "");
    let near: String = rest.chars().take(24).collect();
    pattern!(TO_MEMBERS, needs[["に対し"], ["提供"]], r"^(?:は|が)、[^。]{2,80}に対し(?:て)?、[^。]{0,30}提供(?:する|します|いたします)");
    (near.starts_with('が') || near.starts_with('は') || near.starts_with('の'))
        && ["提供", "運営", "運用"].iter().any(|word| near.contains(word))
        || TO_MEMBERS.is_match(&rest)
}

/// 乙:みほんブリッジ社: who signs as 甲 or 乙 is no stranger, whatever its name.
pub(super) fn no_stranger(name: &str, party: Option<Party>) -> Option<Party> {
    let signs = ["甲", "乙", "受託者", "受注者", "委託者", "発注者"].contains(&name);
    party.filter(|party| !(signs && *party == Party::Third))
}

/// The last noun phrase: cut after と, 及び and particles.
pub(super) fn last_noun(words: &str) -> &str {
    let mut rest = words;
    for cut in ["と、", "及び", "並びに", "において、", "は、", "が", "である"] {
        if let Some((_, tail)) = rest.rsplit_once(cut)
            && tail.chars().count() > 1
        {
            rest = tail;
        }
    }
    // 「…病院(以下「甲」という。)と株式会社…」: the と at the beginning belongs to the pair
    rest.trim_start_matches(['と', 'の', ')', ' ', '\u{3000}'])
}

/// 公益財団法人みほん保全機構(「機構」)と国立みほん病院(「病院」): of two who might both be houses, the one that is called none.
pub(super) fn firm_of_two<'s>(signers: &'s [(String, String, Option<Party>)], front: &str) -> Option<&'s str> {
    let [one, other] = signers else { return None };
    let is_house = |described: &str| {
        ["病院", "医院", "診療所", "クリニック", "医療センタ"].iter().any(|house| described.contains(house))
    };
    // its owner signs for a house, and a firm that has no name here may be the other side
    const OWNERS: [&str; 12] = [
        "医療法人",
        "学校法人",
        "社会福祉法人",
        "大学法人",
        "組合",
        "企業団",
        "事務組合",
        "市",
        "町",
        "村",
        "県",
        "会社",
    ];
    let is_owner = |described: &str| OWNERS.iter().any(|owner| described.contains(owner));
    if one.2 != Some(Party::Hospital) || other.2 != Some(Party::Hospital) || front.contains("会社") {
        return None;
    }
    let is_house = |described: &str| is_house(described) || is_owner(described);
    match (is_house(&one.1), is_house(&other.1)) {
        (true, false) => Some(&other.0),
        (false, true) => Some(&one.0),
        _ => None,
    }
}

/// (以下「当社」という。)が設けるみほん病院: a firm that has a house of its own speaks for it in its rules. `after` stands behind the name.
pub(super) fn owns_house(after: &str) -> bool {
    pattern!(
        OWNS_HOUSE,
        needs[["が設", "が開設", "が運営", "が経営", "の設"]],
        r"^[^。)）]{0,8}。?[)）]?(?:が|の)(?:設け|設置し?|開設し?|運営し?|経営し?)(?:る|する|た|した)[^。、]{0,24}?(?:病院|診療所|クリニック|医院)(?:$|[^向用内情シクサ\p{Han}])"
    );
    OWNS_HOUSE.is_match(after)
}

/// …の主体としての当企業団: the description ends in the one who sets the rule.
pub(super) fn is_own_house(words: &str) -> bool {
    pattern!(
        HOUSE,
        needs[["当", "本", "病院"]],
        r"病院事業(?:の?管理者|を(?:経営|運営)する[\p{Han}]{1,6})$|病院の?開設者$|^(?:本会|当会|当院|本院|当法人|本法人)及び|(?:^|[^\p{Han}])(?:当(?:[\p{Han}]{0,6}(?:院|会|法人|組合|企業団|財団|病院|機構|施設|事業団|広域連合)|[\p{Han}]{0,6}センタ)|本(?:会|院|法人|組合|企業団|財団))$"
    );
    HOUSE.is_match(words) && !["当社", "当事者", "当該", "当局"].iter().any(|other| words.contains(other))
}

/// 保存を委託する相手方は: in a house's rules the other side is the one it entrusts.
pub(super) fn entrusts_other_side<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    pattern!(OTHER_SIDE, needs[["相手方"]], r"(?:委託|契約|発注)(?:する|の)相手方");
    pattern!(OF_TALK, needs[["相手方"]], r"(?:メール|送信|通信|連絡|通話|電話)(?:する|の)相手方");
    let mut entrusts = false;
    for text in texts {
        if OF_TALK.is_match(text) {
            return false;
        }
        entrusts |= OTHER_SIDE.is_match(text);
    }
    entrusts
}

/// …を株式会社みほんに委託し、株式会社みほんは、これを受託する: the firm that takes the work, under its own name.
pub(super) fn takes_work(text: &str) -> Option<String> {
    pattern!(
        ENTRUSTS,
        needs[["委託し、", "発注し、"], ["これを"]],
        r"([^、。をは]{3,30}?)に(?:委託|発注)し、([^、。は]{3,30})は、?これを(?:受託|引き?受け|受諾|承諾|請)"
    );
    let found = ENTRUSTS.captures(text).filter(|found| found[1] == found[2])?;
    Some(found[1].to_owned())
}

/// 当事者 発注施設:みほん病院 / 供給者:株式会社みほん: what the sides are called and who they are, in a line with its blanks.
pub(super) fn named_sides(line: &str) -> Vec<(String, String)> {
    pattern!(
        NAMED,
        needs[[":"]],
        r"(?:^|[\s\u{3000}/、・])([\p{Han}]{2,4}(?:者|施設|会社|院|元|先|側|機関|主|店)|供給|利用|提供|運営|保守)\s?:\s?([^\s\u{3000}/:、。()]{3,30})"
    );
    const PEOPLE: [&str; 8] = ["作成者", "責任者", "担当者", "管理者", "記入者", "承認者", "連絡先", "代表者"];
    const FIRMS: [&str; 9] =
        ["株式会社", "有限会社", "合同会社", "病院", "医院", "診療所", "クリニック", "法人", "センタ"];
    let sides = NAMED.captures_iter(line).map(|found| (found[1].to_owned(), found[2].to_owned()));
    sides
        .filter(|(role, firm)| !PEOPLE.contains(&role.as_str()) && FIRMS.iter().any(|mark| firm.contains(mark)))
        .collect()
}
