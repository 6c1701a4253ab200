//! Work on all cores. In: things and what to do with each. Out: what came of them, in the order of the things.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does `work` to every item on as many cores as there are. The heaviest items come first, so that none of them keeps one core
/// busy when all others are done. `awaited` hears on the caller's thread, in order, which item is waited for.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    weight: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> R + Sync,
    mut awaited: impl FnMut(usize),
) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if cores <= 1 {
        return (0..).zip(items).map(|(at, item)| (awaited(at), work(item)).1).collect();
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|at| Reverse(weight(&items[*at])));
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
}
