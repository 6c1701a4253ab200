//! What the targets share: papers made from bytes, and what is demanded of every reading. In: bytes of the fuzzer. Out:
//! nothing, or a panic.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use hazama::catalogue::Catalogue;
use hazama::model::{Notice, Paper, Source};
use hazama::read;
use zip::write::SimpleFileOptions;

/// The catalogue, which takes longer to load than a paper to read.
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::builtin);

/// Reads a paper and holds its notices to what they promise.
pub fn read(path: &str, bytes: Vec<u8>) -> Source {
    let source = read::source(&Paper { path: path.to_owned(), bytes });
    hold(&source.notices);
    source
}

/// A notice is a sentence for a clerk.
pub fn hold(notices: &[Notice]) {
    for notice in notices {
        assert!(notice.message.ends_with('。'), "{:?}", notice.message);
    }
}

/// The pieces of an input between separators; as many as there are names of parts, the last ones empty.
pub fn parts<'a, const N: usize>(data: &'a [u8], separator: &[u8]) -> [&'a [u8]; N] {
    let mut rest = data;
    std::array::from_fn(|index| {
        let at = rest.windows(separator.len()).position(|window| window == separator).filter(|_| index + 1 < N);
        let piece = &rest[..at.unwrap_or(rest.len())];
        rest = at.map_or(&[], |at| &rest[at + separator.len()..]);
        piece
    })
}

/// A package of these parts, unpacked as they are.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("starts");
        zip.write_all(bytes).expect("writes");
    }
    zip.finish().expect("finishes").into_inner()
}

/// The relationships of a part: (kind, target), with ids `rId1`, `rId2` …
pub fn relationships(targets: &[(&str, &str)]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut all = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#.to_owned();
    for (number, (kind, target)) in (1..).zip(targets) {
        all += &format!(r#"<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>"#);
    }
    (all + "</Relationships>").into_bytes()
}
