//! Which paper wins. In: the units of a paper. Out: its clauses of precedence, and the articles of other papers that it
//! replaces or strikes.

use super::outline::Node;
use crate::model::{Place, Precedence};
use crate::text::{normal, pattern};

pattern!(
    WINS,
    needs[["食い", "矛盾", "異な", "抵触", "相違", "齟齬", "競合"]],
    r"(?:食い違|矛盾|異な|抵触|相違|齟齬|競合)[^。]*(?:とき|場合)(?:は|には)?、?([^。、]{1,30}?)(?:が優先|の(?:定め|規定)が優先|を優先|による|によ[りる]|に従)"
);
/// Words in the names of binding papers.
const PAPERS: [&str; 14] = [
    "契約",
    "約款",
    "規約",
    "覚書",
    "合意書",
    "協定",
    "仕様書",
    "確認書",
    "申込書",
    "注文書",
    "SLA",
    "サービスレベル",
    "付属書",
    "附属書",
];
// 覚書は、この契約、個別契約書及び約款に優先する
pattern!(WINS_TO, needs[["優先"]], r"([^。]{1,40})[はが]、?([^。はが]{1,60})に優先(?:して適用|する|します|され)");
pattern!(WINS_OVER, needs[["優先"]], r"([^。、]{1,24}?)が[^。]*?(?:に)?優先(?:して適用|する|します|され)");

/// Clauses that say which paper wins, and articles that another paper replaces.
pub fn precedence(nodes: &[Node]) -> Vec<Precedence> {
    let mut found = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let words = normal(&node.text);
        let place = || place_of(node);
        let ranked = |winner: String, loser: String| Precedence {
            winner,
            loser,
            unit: None,
            paper: None,
            duties: Vec::new(),
            place: place(),
            text: node.text.clone(),
        };
        for sentence in words.split_inclusive('。') {
            found.extend(ranks(sentence).into_iter().map(|(winner, loser)| ranked(winner, loser)));
        }
        found.extend(order(nodes, index, &words).into_iter().map(|(winner, loser)| ranked(winner, loser)));
        found.extend(amendments(node, &words));
    }
    found
}

/// Who wins over whom in a sentence; the loser is empty for «everything else».
fn ranks(sentence: &str) -> Vec<(String, String)> {
    if let Some(over) = WINS_TO.captures(sentence) {
        let winners = named(&over[1]);
        let losers = named(&over[2]);
        let pairs = winners.iter().flat_map(|winner| losers.iter().map(move |loser| (winner.clone(), loser.clone())));
        return pairs.collect();
    }
    let Some(wins) = WINS.captures(sentence).or_else(|| WINS_OVER.captures(sentence)) else { return Vec::new() };
    let winners = named(&wins[1]);
    // 「この契約と規約とが食い違うときは」: the ones that do not win lose
    let differ = ["食い違", "矛盾", "異な", "抵触", "相違", "齟齬", "競合"]
        .iter()
        .find_map(|word| sentence.split_once(word))
        .map_or("", |(before, _)| before);
    let losers: Vec<String> = named(differ).into_iter().filter(|loser| !winners.contains(loser)).collect();
    winners
        .into_iter()
        .flat_map(|winner| match losers.is_empty() {
            true => vec![(winner, String::new())],
            false => losers.iter().map(|loser| (winner.clone(), loser.clone())).collect(),
        })
        .collect()
}

/// The papers that words name: この契約, 個別契約書及び約款 → each by itself, without what describes it (甲乙が記名押印した覚書).
fn named(words: &str) -> Vec<String> {
    pattern!(AND, r"、|及び|並びに|又は|若しくは|と(?:の間)?|・");
    let mut names = Vec::new();
    let mut rest = words;
    loop {
        let (part, next) = match AND.find(rest) {
            Some(found) => (&rest[..found.start()], Some(&rest[found.end()..])),
            None => (rest, None),
        };
        let name = part.rsplit(['た', 'る', 'が', 'は']).next().unwrap_or(part);
        let name = name.rsplit("の間の").next().unwrap_or(name).trim().trim_end_matches(['の', 'に', 'が']);
        let name = ["内容", "定め", "規定"].iter().fold(name, |name, end| name.strip_suffix(end).unwrap_or(name));
        let name = name.trim_end_matches('の');
        let is_paper = PAPERS.iter().any(|paper| name.contains(paper));
        if is_paper && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        match next {
            Some(next) => rest = next,
            None => return names,
        }
    }
}

/// «優先順位は、次のとおりとする» over a list of papers: each wins over those below it.
fn order(nodes: &[Node], index: usize, words: &str) -> Vec<(String, String)> {
    let is_order = ["優先順位", "優先する順", "優先の順", "適用の順", "順に優先", "順で優先"]
        .iter()
        .any(|word| words.contains(word));
    if !is_order {
        return Vec::new();
    }
    let below = nodes[index + 1..].iter().take_while(|node| node.parent == Some(index));
    let mut papers: Vec<String> = below.flat_map(|node| named(&normal(&node.text))).collect();
    if papers.is_empty()
        && let Some((before, after)) = words.split_once("順")
    {
        // 「優先順位は、A、B、Cとする」 and 「A、B、Cの順に優先する」
        let list = if after.starts_with("に") || after.starts_with("で") {
            before.rsplit(['は', '。']).next().unwrap_or(before)
        } else {
            after
        };
        papers = named(list);
    }
    let pairs = papers.iter().enumerate();
    pairs.flat_map(|(n, winner)| papers[n + 1..].iter().map(move |loser| (winner.clone(), loser.clone()))).collect()
}

/// Articles of the paper itself that another of its articles sets aside («第11条の規定は、適用しない»), and which one does.
/// Where it does so only in some case, nothing is set aside.
pub fn set_aside(nodes: &[Node]) -> Vec<(String, String)> {
    pattern!(
        ASIDE,
        needs[["適用し"], ["条"]],
        r"^(?:この契約の|本契約の|本約款の|この規約の|本規約の)?(第[0-9]+条(?:の[0-9]+)?(?:第[0-9]+項)?(?:第[0-9]+号)?)(?:の規定|の定め)?は、?(?:これを)?適用し(?:ない|ません)"
    );
    let mut found = Vec::new();
    for node in nodes.iter().filter(|node| !node.unit.is_empty()) {
        for sentence in normal(&node.text).split_inclusive('。') {
            if let Some(hit) = ASIDE.captures(sentence)
                && !node.unit.starts_with(&hit[1])
            {
                found.push((hit[1].to_owned(), node.unit.clone()));
            }
        }
    }
    found
}

fn place_of(node: &Node) -> Place {
    Place { unit: Some(node.unit.clone()), line: Some(node.line), page: node.page, ..Place::default() }
}

/// 「原契約第8条第2項を次のとおり改める」: this paper wins over that article. A change of single words («第8条中…を…に改める»)
/// leaves the article's duties where they are.
fn amendments(node: &Node, words: &str) -> Vec<Precedence> {
    pattern!(
        AMENDS,
        needs[["条"], ["改", "変更", "削"]],
        r"([^。、「」()]{0,24}?)(?:の)?(第[0-9]+条(?:の[0-9]+)?(?:第[0-9]+項)?(?:第[0-9]+号)?)(?:\([^)]{0,20}\))?(?:の規定|の定め|の全文)?(?:を|は)、?(?:全部|次の|以下の|下記の|別紙の|これを)?(?:とおり|ように)?、?(?:に)?(?:改める|改め、|改正する|改定する|変更する|削除する|削る)"
    );
    AMENDS
        .captures_iter(words)
        .filter_map(|found| {
            let paper = found[1].trim_start_matches(['は', 'が', 'び', '及', 'て', 'り']).trim();
            let named = ["契約", "規約", "約款", "規程", "仕様書", "覚書", "合意書", "SLA"]
                .iter()
                .find(|kind| paper.ends_with(*kind))?;
            // what stands before the paper's name belongs to the sentence
            let start = paper.rfind(['は', 'で', 'に', 'と', 'た', 'る']).map_or(0, |at| at + 'は'.len_utf8());
            let loser = if start < paper.len() - named.len() { &paper[start..] } else { paper };
            let own = ["この", "本"].iter().any(|own| loser.starts_with(own));
            (!own).then(|| Precedence {
                winner: "本書".to_owned(),
                loser: loser.to_owned(),
                unit: Some(found[2].to_owned()),
                paper: None,
                duties: Vec::new(),
                place: place_of(node),
                text: node.text.clone(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_of_precedence_name_winner_and_loser() {
        let rows: &[(&str, &[(&str, &str)])] = &[
            ("この契約と規約とが食い違うときは、この契約による。", &[("この契約", "規約")]),
            ("個別契約書とこの契約とが食い違うときは、個別契約書が優先する。", &[("個別契約書", "この契約")]),
            (
                "この契約又は個別契約書と約款とが矛盾する場合は、この契約及び個別契約書が優先する。",
                &[("この契約", "約款"), ("個別契約書", "約款")],
            ),
            ("甲乙が記名押印した覚書は、この契約及び約款に優先する。", &[("覚書", "この契約"), ("覚書", "約款")]),
            ("請負契約書と食い違うときは、請負契約書による。", &[("請負契約書", "")]),
            ("申込書の特約は、利用規約に優先して適用されます。", &[("申込書の特約", "利用規約")]),
            ("緊急の作業は、通常の作業に優先する。", &[]),
            ("仕様が異なるときは、甲乙協議による。", &[]),
        ];
        for (sentence, pairs) in rows {
            let found = ranks(&normal(sentence));
            let found: Vec<(&str, &str)> =
                found.iter().map(|(winner, loser)| (winner.as_str(), loser.as_str())).collect();
            assert_eq!(found, *pairs, "{sentence}");
        }
    }
}
