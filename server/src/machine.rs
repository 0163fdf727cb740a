//! What only a machine has: the hour, and chance. Everything else in palier takes both as arguments.

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use shared::chance::Chance;
use shared::clock::{Clock, ManualClock, to_micros};

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place where the machine's hour comes in")]
    fn now(&self) -> DateTime<Utc> {
        to_micros(std::time::SystemTime::now().into())
    }
}

/// The machine's chance.
#[derive(Debug, Clone, Copy)]
pub struct OsChance;

impl Chance for OsChance {
    fn fill(&self, buffer: &mut [u8]) {
        rand::fill(buffer);
    }
}

/// A clock that is set by hand until it is released, and is the machine's from then on: the demo tells the days before
/// today, then lives.
#[derive(Debug)]
pub struct ReleasedClock {
    manual: ManualClock,
    released: AtomicBool,
}

impl ReleasedClock {
    /// A clock that stands at `start`.
    pub fn at(start: DateTime<Utc>) -> Self {
        Self { manual: ManualClock::at(start), released: AtomicBool::new(false) }
    }

    /// Moves the clock to `instant`; without effect once it is released.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.manual.set(instant);
    }

    /// Lets the clock run with the machine's.
    pub fn release(&self) {
        self.released.store(true, Ordering::SeqCst);
    }
}

impl Clock for ReleasedClock {
    fn now(&self) -> DateTime<Utc> {
        if self.released.load(Ordering::SeqCst) { SystemClock.now() } else { self.manual.now() }
    }
}
