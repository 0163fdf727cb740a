//! The devices that asked to be told, whoever brings it to them. A device has one owner: whoever signs in on it anew, or asks from another device with
//! the same address, takes it over. One whose session has ended is told nothing from that moment on.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Select,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AccountId, AssociationId, SubscriptionId};
use shared::notice::Language;
use shared::push::{PushCarrier, can_be_token};
use utoipa::ToSchema;

use super::carrier::Address;
use super::endpoint;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{push_subscription, session};
use crate::{App, Caller, Tx};

/// A device that palier has not heard of for so long is told nothing: some push services take messages for devices that are
/// no more (WebKit bug 249766).
const SILENT: TimeDelta = TimeDelta::days(60);

/// What a device needs to know to ask to be told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Push {
    /// By whom devices are told here; by nobody where this installation pushes nothing.
    pub carriers: Vec<PushCarrier>,
    /// The key to subscribe under by Web Push, in base64url; absent where that is not set up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// Whether this device is told.
    pub subscribed: bool,
}

/// A device that wants to be told.
pub struct NewSubscription {
    /// Where it is reached.
    pub at: NewAddress,
    /// Of what it shows.
    pub language: Language,
}

/// Where a device says that it is reached.
pub enum NewAddress {
    /// By Web Push.
    WebPush {
        /// Where its push service takes messages for it.
        endpoint: String,
        /// Its public key, in base64url.
        p256dh: String,
        /// Its authentication secret, in base64url.
        auth: String,
    },
    /// By FCM, under this registration token.
    Fcm(String),
}

/// Whether and how this device can be told.
pub async fn read(app: &App, caller: &Caller) -> Result<Push> {
    let row = by_carriers(app)
        .filter(push_subscription::Column::SessionId.eq(Key(caller.session)))
        .one(app.store.reader())
        .await?;
    let public_key = app.carriers.by(PushCarrier::WebPush).and_then(|carrier| carrier.public_key()).map(str::to_owned);
    Ok(Push { carriers: app.carriers.pushing(), public_key, subscribed: row.is_some() })
}

/// From now on this device is told, in place of what it asked for before.
///
/// Refuses where nothing is pushed that way, an address that is no push service's, keys that are none, and a token that
/// cannot be one.
pub async fn subscribe(app: &App, caller: &Caller, new: NewSubscription) -> Result<Push> {
    let to = checked(app, new.at)?;
    let (p256dh, auth) = match &to {
        Address::WebPush { p256dh, auth, .. } => (p256dh.clone(), auth.clone()),
        Address::Fcm(_) => (Vec::new(), Vec::new()),
    };
    let tx = app.write(caller.association).await?;
    let digest = app.keys.digest(to.secret());
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
        carrier: Set(Text(to.carrier())),
        endpoint_digest: Set(digest),
        endpoint_sealed: Set(app.keys.seal(&id.to_string(), to.secret(), nonce)?),
        p256dh: Set(p256dh),
        auth: Set(auth),
        created_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    tx.commit().await?;
    read(app, caller).await
}

/// The address, if a carrier that is set up here can write to it.
fn checked(app: &App, at: NewAddress) -> Result<Address> {
    let (way, wrong) = match at {
        NewAddress::WebPush { .. } => (PushCarrier::WebPush, Refusal::PushKeysWrong),
        NewAddress::Fcm(_) => (PushCarrier::Fcm, Refusal::PushTokenWrong),
    };
    let carrier = app.carriers.by(way).ok_or(Refusal::PushOff)?;
    let to = match at {
        NewAddress::WebPush { endpoint, p256dh, auth } => {
            let endpoint = endpoint::checked(&endpoint, app.carriers.private_hosts)?.to_string();
            Address::WebPush { endpoint, p256dh: bytes(&p256dh).ok_or(wrong)?, auth: bytes(&auth).ok_or(wrong)? }
        }
        NewAddress::Fcm(token) if can_be_token(&token) => Address::Fcm(token),
        NewAddress::Fcm(_) => return Err(wrong.into()),
    };
    if carrier.fits(&to) { Ok(to) } else { Err(wrong.into()) }
}

/// Browsers give them without padding, some libraries with it.
fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
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

/// The devices of an account that are signed in and in use; none where nothing can be pushed here.
pub(super) async fn alive(app: &App, account: AccountId) -> Result<Vec<push_subscription::Model>> {
    let rows = signed_in(app)
        .filter(push_subscription::Column::AccountId.eq(Key(account)))
        .order_by_asc(push_subscription::Column::Id);
    Ok(rows.all(app.store.reader()).await?)
}

/// Whom in an association a device tells; nobody where nothing can be pushed.
pub(super) async fn told(app: &App, association: AssociationId) -> Result<HashSet<AccountId>> {
    let rows = signed_in(app).filter(push_subscription::Column::AssociationId.eq(Key(association)));
    Ok(rows.all(app.store.reader()).await?.into_iter().map(|row| row.account_id.0).collect())
}

/// The devices that are signed in and in use.
fn signed_in(app: &App) -> Select<push_subscription::Entity> {
    let session = living(app.clock.now())
        .and_where(Expr::col((session::Entity, session::Column::ConfirmedAt)).is_not_null())
        .take();
    by_carriers(app).filter(Expr::exists(session))
}

/// A device's session that is not over and was in use of late.
fn living(now: DateTime<Utc>) -> SelectStatement {
    let own = |column: session::Column| Expr::col((session::Entity, column));
    Query::select()
        .expr(Expr::val(1))
        .from(session::Entity)
        .and_where(own(session::Column::Id).equals((push_subscription::Entity, push_subscription::Column::SessionId)))
        .and_where(own(session::Column::RevokedAt).is_null())
        .and_where(own(session::Column::ExpiresAt).gt(now))
        .and_where(own(session::Column::LastUsedAt).gt(now - SILENT))
        .take()
}

/// Forgets the devices whose session is over or silent: nobody tells them anything any more, and an address is not kept longer
/// than it is of use. Whoever comes back on a silent one asks anew, as at each opening.
pub(super) async fn purge(tx: &Tx, association: AssociationId) -> Result<()> {
    push_subscription::Entity::delete_many()
        .filter(push_subscription::Column::AssociationId.eq(Key(association)))
        .filter(Expr::exists(living(tx.now)).not())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The devices that somebody here can bring messages to: a carrier may be taken out of the settings, and come back.
fn by_carriers(app: &App) -> Select<push_subscription::Entity> {
    let set_up = app.carriers.pushing().into_iter().map(Text);
    push_subscription::Entity::find().filter(push_subscription::Column::Carrier.is_in(set_up))
}

/// Where a device is written to.
pub(super) fn address(app: &App, row: &push_subscription::Model) -> Result<Address> {
    let secret = app.keys.open(&row.id.0.to_string(), &row.endpoint_sealed)?;
    Ok(match row.carrier.0 {
        PushCarrier::WebPush => {
            Address::WebPush { endpoint: secret, p256dh: row.p256dh.clone(), auth: row.auth.clone() }
        }
        PushCarrier::Fcm => Address::Fcm(secret),
    })
}

/// Its push service knows the device no more. One that has asked anew meanwhile stays.
pub(super) async fn forget(app: &App, row: push_subscription::Model) -> Result<()> {
    let tx = app.write(row.association_id.0).await?;
    push_subscription::Entity::delete_by_id(row.id).exec(tx.db()).await?;
    tx.commit().await
}
