//! The dictionary of a font in, what its codes mean and how wide they run out.

use std::collections::BTreeMap;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Words};

use super::glyphs;
use super::stream::unpack;

/// A font.
pub struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    widths: BTreeMap<u32, f32>,
    default_width: f32,
    /// Letters run downwards.
    pub vertical: bool,
    /// A map of its codes is damaged.
    pub is_damaged: bool,
    /// Its name says that it is bold.
    pub is_bold: bool,
}

/// How bytes become letters.
enum Codes {
    /// One byte a letter.
    Single(Box<[Option<char>; 256]>),
    /// A composite font.
    Composite { bytes: Bytes, cids: Option<Box<CMap>>, letters: Option<Box<CMap>> },
}

/// How many bytes a code has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bytes {
    Two,
    /// Two or four, as in UTF-16; the code is the letter.
    Utf16,
    ShiftJis,
    Euc,
    Utf32,
    /// As the font's own map says.
    Own,
}

/// One code of a text.
pub struct Code {
    /// The letters it stands for; none where nothing says it.
    pub letters: Letters,
    /// How far the pen moves, in em.
    pub advance: f32,
    /// A single byte 32, which word spacing widens.
    pub is_space: bool,
}

/// The letters of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letters {
    One(char),
    Several(String),
    Unknown,
}

impl Font {
    /// Reads a font. What is missing makes its letters unknown, never wrong.
    pub fn new(dict: &Dict<'_>) -> Font {
        let map = |key: &str| dict.get::<Stream<'_>>(key).and_then(|stream| unpack(&stream));
        let is_damaged = ["ToUnicode", "Encoding"].iter().any(|key| map(key).is_some_and(|map| map.is_damaged));
        let to_unicode = map("ToUnicode").and_then(|map| cmap(&map.bytes));
        let kind = dict.get::<Name<'_>>("Subtype");
        let font = match kind.as_deref() {
            Some(b"Type0") => Self::composite(dict, to_unicode),
            kind => Self::single(dict, to_unicode, kind == Some(b"Type3")),
        };
        let name = dict.get::<Name<'_>>("BaseFont").map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        let is_bold =
            [&b"bold"[..], b"heavy", b"black"].iter().any(|word| name.windows(word.len()).any(|part| part == *word));
        Font { is_damaged, is_bold, ..font }
    }

    fn single(dict: &Dict<'_>, to_unicode: Option<CMap>, is_drawn: bool) -> Font {
        let first = dict.get::<u32>("FirstChar").unwrap_or(0).min(255);
        // A Type 3 font has units of its own.
        let unit = if is_drawn {
            let matrix = dict.get::<Array<'_>>("FontMatrix").and_then(|matrix| matrix.iter::<Number>().next());
            matrix.map_or(0.001, |number| number.as_f32())
        } else {
            0.001
        };
        let given = dict.get::<Array<'_>>("Widths");
        let given = given.iter().flat_map(|array| array.iter::<Number>()).take(256);
        let widths = (first..).zip(given.map(|width| width.as_f32() * unit)).collect();
        let letters = Box::new(glyphs::letters(dict));
        Font {
            codes: Codes::Single(letters),
            to_unicode,
            widths,
            default_width: 0.5,
            vertical: false,
            is_damaged: false,
            is_bold: false,
        }
    }

    fn composite(dict: &Dict<'_>, to_unicode: Option<CMap>) -> Font {
        let descendant = dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let descendant = descendant.unwrap_or_default();
        let name = dict.get::<Name<'_>>("Encoding").map(|name| name.to_vec());
        let own = || dict.get::<Stream<'_>>("Encoding").and_then(|stream| cmap(&unpack(&stream)?.bytes));
        let (bytes, cids, mut vertical) = match &name {
            Some(name) => {
                let bytes = bytes_of(name);
                let is_identity = name.starts_with(b"Identity");
                let cids = if is_identity { None } else { predefined(CMapName::from_bytes(name)) };
                (bytes, cids, name.ends_with(b"-V") || name == b"V")
            }
            None => {
                let own = own();
                let mode = own.as_ref().and_then(|cmap| cmap.metadata().writing_mode);
                (Bytes::Own, own, mode == Some(WritingMode::Vertical))
            }
        };
        vertical &= name.is_some() || cids.is_some();
        let family = descendant.get::<Dict<'_>>("CIDSystemInfo").and_then(|info| {
            let part = |key: &str| info.get::<Words<'_>>(key).map(|words| words.to_vec());
            Some(CidFamily::from_registry_ordering(&part("Registry")?, &part("Ordering")?))
        });
        let needs_letters = bytes != Bytes::Utf16 && bytes != Bytes::Utf32;
        let ucs2 = family.filter(|_| needs_letters).and_then(|family| family.ucs2_cmap());
        let letters = ucs2.filter(|_| to_unicode.is_none() || bytes != Bytes::Two).and_then(predefined);
        Font {
            codes: Codes::Composite { bytes, cids: cids.map(Box::new), letters: letters.map(Box::new) },
            to_unicode,
            widths: widths(&descendant),
            default_width: descendant.get::<Number>("DW").map_or(1.0, |width| width.as_f32() / 1000.0),
            vertical,
            is_damaged: false,
            is_bold: false,
        }
    }

    /// The width of a letter's box in em, whichever way the letters run.
    pub fn width(&self, code: &Code) -> f32 {
        if self.vertical { 1.0 } else { code.advance }
    }

    /// Takes the first code of `text`; gives it and how many bytes it has.
    pub fn next(&self, text: &[u8]) -> Option<(Code, usize)> {
        let first = *text.first()?;
        match &self.codes {
            Codes::Single(letters) => {
                let code = u32::from(first);
                let letters = self.mapped(code).unwrap_or_else(|| one(letters[usize::from(first)]));
                let advance = self.widths.get(&code).copied().unwrap_or(self.default_width);
                Some((Code { letters, advance, is_space: first == 32 }, 1))
            }
            Codes::Composite { bytes, cids, letters } => {
                let length = bytes.length(text, cids.as_deref()).min(text.len());
                let code = text[..length].iter().fold(0u32, |code, &byte| code << 8 | u32::from(byte));
                let cid = cids.as_ref().map_or(Some(code), |cids| cids.lookup_cid_code(code, length as u8));
                let meant = || match bytes {
                    Bytes::Utf16 => one(utf16(&text[..length])),
                    Bytes::Utf32 => one(char::from_u32(code)),
                    _ => cid.and_then(|cid| letters.as_ref()?.lookup_bf_string(cid)).map_or(Letters::Unknown, known),
                };
                let letters = self.mapped(code).unwrap_or_else(meant);
                let width = cid.and_then(|cid| self.widths.get(&cid)).copied().unwrap_or(self.default_width);
                let advance = if self.vertical { -1.0 } else { width };
                Some((Code { letters, advance, is_space: length == 1 && first == 32 }, length))
            }
        }
    }

    fn mapped(&self, code: u32) -> Option<Letters> {
        let letters = known(self.to_unicode.as_ref()?.lookup_bf_string(code)?);
        (letters != Letters::Unknown).then_some(letters)
    }
}

impl Bytes {
    fn length(self, text: &[u8], own: Option<&CMap>) -> usize {
        match (self, text[0]) {
            (Bytes::Two, _) => 2,
            (Bytes::Utf16, 0xd8..0xdc) => 4,
            (Bytes::Utf16, _) => 2,
            (Bytes::Utf32, _) => 4,
            (Bytes::ShiftJis, 0x81..0xa0 | 0xe0..=0xfc) => 2,
            (Bytes::Euc, 0x8e | 0xa1..=0xfe) => 2,
            (Bytes::ShiftJis | Bytes::Euc, _) => 1,
            (Bytes::Own, _) => {
                let holds = |&length: &usize| {
                    let code = text.get(..length)?.iter().fold(0u32, |code, &byte| code << 8 | u32::from(byte));
                    own?.lookup_cid_code(code, length as u8)
                };
                (1..=4).find(|length| holds(length).is_some()).unwrap_or(2)
            }
        }
    }
}

fn bytes_of(name: &[u8]) -> Bytes {
    let holds = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
    if holds(b"UTF16") || holds(b"UCS2") {
        Bytes::Utf16
    } else if holds(b"UTF32") {
        Bytes::Utf32
    } else if holds(b"RKSJ") {
        Bytes::ShiftJis
    } else if holds(b"EUC") || holds(b"B5") || holds(b"GBK") || holds(b"UHC") {
        Bytes::Euc
    } else {
        Bytes::Two
    }
}

fn utf16(bytes: &[u8]) -> Option<char> {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).next()?.ok()
}

fn one(letter: Option<char>) -> Letters {
    letter.map_or(Letters::Unknown, |letter| known(BfString::Char(letter)))
}

/// Letters that a map gives, unless it only pretends to.
fn known(letters: BfString) -> Letters {
    match letters {
        BfString::Char(letter) => glyphs::shown(letter).map_or(Letters::Unknown, Letters::One),
        BfString::String(words) => {
            let shown: Option<String> = words.chars().map(glyphs::shown).collect();
            shown.map_or(Letters::Unknown, Letters::Several)
        }
    }
}

fn cmap(bytes: &[u8]) -> Option<CMap> {
    CMap::parse(bytes, load_embedded)
}

fn predefined(name: CMapName<'_>) -> Option<CMap> {
    cmap(load_embedded(name)?)
}

/// Widths by CID: `[c [w w w] first last w]`.
fn widths(font: &Dict<'_>) -> BTreeMap<u32, f32> {
    let mut widths = BTreeMap::new();
    let Some(array) = font.get::<Array<'_>>("W") else { return widths };
    let mut items = array.iter::<Object<'_>>();
    while let Some(first) = items.next().and_then(Object::into_number).map(|number| number.as_i64()) {
        let first = first.clamp(0, 0xffff) as u32;
        match items.next() {
            Some(Object::Array(list)) => {
                let list = list.iter::<Number>().take(0x1_0000);
                widths.extend((first..).zip(list.map(|width| width.as_f32() / 1000.0)));
            }
            Some(Object::Number(last)) => {
                let Some(width) = items.next().and_then(Object::into_number) else { break };
                let last = last.as_i64().clamp(0, 0xffff) as u32;
                widths.extend((first..=last).map(|cid| (cid, width.as_f32() / 1000.0)));
            }
            _ => break,
        }
        if widths.len() > 0x2_0000 {
            break;
        }
    }
    widths
}
