//! The styles of a spreadsheet in, what they say of letters, cells, rows, columns and sheets out.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::read::limits::Trouble;
use crate::read::sheet::layout::POINT;
use crate::read::sheet::look::{Look, hex};
use crate::read::sheet::marks::Face;
use crate::read::xml::{Xml, attribute};

/// What a style says; nothing where it is silent.
#[derive(Debug, Clone, Default)]
pub struct Style {
    parent: Option<String>,
    struck: Option<bool>,
    bold: Option<bool>,
    underlined: Option<bool>,
    colour: Option<(u8, u8, u8)>,
    filled: Option<bool>,
    across: Option<f64>,
    down: Option<f64>,
    wraps: Option<bool>,
    size: Option<f64>,
    /// Breadth of a column or height of a row in EMU.
    pub extent: Option<f64>,
    /// A sheet is shown.
    pub shown: Option<bool>,
}

/// Styles by family and name.
#[derive(Debug, Default)]
pub struct Styles {
    styles: BTreeMap<(String, String), Style>,
}

/// What a style comes to, with those above it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dressed {
    /// Letters are struck through.
    pub is_struck: bool,
    /// How letters look.
    pub look: Look,
    /// How words stand.
    pub face: Face,
}

impl Styles {
    /// Takes the styles of a part.
    pub fn take(&mut self, text: &str) -> Result<(), Trouble> {
        let mut xml = Xml::new(text);
        let mut open: Option<((String, String), Style)> = None;
        loop {
            match xml.next()? {
                Event::Eof => return Ok(()),
                Event::Start(start) => match start.local_name().as_ref() {
                    "style" => {
                        let word = |name| attribute(&start, name).map(|word| word.into_owned());
                        let name = (word("family").unwrap_or_default(), word("name").unwrap_or_default());
                        open = Some((name, Style { parent: word("parent-style-name"), ..Style::default() }));
                    }
                    "body" => return Ok(()),
                    _ => {
                        if let Some((_, style)) = &mut open {
                            style.take(&start);
                        }
                    }
                },
                Event::End(end) if end.local_name().as_ref() == "style" => self.styles.extend(open.take()),
                _ => {}
            }
        }
    }

    /// The style of that family and name.
    pub fn of(&self, family: &str, name: &str) -> Option<&Style> {
        self.styles.get(&(family.to_owned(), name.to_owned()))
    }

    /// What a cell's style comes to.
    pub fn cell(&self, name: &str) -> Dressed {
        let mut chain = Vec::new();
        let mut next = self.of("table-cell", name);
        while let Some(style) = next.filter(|_| chain.len() < 16) {
            chain.push(style);
            next = style.parent.as_deref().and_then(|parent| self.of("table-cell", parent));
        }
        let mut dressed = Dressed::default();
        chain.into_iter().rev().for_each(|style| style.dress(&mut dressed));
        dressed
    }

    /// The same with a style of letters over it.
    pub fn run(&self, mut dressed: Dressed, name: &str) -> Dressed {
        if let Some(style) = self.of("text", name) {
            style.dress(&mut dressed);
        }
        dressed
    }
}

impl Style {
    fn take(&mut self, start: &BytesStart<'_>) {
        let word = |name| attribute(start, name);
        match start.local_name().as_ref() {
            "text-properties" => {
                let line = |name: &str| attribute(start, name).map(|line| line != "none");
                self.struck =
                    line("text-line-through-style").or_else(|| line("text-line-through-type")).or(self.struck);
                self.underlined = line("text-underline-style").or(self.underlined);
                self.bold = word("font-weight")
                    .map(|weight| weight == "bold" || weight.starts_with(['6', '7', '8', '9']))
                    .or(self.bold);
                self.colour = word("color").and_then(|colour| hex(&colour)).or(self.colour);
                self.size = word("font-size").and_then(|size| length(&size)).map(|size| size / POINT).or(self.size);
            }
            "table-cell-properties" => {
                self.filled = word("background-color")
                    .map(|colour| colour != "transparent" && colour != "#ffffff")
                    .or(self.filled);
                self.wraps = word("wrap-option").map(|option| option == "wrap").or(self.wraps);
                self.down = word("vertical-align").map(|place| match place.as_ref() {
                    "top" => 0.0,
                    "bottom" => 1.0,
                    _ => 0.5,
                });
            }
            "paragraph-properties" => {
                self.across = word("text-align").map(|place| match place.as_ref() {
                    "center" => 0.5,
                    "end" | "right" => 1.0,
                    _ => 0.0,
                });
            }
            "table-column-properties" => self.extent = word("column-width").and_then(|width| length(&width)),
            "table-row-properties" => self.extent = word("row-height").and_then(|height| length(&height)),
            "table-properties" => self.shown = word("display").map(|display| display != "false"),
            _ => {}
        }
    }

    fn dress(&self, dressed: &mut Dressed) {
        dressed.is_struck = self.struck.unwrap_or(dressed.is_struck);
        let look = &mut dressed.look;
        look.bold = self.bold.unwrap_or(look.bold);
        look.underlined = self.underlined.unwrap_or(look.underlined);
        look.filled = self.filled.unwrap_or(look.filled);
        if self.colour.is_some() {
            look.colour(self.colour);
        }
        let face = &mut dressed.face;
        face.across = self.across.unwrap_or(face.across);
        face.down = self.down.unwrap_or(face.down);
        face.wraps = self.wraps.unwrap_or(face.wraps);
        face.size = self.size.unwrap_or(face.size).clamp(1.0, 200.0);
    }
}

/// A length such as `0.25in` in EMU.
pub fn length(words: &str) -> Option<f64> {
    let words = words.trim();
    let split = words.find(|letter: char| letter.is_ascii_alphabetic())?;
    let number: f64 = words[..split].parse().ok()?;
    let unit = match &words[split..] {
        "in" => 914_400.0,
        "cm" => 360_000.0,
        "mm" => 36_000.0,
        "pt" => POINT,
        "pc" => 12.0 * POINT,
        "px" => 9_525.0,
        _ => return None,
    };
    Some(number * unit).filter(|length| length.abs() < 1e10)
}
