//! A sorted list of words. In: words, each with what it stands for. Out: every place of a text where one of them stands.
//!
//! Ten thousand words are sorted in a few milliseconds less than an automaton of them is built, and a run reads too few
//! papers to earn that back.

use std::ops::Range;

/// Words, each with what it stands for.
#[derive(Debug)]
pub(super) struct WordList<T> {
    /// In the order of their letters.
    words: Vec<Word<T>>,
    /// Which words begin with a letter, in the order of letters.
    firsts: Vec<(char, Range<usize>)>,
}

#[derive(Debug)]
struct Word<T> {
    letters: Vec<char>,
    meaning: T,
}

impl<T> WordList<T> {
    /// Sorts words. A word may come several times; empty words are left out. ASCII capitals are as good as small letters.
    pub fn new(words: Vec<(String, T)>) -> WordList<T> {
        let mut words: Vec<Word<T>> = words
            .into_iter()
            .filter(|(word, _)| !word.is_empty())
            .map(|(word, meaning)| Word { letters: word.chars().map(small).collect(), meaning })
            .collect();
        words.sort_by(|one, other| one.letters.cmp(&other.letters));
        let mut firsts = Vec::new();
        let mut from = 0;
        for same in words.chunk_by(|one, other| one.letters[0] == other.letters[0]) {
            firsts.push((same[0].letters[0], from..from + same.len()));
            from += same.len();
        }
        WordList { words, firsts }
    }

    /// Finds all words, overlapping ones too. They come in the order of their beginnings, shorter ones first, one word's
    /// meanings in the order in which they were given.
    pub fn find<'a>(&'a self, text: &str, mut met: impl FnMut(Range<usize>, &'a T)) {
        for (start, first) in text.char_indices() {
            let mut words = self.beginning_with(small(first));
            let mut end = start + first.len_utf8();
            let mut depth = 1;
            while !words.is_empty() {
                let ended = words.iter().take_while(|word| word.letters.len() == depth).count();
                words[..ended].iter().for_each(|word| met(start..end, &word.meaning));
                let Some(next) = text[end..].chars().next() else { break };
                words = narrowed(&words[ended..], depth, small(next));
                end += next.len_utf8();
                depth += 1;
            }
        }
    }

    fn beginning_with(&self, letter: char) -> &[Word<T>] {
        match self.firsts.binary_search_by_key(&letter, |(first, _)| *first) {
            Ok(at) => &self.words[self.firsts[at].1.clone()],
            Err(_) => &[],
        }
    }
}

/// Those of the words, alike in their first `depth` letters and longer than that, that go on with `next`.
fn narrowed<T>(words: &[Word<T>], depth: usize, next: char) -> &[Word<T>] {
    let words = &words[words.partition_point(|word| word.letters[depth] < next)..];
    &words[..words.partition_point(|word| word.letters[depth] == next)]
}

fn small(letter: char) -> char {
    letter.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_where_it_stands() {
        let words = ["写し", "写", "控え", "VPN", "し", "", "写しを", "写し"];
        let list = WordList::new(words.iter().enumerate().map(|(number, word)| (word.to_string(), number)).collect());
        let found = |text: &str| {
            let mut found = Vec::new();
            list.find(text, |place, number| found.push((text[place].to_owned(), *number)));
            found.into_iter().map(|(word, number)| format!("{word}{number}")).collect::<Vec<_>>().join(" ")
        };
        for (text, want) in [
            ("写しを取る", "写1 写し0 写し7 写しを6 し4"),
            ("写", "写1"),
            ("控", ""),
            ("vpnと控え", "vpn3 控え2"),
            ("", ""),
        ] {
            assert_eq!(found(text), want, "{text}");
        }
    }
}
