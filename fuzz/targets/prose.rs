//! The first byte chooses the kind of paper, the rest is its running text.
#![no_main]

use hazama::clause;
use hazama::model::{Block, Content, Date, Kind, Paragraph, Source};
use hazama_fuzz::{CATALOGUE, hold};
use libfuzzer_sys::fuzz_target;

const KINDS: [Option<Kind>; 8] = [
    None,
    Some(Kind::Contract),
    Some(Kind::Memorandum),
    Some(Kind::Specification),
    Some(Kind::Terms),
    Some(Kind::Sla),
    Some(Kind::Disclosure),
    Some(Kind::Rule),
];

fuzz_target!(|data: &[u8]| {
    let Some((first, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text);
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
    let kind = KINDS[usize::from(*first) % KINDS.len()];
    hold(&clause::read(&source, kind, &CATALOGUE, Date::iso("2026-04-01")).notices);
});
