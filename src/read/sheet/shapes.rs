//! Shapes on a sheet, whichever container drew them.

/// Shapes of one sheet that are looked at.
pub const MOST_SHAPES: usize = 5_000;

/// A rectangle on the sheet in EMU.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// Its middle.
    pub fn middle(&self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }
}

/// What a shape is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    /// A closed outline, such as people draw around a word.
    Ring,
    /// A line between two points.
    Line((f64, f64), (f64, f64)),
    /// A picture, chart or other object.
    Picture,
    /// A bracket, arrow or other sign.
    Other,
}

/// A shape on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// What it is.
    pub form: Form,
    /// Where it lies.
    pub area: Area,
    /// Words inside it.
    pub words: String,
}
