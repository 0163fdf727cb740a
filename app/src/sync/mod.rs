//! What people report from rounds and doors: stored word for word, answered one by one, folded into outcomes.
//!
//! A fact seen at a door is never refused. What is refused, singly and for good, is what cannot be read, what comes
//! again with another content, what names a door, line or product that is not the association's, and an undo of
//! somebody else's event. Everything else is stored; what a coordinator should look at is flagged. What the facts
//! amount to is `shared::outcome`'s business and never depends on the order of arrival.

mod apply;
mod author;
pub(crate) mod door;
mod flags;
mod goods;
mod outcomes;
mod report;
mod store;
mod told;

use std::collections::BTreeSet;

use sea_orm::TransactionTrait;
use shared::Refusal;
use shared::id::{DropId, EventId};

pub use report::{Batch, EventAnswer, Report, Sent};
pub use told::FlaggedEvent;
pub(crate) use told::{door_states, facts_of_drop, flagged_on, walked};

use crate::error::{Error, Result};
use crate::{App, Caller, Tx, concerns};

/// So many events are stored in one transaction. A round's worth fits into one, so into one fsync; a phone that was off
/// for weeks lets others write in between, and what it got through before a failure is known when it sends all again.
const SLICE: usize = 30;

/// Stores and applies what a device sends; answers each event in its order.
///
/// Refuses the whole batch only when the caller may not speak for somebody else (`right.missing`) or the volunteer
/// spoken for is not the association's (`volunteer.not_found`).
pub async fn push(app: &App, caller: &Caller, batch: Batch) -> Result<Vec<EventAnswer>> {
    let mut answers = Vec::with_capacity(batch.events.len());
    let mut left = batch.events.as_slice();
    while !left.is_empty() {
        let (events, rest) = left.split_at(cut(left));
        answers.extend(slice(app, caller, &batch, events).await?);
        left = rest;
    }
    Ok(answers)
}

/// How many events the next slice takes. What follows at the same door goes along, up to twice as many: between "nobody
/// answered" and "met after all" no border may fall.
fn cut(events: &[Sent]) -> usize {
    let same = |pair: &&[Sent]| pair[0].drop().is_some() && pair[0].drop() == pair[1].drop();
    let beyond = events.windows(2).skip(SLICE - 1).take(SLICE).take_while(same).count();
    (SLICE + beyond).min(events.len())
}

/// One transaction; each event has its own savepoint, so that a poisoned one never blocks the others.
async fn slice(app: &App, caller: &Caller, batch: &Batch, events: &[Sent]) -> Result<Vec<EventAnswer>> {
    let tx = app.write(caller.association).await?;
    let desk = author::desk(&tx, caller, batch).await?;
    let mut answers = Vec::with_capacity(events.len());
    let mut touched = Touched::default();
    for sent in events {
        answers.push(alone(&tx, &desk, sent, &mut touched).await?);
    }
    // After all of them, so that "nobody answered" and "met after all" sent together do not alarm anybody.
    for drop in &touched.drops {
        // A worry acknowledged without its concern is lost: then nothing is stored, and the phone sends all of it again.
        concerns::open::for_drop(&tx, caller.association, *drop, &touched.events).await.map_err(again)?;
    }
    tx.commit().await?;
    Ok(answers)
}

/// A failure of our own that the same batch may survive later.
fn again(error: Error) -> Error {
    if !matches!(error, Error::Busy) {
        tracing::error!(%error, "a concern could not be opened");
    }
    Error::Busy
}

/// The doors that a batch touched, and the events that it brought.
#[derive(Default)]
struct Touched {
    drops: BTreeSet<DropId>,
    events: BTreeSet<EventId>,
}

/// One event inside its own savepoint.
async fn alone(tx: &Tx, desk: &author::Desk<'_>, sent: &Sent, touched: &mut Touched) -> Result<EventAnswer> {
    let report = match &sent.report {
        Ok(report) => report,
        Err(faults) => return Ok(EventAnswer::malformed(sent.event_id, faults)),
    };
    let point = tx.db().begin().await?;
    match store::take(tx, desk, report, &sent.fingerprint, touched).await {
        Ok(answer) => {
            point.commit().await?;
            Ok(answer)
        }
        Err(Error::Refused(refused)) => {
            point.rollback().await?;
            if refused.refusal == Refusal::EventPayloadMismatch {
                crate::audit::note(tx, desk.caller, "event.mismatch", report.event_id, None).await?;
            }
            Ok(EventAnswer::refused(Some(report.event_id), refused.refusal, true))
        }
        Err(error) => {
            survive(error, point).await?;
            Ok(EventAnswer::refused(Some(report.event_id), Refusal::ServerFailed, false))
        }
    }
}

/// A failure of our own takes back one savepoint and is told in the log; a store that is busy ends the batch, because
/// the same batch may pass later.
async fn survive(error: Error, point: sea_orm::DatabaseTransaction) -> Result<()> {
    if matches!(error, Error::Busy) {
        return Err(error);
    }
    tracing::error!(%error, "a reported event could not be applied");
    Ok(point.rollback().await?)
}
