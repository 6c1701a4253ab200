//! What differs between two wordings of one sentence. In: the old and the new words. Out: pieces that both share, only the old or only
//! the new one has. White space and width make no difference.
//!
//! Japanese has no spaces: a token is a run of letters of one script (`記録`, `を`, `毎月`, `点検しているか`), so that a difference reads in
//! words and not in single letters.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::fold::fold;
use super::numbers::squeeze;

/// Whose piece it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Both have it; the letters are the new one's.
    Same,
    /// Only the old wording has it.
    Old,
    /// Only the new wording has it.
    New,
}

/// A piece of a wording, letter for letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Whose it is.
    pub side: Side,
    /// Its letters.
    pub text: String,
}

/// The wordings differ in white space and width at most.
pub fn is_same(old: &str, new: &str) -> bool {
    squeeze(old) == squeeze(new)
}

/// A script, so that runs of it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Hiragana,
    Katakana,
    Digit,
    Latin,
    /// Every mark stands alone.
    Mark,
}

fn script(letter: char) -> Script {
    match letter {
        '々' | '〆' | '\u{3400}'..='\u{9FFF}' => Script::Kanji,
        '\u{3041}'..='\u{309F}' => Script::Hiragana,
        '\u{30A1}'..='\u{30FF}' if letter != '・' => Script::Katakana,
        _ if letter.is_ascii_digit() => Script::Digit,
        _ if letter.is_alphabetic() => Script::Latin,
        _ => Script::Mark,
    }
}

/// A token: its folded letters, by which it is compared, and its own letters with the space before it.
struct Token {
    key: String,
    text: String,
}

fn tokens(text: &str) -> Vec<Token> {
    let folded = fold(text);
    let mut tokens: Vec<Token> = Vec::new();
    let mut last: Option<Script> = None;
    let mut start = 0;
    for (at, letter) in folded.text.char_indices() {
        let end = at + letter.len_utf8();
        if letter.is_whitespace() {
            continue;
        }
        let own = script(letter);
        let original = &text[folded.original(start..end)];
        start = end;
        match tokens.last_mut() {
            Some(token) if last == Some(own) && own != Script::Mark => {
                token.key.push(letter);
                token.text.push_str(original);
            }
            _ => tokens.push(Token { key: letter.to_string(), text: original.to_owned() }),
        }
        last = Some(own);
    }
    tokens
}

/// The pieces of both wordings in order; of a replaced piece the old one first.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (tokens(old), tokens(new));
    let keys = |tokens: &[Token]| tokens.iter().map(|token| token.key.clone()).collect::<Vec<_>>();
    let join = |tokens: &[Token]| tokens.iter().map(|token| token.text.as_str()).collect::<String>();
    let mut pieces: Vec<Piece> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new)) {
        let (before, after) = (join(&old[op.old_range()]), join(&new[op.new_range()]));
        match op.tag() {
            DiffTag::Equal => add(&mut pieces, Side::Same, after),
            _ => {
                add(&mut pieces, Side::Old, before);
                add(&mut pieces, Side::New, after);
            }
        }
    }
    merge(pieces)
}

fn add(pieces: &mut Vec<Piece>, side: Side, text: String) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.side == side => last.text.push_str(&text),
        _ => pieces.push(Piece { side, text }),
    }
}

/// Letters that two changes share between them: a difference in so small bits cannot be read.
const CRUMB: usize = 2;

/// Takes crumbs between two changes into both.
fn merge(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::new();
    let (mut old, mut new) = (String::new(), String::new());
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let is_open = !old.is_empty() || !new.is_empty();
        match piece.side {
            Side::Old => old.push_str(&piece.text),
            Side::New => new.push_str(&piece.text),
            Side::Same if is_open && piece.text.chars().count() <= CRUMB && pieces.peek().is_some() => {
                old.push_str(&piece.text);
                new.push_str(&piece.text);
            }
            Side::Same => {
                add(&mut merged, Side::Old, std::mem::take(&mut old));
                add(&mut merged, Side::New, std::mem::take(&mut new));
                add(&mut merged, Side::Same, piece.text);
            }
        }
    }
    add(&mut merged, Side::Old, old);
    add(&mut merged, Side::New, new);
    merged
}

/// How much two wordings share, from 0 to 1.
pub fn likeness(old: &str, new: &str) -> f64 {
    let (old, new) = (tokens(old), tokens(new));
    let keys = |tokens: &[Token]| tokens.iter().map(|token| token.key.clone()).collect::<Vec<_>>();
    let letters = |tokens: &[Token]| tokens.iter().map(|token| token.key.chars().count()).sum::<usize>();
    let all = letters(&old) + letters(&new);
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new));
    let shared: usize =
        ops.iter().filter(|op| op.tag() == DiffTag::Equal).map(|op| letters(&old[op.old_range()])).sum();
    if all == 0 { 1.0 } else { 2.0 * shared as f64 / all as f64 }
}

/// The difference on one line: `記録を【−毎日】【+毎月】点検しているか。` Of longer stretches that both share, `around` letters beside a
/// change are shown.
pub fn in_words(pieces: &[Piece], around: usize) -> String {
    let mut words = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let text = piece.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match piece.side {
            Side::Old => words.push_str(&format!("【−{text}】")),
            Side::New => words.push_str(&format!("【+{text}】")),
            Side::Same => {
                let letters: Vec<char> = text.chars().collect();
                let (first, last) = (at == 0, at + 1 == pieces.len());
                if first && last {
                    return text;
                }
                let (head, tail) = (if first { 0 } else { around }, if last { 0 } else { around });
                if letters.len() <= head + tail + 1 {
                    words.push_str(&text);
                } else {
                    words.extend(&letters[..head]);
                    words.push('…');
                    words.extend(&letters[letters.len() - tail..]);
                }
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_read_in_words() {
        for (old, new, want) in [
            (
                "記録を毎日点検しているか。",
                "記録を毎月点検しているか。",
                "記録を【−毎日点検】【+毎月点検】しているか。",
            ),
            ("記録を残すか。", "記録を安全に残すか。", "記録を【+安全に】残すか。"),
            ("控えを２世代取る。", "控えを 3世代取る。", "控えを【−２】【+3】世代取る。"),
            ("事業者が行う。", "医療機関が行う。", "【−事業者】【+医療機関】が行う。"),
            ("ログの取得", "ログの取得", "ログの取得"),
            ("", "追加", "【+追加】"),
            ("甲が乙に丙を渡す", "丁が戊に己を渡す", "【−甲が乙に丙】【+丁が戊に己】を渡す"),
        ] {
            assert_eq!(in_words(&pieces(old, new), 20), want, "{old} / {new}");
        }
        let (old, new) = ("操作の記録を残す仕組みを備えているか。", "操作の記録を残す仕組みを備えていたか。");
        assert_eq!(in_words(&pieces(old, new), 4), "…組みを備【−えているか】【+えていたか】。");
    }

    #[test]
    fn width_and_white_space_make_no_difference() {
        for (old, new, same) in [
            ("ﾊﾟｯﾁを 適用\nする", "パッチを適用する", true),
            ("４．１版", "4.1版", true),
            ("記録を残す", "記録を残さない", false),
        ] {
            assert_eq!(is_same(old, new), same, "{old} / {new}");
            let all_same = pieces(old, new).iter().all(|piece| piece.side == Side::Same);
            assert_eq!(all_same, same, "{old} / {new}");
        }
    }

    #[test]
    fn pieces_are_letter_for_letter() {
        let (old, new) = ("第１に、記録を　残す。", "第1に、記録を残さない。(新)");
        let of = |sides: [Side; 2]| {
            pieces(old, new).iter().filter(|p| sides.contains(&p.side)).map(|p| p.text.as_str()).collect::<String>()
        };
        assert_eq!(of([Side::Same, Side::New]), new);
        assert_eq!(squeeze(&of([Side::Same, Side::Old])), squeeze(old));
        assert!(likeness(old, new) > 0.5 && likeness("甲", "乙") == 0.0 && likeness("", "") == 1.0);
    }
}
