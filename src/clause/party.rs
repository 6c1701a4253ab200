//! Who a word means. In: noun phrases of a paper. Out: parties, by the paper's own definitions first, then by what posts and
//! firms are called. Letters and short names are bound per document, never across documents.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::names::{HOSPITAL, PERSON, SUBCONTRACTOR, THINGS, THIRD, VENDOR};
use crate::model::{Kind, Party};
use crate::text::{pattern, place_of};

/// The names of a paper and the parties they stand for.
#[derive(Debug, Clone)]
pub struct Parties {
    pub(super) kind: Kind,
    names: BTreeMap<String, Party>,
    /// Those of the names that hold kana, where other phrases end.
    with_kana: BTreeSet<String>,
    /// Names of this paper for those who are treated: they hold no duty that a paper divides.
    treated: BTreeSet<String>,
    /// Names of this paper for those who sign it.
    signers: BTreeSet<String>,
    /// The names that the paper gives, each with whom it means where no paper says anything.
    given: BTreeMap<String, Option<Party>>,
    /// Those of them that no other paper need know, or knows as the other side, with the usual letter: a vendor called 甲.
    own: Vec<(String, &'static str)>,
}

impl Parties {
    /// No names yet.
    pub fn new(kind: Kind) -> Parties {
        let mut parties = Parties {
            kind,
            names: BTreeMap::new(),
            with_kana: BTreeSet::new(),
            treated: BTreeSet::new(),
            signers: BTreeSet::new(),
            given: BTreeMap::new(),
            own: Vec::new(),
        };
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
            parties.names.insert("会社".to_owned(), Party::Vendor);
            for founder in ["町", "市", "県", "村", "組合", "企業団", "機構", "法人", "院"] {
                parties.names.insert(founder.to_owned(), Party::Hospital);
            }
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
        let author = if kind == Kind::Rule { Party::Hospital } else { Party::Vendor };
        for own in ["わたしたち", "私たち", "私ども", "わたくしども"] {
            parties.names.insert(own.to_owned(), author);
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
                // whoever writes a rule is the hospital's side, also 当会 and 本組合
                for body in ["会", "法人", "組合", "財団", "機構", "センタ", "企業団", "施設", "局", "部会", "グループ"]
                {
                    for own in ["当", "本"] {
                        parties.names.insert(format!("{own}{body}"), Party::Hospital);
                    }
                }
                parties.names.insert("契約者".to_owned(), Party::Vendor);
                parties.names.insert("販売元".to_owned(), Party::Vendor);
                parties.names.insert("会社".to_owned(), Party::Vendor);
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
        parties.with_kana = parties.names.keys().filter(|name| has_kana(name)).cloned().collect();
        parties
    }

    /// Binds a name of this paper.
    pub fn bind(&mut self, name: &str, party: Party) {
        if !name.is_empty() {
            self.with_kana.extend(has_kana(name).then(|| name.to_owned()));
            let common = self.names.insert(name.to_owned(), party);
            self.given.entry(name.to_owned()).or_insert(common);
        }
    }

    /// Settles which of its names the paper alone knows. Called once all are bound.
    pub fn settle(&mut self) {
        let usual = |party: Party| match party {
            Party::Hospital => Some("甲"),
            Party::Vendor => Some("乙"),
            _ => None,
        };
        let is_own = |name: &str, common: Option<Party>, party: Party| match common {
            Some(known) => ["甲", "乙"].contains(&name) && known != party,
            None => name.chars().count() >= 2,
        };
        let own = self.given.iter().filter_map(|(name, common)| {
            let party = self.named(name).filter(|party| is_own(name, *common, *party))?;
            Some((name.clone(), usual(party)?))
        });
        self.own = own.collect();
        self.own.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    }

    /// The words with the usual letters in place of names that this paper alone knows, so that they read as those of other papers
    /// do: 会員は as 甲は, and 甲 as 乙 where it is the vendor.
    pub fn usual_names<'t>(&self, words: &'t str) -> Cow<'t, str> {
        const AFTER: [char; 14] = ['は', 'が', 'の', 'に', 'を', 'と', 'へ', 'も', 'で', 'か', 'よ', '、', '及', '又'];
        if !self.own.iter().any(|(name, _)| words.contains(name.as_str())) {
            return Cow::Borrowed(words);
        }
        let mut out = String::with_capacity(words.len());
        let mut at = 0;
        while let Some(letter) = words[at..].chars().next() {
            let rest = &words[at..];
            let begins = !out.ends_with(|before: char| ('\u{4E00}'..='\u{9FFF}').contains(&before));
            let named = self.own.iter().find(|(name, _)| {
                begins && rest.strip_prefix(name.as_str()).is_some_and(|after| after.starts_with(AFTER))
            });
            match named {
                Some((name, usual)) => {
                    out.push_str(usual);
                    at += name.len();
                }
                None => {
                    out.push(letter);
                    at += letter.len_utf8();
                }
            }
        }
        Cow::Owned(out)
    }

    /// The paper gives the name to one of those who sign it.
    pub fn sign(&mut self, name: &str) {
        self.signers.insert(name.to_owned());
    }

    /// The subject is one of those who sign, as the paper names one: 丙が, 回線会社は.
    pub fn has_signed(&self, subject: &str) -> bool {
        self.signers.contains(subject.trim_end_matches(['は', 'が', 'も', '、']))
    }

    /// Binds a name of this paper for its patients.
    pub fn bind_treated(&mut self, name: &str) {
        self.treated.insert(name.to_owned());
        self.bind(name, Party::Third);
    }

    /// The subject is a patient, as the paper names one: 患者は, ユーザは.
    pub fn is_treated(&self, subject: &str) -> bool {
        let name = subject.trim_end_matches(['は', 'が', 'も', '、']);
        name.contains("患者") || self.treated.contains(name)
    }

    /// The party a bound name stands for; names given by the paper itself only.
    pub fn named(&self, name: &str) -> Option<Party> {
        self.names.get(name).copied()
    }

    /// The name with kana in it, given by the paper itself, that ends there: 「さざなみ」は, 預かり主は. Empty where there is none.
    pub fn kana_name_before<'a>(&self, text: &'a str, end: usize) -> &'a str {
        let given = self.with_kana.iter().filter(|name| text[..end].ends_with(name.as_str()));
        given.map(String::len).max().map_or("", |length| &text[end - length..end])
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
            "いずれの当事者",
            "当事者のいずれ",
            "甲乙いずれ",
        ] {
            if phrase == joint {
                // 甲 sells what 乙 makes, and 丙 is the hospital
                let side = |name| self.named(name).filter(|_| phrase.contains(name));
                let vendors = [side("甲"), side("乙")];
                if vendors.iter().all(|side| matches!(side, Some(Party::Vendor | Party::Subcontractor))) {
                    return Some((Party::Vendor, false));
                }
                return Some((Party::Both, false));
            }
        }
        // 私たち株式会社みほん
        if self.kind != Kind::Rule && ["私たち", "私ども", "わたしたち"].iter().any(|own| phrase.starts_with(own))
        {
            return Some((Party::Vendor, false));
        }
        // 甲の側
        if let Some(side) = phrase.strip_suffix("の側") {
            return self.resolve(side);
        }
        // 甲乙共同
        if let Some(both) = ["共同", "合同", "協同"].iter().find_map(|with| phrase.strip_suffix(with))
            && let Some((Party::Both, guessed)) = self.resolve(both)
        {
            return Some((Party::Both, guessed));
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
            if let Some(at) = place_of(phrase, connector)
                && let (left, right) = (&phrase[..at], &phrase[at + connector.len()..])
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
            ("さま", true),
            ("様", true),
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
        // 国の実施機関が行う
        if self.kind != Kind::Rule
            && phrase.starts_with("国の")
            && ["機関", "省", "庁", "局", "基金", "センタ"].iter().any(|end| phrase.ends_with(end))
        {
            return Some((Party::Third, false));
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
            && (self.is_person(head)
                || head == "要員"
                || head.ends_with("センタ") && !head.ends_with("データセンタ")
                || self.names.contains_key(head))
        {
            if THIRD.iter().any(|word| head.ends_with(word)) && party == Party::Vendor {
                return Some((Party::Third, false));
            }
            return Some((party, guessed));
        }
        if let Some(other) = self.other_firm(phrase) {
            return Some((other, false));
        }
        // the longest bound name at the end of the phrase: 「公立北浜病院情報企画室長」
        let mut best: Option<(&str, Party)> = None;
        for (name, party) in &self.names {
            // 基盤会社 is another firm than 会社
            if phrase.ends_with(name.as_str())
                && (!["会社", "センタ"].contains(&name.as_str()) || phrase == name)
                && name.chars().count() > 1
                && best.is_none_or(|(known, _)| name.len() > known.len())
            {
                best = Some((name, *party));
            }
        }
        if let Some((_, party)) = best {
            return Some((party, false));
        }
        if matches!(self.kind, Kind::Terms | Kind::Sla | Kind::Disclosure)
            && phrase.ends_with("会社")
            && phrase.chars().count() > 2
            && !["同会社", "各会社", "保守会社", "提供会社", "受託会社"].contains(&phrase)
        {
            return Some((Party::Third, true));
        }
        // 建物の所有者である丙倉庫株式会社が行います
        if self.kind != Kind::Rule
            && ["株式会社", "有限会社", "合同会社"].iter().any(|firm| phrase.contains(firm))
            && !phrase.contains("委託")
        {
            return Some((Party::Third, true));
        }
        // アークライン社が行います: a firm that the paper does not define
        if self.kind != Kind::Rule
            && phrase.ends_with('社')
            && (phrase.chars().count() > 2 || phrase.starts_with(|c: char| c.is_ascii_uppercase()))
            && !["会社", "当社", "弊社", "自社", "貴社", "同社", "他社", "各社", "両社", "支社", "本社"]
                .iter()
                .any(|word| phrase.ends_with(word))
        {
            return Some((Party::Third, true));
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
                } else if ["監督", "検査員", "主任", "委員", "管理者", "担当官", "調査員", "施設", "院内", "情報"]
                    .iter()
                    .any(|word| head.contains(word))
                    && !head.contains("監視員")
                    || ["課", "室", "係", "部", "長", "職員", "医師", "看護師", "師", "当直", "士", "局", "委員会"]
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

    /// レセコンの会社, 電話設備の業者, 現行業者 of papers that bind a vendor: another firm than the one that signs.
    fn other_firm(&self, phrase: &str) -> Option<Party> {
        if matches!(self.kind, Kind::Rule | Kind::Disclosure) {
            return None;
        }
        const OURS: [&str; 8] = ["システム", "保守", "カルテ", "情報", "委託", "サービス", "監視", "運用"];
        let of_thing = phrase.rsplit_once('の').is_some_and(|(owner, head)| {
            ["会社", "業者", "店", "メーカ", "工事店", "販売店", "代理店", "整備工場"].contains(&head)
                && self.owner(owner).is_none()
                && !OURS.iter().any(|ours| owner.contains(ours))
        });
        // who did it before this contract
        let before: &[&str] = match self.kind {
            Kind::Specification => &["現行", "既存", "旧", "前任", "従前の", "現在の"],
            _ => &["旧", "前任", "従前の"],
        };
        let is_former = ["業者", "会社", "受託者", "受注者", "ベンダ"].iter().any(|end| phrase.ends_with(end))
            && before.iter().any(|begin| phrase.starts_with(begin));
        // 基盤事業者, whom this contract does not name
        pattern!(
            OF_NETWORK,
            r"^(?:共通)?(?:基盤|通信|回線|電気通信|電力|ネットワーク基盤|ホスティング)(?:事業者|会社|業者)$"
        );
        (of_thing || is_former || OF_NETWORK.is_match(phrase)).then_some(Party::Third)
    }

    fn owner(&self, owner: &str) -> Option<(Party, bool)> {
        self.names.get(owner).map(|party| (*party, false)).or_else(|| {
            self.names
                .iter()
                .filter(|(name, _)| owner.ends_with(name.as_str()) && name.chars().count() > 1)
                .max_by_key(|(name, _)| name.len())
                .map(|(_, party)| (*party, false))
        })
    }

    fn is_person(&self, head: &str) -> bool {
        let head = head.trim_matches([' ', '\u{3000}']);
        if head.len() >= 2 && head.chars().all(|c| c.is_ascii_uppercase()) {
            return ["CAB", "SOC", "CSIRT", "NOC", "CISO", "CIO", "PMO", "IT"].contains(&head);
        }
        !THINGS.iter().any(|thing| head.ends_with(thing) && (head.len() == thing.len() || thing.chars().count() > 2))
            && PERSON.iter().any(|end| head.ends_with(end))
    }
}

fn has_kana(name: &str) -> bool {
    name.contains(|letter| matches!(letter, '\u{3041}'..='\u{3096}'))
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
}
