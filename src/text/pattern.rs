//! Fixed patterns: put into steps when a text first holds the words that they need.

use std::borrow::Cow;
use std::ops::{Index, Range};
use std::sync::OnceLock;

use super::letters;
use super::machine::{Machine, Slots};

/// A regular expression that is made ready when it first meets a text that it may match.
pub(crate) struct Pattern {
    text: &'static str,
    needs: &'static [&'static [&'static str]],
    machine: OnceLock<Machine>,
}

/// Where a pattern, or a group of it, matches.
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

/// A match with its groups; the first of them is the whole match.
pub(crate) struct Groups<'t> {
    text: &'t str,
    slots: Slots,
    machine: &'static Machine,
}

impl<'t> Groups<'t> {
    /// A group by its number; none where it took no part in the match.
    pub fn get(&self, group: usize) -> Option<Found<'t>> {
        let (start, end) = (*self.slots.get(group * 2)?, *self.slots.get(group * 2 + 1)?);
        Some(Found { text: self.text, range: start?..end? })
    }

    /// A group by its name.
    pub fn name(&self, name: &str) -> Option<Found<'t>> {
        self.get(self.machine.names().iter().position(|known| known.as_deref() == Some(name))?)
    }

    fn whole(&self) -> Range<usize> {
        self.get(0).map_or(0..0, |found| found.range)
    }
}

/// The words of a group; empty where it took no part in the match.
impl Index<usize> for Groups<'_> {
    type Output = str;

    fn index(&self, group: usize) -> &str {
        self.get(group).map_or("", |found| found.as_str())
    }
}

impl Pattern {
    /// Every match holds at least one word of each group of `needs`: to look for short words costs far less than to make a
    /// pattern ready and to run it, and few sentences have them.
    pub const fn new(text: &'static str, needs: &'static [&'static [&'static str]]) -> Pattern {
        Pattern { text, needs, machine: OnceLock::new() }
    }

    /// What runs the pattern, where `text` has the words that it needs.
    fn machine(&self, text: &str) -> Option<&Machine> {
        letters::of(text, |letters| {
            let has = |word: &&str| letters.may_spell(word) && text.contains(word);
            let may = self.needs.iter().all(|group| group.iter().any(has));
            let machine = may.then(|| self.machine.get_or_init(|| Machine::new(self.text)));
            machine.filter(|machine| machine.may_match(letters))
        })
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.machine(text).is_some_and(|machine| machine.sees(text))
    }

    pub fn find<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        find(self.machine(text)?, text, 0)
    }

    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Found<'t>> {
        let machine = self.machine(text);
        let next = move |from| machine.and_then(|machine| find(machine, text, from));
        // no pattern that is looked for again and again matches nothing
        std::iter::successors(next(0), move |before| {
            (!before.range.is_empty()).then(|| next(before.range.end)).flatten()
        })
    }

    pub fn captures<'t>(&'static self, text: &'t str) -> Option<Groups<'t>> {
        groups(self.machine(text)?, text, 0)
    }

    pub fn captures_iter<'t>(&'static self, text: &'t str) -> impl Iterator<Item = Groups<'t>> {
        let machine = self.machine(text);
        let next = move |from| machine.and_then(|machine| groups(machine, text, from));
        std::iter::successors(next(0), move |before| {
            let whole = before.whole();
            (!whole.is_empty()).then(|| next(whole.end)).flatten()
        })
    }

    /// The parts of the text between matches.
    pub fn split<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut begin = 0;
        let before = |found: Found<'t>| {
            let part = &text[begin..found.range.start];
            begin = found.range.end;
            part
        };
        let mut parts: Vec<&str> = self.find_iter(text).map(before).collect();
        parts.push(&text[begin..]);
        parts
    }

    /// The text with `by` in place of every match.
    pub fn replace_all<'t>(&self, text: &'t str, by: &str) -> Cow<'t, str> {
        put(text, self.find_iter(text).map(|found| (found.range, Cow::Borrowed(by))))
    }

    /// The text with what `by` makes of the groups in place of every match.
    pub fn replace_with<'t>(&'static self, text: &'t str, by: impl Fn(&Groups<'t>) -> String) -> Cow<'t, str> {
        put(text, self.captures_iter(text).map(|groups| (groups.whole(), Cow::Owned(by(&groups)))))
    }
}

fn find<'t>(machine: &Machine, text: &'t str, from: usize) -> Option<Found<'t>> {
    let (start, end) = machine.find(text, from)?;
    Some(Found { text, range: start..end })
}

fn groups<'t>(machine: &'static Machine, text: &'t str, from: usize) -> Option<Groups<'t>> {
    let slots = machine.groups(text, from)?;
    Some(Groups { text, slots, machine })
}

/// The text with words in place of ranges of it.
fn put<'t, 'b>(text: &'t str, places: impl Iterator<Item = (Range<usize>, Cow<'b, str>)>) -> Cow<'t, str> {
    let mut out = String::new();
    let mut done = 0;
    for (range, words) in places {
        out.push_str(&text[done..range.start]);
        out.push_str(&words);
        done = range.end;
    }
    if done == 0 && out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Declares a [`Pattern`]: its name, perhaps the words that every match needs, and its text, a literal.
macro_rules! pattern {
    ($(#[doc = $doc:literal])* $visible:vis $name:ident, needs [$([$($word:literal),+]),*], $text:expr) => {
        $(#[doc = $doc])*
        $visible static $name: $crate::text::Pattern = $crate::text::Pattern::new($text, &[$(&[$($word),+]),*]);
    };
    ($(#[doc = $doc:literal])* $visible:vis $name:ident, $text:expr) => {
        $crate::text::pattern!($(#[doc = $doc])* $visible $name, needs [], $text);
    };
}

pub(crate) use pattern;

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_without_the_words_is_not_looked_at() {
        pattern!(NAMED, needs [["「", "『"], ["とは"]], "[「『]([^」』]+)[」』]とは");
        assert!(NAMED.is_match("「甲」とは") && NAMED.is_match("『甲』とは"));
        assert!(NAMED.machine("「甲」は").is_none() && NAMED.machine("甲とは").is_none());
        assert_eq!(
            NAMED.captures_iter("「甲」とは「乙」とは").map(|found| found[1].to_owned()).collect::<String>(),
            "甲乙"
        );
        assert_eq!(NAMED.replace_with("「甲」とは、", |found| found[1].to_owned()), "甲、");
        assert_eq!(NAMED.replace_all("「甲」とは、「乙」とは。", "何"), "何、何。");
        assert_eq!(NAMED.split("次の「甲」とは、「乙」とは"), ["次の", "、", ""]);
        assert_eq!((NAMED.find_iter("甲").count(), NAMED.find("甲"), NAMED.captures("甲").is_none()), (0, None, true));
    }

    #[test]
    fn groups_have_numbers_and_names() {
        pattern!(WHO, "(?P<who>甲|乙)は(?:(直ちに)|速やかに)?");
        let found = WHO.captures("次に乙は速やかに").expect("a match");
        assert_eq!((&found[0], &found[1], &found[2]), ("乙は速やかに", "乙", ""));
        assert_eq!(found.name("who").map(|who| who.range()), Some(6..9));
        assert!(found.get(2).is_none() && found.get(3).is_none());
    }
}
