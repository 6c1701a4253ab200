//! How long `hazama check` takes as a whole process, next to a script that only opens and reads the same files.
//! `cargo bench --bench check` prints medians, their ratio and the peak of memory. `docs/performance.md` tells more.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs of each, one after the other in turn, so that a busy moment of the machine falls on both.
const RUNS: usize = 15;

/// What runs of one command took.
#[derive(Default)]
struct Runs {
    times: Vec<Duration>,
    /// Most memory of any run in KiB, where the system tells.
    peak: Option<u64>,
}

impl Runs {
    fn median(&self) -> Duration {
        let mut times = self.times.clone();
        times.sort();
        times[times.len() / 2]
    }

    fn show(&self, name: &str) {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let fastest = self.times.iter().copied().min().unwrap_or_default();
        let peak = self.peak.map_or("unknown".to_owned(), |kib| format!("{} MB", kib / 1024));
        let (median, fastest) = (milliseconds(self.median()), milliseconds(fastest));
        println!("{name:<14} median {median:7.1} ms   fastest {fastest:7.1} ms   peak memory {peak}");
    }

    /// Runs the command once more, to its end.
    fn run(&mut self, command: &mut Command) -> Result<(), String> {
        let begin = Instant::now();
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{} cannot be started ({error})", command.get_program().display()))?;
        let status = loop {
            self.peak = self.peak.max(peak_of(child.id()));
            if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
                break status;
            }
            std::thread::sleep(Duration::from_micros(500));
        };
        self.times.push(begin.elapsed());
        let said = child.stderr.take().and_then(|said| std::io::read_to_string(said).ok()).unwrap_or_default();
        if status.success() { Ok(()) } else { Err(said.trim().to_owned()) }
    }
}

/// The most memory that a process has had so far in KiB; none where `/proc` does not tell.
fn peak_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

fn main() {
    // `cargo test --all-targets` starts benches too, and means no timing
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let case = root.join("samples/city-hospital");
    let out = tempfile::tempdir().expect("a folder for the outputs");
    let (mut ours, mut script) = (Runs::default(), Runs::default());
    let mut refused = None;
    for run in 0..RUNS {
        let fresh: PathBuf = out.path().join(run.to_string());
        let mut check = Command::new(env!("CARGO_BIN_EXE_hazama"));
        check.args(["check", "--quiet", "--out"]).arg(&fresh).arg(&case);
        ours.run(&mut check).expect("hazama checks its own sample");
        if refused.is_none() {
            let mut python = Command::new("python3");
            python.arg(root.join("benches/read_only.py")).arg(&case);
            refused = script.run(&mut python).err();
        }
    }
    ours.show("hazama check");
    match refused {
        Some(reason) => println!("nothing to compare with: {reason}"),
        None => {
            script.show("read only");
            let ratio = script.median().as_secs_f64() / ours.median().as_secs_f64();
            println!("hazama reads, weighs and writes {ratio:.1} times in the time in which the script only reads");
        }
    }
}
