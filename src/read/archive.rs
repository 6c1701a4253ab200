//! A zip archive of papers in, the papers and what was left out, with the reason, out. An archive inside an archive stays
//! closed, and names that lead out of it are not followed.

use std::collections::{BTreeMap, BTreeSet};

use super::limits::{Entry, Package, Trouble};
use super::readers::is_archive;
use crate::text::name::name_of;

/// Bytes that may come out of a small archive; larger ones may grow by [`GROWTH`].
const FREE: u64 = 16 << 20;
/// How many times larger than packed the papers of an archive may be. Office files are packed already.
const GROWTH: u64 = 20;

/// Something that lies in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Path inside the archive, with `/`, in letters that may be shown.
    pub path: String,
    /// Its bytes, or why it was not read, in one sentence for a clerk.
    pub bytes: Result<Vec<u8>, String>,
}

/// What lies in an archive, in the order of its directory; none for what is no archive. `wants` says which paths are of
/// interest: the others are not even unpacked.
pub fn unpacked(bytes: &[u8], wants: impl Fn(&str) -> bool) -> Option<Vec<Packed>> {
    if !is_archive(bytes) {
        return None;
    }
    let mut package = Package::open(bytes).ok()?;
    package.bound(FREE.max((bytes.len() as u64).saturating_mul(GROWTH)));
    let names = package.names().to_vec();
    let mut all = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let entry = package.entry(index);
        if entry == Ok(Entry::Folder) || name.ends_with('/') || !wants(&name) {
            continue;
        }
        let bytes = match entry {
            _ if leads_out(&name) => {
                Err("圧縮ファイルの外を指す名前のため、読みませんでした。名前を直して圧縮し直してください。")
            }
            Ok(Entry::Link) => {
                Err("リンク(別の場所への参照)のため読みませんでした。実物のファイルを入れて圧縮し直してください。")
            }
            Ok(Entry::Special | Entry::Folder) => {
                Err("文書ではない特殊なファイルのため、読みませんでした。文書のファイルを入れて圧縮し直してください。")
            }
            Ok(Entry::File) => package.at(index).map_err(why).and_then(|bytes| {
                if is_archive(&bytes) {
                    Err("圧縮ファイルの中の圧縮ファイルは読みません。展開して中の文書を入れてください。")
                } else {
                    Ok(bytes)
                }
            }),
            Err(trouble) => Err(why(trouble)),
        };
        all.push(Packed { path: name, bytes: bytes.map_err(str::to_owned) });
    }
    let twice = named_twice(bytes).into_iter().map(|name| name_of(name).replace('\\', "/"));
    all.extend(twice.filter(|name| wants(name)).map(|path| Packed { path, bytes: Err(TWICE.to_owned()) }));
    Some(gathered(all))
}

const TWICE: &str =
    "圧縮ファイルの中に同じ名前の文書が2つ以上あり、最後のものだけを読みました。名前を変えて圧縮し直してください。";

/// Names that the directory of an archive holds more than once; of these only the last file can be opened by its name.
fn named_twice(bytes: &[u8]) -> BTreeSet<&[u8]> {
    let word = |at: usize| bytes.get(at..at + 2).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    let mut twice = BTreeSet::new();
    let Some(end) = bytes.windows(4).rposition(|mark| mark == b"PK\x05\x06") else { return twice };
    let size = word(end + 12).zip(word(end + 14)).map_or(0, |(low, high)| low | high << 16);
    let mut known = BTreeSet::new();
    let mut at = end.saturating_sub(size);
    while bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        let (Some(name), Some(extra), Some(comment)) = (word(at + 28), word(at + 30), word(at + 32)) else { break };
        let Some(path) = bytes.get(at + 46..at + 46 + name) else { break };
        if !known.insert(path) {
            twice.insert(path);
        }
        at += 46 + name + extra + comment;
    }
    twice
}

/// Files that were left out for one reason, in one piece of news where there are many.
fn gathered(all: Vec<Packed>) -> Vec<Packed> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    all.iter().filter_map(|packed| packed.bytes.as_ref().err()).for_each(|reason| {
        *counts.entry(reason.clone()).or_default() += 1;
    });
    let mut told = BTreeSet::new();
    let mut kept = Vec::new();
    for mut packed in all {
        if let Err(reason) = &mut packed.bytes
            && let Some(&count) = counts.get(reason).filter(|&&count| count > TOLD)
        {
            if !told.insert(reason.clone()) {
                continue;
            }
            *reason = format!("{reason}ほかの{}件も、同じ理由で読んでいません。確かめてください。", count - 1);
        }
        kept.push(packed);
    }
    kept
}

/// Files of one reason that are told one by one.
const TOLD: usize = 5;

fn why(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Encrypted => {
            "パスワードで保護されているため、読めませんでした。パスワードを付けずに圧縮し直すか、展開して入れてください。"
        }
        Trouble::TooLarge => {
            "圧縮ファイルの中身が大きすぎるため、読みませんでした。展開し、必要な文書だけを入れてください。"
        }
        Trouble::Damaged => {
            "圧縮ファイルの中で壊れているため、読めませんでした。元のファイルをもう一度受け取ってください。"
        }
    }
}

/// The name begins at a root or a drive, or goes upwards.
fn leads_out(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    name.starts_with('/') || is_drive || name.split('/').any(|step| step == "..")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::build::{docx, zipped};

    fn shown(bytes: &[u8]) -> Vec<String> {
        let all = unpacked(bytes, |path| !path.starts_with("__MACOSX/")).unwrap_or_default();
        let each = all.into_iter().map(|packed| match packed.bytes {
            Ok(bytes) => format!("{} {}", packed.path, bytes.len()),
            Err(reason) => format!("{} {}", packed.path, reason.chars().take(8).collect::<String>()),
        });
        each.collect()
    }

    #[test]
    fn papers_come_out_and_the_rest_is_told() {
        let bytes = zipped(&[
            ("契約/", ""),
            ("契約/保守契約書.txt", "甲"),
            ("../外.txt", "乙"),
            ("/etc/x.txt", "乙"),
            ("C:\\x.txt", "乙"),
            ("__MACOSX/._a", "x"),
            ("赤\u{1b}.txt", ""),
        ]);
        assert_eq!(
            shown(&bytes),
            [
                "契約/保守契約書.txt 3",
                "../外.txt 圧縮ファイルの外",
                "/etc/x.txt 圧縮ファイルの外",
                "C:/x.txt 圧縮ファイルの外",
                "赤[U+001B].txt 0"
            ]
        );
        assert_eq!(unpacked(&docx("<w:p/>", &[]), |_| true), None);
        assert_eq!(unpacked(b"PK\x03\x04", |_| true), None);
        assert_eq!(unpacked(b"text", |_| true), None);
    }

    #[test]
    fn one_name_for_two_papers_is_told() {
        let mut bytes = zipped(&[("契約a.txt", "甲"), ("契約b.txt", "乙")]);
        let places: Vec<usize> = (0..bytes.len() - 5).filter(|&at| &bytes[at..at + 5] == b"b.txt").collect();
        places.into_iter().for_each(|at| bytes[at] = b'a');
        assert_eq!(shown(&bytes), ["契約a.txt 3", "契約a.txt 圧縮ファイルの中"]);
        for end in 0..bytes.len() {
            unpacked(&bytes[..end], |_| true);
        }
    }

    #[test]
    fn archives_inside_stay_closed_and_bombs_are_bounded() {
        let inner = zipped(&[("a.txt", "x")]);
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        let mut put = |name: &str, bytes: &[u8]| {
            zip.start_file(name, options).expect("starts");
            std::io::Write::write_all(&mut zip, bytes).expect("writes");
        };
        put("中.zip", &inner);
        let zeros = vec![b'0'; 4 << 20];
        (0..40).for_each(|index| put(&format!("{index:02}.txt"), &zeros));
        let bytes = zip.finish().expect("finishes").into_inner();
        assert!(bytes.len() < 1 << 20);
        let all = unpacked(&bytes, |_| true).expect("an archive");
        assert!(all[0].bytes.as_ref().is_err_and(|why| why.contains("圧縮ファイルの中の圧縮ファイル")));
        let taken: usize = all.iter().filter_map(|packed| packed.bytes.as_ref().ok()).map(Vec::len).sum();
        assert!(taken <= 16 << 20 && all.last().is_some_and(|last| last.bytes.is_err()));
    }
}
