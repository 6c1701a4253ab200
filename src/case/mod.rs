//! The case folder. In: a folder of papers, perhaps with a `hazama.toml`. Out: a [`Case`] (the papers' bytes and
//! the plan of the run), or the [`Fault`]s that stop it, each naming the file, the place and the mend.

mod amend;
mod decisions;
mod fault;
mod folder;
pub mod forms;
mod judge;
mod kept;
mod last;
mod manifest;
pub mod output;
pub mod pack;
mod proposal;

mod spans;

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

pub use crate::text::near::nearest;
pub use amend::{Amendment, amend};
pub use decisions::{Book, Written, find as find_book, written};
pub use fault::Fault;
pub use folder::{Aside, LARGEST};
pub use judge::{judge, judge_cached, refuse_the_unread, unreadable};
pub use kept::{KEPT, Kept, KeptDecision, change, change_of, entered, stamp_of};
pub use last::{LastYear, open as last, within as last_within};
pub use proposal::propose;

use crate::catalogue::Catalogue;
use crate::model::{Date, Guideline, Paper, Plan};
use crate::text::hex;
use crate::{claims, read};

/// The manifest's file name.
pub const MANIFEST: &str = "hazama.toml";

/// The folder that holds the outputs, unless the user names another.
pub const OUTPUT: &str = "hazama-report";

/// The folder inside a case folder that holds last year, where the local page was given it. Nothing in it is a paper of this year.
pub const LAST: &str = "hazama-last";

/// A case folder, read from disk.
#[derive(Debug, Clone)]
pub struct Case {
    /// The papers, in the order of their paths.
    pub papers: Vec<Paper>,
    /// How the case is to be judged.
    pub plan: Plan,
    /// Files that are there and were not handed on as papers.
    pub asides: Vec<Aside>,
    /// What people said on the local page. Its corrections stand in the plan too.
    pub kept: Kept,
}

impl Case {
    /// Takes a file that serves the run in another way out of the papers, should it lie in the folder of the case. Says whether
    /// it did.
    pub fn leave_out(&mut self, dir: &Path, file: &Path) -> bool {
        let count = self.papers.len();
        if let Ok(there) = std::fs::canonicalize(file) {
            self.papers.retain(|paper| std::fs::canonicalize(dir.join(&paper.path)).ok().as_ref() != Some(&there));
        }
        self.papers.len() < count
    }
}

/// What the user chose on the command line.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Today, for a case that names no day of review.
    pub today: Date,
    /// Day of the review, over the manifest's.
    pub as_of: Option<Date>,
    /// Guideline edition, over the manifest's.
    pub guideline: Option<Guideline>,
    /// Where the outputs go; never read as papers.
    pub out: PathBuf,
}

/// The papers of a folder or zip archive, whatever its manifest says. Nothing below `out` is one.
///
/// # Errors
/// The folder is missing, is no folder or holds no papers.
pub fn papers(dir: &Path, out: &Path) -> Result<Vec<Paper>, Vec<Fault>> {
    let folder = folder::walk(dir, out)?;
    if folder.papers.is_empty() { Err(vec![no_papers(dir, &folder.asides)]) } else { Ok(folder.papers) }
}

/// A single paper, under its file name.
///
/// # Errors
/// It is missing, is a folder or cannot be read.
pub fn paper(file: &Path) -> Result<Paper, Vec<Fault>> {
    folder::single(file).map_err(|fault| vec![fault])
}

/// Checks the confirmed rules among the papers of a case, as its manifest is checked.
///
/// # Errors
/// Every mistake in them, with file and line.
pub fn check_rules(dir: &Path, papers: &[Paper], catalogue: &Catalogue) -> Result<(), Vec<Fault>> {
    let is_json = |paper: &&Paper| paper.path.to_lowercase().ends_with(".json") || paper.bytes.starts_with(b"{");
    let faults: Vec<Fault> = papers
        .iter()
        .filter(is_json)
        .flat_map(|paper| {
            let found = claims::rules::faults(&read::source(paper), catalogue);
            found.into_iter().map(|fault| Fault::new(dir.join(&paper.path), fault.ja, fault.en).at(fault.line))
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Opens a case folder, or a zip archive of one.
///
/// # Errors
/// The folder is missing, is no folder or holds no papers; the manifest cannot be read, or is wrong: then every fault
/// of it is listed.
pub fn open(dir: &Path, choices: &Choices) -> Result<Case, Vec<Fault>> {
    arrange(dir, folder::walk(dir, &choices.out)?, choices)
}

/// A case whose files were handed in with their paths, `hazama.toml` and archives among them: what [`open`] makes of a folder
/// that holds them. `label` stands for the folder in what is said of it.
///
/// # Errors
/// As [`open`].
pub fn of_files(label: &Path, files: Vec<(String, Vec<u8>)>, choices: &Choices) -> Result<Case, Vec<Fault>> {
    arrange(label, folder::handed(label, files)?, choices)
}

fn arrange(dir: &Path, mut folder: folder::Folder, choices: &Choices) -> Result<Case, Vec<Fault>> {
    let mut plan = match folder.manifest.take() {
        Some((file, bytes)) => manifest::read(&file, bytes, choices.today, &folder.paths())?,
        None => Plan::bare(choices.today),
    };
    let kept = match folder.kept.take() {
        Some((file, bytes)) => {
            plan.kept = Some(hex(&Sha256::digest(&bytes)));
            Kept::read(&file, &bytes)?
        }
        None => Kept::default(),
    };
    plan.corrections.clone_from(&kept.corrections);
    if let Some(as_of) = choices.as_of {
        plan.as_of = as_of;
    }
    if let Some(guideline) = choices.guideline {
        plan.guideline = guideline;
    }
    if folder.papers.is_empty() {
        return Err(vec![no_papers(dir, &folder.asides)]);
    }
    Ok(Case { papers: folder.papers, plan, asides: folder.asides, kept })
}

/// Nothing to read; names the first file that was set aside, with the reason.
fn no_papers(dir: &Path, asides: &[Aside]) -> Fault {
    let told = asides.iter().find(|aside| aside.reason.ends_with("ください。"));
    let why = told.map(|aside| format!("「{}」は、{}", aside.path, aside.reason)).unwrap_or_default();
    Fault::new(
        dir,
        format!(
            "このフォルダには読み取る文書がありません。確認表・開示書・契約書・規程などのファイルを入れてください。{why}"
        ),
        "this folder holds no papers; put role tables, disclosures, contracts and rules into it",
    )
}
