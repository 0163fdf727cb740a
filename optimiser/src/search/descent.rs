//! Downhill until no single move helps.
//!
//! Pairs of routes are gone through in order and every improving move is done at once; a pair is looked at
//! again only when one of its routes has changed since, so a second pass costs little.

use crate::cost::{Cost, Desk, Stickiness};
use crate::day::Day;
use crate::moves::Move;
use crate::moves::relocate::Relocate;
use crate::moves::swap::Swap;
use crate::moves::two_opt::TwoOpt;
use crate::moves::two_opt_star::TwoOptStar;

/// Improves the day until no move does, or until told to stop.
pub(super) fn descend(day: &mut Day, sticky: Stickiness, desk: &mut Desk, stop: &dyn Fn() -> bool) {
    let count = day.routes.len();
    let mut now: u64 = 1;
    let mut changed = vec![now; count];
    let mut looked = vec![0; count * count];
    loop {
        let before = now;
        for one in 0..count {
            for other in 0..count {
                let seen = &mut looked[one * count + other];
                if *seen >= changed[one].max(changed[other]) || idle(day, one, other) {
                    continue;
                }
                if stop() {
                    return;
                }
                *seen = now;
                while improve_pair(day, one, other, sticky, desk) {
                    now += 1;
                    (changed[one], changed[other]) = (now, now);
                }
            }
        }
        if now == before {
            return;
        }
    }
}

/// Nothing can happen between two empty rounds.
fn idle(day: &Day, one: usize, other: usize) -> bool {
    [one, other].iter().all(|&route| day.routes[route].visits().is_empty())
}

fn improve_pair(day: &mut Day, one: usize, other: usize, sticky: Stickiness, desk: &mut Desk) -> bool {
    if first(day, Relocate::all(day, one, other), sticky, desk) {
        return true;
    }
    if one == other {
        return first(day, TwoOpt::all(day, one), sticky, desk);
    }
    one < other
        && (first(day, Swap::all(day, one, other), sticky, desk)
            || first(day, TwoOptStar::all(day, one, other), sticky, desk))
}

/// Does the first move that improves.
fn first<M: Move>(day: &mut Day, mut moves: impl Iterator<Item = M>, sticky: Stickiness, desk: &mut Desk) -> bool {
    let helps = |change: Cost| change.improves(sticky);
    let found = moves.find(|change| change.evaluate(day, desk).is_some_and(helps));
    found.is_some_and(|change| change.apply(day, desk))
}
