//! Lines as they were meant: page furniture dropped, and lines joined that were broken inside a sentence.

use super::answer::answer;
use super::label::{Mark, label};
use super::notes::{self, Line};
use crate::model::{Block, Paragraph};
use crate::text::{fold, pattern};

pattern!(pub(super) HEADING, r"^[(【\[]([^()【】]{1,40})[)】\]]$");
pattern!(
    FURNITURE,
    r"^(?:[-‐\s]*[0-9]{1,4}[-‐\s]*|[0-9]{1,4}\s*/\s*[0-9]{1,4}|[Pp]age\s*:?\s*[0-9]+.*|p\.\s*[0-9]+|社外秘|取扱注意|機密|厳秘|[Cc]onfidential|CONFIDENTIAL)$"
);
pattern!(GOES_ON, r"^(?:[、。を]|[はがにも]、)");
pattern!(
    INLINE_FURNITURE,
    r"[\s\u{3000}]+[-‐–－][\s]?[0-9]{1,3}[\s]?[-‐–－](?:[\s\u{3000}]*(?:社外秘|取扱注意|機密|厳秘))?[\s\u{3000}]+"
);

/// Drops page furniture and joins lines that were broken inside a sentence.
pub(super) fn join(blocks: &[Block]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            *seen.entry(paragraph.text.trim()).or_default() += 1;
        }
    }
    for (at, block) in blocks.iter().enumerate() {
        let paragraph = match block {
            Block::Table(table) => {
                lines.push(Line::Table(table.clone()));
                continue;
            }
            Block::Paragraph(paragraph) => paragraph,
        };
        let folded = fold(paragraph.text.trim());
        let words = folded.text.trim();
        if words.is_empty() || FURNITURE.is_match(words) || is_page_head(blocks, at) {
            continue;
        }
        let repeated = seen.get(paragraph.text.trim()).copied().unwrap_or(0) >= 3;
        if repeated
            && words.chars().count() < 40
            && !words.ends_with('。')
            && label(words).is_none()
            && !HEADING.is_match(words)
            // 回答 はい, answered so to many questions
            && answer(words).is_none()
        {
            continue;
        }
        if paragraph.label.is_none()
            && label(words).is_none()
            && let Some(at) = notes::before(&lines, |before| goes_on(before, words))
            && let Some(Line::Words(before)) = lines.get_mut(at)
        {
            // The sentence goes on below the footnote.
            before.text.push('\n');
            before.text.push_str(paragraph.text.trim());
            continue;
        }
        if let Some(note) = notes::of(paragraph, &folded)
            && notes::interrupts(&lines, |before| goes_on(before, "を"))
        {
            lines.push(Line::Words(note));
            continue;
        }
        if paragraph.label.is_none()
            && label(words).is_none()
            && !HEADING.is_match(words)
            && let Some(Line::Words(before)) = lines.last_mut()
            && is_broken(&fold(tail(before.text.trim())).text, words)
            && !leaves_list(&before.text, words)
        {
            if !is_inside_word(&before.text, words) {
                before.text.push('\n');
            }
            before.text.push_str(paragraph.text.trim());
            continue;
        }
        if paragraph.label.is_none()
            && let Some(parts) = inline_list(paragraph.text.trim())
                .or_else(|| inline_bullets(paragraph.text.trim()))
                .or_else(|| inline_paragraphs(paragraph.text.trim()))
        {
            let part = |text: &str| Line::Words(Paragraph { text: text.to_owned(), ..paragraph.clone() });
            lines.extend(parts.into_iter().map(part));
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

/// Below a page's number a short line without an end, where the sentence of the page before goes on under it: 仕様書案.
fn is_page_head(blocks: &[Block], at: usize) -> bool {
    const LONGEST: usize = 16;
    let words = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(paragraph)) => Some(fold(paragraph.text.trim()).text.trim().to_owned()),
        _ => None,
    };
    let (Some(before), Some(number)) = (at.checked_sub(2).and_then(words), at.checked_sub(1).and_then(words)) else {
        return false;
    };
    let (Some(head), Some(next)) = (words(at), words(at + 1)) else { return false };
    // particles may follow the line itself
    let goes_on = next
        .starts_with(|c: char| ('\u{3041}'..='\u{3096}').contains(&c) && !"をのにはがとでもへやか".contains(c))
        && answer(&next).is_none()
        && !["あり", "なし", "はい", "いいえ"].iter().any(|reply| next.starts_with(reply));
    let names_paper = ["書", "案", "規程", "要領", "要綱", "規約", "約款"].iter().any(|end| head.ends_with(end));
    FURNITURE.is_match(&number)
        && head.chars().count() <= LONGEST
        && !head.contains(['。', '、'])
        && label(&head).is_none()
        && goes_on
        && names_paper
        && before.ends_with(|c: char| !"。」』)】:;!?".contains(c))
}

/// After an item that is a noun, a line that speaks of the list or opens a sentence of its own.
fn leaves_list(before: &str, next: &str) -> bool {
    const BEGINS: [&str; 14] = [
        "上記",
        "なお、",
        "また、",
        "以上",
        "これら",
        "前記",
        "その他",
        "当社",
        "弊社",
        "お客様",
        "本サービス",
        "この",
        "甲は",
        "乙は",
    ];
    let before = fold(before.trim()).text;
    let is_noun =
        before.chars().next_back().is_some_and(|last| !('\u{3041}'..='\u{3096}').contains(&last) && last != '、');
    is_noun && label(&before).is_some() && next.ends_with('。') && BEGINS.iter().any(|begin| next.starts_with(begin))
}

/// The marks by which lists count, in order.
const COUNTS: [&str; 4] = ["12345678910", "アイウエオカキクケコ", "イロハニホヘトチリヌ", "abcdefghij"];

/// お客様に実施していただく事項:(1) IDの登録 (2) 装置の消去; 次の業務を行う。(イ)監視、(ロ)点検: a title or a lead-in and its items on one line.
fn inline_list(text: &str) -> Option<Vec<&str>> {
    pattern!(
        BEGINS,
        needs[["(", "（"]],
        r"^(?:[^。:：(（]{4,40}[:：]|[^。]*(?:次の|以下の|下記の|次に掲げる)[^。]{2,60}。)[\s\u{3000}]*[(（][1１アイa][)）]"
    );
    pattern!(BEGINS_TITLE, r"^[^。:：(（]{4,40}[:：]");
    let end = BEGINS.find(text)?.end();
    let first = text[..end].rfind(['(', '（'])?;
    let found = COUNTS.iter().map(|count| starts_of(text, first, count)).max_by_key(Vec::len)?;
    let starts: Vec<usize> = [0].into_iter().chain(found).chain([text.len()]).collect();
    let part = |pair: &[usize]| text[pair[0]..pair[1]].trim().trim_end_matches('、');
    let parts: Vec<&str> = starts.windows(2).map(part).collect();
    // a sentence behind the list speaks of its items by their numbers
    let last = parts.last()?.trim_end_matches('。');
    let is_cut = parts[1..].iter().any(|part| part.matches(['(', '（']).count() != part.matches([')', '）']).count());
    let is_list = !is_cut && (!last.contains('。') || BEGINS_TITLE.is_match(text));
    (starts.len() > 3 && is_list).then_some(parts)
}

/// Where the items of a list begin that counts so, from its first on.
fn starts_of(text: &str, first: usize, count: &str) -> Vec<usize> {
    let wide = |mark: &str| {
        mark.chars()
            .map(|c| if c.is_ascii() { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c) } else { c })
            .collect::<String>()
    };
    let marks: Vec<String> = match count.starts_with('1') {
        true => (1..=20).map(|number: u32| number.to_string()).collect(),
        false => count.chars().map(String::from).collect(),
    };
    let mut starts: Vec<usize> = Vec::new();
    for mark in marks {
        let from = starts.last().copied().unwrap_or(first);
        let forms = [format!("({mark})"), format!("（{mark}）"), format!("（{}）", wide(&mark))];
        match forms.iter().filter_map(|form| text[from..].find(form.as_str())).min() {
            Some(at) if !starts.is_empty() || at == 0 => starts.push(from + at),
            _ => break,
        }
    }
    starts
}

/// ・データの取得 ・3世代の保存: short items behind one another on one line.
fn inline_bullets(text: &str) -> Option<Vec<&str>> {
    const LONGEST: usize = 40;
    let rest = text.strip_prefix(['・', '･', '●', '○', '◆', '◇'])?;
    let mark = &text[..text.len() - rest.len()];
    let gaps = rest.match_indices(mark).filter(|&(at, _)| rest[..at].ends_with([' ', '\u{3000}']));
    let starts: Vec<usize> = [0].into_iter().chain(gaps.map(|(at, _)| at + mark.len())).chain([text.len()]).collect();
    let parts: Vec<&str> = starts.windows(2).map(|pair| text[pair[0]..pair[1]].trim()).collect();
    // ・端末の修理 ・データの復元 は行いません: the end rules all of them
    let rules_all = |part: &str| {
        [" は", " を", " の", " が", " に", "\u{3000}は", "\u{3000}を", "\u{3000}の"]
            .iter()
            .any(|end| part.contains(end))
            || part.ends_with(['る', 'う', 'す', 'ん', 'い', 'く'])
    };
    let is_short = |part: &str| part.chars().count() <= LONGEST && !part.contains('。') && !rules_all(part);
    (parts.len() > 1 && parts.iter().all(|part| is_short(part))).then_some(parts)
}

/// 第3条(点検) 1 乙は…。 2 甲は…。: an article whose paragraphs run on in one line.
fn inline_paragraphs(text: &str) -> Option<Vec<&str>> {
    pattern!(
        BEGINS,
        needs[["条"]],
        r"^第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９一二三四五六七八九十]+)?[\s\u{3000}]*(?:[(（【][^()（）【】]{1,40}[)）】])?[\s\u{3000}]*(?:[1１][\s\u{3000}]+)?"
    );
    let head = BEGINS.find(text)?;
    let mut starts = vec![0];
    if head.as_str().trim_end().ends_with(['1', '１']) {
        starts.push(head.as_str().trim_end().char_indices().next_back()?.0);
    }
    for number in 2..=20_u32 {
        let from = *starts.last()?;
        let narrow = number.to_string();
        let wide: String = narrow.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect();
        let next = text[from..].match_indices('。').find_map(|(at, stop)| {
            let rest = &text[from + at + stop.len()..];
            let words = rest.trim_start();
            let after = words.strip_prefix(&narrow).or_else(|| words.strip_prefix(&wide))?;
            let is_number = words.len() < rest.len() && after.starts_with([' ', '\u{3000}']);
            is_number.then_some(text.len() - words.len())
        });
        let Some(at) = next else { break };
        starts.push(at);
    }
    starts.push(text.len());
    (starts.len() > 2).then(|| starts.windows(2).map(|pair| text[pair[0]..pair[1]].trim()).collect())
}

/// The line before stops inside a sentence that `next` goes on with.
fn goes_on(before: &str, next: &str) -> bool {
    let folded = fold(tail(before.trim())).text;
    !folded.ends_with('。') && is_broken(&folded, next) && !leaves_list(before, next)
}

/// The last letters of a paragraph, enough to see whether it is broken off.
fn tail(text: &str) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(600))..]
}

/// The line before stops inside an abbreviation or a number that `next` goes on with: V|PN, 2|4時間.
fn is_inside_word(before: &str, next: &str) -> bool {
    let last = fold(tail(before.trim_end())).text.chars().next_back();
    let (Some(last), Some(first)) = (last, next.chars().next()) else { return false };
    last.is_ascii_uppercase() && first.is_ascii_uppercase() || last.is_ascii_digit() && first.is_ascii_digit()
}

/// 備考 2については、…: of question 2, and not of the one before.
pub(super) fn is_of_another(remark: &str) -> bool {
    pattern!(
        OF_ANOTHER,
        needs[["備考"]],
        r"^備考[\s\u{3000}:]*(?:設問|質問|問|項番)?[\s\u{3000}]*[0-9]{1,2}番?(?:に|の|は|[\s\u{3000}:.])"
    );
    OF_ANOTHER.is_match(remark)
}

/// The line before stops inside a sentence that `next` goes on with, or `next` is the proviso of its last sentence.
fn is_broken(before: &str, next: &str) -> bool {
    let before = before.trim_end();
    let Some(last) = before.chars().next_back() else { return false };
    if last == '。' && next.starts_with("ただし、") {
        return true;
    }
    // …する機能があるか。 いいえ
    let reply = before.rsplit(['。', '?', ' ', '\u{3000}', ':']).next().unwrap_or_default();
    if reply.len() < before.len() && answer(reply).is_some() && (!next.starts_with("備考") || is_of_another(next)) {
        return false;
    }
    let is_whole_item = before.ends_with("こと") && label(before).is_some_and(|label| label.mark == Mark::Bullet);
    if "。」』)】:;!?".contains(last) || before.chars().count() < 8 || is_whole_item {
        return false;
    }
    let is_sentence = before.contains('、') || before.contains('を') || GOES_ON.is_match(next);
    let begins_party = ["甲", "乙", "丙"]
        .iter()
        .any(|party| next.starts_with(party) && next[party.len()..].starts_with([' ', '\u{3000}']));
    is_sentence && !begins_party && !next.starts_with(['※', '|', '〔'])
}
