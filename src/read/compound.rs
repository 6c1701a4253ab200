//! A compound file of old office programs in, its streams out ([MS-CFB]). Nothing is taken on trust: a chain of sectors ends when it
//! is longer than the file.

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

struct Entry {
    name: String,
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
        if entry.length >= SMALL {
            return Some(self.chain(entry.start, entry.length));
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
        Some(found)
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
    Some(Entry { name, start: long(bytes, 116)?, length: long(bytes, 120)? as usize })
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
