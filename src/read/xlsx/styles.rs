//! The styles part and the theme in, what each cell style says out: how numbers are shown, how letters look and stand.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use super::colours::Colours;
use crate::read::limits::Trouble;
use crate::read::sheet::Dress;
use crate::read::sheet::look::Look;
use crate::read::sheet::marks::Face;
use crate::read::sheet::shown::{Format, builtin, format_of};
use crate::read::xml::{Xml, attribute, is_on, number};

/// Styles of one book, and fonts, fills and frames; spreadsheet programs take some 65,000.
const MOST_STYLES: usize = 200_000;

/// The cell styles of a book.
#[derive(Debug, Default)]
pub struct Styles {
    /// By their number.
    pub dresses: Vec<Dress>,
    /// Pixels of the widest digit of the usual font.
    digit: Option<f64>,
    is_any_loud: bool,
    /// Styles that newer programs complement, which makes check boxes of truth values.
    pub complemented: BTreeSet<usize>,
    formats: BTreeMap<u32, String>,
    fonts: Vec<Font>,
    fills: Vec<bool>,
    frames: Vec<bool>,
}

#[derive(Debug, Clone, Default)]
struct Font {
    name: String,
    size: Option<f64>,
    is_struck: bool,
    look: Look,
}

impl Styles {
    /// Reads the styles part.
    pub fn read(text: &str, colours: &Colours) -> Result<Styles, Trouble> {
        let mut xml = Xml::new(text);
        let mut styles = Styles::default();
        loop {
            match xml.next()? {
                Event::Eof => return Ok(styles),
                // The same elements stand in differential styles too, which no cell has.
                Event::Start(start) => match start.local_name().as_ref() {
                    "numFmts" => all(&mut xml, &start, "numFmt", |_, format| styles.take_format(format))?,
                    "fonts" => all(&mut xml, &start, "font", |xml, font| styles.take_font(xml, font, colours))?,
                    "fills" => all(&mut xml, &start, "fill", |xml, fill| styles.take_fill(xml, fill, colours))?,
                    "borders" => all(&mut xml, &start, "border", |xml, border| styles.take_frame(xml, border))?,
                    "cellXfs" => all(&mut xml, &start, "xf", |xml, style| styles.take_style(xml, style))?,
                    "dxfs" => xml.skip(&start)?,
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Pixels of the widest digit of the usual font.
    pub fn digit(&self) -> f64 {
        self.digit.unwrap_or(7.0)
    }

    /// A style is more than plain.
    pub fn is_any_loud(&self) -> bool {
        self.is_any_loud
    }

    /// The style shows truth values as check boxes.
    pub fn is_box(&self, style: usize) -> bool {
        self.complemented.contains(&style)
    }

    /// Takes the part of feature properties, without which what styles are complemented by is no check box.
    pub fn take_features(&mut self, features: &str) {
        if !features.contains("Checkbox") {
            self.complemented.clear();
        }
    }

    fn take_format(&mut self, format: &BytesStart<'_>) -> Result<(), Trouble> {
        if let Some((id, code)) = number(format, "numFmtId").zip(attribute(format, "formatCode")) {
            self.formats.insert(id, code.into_owned());
        }
        Ok(())
    }

    fn take_font(&mut self, xml: &mut Xml<'_>, holder: &BytesStart<'_>, colours: &Colours) -> Result<(), Trouble> {
        let mut font = Font::default();
        each(xml, holder, |_, part| {
            match part.local_name().as_ref() {
                "name" => font.name = attribute(part, "val").unwrap_or_default().into_owned(),
                "sz" => font.size = decimal(part, "val"),
                "strike" => font.is_struck = is_on(part),
                "b" => font.look.bold = is_on(part),
                "u" => font.look.underlined = is_on(part),
                "color" => font.look.colour(colours.of(part)),
                _ => {}
            }
            Ok(())
        })?;
        self.fonts.push(font);
        Ok(())
    }

    fn take_fill(&mut self, xml: &mut Xml<'_>, holder: &BytesStart<'_>, colours: &Colours) -> Result<(), Trouble> {
        let (mut is_filled, mut front, mut back) = (false, None, None);
        each(xml, holder, |_, part| {
            match part.local_name().as_ref() {
                "patternFill" => is_filled = attribute(part, "patternType").is_some_and(|kind| kind != "none"),
                "fgColor" => front = colours.of(part),
                "bgColor" => back = colours.of(part),
                _ => {}
            }
            Ok(())
        })?;
        self.fills.push(is_filled && front.or(back).is_none_or(|colour| colour != (255, 255, 255)));
        Ok(())
    }

    fn take_frame(&mut self, xml: &mut Xml<'_>, holder: &BytesStart<'_>) -> Result<(), Trouble> {
        let mut thick = [false; 4];
        each(xml, holder, |_, part| {
            let side = ["left", "right", "top", "bottom"].iter().position(|&side| part.local_name().as_ref() == side);
            if let Some(side) = side {
                let style = attribute(part, "style");
                thick[side] = style.is_some_and(|style| matches!(style.as_ref(), "medium" | "thick" | "double"));
            }
            Ok(())
        })?;
        self.frames.push(thick == [true; 4]);
        Ok(())
    }

    fn take_style(&mut self, xml: &mut Xml<'_>, holder: &BytesStart<'_>) -> Result<(), Trouble> {
        let at = |name| number(holder, name).map(|at| at as usize);
        let font = at("fontId").and_then(|at| self.fonts.get(at));
        let mut look = font.map_or(Look::default(), |font| font.look);
        look.filled = at("fillId").and_then(|at| self.fills.get(at)).is_some_and(|&filled| filled);
        look.framed = at("borderId").and_then(|at| self.frames.get(at)).is_some_and(|&framed| framed);
        let mut face = Face::default();
        face.size = font.and_then(|font| font.size).unwrap_or(face.size).clamp(1.0, 200.0);
        let format = number(holder, "numFmtId").map_or(Format::General, |id| {
            let own = self.formats.get(&id).map(String::as_str);
            format_of(own.unwrap_or_else(|| builtin(u16::try_from(id).unwrap_or_default())), Some(id))
        });
        self.digit.get_or_insert_with(|| font.map_or(7.0, Font::digit));
        self.is_any_loud |= look.is_loud();
        let dress = Dress { format, is_struck: font.is_some_and(|font| font.is_struck), look, face };
        let number = self.dresses.len();
        self.dresses.push(dress);
        let (dresses, complemented) = (&mut self.dresses, &mut self.complemented);
        each(xml, holder, |_, part| {
            match part.local_name().as_ref() {
                "alignment" => align(&mut dresses[number].face, part),
                "xfComplement" => {
                    complemented.insert(number);
                }
                _ => {}
            }
            Ok(())
        })
    }
}

impl Font {
    fn digit(&self) -> f64 {
        // Digits of Japanese fonts are a pixel wider than those of Calibri.
        let is_wide =
            !self.name.is_ascii() || ["MS ", "Yu", "Meiryo", "BIZ"].iter().any(|start| self.name.starts_with(start));
        let size = self.size.unwrap_or(11.0).clamp(1.0, 100.0);
        ((if is_wide { 8.0 } else { 7.0 }) * size / 11.0_f64).round().max(1.0)
    }
}

/// Takes how words stand. Where a style says something of it, what it does not say is as a spreadsheet program would have it.
fn align(face: &mut Face, alignment: &BytesStart<'_>) {
    face.across = match attribute(alignment, "horizontal").as_deref() {
        Some("center" | "centerContinuous" | "distributed") => 0.5,
        Some("right") => 1.0,
        _ => 0.0,
    };
    face.down = match attribute(alignment, "vertical").as_deref() {
        Some("top") => 0.0,
        Some("center" | "justify" | "distributed") => 0.5,
        _ => 1.0,
    };
    face.wraps = attribute(alignment, "wrapText").is_some_and(|on| !matches!(on.as_ref(), "0" | "false"));
    // A sheet knows 250 steps.
    face.indent = number(alignment, "indent").filter(|&steps| steps <= 250).unwrap_or_default().into();
}

fn decimal(start: &BytesStart<'_>, name: &str) -> Option<f64> {
    attribute(start, name)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Hands out the elements of that name inside one, as [`each`] does. More of them than a book can have are trouble.
fn all<'a>(
    xml: &mut Xml<'a>,
    holder: &BytesStart<'_>,
    name: &str,
    mut take: impl FnMut(&mut Xml<'a>, &BytesStart<'_>) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let mut left = MOST_STYLES;
    each(xml, holder, |xml, start| {
        if start.local_name().as_ref() != name {
            return Ok(());
        }
        left = left.checked_sub(1).ok_or(Trouble::TooLarge)?;
        take(xml, start)
    })
}

/// Hands out the elements inside one; what is handed out may read on to its own end.
fn each<'a>(
    xml: &mut Xml<'a>,
    holder: &BytesStart<'_>,
    mut take: impl FnMut(&mut Xml<'a>, &BytesStart<'_>) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    loop {
        match xml.next()? {
            Event::Eof => return Err(Trouble::Damaged),
            Event::End(end) if end.name() == holder.name() => return Ok(()),
            Event::Start(start) => take(xml, &start)?,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_styles_are_read_with_what_they_point_to() {
        let text = r#"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="0&quot;件&quot;"/></numFmts>
            <fonts><font><name val="Yu Gothic"/><sz val="11"/></font><font><b/><u val="none"/><strike val="0"/><color theme="4"/></font>
                <font><b val="0"/><u val="double"/><strike/><color theme="0" tint="-0.5"/><sz val="9"/></font></fonts>
            <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
                <fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/><bgColor indexed="64"/></patternFill></fill></fills>
            <borders><border><left/></border><border><left style="thick"><color auto="1"/></left><right style="double"/><top style="medium"/>
                <bottom style="thick"/><diagonal/></border></borders>
            <cellStyleXfs><xf/></cellStyleXfs>
            <cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="176" fontId="1" fillId="1" borderId="1"/>
                <xf numFmtId="10" fontId="2" fillId="2"><alignment horizontal="center" wrapText="1" indent="2"/>
                <extLst><ext><x:xfComplement i="0"/></ext></extLst></xf></cellXfs>
            <dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"#;
        let styles = Styles::read(text, &Colours::default()).expect("reads");
        let plain = Look::default();
        let looks: Vec<Look> = styles.dresses.iter().map(|dress| dress.look).collect();
        let loud = Look { bold: true, coloured: true, filled: true, framed: true, ..plain };
        assert_eq!(looks, [plain, loud, Look { underlined: true, pale: true, ..plain }]);
        let struck: Vec<bool> = styles.dresses.iter().map(|dress| dress.is_struck).collect();
        assert_eq!(struck, [false, false, true]);
        assert_eq!(styles.dresses[1].format, format_of("0\"件\"", None));
        assert_eq!(styles.dresses[2].format, format_of("0.00%", None));
        let face = Face { across: 0.5, down: 1.0, size: 9.0, wraps: true, indent: 2.0 };
        assert_eq!((styles.dresses[0].face, styles.dresses[2].face), (Face::default(), face));
        assert_eq!((styles.digit(), styles.complemented), (8.0, BTreeSet::from([2])));
    }
}
