//! Who may speak to the local page. In: a request, the port and the token. Out: the path behind the token, or the refusal. Other
//! programs of the same machine and pages of other sites in the same browser know neither the token nor the right origin.

use super::http::{Answer, Request};

/// The random part of the address.
#[derive(Debug, Clone)]
pub(super) struct Token(String);

impl Token {
    /// A new one: 128 bits from the operating system.
    pub fn new() -> Result<Token, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Token(crate::text::hex(&bytes)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes equally long wherever the first difference lies.
    fn is(&self, other: &str) -> bool {
        let (ours, theirs) = (self.0.as_bytes(), other.as_bytes());
        ours.len() == theirs.len() && ours.iter().zip(theirs).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
    }
}

/// The path behind the token, or why the request is refused. Nothing in a refusal says which part was wrong.
pub(super) fn admit(request: &Request, port: u16, token: &Token) -> Result<String, Answer> {
    let refused = || Answer::refusal(403, "この要求は受け付けません。", "this request is refused");
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    // a name of another site that leads to this machine is no name of ours
    let host = request.header("host").ok_or_else(refused)?;
    if !hosts.iter().any(|known| known == host) {
        return Err(refused());
    }
    if request.has("origin") && request.header("origin") != Some(&format!("http://{host}")) {
        return Err(refused());
    }
    // whatever changes something names where it comes from: browsers always do
    if request.method != "GET" && !request.has("origin") {
        return Err(refused());
    }
    if request.has("sec-fetch-site") && !matches!(request.header("sec-fetch-site"), Some("same-origin" | "none")) {
        return Err(refused());
    }
    let (given, path) = request.path.strip_prefix('/').and_then(|path| path.split_once('/')).ok_or_else(refused)?;
    if token.is(given) { Ok(path.to_owned()) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_differ() {
        let (one, other) = (Token::new().expect("random"), Token::new().expect("random"));
        assert_eq!(one.as_str().len(), 32);
        assert!(one.is(one.as_str()) && !one.is(other.as_str()) && !one.is("") && !one.is(&one.as_str()[..31]));
    }
}
