//! What a finished case leaves, so that it need not be run again. In: a case as it is about to be judged. Out: a key over all that
//! its result depends on; a file beside its outputs that holds the key, the outcome and the fingerprints of the outputs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use hazama::case::{Case, Fault, output};
use hazama::catalogue::Catalogue;
use hazama::report::overview::Outcome;
use hazama::text::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The file's name. It is written last: where it is, all else is whole.
pub(super) const KEPT: &str = ".hazama-case.json";
/// Which shape it has.
const SCHEMA: &str = "hazama/portfolio-case/v1";

/// A finished case.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    schema: String,
    /// Fingerprint of inputs, program, packs and options.
    pub key: String,
    /// Fingerprints of the outputs that nobody else writes into.
    files: BTreeMap<String, String>,
    /// Fingerprints of the workbooks, into which people may write.
    books: BTreeMap<String, String>,
    /// The workbook of this run.
    pub book: String,
    pub outcome: Outcome,
}

/// The fingerprint of all that a case's result depends on, but for what people wrote into earlier workbooks.
pub(super) fn key(case: &Case, catalogue: &Catalogue) -> String {
    let mut sum = Sha256::new();
    // lengths go in, so that no two lists of words run into the same letters
    let mut add = |bytes: &[u8]| {
        sum.update((bytes.len() as u64).to_le_bytes());
        sum.update(bytes);
    };
    add(SCHEMA.as_bytes());
    add(env!("CARGO_PKG_VERSION").as_bytes());
    for pack in &catalogue.packs {
        add(pack.sha256.as_bytes());
    }
    add(b"plan");
    add(format!("{:?}", case.plan).as_bytes());
    for paper in &case.papers {
        add(paper.path.as_bytes());
        add(&Sha256::digest(&paper.bytes));
    }
    add(b"asides");
    for aside in &case.asides {
        add(aside.path.as_bytes());
        add(aside.reason.as_bytes());
    }
    // corrections and entries of the local page
    add(b"kept");
    add(format!("{:?}", case.kept).as_bytes());
    hex(&sum.finalize())
}

/// What the run before left of this case, if it is whole, its inputs are the same and nobody has written into a workbook since.
pub(super) fn fresh(out: &Path, key: &str) -> Option<Kept> {
    let kept = read(out)?;
    let is_same = kept.schema == SCHEMA && kept.key == key && kept.books == books(out)?;
    let are_there = || kept.files.iter().all(|(name, sum)| print(&out.join(name)).as_ref() == Some(sum));
    (is_same && are_there()).then_some(kept)
}

/// What a run left of a case.
pub(super) fn read(out: &Path) -> Option<Kept> {
    serde_json::from_slice(&fs::read(out.join(KEPT)).ok()?).ok()
}

/// Writes down that a case is finished.
pub(super) fn keep(out: &Path, key: String, files: &[&str], book: &str, outcome: Outcome) -> Result<Kept, Fault> {
    let gone = |name: &str| {
        Fault::new(
            out.join(name),
            "書き出した直後に読めなくなりました。",
            "could not be read just after it was written",
        )
    };
    let mut prints = BTreeMap::new();
    for name in files {
        prints.insert((*name).to_owned(), print(&out.join(name)).ok_or_else(|| gone(name))?);
    }
    let books = books(out).ok_or_else(|| gone(book))?;
    let kept = Kept { schema: SCHEMA.to_owned(), key, files: prints, books, book: book.to_owned(), outcome };
    let json = serde_json::to_vec(&kept).unwrap_or_default();
    output::write(&out.join(KEPT), &json)?;
    Ok(kept)
}

/// The workbooks of the gaps with their fingerprints; none where one cannot be read.
fn books(out: &Path) -> Option<BTreeMap<String, String>> {
    let books = output::numbered(out, output::STEM).into_iter();
    books.map(|(_, path)| Some((path.file_name()?.to_string_lossy().into_owned(), print(&path)?))).collect()
}

fn print(path: &Path) -> Option<String> {
    Some(hex(&Sha256::digest(fs::read(path).ok()?)))
}

/// Removes what a run that was killed left of files it had begun.
pub(super) fn sweep(folder: &Path) {
    let is_begun = |name: &str| {
        name.strip_prefix(output::BEGUN)
            .is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_begun) {
            // what cannot be removed does no harm
            let _ = fs::remove_file(entry.path());
        }
    }
}
