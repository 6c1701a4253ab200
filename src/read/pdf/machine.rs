//! The drawing of a page in, its letters and lines out, each at its place.

mod fields;
mod ink;

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use self::ink::Ink;
use super::font::{Code, Font, Letters};
use super::geometry::{Area, Direction, Drawn, Glyph, Matrix, SAME, moved, times};
use super::path::Path;
use super::stream::unpack;
use crate::read::limits::{MAX_DRAWING, MAX_FORMS_DEEP, MAX_PAGE_LETTERS};

/// Fonts of a document by the number of their object.
type Fonts = BTreeMap<(u32, i32), Rc<Font>>;

/// Reads the pages of one document.
#[derive(Default)]
pub struct Machine {
    fonts: Fonts,
    /// Bytes of drawing that were read.
    spent: usize,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
    unpainted: bool,
    /// Letters are drawn thicker than their font has them.
    is_thick: bool,
    /// With what letters and boxes are filled.
    ink: Ink,
    /// Nothing is seen outside of it.
    bounds: Option<Area>,
}

/// The page being read.
struct Sheet<'m> {
    machine: &'m mut Machine,
    drawn: Drawn,
    state: State,
    text: Matrix,
    line: Matrix,
    path: Path,
    piece: u32,
    /// Marked parts that are open, true for furniture of the page.
    marked: Vec<bool>,
}

impl Machine {
    /// Reads one page.
    pub fn page(&mut self, page: &Page<'_>) -> Drawn {
        let base = page.initial_transform(true).as_coeffs().map(|number| number as f32);
        let state = State {
            matrix: base,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            unpainted: false,
            is_thick: false,
            ink: Ink::default(),
            bounds: None,
        };
        let drawn = Drawn { size: page.render_dimensions(), ..Drawn::default() };
        let mut sheet = Sheet {
            machine: self,
            drawn,
            state: state.clone(),
            text: SAME,
            line: SAME,
            path: Path::default(),
            piece: 0,
            marked: Vec::new(),
        };
        let raw = page.raw();
        let content = sheet.content(raw);
        sheet.run(&content, page.resources(), 0);
        sheet.state = state;
        sheet.notes(raw, base);
        sheet.drawn
    }
}

impl Sheet<'_> {
    /// The drawing of a page. What cannot be unpacked is left out.
    fn content(&mut self, page: &Dict<'_>) -> Vec<u8> {
        let mut content = Vec::new();
        let mut add = |stream: &Stream<'_>| match unpack(stream) {
            Some(piece) if content.len() + piece.bytes.len() <= MAX_DRAWING => {
                self.drawn.is_damaged |= piece.is_damaged;
                content.extend(piece.bytes);
                content.push(b'\n');
            }
            _ => self.drawn.is_cut = true,
        };
        if let Some(stream) = page.get::<Stream<'_>>("Contents") {
            add(&stream);
        } else if let Some(streams) = page.get::<Array<'_>>("Contents") {
            let mut objects = streams.flex_iter();
            while let Some(object) = objects.next::<Object<'_>>() {
                if let Object::Stream(stream) = object {
                    add(&stream);
                }
            }
        } else {
            self.drawn.is_damaged |= page.contains_key("Contents");
        }
        content
    }

    fn run(&mut self, content: &[u8], resources: &Resources<'_>, depth: usize) {
        self.machine.spent = self.machine.spent.saturating_add(content.len());
        if depth > MAX_FORMS_DEEP || self.machine.spent > MAX_DRAWING {
            self.drawn.is_cut = true;
            return;
        }
        let mut saved: Vec<State> = Vec::new();
        let begun = (self.state.clone(), self.marked.len());
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            if self.drawn.glyphs.len() > MAX_PAGE_LETTERS {
                self.drawn.is_cut = true;
                break;
            }
            match &**instruction.operator {
                b"q" if saved.len() < 512 => saved.push(self.state.clone()),
                b"Q" => {
                    if let Some(state) = saved.pop() {
                        self.state = state;
                    }
                }
                b"Do" => self.draw(&instruction, resources, depth),
                b"Tf" => self.font(&instruction, resources),
                b"BMC" => self.marked.push(self.is_furniture()),
                b"BDC" => {
                    let open = self.is_furniture() || fields::is_furniture(&instruction, resources);
                    self.marked.push(open);
                }
                b"EMC" if self.marked.len() > begun.1 => {
                    self.marked.pop();
                }
                operator => self.apply(operator, &instruction),
            }
        }
        self.state = begun.0;
        self.marked.truncate(begun.1);
    }

    fn is_furniture(&self) -> bool {
        self.marked.last() == Some(&true)
    }

    fn apply(&mut self, operator: &[u8], instruction: &Instruction<'_, '_>) {
        let mut numbers = [0.0f32; 6];
        let given = instruction.operands().filter_map(|object| match object {
            Object::Number(number) => Some(number.as_f32()),
            _ => None,
        });
        numbers.iter_mut().zip(given).for_each(|(number, given)| *number = given);
        let [a, b, ..] = numbers;
        if let Some(ink) = Ink::set(operator, instruction, numbers) {
            self.state.ink = ink;
            return;
        }
        let words = || {
            instruction.operands().find_map(|object| match object {
                Object::String(words) => Some(words.as_bytes().to_vec()),
                _ => None,
            })
        };
        let state = &mut self.state;
        match operator {
            b"cm" => state.matrix = times(numbers, state.matrix),
            b"BT" => (self.text, self.line) = (SAME, SAME),
            b"Tc" => state.letter_space = a,
            b"Tw" => state.word_space = a,
            b"Tz" => state.scale = a / 100.0,
            b"TL" => state.leading = a,
            b"Ts" => state.rise = a,
            b"Tr" => (state.unpainted, state.is_thick) = (a == 3.0, a == 2.0),
            b"Td" => self.next_line(a, b),
            b"TD" => {
                state.leading = -b;
                self.next_line(a, b);
            }
            b"Tm" => (self.text, self.line) = (numbers, numbers),
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show(&words().unwrap_or_default()),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(&words().unwrap_or_default());
            }
            b"\"" => {
                (state.word_space, state.letter_space) = (a, b);
                self.next_line(0.0, -self.state.leading);
                self.show(&words().unwrap_or_default());
            }
            b"TJ" => {
                let Some(Object::Array(pieces)) = instruction.operands().next() else { return };
                for piece in pieces.iter::<Object<'_>>() {
                    match piece {
                        Object::String(words) => self.show(words.as_bytes()),
                        Object::Number(back) => self.step(-back.as_f32() / 1000.0 * self.state.size),
                        _ => {}
                    }
                }
                self.piece += 1;
            }
            b"BI" => self.picture(),
            _ => {
                let (before, shades) = (self.drawn.rules.len(), self.drawn.shades.len());
                let bounds = self.path.apply(operator, numbers, self.state.matrix, &mut self.drawn);
                if !self.state.ink.shades() {
                    self.drawn.shades.truncate(shades);
                }
                if let Some(bounds) = &self.state.bounds {
                    for shade in self.drawn.shades.iter_mut().skip(shades) {
                        *shade = shade.common(bounds);
                    }
                    let drawn = self.drawn.rules.split_off(before.min(self.drawn.rules.len()));
                    self.drawn.rules.extend(drawn.into_iter().filter_map(|rule| rule.within(bounds)));
                }
                if let Some(inner) = bounds {
                    self.state.bounds = Some(self.state.bounds.map_or(inner, |outer| outer.common(&inner)));
                }
            }
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Moves the pen along the line.
    fn step(&mut self, distance: f32) {
        let is_down = self.state.font.as_ref().is_some_and(|font| font.vertical);
        let (x, y) = if is_down { (0.0, distance) } else { (distance * self.state.scale, 0.0) };
        self.text = times([1.0, 0.0, 0.0, 1.0, x, y], self.text);
    }

    fn font(&mut self, instruction: &Instruction<'_, '_>, resources: &Resources<'_>) {
        let mut operands = instruction.operands();
        let (Some(Object::Name(name)), Some(Object::Number(size))) = (operands.next(), operands.next()) else { return };
        self.state.size = size.as_f32();
        // a page asks for its fonts again and again, and each dictionary holds the widths of all letters
        let id = resources.fonts.get_ref(&**name).map(|id| (id.obj_number, id.gen_number));
        let known = id.and_then(|id| self.machine.fonts.get(&id).cloned());
        self.state.font = known.or_else(|| {
            let font = Rc::new(Font::new(&resources.get_font(name)?));
            if let Some(id) = id {
                self.machine.fonts.insert(id, font.clone());
            }
            Some(font)
        });
        self.drawn.is_damaged |= self.state.font.as_ref().is_some_and(|font| font.is_damaged);
    }

    fn show(&mut self, text: &[u8]) {
        self.piece += 1;
        let Some(font) = self.state.font.clone() else {
            self.drawn.is_damaged |= text.iter().any(|&byte| byte > b' ');
            return;
        };
        let mut rest = text;
        while let Some((code, taken)) = font.next(rest) {
            rest = &rest[taken..];
            self.put(&font, &code);
            let space = self.state.letter_space + if code.is_space { self.state.word_space } else { 0.0 };
            let along = if font.vertical { -space } else { space };
            self.step(code.advance * self.state.size + along);
            if self.drawn.glyphs.len() > MAX_PAGE_LETTERS {
                return;
            }
        }
    }

    /// Puts a letter on the page.
    fn put(&mut self, font: &Font, code: &Code) {
        if self.is_furniture() {
            return;
        }
        let State { size, scale, rise, matrix, unpainted, .. } = self.state;
        let matrix = times(times([size * scale, 0.0, 0.0, size, 0.0, rise], self.text), matrix);
        let width = font.width(code);
        let (low, high) = if font.vertical { ((-0.5, -1.0), (0.5, 0.0)) } else { ((0.0, -0.12), (width, 0.88)) };
        let corners = [low, high, (low.0, high.1), (high.0, low.1)].map(|corner| moved(matrix, corner));
        let area = Area::around(&corners);
        let numbers = [area.left, area.top, area.right, area.bottom];
        let (wide, tall) = self.drawn.size;
        let page = Area { left: -2.0, top: -2.0, right: wide + 2.0, bottom: tall + 2.0 };
        if !numbers.iter().all(|number| number.is_finite()) || !page.holds(area.centre()) {
            return;
        }
        let (along, across) = ((matrix[0], matrix[1]), (matrix[2], matrix[3]));
        let (x, y) = if font.vertical { (-across.0, -across.1) } else { along };
        let direction = match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
            (true, true, _) => Direction::Right,
            (true, false, _) => Direction::Left,
            (false, _, true) => Direction::Down,
            (false, _, false) => Direction::Up,
        };
        let size = across.0.hypot(across.1);
        if size < 1.0 {
            return;
        }
        let is_loud = self.state.ink.is_coloured() || self.state.is_thick || font.is_bold;
        let mut push = |letter: char, area: Area| {
            self.drawn.unpainted += usize::from(unpainted && letter != ' ');
            self.drawn.glyphs.push(Glyph { letter, area, size, direction, piece: self.piece, is_loud });
        };
        match &code.letters {
            Letters::One(letter) => push(*letter, area),
            Letters::Several(letters) => {
                let count = letters.chars().count().max(1) as f32;
                let step = (area.width() / count, area.height() / count);
                for (at, letter) in letters.chars().enumerate() {
                    let (at, mut part) = (at as f32, area);
                    if x.abs() >= y.abs() {
                        (part.left, part.right) = (area.left + at * step.0, area.left + (at + 1.0) * step.0);
                    } else {
                        (part.top, part.bottom) = (area.top + at * step.1, area.top + (at + 1.0) * step.1);
                    }
                    push(letter, part);
                }
            }
            // A code without a width is no letter.
            Letters::Unknown if width <= 0.0 => {}
            Letters::Unknown => {
                push('〓', area);
                self.drawn.unknown += 1;
            }
        }
    }

    fn picture(&mut self) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|corner| moved(self.state.matrix, corner));
        let area = Area::around(&corners);
        let (width, height) = self.drawn.size;
        let part = (area.width() * area.height()).abs() / (width * height).max(1.0);
        self.drawn.pictures += if part.is_finite() { part } else { 0.0 };
    }

    fn draw(&mut self, instruction: &Instruction<'_, '_>, resources: &Resources<'_>, depth: usize) {
        let Some(Object::Name(name)) = instruction.operands().next() else { return };
        let Some(stream) = resources.get_x_object(name) else {
            self.drawn.is_damaged = true;
            return;
        };
        if stream.dict().get::<Name<'_>>("Subtype").as_deref() == Some(b"Image") {
            self.picture();
        } else {
            self.form(&stream, Some(resources), depth);
        }
    }

    fn form(&mut self, stream: &Stream<'_>, outer: Option<&Resources<'_>>, depth: usize) {
        // Each drawing counts, so that forms which draw each other twice end soon.
        self.machine.spent = self.machine.spent.saturating_add(4096);
        if depth >= MAX_FORMS_DEEP || self.machine.spent > MAX_DRAWING {
            self.drawn.is_cut = true;
            return;
        }
        let Some(content) = unpack(stream) else {
            self.drawn.is_damaged = true;
            return;
        };
        self.drawn.is_damaged |= content.is_damaged;
        let content = content.bytes;
        let matrix = stream.dict().get::<Array<'_>>("Matrix").map_or(SAME, |array| matrix(&array));
        let before = self.state.clone();
        let (text, line) = (self.text, self.line);
        self.state.matrix = times(matrix, self.state.matrix);
        match (stream.dict().get::<Dict<'_>>("Resources"), outer) {
            (None, Some(outer)) => self.run(&content, outer, depth + 1),
            (own, _) => self.run(&content, &Resources::new(own.unwrap_or_default()), depth + 1),
        }
        (self.text, self.line, self.state) = (text, line, before);
    }
}

fn matrix(array: &Array<'_>) -> Matrix {
    let mut matrix = SAME;
    matrix.iter_mut().zip(array.iter::<Number>()).for_each(|(own, given)| *own = given.as_f32());
    matrix
}
