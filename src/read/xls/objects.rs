//! Drawing records in, shapes, check boxes and the texts of comments out. A shape is told in pieces: a drawing record with its kind
//! and anchor, an object record with its number, and a text record.

use std::collections::BTreeMap;

use super::records::{Record, Strings};
use crate::read::compound::{long, word};
use crate::read::sheet::LAST;
use crate::read::sheet::layout::Layout;
use crate::read::sheet::marks::{State, Ticked};
use crate::read::sheet::shapes::{Area, Drawn, Form, MOST_SHAPES};

/// Corners in cells and parts of them: left column, 1024ths of it, top row, 256ths of it, then right and bottom.
type Corners = [u16; 8];

/// A shape as its records tell it.
#[derive(Debug, Default)]
struct Object {
    /// The kind that the drawing record gives.
    shape: u16,
    corners: Option<Corners>,
    /// The group around it, and its place there.
    group: Option<(usize, [i32; 4])>,
    flips: bool,
    /// What its properties say that nobody sees of it.
    is_hidden: bool,
    has_no_line: bool,
    has_no_fill: bool,
    /// The kind and number that the object record gives.
    kind: u16,
    number: u16,
    state: Option<State>,
    words: String,
}

/// The objects of one sheet.
#[derive(Debug, Default)]
pub struct Objects {
    found: Vec<Object>,
    /// Corners of groups and the coordinates inside them.
    groups: Vec<(Corners, [i32; 4])>,
}

const GROUP: u16 = 0xf009;
const SHAPE: u16 = 0xf00a;
const LOOK: u16 = 0xf00b;
const CHILD_ANCHOR: u16 = 0xf00f;
const ANCHOR: u16 = 0xf010;

impl Object {
    /// Takes properties of six bytes each. Switches stand in the lower half of their value, and count where the upper
    /// half says so.
    fn look(&mut self, properties: &[u8]) {
        for property in properties.chunks_exact(6) {
            let value = long(property, 2).unwrap_or_default();
            let switch = |bit: u32| (value >> 16 & bit != 0).then_some(value & bit != 0);
            match word(property, 0) {
                Some(0x01bf) => self.has_no_fill = switch(0x10) == Some(false),
                Some(0x01ff) => self.has_no_line = switch(0x08) == Some(false),
                Some(0x03bf) => self.is_hidden = switch(0x02) == Some(true),
                _ => {}
            }
        }
    }
}

impl Objects {
    /// Takes a drawing record; none when it is shorter than it says.
    pub fn drawing(&mut self, data: &[u8]) -> Option<()> {
        let mut at = 0;
        let mut coordinates = None;
        while let (Some(head), Some(kind), Some(length)) = (word(data, at), word(data, at + 2), long(data, at + 4)) {
            at += 8;
            // A container is entered.
            if head & 15 == 15 {
                continue;
            }
            let end = at.saturating_add(length as usize);
            let body = data.get(at..end)?;
            match kind {
                GROUP => coordinates = four(body),
                SHAPE if self.found.len() < MOST_SHAPES => {
                    let switches = long(body, 4).unwrap_or_default();
                    // Only a group gives coordinates to shapes; the sheet's own outermost one has no corners.
                    coordinates = coordinates.filter(|_| switches & 1 != 0 && switches & 4 == 0);
                    if switches & 4 != 0 {
                        at = end;
                        continue;
                    }
                    let flips = (switches & 0x40 != 0) != (switches & 0x80 != 0);
                    self.found.push(Object { shape: head >> 4, flips, ..Object::default() });
                }
                ANCHOR => {
                    let corners = corners(body, 2);
                    if let (Some(corners), Some(coordinates)) = (corners, coordinates.take()) {
                        self.groups.push((corners, coordinates));
                        self.found.pop();
                    } else if let Some(object) = self.found.last_mut() {
                        object.corners = corners;
                    }
                }
                LOOK => {
                    if let Some(object) = self.found.last_mut() {
                        object.look(body.get(..usize::from(head >> 4) * 6).unwrap_or(body));
                    }
                }
                CHILD_ANCHOR => {
                    let group = self.groups.len().checked_sub(1);
                    if let Some(object) = self.found.last_mut() {
                        object.group = group.zip(four(body));
                    }
                }
                _ => {}
            }
            at = end;
        }
        Some(())
    }

    /// Takes an object record of Excel 97 and later.
    pub fn object(&mut self, data: &[u8]) {
        // The object record of a group belongs to no shape that is kept.
        let kind = word(data, 4).unwrap_or_default();
        let Some(object) = self.found.last_mut().filter(|object| object.kind == 0 && kind != 0) else { return };
        (object.kind, object.number) = (kind, word(data, 6).unwrap_or_default());
        let mut at = 0;
        while let (Some(kind), Some(length)) = (word(data, at), word(data, at + 2)) {
            // Two records tell the state, and some programs write only one of them.
            if kind == 0x0a || kind == 0x12 {
                match word(data, at + 4) {
                    Some(1) => object.state = Some(State::On),
                    Some(2) => object.state = Some(State::Mixed),
                    _ => {}
                }
            }
            at += 4 + usize::from(length);
        }
    }

    /// Takes an object record of Excel 5 and 95, which holds its own corners.
    pub fn old_object(&mut self, data: &[u8]) {
        let kind = word(data, 4).unwrap_or_default();
        let shape = match kind {
            1 => 20,
            2 => 1,
            3 => 3,
            _ => return,
        };
        let object = Object { shape, corners: corners(data, 10), kind: 0x1e, ..Object::default() };
        if self.found.len() < MOST_SHAPES {
            self.found.push(object);
        }
    }

    /// Takes a text record.
    pub fn text(&mut self, record: &Record<'_>) {
        let (Some(object), Some(letters)) = (self.found.last_mut(), word(record.data, 10)) else { return };
        let Some(kind) = record.more.first().and_then(|more| more.first()) else { return };
        let words = Strings::of(record, record.data.len() + 1).letters(letters.into(), kind & 1 != 0);
        object.words = words.unwrap_or_default().replace('\r', "\n").trim().to_owned();
    }

    /// The words of comments by the number of their object.
    pub fn notes(&self) -> BTreeMap<u16, &str> {
        self.found
            .iter()
            .filter(|object| object.kind == 0x19)
            .map(|object| (object.number, object.words.as_str()))
            .collect()
    }

    /// The shapes and the check boxes, where they lie.
    pub fn laid(&self, layout: &Layout) -> (Vec<Drawn>, Vec<Ticked>) {
        let (mut shapes, mut boxes) = (Vec::new(), Vec::new());
        for object in &self.found {
            let is_bare = object.has_no_line && object.has_no_fill && object.words.is_empty() && object.kind != 0x08;
            let Some(area) = self.area(object, layout).filter(|_| !object.is_hidden) else { continue };
            match object.kind {
                0x0b | 0x0c => {
                    boxes.push(Ticked { area, words: object.words.clone(), state: object.state.unwrap_or(State::Off) })
                }
                0x08 => shapes.push(Drawn { form: Form::Picture, area, words: String::new() }),
                0x01 | 0x02 | 0x03 | 0x06 | 0x09 | 0x1e if !is_bare => {
                    shapes.push(Drawn { form: form(object, area), area, words: object.words.clone() });
                }
                _ => {}
            }
        }
        (shapes, boxes)
    }

    fn area(&self, object: &Object, layout: &Layout) -> Option<Area> {
        if let Some(corners) = &object.corners {
            return Some(area(corners, layout));
        }
        let (group, [left, top, right, bottom]) = object.group?;
        let (corners, inner) = self.groups.get(group)?;
        let outer = area(corners, layout);
        let along = |from: f64, to: f64, place: i32, start: i32, end: i32| {
            let length = f64::from(end) - f64::from(start);
            if length == 0.0 { from } else { from + (to - from) * (f64::from(place) - f64::from(start)) / length }
        };
        let x = |place| along(outer.left, outer.right, place, inner[0], inner[2]);
        let y = |place| along(outer.top, outer.bottom, place, inner[1], inner[3]);
        Some(Area { left: x(left), top: y(top), right: x(right), bottom: y(bottom) })
    }
}

fn corners(data: &[u8], at: usize) -> Option<Corners> {
    let mut corners = [0; 8];
    for (index, corner) in corners.iter_mut().enumerate() {
        *corner = word(data, at + index * 2)?;
    }
    Some(corners)
}

fn four(data: &[u8]) -> Option<[i32; 4]> {
    let at = |index: usize| long(data, index * 4).map(|number| number as i32);
    Some([at(0)?, at(1)?, at(2)?, at(3)?])
}

fn area(corners: &Corners, layout: &Layout) -> Area {
    let [left, into_left, top, into_top, right, into_right, bottom, into_bottom] = *corners;
    let x = |column: u16, part: u16| {
        let column = u32::from(column).min(LAST.1);
        let (start, end) = (layout.columns.start(column), layout.columns.start(column + 1));
        start + (end - start) * (f64::from(part) / 1024.0).min(1.0)
    };
    let y = |row: u16, part: u16| {
        let (start, end) = (layout.rows.start(row.into()), layout.rows.start(u32::from(row) + 1));
        start + (end - start) * (f64::from(part) / 256.0).min(1.0)
    };
    Area {
        left: x(left, into_left),
        top: y(top, into_top),
        right: x(right, into_right),
        bottom: y(bottom, into_bottom),
    }
}

fn form(object: &Object, area: Area) -> Form {
    match object.shape {
        20 | 32 if object.flips => Form::Line((area.left, area.bottom), (area.right, area.top)),
        20 | 32 => Form::Line((area.left, area.top), (area.right, area.bottom)),
        75 => Form::Picture,
        13 | 15 | 33..=52 | 61..=63 | 66..=70 | 76..=83 | 85..=94 | 99 | 101..=106 | 178..=181 => Form::Other,
        _ => Form::Ring,
    }
}
