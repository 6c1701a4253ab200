//! Prose to claims: who has which duty, how strongly, under which condition. In: what a container held. Out: [`Reading`].
//!
//! One step a file: `kind` (what paper is this), `outline` (units), `definitions` and `party` (who is who), `form` (is the act
//! claimed or only mentioned), `ending` (how strongly), `sentence` (who acts on what), `table` (cells), `cite` (reference,
//! precedence, dates).

mod cite;
mod definitions;
mod ending;
mod form;
#[cfg(test)]
mod hostile;
mod kind;
mod outline;
mod party;
mod sentence;
mod table;

use std::collections::BTreeMap;

use crate::catalogue::Catalogue;
use crate::model::{
    Block, Claim, Confidence, Content, Date, Header, Kind, Level, Notice, Party, Place, Precedence, Quote, Source,
    Strength, Unit,
};
use crate::text::{Folded, fold, normal, respell};
use outline::{Mark, Node};
use party::Parties;
use sentence::{Around, Lead, Mode, Outcome, Statement};

/// What reading a prose paper gave.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The kind of paper.
    pub kind: Kind,
    /// Why it was taken for that kind.
    pub kind_reason: String,
    /// Title, parties and term.
    pub header: Header,
    /// Its units.
    pub units: Vec<Unit>,
    /// What it says, in the order of places.
    pub claims: Vec<Claim>,
    /// Clauses of precedence.
    pub precedence: Vec<Precedence>,
    /// What could not be understood.
    pub notices: Vec<Notice>,
}

/// The kind of a prose paper and why, without reading all of it.
pub fn recognise(source: &Source) -> (Kind, String) {
    kind::recognise(&outline::outline(&blocks(source)))
}

fn blocks(source: &Source) -> Vec<Block> {
    match &source.content {
        Content::Flow(blocks) => blocks.clone(),
        Content::Book(grids) => grids.iter().filter(|grid| !grid.hidden).flat_map(crate::read::flow_of).collect(),
        Content::Nothing => Vec::new(),
    }
}

/// Reads a prose paper. `kind` overrules recognition. `as_of` decides which articles are in force; without it all are.
pub fn read(source: &Source, kind: Option<Kind>, catalogue: &Catalogue, as_of: Option<Date>) -> Reading {
    let nodes = outline::outline(&blocks(source));
    let (kind, kind_reason) = match kind {
        Some(kind) => (kind, "指定による".to_owned()),
        None => kind::recognise(&nodes),
    };
    let parties = definitions::bind(&nodes, kind);
    let mut reader = Reader {
        catalogue,
        parties,
        base: kind,
        kind,
        nodes: &nodes,
        leads: BTreeMap::new(),
        led_by: Vec::with_capacity(nodes.len()),
        children: children(&nodes),
        by_unit: by_unit(&nodes),
        agent: None,
        before: String::new(),
        before_agent: None,
        article: None,
        claims: Vec::new(),
        units: Vec::new(),
        notices: Vec::new(),
        suspended: cite::suspended(&nodes, as_of),
        annexes: nodes.iter().filter(|node| node.mark == Mark::Annex).map(|node| node.unit.clone()).collect(),
        legend: table::Legend::default(),
        authored: nodes.iter().any(|node| node.text.contains("弊社は") || node.text.contains("当社は")),
    };
    for index in 0..nodes.len() {
        reader.unit(index);
    }
    let Reader { claims, units, mut notices, parties, .. } = reader;
    let header = cite::header(&nodes, &parties);
    let precedence = cite::precedence(&nodes);
    if kind == Kind::Unknown && !nodes.is_empty() {
        notices.push(Notice::new(
            Place::default(),
            "文書の種類を判定できないため、この文書からは分担を読み取っていません。hazama.tomlのkindで種類を指定してください。",
        ));
    }
    Reading { kind, kind_reason, header, units, claims, precedence, notices }
}

fn by_unit(nodes: &[Node]) -> BTreeMap<&str, Vec<usize>> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        places.entry(&node.unit).or_default().push(index);
    }
    places
}

fn children(nodes: &[Node]) -> Vec<bool> {
    let mut has = vec![false; nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            has[parent] = true;
        }
        // bullets and tables follow their lead-in as siblings
        if index > 0
            && (matches!(node.mark, Mark::Bullet | Mark::Paren | Mark::Kana | Mark::Circle | Mark::Kanji)
                || node.table.is_some())
            && node.mark != nodes[index - 1].mark
        {
            has[index - 1] = true;
        }
    }
    has
}

/// Headings of articles that claim nothing.
const IDLE: &[&str] = &[
    "目的",
    "趣旨",
    "定義",
    "用語",
    "用語の定義",
    "用語の意味",
    "目次",
    "改版履歴",
    "改定の履歴",
    "改定履歴",
    "解説",
    "沿革",
    "準拠法",
    "管轄裁判所",
    "裁判管轄",
    "誠実協議",
    "疑義",
    "協議",
    "言葉の意味",
    "委任",
    "補則",
];

struct Reader<'a> {
    catalogue: &'a Catalogue,
    parties: Parties,
    base: Kind,
    kind: Kind,
    nodes: &'a [Node],
    leads: BTreeMap<usize, Lead>,
    /// For every unit read so far, the unit before its list that may be the lead-in.
    led_by: Vec<Option<usize>>,
    children: Vec<bool>,
    /// Where the units of one citation stand, in order.
    by_unit: BTreeMap<&'a str, Vec<usize>>,
    /// Who acted last in the article.
    agent: Option<Party>,
    /// The sentence before in the article, respelt.
    before: String,
    before_agent: Option<Party>,
    article: Option<String>,
    claims: Vec<Claim>,
    units: Vec<Unit>,
    notices: Vec<Notice>,
    /// Articles not yet in force, and from when.
    suspended: Vec<(String, Date)>,
    annexes: Vec<String>,
    legend: table::Legend,
    /// The vendor speaks of itself as 当社 or 弊社.
    authored: bool,
}

impl Reader<'_> {
    fn unit(&mut self, index: usize) {
        let node = &self.nodes[index];
        if let Some(kind) = kind::switches(node, self.kind) {
            self.kind = kind;
            self.agent = None;
        } else if node.mark == Mark::Annex {
            self.kind = self.base;
        }
        let article = article_of(&node.unit);
        let led_by = index.checked_sub(1).filter(|_| self.article.as_deref() == Some(article.as_str()));
        self.led_by.push(led_by.and_then(|before| match self.leads.contains_key(&before) {
            true => Some(before),
            false => self.led_by[before].filter(|_| self.nodes[before].mark == node.mark),
        }));
        if self.article.as_deref() != Some(article.as_str()) {
            self.article = Some(article);
            self.agent = None;
            self.before.clear();
            self.before_agent = None;
        }
        if let Some(table) = &node.table {
            self.table(index, table);
            return;
        }
        if node.text.trim().is_empty() {
            return;
        }
        for line in node.text.lines() {
            self.legend.learn(&normal(line));
        }
        let folded = respell(&fold(&node.text));
        let ignored = self.ignored(index, &folded.text);
        self.units.push(Unit {
            unit: node.unit.clone(),
            heading: node.heading.clone(),
            text: node.text.clone(),
            line: node.line,
            page: node.page,
            ignored: ignored.clone(),
        });
        if ignored.is_some() {
            // a definition that names the work a party takes on still tells what 本業務 is
            if let Some(lead) = self.nodes[index].parent.and_then(|parent| self.leads.get(&parent)).cloned() {
                self.leads.insert(index, lead);
            }
            self.define_work(index);
            return;
        }
        self.sentences(index, &folded, &node.text);
    }

    /// Why nothing is credited here, or none.
    fn ignored(&mut self, index: usize, words: &str) -> Option<String> {
        let node = &self.nodes[index];
        let heading = node.heading.as_deref().map(normal).unwrap_or_default();
        if let Some((_, date)) = self.suspended.iter().find(|(article, _)| {
            article_of(&node.unit) == *article
                || node.unit == *article
                || node.unit.starts_with(&format!("{article}第"))
        }) {
            let date = *date;
            self.notices.push(Notice::new(
                self.place(index),
                format!("{}は{date}から施行されるため、評価日の時点では分担として数えていません。", node.unit),
            ));
            return Some(format!("未施行({date}から)"));
        }
        if node.mark == Mark::Chapter {
            return Some("見出し".to_owned());
        }
        if node.mark == Mark::Annex {
            return Some("見出し".to_owned());
        }
        if words.starts_with("削除") && words.chars().count() < 6 || words == "(削除)" {
            return Some("削除".to_owned());
        }
        if node.supplement {
            return Some("附則".to_owned());
        }
        if cite::is_revision(words) {
            return Some("改版履歴".to_owned());
        }
        if words.contains("……")
            || words.contains("…") && words.trim_end().ends_with(|c: char| c.is_ascii_digit())
            || cite::is_contents(words)
        {
            return Some("目次".to_owned());
        }
        if words.starts_with("【解説】") || words.starts_with("解説") && words.starts_with("解説:") {
            return Some("解説".to_owned());
        }
        if IDLE.iter().any(|idle| heading == *idle || heading == format!("{idle}等")) {
            return Some(heading);
        }
        if heading.contains("履歴") && (heading.contains("改") || heading.contains("版"))
            || words.starts_with("第")
                && words.contains("版")
                && words.chars().count() < 60
                && !words.ends_with('。')
                && node.mark == Mark::Plain
        {
            return Some("改版履歴".to_owned());
        }
        if self.kind.level() == Level::None {
            return Some("文書の種類が不明".to_owned());
        }
        None
    }

    fn place(&self, index: usize) -> Place {
        let node = &self.nodes[index];
        Place {
            unit: (!node.unit.is_empty()).then(|| node.unit.clone()),
            line: Some(node.line),
            page: node.page,
            ..Place::default()
        }
    }

    /// 「本業務」とは、…をいう: kept so that 乙は本業務を行う can be read.
    fn define_work(&mut self, index: usize) {
        let words = normal(&self.nodes[index].text);
        if let Some(body) = words
            .strip_prefix("「本業務」とは、")
            .or_else(|| words.split_once("「本業務」とは、").map(|(_, body)| body))
            && let Some(body) = body.strip_suffix("をいう。").or_else(|| body.strip_suffix("をいいます。"))
        {
            self.legend.work = Some((body.to_owned(), index));
        }
    }

    fn lead_of(&self, index: usize) -> Option<&Lead> {
        let mut at = index;
        while let Some(parent) = self.nodes[at].parent {
            if let Some(lead) = self.leads.get(&parent) {
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

    /// The lead-in that a heading alone is: 対象外の作業, 乙の負担する業務.
    fn heading_lead(&self, index: usize) -> Option<Lead> {
        let node = &self.nodes[index];
        let heading = normal(node.heading.as_deref().unwrap_or_default());
        for words in std::iter::once(&heading).chain(node.chapters.iter().rev()) {
            let words = normal(words);
            if [
                "対象外",
                "含まない",
                "除外",
                "から除く",
                "除く作業",
                "除く業務",
                "範囲外",
                "受託しない",
                "行わない",
                "含みません",
                "実施しない",
                "提供しない",
                "しないこと",
            ]
            .iter()
            .any(|out| words.contains(out))
                && !words.contains("対象外業務の")
            {
                return Some(Lead { mode: Mode::Exclude, agent: Some(Party::Vendor), words });
            }
            if let Some(agent) = self.heading_agent(&words) {
                return Some(Lead { mode: Mode::Do, agent: Some(agent), words });
            }
            if ["審議", "付議"].iter().any(|talk| words.contains(talk)) {
                return Some(Lead { mode: Mode::Mention, agent: None, words });
            }
        }
        None
    }

    /// Who a heading says it speaks of: 乙の責務, 委託者の実施事項, 利用者の遵守事項.
    fn heading_agent(&self, heading: &str) -> Option<Party> {
        for mark in [
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
            "が担当",
            "側の",
            "の管理事項",
            "の体制",
            "の事務",
            "の任務",
            "の職務",
            "が負担",
            "の受持",
            "にお願い",
            "に行っていただ",
            "に実施していただ",
            "側で",
            "による",
        ] {
            if let Some(at) = heading.find(mark)
                && let Some((party, _)) = self
                    .parties
                    .resolve(party::phrase_before(heading, at + if mark == "側の" { "側".len() } else { 0 }))
                && matches!(party, Party::Hospital | Party::Vendor | Party::Both | Party::Subcontractor)
            {
                return Some(party);
            }
        }
        None
    }

    /// Who acts when the words do not say.
    fn silent(&self, index: usize, sentence: &str) -> (Party, &'static str, Confidence) {
        let node = &self.nodes[index];
        if let Some(agent) = self.lead_of(index).and_then(|lead| lead.agent) {
            return (agent, "柱書の主語", Confidence::High);
        }
        if sentence::is_linked(sentence)
            && let Some(agent) = self.before_agent
        {
            return (agent, "前文から継続", Confidence::Medium);
        }
        if sentence::is_receipt(sentence)
            && let Some(agent) = self.before_agent.or(self.agent)
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
        match self.kind {
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

    fn sentences(&mut self, index: usize, folded: &Folded, original: &str) {
        let node = &self.nodes[index];
        let ranges = outline::sentences(&folded.text);
        let last = ranges.len();
        let heading = normal(node.heading.as_deref().unwrap_or_default());
        let is_item = matches!(
            node.mark,
            Mark::Paren
                | Mark::Circle
                | Mark::Kanji
                | Mark::Kana
                | Mark::ParenKana
                | Mark::Bullet
                | Mark::Latin
                | Mark::Number
                | Mark::Dotted(_)
                | Mark::Bare
        );
        for (number, range) in ranges.into_iter().enumerate() {
            let words = folded.text[range.clone()].trim().to_owned();
            if words.is_empty() {
                continue;
            }
            if self.question(index, &words, folded, range.clone(), original) {
                continue;
            }
            let own_lead = self.lead_of(index).cloned();
            // 除外事項: the heading says more than a lead-in without a doer
            let own_lead = own_lead.filter(|lead| {
                lead.mode != Mode::Do
                    || lead.agent.is_some()
                    || self.heading_lead(index).is_none_or(|heading| heading.mode != Mode::Exclude)
            });
            let lead =
                own_lead.or_else(|| (is_item && !words.ends_with('。')).then(|| self.heading_lead(index)).flatten());
            let mut silent = self.silent(index, &words);
            if let Some(agent) = lead.as_ref().and_then(|lead| lead.agent) {
                silent = (agent, "柱書・見出しの主語", Confidence::High);
            }
            let words = self.expand(&words);
            let referred = self.referred(index, &words);
            let around = Around {
                kind: self.kind,
                parties: &self.parties,
                catalogue: self.catalogue,
                heading: &heading,
                lead: lead.as_ref(),
                before: &self.before,
                referred: &referred,
                silent,
                item: is_item,
            };
            let has_list = self.children[index] && number + 1 == last;
            let mut outcome: Outcome = sentence::read(&words, &around, has_list);
            if outcome.statements.is_empty() && !words.ends_with('。') && is_item {
                outcome.statements = self.bare_item(&words, &node.text, &around);
            }
            if outcome.statements.is_empty()
                && outcome.lead.is_none()
                && matches!(self.kind, Kind::Sla | Kind::Terms | Kind::Contract | Kind::Specification)
                && let Some(aimed) = cite::service_level(&words)
                && lead.as_ref().is_none_or(|lead| lead.mode == Mode::Do)
            {
                let strength = if aimed { Strength::Effort } else { Strength::Duty };
                let mut level = table::stated(crate::model::DutyId::new("sla.level"), strength, &words);
                level.holder = if silent.0 == Party::Unstated { Party::Vendor } else { silent.0 };
                outcome.statements.push(level);
            }
            if let Some(lead) = outcome.lead {
                self.leads.insert(index, lead);
            }
            let quote = original[folded.original(range)].trim().to_owned();
            let place = self.place(index);
            if let Some((party, words, part)) = outcome.reassigns {
                self.reassign(party, &words, part, &quote, &place);
            }
            self.same_for(&words, &quote, &place);
            for statement in outcome.statements {
                if statement.strength == Strength::Open && self.is_annexed(&words) {
                    continue;
                }
                self.claims.push(claim(statement, quote.clone(), place.clone()));
            }
            if cite::must_not_refuse(&words)
                && let Some(agent) = outcome.agent
            {
                self.accept(agent, &quote, &place);
            }
            if let Some(agent) = outcome.agent {
                self.agent = Some(agent);
                self.before_agent = Some(agent);
            } else if matches!(self.kind, Kind::Contract | Kind::Memorandum) && sentence::is_receipt(&words) {
                self.before_agent = Some(silent.0);
            }
            self.before = words;
        }
        if let Some(copies) = cite::applied(original, &folded.text, &self.claims, &self.parties) {
            let place = self.place(index);
            for mut copy in copies {
                copy.quote = Quote { text: original.to_owned(), place: place.clone() };
                self.claims.push(copy);
            }
        }
    }

    /// The words of the unit that 前項, 前項第5号 or 前条 point to.
    fn referred(&self, index: usize, words: &str) -> String {
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
    fn bare_item(&self, words: &str, original: &str, around: &Around<'_>) -> Vec<Statement> {
        if let Some(act) = cite::named_item(words) {
            let found = sentence::read(act, around, false).statements;
            if !found.is_empty() {
                return found;
            }
        }
        // 計画停止の予告 停止の7日前まで
        if let Some((head, figure)) = fold(original.trim()).text.split_once([' ', '\u{3000}'])
            && head.chars().count() > 3
        {
            let mut found = sentence::read(&normal(head), around, false).statements;
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

    /// 乙は、本業務を行う: the defined work stands for itself.
    fn expand(&self, words: &str) -> String {
        match &self.legend.work {
            Some((work, _)) if words.contains("本業務を行") || words.contains("本業務を実施") => {
                words.replacen("本業務", work, 1)
            }
            _ => words.to_owned(),
        }
    }

    /// ただし、検査室の分は、甲が行う: the claims of this unit once more, for that party and that part.
    fn reassign(&mut self, party: Party, words: &str, part: String, quote: &str, place: &Place) {
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
    fn same_for(&mut self, words: &str, quote: &str, place: &Place) {
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
    fn accept(&mut self, agent: Party, quote: &str, place: &Place) {
        let article = place.unit.as_deref().map(article_of).unwrap_or_default();
        let in_article =
            |claim: &&Claim| claim.quote.place.unit.as_deref().map(article_of).unwrap_or_default() == article;
        let right = self
            .claims
            .iter()
            .rev()
            .take_while(in_article)
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
    fn is_annexed(&self, words: &str) -> bool {
        (words.contains("別紙") || words.contains("別表") || words.contains("別添") || words.contains("別記"))
            && self.annexes.iter().any(|annex| words.contains(annex.as_str()))
    }

    /// A plan in words whose act no clause claims: 二要素認証には、次期バージョンで対応する予定です.
    fn says_nothing(&self, index: usize, words: &str) -> bool {
        let heading = normal(self.nodes[index].heading.as_deref().unwrap_or_default());
        let around = Around {
            kind: self.kind,
            parties: &self.parties,
            catalogue: self.catalogue,
            heading: &heading,
            lead: None,
            before: "",
            referred: "",
            silent: (Party::Vendor, "", Confidence::Medium),
            item: false,
        };
        sentence::read(words, &around, false).statements.is_empty()
    }

    /// Questions with はい / いいえ / 対象外 in running text: 「4 …機能:いいえ」 and 問1 / 回答.
    fn question(
        &mut self,
        index: usize,
        words: &str,
        folded: &Folded,
        range: std::ops::Range<usize>,
        original: &str,
    ) -> bool {
        if self.kind.level() != Level::Declared {
            return false;
        }
        let node = &self.nodes[index];
        if ["本書は", "本開示書は", "この開示書は", "本資料は"].iter().any(|begin| words.starts_with(begin))
        {
            return true;
        }
        let found = match table::answer(words) {
            Some(found) => found,
            None if ending::is_planned(words) && self.says_nothing(index, words) => {
                table::Answered { question: words, strength: Strength::Planned }
            }
            None => return false,
        };
        let mut topic = found.question.to_owned();
        if let Some(question) = cite::question(words)
            && let Some(earlier) = self.nodes[..index].iter().find(|node| node.unit == question)
        {
            topic = normal(&earlier.text);
        }
        if topic.is_empty() || found.strength == Strength::Planned && self.catalogue.topics(&topic).is_empty() {
            topic = normal(node.heading.as_deref().unwrap_or_default());
            if self.catalogue.topics(&topic).is_empty() && !self.before.is_empty() {
                topic = self.before.clone();
            }
        }
        let quote = original[folded.original(range)].trim().to_owned();
        let place = self.place(index);
        for duty in table::topics(self.catalogue, &topic) {
            self.claims.push(claim(table::stated(duty, found.strength, &topic), quote.clone(), place.clone()));
        }
        true
    }

    fn table(&mut self, index: usize, found: &crate::model::Table) {
        let node = &self.nodes[index];
        let heading = normal(node.heading.as_deref().unwrap_or_default());
        // a legend may stand in the lines after the table
        for later in self.nodes.iter().skip(index + 1).take(4) {
            if later.table.is_some() {
                break;
            }
            for line in later.text.lines() {
                self.legend.learn(&normal(line));
            }
        }
        let lead = self
            .lead_of(index)
            .cloned()
            .or_else(|| self.nodes[..index].len().checked_sub(1).and_then(|before| self.leads.get(&before).cloned()))
            .or_else(|| self.heading_lead(index));
        let silent = self.silent(index, "");
        let around = Around {
            kind: self.kind,
            parties: &self.parties,
            catalogue: self.catalogue,
            heading: &heading,
            lead: lead.as_ref(),
            before: "",
            referred: "",
            silent,
            item: true,
        };
        let rows = table::read(found, &around, &self.legend);
        for row in rows {
            let place = Place {
                unit: Some(if row.number.is_empty() {
                    node.unit.clone()
                } else {
                    format!("{} {}", node.unit, row.number)
                })
                .filter(|unit| !unit.trim().is_empty()),
                line: Some(found.line + row.index),
                page: found.page,
                ..Place::default()
            };
            self.units.push(Unit {
                unit: place.unit.clone().unwrap_or_default(),
                heading: node.heading.clone(),
                text: row.text.clone(),
                line: found.line + row.index,
                page: found.page,
                ignored: row.ignored.clone(),
            });
            for statement in row.statements {
                self.claims.push(claim(statement, row.text.clone(), place.clone()));
            }
            for notice in row.notices {
                self.notices.push(Notice::new(place.clone(), notice));
            }
        }
    }
}

fn claim(statement: Statement, quote: String, place: Place) -> Claim {
    Claim {
        id: String::new(),
        document: String::new(),
        duty: statement.duty,
        holder: statement.holder,
        performer: statement.performer,
        strength: statement.strength,
        condition: statement.condition,
        scope: statement.scope,
        half: statement.half,
        pushed: false,
        quote: Quote { text: quote, place },
        confidence: statement.confidence,
        why: statement.why,
    }
}

/// The article of a unit: 第8条 of 第8条第2項第3号, 3 of 3.2(1).
fn article_of(unit: &str) -> String {
    if let Some(at) = unit.find('条') {
        let end = at + '条'.len_utf8();
        let branch: String = unit[end..].chars().take_while(|c| *c == 'の' || c.is_ascii_digit()).collect();
        return format!("{}{}", &unit[..end], if branch.starts_with('の') { branch } else { String::new() });
    }
    unit.split(['(', ' ']).next().unwrap_or(unit).split("第").take(2).collect::<Vec<_>>().join("第")
}
