//! The walk through a paper, unit by unit: what is left out, and what each sentence and table of the rest says.

use std::collections::BTreeMap;

use super::amend;
use super::cite;
use super::cut;
use super::ending;
use super::kind;
use super::label::Mark;
use super::lead;
use super::legend::{Legend, explains_marks};
use super::outline::Node;
use super::party::Parties;
use super::sentence;
use super::sentence::Outcome;
use super::statement::{Around, Lead, Mode, Statement, stated};
use super::table;
use super::turn;
use super::{article_of, claim};
use crate::catalogue::Catalogue;
use crate::model::{
    Amendment, Claim, Confidence, Date, DutyId, Kind, Level, Notice, Party, Place, Quote, Strength, Unit,
};
use crate::text::{Folded, fold, normal, pattern, respell};

/// What is known while a paper is read.
pub(super) struct Reader<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) parties: Parties,
    /// Names that hold from a unit on instead.
    pub(super) rebound: BTreeMap<usize, Parties>,
    pub(super) base: Kind,
    pub(super) kind: Kind,
    pub(super) nodes: &'a [Node],
    pub(super) leads: BTreeMap<usize, Lead>,
    /// For every unit read so far, the unit before its list that may be the lead-in.
    pub(super) led_by: Vec<Option<usize>>,
    pub(super) children: Vec<bool>,
    /// Where the units of one citation stand, in order.
    pub(super) by_unit: BTreeMap<&'a str, Vec<usize>>,
    /// Who acted last in the article.
    pub(super) agent: Option<Party>,
    /// The sentence before in the article, respelt.
    pub(super) before: String,
    pub(super) before_agent: Option<Party>,
    /// Who acted last in the article before.
    pub(super) article_before: Option<Party>,
    /// Who acts in this paper where nothing else is said, if it says so.
    pub(super) usual: Option<Party>,
    /// The last question, its unit, and whether it has its answer.
    pub(super) asked: Option<(usize, String, bool)>,
    /// The paper is about personal computers, and names no server.
    pub(super) of_terminals: bool,
    /// The unit in which いいえ was answered last, and of which duties.
    pub(super) denied: Option<(usize, Vec<DutyId>)>,
    pub(super) article: Option<String>,
    pub(super) claims: Vec<Claim>,
    pub(super) units: Vec<Unit>,
    pub(super) notices: Vec<Notice>,
    /// Articles not yet in force, and from when.
    pub(super) suspended: Vec<(String, Date)>,
    /// Why the paper as a whole holds nothing on that day, and what to say of it.
    pub(super) out_of_force: Option<(String, String)>,
    /// The names that the paper gives to those it changes.
    pub(super) names: amend::Names,
    /// What it changes in other papers.
    pub(super) amendments: Vec<Amendment>,
    /// Articles that another article of the paper sets aside, and which one does.
    pub(super) set_aside: Vec<(String, String)>,
    pub(super) annexes: Vec<String>,
    pub(super) legend: Legend,
    /// Where the units begin, after titles and names.
    pub(super) body: usize,
    /// The paper speaks to vendors: 業者のみなさまへ.
    pub(super) to_vendors: bool,
    /// The vendor speaks of itself as 当社 or 弊社.
    pub(super) authored: bool,
}

impl Reader<'_> {
    pub(super) fn unit(&mut self, index: usize) {
        if let Some(parties) = self.rebound.remove(&index) {
            self.parties = parties;
            self.agent = None;
        }
        let node = &self.nodes[index];
        // the first line is the title of the paper itself
        if let Some(kind) = kind::switches(node, self.kind).filter(|_| index > 0) {
            self.kind = kind;
            self.agent = None;
            self.usual = None;
        } else if node.mark == Mark::Annex {
            self.kind = self.base;
            self.usual = None;
        }
        let article = article_of(&node.unit);
        let is_listed =
            matches!(node.mark, Mark::Kana | Mark::ParenKana | Mark::Paren | Mark::Circle | Mark::Latin | Mark::Bullet);
        let led_by = index.checked_sub(1).filter(|&before| {
            self.article.as_deref() == Some(article.as_str())
                || is_listed && [Mark::Plain, node.mark].contains(&self.nodes[before].mark)
        });
        self.led_by.push(led_by.and_then(|before| match self.leads.contains_key(&before) {
            true => Some(before),
            false => self.led_by[before].filter(|_| self.nodes[before].mark == node.mark),
        }));
        if self.article.as_deref() != Some(article.as_str()) {
            self.article = Some(article);
            self.article_before = self.before_agent.or(self.agent);
            self.agent = None;
            self.before.clear();
            self.before_agent = None;
        }
        // a line over a table is taken for its title, whatever it says
        if let Some(title) = node.heading.as_deref().map(normal).filter(|title| explains_marks(title)) {
            self.legend.learn(&title);
        }
        if let Some(table) = &node.table {
            if self.out_of_force.is_none() {
                self.table(index, table);
            }
            return;
        }
        if node.text.trim().is_empty() {
            return;
        }
        for line in node.text.lines() {
            self.legend.learn(&normal(line));
        }
        self.same_firm(index);
        let plain = fold(&node.text);
        let folded = respell(&plain);
        self.define_work(&folded.text, plain.text.trim());
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
            return;
        }
        self.sentences(index, &folded, &node.text);
    }

    pub(super) fn place(&self, index: usize) -> Place {
        let node = &self.nodes[index];
        Place {
            unit: (!node.unit.is_empty()).then(|| node.unit.clone()),
            line: Some(node.line),
            page: node.page,
            ..Place::default()
        }
    }

    pub(super) fn sentences(&mut self, index: usize, folded: &Folded, original: &str) {
        let node = &self.nodes[index];
        let ranges = cut::sentences(&folded.text);
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
        let is_proviso =
            |range: &std::ops::Range<usize>| folded.text[range.clone()].trim_start().starts_with("ただし、");
        let provisos_from = last - ranges.iter().rev().take_while(|range| is_proviso(range)).count();
        for (number, range) in ranges.into_iter().enumerate() {
            let words = folded.text[range.clone()].trim().to_owned();
            if words.is_empty() {
                continue;
            }
            let Some(words) = self.changes_elsewhere(index, words, original[folded.original(range.clone())].trim())
            else {
                continue;
            };
            if self.question(index, &words, folded, range.clone(), original) {
                continue;
            }
            if self.binds_items(index, &words) {
                self.before = words;
                continue;
            }
            if let Some(party) = self.usual_doer(&words) {
                self.usual = Some(party);
                continue;
            }
            let own_lead = self.lead_of(index).cloned();
            // 除外事項: the heading says more than a lead-in without a doer, or one under another heading
            let is_elsewhere = self.led_by[index].is_some_and(|at| self.nodes[at].heading != self.nodes[index].heading);
            let own_lead = own_lead.filter(|lead| {
                // 【病院側】 under 次の作業をそれぞれ行う
                lead.mode != Mode::Do
                    || lead.agent.is_some() && !is_elsewhere
                    || self.heading_lead(index).is_none_or(|heading| {
                        heading.mode != Mode::Exclude && !(is_elsewhere && heading.agent.is_some())
                    })
            });
            // 有償オプション: a sentence below it is no less on condition than a noun
            let lead = own_lead.or_else(|| {
                is_item.then(|| self.heading_lead(index)).flatten().filter(|lead| {
                    !words.ends_with('。') || lead.mode == Mode::OnCondition && self.kind.level() == Level::Binding
                })
            });
            let mut silent = self.silent(index, &words);
            if let Some(agent) = lead.as_ref().and_then(|lead| lead.agent) {
                silent = (agent, "柱書・見出しの主語", Confidence::High);
            }
            // 「3 甲は、…」 of a memorandum that words a paragraph anew
            pattern!(QUOTED, r"^「[0-9]{1,2}[\s\u{3000}]*");
            let words = QUOTED.replace_all(&words, "").into_owned();
            // 原契約第7条を「第7条 乙は、…」に改める: the new wording is what binds
            pattern!(
                AMENDS,
                needs[["」に改め", "」と改め", "」に変更", "」に置"]],
                r"^[^「」]{1,40}を、?「(?:第[0-9]{1,3}条(?:第[0-9]{1,2}項)?|[0-9]{1,2})[\s\u{3000}]*([^「」]{8,})」(?:に|と)(?:改め|変更|置き換え)[^「」]{0,12}$"
            );
            let words = AMENDS.captures(&words).map(|found| found[1].to_owned()).unwrap_or(words);
            // 備考4 甲は、…: a remark of a paper that binds is a sentence like others
            pattern!(REMARKED, needs[["備考"]], r"^備考[0-9]{0,2}[\s\u{3000}:.]*([^、。はが]{1,16}[はが].{4,})$");
            let words = match REMARKED.captures(&words) {
                Some(found) if self.kind.level() == Level::Binding => found[1].to_owned(),
                _ => words,
            };
            // (2) 棚の設定【除外】: a mark that takes the item out of its list
            pattern!(
                MARKED_OUT,
                needs[["】", "〕", "]"], ["外", "除く", "含まない"]],
                r"^(.{2,}?)[【〔\[](?:除外|対象外|範囲外|業務外|除く|含まない)[】〕\]]$"
            );
            let marked = MARKED_OUT.captures(&words).filter(|_| is_item).map(|found| found[1].to_owned());
            let lead = match &marked {
                Some(_) => lead.map(|lead| Lead { mode: Mode::Exclude, ..lead }),
                None => lead,
            };
            let words = marked.filter(|_| lead.is_some()).unwrap_or(words);
            let mut works = turn::in_another_part(&words, &self.parties).unwrap_or_else(|| self.expand(&words));
            let words = works.remove(0);
            let referred = self.referred(index, &words);
            let around = Around {
                lead: lead.as_ref(),
                before: &self.before,
                referred: &referred,
                item: is_item,
                front: index < self.body,
                ..self.around(&heading, silent)
            };
            // 次の業務を行う。ただし、…に限る。 goes before its list too
            let is_last = provisos_from <= number + 1;
            let has_list = self.children[index] && is_last;
            let dotted = if is_item && !has_list { self.dotted_item(&words, &around) } else { None };
            let mut outcome: Outcome = match dotted {
                Some(statements) => Outcome { statements, ..Outcome::default() },
                None => sentence::read(&words, &around, has_list),
            };
            for work in &works {
                outcome.statements.extend(sentence::read(work, &around, false).statements);
            }
            if outcome.statements.is_empty() && !words.ends_with('。') && is_item {
                outcome.statements = self.bare_item(&words, &node.text, &around);
            }
            if outcome.statements.is_empty() && outcome.lead.is_none() && is_item {
                outcome.statements = self.titled_item(index, &words, &around);
            }
            if outcome.statements.is_empty()
                && outcome.lead.is_none()
                && matches!(self.kind, Kind::Sla | Kind::Terms | Kind::Contract | Kind::Specification)
                && let Some(aimed) = cite::service_level(&words).or_else(|| {
                    // 第4 目標復旧時間:4時間以内(努力目標)
                    let is_figure = words.chars().count() <= 20;
                    is_figure.then(|| cite::service_level(&format!("{heading}:{words}"))).flatten()
                })
                && lead.as_ref().is_none_or(|lead| lead.mode == Mode::Do)
                && !lead::promises_nothing(&self.before)
            {
                let strength = if aimed { Strength::Effort } else { Strength::Duty };
                let mut level = stated(DutyId::new("sla.level"), strength, &words);
                level.holder = if silent.0 == Party::Unstated { Party::Vendor } else { silent.0 };
                outcome.statements.push(level);
            }
            // a question is no answer to the one before
            pattern!(
                REQUESTS,
                r"(?:教え|聞かせ|答え|示し|説明し)て(?:くだ|下)さい。?$|ご(?:説明|回答|教示)(?:くだ|下)さい。?$"
            );
            let is_request = node.mark == Mark::Question && REQUESTS.is_match(&words);
            let asks = is_request || words.trim_end_matches(['。', '?']).ends_with('か');
            if is_request {
                outcome.statements.clear();
            }
            if self.of_terminals {
                let server = |one: &&mut Statement| one.duty.as_str() == "vul.server";
                outcome.statements.iter_mut().filter(server).for_each(|one| one.duty = DutyId::new("vul.terminal"));
            }
            // いいえ。現在は共用の番号で運用しています: how it is instead
            if let Some((_, denied)) = self.denied.as_ref().filter(|(at, _)| *at == index) {
                outcome.statements.retain(|one| one.strength != Strength::Stated || !denied.contains(&one.duty));
            }
            pattern!(
                LACKS_NOW,
                r"^(?:現行|現在|現時点|今)[^、。]{0,8}は、?[^。]{0,16}(?:対応|実施|行って|提供|搭載|備え)[^。]{0,8}(?:ません|ない)。?$"
            );
            // 誰が入れますか。答 当社が、遠隔で入れます。: what is asked for says what is done
            pattern!(WHO, needs[["誰", "だれ", "どなた", "どちら"], ["は"]], r"は、?(?:誰|だれ|どなた|どちら)");
            if let Some((at, asked, false)) = &self.asked
                && index <= at + 2
                && !asks
                && WHO.is_match(asked)
            {
                let told = self.reply(asked, &words);
                if !told.is_empty() {
                    outcome.statements = told;
                }
            }
            if outcome.statements.is_empty()
                && outcome.lead.is_none()
                && !asks
                && !matches!(outcome.agent, Some(Party::Third | Party::Subcontractor))
                && let Some((at, asked, has_answer)) = self.asked.take().filter(|(at, ..)| index <= at + 2)
                // 現在は行っていません。来年度から行う予定です。
                && (!has_answer || ending::is_planned(&words) || LACKS_NOW.is_match(&words))
            {
                outcome.statements = self.reply(&asked, &words);
                self.asked = Some((at, asked, true));
            }
            if asks || node.mark == Mark::Question && !cut::is_sentence(&words) {
                self.asked = Some((index, words.clone(), false));
            }
            if let Some(lead) = outcome.lead.or_else(|| self.title_over_list(index, &words)) {
                self.leads.insert(index, lead);
            }
            let quote = original[folded.original(range)].trim().to_owned();
            let place = self.place(index);
            if let Some((party, words, part)) = outcome.reassigns {
                self.reassign(party, &words, part, &quote, &place);
            }
            self.same_for(&words, &quote, &place);
            let claimed = !outcome.statements.is_empty();
            for mut statement in outcome.statements {
                if statement.strength == Strength::Open && self.is_annexed(&words) {
                    // 権限は、別表第1のとおり設定する, and the annex is there
                    pattern!(AS_ANNEXED, needs[["とおり"]], r"とおり(?:に|、)?(?:設定|付与|実施|管理|運用)(?:する|し)");
                    if !AS_ANNEXED.is_match(&words) || silent.0 == Party::Unstated {
                        continue;
                    }
                    (statement.strength, statement.holder) = (Strength::Duty, outcome.agent.unwrap_or(silent.0));
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
            } else if claimed && silent.0 != Party::Unstated {
                // …を行うこと。ただし、…: the proviso goes on with who acted here, not in the item before
                self.before_agent = Some(silent.0);
            }
            self.before = words;
        }
        if let Some(copies) = cite::applied(&folded.text, &self.claims, &self.parties) {
            let place = self.place(index);
            for mut copy in copies {
                // what a house's rules apply to a vendor is only expected of it
                if self.kind == Kind::Rule && copy.holder == Party::Vendor && copy.strength == Strength::Duty {
                    copy.strength = Strength::Expected;
                }
                copy.quote = Quote { text: original.to_owned(), place: place.clone() };
                self.claims.push(copy);
            }
        }
    }

    /// What surrounds a sentence under a heading, where nothing but the paper and the silent subject is known.
    pub(super) fn around<'a>(&'a self, heading: &'a str, silent: (Party, &'static str, Confidence)) -> Around<'a> {
        Around {
            kind: self.kind,
            parties: &self.parties,
            catalogue: self.catalogue,
            heading,
            lead: None,
            before: "",
            referred: "",
            silent,
            item: false,
            front: false,
        }
    }

    pub(super) fn table(&mut self, index: usize, found: &crate::model::Table) {
        let node = &self.nodes[index];
        let heading = normal(node.heading.as_deref().unwrap_or_default());
        // a legend may stand in the lines after the table
        self.legend.stars.clear();
        for later in self.nodes.iter().skip(index + 1).take(4) {
            if later.table.is_some() {
                break;
            }
            self.legend.keep_star(&later.unit, &normal(&later.text));
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
        let over: Vec<String> = self.nodes[..index]
            .iter()
            .rev()
            .filter(|node| node.table.is_none())
            .take(3)
            .map(|node| normal(&node.text))
            .collect();
        let over = over.join("\n");
        let around = Around { lead: lead.as_ref(), item: true, before: &over, ..self.around(&heading, silent) };
        let rows = table::read(found, &around, &self.legend);
        for mut row in rows {
            // 乙 ※1, where ※1 says 申込みがあった場合に限り
            if let Some(condition) = self.legend.starred(&normal(&row.text)) {
                row.bind_to(condition);
            }
            let noted = self.legend.notes.keys().filter(|number| normal(&row.text).ends_with(&format!("備考{number}")));
            let noted: Vec<String> = noted.cloned().collect();
            self.legend.cited.extend(noted);
            if let Some(question) = &row.question {
                self.legend.questions.insert(row.number.clone(), question.clone());
            }
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
            let is_annexed = self.is_annexed(&normal(&row.text));
            for statement in row.statements {
                if statement.strength == Strength::Open && is_annexed {
                    continue;
                }
                self.claims.push(claim(statement, row.text.clone(), place.clone()));
            }
            for notice in row.notices {
                self.notices.push(Notice::new(place.clone(), notice));
            }
        }
    }
}
