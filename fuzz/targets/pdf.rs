//! The bytes of a pdf.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    hazama_fuzz::read("paper.pdf", data.to_vec());
});
