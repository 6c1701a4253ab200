//! `answers-disagree`: on one duty the vendor's checklist and its disclosure, or the two checklists, say yes and no.

use crate::model::{Answer, Document, DutyId, Kind, Row};
use crate::verify::scene::{Hit, Scene, paper_name, place_in};

/// Kinds of form whose answers on one duty ought to agree.
const PAIRS: [(Kind, Kind); 3] = [
    (Kind::ChecklistVendor, Kind::Mds),
    (Kind::ChecklistVendor, Kind::Sds),
    (Kind::ChecklistHospital, Kind::ChecklistVendor),
];

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for system in &scene.systems {
        let papers = scene.papers(system);
        for (one, other) in PAIRS {
            let of = |kind: Kind| papers.iter().copied().filter(move |document| document.kind == kind);
            for (one, other) in of(one).flat_map(|one| of(other).map(move |other| (one, other))) {
                for duty in &scene.catalogue.duties[..] {
                    let answers = (answer(one, &duty.id), answer(other, &duty.id));
                    let (yes, no, row) = match answers {
                        (Some((Answer::Yes, _)), Some((Answer::No, row))) => (one, other, row),
                        (Some((Answer::No, row)), Some((Answer::Yes, _))) => (other, one, row),
                        _ => continue,
                    };
                    let rows = [answer(yes, &duty.id), answer(no, &duty.id)];
                    let place = |document: &Document, row: &Row| place_in(document, &row.place);
                    hits.push(Hit {
                        duty: Some(duty.id.clone()),
                        system: Some(system.id.clone()),
                        primary: place(no, row),
                        places: rows[0].iter().map(|(_, row)| place(yes, row)).collect(),
                        words: vec![
                            ("system", system.name.clone()),
                            ("duty", duty.title_ja.clone()),
                            ("one", paper_name(yes)),
                            ("other", paper_name(no)),
                        ],
                    });
                }
            }
        }
    }
    hits
}

/// What a form answers on a duty, with the first row that does: none when its rows differ, are gated or say neither. A yes
/// to several duties at once is a yes to each of them; a no to several says of none which it means.
fn answer<'a>(document: &'a Document, duty: &DutyId) -> Option<(Answer, &'a Row)> {
    let asked = |row: &&Row| row.duties.contains(duty) && !document.is_gated(row);
    let first = document.rows.iter().find(asked)?;
    let same = document.rows.iter().filter(asked).all(|row| row.answer == first.answer);
    let tells = match first.answer {
        Answer::Yes => true,
        Answer::No => first.duties.len() == 1,
        _ => false,
    };
    (same && tells).then_some((first.answer, first))
}
