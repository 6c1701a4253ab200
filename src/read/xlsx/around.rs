//! The parts that lie around a sheet: its drawing, its form controls and its comments. They are gathered, then laid on the cells.

use std::collections::BTreeMap;

use super::beside::Beside;
use super::controls;
use super::drawing;
use super::notes::{self, Notes};
use crate::model::Grid;
use crate::read::limits::Package;
use crate::read::office::relations;
use crate::read::sheet::marks::{Canvas, Face, Laid, Left, State, lay, lay_boxes};
use crate::read::xml::letters;

/// Letters of the parts around one sheet.
#[derive(Debug, Default)]
pub struct Around {
    drawings: Vec<String>,
    vml: Vec<String>,
    states: BTreeMap<u32, State>,
    notes: Notes,
}

impl Around {
    /// Gathers the parts of a sheet. Parts in trouble are left out: what they held is shown by no cell.
    pub fn gather(package: &mut Package<'_>, part: &str, beside: &Beside) -> Around {
        let mut around = Around::default();
        let (mut notes, mut threads) = (Notes::new(), Notes::new());
        for relation in relations(package, part).unwrap_or_default() {
            let is_wanted = matches!(
                relation.kind.as_str(),
                "drawing" | "vmlDrawing" | "comments" | "threadedComment" | "ctrlProp"
            );
            if !is_wanted {
                continue;
            }
            let Ok(Some(bytes)) = package.part(&relation.target) else { continue };
            let text = letters(&bytes);
            match relation.kind.as_str() {
                "drawing" => around.drawings.push(text.into_owned()),
                "vmlDrawing" => around.vml.push(text.into_owned()),
                "comments" => notes = notes::notes(&text).unwrap_or_default(),
                "threadedComment" => threads = notes::threads(&text).unwrap_or_default(),
                _ => {
                    let shape = beside.controls.iter().find(|(_, id)| *id == relation.id).map(|&(shape, _)| shape);
                    around.states.extend(shape.zip(controls::state(&text)));
                }
            }
        }
        for (cell, words) in threads {
            notes.insert(cell, words);
        }
        around.notes = notes;
        around
    }

    /// Adds comments that lie in a part of another kind.
    pub fn take_notes(&mut self, notes: Notes) {
        self.notes.extend(notes);
    }

    /// Lays them on the cells. `digit` is the width of a digit in pixels, `face` how the words of a cell stand.
    pub fn lay(self, grid: &mut Grid, beside: &Beside, digit: f64, face: &dyn Fn((u32, u32)) -> Face) -> Laid {
        let mut laid = Laid::default();
        if !self.drawings.is_empty() || !self.vml.is_empty() {
            let layout = beside.stated.layout(digit);
            let mut canvas = Canvas { grid, merges: &beside.merges, layout: &layout, face };
            laid.controls = self.boxes(&mut canvas, &mut laid.left);
            for drawing in &self.drawings {
                let (shapes, _) = drawing::shapes(drawing, &layout);
                let left = lay(&mut canvas, &shapes);
                laid.left.shapes.extend(left.shapes);
                laid.left.pictures.extend(left.pictures);
                laid.left.boxes.extend(left.boxes);
            }
        }
        for (place, words) in &self.notes {
            let cell = grid.cells.entry(*place).or_default();
            words.iter().for_each(|words| cell.note(words));
            laid.notes.push(*place);
        }
        laid
    }

    /// Puts boxes into the cells on which they lie; gives the number of other controls.
    fn boxes(&self, canvas: &mut Canvas<'_>, left: &mut Left) -> usize {
        let mut others = 0;
        for vml in &self.vml {
            let (boxes, rest) = controls::boxes(vml, canvas.layout, &self.states);
            others += rest;
            lay_boxes(canvas, boxes, left);
        }
        others
    }
}
