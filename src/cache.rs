//! Papers that many cases share, read once. In: a paper with what the plan says of it. Out: the document that an earlier case made
//! of the same bytes. Held in memory for one run, bounded by size; what was not used for longest goes first.

use std::collections::BTreeMap;
use std::mem::size_of;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::catalogue::Catalogue;
use crate::model::{Claim, Date, Document, DocumentHint, Kind, Paper, Plan, Row, Side, Unit};

/// All that bears on the reading of one paper. The program is the one that runs; only [`Plan::hint`] and the day come from the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    sha256: [u8; 32],
    /// What stands behind the last dot of the path, by which papers without marks of their own are told apart.
    ending: String,
    kind: Option<Kind>,
    edition: Option<String>,
    side: Option<Side>,
    as_of: Date,
    packs: Vec<String>,
}

impl Key {
    fn of(paper: &Paper, catalogue: &Catalogue, plan: &Plan) -> Key {
        let hint = plan.hint(&paper.path);
        Key {
            sha256: Sha256::digest(&paper.bytes).into(),
            ending: paper.path.to_lowercase().rsplit('.').next().unwrap_or_default().to_owned(),
            kind: hint.and_then(|hint| hint.kind),
            edition: hint.and_then(|hint| hint.edition.clone()),
            side: hint.and_then(|hint| hint.side),
            as_of: plan.as_of,
            packs: catalogue.packs.iter().map(|pack| pack.sha256.clone()).collect(),
        }
    }

    /// A plan that holds of `plan` no more than the key does, so that nothing else can bear on the reading.
    pub fn plan(&self, path: &str) -> Plan {
        let hint = DocumentHint {
            path: path.to_owned(),
            kind: self.kind,
            side: self.side,
            edition: self.edition.clone(),
            ..DocumentHint::default()
        };
        Plan { documents: vec![hint], ..Plan::bare(self.as_of) }
    }
}

/// Documents by what they were read from.
#[derive(Debug)]
pub struct Cache {
    /// Bytes that all documents together may take; 0 keeps none.
    bound: usize,
    shelf: Mutex<Shelf>,
}

#[derive(Debug, Default)]
struct Shelf {
    kept: BTreeMap<Key, Kept>,
    /// Keys by when they were last asked for.
    order: BTreeMap<u64, Key>,
    asked: u64,
    size: usize,
}

#[derive(Debug)]
struct Kept {
    document: Arc<Document>,
    asked: u64,
    size: usize,
}

impl Cache {
    /// A cache of that many bytes; one of 0 keeps nothing.
    pub fn new(bound: usize) -> Cache {
        Cache { bound, shelf: Mutex::default() }
    }

    /// The key of a paper; none where nothing is kept.
    pub fn key(&self, paper: &Paper, catalogue: &Catalogue, plan: &Plan) -> Option<Key> {
        (self.bound > 0).then(|| Key::of(paper, catalogue, plan))
    }

    /// The document that was made of the same before, under whatever path it lay then.
    pub fn find(&self, key: &Key) -> Option<Arc<Document>> {
        let mut shelf = self.shelf();
        let Shelf { kept, order, asked, .. } = &mut *shelf;
        let found = kept.get_mut(key)?;
        *asked += 1;
        if let Some(key) = order.remove(&found.asked) {
            order.insert(*asked, key);
        }
        found.asked = *asked;
        Some(Arc::clone(&found.document))
    }

    /// Keeps a document, and lets go of others until all fit. One that is larger than the bound is not kept.
    pub fn keep(&self, key: Key, document: &Document) {
        let size = size(document);
        if size > self.bound || self.shelf().kept.contains_key(&key) {
            return;
        }
        let document = Arc::new(document.clone());
        let mut shelf = self.shelf();
        shelf.asked += 1;
        let asked = shelf.asked;
        if let Some(other) = shelf.kept.insert(key.clone(), Kept { document, asked, size }) {
            // another thread was faster
            shelf.order.remove(&other.asked);
            shelf.size -= other.size;
        }
        shelf.order.insert(asked, key);
        shelf.size += size;
        while shelf.size > self.bound {
            let Some((_, oldest)) = shelf.order.pop_first() else { break };
            let gone = shelf.kept.remove(&oldest).map_or(0, |kept| kept.size);
            shelf.size -= gone;
        }
    }

    /// A thread that panics elsewhere leaves nothing half done here: the lock is held for no work of others.
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// About how many bytes a document takes in memory.
fn size(document: &Document) -> usize {
    let long = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let units: usize =
        document.units.iter().map(|unit| size_of::<Unit>() + 64 + unit.text.len() + long(&unit.heading)).sum();
    let rows: usize = document
        .rows
        .iter()
        .map(|row| size_of::<Row>() + 256 + row.text.len() + long(&row.remark) + long(&row.note))
        .sum();
    let claims: usize = document
        .claims
        .iter()
        .map(|claim| size_of::<Claim>() + 256 + claim.quote.text.len() + long(&claim.condition))
        .sum();
    let amendments: usize =
        document.amendments.iter().map(|amendment| 512 + amendment.text.len() + amendment.described.len()).sum();
    let notices: usize = document.notices.iter().map(|notice| 256 + notice.message.len()).sum();
    size_of::<Document>() + 512 + units + rows + claims + amendments + notices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{claims, read};

    const CONTRACT: &str = "保守委託契約書\n\n第1条 (保守)\n  乙は、甲の電子カルテの障害を復旧する。\n";

    fn plan() -> Plan {
        Plan::bare(Date { year: 2026, month: 11, day: 22 })
    }

    fn paper(path: &str, text: &str) -> Paper {
        Paper { path: path.to_owned(), bytes: text.into() }
    }

    fn document(paper: &Paper, catalogue: &Catalogue) -> Document {
        claims::understand(&read::source(paper), catalogue, &plan())
    }

    #[test]
    fn whatever_bears_on_the_reading_is_part_of_the_key() {
        let catalogue = Catalogue::builtin();
        let cache = Cache::new(1 << 20);
        let key = |paper: &Paper, plan: &Plan| cache.key(paper, &catalogue, plan).expect("a key");
        let here = key(&paper("契約/a.txt", CONTRACT), &plan());
        assert_eq!(here, key(&paper("b.TXT", CONTRACT), &plan()), "the name is no part of it");
        let hinted = |hint: DocumentHint| Plan { documents: vec![hint], ..plan() };
        let hint = DocumentHint { path: "a.txt".to_owned(), ..DocumentHint::default() };
        let a = paper("a.txt", CONTRACT);
        let systems = hinted(DocumentHint { systems: vec!["ehr".to_owned()], ..hint.clone() });
        assert_eq!(here, key(&a, &systems), "systems are tied afterwards");
        for (other, plan) in [
            (paper("a.csv", CONTRACT), plan()),
            (paper("a.txt", &CONTRACT.replace('乙', "丙")), plan()),
            (a.clone(), Plan { as_of: Date { year: 2027, month: 11, day: 22 }, ..plan() }),
            (a.clone(), hinted(DocumentHint { kind: Some(Kind::Terms), ..hint.clone() })),
            (a.clone(), hinted(DocumentHint { side: Some(Side::Vendor), ..hint.clone() })),
            (a.clone(), hinted(DocumentHint { edition: Some("2".to_owned()), ..hint })),
        ] {
            assert_ne!(here, key(&other, &plan), "{} {:?} {}", other.path, plan.documents, plan.as_of);
        }
        assert!(Cache::new(0).key(&a, &catalogue, &plan()).is_none());
    }

    #[test]
    fn the_bound_holds_and_what_is_asked_for_stays() {
        let catalogue = Catalogue::builtin();
        let papers: Vec<Paper> =
            (0..6).map(|number| paper("a.txt", &CONTRACT.replace("第1条", &format!("第{number}条")))).collect();
        let documents: Vec<Document> = papers.iter().map(|paper| document(paper, &catalogue)).collect();
        let bound = 3 * documents.iter().map(size).max().expect("documents");
        let cache = Cache::new(bound);
        let key = |at: usize| cache.key(&papers[at], &catalogue, &plan()).expect("a key");
        for (at, document) in documents.iter().enumerate() {
            cache.keep(key(at), document);
            cache.keep(key(at), document);
            assert!(cache.find(&key(0)).is_some(), "the first is asked for all the time: {at}");
            let shelf = cache.shelf();
            assert!(
                shelf.size <= bound && shelf.kept.len() == shelf.order.len() && shelf.kept.len() == (at + 1).min(3)
            );
            assert_eq!(shelf.size, shelf.kept.values().map(|kept| kept.size).sum::<usize>());
        }
        let there: Vec<bool> = (0..6).map(|at| cache.find(&key(at)).is_some()).collect();
        assert_eq!(there, [true, false, false, false, true, true]);
        let small = Cache::new(10);
        small.keep(key(0), &documents[0]);
        assert!(small.find(&key(0)).is_none());
    }
}
