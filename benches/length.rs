//! How the time of reading grows with the length of a paper. `cargo bench --bench length` prints a table for generated
//! contracts from one page to two thousand; a page is about 1,200 letters. `docs/performance.md` tells more.

mod papers;

use std::time::{Duration, Instant};

use hazama::catalogue::Catalogue;
use hazama::clause;
use hazama::model::{Kind, Paper};
use hazama::read;
use papers::contract;

/// Pages of the papers.
const PAGES: [usize; 5] = [1, 10, 60, 300, 2000];
/// The shortest time of several runs; long papers are read fewer times.
fn time(pages: usize, mut work: impl FnMut()) -> Duration {
    let runs = (600 / pages).clamp(2, 20);
    let run = |_| {
        let begin = Instant::now();
        work();
        begin.elapsed()
    };
    (0..runs).map(run).min().unwrap_or_default()
}

fn main() {
    // `cargo test --all-targets` starts benches too, and means no timing
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let catalogue = Catalogue::builtin();
    println!("{:>6}  {:>9}  {:>9}  {:>11}  {:>7}", "pages", "letters", "ms", "µs a page", "claims");
    for pages in PAGES {
        let text = contract(pages, 0);
        let letters = text.chars().count();
        let source = read::source(&Paper { path: "契約書.txt".to_owned(), bytes: text.into_bytes() });
        let mut claims = 0;
        let taken = time(pages, || claims = clause::read(&source, Some(Kind::Contract), &catalogue, None).claims.len());
        let (whole, each) = (taken.as_secs_f64() * 1e3, taken.as_secs_f64() * 1e6 / pages as f64);
        println!("{pages:>6}  {letters:>9}  {whole:>9.2}  {each:>11.0}  {claims:>7}");
    }
}
