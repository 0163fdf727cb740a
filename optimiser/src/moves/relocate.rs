//! A door goes to another place, in its own round or in another.

use super::{Move, may, task_at};
use crate::day::Day;
use crate::route::Visit;
use crate::segment::Segment;

/// The visit at `at` of route `from` goes before position `to_at` of route `to`, counted before the change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Relocate {
    from: usize,
    at: usize,
    to: usize,
    to_at: usize,
}

impl Relocate {
    /// Every relocation from one route to another or to itself.
    pub(crate) fn all(day: &Day, from: usize, to: usize) -> impl Iterator<Item = Self> + use<> {
        let (length, places) = (day.routes[from].visits().len(), day.routes[to].visits().len() + 1);
        (0..length)
            .flat_map(move |at| (0..places).map(move |to_at| Self { from, at, to, to_at }))
            .filter(|change| change.from != change.to || change.to_at < change.at || change.to_at > change.at + 1)
    }
}

impl Move for Relocate {
    fn routes(&self) -> [usize; 2] {
        [self.from, self.to]
    }

    fn fits(&self, day: &Day) -> bool {
        let source = &day.routes[self.from];
        let Some(&visit) = source.visits().get(self.at) else {
            return false;
        };
        if self.from == self.to {
            let mut chain = Vec::with_capacity(source.visits().len());
            let one_trip = !source.visits().contains(&Visit::Reload);
            return one_trip || {
                self.write(day, self.from, &mut chain);
                Segment::all(day.problem, &chain).fits(day.problem.vehicle(source.crew.vehicle))
            };
        }
        let target = &day.routes[self.to];
        let load = target.before(self.to_at).join(Segment::of(day.problem, visit)).join(target.after(self.to_at));
        task_at(day, self.from, self.at).is_some()
            && may(day, self.to, visit)
            && load.fits(day.problem.vehicle(target.crew.vehicle))
    }

    fn write(&self, day: &Day, route: usize, chain: &mut Vec<Visit>) {
        let moved = day.routes[self.from].visits()[self.at];
        for (position, &visit) in day.routes[route].visits().iter().enumerate() {
            if route == self.to && position == self.to_at {
                chain.push(moved);
            }
            if route != self.from || position != self.at {
                chain.push(visit);
            }
        }
        if route == self.to && self.to_at == day.routes[route].visits().len() {
            chain.push(moved);
        }
    }
}
