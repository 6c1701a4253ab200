//! A sorted list of words. In: words, each with what it stands for. Out: every place of a text where one of them stands.
//!
//! Ten thousand words are sorted in a few milliseconds less than an automaton of them is built, and a run reads too few
//! papers to earn that back.

use std::ops::Range;

/// Words, each with what it stands for.
#[derive(Debug)]
pub(super) struct WordList<T> {
    /// In the order of their letters.
    words: Vec<(String, T)>,
    /// Which words begin with two letters, in the order of [`key`]; words of one letter have no second one.
    begins: Vec<(u64, Range<u32>)>,
    /// The beginnings by their [`slot`], each counted from 1, in the next free place where several share one; 0 is none.
    slots: Vec<u32>,
}

impl<T> WordList<T> {
    /// Sorts words. A word may come several times; empty words are left out. ASCII capitals are as good as small letters.
    pub fn new(mut words: Vec<(String, T)>) -> WordList<T> {
        words.retain(|(word, _)| !word.is_empty());
        words.iter_mut().for_each(|(word, _)| word.make_ascii_lowercase());
        // their first bytes as a number tell most of them apart in one step
        words.sort_by_cached_key(|(word, _)| first_bytes(word));
        for alike in words.chunk_by_mut(|(one, _), (other, _)| first_bytes(one) == first_bytes(other)) {
            alike.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        let begin = |word: &str| {
            let mut letters = word.chars();
            key(letters.next().unwrap_or_default(), letters.next())
        };
        let mut begins = Vec::new();
        let mut from = 0;
        for same in words.chunk_by(|(one, _), (other, _)| begin(one) == begin(other)) {
            let to = from + same.len() as u32;
            begins.push((begin(&same[0].0), from..to));
            from = to;
        }
        // half of the places stay free, so that few beginnings are not where they are first looked for
        let mut slots = vec![0; (begins.len() * 2).next_power_of_two()];
        for (number, (key, _)) in (1..).zip(&begins) {
            let mut place = slot(*key, slots.len());
            while slots[place] != 0 {
                place = (place + 1) % slots.len();
            }
            slots[place] = number;
        }
        WordList { words, begins, slots }
    }

    /// Finds all words, overlapping ones too. They come in the order of their beginnings, shorter ones first, one word's
    /// meanings in the order in which they were given.
    pub fn find<'a>(&'a self, text: &str, mut met: impl FnMut(Range<usize>, &'a T)) {
        let mut letters = text.char_indices().map(|(at, letter)| (at, letter.to_ascii_lowercase())).peekable();
        while let Some((start, first)) = letters.next() {
            let mut length = first.len_utf8();
            self.beginning(key(first, None)).iter().for_each(|(_, meaning)| met(start..start + length, meaning));
            let Some(&(_, second)) = letters.peek() else { break };
            length += second.len_utf8();
            let mut words = self.beginning(key(first, Some(second)));
            while !words.is_empty() {
                let ended = words.iter().take_while(|(word, _)| word.len() == length).count();
                words[..ended].iter().for_each(|(_, meaning)| met(start..start + length, meaning));
                let Some(next) = text.as_bytes().get(start + length) else { break };
                words = narrowed(&words[ended..], length, next.to_ascii_lowercase());
                length += 1;
            }
        }
    }

    fn beginning(&self, key: u64) -> &[(String, T)] {
        let mut place = slot(key, self.slots.len());
        while let Some(at) = self.slots[place].checked_sub(1) {
            let (begin, words) = &self.begins[at as usize];
            if *begin == key {
                return &self.words[words.start as usize..words.end as usize];
            }
            place = (place + 1) % self.slots.len();
        }
        &[]
    }
}

/// Two letters as one number, in the order of words.
fn key(first: char, second: Option<char>) -> u64 {
    u64::from(u32::from(first)) << 32 | second.map_or(0, |second| u64::from(u32::from(second)) + 1)
}

/// The first bytes of a word as one number, in the order of words.
fn first_bytes(word: &str) -> u128 {
    let mut bytes = [0; 16];
    let length = word.len().min(bytes.len());
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
}

/// Where a beginning is first looked for, among a power of two of places.
fn slot(key: u64, places: usize) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % places
}

/// Those of the words, alike in their first `length` bytes and longer than that, that go on with `next`.
fn narrowed<T>(words: &[(String, T)], length: usize, next: u8) -> &[(String, T)] {
    let words = &words[words.partition_point(|(word, _)| word.as_bytes()[length] < next)..];
    &words[..words.partition_point(|(word, _)| word.as_bytes()[length] == next)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_order_of_their_letters_and_then_as_they_came() {
        let words =
            ["バックアップの記録", "バックアップ", "バックアップの取得", "写", "バック", "a", "バックアップの取得"];
        let list = WordList::new(words.iter().enumerate().map(|(number, word)| (word.to_string(), number)).collect());
        let sorted =
            std::collections::BTreeSet::from_iter(words.iter().enumerate().map(|(number, word)| (*word, number)));
        assert_eq!(
            list.words.iter().map(|(word, number)| (word.as_str(), *number)).collect::<Vec<_>>(),
            Vec::from_iter(sorted)
        );
    }

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
