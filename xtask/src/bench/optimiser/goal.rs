//! The figures to reach, as they were set before the search was written. They are told beside what is measured, and fail nothing.

use super::job::Class;

/// The mean gap to the best known, in per cent, at this limit.
pub fn gap(class: Class, limit_ms: u64) -> Option<f64> {
    let at = [1_000, 5_000, 20_000].iter().position(|limit| *limit == limit_ms)?;
    match class {
        Class::Solomon => [0.15, 0.01, 0.00].get(at).copied(),
        Class::Gh200 => [0.9, 0.35, 0.10].get(at).copied(),
        Class::X => [0.6, 0.35, 0.20].get(at).copied(),
        Class::Portage => None,
    }
}

/// Core costs of walking rounds; true where the goal is to stay below.
const CORE: [(&str, bool, u32); 12] = [
    ("p015-s1", false, 14_189),
    ("p015-s2", false, 13_676),
    ("p030-s1", false, 36_029),
    ("p030-s2", false, 27_025),
    ("p060-s1", false, 59_545),
    ("p060-s2", false, 68_576),
    ("p100-s1", true, 115_800),
    ("p100-s2", false, 93_952),
    ("p150-s1", true, 148_000),
    ("p300-s1", true, 318_000),
    ("p060-s1-2s", false, 80_307),
    ("p100-s1-2s", true, 120_000),
];

/// The goal of a walking round, if it has one.
#[derive(Clone, Copy)]
pub struct Core {
    below: bool,
    cost: u32,
}

impl Core {
    /// That of an instance.
    pub fn of(instance: &str) -> Option<Self> {
        CORE.iter().find(|(name, ..)| *name == instance).map(|&(_, below, cost)| Self { below, cost })
    }

    /// Whether a cost reaches it.
    pub fn met(self, cost: f64) -> bool {
        if self.below { cost < f64::from(self.cost) } else { cost <= f64::from(self.cost) }
    }

    /// How far a cost lies above it, in per cent.
    pub fn over(self, cost: f64) -> f64 {
        100.0 * (cost - f64::from(self.cost)) / f64::from(self.cost)
    }

    /// As a table tells it.
    pub fn told(self) -> String {
        format!("{} {}", if self.below { "<" } else { "≤" }, self.cost)
    }
}

/// How far the dearest and the cheapest of five seeds may lie apart, in per cent.
pub const SPREAD: f64 = 0.5;
/// How far below every peer the full cost shall be, in per cent.
pub const FULL: f64 = 3.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_below_is_not_met_by_itself() {
        let met = |name, cost| Core::of(name).map(|goal| goal.met(cost));
        assert_eq!(met("p015-s1", 14_189.0), Some(true));
        assert_eq!(met("p300-s1", 318_000.0), Some(false));
        assert_eq!(met("p300-s1", 317_999.0), Some(true));
        assert_eq!(met("p300-s2", 1.0), None);
    }
}
