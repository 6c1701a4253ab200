//! `row-open`: いいえ without a date, a date before the first check, or a checklist's target outside its fiscal year.

use crate::model::{Answer, Date, Document, Kind, Row};
use crate::verify::scene::{Hit, Scene, paper_name, place_in, row_name};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| is_form(document.kind)) {
        for row in &document.rows {
            let Some(fault) = fault(row, document) else { continue };
            hits.push(Hit {
                duty: row.duties.first().cloned(),
                system: scene.only_system(document),
                primary: place_in(document, &row.place),
                places: Vec::new(),
                words: vec![("row", format!("{}の{}", paper_name(document), row_name(row))), ("fault", fault)],
            });
        }
    }
    hits
}

fn is_form(kind: Kind) -> bool {
    matches!(kind, Kind::RoleTable | Kind::ChecklistHospital | Kind::ChecklistVendor)
}

fn fault(row: &Row, document: &Document) -> Option<String> {
    let first = row.date.or(document.header.first_check);
    match (row.answer, row.done, first) {
        (_, Some(done), Some(first)) if done < first => Some(format!("完了日({done})が初回確認日({first})より前です")),
        (Answer::No, None, _) => Some("「いいえ」のままで完了日がありません".to_owned()),
        (Answer::No, Some(target), first) => {
            let (from, to) = fiscal_year(document, first).filter(|(from, to)| target < *from || target > *to)?;
            Some(format!("目標日({target})がチェックリストの年度({from}から{to}まで)の外です"))
        }
        _ => None,
    }
}

/// First and last day of a checklist's fiscal year: from its edition (R7 is 令和7年度, April 2025 to March 2026), else from
/// the first check. A role table has none.
fn fiscal_year(document: &Document, first: Option<Date>) -> Option<(Date, Date)> {
    if document.kind == Kind::RoleTable {
        return None;
    }
    let edition = document.edition.as_deref().and_then(|edition| edition.strip_prefix('R')?.parse::<i16>().ok());
    let of = |day: Date| if day.month < 4 { day.year - 1 } else { day.year };
    let year = edition.map(|era| 2018 + era).or_else(|| first.map(of))?;
    Some((Date { year, month: 4, day: 1 }, Date { year: year + 1, month: 3, day: 31 }))
}
