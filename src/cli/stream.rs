//! `hazama stream`: a case a line in, a result a line out, as `schemas/stream.v1.schema.json` describes both. Nothing is kept from
//! one line to the next but the catalogue and papers that lines share. Each thread takes a line, judges it and writes the answer
//! before it takes another, so that no more lines and reports are held at a time than there are threads.

use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::ArgMatches;
use hazama::cache::Cache;
use hazama::case::{self, Choices, Fault, OUTPUT};
use hazama::catalogue::Catalogue;
use hazama::model::Lang;
use hazama::report;
use serde::Deserialize;
use serde_json::{Value, json};

use super::screen::Screen;
use super::{Done, begin, decisions, many, pack};

/// Bytes of a line. A longer one is passed over and answered with an error, so that no line fills the memory.
const LONGEST: u64 = 512 * 1024 * 1024;

/// What a line asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    id: Value,
    path: Option<String>,
    papers: Option<Vec<Handed>>,
}

/// A paper inside of a line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Handed {
    path: String,
    base64: String,
}

/// A line, by its number from 1; none where it was too long.
type Line = (usize, Option<Vec<u8>>);

pub(super) fn run(matches: &ArgMatches, screen: &mut Screen) -> Result<Done, Vec<Fault>> {
    let choices = begin::choices_of_many(matches, PathBuf::new())?;
    let (jobs, cache) = (many::jobs(matches)?, many::cache(matches)?);
    let catalogue = pack::catalogue(matches)?;
    catalogue.prepare();
    let desk = Desk { choices, catalogue, cache, screen };
    let input = Mutex::new((0, io::BufReader::new(io::stdin())));
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let line = next(&mut input.lock().unwrap_or_else(PoisonError::into_inner));
                    match line {
                        Ok(None) => break,
                        Ok(Some((_, Some(line)))) if line.trim_ascii().is_empty() => {}
                        Ok(Some(line)) => answer(&desk, line).unwrap_or_else(|error| leave(&error, desk.screen)),
                        Err(error) => leave(&error, desk.screen),
                    }
                }
            });
        }
    });
    Ok(Done::Well)
}

/// Ends the program at once: other threads may wait for a line that nobody sends while nobody listens any more.
fn leave(error: &io::Error, screen: &Screen) -> ! {
    if error.kind() != io::ErrorKind::BrokenPipe {
        screen.fault(&Fault::new(
            "-",
            format!("標準入力または標準出力が途中で使えなくなりました({error})。"),
            format!("the standard input or output went away ({error})"),
        ));
    }
    std::process::exit(2)
}

/// The next line, without its end.
fn next(input: &mut (usize, impl BufRead)) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    input.1.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    input.0 += 1;
    if line.len() as u64 > LONGEST && line.last() != Some(&b'\n') {
        drop(line);
        pass_over(&mut input.1)?;
        return Ok(Some((input.0, None)));
    }
    Ok(Some((input.0, Some(line))))
}

/// Reads up to the end of the line and keeps nothing.
fn pass_over(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let there = input.fill_buf()?;
        let end = there.iter().position(|byte| *byte == b'\n');
        let (length, is_end) = (end.map_or(there.len(), |end| end + 1), end.is_some() || there.is_empty());
        input.consume(length);
        if is_end {
            return Ok(());
        }
    }
}

/// What every line needs.
struct Desk<'a> {
    choices: Choices,
    catalogue: Catalogue,
    cache: Cache,
    screen: &'a Screen,
}

/// Answers a line, whole or not at all: lines of two threads never mix.
fn answer(desk: &Desk<'_>, line: Line) -> io::Result<()> {
    let mut answer = desk.answer(line);
    answer.push('\n');
    let mut out = io::stdout().lock();
    out.write_all(answer.as_bytes())?;
    out.flush()
}

impl Desk<'_> {
    fn answer(&self, (number, line): Line) -> String {
        let asked = line.as_deref().map(|line| read(number, line)).unwrap_or_else(|| {
            Err((
                Value::Null,
                about_line(
                    number,
                    "512 MiBを超えています。文書をフォルダに置き、path で指定してください。",
                    "longer than 512 MiB; put the papers into a folder and name it as path",
                ),
            ))
        });
        let (id, faults) = match asked {
            Err(found) => found,
            Ok(asked) => {
                let id = asked.id.clone();
                let label = PathBuf::from(asked.path.clone().unwrap_or_else(|| name(&id)));
                match many::shielded(&label, || self.judge(asked, &label)) {
                    // the id goes first, and the report's own order of fields is kept
                    Ok(report) => return format!("{{\"id\":{id},\"report\":{report}}}"),
                    Err(faults) => (id, faults),
                }
            }
        };
        refusal(&id, number, &faults, self.screen.lang)
    }

    /// The report of a case, in one line.
    fn judge(&self, asked: Asked, label: &Path) -> Result<String, Vec<Fault>> {
        let (report, dropped);
        match asked.papers {
            None => {
                let mut case = case::open(label, &self.choices)?;
                let book = decisions::find_there(label, &mut case, &label.join(OUTPUT), self.screen)?;
                let mut judged = many::judge(label, &case, &self.catalogue, &self.cache)?;
                decisions::carry(book, None, std::mem::take(&mut case.kept), &mut judged, self.screen);
                (report, dropped) = (judged, case);
            }
            Some(papers) => {
                let files = papers.into_iter().map(|paper| paper.file(label)).collect::<Result<_, _>>()?;
                let case = case::of_files(label, files, &self.choices)?;
                (report, dropped) = (many::judge(label, &case, &self.catalogue, &self.cache)?, case);
            }
        }
        drop(dropped);
        Ok(report::json::report_line(&report, &self.catalogue))
    }
}

impl Handed {
    fn file(self, label: &Path) -> Result<(String, Vec<u8>), Vec<Fault>> {
        let bytes = STANDARD.decode(self.base64.as_bytes()).map_err(|error| {
            vec![Fault::new(
                label.join(&self.path),
                format!("base64として読めません({error})。RFC 4648 の標準の文字で、改行を入れずに書いてください。"),
                format!(
                    "this is not base64 ({error}); write it in the standard letters of RFC 4648, without line ends"
                ),
            )]
        })?;
        Ok((self.path, bytes))
    }
}

/// What a line asks for; else its id, where it has one, and what is wrong with it.
fn read(number: usize, line: &[u8]) -> Result<Asked, (Value, Vec<Fault>)> {
    let how = "{\"id\":…,\"path\":…}";
    let asked: Asked = serde_json::from_slice(line).map_err(|error| {
        let id = serde_json::from_slice::<Value>(line)
            .map_or(Value::Null, |value| value.get("id").cloned().unwrap_or_default());
        let ja = format!("案件として読めません({error})。{how} のように書いてください(hazama schema stream)。");
        (id, about_line(number, ja, format!("this is no case ({error}); write it like {how} (hazama schema stream)")))
    })?;
    let wrong = match (&asked.id, asked.path.is_some(), asked.papers.is_some()) {
        (Value::String(_) | Value::Number(_), true, false) | (Value::String(_) | Value::Number(_), false, true) => {
            return Ok(asked);
        }
        (Value::String(_) | Value::Number(_), ..) => {
            ["path か papers のどちらか一方を書いてください。", "write either path or papers"]
        }
        _ => ["id は文字列か数で書いてください。", "id must be a string or a number"],
    };
    Err((asked.id, about_line(number, wrong[0], wrong[1])))
}

fn about_line(number: usize, ja: impl Into<String>, en: impl Into<String>) -> Vec<Fault> {
    vec![Fault::new("-", ja, en).at(Some(number))]
}

/// What a case without a path is called.
fn name(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// The answer where there is no report.
fn refusal(id: &Value, number: usize, faults: &[Fault], lang: Lang) -> String {
    let error: Vec<Value> = faults
        .iter()
        .map(|fault| json!({ "file": fault.file, "line": fault.line, "message": lang.pick(&fault.ja, &fault.en) }))
        .collect();
    let id = if matches!(id, Value::String(_) | Value::Number(_)) { id } else { &Value::Null };
    format!("{{\"id\":{id},\"line\":{number},\"error\":{}}}", Value::Array(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_and_a_last_one_needs_no_end() {
        let mut input = (0, &b"one\n\ntwo"[..]);
        let mut found = Vec::new();
        while let Some(line) = next(&mut input).expect("reads") {
            found.push(line);
        }
        let line = |number, bytes: &[u8]| (number, Some(bytes.to_vec()));
        assert_eq!(found, [line(1, b"one\n"), line(2, b"\n"), line(3, b"two")]);
    }

    #[test]
    fn the_rest_of_a_line_is_passed_over() {
        for (text, left) in [("rest\nnext\n", "next\n"), ("no end", ""), ("\n", "")] {
            let mut input = text.as_bytes();
            pass_over(&mut input).expect("reads");
            assert_eq!(input, left.as_bytes());
        }
    }
}
