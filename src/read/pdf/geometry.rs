//! Places on a page: letters, drawn lines and boxes, in points, x to the right and y downwards.

use crate::read::limits::MAX_RULES;

/// A matrix of six numbers, as pdf writes it.
pub type Matrix = [f32; 6];

/// Does nothing.
pub const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `one`, then `then`.
pub fn times(one: Matrix, then: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [p, q, r, s, t, u] = then;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

/// Where a point comes to lie.
pub fn moved([a, b, c, d, e, f]: Matrix, (x, y): (f32, f32)) -> (f32, f32) {
    (a * x + c * y + e, b * x + d * y + f)
}

/// A box.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    /// The smallest box around points.
    pub fn around(points: &[(f32, f32)]) -> Area {
        let mut area = Area { left: f32::MAX, top: f32::MAX, right: f32::MIN, bottom: f32::MIN };
        for &(x, y) in points {
            area.left = area.left.min(x);
            area.right = area.right.max(x);
            area.top = area.top.min(y);
            area.bottom = area.bottom.max(y);
        }
        area
    }

    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    pub fn centre(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    pub fn holds(&self, (x, y): (f32, f32)) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    /// The smallest box around both.
    pub fn with(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The box that both hold.
    pub fn common(&self, other: &Area) -> Area {
        Area {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The box after the page was turned so that lines which ran in that direction run to the right. The page was
    /// `width` wide and `height` high.
    pub fn turned(&self, direction: Direction, (width, height): (f32, f32)) -> Area {
        let Area { left, top, right, bottom } = *self;
        match direction {
            Direction::Right => *self,
            Direction::Left => {
                Area { left: width - right, top: height - bottom, right: width - left, bottom: height - top }
            }
            Direction::Down => Area { left: top, top: width - right, right: bottom, bottom: width - left },
            Direction::Up => Area { left: height - bottom, top: left, right: height - top, bottom: right },
        }
    }
}

/// Where the next letter of a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    Right,
    Down,
    Left,
    Up,
}

/// A letter on a page.
#[derive(Debug, Clone, Copy)]
pub struct Glyph {
    pub letter: char,
    pub area: Area,
    /// Height of its em.
    pub size: f32,
    /// How its own font runs.
    pub direction: Direction,
    /// How many pieces of text were shown before the one it belongs to.
    pub piece: u32,
    /// It is bold, or of a colour that is seen.
    pub is_loud: bool,
}

/// A drawn line, along one of the edges of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    pub level: bool,
    /// y of a level line, x of an upright one.
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

impl Rule {
    /// What is seen of the line where nothing is seen outside of the box.
    pub fn within(self, bounds: &Area) -> Option<Rule> {
        let (from, to) = if self.level { (bounds.left, bounds.right) } else { (bounds.top, bounds.bottom) };
        let seen = Rule { from: self.from.max(from - 0.5), to: self.to.min(to + 0.5), ..self };
        (seen.from < seen.to).then_some(seen)
    }
}

/// All that is drawn on a page.
#[derive(Debug, Default)]
pub struct Drawn {
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    /// Drawn ovals.
    pub rings: Vec<Area>,
    /// Boxes filled with a colour that is seen on paper, black apart.
    pub shades: Vec<Area>,
    /// Width and height of the page as it is looked at.
    pub size: (f32, f32),
    /// Letters that nothing gives a meaning.
    pub unknown: usize,
    /// Letters that are not painted: what a machine read in a picture.
    pub unpainted: usize,
    /// The part of the page that pictures cover.
    pub pictures: f32,
    /// Curved shapes that are filled: letters kept as drawings.
    pub shapes: usize,
    /// A bound was passed and the rest left out.
    pub is_cut: bool,
    /// Something that is drawn here is damaged or missing in the file.
    pub is_damaged: bool,
}

impl Drawn {
    /// Takes an oval or frame, where it is as large as people draw one around a word.
    pub fn ring(&mut self, area: Area) {
        let (wide, high) = (area.width(), area.height());
        if wide < 160.0 && high < 60.0 && wide.min(high) > 6.0 && self.rings.len() < MAX_RULES {
            self.rings.push(area);
        }
    }
}
