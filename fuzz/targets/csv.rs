//! The bytes of lists with commas, and with tabs where the first byte is odd.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let name = if data.first().is_some_and(|first| first % 2 == 1) { "paper.tsv" } else { "paper.csv" };
    hazama_fuzz::read(name, data.to_vec());
});
