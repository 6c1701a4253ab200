//! The parts of an OpenDocument spreadsheet, with a zero byte between them: its content, its styles.
#![no_main]

use hazama_fuzz::{package, parts, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [content, styles] = parts(data, b"\0");
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    read("paper.ods", package(&[("mimetype", mimetype), ("content.xml", content), ("styles.xml", styles)]));
});
