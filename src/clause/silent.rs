//! Who acts when the words do not say: lead-ins, headings and the kind of paper.

use super::condition::CONDITION;
use super::label::Mark;
use super::legend::explains_marks;
use super::outline::Node;
use super::phrase::phrase_before;
use super::reader::Reader;
use super::sentence;
use super::statement::{Lead, Mode};
use crate::model::{Confidence, Kind, Level, Party};
use crate::text::{normal, pattern, place_of};

/// 業者のみなさまへ: the paper speaks to vendors. `front` are the lines before its units.
pub(super) fn speaks_to_vendors(front: &[Node]) -> bool {
    pattern!(
        TO_VENDORS,
        needs[["様", "さま", "各位", "方々", "の方へ"], ["業者", "委託先", "ベンダ", "保守会社", "協力会社"]],
        r"(?:業者|委託先|ベンダ|保守会社|協力会社)(?:の)?(?:皆様|みな様|皆さま|みなさま|方々|各位|方)(?:へ|$|[(\s\u{3000}])"
    );
    front.iter().any(|node| TO_VENDORS.is_match(normal(&node.text).lines().next().unwrap_or_default()))
}

impl Reader<'_> {
    pub(super) fn lead_of(&self, index: usize) -> Option<&Lead> {
        let mut at = index;
        while let Some(parent) = self.nodes[at].parent {
            if let Some(lead) = self.leads.get(&parent).filter(|_| !self.comes_after_list(parent, at)) {
                return Some(lead);
            }
            at = parent;
        }
        // a list whose lead-in is the paragraph before: bullets, lost numbers
        let node = &self.nodes[index];
        if !matches!(node.mark, Mark::Article | Mark::Chapter | Mark::Number | Mark::Bare | Mark::Dotted(_)) {
            return self.led_by[index].and_then(|at| self.leads.get(&at));
        }
        None
    }

    /// 第5条 次の業務を行う。(1)… (2)… 2 …: the second paragraph stands beside the list of the first, not in it.
    fn comes_after_list(&self, parent: usize, at: usize) -> bool {
        let is_list = |mark| {
            matches!(
                mark,
                Mark::Paren | Mark::Circle | Mark::Kanji | Mark::Kana | Mark::ParenKana | Mark::Latin | Mark::Bullet
            )
        };
        let first = self.nodes.get(parent + 1).filter(|first| first.parent == Some(parent));
        matches!(self.nodes[parent].mark, Mark::Article | Mark::Bare)
            && self.nodes[at].mark == Mark::Number
            && first.is_some_and(|first| is_list(first.mark))
    }

    /// The lead-in that a heading alone is: 対象外の作業, 乙の負担する業務, 有償で行う作業.
    pub(super) fn heading_lead(&self, index: usize) -> Option<Lead> {
        let node = &self.nodes[index];
        let heading = node.heading.as_deref().unwrap_or_default();
        let chapters = node.chapters.iter().rev().map(String::as_str);
        let own = std::iter::once(heading).chain(chapters).find_map(|words| self.lead_in_title(&normal(words)));
        // (1) 復元:年1回… below 2. 有償で行うもの: an item with a title of its own is still below that heading
        own.or_else(|| {
            let above = std::iter::successors(node.parent, |&at| self.nodes[at].parent);
            let mut titles = above.filter_map(|at| self.nodes[at].heading.as_deref());
            let rules = |lead: &Lead| matches!(lead.mode, Mode::Exclude | Mode::OnCondition);
            titles.find_map(|words| self.lead_in_title(&normal(words)).filter(rules))
        })
    }

    /// What a title makes of the items below it, where it says so.
    pub(super) fn lead_in_title(&self, words: &str) -> Option<Lead> {
        if explains_marks(words) {
            return None;
        }
        pattern!(IN_BRACKETS, needs[["("]], r"\([^()]*\)");
        // 追加業務(発注者が別に発注した場合に限り行う。)
        pattern!(ONLY_IF, needs[["限り", "限る"]], r"\([^()]*(?:場合|とき)に限[りる][^()]*\)$");
        if ONLY_IF.is_match(words) && self.kind != Kind::Rule {
            return Some(Lead { mode: Mode::OnCondition, agent: Some(Party::Vendor), words: words.to_owned() });
        }
        // 提案を求める事項(実施を義務付けるものではない。): nothing is asked for yet
        pattern!(
            PROPOSED,
            needs[["提案", "加点", "義務"]],
            r"提案を(?:求|期待|受け)|任意(?:の|提案)|加点|義務(?:付け|づけ)(?:る|た)もの(?:で)は?(?:ない|ありませ)"
        );
        // あればうれしいこと(なくてもよい): wishes
        pattern!(
            WISHES,
            needs[["うれし", "嬉し", "なくてもよ", "無くてもよ", "あれば望", "あるとよ", "あると良"]],
            r"あれば(?:うれし|嬉し|望まし|良い|よい)|(?:なく|無く)て(?:も)?(?:よい|良い|構わ|かまわ)|あると(?:うれし|嬉し|よい|良い)"
        );
        if WISHES.is_match(words) && self.kind.level() == Level::Binding {
            return Some(Lead { mode: Mode::Mention, agent: None, words: words.to_owned() });
        }
        if PROPOSED.is_match(words) && self.kind.level() == Level::Binding {
            return Some(Lead { mode: Mode::Mention, agent: None, words: words.to_owned() });
        }
        // 別途工事(本仕様に含まない。)
        pattern!(
            OUT_IN_BRACKETS,
            needs[["("]],
            r"\((?:本?(?:仕様|契約|業務|委託|保守|工事|見積|サービス)[^は()]{0,6}(?:に|から)(?:は)?)?(?:含ま(?:ない|れない|れません|ず)|含みません|対象外|除外|行わない|行いません|範囲外|別契約|対象と(?:し|なら)ない)[^()]{0,4}\)$"
        );
        if OUT_IN_BRACKETS.is_match(words) && self.kind.level() != Level::Internal {
            return Some(Lead { mode: Mode::Exclude, agent: Some(Party::Vendor), words: words.to_owned() });
        }
        let words = &*IN_BRACKETS.replace_all(words, "");
        pattern!(
            OUT,
            r"対象外|対象と(?:は)?(?:し|なら)ない|対象にならない|含まない|含まれない|含まれません|含めません|(?:行い|いたし|実施し|提供し|対応し|承り)ません|お受けしない|除外|から除く|除く作業|除く業務|範囲外|受託しない|行わない|含みません|(?:実施|提供|対応)しない|しないこと|属しない|属さない|含めない|承っていない|お受け(?:して|でき)(?:い)?ない|お引受けしない|担当しない|担わない|受持たない|受け持たない|負わない|業務外|取り?扱い?の?ない|取り?扱(?:わない|いませ|っていな|っておりませ)|(?:所掌|所管|分掌|受持ち|持ち場|担当|分担|役割|業務)と(?:は)?しない|(?:実施|提供|対応|用意)して(?:い|おり)(?:ない|ません)|行って(?:い|おり)(?:ない|ません)"
        );
        pattern!(
            OFFERED,
            r"(?:サービス|作業|業務|こと|もの|事項|対応|項目|メニュ|支援|役務|オプション|有償|有料|内容|機能|対策)(?:一覧)?[:。]?$"
        );
        // 協議のうえ定める事項, 持ち越し: nobody has it yet
        pattern!(
            TALKED,
            needs[["協議", "相談", "話し合", "話合", "未定", "未決", "保留", "持ち越", "持越", "継続検討", "決ま"]],
            r"(?:協議|相談|話し?合)(?:い|って|して|し)?(?:の(?:上|うえ)|により|で)?、?(?:で)?(?:定め|決め|取り?決め|決定す)(?:る|ていく)?(?:事項|こと|もの|項目|作業|業務|役割)|^(?:今後の?|要|継続)?(?:協議|相談)(?:事項|項目|が必要な(?:事項|もの|作業))$|(?:未定|未決|保留|協議中|検討中|決まっていない|決まらなかった)の?(?:事項|項目|こと|もの|作業|業務)?$|^持ち?越し(?:事項|た?こと)?$|継続検討"
        );
        if TALKED.is_match(words.trim_matches(['【', '】', '[', ']', '<', '>', '■', '◆', '●', ' ', '\u{3000}']))
        {
            return Some(Lead { mode: Mode::Open, agent: None, words: words.to_owned() });
        }
        if OUT.is_match(words)
            && !["してはならない", "しては", "禁止", "対象外業務の"].iter().any(|other| words.contains(other))
        {
            return Some(Lead { mode: Mode::Exclude, agent: Some(Party::Vendor), words: words.to_owned() });
        }
        if ["してはならない", "禁止事項", "禁止行為", "してはいけない"].iter().any(|ban| words.contains(ban))
        {
            return Some(Lead { mode: Mode::Ban, agent: self.heading_agent(words), words: words.to_owned() });
        }
        // お願いする内容: of whom, if the vendor asks
        let asks = ["お願い", "いただく", "頂く", "ください"].iter().any(|asking| words.contains(asking))
            && matches!(self.kind, Kind::Terms | Kind::Disclosure | Kind::Sla);
        let agent = self.heading_agent(words).or(asks.then_some(Party::Hospital));
        pattern!(LATER, r"(?:予定|計画)(?:の|して|です|中)|今後(?:の)?対応");
        if LATER.is_match(words) && OFFERED.is_match(words) && self.kind.level() == Level::Declared {
            return Some(Lead { mode: Mode::Plan, agent: Some(Party::Vendor), words: words.to_owned() });
        }
        // 別料金で行うこと: what is bought apart
        if CONDITION.is_match(words)
            && OFFERED.is_match(words)
            && self.kind != Kind::Rule
            && agent != Some(Party::Hospital)
        {
            let agent = Some(agent.unwrap_or(Party::Vendor));
            return Some(Lead { mode: Mode::OnCondition, agent, words: words.to_owned() });
        }
        if agent.is_some() {
            return Some(Lead { mode: Mode::Do, agent, words: words.to_owned() });
        }
        let is_talk = ["審議", "付議"].iter().any(|talk| words.contains(talk));
        is_talk.then(|| Lead { mode: Mode::Mention, agent: None, words: words.to_owned() })
    }

    /// A line without number or full stop right over a list: 当社が実施している事項. It rules the list as a heading would.
    pub(super) fn title_over_list(&self, index: usize, words: &str) -> Option<Lead> {
        pattern!(
            TITLE,
            r"(?:こと|もの|事項|作業|業務|サービス|項目|対応|対策|措置|役割|責任|責務|範囲|内容|分担|お願い|オプション)(?:\([^()]*\))?:?$"
        );
        // 「2 してはならないこと」 has the form of a sentence and is none
        let is_plain =
            (self.nodes[index].mark == Mark::Plain || words.ends_with("こと")) && self.nodes[index].table.is_none();
        let next = self.nodes.get(index + 1).is_some_and(|next| {
            next.table.is_some() || matches!(next.mark, Mark::Bullet | Mark::Paren | Mark::Circle | Mark::Kana)
        });
        // Ⅲ 提案を求める事項(…): a numbered title binds nobody, where it says so
        if matches!(self.nodes[index].mark, Mark::Number | Mark::Dotted(_))
            && next
            && TITLE.is_match(words)
            && let Some(lead) = self.lead_in_title(words).filter(|lead| lead.mode == Mode::Mention)
        {
            return Some(lead);
        }
        (is_plain && next && words.chars().count() <= 40 && TITLE.is_match(words)).then(|| self.lead_in_title(words))?
    }

    /// 「作業を行う保守業者は、次の事項を遵守しなければならない」 over the numbers of a paper without articles: all of them are asked of
    /// the vendors.
    fn addresses_vendors(&self, index: usize) -> bool {
        pattern!(
            ADDRESSES,
            needs[["遵守", "順守", "守ら", "守る", "従わ", "従う"]],
            r"^(?:[^。]*、)?([^。、]{2,40}?)は、?(?:次の|以下の|下記の)[^。]{0,14}(?:遵守|順守|守ら|守る|従わ|従う)[^。]*。?$"
        );
        if self.to_vendors {
            return true;
        }
        let first = self.nodes[..index].iter().position(|node| node.mark != Mark::Plain).unwrap_or(index);
        let names_vendor = |text: &str| {
            let words = normal(text);
            let found = ADDRESSES.captures(&words);
            found.is_some_and(|found| self.parties.resolve(&found[1]).is_some_and(|(party, _)| party == Party::Vendor))
        };
        matches!(self.nodes[index].mark, Mark::Number | Mark::Paren | Mark::Circle)
            && self.nodes[..first].iter().rev().take(2).any(|node| names_vendor(&node.text))
    }

    /// Who a heading says it speaks of: 乙の責務, 委託者の実施事項, 利用者の遵守事項.
    pub(super) fn heading_agent(&self, heading: &str) -> Option<Party> {
        // 【病院側】, 当社: the side and nothing else
        let alone = heading.trim_matches(['【', '】', '[', ']', '<', '>', '「', '」', ':', ' ', '\u{3000}']);
        if alone.ends_with('側')
            && let Some((party, _)) = self.parties.resolve(alone)
        {
            return Some(party);
        }
        // each of the marks below has one of these letters
        if !heading.contains(['の', 'が', '側', 'に', 'で']) {
            return None;
        }
        if ["共同で", "合同で", "双方で", "両者で"].iter().any(|joint| heading.contains(joint)) {
            return Some(Party::Both);
        }
        // 別記3 共同の責務
        pattern!(
            SHARED,
            needs[["共同", "双方", "両者"]],
            r"(?:共同|双方|両者)の(?:責任|責務|義務)(?:で行う作業|とする作業|の作業|範囲)?$"
        );
        if SHARED.is_match(alone) {
            return Some(Party::Both);
        }
        // 病院の作業; in rules 業者の作業 is what the hospital watches
        let works: &[&str] = if self.kind == Kind::Rule { &[] } else { &["の作業", "の対応", "の事項"] };
        for mark in works.iter().copied().chain([
            "の責務",
            "の義務",
            "の役割",
            "の実施",
            "の負担",
            "の行う",
            "が行う",
            "の遵守",
            "の協力",
            "の担当",
            "の分担",
            "の業務",
            "の手続",
            "の責任",
            "が実施",
            "が担う",
            "が担って",
            "の担う",
            "が受持",
            "が受け持",
            "の受け持",
            "が負う",
            "の負う",
            "がする",
            "の務め",
            "の仕事",
            "の役目",
            "に求める",
            "が対応",
            "で対応",
            "にて対応",
            "が引受け",
            "がお引受け",
            "が承",
            "が提供",
            "にお願い",
            "に対応をお願い",
            "に実施をお願い",
            "が担当",
            "側の",
            "の管理事項",
            "の体制",
            "の事務",
            "の任務",
            "の職務",
            "が負担",
            "の受持",
            "の所掌",
            "の所管",
            "の持ち場",
            "の持ち分",
            "の施工",
            "にお願い",
            "に行っていただ",
            "で行っていただ",
            "で行う",
            "のすること",
            "がすること",
            "のお願い",
            "に実施していただ",
            "側で",
            "による",
        ]) {
            if let Some(at) = place_of(heading, mark)
                && let Some((party, _)) =
                    self.parties.resolve(phrase_before(heading, at + if mark == "側の" { "側".len() } else { 0 }))
                && (matches!(party, Party::Hospital | Party::Vendor | Party::Both | Party::Subcontractor)
                    || party == Party::Third && ["が担", "が行", "が実施"].iter().any(|does| mark.starts_with(does)))
            {
                return Some(party);
            }
        }
        // 当センターが準備する事項
        pattern!(
            WHOSE,
            needs[["が"]],
            r"^([^、。が]{1,14})が、?(?:行う|おこなう|実施する|準備する|用意する|整備する|手配する|担当する|担う|受け?持つ|負う|負担する|果たす|対応する|行って|守る|守って|遵守する|満たす|従う|する)[^、。]{0,10}(?:事項|こと|もの|作業|業務|役割|責任|範囲|項目)$"
        );
        let party = self.parties.resolve(&WHOSE.captures(alone)?[1])?.0;
        matches!(party, Party::Hospital | Party::Vendor | Party::Subcontractor).then_some(party)
    }

    /// Who acts in all of a paper but where it says otherwise: この仕様書に定める作業は、特に断りのない限り、受託者が行う.
    pub(super) fn usual_doer(&self, words: &str) -> Option<Party> {
        pattern!(
            ALL_WORK,
            needs[["限り", "除き", "場合"], ["行", "実施", "履行", "対応", "担"]],
            r"^(?:なお、)?(?:この|本|以下の)(?:仕様書|特記仕様書|要件書|要求仕様書|別紙|別表|別添|章|節|書|資料)(?:に(?:定める|掲げる|記載の|記載する|示す)|の)[^。、は]{0,16}は、[^。、]{0,24}(?:断り|定め|記載|指定|明記|明示)[^。、]{0,10}(?:限り|除き|場合は)、?(?:すべて|全て)?([^。、は]{1,20}?)(?:が|において)、?(?:行|実施|履行|対応|担)[^。、]{0,8}。?$"
        );
        pattern!(
            SUBJECT,
            needs[["主語", "主体"]],
            r"(?:主語|主体)(?:が|を|の)?[^。]{0,16}(?:ない|なき|省略)[^。]{0,24}(?:は、?|、)([^。、は]{1,16}?)(?:が|を(?:その)?(?:主語|主体)と)"
        );
        let found = ALL_WORK.captures(words).or_else(|| SUBJECT.captures(words))?;
        self.parties.resolve(&found[1]).map(|(party, _)| party)
    }

    /// Who acts when the words do not say.
    pub(super) fn silent(&self, index: usize, sentence: &str) -> (Party, &'static str, Confidence) {
        let node = &self.nodes[index];
        if let Some(agent) = self.lead_of(index).and_then(|lead| lead.agent) {
            return (agent, "柱書の主語", Confidence::High);
        }
        if (sentence::is_linked(sentence) || super::cite::same_topic(sentence).is_some())
            && let Some(agent) = self.before_agent
        {
            return (agent, "前文から継続", Confidence::Medium);
        }
        if sentence::is_receipt(sentence)
            && let Some(agent) =
                self.before_agent.or(self.agent).or(self.article_before.filter(|_| sentence.starts_with('前')))
            && matches!(agent, Party::Hospital | Party::Vendor)
        {
            // inside the hospital both are the hospital
            let receiver = if self.kind == Kind::Rule { Party::Hospital } else { agent.other() };
            return (receiver, "通知を受けた側", Confidence::Medium);
        }
        let heading = normal(node.heading.as_deref().unwrap_or_default());
        if let Some(agent) = self.heading_agent(&heading) {
            return (agent, "条見出し", Confidence::Medium);
        }
        for chapter in node.chapters.iter().rev() {
            if let Some(agent) = self.heading_agent(&normal(chapter)) {
                return (agent, "章見出し", Confidence::Medium);
            }
        }
        // headings of the sections above, in papers without chapters
        let mut at = index;
        while let Some(parent) = self.nodes[at].parent {
            if let Some(heading) = &self.nodes[parent].heading
                && let Some(agent) = self.heading_agent(&normal(heading))
            {
                return (agent, "節見出し", Confidence::Medium);
            }
            at = parent;
        }
        if let Some(agent) = self.usual {
            return (agent, "特に断りのない限りの主体", Confidence::High);
        }
        match self.kind {
            Kind::Rule if self.addresses_vendors(index) => (Party::Vendor, "事業者に宛てた規程", Confidence::Medium),
            Kind::Rule => (Party::Hospital, "院内規程の既定の主語", Confidence::Medium),
            Kind::Specification => (Party::Vendor, "仕様書の既定の主語", Confidence::Medium),
            Kind::Sla | Kind::Disclosure => (Party::Vendor, "事業者文書の既定の主語", Confidence::Medium),
            Kind::Terms => (Party::Vendor, "規約の既定の主語", Confidence::Medium),
            _ if self.authored && sentence.ends_with("ます。") => {
                (Party::Vendor, "弊社を名乗る文書の既定の主語", Confidence::Medium)
            }
            _ => match self.before_agent.or(self.agent) {
                Some(agent) => (agent, "同じ条の前の文から継続", Confidence::Low),
                None => (Party::Unstated, "主体の記載なし", Confidence::Low),
            },
        }
    }
}
