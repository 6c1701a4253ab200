//! Sentences that speak of a duty and make none, or less than they seem to, by class: `tests/comfort.tsv`. Invented for this
//! table and nothing else: never examples, never words of the lists.

use std::collections::BTreeSet;
use std::path::Path;

use hazama::catalogue::Catalogue;
use hazama::model::{Kind, Paper};

/// A paper of that kind with one sentence.
fn paper(kind: &str, sentence: &str) -> String {
    let head = match kind {
        "rule" => "みほん病院情報システム規程",
        "terms" => {
            "みほんクラウド利用規約\n株式会社みほん(以下「当社」といいます。)は、医療機関(以下「お客様」といいます。)に本規約を適用します。"
        }
        "disclosure" => "みほんクラウド安全管理説明書\n株式会社みほん(以下「当社」といいます。)",
        "specification" => "みほん病院電子カルテ保守仕様書",
        _ => {
            "電子カルテ保守契約書\nみほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は、次のとおり契約する。"
        }
    };
    format!("{head}\n第7条 {sentence}")
}

#[test]
fn what_only_seems_to_make_a_duty_makes_none() {
    let catalogue = Catalogue::builtin();
    let table = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/comfort.tsv")).unwrap();
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let [class, kind, sentence, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let expected: BTreeSet<String> = expected.split(", ").filter(|one| *one != "-").map(str::to_owned).collect();
        let source =
            hazama::read::source(&Paper { path: "paper.txt".to_owned(), bytes: paper(kind, sentence).into_bytes() });
        let reading = hazama::clause::read(&source, Kind::from_id(kind), &catalogue, None);
        let found = reading.claims.iter();
        let found: BTreeSet<String> = found
            .map(|claim| format!("{} {} {}", claim.duty.as_str(), claim.holder.id(), claim.strength.id()))
            .collect();
        if found != expected {
            wrong.push(format!("{class} [{kind}] {sentence}\n    expected {expected:?}\n    found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of the table:\n{}", wrong.len(), wrong.join("\n"));
}
