//! The bytes of any paper, read and understood.
#![no_main]

use hazama::claims;
use hazama::model::{Date, Plan};
use hazama_fuzz::{CATALOGUE, hold, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let source = read("paper", data.to_vec());
    let plan = Plan::bare(Date { year: 2026, month: 4, day: 1 });
    hold(&claims::understand(&source, &CATALOGUE, &plan).notices);
});
