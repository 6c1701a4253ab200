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
