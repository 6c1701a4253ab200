//! Fixed patterns: compiled when first needed, and no more of them than the question needs.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex, Replacer};

use super::scout::Scout;

/// A regular expression that is compiled when it first meets a text that it may match.
pub(crate) struct Pattern {
    text: &'static str,
    needs: &'static [&'static [&'static str]],
    scout: OnceLock<Scout>,
    regex: OnceLock<Regex>,
}

/// Where a pattern matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found<'t> {
    text: &'t str,
    range: Range<usize>,
}

impl<'t> Found<'t> {
    pub fn start(&self) -> usize {
        self.range.start
    }

    pub fn end(&self) -> usize {
        self.range.end
    }

    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    pub fn as_str(&self) -> &'t str {
        &self.text[self.range.clone()]
    }
}

impl Pattern {
    /// Every match holds at least one word of each group of `needs`: to look for short words costs far less than to compile
    /// a pattern and to run it, and few sentences have them.
    pub const fn new(text: &'static str, needs: &'static [&'static [&'static str]]) -> Pattern {
        Pattern { text, needs, scout: OnceLock::new(), regex: OnceLock::new() }
    }

    /// What looks for the pattern, where `text` has the words that it needs.
    fn scout(&self, text: &str) -> Option<&Scout> {
        let may = self.needs.iter().all(|group| group.iter().any(|word| text.contains(word)));
        may.then(|| self.scout.get_or_init(|| Scout::new(self.text)))
    }

    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| Regex::new(self.text).expect("a fixed pattern"))
    }

    /// The whole pattern, where it matches `text`: most texts hold no match, and to see that takes the scout alone.
    fn within(&self, text: &str) -> Option<&Regex> {
        self.is_match(text).then(|| self.regex())
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.scout(text).is_some_and(|scout| scout.sees(text))
    }

    pub fn find<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        self.find_from(text, 0)
    }

    fn find_from<'t>(&self, text: &'t str, from: usize) -> Option<Found<'t>> {
        let range =
            self.scout(text)?.find(text, from, || self.regex().find_at(text, from).map(|found| found.range()))?;
        Some(Found { text, range })
    }

    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Found<'t>> {
        // no pattern that is looked for again and again matches nothing
        std::iter::successors(self.find(text), move |before| {
            (before.range.end > before.range.start).then(|| self.find_from(text, before.range.end)).flatten()
        })
    }

    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.within(text)?.captures(text)
    }

    pub fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.within(text).into_iter().flat_map(move |regex| regex.captures_iter(text))
    }

    pub fn replace_all<'t>(&self, text: &'t str, by: impl Replacer) -> Cow<'t, str> {
        self.within(text).map_or(Cow::Borrowed(text), |regex| regex.replace_all(text, by))
    }
}

/// Declares a [`Pattern`]: its name, perhaps the words that every match needs, and its text, a literal.
macro_rules! pattern {
    ($visible:vis $name:ident, $text:literal) => {
        pattern!($visible $name, needs [], $text);
    };
    ($visible:vis $name:ident, needs [$([$($word:literal),+]),*], $text:expr) => {
        $visible static $name: $crate::text::Pattern = $crate::text::Pattern::new($text, &[$(&[$($word),+]),*]);
    };
}

pub(crate) use pattern;

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_without_the_words_is_not_looked_at() {
        pattern!(NAMED, needs [["「", "『"], ["とは"]], "[「『]([^」』]+)[」』]とは");
        assert!(NAMED.is_match("「甲」とは") && NAMED.is_match("『甲』とは"));
        assert!(NAMED.within("「甲」は").is_none() && NAMED.within("甲とは").is_none());
        assert_eq!(
            NAMED.captures_iter("「甲」とは「乙」とは").map(|found| found[1].to_owned()).collect::<String>(),
            "甲乙"
        );
        assert_eq!(NAMED.replace_all("「甲」とは、", "$1"), "甲、");
        assert_eq!((NAMED.find_iter("甲").count(), NAMED.find("甲"), NAMED.captures("甲").is_none()), (0, None, true));
    }
}
