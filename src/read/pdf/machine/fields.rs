//! What lies on a page beside its text: fields that are filled in or ticked, stamps, and marks that say what is a header.

use hayro_syntax::content::Instruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Rect, Stream};
use hayro_syntax::page::Resources;

use super::{Sheet, matrix};
use crate::read::pdf::geometry::{Area, Direction, Glyph, Matrix, Rule, SAME, moved, times};

impl Sheet<'_> {
    /// Draws what is filled into the fields of a form and stamped on the page.
    pub fn notes(&mut self, page: &Dict<'_>, base: Matrix) {
        let Some(notes) = page.get::<Array<'_>>("Annots") else { return };
        for note in notes.iter::<Dict<'_>>().take(5_000) {
            let kind = note.get::<Name<'_>>("Subtype");
            let is_hidden = note.get::<i32>("F").unwrap_or(0) & 0b10_0010 != 0;
            if is_hidden {
                continue;
            }
            match kind.as_deref() {
                Some(b"Widget" | b"FreeText" | b"Stamp") => {}
                Some(kind @ (b"Circle" | b"Square" | b"Ink" | b"StrikeOut" | b"Highlight")) => {
                    self.drawn_later(base, &note, kind);
                    continue;
                }
                _ => continue,
            }
            let (Some(looks), Some(place)) = (note.get::<Dict<'_>>("AP"), note.get::<Rect>("Rect")) else { continue };
            let Some(look) = looks.get::<Stream<'_>>("N") else {
                // A look for each state: a box to tick.
                let state = note.get::<Name<'_>>("AS");
                let is_ticked = state.is_some_and(|state| &*state != b"Off");
                self.tick(base, &place, is_ticked);
                continue;
            };
            let Some(frame) = look.dict().get::<Rect>("BBox") else { continue };
            let own = look.dict().get::<Array<'_>>("Matrix").map_or(SAME, |array| matrix(&array));
            let corner = |x: f64, y: f64| moved(own, (x as f32, y as f32));
            let corners = [
                corner(frame.x0, frame.y0),
                corner(frame.x1, frame.y0),
                corner(frame.x0, frame.y1),
                corner(frame.x1, frame.y1),
            ];
            let frame = Area::around(&corners);
            let scale = |to: f64, from: f32| if from.abs() > 0.01 { to as f32 / from } else { 1.0 };
            let (x, y) = (scale(place.width(), frame.width()), scale(place.height(), frame.height()));
            let fit = [x, 0.0, 0.0, y, place.x0 as f32 - frame.left * x, place.y0 as f32 - frame.top * y];
            self.state.matrix = times(fit, base);
            self.form(&look, None, 0);
        }
    }

    /// Takes what a reader drew on a page later: a frame around words, a colour on them, or a line through them.
    fn drawn_later(&mut self, base: Matrix, note: &Dict<'_>, kind: &[u8]) {
        let corner = |x: f32, y: f32| moved(base, (x, y));
        if !matches!(kind, b"StrikeOut" | b"Highlight") {
            let Some(place) = note.get::<Rect>("Rect") else { return };
            let [left, top, right, bottom] = [place.x0, place.y0, place.x1, place.y1].map(|number| number as f32);
            self.drawn.ring(Area::around(&[corner(left, top), corner(right, bottom)]));
            return;
        }
        let numbers: Vec<f32> = note
            .get::<Array<'_>>("QuadPoints")
            .map(|numbers| numbers.iter::<Number>().take(8 * 200).map(|number| number.as_f32()).collect())
            .unwrap_or_default();
        for quad in numbers.chunks_exact(8) {
            let corners: Vec<(f32, f32)> = quad.chunks_exact(2).map(|pair| corner(pair[0], pair[1])).collect();
            let area = Area::around(&corners);
            if kind == b"Highlight" {
                self.drawn.shades.push(area);
            } else {
                self.drawn.rules.push(Rule { level: true, at: area.centre().1, from: area.left, to: area.right });
            }
        }
    }

    /// Puts the sign of a box that is ticked, or is not.
    fn tick(&mut self, base: Matrix, place: &Rect, is_ticked: bool) {
        let corner = |x: f64, y: f64| moved(base, (x as f32, y as f32));
        let area = Area::around(&[corner(place.x0, place.y0), corner(place.x1, place.y1)]);
        let letter = if is_ticked { '☑' } else { '☐' };
        self.piece += 2;
        let size = area.height().clamp(4.0, 24.0);
        let (direction, piece, is_loud) = (Direction::Right, self.piece, false);
        self.drawn.glyphs.push(Glyph { letter, area, size, direction, piece, is_loud });
    }
}

/// The marked part is a header or footer of the page.
pub fn is_furniture(instruction: &Instruction<'_, '_>, resources: &Resources<'_>) -> bool {
    let mut operands = instruction.operands();
    let Some(Object::Name(tag)) = operands.next() else { return false };
    if &**tag != b"Artifact" {
        return false;
    }
    let properties = match operands.next() {
        Some(Object::Dict(dict)) => dict.clone(),
        Some(Object::Name(name)) => resources.properties.get::<Dict<'_>>(&**name).unwrap_or_default(),
        _ => return false,
    };
    properties.get::<Name<'_>>("Type").as_deref() == Some(b"Pagination")
}
