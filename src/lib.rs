//! hazama reads the papers that split duties between a hospital and the vendors of its medical systems,
//! works out who has each duty and on what words, and reports the duties that hang between them.
//!
//! The line: bytes → [`read`] → [`forms`] and [`clause`] → [`claims`] → [`verify`] → [`review`] → [`report`].
//! Each stage is a function from values to values; only `main`, `cli` and `case` touch files, the clock and the terminal.

#![warn(missing_docs)]

pub mod cache;
pub mod case;
pub mod catalogue;
pub mod claims;
pub mod clause;
pub mod cores;
pub mod forms;
pub mod model;
pub mod read;
pub mod report;
pub mod review;
pub mod schemas;
pub mod serve;
pub mod text;
pub mod verify;

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use cache::{Cache, Key};
use catalogue::Catalogue;
use model::{Claim, Document, Kind, Notice, Paper, Plan, Report, Source};

/// Why a check stops. What is wrong inside a paper never stops it: that travels into the report as a notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is nothing to read.
    #[error("no papers were handed in")]
    NoPapers,
    /// Two papers lie under one path, so that a place in them could not be named.
    #[error("two papers are named {0}")]
    SamePath(String),
}

/// What a check is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// Reads a paper; those after it may already be in work.
    Reading {
        /// Which one, from 1.
        number: usize,
        /// Of how many.
        of: usize,
        /// Its path.
        path: &'a str,
    },
    /// All papers are read, and what they say is being weighed.
    Judging,
}

/// Checks a set of papers. Opens no file, writes none, asks no clock.
///
/// # Errors
/// There are no papers, or two of one path.
pub fn check(papers: &[Paper], catalogue: &Catalogue, plan: &Plan) -> Result<Report, Error> {
    check_with(papers, catalogue, plan, &mut |_| {})
}

/// [`check`], telling `news` what it is at.
///
/// # Errors
/// As [`check`].
pub fn check_with(
    papers: &[Paper],
    catalogue: &Catalogue,
    plan: &Plan,
    news: &mut dyn FnMut(Step<'_>),
) -> Result<Report, Error> {
    check_cached(papers, catalogue, plan, &Cache::new(0), news)
}

/// [`check_with`] for one case of many: papers that a case before has read under the same circumstances are taken from `cache`. What
/// comes of it is the same.
///
/// # Errors
/// As [`check`].
pub fn check_cached(
    papers: &[Paper],
    catalogue: &Catalogue,
    plan: &Plan,
    cache: &Cache,
    news: &mut dyn FnMut(Step<'_>),
) -> Result<Report, Error> {
    let (plan, mut documents) = read_cached(papers, catalogue, plan, cache, news)?;
    news(Step::Judging);
    let weighed = |documents: &[Document]| {
        let claims: Vec<Claim> = documents.iter().flat_map(|document| document.claims.iter().cloned()).collect();
        let verdicts = verify::weigh(documents, &claims, catalogue, &plan);
        (claims, verdicts)
    };
    // what people corrected never stands alone: the report says what would be without it
    let uncorrected = if plan.corrections.is_empty() { Vec::new() } else { weighed(&documents).1 };
    let mut corrections = review::correct(&mut documents, &plan.corrections);
    let (claims, mut verdicts) = weighed(&documents);
    review::weigh(&mut corrections, &documents, &plan, [&uncorrected, &verdicts]);
    review::mark(&mut verdicts, &corrections);
    let findings = verify::find(&documents, &claims, &verdicts, catalogue, &plan);
    let assessments = verify::assess(&documents, &claims, &verdicts, catalogue, &plan);
    let mut notices: Vec<Notice> = documents.iter().flat_map(|document| document.notices.iter().cloned()).collect();
    notices.extend(verify::altered::notices(&documents, &plan));
    notices.extend(review::lapsed(&corrections));
    let (decisions, comparison) = (Vec::new(), None);
    Ok(Report { plan, documents, claims, verdicts, findings, assessments, corrections, decisions, comparison, notices })
}

/// Reads papers and what they say, without judging. Gives the plan completed from the papers, and the documents in the
/// order of their paths.
///
/// # Errors
/// As [`check`].
pub fn read_with(
    papers: &[Paper],
    catalogue: &Catalogue,
    plan: &Plan,
    news: &mut dyn FnMut(Step<'_>),
) -> Result<(Plan, Vec<Document>), Error> {
    read_cached(papers, catalogue, plan, &Cache::new(0), news)
}

/// A paper that was opened.
enum Opened {
    /// It was read in another case.
    Known(Arc<Document>),
    /// It is to be understood, and kept under the key if there is one.
    New(Box<Source>, Option<Key>),
    /// It has been understood.
    Done,
}

fn read_cached(
    papers: &[Paper],
    catalogue: &Catalogue,
    plan: &Plan,
    cache: &Cache,
    news: &mut dyn FnMut(Step<'_>),
) -> Result<(Plan, Vec<Document>), Error> {
    let mut papers: Vec<&Paper> = papers.iter().collect();
    papers.sort_by(|one, other| one.path.cmp(&other.path));
    if papers.is_empty() {
        return Err(Error::NoPapers);
    }
    if let Some(pair) = papers.windows(2).find(|pair| pair[0].path == pair[1].path) {
        return Err(Error::SamePath(pair[0].path.clone()));
    }
    let of = papers.len();
    let open = |paper: &&Paper| {
        let key = cache.key(paper, catalogue, plan);
        match key.as_ref().and_then(|key| cache.find(key)) {
            Some(document) => Opened::Known(document),
            None => Opened::New(Box::new(read::source(paper)), key),
        }
    };
    // a paper's source is given back where it is understood, and not by one core when all are
    let understand = |(at, slot): &(usize, Mutex<Opened>)| {
        let opened = mem::replace(&mut *slot.lock().unwrap_or_else(PoisonError::into_inner), Opened::Done);
        let (source, key) = match opened {
            Opened::Known(document) => {
                return Document { path: papers[*at].path.clone(), ..Document::clone(&document) };
            }
            Opened::New(source, key) => (source, key),
            Opened::Done => return Document::new(&papers[*at].path, "", "", Kind::Unknown),
        };
        let document = match &key {
            Some(key) => claims::understand(&source, catalogue, &key.plan(&source.path)),
            None => claims::understand(&source, catalogue, plan),
        };
        // confirmed rules are needed as a source too
        if source.container == claims::rules::CONTAINER {
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Opened::New(source, None);
        } else if let Some(key) = key {
            cache.keep(key, &document);
        }
        document
    };
    let effort = |(_, slot): &(usize, Mutex<Opened>)| match &*slot.lock().unwrap_or_else(PoisonError::into_inner) {
        Opened::New(source, _) => claims::effort(source),
        Opened::Known(_) | Opened::Done => 0,
    };
    // papers are opened first, since only then it shows which takes longest to understand
    let opened = thread::scope(|scope| {
        scope.spawn(|| catalogue.prepare());
        cores::each(&papers, |paper| paper.bytes.len(), open, |_| {})
    });
    let opened: Vec<(usize, Mutex<Opened>)> = opened.into_iter().map(Mutex::new).enumerate().collect();
    let mut documents = cores::each(&opened, effort, understand, |at| {
        news(Step::Reading { number: at + 1, of, path: &papers[at].path });
    });
    let left = opened.into_iter().map(|(_, slot)| slot.into_inner().unwrap_or_else(PoisonError::into_inner));
    let sources = left.filter_map(|opened| match opened {
        Opened::New(source, _) => Some(*source),
        Opened::Known(_) | Opened::Done => None,
    });
    let data: Vec<Source> = sources.collect();
    claims::rules::confirm(&data, &mut documents, catalogue);
    let mut plan = claims::settle(plan, &documents);
    plan.systems = verify::systems(&documents, &plan);
    claims::tie(&mut documents, &plan);
    verify::tie(&mut documents, &plan);
    // papers come from the cache as they were read alone: what one changes in another is made anew in every case
    let source = |path: &str| papers.iter().find(|paper| paper.path == path).map(|paper| read::source(paper));
    claims::amend(&mut documents, &source, catalogue, &plan);
    claims::number(&mut documents);
    plan.interfaces = verify::interfaces(&documents, &plan);
    Ok((plan, documents))
}
