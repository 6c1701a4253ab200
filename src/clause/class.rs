//! Tables that sort work into classes: 保守料内, 都度有償, ◎, SLO. What a class means stands in a legend, in a sentence of the
//! paper («「都度有償」と記された作業は、…») or in its own words. In: a table and what the paper said. Out: who does each row's work,
//! how strongly.

use std::collections::BTreeMap;

use super::column::Column;
use super::condition::CONDITION;
use super::lead::OUT;
use super::party::Parties;
use super::phrase::phrase_before;
use super::sentence;
use super::statement::{Around, Statement, stated};
use crate::model::{Confidence, DutyId, Level, Party, Strength};
use crate::text::pattern;

/// Letters of the longest word for a class.
const LONGEST: usize = 10;

/// What the paper says of words that may stand in a class column.
#[derive(Debug, Clone, Default)]
pub(super) struct Classes(BTreeMap<String, String>);

/// What a class says of the work in its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) strength: Strength,
    pub(super) holder: Option<Party>,
}

impl Class {
    /// It says who does the work of a row; a guaranteed or an aimed value says no more than how sure it is.
    pub(super) fn is_of_work(&self) -> bool {
        self.strength != Strength::Effort && (self.holder.is_some() || self.strength != Strength::Duty)
    }
}

impl Classes {
    /// Learns from a line: «「乙実施」と記された作業は、乙が行う。», «◎:料金内で当社が実施 ×:当社では実施しない», «SLO:当社が努める値».
    pub(super) fn learn(&mut self, line: &str) {
        pattern!(
            QUOTED,
            needs[["「"]],
            r"「([^「」]{1,10})」(?:と|の|に|が)(?:記|表示|表記|印|区分|分類|付|掲|ある|あり|示|該当|欄|定)?[^「」。、]{0,10}?(?:作業|業務|もの|項目|事項|サービス|行|値)(?:は|に|及び|を|とは)"
        );
        pattern!(
            NAMED,
            needs[[":", "=", "…"]],
            r"(?:(?:^|[\s\u{3000}、。;/(])「?([^\s\u{3000}、。:;=()「」…◎○△●×▲◇◆▽▼□■☆★]{1,10})」?|([◎○△●×▲◇◆▽▼□■☆★\-]|[A-Z]{1,4}))\s?(?::|=|…+)\s?"
        );
        // 「保証」とは…値、「目標」とは…値をいう
        pattern!(MEANS, needs[["」とは"]], r"「([^「」]{1,10})」とは、?([^「」。]{2,80}?)(?:$|を?(?:いう|いい|指))");
        pattern!(
            IS,
            needs[["」は"]],
            r"^「([^「」]{1,10})」は、?([^「」。]{4,60}?)(?:を(?:いう|いい|指す|示す)|(?:と|で)(?:する|ある|あり)|。|$)"
        );
        for part in line.split('「').skip(1) {
            let part = format!("「{}", part.trim_end_matches(['、', ' ']));
            if let Some(found) = MEANS.captures(&part).or_else(|| IS.captures(&part)) {
                self.0.entry(found[1].to_owned()).or_insert_with(|| found[2].to_owned());
            }
        }
        for sentence in line.split_inclusive('。') {
            for found in QUOTED.captures_iter(sentence) {
                self.0.entry(found[1].to_owned()).or_insert_with(|| sentence.to_owned());
            }
        }
        // 記号:○ 実施している × 実施していない
        pattern!(SIGN, r"([◎○△●×▲\-])[\s\u{3000}]*([^◎○△●×▲\-:=]{3,24})");
        if ["記号", "凡例"].iter().any(|head| line.starts_with(head)) {
            for found in SIGN.captures_iter(line) {
                self.0.entry(found[1].to_owned()).or_insert_with(|| found[2].trim().to_owned());
            }
        }
        let line = line.trim_start_matches("凡例").trim_start_matches([':', ' ', '\u{3000}']);
        let starts: Vec<_> = NAMED
            .captures_iter(line)
            .filter_map(|found| Some((found.get(0)?, found.get(1).or(found.get(2))?)))
            .collect();
        for (at, (whole, name)) in starts.iter().enumerate() {
            let end = starts.get(at + 1).map_or(line.len(), |(next, _)| next.start());
            let meaning = line[whole.end().min(end)..end].trim_matches([' ', '\u{3000}', '、', '。', ';', ')']);
            if meaning.chars().count() >= 2 {
                self.0.entry(name.as_str().to_owned()).or_insert_with(|| meaning.to_owned());
            }
        }
    }

    /// The column of a table whose every cell is a class that the paper explains, or that explains itself, with what they say.
    pub(super) fn column(
        &self,
        columns: &[Column],
        rows: &[Vec<String>],
        parties: &Parties,
    ) -> Option<(usize, BTreeMap<String, Class>)> {
        let free = |column: &Column| matches!(column, Column::Class | Column::Doer | Column::Other | Column::Measure);
        (0..columns.len()).filter(|&at| free(&columns[at])).find_map(|at| {
            let mut words: Vec<&str> = rows.iter().filter_map(|row| row.get(at)).map(String::as_str).collect();
            words.retain(|word| !word.is_empty());
            words.sort_unstable();
            words.dedup();
            if words.is_empty() || words.iter().any(|word| word.chars().count() > LONGEST) {
                return None;
            }
            let explained = words.iter().any(|word| self.0.contains_key(*word));
            let classes: BTreeMap<String, Class> =
                words.iter().filter_map(|word| Some(((*word).to_owned(), self.class(word, parties)?))).collect();
            // one that nobody explains may mean anything
            let told_apart = classes.values().any(|class| class.strength != Strength::Duty);
            (classes.len() == words.len() && (explained || told_apart)).then_some((at, classes))
        })
    }

    /// What a mark in a column of answers says, where the paper explains it: △ 実施する予定, - 該当しない.
    pub(super) fn answer(&self, mark: &str) -> Option<Strength> {
        let meaning = self.0.get(mark)?;
        let says = |list: &[&str]| list.iter().any(|word| meaning.contains(word));
        if says(&["予定", "計画", "検討", "準備"]) {
            Some(Strength::Planned)
        } else if meaning.contains("該当する") && says(&["ない", "なし", "ません"])
            || says(&["該当しない", "該当なし", "該当せず", "該当しません", "対象外"])
        {
            Some(Strength::Outside)
        } else if says(&["ない", "ません", "なし", "未実施", "未対応", "非対応", "不可"]) {
            Some(Strength::Absent)
        } else {
            says(&["実施", "対応", "あり", "行って", "満た", "適合", "可能"]).then_some(Strength::Stated)
        }
    }

    fn class(&self, word: &str, parties: &Parties) -> Option<Class> {
        match self.0.get(word) {
            Some(meaning) => meaning_of(meaning, parties),
            None => plain(word, parties),
        }
    }
}

/// A class by its own words: 対象外, 都度有償, 乙実施, 料金内.
fn plain(word: &str, parties: &Parties) -> Option<Class> {
    pattern!(
        WITHIN,
        r"(?:料|料金|費用|業務|契約|範囲|月額)(?:に|の)?(?:内|込み?|含む|範囲内)$|^(?:標準|基本)(?:サービス|作業|業務|対応)?$"
    );
    pattern!(DOES, r"(?:が|の)?(?:実施|担当|対応|作業|負担|にて実施)$");
    if OUT.is_match(word) {
        return Some(Class { strength: Strength::Disclaimed, holder: Some(Party::Vendor) });
    }
    if CONDITION.is_match(word) {
        return Some(Class { strength: Strength::Conditional, holder: Some(Party::Vendor) });
    }
    if WITHIN.is_match(word) {
        return Some(Class { strength: Strength::Duty, holder: Some(Party::Vendor) });
    }
    let done = DOES.find(word)?;
    let (party, _) = parties.resolve(&word[..done.start()])?;
    Some(Class { strength: Strength::Duty, holder: Some(party) })
}

/// What the words beside a class mean.
fn meaning_of(words: &str, parties: &Parties) -> Option<Class> {
    pattern!(AIMED, r"努め|目標|目安|努力|目指|ベストエフォート");
    pattern!(GUARANTEED, r"保証|返金|減額|約束|遵守");
    pattern!(WITHIN, r"(?:料|料金|費用|契約|業務|範囲|月額|サービス)(?:の範囲)?(?:に|の)?(?:内|含む|含まれ|含み|込み)");
    pattern!(TALKED, r"協議|別途(?:定め|取り?決め)");
    pattern!(HELPS, r"のみ|だけ|支援|協力|助言|連絡|通知|情報");
    pattern!(TAKES, needs[["受託", "引受け", "引き受け"]], r"は、?(?:これを)?(?:受託|引受け|引き受け)");
    if OUT.is_match(words) {
        return Some(Class { strength: Strength::Disclaimed, holder: Some(Party::Vendor) });
    }
    // 満たすことが望ましい事項: wished for
    if ["望まし", "推奨", "任意"].iter().any(|wish| words.contains(wish)) {
        return Some(Class { strength: Strength::Stated, holder: None });
    }
    let doer = ["が", "は、", "にて", "側で", "において", "の負担", "の責任"]
        .iter()
        .flat_map(|mark| words.match_indices(mark))
        .filter_map(|(at, mark)| {
            let end = if mark == "側で" { at + "側".len() } else { at };
            parties.resolve(phrase_before(words, end)).map(|(party, _)| (at, party))
        })
        .max_by_key(|(at, _)| *at)
        .map(|(_, party)| party);
    let taker =
        TAKES.find(words).and_then(|at| parties.resolve(phrase_before(words, at.start()))).map(|(party, _)| party);
    let strength = if AIMED.is_match(words) && !GUARANTEED.is_match(words) {
        Strength::Effort
    } else if TALKED.is_match(words) {
        Strength::Open
    } else if taker.is_none() && doer != Some(Party::Hospital) && CONDITION.is_match(words) {
        Strength::Conditional
    } else if WITHIN.is_match(words) {
        return Some(Class { strength: Strength::Duty, holder: taker.or(doer).or(Some(Party::Vendor)) });
    } else if HELPS.is_match(words) {
        return None;
    } else {
        Strength::Duty
    };
    // 当社が保証する値: of a figure, not of work
    let bought = (strength == Strength::Conditional).then_some(Party::Vendor);
    let holder = taker.or(doer).or(bought).filter(|_| !GUARANTEED.is_match(words));
    pattern!(DONE, r"実施|行う|行い|担当|提供|作業|対応|負担|受託|含|満た|備え|従[わう]");
    (strength != Strength::Duty || GUARANTEED.is_match(words) || holder.is_some() && DONE.is_match(words))
        .then_some(Class { strength, holder })
}

/// Columns that are classes themselves, 標準|オプション|対象外 with a mark in one of them, with what each means.
pub(super) fn columns_of_marks(names: &[String], parties: &Parties) -> Vec<(usize, Class)> {
    let short = |name: &str| name.chars().count() <= LONGEST;
    let of = |(at, name): (usize, &String)| plain(name, parties).filter(|_| short(name)).map(|class| (at, class));
    let found: Vec<(usize, Class)> = names.iter().enumerate().filter_map(of).collect();
    let told_apart = found.iter().any(|(_, class)| class.strength != Strength::Duty);
    if found.len() >= 2 && told_apart { found } else { Vec::new() }
}

/// The class in whose column a row has its mark.
pub(super) fn marked(columns: &[(usize, Class)], words: &[String]) -> Option<Class> {
    const MARKS: [&str; 9] = ["○", "●", "◎", "✓", "✔", "レ", "■", "☑", "有"];
    let mut found = columns.iter().filter(|(at, _)| words.get(*at).is_some_and(|word| MARKS.contains(&word.as_str())));
    found.next().map(|(_, class)| *class)
}

/// The columns of a table that says which plan holds what: ライト|スタンダード|プロ with a mark in every cell. `around_it` are the
/// words over the table; without a word of plans there, or in the names, such columns may mean anything.
pub(super) fn plans(columns: &[Column], names: &[String], rows: &[Vec<String>], around_it: &str) -> Vec<usize> {
    const PLANS: [&str; 7] = ["プラン", "コース", "パック", "エディション", "グレード", "ライセンス", "メニュ"];
    let speaks = |words: &str| PLANS.iter().any(|plan| words.contains(plan));
    let holds_marks = |at: usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(at)).peekable();
        cells.peek().is_some()
            && cells.all(|cell| IN.contains(&cell.as_str()) || NOT_IN.contains(&cell.as_str()) || cell == "△")
    };
    let found: Vec<usize> = (0..columns.len())
        .filter(|&at| !matches!(columns[at], Column::Number | Column::Topic | Column::Party(_)) && holds_marks(at))
        .collect();
    let are_named = speaks(around_it) || found.iter().any(|&at| speaks(&names[at]));
    if found.len() >= 2 && are_named { found } else { Vec::new() }
}

/// Marks of what a plan holds.
const IN: [&str; 8] = ["○", "●", "◎", "✓", "✔", "レ", "有", "あり"];
/// Marks of what it does not.
const NOT_IN: [&str; 9] = ["×", "-", "−", "ー", "―", "無", "なし", "", "/"];

impl Classes {
    /// What a row of a table of plans says: what every plan holds is a duty, what some hold is on condition of the plan, what none
    /// holds is left out. A mark that the paper explains otherwise says what the paper says.
    pub(super) fn of_plans(
        &self,
        plans: &[usize],
        names: &[String],
        words: &[String],
        parties: &Parties,
    ) -> Option<(Class, Option<String>)> {
        let vendor = |strength| Class { strength, holder: Some(Party::Vendor) };
        let class = |at: &usize| {
            let word = words.get(*at).map_or("", String::as_str);
            let told = self.0.get(word).and_then(|meaning| meaning_of(meaning, parties));
            told.or_else(|| IN.contains(&word).then(|| vendor(Strength::Duty)))
                .or_else(|| NOT_IN.contains(&word).then(|| vendor(Strength::Disclaimed)))
        };
        let found: Vec<Class> = plans.iter().filter_map(class).collect();
        if found.is_empty() || found.len() < plans.len() {
            return None;
        }
        let are = |strength: Strength| found.iter().filter(|class| class.strength == strength).count();
        if are(Strength::Duty) == found.len() {
            return Some((found[0], None));
        }
        if are(Strength::Disclaimed) == found.len() {
            return Some((vendor(Strength::Disclaimed), None));
        }
        let with: Vec<&str> = plans
            .iter()
            .zip(&found)
            .filter(|(_, class)| class.strength != Strength::Disclaimed)
            .map(|(at, _)| names[*at].as_str())
            .collect();
        Some((vendor(Strength::Conditional), Some(with.join("・"))))
    }
}

/// What the class of a row says of each duty that the row's work speaks of.
pub(super) fn claims(class: Class, topic: &str, around: &Around<'_>) -> Vec<Statement> {
    // a wish binds nobody
    if class.strength == Strength::Stated {
        return Vec::new();
    }
    let holder = class.holder.unwrap_or(Party::Vendor);
    let is_hospital = holder == Party::Hospital;
    let strength = match (around.kind.level(), class.strength) {
        (Level::Declared, Strength::Duty) if is_hospital => Strength::Expected,
        (Level::Declared, Strength::Duty) => Strength::Stated,
        (Level::Internal, Strength::Duty | Strength::Conditional) if !is_hospital => Strength::Expected,
        (Level::Internal, Strength::Disclaimed) => return Vec::new(),
        (_, strength) => strength,
    };
    // of several duties that its words name, those that a sentence claims
    let inner = Around { lead: None, silent: (holder, "表の区分", Confidence::High), item: true, ..*around };
    let is_sentence = topic.contains('を') && (topic.ends_with("こと") || topic.ends_with(['る', 'す', 'う', '。']));
    let mut duties = around.catalogue.topics(topic);
    if is_sentence && duties.len() > 1 {
        let said = sentence::read(topic, &inner, false).statements;
        let is_said = |duty: &DutyId| said.iter().any(|statement| statement.duty == *duty);
        if duties.iter().any(is_said) {
            duties.retain(is_said);
        }
    }
    duties
        .into_iter()
        .map(|duty| {
            let mut statement = stated(duty, strength, topic);
            statement.holder = if strength == Strength::Open { Party::Unstated } else { holder };
            statement.why.step = "表の区分".to_owned();
            statement
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn a_class_means_what_the_paper_says() {
        let parties = Parties::new(Kind::Contract);
        let mut classes = Classes::default();
        for line in [
            "別表の「種別」の欄に「月額内」と記された業務を甲は乙に委託し、乙はこれを受託する。",
            "「個別」の表示のある業務は、甲が注文書を出したときに限り、乙が行う。",
            "「甲」と示した業務は、甲が行う。",
            "凡例 A:月額料金の中で乙が行う B:注文を受けて有償で乙が行う C:乙は行わない D:情報の提供のみ",
            "X:月額料金に含む Y:別料金",
            "保証値:下回れば返金する値 努力値:乙が達成に努める値",
        ] {
            classes.learn(line);
        }
        let class = |strength, holder| Some(Class { strength, holder });
        for (word, wanted) in [
            ("月額内", class(Strength::Duty, Some(Party::Vendor))),
            ("個別", class(Strength::Conditional, Some(Party::Vendor))),
            ("甲", class(Strength::Duty, Some(Party::Hospital))),
            ("A", class(Strength::Duty, Some(Party::Vendor))),
            ("B", class(Strength::Conditional, Some(Party::Vendor))),
            ("C", class(Strength::Disclaimed, Some(Party::Vendor))),
            ("D", None),
            ("保証値", class(Strength::Duty, None)),
            ("努力値", class(Strength::Effort, Some(Party::Vendor))),
            ("X", class(Strength::Duty, Some(Party::Vendor))),
            ("Y", class(Strength::Conditional, Some(Party::Vendor))),
            ("対象外", class(Strength::Disclaimed, Some(Party::Vendor))),
            ("都度有償", class(Strength::Conditional, Some(Party::Vendor))),
            ("甲実施", class(Strength::Duty, Some(Party::Hospital))),
            ("保守料内", class(Strength::Duty, Some(Party::Vendor))),
            ("毎月", None),
            ("済", None),
        ] {
            assert_eq!(classes.class(word, &parties), wanted, "{word}");
        }
    }
}
