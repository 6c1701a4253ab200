//! The bytes of a mail in, a notice that names what is attached to it out. A mail binds nobody by itself; the papers
//! attached to it may, and belong into the folder.

mod mime;
mod words;

use crate::model::{Content, Noted};
use crate::read::compound::{Compound, Entry};
use crate::read::news::nothing;
use crate::text::decode::decode;
use crate::text::name::harmless;

/// Names of attachments that are shown.
const SHOWN: usize = 20;
/// Letters of a name that are shown.
const LETTERS: usize = 120;
/// Attachments that are looked at.
const MOST: usize = 1_000;
/// Bytes of a name that are looked at.
const LONGEST: usize = 2_000;

/// Reads a mail as it travels (eml).
pub fn eml(bytes: &[u8]) -> Noted<Content> {
    told("メール(eml)", &mime::attachments(bytes))
}

/// Reads a mail as Outlook keeps it (msg).
pub fn msg(bytes: &[u8]) -> Noted<Content> {
    told("Outlookのメール(msg)", &streams(bytes).unwrap_or_default())
}

fn told(what: &str, names: &[String]) -> Noted<Content> {
    if names.is_empty() {
        return nothing(&format!(
            "{what}は読めません。本文に取決めがあればtxt形式で、添付ファイルがあれば元の形式で保存して入れてください。"
        ));
    }
    let shown: String = names.iter().take(SHOWN).map(|name| format!("「{}」", short(name))).collect();
    let more = if names.len() > SHOWN { format!("ほか{}件", names.len() - SHOWN) } else { String::new() };
    nothing(&format!(
        "{what}の添付ファイル{shown}{more}は読んでいません。メールから取り出し、元の形式のまま案件フォルダーに入れてください。メールの本文も読んでいません。取決めがあればtxt形式で保存して入れてください。"
    ))
}

fn short(name: &str) -> String {
    let name = harmless(name.trim());
    if name.chars().count() <= LETTERS { name } else { name.chars().take(LETTERS).chain(['…']).collect() }
}

/// The names of what is attached, from the streams of the compound file (MS-OXMSG 2.2.2).
fn streams(bytes: &[u8]) -> Option<Vec<String>> {
    let file = Compound::open(bytes)?;
    let attached = |entry: &&Entry| entry.name.starts_with("__attach_version1.0_");
    let name_of = |storage: &Entry| {
        let inside = file.within(storage);
        // Long name, short name, name to show; in two-byte letters or in those of the machine.
        let tags = ["3707001F", "3707001E", "3704001F", "3704001E", "3001001F", "3001001E"];
        let name = tags.iter().find_map(|tag| {
            let wanted = format!("__substg1.0_{tag}");
            let mut bytes = file.content(inside.iter().find(|entry| entry.name == wanted)?);
            bytes.truncate(LONGEST);
            let name = if tag.ends_with('F') {
                let pairs = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
                char::decode_utf16(pairs).map(|letter| letter.unwrap_or('\u{fffd}')).collect()
            } else {
                decode(&bytes).map_or_else(|| String::from_utf8_lossy(&bytes).into_owned(), |decoded| decoded.text)
            };
            let name = name.trim_end_matches('\0').to_owned();
            (!name.is_empty()).then_some(name)
        });
        name.unwrap_or_else(|| "名前のない添付ファイル".to_owned())
    };
    Some(file.top().into_iter().filter(attached).take(MOST).map(name_of).collect())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    #[test]
    fn a_mail_of_outlook_names_what_is_attached() {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("makes");
        let mut put = |path: &str, bytes: &[u8]| {
            file.create_stream(path).expect("makes").write_all(bytes).expect("writes");
        };
        put("/__properties_version1.0", b"x");
        file.create_storage("/__attach_version1.0_#00000000").expect("makes");
        file.create_storage("/__attach_version1.0_#00000001").expect("makes");
        let mut put = |path: &str, bytes: &[u8]| {
            file.create_stream(path).expect("makes").write_all(bytes).expect("writes");
        };
        let wide: Vec<u8> = "保守契約書.docx".encode_utf16().flat_map(u16::to_le_bytes).collect();
        put("/__attach_version1.0_#00000000/__substg1.0_3707001F", &wide);
        put("/__attach_version1.0_#00000001/__substg1.0_3704001E", b"\x8c\x5f\x96\xf1.DOC");
        let bytes = file.into_inner().into_inner();
        assert_eq!(streams(&bytes), Some(vec!["保守契約書.docx".to_owned(), "契約.DOC".to_owned()]));
        let message = &msg(&bytes).notices[0].message;
        assert!(message.contains("添付ファイル「保守契約書.docx」「契約.DOC」は読んでいません"), "{message}");
        for cut in [0, 8, 512, 1024, 2000, bytes.len() - 1] {
            msg(&bytes[..cut]);
        }
    }
}
