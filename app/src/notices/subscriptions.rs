//! The devices that asked to be told. A device has one owner: whoever signs in on it anew, or asks from another device with
//! the same address, takes it over. One whose session has ended is told nothing from that moment on.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    Select,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AccountId, AssociationId, SubscriptionId};
use shared::notice::Language;
use utoipa::ToSchema;

use super::carrier::Address;
use super::endpoint;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{push_subscription, session};
use crate::{App, Caller};

/// A device that palier has not heard of for so long is told nothing: some push services take messages for devices that are
/// no more (WebKit bug 249766).
const SILENT: TimeDelta = TimeDelta::days(60);

/// Bytes of an uncompressed point of P-256, and the first of them.
const POINT: (usize, u8) = (65, 4);
/// Bytes of an authentication secret, RFC 8291.
const SECRET: usize = 16;

/// What a device needs to know to ask to be told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Push {
    /// The key to subscribe under, in base64url; absent where this installation pushes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// Whether this device is told.
    pub subscribed: bool,
}

/// A device that wants to be told.
pub struct NewSubscription {
    /// Where its push service takes messages for it.
    pub endpoint: String,
    /// Its public key, in base64url.
    pub p256dh: String,
    /// Its authentication secret, in base64url.
    pub auth: String,
    /// Of what it shows.
    pub language: Language,
}

/// Whether and how this device can be told.
pub async fn read(app: &App, caller: &Caller) -> Result<Push> {
    let of_device = push_subscription::Column::SessionId.eq(Key(caller.session));
    let row = push_subscription::Entity::find().filter(of_device).one(app.store.reader()).await?;
    let public_key = app.carriers.web_push.as_ref().map(|carrier| carrier.public_key().to_owned());
    Ok(Push { public_key, subscribed: row.is_some() })
}

/// From now on this device is told, in place of what it asked for before.
///
/// Refuses where nothing is pushed, an address that is no push service's, and keys that are none.
pub async fn subscribe(app: &App, caller: &Caller, new: NewSubscription) -> Result<Push> {
    let Some(carrier) = &app.carriers.web_push else { return Err(Refusal::PushOff.into()) };
    let endpoint = endpoint::checked(&new.endpoint, app.carriers.private_hosts)?;
    let (p256dh, auth) = keys(&new).ok_or(Refusal::PushKeysWrong)?;
    let to = Address { endpoint: endpoint.to_string(), p256dh, auth };
    if !carrier.fits(&to) {
        return Err(Refusal::PushKeysWrong.into());
    }
    let tx = app.write(caller.association).await?;
    let digest = app.keys.digest(&to.endpoint);
    // Whoever else had this address: another account on the same device, or the same account signed in anew.
    push_subscription::Entity::delete_many()
        .filter(
            Condition::any()
                .add(push_subscription::Column::EndpointDigest.eq(digest.clone()))
                .add(push_subscription::Column::SessionId.eq(Key(caller.session))),
        )
        .exec(tx.db())
        .await?;
    let id: SubscriptionId = tx.id();
    let mut nonce = [0; 24];
    tx.fill(&mut nonce);
    let row = push_subscription::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        account_id: Set(Key(caller.account)),
        session_id: Set(Key(caller.session)),
        language: Set(Text(new.language)),
        endpoint_digest: Set(digest),
        endpoint_sealed: Set(app.keys.seal(&id.to_string(), &to.endpoint, nonce)?),
        p256dh: Set(to.p256dh),
        auth: Set(to.auth),
        created_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    tx.commit().await?;
    read(app, caller).await
}

/// Browsers give them without padding, some libraries with it.
fn keys(new: &NewSubscription) -> Option<(Vec<u8>, Vec<u8>)> {
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
    let p256dh = bytes(&new.p256dh).filter(|key| key.len() == POINT.0 && key.first() == Some(&POINT.1))?;
    Some((p256dh, bytes(&new.auth).filter(|secret| secret.len() == SECRET)?))
}

/// From now on this device is told nothing.
pub async fn unsubscribe(app: &App, caller: &Caller) -> Result<()> {
    let tx = app.write(caller.association).await?;
    push_subscription::Entity::delete_many()
        .filter(push_subscription::Column::SessionId.eq(Key(caller.session)))
        .exec(tx.db())
        .await?;
    tx.commit().await
}

/// The devices of an account that are signed in and in use.
pub(super) async fn alive(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<push_subscription::Model>> {
    let rows = signed_in(now)
        .filter(push_subscription::Column::AccountId.eq(Key(account)))
        .order_by_asc(push_subscription::Column::Id);
    Ok(rows.all(db).await?)
}

/// Whom in an association a device tells; nobody where nothing can be pushed.
pub(super) async fn told(app: &App, association: AssociationId) -> Result<HashSet<AccountId>> {
    if app.carriers.web_push.is_none() {
        return Ok(HashSet::new());
    }
    let rows = signed_in(app.clock.now()).filter(push_subscription::Column::AssociationId.eq(Key(association)));
    Ok(rows.all(app.store.reader()).await?.into_iter().map(|row| row.account_id.0).collect())
}

/// The devices that are signed in and in use.
fn signed_in(now: DateTime<Utc>) -> Select<push_subscription::Entity> {
    let own = |column: session::Column| Expr::col((session::Entity, column));
    let session = Query::select()
        .expr(Expr::val(1))
        .from(session::Entity)
        .and_where(own(session::Column::Id).equals((push_subscription::Entity, push_subscription::Column::SessionId)))
        .and_where(own(session::Column::RevokedAt).is_null())
        .and_where(own(session::Column::ConfirmedAt).is_not_null())
        .and_where(own(session::Column::ExpiresAt).gt(now))
        .and_where(own(session::Column::LastUsedAt).gt(now - SILENT))
        .to_owned();
    push_subscription::Entity::find().filter(Expr::exists(session))
}

/// Where a device is written to.
pub(super) fn address(app: &App, row: &push_subscription::Model) -> Result<Address> {
    let endpoint = app.keys.open(&row.id.0.to_string(), &row.endpoint_sealed)?;
    Ok(Address { endpoint, p256dh: row.p256dh.clone(), auth: row.auth.clone() })
}

/// Its push service knows the device no more. One that has asked anew meanwhile stays.
pub(super) async fn forget(app: &App, row: push_subscription::Model) -> Result<()> {
    let tx = app.write(row.association_id.0).await?;
    push_subscription::Entity::delete_by_id(row.id).exec(tx.db()).await?;
    tx.commit().await
}
