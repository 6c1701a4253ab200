//! `answers-disagree`: on one duty the vendor's checklist and its disclosure, its two disclosures, or the two checklists, say yes and
//! no; or a form says yes to a part of what it has just said no to.

use crate::model::{Answer, Document, DutyId, Kind, Row};
use crate::verify::scene::{Hit, Scene, paper_name, place_in, row_name};
use crate::verify::speaks_for;

/// Kinds of form whose answers on one duty ought to agree.
const PAIRS: [(Kind, Kind); 4] = [
    (Kind::Mds, Kind::Sds),
    (Kind::ChecklistVendor, Kind::Mds),
    (Kind::ChecklistVendor, Kind::Sds),
    (Kind::ChecklistHospital, Kind::ChecklistVendor),
];

/// What a form answers on a duty, with its first row.
type Told<'a> = Option<(Answer, &'a Row)>;

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits: Vec<Hit> = scene.documents.iter().flat_map(|document| in_itself(scene, document)).collect();
    let forms = scene.documents.iter().filter(|document| PAIRS.iter().any(|(a, b)| [*a, *b].contains(&document.kind)));
    let answered: Vec<(&Document, Vec<Told>)> = forms
        .map(|document| (document, scene.catalogue.duties.iter().map(|duty| answer(document, &duty.id)).collect()))
        .collect();
    for system in &scene.systems {
        let papers: Vec<&(&Document, Vec<Told>)> =
            answered.iter().filter(|(document, _)| speaks_for(document, system)).collect();
        for (one, other) in PAIRS {
            let of = |kind: Kind| papers.iter().copied().filter(move |(document, _)| document.kind == kind);
            for ((one, of_one), (other, of_other)) in of(one).flat_map(|one| of(other).map(move |other| (one, other))) {
                for (at, duty) in scene.catalogue.duties.iter().enumerate() {
                    let (yes, no, said, row) = match (of_one[at], of_other[at]) {
                        (yes @ Some((Answer::Yes, _)), Some((Answer::No, row))) => (one, other, yes, row),
                        (Some((Answer::No, row)), yes @ Some((Answer::Yes, _))) => (other, one, yes, row),
                        _ => continue,
                    };
                    let place = |document: &Document, row: &Row| place_in(document, &row.place);
                    hits.push(Hit {
                        duty: Some(duty.id.clone()),
                        system: Some(system.id.clone()),
                        primary: place(no, row),
                        places: said.iter().map(|(_, row)| place(yes, row)).collect(),
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

/// Rows of a form of the vendor's that say yes under a row that says no. A question that is asked for the case of a no, or for
/// what is done instead, is answered as it should be.
fn in_itself(scene: &Scene, document: &Document) -> Vec<Hit> {
    if !matches!(document.kind, Kind::Mds | Kind::Sds | Kind::ChecklistVendor) {
        return Vec::new();
    }
    let is_other =
        |row: &Row| ["いいえ", "代替", "代わ", "ない場合", "未対応"].iter().any(|word| row.text.contains(word));
    let systems = scene.systems_of(document).iter().map(|system| system.name.as_str()).collect::<Vec<_>>().join("、");
    let under_no = document.rows.iter().filter(|row| row.answer == Answer::Yes && !is_other(row)).filter_map(|row| {
        let above = |other: &&Row| Some(&other.number) == row.parent.as_ref() && other.part == row.part;
        let parent = document.rows.iter().find(above).filter(|parent| parent.answer == Answer::No)?;
        let duty = row.duties.first().or(parent.duties.first());
        let named = |row: &Row| format!("{}の{}", paper_name(document), row_name(row));
        Some(Hit {
            duty: duty.cloned(),
            system: scene.only_system(document),
            primary: place_in(document, &row.place),
            places: vec![place_in(document, &parent.place)],
            words: vec![
                ("system", systems.clone()),
                ("duty", duty.map_or(parent.text.as_str(), |duty| scene.catalogue.title(duty)).to_owned()),
                ("one", named(row)),
                ("other", named(parent)),
            ],
        })
    });
    under_no.collect()
}

/// What a form answers on a duty, with the first row that does: none when its rows differ, are gated or say neither. A yes
/// to several duties at once is a yes to each of them; a no to several says of none which it means.
fn answer<'a>(document: &'a Document, duty: &DutyId) -> Told<'a> {
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
