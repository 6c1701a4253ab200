//! Colours of styles: a theme part in, the colour out that an element means by its parts, by a place in the theme or in the old
//! palette (ECMA-376 part 1, 18.8.3, 18.8.19 and 18.8.27).

use quick_xml::events::{BytesStart, Event};

use crate::read::sheet::look::hex;
use crate::read::xml::{Xml, attribute, number};

type Colour = (u8, u8, u8);

/// Colours of a theme by their number.
#[derive(Debug)]
pub struct Colours([Colour; 12]);

/// Their names in the theme, in the order of their numbers.
const NAMES: [&str; 12] =
    ["lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"];

impl Default for Colours {
    /// The colours of a book without a theme.
    fn default() -> Self {
        Colours(
            [
                0xff_ffff, 0x00_0000, 0xee_ece1, 0x1f_497d, 0x4f_81bd, 0xc0_504d, 0x9b_bb59, 0x80_64a2, 0x4b_acc6,
                0xf7_9646, 0x00_00ff, 0x80_0080,
            ]
            .map(parts),
        )
    }
}

impl Colours {
    /// Takes the colours of a theme part, up to where it is broken.
    pub fn take(&mut self, theme: &str) {
        let mut xml = Xml::new(theme);
        let (mut in_scheme, mut slot) = (false, None);
        while let Ok(event) = xml.next() {
            match event {
                Event::Eof => return,
                Event::End(end) if end.local_name().as_ref() == "clrScheme" => return,
                Event::Start(start) => match start.local_name().as_ref() {
                    "clrScheme" => in_scheme = true,
                    "srgbClr" | "sysClr" => {
                        // A colour of the system has its name in `val`, and what it last was beside it.
                        let found = ["lastClr", "val"].into_iter().find_map(|name| hex(&attribute(&start, name)?));
                        if let Some((slot, colour)) = slot.take().zip(found) {
                            self.0[slot] = colour;
                        }
                    }
                    name if in_scheme => slot = NAMES.iter().position(|&known| known == name).or(slot),
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// The colour that an element means; none where it leaves it to the program.
    pub fn of(&self, start: &BytesStart<'_>) -> Option<Colour> {
        let own = attribute(start, "rgb").map(|code| hex(&code));
        let theme = || number(start, "theme").map(|at| self.0.get(at as usize).copied());
        let old = || number(start, "indexed").map(indexed);
        let colour = own.or_else(theme).or_else(|| old().map(Some))??;
        let tint = attribute(start, "tint").and_then(|tint| tint.trim().parse::<f64>().ok());
        Some(tint.filter(|tint| (-1.0..=1.0).contains(tint)).map_or(colour, |tint| tinted(colour, tint)))
    }
}

fn parts(code: u32) -> Colour {
    let [_, red, green, blue] = code.to_be_bytes();
    (red, green, blue)
}

/// A colour of the palette that books had before themes; past its end black, but for the white of the paper.
fn indexed(index: u32) -> Colour {
    let index = if (8..16).contains(&index) { index - 8 } else { index };
    let at = |list: &[u32], first: u32| list.get(index.checked_sub(first)? as usize).copied();
    let code = match index {
        65 => Some(0xff_ffff),
        _ => at(&FIRST, 0).or_else(|| at(&LATER, 16)),
    };
    parts(code.unwrap_or_default())
}

const FIRST: [u32; 8] = [0x00_0000, 0xff_ffff, 0xff_0000, 0x00_ff00, 0x00_00ff, 0xff_ff00, 0xff_00ff, 0x00_ffff];
/// From 16 on.
const LATER: [u32; 48] = [
    0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xc0_c0c0, 0x80_8080, // mixed and halved
    0x99_99ff, 0x99_3366, 0xff_ffcc, 0xcc_ffff, 0x66_0066, 0xff_8080, 0x00_66cc, 0xcc_ccff, // fills of charts
    0x00_0080, 0xff_00ff, 0xff_ff00, 0x00_ffff, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00ff, // lines of charts
    0x00_ccff, 0xcc_ffff, 0xcc_ffcc, 0xff_ff99, 0x99_ccff, 0xff_99cc, 0xcc_99ff, 0xff_cc99, // bright
    0x33_66ff, 0x33_cccc, 0x99_cc00, 0xff_cc00, 0xff_9900, 0xff_6600, 0x66_6699, 0x96_9696, // strong
    0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333, // dark
];

/// A colour made lighter or darker: hue and saturation stay, the lightness of HSL moves.
fn tinted((red, green, blue): Colour, tint: f64) -> Colour {
    let all = [red, green, blue].map(|part| f64::from(part) / 255.0);
    let (most, least) = (all.iter().copied().fold(0.0, f64::max), all.iter().copied().fold(1.0, f64::min));
    let light = f64::midpoint(most, least);
    let lighter = if tint < 0.0 { light * (1.0 + tint) } else { light * (1.0 - tint) + tint };
    // How far parts may lie around their middle is set by the lightness; how much of it they use is the saturation.
    let reach = |light: f64| 1.0 - (2.0 * light - 1.0).abs();
    let stretch = if reach(light) > 0.0 { reach(lighter) / reach(light) } else { 0.0 };
    let [red, green, blue] = all.map(|part| ((lighter + (part - light) * stretch) * 255.0).round() as u8);
    (red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(element: &str, colours: &Colours) -> Option<Colour> {
        match Xml::new(element).next() {
            Ok(Event::Start(start)) => colours.of(&start),
            _ => None,
        }
    }

    #[test]
    fn colours_are_found_wherever_they_stand() {
        let mut own = Colours::default();
        own.take(
            "<theme><themeElements><clrScheme><dk1><sysClr val=\"windowText\" lastClr=\"101010\"/></dk1><lt1><x/></lt1>\
             <accent1><srgbClr val=\"0f6cbd\"><alpha/></srgbClr></accent1></clrScheme><fmt><srgbClr val=\"ffffff\"/></fmt>",
        );
        for (element, colours, expected) in [
            ("<color rgb=\"FFC00000\"/>", &own, Some((0xc0, 0, 0))),
            ("<color rgb=\"zz\" theme=\"4\"/>", &own, None),
            ("<color theme=\"1\"/>", &own, Some((0x10, 0x10, 0x10))),
            ("<color theme=\"0\"/>", &own, Some((255, 255, 255))),
            ("<color theme=\"4\"/>", &own, Some((0x0f, 0x6c, 0xbd))),
            ("<color theme=\"12\"/>", &own, None),
            ("<color indexed=\"10\"/>", &own, Some((255, 0, 0))),
            ("<color indexed=\"22\"/>", &own, Some((0xc0, 0xc0, 0xc0))),
            ("<color indexed=\"63\"/>", &own, Some((0x33, 0x33, 0x33))),
            ("<color indexed=\"64\"/>", &own, Some((0, 0, 0))),
            ("<color indexed=\"65\"/>", &own, Some((255, 255, 255))),
            ("<color auto=\"1\"/>", &own, None),
            // As the palette of a spreadsheet program shows them.
            ("<color theme=\"4\" tint=\"0.79998168889431442\"/>", &Colours::default(), Some((220, 230, 241))),
            ("<color theme=\"4\" tint=\"-0.249977111117893\"/>", &Colours::default(), Some((54, 96, 146))),
            ("<color theme=\"0\" tint=\"-0.499984740745262\"/>", &Colours::default(), Some((128, 128, 128))),
            ("<color theme=\"1\" tint=\"0.5\"/>", &Colours::default(), Some((128, 128, 128))),
        ] {
            let found = meant(element, colours);
            let near = |one: Colour, other: Colour| {
                one.0.abs_diff(other.0) < 2 && one.1.abs_diff(other.1) < 2 && one.2.abs_diff(other.2) < 2
            };
            assert!(
                found == expected || found.zip(expected).is_some_and(|(found, expected)| near(found, expected)),
                "{element} {found:?}"
            );
        }
    }
}
