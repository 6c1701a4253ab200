//! A stream of a pdf in, its bytes out, unpacked and bounded.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Stream};

use crate::read::limits::MAX_STREAM;

/// What came out of a stream.
#[derive(Debug, Default, PartialEq)]
pub struct Unpacked {
    pub bytes: Vec<u8>,
    /// It was damaged: what stands behind the damaged place is missing, or its sum is wrong.
    pub is_damaged: bool,
}

/// Unpacks a stream. None for pictures and for what cannot be unpacked at all or passes the bound.
pub fn unpack(stream: &Stream<'_>) -> Option<Unpacked> {
    let dict = stream.dict();
    let mut bytes = stream.raw_data().into_owned();
    let mut is_damaged = false;
    for (index, filter) in stream.filters().into_iter().enumerate() {
        bytes = match filter {
            Filter::Crypt => bytes,
            Filter::FlateDecode => {
                let inflated = inflated(&bytes)?;
                is_damaged |= inflated.is_damaged;
                inflated.bytes
            }
            Filter::LzwDecode => lzw(&bytes, early(dict, index))?,
            Filter::RunLengthDecode => run_lengths(&bytes)?,
            Filter::Ascii85Decode => ascii85(&bytes),
            Filter::AsciiHexDecode => hex(&bytes),
            _ => return None,
        };
        if bytes.len() > MAX_STREAM || predictor(dict, index) > 1 {
            return None;
        }
    }
    Some(Unpacked { bytes, is_damaged })
}

fn parameters<'a>(dict: &Dict<'a>, index: usize) -> Option<Dict<'a>> {
    let of =
        |key: &str| dict.get::<Dict<'_>>(key).or_else(|| dict.get::<Array<'_>>(key)?.iter::<Dict<'_>>().nth(index));
    of("DecodeParms").or_else(|| of("DP"))
}

/// Text is never packed with a predictor; tables of objects are, and the library unpacks those.
fn predictor(dict: &Dict<'_>, index: usize) -> i32 {
    parameters(dict, index).and_then(|parameters| parameters.get::<i32>("Predictor")).unwrap_or(1)
}

fn early(dict: &Dict<'_>, index: usize) -> bool {
    parameters(dict, index).and_then(|parameters| parameters.get::<i32>("EarlyChange")).unwrap_or(1) != 0
}

/// Unpacks as far as the bytes go: the text before a damaged place is still worth reading.
fn inflated(bytes: &[u8]) -> Option<Unpacked> {
    let mut out = Vec::new();
    let is_whole = ZlibDecoder::new(bytes).take(MAX_STREAM as u64 + 1).read_to_end(&mut out).is_ok();
    if is_whole {
        return Some(Unpacked { bytes: out, is_damaged: false });
    }
    // Some programs leave out the head of two bytes, or the sum at the end.
    let raw = |bytes: &[u8]| {
        let (mut decoder, mut out) = (DeflateDecoder::new(bytes).take(MAX_STREAM as u64 + 1), Vec::new());
        let is_whole = decoder.read_to_end(&mut out).is_ok();
        (out, is_whole, decoder.into_inner().total_in() as usize)
    };
    if out.is_empty() {
        let (bytes, is_whole, _) = raw(bytes);
        return (!bytes.is_empty()).then_some(Unpacked { bytes, is_damaged: !is_whole });
    }
    let (again, is_whole, taken) = raw(bytes.get(2..).unwrap_or_default());
    let has_sum = bytes.len() >= 2 + taken + 4;
    Some(Unpacked { is_damaged: !is_whole || has_sum || again.len() < out.len(), bytes: out })
}

fn run_lengths(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let [length, tail @ ..] = rest {
        match (*length, tail) {
            (128, _) => break,
            (length @ 0..128, _) => {
                let taken = (usize::from(length) + 1).min(tail.len());
                out.extend_from_slice(&tail[..taken]);
                rest = &tail[taken..];
            }
            (length, [byte, tail @ ..]) => {
                out.resize(out.len() + 257 - usize::from(length), *byte);
                rest = tail;
            }
            _ => break,
        }
        if out.len() > MAX_STREAM {
            return None;
        }
    }
    Some(out)
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|&&byte| byte != b'>')
        .filter_map(|&byte| (byte as char).to_digit(16).map(|digit| digit as u8))
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let mut group: Vec<u32> = Vec::with_capacity(5);
    let bytes = bytes.strip_prefix(b"<~").unwrap_or(bytes);
    for &byte in bytes {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            out.extend(word(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(&word(&group).to_be_bytes()[..kept]);
    }
    out
}

fn word(group: &[u32]) -> u32 {
    group.iter().fold(0u32, |word, &digit| word.wrapping_mul(85).wrapping_add(digit))
}

fn lzw(bytes: &[u8], early: bool) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::new();
    // Where in `out` the words of the table stand, from code 258 on.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    let (mut bits, mut held, mut width) = (0u32, 0u32, 9u32);
    for &byte in bytes {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held & ((1 << width) - 1)) as usize;
        bits &= (1 << held) - 1;
        match code {
            256 => {
                table.clear();
                (before, width) = (None, 9);
                continue;
            }
            257 => break,
            _ => {}
        }
        let start = out.len();
        match code {
            0..256 => out.push(code as u8),
            _ => {
                let known = table.get(code - 258).copied();
                // The word that is being made: the one before, and its own first byte.
                let (at, length) = known.or_else(|| before.map(|(at, length)| (at, length + 1)))?;
                for index in at..at + length {
                    out.push(*out.get(index)?);
                }
            }
        }
        if let Some((at, length)) = before
            && table.len() < 4096 - 258
        {
            table.push((at, length + 1));
        }
        before = Some((start, out.len() - start));
        let next = table.len() + 258 + usize::from(early) + 1;
        width = match next {
            0..=512 => 9,
            513..=1024 => 10,
            1025..=2048 => 11,
            _ => 12,
        };
        if out.len() > MAX_STREAM {
            return None;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told_and_a_missing_sum_is_none() {
        use std::io::Write;
        let text = b"BT /F1 10 Tf (hazama) Tj ET ".repeat(40);
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(&text).expect("writes");
        let packed = packer.finish().expect("finishes");
        let damaged = |bytes: &[u8]| inflated(bytes).map(|unpacked| unpacked.is_damaged);
        let whole = Unpacked { bytes: text.clone(), is_damaged: false };
        assert_eq!(inflated(&packed), Some(Unpacked { bytes: text.clone(), is_damaged: false }));
        assert_eq!(inflated(&packed[..packed.len() - 4]), Some(whole));
        assert_eq!(damaged(&packed[2..packed.len() - 4]), Some(false));
        assert_eq!(damaged(&packed[..packed.len() - 9]), Some(true));
        let untold = |at: &usize| {
            let mut flipped = packed.clone();
            flipped[*at] ^= 4;
            damaged(&flipped) == Some(false)
        };
        // Only where the mark of the end is hit, which is then found in the sum, nothing tells.
        assert!((2..packed.len()).filter(untold).count() <= 1);
    }

    #[test]
    fn old_filters_are_unpacked() {
        assert_eq!(hex(b"41 4 2>zz"), b"AB");
        assert_eq!(ascii85(b"<~87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(run_lengths(b"\x02abc\xfed\x80x").as_deref(), Some(&b"abcddd"[..]));
        let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(lzw(&packed, true).as_deref(), Some(&[45, 45, 45, 45, 45, 65, 45, 45, 45, 66][..]));
    }
}
