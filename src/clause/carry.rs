//! What a sentence takes from other units: defined work, what 前項 points to, the act of a lead-in, and provisos and 同様とする
//! that say earlier claims once more.

use super::article_of;
use super::cite;
use super::lead::OUT;
use super::reader::Reader;
use super::sentence;
use super::statement::{Around, Mode, Statement};
use crate::model::{Claim, Level, Party, Place, Quote, Strength};
use crate::text::{fold, normal, pattern};

impl Reader<'_> {
    /// 本サービスは、みほんデータセンター株式会社の施設で稼働する。施設の維持は、同社が行う: the firm that was named last, which need
    /// not be the one who signs.
    pub(super) fn same_firm(&mut self, index: usize) {
        pattern!(
            FIRM,
            r"(?:株式会社|有限会社|合同会社)[\p{Han}\p{Katakana}A-Za-zー・]{2,}|[\p{Han}\p{Katakana}A-Za-zー・]{2,}(?:株式会社|有限会社|合同会社)"
        );
        let words = normal(&self.nodes[index].text);
        let Some(at) = words.find("同社") else { return };
        let named = |words: &str| FIRM.find_iter(words).last().map(|found| found.as_str().to_owned());
        if let Some(firm) = named(&words[..at]).or_else(|| named(&self.before)) {
            let is_below = ["再委託先", "委託先である", "下請"].iter().any(|below| words[..at].contains(below));
            let stranger = if is_below { Party::Subcontractor } else { Party::Third };
            self.parties.bind("同社", self.parties.named(&firm).unwrap_or(stranger));
        }
    }

    /// 「本業務」とは、…をいう: kept so that 乙は本業務を行う can be read.
    /// `words` are those of a unit respelt, `spaced` with their gaps.
    pub(super) fn define_work(&mut self, words: &str, spaced: &str) {
        pattern!(
            WORK,
            needs[["」とは"]],
            r"「([^」]{1,12}(?:業務|保守|作業|支援|対応|サービス|役務))」とは、?([^「」]{2,120}?)を(?:いう|いい)"
        );
        // 一 定期業務 時刻合わせ及び記録の保護をいう: an item of the list of terms
        pattern!(
            ITEM,
            needs[["をい", "を指"], ["業務", "保守", "作業", "支援", "対応", "サービス", "役務"]],
            r"^([^\s\u{3000}、。は「」]{2,12}(?:業務|保守|作業|支援|対応|サービス|役務))[\s\u{3000}:]+([^「」]{2,120}?)を(?:いう|いい|指す|指し)"
        );
        let item = ITEM.captures(spaced).map(|found| (normal(&found[1]), normal(&found[2])));
        let named = WORK.captures_iter(words).map(|found| (found[1].to_owned(), found[2].to_owned()));
        self.legend.works.extend(named.chain(item));
    }

    /// The words of the unit that 前項, 前項第5号 or 前条 point to.
    pub(super) fn referred(&self, index: usize, words: &str) -> String {
        let Some(unit) = cite::target(words, &self.nodes[index].unit) else { return String::new() };
        [unit.as_str(), &unit.replace("第1項第", "第")]
            .iter()
            .filter_map(|unit| self.by_unit.get(unit))
            .filter_map(|places| places[..places.partition_point(|&place| place < index)].last())
            .max()
            .map(|&place| normal(&self.nodes[place].text))
            .unwrap_or_default()
    }

    /// A noun-only item whose act stands in the lead-in, before a gap, or before its name.
    pub(super) fn bare_item(&self, words: &str, original: &str, around: &Around<'_>) -> Vec<Statement> {
        if let Some(act) = cite::named_item(words) {
            let found = sentence::read(act, around, false).statements;
            if !found.is_empty() {
                return found;
            }
        }
        // 隔離保管サービス(診療データの複製を、書換えのできない領域に保管します): what the service is stands in brackets
        pattern!(EXPLAINED, needs[["("]], r"^[^()。、]{2,24}\(([^()]{8,}?)。?\)。?$");
        if let Some(found) = EXPLAINED.captures(words)
            && found[1].contains('を')
        {
            let found = sentence::read(&format!("{}。", &found[1]), around, false).statements;
            if !found.is_empty() {
                return found;
            }
        }
        // 計画停止の予告 停止の7日前まで
        if let Some((head, figure)) = fold(original.trim()).text.split_once([' ', '\u{3000}'])
            && head.chars().count() > 3
        {
            let mut found = sentence::read(&normal(head), around, false).statements;
            // VPN装置のファームウェア更新 対象外
            let is_left_out = figure.trim().chars().count() <= 10 && OUT.is_match(figure);
            if is_left_out && self.kind.level() == Level::Binding {
                for statement in &mut found {
                    (statement.strength, statement.holder) = (Strength::Disclaimed, Party::Vendor);
                }
            }
            // 連絡体制図 別添のとおり(作成中)
            let is_pending =
                ["作成中", "調整中", "準備中", "未定", "検討中"].iter().any(|state| figure.contains(state));
            if is_pending || cite::points_elsewhere(figure) && !self.is_annexed(words) {
                for statement in &mut found {
                    (statement.strength, statement.holder) = (Strength::Open, Party::Unstated);
                }
            }
            // 月間稼働率 99.0%以上(目標)
            let aimed = figure.contains("目標");
            for statement in found.iter_mut().filter(|statement| aimed && statement.strength == Strength::Duty) {
                statement.strength = Strength::Effort;
            }
            if !found.is_empty() {
                return found;
            }
        }
        let Some(lead) = around.lead.filter(|lead| lead.mode != Mode::Mention && lead.mode != Mode::Exclude) else {
            return Vec::new();
        };
        let Some(filled) = cite::filled(&lead.words, words) else { return Vec::new() };
        let inner = Around { lead: None, item: false, before: "", referred: "", ..*around };
        sentence::read(&filled, &inner, false).statements
    }

    /// 乙は、本業務を行う and 更新サービスは、乙が有償で提供する: the defined work stands for itself; of several, a sentence for each.
    pub(super) fn expand(&self, words: &str) -> Vec<String> {
        pattern!(
            GIVEN,
            r"^(?:業務|作業|サービス|役務|支援)?を(?:[^、。をはが]{0,8})(?:行う。|行う、|行い|行うもの|行うこと|行わ|実施す|実施し|提供|受託|引き?受け)"
        );
        pattern!(
            TOPIC,
            r"^(?:について)?は、?[^。]*(?:(?:提供|実施|対応|受託)(?:する|します|し|いたします)|行(?:う|います)|引き?受け|承り|対象外|含ま|含み)[^、。]{0,12}。?$"
        );
        pattern!(LIST, r"^(?:(?:、|及び|並びに|と|・)[^、。をはが]{2,20})+");
        // 本業務 is no 本 + 業務 of a longer name
        let named: Vec<(std::ops::Range<usize>, &str)> = self
            .legend
            .works
            .iter()
            .filter_map(|(name, work)| words.find(name.as_str()).map(|at| (at..at + name.len(), work.as_str())))
            .filter(|(place, _)| {
                let before = &words[..place.start];
                let is_joined = ["及び", "並びに", "又は"].iter().any(|link| before.ends_with(link));
                is_joined || !before.ends_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c))
            })
            .collect();
        let is_taken = |place: &std::ops::Range<usize>| {
            let rest = &words[place.end..];
            let rest = rest.strip_prefix('」').unwrap_or(rest);
            let after = LIST.find(rest).map_or(rest, |found| &rest[found.end()..]);
            let before = &words[..place.start];
            let is_first = !before.contains(['は', 'を', 'が', '。']) || before.ends_with("が、");
            GIVEN.is_match(rest) || GIVEN.is_match(after) || is_first && (TOPIC.is_match(rest) || TOPIC.is_match(after))
        };
        let taken: Vec<_> = named.iter().filter(|(place, _)| is_taken(place)).collect();
        let (Some(first), Some(last)) =
            (taken.iter().map(|(place, _)| place.start).min(), taken.iter().map(|(place, _)| place.end).max())
        else {
            return vec![words.to_owned()];
        };
        // what stands between the names is only their list
        let list = &words[first..last];
        match taken.len() {
            1 => vec![words.replacen(list, taken[0].1, 1)],
            // 定期業務は乙が、随時業務は甲が行う: each in its place
            _ if list.contains(['は', 'が']) && !list.contains(['。', 'を']) => {
                let mut plain = words.to_owned();
                for (place, work) in taken.iter().rev() {
                    plain.replace_range(place.clone(), work);
                }
                vec![plain]
            }
            _ if list.contains(['。', 'を', 'は']) => {
                vec![words.replacen(&words[taken[0].0.clone()], taken[0].1, 1)]
            }
            _ => taken.iter().map(|(_, work)| words.replacen(list, work, 1)).collect(),
        }
    }

    /// ただし、検査室の分は、甲が行う: the claims of this unit once more, for that party and that part.
    pub(super) fn reassign(&mut self, party: Party, words: &str, part: String, quote: &str, place: &Place) {
        let before: Vec<Claim> = self
            .claims
            .iter()
            .filter(|claim| claim.quote.place == *place && claim.holder != party && claim.strength == Strength::Duty)
            .cloned()
            .collect();
        for claim in before {
            let mut claim = Claim {
                holder: party,
                performer: None,
                scope: Some(part.clone()),
                quote: Quote { text: quote.to_owned(), place: place.clone() },
                ..claim
            };
            claim.why.agent = words.to_owned();
            claim.why.step = "ただし書による一部の引受け".to_owned();
            self.claims.push(claim);
        }
    }

    /// 保管しているデータについても、同様とする: the act before, on another object.
    pub(super) fn same_for(&mut self, words: &str, quote: &str, place: &Place) {
        let Some(topic) = cite::same_topic(words) else { return };
        let before: Vec<Claim> = self.claims.iter().filter(|claim| claim.quote.place == *place).cloned().collect();
        for claim in before {
            for duty in self.catalogue.topics(&format!("{topic}を{}する", claim.why.act)) {
                if self.claims.iter().any(|known| known.quote.place == *place && known.duty == duty) {
                    continue;
                }
                let mut claim =
                    Claim { duty, quote: Quote { text: quote.to_owned(), place: place.clone() }, ..claim.clone() };
                claim.why.step = "同様とする".to_owned();
                claim.why.object = topic.to_owned();
                self.claims.push(claim);
            }
        }
    }

    /// 前項の調査を拒んではならない: the one who must accept what the other may do has the accepting half.
    pub(super) fn accept(&mut self, agent: Party, quote: &str, place: &Place) {
        let of = |claim: &Claim| claim.quote.place.unit.as_deref().map(article_of).unwrap_or_default();
        let article = place.unit.as_deref().map(article_of).unwrap_or_default();
        // 前条の求めを拒むことができない: the article before
        let before = self.claims.iter().rev().map(of).find(|other| *other != article);
        let before = before.filter(|_| quote.contains("前条"));
        let right = self
            .claims
            .iter()
            .rev()
            .take_while(|claim| of(claim) == article || before.as_ref() == Some(&of(claim)))
            .find(|claim| claim.duty.as_str() == "sel.supervise" && claim.holder == agent.other());
        let Some(right) = right.cloned() else { return };
        if self
            .claims
            .iter()
            .any(|claim| claim.quote.place == *place && claim.duty == right.duty && claim.strength == Strength::Duty)
        {
            return;
        }
        let mut claim = Claim {
            holder: agent,
            strength: Strength::Duty,
            quote: Quote { text: quote.to_owned(), place: place.clone() },
            ..right
        };
        claim.why.step = "拒んではならない".to_owned();
        self.claims.push(claim);
    }

    /// The annex that the words point to is part of the paper.
    pub(super) fn is_annexed(&self, words: &str) -> bool {
        // 仕様書5.3のとおり, of this very paper
        pattern!(
            OWN,
            needs[["のとおり", "による"]],
            r"(?:^|[、。|\s]|仕様書|本書)の?([0-9]{1,2}(?:[.\-][0-9]{1,2})+)(?:の?とおり|による)"
        );
        if OWN.captures(words).is_some_and(|found| self.by_unit.contains_key(&found[1])) {
            return true;
        }
        (words.contains("別紙") || words.contains("別表") || words.contains("別添") || words.contains("別記"))
            && self.annexes.iter().any(|annex| words.contains(annex.as_str()))
    }
}
