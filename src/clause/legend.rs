//! What the marks of a table mean, learnt from the lines around it.

use std::collections::{BTreeMap, BTreeSet};

use super::class::Classes;
use super::condition::CONDITION;
use crate::text::pattern;

/// What marks mean, learnt from the lines around a table, and the work a paper defines.
#[derive(Debug, Clone, Default)]
pub struct Legend {
    pub(super) marks: BTreeMap<char, Role>,
    /// 備考1 …: remarks by their number.
    pub notes: BTreeMap<String, String>,
    /// ※1 …: what notes below a table say of the rows that bear their sign, by the number behind it, which may be none.
    pub(super) stars: BTreeMap<String, String>,
    /// The numbers of remarks that rows of a table point to.
    pub cited: BTreeSet<String>,
    /// 「本業務」とは…をいう: names of works and their words.
    pub works: Vec<(String, String)>,
    /// Questions of a table by their number.
    pub questions: BTreeMap<String, String>,
    /// What the words and marks of class columns mean.
    pub(super) classes: Classes,
}

/// What a mark in a party's column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Leads, answers for it.
    Lead,
    /// Does it.
    Does,
    /// Helps, is told, approves: not the act.
    Helps,
    /// Nothing.
    None,
    /// Leaves it out of its work.
    Out,
    /// To be settled between the parties.
    Open,
}

const MARKS: &[char] = &[
    '◎', '○', '△', '●', '×', '-', '▲', '◇', '◆', '▽', '▼', '□', '■', '☆', '★', 'R', 'A', 'C', 'I', '主', '従', '副',
    '助', '補', '支', '共', '協', '別', '未', '相', '保',
];

/// 凡例 ●:当社が行う ×:行わない: the line explains marks, and heads nothing.
pub(super) fn explains_marks(line: &str) -> bool {
    line.starts_with("凡例")
        || line.match_indices([':', '=']).filter(|(at, _)| line[..*at].trim_end().ends_with(SIGNS)).count() >= 2
}

/// 注文があった場合に限り行う: the note sets a condition for the row, and not for what is used up in it.
fn binds(note: &str) -> bool {
    CONDITION.is_match(note)
        && ["場合", "とき", "限", "実施", "行う", "行い"].iter().any(|word| note.contains(word))
        && !["消耗品", "追加", "交通費", "部品", "媒体の"].iter().any(|other| note.contains(other))
}

fn leading_digits(words: &str) -> &str {
    &words[..words.len() - words.trim_start_matches(|letter: char| letter.is_ascii_digit()).len()]
}

/// Marks that are no letters.
const SIGNS: &[char] = &['◎', '○', '△', '●', '×', '-', '▲', '◇', '◆', '▽', '▼', '□', '■', '☆', '★'];

impl Legend {
    /// The condition that a note below the table sets for a row that bears its sign.
    pub(super) fn starred(&self, row: &str) -> Option<&str> {
        let numbers = row.match_indices('※').map(|(at, sign)| leading_digits(&row[at + sign.len()..]));
        numbers.filter_map(|number| self.stars.get(number)).map(String::as_str).next().filter(|note| binds(note))
    }

    /// Keeps a line below a table, if it is a note of that kind; `unit` is what its number was taken for.
    pub(super) fn keep_star(&mut self, unit: &str, words: &str) {
        let of_unit = unit.rfind(['※', '注']).map(|at| unit[at..].trim_start_matches(['※', '注']));
        let of_words = words.strip_prefix('※').map(leading_digits);
        if let Some(number) = of_words.or(of_unit) {
            self.stars.entry(number.to_owned()).or_insert_with(|| words.to_owned());
        }
    }

    /// Learns from a line such as 「凡例 ◎:主として担当 ○:支援 −:担当しない」.
    pub fn learn(&mut self, line: &str) {
        self.classes.learn(line);
        pattern!(MEANING, r"^([◎○△●×▲◇◆▽▼□■☆★A-Z主従副助補支共\-])[\s\u{3000}:=]*([^A-Za-z0-9].{3,40})$");
        if let Some(found) = MEANING.captures(line.trim())
            && let (Some(mark), Some(role)) = (found[1].chars().next(), role_of(&found[2]))
        {
            self.marks.insert(mark, role);
            return;
        }
        if let Some(rest) = line.strip_prefix("備考") {
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            if !number.is_empty() {
                self.notes.insert(number.clone(), rest[number.len()..].to_owned());
            }
        }
        let lettered =
            line.match_indices(':').filter(|(at, _)| line[..*at].ends_with(|c: char| c.is_ascii_uppercase())).count();
        let begins = MARKS.iter().filter(|mark| line.contains(**mark)).count().max(lettered);
        if begins < 1
            || !(line.contains("凡例") || begins >= 2 || line.contains("とする") || line.contains("示す"))
            || line.chars().count() > 160
        {
            return;
        }
        let letters: Vec<(usize, char)> = line.char_indices().collect();
        let starts: Vec<usize> = letters
            .iter()
            .enumerate()
            // R:実施する; no letter of a longer word
            .filter(|(i, (_, c))| {
                let next = letters.get(i + 1).map(|(_, next)| *next);
                let before = i.checked_sub(1).and_then(|before| letters.get(before)).map(|(_, before)| *before);
                (MARKS.contains(c) || c.is_ascii_uppercase())
                    && (!c.is_ascii_alphabetic()
                        || matches!(next, Some(':' | '=' | '→'))
                            && before.is_none_or(|before| !before.is_ascii_alphanumeric()))
            })
            // a letter is a mark only where a meaning follows: 主:履行の義務を負う, not 主の求めにより
            .filter(|(i, (_, c))| {
                !('\u{4E00}'..='\u{9FFF}').contains(c)
                    || letters.get(i + 1).is_some_and(|(_, next)| matches!(next, ':' | '=' | 'は' | '」' | '→'))
            })
            // ○:◎の側を補助する: a mark inside the meaning of another
            .filter(|(i, _)| letters.get(i + 1).is_none_or(|(_, next)| !matches!(next, 'の' | 'が' | 'を' | 'に')))
            .map(|(i, _)| i)
            .collect();
        for (k, &i) in starts.iter().enumerate() {
            let (at, mark) = letters[i];
            let end = starts.get(k + 1).map_or(line.len(), |&next| letters[next].0);
            // ○:行う者 空欄:行わない者
            let words = &line[at + mark.len_utf8()..end];
            let words =
                ["空欄", "無印", "印なし"].iter().find_map(|none| words.split_once(none)).map_or(words, |(own, _)| own);
            if words.chars().filter(|c| !c.is_whitespace()).count() < 2 {
                continue;
            }
            let Some(role) = role_of(words) else { continue };
            self.marks.insert(mark, role);
        }
    }

    /// What a cell says; of several marks, as in R/A, the one that says most.
    pub(super) fn role(&self, cell: &str) -> Option<Role> {
        let first = cell.chars().next()?;
        let marks: Vec<char> = cell.chars().filter(|c| !"/・、, ".contains(*c)).collect();
        if marks.iter().all(|mark| self.marks.contains_key(mark)) {
            return marks.iter().filter_map(|mark| self.marks.get(mark).copied()).min();
        }
        self.marks.get(&first).copied()
    }
}

/// What the words beside a mark say, or none when they say nothing of a role.
pub(super) fn role_of(words: &str) -> Option<Role> {
    const NONE: [&str; 8] =
        ["担当しない", "なし", "関与しない", "行わない", "対象外", "該当なし", "実施しない", "関わらない"];
    const HELPS: [&str; 28] = [
        "主担当の指示",
        "受取る者",
        "から結果を受",
        "情報を渡",
        "情報を提供",
        "資料を渡",
        "知らせを受け",
        "報告先",
        "支援",
        "補助",
        "手伝",
        "協力",
        "報告を受け",
        "助言",
        "確認",
        "承認",
        "情報共有",
        "連絡を受け",
        "参画",
        "立会",
        "サポート",
        "通知を受け",
        "受ける者",
        "相談",
        "意見",
        "手伝",
        "助け",
        "助力",
    ];
    const LEADS: [&str; 3] = ["主", "責任", "義務"];
    const DOES: [&str; 7] = ["実施", "行う", "担当", "作業", "担う", "受持", "履行"];
    let says = |list: &[&str]| list.iter().any(|word| words.contains(word));
    // who does it is not settled; 協議に参加する says that one does not do it
    if [
        "協議して定",
        "協議の上",
        "協議のうえ",
        "協議により",
        "協議で",
        "別途協議",
        "要協議",
        "協議事項",
        "未定",
        "別途定",
        "別に定",
        "相談の上",
        "相談して決",
        "話合いで",
        "話し合って",
    ]
    .iter()
    .any(|open| words.contains(open))
    {
        Some(Role::Open)
    } else if ["範囲外", "業務外", "範囲に含まない", "業務に含まない"].iter().any(|out| words.contains(out))
    {
        Some(Role::Out)
    } else if says(&NONE) {
        Some(Role::None)
    } else if says(&HELPS) {
        Some(Role::Helps)
    } else if says(&LEADS) {
        Some(Role::Lead)
    } else {
        says(&DOES).then_some(Role::Does)
    }
}
