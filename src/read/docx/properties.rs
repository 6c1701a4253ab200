//! The property elements of a story (`pPr`, `rPr`, `trPr`, `tcPr`, `sdtPr` …) in, what they mean for reading out. Each
//! function begins after the start of its element and ends after its end.

use quick_xml::events::{BytesStart, Event};

use super::styles::Styles;
use crate::read::limits::Trouble;
use crate::read::xml::{Xml, attribute, is_on, number, push_text};

/// Columns that a cell may cover (as many as Word allows in a table).
const MAX_COLUMNS: u32 = 63;

/// What a paragraph says of itself.
#[derive(Debug, Default)]
pub struct ParagraphLook {
    /// Id of its style.
    pub style: Option<String>,
    /// List of its automatic number; 0 for none at all.
    pub list: Option<u32>,
    /// Level in that list.
    pub level: Option<u8>,
    /// Outline level, 0 for a chapter.
    pub outline: Option<u8>,
    /// Its end is deleted by a tracked change, so that the next paragraph goes on in it.
    pub end_deleted: bool,
    /// Its end is hidden: where nothing else is there, Word does not count it.
    pub end_hidden: bool,
}

/// How letters look; none where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct RunLook {
    /// Hidden.
    pub hidden: Option<bool>,
    /// Struck through.
    pub struck: Option<bool>,
}

impl RunLook {
    /// This look, and where it says nothing that of the paragraph.
    pub fn over(self, plain: RunLook) -> RunLook {
        RunLook { hidden: self.hidden.or(plain.hidden), struck: self.struck.or(plain.struck) }
    }
}

/// What a row says of itself.
#[derive(Debug, Default)]
pub struct RowLook {
    /// Columns left free before its first cell.
    pub skipped: u32,
    /// Deleted by a tracked change.
    pub deleted: bool,
    /// Hidden.
    pub hidden: bool,
}

/// What a cell says of itself.
#[derive(Debug, Default)]
pub struct CellLook {
    /// Columns it covers; 0 where nothing is said.
    pub columns: u32,
    /// Continues the cell above.
    pub continued: bool,
    /// Continues the cell on its left.
    pub joined: bool,
    /// Deleted by a tracked change.
    pub deleted: bool,
}

/// Reads `pPr`.
pub fn paragraph(xml: &mut Xml<'_>) -> Result<ParagraphLook, Trouble> {
    let mut look = ParagraphLook::default();
    each(xml, |name, start| match name {
        "pStyle" => look.style = attribute(start, "val").map(|id| id.into_owned()),
        "numId" => look.list = number(start, "val"),
        "ilvl" => look.level = number(start, "val").map(|level| level.min(8) as u8),
        "outlineLvl" => look.outline = number(start, "val").map(|level| level.min(9) as u8),
        "del" | "moveFrom" => look.end_deleted = true,
        "vanish" => look.end_hidden = is_on(start),
        _ => {}
    })?;
    Ok(look)
}

/// Reads `rPr`.
pub fn run(xml: &mut Xml<'_>, styles: &Styles) -> Result<RunLook, Trouble> {
    let mut own = RunLook::default();
    let mut style = RunLook::default();
    each(xml, |name, start| match name {
        "vanish" => own.hidden = Some(is_on(start)),
        "strike" | "dstrike" => own.struck = Some(own.struck == Some(true) || is_on(start)),
        "rStyle" => {
            let named = attribute(start, "val").and_then(|id| styles.letters(&id));
            style = named.map_or(style, |named| RunLook { hidden: named.hidden, struck: named.struck });
        }
        _ => {}
    })?;
    Ok(own.over(style))
}

/// Reads `trPr`.
pub fn row(xml: &mut Xml<'_>) -> Result<RowLook, Trouble> {
    let mut look = RowLook::default();
    each(xml, |name, start| match name {
        "gridBefore" => look.skipped = number(start, "val").unwrap_or_default().min(MAX_COLUMNS),
        "del" => look.deleted = true,
        "hidden" => look.hidden = is_on(start),
        _ => {}
    })?;
    Ok(look)
}

/// Reads `tcPr`.
pub fn cell(xml: &mut Xml<'_>) -> Result<CellLook, Trouble> {
    let mut look = CellLook::default();
    let restarts = |start: &BytesStart<'_>| attribute(start, "val").is_some_and(|value| value == "restart");
    each(xml, |name, start| match name {
        "gridSpan" => look.columns = number(start, "val").unwrap_or_default().min(MAX_COLUMNS),
        "vMerge" => look.continued = !restarts(start),
        "hMerge" => look.joined = !restarts(start),
        "cellDel" => look.deleted = true,
        _ => {}
    })?;
    Ok(look)
}

/// What a content control says of itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct ControlLook {
    /// Shows a prompt, because nobody has filled it in.
    pub prompts: bool,
    /// Is a check box, and whether it is ticked.
    pub checked: Option<bool>,
    /// Holds a table of contents.
    pub contents: bool,
}

/// Reads `sdtPr`.
pub fn control(xml: &mut Xml<'_>) -> Result<ControlLook, Trouble> {
    let mut look = ControlLook::default();
    each(xml, |name, start| match name {
        "showingPlcHdr" => look.prompts |= is_on(start),
        "checkbox" => look.checked = look.checked.or(Some(false)),
        "checked" => look.checked = Some(is_on(start)),
        "docPartGallery" => look.contents = attribute(start, "val").is_some_and(|name| name == "Table of Contents"),
        _ => {}
    })?;
    look.prompts &= look.checked.is_none();
    Ok(look)
}

/// Reads `ddList` of an old form field: the entry that is chosen.
pub fn drop_down(xml: &mut Xml<'_>) -> Result<String, Trouble> {
    let (mut default, mut chosen, mut entries) = (0, None, Vec::new());
    each(xml, |name, start| match name {
        "default" => default = number(start, "val").unwrap_or_default(),
        "result" => chosen = number(start, "val"),
        "listEntry" => entries.push(attribute(start, "val").unwrap_or_default().into_owned()),
        _ => {}
    })?;
    let index = chosen.unwrap_or(default) as usize;
    Ok(if index < entries.len() { entries.swap_remove(index) } else { String::new() })
}

/// The letters inside an element.
pub fn letters(xml: &mut Xml<'_>) -> Result<String, Trouble> {
    let mut letters = String::new();
    let mut depth = 0;
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(_) if depth == 0 => return Ok(letters),
            Event::End(_) => depth -= 1,
            Event::Start(_) => depth += 1,
            event => push_text(&event, &mut letters),
        }
    }
}

/// Reads `checkBox` of an old form field: whether it is ticked.
pub fn check_box(xml: &mut Xml<'_>) -> Result<bool, Trouble> {
    let (mut default, mut checked) = (false, None);
    each(xml, |name, start| match name {
        "default" => default = is_on(start),
        "checked" => checked = Some(is_on(start)),
        _ => {}
    })?;
    Ok(checked.unwrap_or(default))
}

/// The sign that a symbol font shows: check boxes and marks by their shape, others as `・`.
pub fn symbol(start: &BytesStart<'_>) -> char {
    let font = attribute(start, "font").unwrap_or_default().to_lowercase();
    let code = attribute(start, "char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or_default();
    match (font.as_str(), code & 0xff) {
        _ if code < 0xf000 => char::from_u32(code).filter(|sign| !sign.is_control()).unwrap_or('・'),
        ("wingdings", 0xa8 | 0x6f | 0x71 | 0x72) | ("wingdings 2", 0x2a | 0xa3) => '☐',
        ("wingdings", 0xfe) | ("wingdings 2", 0x52) => '☑',
        ("wingdings", 0xfd | 0x78) | ("wingdings 2", 0x51 | 0x53 | 0x54) => '☒',
        ("wingdings", 0xfc) | ("wingdings 2", 0x50) => '✓',
        ("wingdings", 0xfb) | ("wingdings 2", 0x4f) => '×',
        ("wingdings", 0xa1) => '○',
        ("wingdings", 0x6c) => '●',
        ("wingdings", 0x6e) => '■',
        ("wingdings", 0xe0 | 0xe8 | 0xf0) => '→',
        _ => '・',
    }
}

/// Goes through the elements inside an element, passing over what it was before tracked changes.
fn each(xml: &mut Xml<'_>, mut visit: impl FnMut(&str, &BytesStart<'_>)) -> Result<(), Trouble> {
    let mut depth = 0;
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => depth -= 1,
            Event::Start(start) => {
                let name = start.local_name();
                let name = name.as_ref();
                if name.ends_with("Change") || matches!(name, "sectPr" | "placeholder") {
                    xml.skip(&start)?;
                    continue;
                }
                depth += 1;
                visit(name, &start);
            }
            _ => {}
        }
    }
}
