//! The bytes of running text, in whatever letters.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    hazama_fuzz::read("paper.txt", data.to_vec());
});
