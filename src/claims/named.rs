//! Which papers words mean. In: words of one paper («原契約», «この約款») and the papers of a case. Out: the papers that are meant.

use unicode_normalization::UnicodeNormalization;

use crate::model::{Document, Kind};
use crate::text::is_plain;

/// Letters folded for comparing names: width and case folded, spaces and brackets dropped.
pub fn fold(text: &str) -> String {
    let says_something = |letter: &char| {
        let is_frame = matches!(
            letter,
            '「'..='』' | '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕' | '・' | '-' | '_' | '、' | ','
        );
        !is_frame && !letter.is_whitespace()
    };
    if is_plain(text) {
        return text.chars().filter(says_something).map(|letter| letter.to_ascii_lowercase()).collect();
    }
    text.nfkc().filter(says_something).flat_map(char::to_lowercase).collect()
}

/// Words that name a kind of binding paper. The first that occurs decides, so longer words stand first.
const KINDS: [(&str, &[Kind]); 16] = [
    ("サービスレベル合意", &[Kind::Sla]),
    ("サービス品質", &[Kind::Sla]),
    ("SLA", &[Kind::Sla]),
    ("仕様書", &[Kind::Specification]),
    ("規約", &[Kind::Terms]),
    ("約款", &[Kind::Terms]),
    ("合意書", &[Kind::Sla, Kind::Memorandum]),
    ("覚書", &[Kind::Memorandum]),
    ("確認書", &[Kind::Memorandum]),
    ("協定", &[Kind::Memorandum, Kind::Contract]),
    ("申込書", &[Kind::Contract]),
    ("注文書", &[Kind::Contract]),
    ("個別契約", &[Kind::Contract]),
    ("基本契約", &[Kind::Contract]),
    ("原契約", &[Kind::Contract]),
    ("契約", &[Kind::Contract]),
];

/// Letters of the longest line that is a title, and not a preamble.
const LONGEST_TITLE: usize = 40;

/// Papers of a case with their names folded.
pub struct Named<'a> {
    papers: Vec<(&'a Document, [String; 2])>,
}

impl<'a> Named<'a> {
    /// Takes the names of papers: their titles and file names.
    pub fn new(papers: &[&'a Document]) -> Named<'a> {
        let names = |paper: &Document| {
            let title = fold(paper.header.title.as_deref().unwrap_or_default());
            let title = if title.chars().count() <= LONGEST_TITLE { title } else { String::new() };
            [title, fold(&paper.path)]
        };
        Named { papers: papers.iter().map(|&paper| (paper, names(paper))).collect() }
    }

    /// The places, in the list of the papers, of those that words in the paper `home` mean: by title or file name where some paper is
    /// called so, else by kind.
    pub fn meant(&self, words: &str, home: &Document) -> Vec<usize> {
        let words = fold(words);
        let kinds = KINDS.iter().find(|(word, _)| words.contains(&fold(word))).map_or(&[][..], |(_, kinds)| *kinds);
        let own = ["この", "本", "当"].iter().find_map(|prefix| words.strip_prefix(prefix));
        if own.is_some() && (kinds.is_empty() || kinds.contains(&home.kind) || is_called(home, &words)) {
            return self.places(|paper, _| is_same(home, paper));
        }
        let bare = own.unwrap_or(&words);
        let named = match bare.chars().count() {
            ..=2 => Vec::new(),
            _ => self.places(|_, names| names.iter().any(|name| name.contains(bare))),
        };
        match named.is_empty() {
            true => self.places(|paper, _| !is_same(home, paper) && kinds.contains(&paper.kind)),
            false => named,
        }
    }

    fn places(&self, is_meant: impl Fn(&Document, &[String; 2]) -> bool) -> Vec<usize> {
        (0..self.papers.len()).filter(|&at| is_meant(self.papers[at].0, &self.papers[at].1)).collect()
    }
}

/// Papers have no numbers before all are read.
fn is_same(one: &Document, other: &Document) -> bool {
    (&one.id, &one.path) == (&other.id, &other.path)
}

/// «この合意書» in a paper whose title ends so.
fn is_called(home: &Document, words: &str) -> bool {
    let title = fold(home.header.title.as_deref().unwrap_or_default());
    words.strip_prefix("この").or_else(|| words.strip_prefix("本")).is_some_and(|bare| title.contains(bare))
}

/// Whether a unit is an article or stands in it: 第8条第2項 in 第8条, and not 第8条の2.
pub fn lies_in(unit: &str, article: &str) -> bool {
    unit.strip_prefix(article).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit() || next == 'の'))
}
