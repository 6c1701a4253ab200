//! How long a role table of 300 rows and 12 columns takes to read with all that lies around its cells, next to calamine's own stream
//! of the same cells. `cargo bench --bench sheet` prints medians and their ratio.

use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use hazama::model::Paper;
use rust_xlsxwriter::{Format, Workbook};

/// Runs of each, in turn.
const RUNS: usize = 101;

/// A role table of 300 rows: words that come again, words of their own, dates, struck and coloured choices.
fn table() -> Vec<u8> {
    let mut book = Workbook::new();
    let (struck, plain) = (Format::new().set_font_strikethrough(), Format::new());
    let day = Format::new().set_num_format("yyyy/m/d");
    let sheet = book.add_worksheet();
    let heads =
        ["項番", "項目", "内容", "初回確認", "完了日", "担当", "根拠", "備考", "補足1", "補足2", "補足3", "補足4"];
    for (column, head) in (0..).zip(heads) {
        sheet.write(0, column, head).expect("writes");
    }
    for row in 1..=300u32 {
        sheet.write(row, 0, row).expect("writes");
        sheet.write(row, 1, format!("項目{row}")).expect("writes");
        sheet.write(row, 2, format!("サーバ{row}のバックアップを取得する者と頻度を定める。")).expect("writes");
        let runs = [(&plain, "はい・"), (&struck, "いいえ")];
        sheet.write_rich_string(row, 3, &runs).expect("writes");
        sheet.write_with_format(row, 4, 46_000 + row, &day).expect("writes");
        for column in 5..12 {
            sheet.write(row, column, if column % 2 == 0 { "事業者" } else { "医療機関" }).expect("writes");
        }
    }
    book.save_to_buffer().expect("saves")
}

fn timed(work: impl Fn() -> usize) -> Duration {
    let begin = Instant::now();
    assert!(black_box(work()) > 3_000);
    begin.elapsed()
}

fn main() {
    // `cargo test --all-targets` starts benches too, and means no timing
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let paper = Paper { path: "確認表.xlsx".to_owned(), bytes: table() };
    let ours = || match hazama::read::source(&paper).content {
        hazama::model::Content::Book(grids) => grids[0].cells.len(),
        _ => 0,
    };
    let stream = || {
        let mut book = Xlsx::new(Cursor::new(paper.bytes.as_slice())).expect("opens");
        let name = book.sheet_names()[0].clone();
        let mut cells = book.worksheet_cells_reader(&name).expect("a sheet");
        let mut count = 0;
        while let Ok(Some(_)) = cells.next_cell() {
            count += 1;
        }
        count
    };
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        own.push(timed(ours));
        other.push(timed(stream));
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort();
        times[times.len() / 2].as_secs_f64() * 1e3
    };
    let (own, other) = (median(&mut own), median(&mut other));
    println!("hazama   median {own:6.2} ms\ncalamine median {other:6.2} ms\nratio {:.2}", own / other);
}
