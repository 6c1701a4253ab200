//! Small questions asked of a claim's own words. In: letters of a quote. Out: yes or no. Word lists hold words, not sentences.

pub(super) use crate::claims::fold;
use crate::model::Claim;

fn holds_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Each party does it for its own people, machines or knowledge.
pub(super) fn each_its_own(text: &str) -> bool {
    holds_any(
        text,
        &["それぞれ", "各自", "各々", "おのおの", "自己の", "自らの", "自社の", "相手方", "互いに", "相互に"],
    ) && !holds_any(text, &["共同", "連携して", "協力して", "一体となって"])
}

/// The words name who leads.
pub(super) fn names_lead(text: &str) -> bool {
    // 業務を統括する責任者, 統括管理者: a post, and no lead in this work
    let is_post = |after: &str| after.chars().take(14).take_while(|c| !"、。はがをに".contains(*c)).any(|c| c == '者');
    holds_any(
        text,
        &["主担当", "主として", "主体となって", "主体的に", "主導", "取りまとめ", "とりまとめ", "主管", "幹事"],
    ) || text.split("統括").skip(1).any(|after| !is_post(after))
}

/// Machines, places and people to which a claim's own words limit it: サーバ, 検査室の端末, 分院, 職員.
pub(super) fn machines(claim: &Claim) -> Vec<&'static str> {
    const MACHINES: [&str; 24] = [
        "サーバ",
        "端末",
        "パソコン",
        "ネットワーク機器",
        "検査室",
        "検査部門",
        "検査科",
        "放射線",
        "薬剤",
        "薬局",
        "手術室",
        "病棟",
        "外来",
        "分院",
        "本院",
        "支所",
        "拠点",
        "職員の",
        "作業員の",
        "従業員の",
        "従業者の",
        "モダリティ",
        "クラウド",
        "データセンタ",
    ];
    let words = claim.scope.as_deref().unwrap_or_default().to_owned() + &claim.quote.text;
    MACHINES.into_iter().filter(|machine| words.contains(machine)).collect()
}

/// A ban without a way out (no consent, no exception, not only of private things).
pub(super) fn is_flat_ban(text: &str) -> bool {
    holds_any(text, &["禁止", "禁ずる", "禁じる", "てはならない", "でならない", "ないこと", "認めない", "許可しない"])
        && !holds_any(
            text,
            &[
                "なく",
                "なしに",
                "得ない",
                "得ず",
                "受けず",
                "ただし",
                "但し",
                "除き",
                "除く",
                "私物",
                "私有",
                "個人所有",
                "原則",
            ],
        )
}

/// An exclusion that leaves out only a part: a cause, an hour, a thing beside the system.
pub(super) fn is_partial(text: &str) -> bool {
    let parts = [
        "過失",
        "故意",
        "起因",
        "原因による",
        "天災",
        "以外",
        "周辺機器",
        "プリンタ",
        "他社",
        "第三者の",
        "消耗品",
        "時間外",
        "休日",
        "夜間",
        "祝日",
        "改造",
        "一部の",
    ];
    holds_any(text, &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_heard() {
        type Ask = fn(&str) -> bool;
        let rows: &[(Ask, &str, bool)] = &[
            (each_its_own, "甲及び乙は、それぞれ自己の職員に研修を行う。", true),
            (each_its_own, "甲及び乙は、共同して訓練を行う。", false),
            (each_its_own, "甲及び乙は、事故を知ったときは、相手方に通知する。", true),
            (names_lead, "復旧は乙が主体となって行う。", true),
            (names_lead, "復旧は甲及び乙が行う。", false),
            (names_lead, "復旧は乙が統括する。", true),
            (names_lead, "乙は、保守を統括する業務責任者及び連絡窓口を定める。", false),
            (is_flat_ban, "外部からの接続を禁止する。", true),
            (is_flat_ban, "許可なく外部から接続してはならない。", false),
            (is_flat_ban, "私物の媒体を使用してはならない。", false),
            (is_flat_ban, "接続元を制限する。", false),
            (is_partial, "使用者の過失による故障の修理", true),
            (is_partial, "サーバの更新プログラムの適用", false),
        ];
        for (ask, text, answer) in rows {
            assert_eq!(ask(text), *answer, "{text}");
        }
    }

    #[test]
    fn names_are_folded() {
        for (name, folded) in [
            ("電子カルテ「ほくと」", "電子カルテほくと"),
            ("ＡＢＣ Cloud", "abccloud"),
            ("株式会社　見本", "株式会社見本"),
        ] {
            assert_eq!(fold(name), folded);
        }
    }
}
