//! What happens when somebody asks: every verb of palier, and the only room that touches tables.
//!
//! Deliberately absent: headers, statuses, sockets. A verb takes a [`Caller`] and plain values, opens one transaction,
//! and answers a value or an [`Error`].

use std::sync::Arc;

use shared::chance::Chance;
use shared::clock::Clock;
use shared::id::AssociationId;

pub mod accounts;
pub mod associations;
pub mod audit;
pub mod caller;
pub mod concerns;
pub mod condition;
pub mod console;
pub mod counts;
mod dates;
pub mod days;
pub mod demonstration;
pub mod edit;
pub mod error;
pub mod hashing;
pub mod imports;
pub mod jobs;
pub mod keys;
mod list;
pub mod notices;
pub mod once;
pub mod orders;
pub mod page;
pub mod people;
pub mod places;
pub mod planning;
pub mod rounds;
pub mod sessions;
mod settings;
pub mod shops;
pub mod slips;
pub mod store;
pub mod sync;
mod table;
pub mod visits;

pub use caller::Caller;
pub use error::{Error, Result};
pub use once::Once;
pub use store::{Store, Tx};

/// What every verb needs: the store, the time, chance and the installation's keys.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// Keys made from the installation's secret.
    pub keys: Arc<keys::Keys>,
    /// PINs and passwords at rest.
    pub hashing: Arc<hashing::Hashing>,
    /// Whether staff, volunteers and shared devices must choose a PIN. Only the demo, which is entered by one click, and
    /// tests that are about something else go without.
    pub asks_pins: bool,
    /// Who knows how far it is on foot; without one, planning walks straight lines.
    pub ways: Option<Arc<dyn planning::ways::Ways>>,
    /// Rung when somebody looks on at what was queued, or its hour has come.
    pub bells: Arc<jobs::Bells>,
    /// How long plans are searched for.
    pub limits: planning::SearchLimits,
    /// Who brings notices.
    pub carriers: notices::carrier::Carriers,
    /// Whom anybody may be here.
    pub demonstration: demonstration::Demonstration,
}

impl App {
    /// Begins a transaction that writes in one association, after every other that does.
    pub async fn write(&self, association: AssociationId) -> Result<Tx> {
        self.store.begin(Some(association), self.clock.as_ref(), self.chance.clone()).await
    }

    /// Begins a transaction that writes outside any association: set-up and background work.
    pub async fn write_installation(&self) -> Result<Tx> {
        self.store.begin(None, self.clock.as_ref(), self.chance.clone()).await
    }
}
