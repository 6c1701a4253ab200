//! What it saves to read a paper once that many cases share. `cargo bench --bench shared` runs `hazama stream` and `hazama portfolio` over
//! generated cases with and without the cache, asks that both give the same bytes, and prints the ratio of their processor time.
//! `docs/performance.md` tells more.

mod papers;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use papers::contract;

/// How many cases; more with `CASES=1000 cargo bench --bench shared`.
const CASES: usize = 200;

/// Pages of the one contract that all cases share, and of the two papers of its own that each case has.
const MIXES: [(&str, usize, [usize; 2]); 3] = [
    ("contract 20 pages, own 2+1", 20, [2, 1]),
    ("contract 5 pages, own 2+1", 5, [2, 1]),
    ("nothing shared, own 5+2", 0, [5, 2]),
];

fn main() {
    // `cargo test --all-targets` starts benches too, and means no timing
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let count = std::env::var("CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(CASES);
    println!("{count} cases; seconds of processor time with --cache 0 and --cache 32, ratio, peak memory in MB");
    for (name, shared, own) in MIXES {
        let dir = tempfile::tempdir().expect("a folder");
        cases(dir.path(), count, shared, own);
        let lines: String = (0..count).map(|at| format!("{{\"id\":{at},\"path\":\"cases/{at:05}\"}}\n")).collect();
        fs::write(dir.path().join("lines"), lines).expect("writes");
        let [none, some] = ["0", "32"].map(|size| {
            let out = format!("out-{size}");
            let stream = run(dir.path(), &["stream", "--jobs", "1", "--as-of", "2026-11-22", "--cache", size]);
            let portfolio = [
                "portfolio",
                "cases",
                "--quiet",
                "--jobs",
                "1",
                "--as-of",
                "2026-11-22",
                "--cache",
                size,
                "--out",
                &out,
            ];
            [stream, run(dir.path(), &portfolio)]
        });
        assert!(none[0].said == some[0].said, "{name}: lines differ");
        let [without, with] = ["out-0", "out-32"].map(|out| files(&dir.path().join(out)));
        assert!(!without.is_empty() && without == with, "{name}: outputs differ");
        for (command, at) in [("stream", 0), ("portfolio", 1)] {
            let ratio = none[at].seconds / some[at].seconds;
            println!(
                "{name:<28} {command:<10} {:7.2} {:7.2}   {ratio:4.2}   {} → {}",
                none[at].seconds, some[at].seconds, none[at].peak, some[at].peak
            );
        }
    }
}

fn cases(dir: &Path, count: usize, shared: usize, own: [usize; 2]) {
    let shared = (shared > 0).then(|| contract(shared, 0));
    for at in 0..count {
        let case = dir.join(format!("cases/{at:05}"));
        fs::create_dir_all(&case).expect("makes");
        if let Some(shared) = &shared {
            fs::write(case.join("標準契約書.txt"), shared).expect("writes");
        }
        for (name, pages) in ["個別契約書.txt", "覚書.txt"].into_iter().zip(own) {
            let text = contract(pages, at * 7 + pages).replace("みほん病院", &format!("みほん第{at}病院"));
            fs::write(case.join(name), text).expect("writes");
        }
    }
}

/// What a run took and wrote to the standard output.
struct Run {
    said: Vec<u8>,
    seconds: f64,
    peak: u64,
}

/// Runs the program to its end, over `lines` as its input.
fn run(dir: &Path, arguments: &[&str]) -> Run {
    let input = fs::File::open(dir.join("lines")).expect("the lines");
    let measured = Command::new("/usr/bin/time")
        .args(["-f", "%U %S %M", "-o", "measured"])
        .arg(env!("CARGO_BIN_EXE_hazama"))
        .args(arguments)
        .current_dir(dir)
        .stdin(input)
        .stderr(Stdio::inherit())
        .output()
        .expect("/usr/bin/time (Debian: apt-get install time)");
    assert!(measured.status.success(), "{arguments:?}");
    let words = fs::read_to_string(dir.join("measured")).expect("figures");
    let figures: Vec<f64> = words.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [user, system, peak] = figures[..] else { panic!("{words}") };
    Run { said: measured.stdout, seconds: user + system, peak: (peak / 1024.0) as u64 }
}

/// Every file below a folder with its bytes.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).expect("below").display().to_string();
                found.insert(name, fs::read(&path).expect("reads"));
            }
        }
    }
    found
}
