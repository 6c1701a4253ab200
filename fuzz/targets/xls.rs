//! The bytes of an old workbook, a compound file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    hazama_fuzz::read("paper.xls", data.to_vec());
});
