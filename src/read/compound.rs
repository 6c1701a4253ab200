//! A compound file of old office programs in, its streams out ([MS-CFB]). Nothing is taken on trust: a chain of sectors ends when it
//! is longer than the file.

use std::collections::BTreeSet;

/// Sector numbers from here on mean the end of a chain or no sector.
const LAST_SECTOR: u32 = 0xffff_fff9;
/// Streams shorter than this lie in the small sectors.
const SMALL: usize = 4_096;

/// A compound file held in memory.
pub struct Compound<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector.
    size: usize,
    /// The sector after each sector.
    next: Vec<u32>,
    entries: Vec<Entry>,
    small: Vec<u8>,
    small_next: Vec<u32>,
}

/// What lies in a compound file under a name: a stream of bytes, or a storage that holds others.
pub struct Entry {
    /// Its name inside the storage that holds it.
    pub name: String,
    /// Numbers of the entries before and after it in the same storage, and of the first inside it.
    beside: [u32; 2],
    inside: u32,
    start: u32,
    length: usize,
}

impl<'a> Compound<'a> {
    /// Opens a compound file by its header and directory; none when they are broken.
    pub fn open(bytes: &'a [u8]) -> Option<Compound<'a>> {
        if !bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return None;
        }
        let size = match word(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut file =
            Compound { bytes, size, next: Vec::new(), entries: Vec::new(), small: Vec::new(), small_next: Vec::new() };
        let mut tables: Vec<u32> = (0..109).filter_map(|index| long(bytes, 76 + index * 4)).collect();
        let mut more = long(bytes, 68)?;
        let most = bytes.len() / size + 1;
        for _ in 0..most {
            let Some(sector) = file.sector(more).filter(|sector| sector.len() == size) else { break };
            let (list, last) = sector.split_at(size - 4);
            tables.extend(list.chunks_exact(4).filter_map(|piece| long(piece, 0)));
            more = long(last, 0)?;
        }
        for table in tables.into_iter().filter(|&table| table <= LAST_SECTOR).take(most) {
            if let Some(sector) = file.sector(table) {
                file.next.extend(sector.chunks_exact(4).filter_map(|piece| long(piece, 0)));
            }
        }
        let directory = file.chain(long(bytes, 48)?, usize::MAX);
        file.entries = directory.chunks_exact(128).filter_map(entry).collect();
        if file.entries.is_empty() {
            return None;
        }
        let small_table = file.chain(long(bytes, 60)?, usize::MAX);
        file.small_next = small_table.chunks_exact(4).filter_map(|piece| long(piece, 0)).collect();
        let root = &file.entries[0];
        file.small = file.chain(root.start, root.length);
        Some(file)
    }

    /// The bytes of a stream; none when there is no stream of that name.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().skip(1).find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        Some(self.content(entry))
    }

    /// Whether a stream is longer than what can be found of it.
    pub fn is_short(&self, name: &str) -> bool {
        let entry = self.entries.iter().skip(1).find(|entry| entry.name.eq_ignore_ascii_case(name));
        entry.is_some_and(|entry| self.content(entry).len() < entry.length)
    }

    /// What the whole file holds at its top.
    pub fn top(&self) -> Vec<&Entry> {
        self.entries.first().map(|root| self.within(root)).unwrap_or_default()
    }

    /// What lies inside a storage, in the order of the directory.
    pub fn within(&self, storage: &Entry) -> Vec<&Entry> {
        let mut found = BTreeSet::new();
        let mut open = vec![storage.inside];
        while let Some(number) = open.pop() {
            if let Some(entry) = self.entries.get(number as usize)
                && found.insert(number)
            {
                open.extend(entry.beside);
            }
        }
        found.into_iter().map(|number| &self.entries[number as usize]).collect()
    }

    /// The bytes of a stream.
    pub fn content(&self, entry: &Entry) -> Vec<u8> {
        if entry.length >= SMALL {
            return self.chain(entry.start, entry.length);
        }
        let mut found = Vec::new();
        let mut at = entry.start;
        for _ in 0..=self.small_next.len() {
            let start = at as usize * 64;
            let Some(piece) = self.small.get(start..(start + 64).min(self.small.len())) else { break };
            found.extend_from_slice(piece);
            if found.len() >= entry.length {
                break;
            }
            match self.small_next.get(at as usize) {
                Some(&next) if next <= LAST_SECTOR => at = next,
                _ => break,
            }
        }
        found.truncate(entry.length);
        found
    }

    /// A sector; a last one that is cut short counts as far as it goes.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        if number > LAST_SECTOR {
            return None;
        }
        let start = (number as usize + 1).checked_mul(self.size)?;
        self.bytes.get(start..(start + self.size).min(self.bytes.len())).filter(|piece| piece.len() >= 4)
    }

    fn chain(&self, start: u32, length: usize) -> Vec<u8> {
        let mut found = Vec::new();
        let mut at = start;
        for _ in 0..=self.bytes.len() / self.size {
            let Some(sector) = self.sector(at) else { break };
            found.extend_from_slice(sector);
            if found.len() >= length {
                break;
            }
            match self.next.get(at as usize) {
                Some(&next) => at = next,
                None => break,
            }
        }
        found.truncate(length);
        found
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(word(bytes, 64)?).clamp(2, 64) - 2;
    let units: Vec<u16> = bytes[..length].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let name = String::from_utf16_lossy(&units);
    let (start, length) = (long(bytes, 116)?, long(bytes, 120)? as usize);
    Some(Entry { name, beside: [long(bytes, 68)?, long(bytes, 72)?], inside: long(bytes, 76)?, start, length })
}

/// Two bytes at a place.
pub fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes at a place.
pub fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Eight bytes at a place, as a floating-point number.
pub fn double(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
