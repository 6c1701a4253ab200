//! What a remark of a disclosure says: who does it, on what condition, when. In: the words of a remark. Out: [`RemarkReading`].
//! The words are data (`remarks.toml`); the longest word at a place wins; of two parties in one clause the later one acts; what is
//! excepted (`端末を除き弊社にて`) belongs to nobody yet and becomes the scope.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::numbers::{narrow, squeeze};
use crate::text::{pattern, place_of};

/// What a remark can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sense {
    /// The vendor does it.
    Vendor,
    /// Built in, on by default.
    BuiltIn,
    /// Only if bought.
    Option,
    /// Only under a maintenance contract.
    Maintenance,
    /// Left out of maintenance or service.
    Excluded,
    /// Pushed to the hospital.
    Pushed,
    /// The platform does it (operating system, database, browser).
    Platform,
    /// Another party does it.
    Third,
    /// Not settled here.
    Open,
    /// To come.
    Planned,
    /// Under consideration: promises nothing.
    Considering,
    /// Covered in another way.
    Substitute,
    /// There is nothing the question could apply to.
    NoFunction,
    /// Only for a part.
    Partial,
    /// Both act.
    Joint,
    /// Points to another paper.
    Pointer,
}

/// A remark after reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemarkReading {
    /// All that it says.
    pub senses: BTreeSet<Sense>,
    /// The clause that names an option, a maintenance contract or a fee, letter for letter.
    pub condition: Option<String>,
    /// The clause that limits it to a part, letter for letter.
    pub scope: Option<String>,
    /// The word that decided, for explanations.
    pub cue: String,
}

impl RemarkReading {
    /// The remark says so.
    pub fn says(&self, sense: Sense) -> bool {
        self.senses.contains(&sense)
    }

    /// The work is handed to the hospital.
    pub fn pushes(&self) -> bool {
        self.says(Sense::Pushed)
    }

    /// Nothing is said: empty, a dash, `特になし`.
    pub fn is_empty(&self) -> bool {
        self.senses.is_empty()
    }

    /// It holds only under a condition.
    pub fn is_conditional(&self) -> bool {
        self.says(Sense::Option) || self.says(Sense::Maintenance)
    }

    /// It is for later.
    pub fn is_planned(&self) -> bool {
        self.says(Sense::Planned) || self.says(Sense::Considering)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    hospital: Vec<String>,
    vendor: Vec<String>,
    third: Vec<String>,
    acting: Vec<String>,
    idle: Vec<String>,
    sense: Vec<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    id: Sense,
    words: Vec<String>,
}

struct Cues {
    /// Words and what they say, longest first, without white space.
    words: Vec<(Vec<String>, Sense)>,
    hospital: Vec<String>,
    vendor: Vec<String>,
    third: Vec<String>,
    acting: Vec<String>,
    idle: Vec<String>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("remarks.toml")).expect("remarks.toml is read by a test");
    let longest_first = |words: Vec<String>| {
        let mut words: Vec<String> = words.iter().map(|word| squeeze(word)).collect();
        words.sort_by(|one, other| other.len().cmp(&one.len()).then(one.cmp(other)));
        words
    };
    let parts = |word: &String| squeeze(word).split('~').map(str::to_owned).collect::<Vec<_>>();
    let mut words: Vec<(Vec<String>, Sense)> =
        file.sense.iter().flat_map(|sense| sense.words.iter().map(|word| (parts(word), sense.id))).collect();
    words.extend(file.third.iter().map(|word| (parts(word), Sense::Third)));
    words.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.concat().len()));
    Cues {
        words,
        hospital: longest_first(file.hospital),
        vendor: longest_first(file.vendor),
        third: longest_first(file.third),
        acting: longest_first(file.acting),
        idle: longest_first(file.idle),
    }
});

pattern!(
    /// Words that turn their clause round: nothing is asked of anybody.
    NEGATED,
    "不要|必要はありません|必要はない|必要ありません|必要がない|ではなく|わけではな|予定はな|予定はありません|予定なし|予定がな"
);
pattern!(
    /// The clause ends in «not», which is no «must» (`しなければならない`).
    ENDS_IN_NOT,
    "(?:ません|ない|なし)(?:です|ため|が|こと)?$"
);

pattern!(MUST, "(?:なければ|なくては|ないと)(?:ならない|なりません|いけない|いけません)");
pattern!(
    /// The reader is asked to do it: `保管してください`.
    ASKED,
    needs [["ださい", "下さい"]],
    "(?:し)?(?:て|で)(?:くだ|下)さい"
);
/// What asks no more than to read, ask or tell: `ご連絡ください`, `参照してください`.
const TELLS: [&str; 14] =
    ["連絡", "相談", "参照", "確認", "了承", "了解", "注意", "留意", "承知", "合わせ", "合せ", "検討", "理解", "一読"];
pattern!(EXCEPTED, "^(.*?(?:を除き|を除いて|以外は))(.*)$");

/// Reads a remark.
pub fn read_remark(text: &str) -> RemarkReading {
    let mut reading = RemarkReading::default();
    for sentence in text.split(['。', '\n', ';', '；']) {
        for clause in clauses(sentence) {
            read_clause(&clause, &mut reading);
        }
    }
    reading
}

/// Clauses of a sentence, letter for letter. The comma after an exception stays inside (`端末を除き、弊社にて`).
fn clauses(sentence: &str) -> Vec<String> {
    let mut clauses: Vec<String> = Vec::new();
    for piece in sentence.split(['、', '，', ',']).map(str::trim).filter(|piece| !piece.is_empty()) {
        match clauses.last_mut() {
            Some(last) if ["を除き", "を除いて", "以外は"].iter().any(|end| last.ends_with(end)) => {
                last.push('、');
                last.push_str(piece);
            }
            // A bare party (`端末は、お客様にて`) or topic opens the clause that follows.
            Some(last) if last.ends_with('は') || last.ends_with("については") => {
                last.push('、');
                last.push_str(piece);
            }
            _ => clauses.push(piece.to_owned()),
        }
    }
    clauses
}

fn read_clause(clause: &str, reading: &mut RemarkReading) {
    let squeezed = squeeze(clause);
    if squeezed.is_empty() || matches!(squeezed.as_str(), "特になし" | "なし" | "特記事項なし" | "-" | "ー")
    {
        return;
    }
    let negated = NEGATED.is_match(&squeezed);
    let body = match EXCEPTED.captures(&squeezed) {
        Some(parts) => {
            reading.senses.insert(Sense::Partial);
            reading.scope.get_or_insert_with(|| clause.to_owned());
            parts[2].to_owned()
        }
        None => squeezed.clone(),
    };
    let is_not = ENDS_IN_NOT.is_match(&squeezed) && !MUST.is_match(&squeezed);
    let agent = last_agent(&body);
    let mut taken = body.clone();
    for (parts, sense) in &CUES.words {
        let Some(range) = find(&taken, parts) else { continue };
        taken.replace_range(range.clone(), &"\u{0}".repeat(range.len()));
        let sense = match *sense {
            // «してください», «設定により可能» and the like ask the reader, unless the vendor is named as the one who acts.
            Sense::Pushed if agent == Some(Sense::Vendor) => Sense::Vendor,
            sense => sense,
        };
        if negated
            && matches!(
                sense,
                Sense::Pushed | Sense::Option | Sense::Maintenance | Sense::Third | Sense::NoFunction | Sense::Planned
            )
        {
            continue;
        }
        note(reading, sense, clause, &parts.concat());
    }
    let is_asked =
        ASKED.find_iter(&squeezed).any(|asked| !TELLS.iter().any(|end| squeezed[..asked.start()].ends_with(end)));
    match agent {
        None if is_asked && !negated => note(reading, Sense::Pushed, clause, ""),
        Some(Sense::Pushed) if !negated && !is_not => note(reading, Sense::Pushed, clause, ""),
        Some(Sense::Vendor) if is_not => note(reading, Sense::Excluded, clause, ""),
        Some(Sense::Vendor) => note(reading, Sense::Vendor, clause, ""),
        _ => {}
    }
}

fn note(reading: &mut RemarkReading, sense: Sense, clause: &str, word: &str) {
    reading.senses.insert(sense);
    let clause = || narrow(clause).trim().to_owned();
    match sense {
        Sense::Option | Sense::Maintenance => drop(reading.condition.get_or_insert_with(clause)),
        Sense::Partial => drop(reading.scope.get_or_insert_with(clause)),
        _ => {}
    }
    if reading.cue.is_empty() {
        reading.cue = if word.is_empty() { clause() } else { word.to_owned() };
    }
}

/// Where the parts of a cue stand one after the other, at most eight letters apart.
fn find(text: &str, parts: &[String]) -> Option<std::ops::Range<usize>> {
    let (first, rest) = parts.split_first()?;
    let start = place_of(text, first)?;
    let mut end = start + first.len();
    for part in rest {
        let gap = place_of(&text[end..], part)?;
        if text[end..end + gap].chars().count() > 8 {
            return None;
        }
        end += gap + part.len();
    }
    Some(start..end)
}

/// The party named last as the one who acts: the hospital (`Pushed`), the vendor or a third.
fn last_agent(text: &str) -> Option<Sense> {
    let text = &format!("{text}$");
    let mut found: Option<(usize, Sense)> = None;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let parties = [(&CUES.vendor, Sense::Vendor), (&CUES.hospital, Sense::Pushed), (&CUES.third, Sense::Third)];
        let named = |(words, sense): (&'static Vec<String>, Sense)| {
            words.iter().find(|word| rest.starts_with(word.as_str())).map(|word| (word, sense))
        };
        match parties.into_iter().filter_map(named).max_by_key(|(party, _)| party.len()) {
            Some((party, sense)) => {
                let after = &rest[party.len()..];
                let idle = CUES.idle.iter().find(|word| after.starts_with(word.as_str())).map_or(0, String::len);
                let acting = CUES.acting.iter().find(|word| after.starts_with(word.as_str())).map_or(0, String::len);
                if acting > idle && !is_attributive(after) {
                    found = Some((at, sense));
                }
                at += party.len();
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found.map(|(_, sense)| sense)
}

/// `が登録したデータを`: the party acts only inside a noun clause.
fn is_attributive(after: &str) -> bool {
    pattern!(
        NOUN_CLAUSE,
        "^(?:様)?が[^、]{1,12}?(?:した|された|する|している|いる|く|う|つ|む|る)(?:情報|データ|機器|端末|もの|内容|場合|際|環境|ID|記録|媒体|回線|アカウント)"
    );
    NOUN_CLAUSE.is_match(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_say_who_does_it() {
        use Sense::*;
        for (text, want) in [
            ("標準機能です。", vec![BuiltIn]),
            ("オプション契約時に利用できる", vec![Option]),
            ("有償オプションであり、設定は貴院にて行う。", vec![Option, Pushed]),
            ("初期値はオフのため管理者が設定してください", vec![Pushed]),
            ("医療機関様の運用によります。", vec![Pushed]),
            ("お客様にて定義の更新を行う", vec![Pushed]),
            ("端末は、お客様側で更新", vec![Pushed]),
            ("施設の責任で実施", vec![Pushed]),
            ("弊社にて月次で実施", vec![Vendor]),
            ("保守員が訪問時に確認する", vec![Vendor]),
            ("弊社システム管理者が設定する", vec![Vendor]),
            ("端末を除き弊社にて実施", vec![Vendor, Partial]),
            ("サーバを除き、貴院にて実施", vec![Pushed, Partial]),
            ("予備の鍵は、貴施設の管理者が作り、金庫に収めてください。", vec![Pushed]),
            ("鍵を作り直して下さい。", vec![Pushed]),
            ("詳しくは窓口に連絡してください。", vec![]),
            ("弊社の技術者が設定しますので、日程を相談してください。", vec![Vendor]),
            ("お客様が登録したデータを当社が複製する", vec![Vendor]),
            ("お客様の作業は不要です", vec![]),
            ("お客様にて実施する必要はありません", vec![]),
            ("当社の設備で行い、医療機関の機器には触れない", vec![Vendor]),
            ("Windows標準の機能を用いる", vec![Platform]),
            ("推奨ウイルス対策ソフトを別途ご用意ください", vec![Pushed, Third]),
            ("AWSの設備による", vec![Third]),
            ("保守契約締結時に弊社が実施", vec![Vendor, Maintenance]),
            ("保守対象外です", vec![Excluded]),
            ("協議の上決定する", vec![Open]),
            ("次期バージョンで対応予定", vec![Planned]),
            ("対応を検討中", vec![Considering]),
            ("紙の台帳で代替する", vec![Substitute]),
            ("該当機能なし", vec![NoFunction]),
            ("両者の立会いのもとで行う", vec![Joint]),
            ("操作マニュアル参照", vec![Pointer]),
            ("点検は弊社では行いません", vec![Excluded]),
            ("お客様にて操作することはできません", vec![]),
            ("お客様にて更新しなければならない", vec![Pushed]),
            ("2027年度に提供予定", vec![Planned]),
            ("現時点で対応の予定はありません", vec![]),
            ("端末はお客様管理です", vec![Pushed]),
            ("お客様の管理画面に表示する", vec![]),
            ("保守契約を結んだ施設に限り当社が行う", vec![Vendor, Maintenance, Partial]),
            ("医療機関からの依頼に応じて当社が実施", vec![Vendor, Option]),
            ("病院側の管理者が設定する", vec![Pushed]),
            ("医療機関の承認を得て実施する", vec![Joint]),
            ("医療機関様と協議の上で決める", vec![Open]),
            ("特になし", vec![]),
            ("－", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(read_remark(text).senses.into_iter().collect::<Vec<_>>(), want, "{text}");
        }
    }

    #[test]
    fn conditions_and_scopes_are_kept_in_words() {
        let reading = read_remark("遠隔保管は有償プランで対応、端末のみ対象");
        assert_eq!(reading.condition.as_deref(), Some("遠隔保管は有償プランで対応"));
        assert_eq!(reading.scope.as_deref(), Some("端末のみ対象"));
    }
}
