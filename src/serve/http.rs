//! Requests and answers of the local page. In: a connection. Out: a [`Request`] whose head is bounded in length and time, or the
//! refusal to send; and answers, each with the headers that keep papers from doing anything but being read. One request a connection.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// Bytes of a head. Browsers send about one thousand.
const HEAD: usize = 16 * 1024;
/// Lines of a head.
const LINES: usize = 64;
/// How long the other side may be silent.
const SILENCE: Duration = Duration::from_secs(20);
/// Bytes that are taken and thrown away after a refusal, so that the other side hears it.
const DRAINED: u64 = 4 * 1024 * 1024;

/// What a page may do: run our own files, and nothing that stands in a paper.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The head of a request, and the connection from which its body is read.
pub(super) struct Request {
    pub method: String,
    /// As it was sent: from the first `/`, without what stands behind `?`.
    pub path: String,
    /// What stands behind `?`.
    pub query: String,
    headers: Vec<(String, String)>,
    /// Bytes that the body has.
    pub length: u64,
    /// Bytes of the body that came with the head.
    early: Vec<u8>,
    stream: TcpStream,
}

/// An answer.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub body: Vec<u8>,
    /// The name under which a browser saves it; none for what it shows.
    pub saved_as: Option<&'static str>,
}

impl Answer {
    pub fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status, kind, body: body.into(), saved_as: None }
    }

    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Answer {
        Answer::new(status, "application/json; charset=utf-8", body)
    }

    /// Why nothing was done, in both languages, for the page to show.
    pub fn refusal(status: u16, ja: &str, en: &str) -> Answer {
        Answer::json(status, serde_json::json!({ "ja": ja, "en": en }).to_string())
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    }
}

/// Reads the head of a request. None where nothing came or the connection is gone.
pub(super) fn receive(mut stream: TcpStream) -> io::Result<Result<Request, (TcpStream, Answer)>> {
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    let begun = Instant::now();
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let read = stream.read(&mut part)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&part[..read]);
        let mut lines = [httparse::EMPTY_HEADER; LINES];
        let mut head = httparse::Request::new(&mut lines);
        let refused = match head.parse(&bytes) {
            Ok(httparse::Status::Complete(end)) => match fields(&head) {
                Ok((method, target, headers, length)) => {
                    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
                    let (path, query) = (path.to_owned(), query.to_owned());
                    let early = bytes.split_off(end);
                    return Ok(Ok(Request { method, path, query, headers, length, early, stream }));
                }
                Err(answer) => answer,
            },
            Ok(httparse::Status::Partial) if begun.elapsed() > SILENCE => {
                Answer::refusal(408, "要求が途中で止まりました。", "the request stopped half-way")
            }
            Ok(httparse::Status::Partial) if bytes.len() <= HEAD => continue,
            Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => {
                Answer::refusal(431, "要求の見出しが長すぎます。", "the head of the request is too long")
            }
            Err(_) => Answer::refusal(400, "要求を読み取れません。", "the request cannot be read"),
        };
        return Ok(Err((stream, refused)));
    }
}

type Fields = (String, String, Vec<(String, String)>, u64);

/// Method, target, headers and the length of the body.
fn fields(head: &httparse::Request<'_, '_>) -> Result<Fields, Answer> {
    let bad = || Answer::refusal(400, "要求を読み取れません。", "the request cannot be read");
    let mut headers = Vec::new();
    for header in head.headers.iter() {
        let value = std::str::from_utf8(header.value).map_err(|_| bad())?;
        headers.push((header.name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    // a body of unknown length has no bound
    if headers.iter().any(|(name, _)| name == "transfer-encoding") {
        return Err(Answer::refusal(411, "本文の長さがありません。", "the length of the body is missing"));
    }
    let lengths = headers.iter().filter(|(name, _)| name == "content-length");
    let lengths: Vec<&str> = lengths.map(|(_, value)| value.as_str()).collect();
    let length = match lengths.as_slice() {
        [] => 0,
        [one] if one.bytes().all(|byte| byte.is_ascii_digit()) => one.parse().map_err(|_| bad())?,
        _ => return Err(bad()),
    };
    let (Some(method), Some(target)) = (head.method, head.path) else { return Err(bad()) };
    Ok((method.to_owned(), target.to_owned(), headers, length))
}

impl Request {
    /// The value of a header that must not come twice; none where it is missing, and where it came twice.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let first = all.next();
        if all.next().is_some() { None } else { first }
    }

    /// Whether a header is there at all.
    pub fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(known, _)| known == name)
    }

    /// The value of a field behind `?`, with `%` written out; none where it is missing or no text.
    pub fn field(&self, name: &str) -> Option<String> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        let value = pairs.into_iter().find(|(known, _)| *known == name)?.1;
        unescaped(value)
    }

    /// The body in a reader, which ends where the body ends.
    pub fn body(&mut self) -> io::Result<impl Read + '_> {
        if self.header("expect").is_some_and(|value| value.eq_ignore_ascii_case("100-continue")) {
            self.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        Ok(self.early.as_slice().chain(&mut self.stream).take(self.length))
    }

    /// The body whole, or the answer that it is too long or did not come whole.
    pub fn bytes(&mut self, most: u64) -> Result<Vec<u8>, Answer> {
        if self.length > most {
            return Err(Answer::refusal(413, "送られたものが長すぎます。", "what was sent is too long"));
        }
        let mut bytes = Vec::new();
        let cut = || Answer::refusal(400, "途中で切れました。もう一度お試しください。", "it broke off; try again");
        self.body().and_then(|mut body| body.read_to_end(&mut bytes)).map_err(|_| cut())?;
        if bytes.len() as u64 == self.length { Ok(bytes) } else { Err(cut()) }
    }

    /// Sends the answer.
    pub fn answer(self, answer: &Answer) {
        send(self.stream, answer);
    }

    /// Begins an answer that goes on for as long as the other side listens: server-sent events.
    pub fn listen(mut self) -> io::Result<TcpStream> {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{}\r\n", common());
        self.stream.write_all(head.as_bytes())?;
        self.stream.flush()?;
        Ok(self.stream)
    }
}

/// Headers of every answer.
fn common() -> String {
    format!(
        "Content-Security-Policy: {POLICY}\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n\
         Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\nCross-Origin-Opener-Policy: same-origin\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n"
    )
}

/// Sends an answer and ends the connection. Whoever has gone away misses it.
pub(super) fn send(mut stream: TcpStream, answer: &Answer) {
    let saved = answer.saved_as.map(|name| format!("Content-Disposition: attachment; filename=\"{name}\"\r\n"));
    let head = format!(
        "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}{}\r\n",
        answer.status,
        reason(answer.status),
        answer.kind,
        answer.body.len(),
        saved.unwrap_or_default(),
        common(),
    );
    let sent = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&answer.body));
    if sent.and_then(|()| stream.shutdown(Shutdown::Write)).is_ok() {
        // to close while bytes still come would take the answer away from the other side
        let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
        let _ = io::copy(&mut stream.take(DRAINED), &mut io::sink());
    }
}

/// Text with `%E3%81%82` written out; none where that is no text.
pub(super) fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_written_out_or_refused() {
        for (text, wanted) in [
            ("a%20b", Some("a b")),
            ("%E5%A5%91%E7%B4%84%2F1.docx", Some("契約/1.docx")),
            ("a+b", Some("a+b")),
            ("%E5%A5", None),
            ("%zz", None),
            ("%2", None),
        ] {
            assert_eq!(unescaped(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn bodies_without_one_length_are_refused() {
        for (lines, wanted) in [
            ("Content-Length: 5\r\n", Ok(5)),
            ("", Ok(0)),
            ("Content-Length: 5\r\nContent-Length: 5\r\n", Err(400)),
            ("Content-Length: -1\r\n", Err(400)),
            ("Content-Length: 99999999999999999999999\r\n", Err(400)),
            ("Content-Length: 0x5\r\n", Err(400)),
            ("Transfer-Encoding: chunked\r\n", Err(411)),
            ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", Err(411)),
        ] {
            let text = format!("POST / HTTP/1.1\r\n{lines}\r\n");
            let mut space = [httparse::EMPTY_HEADER; LINES];
            let mut head = httparse::Request::new(&mut space);
            assert!(head.parse(text.as_bytes()).expect("a head").is_complete());
            let found = fields(&head).map(|(_, _, _, length)| length).map_err(|answer| answer.status);
            assert_eq!(found, wanted, "{lines}");
        }
    }
}
