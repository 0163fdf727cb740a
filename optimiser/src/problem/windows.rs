//! Windows in order: sorted, apart from each other, so that one rule says which of them somebody meets.

use super::{Seconds, TIME_MAX, Window};

impl Window {
    /// Any second a problem can name.
    pub(crate) const ANYTIME: Self = Self { from: 0, to: TIME_MAX };

    /// The window for somebody who is there at `now`: the last that has begun, if it is not over for longer than `grace_s`,
    /// else the next.
    pub(crate) fn met(windows: &[Self], now: Seconds, grace_s: Seconds) -> Option<Self> {
        let next = windows.partition_point(|window| window.from <= now);
        let begun = next.checked_sub(1).map(|last| windows[last]).filter(|window| now <= window.to + grace_s);
        begun.or_else(|| windows.get(next).copied())
    }
}

/// Sorts windows and joins those that meet.
pub(super) fn tidy(windows: &mut Vec<Window>) {
    windows.sort_by_key(|window| (window.from, window.to));
    windows.dedup_by(|later, window| {
        let meet = later.from <= window.to;
        if meet {
            window.to = window.to.max(later.to);
        }
        meet
    });
}

#[cfg(test)]
mod tests {
    use super::{Window, tidy};

    fn windows(spans: &[(i64, i64)]) -> Vec<Window> {
        spans.iter().map(|&(from, to)| Window { from, to }).collect()
    }

    #[test]
    fn windows_that_meet_are_one() {
        let mut mixed = windows(&[(50, 60), (0, 10), (5, 7), (10, 20)]);
        tidy(&mut mixed);
        assert_eq!(mixed, windows(&[(0, 20), (50, 60)]));
    }

    #[test]
    fn who_comes_in_between_waits_or_is_late() {
        let all = windows(&[(10, 20), (50, 60)]);
        let met = |now, grace| Window::met(&all, now, grace).map(|window| window.from);
        assert_eq!(
            [0, 10, 20, 21, 60, 61].map(|now| met(now, 0)),
            [Some(10), Some(10), Some(10), Some(50), Some(50), None]
        );
        assert_eq!(
            [21, 30, 31, 50, 70, 71].map(|now| met(now, 10)),
            [Some(10), Some(10), Some(50), Some(50), Some(50), None]
        );
    }
}
