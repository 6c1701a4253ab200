//! Titles: lines that head what follows, and short titles at the beginning of a line. In: lines. Out: marks and words of titles.

use super::cut::is_sentence;
use super::label::{Label, Mark, label};
use super::notes::Line;
use crate::text::fold;

/// Marks with which this paper begins its headings: ■ before short titles, never two in a row.
pub(super) fn heading_marks(lines: &[Line]) -> Vec<char> {
    const MARKS: [char; 12] = ['■', '◆', '●', '□', '◇', '○', '◎', '▪', '▼', '▶', '★', '◯'];
    let begins = |line: &Line| match line {
        Line::Words(paragraph) if paragraph.label.is_none() => paragraph.text.trim().chars().next(),
        _ => None,
    };
    let is_item = |line: &Line| match line {
        Line::Words(paragraph) => label(&fold(paragraph.text.trim()).text).is_some(),
        Line::Table(_) => true,
    };
    let is_title = |at: usize| match &lines[at] {
        Line::Words(paragraph) => {
            let words = fold(paragraph.text.trim()).text;
            // 「■ 次のものはサポートに含まれません。」 heads the list below it, too
            let heads_list = heads_list(&words);
            // 「■当店が行うこと」 too
            let bare = words.rfind('(').filter(|_| words.ends_with(')')).map_or(words.as_str(), |at| &words[..at]);
            let heads_items =
                ["こと", "もの", "事項", "業務", "作業", "部分", "範囲"].iter().any(|end| bare.ends_with(end))
                    && lines.get(at + 1).is_some_and(is_item);
            (!is_sentence(&words) || heads_list || heads_items) && !words.contains(':') && words.chars().count() <= 32
        }
        Line::Table(_) => false,
    };
    let marks = MARKS.iter().copied().filter(|mark| {
        let mut places = (0..lines.len()).filter(|&at| begins(&lines[at]) == Some(*mark)).peekable();
        // 「■ 当社は、…します。」 with no list below it is a sentence beside the titles
        let is_remark = |at: usize| match &lines[at] {
            Line::Words(paragraph) => {
                let is_list = |next: &Line| is_item(next) && begins(next) != Some(*mark);
                is_remark(&paragraph.text) && !lines.get(at + 1).is_some_and(is_list)
            }
            Line::Table(_) => false,
        };
        let heads = |at: usize| is_title(at) && lines.get(at + 1).is_some_and(|next| begins(next) != Some(*mark));
        let titles = places.clone().filter(|&at| heads(at)).count();
        places.peek().is_some_and(|&first| first > 0)
            && titles >= 2.min(places.clone().count())
            && places.all(|at| heads(at) || titles >= 2 && is_remark(at))
    });
    marks.collect()
}

/// The line is a sentence that heads no list.
pub(super) fn is_remark(line: &str) -> bool {
    let words = fold(line.trim()).text;
    words.ends_with('。') && is_sentence(&words) && !heads_list(&words)
}

fn heads_list(words: &str) -> bool {
    ["次の", "以下の", "下記の"].iter().any(|lead| words.contains(lead))
}

/// Longest title of a section, in letters.
const LONGEST: usize = 24;

/// For each line, whether it is a number with a short title that stands over articles («4　困ったときの対応» before 第22条): a
/// section of its own, and no paragraph of the article before it.
pub(super) fn sections(lines: &[Line]) -> Vec<bool> {
    let words = |at: usize| match lines.get(at) {
        Some(Line::Words(paragraph)) => Some(fold(paragraph.text.trim()).text),
        _ => None,
    };
    let begins_article = |at: usize| {
        let mark = |at: usize| words(at).and_then(|words| label(&words)).map(|label| label.mark);
        let is_heading = words(at).is_some_and(|words| words.starts_with('(') && words.ends_with(')'));
        mark(at) == Some(Mark::Article) || is_heading && mark(at + 1) == Some(Mark::Article)
    };
    let number = |at: usize| words(at).and_then(|words| label(&words)).filter(|label| label.mark == Mark::Number);
    // the last noun of a list stands over the next article too, and so does the only one of a list in an article
    let is_roman = |label: &Label| label.number.starts_with(['I', 'V', 'X']);
    let goes_on = |at: usize, found: &Label| {
        let before = at.checked_sub(1).and_then(number);
        before.is_some_and(|before| is_roman(&before) == is_roman(found))
    };
    let first_article = (0..lines.len()).find(|&at| begins_article(at)).unwrap_or(lines.len());
    let is_section = |at: usize| {
        let Some(words) = words(at) else { return false };
        let Some(found) = number(at).filter(|found| !goes_on(at, found) && (found.number != "1" || at < first_article))
        else {
            return false;
        };
        let title = words[found.length..].trim();
        !title.is_empty() && title.chars().count() <= LONGEST && !is_sentence(title) && begins_article(at + 1)
    };
    (0..lines.len()).map(is_section).collect()
}

/// 「監視 院内SOCは、…」「可用性:月間…」: a short title and what follows it, in one line.
pub(super) fn titled(rest: &str) -> Option<(String, String)> {
    let folded = fold(rest);
    let at = folded.text.find([':', ' ', '\u{3000}'])?;
    let (title, body) = (&folded.text[..at], folded.text[at..].trim_start_matches([':', ' ', '\u{3000}']));
    let colon = folded.text[at..].trim_start().starts_with(':');
    // お客様側で実施していただく事項 画面のロック
    let heads = ["事項", "作業", "業務"].iter().any(|end| title.ends_with(end))
        && ["で", "が", "の", "側"].iter().any(|whose| title.contains(whose));
    let longest = if heads { 24 } else { 14 };
    let is_title = (2..=longest).contains(&title.chars().count())
        && !title.contains(['、', '。', 'を', '「', '(', '%'])
        && !title.ends_with(['は', 'が', 'に', 'の', 'で', 'と', 'も', 'へ'])
        && !["法人", "会社", "組合", "社団", "財団"].iter().any(|form| title.ends_with(form))
        && !title.is_ascii();
    // a gap inside damaged words is no border between title and body
    let is_body = colon && !body.is_empty()
        || (heads && !body.is_empty() || is_sentence(body)) && folded.text.matches([' ', '\u{3000}']).count() == 1;
    let defines = ["をいう", "をいいます", "を指す", "を指します", "のこと", "である"]
        .iter()
        .any(|end| body.trim_end_matches('。').ends_with(end));
    if !is_title || !is_body || defines {
        return None;
    }
    let from = folded.original(folded.text.len() - body.len()..folded.text.len()).start;
    Some((rest[..folded.original(0..at).end].trim().to_owned(), rest[from..].trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paragraph;

    #[test]
    fn a_number_with_a_title_over_articles_is_a_section_and_the_last_item_of_a_list_is_none() {
        let lines = |text: &str| {
            let line = |text: &str| Line::Words(Paragraph { text: text.to_owned(), ..Paragraph::default() });
            text.split('/').map(line).collect::<Vec<_>>()
        };
        let found = |text: &str| sections(&lines(text)).iter().position(|is_section| *is_section);
        assert_eq!(found("第3条 院長は、記録を残す。/4　困ったとき/第4条 院長は、連絡先を貼る。"), Some(1));
        assert_eq!(found("第3条 院長は、記録を残す。/4　困ったとき/(連絡)/第4条 院長は、連絡先を貼る。"), Some(1));
        assert_eq!(found("第3条 乙は、次の業務を行う。/1 監視/2 点検/第4条 乙は、報告する。"), None);
        assert_eq!(found("規程/1　総則/第1条 院長は、記録を残す。"), Some(1));
        assert_eq!(found("第3条 乙は、次の業務を行う。/1 監視/第4条 乙は、報告する。"), None);
        assert_eq!(found("第3条 院長は、記録を残す。/2 院長は、これを点検する。/第4条 院長は、連絡先を貼る。"), None);
    }
}
