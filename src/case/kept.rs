//! What people said on the local page: `hazama.decisions.json` in the case folder. In: its bytes, checked against
//! `schemas/decisions.v1.schema.json`, or a change to make. Out: [`Kept`], or faults; on disk the file whole, never half.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fault::{self, Fault};
use super::output;
use crate::model::{Correction, Date, Decision, DutyId, Entered, Party, Place, Ruling};
use crate::schemas;
use crate::text::hex;

/// The file's name.
pub const KEPT: &str = "hazama.decisions.json";

/// What the file says that it is.
const SCHEMA: &str = "hazama/decisions/v1";

/// Held while the file is changed, so that two programs do not write over each other. Hidden, and never a paper.
const LOCK: &str = ".hazama-lock";

/// Headings under which a day is written as a day.
const DAYS: [&str; 2] = ["期限", "完了日"];

/// All that the file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// Corrections, in the order in which they were said.
    pub corrections: Vec<Correction>,
    /// Decisions, at most one for a duty and a system.
    pub decisions: Vec<KeptDecision>,
}

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDecision {
    /// What was entered; empty words mean that an entry was cleared.
    pub decision: Decision,
    /// Words that these entries have replaced, by heading.
    pub replaced: BTreeMap<String, Vec<String>>,
    /// Who wrote it; may be empty.
    pub by: String,
    /// The day on which it was written.
    pub day: Option<Date>,
}

impl KeptDecision {
    /// Changes with every word: who writes names what they have seen.
    pub fn stamp(&self) -> String {
        stamp(&RawDecision::of(self))
    }
}

/// The same for a correction.
pub fn stamp_of(correction: &Correction) -> String {
    stamp(&RawCorrection::of(correction))
}

fn stamp(raw: &impl Serialize) -> String {
    hex(&Sha256::digest(serde_json::to_vec(raw).unwrap_or_default())[..8])
}

impl Kept {
    /// Reads the file's bytes; `file` is only named in faults.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(file: &Path, bytes: &[u8]) -> Result<Kept, Vec<Fault>> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|error| {
            vec![
                Fault::new(
                    file,
                    format!("JSONの書き方になっていません({error})。手で直したところを戻すか、控えのファイルに替えてください。"),
                    format!("this is not JSON ({error}); undo what was changed by hand, or put a copy in its place"),
                )
                .at(Some(error.line())),
            ]
        })?;
        let wrong = schemas::mistakes(schemas::DECISIONS, &value);
        if !wrong.is_empty() {
            return Err(wrong.into_iter().map(|mistake| Fault::new(file, mistake.ja, mistake.en)).collect());
        }
        let raw: Raw = serde_json::from_value(value).map_err(|error| {
            vec![Fault::new(file, format!("読み取れませんでした({error})。"), format!("cannot be read ({error})"))]
        })?;
        Ok(Kept {
            corrections: raw.corrections.into_iter().filter_map(RawCorrection::into_model).collect(),
            decisions: raw.decisions.into_iter().map(RawDecision::into_model).collect(),
        })
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let raw = Raw {
            schema: SCHEMA.to_owned(),
            corrections: self.corrections.iter().map(RawCorrection::of).collect(),
            decisions: self.decisions.iter().map(RawDecision::of).collect(),
        };
        // strings, numbers and lists of them always have a text
        serde_json::to_string_pretty(&raw).unwrap_or_default() + "\n"
    }

    /// The decision on a duty in a system.
    pub fn decision(&self, duty: &str, system: &str) -> Option<&KeptDecision> {
        let is_on = |on: &(DutyId, String)| on.0.as_str() == duty && on.1 == system;
        self.decisions.iter().find(|one| one.decision.on.as_ref().is_some_and(is_on))
    }

    /// The entries of the page over those of a workbook.
    pub fn over(self, book: Vec<Decision>) -> Vec<Decision> {
        let page = self.decisions.into_iter().map(|one| (one.decision, one.replaced)).collect();
        crate::review::merge(page, book)
    }
}

/// Changes the file of a case folder: reads it as it is now, lets `make` change it, and writes it whole. Others wait meanwhile.
/// Where `make` refuses, nothing is written.
///
/// # Errors
/// The file cannot be read or written, or `make` refused.
pub fn change<T>(dir: &Path, make: impl FnOnce(&mut Kept) -> Result<T, Fault>) -> Result<T, Vec<Fault>> {
    let _lock = lock(dir)?;
    let file = dir.join(KEPT);
    let mut kept = match fs::read(&file) {
        Ok(bytes) => Kept::read(&file, &bytes)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Kept::default(),
        Err(error) => return Err(vec![fault::refused(&file, &error)]),
    };
    let made = make(&mut kept).map_err(|fault| vec![fault])?;
    output::write(&file, kept.text().as_bytes()).map_err(|fault| vec![fault])?;
    Ok(made)
}

/// Holds a case folder against other programs that would change it, until the file that is given back is dropped.
pub(super) fn lock(dir: &Path) -> Result<File, Vec<Fault>> {
    let path = dir.join(LOCK);
    let held = File::options().create(true).write(true).truncate(false).open(&path).and_then(|file| {
        file.lock()?;
        Ok(file)
    });
    held.map_err(|error| {
        vec![Fault::new(
            dir,
            format!("案件フォルダに書き込めません({error})。書き込みの権限を確かめてください。"),
            format!("the case folder cannot be written into ({error}); check the access rights"),
        )]
    })
}

#[derive(Serialize, Deserialize)]
struct Raw {
    schema: String,
    corrections: Vec<RawCorrection>,
    decisions: Vec<RawDecision>,
}

#[derive(Serialize, Deserialize)]
struct RawCorrection {
    paper: String,
    duty: String,
    sentence: String,
    quote: String,
    place: RawPlace,
    read_as: String,
    change: String,
    holder: Option<String>,
    reason: String,
    by: Option<String>,
    day: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct RawPlace {
    unit: Option<String>,
    page: Option<u32>,
    sheet: Option<String>,
    cell: Option<String>,
    line: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct RawDecision {
    duty: String,
    system: String,
    #[serde(default)]
    title: [String; 2],
    entries: BTreeMap<String, String>,
    #[serde(default)]
    replaced: BTreeMap<String, Vec<String>>,
    prints: Option<[String; 2]>,
    by: Option<String>,
    day: Option<String>,
}

/// An empty word is none in JSON.
fn given(word: &str) -> Option<String> {
    (!word.is_empty()).then(|| word.to_owned())
}

impl RawCorrection {
    fn of(one: &Correction) -> RawCorrection {
        let place = one.place.clone();
        RawCorrection {
            paper: one.path.clone(),
            duty: one.duty.as_str().to_owned(),
            sentence: one.print.clone(),
            quote: one.quote.clone(),
            place: RawPlace {
                unit: place.unit,
                page: place.page,
                sheet: place.sheet,
                cell: place.cell,
                line: place.line,
            },
            read_as: one.read_as.clone(),
            change: one.change.id().to_owned(),
            holder: match one.change {
                Ruling::Holder(party) => Some(party.id().to_owned()),
                Ruling::Confirm | Ruling::Drop => None,
            },
            reason: one.reason.clone(),
            by: given(&one.by),
            day: one.day.map(|day| day.to_string()),
        }
    }

    /// None where the change is to a holder and names none: nothing can be applied.
    fn into_model(self) -> Option<Correction> {
        let change = change_of(&self.change, self.holder.as_deref())?;
        let RawPlace { unit, page, sheet, cell, line } = self.place;
        Some(Correction {
            path: self.paper,
            duty: DutyId::new(&self.duty),
            print: self.sentence,
            quote: self.quote,
            place: Place { unit, page, sheet, cell, line },
            read_as: self.read_as,
            change,
            reason: self.reason,
            by: self.by.unwrap_or_default(),
            day: self.day.as_deref().and_then(Date::iso),
        })
    }
}

/// The change of those words, as they stand in JSON.
pub fn change_of(change: &str, holder: Option<&str>) -> Option<Ruling> {
    match change {
        "confirm" => Some(Ruling::Confirm),
        "drop" => Some(Ruling::Drop),
        "holder" => {
            let party: Party = Ruling::HOLDERS.into_iter().find(|party| Some(party.id()) == holder)?;
            Some(Ruling::Holder(party))
        }
        _ => None,
    }
}

impl RawDecision {
    fn of(one: &KeptDecision) -> RawDecision {
        let (duty, system) =
            one.decision.on.as_ref().map(|(duty, system)| (duty.as_str(), system.as_str())).unwrap_or_default();
        RawDecision {
            duty: duty.to_owned(),
            system: system.to_owned(),
            title: one.decision.title.clone(),
            entries: one.decision.entries.iter().map(|(heading, words)| (heading.clone(), words.words())).collect(),
            replaced: one.replaced.clone(),
            prints: one.decision.prints.clone(),
            by: given(&one.by),
            day: one.day.map(|day| day.to_string()),
        }
    }

    fn into_model(self) -> KeptDecision {
        let day = self.day.as_deref().and_then(Date::iso);
        let when = day.map(|day| format!(" {day}")).unwrap_or_default();
        let by = self.by.unwrap_or_default();
        let decision = Decision {
            place: format!("画面での記入{when} {by}").trim_end().to_owned(),
            on: Some((DutyId::new(&self.duty), self.system)),
            title: self.title,
            entries: self.entries.into_iter().map(|(heading, words)| entered(heading, words)).collect(),
            prints: self.prints,
        };
        KeptDecision { decision, replaced: self.replaced, by, day }
    }
}

/// An entry; a day under a heading of days is a day.
pub fn entered(heading: String, words: String) -> (String, Entered) {
    let day = Date::iso(&words).filter(|_| DAYS.contains(&heading.as_str()));
    (heading, day.map_or(Entered::Words(words), Entered::Day))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"schema":"hazama/decisions/v1","corrections":[{"paper":"規程.docx","duty":"bck.take",
        "sentence":"0123456789abcdef","quote":"甲は…","place":{"unit":"第1条"},"read_as":"vendor: expected","change":"holder",
        "holder":"hospital","reason":"当院の係","by":"山田","day":"2026-11-22"}],
        "decisions":[{"duty":"bck.take","system":"ehr","entries":{"期限":"2027-01-31","メモ":""},"prints":["a","b"]}]}"#;

    #[test]
    fn what_is_written_is_read_back() {
        let kept = Kept::read(Path::new(KEPT), TEXT.as_bytes()).expect("reads");
        assert_eq!(kept.corrections[0].change, Ruling::Holder(Party::Hospital));
        let day = Date::new(2027, 1, 31).expect("a day");
        assert_eq!(kept.decisions[0].decision.entry("期限"), Some(&Entered::Day(day)));
        assert_eq!(Kept::read(Path::new(KEPT), kept.text().as_bytes()).expect("reads"), kept);
        assert_eq!(Kept::read(Path::new(KEPT), Kept::default().text().as_bytes()).expect("reads"), Kept::default());
    }

    #[test]
    fn mistakes_are_named() {
        for (from, to, wanted) in [
            ("\"corrections\"", "\"corections\"", "corections"),
            ("{\"schema\"", "\"schema\"", "JSONの書き方"),
            ("0123456789abcdef", "x", "sentence"),
            ("\"当院の係\"", "\"\"", "reason"),
            ("\"hospital\"", "\"nobody\"", "holder"),
            ("\"hospital\"", "null", "holder"),
            ("decisions/v1", "decisions/v9", "schema"),
        ] {
            let faults = Kept::read(Path::new(KEPT), TEXT.replace(from, to).as_bytes()).expect_err(to);
            let said: Vec<String> = faults.iter().map(|fault| fault.say(crate::model::Lang::Ja)).collect();
            assert!(said.iter().any(|words| words.contains(wanted) && words.contains(KEPT)), "{to}: {said:?}");
        }
    }

    #[test]
    fn two_writers_lose_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let add = |at: usize| {
            let on = Some((DutyId::new("bck.take"), format!("s{at}")));
            let decision =
                Decision { place: String::new(), on, title: Default::default(), entries: Vec::new(), prints: None };
            let one = KeptDecision { decision, replaced: BTreeMap::new(), by: String::new(), day: None };
            change(dir.path(), |kept| {
                kept.decisions.push(one);
                Ok(())
            })
            .expect("is written");
        };
        std::thread::scope(|scope| {
            for writer in 0..8 {
                scope.spawn(move || (0..5).for_each(|at| add(writer * 5 + at)));
            }
        });
        let bytes = fs::read(dir.path().join(KEPT)).expect("is there");
        assert_eq!(Kept::read(Path::new(KEPT), &bytes).expect("reads").decisions.len(), 40);
    }
}
