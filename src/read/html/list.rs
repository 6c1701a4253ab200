//! The lists of a page: what stands before each item, as a browser prints it.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::read::numerals::numeral;

/// A list that is open.
#[derive(Debug, Clone)]
pub struct List {
    /// Number format, or none for bullets.
    format: Option<&'static str>,
    next: i64,
    step: i64,
    /// Lists around it that count in the same way, so that its numbers need a form of their own.
    depth: usize,
}

impl List {
    /// A list of bullets.
    pub fn bullets() -> List {
        List { format: None, next: 1, step: 1, depth: 0 }
    }

    /// A numbered list: its `type`, its style and its `start`; `items` for one that counts down; the list around it.
    pub fn numbers(kind: &str, style: &str, start: Option<i64>, items: Option<usize>, outer: Option<&List>) -> List {
        let format = format(kind, style);
        let begin = start.or(items.map(|items| items as i64)).unwrap_or(1);
        let alike = outer.filter(|outer| format == Some("decimal") && outer.format == format);
        let depth = alike.map_or(0, |outer| outer.depth + 1);
        List { format, next: begin, step: if items.is_some() { -1 } else { 1 }, depth }
    }

    /// What stands before the next item; `value` where the item says its number. None where nothing is printed.
    pub fn label(&mut self, value: Option<i64>) -> Option<String> {
        let Some(format) = self.format else { return Some("・".to_owned()) };
        let count = value.unwrap_or(self.next);
        self.next = count.saturating_add(self.step);
        let number = u32::try_from(count).map_or_else(|_| count.to_string(), |count| numeral(count, format));
        match format {
            "none" => None,
            _ if self.depth == 1 => Some(format!("({number})")),
            _ if self.depth > 1 => {
                Some(u32::try_from(count).map_or(number, |count| numeral(count, "decimalEnclosedCircle")))
            }
            "decimalEnclosedCircle" => Some(number),
            "japaneseCounting" | "aiueo" | "iroha" => Some(format!("{number}、")),
            _ => Some(format!("{number}.")),
        }
    }
}

fn format(kind: &str, style: &str) -> Option<&'static str> {
    let style = style.to_ascii_lowercase().replace(' ', "");
    let said =
        style.split(';').filter_map(|part| part.split_once(':')).filter(|(name, _)| name.starts_with("list-style"));
    let said = said.map(|(_, value)| value).next_back().unwrap_or_default();
    Some(match said {
        "none" => "none",
        "disc" | "circle" | "square" => return None,
        "cjk-ideographic" | "japanese-informal" | "japanese-formal" | "cjk-decimal" => "japaneseCounting",
        "katakana" | "hiragana" => "aiueo",
        "katakana-iroha" | "hiragana-iroha" => "iroha",
        "lower-alpha" | "lower-latin" => "lowerLetter",
        "upper-alpha" | "upper-latin" => "upperLetter",
        "lower-roman" => "lowerRoman",
        "upper-roman" => "upperRoman",
        "decimal-leading-zero" => "decimalZero",
        "circled-decimal" => "decimalEnclosedCircle",
        _ => match kind {
            "a" => "lowerLetter",
            "A" => "upperLetter",
            "i" => "lowerRoman",
            "I" => "upperRoman",
            "disc" | "circle" | "square" => return None,
            _ => "decimal",
        },
    })
}

/// How many items each numbered list of a page has, in the order in which the lists begin; for lists that count down.
/// Empty where no list does.
pub fn counts(text: &str) -> Vec<usize> {
    if !text.to_ascii_lowercase().contains("reversed") {
        return Vec::new();
    }
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let (mut counts, mut open): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => match tag.name.as_slice() {
                b"ol" => {
                    open.push(Some(counts.len()));
                    counts.push(0);
                }
                b"ul" => open.push(None),
                b"li" => {
                    if let Some(&Some(list)) = open.last() {
                        counts[list] += 1;
                    }
                }
                _ => {}
            },
            Token::EndTag(tag) if matches!(tag.name.as_slice(), b"ol" | b"ul") => {
                open.pop();
            }
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_numbered_as_a_browser_prints_them() {
        let list = |kind: &str, style: &str, start, items| List::numbers(kind, style, start, items, None);
        for (mut list, values, expected) in [
            (list("", "", None, None), vec![None, Some(5), None], vec!["1.", "5.", "6."]),
            (list("a", "", Some(3), None), vec![None, None], vec!["c.", "d."]),
            (list("I", "", None, None), vec![Some(4)], vec!["IV."]),
            (list("", "list-style-type: katakana", None, None), vec![None, None], vec!["ア、", "イ、"]),
            (list("", "list-style: cjk-ideographic", Some(10), None), vec![None], vec!["十、"]),
            (list("", "", None, Some(3)), vec![None, None, None, None, None], vec!["3.", "2.", "1.", "0.", "-1."]),
            (list("", "list-style:none", None, None), vec![None], vec![""]),
            (List::bullets(), vec![None], vec!["・"]),
        ] {
            let labels: Vec<String> = values.into_iter().map(|value| list.label(value).unwrap_or_default()).collect();
            assert_eq!(labels, expected);
        }
        let outer = list("", "", None, None);
        assert_eq!(List::numbers("", "", None, None, Some(&outer)).label(None).as_deref(), Some("(1)"));
        assert_eq!(List::numbers("a", "", None, None, Some(&outer)).label(None).as_deref(), Some("a."));
        assert_eq!(counts("<ol reversed><li><ul><li></ul><li><ol><li></ol></ol>"), [2, 1]);
    }
}
