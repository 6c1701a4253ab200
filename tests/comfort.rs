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

/// The claims of a paper, each as duty, holder and strength.
fn claims(paper: &str, kind: &str, catalogue: &Catalogue) -> BTreeSet<String> {
    let source = hazama::read::source(&Paper { path: "paper.txt".to_owned(), bytes: paper.as_bytes().to_vec() });
    let reading = hazama::clause::read(&source, Kind::from_id(kind), catalogue, None);
    let words = reading.claims.iter();
    words.map(|claim| format!("{} {} {}", claim.duty.as_str(), claim.holder.id(), claim.strength.id())).collect()
}

fn expected(words: &str) -> BTreeSet<String> {
    words.split(", ").filter(|one| *one != "-").map(str::to_owned).collect()
}

/// Lists, headings, tables, questions and names, whole.
#[test]
fn shapes_of_papers_are_read() {
    let catalogue = Catalogue::builtin();
    for (kind, paper, wanted) in [
        (
            "terms",
            "みほんパック ご案内\n株式会社みほん(以下「弊社」といいます。)の「みほんパック」には、次の作業は含まれません。\n・バックアップの取得\n・アクセスログの点検\n上記の作業は、担当までご相談ください。",
            "bck.take vendor disclaimed, log.review vendor disclaimed",
        ),
        (
            "disclosure",
            "みほんクラウド 説明資料\n株式会社みほん(以下「当社」)\n■暗号化\n保存する情報を暗号化しています。\n■お客様に行っていただく事項\n・アクセスログの点検\n・バックアップの取得\n■会社の概要\n設立は2001年です。",
            "inf.encrypt vendor stated, log.review hospital expected, bck.take hospital expected",
        ),
        (
            "disclosure",
            "ご照会への回答書\n株式会社みほん(以下「弊社」)\nご照会1 二要素認証\n現在は実装していません。次の版で対応する予定です。\nご照会2 バックアップの取得\n毎日行っています。",
            "acc.mfa vendor absent, acc.mfa vendor planned, bck.take vendor stated",
        ),
        (
            "disclosure",
            "みほん装置 開示書\n番号|質問の要旨|回答|備考\n1|アクセスログを記録するか|はい|\n2|保存する情報を暗号化するか|いいえ|次版で対応予定",
            "log.record vendor stated, inf.encrypt vendor absent, inf.encrypt vendor planned",
        ),
        (
            "sla",
            "役割分担表\n医療機関:みほん病院\n事業者:株式会社みほん\n凡例 R:実施する者 A:承認する者 I:報告を受ける者\n作業|医療機関|事業者\nサーバへの修正プログラムの適用|A|R\nアクセスログの点検|R|I",
            "vul.server vendor duty, log.review hospital duty",
        ),
        (
            "specification",
            "みほんシステム要件書\n番号|内容|区分\n1|バックアップを毎日取得すること。|必須\n2|二要素認証に対応すること。|任意\n3|現行の端末は5年ごとに更新している。|参考",
            "bck.take vendor duty",
        ),
        (
            "contract",
            "保守の覚え\nみほん病院(甲)と株式会社東雲(乙)は、次のとおり約した。\n1 株式会社東雲は、バックアップを毎日取得する。\n2 甲は、アクセスログを毎月点検する。",
            "bck.take vendor duty, log.review hospital duty",
        ),
        (
            "terms",
            "みほん利用規約\n株式会社みほん(以下「弊社」といいます。)のサービスを使う診療所を「ご参加先」といいます。\n1 ご参加先は、アクセスログを毎月点検するものとします。\n2 弊社は、次のメニューを別料金でお申し込みになった場合に限り提供します。\n(1) バックアップを毎日取得するもの",
            "log.review hospital duty, bck.take vendor conditional",
        ),
        (
            "rule",
            "みほん病院情報規程\n第2条 用語の意義は、次のとおりとする。\n(1) 協働会社 当院との契約により電子カルテの保守を引き受ける会社をいう。\n第3条 協働会社は、作業の結果を書面で報告しなければならない。",
            "mnt.report vendor expected",
        ),
    ] {
        assert_eq!(claims(paper, kind, &catalogue), expected(wanted), "{paper}");
    }
}

#[test]
fn what_only_seems_to_make_a_duty_makes_none() {
    let catalogue = Catalogue::builtin();
    let table = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/comfort.tsv")).unwrap();
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let [class, kind, sentence, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let expected = self::expected(expected);
        let found = claims(&paper(kind, sentence), kind, &catalogue);
        if found != expected {
            wrong.push(format!("{class} [{kind}] {sentence}\n    expected {expected:?}\n    found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of the table:\n{}", wrong.len(), wrong.join("\n"));
}
