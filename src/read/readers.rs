//! The one list of containers: how each is recognised by its bytes, and who reads it or what its owner is asked to do.

use super::limits::{Package, Trouble};
use super::news::nothing;
use super::{docx, html, json, mail, ods, pdf, plain, separated, xls, xlsb, xlsx};
use crate::model::{Content, Noted, Paper};
use crate::text::decode::decode;

/// A container.
struct Reader {
    /// Name shown in reports.
    name: &'static str,
    /// Whether a paper lies in this container.
    recognises: fn(&Look<'_>) -> bool,
    /// What is done with it.
    work: Work,
}

/// What is done with a recognised container.
enum Work {
    /// It is read.
    Read(fn(&[u8]) -> Noted<Content>),
    /// It is not read (yet); the sentence says so and what to do.
    Refuse(&'static str),
}
use Work::{Read, Refuse};

const UNKNOWN: &str =
    "種類の分からないファイルのため、読めませんでした。docx形式、xlsx形式又はtxt形式で保存し直してください。";

const BROKEN_ZIP: &str =
    "圧縮ファイル(zip)が壊れているため、開けませんでした。元のファイルをもう一度受け取るか、作り直してください。";

/// Every container, in the order in which they are tried. A container that is learnt later keeps its place here and
/// turns from `Refuse` to `Read`.
#[rustfmt::skip]
const READERS: &[Reader] = &[
    Reader { name: "empty", recognises: |look| look.bytes.is_empty(), work: Refuse("ファイルの中身が空のため、読むものがありません。正しいファイルに入れ替えてください。") },
    // Packages of parts.
    Reader { name: "docx", recognises: |look| look.has_part("word/document", ".xml"), work: Read(docx::read) },
    Reader { name: "xlsx", recognises: |look| look.has_part("xl/workbook", ".xml"), work: Read(xlsx::read) },
    Reader { name: "xlsb", recognises: |look| look.has_part("xl/workbook", ".bin"), work: Read(xlsb::read) },
    Reader { name: "pptx", recognises: |look| look.has_part("ppt/presentation", ".xml"), work: Refuse("PowerPointのファイルは読めません。必要な文章をdocx形式の文書に写して入れてください。") },
    Reader { name: "ods", recognises: |look| look.is_open_document("spreadsheet"), work: Read(ods::read) },
    Reader { name: "odt", recognises: |look| look.is_open_document("text"), work: Refuse("OpenDocumentの文書(odt)はまだ読めません。ワープロソフトで開き、docx形式で保存し直してください。") },
    Reader { name: "zip", recognises: |look| matches!(look.parts, Some(Ok(_))), work: Refuse("圧縮ファイル(zip)の中は、hazama checkで案件として調べるときに読みます。1つの文書を見るには、展開してからその文書を指定してください。") },
    Reader { name: "zip", recognises: |look| matches!(look.parts, Some(Err(Trouble::TooLarge))), work: Refuse("ファイルの中の部品が多すぎるため、読むのをやめました。Excel又はWordで開き、保存し直してください。") },
    Reader { name: "zip", recognises: |look| look.parts.is_some() && !look.is_named(".zip"), work: Refuse("ファイルが壊れているため、開けませんでした。元のファイルをもう一度受け取るか、Excel又はWordで修復して保存し直してください。") },
    // Compound files of old office programs.
    Reader { name: "encrypted", recognises: |look| look.has_stream("EncryptedPackage"), work: Refuse("パスワードで保護されているため、読めませんでした。パスワードを解除して保存し直してください。") },
    Reader { name: "xls", recognises: |look| look.has_stream("Workbook") || look.has_stream("Book"), work: Read(xls::read) },
    Reader { name: "doc", recognises: |look| look.has_stream("WordDocument"), work: Refuse("古い形式のWord文書(doc)は読めません。Wordで開き、docx形式で保存し直してください。") },
    Reader { name: "ppt", recognises: |look| look.has_stream("PowerPoint Document"), work: Refuse("PowerPointのファイルは読めません。必要な文章をdocx形式の文書に写して入れてください。") },
    Reader { name: "msg", recognises: |look| look.has_stream("__properties_version1.0"), work: Read(mail::msg) },
    Reader { name: "compound", recognises: |look| look.is_compound(), work: Refuse("古い形式の文書のため、読めませんでした。作成したソフトで開き、docx形式又はxlsx形式で保存し直してください。") },
    // Single files with a mark at their head.
    Reader { name: "pdf", recognises: |look| look.holds("%pdf-"), work: Read(pdf::read) },
    Reader { name: "rtf", recognises: |look| look.begins("{\\rtf"), work: Refuse("リッチテキスト(rtf)は読めません。Wordで開き、docx形式で保存し直してください。") },
    Reader { name: "html", recognises: |look| look.is_page(), work: Read(html::read) },
    Reader { name: "xml", recognises: |look| look.begins("<?xml"), work: Refuse("XMLのデータは読めません。元の文書をdocx形式又はxlsx形式で入れてください。") },
    Reader { name: "image", recognises: |look| look.is_image(), work: Refuse("画像のため、文字を読めません。元の文書をdocx形式又はxlsx形式で入れてください。") },
    Reader { name: "archive", recognises: |look| look.is_archive(), work: Refuse("圧縮ファイルの中は読みません。展開し、中の文書をそのままフォルダーに入れてください。") },
    Reader { name: "mht", recognises: |look| look.is_mail() && look.is_saved_page(), work: Refuse("1つにまとめて保存したページ(mht)は読めません。Word又はブラウザーで開き、docx形式又はhtml形式で保存し直してください。") },
    Reader { name: "eml", recognises: |look| look.is_mail(), work: Read(mail::eml) },
    Reader { name: "rules-json", recognises: |look| json::names(look.bytes, json::RULES), work: Read(json::read) },
    // An archive that cannot be opened, or whose first bytes are gone.
    Reader { name: "zip", recognises: |look| look.is_named(".zip"), work: Refuse(BROKEN_ZIP) },
    // Letters without any mark.
    Reader { name: "csv", recognises: |look| look.is_named(".csv") || look.is_table(b','), work: Read(separated::commas) },
    Reader { name: "tsv", recognises: |look| look.is_named(".tsv") || look.is_named(".tab") || look.is_table(b'\t'), work: Read(separated::tabs) },
    Reader { name: "text", recognises: |look| look.is_text(), work: Read(plain::read) },
    Reader { name: "unknown", recognises: |_| true, work: Refuse(UNKNOWN) },
];

/// Reads a paper with the first reader that recognises it; gives the container's name too.
pub fn read(paper: &Paper) -> (&'static str, Noted<Content>) {
    let look = Look::at(paper);
    let reader = READERS.iter().find(|reader| (reader.recognises)(&look));
    match reader {
        Some(Reader { name, work: Read(read), .. }) => (name, read(&paper.bytes)),
        Some(Reader { name, work: Refuse(message), .. }) => (name, nothing(message)),
        None => ("unknown", nothing(UNKNOWN)),
    }
}

/// Every container by its name, in the order in which they are tried: none where it is read, else what its owner is told.
pub fn containers() -> Vec<(&'static str, Option<&'static str>)> {
    let told = |reader: &Reader| match reader.work {
        Read(_) => (reader.name, None),
        Refuse(message) => (reader.name, Some(message)),
    };
    READERS.iter().map(told).collect()
}

/// Whether a paper is an archive of papers, not a package of parts.
pub fn is_archive(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"PK") {
        return false;
    }
    let look = Look::of(bytes, String::new());
    let reader = READERS.iter().find(|reader| (reader.recognises)(&look));
    reader.is_some_and(|reader| reader.name == "zip") && matches!(look.parts, Some(Ok(_)))
}

/// What a paper looks like from outside.
struct Look<'a> {
    bytes: &'a [u8],
    path: String,
    /// The first letters, in lower case, read byte by byte.
    head: String,
    /// Names of the parts of a zip package; none for what is no zip.
    parts: Option<Result<Vec<String>, Trouble>>,
}

impl<'a> Look<'a> {
    fn at(paper: &'a Paper) -> Self {
        Look::of(&paper.bytes, paper.path.to_lowercase())
    }

    fn of(bytes: &'a [u8], path: String) -> Self {
        let head = &bytes[..bytes.len().min(1024)];
        let is_zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
        Look {
            bytes,
            path,
            head: head.iter().filter(|&&byte| byte != 0).map(|byte| byte.to_ascii_lowercase() as char).collect(),
            parts: is_zip.then(|| Package::open(bytes).map(|package| package.names().to_vec())),
        }
    }

    fn has_part(&self, start: &str, end: &str) -> bool {
        let Some(Ok(names)) = &self.parts else { return false };
        names.iter().any(|name| name.starts_with(start) && name.ends_with(end))
    }

    /// OpenDocument says what it is in its first part, which is never packed.
    fn is_open_document(&self, kind: &str) -> bool {
        self.has_part("mimetype", "") && self.head.contains(&format!("application/vnd.oasis.opendocument.{kind}"))
    }

    fn is_compound(&self) -> bool {
        self.bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    }

    /// A compound file holds a stream of that name. Names stand in its directory in UTF-16, ended by a zero.
    fn has_stream(&self, name: &str) -> bool {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        self.is_compound() && self.bytes.chunks_exact(128).any(|entry| entry.starts_with(&name))
    }

    fn begins(&self, mark: &str) -> bool {
        let blank = |letter: char| {
            letter.is_ascii_whitespace() || matches!(letter, '\u{ef}' | '\u{bb}' | '\u{bf}' | '\u{fe}' | '\u{ff}')
        };
        self.head.trim_start_matches(blank).starts_with(mark)
    }

    fn holds(&self, mark: &str) -> bool {
        self.head.contains(mark)
    }

    /// A page, also one of which a program wrote only the inside.
    fn is_page(&self) -> bool {
        let inside = ["<table", "<head", "<body", "<meta", "<style", "<div", "<h1", "<p>", "<title"];
        self.begins("<!doctype html")
            || self.holds("<html")
            || inside.iter().any(|mark| self.begins(mark))
            || self.begins("<") && [".html", ".htm"].iter().any(|ending| self.is_named(ending))
    }

    fn is_image(&self) -> bool {
        let marks: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM"];
        let heif = self.bytes.get(4..8) == Some(b"ftyp");
        heif || marks.iter().any(|mark| self.bytes.starts_with(mark)) && self.bytes.contains(&0)
    }

    fn is_archive(&self) -> bool {
        let marks: [&[u8]; 4] = [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"\x1f\x8b\x08", b"MSCF\0"];
        marks.iter().any(|mark| self.bytes.starts_with(mark)) || self.bytes.get(2..5) == Some(b"-lh")
    }

    /// Headers of a mail stand before anything else.
    fn is_mail(&self) -> bool {
        let fields = ["received:", "return-path:", "from:", "to:", "subject:", "date:", "message-id:", "mime-version:"];
        let headers = self.head.lines().take_while(|line| !line.trim().is_empty());
        headers.filter(|line| fields.iter().any(|field| line.starts_with(field))).count() >= 2
    }

    /// A page and its pictures in the form of a mail.
    fn is_saved_page(&self) -> bool {
        self.holds("multipart/related") && !self.holds("\nto:") && !self.holds("\nreceived:")
    }

    /// Letters without a zero among them, unless a mark says that they are two bytes wide.
    fn is_text(&self) -> bool {
        let has_mark = self.bytes.starts_with(b"\xff\xfe") || self.bytes.starts_with(b"\xfe\xff");
        has_mark || !self.bytes.contains(&0) || decode(self.bytes).is_some()
    }

    /// Lines of cells under a name that does not say so.
    fn is_table(&self, parting: u8) -> bool {
        let is_told = [".csv", ".tsv", ".tab"].iter().any(|ending| self.is_named(ending));
        !is_told && self.is_text() && separated::is_table(self.bytes, parting)
    }

    fn is_named(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::build::zipped;

    fn compound(stream: &str) -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    }

    #[test]
    fn containers_are_told_apart_by_their_bytes() {
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            ("空.txt", Vec::new(), "empty"),
            ("a.xlsb", zipped(&[("xl/workbook.bin", "")]), "xlsb"),
            ("a.xlsx", zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]), "ods"),
            ("a.docx", zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]), "odt"),
            ("a.pptx", zipped(&[("ppt/presentation.xml", "")]), "pptx"),
            ("a.zip", zipped(&[("契約書.docx", "")]), "zip"),
            ("a.docx", b"PK\x03\x04 and then nothing".to_vec(), "zip"),
            ("a.zip", b"PK\x03\x04 and then nothing".to_vec(), "zip"),
            ("a.ZIP", b"\0\0\x03\x04 whose head is gone".to_vec(), "zip"),
            ("a.xlsx", compound("EncryptedPackage"), "encrypted"),
            ("a.xlsx", compound("Workbook"), "xls"),
            ("a.xls", compound("Book"), "xls"),
            ("a.doc", compound("WordDocument"), "doc"),
            ("a", compound("Contents"), "compound"),
            ("a.txt", b"%PDF-1.7\n".to_vec(), "pdf"),
            ("a.doc", b"{\\rtf1\\ansi".to_vec(), "rtf"),
            ("a.xls", b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>".to_vec(), "html"),
            ("a.xls", b"<table border=1><tr><td>1</td></tr></table>".to_vec(), "html"),
            ("a.htm", b"<!-- saved --><b>1</b>".to_vec(), "html"),
            ("a.xml", b"<?xml version=\"1.0\"?><a/>".to_vec(), "xml"),
            ("a.png", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "image"),
            ("a.mht", b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n".to_vec(), "mht"),
            ("a.msg", compound("__properties_version1.0"), "msg"),
            ("utf16.txt", "第1条\n".encode_utf16().flat_map(u16::to_le_bytes).collect(), "text"),
            ("a.eml", b"From: a@example.jp\r\nSubject: x\r\n\r\n".to_vec(), "eml"),
            ("a.CSV", b"a,b\n".to_vec(), "csv"),
            ("a.tsv", b"a\tb\n".to_vec(), "tsv"),
            ("a.txt", "1\tログ\t○\n2\t更新\t\n3\t監視\t○\n".into(), "tsv"),
            ("a.xlsx", "番号,\"項目,\n内容\",回答\n1,ログ,はい\n2,更新,いいえ\n".into(), "csv"),
            ("a.docx", "第1条".into(), "text"),
            ("a.txt", b"\xff\xfe\x2c\x7b1\0".to_vec(), "text"),
            ("a.bin", b"\0\x01\x02\0".to_vec(), "unknown"),
        ];
        for (path, bytes, expected) in cases {
            let paper = Paper { path: path.to_owned(), bytes };
            let (name, noted) = read(&paper);
            assert_eq!(name, expected, "{path}");
            assert_eq!(
                noted.notices.is_empty(),
                ["text", "html", "csv", "tsv"].contains(&name),
                "{path}: {:?}",
                noted.notices
            );
            for notice in noted.notices {
                assert!(notice.message.ends_with("ください。"), "{}", notice.message);
            }
        }
    }
}
