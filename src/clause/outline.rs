//! The outline of a paper. In: blocks of running text. Out: [`Node`]s, each one unit (article, paragraph, item, table row)
//! with its own words, its citation and its place under chapter, heading and lead-in.

use super::cut::is_sentence;
use super::label::{Label, Mark, label};
use super::lines::{HEADING, is_of_another, join};
use super::notes::Line;
use super::titles::{heading_marks, is_remark, sections, titled};
use crate::model::{Block, Paragraph, Table};
use crate::text::{fold, pattern};

pattern!(ARTICLE_IN_BRACKETS, r"^[(]第\s*([0-9]{1,3})条[\s\u{3000}]*([^()]{1,24})[)][\s\u{3000}]*");
pattern!(HEADING_FIRST, r"^[(【]([^()【】]{1,40})[)】][\s\u{3000}]*");

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
    /// The heading is the unit's own, from the same line: 監視:毎日.
    pub titled: bool,
}

/// Cuts running text into units.
pub fn outline(blocks: &[Block]) -> Vec<Node> {
    let lines = join(blocks);
    let sections = sections(&lines);
    let mut builder = Builder { headings: heading_marks(&lines), ..Builder::default() };
    for (line, is_section) in lines.into_iter().zip(sections) {
        builder.is_section = is_section;
        match line {
            Line::Words(paragraph) => builder.words(&paragraph),
            Line::Table(table) => builder.table(table),
        }
    }
    builder.finish()
}

/// A heading that names a side and its work: 受託者の責務, 当院が行うこと.
fn says_whose(heading: &str) -> bool {
    const WORK: [&str; 9] = ["責務", "義務", "役割", "業務", "作業", "事項", "分担", "こと", "もの"];
    let end = WORK.iter().find_map(|work| heading.strip_suffix(work));
    end.is_some_and(|whose| whose.ends_with(['の', 'が', 'う', 'る', 'す']))
}

/// A short line that heads a list of work: 利用者の実施事項, 提供者が実施しない事項.
fn heads_work(line: &str) -> bool {
    const LONGEST: usize = 24;
    let bare = line.rfind(['(', '（']).filter(|_| line.ends_with([')', '）'])).map_or(line, |at| &line[..at]);
    line.chars().count() <= LONGEST
        && ["事項", "こと", "もの", "作業", "業務", "範囲", "分担"].iter().any(|end| bare.ends_with(end))
}

/// The form of a body, which stands before its name: 第1条 学校法人 みほん学園は.
fn names_form(title: &str) -> bool {
    ["法人", "会社", "組合", "社団", "財団", "連合会", "企業団", "センター"].iter().any(|form| title.ends_with(form))
}

#[derive(Default)]
struct Builder {
    /// Marks that begin headings here.
    headings: Vec<char>,
    /// The line is the title of a section.
    is_section: bool,
    nodes: Vec<Node>,
    /// Open units: mark, number, index of the node.
    stack: Vec<(Mark, String, usize)>,
    chapters: Vec<(char, String)>,
    heading: Option<String>,
    /// A heading on its own line that waits for its article.
    pending: Option<String>,
    supplement: bool,
    annex: Option<String>,
    /// The heading before the item that brought its own on its line, and the mark of that item.
    untitled: Option<(Mark, Option<String>)>,
    /// The heading stood on a line of its own over numbers and says whose they are: (当院の責務) 5 … 6 …
    heads_numbers: bool,
    /// The open annex has no number and a title of its own below it: 別記, 個人情報取扱特記事項.
    own_title: bool,
    /// The marks by which the open article numbers its paragraphs: ② or (2) after an unnumbered first one.
    paragraphs: Option<Mark>,
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
            titled: false,
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
                    // 特記事項の第2: a paper of its own behind 別記 counts by itself
                    if self.own_title {
                        unit.clear();
                    }
                    unit.push_str(number);
                }
                Mark::Number if under_article => unit.push_str(&format!("第{number}項")),
                Mark::Paren | Mark::Circle | Mark::Kanji if under_article => unit.push_str(&format!("第{number}号")),
                Mark::Paren | Mark::ParenKana | Mark::Latin => unit.push_str(&format!("({number})")),
                Mark::Dotted(_) => {
                    // the whole number is printed at every level
                    if let Some(at) = unit.rfind(|c: char| !(c.is_ascii_digit() || ".-".contains(c))) {
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
        // A footnote stands beside the unit that refers to it, a text box beside the one that holds it, and what follows
        // goes on as if they were not there.
        let is_beside =
            |label: &&str| label.trim_start_matches("文末").starts_with('注') || label.starts_with("テキストボックス");
        if let Some(number) = paragraph.label.as_deref().filter(is_beside) {
            let unit = self.cite(Mark::Note, number);
            self.node(Mark::Note, unit, original, paragraph.line, paragraph.page);
            return;
        }
        if let Some(number) = &paragraph.label {
            original = format!("{number}\u{3000}{original}");
        }
        // A quoted new wording of an article: 「第6条 乙は、…」
        let quoted = original.starts_with('「') && fold(&original[3..]).text.starts_with('第');
        if quoted {
            original = original['「'.len_utf8()..].trim_end_matches('」').to_owned();
        }
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
        // (演習) 第6条 情報部は、… on one line
        pattern!(
            HEADED_ARTICLE,
            needs[["条"], ["("]],
            r"^(\(([\p{Han}\p{Katakana}ぁ-んー・]{2,24})\)[\s\u{3000}]*)第\s*(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})\s*条"
        );
        if let Some(found) = HEADED_ARTICLE.captures(&folded.text)
            && let Some(head) = found.get(1)
            && label(&folded.text[head.end()..]).is_some_and(|label| label.mark == Mark::Article)
        {
            let rest_at = folded.original(0..head.end()).end;
            self.pending = Some(found[2].trim().to_owned());
            let article = Paragraph { text: original[rest_at..].trim().to_owned(), label: None, ..paragraph.clone() };
            self.words(&article);
            return;
        }
        if let Some(mark) = original.chars().next().filter(|mark| self.headings.contains(mark) && !is_remark(&original))
        {
            self.stack.clear();
            self.pending = Some(original[mark.len_utf8()..].trim().to_owned());
            return;
        }
        let Some(label) = label(&folded.text) else {
            self.plain(original, paragraph);
            return;
        };
        let rest_at = folded.original(0..label.length).end;
        let rest = original[rest_at..].trim().to_owned();
        self.labelled(label, rest, paragraph, quoted);
    }

    /// A line without a number: body of the open unit, or a paragraph of its own.
    fn plain(&mut self, text: String, paragraph: &Paragraph) {
        if paragraph.heading.is_some() {
            self.heading = Some(text.clone());
            self.stack.clear();
        }
        if let Some(pending) = self.pending.take() {
            // (目的) on its own line without an article: the heading of what follows.
            self.heading = Some(pending);
            if !matches!(self.stack.last(), Some((Mark::Number | Mark::Bare | Mark::Dotted(_), ..))) {
                self.stack.clear();
            }
        }
        if self.opens_paper(&text) {
            self.stack.clear();
            self.chapters.clear();
            (self.heading, self.annex, self.supplement) = (None, None, false);
            self.node(Mark::Plain, String::new(), text, paragraph.line, paragraph.page);
            return;
        }
        if text.contains("備考") && is_of_another(&fold(&text).text) {
            self.stack.clear();
        }
        if let Some(&(mark, _, index)) = self.stack.last() {
            let last = self.nodes.len() == index + 1;
            let is_member = index.checked_sub(1).is_some_and(|before| {
                let before = &self.nodes[before];
                before.mark == mark && !before.text.is_empty() && !is_sentence(&before.text)
            });
            let node = &mut self.nodes[index];
            if mark == Mark::Annex && last && node.unit == "別記" && !node.text.contains("関係") && !is_sentence(&text)
            {
                self.own_title = true;
            }
            if node.text.is_empty() {
                node.text = text;
                node.line = paragraph.line;
                return;
            }
            // a noun behind other nouns of its list: what follows speaks of something else
            let is_member =
                matches!(mark, Mark::Paren | Mark::Circle | Mark::Kana | Mark::ParenKana | Mark::Latin) && is_member;
            let is_title =
                !is_member && !is_sentence(&node.text) && !matches!(mark, Mark::Bullet | Mark::Note | Mark::Question);
            // 別紙1 保守業務仕様書, and below it a sentence of that paper
            let is_title = is_title && !(mark == Mark::Annex && is_sentence(&text));
            if is_title && node.text.chars().count() < 48 && last {
                let title = std::mem::replace(&mut node.text, text);
                node.heading = Some(title.clone());
                node.line = paragraph.line;
                self.heading = Some(title);
                return;
            }
            // behind the last item «B 利用者の実施事項» heads the next list
            if is_member && (is_sentence(&text) || heads_work(&text)) {
                self.stack.pop();
            }
        }
        let above = self.stack.last().map(|&(.., index)| self.nodes[index].unit.clone());
        let unit = above.or_else(|| self.annex.clone()).unwrap_or_default();
        self.node(Mark::Plain, unit, text, paragraph.line, paragraph.page);
    }

    /// 保守業務 仕様書 behind the last article: the title of a paper that counts its own numbers.
    fn opens_paper(&self, text: &str) -> bool {
        pattern!(
            TITLE,
            r"^[^。、「」:はがをに]{2,40}(?:仕様書|要求仕様書|作業要領|サービスレベル合意書|サービスレベル定義書)$"
        );
        const ARTICLES: usize = 3;
        self.annex.is_none()
            && self.stack.first().is_some_and(|(mark, ..)| *mark == Mark::Article)
            && TITLE.is_match(fold(text.trim()).text.trim())
            && self.nodes.iter().filter(|node| node.mark == Mark::Article).count() >= ARTICLES
    }

    fn labelled(&mut self, label: Label, rest: String, paragraph: &Paragraph, quoted: bool) {
        let mut label = label;
        if self.is_section && label.mark == Mark::Number {
            label.mark = Mark::Chapter;
        }
        match label.mark {
            Mark::Chapter => {
                self.stack.clear();
                self.annex = None;
                self.supplement = false;
                self.heading = None;
                let level = label.number.chars().next_back().filter(|level| !level.is_ascii_digit()).unwrap_or('章');
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
                self.own_title = false;
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
        if matches!(label.mark, Mark::Article | Mark::Bare) {
            self.paragraphs = None;
        } else if self.numbers_paragraphs(&label) {
            self.paragraphs = Some(label.mark);
        }
        if self.paragraphs == Some(label.mark) {
            label.mark = Mark::Number;
        }
        let top = matches!(label.mark, Mark::Article | Mark::Bare)
            || label.mark == Mark::Number && self.starts_section(&label);
        if top && !quoted {
            self.stack
                .retain(|(mark, ..)| *mark == Mark::Supplement && label.mark == Mark::Number || *mark == Mark::Annex);
            // behind sentences a bare noun is a heading of its own
            let is_heading = !is_sentence(&rest) && self.nodes.last().is_some_and(|before| is_sentence(&before.text));
            let goes_on = label.mark == Mark::Number && label.number != "1" && self.heads_numbers && !is_heading;
            if self.annex.is_none() && !goes_on {
                self.heading = None;
            }
            self.heads_numbers &= goes_on;
            if label.mark == Mark::Article && self.supplement {
                self.stack.retain(|(mark, ..)| *mark == Mark::Supplement);
            }
        } else if let Some(at) = self.stack.iter().position(|(mark, ..)| *mark == label.mark) {
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
            self.heads_numbers = label.mark == Mark::Number && says_whose(&pending);
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
            && !names_form(title)
            && !title.contains(['、', '。', 'を'])
            && (rest.contains('\u{3000}') || rest.matches(' ').count() == 1)
            && !title.ends_with(['は', 'が', 'に', 'の'])
            && is_sentence(body)
        {
            self.heading = Some(title.to_owned());
            rest = body.trim().to_owned();
        }
        // 照会3 保守用のID: what the answer below speaks of
        // 問3 …を用いますか。 → いいえ(次の版で搭載する予定): a question that is answered on its line
        let is_asked = ["か。", "か?", "か？", "か →", "か→"].iter().any(|asked| rest.contains(asked));
        if label.mark == Mark::Question
            && !rest.is_empty()
            && !is_asked
            && !is_sentence(&rest)
            && !rest.ends_with(['か', '？', '?'])
        {
            self.heading = Some(rest.clone());
        }
        // (1) 監視:毎日 (2) 作業を記録する: the title of one item is not that of the next
        if self.untitled.as_ref().is_some_and(|(mark, _)| rank(*mark) >= rank(label.mark))
            && let Some((mark, above)) = self.untitled.take()
            && mark == label.mark
            && self.pending.is_none()
        {
            self.heading = above;
        }
        let own = (label.mark != Mark::Article && label.mark != Mark::Question).then(|| titled(&rest)).flatten();
        let is_titled = own.is_some();
        if let Some((title, body)) = own {
            self.untitled = Some((label.mark, self.heading.clone()));
            self.heading = Some(title);
            rest = body;
        }
        let unit = self.cite(label.mark, &label.number);
        // 「1 甲は…」 on the first line of an article gives the article its first paragraph.
        let index = self.node(label.mark, unit, rest, paragraph.line, paragraph.page);
        self.nodes[index].titled = is_titled;
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

    /// ② after the unnumbered first paragraph of an article, or ① where an article begins: no item of a list.
    fn numbers_paragraphs(&self, label: &Label) -> bool {
        let Some(&(Mark::Article, _, article)) = self.stack.last() else { return false };
        let text = self.nodes[article].text.trim_end();
        match (label.mark, label.number.as_str()) {
            (Mark::Circle | Mark::Paren, "2") => text.ends_with('。'),
            (Mark::Circle, "1") => text.is_empty(),
            _ => false,
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
