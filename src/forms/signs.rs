//! Which edition a form is, by its signs. In: its kind, head and rows. Out: [`Edition`], with a sentence for a person where signs
//! disagree or are missing. Nothing falls back to the newest edition in silence.

use super::head::Head;
use crate::catalogue::{Catalogue, FormEdition};
use crate::model::{Kind, Row};
use crate::text::numbers::narrow;

/// An edition, and what its signs left open.
#[derive(Debug, Default)]
pub(super) struct Edition {
    /// The edition's own name, or the name that the paper prints.
    pub edition: Option<String>,
    /// Sentences for a person.
    pub doubts: Vec<String>,
}

/// A sign in the paper, and the editions that bear it.
struct Sign<'a> {
    /// The sign for a person: `版の表示「4.1」`.
    what: String,
    editions: Vec<&'a FormEdition>,
}

impl Sign<'_> {
    /// `4.0・4.1`
    fn names(&self) -> String {
        self.editions.iter().map(|form| form.ja()).collect::<Vec<_>>().join("・")
    }
}

/// The edition of a form by its signs, the strongest first: the version, year or month that it names, its number, the guideline it
/// answers, the only edition of that title. How questions cite the guideline can speak against these, and decides nothing alone.
pub(super) fn edition_of(kind: Kind, head: &Head, rows: &[Row], catalogue: &Catalogue) -> Edition {
    let of_kind: Vec<&FormEdition> = catalogue.forms.iter().filter(|form| form.kind == kind).collect();
    let titled: Vec<&FormEdition> = of_kind.iter().copied().filter(|form| bears_title(form, head)).collect();
    let known = if titled.is_empty() { &of_kind } else { &titled };
    let signs: Vec<Sign> = [named(known, head), numbered(known, head), answering(known, head), citing(known, rows)]
        .into_iter()
        .flatten()
        .collect();
    let mut found = decide(kind, known, head, &signs);
    let decided = known.iter().find(|form| found.edition.as_ref() == Some(&form.edition));
    if let Some(form) = decided {
        let against: Vec<&Sign> = signs.iter().filter(|sign| !sign.editions.is_empty() && !sign.holds(form)).collect();
        if let (Some(first), false) = (signs.iter().find(|sign| sign.holds(form)), against.is_empty()) {
            let readings: Vec<String> = std::iter::once(first)
                .chain(against)
                .map(|sign| format!("{}からは{}", sign.what, sign.names()))
                .collect();
            found.doubts.push(format!(
                "様式の版の示し方が食い違っています({})。{}として読みました。どの版に答えたものかを作成者に確かめてください。",
                readings.join("、"),
                form.ja()
            ));
        }
        let day = head.header.created.or(head.header.first_check);
        if let (Some(since), Some(day)) = (form.since, day)
            && day < since
        {
            let (year, month) = (since.year, since.month);
            found.doubts.push(format!(
                "記入の日({day})には、{}の様式はまだ出ていません(早くても{year}年{month}月)。版と日付のどちらに誤りがあるかを作成者に確かめてください。",
                form.ja()
            ));
        }
    }
    found
}

impl Sign<'_> {
    fn holds(&self, form: &FormEdition) -> bool {
        self.editions.iter().any(|own| std::ptr::eq(*own, form))
    }
}

fn decide(kind: Kind, known: &[&FormEdition], head: &Head, signs: &[Sign]) -> Edition {
    let told = |edition: &str, doubts| Edition { edition: Some(edition.to_owned()), doubts };
    let printed = head.version.as_ref().or(head.fiscal.as_ref()).or(head.issued.as_ref());
    if let Some(printed) = printed {
        return match signs.first().and_then(|sign| sign.editions.last()) {
            Some(form) if form.bears_version(printed) => told(&form.edition, Vec::new()),
            _ => told(
                printed,
                vec![format!(
                    "版の表示「{printed}」は登録されていない版のため、表の形に沿って読み取りました。読み取った行を様式と見比べてください。"
                )],
            ),
        };
    }
    // The guideline that a form answers is known of no edition for certain: it decides, and says so.
    let sign = signs.iter().find(|sign| !sign.what.starts_with(CITING));
    if let Some(sign) = sign
        && let Some(form) = sign.editions.last()
    {
        let doubt = format!(
            "様式の版の表示がないため、{}から {} と判断しました。違うときは hazama.toml の edition に版を書いてください。",
            sign.what,
            form.ja()
        );
        let is_number = sign.what.starts_with(NUMBER);
        return told(&form.edition, if is_number { Vec::new() } else { vec![doubt] });
    }
    if let [only] = known {
        return told(&only.edition, Vec::new());
    }
    let guess =
        signs.first().map(|sign| format!("{}からは{}と思われます。", sign.what, sign.names())).unwrap_or_default();
    let whom = if kind == Kind::ChecklistHospital { "記入した人" } else { "作成者" };
    let doubt = format!("様式の版を示す記載が見当たりません。{guess}どの版に答えたものかを{whom}に確かめてください。");
    Edition { edition: None, doubts: vec![doubt] }
}

const NUMBER: &str = "工業会の番号";
const CITING: &str = "質問の参照の書き方";

fn bears_title(form: &FormEdition, head: &Head) -> bool {
    form.titles.iter().any(|title| head.words.lines().any(|line| title.iter().all(|word| line.contains(word.as_str()))))
}

/// The version, fiscal year or month of issue that the paper prints.
fn named<'a>(known: &[&'a FormEdition], head: &Head) -> Option<Sign<'a>> {
    let printed = head.version.as_ref().or(head.fiscal.as_ref()).or(head.issued.as_ref())?;
    let editions = known.iter().copied().filter(|form| form.bears_version(printed)).collect();
    Some(Sign { what: format!("版の表示「{printed}」"), editions })
}

/// The number under which the issuer lists the form.
fn numbered<'a>(known: &[&'a FormEdition], head: &Head) -> Option<Sign<'a>> {
    let bears = |form: &FormEdition| form.numbers.iter().find(|number| head.words.contains(number.as_str())).cloned();
    let number = known.iter().find_map(|form| bears(form))?;
    let editions = known.iter().copied().filter(|form| form.numbers.contains(&number)).collect();
    Some(Sign { what: format!("{NUMBER}「{number}」"), editions })
}

/// The guideline edition that the paper says it answers.
fn answering<'a>(known: &[&'a FormEdition], head: &Head) -> Option<Sign<'a>> {
    let stated = head.header.guideline.as_ref()?;
    let answers = |form: &&FormEdition| form.guideline.as_ref().is_some_and(|usual| is_same_version(stated, usual));
    let editions: Vec<&FormEdition> = known.iter().copied().filter(answers).collect();
    (!editions.is_empty())
        .then(|| Sign { what: format!("対応ガイドラインの表示「第{stated}版」"), editions })
}

/// The newest edition whose manner of citing the guideline the rows follow.
pub(super) fn manner_of<'a>(kind: Kind, rows: &[Row], catalogue: &'a Catalogue) -> Option<&'a FormEdition> {
    let known: Vec<&FormEdition> = catalogue.forms.iter().filter(|form| form.kind == kind).collect();
    citing(&known, rows)?.editions.pop()
}

/// How the questions cite the guideline: the editions whose manner most of the citing rows follow, two rows at least.
fn citing<'a>(known: &[&'a FormEdition], rows: &[Row]) -> Option<Sign<'a>> {
    let texts: Vec<String> = rows.iter().map(|row| narrow(&row.text)).collect();
    let count = |form: &FormEdition| {
        form.references.as_ref().map_or(0, |manner| texts.iter().filter(|text| manner.is_match(text)).count())
    };
    let most = known.iter().map(|form| count(form)).max().filter(|most| *most >= 2)?;
    let editions: Vec<&FormEdition> = known.iter().copied().filter(|form| count(form) == most).collect();
    let example = editions
        .iter()
        .filter_map(|form| form.references.as_ref())
        .find_map(|manner| texts.iter().find_map(|text| manner.find(text)))?;
    Some(Sign { what: format!("{CITING}「{}」", example.as_str().trim()), editions })
}

fn is_same_version(one: &str, other: &str) -> bool {
    one.trim_end_matches(".0") == other.trim_end_matches(".0")
}

impl FormEdition {
    /// The paper's name for its version is this edition's.
    fn bears_version(&self, printed: &str) -> bool {
        self.edition == printed || self.versions.iter().any(|version| version == printed)
    }
}
