//! The layouts that editions of forms share: in which words the columns and labels of a family are headed. In: the files under
//! `forms/layouts/`. Out: [`FormLayout`].

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::text::numbers::squeeze;

/// What a column of a form holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Row number.
    Number,
    /// Short title.
    Title,
    /// Question or content.
    Text,
    /// The answer in one cell.
    Answer,
    /// Its own column for はい.
    Yes,
    /// Its own column for いいえ.
    No,
    /// Its own column for 対象外.
    Na,
    /// Date of the first check.
    Date,
    /// 完了日 or 目標日.
    Done,
    /// Number of a remark.
    RemarkKey,
    /// Remark in words.
    Remark,
    /// Who does it, added by a hospital.
    Holder,
    /// Clause cited, added by a hospital.
    Clause,
    /// Duty and system of the row (`bck.take@ehr`), in forms that this program writes.
    Key,
    /// Known, and not needed.
    Other,
}

/// A line of the head of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Hospital's name.
    Hospital,
    /// Vendor's name.
    Vendor,
    /// Product or service.
    Product,
    /// System (role table).
    System,
    /// Version of the product.
    Version,
    /// 作成日.
    Created,
    /// 初回確認日.
    FirstCheck,
}

/// Where things stand in the forms of one family.
#[derive(Debug, Clone, Default)]
pub struct FormLayout {
    /// Headings of columns.
    pub columns: Vec<(Column, Heading)>,
    /// Sets of columns, one of which makes a row the head of a table.
    pub heads: Vec<Vec<Column>>,
    /// Labels of the head of the form.
    pub labels: Vec<(Label, Heading)>,
    /// Words over the block of remarks at the foot.
    pub remark_block: Vec<Heading>,
    /// Words with which the heading of a part begins.
    pub parts: Vec<String>,
    /// Beginnings of footnotes.
    pub notes: Vec<String>,
}

/// A word of a heading or label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    word: String,
    letters: usize,
    signs: u64,
    whole: bool,
}

/// A bit for each letter of a text, shared by many letters: a text that holds another one has all of its bits.
fn signs(text: &str) -> u64 {
    text.chars().fold(0, |signs, letter| signs | 1 << (u32::from(letter) % u64::BITS))
}

impl Heading {
    pub(super) fn new(word: &str) -> Heading {
        let bare = word.strip_prefix('=');
        let word = squeeze(bare.unwrap_or(word));
        Heading { letters: word.chars().count(), signs: signs(&word), word, whole: bare.is_some() }
    }

    /// The word without white space.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// How well a squeezed heading of so many letters fits: the number of letters that match, or none.
    /// A word that need not be the whole heading may have up to four letters beside it.
    fn fit(&self, heading: &str, letters: usize, signs: u64) -> Option<usize> {
        if self.signs & !signs != 0 {
            return None;
        }
        let is_all = heading == self.word;
        let fits = is_all || (!self.whole && letters <= self.letters + 4 && heading.contains(&self.word));
        // The whole heading outranks a longer word that it merely contains.
        fits.then_some(self.letters * 2 + usize::from(is_all))
    }
}

impl FormLayout {
    /// The column that a heading names: the longest word wins. Brackets after the words are left out (`回答(はい/いいえ)`).
    pub fn column(&self, heading: &str) -> Option<Column> {
        self.column_with_fit(heading).map(|(column, _)| column)
    }

    /// The same, and how well the heading fits: of two headings for one column, the better one is meant.
    pub fn column_with_fit(&self, heading: &str) -> Option<(Column, usize)> {
        best(&self.columns, heading)
    }

    /// The line of the head that a label names.
    pub fn label(&self, label: &str) -> Option<Label> {
        best(&self.labels, label).map(|(label, _)| label)
    }

    /// The words open the block of remarks.
    pub fn opens_remarks(&self, text: &str) -> bool {
        let text = squeeze(text);
        let bare = text.trim_matches(|c: char| "【】[]()〈〉<>■●:".contains(c));
        let (letters, signs) = (bare.chars().count(), signs(bare));
        self.remark_block.iter().any(|word| word.fit(bare, letters, signs).is_some())
    }
}

fn best<T: Copy>(words: &[(T, Heading)], text: &str) -> Option<(T, usize)> {
    let squeezed = squeeze(text);
    let bare = match squeezed.find('(') {
        Some(0) | None => squeezed.as_str(),
        Some(at) => &squeezed[..at],
    };
    let bare = bare.trim_end_matches([':', '*']);
    let (letters, signs) = (bare.chars().count(), signs(bare));
    words
        .iter()
        .filter_map(|&(what, ref word)| Some((what, word.fit(bare, letters, signs)?)))
        .max_by_key(|&(_, fit)| fit)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLayout {
    note: String,
    remark_block: Vec<String>,
    parts: Vec<String>,
    heads: Vec<Vec<Column>>,
    columns: BTreeMap<Column, String>,
    labels: BTreeMap<Label, String>,
}

pub(super) fn headings<T: Copy>(words: BTreeMap<T, String>) -> Vec<(T, Heading)> {
    words
        .into_iter()
        .flat_map(|(what, words)| words.split_whitespace().map(|word| (what, Heading::new(word))).collect::<Vec<_>>())
        .collect()
}

fn layout(text: &str) -> Result<FormLayout, toml::de::Error> {
    let raw: RawLayout = toml::from_str(text)?;
    Ok(FormLayout {
        columns: headings(raw.columns),
        heads: raw.heads,
        labels: headings(raw.labels),
        remark_block: raw.remark_block.iter().map(|word| Heading::new(word)).collect(),
        parts: raw.parts,
        notes: raw.note.split_whitespace().map(squeeze).collect(),
    })
}

const LAYOUTS: [(&str, &str); 4] = [
    ("role-table", include_str!("forms/layouts/role-table.toml")),
    ("disclosure", include_str!("forms/layouts/disclosure.toml")),
    ("checklist", include_str!("forms/layouts/checklist.toml")),
    ("questions", include_str!("forms/layouts/questions.toml")),
];

/// The embedded layouts by their names.
pub(super) fn layouts() -> &'static BTreeMap<&'static str, Arc<FormLayout>> {
    static READ: LazyLock<BTreeMap<&str, Arc<FormLayout>>> = LazyLock::new(|| {
        let read = |(id, text): &(&'static str, &str)| {
            let layout = layout(text).unwrap_or_else(|error| panic!("catalogue/forms/layouts/{id}: {error}"));
            (*id, Arc::new(layout))
        };
        LAYOUTS.iter().map(read).collect()
    });
    &READ
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn headings_name_their_columns() {
        let forms = crate::catalogue::edition::builtin();
        let layout = |kind| &forms.iter().find(|form| form.kind == kind).expect("an edition").layout;
        for (kind, heading, want) in [
            (Kind::Sds, "回答\n(はい/いいえ/対象外)", Some(Column::Answer)),
            (Kind::Sds, "備考番号", Some(Column::RemarkKey)),
            (Kind::Sds, "備 考", Some(Column::Remark)),
            (Kind::Mds, "はい", Some(Column::Yes)),
            (Kind::Mds, "質問", Some(Column::Text)),
            (Kind::Mds, "はいの場合は備考に記入してください", None),
            (Kind::RoleTable, "項番", Some(Column::Number)),
            (Kind::RoleTable, "初回確認\n(はい・いいえ)", Some(Column::Answer)),
            (Kind::RoleTable, "初回確認日", Some(Column::Date)),
            (Kind::RoleTable, "担当(実施者)", Some(Column::Holder)),
            (Kind::RoleTable, "条項(根拠)", Some(Column::Clause)),
            (Kind::RoleTable, "ガイドライン等関連部分", Some(Column::Other)),
            (Kind::ChecklistHospital, "確認結果(日付)", Some(Column::Answer)),
            (Kind::ChecklistHospital, "2回目", Some(Column::Other)),
        ] {
            assert_eq!(layout(kind).column(heading), want, "{heading}");
        }
    }
}
