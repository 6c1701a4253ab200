//! Which duties a row speaks of. In: its title and words. Out: duty ids, in the order of the catalogue.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::catalogue::Catalogue;
use crate::model::DutyId;
use crate::text::{normal, numbers::narrow, pattern};

pattern!(
    /// Brackets that say when a question applies, and references to a guideline.
    ASIDE,
    r"\([^()]*(?:場合|含む|除く|参照|例)[^()]*\)|\([0-9]+(?:\.[0-9]+)*\.?[A-D]?[0-9]*\)"
);

pattern!(
    /// The frame of a role table's question: whether it was settled says nothing of the act (`…を行う担当を決めているか`).
    FRAME,
    "(?:取り?決め|決め|定め|明確に(?:し|な))[^。]{0,12}。?$"
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    topic: Vec<RawTopic>,
    general: Vec<RawGeneral>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    duty: String,
    words: String,
    #[serde(default)]
    with: String,
    #[serde(default)]
    unless: String,
    #[serde(default)]
    over: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGeneral {
    duty: String,
    under: Vec<String>,
    #[serde(default)]
    unless: String,
}

/// Words that make a row speak of a duty.
struct Topic {
    duty: DutyId,
    words: Vec<String>,
    with: Vec<String>,
    unless: Vec<String>,
    over: Vec<DutyId>,
}

/// A duty that gives way to special ones.
struct General {
    duty: DutyId,
    under: Vec<DutyId>,
    unless: Vec<String>,
}

static TOPICS: LazyLock<(Vec<Topic>, Vec<General>)> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("topics.toml")).expect("topics.toml is read by a test");
    let words = |text: &str| text.split_whitespace().map(normal).collect::<Vec<_>>();
    let ids = |ids: &[String]| ids.iter().map(|id| DutyId::new(id)).collect::<Vec<_>>();
    let topics = file.topic.iter().map(|topic| Topic {
        duty: DutyId::new(&topic.duty),
        words: words(&topic.words),
        with: words(&topic.with),
        unless: words(&topic.unless),
        over: ids(&topic.over),
    });
    let generals = file.general.iter().map(|general| General {
        duty: DutyId::new(&general.duty),
        under: ids(&general.under),
        unless: words(&general.unless),
    });
    (topics.collect(), generals.collect())
});

/// Duties that a row speaks of. A short title that names exactly one decides, unless the question itself is about another
/// («VPN装置 | VPN装置のファームウェアを更新する者を定めているか»); otherwise the words of both are taken together and the title
/// narrows them.
pub(super) fn duties(title: Option<&str>, text: &str, catalogue: &Catalogue) -> Vec<DutyId> {
    let text = narrow(text);
    let text = ASIDE.replace_all(text.trim(), "");
    let text = FRAME.replace_all(&text, "");
    let of_title = title.map(|title| topics(title, catalogue)).unwrap_or_default();
    if let [of_title] = of_title.as_slice() {
        let of_text = topics(&text, catalogue);
        let title = title.unwrap_or_default();
        let asks_otherwise =
            matches!(of_text.as_slice(), [asked] if is_apart(title, of_title, &text, asked, catalogue));
        return if asks_otherwise { of_text } else { vec![of_title.clone()] };
    }
    let of_all = topics(&format!("{} {text}", title.unwrap_or_default()), catalogue);
    let of_both: Vec<DutyId> = of_all.iter().filter(|duty| of_title.contains(duty)).cloned().collect();
    if of_both.is_empty() { of_all } else { of_both }
}

/// A question asks for another duty than its title names: the title names a thing or an act of which the question does not
/// speak, or the question is about a special case of it.
fn is_apart(title: &str, named: &DutyId, text: &str, asked: &DutyId, catalogue: &Catalogue) -> bool {
    let title = normal(title);
    let scan = catalogue.lexicon.scan(&title);
    let act = scan.acts.last().map(|act| &title[act.stem.clone()]);
    let is_repeated = act.is_some_and(|act| normal(text).contains(act));
    let is_special = TOPICS.1.iter().any(|general| general.duty == *named && general.under.contains(asked));
    named != asked && (!is_repeated || is_special)
}

fn topics(text: &str, catalogue: &Catalogue) -> Vec<DutyId> {
    let (topics, generals) = &*TOPICS;
    let normal = normal(text);
    let any = |words: &[String]| words.iter().any(|word| normal.contains(word.as_str()));
    let mut found = catalogue.topics(text);
    let spoken: Vec<&Topic> = topics
        .iter()
        .filter(|topic| any(&topic.words) && (topic.with.is_empty() || any(&topic.with)) && !any(&topic.unless))
        .collect();
    found.retain(|duty| !spoken.iter().any(|topic| topic.over.contains(duty)));
    found.extend(spoken.iter().map(|topic| topic.duty.clone()));
    for general in generals {
        if general.under.iter().any(|special| found.contains(special)) && !any(&general.unless) {
            found.retain(|duty| *duty != general.duty);
        }
    }
    catalogue.duties.iter().map(|duty| &duty.id).filter(|id| found.contains(id)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::sketch::catalogue;

    #[test]
    fn topics_name_known_duties() {
        let catalogue = catalogue();
        let (topics, generals) = &*TOPICS;
        let named = topics.iter().flat_map(|topic| topic.over.iter().chain([&topic.duty]));
        for id in named.chain(generals.iter().flat_map(|general| general.under.iter().chain([&general.duty]))) {
            assert!(catalogue.duty(id).is_some(), "{id}");
        }
    }

    #[test]
    fn rows_speak_of_the_act_they_ask_for() {
        let catalogue = catalogue();
        for (title, text, want) in [
            (None, "アクセスログの改ざんを防ぐ機能があるか。(6.5.C4)", "log.protect"),
            (None, "取得したアクセスログを定期的に点検しているか。", "log.review"),
            (None, "アクセスログを取得し、定期的に点検しているか。", "log.record log.review"),
            (None, "(8.2が「はい」の場合)ICカードの紛失に備えた代わりの方法があるか。", "acc.emergency"),
            (None, "離席時に画面をロックする機能があるか。", "acc.screen"),
            (None, "スキャナで取り込んだ書類の画質を確保しているか。", "rec.authentic"),
            (Some("取引業者の台帳"), "契約中の業者の台帳を備えているか。", "sel.register"),
            (Some("責任分界"), "責任分界を契約書で定めたか。", "sel.boundary"),
            (Some("ログの点検"), "取得したログを誰が点検するか定めたか。", "log.review"),
            (Some("端末のパッチ"), "端末にパッチを当てる作業を受け持つ者を決めているか。", "vul.terminal"),
            (None, "台帳と運用管理規程の整備を進めている。", "gov.rules"),
            (None, "バックアップの実施と復旧手順の確認をしている。", "bck.take bck.restore"),
            (Some("VPN装置"), "VPN装置のファームウェアを更新する者を定めているか。", "vul.network"),
            (Some("データの消去"), "解約時のデータの消去を決めているか。", "end.erase"),
            (Some("データの消去"), "廃棄する機器のデータの消去を決めているか。", "inf.dispose"),
            (Some("不正アクセスの監視"), "不正アクセスを監視し、気付いたら知らせる者を決めたか。", "net.monitor"),
            (Some("その他"), "待合室の掲示を見直したか。", ""),
        ] {
            let got = duties(title, text, catalogue);
            assert_eq!(got.iter().map(DutyId::as_str).collect::<Vec<_>>().join(" "), want, "{title:?} {text}");
        }
    }
}
