//! A group of hospitals' own data: duties, words, posts, required holders, weights of rules, policies. In: the texts of a
//! pack's files, which `case` has held against their schemas. Out: [`Pack`], and a [`Catalogue`] with it.

use serde::Deserialize;

use super::duty::{self, Duty, Phrase, RawDuty, RawPhrase, spell};
use super::guideline::{GuidelinePack, Guidelines};
use super::requirement::{Requirement, severity};
use super::{Catalogue, lazy};
use crate::model::{DutyId, Party, Service, Severity};
use crate::text::normal;

/// A pack, whole.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// Its id, title, version and day.
    pub head: PackHead,
    /// SHA-256 over the names and bytes of its files, lower-case hex.
    pub sha256: String,
    /// Duties of its own.
    pub duties: Vec<Duty>,
    /// Further words for duties.
    pub synonyms: Vec<Synonym>,
    /// Names of posts, rooms and firms.
    pub posts: Vec<Post>,
    /// Who must hold what.
    pub required: Vec<Requirement>,
    /// Rules whose findings weigh more or less here.
    pub severities: Vec<Weight>,
    /// Policies of its own.
    pub guidelines: Vec<GuidelinePack>,
}

/// What a pack is called, and the sentences by which its author tests it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackHead {
    /// Id in small letters.
    pub id: String,
    /// Its name for a person.
    pub title: String,
    /// Its version.
    pub version: String,
    /// When it was issued, ISO.
    pub issued: String,
    /// Who issued it.
    pub publisher: Option<String>,
    /// Sentences with the claims expected of them.
    #[serde(default, rename = "case")]
    pub cases: Vec<PackCase>,
}

/// A sentence or a short paper, and what must be read in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackCase {
    /// What it shows.
    pub name: String,
    /// Kind of paper (`contract`, `rule` …).
    pub kind: String,
    /// The words.
    pub text: String,
    /// Claims that must be read; others may be.
    #[serde(default)]
    pub claims: Vec<WantedClaim>,
    /// Ids of duties that must not be claimed, with white space between.
    #[serde(default)]
    pub not: String,
}

/// A claim that a case expects.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedClaim {
    /// Duty id.
    pub duty: String,
    /// Party id.
    pub holder: String,
    /// Strength id, or any.
    pub strength: Option<String>,
}

/// Further words for a duty.
#[derive(Debug, Clone)]
pub struct Synonym {
    /// The duty.
    pub duty: DutyId,
    /// Words that name it by themselves.
    pub solo: Vec<String>,
    /// Ways of saying it in a clause.
    pub phrases: Vec<Phrase>,
    /// Other duties that the same words mean too, known to the author.
    pub beside: Vec<DutyId>,
}

/// A post, a room or a firm, and whose side it is on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The name, as its author wrote it.
    pub name: String,
    /// Whose side.
    #[serde(deserialize_with = "duty::side")]
    pub side: Party,
    /// The author knows that the name means another side elsewhere.
    #[serde(default)]
    pub overrules: bool,
}

/// How much findings of a rule matter here.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Rule id.
    pub rule: String,
    /// How much.
    #[serde(deserialize_with = "severity")]
    pub severity: Severity,
    /// How much before, once the pack lies on a catalogue.
    #[serde(skip)]
    was: Option<Severity>,
}

/// Something built in that a pack changes or shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overrule {
    /// `severity`, `post` or `words`.
    pub what: &'static str,
    /// Rule id, name of the post, or duty id.
    pub of: String,
    /// In one sentence for a reader.
    pub ja: String,
}

impl Pack {
    /// What of the built-in meaning it changes or shares, in the order of its files.
    pub fn overrules(&self, builtin: &Catalogue) -> Vec<Overrule> {
        let mut found = Vec::new();
        let own = self.duties.iter().map(|duty| (&duty.id, &duty.beside));
        let shared = own.chain(self.synonyms.iter().map(|synonym| (&synonym.duty, &synonym.beside)));
        for (duty, beside) in shared.filter(|(_, beside)| !beside.is_empty()) {
            let titles: Vec<&str> = beside.iter().map(|id| self.title(builtin, id)).collect();
            let ja =
                format!("「{}」の語の一部は、「{}」の語でもあります。", self.title(builtin, duty), titles.join("」「"));
            found.push(Overrule { what: "words", of: duty.to_string(), ja });
        }
        for post in self.posts.iter().filter(|post| post.overrules) {
            let ja = format!("「{}」を{}の側として読みます。", post.name, post.side.ja());
            found.push(Overrule { what: "post", of: post.name.clone(), ja });
        }
        for weight in &self.severities {
            let known = builtin.rules.iter().find(|rule| rule.id == weight.rule).map(|rule| rule.severity);
            let before = weight.was.or(known).map_or("", Severity::ja);
            let ja = format!("検査項目 {} の重要度を{before}から{}に変えます。", weight.rule, weight.severity.ja());
            found.push(Overrule { what: "severity", of: weight.rule.clone(), ja });
        }
        found
    }

    fn title<'a>(&'a self, builtin: &'a Catalogue, id: &'a DutyId) -> &'a str {
        self.duties.iter().find(|duty| duty.id == *id).map_or_else(|| builtin.title(id), |duty| &duty.title_ja)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    #[serde(default)]
    duty: Vec<RawDuty>,
    #[serde(default)]
    synonym: Vec<RawSynonym>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSynonym {
    duty: String,
    #[serde(default)]
    solo: String,
    #[serde(default)]
    phrase: Vec<RawPhrase>,
    #[serde(default)]
    beside: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostsFile {
    post: Vec<Post>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    #[serde(default)]
    required: Vec<Requirement>,
    #[serde(default)]
    severity: Vec<Weight>,
}

impl PackHead {
    /// Reads `pack.toml`.
    ///
    /// # Errors
    /// The place and the reason in TOML's own words.
    pub fn parse(text: &str) -> Result<PackHead, toml::de::Error> {
        toml::from_str(text)
    }
}

/// Reads a file of `duties/`: duties and synonyms, their words in any spelling.
///
/// # Errors
/// The place and the reason in TOML's own words.
pub fn parse_words(text: &str) -> Result<(Vec<Duty>, Vec<Synonym>), toml::de::Error> {
    let file: WordsFile = toml::from_str(text)?;
    let given = |mut phrase: Phrase| {
        phrase.given = true;
        phrase
    };
    let duties = file.duty.into_iter().map(|raw| {
        let mut duty = raw.spelt(spell);
        duty.given = std::mem::take(&mut duty.solo);
        duty.phrases = duty.phrases.into_iter().map(given).collect();
        duty
    });
    let synonyms = file.synonym.into_iter().map(|raw| Synonym {
        duty: DutyId::new(&raw.duty),
        solo: duty::words(&raw.solo, spell),
        phrases: raw.phrase.into_iter().map(|phrase| given(phrase.spelt(spell))).collect(),
        beside: raw.beside.split_whitespace().map(DutyId::new).collect(),
    });
    Ok((duties.collect(), synonyms.collect()))
}

/// Reads `posts.toml`.
///
/// # Errors
/// The place and the reason in TOML's own words.
pub fn parse_posts(text: &str) -> Result<Vec<Post>, toml::de::Error> {
    Ok(toml::from_str::<PostsFile>(text)?.post)
}

/// Reads `rules.toml`.
///
/// # Errors
/// The place and the reason in TOML's own words.
pub fn parse_rules(text: &str) -> Result<(Vec<Requirement>, Vec<Weight>), toml::de::Error> {
    let file: RulesFile = toml::from_str(text)?;
    Ok((file.required, file.severity))
}

impl Catalogue {
    /// The catalogue with a pack on top of it.
    #[must_use]
    pub fn with_pack(self, mut pack: Pack) -> Catalogue {
        let mut duties = self.duties.to_vec();
        duties.extend(pack.duties.iter().cloned());
        for synonym in &pack.synonyms {
            if let Some(duty) = duties.iter_mut().find(|duty| duty.id == synonym.duty) {
                duty.given.extend(synonym.solo.iter().cloned());
                duty.phrases.extend(synonym.phrases.iter().cloned());
            }
        }
        let mut with = self.with_duties(duties);
        if !pack.severities.is_empty() {
            let mut rules = with.rules.to_vec();
            for weight in &mut pack.severities {
                if let Some(rule) = rules.iter_mut().find(|rule| rule.id == weight.rule) {
                    weight.was = Some(std::mem::replace(&mut rule.severity, weight.severity));
                }
            }
            with.rules = lazy(move || rules);
        }
        if !pack.guidelines.is_empty() {
            let (builtin, own) = (with.guidelines.clone(), pack.guidelines.clone());
            with.guidelines = lazy(move || Guidelines::new(builtin.packs().iter().cloned().chain(own).collect()));
        }
        with.packs.push(pack);
        with
    }

    /// Names of posts that packs give, in the spelling in which texts are read, with whose side they are on.
    pub fn posts(&self) -> impl Iterator<Item = (String, Party)> {
        self.packs.iter().flat_map(|pack| &pack.posts).map(|post| (normal(&post.name), post.side))
    }

    /// What packs ask of a duty in a system that is supplied in this way: the pack and what it asks, or none.
    pub fn required(&self, duty: &DutyId, service: Option<Service>) -> Option<(&Pack, &Requirement)> {
        let all = self.packs.iter().flat_map(|pack| pack.required.iter().map(move |required| (pack, required)));
        all.into_iter().find(|(_, required)| required.duty == *duty && required.is_for(service))
    }
}
