//! From what a result says it was made. In: a `report.json`, the sheet 来歴 of a workbook, or a case as it is now. Out: an
//! [`Origin`]; two of them can be held against each other.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::past::Refusal;
use crate::catalogue::Catalogue;
use crate::model::{Content, Grid, Paper, Plan, Source, Value};
use crate::text::{english, hex};
use sha2::{Digest, Sha256};

/// From what a result was made. Fingerprints are SHA-256 in lower-case hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Version of the program.
    pub version: String,
    /// Day of the review, ISO.
    pub as_of: String,
    /// Edition of the guideline.
    pub guideline: String,
    /// Fingerprint of the manifest, or none without one; none at all where the result does not say (made before it was kept).
    pub manifest: Option<Option<String>>,
    /// Fingerprint of `hazama.decisions.json`, or none where the case has none, or the result was made before it was kept.
    pub kept: Option<String>,
    /// Packs by id.
    pub packs: BTreeMap<String, String>,
    /// Blank forms by the path that the user named.
    pub forms: BTreeMap<String, String>,
    /// Papers by path.
    pub documents: BTreeMap<String, String>,
}

impl Origin {
    /// What a `report.json` says.
    ///
    /// # Errors
    /// It is none.
    pub fn of_json(bytes: &[u8]) -> Result<Origin, Refusal> {
        let json: Json = serde_json::from_slice(bytes).map_err(|_| refusal())?;
        let text = |field: &str| json[field].as_str().map(str::to_owned);
        let by = |list: &str, name: &str| -> BTreeMap<String, String> {
            let items = json[list].as_array().into_iter().flatten();
            items
                .filter_map(|item| Some((item[name].as_str()?.to_owned(), item["sha256"].as_str()?.to_owned())))
                .collect()
        };
        if json["schema"] != "hazama/report/v1" {
            return Err(refusal());
        }
        Ok(Origin {
            version: text("version").ok_or_else(refusal)?,
            as_of: text("as_of").ok_or_else(refusal)?,
            guideline: text("guideline").ok_or_else(refusal)?,
            manifest: json.get("manifest").map(|sum| sum.as_str().map(str::to_owned)),
            kept: text("decisions_file"),
            packs: by("packs", "id"),
            forms: by("forms", "path"),
            documents: by("documents", "path"),
        })
    }

    /// What the sheet 来歴 of a workbook says.
    ///
    /// # Errors
    /// There is none, or it lacks the program, the day or the edition.
    pub fn of_workbook(source: &Source) -> Result<Origin, Refusal> {
        let Content::Book(grids) = &source.content else { return Err(refusal()) };
        let grid = grids.iter().find(|grid| grid.name == "来歴").ok_or_else(refusal)?;
        let mut rows = grid.rows().into_iter();
        let header = rows.next().ok_or_else(refusal)?;
        let column = |title: &str| (0..64).find(|column| in_japanese(grid.text(header, *column)) == title);
        let (Some(sort), Some(item), Some(content)) = (column("区分"), column("項目"), column("内容")) else {
            return Err(refusal());
        };
        let (mut version, mut as_of, mut guideline, mut manifest, mut kept) = (None, None, None, None, None);
        let (mut packs, mut forms, mut documents) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for row in rows {
            let (name, words) = (grid.text(row, item).trim(), grid.text(row, content).trim());
            let keep = |list: &mut BTreeMap<String, String>| {
                if let Some(sum) = sum_in(words) {
                    list.insert(name.to_owned(), sum);
                }
            };
            match (in_japanese(grid.text(row, sort)), in_japanese(name)) {
                ("実行", "プログラム") => version = words.strip_prefix("hazama ").map(str::to_owned),
                ("実行", "判定日") => as_of = day(grid, row, content),
                ("実行", "ガイドラインの版") => {
                    guideline = Some(words.trim_matches(['第', '版']).to_owned());
                }
                ("実行", "設定ファイル(hazama.toml)") if words.starts_with("なし") => manifest = Some(None),
                ("実行", "設定ファイル(hazama.toml)") => manifest = sum_in(words).map(Some),
                ("実行", "訂正と記入(hazama.decisions.json)") => kept = sum_in(words),
                ("パック", _) => keep(&mut packs),
                ("突き合わせた様式", _) => keep(&mut forms),
                ("文書のハッシュ値", _) => keep(&mut documents),
                _ => {}
            }
        }
        let (Some(version), Some(as_of), Some(guideline)) = (version, as_of, guideline) else { return Err(refusal()) };
        Ok(Origin { version, as_of, guideline, manifest, kept, packs, forms, documents })
    }

    /// A case as it is now, for this program.
    pub fn now(papers: &[Paper], plan: &Plan, catalogue: &Catalogue) -> Origin {
        let papers = papers.iter().map(|paper| (paper.path.clone(), hex(&Sha256::digest(&paper.bytes))));
        Origin {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            as_of: plan.as_of.to_string(),
            guideline: plan.guideline.id().to_owned(),
            manifest: Some(plan.manifest.clone()),
            kept: plan.kept.clone(),
            packs: catalogue.packs.iter().map(|pack| (pack.head.id.clone(), pack.sha256.clone())).collect(),
            forms: BTreeMap::new(),
            documents: papers.collect(),
        }
    }
}

/// A heading or a word of a workbook in English, in Japanese; anything else as it is.
fn in_japanese(words: &str) -> &str {
    english::japanese(words).unwrap_or(words.trim())
}

fn refusal() -> Refusal {
    [
        "hazama の結果として読めません。report.json か、来歴のシートのある gaps.xlsx を指定してください。".to_owned(),
        "this is no result of hazama; name a report.json, or a gaps.xlsx with its sheet 来歴".to_owned(),
    ]
}

fn day(grid: &Grid, row: u32, column: u32) -> Option<String> {
    let cell = grid.at(row, column)?;
    match cell.value {
        Value::Date(day) => Some(day.to_string()),
        _ => crate::text::dates::parse(cell.text.trim()).map(|day| day.to_string()),
    }
}

/// The fingerprint that stands in these words.
fn sum_in(words: &str) -> Option<String> {
    let (_, after) = words.split_once("SHA-256 ")?;
    let sum: String = after.chars().take_while(char::is_ascii_hexdigit).collect();
    (sum.len() == 64).then_some(sum)
}
