//! What a stretch of a route carries, joined in constant time.
//!
//! A route is a chain of doors and reloads. Two stretches laid end to end have a load that follows from six
//! sums, so a move can be refused for its weight before anybody walks it. Times are not here: doors have
//! several windows and shops open late, so a stretch's earliest end is not a small closed form; `timing`
//! replays them.

use crate::problem::{Problem, Vehicle};
use crate::route::Visit;

/// Weight and pieces in the cart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Load {
    grams: i64,
    count: i64,
}

impl Load {
    fn plus(self, other: Self) -> Self {
        Self { grams: self.grams + other.grams, count: self.count + other.count }
    }

    fn max(self, other: Self) -> Self {
        Self { grams: self.grams.max(other.grams), count: self.count.max(other.count) }
    }
}

/// The load of a stretch: of its first trip, its last, its heaviest, and the counters of the round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Segment {
    first: Load,
    last: Load,
    peak: Load,
    reloads: bool,
    heavy: i64,
    heavy_on_stairs: i64,
    gram_floors: i64,
}

impl Segment {
    /// The stretch of a single visit.
    pub(crate) fn of(problem: &Problem, visit: Visit) -> Self {
        let Visit::Task(id) = visit else {
            return Self { reloads: true, ..Self::default() };
        };
        let task = problem.task(id);
        let load = task
            .goods
            .iter()
            .fold(Load::default(), |sum, goods| sum.plus(Load { grams: goods.grams, count: goods.count }));
        Self {
            first: load,
            last: load,
            peak: load,
            reloads: false,
            heavy: task.heavy_items,
            heavy_on_stairs: if task.stairs { task.heavy_items } else { 0 },
            gram_floors: task.stair_gram_floors,
        }
    }

    /// This stretch followed by the next one.
    pub(crate) fn join(self, next: Self) -> Self {
        let bridge = self.last.plus(next.first);
        Self {
            first: if self.reloads { self.first } else { bridge },
            last: if next.reloads { next.last } else { bridge },
            peak: self.peak.max(next.peak).max(bridge),
            reloads: self.reloads || next.reloads,
            heavy: self.heavy + next.heavy,
            heavy_on_stairs: self.heavy_on_stairs + next.heavy_on_stairs,
            gram_floors: self.gram_floors + next.gram_floors,
        }
    }

    /// A whole sequence.
    pub(crate) fn all(problem: &Problem, visits: &[Visit]) -> Self {
        visits.iter().fold(Self::default(), |sum, &visit| sum.join(Self::of(problem, visit)))
    }

    /// Whether one vehicle can carry it in one round.
    pub(crate) fn fits(&self, vehicle: &Vehicle) -> bool {
        self.peak.grams <= vehicle.cart_g
            && self.peak.count <= vehicle.cart_count
            && self.heavy <= vehicle.heavy_items_max
            && self.heavy_on_stairs <= vehicle.heavy_items_on_stairs_max
            && self.gram_floors <= vehicle.stair_gram_floors_max
    }
}

#[cfg(test)]
mod tests {
    use super::{Load, Segment};
    use proptest::prelude::*;

    /// The peak of a chain of loads, `None` being a reload, by walking it.
    fn replayed(chain: &[Option<i64>]) -> i64 {
        chain.split(Option::is_none).map(|trip| trip.iter().flatten().sum()).max().unwrap_or(0)
    }

    fn unit(visit: Option<i64>) -> Segment {
        match visit {
            None => Segment { reloads: true, ..Segment::default() },
            Some(grams) => {
                let load = Load { grams, count: 1 };
                Segment { first: load, last: load, peak: load, heavy: 1, ..Segment::default() }
            }
        }
    }

    proptest! {
        #[test]
        fn join_is_replay(chain in prop::collection::vec(prop::option::weighted(0.7, 0_i64..50), 0..20), cut in 0_usize..20) {
            let cut = cut.min(chain.len());
            let fold = |part: &[Option<i64>]| part.iter().fold(Segment::default(), |sum, &visit| sum.join(unit(visit)));
            let joined = fold(&chain[..cut]).join(fold(&chain[cut..]));
            prop_assert_eq!(joined, fold(&chain));
            prop_assert_eq!(joined.peak.grams, replayed(&chain));
            prop_assert_eq!(joined.heavy, chain.iter().flatten().count() as i64);
        }
    }
}
