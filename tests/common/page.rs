//! The local page as a test speaks to it: the program serving a folder, and requests letter by letter, so that also what no browser
//! would send can be sent.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long a run may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(120);

/// A page that is served until it is dropped.
pub struct Served {
    child: Child,
    pub port: u16,
    pub token: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves the folder `case` below `dir`.
pub fn serve(dir: &Path) -> Served {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hazama"))
        .args(["serve", "case", "--no-open", "--as-of", "2026-11-22"])
        .current_dir(dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("an output")).read_line(&mut line).expect("an address");
    let rest = line.trim().strip_prefix("http://127.0.0.1:").expect("an address of this machine");
    let (port, token) = rest.split_once('/').expect("a token");
    Served { child, port: port.parse().expect("a port"), token: token.trim_end_matches('/').to_owned() }
}

impl Served {
    /// Sends bytes and reads the answer to its end.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        stream.write_all(bytes).expect("is sent");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("an answer");
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
        let head = String::from_utf8(all[..end].to_vec()).expect("a head in letters");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head, body: all[end..].to_vec() }
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Asks for a path behind the token.
    pub fn get(&self, path: &str) -> Answer {
        self.raw(format!("GET /{}/{path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.token, self.host()).as_bytes())
    }

    /// Sends a body to a path behind the token, as the page does.
    pub fn post(&self, path: &str, body: &[u8]) -> Answer {
        let host = self.host();
        let head = format!(
            "POST /{}/{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: {}\r\n\r\n",
            self.token,
            body.len()
        );
        self.raw(&[head.as_bytes(), body].concat())
    }

    /// The same with JSON.
    pub fn say(&self, path: &str, fields: &Value) -> Answer {
        self.post(path, fields.to_string().as_bytes())
    }

    /// Sends a file.
    pub fn upload(&self, path: &str, bytes: &[u8]) -> Answer {
        let escaped: String = path.bytes().map(|byte| format!("%{byte:02X}")).collect();
        self.post(&format!("api/upload?path={escaped}"), bytes)
    }

    /// Hands a file in as one of last year's.
    pub fn upload_last(&self, path: &str, bytes: &[u8]) -> Answer {
        let escaped: String = path.bytes().map(|byte| format!("%{byte:02X}")).collect();
        self.post(&format!("api/upload?last=1&path={escaped}"), bytes)
    }

    /// The overview of a run that is newer than that one.
    pub fn overview_after(&self, number: u64) -> Value {
        self.until(|| {
            let answer = self.get("api/overview");
            (answer.status == 200).then(|| answer.json()).filter(|overview| overview["number"].as_u64() > Some(number))
        })
    }

    /// What is going on, as the page hears it, once it is what is waited for.
    pub fn heard(&self, phase: &str) -> Value {
        self.until(|| {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
            let head = format!("GET /{}/api/news HTTP/1.1\r\nHost: {}\r\n\r\n", self.token, self.host());
            stream.write_all(head.as_bytes()).expect("is sent");
            let lines = BufReader::new(stream).lines().map_while(Result::ok);
            let news = lines.into_iter().find_map(|line| line.strip_prefix("data: ").map(str::to_owned))?;
            let news: Value = serde_json::from_str(&news).expect("JSON");
            (news["now"]["phase"] == phase).then_some(news)
        })
    }

    fn until<T>(&self, mut look: impl FnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(begun.elapsed() < PATIENCE, "nothing came");
            std::thread::sleep(Duration::from_millis(40));
        }
    }
}
