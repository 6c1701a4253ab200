//! The forms of whole cases: every row with its answer and cell, every date, and the duties that rows are known to speak of.

use std::collections::BTreeMap;
use std::path::Path;

use hazama::catalogue::Catalogue;
use hazama::forms::{FormReading, read, recognise};
use hazama::model::{Date, Kind, Paper};
use serde_json::Value;

const CASES: [&str; 2] = ["clinic-cloud", "swapped"];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/cases")
}

fn expected(case: &str) -> Value {
    let text = std::fs::read_to_string(folder().join(format!("{case}.expected.json"))).expect("the expected answers");
    serde_json::from_str(&text).expect("JSON")
}

fn form(case: &str, file: &str, catalogue: &Catalogue) -> FormReading {
    let bytes = std::fs::read(folder().join(case).join(file)).expect("the form");
    let source = hazama::read::source(&Paper { path: file.to_owned(), bytes });
    let recognised = recognise(&source, catalogue).unwrap_or_else(|| panic!("{file} is a form"));
    assert!(!recognised.reason.is_empty(), "{file}");
    let as_of = Date::iso(expected(case)["as_of"].as_str().expect("a date")).expect("a date");
    let reading = read(&source, recognised.kind, catalogue, as_of);
    assert_eq!(reading.edition, recognised.edition, "{file}");
    reading
}

fn entries(value: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    value.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), text(value))).collect()
}

#[test]
fn every_row_is_read_with_its_answer_and_cell() {
    let catalogue = Catalogue::builtin();
    for case in CASES {
        for (file, want) in expected(case)["rows"].as_object().expect("forms") {
            let reading = form(case, file, &catalogue);
            assert_eq!(reading.rows.len() as u64, want["count"].as_u64().expect("a count"), "{file}");
            let answers: BTreeMap<String, String> =
                reading.rows.iter().map(|row| (row.number.clone(), row.answer.id().to_owned())).collect();
            assert_eq!(answers, entries(&want["answers"]), "{file}");
            let cells = entries(&want["cells"]);
            for row in &reading.rows {
                // Three answer columns are given as an area: the answer stands in one of them.
                let (sheet, area) = cells[&row.number].split_once('!').expect("sheet and cell");
                let (first, last) = area.split_once(':').unwrap_or((area, area));
                let cell = row.place.cell.as_deref().expect("a cell");
                assert_eq!(row.place.sheet.as_deref(), Some(sheet), "{file} {}", row.number);
                assert!((first..=last).contains(&cell), "{file} {}: {cell} in {area}", row.number);
            }
        }
    }
}

#[test]
fn every_date_is_read() {
    let catalogue = Catalogue::builtin();
    for case in CASES {
        let expected = expected(case);
        for file in expected["rows"].as_object().expect("forms").keys() {
            let want = &expected["dates"][file];
            let reading = form(case, file, &catalogue);
            let iso = |date: Option<Date>| date.map(|date| date.to_string());
            assert_eq!(iso(reading.header.created).as_deref(), want["created"].as_str(), "{file}");
            assert_eq!(iso(reading.header.first_check).as_deref(), want["first_check"].as_str(), "{file}");
            let done: BTreeMap<String, String> =
                reading.rows.iter().filter_map(|row| Some((row.number.clone(), iso(row.done)?))).collect();
            assert_eq!(done, entries(&want["done"]), "{file}");
            assert!(reading.notices.is_empty(), "{file}: {:?}", reading.notices);
        }
    }
}

#[test]
fn kinds_editions_and_heads_are_told() {
    let catalogue = Catalogue::builtin();
    for (case, file, kind, edition, guideline) in [
        ("clinic-cloud", "SDS_しおりカルテ_2026.xlsx", Kind::Sds, "5.0", Some("6.0")),
        ("clinic-cloud", "役割分担確認表_しおりカルテ.xlsx", Kind::RoleTable, "2024-06", None),
        ("swapped", "MDS_ほくと.xlsx", Kind::Mds, "5.0", Some("6.0")),
        ("swapped", "確認表_ほくと.xlsx", Kind::RoleTable, "2024-06", None),
    ] {
        let reading = form(case, file, &catalogue);
        assert_eq!((reading.kind, reading.edition.as_deref()), (kind, Some(edition)), "{file}");
        assert_eq!(reading.header.guideline.as_deref(), guideline, "{file}");
        assert!(reading.header.vendor.is_some() && reading.header.title.is_some(), "{file}: {:?}", reading.header);
        let is_role_table = kind == Kind::RoleTable;
        assert_eq!(reading.header.system.is_some() && reading.header.hospital.is_some(), is_role_table, "{file}");
        assert_eq!(reading.header.product.is_some() && reading.header.version.is_some(), !is_role_table, "{file}");
    }
}

#[test]
fn editions_of_the_test_papers_are_told() {
    let catalogue = Catalogue::builtin();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers");
    for (file, kind, edition) in [
        ("form-roles-plain.xlsx", Kind::RoleTable, Some("2024-06")),
        ("form-roles-typed.docx", Kind::RoleTable, Some("2024-06")),
        ("form-roles-newer.xlsx", Kind::RoleTable, Some("2027-03")),
        ("form-mds-3.0a.xlsx", Kind::Mds, Some("3.0a")),
        ("form-mds-4.0.xlsx", Kind::Mds, Some("4.0")),
        ("form-mds-4.1.xlsx", Kind::Mds, Some("4.1")),
        ("form-mds-typed.docx", Kind::Mds, Some("5.0")),
        ("form-mds-by-number.xlsx", Kind::Mds, Some("5.0")),
        ("form-mds-newer.xlsx", Kind::Mds, Some("6.0")),
        ("form-mds-signs-disagree.xlsx", Kind::Mds, Some("4.1")),
        ("form-sds-4.0.xlsx", Kind::Sds, Some("4.0")),
        ("form-sds-4.1.xlsx", Kind::Sds, Some("4.1")),
        ("form-sds-5.0.xlsx", Kind::Sds, Some("5.0")),
        ("form-sds-no-edition.xlsx", Kind::Sds, None),
        ("form-checklist-hospital-r5.xlsx", Kind::ChecklistHospital, Some("R5")),
        ("form-checklist-hospital-r6.xlsx", Kind::ChecklistHospital, Some("R6")),
        ("form-checklist-hospital-r7.xlsx", Kind::ChecklistHospital, Some("R7")),
        ("form-checklist-hospital-r8.xlsx", Kind::ChecklistHospital, Some("R8")),
        ("form-checklist-hospital-newer.xlsx", Kind::ChecklistHospital, Some("R9")),
        ("form-checklist-vendor-r5.xlsx", Kind::ChecklistVendor, Some("R5")),
        ("form-checklist-vendor-r8.xlsx", Kind::ChecklistVendor, Some("R8")),
        ("form-bcp.xlsx", Kind::ChecklistHospital, Some("bcp-2024-06")),
    ] {
        let bytes = std::fs::read(folder.join(file)).expect("the form");
        let source = hazama::read::source(&Paper { path: file.to_owned(), bytes });
        let recognised = recognise(&source, &catalogue).unwrap_or_else(|| panic!("{file} is a form"));
        let reading = read(&source, recognised.kind, &catalogue, Date { year: 2026, month: 11, day: 22 });
        assert_eq!((reading.kind, reading.edition.as_deref()), (kind, edition), "{file}");
    }
}

#[test]
fn a_form_on_one_sheet_a_system_keeps_its_sheets_apart() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers/form-roles-sheet-per-system.xlsx");
    let source =
        hazama::read::source(&Paper { path: "a.xlsx".to_owned(), bytes: std::fs::read(path).expect("the form") });
    let reading = read(&source, Kind::RoleTable, &Catalogue::builtin(), Date { year: 2026, month: 11, day: 22 });
    let rows: Vec<String> = reading
        .rows
        .iter()
        .map(|row| format!("{} {}: {}", row.part.as_deref().unwrap_or("-"), row.number, row.answer.id()))
        .collect();
    assert_eq!(rows, ["電子カルテ 1: yes", "電子カルテ 2: no", "医事会計 1: no", "医事会計 2: yes"]);
    assert_eq!(reading.header.system.as_deref(), Some("電子カルテ、医事会計"));
}

#[test]
fn rows_tie_to_the_duties_that_findings_name() {
    let catalogue = Catalogue::builtin();
    let mut wrong = Vec::new();
    for case in CASES {
        let expected = expected(case);
        let forms: Vec<FormReading> =
            expected["rows"].as_object().expect("forms").keys().map(|file| form(case, file, &catalogue)).collect();
        for finding in expected["findings"].as_array().expect("findings") {
            let (Some(duty), Some(at)) = (finding["duty"].as_str(), finding["at"].as_str()) else { continue };
            let Some((_, cell)) = at.split_once(" / ") else { continue };
            let row = forms
                .iter()
                .flat_map(|form| &form.rows)
                .find(|row| {
                    row.place.sheet.iter().chain(&row.place.cell).cloned().collect::<Vec<_>>().join("!") == cell
                })
                .unwrap_or_else(|| panic!("a row at {at}"));
            if !row.duties.iter().any(|id| id.as_str() == duty) {
                wrong.push(format!("{at} wants {duty}, got {:?}", row.duties));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
