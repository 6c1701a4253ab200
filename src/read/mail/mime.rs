//! The parts of a mail (RFC 2045, 2046) in, the names of those that are attached out.

use std::collections::BTreeMap;

use super::words::{decoded, parameters};
use crate::text::decode::decode;

/// Parts inside one another.
const MAX_DEPTH: usize = 16;
/// Attachments that are named.
const MAX_NAMES: usize = 1_000;

/// The names of what is attached to a mail.
pub fn attachments(bytes: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    part(bytes, 0, &mut names);
    names
}

fn part(bytes: &[u8], depth: usize, names: &mut Vec<String>) {
    if depth > MAX_DEPTH || names.len() >= MAX_NAMES {
        return;
    }
    let (headers, body) = headers(bytes);
    let (kind, of_kind) = parameters(headers.get("content-type").map_or("text/plain", String::as_str));
    let (way, of_way) = parameters(headers.get("content-disposition").map_or("", String::as_str));
    let name = of_way.get("filename").or_else(|| of_kind.get("name")).filter(|name| !name.trim().is_empty());
    if kind.starts_with("multipart/") {
        let Some(boundary) = of_kind.get("boundary").filter(|boundary| !boundary.is_empty()) else { return };
        pieces(body, boundary.as_bytes()).into_iter().for_each(|piece| part(piece, depth + 1, names));
    } else if kind == "message/rfc822" {
        let (inner, _) = self::headers(body);
        let subject = inner.get("subject").map_or_else(|| "件名なし".to_owned(), |subject| decoded(subject));
        names.push(name.cloned().unwrap_or_else(|| format!("{subject}.eml")));
        part(body, depth + 1, names);
    } else if let Some(name) = name {
        names.push(name.clone());
    } else if way == "attachment" {
        names.push("名前のない添付ファイル".to_owned());
    }
}

/// The headers by name in small letters, lines joined, and what follows them.
fn headers(bytes: &[u8]) -> (BTreeMap<String, String>, &[u8]) {
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    let mut last: Option<String> = None;
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
        let (line, later) = rest.split_at(end);
        rest = later;
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        let text = decode(line).map_or_else(|| String::from_utf8_lossy(line).into_owned(), |decoded| decoded.text);
        if text.starts_with([' ', '\t']) {
            if let Some(value) =
                last.as_ref().and_then(|name| headers.get_mut(name)).filter(|value| value.len() < 100_000)
            {
                value.push(' ');
                value.push_str(text.trim_start());
            }
        } else if let Some((name, value)) = text.split_once(':') {
            let name = name.trim().to_ascii_lowercase();
            headers.entry(name.clone()).or_insert_with(|| value.trim().to_owned());
            last = Some(name);
        } else {
            last = None;
        }
    }
    (headers, rest)
}

/// The pieces between the boundaries of a body.
fn pieces<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    let mut begun: Option<usize> = None;
    let mut at = 0;
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        let mark = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)).map(<[u8]>::trim_ascii_end);
        if let Some(end) = mark.filter(|rest| rest.is_empty() || *rest == b"--") {
            pieces.extend(begun.map(|begun| &body[begun..at]));
            begun = end.is_empty().then_some(at + line.len());
        }
        at += line.len();
    }
    pieces.extend(begun.and_then(|begun| body.get(begun..)));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_are_named_as_their_senders_named_them() {
        let mail = "From: a@example.jp\r\nSubject: x\r\nContent-Type: multipart/mixed;\r\n boundary=\"b 1\"\r\n\r\n\
            --b 1\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\n本文\r\n--c--\r\n\
            --b 1\r\nContent-Type: application/pdf;\r\n\tname=\"=?ISO-2022-JP?B?GyRCN0BMcz1xGyhCLnBkZg==?=\"\r\n\r\nx\r\n\
            --b 1\r\nContent-Disposition: attachment;\r\n filename*0*=UTF-8''%E4%BF%9D%E5%AE%88;\r\n filename*1=\".docx\"\r\n\r\nx\r\n\
            --b 1\r\nContent-Disposition: attachment; filename=\"規程.xlsx\"\r\n\r\nx\r\n\
            --b 1\r\nContent-Type: message/rfc822\r\n\r\nSubject: =?utf-8?Q?=E5=9B=9E=E7=AD=94?=\r\n\r\nx\r\n\
            --b 1\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b 1--\r\nname=\"after.txt\"";
        assert_eq!(
            attachments(mail.as_bytes()),
            ["契約書.pdf", "保守.docx", "規程.xlsx", "回答.eml", "名前のない添付ファイル"]
        );
        assert!(attachments(b"From: a\n\nbegin").is_empty());
        let deep = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(10_000);
        attachments(deep.as_bytes());
        attachments("Content-Type: message/rfc822\n\n".repeat(10_000).as_bytes());
    }
}
