//! The moves: each tries to bring a client beside a near one and says whether it did. Positions count the depot as 0.

use super::Local;
use super::chain::Part::{Head, Middle, Tail};
use crate::plain::Plain;

/// The longest stretch that moves or is swapped.
const STRETCH: usize = 3;

/// Every move that brings the client at `(a, i)` beside the place at `(b, j)` of another chain; `j` may be the depot at the
/// beginning.
pub(super) fn between(local: &mut Local, plain: &Plain, (a, i): (usize, usize), (b, j): (usize, usize)) -> bool {
    relocate(local, plain, (a, i), (b, j))
        || exchange_tails(local, plain, (a, i), (b, j))
        || swap(local, plain, (a, i), (b, j))
}

/// Every move that brings two clients of one chain together.
pub(super) fn within(local: &mut Local, plain: &Plain, chain: usize, (i, j): (usize, usize)) -> bool {
    move_within(local, plain, chain, (i, j))
        || swap_within(local, plain, chain, (i.min(j), i.max(j)))
        || reverse(local, plain, chain, (i.min(j), i.max(j)))
}

/// One to three clients from `i` on, forwards or backwards, go behind `j`.
fn relocate(local: &mut Local, plain: &Plain, (a, i): (usize, usize), (b, j): (usize, usize)) -> bool {
    for last in i..(i + STRETCH).min(local.chains[a].last()) {
        let rest = [Head(a, i - 1), Tail(a, last + 1)];
        let forwards = [Head(b, j), Middle(a, i, last), Tail(b, j + 1)];
        if local.exchange(plain, &rest, &forwards) {
            return true;
        }
        if last > i && local.exchange(plain, &rest, &[Head(b, j), Middle(a, last, i), Tail(b, j + 1)]) {
            return true;
        }
    }
    false
}

/// 2-opt*: the chains exchange their tails (Potvin and Rousseau 1995), cut before or behind the two.
fn exchange_tails(local: &mut Local, plain: &Plain, (a, i): (usize, usize), (b, j): (usize, usize)) -> bool {
    local.exchange(plain, &[Head(a, i), Tail(b, j + 1)], &[Head(b, j), Tail(a, i + 1)])
        || local.exchange(plain, &[Head(a, i - 1), Tail(b, j + 1)], &[Head(b, j), Tail(a, i)])
        || (j > 0 && local.exchange(plain, &[Head(a, i - 1), Tail(b, j)], &[Head(b, j - 1), Tail(a, i)]))
}

/// One or two clients from `i` on change places with one or two of the other chain: with those from `j` on, or with the one
/// before or behind `j`, so that `i` comes beside it.
fn swap(local: &mut Local, plain: &Plain, (a, i): (usize, usize), (b, j): (usize, usize)) -> bool {
    let (end_a, end_b) = (local.chains[a].last(), local.chains[b].last());
    let mut change = |mine: (usize, usize), other: (usize, usize)| {
        local.exchange(
            plain,
            &[Head(a, mine.0 - 1), Middle(b, other.0, other.1), Tail(a, mine.1 + 1)],
            &[Head(b, other.0 - 1), Middle(a, mine.0, mine.1), Tail(b, other.1 + 1)],
        )
    };
    if j > 0 {
        for last in i..(i + 2).min(end_a) {
            for other in j..(j + 1 + last - i).min(end_b) {
                if change((i, last), (j, other)) {
                    return true;
                }
            }
        }
    }
    (j + 1 < end_b && change((i, i), (j + 1, j + 1))) || (j > 1 && change((i, i), (j - 1, j - 1)))
}

/// One to three clients from `i` on, forwards or backwards, go behind `j` of the same chain.
fn move_within(local: &mut Local, plain: &Plain, chain: usize, (i, j): (usize, usize)) -> bool {
    for last in i..(i + STRETCH).min(local.chains[chain].last()) {
        for stretch in [Middle(chain, i, last), Middle(chain, last, i)].into_iter().take(1 + usize::from(last > i)) {
            let done = if j > last {
                let parts = [Head(chain, i - 1), Middle(chain, last + 1, j), stretch, Tail(chain, j + 1)];
                local.reorder(plain, &parts)
            } else if j + 1 < i {
                let parts = [Head(chain, j), stretch, Middle(chain, j + 1, i - 1), Tail(chain, last + 1)];
                local.reorder(plain, &parts)
            } else {
                false
            };
            if done {
                return true;
            }
        }
    }
    false
}

/// Two clients of one chain change places.
fn swap_within(local: &mut Local, plain: &Plain, chain: usize, (x, y): (usize, usize)) -> bool {
    if y <= x + 1 {
        return false;
    }
    let parts =
        [Head(chain, x - 1), Middle(chain, y, y), Middle(chain, x + 1, y - 1), Middle(chain, x, x), Tail(chain, y + 1)];
    local.reorder(plain, &parts)
}

/// 2-opt: the stretch behind `x` up to `y` is walked backwards, so that the two become neighbours.
fn reverse(local: &mut Local, plain: &Plain, chain: usize, (x, y): (usize, usize)) -> bool {
    y > x + 1 && local.reorder(plain, &[Head(chain, x), Middle(chain, y, x + 1), Tail(chain, y + 1)])
}
