//! The PIN of a device. A device's key alone renews nothing once a PIN stands: whoever steals the refresh token has what
//! is left of ten minutes. A try that is about to be looked at is counted before, in its own transaction, so that fifty
//! guesses at once are fifty guesses; and tries are counted for this device alone, so that nobody shuts anybody else out.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::id::{AssociationId, SessionId};
use shared::patience::{FREE_TRIES, PIN_EXHAUSTED, wait_after};
use shared::pin::is_trivial;
use shared::role::Role;

use super::Device;
use crate::error::{Refused, Result};
use crate::hashing::Asker;
use crate::table::column::Key;
use crate::table::{resident, session, volunteer};
use crate::{App, Caller, Tx, associations, audit};

/// A new device that needs a PIN may work without one for so long: its first access token's life.
const GRACE: TimeDelta = TimeDelta::minutes(10);

/// Whether a device of these roles must have a PIN: all but a resident's own telephone.
pub(crate) fn is_needed(app: &App, roles: &[Role], shared: bool) -> bool {
    app.asks_pins && (shared || roles.iter().any(|role| *role != Role::Resident))
}

/// Whether a device has gone too long without the PIN that it needs.
pub(crate) fn is_overdue(app: &App, session: &session::Model, roles: &[Role], now: DateTime<Utc>) -> bool {
    session.pin_hash.is_none() && session.created_at + GRACE <= now && is_needed(app, roles, session.shared)
}

/// Gives the caller's device a PIN; one that stands is changed by whoever knows it.
///
/// Refuses a PIN that is easy to guess, and with [`prove`]'s refusals a wrong present one.
pub async fn set(app: &App, caller: &Caller, current: Option<&str>, pin: &str) -> Result<Device> {
    if is_trivial(pin, &numbers(app, caller).await?.iter().map(String::as_str).collect::<Vec<_>>()) {
        return Err(Refusal::PinTooSimple.into());
    }
    prove(app, caller.association, caller.session, current).await?;
    let mut salt = [0; 16];
    app.chance.fill(&mut salt);
    let hash = app.hashing.seat(Asker::Device).await?.hash(pin, salt).await?;
    write(app, caller, current.is_some(), Some(hash)).await
}

/// Takes the PIN of the caller's device away; one that is not there is no fault.
///
/// Refuses where a PIN is needed, and with [`prove`]'s refusals a wrong one.
pub async fn remove(app: &App, caller: &Caller, current: &str) -> Result<Device> {
    let row = find(app.store.reader(), caller.association, caller.session).await?;
    if is_needed(app, &caller.roles, row.shared) {
        return Err(Refusal::PinNeeded.into());
    }
    prove(app, caller.association, caller.session, Some(current)).await?;
    write(app, caller, true, None).await
}

/// Lets pass who knows the device's PIN, and everybody where it has none.
///
/// Refuses with `pin.required` without one, `pin.wrong` with the tries that are left, `pin.locked` with the instant of
/// the next try, and with `pin.exhausted` the tenth wrong one, which ends the session.
pub(crate) async fn prove(app: &App, association: AssociationId, id: SessionId, pin: Option<&str>) -> Result<()> {
    if find(app.store.reader(), association, id).await?.pin_hash.is_none() {
        return Ok(());
    }
    let Some(pin) = pin else { return Err(Refusal::PinRequired.into()) };
    let seat = app.hashing.seat(Asker::Device).await?;
    let tx = app.write(association).await?;
    let row = find(tx.db(), association, id).await?;
    let Some(kept) = row.pin_hash.clone() else { return Ok(()) };
    if let Some(until) = row.pin_locked_until.filter(|until| *until > tx.now) {
        return Err(locked(until, tx.now));
    }
    let tries = u16::try_from(row.pin_failures).unwrap_or(PIN_EXHAUSTED).saturating_add(1);
    let until = wait_after(tries, FREE_TRIES).map(|wait| tx.now + wait);
    let now = tx.now;
    count(tx, row, tries, until).await?;
    if seat.verify(pin, Some(&kept)).await? {
        let tx = app.write(association).await?;
        let row = find(tx.db(), association, id).await?;
        return count(tx, row, 0, None).await;
    }
    if tries >= PIN_EXHAUSTED {
        return exhaust(app, association, id).await;
    }
    Err(match until {
        Some(until) => locked(until, now),
        None => Refused::new(Refusal::PinWrong).with("tries_left", FREE_TRIES - tries).into(),
    })
}

fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> crate::Error {
    Refused::new(Refusal::PinLocked).until(until, now).into()
}

async fn count(tx: Tx, row: session::Model, tries: u16, until: Option<DateTime<Utc>>) -> Result<()> {
    let mut change: session::ActiveModel = row.into();
    change.pin_failures = Set(tries.into());
    change.pin_locked_until = Set(until);
    change.update(tx.db()).await?;
    tx.commit().await
}

/// Somebody guesses: the device must be paired again. Committed, although the answer is a refusal.
async fn exhaust(app: &App, association: AssociationId, id: SessionId) -> Result<()> {
    let tx = app.write(association).await?;
    let mut change: session::ActiveModel = find(tx.db(), association, id).await?.into();
    change.revoked_at = Set(Some(tx.now));
    change.update(tx.db()).await?;
    audit::note_machine(&tx, association, "pin.exhausted", id).await?;
    tx.commit().await?;
    Err(Refusal::PinExhausted.into())
}

async fn write(app: &App, caller: &Caller, known: bool, hash: Option<String>) -> Result<Device> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, caller.session).await?;
    if row.pin_hash.is_some() && !known {
        return Err(Refusal::PinRequired.into());
    }
    let what = if hash.is_some() { "pin.set" } else { "pin.removed" };
    let mut change: session::ActiveModel = row.into();
    change.pin_hash = Set(hash);
    change.pin_failures = Set(0);
    change.pin_locked_until = Set(None);
    let row = change.update(tx.db()).await?;
    audit::note(&tx, caller, what, caller.session, None).await?;
    tx.commit().await?;
    Ok(Device::told(row, caller.session))
}

/// The telephone numbers whose digits anybody around the caller would try.
async fn numbers(app: &App, caller: &Caller) -> Result<Vec<String>> {
    let db = app.store.reader();
    let account = Key(caller.account);
    let resident = resident::Entity::find().filter(resident::Column::AccountId.eq(account)).one(db).await?;
    let volunteer = volunteer::Entity::find().filter(volunteer::Column::AccountId.eq(account)).one(db).await?;
    let own = [resident.and_then(|row| row.phone), volunteer.and_then(|row| row.phone)];
    let association = associations::find(db, caller.association).await?.phone;
    // A number is typed with the zero that its international form has not.
    let typed = |number: String| number.strip_prefix("+33").map(|rest| format!("0{rest}")).unwrap_or(number);
    Ok(own.into_iter().flatten().chain([association]).map(typed).collect())
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: SessionId) -> Result<session::Model> {
    let row = session::Entity::find_by_id(Key(id)).one(db).await?;
    let row = row.filter(|row| row.association_id.0 == association && row.revoked_at.is_none());
    row.ok_or_else(|| Refusal::SessionInvalid.into())
}
