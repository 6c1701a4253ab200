//! What a report rests on besides the papers: a group's packs, guidelines and, by duty, the parts of them that ask for it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalogue::{self, Catalogue, GuidelinePack};
use crate::model;

#[derive(Serialize)]
pub(super) struct Sources<'a> {
    packs: Vec<Pack<'a>>,
    guidelines: Vec<Guideline<'a>>,
    basis: BTreeMap<&'a str, Vec<Basis<'a>>>,
}

#[derive(Serialize)]
struct Pack<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
    issued: &'a str,
    publisher: Option<&'a str>,
    sha256: &'a str,
    duties: Vec<&'a str>,
    synonyms: Vec<&'a str>,
    posts: Vec<&'a str>,
    required: Vec<&'a str>,
    guidelines: Vec<&'a str>,
    overrules: Vec<Overrule>,
}

#[derive(Serialize)]
struct Overrule {
    what: &'static str,
    of: String,
    message: String,
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
            packs: catalogue.packs.iter().map(|pack| Pack::new(pack, catalogue)).collect(),
            guidelines: catalogue.guidelines.used(edition).map(Guideline::from).collect(),
            basis: duties.collect(),
        }
    }
}

impl<'a> Pack<'a> {
    fn new(pack: &'a catalogue::Pack, catalogue: &'a Catalogue) -> Pack<'a> {
        let head = &pack.head;
        let overrules = pack.overrules(catalogue).into_iter();
        Pack {
            id: &head.id,
            title: &head.title,
            version: &head.version,
            issued: &head.issued,
            publisher: head.publisher.as_deref(),
            sha256: &pack.sha256,
            duties: pack.duties.iter().map(|duty| duty.id.as_str()).collect(),
            synonyms: pack.synonyms.iter().map(|synonym| synonym.duty.as_str()).collect(),
            posts: pack.posts.iter().map(|post| post.name.as_str()).collect(),
            required: pack.required.iter().map(|required| required.duty.as_str()).collect(),
            guidelines: pack.guidelines.iter().map(|guideline| guideline.id.as_str()).collect(),
            overrules: overrules.map(|one| Overrule { what: one.what, of: one.of, message: one.ja }).collect(),
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
