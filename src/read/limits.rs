//! A zip package in, its parts out, each bounded: a small file must not fill the memory of the reader.
//!
//! Three bounds hold for every part: the size its header declares, how far it claims to unpack, and, since both may
//! lie, the bytes that really come out.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::text::name::name_of;

/// Parts in one package.
pub const MAX_PARTS: usize = 4_000;
/// Bytes of one part, unpacked.
pub const MAX_PART: u64 = 128 << 20;
/// Bytes of all parts read from one package, unpacked.
pub const MAX_TOTAL: u64 = 384 << 20;
/// How many times larger than packed a part may be, once it is larger than [`FREE_OF_RATIO`].
pub const MAX_RATIO: u64 = 400;
/// Parts up to this size may be packed as tightly as they like.
pub const FREE_OF_RATIO: u64 = 4 << 20;
/// Elements inside one another in an XML part.
pub const MAX_DEPTH: usize = 512;
/// Bytes of one paragraph or cell of running text that are kept: some 150 pages without a break.
pub const MAX_PARAGRAPH: usize = 600_000;
/// Cells of one workbook that are kept.
pub const MAX_CELLS: usize = 200_000;
/// Bytes of letters of one workbook that are kept, counted for every cell that shows them.
pub const MAX_LETTERS: usize = 32 << 20;
/// Pages of one pdf.
pub const MAX_PAGES: usize = 3_000;
/// Bytes of one stream of a pdf, unpacked.
pub const MAX_STREAM: usize = 48 << 20;
/// Bytes of all streams of a pdf that may hold objects, unpacked.
pub const MAX_STREAMS: usize = 128 << 20;
/// Packed bytes of one such stream where it is encrypted or damaged, so that it cannot be measured beforehand.
pub const MAX_SEALED: usize = 128 << 10;
/// Bytes of all drawing of a pdf, unpacked, each form counted as often as it is drawn.
pub const MAX_DRAWING: usize = 256 << 20;
/// Forms of a pdf drawn inside one another.
pub const MAX_FORMS_DEEP: usize = 12;
/// Letters of one page of a pdf.
pub const MAX_PAGE_LETTERS: usize = 200_000;
/// Lines drawn on one page of a pdf; a page with more is a drawing, not a table.
pub const MAX_RULES: usize = 8_000;

/// Why a package or a part of it could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The container or its XML is broken.
    #[error("damaged")]
    Damaged,
    /// A part is locked by a password.
    #[error("encrypted")]
    Encrypted,
    /// A bound of this module was passed.
    #[error("too large")]
    TooLarge,
}

/// A zip package held in memory.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    unpacked: u64,
    total: u64,
}

/// What lies in an archive under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link to another place.
    Link,
    /// A device, a pipe or the like.
    Special,
}

impl<'a> Package<'a> {
    /// Opens a package by its directory; no part is unpacked yet.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Trouble> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(trouble)?;
        if zip.len() > MAX_PARTS {
            return Err(Trouble::TooLarge);
        }
        let names: Vec<String> = zip.file_names_raw().map(|name| name_of(name).replace('\\', "/")).collect();
        let distinct: BTreeSet<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        if distinct.len() < names.len() {
            return Err(Trouble::Damaged);
        }
        Ok(Package { zip, names, unpacked: 0, total: MAX_TOTAL })
    }

    /// Names of the parts, with `/`.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// No more than that may come out of the package altogether.
    pub fn bound(&mut self, total: u64) {
        self.total = total.min(MAX_TOTAL);
    }

    /// What lies at that place of [`Package::names`].
    pub fn entry(&mut self, index: usize) -> Result<Entry, Trouble> {
        let file = self.zip.by_index_raw(index).map_err(trouble)?;
        // The kind of file as Unix writes it into the upper bits.
        Ok(match file.unix_mode().unwrap_or_default() & 0o170_000 {
            _ if file.is_dir() => Entry::Folder,
            0 | 0o100_000 => Entry::File,
            0o120_000 => Entry::Link,
            0o040_000 => Entry::Folder,
            _ => Entry::Special,
        })
    }

    /// Unpacks what lies at that place.
    pub fn at(&mut self, index: usize) -> Result<Vec<u8>, Trouble> {
        let file = self.zip.by_index(index).map_err(trouble)?;
        let bound = MAX_PART.min(self.total.saturating_sub(self.unpacked));
        let by_ratio = FREE_OF_RATIO.max(file.compressed_size().saturating_mul(MAX_RATIO));
        let bound = bound.min(by_ratio);
        if file.size() > bound {
            return Err(Trouble::TooLarge);
        }
        let mut bytes = Vec::with_capacity(file.size() as usize);
        // A part may hold more than it says; one byte beyond the bound tells.
        let size = file.take(bound + 1).read_to_end(&mut bytes).map_err(|_| Trouble::Damaged)? as u64;
        if size > bound {
            return Err(Trouble::TooLarge);
        }
        self.unpacked += size;
        Ok(bytes)
    }

    /// Unpacks a part; none when there is no such part. Names are compared without case, as office programs do.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        self.find(name).map(|index| self.at(index)).transpose()
    }

    fn find(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        self.names
            .iter()
            .position(|known| known == name)
            .or_else(|| self.names.iter().position(|known| known.eq_ignore_ascii_case(name)))
    }
}

fn trouble(error: ZipError) -> Trouble {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Trouble::Encrypted,
        _ => Trouble::Damaged,
    }
}
