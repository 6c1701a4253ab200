//! Reads confirmed rules. In: the lines of the JSON file and the catalogue. Out: a document whose claims are the person's, or every
//! mistake with its line, field and mend.

use std::collections::BTreeSet;

use serde_json::Value;

use super::lines::Lines;
use super::{Article, Rules, Said, fingerprint};
use crate::catalogue::Catalogue;
use crate::model::{
    Block, Claim, Confidence, Content, Date, Document, DutyId, Explanation, Kind, Notice, Party, Place, Quote, Source,
    Strength, Unit,
};
use crate::schemas;
use crate::text::near::nearest;

/// A mistake in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// 1-based line.
    pub line: Option<usize>,
    /// What is wrong and how to mend it, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

/// Reads the file of a source, or says all that is wrong with it.
pub(super) fn rules(source: &Source, catalogue: &Catalogue) -> Result<(Rules, Lines), Vec<Fault>> {
    let text = text(source);
    let value: Value = serde_json::from_str(&text).map_err(|error| {
        vec![Fault {
            line: Some(error.line()),
            ja: format!(
                "JSONの書き方になっていません({}文字目)。引用符「\"」、かっこ、項目の間の「,」の閉じ忘れや余りを直してください。",
                error.column()
            ),
            en: format!("this is not JSON ({error}); check quotes, brackets and commas"),
        }]
    })?;
    let lines = Lines::of(&text);
    let mut faults: Vec<Fault> = schemas::mistakes(schemas::RULES, &value)
        .into_iter()
        .map(|mistake| Fault { line: lines.line(&mistake.pointer), ja: mistake.ja, en: mistake.en })
        .collect();
    if faults.is_empty() {
        match serde_json::from_value::<Rules>(value) {
            Ok(rules) => {
                faults.extend(wrong_words(&rules, &lines, catalogue));
                if faults.is_empty() {
                    return Ok((rules, lines));
                }
            }
            Err(error) => faults.push(Fault {
                line: None,
                ja: format!("読み取れませんでした({error})。hazama schema rules で書き方を見て直してください。"),
                en: error.to_string(),
            }),
        }
    }
    faults.sort_by_key(|fault| fault.line);
    Err(faults)
}

fn text(source: &Source) -> String {
    let Content::Flow(blocks) = &source.content else { return String::new() };
    let line = |block: &Block| match block {
        Block::Paragraph(paragraph) => format!("{}\n", paragraph.text),
        Block::Table(_) => String::new(),
    };
    blocks.iter().map(line).collect()
}

/// What a schema cannot know: duties of the catalogue, their halves, articles that are there twice, days of the calendar.
fn wrong_words(rules: &Rules, lines: &Lines, catalogue: &Catalogue) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut units = BTreeSet::new();
    for (at, article) in rules.articles.iter().enumerate() {
        if !units.insert(article.unit.as_str()) {
            faults.push(Fault {
                line: lines.line(&format!("/articles/{at}/unit")),
                ja: format!(
                    "articles[{}] の unit「{}」が重複しています。1つの条にまとめるか、消してください。",
                    at + 1,
                    article.unit
                ),
                en: format!("unit \"{}\" is there twice; join or remove one", article.unit),
            });
        }
        for (number, said) in article.claims.iter().enumerate() {
            let pointer = format!("/articles/{at}/claims/{number}");
            let place = format!("articles[{}] の claims[{}]", at + 1, number + 1);
            let Some(duty) = catalogue.duty(&DutyId::new(&said.duty)) else {
                let known = catalogue.duties.iter().map(|duty| duty.id.as_str());
                let mend = nearest(&said.duty, known).map_or_else(
                    || "役割の id は hazama explain で確かめて直してください。".to_owned(),
                    |meant| format!("「{meant}」の書き誤りでないかを確かめて直してください。"),
                );
                faults.push(Fault {
                    line: lines.line(&format!("{pointer}/duty")),
                    ja: format!("{place} の duty「{}」という役割はありません。{mend}", said.duty),
                    en: format!("there is no duty \"{}\"", said.duty),
                });
                continue;
            };
            let halves: Vec<&str> = duty.halves.iter().map(|half| half.id.as_str()).collect();
            if let Some(half) = said.half.as_deref().filter(|half| !halves.contains(half)) {
                let mend = match halves.is_empty() {
                    true => "null にしてください。".to_owned(),
                    false => format!("{} のどれかに直してください。", halves.join("、")),
                };
                faults.push(Fault {
                    line: lines.line(&format!("{pointer}/half")),
                    ja: format!("{place} の half「{half}」は {} にありません。{mend}", said.duty),
                    en: format!("duty {} has no half \"{half}\"", said.duty),
                });
            }
        }
    }
    if let Some(day) = rules.confirmed.on.as_deref().filter(|day| Date::iso(day).is_none()) {
        faults.push(Fault {
            line: lines.line("/confirmed/on"),
            ja: format!("confirmed の on「{day}」は日付として読めません。2026-11-22 のように書いてください。"),
            en: format!("on \"{day}\" of confirmed is no day; write it like 2026-11-22"),
        });
    }
    faults
}

/// The document of confirmed rules. Mistakes become notices, and then it claims nothing.
pub fn understand(source: &Source, catalogue: &Catalogue) -> Document {
    let mut document = Document::new(&source.path, &source.sha256, source.container, Kind::RulesJson);
    document.kind_reason = "「hazama/rules/v1」の記載".to_owned();
    document.notices.clone_from(&source.notices);
    let (rules, lines) = match rules(source, catalogue) {
        Ok(read) => read,
        Err(faults) => {
            let notice = |fault: Fault| {
                let place = Place { line: fault.line.and_then(|line| u32::try_from(line).ok()), ..Place::default() };
                Notice::new(place, fault.ja)
            };
            document.notices.extend(faults.into_iter().map(notice));
            return document;
        }
    };
    document.header.title.clone_from(&rules.source.title);
    let is_confirmed = rules.confirmed.on.is_some();
    if !is_confirmed {
        let at = lines.line("/confirmed").and_then(|line| u32::try_from(line).ok());
        document.notices.push(Notice::new(
            Place { line: at, ..Place::default() },
            "規程データを確認した日が書かれていません。内容を確かめ、confirmed の by に確認した人、on に日付を書いてください。",
        ));
    }
    for (at, article) in rules.articles.iter().enumerate() {
        let line = lines.line(&format!("/articles/{at}")).and_then(|line| u32::try_from(line).ok()).unwrap_or_default();
        if fingerprint(article.heading.as_deref(), &article.words) != article.fingerprint {
            document.notices.push(Notice::new(
                Place { unit: Some(article.unit.clone()), line: Some(line), ..Place::default() },
                "words か heading が、読み取ったときの文言から書き換えられています。文言は規程の側で直し、hazama extract で読み取り直してください。",
            ));
        }
        document.units.push(Unit {
            unit: article.unit.clone(),
            heading: article.heading.clone(),
            text: article.words.clone(),
            line,
            page: None,
            ignored: None,
        });
        document.claims.extend(article.claims.iter().map(|said| claim(said, article, line, is_confirmed)));
    }
    document
}

/// A claim of the person's. Its place names the article of the prose.
fn claim(said: &Said, article: &Article, line: u32, is_confirmed: bool) -> Claim {
    let party = |id: &String| Party::ALL.into_iter().find(|party| party.id() == id);
    let unit = said.unit.clone().unwrap_or_else(|| article.unit.clone());
    let confidence = match said.sure.as_deref() {
        Some("low") if !is_confirmed => Confidence::Low,
        Some("medium") if !is_confirmed => Confidence::Medium,
        _ => Confidence::High,
    };
    let strength = Strength::ALL.into_iter().find(|strength| strength.id() == said.strength);
    Claim {
        id: String::new(),
        document: String::new(),
        duty: DutyId::new(&said.duty),
        holder: party(&said.holder).unwrap_or(Party::Unstated),
        performer: said.performer.as_ref().and_then(party),
        strength: strength.unwrap_or(Strength::Open),
        condition: said.condition.clone(),
        scope: said.scope.clone(),
        half: said.half.clone(),
        pushed: false,
        quote: Quote {
            text: said.quote.clone(),
            place: Place { unit: Some(unit), line: Some(line), ..Place::default() },
        },
        confidence,
        why: Explanation {
            agent: said.post.clone().unwrap_or_default(),
            step: "規程データ".to_owned(),
            ..Explanation::default()
        },
    }
}
