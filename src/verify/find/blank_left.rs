//! `blank-left`: a binding paper or a rule with blanks for figures, dates or names. A blank in a clause that gives a duty is
//! a hit of its own; all others of a paper are one.

use crate::model::{Document, Level};
use crate::text::{fold, pattern};
use crate::verify::scene::{Hit, Scene, place_in, unit_place};
use crate::verify::why::cite;

pattern!(
    BLANK,
    r"(?:[○●□]+|_{2,}|[\(\[【][\s_]+[\)\]】]|[年月週日]\s{2,})(?:回|日以内|日間|日前|日まで|時間|分以内|か月|カ月|ヶ月|箇月|年間|年以内|円|%|パーセント|名|世代|営業日)|[○●□]{2,}|_{3,}|(?:令和|平成|西暦|20)[\s_]*年[\s_]*月[\s_]*日"
);

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    let speaks = |document: &&Document| matches!(document.kind.level(), Level::Binding | Level::Internal);
    for document in scene.documents.iter().filter(speaks) {
        let mut rest: Option<Hit> = None;
        for (unit, blank) in document.units.iter().filter_map(|unit| Some((unit, blank(&unit.text)?))) {
            let at = place_in(document, &unit_place(unit));
            let duty = scene.claims_of(document, unit).first().map(|claim| claim.duty.clone());
            match &mut rest {
                Some(hit) if duty.is_none() => hit.places.push(at),
                _ => {
                    let hit = Hit {
                        system: scene.only_system(document),
                        primary: at,
                        places: Vec::new(),
                        words: vec![("paper", cite(document, &unit_place(unit))), ("blank", blank)],
                        duty,
                    };
                    if hit.duty.is_some() {
                        hits.push(hit);
                    } else {
                        rest = Some(hit);
                    }
                }
            }
        }
        hits.extend(rest);
    }
    hits
}

/// The blank with the letters around it, or none.
fn blank(text: &str) -> Option<String> {
    /// Letters shown on each side.
    const AROUND: usize = 8;
    let folded = fold(text);
    let found = BLANK.find(&folded.text)?;
    let range = folded.original(found.range());
    let before: Vec<char> = text[..range.start].chars().rev().take(AROUND).collect();
    let after: String = text[range.end..].chars().take(AROUND).collect();
    let whole = format!("{}{}{after}", before.into_iter().rev().collect::<String>(), &text[range]);
    Some(format!("「{}」", whole.split_whitespace().collect::<Vec<_>>().join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_told_from_marks_and_figures() {
        for (text, is_blank) in [
            ("乙は、年〇回試験を行う。", true),
            ("障害の連絡から○時間以内に着手する。", true),
            ("令和　年　月　日", true),
            ("令和8年　月　日から", false),
            ("（　　）日以内に報告する。", true),
            ("世代数は、＿＿世代とする。", true),
            ("○○株式会社(以下「乙」という。)", true),
            ("監視 ○ 復旧 △", false),
            ("○印の作業は乙が行う。", false),
            ("月1回点検する。", false),
            ("「○」は事業者が行うことを示す。", false),
        ] {
            assert_eq!(blank(text).is_some(), is_blank, "{text}");
        }
    }
}
