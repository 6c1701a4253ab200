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
    // a letter that asks for clauses quotes them and binds nobody
    ("についてのお願い", Kind::Unknown),
    ("覚書", Kind::Memorandum),
    ("覚え書", Kind::Memorandum),
    ("合意書", Kind::Memorandum),
    ("確認書", Kind::Memorandum),
    ("協定書", Kind::Contract),
    ("サービスレベル", Kind::Sla),
    ("サービス水準", Kind::Sla),
    ("サポート水準", Kind::Sla),
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
    ("サービス契約約款", Kind::Terms),
    ("利用契約約款", Kind::Terms),
    ("サービス利用規則", Kind::Terms),
    ("サポート規定", Kind::Terms),
    ("契約条件", Kind::Terms),
    ("品質合意書", Kind::Sla),
    ("サービス合意書", Kind::Sla),
    ("取扱説明書", Kind::Unknown),
    ("操作説明書", Kind::Unknown),
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

/// Ends of titles that say less: they count only where nothing follows them, and never open another paper in a file.
const PLAIN_TITLES: &[(Kind, &[&str])] = &[
    (
        Kind::Terms,
        &["利用条件", "利用条件書", "利用のきまり", "サービス条件", "重要事項説明", "利用条件Q&A", "処理補遺"],
    ),
    (
        Kind::Sla,
        &[
            "役割分担",
            "分担一覧",
            "分担表",
            "役割表",
            "区分表",
            "品質表",
            "品質基準",
            "品質基準書",
            "品質基準表",
            "水準書",
            "水準表",
            "水準定義書",
            "品質定義書",
            "サービス基準書",
            "RACI表",
            "分担シート",
        ],
    ),
    (
        Kind::Disclosure,
        &[
            "説明",
            "説明書",
            "説明資料",
            "紹介資料",
            "回答",
            "回答書",
            "回答票",
            "質問票",
            "Q&A",
            "Q&A集",
            "開示",
            "取組",
            "取組み",
            "取り組み",
            "取組みについて",
            "の状況",
            "状況について",
            "セキュリティ情報",
            "セキュリティ概要",
        ],
    ),
    (Kind::Specification, &["仕様", "要件書", "提案要求書", "提案依頼書", "要求グレード対応表", "調達要件", "要求書"]),
    (Kind::Memorandum, &["申合せ", "申合せ書", "取決め", "取決書", "取決め書"]),
    (Kind::Contract, &["約定", "約定書"]),
    (
        Kind::Rule,
        &[
            "基準",
            "規準",
            "きまり",
            "決まり",
            "決まりごと",
            "約束ごと",
            "ルール",
            "使い方",
            "ルールブック",
            "手引",
            "手引き",
            "取扱い",
            "手順",
            "要項",
            "業務標準",
        ],
    ),
];

pattern!(PARTIES, r"「?甲」?という|「乙」|委託し[^。]{0,20}受託|記名押印|収入印紙");
pattern!(CUSTOMER, r"「?(?:当社|弊社)」?(?:とい|\))");
pattern!(
    HOUSE,
    r"当院|本院|病院長は|院長は|当センタ|職員は、|(?:院長|事務長|看護師長|室長|課長|職員|スタッフ|当クリニック)(?:が|は|に)"
);
pattern!(IN_BRACKETS, r"\([^()]*\)");
// a paper that describes what its author does
pattern!(DESCRIBES, r"(?:てい|でい|ており|でおり)(?:る|ます|ません)。|(?:あり|ござい)ます。|ありません。|です。");

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

/// The kind that the end of a title alone suggests; `parties` where the paper names two sides.
fn of_plain_title(line: &str, has_parties: bool) -> Option<(Kind, &'static str)> {
    let line = normal(line);
    let line = IN_BRACKETS.replace_all(&line, "");
    let line = line.trim();
    if line.chars().count() > 60 || line.contains(['。', '、']) {
        return None;
    }
    let found = PLAIN_TITLES.iter().flat_map(|(kind, ends)| ends.iter().map(|end| (*kind, *end)));
    let (kind, end) = found.filter(|(_, end)| line.ends_with(end)).max_by_key(|(_, end)| end.len())?;
    // what a house settles for itself
    let kind = if kind == Kind::Memorandum && !has_parties { Kind::Rule } else { kind };
    Some((kind, end))
}

/// The kind of a paper and why.
pub fn recognise(nodes: &[Node]) -> (Kind, String) {
    let head: String = nodes.iter().take(40).map(|node| normal(&node.text)).collect::<Vec<_>>().join("\n");
    // a title near the top
    for (index, node) in nodes.iter().take(8).enumerate() {
        // ○みほん病院規程, 別記 特記事項
        let opens = index == 0 && matches!(node.mark, Mark::Bullet | Mark::Annex);
        if !matches!(node.mark, Mark::Plain) && !opens || node.table.is_some() {
            if matches!(node.mark, Mark::Article | Mark::Number) {
                break;
            }
            continue;
        }
        // 別紙 業務分担表, over a line that names the parties
        let title = node.heading.as_deref().filter(|_| opens).unwrap_or_default();
        for line in title.lines().chain(node.text.lines()) {
            let line = line.trim().trim_start_matches(['○', '◯', '〇']);
            if line.contains("を甲") || line.contains("という") || line.contains("(以下") || line.contains("（以下")
            {
                continue;
            }
            let bare = IN_BRACKETS.replace_all(&normal(line), "").into_owned();
            if let Some((kind, word)) =
                of_title(&bare).or_else(|| of_plain_title(line, PARTIES.is_match(&head))).or_else(|| of_title(line))
            {
                let reason = match kind {
                    Kind::Unknown => format!("表題「{line}」は様式のものだが、様式の表を見つけられないため"),
                    _ => format!("表題「{line}」に「{word}」とあるため"),
                };
                return (kind, reason);
            }
        }
    }
    let sentences = head.matches('。').count();
    if (CUSTOMER.is_match(&head) || head.contains("お客様")) && 2 * DESCRIBES.find_iter(&head).count() > sentences {
        return (Kind::Disclosure, "当社の実施状況を述べる文書のため".to_owned());
    }
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
    use super::super::outline::outline;
    use super::*;
    use crate::model::{Block, Paragraph};

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

    #[test]
    fn the_end_of_a_plain_title_and_the_words_below_it_tell_the_kind() {
        for (paper, kind) in [
            ("検査部端末の使い方のきまり\n1 職員は、席を離れるときは画面を閉じる。", Kind::Rule),
            ("○みほん市立病院電算機管理規則\n第1条 この規則は、管理について定める。", Kind::Rule),
            (
                "夜間障害の連絡に関する申合せ\n甲と乙は、次のとおり申し合わせる。みほん病院(以下「甲」という。)",
                Kind::Memorandum,
            ),
            ("夜間障害の連絡に関する申合せ\n1 当直は、情報係に連絡する。", Kind::Rule),
            ("画像共有サービスのご利用条件(2026年4月版)\n1 お客様は、端末を用意する。", Kind::Terms),
            ("運用サービス品質表\n稼働率は99.9%とする。", Kind::Sla),
            ("安全対策に関するご質問への回答\n1 バックアップは毎日取得しています。", Kind::Disclosure),
            (
                "みほんクラウド\n株式会社みほん(以下「当社」)\n当社は、通信を暗号化しています。複製も取得しています。",
                Kind::Disclosure,
            ),
            ("みほんクラウド\n株式会社みほん(以下「当社」といいます。)\n当社は、通信を暗号化します。", Kind::Terms),
            ("内視鏡システム更新 非機能要件書\n1 停止時間を短くすること。", Kind::Specification),
            ("端末の取扱説明書\n1 電源を入れます。", Kind::Unknown),
        ] {
            let blocks = paper.lines().enumerate().map(|(line, text)| {
                let line = line as u32 + 1;
                Block::Paragraph(Paragraph { text: text.to_owned(), line, ..Paragraph::default() })
            });
            let nodes = outline(&blocks.collect::<Vec<_>>());
            assert_eq!(recognise(&nodes).0, kind, "{paper}");
        }
    }
}
