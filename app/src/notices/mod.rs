//! Notices: what palier tells people of its own accord. A notice is a row, written in the transaction of the change that
//! causes it ([`outbox`]); a worker brings it ([`bring`]) by the channels that `shared::notice` chooses; its reader, or
//! whoever opens what it is about, has seen it.
//!
//! Deliberately absent: sockets. Carriers are in `server/src/outside`, behind [`carrier::Carrier`].

mod at_door;
pub mod board;
mod bring;
pub mod carrier;
pub(crate) mod concerns;
pub(crate) mod cutoffs;
pub(crate) mod doors;
pub mod endpoint;
mod heard;
pub(crate) mod in_person;
pub(crate) mod lists;
pub mod mine;
mod notes;
pub(crate) mod open_doors;
pub(crate) mod outbox;
pub mod preferences;
mod push;
mod queue;
mod rates;
mod reader;
pub mod reports;
pub(crate) mod residents;
mod rests;
pub(crate) mod rounds;
pub mod subscriptions;
mod words;

pub use bring::{bring_due, bring_until};
pub use queue::{pending, release};
pub use words::LONGEST_LINK;

/// Forgets what an association told long ago, and its devices that nobody tells anything any more.
pub(crate) async fn purge(tx: &crate::Tx, association: shared::id::AssociationId) -> crate::Result<()> {
    queue::purge(tx, association).await?;
    subscriptions::purge(tx, association).await
}
