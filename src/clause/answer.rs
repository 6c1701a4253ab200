//! Answers to questions in running text. In: a line. Out: what it answers and how.

use crate::model::{Answer, Strength};
use crate::text::{marks, pattern};

/// A question with its answer in running text.
pub(super) struct Answered<'a> {
    /// The question, empty when it stands above.
    pub(super) question: &'a str,
    /// What the answer says.
    pub(super) strength: Strength,
}

/// 「外部媒体の接続を制限する機能:いいえ」「回答 はい」「対象外(…)」.
pub(super) fn answer(words: &str) -> Option<Answered<'_>> {
    let words = words.trim().trim_end_matches('。');
    // 二要素で認証するか ☑はい □いいえ □対象外
    pattern!(
        PRINTED,
        needs[["□", "☐", "☑", "■"]],
        r"[\s\u{3000}]*((?:[□☐☑☒■✓✔レ]\s*(?:はい|いいえ|対象外|該当なし|有|無|あり|なし|可|不可)[\s\u{3000}・/、]*){2,})(?:(?:注|備考|※)[\s\u{3000}]*[0-9]*)?$"
    );
    if let Some(printed) = PRINTED.captures(words)
        && let Some(choices) = printed.get(1)
    {
        let strength = match marks::read(choices.as_str().trim(), None).answer {
            Answer::Yes => Strength::Stated,
            Answer::No => Strength::Absent,
            Answer::Na => Strength::Outside,
            _ => return None,
        };
        return Some(Answered { question: words[..printed.get(0)?.start()].trim(), strength });
    }
    // 項目 監視の仕組み 回答 いいえ; 問2 …しているか …… いいえ
    pattern!(
        LABELLED,
        needs[["回答", "答", "…", "..", "・・"], ["はい", "いいえ", "対象外", "有", "無", "あり", "なし", "該当なし"]],
        r"^(?:項目|設問|質問|機能|問)?[\s\u{3000}:]*([^:→⇒]{3,80}?)(?:[\s\u{3000}、。?]*(?:ご?回答|答)[\s\u{3000}:]*|[?。]?(?:[\s\u{3000}]*(?:…|\.\.|・・)[….・]*)[\s\u{3000}]*)(はい|いいえ|対象外|該当なし|有|無|あり|なし)(?:[(、※].*)?$"
    );
    if let Some(found) = LABELLED.captures(words)
        && let Some(strength) = said(&found[2])
        && let Some(question) = found.get(1)
    {
        return Some(Answered { question: &words[question.range()], strength });
    }
    // 対象外(備考:無線の機能を持たない): what stands in brackets is no answer
    let words = match words.strip_suffix(')').and_then(|words| words.rsplit_once('(')) {
        Some((before, remark)) if remark.contains(':') => before.trim_end(),
        _ => words,
    };
    // 無線LAN 対象外(携帯電話回線のみを用いるため)
    let bare = words.split('(').next().unwrap_or(words).trim_end();
    if let Some(topic) = bare.strip_suffix("対象外")
        && (2..=16).contains(&topic.chars().count())
        && !topic.ends_with(['答', 'A'])
        && !topic.contains(['は', 'を', 'が', '、', '。', ':'])
    {
        return Some(Answered { question: topic.trim_end(), strength: Strength::Outside });
    }
    // 時刻同期の機能 いいえ
    for reply in ["はい", "いいえ"] {
        if let Some(topic) = bare.strip_suffix(reply)
            && (4..=48).contains(&topic.chars().count())
            && !topic.contains(['。', ':', '→', '⇒', '/', '・'])
            && !["はい", "いいえ", "未対応", "非対応", "未実施", "欠如", "共用"].iter().any(|own| topic.contains(own))
            && !topic.ends_with(['答', 'A', 'は', 'を', 'が', 'で', 'に', 'と', 'の'])
            && let Some(strength) = said(reply)
        {
            return Some(Answered { question: topic.trim_end(), strength });
        }
    }
    let (question, reply) = match words.rsplit_once([':', '→', '⇒']) {
        Some((question, reply)) => (question.trim(), reply.trim()),
        None => {
            let bare = words.strip_prefix('A').or_else(|| words.strip_prefix('答')).unwrap_or(words);
            ("", bare.trim_start_matches("回答").trim_start_matches(['.', ':', ' ', '…', '・']).trim())
        }
    };
    let plain = reply.split(['(', '、', '※']).next().unwrap_or(reply).trim();
    let strength = said(plain)?;
    let question = if question.ends_with("回答") { "" } else { question };
    Some(Answered { question, strength })
}

/// How a word answers.
fn said(reply: &str) -> Option<Strength> {
    match reply {
        "はい" | "有" | "あり" | "Yes" | "○" | "対応済" | "可" => Some(Strength::Stated),
        "いいえ" | "無" | "なし" | "No" | "×" | "未対応" | "不可" => Some(Strength::Absent),
        "対象外" | "N/A" | "該当なし" => Some(Strength::Outside),
        // 接続する作業がないため対象外
        other if other.ends_with("ため対象外") || other.ends_with("ので対象外") => Some(Strength::Outside),
        _ => None,
    }
}
