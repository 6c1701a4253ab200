//! The block of remarks at the foot of a form, keyed by number. In: its lines and cells. Out: [`Foot`].

use std::collections::BTreeMap;

use crate::model::Place;
use crate::text::numbers::{narrow, plain_keys, remark_keys};
use crate::text::pattern;

pattern!(
    ENTRY,
    r"^\s*(?:(?:備考|注|※|\*)\s*[(\[]?([0-9]{1,3}|[①-⑳])[)\]]?|[(\[]([0-9]{1,3})[)\]]|([0-9]{1,3})[.:]|([①-⑳]))\s*[:.、]?\s*"
);

/// One remark of the block.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    /// Its words.
    pub text: String,
    /// Where they stand.
    pub place: Place,
    /// A row has called it up.
    pub used: bool,
}

/// The remarks of a block by their number.
#[derive(Debug, Default)]
pub(super) struct Foot {
    /// The remarks.
    pub entries: BTreeMap<String, Entry>,
    last: Option<String>,
}

impl Foot {
    /// Takes a row of the block: number and words in cells of their own, or in one. Words without a number go on the remark before.
    /// False when the words belong to no remark.
    pub fn take(&mut self, cells: &[(String, Place)]) -> bool {
        match cells {
            [] => true,
            [(key, _), (text, place), rest @ ..] if remark_keys(key).len() == 1 => {
                let words: Vec<&str> =
                    [text.as_str()].into_iter().chain(rest.iter().map(|(text, _)| text.as_str())).collect();
                self.add(remark_keys(key).remove(0), &words.join("\n"), place);
                true
            }
            _ => {
                let mut all = true;
                for (text, place) in cells {
                    for line in text.lines().filter(|line| !line.trim().is_empty()) {
                        all &= self.take_line(line, place);
                    }
                }
                all
            }
        }
    }

    /// The words begin with the number of a remark.
    pub fn begins(text: &str) -> bool {
        ENTRY.is_match(&plain_keys(&narrow(text)))
    }

    fn take_line(&mut self, line: &str, place: &Place) -> bool {
        let folded = narrow(line);
        if folded.trim() == "以上" {
            return true;
        }
        let plain = plain_keys(&folded);
        if let Some(parts) = ENTRY.captures(&plain) {
            let key =
                (1..=4).find_map(|group| parts.get(group)).map_or_else(String::new, |key| key.as_str().to_owned());
            // digits may be fewer or more letters than the numerals in their place
            let after = plain[parts[0].len()..].chars().count();
            let length = folded.chars().count().saturating_sub(after);
            let text: String = line.chars().skip(length).collect();
            self.add(key, text.trim(), place);
            return true;
        }
        let Some(entry) = self.last.as_ref().and_then(|key| self.entries.get_mut(key)) else { return false };
        if !entry.text.is_empty() {
            entry.text.push('\n');
        }
        entry.text.push_str(line.trim());
        true
    }

    fn add(&mut self, key: String, text: &str, place: &Place) {
        let entry = self.entries.entry(key.clone()).or_default();
        if entry.text.is_empty() {
            entry.place = place.clone();
        } else {
            entry.text.push('\n');
        }
        entry.text.push_str(text);
        self.last = Some(key);
    }

    /// The words of those remarks and the place of the first; none when no number has words.
    pub fn resolve(&mut self, keys: &[String]) -> Option<(String, Place)> {
        let mut texts = Vec::new();
        let mut place = None;
        for key in keys {
            if let Some(entry) = self.entries.get_mut(key) {
                entry.used = true;
                if !entry.text.trim().is_empty() {
                    texts.push(entry.text.clone());
                    place.get_or_insert(entry.place.clone());
                }
            }
        }
        Some((texts.join("\n"), place?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_keyed_however_they_are_laid_out() {
        let mut foot = Foot::default();
        let cell = |text: &str| (text.to_owned(), Place::default());
        for cells in [
            vec![cell("備考１"), cell("有線のみで接続する。")],
            vec![cell("備考2：オプションで対応する。")],
            vec![cell("備考3 設定は\n次のとおり\n(4) 別紙参照")],
            vec![cell("5"), cell("予定あり。"), cell("2027年春")],
        ] {
            assert!(foot.take(&cells));
        }
        for (key, want) in [
            ("1", "有線のみで接続する。"),
            ("2", "オプションで対応する。"),
            ("3", "設定は\n次のとおり"),
            ("4", "別紙参照"),
            ("5", "予定あり。\n2027年春"),
        ] {
            assert_eq!(foot.resolve(&[key.to_owned()]).map(|(text, _)| text).as_deref(), Some(want));
        }
        assert_eq!(foot.resolve(&["9".to_owned()]), None);
        assert!(!Foot::default().take(&[cell("前文のない文")]));
    }
}
