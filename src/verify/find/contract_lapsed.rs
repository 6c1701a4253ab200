//! `contract-lapsed`: the term is over, or not given, or renewed tacitly with the notice date of this term gone.

use crate::model::{Date, Document, Kind, Place};
use crate::verify::scene::{Hit, Scene, paper_name, place_in};
use crate::verify::term::Term;

pub(super) fn check(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    for document in scene.documents.iter().filter(|document| document.kind == Kind::Contract) {
        let Some(fault) = fault(document, scene.plan.as_of) else { continue };
        hits.push(Hit {
            duty: None,
            system: scene.only_system(document),
            primary: place_in(document, &Place::default()),
            places: Vec::new(),
            words: vec![("paper", paper_name(document)), ("fault", fault)],
        });
    }
    hits
}

fn fault(document: &Document, today: Date) -> Option<String> {
    match Term::of(&document.header, today) {
        // an order form takes its term from the contract that it belongs to
        Term::Undated if is_order(document) => None,
        Term::Undated => Some("契約の期間を読み取れません".to_owned()),
        Term::Over { end } => Some(format!("契約の期間が{end}に終わっています")),
        Term::Renewed { end, notice: Some(notice) } if today > notice => {
            Some(format!("自動で更新され、今期({end}まで)の更新拒絶の申出の期限({notice})を過ぎています"))
        }
        Term::Ahead { .. } | Term::Endless | Term::Running { .. } | Term::Renewed { .. } => None,
    }
}

fn is_order(document: &Document) -> bool {
    let title = document.header.title.as_deref().unwrap_or_default();
    ["申込書", "注文書", "発注書"].iter().any(|order| title.contains(order))
}
