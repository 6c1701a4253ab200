//! What a case takes when there are many. `cargo bench --bench many` runs `hazama portfolio` over 100, 1,000 and 10,000 generated cases, each
//! with a contract and a memorandum of one page, and prints the processor time a case and the peak of memory. `docs/performance.md` tells more.

mod papers;

use std::fs;
use std::path::Path;
use std::process::Command;

use papers::contract;

/// How many cases; others with `CASES=50,500 cargo bench --bench many`.
const CASES: &str = "100,1000,10000";

fn main() {
    // `cargo test --all-targets` starts benches too, and means no timing
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let counts = std::env::var("CASES").unwrap_or_else(|_| CASES.to_owned());
    println!("{:>8} {:>12} {:>12} {:>8} {:>12}", "cases", "ms a case", "again, ms", "MB", "again, MB");
    for count in counts.split(',').filter_map(|count| count.trim().parse::<usize>().ok()) {
        let dir = tempfile::tempdir().expect("a folder");
        for at in 0..count {
            let case = dir.path().join(format!("cases/{at:05}"));
            fs::create_dir_all(&case).expect("makes");
            for (name, first) in [("契約書.txt", at * 7), ("覚書.txt", at * 11 + 3)] {
                let text = contract(1, first).replace("みほん病院", &format!("みほん第{at}病院"));
                fs::write(case.join(name), text).expect("writes");
            }
        }
        let [first, again] = [(); 2].map(|()| run(dir.path()));
        let each = |seconds: f64| seconds * 1000.0 / count as f64;
        println!(
            "{count:>8} {:>12.1} {:>12.2} {:>8.0} {:>12.0}",
            each(first.seconds),
            each(again.seconds),
            first.peak,
            again.peak
        );
    }
}

/// What a run took.
struct Run {
    /// Processor time.
    seconds: f64,
    /// Peak of memory in MB.
    peak: f64,
}

fn run(dir: &Path) -> Run {
    let status = Command::new("/usr/bin/time")
        .args(["-f", "%U %S %M", "-o", "measured"])
        .arg(env!("CARGO_BIN_EXE_hazama"))
        .args(["portfolio", "cases", "--quiet", "--jobs", "1", "--as-of", "2026-11-22", "--out", "out"])
        .current_dir(dir)
        .status()
        .expect("/usr/bin/time (Debian: apt-get install time)");
    assert!(status.success());
    let words = fs::read_to_string(dir.join("measured")).expect("figures");
    let figures: Vec<f64> = words.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [user, system, peak] = figures[..] else { panic!("{words}") };
    Run { seconds: user + system, peak: peak / 1024.0 }
}
