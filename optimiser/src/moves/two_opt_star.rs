//! Two rounds exchange their tails.

use super::{Move, may};
use crate::day::Day;
use crate::route::Visit;

/// Route `one` from position `at` on goes on as `other` from `other_at`, and the other way round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TwoOptStar {
    one: usize,
    at: usize,
    other: usize,
    other_at: usize,
}

impl TwoOptStar {
    /// Every exchange of tails between two different routes, but for the one that changes nothing.
    pub(crate) fn all(day: &Day, one: usize, other: usize) -> impl Iterator<Item = Self> + use<> {
        let ends = [one, other].map(|route| day.routes[route].visits().len());
        let cuts = if one == other { 0 } else { ends[0] + 1 };
        (0..cuts)
            .flat_map(move |at| (0..=ends[1]).map(move |other_at| Self { one, at, other, other_at }))
            .filter(move |change| change.at != ends[0] || change.other_at != ends[1])
    }

    /// Whether `taker` up to its cut and the tail of `tail` make a round that the crew of `taker` can carry.
    fn joins(day: &Day, taker: usize, cut: usize, tail: usize, tail_cut: usize) -> bool {
        let (head, tail) = (&day.routes[taker], &day.routes[tail]);
        head.before(cut).join(tail.after(tail_cut)).fits(day.problem.vehicle(head.crew.vehicle))
            && tail.visits()[tail_cut..].iter().all(|&visit| may(day, taker, visit))
    }
}

impl Move for TwoOptStar {
    fn routes(&self) -> [usize; 2] {
        [self.one, self.other]
    }

    fn fits(&self, day: &Day) -> bool {
        Self::joins(day, self.one, self.at, self.other, self.other_at)
            && Self::joins(day, self.other, self.other_at, self.one, self.at)
    }

    fn write(&self, day: &Day, route: usize, chain: &mut Vec<Visit>) {
        let (cut, tail, tail_cut) =
            if route == self.one { (self.at, self.other, self.other_at) } else { (self.other_at, self.one, self.at) };
        chain.extend_from_slice(&day.routes[route].visits()[..cut]);
        chain.extend_from_slice(&day.routes[tail].visits()[tail_cut..]);
    }
}
