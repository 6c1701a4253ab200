//! The duties: what each is, in plain words, and the words by which papers speak of it.

use serde::Deserialize;

use crate::model::{DutyId, Party};

/// One duty: an object and an act.
#[derive(Debug, Clone)]
pub struct Duty {
    /// The id, such as `bck.take`.
    pub id: DutyId,
    /// Japanese title.
    pub title_ja: String,
    /// English title.
    pub title_en: String,
    /// What it is and why it matters, in two or three sentences for a clerk.
    pub plain_ja: String,
    /// The same in English.
    pub plain_en: String,
    /// What counts as this duty.
    pub counts_ja: Vec<String>,
    /// What shares its words and does not count.
    pub not_ja: Vec<String>,
    /// What to ask the other side for when the duty hangs, as a clause or a question (one sentence).
    pub ask_ja: String,
    /// Themes of guideline chapters that ask for it, as topics (`運用編 11 運用管理`), only where certain.
    pub themes: Vec<String>,
    /// How much a gap here matters: 3 can stop care or lose data, 2 weakens a defence, 1 is order.
    pub weight: u8,
    /// The halves of a duty in which both sides must act; empty for others.
    pub halves: Vec<Half>,
    /// A ban is itself the measure (no USB, no storage abroad).
    pub ban_is_measure: bool,
    /// Deciding whether to do it is part of the duty (cutting the line).
    pub deciding_counts: bool,
    /// Duties before which this one steps back where one sentence says both of one party: theirs is the narrower reading.
    pub yields_to: Vec<String>,
    /// The duty that the same words mean when the vendor is the one bound (taking data out: staff or maintenance).
    pub vendor_reads_as: Option<String>,
    /// Words that name the duty by themselves, in a heading, list item or table row.
    pub solo: Vec<String>,
    /// False friends: words that are struck from the text before this duty's words are looked for.
    pub mask: Vec<String>,
    /// Ways of saying it in a clause.
    pub phrases: Vec<Phrase>,
}

/// One half of a duty in which both sides must act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Half {
    /// Id, such as `ask` or `approve`.
    pub id: String,
    /// What it is, for a clerk (`申請する側`).
    pub ja: String,
    /// Who usually has it.
    #[serde(deserialize_with = "side")]
    pub side: Party,
}

/// One way of saying a duty in a clause: one of `object` and one of `act`.
#[derive(Debug, Clone, Default)]
pub struct Phrase {
    /// Words of the object; empty when the act alone says it.
    pub object: Vec<String>,
    /// Verbs in their dictionary form (`取得する`, `確かめる`, `残す`).
    pub act: Vec<String>,
    /// At least one of these must stand in the clause, its heading or its lead-in.
    pub with: Vec<String>,
    /// None of these may stand in the clause.
    pub unless: Vec<String>,
    /// The half of the duty that this says.
    pub half: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    duty: Vec<RawDuty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDuty {
    id: String,
    title_ja: String,
    title_en: String,
    plain_ja: String,
    plain_en: String,
    counts_ja: Vec<String>,
    #[serde(default)]
    not_ja: Vec<String>,
    ask_ja: String,
    #[serde(default)]
    themes: Vec<String>,
    weight: u8,
    #[serde(default)]
    halves: Vec<Half>,
    #[serde(default)]
    ban_is_measure: bool,
    #[serde(default)]
    deciding_counts: bool,
    #[serde(default)]
    yields_to: String,
    #[serde(default)]
    vendor_reads_as: Option<String>,
    #[serde(default)]
    solo: String,
    #[serde(default)]
    mask: String,
    #[serde(default)]
    phrase: Vec<RawPhrase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPhrase {
    #[serde(default)]
    object: String,
    act: String,
    #[serde(default)]
    with: String,
    #[serde(default)]
    unless: String,
    #[serde(default)]
    half: Option<String>,
}

fn side<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Party, D::Error> {
    let word = String::deserialize(from)?;
    Party::ALL
        .into_iter()
        .find(|party| party.id() == word)
        .ok_or_else(|| serde::de::Error::custom(format!("unknown party `{word}`")))
}

/// Words are written with white space between.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

impl From<RawDuty> for Duty {
    fn from(raw: RawDuty) -> Duty {
        Duty {
            id: DutyId::new(&raw.id),
            title_ja: raw.title_ja,
            title_en: raw.title_en,
            plain_ja: raw.plain_ja,
            plain_en: raw.plain_en,
            counts_ja: raw.counts_ja,
            not_ja: raw.not_ja,
            ask_ja: raw.ask_ja,
            themes: raw.themes,
            weight: raw.weight,
            halves: raw.halves,
            ban_is_measure: raw.ban_is_measure,
            deciding_counts: raw.deciding_counts,
            yields_to: words(&raw.yields_to),
            vendor_reads_as: raw.vendor_reads_as,
            solo: words(&raw.solo),
            mask: words(&raw.mask),
            phrases: raw
                .phrase
                .into_iter()
                .map(|phrase| Phrase {
                    object: words(&phrase.object),
                    act: words(&phrase.act),
                    with: words(&phrase.with),
                    unless: words(&phrase.unless),
                    half: phrase.half,
                })
                .collect(),
        }
    }
}

/// The embedded files, one an area, in the order of the reports.
const FILES: [(&str, &str); 15] = [
    ("gov", include_str!("duties/gov.toml")),
    ("sel", include_str!("duties/sel.toml")),
    ("ast", include_str!("duties/ast.toml")),
    ("acc", include_str!("duties/acc.toml")),
    ("log", include_str!("duties/log.toml")),
    ("vul", include_str!("duties/vul.toml")),
    ("net", include_str!("duties/net.toml")),
    ("mnt", include_str!("duties/mnt.toml")),
    ("sla", include_str!("duties/sla.toml")),
    ("inf", include_str!("duties/inf.toml")),
    ("bck", include_str!("duties/bck.toml")),
    ("inc", include_str!("duties/inc.toml")),
    ("bcp", include_str!("duties/bcp-phy.toml")),
    ("rec", include_str!("duties/rec.toml")),
    ("end", include_str!("duties/sub-end.toml")),
];

/// Reads one file of duties.
///
/// # Errors
/// The place and the reason in TOML's own words.
pub fn parse(text: &str) -> Result<Vec<Duty>, toml::de::Error> {
    Ok(toml::from_str::<File>(text)?.duty.into_iter().map(Duty::from).collect())
}

pub(super) fn builtin() -> Vec<Duty> {
    FILES
        .iter()
        .flat_map(|(name, text)| parse(text).unwrap_or_else(|error| panic!("catalogue/duties/{name}: {error}")))
        .collect()
}
