//! The refresh chain of a session. Each link is exchanged once for its successor, and a link that comes back tells a
//! lost answer from a stolen token:
//!
//! - its successor was never used: the answer was lost, or two tabs asked at once. A new successor is given and the
//!   unused one is killed, its access token with it, so that one branch lives.
//! - its successor was used: somebody else holds a copy. The whole session ends.
//! - a killed link is refused, and nothing more: its holder lost a race and may sign in again.
//!
//! This departs from the letter of ASVS 10.4.5, which revokes in the first case too; a phone in a stairwell loses answers
//! every day, and FAPI 2.0 allows the same for the same reason.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AccountId, RefreshId, SessionId};
use shared::role::Role;
use utoipa::ToSchema;

use super::{idle, kind_of, pins, tokens};
use crate::error::{Error, Result};
use crate::keys::{Keys, digest};
use crate::store::Tx;
use crate::table::column::{Key, Text};
use crate::table::{account, refresh, session};
use crate::{App, accounts, audit};

/// No session outlives this, however often it is renewed.
const LONGEST: TimeDelta = TimeDelta::days(400);

/// A session with its fresh pair of tokens.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Opened {
    /// The session.
    pub session_id: SessionId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What they are to the association.
    pub roles: Vec<Role>,
    /// Whether a coordinator still has to let this device in; until then every request is refused.
    pub awaits_confirmation: bool,
    /// Whether the device has a PIN, which each renewal asks for.
    pub pin_set: bool,
    /// Whether the device must have one. Without it, every request is refused with `pin.unset` ten minutes after pairing.
    pub pin_needed: bool,
    /// Whether several people hold the device.
    pub shared: bool,
    /// For the Authorization header, ten minutes long.
    pub access_token: String,
    /// When the access token ends.
    pub access_expires_at: DateTime<Utc>,
    /// Exchanged once for the next pair.
    pub refresh_token: String,
}

/// A fresh link and what its holder is given.
struct Link {
    id: RefreshId,
    access: tokens::Access,
    refresh_token: String,
}

/// A device that is let in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewDevice<'a> {
    /// What the person calls it.
    pub label: &'a str,
    /// Whether it needs nobody's word any more.
    pub confirmed: bool,
    /// Whether several people hold it.
    pub shared: bool,
}

/// Opens a session on a new device and its chain.
pub(crate) async fn open(app: &App, tx: &Tx, account: &account::Model, device: NewDevice<'_>) -> Result<Opened> {
    let roles = accounts::roles_of(tx.db(), account.id.0).await?;
    let row = session::ActiveModel {
        id: Set(Key(tx.id())),
        association_id: Set(account.association_id),
        account_id: Set(account.id),
        kind: Set(Text(kind_of(&roles))),
        device_label: Set(device.label.to_owned()),
        created_at: Set(tx.now),
        last_used_at: Set(tx.now),
        expires_at: Set(tx.now + LONGEST),
        confirmed_at: Set(device.confirmed.then_some(tx.now)),
        confirmed_by: Set(None),
        revoked_at: Set(None),
        shared: Set(device.shared),
        pin_hash: Set(None),
        pin_failures: Set(0),
        pin_locked_until: Set(None),
    };
    let row = row.insert(tx.db()).await?;
    let link = forge(tx, &app.keys, &row).await?;
    Ok(told(app, &row, roles, link))
}

/// Exchanges a refresh token for the next pair.
///
/// Refuses every token that does not stand, for whatever reason, with `session.invalid`, and with the refusals of
/// [`pins::prove`] whoever does not know the device's PIN.
pub async fn renew(app: &App, token: &str, pin: Option<&str>) -> Result<Opened> {
    let by_hash = || refresh::Entity::find().filter(refresh::Column::TokenHash.eq(digest(token.as_bytes())));
    let db = app.store.reader();
    let link = by_hash().one(db).await?.ok_or(Refusal::SessionInvalid)?;
    let session = session::Entity::find_by_id(link.session_id).one(db).await?.ok_or(Refusal::SessionInvalid)?;
    // Only whoever holds a link that stands may try PINs: a link that was thrown away must not shut its owner out.
    if stands(db, &link).await? {
        pins::prove(app, session.association_id.0, session.id.0, pin).await?;
    }
    let tx = app.write(session.association_id.0).await?;
    let link = by_hash().one(tx.db()).await?.ok_or(Refusal::SessionInvalid)?;
    let (session, roles) = living(&tx, link.session_id.0).await?;
    if link.killed_at.is_some() {
        return Err(Refusal::SessionInvalid.into());
    }
    if let Some(successor) = link.successor_id
        && !kill_unused(&tx, successor.0).await?
    {
        revoke_family(tx, session).await?;
        return Err(Refusal::SessionInvalid.into());
    }
    let next = forge(&tx, &app.keys, &session).await?;
    let mut spent: refresh::ActiveModel = link.into();
    spent.spent_at = Set(Some(tx.now));
    spent.successor_id = Set(Some(Key(next.id)));
    spent.update(tx.db()).await?;
    let mut change: session::ActiveModel = session.into();
    change.last_used_at = Set(tx.now);
    change.kind = Set(Text(kind_of(&roles)));
    let session = change.update(tx.db()).await?;
    tx.commit().await?;
    Ok(told(app, &session, roles, next))
}

/// Whether a link may be exchanged: it was not replaced, and its successor was never used.
async fn stands(db: &impl ConnectionTrait, link: &refresh::Model) -> Result<bool> {
    let Some(successor) = link.successor_id else { return Ok(link.killed_at.is_none()) };
    let successor = refresh::Entity::find_by_id(successor).one(db).await?;
    let used = successor.is_none_or(|row| row.access_used_at.is_some() || row.spent_at.is_some());
    Ok(link.killed_at.is_none() && !used)
}

/// The session, if it is neither revoked nor over nor asleep for too long, with its account's present roles.
async fn living(tx: &Tx, id: SessionId) -> Result<(session::Model, Vec<Role>)> {
    let row = session::Entity::find_by_id(Key(id)).one(tx.db()).await?.ok_or(Refusal::SessionInvalid)?;
    let account = account::Entity::find_by_id(row.account_id).one(tx.db()).await?.ok_or(Refusal::SessionInvalid)?;
    let roles = accounts::roles_of(tx.db(), account.id.0).await?;
    let asleep_at = row.last_used_at + idle(kind_of(&roles));
    if row.revoked_at.is_some() || !account.active || row.expires_at <= tx.now || asleep_at <= tx.now {
        return Err(Refusal::SessionInvalid.into());
    }
    Ok((row, roles))
}

/// Kills a successor that nobody used; answers whether it could be.
async fn kill_unused(tx: &Tx, id: RefreshId) -> Result<bool> {
    let row = refresh::Entity::find_by_id(Key(id)).one(tx.db()).await?;
    let row = row.ok_or_else(|| Error::Bug("a spent link names no successor".into()))?;
    if row.access_used_at.is_some() || row.spent_at.is_some() {
        return Ok(false);
    }
    let mut change: refresh::ActiveModel = row.into();
    change.killed_at = Set(Some(tx.now));
    change.update(tx.db()).await?;
    Ok(true)
}

/// Two hold the same chain: it ends for both. Committed, although the answer is a refusal.
async fn revoke_family(tx: Tx, session: session::Model) -> Result<()> {
    let (association, id) = (session.association_id.0, session.id.0);
    let mut change: session::ActiveModel = session.into();
    change.revoked_at = Set(Some(tx.now));
    change.update(tx.db()).await?;
    audit::note_machine(&tx, association, "session.copied", id).await?;
    tx.commit().await
}

async fn forge(tx: &Tx, keys: &Keys, session: &session::Model) -> Result<Link> {
    let id: RefreshId = tx.id();
    let refresh_token = secret(tx);
    let row = refresh::ActiveModel {
        id: Set(Key(id)),
        session_id: Set(session.id),
        token_hash: Set(digest(refresh_token.as_bytes())),
        created_at: Set(tx.now),
        access_used_at: Set(None),
        spent_at: Set(None),
        successor_id: Set(None),
        killed_at: Set(None),
    };
    row.insert(tx.db()).await?;
    let access = tokens::issue(tx, keys, session.account_id.0, session.id.0, id)?;
    Ok(Link { id, access, refresh_token })
}

/// 256 bits of chance as text.
pub(crate) fn secret(tx: &Tx) -> String {
    let mut bytes = [0; 32];
    tx.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn told(app: &App, session: &session::Model, roles: Vec<Role>, link: Link) -> Opened {
    Opened {
        session_id: session.id.0,
        account_id: session.account_id.0,
        pin_needed: pins::is_needed(app, &roles, session.shared),
        roles,
        awaits_confirmation: session.confirmed_at.is_none(),
        pin_set: session.pin_hash.is_some(),
        shared: session.shared,
        access_token: link.access.token,
        access_expires_at: link.access.expires_at,
        refresh_token: link.refresh_token,
    }
}
