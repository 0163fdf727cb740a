//! Bells of the lanes: whoever queues what should not wait for the next look rings, and the workers of this process look at once.

use tokio::sync::Notify;

use super::Lane;

/// A bell for each lane that is rung at all.
#[derive(Debug, Default)]
pub struct Bells {
    inside: Notify,
    asked: Notify,
}

impl Bells {
    /// Wakes everybody who waits at this lane, or the next who would.
    pub fn ring(&self, lane: Lane) {
        if let Some(bell) = self.of(lane) {
            bell.notify_waiters();
            bell.notify_one();
        }
    }

    /// Waits until it is rung; for ever where nobody rings.
    pub async fn heard(&self, lane: Lane) {
        match self.of(lane) {
            Some(bell) => bell.notified().await,
            None => std::future::pending().await,
        }
    }

    fn of(&self, lane: Lane) -> Option<&Notify> {
        match lane {
            Lane::Inside => Some(&self.inside),
            Lane::Asked => Some(&self.asked),
            Lane::Any | Lane::Outside => None,
        }
    }
}
