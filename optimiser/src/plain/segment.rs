//! The time of a stretch of a route, joined in constant time.
//!
//! Duration, time warp and the earliest and latest start that keep both: Vidal, Crainic, Gendreau and Prins, "A hybrid genetic
//! algorithm with adaptive diversity management for a large class of vehicle routing problems with time-windows",
//! Computers & Operations Research 40(1), 2013. Time warp is the time by which windows are missed, as if one could walk back
//! in time to the end of each.

use super::Point;

/// A stretch of a route, in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Segment {
    duration: i32,
    warp: i32,
    earliest: i32,
    latest: i32,
}

impl Segment {
    /// The stretch of a single place.
    pub(super) fn of(point: &Point) -> Self {
        Self { duration: point.service, warp: 0, earliest: point.ready, latest: point.due }
    }

    /// By how many seconds windows are missed.
    #[inline]
    pub(super) fn warp(self) -> i32 {
        self.warp
    }

    /// This stretch, `leg` seconds of travel, and the next one.
    #[inline]
    pub(super) fn join(self, leg: i32, next: Self) -> Self {
        let shift = self.duration - self.warp + leg;
        let wait = (next.earliest - shift - self.latest).max(0);
        let warp = (self.earliest + shift - next.latest).max(0);
        Self {
            duration: self.duration + next.duration + leg + wait,
            warp: self.warp + next.warp + warp,
            earliest: (next.earliest - shift).max(self.earliest) - wait,
            latest: (next.latest - shift).min(self.latest) + warp,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Point, Segment};

    /// Walks the places in order from the earliest start, going back in time where a window is missed.
    fn walked(places: &[(i32, Point)]) -> i32 {
        let (mut now, mut warp) = (0, 0);
        for (leg, point) in places {
            now = (now + leg).max(point.ready);
            warp += (now - point.due).max(0);
            now = now.min(point.due) + point.service;
        }
        warp
    }

    fn place() -> impl Strategy<Value = (i32, Point)> {
        (0..50, 0..400, 0..200, 0..30).prop_map(|(leg, ready, width, service)| {
            (leg, Point { ready, due: ready + width, service, ..Point::default() })
        })
    }

    fn fold(places: &[(i32, Point)]) -> Option<(i32, Segment)> {
        let mut places = places.iter().map(|(leg, point)| (*leg, Segment::of(point)));
        let first = places.next()?;
        Some((first.0, places.fold(first.1, |sum, (leg, next)| sum.join(leg, next))))
    }

    proptest! {
        #[test]
        fn joined_is_replayed(places in prop::collection::vec(place(), 1..12), cut in 1_usize..12) {
            let cut = cut.min(places.len());
            let (_, whole) = fold(&places).unwrap();
            let (_, head) = fold(&places[..cut]).unwrap();
            let joined = fold(&places[cut..]).map_or(head, |(leg, tail)| head.join(leg, tail));
            prop_assert_eq!(joined, whole);
            let mut from_the_start = places.clone();
            from_the_start[0].0 = 0;
            prop_assert_eq!(whole.warp(), walked(&from_the_start));
        }
    }
}
