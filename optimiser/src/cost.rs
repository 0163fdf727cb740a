//! What a plan costs, term by term, so that whoever reads it sees what was weighed against what. Every term is an integer: the
//! comparison is the same on every machine.

use std::ops::{Add, AddAssign};

/// The cost of a plan or of a part of it, in units of cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Prices of the tasks left out.
    pub unserved: i64,
    /// Doors served by another vehicle than the usual one.
    pub faces: i64,
    /// Doors that changed place in their usual order.
    pub places: i64,
    /// Seconds, metres and rounds.
    pub effort: i64,
    /// Seconds beyond the nominal time of their vehicle.
    pub overtime: i64,
    /// Rounds without the rest that is due.
    pub rests: i64,
    /// Seconds of lateness.
    pub late: i64,
    /// Vehicles more than one for tasks that belong together.
    pub splits: i64,
    /// Minutes between the longest and the shortest time of those that go out.
    pub spread: i64,
}

impl Cost {
    /// The sum of the terms.
    pub fn total(&self) -> i64 {
        let terms =
            [self.faces, self.places, self.effort, self.overtime, self.rests, self.late, self.splits, self.spread];
        terms.iter().fold(self.unserved, |sum, term| sum.saturating_add(*term))
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            unserved: self.unserved.saturating_add(other.unserved),
            faces: self.faces.saturating_add(other.faces),
            places: self.places.saturating_add(other.places),
            effort: self.effort.saturating_add(other.effort),
            overtime: self.overtime.saturating_add(other.overtime),
            rests: self.rests.saturating_add(other.rests),
            late: self.late.saturating_add(other.late),
            splits: self.splits.saturating_add(other.splits),
            spread: self.spread.saturating_add(other.spread),
        }
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

#[cfg(test)]
mod tests {
    use super::Cost;

    #[test]
    fn the_total_is_the_sum_of_all_terms() {
        let one = Cost {
            unserved: 1,
            faces: 2,
            places: 4,
            effort: 8,
            overtime: 16,
            rests: 32,
            late: 64,
            splits: 128,
            spread: 256,
        };
        assert_eq!(one.total(), 511);
        assert_eq!((one + one).total(), 1022);
        assert_eq!((one + Cost { late: i64::MAX, ..Cost::default() }).total(), i64::MAX);
    }
}
