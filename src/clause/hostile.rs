//! Running text that no one would write: whatever the letters are, reading ends, without a panic.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Reading, read};
use crate::catalogue::Catalogue;
use crate::model::{Block, Content, Date, Kind, Paragraph, Source};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::builtin);

fn read_text(text: &str, kind: Option<Kind>) -> Reading {
    let blocks = text.lines().zip(1..).map(|(line, number)| {
        Block::Paragraph(Paragraph { text: line.to_owned(), line: number, ..Paragraph::default() })
    });
    let source = Source {
        path: "paper.txt".to_owned(),
        sha256: String::new(),
        container: "text",
        content: Content::Flow(blocks.collect()),
        notices: Vec::new(),
    };
    read(&source, kind, &CATALOGUE, Date::iso("2026-04-01"))
}

#[test]
fn endless_lines_come_to_an_end() {
    let duty = "乙はバックアップを取得し、";
    for text in [
        "甲".repeat(1_000),
        "ア".repeat(1_000),
        " ".repeat(5_000),
        duty.repeat(120),
        duty.repeat(120).replace('、', ""),
        "乙は、".to_owned() + &"甲が認めた".repeat(1_000),
        "(".repeat(10_000),
        "「".repeat(5_000) + &"」".repeat(5_000),
        "(乙)".repeat(1_000),
        "、".repeat(5_000),
        "。".repeat(5_000),
        "・バックアップを取得する\n".repeat(300),
        "前項の取得は、乙が行う。\n".repeat(300),
        "第1条 次の各号に掲げる業務は乙が行う。\n(1) 監視\n".repeat(100),
        "乙は監視を行い\n".repeat(300),
        "1.1.1.1 見出し\n".repeat(1_000),
        "第1条".repeat(1_000),
    ] {
        read_text(&text, Some(Kind::Contract));
    }
}

#[test]
fn brackets_before_a_predicate_move_no_place() {
    for text in [
        "乙は、(以下「本業務」という。)バックアップを毎日取得する。",
        "乙は、(注)ログを点検し、(注2)　甲に報告する。",
        "乙は、監視し、(再委託先を含む。)。気を配る。",
    ] {
        let reading = read_text(&format!("第1条 {text}\n"), Some(Kind::Contract));
        assert!(!reading.claims.is_empty(), "{text}");
    }
}

/// Pieces of which contracts are made, and what breaks them.
const PIECES: &[&str] = &[
    "甲は",
    "乙は、",
    "乙が",
    "当社",
    "「甲」という",
    "(以下「",
    "第1条",
    "第2条の3",
    "第1項",
    "前項の",
    "次の各号",
    "附則",
    "別表第1",
    "1 ",
    "(1)",
    "①",
    "ア ",
    "・",
    "※",
    "問1",
    "A-1 ",
    "1.2.3 ",
    "及び",
    "又は",
    "並びに",
    "の",
    "を",
    "に",
    "で",
    "と",
    "が",
    "は",
    "も",
    "について",
    "バックアップ",
    "ログ",
    "サーバ",
    "監視",
    "脆弱性",
    "再委託先",
    "取得",
    "確認",
    "行う",
    "行い",
    "残す",
    "させ",
    "される",
    "する",
    "し",
    "しない",
    "ものとする",
    "こと",
    "もの",
    "とき",
    "場合は",
    "ために",
    "ただし、",
    "なお、",
    "この限りでない",
    "協議のうえ定める",
    "できる",
    "努める",
    "してはならない",
    "有償で",
    "責任を負わない",
    "令和8年4月1日",
    "から施行する",
    "準用する",
    "とは、",
    "をいう",
    "、",
    "。",
    "(",
    ")",
    "「",
    "」",
    " ",
    "\u{3000}",
    "\n",
    "…",
    "%",
    "99",
    "〇",
    "ｶﾞ",
    "か\u{3099}",
    "𠮷",
    "é",
    "\u{200B}",
    "|",
    "ん",
    "さん",
    "ー",
    "々",
    "お",
    "さま",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read_without_a_panic(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60), kind in 0usize..10) {
        let kinds = [
            Kind::Contract, Kind::Rule, Kind::Terms, Kind::Sla, Kind::Disclosure, Kind::Specification, Kind::Memorandum,
        ];
        let text = pieces.concat();
        let reading = read_text(&text, kinds.get(kind).copied());
        // lines that are joined lose the blanks between them
        let letters = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        for claim in &reading.claims {
            prop_assert!(letters(&text).contains(&letters(&claim.quote.text)), "{}", claim.quote.text);
        }
    }
}
