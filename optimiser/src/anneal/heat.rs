//! How willing the search is to get worse: much at the beginning, hardly at the end.
//!
//! Simulated annealing accepts what costs up to T·E more, E being drawn from the exponential distribution. Everything here is
//! multiplication, division and square root, which IEEE 754 rounds alike on every machine; logarithms and powers it does not.

use crate::chance::Chance;

/// Entries of the table of the exponential distribution.
const DRAWS: usize = 4096;
/// Steps of the cooling; a power of two.
const STEPS: usize = 1024;

/// The temperature over the course of a search.
pub(super) struct Heat {
    temperatures: Vec<f64>,
    draws: Vec<f64>,
    now: f64,
}

impl Heat {
    /// From `first` down to `last`, each step by the same factor.
    pub(super) fn new(first: f64, last: f64) -> Self {
        let mut factor = last / first;
        for _ in 0..STEPS.trailing_zeros() {
            factor = factor.sqrt();
        }
        let cooler = |hot: &f64| Some(hot * factor);
        let draws = (0..DRAWS).map(|at| -ln((at as f64 + 0.5) / DRAWS as f64)).collect();
        Self { temperatures: std::iter::successors(Some(first), cooler).take(STEPS + 1).collect(), draws, now: first }
    }

    /// Sets the temperature for a moment of the search, 0 its beginning and 1 its end.
    pub(super) fn cool(&mut self, moment: f64) {
        self.now = self.temperatures[((moment.clamp(0.0, 1.0) * STEPS as f64) as usize).min(STEPS)];
    }

    /// How much worse the next step may be.
    pub(super) fn leeway(&self, chance: &mut Chance) -> f64 {
        self.now * self.draws[chance.draw(DRAWS as u32) as usize]
    }
}

/// The natural logarithm of a number in 0..1, to about fifteen digits: halved until it is near one, then
/// ln x = 2·artanh((x − 1)/(x + 1)) as a series.
fn ln(mut x: f64) -> f64 {
    let mut doublings = 0.0;
    while x < 0.75 {
        x *= 2.0;
        doublings += 1.0;
    }
    let z = (x - 1.0) / (x + 1.0);
    let (mut power, mut sum) = (z, 0.0);
    for odd in (1..40).step_by(2) {
        sum += power / f64::from(odd);
        power *= z * z;
    }
    2.0 * sum - doublings * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::{Heat, ln};
    use crate::chance::Chance;

    #[test]
    fn the_logarithm_is_the_logarithm() {
        for at in 1..1000 {
            let x = f64::from(at) / 1000.0;
            assert!((ln(x) - x.ln()).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn it_cools_from_first_to_last_and_the_mean_leeway_is_the_temperature() {
        let mut heat = Heat::new(100.0, 1.0);
        let mut chance = Chance::new(3);
        for (moment, expected) in [(0.0, 100.0), (0.5, 10.0), (1.0, 1.0), (7.0, 1.0)] {
            heat.cool(moment);
            let mean = (0..100_000).map(|_| heat.leeway(&mut chance)).sum::<f64>() / 100_000.0;
            assert!((mean / expected - 1.0).abs() < 0.02, "{mean} at {moment}");
        }
    }
}
