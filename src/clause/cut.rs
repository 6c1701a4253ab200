//! Sentences of a text.

use std::ops::Range;

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
