//! Guidelines: which part of which edition asks for a duty, and what silence means there. In: one data file an edition.
//! Out: [`Guidelines`], which give the [`Basis`] of a duty for the edition that a run is judged by.

use serde::Deserialize;

use crate::model::{DutyId, Guideline, Lang};

/// One edition of a guideline, checklist, form or group policy.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelinePack {
    /// The id, equal to the file's name.
    pub id: String,
    /// What sort of text it is.
    pub kind: GuidelineKind,
    /// Its title as published.
    pub title: String,
    /// The title as it is cited, where that is shorter.
    short: Option<String>,
    /// The edition as it is cited (`第7.0版`).
    pub edition: String,
    /// Who issued it.
    pub publisher: String,
    /// When, as far as known: year, year and month, or a whole ISO date.
    pub issued: String,
    /// Where it, or a public copy, can be read.
    pub urls: Vec<String>,
    /// Ids of the editions of the hospital guideline with which it is used; all when empty.
    #[serde(default)]
    serves: Vec<String>,
    follows: Option<Follows>,
    #[serde(default)]
    silence: Vec<Silence>,
    #[serde(default)]
    reference: Vec<Reference>,
    #[serde(default)]
    without: Vec<Without>,
}

/// What sort of text a guideline pack is. Sorts by weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuidelineKind {
    /// The hospital guideline, to which inspectors and forms refer.
    Hospital,
    /// The provider guideline, asked of vendors.
    Provider,
    /// The yearly checklist.
    Checklist,
    /// The role table.
    RoleTable,
    /// Criteria of a fee.
    Fees,
    /// A policy of a group of hospitals.
    Group,
}

/// How surely a reference is known. Sorts surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Certainty {
    /// Read in the text.
    #[serde(rename = "seen")]
    Seen,
    /// Told by others who cite the text.
    #[serde(rename = "seen-2nd")]
    SecondHand,
    /// Read in a draft.
    #[serde(rename = "draft")]
    Draft,
    /// From memory.
    #[serde(rename = "recalled")]
    Recalled,
    /// Concluded from other texts.
    #[serde(rename = "inferred")]
    Inferred,
}

impl Certainty {
    /// The word used in data and JSON.
    pub fn id(self) -> &'static str {
        match self {
            Certainty::Seen => "seen",
            Certainty::SecondHand => "seen-2nd",
            Certainty::Draft => "draft",
            Certainty::Recalled => "recalled",
            Certainty::Inferred => "inferred",
        }
    }

    /// How it is known, in words for a reader.
    pub fn in_words(self, lang: Lang) -> &'static str {
        match self {
            Certainty::Seen => lang.pick("原文で確認済み", "read in the text"),
            Certainty::SecondHand => lang.pick("原文を引く資料で確認", "told by others who cite the text"),
            Certainty::Draft => lang.pick("要確認: 案の段階の文書による", "to be checked: read in a draft"),
            Certainty::Recalled => lang.pick("要確認: 原文を見ていない", "to be checked: from memory"),
            Certainty::Inferred => lang.pick("要確認: 推定", "to be checked: a guess"),
        }
    }

    /// A reader should look it up before relying on it.
    pub fn is_doubtful(self) -> bool {
        self > Certainty::SecondHand
    }
}

/// What silence of the papers means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    #[serde(default, deserialize_with = "ids")]
    duties: Vec<DutyId>,
    /// Where the text says so.
    pub place: Option<String>,
    /// What it means, in one or two sentences.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// How surely it is known.
    pub certainty: Certainty,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Follows {
    pack: String,
    certainty: Certainty,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    place: String,
    certainty: Certainty,
    #[serde(deserialize_with = "ids")]
    duties: Vec<DutyId>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Without {
    #[serde(deserialize_with = "ids")]
    duties: Vec<DutyId>,
    ja: String,
    en: String,
}

/// Ids written with white space between.
fn ids<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<DutyId>, D::Error> {
    Ok(String::deserialize(from)?.split_whitespace().map(DutyId::new).collect())
}

impl GuidelinePack {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// The place and the reason in TOML's own words.
    pub fn parse(text: &str) -> Result<GuidelinePack, toml::de::Error> {
        toml::from_str(text)
    }

    /// The name by which it is cited, with its edition: `安全管理ガイドライン第7.0版`, `…チェックリスト(令和7年度版)`.
    pub fn cited(&self) -> String {
        let title = self.short.as_deref().unwrap_or(&self.title);
        if self.edition.starts_with('第') {
            format!("{title}{}", self.edition)
        } else {
            format!("{title}({})", self.edition)
        }
    }

    /// It is used where a run is judged by that edition of the hospital guideline.
    pub fn serves(&self, guideline: Guideline) -> bool {
        self.serves.is_empty() || self.serves.iter().any(|id| id == guideline.id())
    }

    /// Every duty that it names, with the pointer to the part that names it (`/reference/3/duties`).
    pub fn named(&self) -> Vec<(&DutyId, String)> {
        let references = self.reference.iter().map(|one| &one.duties);
        let silences = self.silence.iter().map(|one| &one.duties);
        let without = self.without.iter().map(|one| &one.duties);
        let parts: [(&str, Vec<&Vec<DutyId>>); 3] =
            [("reference", references.collect()), ("silence", silences.collect()), ("without", without.collect())];
        let mut named = Vec::new();
        for (part, lists) in parts {
            for (at, duties) in lists.into_iter().enumerate() {
                named.extend(duties.iter().map(|id| (id, format!("/{part}/{at}/duties"))));
            }
        }
        named
    }

    /// The id of the pack whose references it keeps where it has none, or none.
    pub fn followed(&self) -> Option<&str> {
        self.follows.as_ref().map(|follows| follows.pack.as_str())
    }
}

/// A part of a guideline that asks for a duty.
#[derive(Debug, Clone)]
pub struct Basis<'a> {
    /// The edition that the run is judged by.
    pub pack: &'a GuidelinePack,
    /// The older edition in which the part was found, where `pack` itself names none.
    pub found_in: Option<&'a GuidelinePack>,
    /// Part, chapter and title.
    pub place: &'a str,
    /// How surely it is known.
    pub certainty: Certainty,
}

impl Basis<'_> {
    /// The citation alone: `安全管理ガイドライン第7.0版 保守委託機関編 10`.
    pub fn citation(&self) -> String {
        format!("{} {}", self.found_in.unwrap_or(self.pack).cited(), self.place)
    }

    /// The citation, with (要確認) where it is uncertain.
    pub fn in_words(&self) -> String {
        let doubt = match self.found_in {
            Some(_) if self.certainty.is_doubtful() => format!("({}での箇所は要確認)", self.pack.edition),
            _ if self.certainty.is_doubtful() => "(要確認)".to_owned(),
            _ => String::new(),
        };
        format!("{}{doubt}", self.citation())
    }
}

/// All guideline packs.
#[derive(Debug, Clone)]
pub struct Guidelines {
    packs: Vec<GuidelinePack>,
}

impl Guidelines {
    /// Puts packs together; those with the id of an earlier one are the caller's mistake.
    pub fn new(packs: Vec<GuidelinePack>) -> Guidelines {
        Guidelines { packs }
    }

    /// Every pack, in the order in which they are read.
    pub fn packs(&self) -> &[GuidelinePack] {
        &self.packs
    }

    /// The packs that are used with that edition of the hospital guideline.
    pub fn serving(&self, guideline: Guideline) -> impl Iterator<Item = &GuidelinePack> {
        self.packs.iter().filter(move |pack| pack.serves(guideline))
    }

    /// Those packs, and the older ones whose references they keep.
    pub fn used(&self, guideline: Guideline) -> impl Iterator<Item = &GuidelinePack> {
        let is_followed = move |id: &str| self.serving(guideline).any(|pack| pack.followed() == Some(id));
        self.packs.iter().filter(move |pack| pack.serves(guideline) || is_followed(&pack.id))
    }

    /// The one part that a report cites beside a duty: the weightiest of those that are sure, else the surest.
    pub fn chief(&self, duty: &DutyId, guideline: Guideline) -> Option<Basis<'_>> {
        self.basis(duty, guideline).into_iter().min_by_key(|basis| basis.certainty.is_doubtful())
    }

    /// What asks for a duty where a run is judged by that edition: by kind of text, then surest first.
    pub fn basis(&self, duty: &DutyId, guideline: Guideline) -> Vec<Basis<'_>> {
        let mut found: Vec<Basis<'_>> = self.serving(guideline).flat_map(|pack| self.in_pack(pack, duty)).collect();
        found.sort_by_key(|basis| (basis.pack.kind, basis.certainty));
        found
    }

    fn in_pack<'a>(&'a self, pack: &'a GuidelinePack, duty: &DutyId) -> Vec<Basis<'a>> {
        let of = |from: &'a GuidelinePack, found_in: Option<&'a GuidelinePack>, least: Certainty| -> Vec<Basis<'a>> {
            let asking = from.reference.iter().filter(|reference| reference.duties.contains(duty));
            let basis = asking.map(|reference| Basis {
                pack,
                found_in,
                place: &reference.place,
                certainty: reference.certainty.max(least),
            });
            basis.collect()
        };
        let own = of(pack, None, Certainty::Seen);
        let Some(follows) = pack.follows.as_ref().filter(|_| own.is_empty()) else { return own };
        match self.packs.iter().find(|other| other.id == follows.pack) {
            Some(other) => of(other, Some(other), follows.certainty),
            None => own,
        }
    }

    /// What silence on a duty means in that edition, what is said of this duty alone first.
    pub fn silence(&self, duty: &DutyId, guideline: Guideline) -> Vec<(&GuidelinePack, &Silence)> {
        let all = self.serving(guideline).flat_map(|pack| pack.silence.iter().map(move |silence| (pack, silence)));
        let mut found: Vec<_> =
            all.filter(|(_, silence)| silence.duties.is_empty() || silence.duties.contains(duty)).collect();
        found.sort_by_key(|(_, silence)| silence.duties.is_empty());
        found
    }

    /// Why no part of the hospital guideline asks for a duty, or none.
    pub fn without(&self, duty: &DutyId, guideline: Guideline, lang: Lang) -> Option<&str> {
        let all = self.serving(guideline).flat_map(|pack| &pack.without);
        let found = all.into_iter().find(|without| without.duties.contains(duty))?;
        Some(lang.pick(found.ja.as_str(), found.en.as_str()))
    }
}

/// The embedded files.
const FILES: [(&str, &str); 9] = [
    ("hospital-7.0", include_str!("guidelines/hospital-7.0.toml")),
    ("hospital-6.0", include_str!("guidelines/hospital-6.0.toml")),
    ("provider-2.0", include_str!("guidelines/provider-2.0.toml")),
    ("provider-1.1", include_str!("guidelines/provider-1.1.toml")),
    ("checklist-r8", include_str!("guidelines/checklist-r8.toml")),
    ("checklist-r7", include_str!("guidelines/checklist-r7.toml")),
    ("role-table-2024-06", include_str!("guidelines/role-table-2024-06.toml")),
    ("fees-r8", include_str!("guidelines/fees-r8.toml")),
    ("fees-r6", include_str!("guidelines/fees-r6.toml")),
];

pub(super) fn builtin() -> Guidelines {
    let read = |(name, text): &(&str, &str)| -> GuidelinePack {
        GuidelinePack::parse(text).unwrap_or_else(|error| panic!("catalogue/guidelines/{name}: {error}"))
    };
    Guidelines::new(FILES.iter().map(read).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::catalogue::duty;

    #[test]
    fn every_pack_bears_its_file_name_and_names_known_duties_and_packs() {
        let duties: BTreeSet<DutyId> = duty::builtin().into_iter().map(|duty| duty.id).collect();
        let all = builtin();
        for (pack, (name, _)) in all.packs().iter().zip(FILES) {
            assert_eq!(pack.id, name);
            assert!(!pack.urls.is_empty() && pack.urls.iter().all(|url| url.starts_with("https://")), "{name}: urls");
            for (duty, place) in pack.named() {
                assert!(duties.contains(duty), "{name}{place}: {duty}");
            }
            if let Some(other) = pack.followed() {
                assert!(all.packs().iter().any(|known| known.id == other), "{name} follows {other}");
            }
            for id in &pack.serves {
                assert!(Guideline::ALL.iter().any(|known| known.id() == id), "{name} serves {id}");
            }
        }
    }

    #[test]
    fn every_duty_rests_on_the_hospital_guideline_or_the_pack_says_why_not() {
        let all = builtin();
        for guideline in Guideline::ALL {
            for duty in duty::builtin() {
                let basis = all.basis(&duty.id, guideline);
                let rests = basis.iter().any(|basis| basis.pack.kind == GuidelineKind::Hospital);
                let excused = all.without(&duty.id, guideline, Lang::Ja).is_some();
                assert!(rests != excused, "{} in {}", duty.id, guideline.id());
                assert!(!all.silence(&duty.id, guideline).is_empty(), "{}: silence", duty.id);
            }
        }
    }

    #[test]
    fn the_basis_hangs_on_the_edition_and_says_how_sure_it_is() {
        let all = builtin();
        for (duty, guideline, first) in [
            ("vul.server", Guideline::V7_0, "安全管理ガイドライン第7.0版 保守委託機関編 図1"),
            (
                "vul.server",
                Guideline::V6_0,
                "安全管理ガイドライン第6.0版 システム運用編 9 ソフトウェア・サービス(要確認)",
            ),
            ("gov.rules", Guideline::V6_0, "安全管理ガイドライン第6.0版 企画管理編 4 規程・文書類の整備"),
            (
                "gov.rules",
                Guideline::V7_0,
                "安全管理ガイドライン第6.0版 企画管理編 4 規程・文書類の整備(第7.0版での箇所は要確認)",
            ),
            (
                "sla.level",
                Guideline::V7_0,
                "提供事業者ガイドライン第1.1版 別紙1 サービス仕様適合開示書・SLAの例(第2.0版での箇所は要確認)",
            ),
        ] {
            let found = all.basis(&DutyId::new(duty), guideline);
            assert_eq!(found.first().map(Basis::in_words).as_deref(), Some(first), "{duty}");
        }
        let silence = all.silence(&DutyId::new("vul.server"), Guideline::V7_0);
        assert!(silence[0].1.ja.contains("明記"), "{silence:?}");
    }
}
