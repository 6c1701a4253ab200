//! The parts of a workbook, with zero bytes between them: a sheet, the strings it shares, its styles, its drawing,
//! its drawing of old, a form control, its comments, its threads of comments.
#![no_main]

use hazama_fuzz::{package, parts, read, relationships};
use libfuzzer_sys::fuzz_target;

const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

fuzz_target!(|data: &[u8]| {
    let [sheet, strings, styles, drawing, old_drawing, control, comments, threads] = parts(data, b"\0");
    let related = relationships(&[
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("styles", "styles.xml"),
    ]);
    let around = relationships(&[
        ("drawing", "../drawings/drawing1.xml"),
        ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
        ("ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        ("comments", "../comments1.xml"),
        ("threadedComment", "../threadedComments/threadedComment1.xml"),
    ]);
    let bytes = package(&[
        ("_rels/.rels", &relationships(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/_rels/workbook.xml.rels", &related),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/worksheets/_rels/sheet1.xml.rels", &around),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
        ("xl/drawings/drawing1.xml", drawing),
        ("xl/drawings/vmlDrawing1.vml", old_drawing),
        ("xl/ctrlProps/ctrlProp1.xml", control),
        ("xl/comments1.xml", comments),
        ("xl/threadedComments/threadedComment1.xml", threads),
    ]);
    read("paper.xlsx", bytes);
});
