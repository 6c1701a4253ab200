//! A binary part in, its records and the strings inside them out ([MS-XLSB]).

use crate::read::compound::{long, word};

/// The records of a part: kind and bytes.
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// From the first byte of a part.
    pub fn of(part: &'a [u8]) -> Records<'a> {
        Records { rest: part }
    }

    /// Whether the part ended with its last record.
    pub fn is_whole(&self) -> bool {
        self.rest.is_empty()
    }

    /// A number of up to `bytes` bytes, seven bits each, as long as the eighth says that more come.
    fn number(&mut self, bytes: usize) -> Option<usize> {
        let mut number = 0;
        for index in 0..bytes {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= usize::from(byte & 0x7f) << (7 * index);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let before = self.rest;
        let record = (|| {
            let (kind, length) = (self.number(2)?, self.number(4)?);
            let data = self.rest.get(..length)?;
            self.rest = &self.rest[length..];
            Some((kind, data))
        })();
        if record.is_none() {
            self.rest = before;
        }
        record
    }
}

/// A string and the byte behind it.
pub fn wide(data: &[u8], at: usize) -> Option<(String, usize)> {
    let letters = long(data, at)? as usize;
    let end = at.checked_add(4)?.checked_add(letters.checked_mul(2)?)?;
    let units: Vec<u16> =
        data.get(at + 4..end)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Some((String::from_utf16_lossy(&units), end))
}

/// A string and the places, in letters of two bytes, from which a font holds.
#[derive(Debug, Clone, Default)]
pub struct Rich {
    /// The letters.
    pub text: String,
    /// Start and number of the font.
    pub fonts: Vec<(usize, usize)>,
}

/// A string that may have several fonts.
pub fn rich(data: &[u8], at: usize) -> Option<Rich> {
    let kind = *data.get(at)?;
    let (text, end) = wide(data, at + 1)?;
    let mut fonts = Vec::new();
    if kind & 1 != 0 {
        let runs = data.get(end + 4..).unwrap_or_default().chunks_exact(4).take(long(data, end)? as usize);
        fonts.extend(runs.filter_map(|run| Some((word(run, 0)?.into(), word(run, 2)?.into()))));
    }
    Some(Rich { text, fonts })
}
