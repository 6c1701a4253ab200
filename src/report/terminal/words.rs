//! The words of the summary in both languages.

use crate::model::Lang;

/// One language's words. `{}` stands where a figure or name goes.
pub struct Words {
    pub title: &'static str,
    pub as_of: &'static str,
    pub guideline: &'static str,
    pub read: &'static str,
    pub papers: &'static str,
    pub evidence: &'static str,
    pub counts: &'static str,
    pub total: &'static str,
    pub worst: &'static str,
    pub more: &'static str,
    pub nothing: &'static str,
    pub silent: &'static str,
    pub system: &'static str,
    pub every: &'static str,
    pub ask: &'static str,
    pub findings: &'static str,
    pub asked: &'static str,
    pub unread: &'static str,
    pub all_read: &'static str,
    pub corrected: &'static str,
    pub lapsed: &'static str,
    pub by_hand: &'static str,
    pub joint: &'static str,
}

const JA: Words = Words {
    title: "責任分界の点検結果",
    as_of: "判定日",
    guideline: "医療情報システムの安全管理に関するガイドライン 第{}版",
    read: "読んだもの",
    papers: "文書 {} 件",
    evidence: "根拠となる記載 {} 件",
    counts: "状態ごとの件数",
    total: "合計",
    worst: "先に取り組むもの(上位 {} 件)",
    more: "ほか {} 件はワークブックの「要対応一覧」をご覧ください。",
    nothing: "対応が必要なものは見つかりませんでした。",
    silent: "記載が見つかりません(確認した文書 {} 件)",
    system: "システム",
    every: "すべてのシステム",
    ask: "求めること",
    findings: "そのほかの指摘",
    asked: "ガイドラインの確認",
    unread: "読み取れなかったもの・確かめてほしい箇所",
    all_read: "すべての文書を読み取りました。",
    corrected: "人の訂正",
    lapsed: "失効",
    by_hand: "人の訂正による",
    joint: "、",
};

const EN: Words = Words {
    title: "Who holds which duty",
    as_of: "As of",
    guideline: "Guideline for the security of medical information systems, edition {}",
    read: "Read",
    papers: "{} papers",
    evidence: "{} pieces of evidence",
    counts: "Duties by state",
    total: "Total",
    worst: "Act on these first (top {})",
    more: "{} more are in the sheet 要対応一覧 of the workbook.",
    nothing: "Nothing to act on was found.",
    silent: "written nowhere ({} papers searched)",
    system: "System",
    every: "every system",
    ask: "To do",
    findings: "Further findings",
    asked: "Asked by guidelines (sheet ガイドラインの確認)",
    unread: "Not read, or to be looked at",
    all_read: "Every paper was read.",
    corrected: "Corrected by people",
    lapsed: "lapsed",
    by_hand: "rests on a person's correction",
    joint: ", ",
};

/// The words of a language.
pub fn of(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

/// The words with a figure or name in its place.
pub fn fill(words: &str, value: impl ToString) -> String {
    words.replacen("{}", &value.to_string(), 1)
}
