//! The stream of a workbook in, its records and the strings inside them out.

use encoding_rs::{Encoding, SHIFT_JIS, WINDOWS_1252};

use crate::read::compound::{long, word};

/// Goes on from the record before.
const CONTINUE: u16 = 0x003c;

/// A record, with those that go on from it.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// Its kind.
    pub kind: u16,
    /// Its bytes.
    pub data: &'a [u8],
    /// Bytes of the records that go on from it.
    pub more: Vec<&'a [u8]>,
}

/// The records of a stream from a place on.
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// From that byte on.
    pub fn from(stream: &'a [u8], at: usize) -> Records<'a> {
        Records { rest: stream.get(at..).unwrap_or_default() }
    }

    fn piece(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, length) = (word(self.rest, 0)?, usize::from(word(self.rest, 2)?));
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.piece()?;
        let mut more = Vec::new();
        while word(self.rest, 0) == Some(CONTINUE) {
            more.push(self.piece()?.1);
        }
        Some(Record { kind, data, more })
    }
}

/// A string and the places, in letters of two bytes, from which a font holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rich {
    /// The letters.
    pub text: String,
    /// Start and number of the font.
    pub fonts: Vec<(usize, usize)>,
}

/// Reads strings of Excel 97 and later out of a record and those that go on from it.
pub struct Strings<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Strings<'a> {
    /// Behind the first bytes of a record.
    pub fn of(record: &Record<'a>, at: usize) -> Strings<'a> {
        let pieces = std::iter::once(record.data).chain(record.more.iter().copied()).collect();
        Strings { pieces, piece: 0, at }
    }

    fn settle(&mut self) -> Option<()> {
        while self.at >= self.pieces.get(self.piece)?.len() {
            self.at -= self.pieces[self.piece].len();
            self.piece += 1;
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.settle()?;
        self.at += 1;
        Some(self.pieces[self.piece][self.at - 1])
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// The next string: its number of letters, its kind, then the letters, which may go on in the next record, whose first
    /// byte says the kind again.
    pub fn next(&mut self) -> Option<Rich> {
        let letters = usize::from(self.word()?);
        let kind = self.byte()?;
        let runs = if kind & 8 != 0 { usize::from(self.word()?) } else { 0 };
        let extra = if kind & 4 != 0 { u32::from(self.word()?) | u32::from(self.word()?) << 16 } else { 0 };
        let text = self.letters(letters, kind & 1 != 0)?;
        let mut fonts = Vec::new();
        for _ in 0..runs {
            fonts.push((usize::from(self.word()?), usize::from(self.word()?)));
        }
        self.at = self.at.checked_add(extra as usize)?;
        Some(Rich { text, fonts })
    }

    /// That many letters, of two bytes each or of one.
    pub fn letters(&mut self, letters: usize, mut is_wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < letters {
            if self.at >= self.pieces.get(self.piece)?.len() {
                self.piece += 1;
                is_wide = self.pieces.get(self.piece)?.first()? & 1 != 0;
                self.at = 1;
                continue;
            }
            let unit = if is_wide { self.word()? } else { u16::from(self.byte()?) };
            units.push(unit);
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// How letters are written in a book.
#[derive(Debug, Clone, Copy)]
pub enum Writing {
    /// Two bytes a letter or one, as each string says (Excel 97 and later).
    Unicode,
    /// In the bytes of a code page (Excel 5 and 95).
    Page(&'static Encoding),
}

/// The encoding of a code page. Books of Japanese offices often name none, or the one of the West.
pub fn encoding_of(page: Option<u16>) -> &'static Encoding {
    match page {
        Some(936) => encoding_rs::GBK,
        Some(949) => encoding_rs::EUC_KR,
        Some(950) => encoding_rs::BIG5,
        Some(1252 | 0x8001) => WINDOWS_1252,
        Some(65001) => encoding_rs::UTF_8,
        _ => SHIFT_JIS,
    }
}

/// The letters of bytes in a code page; bytes that read as Japanese are Japanese whatever page was named.
pub fn decoded(bytes: &[u8], encoding: &'static Encoding) -> String {
    if encoding == WINDOWS_1252
        && !bytes.is_ascii()
        && let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return text.into_owned();
    }
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// A string that begins with its number of letters in one byte or two, and has no runs.
pub fn string(record: &Record<'_>, at: usize, is_short: bool, writing: Writing) -> Option<String> {
    let data = record.data;
    let (letters, at) =
        if is_short { (usize::from(*data.get(at)?), at + 1) } else { (usize::from(word(data, at)?), at + 2) };
    match writing {
        Writing::Unicode => {
            let is_wide = data.get(at)? & 1 != 0;
            Strings::of(record, at + 1).letters(letters, is_wide)
        }
        Writing::Page(encoding) => {
            let end = (at + letters).min(data.len());
            Some(decoded(data.get(at..end)?, encoding))
        }
    }
}

/// A number packed into four bytes.
pub fn packed(bytes: &[u8], at: usize) -> Option<f64> {
    let rk = long(bytes, at)?;
    let number =
        if rk & 2 != 0 { f64::from((rk as i32) >> 2) } else { f64::from_bits(u64::from(rk & 0xffff_fffc) << 32) };
    Some(if rk & 1 != 0 { number / 100.0 } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_go_on_in_the_next_record() {
        // «はい» cut after its first letter; the rest is said to have two bytes a letter again.
        let first: &[u8] = &[2, 0, 0b1001, 1, 0, 0x6f, 0x30];
        let record = Record { kind: 0xfc, data: first, more: vec![&[1, 0x44, 0x30, 1, 0, 7, 0, 1, 0, 0, b'A']] };
        let mut strings = Strings::of(&record, 0);
        assert_eq!(strings.next(), Some(Rich { text: "はい".to_owned(), fonts: vec![(1, 7)] }));
        assert_eq!(strings.next().map(|rich| rich.text).as_deref(), Some("A"));
        assert_eq!(strings.next(), None);
    }

    #[test]
    fn packed_numbers_are_unpacked() {
        for (rk, number) in [(10 << 2 | 2, 10.0), (1050 << 2 | 3, 10.5), (0x3ff0_0000, 1.0), (-4i32 as u32 | 2, -1.0)] {
            assert_eq!(packed(&u32::to_le_bytes(rk), 0), Some(number));
        }
    }

    #[test]
    fn bytes_without_a_page_are_japanese() {
        for page in [None, Some(932), Some(1252)] {
            assert_eq!(decoded(b"\x82\xcd\x82\xa2", encoding_of(page)), "はい", "{page:?}");
        }
        assert_eq!(decoded(b"caf\xe9", encoding_of(Some(1252))), "café");
    }
}
