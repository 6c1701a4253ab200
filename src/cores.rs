//! Work on all cores. In: things and what to do with each. Out: what came of them, in the order of the things.

use std::cell::Cell;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

thread_local! {
    /// This thread is one of many that have a case each.
    static ALONE: Cell<bool> = const { Cell::new(false) };
}

/// Does `work` on this thread without help from other cores: for a thread that is one of many, each with a case of its own.
/// What comes of it is the same.
pub fn alone<R>(work: impl FnOnce() -> R) -> R {
    /// Puts back what was, also where `work` panics.
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            ALONE.set(self.0);
        }
    }
    let _restore = Restore(ALONE.replace(true));
    work()
}

/// As many threads as there are cores that this process may use.
pub fn count() -> usize {
    /// The system opens files to tell.
    static COUNT: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));
    *COUNT
}

/// Does `work` to every item on as many cores as there are. The heaviest items come first, so that none of them keeps one core
/// busy when all others are done. `awaited` hears on the caller's thread, in order, which item is waited for.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    weight: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> R + Sync,
    awaited: impl FnMut(usize),
) -> Vec<R> {
    on(if ALONE.get() { 1 } else { count() }, items, weight, work, awaited)
}

/// [`each`] on that many threads.
pub fn on<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    weight: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> R + Sync,
    mut awaited: impl FnMut(usize),
) -> Vec<R> {
    let cores = threads.min(items.len());
    if cores <= 1 {
        return (0..).zip(items).map(|(at, item)| (awaited(at), work(item)).1).collect();
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_cached_key(|at| Reverse(weight(&items[*at])));
    let next = AtomicUsize::new(0);
    let (sender, done) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..cores {
            let (sender, next, order, work) = (sender.clone(), &next, &order, &work);
            scope.spawn(move || {
                while let Some(&at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if sender.send((at, work(&items[at]))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
        for at in 0..items.len() {
            awaited(at);
            while results[at].is_none() {
                // all senders are gone early only where one panicked, and then the scope passes the panic on
                let Ok((at, result)) = done.recv() else { break };
                results[at] = Some(result);
            }
        }
        results.into_iter().flatten().collect()
    })
}

/// Changes every item on as many cores as there are, in whichever order they come.
pub fn change<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync) {
    let cores = if ALONE.get() { 1 } else { count().min(items.len()) };
    if cores <= 1 {
        return items.iter_mut().for_each(work);
    }
    let left = Mutex::new(items.iter_mut());
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                // the lock is given back before the work begins
                while let Some(item) = next_of(&left) {
                    work(item);
                }
            });
        }
    });
}

fn next_of<I: Iterator>(left: &Mutex<I>) -> Option<I::Item> {
    left.lock().unwrap_or_else(PoisonError::into_inner).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 2, 100] {
            let items: Vec<usize> = (0..count).collect();
            let mut heard = Vec::new();
            let doubled = each(&items, |item| item % 7, |item| item * 2, |at| heard.push(at));
            assert_eq!(doubled, items.iter().map(|item| item * 2).collect::<Vec<_>>());
            assert_eq!(heard, items);
        }
    }

    #[test]
    fn every_item_is_changed_once() {
        for count in [0, 1, 2, 100] {
            let mut items: Vec<usize> = (0..count).collect();
            change(&mut items, |item| *item += 1);
            assert_eq!(items, (1..=count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_thread_that_is_one_of_many_works_alone_and_only_there() {
        let here = thread::current().id();
        let items = [0; 64];
        let threads = || each(&items, |_| 1, |_| thread::current().id(), |_| {});
        assert!(alone(threads).iter().all(|id| *id == here));
        assert!(std::panic::catch_unwind(|| alone(|| panic!("on purpose"))).is_err());
        assert!(count() == 1 || threads().iter().all(|id| *id != here), "a panic leaves no thread alone");
    }
}
