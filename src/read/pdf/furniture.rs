//! Pages in, the same pages without what is printed on each of them: headers, footers, numbers of pages.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use crate::text::pattern;

pattern!(
    /// A number of a page and nothing else.
    NUMBER,
    r"^[\s\u{3000}]*(?:[-‐–－―ー~〜]?[\s\u{3000}]*[0-9０-９]{1,4}[\s\u{3000}]*[-‐–－―ー~〜]?|(?:[Pp]age|[Pp]\.?|ページ|頁)[\s\u{3000}]*[0-9０-９]{1,4}(?:[\s\u{3000}]*(?:/|of|／)[\s\u{3000}]*[0-9０-９]{1,4})?|[0-9０-９]{1,4}[\s\u{3000}]*(?:/|of|／)[\s\u{3000}]*[0-9０-９]{1,4}(?:[\s\u{3000}]*(?:ページ|頁))?|[0-9０-９]{1,4}[\s\u{3000}]*(?:ページ|頁))[\s\u{3000}]*$"
);

/// How many rows at either end of a page may be furniture.
const DEEP: usize = 3;
/// Furniture stands within this part of the height of a page, from either end.
const PART: f32 = 0.14;

/// Drops furniture. A row is furniture where it is a number of a page, or where the same words stand at the same place
/// of several pages; figures may differ.
pub fn drop(sheets: &mut [Sheet]) {
    let mut seen: BTreeMap<(bool, String), Vec<f32>> = BTreeMap::new();
    for sheet in sheets.iter() {
        for at in ends(sheet) {
            let row = &sheet.rows[at];
            seen.entry((is_top(sheet, at), pattern(&row.text()))).or_default().push(row.area.centre().1);
        }
    }
    let pages = sheets.iter().filter(|sheet| !sheet.rows.is_empty() || !sheet.tables.is_empty()).count();
    for sheet in sheets {
        let dropped: Vec<usize> = ends(sheet)
            .into_iter()
            .filter(|&at| {
                let row = &sheet.rows[at];
                let text = row.text();
                let places = seen.get(&(is_top(sheet, at), pattern(&text)));
                let same = places
                    .map_or(0, |places| places.iter().filter(|&&y| (y - row.area.centre().1).abs() < 4.0).count());
                let is_repeated = same >= 2 && same * 2 >= pages.min(6);
                is_repeated || NUMBER.is_match(&text)
            })
            .collect();
        let mut at = 0;
        sheet.rows.retain(|_| {
            at += 1;
            !dropped.contains(&(at - 1))
        });
    }
}

/// Rows at the ends of a page that may be furniture.
fn ends(sheet: &Sheet) -> Vec<usize> {
    let count = sheet.rows.len();
    let (top, bottom) = (sheet.size.1 * PART, sheet.size.1 * (1.0 - PART));
    (0..count)
        .filter(|&at| at < DEEP || at + DEEP >= count)
        .filter(|&at| {
            let middle = sheet.rows[at].area.centre().1;
            middle < top || middle > bottom
        })
        .collect()
}

fn is_top(sheet: &Sheet, at: usize) -> bool {
    sheet.rows[at].area.centre().1 < sheet.size.1 / 2.0
}

/// Words with every figure made the same.
fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        match letter {
            '0'..='9' | '０'..='９' if pattern.ends_with('#') => {}
            '0'..='9' | '０'..='９' => pattern.push('#'),
            _ => pattern.push(letter),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_known() {
        for text in ["- 3 -", "3", "3/12", "３ ページ", "ページ 1", "Page 2 of 3", "P.4", "― 5 ―"] {
            assert!(NUMBER.is_match(text), "{text}");
        }
        for text in ["第3条", "3. 目的", "3年", "2026.4", "1,200", "No.3 報告"] {
            assert!(!NUMBER.is_match(text), "{text}");
        }
    }
}
