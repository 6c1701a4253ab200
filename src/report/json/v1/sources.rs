//! What a report rests on besides the papers: guidelines and, by duty, the parts of them that ask for it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalogue::{self, Catalogue, GuidelinePack};
use crate::model;

#[derive(Serialize)]
pub(super) struct Sources<'a> {
    guidelines: Vec<Guideline<'a>>,
    basis: BTreeMap<&'a str, Vec<Basis<'a>>>,
}

#[derive(Serialize)]
struct Guideline<'a> {
    id: &'a str,
    title: &'a str,
    edition: &'a str,
    publisher: &'a str,
    issued: &'a str,
    urls: &'a [String],
}

#[derive(Serialize)]
struct Basis<'a> {
    guideline: &'a str,
    found_in: Option<&'a str>,
    place: &'a str,
    certainty: &'static str,
}

impl<'a> Sources<'a> {
    pub(super) fn new(report: &'a model::Report, catalogue: &'a Catalogue) -> Sources<'a> {
        let edition = report.plan.guideline;
        let duties = catalogue.duties.iter().map(|duty| {
            let basis = catalogue.guidelines.basis(&duty.id, edition);
            (duty.id.as_str(), basis.into_iter().map(Basis::from).collect())
        });
        Sources {
            guidelines: catalogue.guidelines.used(edition).map(Guideline::from).collect(),
            basis: duties.collect(),
        }
    }
}

impl<'a> From<&'a GuidelinePack> for Guideline<'a> {
    fn from(pack: &'a GuidelinePack) -> Self {
        let GuidelinePack { id, title, edition, publisher, issued, urls, .. } = pack;
        Guideline { id, title, edition, publisher, issued, urls }
    }
}

impl<'a> From<catalogue::Basis<'a>> for Basis<'a> {
    fn from(basis: catalogue::Basis<'a>) -> Self {
        Basis {
            guideline: &basis.pack.id,
            found_in: basis.found_in.map(|pack| pack.id.as_str()),
            place: basis.place,
            certainty: basis.certainty.id(),
        }
    }
}
