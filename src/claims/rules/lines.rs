//! Where the parts of a JSON file stand. In: its text, which is JSON. Out: the 1-based line of every part by JSON pointer.

use std::collections::BTreeMap;

/// Lines of a file's parts.
#[derive(Debug, Default)]
pub(super) struct Lines(BTreeMap<String, usize>);

impl Lines {
    /// Walks through a text that a JSON parser has taken.
    pub fn of(text: &str) -> Lines {
        let mut walk = Walk { bytes: text.as_bytes(), at: 0, line: 1, lines: BTreeMap::new() };
        walk.value("");
        Lines(walk.lines)
    }

    /// The line of a part; of the nearest part around it, when it is not there itself.
    pub fn line(&self, pointer: &str) -> Option<usize> {
        let mut pointer = pointer;
        loop {
            if let Some(line) = self.0.get(pointer) {
                return Some(*line);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    lines: BTreeMap<String, usize>,
}

impl Walk<'_> {
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                _ => return Some(byte),
            }
            self.at += 1;
        }
        None
    }

    /// JSON is nested no deeper than its parser allows, so that this ends.
    fn value(&mut self, pointer: &str) {
        let first = self.peek();
        self.lines.entry(pointer.to_owned()).or_insert(self.line);
        match first {
            Some(open @ (b'{' | b'[')) => {
                self.at += 1;
                let mut number = 0;
                while let Some(byte) = self.peek() {
                    match byte {
                        b'}' | b']' => {
                            self.at += 1;
                            return;
                        }
                        b',' => self.at += 1,
                        _ if open == b'{' => {
                            let line = self.line;
                            let key = self.string();
                            let pointer = format!("{pointer}/{key}");
                            self.lines.insert(pointer.clone(), line);
                            if self.peek() == Some(b':') {
                                self.at += 1;
                            }
                            self.value(&pointer);
                        }
                        _ => {
                            self.value(&format!("{pointer}/{number}"));
                            number += 1;
                        }
                    }
                }
            }
            Some(b'"') => drop(self.string()),
            Some(_) => {
                let end = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b'\n' | b' ' | b'\r' | b'\t');
                let rest = &self.bytes[self.at..];
                self.at += rest.iter().position(end).unwrap_or(rest.len()).max(1);
            }
            None => {}
        }
    }

    fn string(&mut self) -> String {
        let start = self.at + 1;
        self.at = start;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => self.at += 1,
                b'"' => break,
                _ => {}
            }
            self.at += 1;
        }
        let end = self.at.min(self.bytes.len());
        self.at += 1;
        String::from_utf8_lossy(self.bytes.get(start..end).unwrap_or_default()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_line() {
        let text = "{\n \"a\": [1,\n  {\"b\\\"\": true,\n \"c\": null}],\n\n \"d\": \"x}\"\n}\n";
        let lines = Lines::of(text);
        for (pointer, line) in
            [("", 1), ("/a", 2), ("/a/0", 2), ("/a/1", 3), ("/a/1/c", 4), ("/d", 6), ("/a/1/none", 3), ("/e", 1)]
        {
            assert_eq!(lines.line(pointer), Some(line), "{pointer}");
        }
        for broken in ["", "{", "[1,", "{\"a", "{\"a\":}", "}{", "\""] {
            Lines::of(broken);
        }
    }
}
