//! A text with an optional first line `@encoding shift_jis` in, the bytes of a Windows text file out.

use super::Fault;

/// Encodes a text, with the line ends of Windows.
pub fn encode(text: &str) -> Result<Vec<u8>, Fault> {
    let (encoding, body) = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("@encoding ") => {
            let label = first["@encoding ".len()..].trim();
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes());
            (encoding.ok_or_else(|| format!("no encoding is called {label}"))?, rest)
        }
        _ => (encoding_rs::UTF_8, text),
    };
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    match encoding.encode(&body) {
        (bytes, _, false) => Ok(bytes.into_owned()),
        _ => Err(format!("a letter cannot be written in {}", encoding.name()).into()),
    }
}
