//! Check boxes and option buttons of old kind: the VML part and the properties of form controls in, boxes with their place,
//! words and state out. Check boxes of new kind are cells of truth values with a style of their own.

use std::collections::BTreeMap;

use crate::read::limits::Trouble;
use crate::read::sheet::LAST;
use crate::read::sheet::layout::{Layout, PIXEL};
use crate::read::sheet::marks::{State, Ticked};
use crate::read::sheet::shapes::{Area, MOST_SHAPES};
use crate::read::xml::{Xml, attribute, push_text};
use crate::text::pattern;
use quick_xml::events::{BytesStart, Event};

pattern!(
    /// Words that a program gives to a box whose maker gave it none.
    UNNAMED,
    r"^(?:チェック|オプション|Check ?Box|Option ?Button|チェック ?ボックス)\s*[0-9]*$"
);

/// The boxes of a VML part, and how many other controls it holds. `states` are those of the controls' own parts, by the number of
/// their shape, and count more.
pub fn boxes(text: &str, layout: &Layout, states: &BTreeMap<u32, State>) -> (Vec<Ticked>, usize) {
    // Excel leaves line breaks open.
    let text = text.replace("<br>", "<br/>").replace("<BR>", "<br/>");
    let mut reader = Vml { xml: Xml::new(&text), layout, states, found: Vec::new(), others: 0 };
    let _ = reader.read();
    (reader.found, reader.others)
}

struct Vml<'a> {
    xml: Xml<'a>,
    layout: &'a Layout,
    states: &'a BTreeMap<u32, State>,
    found: Vec<Ticked>,
    others: usize,
}

impl Vml<'_> {
    fn read(&mut self) -> Result<(), Trouble> {
        loop {
            match self.xml.next()? {
                Event::Eof => return Ok(()),
                Event::Start(start) if start.local_name().as_ref() == "shape" => self.shape(&start)?,
                _ => {}
            }
        }
    }

    fn shape(&mut self, shape: &BytesStart<'_>) -> Result<(), Trouble> {
        let names = [attribute(shape, "spid"), attribute(shape, "id")];
        let number = names.iter().flatten().find_map(|name| name.rsplit_once("_s")?.1.parse::<u32>().ok());
        let (mut kind, mut anchor, mut state) = (String::new(), None, State::Off);
        let (mut words, mut field) = (String::new(), String::new());
        let mut in_words = false;
        loop {
            match self.xml.next()? {
                Event::Eof => return Err(Trouble::Damaged),
                Event::End(end) if end.name() == shape.name() => break,
                Event::Start(start) => {
                    field.clear();
                    match start.local_name().as_ref() {
                        "textbox" => in_words = true,
                        "ClientData" => {
                            kind = attribute(&start, "ObjectType").map(|kind| kind.into_owned()).unwrap_or_default();
                        }
                        _ => {}
                    }
                }
                Event::End(end) => match end.local_name().as_ref() {
                    "textbox" => in_words = false,
                    "Anchor" => anchor = self.area(&field),
                    "Checked" => state = state_of(field.trim()),
                    _ => {}
                },
                event => push_text(&event, if in_words { &mut words } else { &mut field }),
            }
        }
        let Some(area) = anchor.filter(|_| self.found.len() < MOST_SHAPES) else { return Ok(()) };
        match kind.as_str() {
            "Checkbox" | "Radio" => {
                let state = number.and_then(|number| self.states.get(&number)).copied().unwrap_or(state);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                let words = if UNNAMED.is_match(&words) { String::new() } else { words };
                self.found.push(Ticked { area, words, state });
            }
            "Note" | "GBox" | "Label" | "Button" | "" => {}
            _ => self.others += 1,
        }
        Ok(())
    }

    /// `4, 13, 10, 2, 5, 20, 11, 5`: left column and pixels into it, top row and pixels, then right and bottom.
    fn area(&self, words: &str) -> Option<Area> {
        let numbers: Vec<u32> = words.split(',').map_while(|word| word.trim().parse().ok()).collect();
        let [left, into_left, top, into_top, right, into_right, bottom, into_bottom] = numbers[..] else { return None };
        let x = |column: u32, pixels: u32| self.layout.columns.start(column.min(LAST.1)) + f64::from(pixels) * PIXEL;
        let y = |row: u32, pixels: u32| self.layout.rows.start(row.min(LAST.0)) + f64::from(pixels) * PIXEL;
        Some(Area {
            left: x(left, into_left),
            top: y(top, into_top),
            right: x(right, into_right),
            bottom: y(bottom, into_bottom),
        })
    }
}

fn state_of(word: &str) -> State {
    match word {
        "1" | "Checked" => State::On,
        "2" | "Mixed" => State::Mixed,
        _ => State::Off,
    }
}

/// The state that a control's own part says; none for what is neither check box nor option button.
pub fn state(text: &str) -> Option<State> {
    let mut xml = Xml::new(text);
    loop {
        match xml.next().ok()? {
            Event::Eof => return None,
            Event::Start(start) if start.local_name().as_ref() == "formControlPr" => {
                let kind = attribute(&start, "objectType")?;
                let checked = attribute(&start, "checked").unwrap_or_default();
                return matches!(kind.as_ref(), "CheckBox" | "Radio").then(|| state_of(&checked));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sheet::layout::Stated;

    #[test]
    fn boxes_of_a_vml_part_are_read() {
        let shape = |id: u32, kind: &str, more: &str, words: &str| {
            format!(
                "<v:shape id=\"_x0000_s{id}\"><v:textbox><div><font>{words}<br></font></div></v:textbox><x:ClientData ObjectType=\"{kind}\">\
                 <x:Anchor>\n 1, 8, 2, 4, 2, 0, 3, 0</x:Anchor>{more}</x:ClientData></v:shape>"
            )
        };
        let text = format!(
            "<xml xmlns:v=\"v\" xmlns:x=\"x\">{}{}{}{}{}</xml>",
            shape(1, "Checkbox", "<x:Checked>1</x:Checked>", "はい"),
            shape(2, "Checkbox", "", "チェック 2"),
            shape(3, "Radio", "", "いいえ"),
            shape(4, "Note", "", "コメント"),
            shape(5, "Drop", "", ""),
        );
        let (found, others) = boxes(&text, &Stated::default().layout(8.0), &BTreeMap::from([(3, State::On)]));
        let shown: Vec<(&str, State)> = found.iter().map(|ticked| (ticked.words.as_str(), ticked.state)).collect();
        assert_eq!((shown, others), (vec![("はい", State::On), ("", State::Off), ("いいえ", State::On)], 1));
        assert_eq!((found[0].area.left, found[0].area.top), (80.0 * PIXEL, 44.0 * PIXEL));
        assert_eq!(state("<formControlPr objectType=\"CheckBox\" checked=\"Checked\"/>"), Some(State::On));
        assert_eq!(state("<formControlPr objectType=\"Drop\"/>"), None);
    }
}
