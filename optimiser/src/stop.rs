//! When to stop. The only file of this crate that may read a clock, and only [`WallWatch`] does.
//!
//! A limit of iterations gives the same plan on every machine; a limit of time does not, and is for the
//! evening on which the answer must be there in time. They combine with [`Either`].

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Asked before the first iteration and then every 64 iterations. Whatever it says later, once it has said 1 the search is over.
pub trait Stop {
    /// How much of the way is done after `iteration` finished iterations, the last `since_best` of them without a plan better
    /// than those since the search last began anew: 0 at the beginning, 1 or more at the end. The search grows less
    /// adventurous on the way.
    fn done(&self, iteration: u64, since_best: u64) -> f64;

    /// Whether to stop.
    fn reached(&self, iteration: u64, since_best: u64) -> bool {
        self.done(iteration, since_best) >= 1.0
    }
}

/// A watch that was started before the search; injected, so that tests own the time.
pub trait Stopwatch {
    /// Milliseconds since it was started.
    fn elapsed_ms(&self) -> u64;
}

/// Stops after so many iterations.
#[derive(Clone, Copy, Debug)]
pub struct Iterations(pub u64);

/// Stops after so many iterations without a better plan.
#[derive(Clone, Copy, Debug)]
pub struct NoProgress(pub u64);

/// Stops when the watch shows so many milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Within<W> {
    /// The watch.
    pub watch: W,
    /// The limit in milliseconds.
    pub limit_ms: u64,
}

/// Stops when somebody has raised the flag.
#[derive(Clone, Debug, Default)]
pub struct Cancelled(pub Arc<AtomicBool>);

/// Stops when one of two criteria is reached.
#[derive(Clone, Copy, Debug)]
pub struct Either<A, B>(pub A, pub B);

/// The wall's time since it was made, from the monotonic clock.
#[derive(Clone, Copy, Debug)]
pub struct WallWatch(Instant);

impl WallWatch {
    /// A watch that starts now.
    pub fn start() -> Self {
        Self(Instant::now())
    }
}

impl Stopwatch for WallWatch {
    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Stop for Iterations {
    fn done(&self, iteration: u64, _since_best: u64) -> f64 {
        share(iteration, self.0)
    }
}

impl Stop for NoProgress {
    fn done(&self, _iteration: u64, since_best: u64) -> f64 {
        share(since_best, self.0)
    }
}

impl<W: Stopwatch> Stop for Within<W> {
    fn done(&self, _iteration: u64, _since_best: u64) -> f64 {
        share(self.watch.elapsed_ms(), self.limit_ms)
    }
}

impl Stop for Cancelled {
    fn done(&self, _iteration: u64, _since_best: u64) -> f64 {
        if self.0.load(Ordering::Relaxed) { 1.0 } else { 0.0 }
    }
}

impl Stop for Box<dyn Stop + Send + Sync> {
    fn done(&self, iteration: u64, since_best: u64) -> f64 {
        self.as_ref().done(iteration, since_best)
    }
}

impl<A: Stop, B: Stop> Stop for Either<A, B> {
    fn done(&self, iteration: u64, since_best: u64) -> f64 {
        self.0.done(iteration, since_best).max(self.1.done(iteration, since_best))
    }
}

/// What part of the limit is used up; a limit of nothing is.
fn share(used: u64, limit: u64) -> f64 {
    if used >= limit { 1.0 } else { used as f64 / limit as f64 }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::{Cancelled, Either, Iterations, NoProgress, Stop, Stopwatch, Within};

    struct Hand(u64);

    impl Stopwatch for Hand {
        fn elapsed_ms(&self) -> u64 {
            self.0
        }
    }

    #[test]
    fn criteria_and_their_union() {
        assert!(!Iterations(10).reached(9, 0));
        assert!(Iterations(10).reached(10, 0));
        assert!(NoProgress(5).reached(9, 5));
        assert!(!Within { watch: Hand(999), limit_ms: 1000 }.reached(7, 7));
        assert!(Within { watch: Hand(1000), limit_ms: 1000 }.reached(0, 0));
        assert!(Either(Iterations(3), NoProgress(9)).reached(3, 0));
        assert!(Iterations(0).reached(0, 0));
        let flag = Cancelled::default();
        assert!(!flag.reached(7, 7));
        flag.0.store(true, Ordering::Relaxed);
        assert!(Either(Iterations(9), flag).reached(0, 0));
        assert_eq!(Either(Iterations(10), NoProgress(8)).done(5, 6), 0.75);
    }
}
