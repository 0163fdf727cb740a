//! A stretch of one round is walked the other way round.

use super::Move;
use crate::day::Day;
use crate::route::Visit;
use crate::segment::Segment;

/// The visits from `first` to `last`, both included, are reversed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TwoOpt {
    route: usize,
    first: usize,
    last: usize,
}

impl TwoOpt {
    /// Every reversal of at least two visits of a route.
    pub(crate) fn all(day: &Day, route: usize) -> impl Iterator<Item = Self> + use<> {
        let length = day.routes[route].visits().len();
        (0..length).flat_map(move |first| (first + 1..length).map(move |last| Self { route, first, last }))
    }
}

impl Move for TwoOpt {
    fn routes(&self) -> [usize; 2] {
        [self.route, self.route]
    }

    fn fits(&self, day: &Day) -> bool {
        let route = &day.routes[self.route];
        let stretch = &route.visits()[self.first..=self.last];
        if !stretch.contains(&Visit::Reload) {
            return true; // the same doors in the same trip weigh the same
        }
        let reversed =
            stretch.iter().rev().fold(Segment::default(), |sum, &visit| sum.join(Segment::of(day.problem, visit)));
        let load = route.before(self.first).join(reversed).join(route.after(self.last + 1));
        load.fits(day.problem.vehicle(route.crew.vehicle))
    }

    fn write(&self, day: &Day, route: usize, chain: &mut Vec<Visit>) {
        chain.extend_from_slice(day.routes[route].visits());
        chain[self.first..=self.last].reverse();
    }
}
