//! Editions of forms, one data file each. In: the files under `forms/`. Out: [`FormEdition`]s, which say by which signs an edition
//! is recognised. Official wording of questions is never here: rows come from the paper.

use std::collections::BTreeMap;
use std::sync::Arc;

use regex::Regex;
use serde::Deserialize;

use super::form::{Column, FormLayout, headings, layouts};
use crate::model::{Date, Kind};
use crate::text::numbers::squeeze;

/// One edition of a form.
#[derive(Debug, Clone)]
pub struct FormEdition {
    /// File name without ending (`sds-5.0`).
    pub id: String,
    /// What kind of form it is.
    pub kind: Kind,
    /// The edition's own name (`5.0`, `2024-06`, `R7`).
    pub edition: String,
    /// Its name for a person, where that is not the edition itself.
    pub name: Option<String>,
    /// Titles, each a set of words that must all stand in one line.
    pub titles: Vec<Vec<String>>,
    /// Versions or fiscal years under which the paper names itself.
    pub versions: Vec<String>,
    /// Numbers under which its issuer lists it (`24-005`).
    pub numbers: Vec<String>,
    /// Edition of the hospital guideline that the form answers (`6.0`), where it answers one.
    pub guideline: Option<String>,
    /// The first day of the month in which it came out, at the earliest.
    pub since: Option<Date>,
    /// How questions cite the guideline.
    pub references: Option<Regex>,
    /// Labels of the head that only this kind has.
    pub labels: Vec<String>,
    /// Sets of column headings that give the kind away.
    pub heads: Vec<Vec<String>>,
    /// Words of sheet names.
    pub sheets: Vec<String>,
    /// Where things stand.
    pub layout: Arc<FormLayout>,
    /// Little papers that are read as this edition, or are not.
    pub cases: Vec<FormCase>,
}

/// A little paper of an edition's file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormCase {
    /// What it shows.
    pub name: String,
    /// It is read as this edition.
    pub matches: bool,
    /// Rows of cells with `|` between.
    pub lines: Vec<String>,
    /// How many rows are read, where that is shown.
    pub rows: Option<usize>,
    /// Words of a notice that there must be.
    pub notice: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    kind: String,
    edition: String,
    name: Option<String>,
    layout: String,
    titles: Vec<String>,
    #[serde(default)]
    versions: Vec<String>,
    #[serde(default)]
    numbers: Vec<String>,
    guideline: Option<String>,
    since: Option<String>,
    references: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    heads: Vec<String>,
    #[serde(default)]
    sheets: Vec<String>,
    /// Headings of columns that only this edition has.
    #[serde(default)]
    columns: BTreeMap<Column, String>,
    #[serde(rename = "case", default)]
    cases: Vec<FormCase>,
}

impl FormEdition {
    /// Reads an edition file; `id` is its name without ending.
    ///
    /// # Errors
    /// What is wrong with it, in the parser's words.
    pub fn parse(id: &str, text: &str) -> Result<FormEdition, String> {
        let raw: Raw = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        let set = |words: &String| words.split_whitespace().map(squeeze).collect();
        let month = |text: &String| {
            Date::iso(&format!("{text}-01")).ok_or_else(|| format!("since `{text}` is no month such as 2024-09"))
        };
        let pattern =
            |text: &String| Regex::new(text).map_err(|_| format!("references `{text}` is no regular expression"));
        let mut layout =
            layouts().get(raw.layout.as_str()).cloned().ok_or_else(|| format!("unknown layout `{}`", raw.layout))?;
        if !raw.columns.is_empty() {
            Arc::make_mut(&mut layout).columns.extend(headings(raw.columns));
        }
        Ok(FormEdition {
            id: id.to_owned(),
            kind: Kind::from_id(&raw.kind).ok_or_else(|| format!("unknown kind `{}`", raw.kind))?,
            edition: raw.edition,
            name: raw.name,
            titles: raw.titles.iter().map(set).collect(),
            versions: raw.versions.iter().map(|word| squeeze(word)).collect(),
            numbers: raw.numbers,
            guideline: raw.guideline,
            since: raw.since.as_ref().map(month).transpose()?,
            references: raw.references.as_ref().map(pattern).transpose()?,
            labels: raw.labels.iter().map(|word| squeeze(word)).collect(),
            heads: raw.heads.iter().map(set).collect(),
            sheets: raw.sheets.iter().map(|word| squeeze(word)).collect(),
            layout,
            cases: raw.cases,
        })
    }

    /// Its name for a person.
    pub fn ja(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.edition)
    }
}

/// The names of the layouts that an edition may have.
pub fn layout_names() -> Vec<&'static str> {
    layouts().keys().copied().collect()
}

/// The layout of that name, or none.
pub fn layout_named(name: &str) -> Option<&'static FormLayout> {
    layouts().get(name).map(AsRef::as_ref)
}

/// Every embedded edition file: its name without ending, and its text. Of one kind, older editions stand first.
pub const FORM_FILES: &[(&str, &str)] = &[
    ("role-table-2024-06", include_str!("forms/role-table-2024-06.toml")),
    ("mds-3.0a", include_str!("forms/mds-3.0a.toml")),
    ("mds-4.0", include_str!("forms/mds-4.0.toml")),
    ("mds-4.1", include_str!("forms/mds-4.1.toml")),
    ("mds-5.0", include_str!("forms/mds-5.0.toml")),
    ("sds-4.0", include_str!("forms/sds-4.0.toml")),
    ("sds-4.1", include_str!("forms/sds-4.1.toml")),
    ("sds-5.0", include_str!("forms/sds-5.0.toml")),
    ("checklist-hospital-bcp-2024-06", include_str!("forms/checklist-hospital-bcp-2024-06.toml")),
    ("checklist-hospital-r5", include_str!("forms/checklist-hospital-r5.toml")),
    ("checklist-hospital-r6", include_str!("forms/checklist-hospital-r6.toml")),
    ("checklist-hospital-r7", include_str!("forms/checklist-hospital-r7.toml")),
    ("checklist-hospital-r8", include_str!("forms/checklist-hospital-r8.toml")),
    ("checklist-vendor-r5", include_str!("forms/checklist-vendor-r5.toml")),
    ("checklist-vendor-r6", include_str!("forms/checklist-vendor-r6.toml")),
    ("checklist-vendor-r7", include_str!("forms/checklist-vendor-r7.toml")),
    ("checklist-vendor-r8", include_str!("forms/checklist-vendor-r8.toml")),
    ("disclosure-questions-1", include_str!("forms/disclosure-questions-1.toml")),
];

pub(super) fn builtin() -> Vec<FormEdition> {
    let read = |(id, text): &(&str, &str)| {
        FormEdition::parse(id, text).unwrap_or_else(|error| panic!("catalogue/forms/{id}: {error}"))
    };
    FORM_FILES.iter().map(read).collect()
}
