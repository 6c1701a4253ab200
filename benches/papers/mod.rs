//! Generated papers that benches share.

/// Letters of a page.
const PAGE: usize = 1200;

const DOERS: [&str; 5] = ["甲は", "乙は", "受託者は", "甲及び乙は", "病院は"];
const OBJECTS: [&str; 7] = [
    "診療データの写し",
    "サーバの稼働状況",
    "利用者の登録及び権限",
    "修正プログラム",
    "保守用端末の接続記録",
    "障害の原因及び再発防止策",
    "持ち出す記録媒体",
];
const ACTS: [&str; 6] = [
    "を毎日取得し、その成否を確認しなければならない",
    "を定期的に点検し、結果を書面により相手方に報告するものとする",
    "を速やかに適用するよう努めるものとする",
    "について、協議の上、別途定める",
    "を3か月に1回見直し、不要なものを削除する",
    "を甲の承諾なく第三者に開示してはならない",
];

/// A contract of so many pages. Doers, objects and acts change at different paces, so that few sentences are alike; where they begin
/// depends on `first`, so that two of one length may differ.
pub fn contract(pages: usize, first: usize) -> String {
    let mut text = String::from(
        "電子カルテシステム保守委託契約書\n\nみほん病院(以下「甲」という。)と架空システム株式会社(以下「乙」という。)は、次のとおり契約する。\n",
    );
    let mut letters = text.chars().count();
    for article in 1.. {
        if letters >= pages * PAGE {
            break;
        }
        let mut words = format!("\n第{article}条(業務その{article})\n");
        for paragraph in 1..=3 {
            let number = first + article * 3 + paragraph;
            let of = |list: &[&'static str], pace: usize| list[number / pace % list.len()];
            let lead = if paragraph == 1 { String::new() } else { format!("{paragraph} ") };
            let condition = if number.is_multiple_of(4) { "障害が発生したときは、" } else { "" };
            let (doer, object, act) = (of(&DOERS, 1), of(&OBJECTS, 2), of(&ACTS, 1));
            words.push_str(&format!("{lead}{doer}、{condition}{object}{act}。\n"));
        }
        letters += words.chars().count();
        text.push_str(&words);
    }
    text
}
