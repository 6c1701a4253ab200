//! The bytes of a web page.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    hazama_fuzz::read("paper.html", data.to_vec());
});
