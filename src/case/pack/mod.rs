//! A group's pack on disk. In: a folder of TOML files and the catalogue. Out: the catalogue with the pack on top of it, or
//! every [`Fault`] with file, line and mend. `files` reads and holds against schemas, `sense` asks whether it makes sense
//! beside what is known, `words` whether its words can be told apart, `trial` reads the pack's own examples.

mod files;
mod sense;
mod trial;
mod words;

use std::path::{Path, PathBuf};

use super::fault::Fault;
use crate::catalogue::{Catalogue, Pack};
use files::{Content, Parsed};

/// The file that says what a pack is called.
pub const HEAD: &str = "pack.toml";

/// The catalogue with those packs on top of it, in their order.
///
/// # Errors
/// Every mistake in the first pack that has any.
pub fn on_top(mut catalogue: Catalogue, dirs: &[PathBuf]) -> Result<Catalogue, Vec<Fault>> {
    for dir in dirs {
        let pack = open(dir, &catalogue)?;
        catalogue = catalogue.with_pack(pack);
    }
    Ok(catalogue)
}

/// Reads a pack and runs its examples. Gives it with the catalogue on which it lies.
///
/// # Errors
/// Every mistake in it; examples are read when all else is right.
pub fn check(dir: &Path, catalogue: &Catalogue) -> Result<(Pack, Catalogue), Vec<Fault>> {
    let parsed = files::parse(dir)?;
    let pack = sound(dir, &parsed, catalogue)?;
    let with = catalogue.clone().with_pack(pack.clone());
    let faults = trial::faults(&parsed, &pack, &with);
    if faults.is_empty() { Ok((pack, with)) } else { Err(faults) }
}

fn open(dir: &Path, catalogue: &Catalogue) -> Result<Pack, Vec<Fault>> {
    sound(dir, &files::parse(dir)?, catalogue)
}

/// The pack, if it makes sense beside what is known.
fn sound(dir: &Path, parsed: &[Parsed], catalogue: &Catalogue) -> Result<Pack, Vec<Fault>> {
    let pack = assemble(parsed);
    let mut faults = sense::faults(dir, parsed, &pack, catalogue);
    if faults.is_empty() && parsed.iter().any(|file| matches!(file.content, Content::Words(..))) {
        faults = words::faults(parsed, catalogue, &catalogue.clone().with_pack(pack.clone()));
    }
    if faults.is_empty() { Ok(pack) } else { Err(faults) }
}

fn assemble(parsed: &[Parsed]) -> Pack {
    let mut pack = Pack { sha256: files::fingerprint(parsed), ..Pack::default() };
    for file in parsed {
        match &file.content {
            Content::Head(head) => pack.head = head.clone(),
            Content::Words(duties, synonyms) => {
                pack.duties.extend(duties.iter().cloned());
                pack.synonyms.extend(synonyms.iter().cloned());
            }
            Content::Posts(posts) => pack.posts.extend(posts.iter().cloned()),
            Content::Rules(required, severities) => {
                pack.required.extend(required.iter().cloned());
                pack.severities.extend(severities.iter().cloned());
            }
            Content::Guideline(guideline) => pack.guidelines.push((**guideline).clone()),
        }
    }
    pack
}

#[cfg(test)]
mod tests;
