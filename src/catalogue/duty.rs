//! The duties: what each is, in plain words, and the words by which papers speak of it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::cores;
use crate::model::{DutyId, Party};
use crate::text::normal;

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
    /// Duties that the same words mean too, known to the author of a group's pack.
    pub beside: Vec<DutyId>,
    /// Words that name the duty by themselves, in a heading, list item or table row.
    pub solo: Vec<String>,
    /// The same, given by a group's pack: they stand whatever the examples say.
    pub given: Vec<String>,
    /// False friends: words that are struck from the text before this duty's words are looked for.
    pub mask: Vec<String>,
    /// Ways of saying it in a clause.
    pub phrases: Vec<Phrase>,
    /// A sentence that claims the duty, or its heading, holds at least one of these.
    pub needs: Vec<String>,
    /// A sentence that holds one of these does not claim the duty, whatever else it says.
    pub bars: Vec<String>,
    /// Words that make it another duty.
    pub instead: Vec<Instead>,
}

/// Words that make a duty another one: a record of who entered a room is no access log.
#[derive(Debug, Clone)]
pub struct Instead {
    /// One of these stands in the sentence.
    pub words: Vec<String>,
    /// And none of these.
    pub unless: Vec<String>,
    /// The other duty.
    pub duty: DutyId,
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
    /// A group's pack gave it: it stands whatever the examples say.
    pub given: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    duty: Vec<RawDuty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDuty {
    id: String,
    title_ja: String,
    title_en: String,
    plain_ja: String,
    plain_en: String,
    counts_ja: Vec<String>,
    #[serde(default)]
    not_ja: Vec<String>,
    ask_ja: String,
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
    beside: String,
    #[serde(default)]
    solo: String,
    #[serde(default)]
    mask: String,
    #[serde(default)]
    phrase: Vec<RawPhrase>,
    #[serde(default)]
    needs: String,
    #[serde(default)]
    bars: String,
    #[serde(default)]
    instead: Vec<RawInstead>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInstead {
    words: String,
    #[serde(default)]
    unless: String,
    duty: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPhrase {
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

pub(super) fn side<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Party, D::Error> {
    let word = String::deserialize(from)?;
    Party::ALL
        .into_iter()
        .find(|party| party.id() == word)
        .ok_or_else(|| serde::de::Error::custom(format!("unknown party `{word}`")))
}

/// Words that mean one thing wherever they stand, by the name of their family.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Families {
    /// Verbs in their dictionary form.
    pub(super) verb: BTreeMap<String, String>,
    /// Nouns.
    pub(super) noun: BTreeMap<String, String>,
}

pub(super) static FAMILIES: LazyLock<Families> =
    LazyLock::new(|| toml::from_str(include_str!("families.toml")).expect("catalogue/families is read by a test"));

/// Words written with white space between; `@tell` stands for all words of a family.
pub(super) fn words(text: &str, spell: fn(&str) -> String) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        match word.strip_prefix('@').and_then(|name| FAMILIES.verb.get(name).or_else(|| FAMILIES.noun.get(name))) {
            Some(family) => words.extend(family.split_whitespace().map(normal)),
            None => words.push(spell(word)),
        }
    }
    words
}

impl RawPhrase {
    pub(super) fn spelt(self, spell: fn(&str) -> String) -> Phrase {
        Phrase {
            object: words(&self.object, spell),
            act: words(&self.act, spell),
            with: words(&self.with, spell),
            unless: words(&self.unless, spell),
            half: self.half,
            given: false,
        }
    }
}

impl RawDuty {
    /// The duty, each of its words put into the spelling in which it is looked for.
    pub(super) fn spelt(self, spell: fn(&str) -> String) -> Duty {
        let words = |text: &str| words(text, spell);
        let phrases = self.phrase.into_iter().map(|phrase| phrase.spelt(spell));
        let instead = self.instead.into_iter().map(|instead| Instead {
            words: words(&instead.words),
            unless: words(&instead.unless),
            duty: DutyId::new(&instead.duty),
        });
        Duty {
            id: DutyId::new(&self.id),
            title_ja: self.title_ja,
            title_en: self.title_en,
            plain_ja: self.plain_ja,
            plain_en: self.plain_en,
            counts_ja: self.counts_ja,
            not_ja: self.not_ja,
            ask_ja: self.ask_ja,
            weight: self.weight,
            halves: self.halves,
            ban_is_measure: self.ban_is_measure,
            deciding_counts: self.deciding_counts,
            yields_to: self.yields_to.split_whitespace().map(str::to_owned).collect(),
            vendor_reads_as: self.vendor_reads_as,
            beside: self.beside.split_whitespace().map(DutyId::new).collect(),
            solo: words(&self.solo),
            given: Vec::new(),
            mask: words(&self.mask),
            phrases: phrases.collect(),
            needs: words(&self.needs),
            bars: words(&self.bars),
            instead: instead.collect(),
        }
    }
}

/// A word in the spelling in which texts are read; parts that need not touch stand with `~` between.
pub(super) fn spell(word: &str) -> String {
    word.split('~').map(normal).collect::<Vec<_>>().join("~")
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

/// Reads a file of duties from outside. Its words may be in any spelling.
///
/// # Errors
/// The place and the reason in TOML's own words.
pub fn parse(text: &str) -> Result<Vec<Duty>, toml::de::Error> {
    Ok(toml::from_str::<File>(text)?.duty.into_iter().map(|duty| duty.spelt(spell)).collect())
}

/// The built-in duties. Their words are spelt in the files as they are looked for; a test holds that.
pub(super) fn builtin() -> Vec<Duty> {
    let read = |(name, text): &(&str, &str)| -> Vec<Duty> {
        let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("catalogue/duties/{name}: {error}"));
        file.duty.into_iter().map(|duty| duty.spelt(str::to_owned)).collect()
    };
    cores::each(&FILES, |(_, text)| text.len(), read, |_| {}).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields that hold words.
    const FIELDS: [&str; 9] = ["solo", "mask", "object", "act", "with", "unless", "needs", "bars", "words"];

    /// A file with the words of all its fields spelt as they are looked for, and nothing else touched.
    fn respelt(file: &str) -> String {
        let mut inside = false;
        let lines = file.split_inclusive('\n').map(|line| {
            let begins = FIELDS.iter().any(|field| line.starts_with(&format!("{field} = \"")));
            let is_words = inside || begins;
            inside ^= line.contains("\"\"\"");
            match is_words {
                true => line.split_inclusive([' ', '"', '\n']).map(token).collect(),
                false => line.to_owned(),
            }
        });
        lines.collect()
    }

    fn token(word: &str) -> String {
        let bare = word.trim_end_matches([' ', '"', '\n']);
        format!("{}{}", spell(bare), &word[bare.len()..])
    }

    #[test]
    fn words_are_spelt_as_they_are_looked_for() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/catalogue/duties");
        for entry in std::fs::read_dir(folder).expect("the duties") {
            let path = entry.expect("a file").path();
            let file = std::fs::read_to_string(&path).expect("text");
            let respelt = respelt(&file);
            if std::env::var_os("UPDATE").is_some() && file != respelt {
                std::fs::write(&path, &respelt).expect("a file that can be written");
            } else if let Some((kept, want)) = file.lines().zip(respelt.lines()).find(|(kept, want)| kept != want) {
                let path = path.display();
                panic!("{path}: run UPDATE=1 cargo test --lib catalogue::duty to turn\n{kept}\ninto\n{want}");
            }
        }
    }

    #[test]
    fn words_from_outside_may_be_in_any_spelling() {
        let with = |act: &str| {
            let file = format!(
                "[[duty]]\nid = \"x.y\"\ntitle_ja = \"\"\ntitle_en = \"\"\nplain_ja = \"\"\nplain_en = \"\"\ncounts_ja = []\n\
                 ask_ja = \"\"\nweight = 1\nsolo = \"サーバー\"\n[[duty.phrase]]\nobject = \"サーバー~ユーザー\"\nact = \"{act}\"\n"
            );
            parse(&file).expect("a duty").remove(0)
        };
        let duty = with("切り離す");
        assert_eq!((duty.solo[0].as_str(), duty.phrases[0].object[0].as_str()), ("サーバ", "サーバ~ユーザ"));
        assert_eq!(duty.phrases[0].act, ["切離す"]);
    }
}
