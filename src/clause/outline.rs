//! The outline of a paper. In: blocks of running text. Out: [`Node`]s, each one unit (article, paragraph, item, table row)
//! with its own words, its citation and its place under chapter, heading and lead-in.

use crate::model::{Block, Paragraph, Table};
use crate::text::{fold, pattern};
use std::ops::Range;

/// What kind of number a unit carries. Levels are found from the order in which kinds first appear below an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// 編, 章, 節.
    Chapter,
    /// 第8条.
    Article,
    /// 第8 without 条.
    Bare,
    /// 附則.
    Supplement,
    /// 別紙, 別表, 別添.
    Annex,
    /// 3.2 or 3-1, with its depth.
    Dotted(u8),
    /// 2 or 2.
    Number,
    /// (2).
    Paren,
    /// ②.
    Circle,
    /// 二.
    Kanji,
    /// イ.
    Kana,
    /// (イ).
    ParenKana,
    /// a or (a).
    Latin,
    /// A dot, a dash, a square.
    Bullet,
    /// ※ or 注.
    Note,
    /// 問1.
    Question,
    /// No number.
    Plain,
}

/// One unit of a paper.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its kind of number.
    pub mark: Mark,
    /// As a lawyer cites it.
    pub unit: String,
    /// The unit above, by index.
    pub parent: Option<usize>,
    /// Heading of the article or section, or of the nearest one above.
    pub heading: Option<String>,
    /// Headings of chapters and sections above, outermost first.
    pub chapters: Vec<String>,
    /// The words letter for letter, lines joined by `\n`.
    pub text: String,
    /// 1-based line.
    pub line: u32,
    /// 1-based page.
    pub page: Option<u32>,
    /// The table this unit is, if it is one.
    pub table: Option<Table>,
    /// Inside 附則.
    pub supplement: bool,
}

pattern!(
    CHAPTER,
    r"^【?第\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4})\s*(編|章|節|款)(?:の\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4}))?】?[\s\u{3000}]*"
);
pattern!(
    ARTICLE,
    r"^[#\s]*第\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4})\s*条(?:\s*の\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4}))?[\s\u{3000}]*"
);
pattern!(ARTICLE_OLD, r"^[#\s]*第\s*([0-9]+\.[0-9]+)\s*条[\s\u{3000}]*");
pattern!(
    BARE,
    r"^第\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,4})(?:の([0-9]{1,3}|[一二三四五六七八九十百]{1,4}))?[\s\u{3000}]+"
);
pattern!(BARE_TIGHT, r"^第\s*([0-9]{1,2})[(]");
pattern!(SUPPLEMENT, r"^附[\s\u{3000}]*則");
pattern!(
    ANNEX,
    r"^[<〈【\[(]?((?:別表|別紙|別添|別記|様式)(?:様式)?[\s\u{3000}]*(?:第?[\s\u{3000}]*[0-9一二三四五六七八九十]{0,3}(?:号)?))[>〉】\])]?(?:[\s\u{3000}(「:]|$)"
);
pattern!(DOTTED, r"^([0-9]{1,2}(?:[.\-][0-9]{1,2}){1,3})\.?(?:[\s\u{3000}]+|[(]|$)");
pattern!(NUMBER, r"^([0-9]{1,3})(?:[.)][\s\u{3000}]*|、|[\s\u{3000}]+)");
pattern!(NUMBER_TITLED, r"^([0-9]{1,2})[(][^()0-9]{1,20}[)]");
pattern!(ARTICLE_IN_BRACKETS, r"^[(]第\s*([0-9]{1,3})条[\s\u{3000}]*([^()]{1,24})[)][\s\u{3000}]*");
pattern!(NUMBER_TIGHT, r"^([0-9]{1,2})(?:甲|乙|丙|当社|弊社|受託者|委託者|受注者|発注者|前項|本|この|次)");
pattern!(PAREN, r"^[(]\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[)][\s\u{3000}]*");
pattern!(PAREN_KANA, r"^[(]\s*([ア-ン])\s*[)][\s\u{3000}]*");
pattern!(PAREN_LATIN, r"^(?:[(]\s*([a-zA-Z]|[ivx]{1,4})\s*[)]|([a-zA-Z])[.)])[\s\u{3000}]*");
pattern!(
    CODE,
    r"^(?:【([A-Z]{0,3}-?[0-9]{1,3})】|([A-Z]{1,3}-?[0-9]{1,3})(?:[\s\u{3000}.]+|:)|§\s*([0-9]{1,3}))[\s\u{3000}]*"
);
pattern!(ROMAN, r"^([IVX]{1,5})[\s\u{3000}.]+");
pattern!(CIRCLE, r"^([①-⑳➀-➉❶-❿])[\s\u{3000}]*");
pattern!(KANJI, r"^([一二三四五六七八九十]{1,3})[\s\u{3000}、.]+");
pattern!(KANA, r"^([ア-ン])[\s\u{3000}.、]+");
pattern!(BULLET, r"^[・◆◇■□▪▫●○◎*\-][\s\u{3000}]*");
pattern!(NOTE, r"^(※\s*[0-9]*|注[\s\u{3000}]*[0-9]*[\s\u{3000}:)]|\(注[0-9]*\))[\s\u{3000}]*");
pattern!(QUESTION, r"^(?:問|Q)[\s\u{3000}]*([0-9]{1,3})[\s\u{3000}.:]*");
pattern!(HEADING, r"^[(【\[]([^()【】]{1,40})[)】\]]$");
pattern!(HEADING_FIRST, r"^[(【]([^()【】]{1,40})[)】][\s\u{3000}]*");
pattern!(
    FURNITURE,
    r"^(?:[-‐\s]*[0-9]{1,4}[-‐\s]*|[0-9]{1,4}\s*/\s*[0-9]{1,4}|[Pp]age\s*:?\s*[0-9]+.*|p\.\s*[0-9]+|社外秘|取扱注意|機密|厳秘|[Cc]onfidential|CONFIDENTIAL)$"
);
pattern!(
    INLINE_FURNITURE,
    r"[\s\u{3000}]+[-‐–－][\s]?[0-9]{1,3}[\s]?[-‐–－](?:[\s\u{3000}]*(?:社外秘|取扱注意|機密|厳秘))?[\s\u{3000}]+"
);

/// The number of a line: its kind, its words in the citation, and the length of the label in bytes of the folded line.
struct Label {
    mark: Mark,
    number: String,
    length: usize,
}

/// Kanji numerals to digits: 二十三 → 23.
pub fn digits(number: &str) -> String {
    if number.is_empty() || number.is_ascii() {
        return number.to_owned();
    }
    let mut total = 0;
    let mut unit = 0;
    for c in number.chars() {
        match c {
            '百' => {
                total += unit.max(1) * 100;
                unit = 0;
            }
            '十' => {
                total += unit.max(1) * 10;
                unit = 0;
            }
            _ => unit = "一二三四五六七八九".chars().position(|d| d == c).map_or(unit, |at| at + 1),
        }
    }
    (total + unit).to_string()
}

fn label(line: &str) -> Option<Label> {
    let made = |mark, number: String, length| Some(Label { mark, number, length });
    if let Some(found) = ARTICLE.captures(line) {
        let mut number = format!("第{}条", digits(&found[1]));
        if let Some(branch) = found.get(2) {
            number.push_str(&format!("の{}", digits(branch.as_str())));
        }
        // 「第8条の規定は」「第8条第2項に」「第3条から第5条まで」 is a citation, not a label.
        let rest = &line[found[0].len()..];
        let cited =
            ["の規定", "の定め", "第", "に", "及び", "から", "、", "又は", "中", "を", "で", "各", "ただし書", "本文"];
        if found[0].ends_with('条') && cited.iter().any(|word| rest.starts_with(word)) || rest.starts_with("の規定")
        {
            return None;
        }
        return made(Mark::Article, number, found[0].len());
    }
    if let Some(found) = ARTICLE_OLD.captures(line) {
        return made(Mark::Article, format!("第{}条", &found[1]), found[0].len());
    }
    if let Some(found) = CHAPTER.captures(line) {
        return made(Mark::Chapter, format!("第{}{}", digits(&found[1]), &found[2]), found[0].len());
    }
    if SUPPLEMENT.is_match(line) && line.chars().count() < 40 && !line.ends_with('。') {
        return made(Mark::Supplement, "附則".to_owned(), line.len());
    }
    if let Some(found) = ANNEX.captures(line)
        && line.chars().count() < 48
        && !line.ends_with('。')
    {
        let name: String = found[1].chars().filter(|c| !c.is_whitespace()).collect();
        return made(Mark::Annex, name, line.len());
    }
    if let Some(found) = BARE.captures(line) {
        return made(Mark::Bare, format!("第{}", digits(&found[1])), found[0].len());
    }
    if let Some(found) = BARE_TIGHT.captures(line) {
        return made(Mark::Bare, format!("第{}", &found[1]), found[0].len() - 1);
    }
    if let Some(found) = DOTTED.captures(line) {
        let depth = found[1].matches(['.', '-']).count() as u8;
        let length = found[0].len() - usize::from(found[0].ends_with('('));
        return made(Mark::Dotted(depth), found[1].replace('-', "."), length);
    }
    if let Some(found) = NOTE.captures(line) {
        return made(Mark::Note, found[1].trim().to_owned(), found[0].len());
    }
    if let Some(found) = QUESTION.captures(line) {
        return made(Mark::Question, format!("問{}", &found[1]), found[0].len());
    }
    if let Some(found) = CODE.captures(line) {
        let code = found.get(1).or(found.get(2)).or(found.get(3)).map_or("", |m| m.as_str());

        return made(if line.starts_with('§') { Mark::Number } else { Mark::Paren }, code.to_owned(), found[0].len());
    }
    if let Some(found) = ROMAN.captures(line) {
        return made(Mark::Number, found[1].to_owned(), found[0].len());
    }
    if let Some(found) = NUMBER.captures(line) {
        return made(Mark::Number, found[1].trim_start_matches('0').to_owned(), found[0].len());
    }
    if let Some(found) = NUMBER_TITLED.captures(line) {
        return made(Mark::Number, found[1].to_owned(), found[1].len());
    }
    if let Some(found) = NUMBER_TIGHT.captures(line) {
        return made(Mark::Number, found[1].to_owned(), found[1].len());
    }
    if let Some(found) = PAREN.captures(line) {
        return made(Mark::Paren, digits(&found[1]), found[0].len());
    }
    if let Some(found) = PAREN_KANA.captures(line) {
        return made(Mark::ParenKana, found[1].to_owned(), found[0].len());
    }
    if let Some(found) = PAREN_LATIN.captures(line) {
        let letter = found.get(1).or(found.get(2)).map_or("", |m| m.as_str());
        return made(Mark::Latin, letter.to_owned(), found[0].len());
    }
    if let Some(found) = CIRCLE.captures(line) {
        let c = found[1].chars().next().unwrap_or('①') as u32;
        let number = [(0x2460, 20), (0x2780, 10), (0x2776, 10)]
            .iter()
            .find(|&&(first, count)| (first..first + count).contains(&c))
            .map_or(0, |&(first, _)| c - first + 1);
        return made(Mark::Circle, number.to_string(), found[0].len());
    }
    if let Some(found) = KANJI.captures(line) {
        return made(Mark::Kanji, digits(&found[1]), found[0].len());
    }
    if let Some(found) = KANA.captures(line) {
        return made(Mark::Kana, found[1].to_owned(), found[0].len());
    }
    if let Some(found) = BULLET.captures(line) {
        return made(Mark::Bullet, "・".to_owned(), found[0].len());
    }
    None
}

/// Cuts running text into units.
pub fn outline(blocks: &[Block]) -> Vec<Node> {
    let mut builder = Builder::default();
    for line in join(blocks) {
        match line {
            Line::Words(paragraph) => builder.words(&paragraph),
            Line::Table(table) => builder.table(table),
        }
    }
    builder.finish()
}

enum Line {
    Words(Paragraph),
    Table(Table),
}

/// Drops page furniture and joins lines that were broken inside a sentence.
fn join(blocks: &[Block]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            *seen.entry(paragraph.text.trim()).or_default() += 1;
        }
    }
    for block in blocks {
        let paragraph = match block {
            Block::Table(table) => {
                lines.push(Line::Table(table.clone()));
                continue;
            }
            Block::Paragraph(paragraph) => paragraph,
        };
        let folded = fold(paragraph.text.trim());
        let words = folded.text.trim();
        if words.is_empty() || FURNITURE.is_match(words) {
            continue;
        }
        let repeated = seen.get(paragraph.text.trim()).copied().unwrap_or(0) >= 3;
        if repeated
            && words.chars().count() < 40
            && !words.ends_with('。')
            && label(words).is_none()
            && !HEADING.is_match(words)
        {
            continue;
        }
        if paragraph.label.is_none()
            && label(words).is_none()
            && !HEADING.is_match(words)
            && let Some(Line::Words(before)) = lines.last_mut()
            && is_broken(&fold(tail(before.text.trim())).text, words)
        {
            before.text.push('\n');
            before.text.push_str(paragraph.text.trim());
            continue;
        }
        let mut paragraph = paragraph.clone();
        if INLINE_FURNITURE.is_match(&paragraph.text) {
            paragraph.text = INLINE_FURNITURE.replace_all(&paragraph.text, "").into_owned();
        }
        lines.push(Line::Words(paragraph));
    }
    lines
}

/// The last letters of a paragraph, enough to see whether it is broken off.
fn tail(text: &str) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(600))..]
}

/// The line before stops inside a sentence that `next` goes on with.
fn is_broken(before: &str, next: &str) -> bool {
    let before = before.trim_end();
    let Some(last) = before.chars().next_back() else { return false };
    if "。」』)】:;!?".contains(last) || before.chars().count() < 8 {
        return false;
    }
    let is_sentence = before.contains('、') || before.contains('を');
    let begins_party = ["甲", "乙", "丙"]
        .iter()
        .any(|party| next.starts_with(party) && next[party.len()..].starts_with([' ', '\u{3000}']));
    is_sentence && !begins_party && !next.starts_with(['※', '|', '〔'])
}

#[derive(Default)]
struct Builder {
    nodes: Vec<Node>,
    /// Open units: mark, number, index of the node.
    stack: Vec<(Mark, String, usize)>,
    chapters: Vec<(char, String)>,
    heading: Option<String>,
    /// A heading on its own line that waits for its article.
    pending: Option<String>,
    supplement: bool,
    annex: Option<String>,
}

impl Builder {
    fn node(&mut self, mark: Mark, unit: String, text: String, line: u32, page: Option<u32>) -> usize {
        let parent = self.stack.last().map(|&(.., index)| index);
        self.nodes.push(Node {
            mark,
            unit,
            parent,
            heading: self.heading.clone(),
            chapters: self.chapters.iter().map(|(_, title)| title.clone()).collect(),
            text,
            line,
            page,
            table: None,
            supplement: self.supplement,
        });
        self.nodes.len() - 1
    }

    /// Citation of a unit with that number below the open units.
    fn cite(&self, mark: Mark, number: &str) -> String {
        let mut unit = String::new();
        let mut under_article = false;
        let parts = self.stack.iter().map(|(mark, number, _)| (*mark, number.as_str())).chain([(mark, number)]);
        for (mark, number) in parts {
            match mark {
                Mark::Chapter | Mark::Plain => {}
                Mark::Article | Mark::Annex | Mark::Supplement => {
                    under_article = mark != Mark::Annex;
                    unit.push_str(number);
                }
                Mark::Bare => {
                    under_article = true;
                    unit.push_str(number);
                }
                Mark::Number if under_article => unit.push_str(&format!("第{number}項")),
                Mark::Paren | Mark::Circle | Mark::Kanji if under_article => unit.push_str(&format!("第{number}号")),
                Mark::Paren | Mark::ParenKana | Mark::Latin => unit.push_str(&format!("({number})")),
                Mark::Dotted(_) => {
                    // the whole number is printed at every level
                    if let Some(at) = unit.rfind(|c: char| !(c.is_ascii_digit() || c == '.')) {
                        unit.truncate(at + unit[at..].chars().next().map_or(0, char::len_utf8));
                    } else {
                        unit.clear();
                    }
                    unit.push_str(number);
                }
                Mark::Number if unit.is_empty() => unit.push_str(number),
                Mark::Number => unit.push_str(&format!(" {number}")),
                _ => unit.push_str(number),
            }
        }
        unit
    }

    fn words(&mut self, paragraph: &Paragraph) {
        let mut original = paragraph.text.trim().to_owned();
        let mut cut = 0;
        if let Some(number) = &paragraph.label {
            cut = number.len() + '\u{3000}'.len_utf8();
            original = format!("{number}\u{3000}{original}");
        }
        // A quoted new wording of an article: 「第6条 乙は、…」
        let quoted = original.starts_with('「') && fold(&original[3..]).text.starts_with('第');
        if quoted {
            original = original['「'.len_utf8()..].trim_end_matches('」').to_owned();
        }
        let _ = cut;
        let folded = fold(&original);
        // (第6条 利用者の登録)会員は、…
        if let Some(found) = ARTICLE_IN_BRACKETS.captures(&folded.text) {
            let rest_at = folded.original(0..found[0].len()).end;
            let (number, title) = (format!("第{}条", &found[1]), found[2].trim().to_owned());
            let rest = original[rest_at..].trim().to_owned();
            self.pending = Some(title);
            self.labelled(Label { mark: Mark::Article, number, length: found[0].len() }, rest, paragraph, quoted);
            return;
        }
        if let Some(found) = HEADING.captures(&folded.text)
            && label(&folded.text).is_none()
        {
            self.pending = Some(found[1].trim().to_owned());
            return;
        }
        let Some(label) = label(&folded.text) else {
            self.plain(original, paragraph, 0);
            return;
        };
        let rest_at = folded.original(0..label.length).end;
        let rest = original[rest_at..].trim().to_owned();
        self.labelled(label, rest, paragraph, quoted);
    }

    /// A line without a number: body of the open unit, or a paragraph of its own.
    fn plain(&mut self, text: String, paragraph: &Paragraph, _at: usize) {
        if let Some(level) = paragraph.heading {
            self.heading = Some(text.clone());
            self.stack.clear();
            let _ = level;
        }
        if let Some(pending) = self.pending.take() {
            // (目的) on its own line without an article: the heading of what follows.
            self.heading = Some(pending);
            if !matches!(self.stack.last(), Some((Mark::Number | Mark::Bare | Mark::Dotted(_), ..))) {
                self.stack.clear();
            }
        }
        if let Some(&(mark, _, index)) = self.stack.last() {
            let last = self.nodes.len() == index + 1;
            let node = &mut self.nodes[index];
            if node.text.is_empty() {
                node.text = text;
                node.line = paragraph.line;
                return;
            }
            let is_title = !is_sentence(&node.text) && !matches!(mark, Mark::Bullet | Mark::Note | Mark::Question);
            if is_title && node.text.chars().count() < 48 && last {
                let title = std::mem::replace(&mut node.text, text);
                node.heading = Some(title.clone());
                node.line = paragraph.line;
                self.heading = Some(title);
                return;
            }
            let unit = node.unit.clone();
            self.node(Mark::Plain, unit, text, paragraph.line, paragraph.page);
            return;
        }
        let unit = self.annex.clone().unwrap_or_default();
        self.node(Mark::Plain, unit, text, paragraph.line, paragraph.page);
    }

    fn labelled(&mut self, label: Label, rest: String, paragraph: &Paragraph, quoted: bool) {
        match label.mark {
            Mark::Chapter => {
                self.stack.clear();
                self.annex = None;
                self.supplement = false;
                self.heading = None;
                let level = label.number.chars().next_back().unwrap_or('章');
                if let Some(at) = self.chapters.iter().position(|&(open, _)| open == level) {
                    self.chapters.truncate(at);
                }
                self.chapters.push((level, rest.trim_matches(['】', ' ', '\u{3000}']).to_owned()));
                self.node(Mark::Chapter, label.number, rest, paragraph.line, paragraph.page);
                return;
            }
            Mark::Supplement => {
                self.stack.clear();
                self.chapters.clear();
                self.supplement = true;
                self.annex = None;
                self.heading = None;
                let index =
                    self.node(Mark::Supplement, label.number.clone(), String::new(), paragraph.line, paragraph.page);
                self.stack.push((Mark::Supplement, label.number, index));
                return;
            }
            Mark::Annex => {
                self.stack.clear();
                self.chapters.clear();
                self.supplement = false;
                self.annex = Some(label.number.clone());
                self.heading = Some(paragraph.text.trim().to_owned());
                let index = self.node(
                    Mark::Annex,
                    label.number.clone(),
                    paragraph.text.trim().to_owned(),
                    paragraph.line,
                    paragraph.page,
                );
                self.stack.push((Mark::Annex, label.number, index));
                return;
            }
            _ => {}
        }
        let top = matches!(label.mark, Mark::Article | Mark::Bare)
            || label.mark == Mark::Number && self.starts_section(&label);
        if top && !quoted {
            self.stack
                .retain(|(mark, ..)| *mark == Mark::Supplement && label.mark == Mark::Number || *mark == Mark::Annex);
            if self.annex.is_none() {
                self.heading = None;
            }
            if label.mark == Mark::Article && self.supplement {
                self.stack.retain(|(mark, ..)| *mark == Mark::Supplement);
            }
        } else if let Some(at) = self.stack.iter().position(|(mark, ..)| same_level(*mark, label.mark)) {
            self.stack.truncate(at);
        } else if matches!(label.mark, Mark::Dotted(_)) {
            let depth = rank(label.mark);
            self.stack.retain(|(mark, ..)| {
                matches!(mark, Mark::Dotted(_) | Mark::Number | Mark::Annex | Mark::Article) && rank(*mark) < depth
            });
        } else if label.mark == Mark::Number {
            // 項 returns to its article
            while matches!(self.stack.last(), Some((mark, ..)) if rank(*mark) > rank(Mark::Number)) {
                self.stack.pop();
            }
        } else if label.mark == Mark::Note {
            self.stack
                .truncate(self.stack.iter().position(|(mark, ..)| *mark == Mark::Note).unwrap_or(self.stack.len()));
        }
        let mut rest = rest;
        if let Some(found) = HEADING_FIRST.captures(&fold(&rest).text)
            && matches!(label.mark, Mark::Article | Mark::Bare | Mark::Number | Mark::Dotted(_))
        {
            let folded = fold(&rest);
            let end = folded.original(0..found[0].len()).end;
            self.heading = Some(found[1].trim().to_owned());
            rest = rest[end..].trim().to_owned();
        } else if let Some(pending) = self.pending.take() {
            self.heading = Some(pending);
        } else if label.mark == Mark::Article && !rest.is_empty() && !is_sentence(&rest) {
            // 第1条 目的, or 第24条 削除
            let mut parts = rest.splitn(2, [' ', '\u{3000}']);
            let (title, body) =
                (parts.next().unwrap_or_default().to_owned(), parts.next().unwrap_or_default().trim().to_owned());
            if title != "削除" {
                self.heading = Some(title);
                rest = body;
            }
        } else if label.mark == Mark::Article
            && let Some((title, body)) = rest.split_once('\u{3000}').or_else(|| rest.split_once(' '))
            && title.chars().count() < 20
            && !title.contains(['、', '。', 'を'])
            && (rest.contains('\u{3000}') || rest.matches(' ').count() == 1)
            && !title.ends_with(['は', 'が', 'に', 'の'])
            && is_sentence(body)
        {
            self.heading = Some(title.to_owned());
            rest = body.trim().to_owned();
        }
        if label.mark != Mark::Article
            && label.mark != Mark::Question
            && let Some((title, body)) = titled(&rest)
        {
            self.heading = Some(title);
            rest = body;
        }
        let unit = self.cite(label.mark, &label.number);
        // 「1 甲は…」 on the first line of an article gives the article its first paragraph.
        let index = self.node(label.mark, unit, rest, paragraph.line, paragraph.page);
        self.stack.push((label.mark, label.number, index));
        // an article with text and then 2: the text is 第1項
        if label.mark == Mark::Number
            && let Some(parent) = self.nodes[index].parent
            && self.nodes[parent].mark == Mark::Article
            && !self.nodes[parent].text.is_empty()
            && !self.nodes[parent].unit.ends_with('項')
        {
            let first = format!("{}第1項", self.nodes[parent].unit);
            self.nodes[parent].unit = first;
        }
    }

    /// A number that opens a section of its own: there are no articles, or we are past them.
    fn starts_section(&self, label: &Label) -> bool {
        if self.stack.iter().any(|(mark, ..)| matches!(mark, Mark::Article | Mark::Bare)) {
            return false;
        }
        // below dotted or bracket numbers a plain number is an item only when it restarts at 1 inside an open item
        let inside_item = self.stack.iter().any(|(mark, ..)| matches!(mark, Mark::Paren | Mark::Dotted(_)))
            && label.number == "1"
            && !self.stack.iter().any(|(mark, ..)| *mark == Mark::Number);
        !inside_item
    }

    fn table(&mut self, table: Table) {
        let unit = self
            .stack
            .last()
            .map(|&(.., index)| self.nodes[index].unit.clone())
            .or_else(|| self.annex.clone())
            .unwrap_or_default();
        let (line, page) = (table.line, table.page);
        let index = self.node(Mark::Plain, unit, String::new(), line, page);
        self.nodes[index].table = Some(table);
    }

    fn finish(mut self) -> Vec<Node> {
        // A short title with units below it is a heading, not a claim.
        let parents: std::collections::BTreeSet<usize> = self.nodes.iter().filter_map(|node| node.parent).collect();
        for index in parents {
            let node = &self.nodes[index];
            let words = fold(&node.text).text;
            let is_lead = words.contains('次') || words.contains("以下") || words.contains("下記");
            if matches!(
                node.mark,
                Mark::Number | Mark::Dotted(_) | Mark::Bare | Mark::Paren | Mark::Article | Mark::Kanji | Mark::Circle
            ) && !words.is_empty()
                && !is_sentence(&words)
                && !is_lead
                && words.chars().count() < 48
            {
                let title = node.text.clone();
                let above = self.nodes[index].heading.replace(title.clone());
                self.nodes[index].text.clear();
                // what had the heading above has this nearer one now; what stands below a unit follows it without a gap
                for child in &mut self.nodes[index + 1..] {
                    if child.parent.is_none_or(|parent| parent < index) {
                        break;
                    }
                    if child.heading == above {
                        child.heading = Some(title.clone());
                    }
                }
            }
        }
        self.nodes
    }
}

/// 「監視 院内SOCは、…」「可用性:月間…」: a short title and what follows it, in one line.
fn titled(rest: &str) -> Option<(String, String)> {
    let folded = fold(rest);
    let at = folded.text.find([':', ' ', '\u{3000}'])?;
    let (title, body) = (&folded.text[..at], folded.text[at..].trim_start_matches([':', ' ', '\u{3000}']));
    let colon = folded.text[at..].trim_start().starts_with(':');
    let is_title = (2..=14).contains(&title.chars().count())
        && !title.contains(['、', '。', 'を', '「', '(', '%'])
        && !title.ends_with(['は', 'が', 'に', 'の', 'で', 'と', 'も', 'へ'])
        && !title.is_ascii();
    // a gap inside damaged words is no border between title and body
    let is_body = colon && !body.is_empty() || is_sentence(body) && folded.text.matches([' ', '\u{3000}']).count() == 1;
    let defines = ["をいう", "をいいます", "を指す", "を指します", "のこと", "である"]
        .iter()
        .any(|end| body.trim_end_matches('。').ends_with(end));
    if !is_title || !is_body || defines {
        return None;
    }
    let from = folded.original(folded.text.len() - body.len()..folded.text.len()).start;
    Some((rest[..folded.original(0..at).end].trim().to_owned(), rest[from..].trim().to_owned()))
}

fn rank(mark: Mark) -> u8 {
    match mark {
        Mark::Chapter | Mark::Supplement | Mark::Annex => 0,
        Mark::Article | Mark::Bare => 1,
        Mark::Number => 2,
        Mark::Dotted(depth) => 2 + depth,
        Mark::Question => 3,
        Mark::Paren | Mark::Kanji | Mark::Circle => 6,
        Mark::Kana | Mark::ParenKana | Mark::Latin => 7,
        Mark::Bullet | Mark::Note | Mark::Plain => 8,
    }
}

fn same_level(a: Mark, b: Mark) -> bool {
    a == b
}

/// The words are a sentence, not a title.
pub fn is_sentence(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with('。')
        || text.ends_with(['と', 'は', '、'])
        || text.contains("は、")
        || text.contains('。') && !text.ends_with(')')
        || text.ends_with("こと")
        || text.ends_with("する")
        || text.ends_with("ます")
}

/// Longest sentence that is read as one, in bytes (a thousand Japanese letters). What is longer is no sentence of a
/// contract but a broken file; reading it in pieces keeps the time in step with its length.
const LONGEST: usize = 3_000;

/// Sentences of a text: cut at 。 outside brackets, and in very long ones at 、. Ranges are bytes.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '(' | '「' | '『' | '【' => depth += 1,
            ')' | '」' | '』' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let length = end - start;
        if c == '。' && depth == 0 || length > LONGEST && "、。".contains(c) || length > 2 * LONGEST {
            found.push(start..end);
            start = end;
            depth = 0;
        }
    }
    if !text[start..].trim().is_empty() {
        found.push(start..text.len());
    }
    found
}
