//! The hospital's rules as confirmed data. In: a paper of rules, or the JSON that a person has corrected. Out: that JSON, or a document
//! whose claims are the person's; and whether the prose has changed since it was confirmed.

mod confirm;
mod lines;
mod parse;
mod write;

use crate::catalogue::Catalogue;
use crate::model::Source;
pub use confirm::confirm;
pub use parse::{Fault, understand};
pub use write::write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::clause::article_of;
use crate::model::Document;
use crate::text::numbers::squeeze;

/// The container's name of such data.
pub const CONTAINER: &str = "rules-json";

const SCHEMA: &str = "hazama/rules/v1";

/// All that is wrong with a source, which is empty for one that holds no such data.
pub fn faults(source: &Source, catalogue: &Catalogue) -> Vec<Fault> {
    if source.container != CONTAINER {
        return Vec::new();
    }
    parse::rules(source, catalogue).err().unwrap_or_default()
}

/// The whole file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Rules {
    schema: String,
    source: Origin,
    #[serde(default)]
    confirmed: Confirmed,
    articles: Vec<Article>,
}

/// The paper from which it was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Origin {
    path: String,
    sha256: String,
    title: Option<String>,
}

/// Who has gone over it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Confirmed {
    by: Option<String>,
    on: Option<String>,
}

/// An article.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Article {
    unit: String,
    heading: Option<String>,
    words: String,
    fingerprint: String,
    claims: Vec<Said>,
}

/// What an article says of a duty.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Said {
    unit: Option<String>,
    duty: String,
    holder: String,
    post: Option<String>,
    performer: Option<String>,
    strength: String,
    condition: Option<String>,
    scope: Option<String>,
    half: Option<String>,
    quote: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// The articles of a paper of prose, in their order, without claims. Units of one name go together.
fn articles(document: &Document) -> Vec<Article> {
    let mut articles: Vec<Article> = Vec::new();
    for unit in document.units.iter().filter(|unit| unit.ignored.as_deref() != Some("目次")) {
        let name = article_of(&unit.unit);
        match articles.iter_mut().find(|article| article.unit == name) {
            Some(article) => {
                if !article.words.is_empty() && !unit.text.is_empty() {
                    article.words.push('\n');
                }
                article.words.push_str(&unit.text);
            }
            None => articles.push(Article {
                unit: name,
                heading: unit.heading.clone(),
                words: unit.text.clone(),
                fingerprint: String::new(),
                claims: Vec::new(),
            }),
        }
    }
    articles.retain(|article| !article.words.trim().is_empty());
    for article in &mut articles {
        article.fingerprint = fingerprint(article.heading.as_deref(), &article.words);
    }
    articles
}

/// The first 16 hex digits of SHA-256 over heading and words, white space and width aside.
fn fingerprint(heading: Option<&str>, words: &str) -> String {
    let digest = Sha256::digest(format!("{}\n{}", squeeze(heading.unwrap_or_default()), squeeze(words)));
    crate::text::hex(&digest[..8])
}
