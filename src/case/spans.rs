//! TOML as JSON that remembers its lines. In: the text of a manifest. Out: a JSON value, and the line of every part
//! of it by JSON pointer.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A TOML file as a JSON value with lines.
#[derive(Debug)]
pub(super) struct Located {
    pub value: Value,
    lines: BTreeMap<String, usize>,
}

impl Located {
    /// Reads TOML.
    ///
    /// # Errors
    /// The 1-based line and the parser's own words.
    pub fn parse(text: &str) -> Result<Located, (usize, String)> {
        let table = DeTable::parse(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_at(text, span.start));
            (line, error.message().to_owned())
        })?;
        let mut reader = Reader { text, lines: BTreeMap::new() };
        let value = reader.table(table.get_ref(), "");
        Ok(Located { value, lines: reader.lines })
    }

    /// The 1-based line of a part by JSON pointer; of the nearest part around it, when it is not there itself.
    pub fn line(&self, pointer: &str) -> Option<usize> {
        let mut pointer = pointer;
        loop {
            if let Some(line) = self.lines.get(pointer) {
                return Some(*line);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    lines: BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>, pointer: &str) -> Value {
        let mut members = Map::new();
        for (key, value) in table.iter() {
            let pointer = format!("{pointer}/{}", key.get_ref().replace('~', "~0").replace('/', "~1"));
            self.lines.insert(pointer.clone(), line_at(self.text, key.span().start));
            members.insert(key.get_ref().to_string(), self.value(value, &pointer));
        }
        Value::Object(members)
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, pointer: &str) -> Value {
        match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| Value::String(number.to_string()), Value::from),
            DeValue::Float(number) => {
                number.as_str().parse::<f64>().map_or_else(|_| Value::String(number.to_string()), Value::from)
            }
            DeValue::Boolean(truth) => Value::Bool(*truth),
            // TOML has dates of its own: `as_of = 2026-11-22` without quotes means the same.
            DeValue::Datetime(date) => Value::String(date.to_string()),
            DeValue::Array(items) => {
                let items = items.iter().enumerate().map(|(number, item)| {
                    let pointer = format!("{pointer}/{number}");
                    self.lines.insert(pointer.clone(), line_at(self.text, item.span().start));
                    self.value(item, &pointer)
                });
                Value::Array(items.collect())
            }
            DeValue::Table(table) => self.table(table, pointer),
        }
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    1 + text.as_bytes()[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_line_of_every_part() {
        let text = "[hospital]\nname = \"甲\"\n\n[[document]]\npath = \"a\"\n\n[[document]]\npath = \"b\"\nsystem = [\n\"x\",\n\"y\"]\n[review]\nas_of = 2026-11-22\n";
        let located = Located::parse(text).expect("reads");
        for (pointer, line) in [
            ("/hospital/name", 2),
            ("/document/0", 4),
            ("/document/0/path", 5),
            ("/document/1", 7),
            ("/document/1/system/1", 11),
            ("/document/1/kind", 7),
            ("/review/as_of", 13),
        ] {
            assert_eq!(located.line(pointer), Some(line), "{pointer}");
        }
        assert_eq!(located.line(""), None);
        assert_eq!(located.value["review"]["as_of"], "2026-11-22");
        assert_eq!(Located::parse("[a]\nb = \n").map_err(|(line, _)| line).err(), Some(2));
    }
}
