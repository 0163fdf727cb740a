//! Two doors of different rounds change places.
//!
//! Within one round two relocations do the same, so only pairs of rounds are looked at.

use super::{Move, may, task_at};
use crate::day::Day;
use crate::route::Visit;
use crate::segment::Segment;

/// The door at `at` of `one` and the door at `other_at` of `other`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Swap {
    one: usize,
    at: usize,
    other: usize,
    other_at: usize,
}

impl Swap {
    /// Every swap between two different routes.
    pub(crate) fn all(day: &Day, one: usize, other: usize) -> impl Iterator<Item = Self> + use<> {
        let lengths = [one, other].map(|route| if one == other { 0 } else { day.routes[route].visits().len() });
        (0..lengths[0]).flat_map(move |at| (0..lengths[1]).map(move |other_at| Self { one, at, other, other_at }))
    }

    /// Whether a route can take `incoming` in place of what stands at `at`.
    fn takes(day: &Day, number: usize, at: usize, incoming: Visit) -> bool {
        let route = &day.routes[number];
        let load = route.before(at).join(Segment::of(day.problem, incoming)).join(route.after(at + 1));
        may(day, number, incoming) && load.fits(day.problem.vehicle(route.crew.vehicle))
    }
}

impl Move for Swap {
    fn routes(&self) -> [usize; 2] {
        [self.one, self.other]
    }

    fn fits(&self, day: &Day) -> bool {
        let pair = (task_at(day, self.one, self.at), task_at(day, self.other, self.other_at));
        let (Some(mine), Some(theirs)) = pair else {
            return false;
        };
        Self::takes(day, self.one, self.at, Visit::Task(theirs))
            && Self::takes(day, self.other, self.other_at, Visit::Task(mine))
    }

    fn write(&self, day: &Day, route: usize, chain: &mut Vec<Visit>) {
        let (at, source, source_at) =
            if route == self.one { (self.at, self.other, self.other_at) } else { (self.other_at, self.one, self.at) };
        chain.extend_from_slice(day.routes[route].visits());
        chain[at] = day.routes[source].visits()[source_at];
    }
}
