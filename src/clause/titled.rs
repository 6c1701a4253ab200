//! Items whose short title names the work, and whose words say who does it, when, or that nobody does: BCPの見直し:病院,
//! 遮断の訓練:毎年, 監視:していません. In: such an item. Out: its statements.

use super::cite;
use super::condition::CONDITION;
use super::cut::is_sentence;
use super::lead::OUT;
use super::reader::Reader;
use super::sentence;
use super::statement::{Around, Lead, Mode, Statement};
use crate::model::{Confidence, Kind, Level, Party, Strength};
use crate::text::{normal, pattern};

/// Letters of the longest words that say no more than who or when.
const SHORT: usize = 24;

impl Reader<'_> {
    /// 端末の更新 … 受: a dotted line from the work to who does it. None where the words are no such line; what they say otherwise.
    pub(super) fn dotted_item(&self, words: &str, around: &Around<'_>) -> Option<Vec<Statement>> {
        pattern!(
            DOTTED,
            needs[["...", "…", "・・・", "──"]],
            r"^([^。、:]{3,40}?)[\s\u{3000}]*(?:\.{3,}|…+|・{3,}|─{2,})[\s\u{3000}]*([^。、:\s\u{3000}()]{1,12})(?:\(([^()]{1,30})\))?$"
        );
        // what is handed over, paid or told goes to whom stands there
        const GOES_TO: [&str; 11] =
            ["提出", "報告", "通知", "連絡", "返却", "申請", "届出", "通報", "提供", "貸与", "費用"];
        const OF_OTHERS: [&str; 7] = ["費用", "負担", "提出先", "返却先", "連絡", "流れ", "目次"];
        let found = DOTTED.captures(words.trim())?;
        let (title, who) = (&found[1], &found[2]);
        let over = [around.heading, around.before];
        let is_of_cost = around.lead.is_some_and(|lead| OF_OTHERS.iter().any(|other| lead.words.contains(other)));
        if is_of_cost
            || around.lead.is_some_and(|lead| lead.agent.is_some())
            || title.ends_with('書')
            || GOES_TO.iter().any(|end| title.ends_with(end))
            || OF_OTHERS.iter().any(|other| over.iter().any(|over| over.contains(other)))
        {
            return None;
        }
        let remark = found.get(3).map_or("", |remark| remark.as_str());
        if ["未定", "協議", "検討中", "調整中"].contains(&who) {
            let open = work(title, Party::Vendor, around).into_iter();
            return Some(
                open.map(|one| Statement { strength: Strength::Open, holder: Party::Unstated, ..one }).collect(),
            );
        }
        let (party, _) = self.parties.resolve(who)?;
        let mut found = work(title, party, around);
        for one in found.iter_mut().filter(|one| one.strength == Strength::Duty && party == Party::Vendor) {
            if OUT.is_match(remark) {
                one.strength = Strength::Disclaimed;
            } else if CONDITION.is_match(remark) {
                (one.strength, one.condition) = (Strength::Conditional, Some(remark.to_owned()));
            }
        }
        Some(found)
    }

    /// What an item says whose words claim nothing without its title. `words` are those behind the title.
    pub(super) fn titled_item(&self, index: usize, words: &str, around: &Around<'_>) -> Vec<Statement> {
        let node = &self.nodes[index];
        if !node.titled || self.kind.level() == Level::Declared && words.ends_with('か') {
            return Vec::new();
        }
        let title = normal(node.heading.as_deref().unwrap_or_default());
        let words = words.trim().trim_end_matches('。');
        let bare = words.split(['(', '※', '/']).next().unwrap_or(words).trim();
        // お客様側で実施する事項:端末の対策、IDの停止
        if let Some(lead) = self.lead_in_title(&title).filter(|lead| lead.mode != Mode::Mention)
            && !is_sentence(words)
        {
            let silent = lead.agent.map_or(around.silent, |party| (party, "項目の見出し", Confidence::High));
            return sentence::read(words, &Around { lead: Some(&lead), silent, item: true, ..*around }, false)
                .statements;
        }
        // 脆弱性診断:していません
        if is_refused(words) {
            return sentence::read(&format!("{title}は、{words}。"), around, false).statements;
        }
        if bare.chars().count() > SHORT || is_sentence(bare) {
            return Vec::new();
        }
        if let Some((party, _)) = around.parties.resolve(bare) {
            return work(&title, party, around);
        }
        let is_open = ["未定", "協議", "検討中", "調整中", "別途"].iter().any(|open| bare.contains(open))
            || cite::points_elsewhere(words) && !self.is_annexed(words);
        if is_open {
            let open = work(&title, Party::Vendor, around).into_iter();
            return open.map(|one| Statement { strength: Strength::Open, holder: Party::Unstated, ..one }).collect();
        }
        let party = around.silent.0;
        if party == Party::Unstated || !says_when(bare) {
            return Vec::new();
        }
        let on_condition = CONDITION.is_match(words) && party != Party::Hospital && self.kind != Kind::Rule;
        let mut found = work(&title, party, around);
        for one in found.iter_mut().filter(|one| on_condition && one.strength == Strength::Duty) {
            (one.strength, one.condition) = (Strength::Conditional, Some(words.to_owned()));
        }
        found
    }
}

/// The work that a title names, as that party's.
fn work(title: &str, party: Party, around: &Around<'_>) -> Vec<Statement> {
    let lead = Lead { mode: Mode::Do, agent: Some(party), words: title.to_owned() };
    let silent = (party, "項目に記された担当", Confidence::High);
    sentence::read(title, &Around { lead: Some(&lead), silent, item: true, ..*around }, false).statements
}

/// The words say when work is done, or on what condition; an amount of money says neither.
fn says_when(words: &str) -> bool {
    pattern!(
        WHEN,
        r"^(?:原則|平日|営業日|毎|各|年|月|週|日次|週次|月次|随時|都度|四半期|半期|[0-9]+(?:か月|年|日|時間|週間)?に?[0-9]*回|オプション|有償|有料|スポット|契約)[^。円]*$|(?:ごと|毎|次|回|都度|契約時|のみ)$"
    );
    WHEN.is_match(words) && !words.contains('円') && !words.contains('%')
}

/// The words say only that it is not done: していません, 対象外.
fn is_refused(words: &str) -> bool {
    let words = words.split('(').next().unwrap_or(words).trim();
    words.chars().count() <= 16
        && !words.contains(['は', 'を', 'が'])
        && (OUT.is_match(words)
            || ["していません", "しておりません", "しません", "していない", "しない", "ありません"]
                .iter()
                .any(|refused| words.ends_with(refused)))
}
