//! What kind of paper running text is. In: its units. Out: the kind and the reason, in words for a person.

use super::label::Mark;
use super::outline::Node;
use crate::model::Kind;
use crate::text::{normal, pattern};

/// Titles, in the order in which they are asked. A title that names two kinds is the last named one (保守契約に関する覚書).
const TITLES: &[(&str, Kind)] = &[
    // forms whose table was not found: never prose of another kind
    ("確認表", Kind::Unknown),
    ("チェックリスト", Kind::Unknown),
    ("覚書", Kind::Memorandum),
    ("覚え書", Kind::Memorandum),
    ("合意書", Kind::Memorandum),
    ("確認書", Kind::Memorandum),
    ("協定書", Kind::Contract),
    ("サービスレベル", Kind::Sla),
    ("サービス水準", Kind::Sla),
    ("サービス品質", Kind::Sla),
    ("保守水準", Kind::Sla),
    ("水準表", Kind::Sla),
    ("SLA", Kind::Sla),
    ("仕様書", Kind::Specification),
    ("特記事項", Kind::Specification),
    ("要求水準書", Kind::Specification),
    ("要件定義書", Kind::Specification),
    ("開示書", Kind::Disclosure),
    ("開示説明書", Kind::Disclosure),
    ("開示資料", Kind::Disclosure),
    ("適合開示", Kind::Disclosure),
    ("セキュリティホワイトペーパ", Kind::Disclosure),
    ("ホワイトペーパ", Kind::Disclosure),
    ("利用規約", Kind::Terms),
    ("サービス規約", Kind::Terms),
    ("保守規約", Kind::Terms),
    ("約款", Kind::Terms),
    ("規約", Kind::Terms),
    ("申込書", Kind::Contract),
    ("注文書", Kind::Contract),
    ("契約条項", Kind::Contract),
    ("契約書", Kind::Contract),
    ("契約約款", Kind::Contract),
    ("契約", Kind::Contract),
    ("運用管理規程", Kind::Rule),
    ("規程", Kind::Rule),
    ("規定", Kind::Rule),
    ("規則", Kind::Rule),
    ("細則", Kind::Rule),
    ("要領", Kind::Rule),
    ("要綱", Kind::Rule),
    ("内規", Kind::Rule),
    ("心得", Kind::Rule),
    ("基本方針", Kind::Rule),
    ("ポリシ", Kind::Rule),
    ("マニュアル", Kind::Rule),
    ("手順書", Kind::Rule),
    ("事業継続計画", Kind::Rule),
    ("BCP", Kind::Rule),
];

pattern!(PARTIES, r"「?甲」?という|「乙」|委託し[^。]{0,20}受託|記名押印|収入印紙");
pattern!(CUSTOMER, r"「?(?:当社|弊社)」?とい");
pattern!(HOUSE, r"当院|本院|病院長は|院長は|当センタ|職員は、");

/// The kind a title line names, or none.
pub fn of_title(line: &str) -> Option<(Kind, &'static str)> {
    let line = normal(line);
    if line.chars().count() > 60 || line.ends_with('。') || line.ends_with("による") {
        return None;
    }
    // 「保守契約に関する覚書」: the last word counts; 「サービスレベル合意書」 is an SLA
    if line.contains("サービスレベル")
        || line.contains("SLA")
        || line.contains("サービス水準")
        || line.contains("サービス品質")
    {
        return Some((Kind::Sla, "サービスレベル"));
    }
    TITLES
        .iter()
        .filter_map(|(word, kind)| line.rfind(word).map(|at| (at + word.len(), word.len(), *kind, *word)))
        .max_by_key(|(end, length, ..)| (*end, *length))
        .map(|(_, _, kind, word)| (kind, word))
}

/// The kind of a paper and why.
pub fn recognise(nodes: &[Node]) -> (Kind, String) {
    // a title near the top
    for node in nodes.iter().take(8) {
        if !matches!(node.mark, Mark::Plain) || node.table.is_some() {
            if matches!(node.mark, Mark::Article | Mark::Number) {
                break;
            }
            continue;
        }
        for line in node.text.lines() {
            let line = line.trim().trim_start_matches(['○', '◯', '〇']);
            if line.contains("を甲") || line.contains("という") || line.contains("(以下") || line.contains("（以下")
            {
                continue;
            }
            if let Some((kind, word)) = of_title(line) {
                let reason = match kind {
                    Kind::Unknown => format!("表題「{line}」は様式のものだが、様式の表を見つけられないため"),
                    _ => format!("表題「{line}」に「{word}」とあるため"),
                };
                return (kind, reason);
            }
        }
    }
    let head: String = nodes.iter().take(40).map(|node| normal(&node.text)).collect::<Vec<_>>().join("\n");
    if CUSTOMER.is_match(&head) {
        return (Kind::Terms, "「当社」を定義する文書のため".to_owned());
    }
    if PARTIES.is_match(&head) {
        return (Kind::Contract, "甲乙を定義する文書のため".to_owned());
    }
    if HOUSE.is_match(&head) {
        return (Kind::Rule, "「当院」など病院の役職を主語とする文書のため".to_owned());
    }
    let orders = head.matches("すること。").count();
    if orders >= 3
        && (head.contains("受注者") || head.contains("受託者") || head.contains("履行期間") || head.contains("件名"))
    {
        return (Kind::Specification, "受注者への要求事項を列挙する文書のため".to_owned());
    }
    (Kind::Unknown, "表題と本文のいずれからも種類を判定できないため".to_owned())
}

/// A title inside a file that opens another paper (契約書 + 仕様書 + 特記事項).
pub fn switches(node: &Node, current: Kind) -> Option<Kind> {
    if !matches!(node.mark, Mark::Plain | Mark::Annex) || node.table.is_some() {
        return None;
    }
    let line = normal(&node.text);
    if line.chars().count() > 40 || line.contains(['。', '、', '「', ':']) || line.contains("(以下") {
        return None;
    }
    let (kind, word) = of_title(&line)?;
    let ends = line.trim_end_matches([')', ' ']).ends_with(word) || line.contains(&format!("{word}("));
    if !ends
        || kind == Kind::Unknown
        || matches!(word, "契約" | "規定" | "マニュアル" | "手順書" | "規則")
        || kind == current
    {
        return None;
    }
    if node.mark == Mark::Annex && !line.contains(word) {
        return None;
    }
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_the_kind_by_their_last_word() {
        for (title, kind) in [
            ("保守契約に関する覚書", Some(Kind::Memorandum)),
            ("電子カルテ保守契約書", Some(Kind::Contract)),
            ("サービスレベル合意書", Some(Kind::Sla)),
            ("契約における役割分担等に関する確認表", Some(Kind::Unknown)),
            ("チェックリスト運用要領", Some(Kind::Rule)),
            ("お知らせ", None),
        ] {
            assert_eq!(of_title(title).map(|(kind, _)| kind), kind, "{title}");
        }
    }
}
