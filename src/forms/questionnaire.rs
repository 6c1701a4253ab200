//! What is amiss with the answers to `hazama questions`. In: rows. Out: notices: nothing answered yet, or a key that no longer
//! says what the answer is about.

use crate::catalogue::Catalogue;
use crate::model::{Answer, Notice, Place, Row};

/// Notices of a questionnaire.
pub(super) fn notices(rows: &[Row], catalogue: &Catalogue) -> Vec<Notice> {
    let is_silent = |row: &Row| row.answer == Answer::Blank;
    if !rows.is_empty() && rows.iter().all(is_silent) {
        let message = "質問票に、まだ回答がありません。事業者が回答したものに入れ替えてください。";
        return vec![Notice::new(Place::default(), message)];
    }
    let is_lost = |row: &&Row| row.keyed().is_none_or(|(duty, _)| catalogue.duty(&duty).is_none());
    let lost = rows.iter().filter(|row| !is_silent(row)).filter(is_lost).map(|row| {
        let message = format!(
            "質問票の番号{}の照合キーが変わっているため、回答を数えていません。元の質問票の照合キーに戻してください。",
            row.number
        );
        Notice::new(row.place.clone(), message)
    });
    lost.collect()
}
