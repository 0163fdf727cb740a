//! The time of a stretch of a round that can be walked on time, joined in constant time.
//!
//! Savelsbergh, "The vehicle routing problem with time windows: minimizing route duration", ORSA Journal on Computing 4(2),
//! 1992, in the form of Vidal, Crainic, Gendreau and Prins 2013 without time warp: a round that comes too late is not kept.

use super::stop::Span;

/// How long a stretch takes at least, and the earliest and latest start that keep it so short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) seconds: i32,
    earliest: i32,
    latest: i32,
}

impl Stretch {
    /// One stop that starts on time and takes `stay_s`.
    #[inline]
    pub(super) fn of(span: Span, stay_s: i32) -> Self {
        Self { seconds: stay_s, earliest: span.from, latest: span.due }
    }

    /// This stretch, `leg` seconds of travel, and the next one.
    #[inline]
    pub(super) fn join(self, leg: i32, next: Self) -> Self {
        let shift = self.seconds + leg;
        let wait = (next.earliest - shift - self.latest).max(0);
        Self {
            seconds: shift + next.seconds + wait,
            earliest: (next.earliest - shift).max(self.earliest) - wait,
            latest: (next.latest - shift).min(self.latest),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Span, Stretch};

    /// The least seconds from the start to the end, over every start; nothing where somebody is late whatever the start.
    fn replayed(stops: &[(i32, Span, i32)]) -> Option<i32> {
        let walk = |depart: i32| {
            stops.iter().try_fold(depart, |now, (leg, span, stay_s)| {
                let start = (now + leg).max(span.from);
                (start <= span.due).then_some(start + stay_s)
            })
        };
        (0..400).filter_map(|depart| walk(depart).map(|end| end - depart)).min()
    }

    fn stop() -> impl Strategy<Value = (i32, Span, i32)> {
        (0..30, 0..200, 0..120, 0..20)
            .prop_map(|(leg, from, long, stay_s)| (leg, Span { from, due: from + long, to: from + long }, stay_s))
    }

    proptest! {
        #[test]
        fn joined_in_any_order_it_is_what_a_replay_says(stops in prop::collection::vec(stop(), 1..7), cut in 0_usize..7) {
            let mut stops = stops;
            stops[0].0 = 0;
            let join = |part: &[(i32, Span, i32)]| {
                let one = |(_, span, stay_s): &(i32, Span, i32)| Stretch::of(*span, *stay_s);
                part[1..].iter().fold(one(&part[0]), |sum, stop| sum.join(stop.0, one(stop)))
            };
            if let Some(seconds) = replayed(&stops) {
                let cut = cut % stops.len();
                let (head, tail) = stops.split_at(cut);
                let whole = if head.is_empty() { join(tail) } else { join(head).join(tail[0].0, join(tail)) };
                prop_assert_eq!(whole.seconds, seconds);
            }
        }
    }
}
