//! How long `hazama check` takes as a whole process, next to a script that only opens and reads the same files, and next to the floor:
//! calamine's stream of the same workbooks, the text of the same documents, and the sheets of the result written once more, with
//! nothing understood in between. `cargo bench --bench check` prints medians, their ratios and the peak of memory.
//! `docs/performance.md` tells more.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::Workbook;

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

/// Opens every paper below `case`, and writes the cells of the workbook `result` into `out`.
fn floor(case: &Path, result: &Path, out: &Path) {
    let mut folders = vec![case.to_owned()];
    let mut letters = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.extension().and_then(|ending| ending.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("xlsx") => letters += cells(&path).iter().map(|(.., words)| words.len()).sum::<usize>(),
                Some("docx") => letters += words(&path),
                _ => letters += std::fs::read(&path).expect("a file").len(),
            }
        }
    }
    let mut book = Workbook::new();
    let mut sheet = (String::new(), None::<&mut rust_xlsxwriter::Worksheet>);
    for (name, row, column, words) in cells(result) {
        if sheet.0 != name {
            sheet = (name.clone(), Some(book.add_worksheet().set_name(&name).expect("a name")));
        }
        if let Some(sheet) = &mut sheet.1 {
            sheet.write(row, column, words).expect("writes");
        }
    }
    book.save(out).expect("saves");
    assert!(std::hint::black_box(letters) > 1_000);
}

/// The cells of all sheets of a workbook: sheet, row, column, words.
fn cells(path: &Path) -> Vec<(String, u32, u16, String)> {
    let mut book: Xlsx<_> = calamine::open_workbook(path).expect("opens");
    let mut found = Vec::new();
    for name in book.sheet_names() {
        let mut stream = book.worksheet_cells_reader(&name).expect("a sheet");
        while let Some(cell) = stream.next_cell().expect("a cell") {
            let (row, column) = cell.get_position();
            let words = match cell.get_value() {
                calamine::DataRef::SharedString(words) => (*words).to_owned(),
                other => format!("{other:?}"),
            };
            found.push((name.clone(), row, column as u16, words));
        }
    }
    found
}

/// How many bytes of words a document holds.
fn words(path: &Path) -> usize {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).expect("opens")).expect("a package");
    let text = std::io::read_to_string(zip.by_name("word/document.xml").expect("a body")).expect("text");
    let mut xml = quick_xml::Reader::from_str(&text);
    let mut count = 0;
    loop {
        match xml.read_event().expect("XML") {
            quick_xml::events::Event::Text(words) => count += words.len(),
            quick_xml::events::Event::Eof => return count,
            _ => {}
        }
    }
}

fn main() {
    // the floor is a process of its own, as the others are
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if let [mode, case, result, out] = &arguments[..]
        && mode.as_os_str() == "floor"
    {
        return floor(case, result, out);
    }
    // `cargo test --all-targets` starts benches too, and means no timing
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let case = root.join("samples/city-hospital");
    let out = tempfile::tempdir().expect("a folder for the outputs");
    let (mut ours, mut script, mut least) = (Runs::default(), Runs::default(), Runs::default());
    let mut refused = None;
    for run in 0..RUNS {
        let fresh: PathBuf = out.path().join(run.to_string());
        let mut check = Command::new(env!("CARGO_BIN_EXE_hazama"));
        check.args(["check", "--quiet", "--out"]).arg(&fresh).arg(&case);
        ours.run(&mut check).expect("hazama checks its own sample");
        let mut floor = Command::new(std::env::current_exe().expect("this bench"));
        floor.arg("floor").arg(&case).arg(fresh.join("gaps.xlsx")).arg(fresh.join("floor.xlsx"));
        least.run(&mut floor).expect("the floor reads and writes");
        if refused.is_none() {
            let mut python = Command::new("python3");
            python.arg(root.join("benches/read_only.py")).arg(&case);
            refused = script.run(&mut python).err();
        }
    }
    ours.show("hazama check");
    least.show("floor");
    println!("hazama takes {:.1} times the floor", ours.median().as_secs_f64() / least.median().as_secs_f64());
    match refused {
        Some(reason) => println!("nothing to compare with: {reason}"),
        None => {
            script.show("read only");
            let ratio = script.median().as_secs_f64() / ours.median().as_secs_f64();
            println!("hazama reads, weighs and writes {ratio:.1} times in the time in which the script only reads");
        }
    }
}
