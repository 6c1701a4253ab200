//! The manifest. In: `hazama.toml`, checked against `schemas/case.schema.json` and against the folder. Out: the plan
//! of the run, or every fault with its line.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::fault::Fault;
use super::spans::Located;
use crate::model::{
    Date, DocumentHint, Guideline, Hospital, Interface, Kind, Plan, Service, Side, System, Vendor, Workflow,
};
use crate::text::hex;
use crate::text::name::harmless;
use crate::text::near::nearest;

mod vouch;
mod words;

/// Reads the bytes of a manifest. `paths` are the files that it may name.
pub(super) fn read(file: &Path, bytes: Vec<u8>, today: Date, paths: &[&str]) -> Result<Plan, Vec<Fault>> {
    let sum = hex(&Sha256::digest(&bytes));
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count();
        vec![
            Fault::new(
                file,
                "文字コードがUTF-8ではありません。エディターで「UTF-8」を選んで保存し直してください。",
                "this file is not UTF-8; save it again as UTF-8",
            )
            .at(Some(line)),
        ]
    })?;
    let plan = parse(file, text.trim_start_matches('\u{feff}'), today, paths)?;
    Ok(Plan { manifest: Some(sum), ..plan })
}

/// Reads the text of a manifest; `file` is only named in faults.
pub(super) fn parse(file: &Path, text: &str, today: Date, paths: &[&str]) -> Result<Plan, Vec<Fault>> {
    let located = Located::parse(text).map_err(|(line, reason)| {
        vec![
            Fault::new(
                file,
                if reason == "duplicate key" {
                    "同じ項目が2回書かれています。どちらかを消してください。".to_owned()
                } else {
                    format!(
                        "TOMLの書き方になっていません({reason})。引用符「\"」、角かっこ「[ ]」、等号「=」が半角で、\
                         閉じ忘れがないかを確かめてください。"
                    )
                },
                format!("this is not TOML ({reason}); check quotes, brackets and equal signs"),
            )
            .at(Some(line)),
        ]
    })?;
    let mut faults = words::against_schema(file, &located);
    if !faults.is_empty() {
        return Err(faults);
    }
    let raw: Raw = serde_json::from_value(located.value.clone())
        .map_err(|error| vec![Fault::new(file, format!("読み取れませんでした({error})。"), error.to_string())])?;
    let checker = Checker { file, located: &located };
    checker.references(&raw, paths, &mut faults);
    let plan = checker.plan(raw, today, &mut faults);
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() { Ok(plan) } else { Err(faults) }
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    hospital: RawHospital,
    #[serde(default)]
    review: RawReview,
    #[serde(default)]
    vendor: Vec<RawVendor>,
    #[serde(default)]
    system: Vec<RawSystem>,
    #[serde(default)]
    document: Vec<RawDocument>,
    #[serde(default)]
    interface: Vec<RawInterface>,
}

#[derive(Deserialize, Default)]
struct RawHospital {
    name: Option<String>,
    beds: Option<u32>,
}

#[derive(Deserialize, Default)]
struct RawReview {
    as_of: Option<String>,
    guideline: Option<String>,
    workflow: Option<String>,
}

#[derive(Deserialize)]
struct RawVendor {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct RawSystem {
    id: String,
    name: String,
    vendor: Option<String>,
    service: Option<String>,
    #[serde(default)]
    options: Vec<String>,
}

#[derive(Deserialize)]
struct RawDocument {
    path: String,
    #[serde(default)]
    system: Value,
    vendor: Option<String>,
    kind: Option<String>,
    side: Option<String>,
    edition: Option<String>,
}

impl RawDocument {
    /// System ids; the manifest may give one word or a list.
    fn systems(&self) -> Vec<String> {
        match &self.system {
            Value::String(one) => vec![one.clone()],
            Value::Array(many) => many.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        }
    }

    /// The path in the letters that the folder's paths are in.
    fn path(&self) -> String {
        path_of(&self.path)
    }
}

/// A path as it is written in a manifest, in the letters that the folder's paths are in.
pub(super) fn path_of(path: &str) -> String {
    harmless(&path.nfc().collect::<String>().replace('\\', "/")).trim_start_matches("./").to_owned()
}

#[derive(Deserialize)]
struct RawInterface {
    between: (String, String),
}

struct Checker<'a> {
    file: &'a Path,
    located: &'a Located,
}

impl Checker<'_> {
    fn fault(&self, pointer: &str, ja: String, en: String) -> Fault {
        Fault::new(self.file, ja, en).at(self.located.line(pointer))
    }

    /// Everything that names something else in the file or in the folder.
    fn references(&self, raw: &Raw, paths: &[&str], faults: &mut Vec<Fault>) {
        let vendors: Vec<&str> = raw.vendor.iter().map(|vendor| vendor.id.as_str()).collect();
        let systems: Vec<&str> = raw.system.iter().map(|system| system.id.as_str()).collect();
        let documents: Vec<String> = raw.document.iter().map(RawDocument::path).collect();
        self.twice("vendor", "id", &vendors, faults);
        self.twice("system", "id", &systems, faults);
        self.twice("document", "path", &documents.iter().map(String::as_str).collect::<Vec<_>>(), faults);
        for (number, system) in raw.system.iter().enumerate() {
            self.known("vendor", system.vendor.as_deref(), &vendors, &format!("/system/{number}/vendor"), faults);
        }
        for (number, document) in raw.document.iter().enumerate() {
            let at = format!("/document/{number}");
            self.known("vendor", document.vendor.as_deref(), &vendors, &format!("{at}/vendor"), faults);
            for system in document.systems() {
                self.known("system", Some(&system), &systems, &format!("{at}/system"), faults);
            }
            self.present(&documents[number], paths, &format!("{at}/path"), faults);
        }
        for (number, interface) in raw.interface.iter().enumerate() {
            for system in [&interface.between.0, &interface.between.1] {
                self.known("system", Some(system), &systems, &format!("/interface/{number}/between"), faults);
            }
            if interface.between.0 == interface.between.1 {
                faults.push(self.fault(
                    &format!("/interface/{number}/between"),
                    "[[interface]] の between に同じシステムが2つ書かれています。つながる相手の id に直してください。"
                        .to_owned(),
                    "between of [[interface]] names one system twice; name the other one".to_owned(),
                ));
            }
        }
    }

    fn twice(&self, table: &str, field: &str, words: &[&str], faults: &mut Vec<Fault>) {
        let mut seen = BTreeSet::new();
        for (number, word) in words.iter().enumerate() {
            if !seen.insert(word) {
                faults.push(self.fault(
                    &format!("/{table}/{number}/{field}"),
                    format!(
                        "[[{table}]] の {field}「{word}」が重複しています。どちらかを別の名前にするか、消してください。"
                    ),
                    format!("{field} \"{word}\" of [[{table}]] is there twice; rename or remove one"),
                ));
            }
        }
    }

    fn known(&self, table: &str, word: Option<&str>, known: &[&str], pointer: &str, faults: &mut Vec<Fault>) {
        let Some(word) = word.filter(|word| !known.contains(word)) else { return };
        let (ja, en) = match nearest(word, known.iter().copied()) {
            Some(meant) => (format!("「{meant}」の書き誤りではありませんか。"), format!("did you mean \"{meant}\"?")),
            None if known.is_empty() => (
                format!("[[{table}]] を書き足し、その id を使ってください。"),
                format!("add a [[{table}]] with that id"),
            ),
            None => (format!("書けるのは {} です。", known.join("、")), format!("known: {}", known.join(", "))),
        };
        faults.push(self.fault(
            pointer,
            format!("id が「{word}」の [[{table}]] はありません。{ja}"),
            format!("there is no [[{table}]] with the id \"{word}\"; {en}"),
        ));
    }

    fn present(&self, path: &str, paths: &[&str], pointer: &str, faults: &mut Vec<Fault>) {
        if paths.contains(&path) {
            return;
        }
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let moved = paths.iter().copied().find(|other| name(other) == name(path));
        let (ja, en) = match moved.or_else(|| nearest(path, paths.iter().copied())) {
            Some(meant) => (format!("「{meant}」のことではありませんか。"), format!("did you mean \"{meant}\"?")),
            None => (
                "ファイルを置くか、この [[document]] を消してください。".to_owned(),
                "put the file there or remove this [[document]]".to_owned(),
            ),
        };
        faults.push(self.fault(
            pointer,
            format!("文書「{path}」が案件フォルダにありません。{ja}"),
            format!("the folder holds no paper \"{path}\"; {en}"),
        ));
    }

    fn plan(&self, raw: Raw, today: Date, faults: &mut Vec<Fault>) -> Plan {
        let as_of = match raw.review.as_of.as_deref() {
            None => today,
            Some(text) => Date::iso(text).unwrap_or_else(|| {
                faults.push(words::bad_date(self.file, self.located.line("/review/as_of"), text));
                today
            }),
        };
        let guideline = |id: &str| Guideline::ALL.into_iter().find(|guideline| guideline.id() == id);
        Plan {
            hospital: Hospital { name: raw.hospital.name, beds: raw.hospital.beds },
            as_of,
            guideline: raw.review.guideline.as_deref().and_then(guideline).unwrap_or(Guideline::V7_0),
            workflow: match raw.review.workflow.as_deref() {
                Some("self-check") => Workflow::SelfCheck,
                _ => Workflow::Procurement,
            },
            vendors: raw.vendor.into_iter().map(|raw| Vendor { id: raw.id, name: raw.name }).collect(),
            systems: raw.system.into_iter().map(System::from).collect(),
            documents: raw.document.into_iter().map(DocumentHint::from).collect(),
            interfaces: raw.interface.into_iter().map(|raw| Interface { between: raw.between, shown: None }).collect(),
            has_manifest: true,
            manifest: None,
            kept: None,
            blanks: Vec::new(),
            corrections: Vec::new(),
        }
    }
}

impl From<RawSystem> for System {
    fn from(raw: RawSystem) -> System {
        let service = match raw.service.as_deref() {
            Some("on-premises") => Some(Service::OnPremises),
            Some("cloud") => Some(Service::Cloud),
            _ => None,
        };
        System { id: raw.id, name: raw.name, vendor: raw.vendor, service, options: raw.options }
    }
}

impl From<RawDocument> for DocumentHint {
    fn from(raw: RawDocument) -> DocumentHint {
        let side = |id: &str| [Side::Hospital, Side::Vendor, Side::Both].into_iter().find(|side| side.id() == id);
        DocumentHint {
            path: raw.path(),
            systems: raw.systems(),
            vendor: raw.vendor.clone(),
            kind: raw.kind.as_deref().and_then(Kind::from_id),
            side: raw.side.as_deref().and_then(side),
            edition: raw.edition,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date { year: 2026, month: 11, day: 22 };

    fn faults(text: &str) -> Vec<String> {
        let paths = ["契約/保守契約書.docx", "規程.docx"];
        match parse(Path::new("hazama.toml"), text, TODAY, &paths) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.iter().map(|fault| fault.say(crate::model::Lang::Ja)).collect(),
        }
    }

    #[test]
    fn a_whole_manifest_becomes_a_plan() {
        let text = "[hospital]\nname = \"みほん市民病院\"\nbeds = 180\n[review]\nas_of = 2026-04-01\nguideline = \"6.0\"\n\
            [[vendor]]\nid = \"kakuu\"\nname = \"架空システム株式会社\"\n\
            [[system]]\nid = \"ehr\"\nname = \"電子カルテ\"\nvendor = \"kakuu\"\nservice = \"on-premises\"\noptions = [\"遠隔\"]\n\
            [[system]]\nid = \"receipt\"\nname = \"医事会計\"\n\
            [[document]]\npath = \"契約\\\\保守契約書.docx\"\nsystem = \"ehr\"\n\
            [[document]]\npath = \"規程.docx\"\nsystem = [\"ehr\", \"receipt\"]\nkind = \"rule\"\nside = \"hospital\"\n\
            [[interface]]\nbetween = [\"ehr\", \"receipt\"]\n";
        let plan =
            parse(Path::new("hazama.toml"), text, TODAY, &["契約/保守契約書.docx", "規程.docx"]).expect("no fault");
        assert_eq!(plan.hospital.beds, Some(180));
        assert_eq!((plan.as_of.to_string().as_str(), plan.guideline), ("2026-04-01", Guideline::V6_0));
        assert_eq!(plan.systems[0].service, Some(Service::OnPremises));
        assert_eq!(plan.hint("契約/保守契約書.docx").map(|hint| hint.systems.clone()), Some(vec!["ehr".to_owned()]));
        assert_eq!(plan.hint("規程.docx").and_then(|hint| hint.kind), Some(Kind::Rule));
        assert_eq!(plan.documents[1].systems, ["ehr", "receipt"]);
        assert!(plan.has_manifest && plan.interfaces[0].between.1 == "receipt");
        assert!(parse(Path::new("hazama.toml"), "", TODAY, &[]).is_ok());
    }

    #[test]
    fn every_mistake_names_line_and_mend() {
        for (text, wanted) in [
            ("[hospital]\nname = みほん\n", ":2: TOMLの書き方になっていません"),
            ("[hospital]\nname = \"甲\"\nname = \"乙\"\n", ":3: 同じ項目が2回書かれています。"),
            (
                "[[system]]\nid = \"a\"\nname = \"甲\"\n[[interface]]\nbetween = [\"a\", \"a\"]\n",
                ":5: [[interface]] の between に同じシステムが2つ書かれています。",
            ),
            (
                "[[vendor]]\nid = \"a\"\nname = \"甲\"\n[hospitl]\n",
                ":4: 「hospitl」という項目はありません。「hospital」の書き誤りではありませんか。",
            ),
            (
                "[[document]]\npath = \"規程.docx\"\nsytem = \"ehr\"\n",
                ":3: [[document]] に「sytem」という項目はありません。「system」の書き誤りではありませんか。",
            ),
            ("[hospital]\ncolour = 1\n", ":2: [hospital] に「colour」という項目はありません。書けるのは"),
            ("[[vendor]]\nid = \"a\"\n", ":1: [[vendor]] に name がありません。"),
            ("[hospital]\nbeds = \"百\"\n", ":2: [hospital] の beds には整数を書いてください。"),
            ("[hospital]\nbeds = -1\n", ":2: [hospital] の beds は 0 以上にしてください。"),
            ("[hospital]\nname = \"\"\n", ":2: [hospital] の name が空です。"),
            ("[review]\nas_of = \"令和8年\"\n", ":2: [review] の as_of「令和8年」は日付として読めません。"),
            ("[review]\nas_of = \"2026-02-30\"\n", ":2: [review] の as_of「2026-02-30」は日付として読めません。"),
            ("[review]\nworkflow = \"self\"\n", ":2: [review] の workflow に「self」は書けません。"),
            ("[review]\nguideline = \"5.0\"\n", ":2: [review] の guideline に「5.0」は書けません。書けるのは"),
            ("[[vendor]]\nid = \"a b\"\nname = \"甲\"\n", ":2: [[vendor]] の id「a b」に空白は使えません。"),
            (
                "[[vendor]]\nid = \"a\"\nname = \"甲\"\n[[vendor]]\nid = \"a\"\nname = \"乙\"\n",
                ":5: [[vendor]] の id「a」が重複しています。",
            ),
            (
                "[[system]]\nid = \"ehr\"\nname = \"x\"\nvendor = \"kaku\"\n[[vendor]]\nid = \"kakuu\"\nname = \"甲\"\n",
                ":4: id が「kaku」の [[vendor]] はありません。「kakuu」の書き誤りではありませんか。",
            ),
            (
                "[[document]]\npath = \"規程.docx\"\nsystem = \"ehr\"\n",
                ":3: id が「ehr」の [[system]] はありません。[[system]] を書き足し",
            ),
            (
                "[[document]]\npath = \"保守契約書.docx\"\n",
                ":2: 文書「保守契約書.docx」が案件フォルダにありません。「契約/保守契約書.docx」のことではありませんか。",
            ),
            (
                "[[document]]\npath = \"規程.docx\"\n[[document]]\npath = \"規程.docx\"\n",
                ":4: [[document]] の path「規程.docx」が重複しています。",
            ),
            ("[[interface]]\nbetween = [\"a\"]\n", ":2: [[interface]] の between には2つ書いてください。"),
            (
                "[[document]]\npath = \"規程.docx\"\nkind = \"contrct\"\n",
                ":3: [[document]] の kind に「contrct」は書けません。「contract」の書き誤りではありませんか。",
            ),
        ] {
            let faults = faults(text);
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert!(faults[0].contains(wanted), "{text}: {faults:?} should hold {wanted}");
        }
    }
}
