//! `disclosure-gap`: an unanswered question of an MDS, an SDS or a questionnaire, 対象外 without a reason, a remark number without
//! its text. A questionnaire that nobody has answered yet is a notice, and no list of gaps.

use crate::model::{Answer, Document, Kind, Row};
use crate::verify::scene::{Hit, Scene, paper_name, place_in, row_name};

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    let is_asked = |document: &&Document| match document.kind {
        Kind::Mds | Kind::Sds => true,
        Kind::Disclosure => document.rows.iter().any(|row| row.answer != Answer::Blank),
        _ => false,
    };
    for document in scene.documents.iter().filter(is_asked) {
        for row in &document.rows {
            let Some(fault) = fault(row, document) else { continue };
            hits.push(Hit {
                duty: row.duties.first().cloned(),
                system: scene.only_system(document),
                primary: place_in(document, row.remark_place.as_ref().unwrap_or(&row.place)),
                places: Vec::new(),
                words: vec![("paper", paper_name(document)), ("row", row_name(row)), ("fault", fault.to_owned())],
            });
        }
    }
    hits
}

fn fault(row: &Row, document: &Document) -> Option<&'static str> {
    let remark = row.remark.as_deref().is_some_and(|remark| !remark.trim().is_empty());
    match row.answer {
        _ if row.remark_key.is_some() && !remark => Some("備考番号に当たる備考がありません"),
        Answer::Blank if !document.is_gated(row) => Some("答えが記入されていません"),
        Answer::Double => Some("二つ以上の答えに印があります"),
        Answer::Unreadable => Some("答えを読み取れません"),
        Answer::Na if !remark && !document.is_gated(row) => Some("「対象外」とする理由が書かれていません"),
        _ => None,
    }
}
