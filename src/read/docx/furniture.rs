//! Headers and footers in, a notice out where they hold words that may settle something: a sentence, the system or the
//! edition, «案» over every page. Names of papers and firms and numbers of pages are furniture and say nothing.

use quick_xml::events::Event;

use crate::model::{Block, Notice, Place};
use crate::read::xml::{Xml, attribute};
use crate::text::{fold, pattern};

/// Words that are shown.
const SHOWN: usize = 5;
/// Letters that are shown of each.
const LETTERS: usize = 60;

pattern!(
    /// Words that may change what the paper says or whether it holds.
    WEIGHTY,
    r"。|(?:する|します|こと|ない|ません|である|です|ます)$|^[(\[【]?(?:素|原)?案[)\]】]?$|[(\[【](?:素|原)?案[)\]】]|見本|サンプル|ドラフト|[Dd][Rr][Aa][Ff][Tt]|[Ss][Aa][Mm][Pp][Ll][Ee]|下書|未確定|確定前|協議中|検討中|失効|廃止|旧版|無効|第[0-9.]+版|版$|(?:[Vv][Ee][Rr]|[Rr][Ee][Vv])[. ]*[0-9]|改[訂定]|対象|適用|システム"
);
pattern!(
    /// Names of firms, whatever words they hold.
    FIRM,
    r"[^\s:]*(?:株式会社|有限会社|合同会社|\(株\))[^\s:。]*"
);

/// What stands around the text of every page.
#[derive(Debug, Default)]
pub struct Furniture {
    /// Paragraphs, in the order of the parts.
    words: Vec<String>,
    /// Words in tables and letters laid across the page.
    others: Vec<String>,
}

impl Furniture {
    /// Takes a header or footer: its letters, and what was read in them.
    pub fn take(&mut self, text: &str, blocks: Vec<Block>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => keep(&mut self.words, &paragraph.text),
                Block::Table(table) => {
                    table.rows.iter().flatten().for_each(|cell| keep(&mut self.others, &cell.text));
                }
            }
        }
        across(text).iter().for_each(|words| keep(&mut self.others, words));
    }

    /// The words that may name the paper.
    pub fn title(&self) -> Option<&str> {
        self.words.iter().map(String::as_str).find(|words| (3..=60).contains(&words.chars().count()))
    }

    /// The notice, for a paper that reads so.
    pub fn notice(&self, blocks: &[Block]) -> Option<Notice> {
        let body: String = blocks.iter().map(|block| bare(&text_of(block))).collect();
        let is_news = |words: &&String| {
            let firmless = fold(words).text;
            let firmless = FIRM.replace_all(firmless.trim(), "");
            WEIGHTY.is_match(&firmless) && !body.contains(&bare(words))
        };
        let news: Vec<&String> = self.words.iter().chain(&self.others).filter(is_news).collect();
        if news.is_empty() {
            return None;
        }
        let shown: String = news.iter().take(SHOWN).map(|words| format!("「{}」", cut(words))).collect();
        let more = if news.len() > SHOWN { format!("ほか{}か所", news.len() - SHOWN) } else { String::new() };
        let message = format!(
            "各ページの上下(ヘッダー・フッター)に{shown}{more}とあり、本文としては読んでいません。取決め、対象のシステム又は版に関わる言葉であれば本文に書き入れ、案や見本であれば確定した文書に入れ替えてください。"
        );
        Some(Notice::new(Place::default(), message))
    }
}

fn keep(all: &mut Vec<String>, words: &str) {
    let words = words.trim();
    if words.chars().any(char::is_alphabetic) && !all.iter().any(|known| known == words) {
        all.push(words.to_owned());
    }
}

/// Letters that Word lays across every page.
fn across(text: &str) -> Vec<String> {
    let mut xml = Xml::new(text);
    let mut found = Vec::new();
    while let Ok(event) = xml.next() {
        match event {
            Event::Eof => break,
            Event::Start(start) if start.local_name().as_ref() == "textpath" => {
                found.extend(attribute(&start, "string").map(|words| words.into_owned()));
            }
            _ => {}
        }
    }
    found
}

fn text_of(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.as_str()).collect(),
    }
}

/// Words without blanks, in letters of one width.
fn bare(words: &str) -> String {
    fold(words).text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The first letters, in one line.
fn cut(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LETTERS { words } else { words.chars().take(LETTERS).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paragraph;

    #[test]
    fn only_words_that_may_settle_something_are_told() {
        let block = |text: &str| Block::Paragraph(Paragraph { text: text.to_owned(), ..Paragraph::default() });
        let told = |words: &str| {
            let mut around = Furniture::default();
            around.take("", vec![block(words)]);
            around.notice(&[block("電子カルテシステム 保守契約書"), block("第1条 甲は、行う。")]).is_some()
        };
        for words in [
            "本書は、契約書に優先する。",
            "案",
            "（案）",
            "保守契約書(案)",
            "見本",
            "DRAFT",
            "第1.2版",
            "Ver.2.0",
            "対象：部門システム",
            "放射線情報システム",
            "別紙の作業は乙が実施すること",
        ] {
            assert!(told(words), "{words}");
        }
        for words in [
            "架空システム株式会社",
            "株式会社架空システムズ　営業部",
            "社外秘",
            "保守契約書",
            "電子カルテシステム保守契約書",
            "1 / 3 ページ",
            "文書番号 KS-001",
            "2026年6月1日",
        ] {
            assert!(!told(words), "{words}");
        }
    }

    #[test]
    fn letters_across_the_page_are_seen() {
        let text =
            "<w:hdr><w:p><w:r><w:pict><v:shape><v:textpath string=\"案\"/></v:shape></w:pict></w:r></w:p></w:hdr>";
        let mut around = Furniture::default();
        around.take(text, Vec::new());
        assert!(around.notice(&[]).is_some_and(|notice| notice.message.contains("「案」")));
        assert_eq!(around.title(), None);
    }
}
