//! How long plans are searched for: a little at night, for hundreds of neighbourhoods, and longer when a coordinator waits.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use optimiser::{Cancelled, Either, Iterations, Problem, Settings, WallWatch, Within};

/// What every search begins from: the same inputs give the same plan, where iterations end it.
const SEED: u64 = 1;
/// Search for each door at night; the least, and the most. For 60 stops 8,000 iterations instead of 2,000 gain half a percent
/// (docs/night.md).
const ITERATIONS_A_DOOR: u64 = 25;
const ITERATIONS: (u64, u64) = (500, 2_500);

/// How long plans are searched for, for each neighbourhood.
#[derive(Debug, Clone, Copy)]
pub struct SearchLimits {
    /// Milliseconds that one search of a night may take at most. Iterations end it long before, so that plans are the same on
    /// every machine; this is for one that is overwhelmed.
    pub night_ms: u64,
    /// Milliseconds when a coordinator asks.
    pub board_ms: u64,
    /// Iterations when a coordinator asks.
    pub board_iterations: u64,
}

impl SearchLimits {
    /// No clock: the same plans on every machine, for tests and demonstrations.
    pub const UNTIMED: Self = Self { night_ms: u64::MAX, board_ms: u64::MAX, board_iterations: 3_000 };

    /// As much search as a day of its size wants.
    pub(super) fn night(&self, problem: &Problem) -> Settings {
        let doors = problem.tasks().len() as u64;
        let iterations = Iterations((doors * ITERATIONS_A_DOOR).clamp(ITERATIONS.0, ITERATIONS.1));
        Settings { seed: SEED, stop: Box::new(Either(iterations, within(self.night_ms))) }
    }

    /// As much search as somebody waits for, less if they raise the flag.
    pub(super) fn board(&self, flag: Arc<AtomicBool>) -> Settings {
        let limits = Either(Iterations(self.board_iterations), within(self.board_ms));
        Settings { seed: SEED, stop: Box::new(Either(limits, Cancelled(flag))) }
    }
}

/// No search: what is given is put right, and no more.
pub(super) fn none() -> Settings {
    Settings { seed: SEED, stop: Box::new(Iterations(0)) }
}

fn within(limit_ms: u64) -> Within<WallWatch> {
    Within { watch: WallWatch::start(), limit_ms }
}
