//! The bytes of a pdf in, its paragraphs and tables out, each with its page. What has no letters (pictures, fonts that say
//! nothing of their letters) is named in notices with its pages.

mod columns;
mod flow;
mod font;
mod footnotes;
mod furniture;
mod geometry;
mod glyphs;
mod guard;
#[cfg(test)]
mod hostile;
mod join;
mod machine;
mod notices;
mod path;
mod rings;
mod ruled;
mod shades;
mod sheet;
mod stream;
mod words;

use hayro_syntax::object::Dict;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::machine::Machine;
use self::notices::Seen;
use super::limits::{MAX_PAGES, Trouble};
use super::news::nothing;
use crate::model::{Content, Noted};

/// A deep tree of objects needs more room than a thread has by itself.
const STACK: usize = 64 << 20;

/// Reads a pdf.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    spawned(bytes.to_vec()).unwrap_or_else(|| nothing(notices::DAMAGED))
}

/// Reads on a thread of its own; none where the reading panicked.
fn spawned(bytes: Vec<u8>) -> Option<Noted<Content>> {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || open(bytes));
    worker.ok()?.join().ok()
}

fn open(bytes: Vec<u8>) -> Noted<Content> {
    let is_damaged = match guard::measure(&bytes) {
        Err(Trouble::TooLarge) => return nothing(notices::TOO_LARGE),
        Err(_) => return nothing(notices::DAMAGED),
        Ok(is_damaged) => is_damaged,
    };
    match Pdf::new(bytes) {
        Ok(pdf) => pages(&pdf, is_damaged),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => nothing(notices::LOCKED),
        Err(LoadPdfError::Decryption(_)) => nothing(notices::SEALED),
        Err(LoadPdfError::Invalid) => nothing(notices::DAMAGED),
    }
}

fn pages(pdf: &Pdf, is_damaged: bool) -> Noted<Content> {
    let mut machine = Machine::default();
    let mut seen = Seen::default();
    seen.is_damaged = is_damaged;
    let mut sheets = Vec::new();
    let pages = pdf.pages();
    for (number, page) in (1..).zip(pages.iter().take(MAX_PAGES)) {
        let mut drawn = machine.page(page);
        if !seen.look(number, &drawn) {
            drawn.glyphs.clear();
        }
        let sheet = sheet::sheet(drawn);
        if sheet.is_struck {
            seen.struck.push(number);
        }
        if sheet.is_unclear {
            seen.unclear.push(number);
        }
        if sheet.coloured.is_read {
            seen.coloured.push(number);
        }
        if sheet.coloured.is_pattern {
            seen.patterned.push(number);
        }
        sheets.push(sheet);
    }
    seen.is_cut |= pages.len() > MAX_PAGES;
    seen.said = said(pdf).filter(|&said| said > pages.len());
    furniture::drop(&mut sheets);
    sheets.iter_mut().for_each(footnotes::take);
    let blocks = flow::flow(sheets);
    let notices = seen.notices(pages.len());
    let value = if blocks.is_empty() && !notices.is_empty() { Content::Nothing } else { Content::Flow(blocks) };
    Noted { value, notices }
}

/// How many pages the file says that it has.
fn said(pdf: &Pdf) -> Option<usize> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    usize::try_from(root.get::<Dict<'_>>("Pages")?.get::<i32>("Count")?).ok()
}
