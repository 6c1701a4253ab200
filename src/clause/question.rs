//! Questions with はい, いいえ or 対象外 in running text.

use super::answer::{Answered, answer};
use super::cite;
use super::claim;
use super::ending;
use super::reader::Reader;
use super::sentence;
use super::statement::{Statement, stated};
use crate::model::{Confidence, Level, Party, Strength};
use crate::text::{Folded, normal, pattern};

impl Reader<'_> {
    /// A plan in words whose act no clause claims: 二要素認証には、次期バージョンで対応する予定です.
    pub(super) fn says_nothing(&self, index: usize, words: &str) -> bool {
        let heading = normal(self.nodes[index].heading.as_deref().unwrap_or_default());
        let around = self.around(&heading, (Party::Vendor, "", Confidence::Medium));
        sentence::read(words, &around, false).statements.is_empty()
    }

    /// 問 復元を試験していますか。答 現在は試験しておりません。 The first sentence of an answer that names no duty of its own
    /// speaks of what was asked.
    pub(super) fn reply(&self, asked: &str, words: &str) -> Vec<Statement> {
        if !matches!(self.kind.level(), Level::Declared | Level::Binding) {
            return Vec::new();
        }
        let asked = asked.trim_start_matches(['問', 'Q']).trim_start_matches(|c: char| c.is_ascii_digit());
        let asked = asked.trim_start_matches([' ', '\u{3000}', '.', ':']);
        // 問 写しは誰が取りますか。答 当社が毎日取ります。
        if let Some((topic, rest)) = asked.split_once('は')
            && ["誰", "だれ", "どちら", "どなた"].iter().any(|who| rest.starts_with(who))
        {
            let told = words.trim_start_matches(['答', 'A', ' ', ':', '\u{3000}']);
            let around = self.around("", (Party::Unstated, "", Confidence::Low));
            let said = sentence::read(&format!("{topic}は、{told}"), &around, false).statements;
            return said.into_iter().filter(|said| said.holder != Party::Unstated).collect();
        }
        let reply = words.trim_end_matches('。');
        let ends = |list: &[&str]| list.iter().any(|end| reply.ends_with(end));
        let duties = self.catalogue.topics(asked);
        // いつでもご覧いただけます: they can, and nobody asks them to
        let is_able = ["いただけま", "頂けま"].iter().any(|able| reply.contains(able));
        if is_able && self.kind.level() == Level::Binding {
            return Vec::new();
        }
        let asks_hospital =
            !is_able && ["いただ", "お願い", "ください", "下さい"].iter().any(|asking| reply.contains(asking));
        let strength = if reply.starts_with("対象外")
            || ends(&["対象外です", "対象外となります", "該当しません", "該当いたしません"])
        {
            Strength::Outside
        } else if ending::is_planned(words) {
            Strength::Planned
        } else if asks_hospital {
            Strength::Expected
        } else if ends(&["おりません", "いません", "ありません", "ございません", "しません"]) {
            Strength::Absent
        } else if ends(&["ています", "ております", "ます", "はい"]) {
            Strength::Stated
        } else {
            return Vec::new();
        };
        // questions about terms: what the customer is asked to do or is refused
        let strength = match (self.kind.level(), strength) {
            (Level::Binding, Strength::Expected) => Strength::Duty,
            (Level::Binding, Strength::Absent | Strength::Outside) => Strength::Disclaimed,
            (Level::Binding, _) => return Vec::new(),
            (_, strength) => strength,
        };
        let said = duties.into_iter().map(|duty| stated(duty, strength, asked));
        let holder = if asks_hospital { Party::Hospital } else { Party::Vendor };
        said.map(|statement| Statement { holder, ..statement }).collect()
    }

    /// 備考1 第5版で対応する予定です: the question whose answer points to the remark, いいえ(備考1), if the remark tells a plan.
    fn pointed_at(&self, index: usize, words: &str) -> Option<String> {
        pattern!(REMARK, needs[["備考"]], r"^備考([0-9]{1,2})");
        let mark = format!("備考{})", &REMARK.captures(words)?[1]);
        let asked = self.nodes[..index].iter().map(|node| normal(&node.text)).find(|text| text.contains(&mark));
        let asked = asked.filter(|_| ending::is_planned(words))?;
        Some(answer(&asked).map_or(asked.clone(), |found| found.question.to_owned()))
    }

    /// Questions with はい / いいえ / 対象外 in running text: 「4 …機能:いいえ」 and 問1 / 回答.
    pub(super) fn question(
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
        let pointed = self.pointed_at(index, words);
        let found = match answer(words) {
            Some(found) => found,
            None if pointed.is_some() => Answered { question: words, strength: Strength::Planned },
            // 備考3 次の版で対応予定です, which a row of the table points to
            None if ending::is_planned(words)
                && self.legend.cited.iter().any(|number| words.starts_with(&format!("備考{number}"))) =>
            {
                return true;
            }
            None if ending::is_planned(words)
                && self.title_over_list(index, words).is_none()
                && self.says_nothing(index, words) =>
            {
                Answered { question: words, strength: Strength::Planned }
            }
            // 備考2 質問3の機能は、医療機関側で設定していただく必要があります
            None if cite::question(words).is_some() && super::table::pushes(words) => {
                Answered { question: words, strength: Strength::Expected }
            }
            None => return false,
        };
        let mut topic = found.question.to_owned();
        if let Some(number) = cite::question(words) {
            let asked = format!("問{number}");
            if let Some(earlier) = self.nodes[..index].iter().find(|node| node.unit == asked || node.unit == number) {
                topic = normal(&earlier.text);
            } else if let Some(question) = self.legend.questions.get(&number) {
                topic.clone_from(question);
            }
        }
        if let Some(asked) = pointed {
            topic = asked;
        }
        if topic.is_empty() || found.strength == Strength::Planned && self.catalogue.topics(&topic).is_empty() {
            // 様式の変更は、次期版で対応予定です: a topic of its own, and not what stood before
            pattern!(OWN, r"^[^、。]{2,24}(?:は|については)、");
            pattern!(BACK, r"^(?:本|当該|この|これ|その|同|上記|前記|当該の)");
            let is_of_its_own = OWN.is_match(&topic) && !BACK.is_match(&topic);
            topic = normal(node.heading.as_deref().unwrap_or_default());
            if self.catalogue.topics(&topic).is_empty() && !self.before.is_empty() && !is_of_its_own {
                topic = self.before.clone();
            }
        }
        let quote = original[folded.original(range)].trim().to_owned();
        let place = self.place(index);
        let duties = self.catalogue.topics(&topic);
        if let Some((.., has_answer)) = &mut self.asked {
            *has_answer = true;
        }
        if found.strength == Strength::Absent {
            self.denied = Some((index, duties.clone()));
        }
        // いいえ(次期版で対応予定): the plan is told too
        let plan = words.rsplit_once(['(', '※']).map_or("", |(_, remark)| remark.trim_end_matches([')', '。']));
        if found.strength == Strength::Absent && ending::is_planned(plan) {
            for duty in &duties {
                let planned = stated(duty.clone(), Strength::Planned, &topic);
                self.claims.push(claim(planned, quote.clone(), place.clone()));
            }
        }
        for duty in duties {
            let mut statement = stated(duty, found.strength, &topic);
            if found.strength == Strength::Expected {
                statement.holder = Party::Hospital;
            }
            self.claims.push(claim(statement, quote.clone(), place.clone()));
        }
        true
    }
}
