//! What coordinators are told of concerns: that one was opened, and that one is theirs now. Which person, which door and what
//! was said of it stand on their screen alone.

use shared::id::AccountId;
use shared::notice::NoticeKind;
use shared::round::ConcernKind;

use super::doors::coordinators;
use super::outbox::{self, New};
use crate::error::Result;
use crate::table::concern;
use crate::{Tx, settings};

/// A concern was opened. Every coordinator hears of it, not its owner alone: the owner may be away this morning, and somebody
/// may wait behind a door.
pub(crate) async fn opened(tx: &Tx, row: &concern::Model) -> Result<()> {
    for reader in coordinators(tx, row.association_id.0).await? {
        tell(tx, row, reader).await?;
    }
    Ok(())
}

/// A concern was given to somebody by another.
pub(crate) async fn given(tx: &Tx, row: &concern::Model) -> Result<()> {
    tell(tx, row, row.owner_id.0).await
}

/// A concern was closed: what was not told yet is no news.
pub(crate) async fn closed(tx: &Tx, row: &concern::Model) -> Result<()> {
    for reader in coordinators(tx, row.association_id.0).await? {
        outbox::withdraw(tx, reader, &topic(row)).await?;
    }
    Ok(())
}

async fn tell(tx: &Tx, row: &concern::Model, reader: AccountId) -> Result<()> {
    let association = row.association_id.0;
    let settings = settings::of(tx.db(), association).await?;
    // Who learns of it the next morning can still call; after that it stands on the board of every day until it is closed.
    let tomorrow = settings.day_of(tx.now).succ_opt().unwrap_or(row.service_day);
    let over = tomorrow.succ_opt().unwrap_or(tomorrow);
    let new = New {
        reader,
        kind: kind(row.kind.0),
        about: Some(row.id.0.to_string()),
        day: Some(row.service_day),
        topic: topic(row),
        cause: format!("{}:{}", topic(row), row.version),
        expires_at: settings.instant(over, 0),
    };
    outbox::write(tx, association, new).await
}

/// A resident who misses a loaf is promised a call within answering hours; the others may mean that somebody lies behind a door.
fn kind(kind: ConcernKind) -> NoticeKind {
    match kind {
        ConcernKind::Delivery => NoticeKind::DeliveryProblem,
        ConcernKind::Worry | ConcernKind::NoAnswer | ConcernKind::BagFull => NoticeKind::ConcernOpened,
    }
}

fn topic(row: &concern::Model) -> String {
    format!("concern:{}", row.id.0)
}
