//! Definitions: which short name stands for which party. In: the units of a paper. Out: names bound in [`Parties`].

use std::borrow::Cow;

use super::below;
use super::names::SUBCONTRACTOR;
use super::outline::Node;
use super::party::Parties;
use super::sides::{
    BRACKETS, entrusts_other_side, is_own_house, last_noun, mirror, named_sides, names_a_vendor, no_stranger,
    owns_house, partner, provides, takes_work,
};
use crate::model::{Kind, Level, Party, TableCell};
use crate::text::{Groups, fold, pattern, respell};

// 「…(以下「甲」という。)」 in its many shapes.
pattern!(
    ALIAS, needs [["("], ["「", "『", "\""]],
    r#"([^。、\n()「」『』]+)\(\s*(?:[^()]*をいい(?:ます)?。?)?\s*(?:(?:[^()「」『』]{1,40}[。、]\s*)?以下、?|(?:本|この)?(?:表|文|別紙|書|図)中(?:では|で|に)?、?)?(?:単に|総称して|これらを総称して|これらを|両社を|両者を|併せて|あわせて)?\s*[「『"]([^」』"]+)[」』"]\s*(?:と|という|いう|称|、|。|\))"#
);
// 「…(以下甲という。)」
pattern!(ALIAS_BARE, needs [["("], ["以下"], ["とい", "と称"]], r"([^。、\n()「」]+)\(\s*以下、?([^」()「、。]+?)と(?:いう|いいます|称す|称します)");
// みほん病院(甲)と株式会社みほん(乙)は / 株式会社みほん(当社)は
pattern!(
    ALIAS_PLAIN,
    needs[[
        "(甲)",
        "(乙)",
        "(丙)",
        "社)",
        "(委託者)",
        "(受託者)",
        "(発注者)",
        "(受注者)",
        "(当院)",
        "(貴院)",
        "(お客様)",
        "側)",
        "者)",
        "元)",
        "先)",
        "院)",
        "施設)",
        "機関)",
        "(A)",
        "A)",
        "B)",
        "(B)",
        "(C)"
    ]],
    r"([^。、\n()「」]+)\((甲|乙|丙|当社|弊社|委託者|受託者|発注者|受注者|当院|貴院|お客様|[\p{Han}]{2,6}側|[A-Z]|[\p{Han}]{2,4}[A-C]|[\p{Han}]{2}(?:元|先)|(?:導入|利用|契約|加入|注文|請負|依頼|提供|運営|保守|管理|開発|受託|委託)(?:者|元|先|院|会社|施設|機関))\)"
);
// 「ご利用施設」とは当社と「ナギ」の契約をした病院をいいます
pattern!(MEANS_QUOTING, r"「([^」]{1,20})」とは、?([^。]{1,90}?)を(?:いう|いい)");
// 「甲」とは…をいう / 「甲」とは…を、「乙」とは…をいう
pattern!(MEANS, needs[["」とは"]], r"「([^」]+)」とは、?([^「」]+?)を?(?:いう|いい|指す|指し|、|意味|$)");
// …を「甲」、…を「乙」とする / …を甲、…を乙として / …を「当社」、…を「契約者」といいます
pattern!(
    CALLS,
    needs[[
        "を甲", "を乙", "を丙", "を「", "を当", "を弊", "を契", "をお", "を利", "をユ", "を提", "を委", "を受", "を発",
        "を事", "を医", "を会", "を加", "を病", "をベ"
    ]],
    r"([^。、\n「」()]+)を「?(甲|乙|丙|当社|弊社|契約者|お客様|利用者|ユーザ|提供者|委託者|受託者|発注者|受注者|事業者|医療機関|会員|加入者|病院|ベンダ)」?(?:、|と(?:し|する|いう|いい|呼|称|表記|略|記)|とし)"
);
// 「サービスの利用を申し込む医療機関を「ユーザー」といいます」
// (以下「提供元」といい、契約した医療機関を「契約機関」といいます。)
pattern!(CALLED_TOO, needs [["い、"], ["を「"]], r"といい、([^。、\n「」()]+)を「([^」]+)」と(?:いう|いい|呼|称)");
// …を「事務局」、…を「利用者」、…を「紹介元」とします
pattern!(
    CALLED_MANY,
    needs [["」、"], ["」と"]],
    r"(?:[^。、\n「」()]+を「[^」]+」、)+[^。、\n「」()]+を「[^」]+」と(?:いう|いい|呼|称|し|する|表記|表示|略|記)"
);
// 医療法人みほん会を依頼者、株式会社みほんを顧問とする
pattern!(
    IN_TURN,
    needs[["とする", "とします", "と呼", "と称"]],
    r"(?:^|。)([^。、「」]{3,40})を([\p{Han}]{2,5})、([^。、「」]{3,40})を([\p{Han}]{2,5})と(?:する|します|呼|称)"
);
// 注文者は医療法人みほん会を、請負人は有限会社みほんを指す
pattern!(
    POINTED_OUT,
    needs[["を指", "をい"], ["を、"]],
    r"(?:^|。)([\p{Han}]{2,5})は、?([^。、「」]{3,40})を、([\p{Han}]{2,5})は、?([^。、「」]{3,40})を(?:いう|いい|指)"
);
pattern!(ONE_OF_MANY, r"([^。、\n「」()]+)を「([^」]+)」");
pattern!(CALLED, needs [["を「"], ["」と"]], r"([^。、\n「」()]+)を「([^」]+)」と(?:いう|いい|呼|称|し|する|表記|表示|略|記)");
// 申込者(甲):みほん小児科 保守会社(乙):有限会社みほん
pattern!(
    ROLES,
    needs[["(甲)", "(乙)", "(丙)"]],
    r"([\p{Han}\p{Katakana}ー]{2,8})\s?\((甲|乙|丙)\)\s?:[\s\u{3000}]*([^\s\u{3000}:、。()]{2,40})"
);
// (委託者)みほん病院 (受託者)株式会社みほん
pattern!(
    BEFORE_NAME,
    needs[["(甲)", "(乙)", "者)", "主)", "元)", "先)"]],
    r"(?:^|[\s\u{3000}。])\((甲|乙|委託者|受託者|発注者|受注者|注文者|請負者|請負人|売主|買主|貸主|借主|賃貸人|賃借人|委託元|委託先|発注元|発注先)\)[\s\u{3000}]*([^\s\u{3000}()、。は]{2,40})"
);
// KC社=株式会社みほんクラウド、病院=契約医療機関
pattern!(
    EQUALS,
    needs[["="]],
    r"(?:^|[、。\s\u{3000}(])「?([^、。\s\u{3000}()「」=]{1,12})」?\s?=\s?「?([^、。=\s\u{3000}()「」]{3,40})」?"
);
// 委託者 国民健康保険たかね病院(以下「甲」という。) / 甲:学校法人… / 事業者名 カササギ医療データ株式会社
pattern!(
    SIGN,
    r"^(甲|乙|丙|委託者|受託者|発注者|受注者|提供者|利用者|契約者|事業者|業者|会社|病院|医療機関|提供事業者|製造業者|サービス事業者|事業者名|貸主|借主|サービス会社|サービス提供者|提供会社|保守会社|運営会社|受託会社|提供元|契約先|ご契約先|提供側|利用側|運営|運営者|注文者|請負人|委託元|委託先|導入施設|発注元|発注先|依頼元|依頼先|提供先|保守担当|(?:委託|受託|発注|受注|依頼|提供|利用)する側|受注先|受注元|導入先|導入元|納入者|納入先|購入者|購入元|販売者|販売元|供給者|供給元|依頼者|委任者|受任者|賃貸人|賃借人|被許諾者)[\s\u{3000}:]+(.+)$"
);
pattern!(
    OTHER_ROLE,
    needs[["と", "及び"]],
    r"(?:と|及び)(?:甲|乙|委託者|受託者|発注者|受注者|注文者|請負人|請負者|発注元|発注先|委託元|委託先|提供者|利用者)[\s\u{3000}:]"
);
// 預託者 医療法人みほん会 みほん病院
pattern!(
    CALLED_SO,
    r"^([\p{Han}]{2,4}(?:者|人|主|元|側))[\s\u{3000}:]+((?:[^。、]{0,20}(?:株式会社|有限会社|合同会社|法人|病院|医院|診療所|センタ|クリニック))[^。、]{0,30})$"
);
// 当社(株式会社みほん)は
pattern!(
    PLAIN_BRACKET,
    needs[["甲(", "乙(", "丙(", "社(", "店(", "会(", "様(", "者(", "ザ(", "員(", "設("]],
    r"(甲|乙|丙|当社|弊社|小社|当店|当会|本会|お客様|契約者|ユーザ|会員|利用者|参加施設|発注者|受注者|委託者|受託者|注文者|請負者|提供者|供給者|使用者)\(([^()「」]{1,}?(?:会社|法人[^()]*|病院|医療機関|診療所|クリニック|会|施設)[^()「」]*)\)"
);
// 「契約機関」は当社と契約する医療機関、
pattern!(
    IS_NAMED,
    needs[["」は"]],
    r"「([^」]+)」は、?([^「」、。]{3,}?)(?:です|である)?(?:、|を(?:指|い)|とする|とします|。)"
);
// 保守会社とは、…をいう
pattern!(ITEM_MEANS, needs [["とは"], ["いう", "いい", "指"]], r"^([^、。「」]+)とは、?([^。]{4,}?)を?(?:いう|いいます|指す|指します)。?$");
// 甲 みほん病院  乙 株式会社みほん on one line.
pattern!(
    SIDE_BY_SIDE,
    r"(?:[\s\u{3000}、/]+|と|及び)((?:甲|乙|丙|委託者|受託者|発注者|受注者|提供者|利用者|事業者|回答者|医療機関|病院|業者|会社|ベンダ|提供元|契約先|提供側|利用側|注文者|請負人|委託元|委託先|発注元|発注先|依頼元|依頼先|提供先|保守担当|許諾者|使用者|(?:委託|受託|発注|受注|依頼|提供|利用)する側|受注先|受注元|導入先|導入元|納入者|納入先|購入者|購入元|販売者|販売元|供給者|供給元|依頼者|委任者|受任者|賃貸人|賃借人|被許諾者)[\s\u{3000}:])"
);
// (3) 保守受託者 センターとの契約に基づき…事業者をいう。
pattern!(
    TERM,
    needs[["をい", "のこ", "を指"]],
    r"^「?([^\s\u{3000}「」、。は]+)」?[\s\u{3000}:]+(.{4,}?)(?:をいう|をいいます|のこと|を指す)"
);
// (3) 「管理者」 会員のうち、施設が指定した方: a list of terms without をいう
pattern!(
    TERM_ALONE,
    needs[["者", "方", "員", "機関", "施設", "診療所", "病院", "会社"]],
    r"^「?([^\s\u{3000}「」、。は]{2,14})」?[\s\u{3000}:]+([^。]{6,}?(?:者|方|員|機関|施設|診療所|病院|会社)|[^。]*(?:株式会社|有限会社|合同会社)[^。]*)。?$"
);
// 本規約を締結した病院(以下…) with the bracket before: 利用者(当社と利用契約を結んだ医療機関をいいます。)
pattern!(BRACKETED, needs [["("], ["をい", "を指"]], r"([\p{Han}\p{Katakana}ーお]+)\(([^()]{4,})を(?:いう|いいます|指す|指します)。?[^()]*\)");
// 委託者は県立やまなみ病院、受託者は本業務の落札者とする
pattern!(
    IS,
    needs[["甲は", "乙は", "丙は", "者は"]],
    r"(甲|乙|丙|委託者|受託者|発注者|受注者|提供者|利用者|顧客|事業者)は、?([^。、]{2,}?)(?:、|とする|である|を(?:いう|指す))"
);

/// 公益財団法人みほん保全機構(「機構」)と国立みほん病院(「病院」): of two who might both be houses, the one that is called none.
fn firm_of_two<'s>(signers: &'s [(String, String, Option<Party>)], front: &str) -> Option<&'s str> {
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

/// What looks like the name of a side and is a place.
const PLACES: [&str; 22] = [
    "製造元",
    "発売元",
    "発送元",
    "接続元",
    "回線元",
    "応援先",
    "移転先",
    "搬入先",
    "連絡先",
    "送付先",
    "提出先",
    "取引先",
    "勤務先",
    "移行先",
    "保管先",
    "返却先",
    "転送先",
    "接続先",
    "相談先",
    "届出先",
    "報告先",
    "訪問先",
];

/// Roles of two sides that may stand in any bracket.
const ROLES_OF_TWO: [&str; 12] = [
    "導入元",
    "導入先",
    "委託元",
    "委託先",
    "提供元",
    "提供先",
    "契約元",
    "契約先",
    "依頼元",
    "依頼先",
    "発注元",
    "発注先",
];

/// Letters of the longest name that binds; what is longer is a sentence in brackets.
const LONGEST_NAME: usize = 20;

/// Finds the names that a paper gives its parties.
///
/// `posts` are names known beforehand; the paper's own words come on top of them.
pub fn bind(nodes: &[Node], kind: Kind, posts: impl Iterator<Item = (String, Party)>) -> Parties {
    let mut parties = Parties::new(kind);
    for (name, party) in posts {
        parties.bind(&name, party);
        // the head of 医療情報管理室 speaks for it
        parties.bind(&format!("{name}長"), party);
    }
    let mut given: Vec<(String, Option<Party>)> = Vec::new();
    // names of those who sign, as they are described, and their sides
    let mut signers: Vec<(String, String, Option<Party>)> = Vec::new();
    let texts: Vec<(String, String)> = nodes
        .iter()
        .map(|node| {
            let folded = fold(&defining(node));
            (respell(&folded).text, folded.text)
        })
        .collect();
    for (node, (text, spaced)) in nodes.iter().zip(&texts) {
        let definition = node.heading.as_deref().is_some_and(|heading| {
            heading.contains("定義")
                || heading.contains("ことば")
                || heading.contains("用語")
                || heading.contains("意味")
                || heading.contains("意義")
        }) || node
            .parent
            .is_some_and(|parent| nodes[parent].text.contains("用語") || nodes[parent].text.contains("言葉"));
        let aliases = ALIAS.captures_iter(text).chain(ALIAS_BARE.captures_iter(text));
        // 保守会社(乙):みほん電子: what is called so stands behind the colon
        let follows = |found: &Groups<'_>| {
            // (委託者)みほん病院 (受託者)株式会社みほん: so does what follows such a bracket in front
            let leads = text.trim_start().starts_with('(');
            leads || found.get(0).is_some_and(|whole| text[whole.end()..].trim_start().starts_with(':'))
        };
        // みほん商会(連絡先)
        let is_open = |name: &str| name.ends_with(['元', '先']) && !ROLES_OF_TWO.contains(&name);
        let is_place = |found: &Groups<'_>| PLACES.contains(&&found[2]) || is_open(&found[2]) && !node.unit.is_empty();
        let plain = ALIAS_PLAIN.captures_iter(text).filter(|found| !follows(found) && !is_place(found));
        for found in aliases.chain(plain) {
            let long = last_noun(&found[1]);
            let whole = text.get(found.get(0).map_or(0, |m| m.start())..).unwrap_or_default();
            let inside: String = whole.chars().skip_while(|&c| c != '(').take_while(|&c| c != ')').collect();
            // …協議会(情報共有サービスを提供する者。以下「協議会」という。)
            pattern!(
                PROVIDES,
                needs[["。以下"]],
                r"(?:提供|運営|運用)する(?:者|会社|法人|団体)(?:をいう|をいいます|である|です)?。以下"
            );
            let is_provider = PROVIDES.is_match(&inside);
            let party = if is_provider {
                Some(Party::Vendor)
            } else if kind == Kind::Rule && owns_house(&text[found.get(0).map_or(0, |whole| whole.end())..]) {
                Some(Party::Hospital)
            } else if below::is_outsider(&found[1], &found[2], text) {
                Some(Party::Third)
            } else if found[2] != *"乙" && below::is_below(&found[1]) || SUBCONTRACTOR.contains(&&found[2]) {
                Some(Party::Subcontractor)
            } else if matches!(kind, Kind::Terms | Kind::Sla) && provides(&text[found.get(0).map_or(0, |m| m.end())..])
                || found[1].contains("及び") && found[1].contains("株式会社")
                || ["運営主体である", "提供者である", "運営者である", "開発元である", "賃貸人である", "事業者である"]
                    .iter()
                    .any(|role| found[1].contains(role))
            {
                Some(Party::Vendor)
            } else {
                parties.describe(long).or_else(|| parties.describe(&found[1])).or_else(|| parties.describe(&inside))
            };
            if party == Some(Party::Third) && found[1].contains("患者") {
                parties.bind_treated(&found[2]);
                continue;
            }
            let party = party.or_else(|| partner(&parties, text, found.get(2)?.end()));
            // 当社は、運用を管理する者(以下「管理者」といいます。)を置きます: a person of the one who names it
            let party = party.or_else(|| {
                let doer = text[..found.get(1).map_or(0, |m| m.start())].rsplit('。').next().unwrap_or_default();
                let at = doer.find("は、")?;
                let is_person = ["者", "員", "長", "人"].iter().any(|end| found[1].ends_with(end));
                parties.named(super::phrase::phrase_before(doer, at)).filter(|_| is_person)
            });
            // the firm's own name means the same as its letter
            if ["株式会社", "有限会社", "合同会社", "(株)"].iter().any(|firm| long.contains(firm))
                && !long.contains('の')
            {
                given.push((long.to_owned(), party));
            }
            if matches!(kind, Kind::Contract | Kind::Memorandum) && node.unit.is_empty() {
                parties.sign(&found[2]);
                signers.push((found[2].to_owned(), found[1].to_owned(), party));
            }
            // (確認者A): then A alone
            if let Some(letter) = found[2].chars().next_back().filter(char::is_ascii_uppercase) {
                given.push((letter.to_string(), party));
            }
            given.push((found[2].to_owned(), party));
        }
        // what a bracket says of another paper's letters binds nothing here
        let outside = BRACKETS.replace_all(text, "");
        // (提供者 株式会社みほんを「M社」、病院を「利用病院」とします。): all of it stands in brackets
        let outside = if outside.trim().is_empty() { Cow::Borrowed(text.as_str()) } else { outside };
        // 「管理者」とは、株式会社みほん(以下「当社」といいます。)が選んだ者をいう
        let means = MEANS_QUOTING.captures_iter(&outside).chain(MEANS.captures_iter(&outside));
        for found in MEANS_QUOTING.captures_iter(text).chain(MEANS.captures_iter(text)).chain(means) {
            // one definition, not the next one too
            if !found[2].contains("」とは") {
                // 「本会」とは本システムを運営する医師会を: whoever runs the service, whatever it is
                let runs = ["を運営する", "を提供する", "を運用する"].iter().any(|role| found[2].contains(role));
                let party = match matches!(kind, Kind::Terms | Kind::Sla) && runs && !found[2].contains("利用") {
                    true => Some(Party::Vendor),
                    false => parties.describe(&found[2]),
                };
                if party == Some(Party::Third) && found[2].contains("患者") {
                    parties.bind_treated(&found[1]);
                } else if kind == Kind::Rule && is_own_house(&found[2]) {
                    parties.bind(&found[1], Party::Hospital);
                } else {
                    given.push((found[1].to_owned(), party));
                }
            }
        }

        // 病院を甲とする原契約にかかわらず: another paper's letters
        let of_other_paper = |end: usize| {
            pattern!(
                OTHER_PAPER,
                r"^(?:する|した)?(?:原契約|(?:契約|覚書|協定)(?:書)?(?:に(?:かかわら|基づ|定め|係る|附帯|付帯)))"
            );
            OTHER_PAPER.is_match(&outside[end..])
        };
        let of_this = |found: &Groups<'_>| found.get(0).is_some_and(|whole| !of_other_paper(whole.end()));
        for found in CALLS.captures_iter(&outside).chain(CALLED.captures_iter(&outside)).filter(of_this) {
            let below = ["乙から", "乙より", "受託者から", "受注者から", "乙の下で"];
            let party = match below.iter().any(|word| found[1].contains(word)) && &found[2] == "丙" {
                true => Some(Party::Subcontractor),
                false => parties.describe(last_noun(&found[1])),
            };
            given.push((found[2].to_owned(), party));
        }
        for found in IN_TURN.captures_iter(&outside).filter(of_this) {
            let (one, other) = (parties.describe(last_noun(&found[1])), parties.describe(last_noun(&found[3])));
            let are_places =
                [&found[2], &found[4]].iter().any(|name| name.ends_with(['系', '先', '場']) || name.ends_with("拠点"));
            if one.is_some() && other.is_some() && one != other && !are_places {
                given.extend([(found[2].to_owned(), one), (found[4].to_owned(), other)]);
            }
        }
        for found in POINTED_OUT.captures_iter(&outside) {
            let (one, other) = (parties.describe(&found[2]), parties.describe(&found[4]));
            if one.is_some() && other.is_some() && one != other {
                given.extend([(found[1].to_owned(), one), (found[3].to_owned(), other)]);
            }
        }
        for many in CALLED_MANY.find_iter(&outside).filter(|many| !of_other_paper(many.end())) {
            for found in ONE_OF_MANY.captures_iter(many.as_str()) {
                given.push((found[2].to_owned(), parties.describe(last_noun(&found[1]))));
            }
        }
        if kind.level() == Level::Binding
            && let Some(firm) = takes_work(text)
        {
            given.push((firm, Some(Party::Vendor)));
        }
        for found in ROLES.captures_iter(spaced) {
            let party = parties.describe(&respell(&fold(&found[3])).text);
            given.extend([1, 2].map(|name| (found[name].to_owned(), no_stranger(&found[name], party))));
        }
        for found in BEFORE_NAME.captures_iter(spaced.trim_start()) {
            let party = parties.describe(&respell(&fold(&found[2])).text);
            given.push((found[1].to_owned(), no_stranger(&found[1], party)));
        }
        for found in EQUALS.captures_iter(spaced) {
            let (name, body) = (respell(&fold(&found[1])).text, respell(&fold(&found[2])).text);
            if ends_in_person(&body) {
                given.push((name, parties.describe(&body)));
            }
        }
        for found in CALLED_TOO.captures_iter(text) {
            given.push((found[2].to_owned(), parties.describe(last_noun(&found[1]))));
        }
        // 受注者(協力会社を含む。): only a bare name says who a role is
        let is_bare = |name: &str, inside: &str| {
            !name.ends_with('者')
                || name == "契約者"
                || name == "利用者"
                || !inside.contains(['を', 'が', 'に', 'と', 'す', 'た', 'く'])
        };
        for found in PLAIN_BRACKET.captures_iter(text).filter(|found| is_bare(&found[1], &found[2])) {
            given.push((found[1].to_owned(), parties.describe(&found[2])));
        }
        for found in IS_NAMED.captures_iter(text) {
            // 「利用者」は、本アプリに登録した個人の方(患者さん)です
            let plain = BRACKETS.replace_all(&found[2], "");
            let is_treated = found[2].contains("患者") && parties.describe(&found[2]) == Some(Party::Third)
                || ["個人", "個人の方", "個人のお客様"].iter().any(|end| plain.ends_with(end));
            if is_treated {
                parties.bind_treated(&found[1]);
            } else if ends_in_person(&plain) {
                given.push((found[1].to_owned(), parties.describe(&plain)));
            }
        }
        for found in BRACKETED.captures_iter(text) {
            if let Some(party) = parties.describe(&found[2]) {
                given.push((found[1].to_owned(), Some(party)));
            }
        }
        if node.text.chars().count() < 120 {
            let lines = SIDE_BY_SIDE.replace_with(spaced, |found| format!("\n{}", &found[1]));
            for line in lines.split('\n') {
                // where the paper says that 丙 works below 乙, its signature does not make it more
                let is_below = |name: &str| {
                    ["丙", "丁"].contains(&name)
                        && matches!(parties.named(name), Some(Party::Subcontractor | Party::Third))
                };
                if let Some(found) = SIGN.captures(line.trim()).filter(|found| !is_below(&found[1])) {
                    // 発注者 みほん病院と受注者 株式会社みほんとは: up to the other side
                    let body = OTHER_ROLE.find(&found[2]).map_or(&found[2], |other| &found[2][..other.start()]);
                    let party = parties.describe(&respell(&fold(body)).text);
                    given.push((found[1].trim_end_matches('名').to_owned(), no_stranger(&found[1], party)));
                }
            }
        }
        if node.unit.is_empty() && node.table.is_none() && node.text.chars().count() < 120 {
            for (role, firm) in named_sides(spaced) {
                let name = respell(&fold(&role)).text;
                let is_known = given.iter().any(|(known, _)| *known == name)
                    || parties.named(&name).is_some_and(|party| party != Party::Third);
                if !is_known {
                    given.push((name, parties.describe(&respell(&fold(&firm)).text)));
                }
            }
        }
        // 預託者 みほん病院 over the first article: whatever the paper calls its sides
        if node.unit.is_empty()
            && node.table.is_none()
            && let Some(found) = CALLED_SO.captures(spaced.trim())
            && ![
                "責任者",
                "担当者",
                "管理者",
                "代表者",
                "作成者",
                "記入者",
                "承認者",
                "対象者",
                "連絡先",
                "送付先",
                "提出先",
                "代理人",
                "保証人",
                "宛先",
            ]
            .contains(&&found[1])
        {
            let name = respell(&fold(&found[1])).text;
            let is_given = given.iter().any(|(known, _)| *known == name);
            if !is_given && parties.named(&name).is_none() && !found[2].contains(':') {
                given.push((name, parties.describe(&respell(&fold(&found[2])).text)));
            }
        }
        // この規則で利用者とは、…をいう
        pattern!(
            HERE_MEANS,
            needs[["とは"], ["をい", "を指"]],
            r"(?:この|本)(?:規則|規程|規約|要領|約款|契約|細則|基準)(?:で|において)(?:は)?、?([^、。「」]{2,8})とは、?([^。]{4,}?)を(?:いう|いい|指)"
        );
        // 利用者とは、貸出しを受けた患者及びその家族をいう
        let is_treated = |described: &str| {
            ["患者", "家族", "代理人", "受診者", "保護者"].iter().any(|end| described.ends_with(end))
                && described.contains("患者")
                && !described.contains("職員")
        };
        if let Some(found) = HERE_MEANS.captures(text).filter(|found| !found[2].contains("とは"))
            && is_treated(&found[2])
        {
            parties.bind_treated(&found[1]);
        }
        if definition && let Some(found) = ITEM_MEANS.captures(text.trim()) {
            given.push((found[1].to_owned(), parties.describe(&found[2])));
        }
        if definition && let Some(found) = TERM.captures(spaced.trim()) {
            let body = respell(&fold(&found[2])).text;
            let name = respell(&fold(&found[1])).text;
            if ends_in_person(&body) {
                given.push((name, parties.describe(&body)));
            }
        }
        if definition
            && let Some(found) = TERM_ALONE.captures(spaced.trim())
            && !TERM.is_match(spaced.trim())
        {
            let body = respell(&fold(&found[2])).text;
            given.push((respell(&fold(&found[1])).text, parties.describe(&body)));
        }
        if definition || node.text.chars().count() < 60 {
            for found in IS.captures_iter(text) {
                let party = parties.describe(&found[2]);
                // 受託者は、病院の許しを得ずに… is no definition
                let is_name = ends_in_person(&found[2]) || found[2].ends_with("法人");
                if is_name && !found[2].contains(['を', 'が', 'に']) {
                    given.push((found[1].to_owned(), party));
                }
            }
        }
        for (name, party) in given.drain(..) {
            let plain = name.trim_start_matches("本");
            let is_name = !["サービス", "システム", "契約", "業務", "規約", "製品", "設備", "データ"]
                .iter()
                .any(|thing| plain.ends_with(thing));
            let fits = match party {
                Some(Party::Vendor) => !matches!(name.as_str(), "病院" | "医療機関" | "当院"),
                Some(Party::Hospital) => !matches!(name.as_str(), "業者" | "事業者" | "会社") && !names_a_vendor(&name),
                _ => true,
            };
            let is_short = name.chars().count() <= LONGEST_NAME;
            if let Some(party) = party.filter(|_| is_name && is_short && fits) {
                parties.bind(&name, party);
            }
        }
    }
    let front: String = texts.iter().take(4).map(|(text, _)| text.as_str()).collect();
    if let Some(firm) = firm_of_two(&signers, &front) {
        parties.bind(firm, Party::Vendor);
    }
    mirror(&mut parties, &texts);
    if kind == Kind::Rule
        && parties.named("相手方").is_none()
        && entrusts_other_side(texts.iter().map(|(text, _)| text.as_str()))
    {
        parties.bind("相手方", Party::Vendor);
    }
    // みほん医療センターの仕様書: センター alone is the house
    if kind != Kind::Rule
        && parties.named("センタ").is_none()
        && texts.iter().take(4).any(|(text, _)| text.contains("医療センタ"))
    {
        parties.bind("センタ", Party::Hospital);
    }
    below::place(&mut parties, &texts);
    parties.settle();
    parties
}

/// The words of a unit in which names may be given; of a table, the rows that give one (提供者 | 株式会社みほん(以下「会社」という。)).
fn defining(node: &Node) -> Cow<'_, str> {
    let Some(table) = &node.table else { return Cow::Borrowed(&node.text) };
    let gives = |cell: &TableCell| cell.text.contains("以下") && cell.text.contains('「');
    let rows = table.rows.iter().filter(|row| row.iter().any(gives));
    let words = |row: &Vec<TableCell>| row.iter().map(|cell| cell.text.trim()).collect::<Vec<_>>().join(" ");
    Cow::Owned(rows.map(words).collect::<Vec<_>>().join("\n"))
}

fn ends_in_person(body: &str) -> bool {
    [
        "者",
        "社",
        "企業",
        "ユーザ",
        "会員",
        "機関",
        "病院",
        "職員",
        "長",
        "方",
        "要員",
        "員",
        "患者",
        "課",
        "室",
        "施設",
        "診療所",
        "会社",
        "業者",
        "センタ",
        "クリニック",
        "医院",
        "法人",
        "企業団",
        "組合",
    ]
    .iter()
    .any(|end| body.ends_with(end))
        || body.contains("株式会社")
}
