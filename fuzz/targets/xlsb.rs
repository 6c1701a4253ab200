//! The parts of a binary workbook, with `\xffPART` between them: a sheet, the strings it shares, its styles, its book.
#![no_main]

use hazama_fuzz::{package, parts, read, relationships};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [sheet, strings, styles, book] = parts(data, b"\xffPART");
    let related = relationships(&[
        ("worksheet", "worksheets/sheet1.bin"),
        ("sharedStrings", "sharedStrings.bin"),
        ("styles", "styles.bin"),
    ]);
    let bytes = package(&[
        ("_rels/.rels", &relationships(&[("officeDocument", "xl/workbook.bin")])),
        ("xl/_rels/workbook.bin.rels", &related),
        ("xl/workbook.bin", book),
        ("xl/worksheets/sheet1.bin", sheet),
        ("xl/sharedStrings.bin", strings),
        ("xl/styles.bin", styles),
    ]);
    read("paper.xlsb", bytes);
});
