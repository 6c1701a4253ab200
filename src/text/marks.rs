//! Answers in cells. In: the words of an answer's cell and the letters struck through. Out: what was marked.
//! Answer words (はい/いいえ/対象外, Yes/No/N/A, 有/無, 可/不可), marks (○ ● ☑ ■ ✓ レ), empty boxes, printed choices of which one is marked,
//! wrapped, or left standing while the others are struck. What cannot be told is said so, never guessed.

use std::ops::Range;

use super::fold;
use super::numbers::narrow;
use crate::model::Answer;

/// An answer and the words that stood beside it in the cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The answer.
    pub answer: Answer,
    /// Words beside the answer (`はい(オプション)` gives `オプション`), or the whole text where it is unreadable.
    pub note: Option<String>,
}

/// Words of an answer, longer ones before the words they contain.
const WORDS: &[(&str, Answer)] = &[
    ("該当なし", Answer::Na),
    ("該当せず", Answer::Na),
    ("該当しない", Answer::Na),
    ("非該当", Answer::Na),
    ("対象外", Answer::Na),
    ("N/A", Answer::Na),
    ("NA", Answer::Na),
    ("未実施", Answer::No),
    ("未対応", Answer::No),
    ("非対応", Answer::No),
    ("いいえ", Answer::No),
    ("イイエ", Answer::No),
    ("不可", Answer::No),
    ("不適", Answer::No),
    ("なし", Answer::No),
    ("無し", Answer::No),
    ("無", Answer::No),
    ("否", Answer::No),
    ("未", Answer::No),
    ("NO", Answer::No),
    ("はい", Answer::Yes),
    ("ハイ", Answer::Yes),
    ("YES", Answer::Yes),
    ("実施済", Answer::Yes),
    ("対応済", Answer::Yes),
    ("あり", Answer::Yes),
    ("有り", Answer::Yes),
    ("有", Answer::Yes),
    ("可", Answer::Yes),
    ("適", Answer::Yes),
    ("済", Answer::Yes),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Word(Answer),
    /// A mark; `strong` ones never serve as an empty circle.
    Mark {
        strong: bool,
    },
    /// An empty box, or a cross beside a word.
    Empty,
    Cross,
    Separator,
    Space,
    Open,
    Close,
    Dash,
    Other,
}

/// A token and the byte where it ends.
#[derive(Debug, Clone, Copy)]
struct Part {
    token: Token,
    end: usize,
}

fn token_of(letter: char) -> Token {
    match letter {
        '○' | '◎' | '⭕' | '⚪' => Token::Mark { strong: false },
        '●' | '■' | '☑' | '☒' | '✓' | '✔' | '✅' | '√' | 'レ' | '▣' | '◉' | '⚫' => {
            Token::Mark { strong: true }
        }
        '□' | '☐' | '◻' | '▢' | '◯' => Token::Empty,
        '×' | '✕' | '✗' | '✘' | '✖' => Token::Cross,
        '・' | '/' | '|' | '、' | ',' | ';' | ':' | '\\' => Token::Separator,
        ' ' => Token::Space,
        '(' | '[' | '【' | '〔' | '《' | '〈' | '「' | '{' | '<' => Token::Open,
        ')' | ']' | '】' | '〕' | '》' | '〉' | '」' | '}' | '>' => Token::Close,
        '-' | 'ー' | '_' => Token::Dash,
        _ => Token::Other,
    }
}

/// Cuts folded text into tokens and leaves out those that are struck: each token uses up its letters in `struck` once.
fn tokens(text: &str, struck: &str) -> Vec<Part> {
    let mut struck = struck.to_owned();
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(letter) = text[start..].chars().next() {
        let rest = &text[start..];
        let word =
            WORDS.iter().find(|(word, _)| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)));
        let end = start + word.map_or(letter.len_utf8(), |(word, _)| word.len());
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        let token = match word {
            Some(_)
                if letter.is_ascii() && [before, after].into_iter().flatten().any(|c| c.is_ascii_alphanumeric()) =>
            {
                Token::Other
            }
            // `有` in `有効` and `無` in `無線` are letters of other words.
            Some((word, _)) if !STANDING.contains(word) && is_inside(before, after, &parts, &text[end..]) => {
                Token::Other
            }
            Some(&(_, answer)) => Token::Word(answer),
            None if letter == 'レ' && before.is_some_and(is_kana) => Token::Other,
            None if letter == 'レ' && after.is_some_and(is_kana) && !starts_with_word(&text[end..]) => Token::Other,
            None if "xXvV".contains(letter) && before == Some('[') && after == Some(']') => {
                Token::Mark { strong: true }
            }
            None => token_of(letter),
        };
        match struck.find(&text[start..end]) {
            Some(found) if token != Token::Space => struck.replace_range(found..found + (end - start), ""),
            _ => parts.push(Part { token, end }),
        }
        start = end;
    }
    parts
}

/// Words that stand for themselves whatever comes after.
const STANDING: &[&str] = &["はい", "いいえ", "対象外", "該当なし", "非該当"];

fn is_inside(before: Option<char>, after: Option<char>, parts: &[Part], rest: &str) -> bool {
    let follows_word = matches!(parts.last(), Some(Part { token: Token::Word(_) | Token::Mark { .. }, .. }));
    before.is_some_and(char::is_alphabetic) && !follows_word
        || after.is_some_and(char::is_alphabetic) && !starts_with_word(rest)
}

/// [`narrow`] with the gaps inside printed answer words closed (`は い`).
fn narrow_words(text: &str) -> String {
    let mut folded = narrow(text);
    if folded.contains(' ') {
        for word in STANDING {
            let spaced: Vec<String> = word.chars().map(String::from).collect();
            for gap in [" ", "  "] {
                folded = folded.replace(&spaced.join(gap), word);
            }
        }
    }
    folded
}

fn is_kana(letter: char) -> bool {
    ('\u{3041}'..='\u{30FF}').contains(&letter) && letter != '・'
}

fn starts_with_word(text: &str) -> bool {
    WORDS.iter().any(|(word, _)| text.starts_with(word))
}

/// Reads the cell of one answer.
///
/// `struck` holds the letters of the cell that are struck through, as in [`crate::model::Cell::struck`].
/// A single word or a lone ○ is the answer; of several printed words the marked, wrapped or unstruck one; with none of these the
/// answer is blank, with two marked ones double, and unreadable when a mark or words cannot be attributed.
pub fn read(text: &str, struck: Option<&str>) -> Reading {
    let folded = narrow_words(text);
    let parts = tokens(&folded, &narrow_words(struck.unwrap_or_default()));
    let words: Vec<usize> = (0..parts.len()).filter(|&at| matches!(parts[at].token, Token::Word(_))).collect();
    let marks = parts.iter().filter(|part| matches!(part.token, Token::Mark { .. })).count();
    let has_words_beside = parts.iter().any(|part| part.token == Token::Other);
    let reading = |answer| Reading { answer, note: None };
    let unreadable = || Reading { answer: Answer::Unreadable, note: Some(folded.trim().to_owned()) };
    if words.is_empty() {
        let crosses = parts.iter().filter(|part| part.token == Token::Cross).count();
        return match (marks, crosses) {
            _ if has_words_beside => unreadable(),
            (0, 0) => reading(Answer::Blank),
            (1, 0) => reading(Answer::Yes),
            (0, 1) => reading(Answer::No),
            _ => unreadable(),
        };
    }
    if has_words_beside {
        return beside_words(&folded, &parts, &words).unwrap_or_else(unreadable);
    }
    if marks > 0 {
        return match marked(&parts, &words) {
            Some(answers) => reading(one_of(&answers)),
            None => unreadable(),
        };
    }
    let answers: Vec<Answer> = words.iter().filter_map(|&at| answer_of(parts[at])).collect();
    if let [answer] = answers[..] {
        let boxed = parts.iter().any(|part| part.token == Token::Empty) && struck.is_none();
        return reading(if boxed { Answer::Blank } else { answer });
    }
    let wrapped: Vec<Answer> =
        words.iter().filter(|&&at| is_wrapped(&parts, at)).filter_map(|&at| answer_of(parts[at])).collect();
    reading(if wrapped.len() < answers.len() && !wrapped.is_empty() { one_of(&wrapped) } else { Answer::Blank })
}

/// The answer words that a person may choose among in a cell, as bytes of its text: each はい and いいえ of `はい・いいえ`, the one
/// word of a cell that holds nothing else. Empty for a cell of other words.
pub fn choices(text: &str) -> Vec<Range<usize>> {
    if text.len() > LONGEST_CHOICE {
        return Vec::new();
    }
    let folded = fold(text);
    // Without white space, every byte with the byte of the folded text it came from: `は い` is one word.
    let mut squeezed = String::new();
    let mut origin = Vec::new();
    for (at, letter) in folded.text.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
        squeezed.push(letter);
        origin.resize(squeezed.len(), at);
    }
    let parts = tokens(&squeezed, "");
    let mut found = Vec::new();
    let (mut start, mut others) = (0, 0);
    for part in &parts {
        match part.token {
            Token::Word(_) => {
                let last = squeezed[start..part.end].chars().next_back().map_or(0, char::len_utf8);
                let end = part.end - last;
                let folded_end = folded.text[origin[end]..].chars().next().map_or(0, char::len_utf8) + origin[end];
                found.push(folded.original(origin[start]..folded_end));
            }
            Token::Other => others += usize::from(!squeezed[start..part.end].chars().all(|c| c.is_ascii_digit())),
            _ => {}
        }
        start = part.end;
    }
    if found.len() == 1 && others > 0 { Vec::new() } else { found }
}

/// Bytes of the longest cell in which a choice is looked for.
const LONGEST_CHOICE: usize = 300;

/// The answer that several chosen pieces of a cell share: [`Answer::Double`] when they differ, and unreadable when one of them is
/// no answer.
pub fn chosen<'a>(pieces: impl Iterator<Item = &'a str>) -> Answer {
    let answers: Vec<Answer> = pieces
        .map(|piece| match read(piece, None).answer {
            Answer::Blank if piece.trim().is_empty() => Answer::Yes,
            answer => answer,
        })
        .collect();
    if answers.contains(&Answer::Unreadable) { Answer::Unreadable } else { one_of(&answers) }
}

fn answer_of(part: Part) -> Option<Answer> {
    match part.token {
        Token::Word(answer) => Some(answer),
        _ => None,
    }
}

/// The answer that all marked words share; double when they differ.
fn one_of(answers: &[Answer]) -> Answer {
    match answers {
        [] => Answer::Blank,
        [first, rest @ ..] if rest.iter().all(|answer| answer == first) => *first,
        _ => Answer::Double,
    }
}

/// A word between brackets of its own: `(はい)・いいえ`.
fn is_wrapped(parts: &[Part], at: usize) -> bool {
    let inside = |part: Option<&Part>, token| part.is_some_and(|part| part.token == token);
    at > 0 && inside(parts.get(at - 1), Token::Open) && inside(parts.get(at + 1), Token::Close)
}

/// Answers of the words that a mark belongs to; none when a mark can belong to either of two words.
fn marked(parts: &[Part], words: &[usize]) -> Option<Vec<Answer>> {
    let is_box = |part: &Part| matches!(part.token, Token::Mark { .. } | Token::Empty | Token::Cross);
    let boxes = parts.iter().filter(|part| is_box(part)).count();
    let first_box = parts.iter().position(is_box).unwrap_or(0);
    let all_before = boxes == words.len() && first_box < words[0];
    let all_after = boxes == words.len() && first_box > words[0];
    let mut found: Vec<(Answer, bool)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let Token::Mark { strong } = part.token else { continue };
        let (left, left_gap) = neighbour(parts, (0..at).rev());
        let (right, right_gap) = neighbour(parts, at + 1..parts.len());
        let answer = match (left, right) {
            (_, Some(right)) if all_before => right,
            (Some(left), _) if all_after => left,
            (Some(left), None) => left,
            (None, Some(right)) => right,
            (Some(left), Some(_)) if right_gap && !left_gap => left,
            (Some(_), Some(right)) if left_gap && !right_gap => right,
            _ => return None,
        };
        found.push((answer, strong));
    }
    // `● はい ○ いいえ`: beside a filled circle an open one is empty.
    let any_strong = found.iter().any(|&(_, strong)| strong);
    Some(found.into_iter().filter(|&(_, strong)| strong || !any_strong).map(|(answer, _)| answer).collect())
}

/// The nearest word in that direction before a separator or another mark, and whether a space lies between.
fn neighbour(parts: &[Part], along: impl Iterator<Item = usize>) -> (Option<Answer>, bool) {
    let mut gap = false;
    for at in along {
        match parts[at].token {
            Token::Word(answer) => return (Some(answer), gap),
            Token::Space => gap = true,
            Token::Open | Token::Close => {}
            _ => break,
        }
    }
    (None, gap)
}

/// One answer word at the head of a cell that goes on in other words: `はい(オプション)`, `対象外、無線なし`.
fn beside_words(folded: &str, parts: &[Part], words: &[usize]) -> Option<Reading> {
    let first_other = parts.iter().position(|part| part.token == Token::Other)?;
    let head: Vec<usize> = words.iter().copied().filter(|&at| at < first_other).collect();
    let &last = head.last()?;
    if matches!(parts.get(last + 1)?.token, Token::Other | Token::Word(_))
        || words.len() > head.len() && head.len() != 1
    {
        return None;
    }
    let has_mark = parts[..first_other].iter().any(|part| matches!(part.token, Token::Mark { .. }));
    let answer = match head[..] {
        [only] => answer_of(parts[only])?,
        _ if has_mark => one_of(&marked(&parts[..first_other], &head)?),
        _ => Answer::Blank,
    };
    let note = folded[parts[last].end..].trim_matches(|c: char| {
        matches!(token_of(c), Token::Space | Token::Separator | Token::Open | Token::Close) || "。※*".contains(c)
    });
    Some(Reading { answer, note: (!note.is_empty()).then(|| note.to_owned()) })
}

/// What a cell of one of several answer columns holds (`はい | いいえ | 対象外`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tick {
    /// Nothing, a dash or an empty box.
    Empty,
    /// An open circle.
    Weak,
    /// A filled mark, a check, or the column's own word.
    Strong,
    /// Words or a cross that cannot be attributed.
    Unclear,
}

/// Reads one cell of an answer column.
pub fn tick(text: &str, struck: Option<&str>) -> Tick {
    let folded = narrow_words(text);
    let parts = tokens(&folded, &narrow_words(struck.unwrap_or_default()));
    let mut tick = Tick::Empty;
    for part in &parts {
        tick = tick.max(match part.token {
            Token::Word(_) | Token::Mark { strong: true } => Tick::Strong,
            Token::Mark { strong: false } => Tick::Weak,
            Token::Other if folded.trim() == "1" || folded.trim() == "TRUE" => Tick::Strong,
            Token::Other if folded.trim() == "0" || folded.trim() == "FALSE" => Tick::Empty,
            Token::Cross | Token::Other => Tick::Unclear,
            _ => Tick::Empty,
        });
    }
    tick
}

/// The answer of a row whose answers stand in columns of their own.
pub fn across(ticks: &[(Answer, Tick)]) -> Answer {
    let ticked = |wanted: &[Tick]| -> Vec<Answer> {
        ticks.iter().filter(|(_, tick)| wanted.contains(tick)).map(|&(answer, _)| answer).collect()
    };
    let (strong, weak) = (ticked(&[Tick::Strong]), ticked(&[Tick::Weak]));
    // Open circles are empty only where they are printed in every column (`○ | ● | ○`).
    let is_printed = strong.len() == 1 && weak.len() + 1 == ticks.len();
    let marked = if is_printed { strong } else { [strong, weak].concat() };
    if !marked.is_empty() {
        return one_of(&marked);
    }
    if ticked(&[Tick::Unclear]).is_empty() { Answer::Blank } else { Answer::Unreadable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_gives_one_answer() {
        use Answer::{Blank, Double, Na, No, Unreadable, Yes};
        for (text, struck, want) in [
            ("はい", None, Yes),
            ("いいえ", None, No),
            ("対象外", None, Na),
            ("　は い ", None, Yes),
            ("ﾊｲ", None, Yes),
            ("Ｙｅｓ", None, Yes),
            ("No", None, No),
            ("N/A", None, Na),
            ("有", None, Yes),
            ("無", None, No),
            ("不可", None, No),
            ("該当なし", None, Na),
            ("○", None, Yes),
            ("〇", None, Yes),
            ("◯", None, Yes),
            ("●", None, Yes),
            ("☑", None, Yes),
            ("レ", None, Yes),
            ("×", None, No),
            ("", None, Blank),
            ("－", None, Blank),
            ("□", None, Blank),
            ("はい・いいえ", None, Blank),
            ("□はい　□いいえ", None, Blank),
            ("■はい　□いいえ", None, Yes),
            ("□はい　■いいえ", None, No),
            ("☐はい　☒いいえ", None, No),
            ("○はい・いいえ", None, Yes),
            ("はい・○いいえ", None, No),
            ("はい　・　☑いいえ", None, No),
            ("はい○・いいえ", None, Yes),
            ("はい ○いいえ", None, No),
            ("はい ○ いいえ", None, Unreadable),
            ("(はい)・いいえ", None, Yes),
            ("はい・【いいえ】", None, No),
            ("(はい・いいえ)", None, Blank),
            ("[x] はい [ ] いいえ", None, Yes),
            ("(○)はい ( )いいえ", None, Yes),
            ("はい( )・いいえ(○)", None, No),
            ("レはい　いいえ", None, Yes),
            ("●はい ○いいえ", None, Yes),
            ("○はい・○いいえ", None, Double),
            ("■はい　■いいえ", None, Double),
            ("はい・いいえ・対象外", None, Blank),
            ("はい・いいえ・○対象外", None, Na),
            ("はい・いいえ", Some("はい"), No),
            ("はい・いいえ", Some("・いいえ"), Yes),
            ("はい・いいえ・対象外", Some("はい対象外"), No),
            ("はいいいえ", Some("はい"), No),
            ("はい・いいえ", Some("はい・いいえ"), Blank),
            ("はい", Some("はい"), Blank),
            ("確認中", None, Unreadable),
            ("有効", None, Unreadable),
            ("△", None, Unreadable),
            ("はいではない", None, Unreadable),
            ("6.2がはいの場合", None, Unreadable),
            ("?", None, Unreadable),
        ] {
            assert_eq!(read(text, struck).answer, want, "{text} / {struck:?}");
        }
    }

    #[test]
    fn printed_words_are_found_where_they_stand() {
        for (text, want) in [
            ("はい・いいえ", vec!["はい", "いいえ"]),
            ("は い　/　いいえ", vec!["は い", "いいえ"]),
            ("はい\nいいえ\n対象外", vec!["はい", "いいえ", "対象外"]),
            ("ﾊｲ・ｲｲｴ", vec!["ﾊｲ", "ｲｲｴ"]),
            ("はい・いいえ (5/14)", vec!["はい", "いいえ"]),
            ("有・無", vec!["有", "無"]),
            ("□はい　□いいえ", vec!["はい", "いいえ"]),
            ("はい", vec!["はい"]),
            ("対象外の場合は理由を書く", vec![]),
            ("有効な対策", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = choices(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, want, "{text}");
        }
        assert_eq!(chosen(["はい"].into_iter()), Answer::Yes);
        assert_eq!(chosen(["はい", "いいえ"].into_iter()), Answer::Double);
        assert_eq!(chosen([""].into_iter()), Answer::Yes);
        assert_eq!(chosen(["作業"].into_iter()), Answer::Unreadable);
    }

    #[test]
    fn words_beside_an_answer_are_kept() {
        for (text, answer, note) in [
            ("はい(オプション)", Answer::Yes, Some("オプション")),
            ("対象外　無線LANを使わない", Answer::Na, Some("無線LANを使わない")),
            ("いいえ ※2", Answer::No, Some("2")),
            ("○はい・いいえ 備考1", Answer::Yes, Some("備考1")),
            ("はい", Answer::Yes, None),
            ("確認中", Answer::Unreadable, Some("確認中")),
        ] {
            assert_eq!(read(text, None), Reading { answer, note: note.map(str::to_owned) }, "{text}");
        }
    }

    #[test]
    fn columns_give_one_answer() {
        use Answer::{Blank, Double, Na, No, Unreadable, Yes};
        for (cells, want) in [
            (["○", "", ""], Yes),
            (["", "●", ""], No),
            (["", "", "レ"], Na),
            (["", "", ""], Blank),
            (["□", "■", "□"], No),
            (["○", "○", ""], Double),
            (["○", "●", "○"], No),
            (["●", "", "○"], Double),
            (["レ", "○", ""], Double),
            (["はい", "", ""], Yes),
            (["×", "", "○"], Na),
            (["確認中", "", ""], Unreadable),
            (["－", "○", "－"], No),
            (["1", "", ""], Yes),
        ] {
            let ticks: Vec<_> = [Yes, No, Na].into_iter().zip(cells).map(|(a, text)| (a, tick(text, None))).collect();
            assert_eq!(across(&ticks), want, "{cells:?}");
        }
    }
}
