//! The work behind the page: reads the case folder whenever something has changed, in a thread of its own. In: wishes. Out: how far it
//! is, and the [`Outcome`] of the last run that went through, which stays until the next one has.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::outcome::{Before, Last, Outcome, review, told};
use super::overview;
use crate::Step;
use crate::case::{self, Book, Choices, Fault, Kept};
use crate::catalogue::Catalogue;
use crate::model::{Date, Guideline};

/// Where the case lies and how it is to be judged.
pub struct Setup {
    /// The case folder.
    pub dir: PathBuf,
    /// Where earlier outputs lie; never read as papers.
    pub out: PathBuf,
    /// Last year, as the user named it; else what people put into the case folder on the page.
    pub last: Option<PathBuf>,
    /// Day of the review, over the manifest's.
    pub as_of: Option<Date>,
    /// Guideline edition, over the manifest's.
    pub guideline: Option<Guideline>,
    /// The data that judgement rests on.
    pub catalogue: Catalogue,
    /// Tells the day: the page may stay open over night.
    pub today: fn() -> Date,
}

/// What is going on.
#[derive(Debug, Clone)]
enum Phase {
    Reading {
        number: usize,
        of: usize,
        path: String,
    },
    Judging,
    Ready,
    /// Why the last run stopped.
    Stopped(Vec<Fault>),
}

impl Phase {
    fn of(step: Step<'_>) -> Phase {
        match step {
            Step::Reading { number, of, path } => Phase::Reading { number, of, path: path.to_owned() },
            Step::Judging => Phase::Judging,
        }
    }
}

struct State {
    phase: Phase,
    /// Somebody wants a run.
    wanted: bool,
    /// Runs begun.
    runs: u64,
    /// Changes of anything here.
    beat: u64,
    outcome: Option<Arc<Outcome>>,
}

/// The one place where requests and the work meet.
pub(super) struct Desk {
    pub setup: Setup,
    state: Mutex<State>,
    bell: Condvar,
}

impl Desk {
    pub fn new(setup: Setup) -> Desk {
        let state = State { phase: Phase::Judging, wanted: true, runs: 0, beat: 0, outcome: None };
        Desk { setup, state: Mutex::new(state), bell: Condvar::new() }
    }

    /// A thread that has died has left nothing half done: every change below is one assignment.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, make: impl FnOnce(&mut State)) {
        let mut state = self.state();
        make(&mut state);
        state.beat += 1;
        drop(state);
        self.bell.notify_all();
    }

    /// Asks for a run; one that is going on is followed by another.
    pub fn want(&self) {
        self.change(|state| state.wanted = true);
    }

    /// The last run that went through.
    pub fn outcome(&self) -> Option<Arc<Outcome>> {
        self.state().outcome.clone()
    }

    /// The news after `seen`, with its number; waits for some, but not longer than `most`.
    pub fn news(&self, seen: Option<u64>, most: Duration) -> Option<(u64, Value)> {
        let state = self.state();
        let state = self.bell.wait_timeout_while(state, most, |state| Some(state.beat) == seen);
        let state = state.unwrap_or_else(PoisonError::into_inner).0;
        if Some(state.beat) == seen {
            return None;
        }
        let shown = state.outcome.as_ref().map(|outcome| outcome.number);
        let phase = match &state.phase {
            _ if state.wanted => json!({ "phase": "waiting" }),
            Phase::Reading { number, of, path } => {
                json!({ "phase": "reading", "at": number, "of": of, "path": path })
            }
            Phase::Judging => json!({ "phase": "judging" }),
            Phase::Ready => json!({ "phase": "ready" }),
            Phase::Stopped(faults) => {
                let faults: Vec<Value> = faults.iter().map(told).collect();
                json!({ "phase": "stopped", "faults": faults })
            }
        };
        Some((state.beat, json!({ "shown": shown, "now": phase })))
    }

    /// Runs whenever somebody wants it, for ever.
    pub fn work(&self) {
        loop {
            let mut state = self.state();
            while !state.wanted {
                state = self.bell.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            state.wanted = false;
            state.runs += 1;
            let number = state.runs;
            drop(state);
            let done = catch_unwind(AssertUnwindSafe(|| self.run(number))).unwrap_or_else(|_| {
                Err(vec![Fault::new(
                    "",
                    "hazama の誤りのため止まりました。端末に出た内容を、読んでいた文書とともにお知らせください。",
                    "stopped by a mistake in hazama itself; please report what the terminal says, with the paper",
                )])
            });
            self.change(|state| match done {
                Ok(outcome) => {
                    state.outcome = Some(Arc::new(outcome));
                    state.phase = Phase::Ready;
                }
                Err(faults) => state.phase = Phase::Stopped(faults),
            });
        }
    }

    fn run(&self, number: u64) -> Result<Outcome, Vec<Fault>> {
        let Setup { dir, out, as_of, guideline, catalogue, today, last: _ } = &self.setup;
        let choices = Choices { today: today(), as_of: *as_of, guideline: *guideline, out: out.clone() };
        let mut case = case::open(dir, &choices)?;
        case::check_rules(dir, &case.papers, catalogue)?;
        let mut tell = |step: Step<'_>| self.change(|state| state.phase = Phase::of(step));
        let mut found = self.last().map(|path| (case::last(&path, dir, &mut case, catalogue, &mut tell), path));
        let mut book = case::find_book(None, dir, &mut case, out)?;
        if let Some(Book { path, decisions: Err([ja, _]) }) = &mut book {
            let path = path.to_string_lossy().into_owned();
            let reason = format!("記入は引き継いでいません。{ja}");
            case.asides.push(case::Aside { path, reason });
        }
        let of_last = match &mut found {
            Some((Ok(found), path)) => Some((path.as_path(), std::mem::take(&mut found.kept))),
            _ => None,
        };
        let written = case::written(book, of_last);
        let mut report = case::judge(&case, catalogue, &mut tell)?;
        case::refuse_the_unread(&report, dir)?;
        let last = match found {
            None => Last::Unnamed,
            Some((Ok(found), _)) => Last::Known(Arc::new(found.past), Before::of(&report)),
            // this year is worth seeing all the same
            Some((Err(faults), path)) => Last::Refused(path, faults),
        };
        let asides: Vec<String> = case.asides.into_iter().map(|aside| aside.path).collect();
        let (kept, written) = (case.kept, written.decisions);
        review(&mut report, &kept, &written, &last, catalogue);
        let mut outcome = Outcome { number, report, kept, written, asides, last, overview: String::new() };
        outcome.overview = overview::text(&outcome, catalogue);
        Ok(outcome)
    }

    /// Where last year lies.
    fn last(&self) -> Option<PathBuf> {
        self.setup.last.clone().or_else(|| case::last_within(&self.setup.dir))
    }

    /// Puts what was entered on the page beside the gaps, without reading the papers again.
    pub fn carry(&self, kept: Kept) {
        let Some(shown) = self.outcome() else { return };
        let mut report = shown.report.clone();
        review(&mut report, &kept, &shown.written, &shown.last, &self.setup.catalogue);
        let mut outcome = Outcome {
            number: shown.number,
            report,
            kept,
            written: shown.written.clone(),
            asides: shown.asides.clone(),
            last: shown.last.clone(),
            overview: String::new(),
        };
        outcome.overview = overview::text(&outcome, &self.setup.catalogue);
        self.change(|state| {
            // a run that has ended meanwhile has read the file itself
            if state.outcome.as_ref().is_some_and(|shown| shown.number == outcome.number) {
                state.outcome = Some(Arc::new(outcome));
            }
        });
    }
}
