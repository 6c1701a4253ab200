//! A drawing part in, its shapes out: what they are, which words they hold, and where they lie on the sheet.

use quick_xml::events::{BytesStart, Event};

use crate::read::limits::Trouble;
use crate::read::sheet::LAST;
use crate::read::sheet::layout::{Layout, Sizes};
use crate::read::sheet::shapes::{Area, Drawn, Form, MOST_SHAPES};
use crate::read::xml::{Xml, attribute, push_text};

/// The shapes of a drawing in their order. What was found before trouble is kept.
pub fn shapes(text: &str, layout: &Layout) -> (Vec<Drawn>, Option<Trouble>) {
    let mut reader = Drawing { xml: Xml::new(text), layout, found: Vec::new() };
    let trouble = reader.read().err();
    (reader.found, trouble)
}

struct Drawing<'a> {
    xml: Xml<'a>,
    layout: &'a Layout,
    found: Vec<Drawn>,
}

/// A position and size in the coordinates of whatever surrounds it.
#[derive(Debug, Clone, Copy, Default)]
struct Frame {
    off: (f64, f64),
    ext: (f64, f64),
    /// The coordinates that a group gives to its children.
    inner_off: (f64, f64),
    inner_ext: (f64, f64),
    flipped: (bool, bool),
}

/// A shape as it is being read.
#[derive(Debug, Default)]
struct Part {
    name: String,
    frame: Frame,
    preset: Option<String>,
    words: String,
    is_hidden: bool,
    has_no_fill: bool,
    has_no_line: bool,
}

/// How many heights of its row a corner may lie below the row's top.
const FAR: f64 = 1.3;

/// The anchor of a shape or group.
#[derive(Debug, Default)]
struct Anchor {
    from: Option<(f64, f64)>,
    to: Option<(f64, f64)>,
    ext: Option<(f64, f64)>,
    /// It reaches further into its row than the row is high: the height is not that in which the shape was drawn.
    is_off: bool,
}

impl Drawing<'_> {
    fn read(&mut self) -> Result<(), Trouble> {
        loop {
            match self.xml.next()? {
                Event::Eof => return Ok(()),
                Event::Start(start) => match start.local_name().as_ref() {
                    "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => self.anchor(&start)?,
                    "Fallback" => self.xml.skip(&start)?,
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn anchor(&mut self, holder: &BytesStart<'_>) -> Result<(), Trouble> {
        let mut anchor = Anchor::default();
        // Groups around the shape that is being read, outermost first, and shapes with the groups around them.
        let mut groups: Vec<Frame> = Vec::new();
        let mut parts: Vec<(Part, Vec<Frame>)> = Vec::new();
        let mut open: Option<Part> = None;
        let (mut in_line, mut in_text) = (false, false);
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == holder.name() => break,
                Event::Start(start) => match start.local_name().as_ref() {
                    "from" => {
                        let (corner, is_off) = self.corner(&start)?;
                        (anchor.from, anchor.is_off) = (Some(corner), is_off);
                    }
                    "to" => anchor.to = Some(self.corner(&start)?.0),
                    "pos" => anchor.from = Some(pair(&start, "x", "y")),
                    "ext" if open.is_none() && groups.is_empty() => anchor.ext = Some(pair(&start, "cx", "cy")),
                    "Fallback" => self.xml.skip(&start)?,
                    "grpSp" => groups.push(Frame::default()),
                    name @ ("sp" | "cxnSp" | "pic" | "graphicFrame" | "contentPart") => {
                        open = Some(Part { name: name.to_owned(), ..Part::default() });
                    }
                    "cNvPr" => {
                        let is_hidden = attribute(&start, "hidden").is_some_and(|on| on == "1" || on == "true");
                        if let Some(part) = &mut open {
                            part.is_hidden |= is_hidden;
                        }
                    }
                    // The twin of a form control, which is read where the control is.
                    "compatExt" => {
                        if let Some(part) = &mut open {
                            part.is_hidden = true;
                        }
                    }
                    "xfrm" => {
                        let frame = self.frame(&start)?;
                        match (&mut open, groups.last_mut()) {
                            (Some(part), _) => part.frame = frame,
                            (None, Some(group)) => *group = frame,
                            _ => {}
                        }
                    }
                    "prstGeom" => {
                        if let Some(part) = &mut open {
                            part.preset = attribute(&start, "prst").map(|name| name.into_owned());
                        }
                    }
                    "ln" => in_line = true,
                    "noFill" => {
                        if let Some(part) = &mut open {
                            *(if in_line { &mut part.has_no_line } else { &mut part.has_no_fill }) = true;
                        }
                    }
                    "t" => in_text = true,
                    _ => {}
                },
                Event::End(end) => match end.local_name().as_ref() {
                    "sp" | "cxnSp" | "pic" | "graphicFrame" | "contentPart" => {
                        if let Some(part) = open.take()
                            && self.found.len() + parts.len() < MOST_SHAPES
                        {
                            parts.push((part, groups.clone()));
                        }
                    }
                    "grpSp" => {
                        groups.pop();
                    }
                    "ln" => in_line = false,
                    "t" => in_text = false,
                    "p" => {
                        if let Some(part) = &mut open {
                            part.words.push('\n');
                        }
                    }
                    _ => {}
                },
                event if in_text => {
                    if let Some(part) = &mut open {
                        push_text(&event, &mut part.words);
                    }
                }
                _ => {}
            }
        }
        let Some(area) = anchor.area() else { return Ok(()) };
        let shapes = parts.into_iter().filter_map(|(part, groups)| drawn(part, &groups, area));
        self.found.extend(shapes.map(|shape| match shape.form {
            // It lies somewhere in that row; on which word, nobody can tell.
            Form::Ring | Form::Line(..) if anchor.is_off => {
                let inside = area.top - 1.0;
                Drawn { form: Form::Other, area: Area { top: inside, bottom: inside, ..area }, ..shape }
            }
            _ => shape,
        }));
        Ok(())
    }

    /// A corner of a cell anchor: a cell and offsets into it; and whether it lies far below the row that it names.
    fn corner(&mut self, holder: &BytesStart<'_>) -> Result<((f64, f64), bool), Trouble> {
        let (mut column, mut row, mut past) = (0, 0, (0.0, 0.0));
        let mut words = String::new();
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == holder.name() => break,
                Event::Start(_) => words.clear(),
                Event::End(end) => {
                    let whole = || words.trim().parse::<u32>().unwrap_or_default();
                    let emu = || words.trim().parse::<f64>().ok().filter(|size| size.is_finite()).unwrap_or_default();
                    match end.local_name().as_ref() {
                        "col" => column = whole().min(LAST.1 + 1),
                        "row" => row = whole().min(LAST.0 + 1),
                        "colOff" => past.0 = emu(),
                        "rowOff" => past.1 = emu(),
                        _ => {}
                    }
                }
                event => push_text(&event, &mut words),
            }
        }
        // An offset reaches no further than its cell, whatever width another program gave it.
        let within = |sizes: &Sizes, index, past: f64| {
            sizes.start(index) + past.clamp(0.0, (sizes.start(index + 1) - sizes.start(index)).max(0.0))
        };
        let height = self.layout.rows.start(row + 1) - self.layout.rows.start(row);
        let is_off = height > 0.0 && past.1 > height * FAR;
        let place = (within(&self.layout.columns, column, past.0), within(&self.layout.rows, row, past.1));
        Ok((place, is_off))
    }

    fn frame(&mut self, holder: &BytesStart<'_>) -> Result<Frame, Trouble> {
        let is_on = |name: &str| attribute(holder, name).is_some_and(|on| on == "1" || on == "true");
        let mut frame = Frame { flipped: (is_on("flipH"), is_on("flipV")), ..Frame::default() };
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == holder.name() => return Ok(frame),
                Event::Start(start) => match start.local_name().as_ref() {
                    "off" => frame.off = pair(&start, "x", "y"),
                    "ext" => frame.ext = pair(&start, "cx", "cy"),
                    "chOff" => frame.inner_off = pair(&start, "x", "y"),
                    "chExt" => frame.inner_ext = pair(&start, "cx", "cy"),
                    _ => {}
                },
                _ => {}
            }
        }
    }
}

impl Anchor {
    fn area(&self) -> Option<Area> {
        let (left, top) = self.from?;
        let (right, bottom) = self.to.or_else(|| self.ext.map(|(width, height)| (left + width, top + height)))?;
        Some(Area { left, top, right: right.max(left), bottom: bottom.max(top) })
    }
}

fn pair(start: &BytesStart<'_>, one: &str, other: &str) -> (f64, f64) {
    let size =
        |name| attribute(start, name).and_then(|size| size.trim().parse::<f64>().ok()).filter(|size| size.is_finite());
    (size(one).unwrap_or_default(), size(other).unwrap_or_default())
}

/// A shape where it lies; none for what nobody sees. The anchor's area is that of the outermost group, or of the shape.
fn drawn(part: Part, groups: &[Frame], anchor: Area) -> Option<Drawn> {
    let is_picture = !matches!(part.name.as_str(), "sp" | "cxnSp");
    let words = part.words.trim().to_owned();
    if part.is_hidden || (part.has_no_fill && part.has_no_line && words.is_empty() && !is_picture) {
        return None;
    }
    let mut area = anchor;
    for (level, group) in groups.iter().enumerate() {
        let inner = groups.get(level + 1).unwrap_or(&part.frame);
        area = inside(area, group, inner);
    }
    let form = match part.preset.as_deref() {
        _ if is_picture => Form::Picture,
        Some(preset) if is_line(preset) => line(area, part.frame.flipped),
        None if part.name == "cxnSp" => line(area, part.frame.flipped),
        Some(preset) if is_sign(preset) => Form::Other,
        _ => Form::Ring,
    };
    Some(Drawn { form, area, words })
}

/// Where a child lies, given where its group lies.
fn inside(area: Area, group: &Frame, child: &Frame) -> Area {
    let scale = |outer: f64, inner: f64| if inner > 0.0 { outer / inner } else { 1.0 };
    let (x, y) = (scale(area.right - area.left, group.inner_ext.0), scale(area.bottom - area.top, group.inner_ext.1));
    let left = area.left + (child.off.0 - group.inner_off.0) * x;
    let top = area.top + (child.off.1 - group.inner_off.1) * y;
    Area { left, top, right: left + child.ext.0.max(0.0) * x, bottom: top + child.ext.1.max(0.0) * y }
}

fn line(area: Area, (across, down): (bool, bool)) -> Form {
    let (mut from, mut to) = ((area.left, area.top), (area.right, area.bottom));
    if across != down {
        (from.1, to.1) = (to.1, from.1);
    }
    Form::Line(from, to)
}

fn is_line(preset: &str) -> bool {
    preset == "line" || preset == "lineInv" || preset.ends_with("Connector1")
}

/// Shapes that people put beside words rather than around them.
fn is_sign(preset: &str) -> bool {
    let preset = preset.to_ascii_lowercase();
    ["arrow", "brace", "bracket", "callout", "connector", "star", "ribbon", "math", "actionbutton", "chevron"]
        .iter()
        .any(|sign| preset.contains(sign) && preset != "flowchartconnector")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sheet::layout::{PIXEL, POINT, Stated};

    fn found(inner: &str) -> Vec<Drawn> {
        let (found, trouble) = shapes(
            &format!("<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\">{inner}</xdr:wsDr>"),
            &Stated::default().layout(8.0),
        );
        assert_eq!(trouble, None);
        found
    }

    #[test]
    fn shapes_lie_where_their_anchors_say() {
        let at = |column: u32, past: u32, row: u32| {
            format!(
                "<xdr:col>{column}</xdr:col><xdr:colOff>{past}</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
            )
        };
        let ellipse = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"2\" name=\"楕円\"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst=\"ellipse\"/></xdr:spPr></xdr:sp>";
        let two = found(&format!(
            "<xdr:twoCellAnchor><xdr:from>{}</xdr:from><xdr:to>{}</xdr:to>{ellipse}</xdr:twoCellAnchor>",
            at(1, 9525, 2),
            at(2, 99_999_999, 3)
        ));
        let area = Area { left: 73.0 * PIXEL, top: 30.0 * POINT, right: 216.0 * PIXEL, bottom: 45.0 * POINT };
        assert_eq!(two, [Drawn { form: Form::Ring, area, words: String::new() }]);
        let one = found(&format!(
            "<xdr:oneCellAnchor><xdr:from>{}</xdr:from><xdr:ext cx=\"9525\" cy=\"12700\"/>{ellipse}</xdr:oneCellAnchor>",
            at(1, 0, 2)
        ));
        assert_eq!((one[0].area.right, one[0].area.bottom), (73.0 * PIXEL, 31.0 * POINT));
        let fixed = found(&format!(
            "<xdr:absoluteAnchor><xdr:pos x=\"10\" y=\"20\"/><xdr:ext cx=\"5\" cy=\"6\"/>{ellipse}</xdr:absoluteAnchor>"
        ));
        assert_eq!(fixed[0].area, Area { left: 10.0, top: 20.0, right: 15.0, bottom: 26.0 });
    }

    #[test]
    fn children_of_a_group_lie_inside_it() {
        let group = found(
            "<xdr:absoluteAnchor><xdr:pos x=\"100\" y=\"100\"/><xdr:ext cx=\"200\" cy=\"100\"/><xdr:grpSp><xdr:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"20\" cy=\"10\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"20\" cy=\"10\"/></a:xfrm></xdr:grpSpPr>\
             <xdr:sp><xdr:spPr><a:xfrm><a:off x=\"10\" y=\"5\"/><a:ext cx=\"10\" cy=\"5\"/></a:xfrm><a:prstGeom prst=\"rect\"/></xdr:spPr><xdr:txBody><a:p><a:r><a:t>箱</a:t></a:r></a:p></xdr:txBody></xdr:sp>\
             <xdr:cxnSp><xdr:spPr><a:xfrm flipV=\"1\"><a:off x=\"0\" y=\"0\"/><a:ext cx=\"10\" cy=\"5\"/></a:xfrm><a:prstGeom prst=\"line\"/></xdr:spPr></xdr:cxnSp></xdr:grpSp></xdr:absoluteAnchor>",
        );
        assert_eq!((group[0].area.left, group[0].area.top, group[0].words.as_str()), (200.0, 150.0, "箱"));
        assert_eq!(group[1].form, Form::Line((100.0, 150.0), (200.0, 100.0)));
    }

    #[test]
    fn what_nobody_sees_is_no_shape() {
        assert!(found("<xdr:absoluteAnchor><xdr:pos x=\"0\" y=\"0\"/><xdr:ext cx=\"5\" cy=\"6\"/><xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"1\" name=\"c\" hidden=\"1\"/></xdr:nvSpPr></xdr:sp></xdr:absoluteAnchor>").is_empty());
        assert!(found("<xdr:absoluteAnchor><xdr:pos x=\"0\" y=\"0\"/><xdr:ext cx=\"5\" cy=\"6\"/><xdr:sp><xdr:spPr><a:noFill/><a:ln><a:noFill/></a:ln></xdr:spPr></xdr:sp></xdr:absoluteAnchor>").is_empty());
    }
}
