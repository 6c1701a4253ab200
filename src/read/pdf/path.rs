//! Strokes and fills in, the lines of tables and the ovals around words out.

use super::geometry::{Area, Drawn, Matrix, Rule, moved};
use crate::read::limits::MAX_RULES;

/// A drawn line is no thicker than this.
const THICK: f32 = 3.0;
/// A line shorter than this rules nothing.
const SHORT: f32 = 4.0;

/// The path that is being drawn.
#[derive(Debug, Default)]
pub struct Path {
    parts: Vec<Part>,
    at: (f32, f32),
    /// The path bounds what is drawn from now on.
    bounds: bool,
}

#[derive(Debug, Default)]
struct Part {
    points: Vec<(f32, f32)>,
    curves: usize,
    is_closed: bool,
}

impl Part {
    /// Nothing but curves, and closed: what straight lines it has go nowhere.
    fn is_round(&self) -> bool {
        let is_near = |one: (f32, f32), two: (f32, f32)| (one.0 - two.0).hypot(one.1 - two.1) < 0.2;
        let moves = self.points.windows(2).filter(|pair| !is_near(pair[0], pair[1])).count();
        moves <= self.curves + 1
    }
}

impl Path {
    /// Takes one instruction of drawing; those it does not know do nothing. Gives the box outside of which nothing that
    /// comes later is seen, where the instruction sets one.
    pub fn apply(&mut self, operator: &[u8], numbers: [f32; 6], matrix: Matrix, drawn: &mut Drawn) -> Option<Area> {
        let [a, b, c, d, e, f] = numbers;
        let is_end = matches!(operator, b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n");
        let bounds = (is_end && std::mem::take(&mut self.bounds)).then(|| self.area()).flatten();
        match operator {
            b"W" | b"W*" => self.bounds = true,
            b"m" => self.begin(moved(matrix, (a, b))),
            b"l" => self.line(moved(matrix, (a, b)), 0),
            b"c" => self.line(moved(matrix, (e, f)), 1),
            b"v" | b"y" => self.line(moved(matrix, (c, d)), 1),
            b"h" => self.close(),
            b"re" => {
                self.begin(moved(matrix, (a, b)));
                for corner in [(a + c, b), (a + c, b + d), (a, b + d)] {
                    self.line(moved(matrix, corner), 0);
                }
                self.close();
            }
            b"S" => self.paint(true, false, drawn),
            b"s" => {
                self.close();
                self.paint(true, false, drawn);
            }
            b"f" | b"F" | b"f*" => self.paint(false, true, drawn),
            b"B" | b"B*" => self.paint(true, true, drawn),
            b"b" | b"b*" => {
                self.close();
                self.paint(true, true, drawn);
            }
            b"n" => self.parts.clear(),
            _ => {}
        }
        bounds
    }

    fn area(&self) -> Option<Area> {
        let areas = self.parts.iter().map(|part| Area::around(&part.points));
        areas.reduce(|area, part| area.with(&part))
    }

    fn begin(&mut self, point: (f32, f32)) {
        self.at = point;
        if self.parts.len() < MAX_RULES {
            self.parts.push(Part { points: vec![point], ..Part::default() });
        }
    }

    fn line(&mut self, point: (f32, f32), curves: usize) {
        self.at = point;
        if let Some(part) = self.parts.last_mut()
            && part.points.len() < MAX_RULES
        {
            part.points.push(point);
            part.curves += curves;
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && !part.is_closed
        {
            part.is_closed = true;
            if part.points.last() != part.points.first() {
                part.points.push(part.points[0]);
            }
        }
    }

    fn paint(&mut self, is_stroked: bool, is_filled: bool, drawn: &mut Drawn) {
        for part in self.parts.drain(..) {
            let area = Area::around(&part.points);
            if part.curves > 0 {
                let is_ring = is_stroked && (2..=32).contains(&part.curves) && part.is_round();
                if is_ring {
                    drawn.ring(area);
                }
                drawn.shapes += usize::from(is_filled);
                continue;
            }
            let (wide, high) = (area.width(), area.height());
            if is_filled && wide.min(high) > THICK && part.points.len() <= 5 && drawn.shades.len() < MAX_RULES {
                drawn.shades.push(area);
            }
            if is_filled && !is_stroked {
                // A line may be filled as a thin box.
                if wide.min(high) <= THICK && wide.max(high) >= SHORT {
                    let (x, y) = area.centre();
                    drawn.rules.push(if wide >= high {
                        level(y, area.left, area.right)
                    } else {
                        upright(x, area.top, area.bottom)
                    });
                }
                continue;
            }
            for pair in part.points.windows(2) {
                let (one, two) = (pair[0], pair[1]);
                let area = Area::around(pair);
                if (one.1 - two.1).abs() <= 0.5 && area.width() > 0.1 {
                    drawn.rules.push(level(one.1, area.left, area.right));
                } else if (one.0 - two.0).abs() <= 0.5 && area.height() > 0.1 {
                    drawn.rules.push(upright(one.0, area.top, area.bottom));
                }
            }
        }
        if drawn.rules.len() > MAX_RULES {
            drawn.rules.truncate(MAX_RULES);
            drawn.is_cut = true;
        }
    }
}

fn level(at: f32, from: f32, to: f32) -> Rule {
    Rule { level: true, at, from, to }
}

fn upright(at: f32, from: f32, to: f32) -> Rule {
    Rule { level: false, at, from, to }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::geometry::SAME;

    #[test]
    fn ovals_of_many_curves_are_rings_and_bounds_end_lines() {
        let (mut path, mut drawn) = (Path::default(), Drawn::default());
        let mut apply = |operator: &[u8], numbers| path.apply(operator, numbers, SAME, &mut drawn);
        let point = |part: u8| (f32::from(part) * std::f32::consts::TAU / 12.0).sin_cos();
        let at = |part: u8| (20.0 + 20.0 * point(part).0, 10.0 + 8.0 * point(part).1);
        apply(b"m", [at(0).0, at(0).1, 0.0, 0.0, 0.0, 0.0]);
        for part in 1..=12 {
            apply(b"c", [0.0, 0.0, 0.0, 0.0, at(part).0, at(part).1]);
            // A line that goes nowhere.
            apply(b"l", [at(part).0, at(part).1, 0.0, 0.0, 0.0, 0.0]);
        }
        assert_eq!(apply(b"S", [0.0; 6]), None);
        apply(b"re", [345.0, 96.0, 2.0, 11.0, 0.0, 0.0]);
        apply(b"W*", [0.0; 6]);
        let bounds = apply(b"n", [0.0; 6]).expect("bounds");
        assert_eq!(drawn.rings.len(), 1);
        let rule = level(100.0, 345.0, 351.0);
        assert_eq!(rule.within(&bounds), Some(level(100.0, 345.0, 347.5)));
        assert_eq!(level(100.0, 350.0, 360.0).within(&bounds), None);
    }
}
