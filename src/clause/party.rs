//! Who a word means. In: noun phrases of a paper. Out: parties, by the paper's own definitions first, then by what posts and
//! firms are called. Letters and short names are bound per document, never across documents.

use std::collections::BTreeMap;

use crate::model::{Kind, Party};

/// The names of a paper and the parties they stand for.
#[derive(Debug, Clone)]
pub struct Parties {
    kind: Kind,
    names: BTreeMap<String, Party>,
}

/// Words of the hospital's side that need no definition. Matched at the end of a noun phrase, longest first.
const HOSPITAL: &[&str] = &[
    "当院",
    "本院",
    "貴院",
    "病院",
    "医療センタ",
    "診療所",
    "当クリニック",
    "クリニック",
    "医院",
    "医療機関",
    "医療機関等",
    "導入医療機関",
    "契約医療機関",
    "契約施設",
    "参加施設",
    "参加医療機関",
    "当法人",
    "病院局",
    "病院事業管理者",
    "開設者",
    "委託者",
    "委託元",
    "発注者",
    "注文者",
    "依頼者",
    "申込者",
    "加入者",
    "サービス利用者",
    "お客様",
    "お客さま",
    "契約者",
    "加入医療機関",
    "利用医療機関",
    "病院側",
    "医療機関側",
    "ユーザ側",
    "利用者側",
    "お客様側",
    "病院長",
    "院長",
    "施設長",
    "理事長",
    "副院長",
    "事務長",
    "事務部長",
    "看護部長",
    "所属長",
    "部門長",
    "診療部長",
    "経営層",
    "病院ご自身",
    "ご自身",
    "システム管理者",
    "システム責任者",
    "運用責任者",
    "運用管理責任者",
    "統括管理者",
    "安全管理責任者",
    "監査責任者",
    "監査者",
    "企画管理者",
    "運用担当者",
    "システム運用担当者",
    "職員",
    "従業者",
    "従事者",
    "医師",
    "看護師",
    "検査技師",
    "当直者",
    "施設課",
    "医事課",
    "総務課",
    "用度課",
    "情報管理室",
    "委託元の職員",
    "買主",
    "貸与者",
    "甲の職員",
];

/// Words of the vendor's side that need no definition.
const VENDOR: &[&str] = &[
    "受託者",
    "受注者",
    "請負人",
    "請負者",
    "委託先",
    "委託業者",
    "業務受託者",
    "保守業者",
    "保守会社",
    "保守事業者",
    "保守ベンダ",
    "保守要員",
    "保守員",
    "保守受託者",
    "保守担当業者",
    "保守委託先",
    "作業員",
    "作業者",
    "技術員",
    "技術者",
    "サービスエンジニア",
    "常駐SE",
    "担当SE",
    "常駐要員",
    "オペレータ",
    "システムベンダ",
    "ベンダ",
    "メーカ",
    "製造業者",
    "製造販売業者",
    "開発元",
    "開発業者",
    "導入業者",
    "納入業者",
    "販売店",
    "販売代理店",
    "パートナー企業",
    "代理店",
    "サポート事業者",
    "指定業者",
    "事業者",
    "システム関連事業者",
    "サービス提供事業者",
    "サービス事業者",
    "クラウド事業者",
    "クラウドサービス事業者",
    "サービス提供者",
    "提供者",
    "提供事業者",
    "運営主体",
    "当社",
    "弊社",
    "自社",
    "当会",
    "運営者",
    "外部委託業者",
    "外部業者",
    "外部の業者",
    "契約業者",
    "業者",
    "保守契約業者",
    "売主",
    "落札者",
    "請負業者",
    "委託会社",
];

/// Words of those beside the two.
const SUBCONTRACTOR: &[&str] =
    &["再委託先", "再々委託先", "再受託者", "下請", "下請負者", "下請負人", "下請業者", "協力会社", "協力業者"];

/// Words of others.
const THIRD: &[&str] = &[
    "第三者",
    "データセンタ事業者",
    "データセンタの運営事業者",
    "運営会社",
    "運営事業者",
    "設備運営会社",
    "クラウド基盤事業者",
    "電気通信事業者",
    "通信事業者",
    "回線事業者",
    "認証事業者",
    "権利者",
    "リース会社",
    "賃貸人",
    "厚生労働省",
    "都道府県",
    "個人情報保護委員会",
    "所管官庁",
    "警察",
    "患者",
    "家族",
    "受診者",
    "提供元",
    "作り手",
    "製造元",
    "他社",
    "外部の専門家",
    "専門家",
    "専門業者",
    "外部の専門業者",
    "開発会社",
];

/// Ends of words for a person, a post or a body of people.
const PERSON: &[&str] = &[
    "者",
    "員",
    "長",
    "係",
    "課",
    "室",
    "部",
    "科",
    "委員会",
    "チーム",
    "班",
    "担当",
    "医",
    "師",
    "事務局",
    "会議",
    "局",
    "士",
    "CSIRT",
    "本部",
    "主任",
    "幹事",
    "守衛",
    "窓口",
];

/// Words that end like a person or a body and are none.
const THINGS: &[&str] = &[
    "サーバ室",
    "電算室",
    "機械室",
    "電算機室",
    "検査室",
    "手術室",
    "病室",
    "診察室",
    "当直室",
    "会議室",
    "一部",
    "全部",
    "内部",
    "外部",
    "連携部",
    "部",
    "細部",
    "本部サーバ",
    "窓口",
    "後者",
    "入退室",
    "入室",
    "退室",
    "在室",
    "前者",
    "室",
    "両者",
    "双方",
    "余白",
    "用紙",
    "冊子",
    "様式",
    "更新部",
    "接続部",
    "機器室",
    "マシン室",
    "通信機械室",
    "保管庫",
    "事務室",
    "研究室",
    "図書室",
    "待合室",
    "地下室",
    "対象者",
    "患者",
    "受診者",
    "相談窓口",
    "問合せ窓口",
    "受付窓口",
    "倉庫",
    "ヘルプデスク",
    "要員",
    "消費者",
    "第三者",
];

impl Parties {
    /// No names yet.
    pub fn new(kind: Kind) -> Parties {
        let mut parties = Parties { kind, names: BTreeMap::new() };
        for (words, party) in [
            (HOSPITAL, Party::Hospital),
            (VENDOR, Party::Vendor),
            (SUBCONTRACTOR, Party::Subcontractor),
            (THIRD, Party::Third),
        ] {
            for word in words {
                parties.names.insert((*word).to_owned(), party);
            }
        }
        // 甲 is usually the hospital; the paper's own definitions come on top of this.
        if kind != Kind::Rule {
            parties.names.insert("甲".to_owned(), Party::Hospital);
            parties.names.insert("乙".to_owned(), Party::Vendor);
            parties.names.insert("丙".to_owned(), Party::Subcontractor);
        }
        if !matches!(kind, Kind::Rule | Kind::Disclosure) {
            for word in [
                "開発元",
                "製造販売業者",
                "メーカ",
                "製造業者",
                "提供元",
                "製造元",
                "クラウド事業者",
                "クラウドサービス事業者",
            ] {
                parties.names.insert(word.to_owned(), Party::Third);
            }
        }
        match kind {
            Kind::Terms | Kind::Sla => {
                parties.names.insert("利用者".to_owned(), Party::Hospital);
                parties.names.insert("ユーザ".to_owned(), Party::Hospital);
            }
            Kind::Rule => {
                for word in ["利用者", "使用者", "操作者", "入力者", "ユーザ"] {
                    parties.names.insert(word.to_owned(), Party::Hospital);
                }
                parties.names.insert("契約者".to_owned(), Party::Vendor);
                parties.names.insert("他社".to_owned(), Party::Vendor);
                parties.names.insert("作業者".to_owned(), Party::Vendor);
                parties.names.insert("病院事業管理者".to_owned(), Party::Hospital);
            }
            Kind::Disclosure => {
                parties.names.insert("利用者".to_owned(), Party::Hospital);
            }
            _ => {
                parties.names.insert("利用者".to_owned(), Party::Hospital);
                parties.names.insert("他の保守業者".to_owned(), Party::Third);
            }
        }
        parties
    }

    /// Binds a name of this paper.
    pub fn bind(&mut self, name: &str, party: Party) {
        if !name.is_empty() {
            self.names.insert(name.to_owned(), party);
        }
    }

    /// The party a bound name stands for; names given by the paper itself only.
    pub fn named(&self, name: &str) -> Option<Party> {
        self.names.get(name).copied()
    }

    /// The party that a whole description stands for: `株式会社ラボテック`, `市立みほん病院`, `当社と契約した医療機関`.
    pub fn describe(&self, words: &str) -> Option<Party> {
        let words = words.trim_matches(['「', '」', '『', '』', ' ', '\u{3000}', '、', '。']);
        if words.contains("再委託して") || words.contains("再委託を受け") {
            return Some(Party::Subcontractor);
        }
        // 病院から保守を請け負った者, 当会と契約して…を提供する会社: whoever works under a contract is the vendor
        let works = [
            "請負",
            "請け負",
            "受託",
            "委託を受け",
            "委託契約に",
            "契約に基づき",
            "を提供する",
            "派遣され",
            "面倒を見る",
            "保守を行う",
            "納めた",
            "納入した",
        ];
        if ["者", "会社", "業者", "事業者", "社員", "技術者", "要員", "ベンダ"].iter().any(|end| words.ends_with(end))
            && works.iter().any(|work| words.contains(work))
            && !words.contains("勤務する")
            && !words.contains("病院事業")
        {
            return Some(Party::Vendor);
        }
        for firm in [
            "株式会社",
            "有限会社",
            "合同会社",
            "(株)",
            "(有)",
            "合資会社",
            "システムズ",
            "ソリューション",
            "テック",
            "ソフトウェア",
            "販売店",
            "代理店",
            "業者",
            "事業者",
            "メーカ",
            "ベンダ",
            "情報サービス",
            "受託した",
            "受注した",
            "落札者",
            "コーポレーション",
            "請け負",
        ] {
            if words.contains(firm) && !(words.contains("事業者") && words.contains("病院事業")) {
                // 「当社と契約を結んだ医療機関」 ends in the hospital
                if ["病院", "医療機関", "診療所", "クリニック", "施設"].iter().any(|end| words.ends_with(end))
                    && ["契約", "利用", "申込", "導入", "申し込"].iter().any(|w| words.contains(w))
                {
                    return Some(Party::Hospital);
                }
                if words.contains("再委託先") || words.contains("下請") {
                    return Some(Party::Subcontractor);
                }
                return Some(Party::Vendor);
            }
        }
        if words.contains("患者") && !words.contains("病院") && !words.contains("医療機関") {
            return Some(Party::Third);
        }
        for house in [
            "病院",
            "医療センタ",
            "医療機関",
            "診療所",
            "クリニック",
            "医院",
            "医療法人",
            "健診センタ",
            "公立",
            "市立",
            "町立",
            "県立",
            "社会福祉法人",
            "独立行政法人",
            "学校法人",
            "国民健康保険",
            "公益財団法人",
            "一般財団法人",
            "公益社団法人",
            "福祉会",
            "医師会",
            "広域連合",
            "組合",
            "健診施設",
            "センタ",
            "財団",
            "会)",
            "当院",
        ] {
            if words.contains(house) {
                return Some(Party::Hospital);
            }
        }
        self.resolve(words).map(|(party, _)| party)
    }

    /// The party that a noun phrase in the place of a subject stands for, and whether it is a post whose side was guessed
    /// from its name alone.
    pub fn resolve(&self, phrase: &str) -> Option<(Party, bool)> {
        let phrase = phrase.trim_matches([' ', '\u{3000}', '「', '」']);
        if phrase.is_empty() {
            return None;
        }
        for joint in [
            "甲乙双方",
            "甲乙",
            "双方",
            "両者",
            "両当事者",
            "当事者双方",
            "甲及び乙",
            "乙及び甲",
            "甲と乙",
            "乙と甲",
            "乙甲双方",
            "各当事者",
            "両当事者は",
        ] {
            if phrase == joint {
                return Some((Party::Both, false));
            }
        }
        for (connector, joint) in [
            ("及び", Party::Both),
            ("・", Party::Both),
            ("/", Party::Both),
            ("並びに", Party::Both),
            ("と", Party::Both),
            ("又は", Party::Either),
            ("若しくは", Party::Either),
        ] {
            if let Some((left, right)) = phrase.split_once(connector)
                && let (Some((a, _)), Some((b, _))) = (self.resolve(left), self.resolve(right))
            {
                let both_vendors =
                    matches!((a, b), (Party::Vendor, Party::Subcontractor) | (Party::Subcontractor, Party::Vendor));
                return Some(if a == b {
                    (a, false)
                } else if both_vendors {
                    (Party::Vendor, false)
                } else {
                    (joint, false)
                });
            }
        }
        for (suffix, keep) in [
            ("さん", true),
            ("の方", true),
            ("の皆さま", true),
            ("側", true),
            ("等", true),
            ("自身", true),
            ("自ら", true),
            ("ら", true),
        ] {
            if let Some(stem) = phrase.strip_suffix(suffix)
                && keep
                && let Some(found) = self.resolve(stem)
            {
                return Some(found);
            }
        }
        if let Some(party) = self.names.get(phrase) {
            return Some((*party, false));
        }
        if let Some(plain) = phrase.strip_prefix(['お', 'ご'])
            && let Some(found) = self.resolve(plain)
        {
            return Some(found);
        }
        // 「乙の技術者」「当社の再委託先である設備運営会社」
        if SUBCONTRACTOR.iter().any(|word| phrase.contains(word)) && !phrase.starts_with("再委託先の") {
            return Some((Party::Subcontractor, false));
        }
        if let Some((owner, head)) = phrase.split_once('の')
            && ["提供者", "開発者", "提供元", "開発元", "製造元", "運営者", "権利者", "作り手", "発売元"]
                .contains(&head)
            && self.owner(owner).is_none()
            && !["サービス", "本サービス", "システム"].contains(&owner)
        {
            return Some((Party::Third, false));
        }
        if let Some((owner, head)) = phrase.split_once('の')
            && let Some((party, guessed)) = self.owner(owner)
            && (self.is_person(head) || self.names.contains_key(head))
        {
            if THIRD.iter().any(|word| head.ends_with(word)) && party == Party::Vendor {
                return Some((Party::Third, false));
            }
            return Some((party, guessed));
        }
        // the longest bound name at the end of the phrase: 「公立北浜病院情報企画室長」
        let mut best: Option<(&str, Party)> = None;
        for (name, party) in &self.names {
            if phrase.ends_with(name.as_str())
                && name.chars().count() > 1
                && best.is_none_or(|(known, _)| name.len() > known.len())
            {
                best = Some((name, *party));
            }
        }
        if let Some((_, party)) = best {
            return Some((party, false));
        }
        let head = phrase.rsplit('の').next().unwrap_or(phrase);
        if !self.is_person(head) {
            return None;
        }
        match self.kind {
            Kind::Rule => Some((Party::Hospital, false)),
            Kind::Specification | Kind::Contract | Kind::Memorandum | Kind::Terms | Kind::Sla | Kind::Disclosure => {
                if ["技術", "作業", "エンジニア", "保守", "業務責任者", "業務従事者", "従事者"]
                    .iter()
                    .any(|word| head.contains(word))
                {
                    Some((Party::Vendor, true))
                } else if ["課", "室", "係", "部", "長", "職員", "医師", "看護師", "師", "当直"]
                    .iter()
                    .any(|word| head.ends_with(word))
                {
                    Some((Party::Hospital, true))
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    fn owner(&self, owner: &str) -> Option<(Party, bool)> {
        self.names.get(owner).map(|party| (*party, false)).or_else(|| {
            self.names
                .iter()
                .filter(|(name, _)| name.chars().count() > 1 && owner.ends_with(name.as_str()))
                .max_by_key(|(name, _)| name.len())
                .map(|(_, party)| (*party, false))
        })
    }

    fn is_person(&self, head: &str) -> bool {
        let head = head.trim_matches([' ', '\u{3000}']);
        if head.len() >= 2 && head.chars().all(|c| c.is_ascii_uppercase()) {
            return ["CAB", "SOC", "CSIRT", "NOC", "CISO", "CIO", "PMO", "IT"].contains(&head);
        }
        !THINGS.iter().any(|thing| head == *thing || thing.chars().count() > 2 && head.ends_with(thing))
            && PERSON.iter().any(|end| head.ends_with(end))
    }
}

/// Longest noun phrase that can name a party, in bytes (a hundred Japanese letters).
const LONGEST: usize = 300;

/// The noun phrase that ends at `end` of a respelt text.
pub fn phrase_before(text: &str, end: usize) -> &str {
    let end = text[..end].trim_end_matches(' ').len();
    let from = text.floor_char_boundary(end.saturating_sub(LONGEST));
    let letters: Vec<(usize, char)> = text[from..end].char_indices().map(|(at, c)| (from + at, c)).collect();
    let mut start = end;
    let mut i = letters.len();
    while i > 0 {
        let (at, c) = letters[i - 1];
        let before = &text[..end];
        // connectives that hold kana
        if let Some(word) =
            ["及び", "又は", "並びに", "若しくは"].iter().find(|word| before[..at + c.len_utf8()].ends_with(**word))
        {
            let count = word.chars().count();
            if count > i {
                break;
            }
            i -= count;
            start = letters[i].0;
            continue;
        }
        let takes = match c {
            // 業者さん
            'ん' => text[..at + 3].ends_with("さん"),
            'の' | 'ー' | '・' | '々' | '「' | '」' | '○' => true,
            '\u{4E00}'..='\u{9FFF}' | '\u{30A1}'..='\u{30FA}' => true,
            _ if c.is_ascii_alphanumeric() => true,
            // お客様, ご自身
            'お' | 'ご' => letters.get(i).is_some_and(|&(_, next)| matches!(next, '\u{4E00}'..='\u{9FFF}')),
            'さ' if text[at..].starts_with("さん") => true,
            'さ' | 'ま' => text[at..].starts_with("さま") || text[..at + 3].ends_with("さま"),
            // okurigana between kanji: 取扱い責任者, 受持ち者
            '\u{3041}'..='\u{3096}' if c != 'と' => {
                let next = letters.get(i).map(|&(_, next)| next);
                let earlier = i.checked_sub(2).map(|k| letters[k].1);
                "いけりきちみえせめ".contains(c)
                    && matches!(next, Some('\u{4E00}'..='\u{9FFF}'))
                    && matches!(earlier, Some('\u{4E00}'..='\u{9FFF}'))
                    && [
                        "扱い",
                        "受け",
                        "持ち",
                        "取り",
                        "届け",
                        "請け",
                        "組み",
                        "申込み",
                        "引受け",
                        "借り",
                        "貸し",
                        "買い",
                        "売り",
                    ]
                    .iter()
                    .any(|word| text[..at + 3].ends_with(word))
            }
            'と' => {
                // 「甲と乙」: only between short names
                let left = &text[..at];
                [
                    "甲",
                    "乙",
                    "丙",
                    "者",
                    "社",
                    "関",
                    "院",
                    "元",
                    "先",
                    "様",
                    "会",
                    "側",
                    "ユーザ",
                    "ベンダ",
                    "クリニック",
                    "施設",
                ]
                .iter()
                .any(|word| left.ends_with(word))
                    && start > at + 3 - 1
                    && start < end
            }
            _ => false,
        };
        if !takes {
            break;
        }
        start = at;
        i -= 1;
    }
    text[start..end].trim_start_matches(['の', 'と', '・'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_posts_and_owners_resolve() {
        let mut contract = Parties::new(Kind::Contract);
        contract.bind("甲", Party::Vendor);
        contract.bind("乙", Party::Hospital);
        for (words, party) in [
            ("甲", Some(Party::Vendor)),
            ("乙の職員", Some(Party::Hospital)),
            ("甲の技術者", Some(Party::Vendor)),
            ("甲及び乙", Some(Party::Both)),
            ("甲又は乙", Some(Party::Either)),
            ("サーバ室", None),
            ("アクセスログ", None),
            ("甲の再委託先である設備運営会社", Some(Party::Subcontractor)),
        ] {
            assert_eq!(contract.resolve(words).map(|(party, _)| party), party, "{words}");
        }
        let rule = Parties::new(Kind::Rule);
        for (words, party) in [
            ("用度課長", Some(Party::Hospital)),
            ("保守業者", Some(Party::Vendor)),
            ("情報システム委員会", Some(Party::Hospital)),
            ("端末の画面", None),
            ("システム管理者又はその指名する職員", Some(Party::Hospital)),
        ] {
            assert_eq!(rule.resolve(words).map(|(party, _)| party), party, "{words}");
        }
    }

    #[test]
    fn the_phrase_before_a_particle_is_found() {
        for (text, phrase) in [
            ("バックアップは、乙の技術者", "乙の技術者"),
            ("速やかに甲及び乙", "甲及び乙"),
            ("情報を持ち出す者", "者"),
            ("前項の規定により保守業者", "保守業者"),
        ] {
            assert_eq!(phrase_before(text, text.len()), phrase);
        }
    }
}
