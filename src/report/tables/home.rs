//! Where in a paper a claim belongs. In: a place. Out: the row of the form or the unit of prose in which it lies.

use crate::model::{Document, Place};

/// The row of a form whose answer or remark stands at that place.
pub fn row_of(document: &Document, place: &Place) -> Option<usize> {
    document.row_at(place)
}

/// The unit of prose in which that place lies.
pub fn unit_of(document: &Document, place: &Place) -> Option<usize> {
    document.unit_at(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;
    use crate::report::specimen;

    fn place(unit: Option<&str>, line: Option<u32>, cell: Option<&str>) -> Place {
        let sheet = cell.map(|_| "MDS".to_owned());
        Place { unit: unit.map(str::to_owned), line, cell: cell.map(str::to_owned), sheet, page: None }
    }

    #[test]
    fn units_of_one_name_are_told_apart_by_their_line() {
        let mut paper = specimen::report().documents.remove(0);
        let unit = |name: &str, line| Unit { unit: name.to_owned(), line, ..Unit::default() };
        paper.units = vec![unit("第1条", 2), unit("第2条", 5), unit("第2条", 6), unit("", 9)];
        for (name, line, expected) in [
            (Some("第2条"), Some(6), Some(2)),
            (Some("第2条"), Some(7), Some(1)),
            (Some("第2条"), None, Some(1)),
            (None, Some(9), Some(3)),
            (Some("第9条"), Some(2), Some(0)),
            (None, None, None),
        ] {
            assert_eq!(unit_of(&paper, &place(name, line, None)), expected, "{name:?} {line:?}");
        }
    }

    #[test]
    fn a_shared_remark_belongs_to_the_row_that_is_named() {
        let mut paper = specimen::report().documents.remove(2);
        for (row, number) in paper.rows.iter_mut().zip(["4.1", "4.2"]) {
            row.place.unit = Some(number.to_owned());
            row.remark_place = Some(place(None, None, Some("B64")));
        }
        for (unit, cell, expected) in
            [(Some("4.2"), "B64", Some(1)), (None, "B64", Some(0)), (None, "D13", Some(1)), (None, "Z1", None)]
        {
            assert_eq!(row_of(&paper, &place(unit, None, Some(cell))), expected, "{unit:?} {cell}");
        }
    }
}
