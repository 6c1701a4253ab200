//! Units that are passed over, each with the reason that the record of reading gives: deleted, lapsed, not yet in force, definitions,
//! tables of contents. In: a unit. Out: the reason, or none.

use super::article_of;
use super::cite;
use super::label::Mark;
use super::reader::Reader;
use crate::model::{Kind, Level, Notice};
use crate::text::{normal, pattern};

/// Headings of articles that claim nothing.
const IDLE: &[&str] = &[
    "目的",
    "趣旨",
    "ねらい",
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
    "背景",
    "経緯",
    "現状",
    "失格",
];

/// Bytes of the longest heading over a list of terms.
const LONGEST_IDLE: usize = 48;

impl Reader<'_> {
    /// Why nothing is credited here, or none.
    pub(super) fn ignored(&mut self, index: usize, words: &str) -> Option<String> {
        let node = &self.nodes[index];
        let heading = node.heading.as_deref().map(normal).unwrap_or_default();
        let stands_in = |article: &String| {
            article_of(&node.unit) == *article
                || node.unit == *article
                || node.unit.starts_with(&format!("{article}第"))
        };
        if let Some((reason, news)) = &self.out_of_force {
            let (reason, news) = (reason.clone(), news.clone());
            if index == 0 {
                self.notices.push(Notice::new(self.place(index), news));
            }
            return Some(reason);
        }
        if let Some((_, by)) = self.set_aside.iter().find(|(article, _)| stands_in(article)) {
            return Some(format!("{by}により適用しない"));
        }
        if let Some((_, date)) = self.suspended.iter().find(|(article, _)| stands_in(article)) {
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
        // 訓練を実施する。(この項は、令和6年3月31日限り効力を失った。)
        pattern!(
            LAPSED,
            needs[["失", "廃止", "削除"], ["(この", "(本"]],
            r"\((?:この|本)(?:項|条|号|規定|文)は、?[^()]*(?:効力を失(?:った|っている)|廃止(?:した|された|済み?)|削除(?:した|された))[^()]*\)"
        );
        if LAPSED.is_match(words) {
            return Some("失効".to_owned());
        }
        if cite::is_revision(words) {
            return Some("改版履歴".to_owned());
        }
        if words.contains("……") && super::answer::answer(words).is_none()
            || words.contains("…") && words.trim_end().ends_with(|c: char| c.is_ascii_digit())
            || cite::is_contents(words)
        {
            return Some("目次".to_owned());
        }
        if words.starts_with("【解説】") || words.starts_with("解説") && words.starts_with("解説:") {
            return Some("解説".to_owned());
        }
        // 【記入例】, (参考): what the paper shows and does not say of its parties
        pattern!(
            SHOWN,
            r"^(?:※\s*)?(?:[(【〔\[](?:記入例|回答例|記載例|例|参考|参考情報|設問の解説|解説)[)】〕\]]|(?:記入例|回答例|記載例|参考):)"
        );
        if let Some(found) = SHOWN.find(words) {
            let mark = if found.as_str().contains('例') { "記入例" } else { "参考" };
            return Some(mark.to_owned());
        }
        // ３ 用語, and below it (5) リカバリ …元の状態に戻すこと
        pattern!(TERMS, r"^(?:用語|用語の(?:定義|意味|説明)|ことばの(?:意味|定義)|言葉の(?:意味|定義))$");
        let are_terms = |words: &str| words.len() <= LONGEST_IDLE && TERMS.is_match(normal(words).trim());
        let mut above = std::iter::successors(node.parent, |&at| self.nodes[at].parent).map(|at| &self.nodes[at]);
        if above.any(|above| are_terms(&above.text) || above.heading.as_deref().is_some_and(are_terms)) {
            return Some("用語".to_owned());
        }
        // この規定のねらい
        let is_paper = |name: &str| {
            name.strip_prefix("この").or_else(|| name.strip_prefix("本")).is_some_and(|paper| {
                [
                    "規程",
                    "規定",
                    "規則",
                    "要領",
                    "契約",
                    "約款",
                    "規約",
                    "覚書",
                    "仕様書",
                    "基準",
                    "きまり",
                    "手引き",
                    "文書",
                    "書",
                ]
                .contains(&paper)
            })
        };
        if IDLE.iter().any(|idle| heading == *idle || heading == format!("{idle}等"))
            || ["のねらい", "の目的", "の趣旨"].iter().any(|aim| heading.strip_suffix(aim).is_some_and(is_paper))
            || ["の背景", "の経緯", "の現状", "導入の目的", "更新の目的", "調達の目的"]
                .iter()
                .any(|idle| heading.ends_with(idle))
        {
            return Some(heading);
        }
        // 現行環境(参考), 現行システムの構成: what is there, not what is asked
        pattern!(
            AS_IS,
            needs[["現行", "現在の", "既存"]],
            r"^(?:現行|現在の|既存)の?(?:システム|環境|機器|設備|構成)(?:の|・)?(?:構成|概要|環境|状況|一覧)?$"
        );
        let for_reference = ["参考", "参考情報", "記入例", "回答例", "記載例"].contains(&heading.as_str())
            || ["(参考)", "(参考情報)"].iter().any(|mark| heading.ends_with(mark));
        if for_reference || self.kind == Kind::Specification && AS_IS.is_match(&heading) {
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
}
