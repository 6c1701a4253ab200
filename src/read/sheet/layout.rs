//! Where the columns and rows of a sheet lie on the paper. In: widths and heights as a worksheet states them. Out: places in
//! EMU (914,400 to an inch), in which drawings are anchored.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use quick_xml::events::BytesStart;

use super::LAST;
use crate::read::xml::{attribute, number};

/// EMU in a pixel of the usual 96 to an inch.
pub const PIXEL: f64 = 9_525.0;
/// EMU in a point.
pub const POINT: f64 = 12_700.0;
/// Columns that a sheet may state widths for, counted with repetition.
const MOST_WIDTHS: u32 = 4 * (LAST.1 + 1);

/// Widths and heights as stated.
#[derive(Debug, Default)]
pub struct Stated {
    widths: BTreeMap<u32, f64>,
    taken: u32,
    heights: BTreeMap<u32, f64>,
    usual_width: Option<f64>,
    usual_height: Option<f64>,
    /// Rows as high as their words need.
    fitted: BTreeSet<u32>,
}

impl Stated {
    /// Takes `sheetFormatPr`.
    pub fn usual(&mut self, start: &BytesStart<'_>) {
        self.usual_width = decimal(start, "defaultColWidth");
        self.usual_height = decimal(start, "defaultRowHeight");
    }

    /// Takes a `col`; a hidden one has no width.
    pub fn column(&mut self, start: &BytesStart<'_>, is_hidden: bool) {
        let width = if is_hidden { Some(0.0) } else { decimal(start, "width") };
        let (Some(width), Some(first), Some(last)) = (width, number(start, "min"), number(start, "max")) else {
            return;
        };
        self.columns(first.max(1) - 1..=last.clamp(1, LAST.1 + 1) - 1, width);
    }

    /// Takes the width of columns in digits.
    pub fn columns(&mut self, columns: RangeInclusive<u32>, width: f64) {
        for column in columns {
            if self.taken >= MOST_WIDTHS {
                return;
            }
            self.taken += 1;
            self.widths.insert(column, width);
        }
    }

    /// Takes the height of a row in points.
    pub fn height(&mut self, row: u32, points: f64) {
        self.heights.insert(row, points);
    }

    /// Takes that nobody set the height of a row: it is as high as its words need.
    pub fn fitted(&mut self, row: u32) {
        self.fitted.insert(row);
    }

    /// Takes the width and height of columns and rows that state none, in digits and points.
    pub fn others(&mut self, width: Option<f64>, height: Option<f64>) {
        self.usual_width = width.or(self.usual_width);
        self.usual_height = height.or(self.usual_height);
    }

    /// Takes a row whose height in points may be stated and may be set by hand; a hidden one has none.
    pub fn row(&mut self, row: u32, height: Option<f64>, is_hidden: bool, is_set: bool) {
        let height = if is_hidden { Some(0.0) } else { height.filter(is_size) };
        self.heights.extend(height.map(|height| (row, height)));
        if !is_hidden && !is_set {
            self.fitted(row);
        }
    }

    /// The layout, for digits of that many pixels (the widest digit of the book's usual font).
    pub fn layout(&self, digit: f64) -> Layout {
        let pixels = |width: f64| ((256.0 * width + (128.0 / digit).trunc()) / 256.0 * digit).trunc() * PIXEL;
        // Eight digits and the margins, up to the next multiple of eight pixels.
        let usual = self.usual_width.map_or(((8.0 * digit + 5.0) / 8.0).ceil() * 8.0 * PIXEL, pixels);
        Layout {
            columns: Sizes::new(usual, self.widths.iter().map(|(&at, &width)| (at, pixels(width)))),
            rows: Sizes::new(
                self.usual_height.unwrap_or(15.0) * POINT,
                self.heights.iter().map(|(&at, &height)| (at, height * POINT)),
            ),
            fitted: self.fitted.clone(),
        }
    }
}

fn decimal(start: &BytesStart<'_>, name: &str) -> Option<f64> {
    attribute(start, name)?.trim().parse().ok().filter(is_size)
}

/// A width or height that a sheet can have.
fn is_size(size: &f64) -> bool {
    (0.0..=2_000.0).contains(size)
}

/// Where columns and rows lie.
#[derive(Debug)]
pub struct Layout {
    /// Columns from left to right.
    pub columns: Sizes,
    /// Rows from top to bottom.
    pub rows: Sizes,
    /// Rows as high as their words need, so that one that is too low for them was never laid out.
    pub fitted: BTreeSet<u32>,
}

/// Sizes along one direction.
#[derive(Debug)]
pub struct Sizes {
    usual: f64,
    /// Index, own size, and how far all own sizes up to here pass the usual ones.
    own: Vec<(u32, f64, f64)>,
}

impl Sizes {
    fn new(usual: f64, own: impl Iterator<Item = (u32, f64)>) -> Sizes {
        let mut past = 0.0;
        let own = own.map(|(at, size)| {
            past += size - usual;
            (at, size, past)
        });
        Sizes { usual, own: own.collect() }
    }

    /// Where that column or row begins.
    pub fn start(&self, index: u32) -> f64 {
        let before = self.own.partition_point(|&(at, ..)| at < index);
        let past = before.checked_sub(1).map_or(0.0, |last| self.own[last].2);
        f64::from(index) * self.usual + past
    }

    /// The column or row that lies there, up to `last`.
    pub fn at(&self, place: f64, last: u32) -> u32 {
        let (mut low, mut high) = (0, last);
        while low < high {
            let middle = (low + high).div_ceil(2);
            if self.start(middle) <= place { low = middle } else { high = middle - 1 }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_lie_where_a_spreadsheet_draws_them() {
        let mut stated = Stated::default();
        stated.widths.extend([(1, 10.0), (2, 0.0)]);
        stated.heights.insert(0, 30.0);
        let layout = stated.layout(7.0);
        let pixels = |index| layout.columns.start(index) / PIXEL;
        assert_eq!([pixels(0), pixels(1), pixels(2), pixels(3), pixels(4)], [0.0, 64.0, 134.0, 134.0, 198.0]);
        assert_eq!(layout.columns.at(64.0 * PIXEL, LAST.1), 1);
        assert_eq!(layout.columns.at(140.0 * PIXEL, LAST.1), 3);
        assert_eq!(layout.rows.start(2), 45.0 * POINT);
        assert_eq!(layout.rows.at(1e30, LAST.0), LAST.0);
    }
}
