//! The bytes of a pdf in, whether they may be opened out. The library that finds the objects of a pdf unpacks streams of
//! objects without a bound, so that everything which could be one is measured before.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use crate::read::limits::{MAX_SEALED, MAX_STREAM, MAX_STREAMS, Trouble};

/// Measures every stream that may hold objects; says whether one of them is damaged.
pub fn measure(bytes: &[u8]) -> Result<bool, Trouble> {
    let is_encrypted = find(bytes, b"/Encrypt").is_some();
    let (mut total, mut is_damaged) = (0, false);
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream").map(|at| from + at) {
        let before = &bytes[from..at];
        from = at + b"stream".len();
        if before.ends_with(b"end") || !may_hold_objects(before) {
            continue;
        }
        let data = match &bytes[from..] {
            [b'\r', b'\n', rest @ ..] | [b'\n' | b'\r', rest @ ..] => rest,
            _ => continue,
        };
        let packed = find(data, b"endstream").unwrap_or(data.len());
        if names_much(before) || (is_encrypted && packed > MAX_SEALED) {
            return Err(Trouble::TooLarge);
        }
        let (size, is_broken) = unpacked(data, packed)?;
        total += size;
        is_damaged |= is_broken && !is_encrypted;
        if total > MAX_STREAMS {
            return Err(Trouble::TooLarge);
        }
    }
    Ok(is_damaged)
}

/// What an object says before its stream, or none where that cannot be told from afar: names may be written with `#`,
/// and words in brackets or after `%` may look like anything.
fn head(before: &[u8]) -> Option<&[u8]> {
    let at = before.windows(4).rposition(|four| four == b" obj")?;
    let number = before[..at].iter().rposition(|byte| !byte.is_ascii_digit() && *byte != b' ');
    let is_line = number.is_none_or(|at| matches!(before[at], b'\n' | b'\r'));
    let head = &before[at..];
    (is_line && !head.iter().any(|byte| matches!(byte, b'(' | b')' | b'#' | b'%'))).then_some(head)
}

/// What stands before a stream does not rule out that it holds objects.
fn may_hold_objects(before: &[u8]) -> bool {
    let keys: [&[u8]; 4] = [b"/First", b"/Root", b"/Index", b"/Size"];
    head(before).is_none_or(|head| keys.iter().any(|key| find(head, key).is_some()))
}

/// Filters that unpack stand one after the other: each may swell the other's work.
fn names_much(before: &[u8]) -> bool {
    let head = head(before).unwrap_or(&before[before.len().saturating_sub(512)..]);
    let names: [&[u8]; 4] = [b"/FlateDecode", b"/Fl ", b"/LZW", b"/RunLengthDecode"];
    let times = |name: &[u8]| head.windows(name.len()).filter(|window| *window == name).count();
    names.iter().map(|name| times(name)).sum::<usize>() > 1 || times(b"/LZW") > 0
}

/// How many bytes come out of a stream that is packed, 0 of one that is not; and whether they end in damage.
fn unpacked(data: &[u8], packed: usize) -> Result<(usize, bool), Trouble> {
    let (size, end) = drained(ZlibDecoder::new(data));
    match end {
        End::Whole => Ok((size, false)),
        End::Short => Ok((size, size > 0)),
        End::Large => Err(Trouble::TooLarge),
        End::Broken => {
            let (raw, end) = drained(DeflateDecoder::new(data));
            let is_packed = size > 0 || raw > 4096;
            match end {
                End::Large => Err(Trouble::TooLarge),
                End::Broken if is_packed && packed > MAX_SEALED => Err(Trouble::Damaged),
                _ => Ok((size.max(raw), size > 0)),
            }
        }
    }
}

/// How the unpacking of a stream ended.
enum End {
    Whole,
    /// The bytes stop too early.
    Short,
    Broken,
    Large,
}

fn drained(mut stream: impl Read) -> (usize, End) {
    let mut piece = vec![0; 32 << 10];
    let mut size = 0;
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return (size, End::Whole),
            Ok(read) => size += read,
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return (size, End::Short),
            Err(_) => return (size, End::Broken),
        }
        if size > MAX_STREAM {
            return (size, End::Large);
        }
    }
}

/// Where a needle begins.
pub fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|&byte| byte == first) {
        if bytes[from + at..].starts_with(needle) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}
