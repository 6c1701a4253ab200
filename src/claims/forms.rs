//! Claims that the rows of a form make. In: rows, and the kind of form. Out: claims without ids, in the order of the rows.
//! A disclosure states, plans or leaves out, and its remarks push work to the hospital; it binds nobody. Role tables and the hospital's
//! own checklist say only that a row was settled, and make no claim.

use crate::catalogue::Catalogue;
use crate::forms::remark::{RemarkReading, Sense, read_remark};
use crate::model::{Answer, Claim, Confidence, DutyId, Explanation, Kind, Level, Party, Place, Quote, Row, Strength};

/// Claims of the rows of a form of that kind, for every duty of each row that the catalogue knows.
pub fn claims(rows: &[Row], kind: Kind, catalogue: &Catalogue) -> Vec<Claim> {
    if kind.level() != Level::Declared {
        return Vec::new();
    }
    let mut claims = Vec::new();
    for row in rows {
        let remark = read_remark(row.remark.as_deref().unwrap_or_default());
        let says = readings(row.answer, &remark, kind);
        for duty in row.duties.iter().filter(|duty| catalogue.duty(duty).is_some()) {
            claims.extend(says.iter().map(|says| claim(row, duty, says, &remark)));
        }
    }
    claims
}

/// One thing that an answer with its remark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Says {
    holder: Party,
    strength: Strength,
    pushed: bool,
    /// The remark's words say it, and not the question's.
    by_remark: bool,
}

const PUSHED: Says = Says { holder: Party::Hospital, strength: Strength::Expected, pushed: true, by_remark: true };

/// What an answer says together with its remark: the table of answers and remarks, one line a case.
fn readings(answer: Answer, remark: &RemarkReading, kind: Kind) -> Vec<Says> {
    let vendor = |strength, by_remark| Says { holder: Party::Vendor, strength, pushed: false, by_remark };
    let third = Says { holder: Party::Third, strength: Strength::Stated, pushed: false, by_remark: true };
    // What stands in a data centre or on another's cloud is in the hands of the service provider; beside a product it is not.
    let is_third = remark.says(Sense::Third) && kind != Kind::Sds && !remark.says(Sense::Vendor);
    let mut says = match answer {
        Answer::Yes if remark.is_planned() => vec![vendor(Strength::Planned, true)],
        Answer::Yes if remark.says(Sense::Excluded) => vec![vendor(Strength::Disclaimed, true)],
        Answer::Yes if remark.is_conditional() => vec![vendor(Strength::Conditional, true)],
        Answer::Yes if remark.says(Sense::Open) => {
            vec![Says { holder: Party::Unstated, strength: Strength::Open, pushed: false, by_remark: true }]
        }
        Answer::Yes if is_third && !remark.pushes() => vec![third],
        Answer::Yes => vec![vendor(Strength::Stated, false)],
        // not there today, and planned: a contract that promises it today is still contradicted
        Answer::No if remark.says(Sense::Planned) => {
            vec![vendor(Strength::Absent, false), vendor(Strength::Planned, true)]
        }
        Answer::No => vec![vendor(Strength::Absent, false)],
        Answer::Na if remark.pushes() => Vec::new(),
        Answer::Na if remark.says(Sense::Platform) => vec![PUSHED],
        Answer::Na if is_third => vec![third],
        Answer::Na if remark.says(Sense::Planned) => vec![vendor(Strength::Planned, true)],
        Answer::Na => vec![vendor(Strength::Outside, !remark.is_empty())],
        Answer::Blank | Answer::Double | Answer::Unreadable => return Vec::new(),
    };
    if remark.pushes() {
        says.push(PUSHED);
    }
    says
}

fn claim(row: &Row, duty: &DutyId, says: &Says, remark: &RemarkReading) -> Claim {
    let place = |own: &Place| Place { unit: row.place.unit.clone(), ..own.clone() };
    let quote = match (&row.remark, &row.remark_place) {
        (Some(text), Some(at)) if says.by_remark => Quote { text: text.clone(), place: place(at) },
        _ => Quote { text: row.text.clone(), place: row.place.clone() },
    };
    Claim {
        id: String::new(),
        document: String::new(),
        duty: duty.clone(),
        holder: says.holder,
        performer: None,
        strength: says.strength,
        condition: remark.condition.clone().filter(|_| says.strength == Strength::Conditional),
        scope: remark.scope.clone(),
        half: None,
        pushed: says.pushed,
        quote,
        confidence: Confidence::High,
        why: Explanation {
            agent: String::new(),
            step: if says.by_remark { "備考".to_owned() } else { "回答欄".to_owned() },
            ending: if says.by_remark { remark.cue.clone() } else { row.answer.ja().to_owned() },
            object: String::new(),
            act: String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(answer: Answer, remark: &str) -> Row {
        Row {
            part: None,
            section: None,
            number: "7.1".to_owned(),
            title: None,
            text: "バックアップを取る機能があるか。".to_owned(),
            answer,
            date: None,
            done: None,
            remark: (!remark.is_empty()).then(|| remark.to_owned()),
            remark_key: None,
            note: None,
            holder: None,
            clause: None,
            parent: None,
            key: None,
            duties: vec![DutyId::new("bck.take")],
            place: Place::cell("MDS", "C9"),
            remark_place: (!remark.is_empty()).then(|| Place::cell("MDS", "F9")),
        }
    }

    #[test]
    fn answers_and_remarks_make_claims() {
        use Answer::{Blank, Double, Na, No, Yes};
        let catalogue = Catalogue::builtin();
        for (answer, remark, want) in [
            (Yes, "", "vendor stated"),
            (Yes, "標準機能です", "vendor stated"),
            (Yes, "弊社にて実施", "vendor stated"),
            (Yes, "有償オプション", "vendor conditional"),
            (Yes, "次期版で対応予定", "vendor planned"),
            (Yes, "協議の上で定める", "unstated open"),
            (Yes, "実行は貴院にて行う", "vendor stated, hospital expected pushed"),
            (Yes, "オプションであり、設定は貴院にて行う", "vendor conditional, hospital expected pushed"),
            (Yes, "保守対象外", "vendor disclaimed"),
            (Yes, "回線事業者が行う", "third stated"),
            (No, "", "vendor absent"),
            (No, "お客様にて実施", "vendor absent, hospital expected pushed"),
            (No, "2027年に対応予定", "vendor absent, vendor planned"),
            (Na, "", "vendor outside"),
            (Na, "該当機能なし", "vendor outside"),
            (Na, "お客様にて実施", "hospital expected pushed"),
            (Na, "OSの機能による", "hospital expected pushed"),
            (Blank, "お客様にて実施", ""),
            (Double, "", ""),
        ] {
            let got: Vec<String> = claims(&[row(answer, remark)], Kind::Mds, &catalogue)
                .iter()
                .map(|claim| {
                    let pushed = if claim.pushed { " pushed" } else { "" };
                    format!("{} {}{pushed}", claim.holder.id(), claim.strength.id())
                })
                .collect();
            assert_eq!(got.join(", "), want, "{answer:?} {remark}");
        }
    }

    #[test]
    fn pushes_quote_the_remark_and_agreed_forms_claim_nothing() {
        let rows = [row(Answer::Yes, "実行は貴院にて行う")];
        let catalogue = Catalogue::builtin();
        let claims_of = |kind| claims(&rows, kind, &catalogue);
        let quotes: Vec<String> = claims_of(Kind::Mds)
            .iter()
            .map(|claim| format!("{} {}", claim.quote.place.in_words(), claim.quote.text))
            .collect();
        assert_eq!(quotes, ["MDS!C9 バックアップを取る機能があるか。", "MDS!F9 実行は貴院にて行う"]);
        assert!(claims_of(Kind::RoleTable).is_empty());
        assert!(claims_of(Kind::ChecklistHospital).is_empty());
    }
}
