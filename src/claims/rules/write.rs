//! Writes what was read in a paper of rules, for a person to correct. In: the document. Out: the text of a JSON file.

use super::{Article, Confirmed, Origin, Rules, SCHEMA, Said, articles};
use crate::clause::article_of;
use crate::model::{Claim, Confidence, Document};

/// The JSON of a paper of rules, as `schemas/rules.v1.schema.json` describes it. Same paper, same bytes.
pub fn write(document: &Document) -> String {
    let mut articles = articles(document);
    for claim in &document.claims {
        let name = article_of(claim.quote.place.unit.as_deref().unwrap_or_default());
        if let Some(article) = home(&mut articles, &name) {
            article.claims.push(said(claim));
        }
    }
    let path = document.path.rsplit('/').next().unwrap_or_default().to_owned();
    let rules = Rules {
        schema: SCHEMA.to_owned(),
        source: Origin { path, sha256: document.sha256.clone(), title: document.header.title.clone() },
        confirmed: Confirmed::default(),
        articles,
    };
    // Strings and lists only: nothing in the shape can fail to serialize.
    let mut json = serde_json::to_string_pretty(&rules).unwrap_or_default();
    json.push('\n');
    json
}

/// The article of that name; the last one where none has it, so that nothing read is lost.
fn home<'a>(articles: &'a mut [Article], name: &str) -> Option<&'a mut Article> {
    let at = articles.iter().position(|article| article.unit == name).or_else(|| articles.len().checked_sub(1))?;
    articles.get_mut(at)
}

/// The name of a post without the particle after it.
fn post(agent: &str) -> String {
    let mut post = agent.trim();
    for particle in ["、", "は", "が", "も", "に", "には", "において"] {
        post = post.strip_suffix(particle).unwrap_or(post);
    }
    post.to_owned()
}

fn said(claim: &Claim) -> Said {
    let sure = match claim.confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    };
    Said {
        unit: claim.quote.place.unit.clone().filter(|unit| !unit.is_empty()),
        duty: claim.duty.as_str().to_owned(),
        holder: claim.holder.id().to_owned(),
        post: Some(post(&claim.why.agent)).filter(|post| !post.is_empty()),
        performer: claim.performer.map(|party| party.id().to_owned()),
        strength: claim.strength.id().to_owned(),
        condition: claim.condition.clone(),
        scope: claim.scope.clone(),
        half: claim.half.clone(),
        quote: claim.quote.text.clone(),
        sure: Some(sure.to_owned()),
        note: None,
    }
}
