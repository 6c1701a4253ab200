//! Definitions: which short name stands for which party. In: the units of a paper. Out: names bound in [`Parties`].

use std::borrow::Cow;

use super::below;
use super::names::SUBCONTRACTOR;
use super::naming::{
    ALIAS, ALIAS_BARE, ALIAS_PLAIN, BEFORE_NAME, BRACKETED, CALLED, CALLED_MANY, CALLED_SO, CALLED_TOO, CALLS, EQUALS,
    IN_TURN, IS, IS_NAMED, ITEM_MEANS, MEANS, MEANS_QUOTING, ONE_OF_MANY, OTHER_ROLE, PLACES, PLAIN_BRACKET,
    POINTED_OUT, ROLES, ROLES_OF_TWO, SIDE_BY_SIDE, SIGN, TERM, TERM_ALONE,
};
use super::outline::Node;
use super::party::Parties;
use super::sides::{
    BRACKETS, entrusts_other_side, firm_of_two, is_own_house, last_noun, mirror, named_sides, names_a_vendor,
    no_stranger, owns_house, partner, provides, takes_work,
};
use crate::model::{Kind, Level, Party, TableCell};
use crate::text::{Groups, fold, pattern, respell};

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
