//! Pairing: the one-time tokens that give a device its session. A token on a screen lives ten minutes. A printed card
//! lives two weeks and is inert until a helper, at the door, opens it for ten minutes and confirms the name.
//!
//! Only the SHA-256 of a token is stored. Whatever is wrong with one, the answer is the same, so that guessing teaches
//! nothing.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::Refusal;
use shared::fold::search_key;
use shared::id::{AccountId, AssociationId, PairingId};
use shared::session::PairingKind;
use utoipa::ToSchema;

use super::refreshes::{NewDevice, Opened, open as open_session, secret};
use crate::error::{Error, Result};
use crate::keys::digest;
use crate::once::{self, Claim, Once};
use crate::store::Tx;
use crate::table::column::{Key, Text};
use crate::table::{account, pairing, resident, volunteer};
use crate::{App, Caller, accounts, audit};

/// How long a token on a screen lives, and for how long a card stays open.
const SCREEN: TimeDelta = TimeDelta::minutes(10);
/// How long a printed card lives.
const CARD: TimeDelta = TimeDelta::days(14);

/// So many wrong names may be said over one card.
const MOST_MISSES: i32 = 5;

/// A pairing, with its token where it can still be shown.
#[derive(Debug, Clone)]
pub struct Pairing {
    /// Its id.
    pub id: PairingId,
    /// Whom it signs in.
    pub account_id: AccountId,
    /// What it is given on.
    pub kind: PairingKind,
    /// Whether it is for a device that several people hold.
    pub shared: bool,
    /// Shown once; none when the pairing was used, cancelled or is over.
    pub token: Option<String>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// What a pairing is given on, and for what device.
#[derive(Debug, Clone, Copy)]
pub struct Means {
    /// On a screen or a card.
    pub kind: PairingKind,
    /// For a device that several people hold.
    pub shared: bool,
}

/// A card that a helper opened.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpenCard {
    /// The pairing.
    pub id: PairingId,
    /// It works until then.
    pub opened_until: DateTime<Utc>,
}

/// Makes a pairing for an account.
///
/// The same request again cannot show the same token, for it is not kept: it gets a new one in its place, as long as
/// nobody used the first.
pub async fn make(app: &App, caller: &Caller, request: &Once, account: AccountId, on: Means) -> Result<Pairing> {
    let tx = app.write(caller.association).await?;
    let made = match once::claim::<PairingId>(&tx, caller, request).await? {
        Claim::Done(id) => renew_token(&tx, find(tx.db(), caller.association, id).await?).await?,
        Claim::New(id) => {
            let account = accounts::find_active(tx.db(), caller.association, account).await?;
            audit::note(&tx, caller, "pairing.made", id, None).await?;
            insert(&tx, id, &account, on, Some(caller.account)).await?
        }
    };
    tx.commit().await?;
    Ok(made)
}

/// Makes a token for the machine's administrator or the demo; its device needs nobody's confirmation.
pub async fn pair_from_console(app: &App, account: AccountId) -> Result<String> {
    let row = account::Entity::find_by_id(Key(account)).one(app.store.reader()).await?;
    let association = row.ok_or(Refusal::AccountNotFound)?.association_id.0;
    let tx = app.write(association).await?;
    let account = accounts::find_active(tx.db(), association, account).await?;
    let id: PairingId = tx.id();
    let made = insert(&tx, id, &account, Means { kind: PairingKind::Screen, shared: false }, None).await?;
    audit::note_machine(&tx, association, "pairing.made", id).await?;
    tx.commit().await?;
    made.token.ok_or_else(|| Error::Bug("a new pairing has no token".into()))
}

/// Takes a pairing back; one that was used or is over stays as it is.
pub async fn cancel(app: &App, caller: &Caller, id: PairingId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if row.used_at.is_some() || row.cancelled_at.is_some() {
        return Ok(());
    }
    let mut change: pairing::ActiveModel = row.into();
    change.cancelled_at = Set(Some(tx.now));
    change.update(tx.db()).await?;
    audit::note(&tx, caller, "pairing.cancelled", id, None).await?;
    tx.commit().await
}

/// Opens a printed card at the door, for whoever says the family name that belongs to it.
///
/// Refuses a card that is not there any more as `pairing.not_found`, and another name as `pairing.name_differs`; that is
/// kept in the audit and counted, for a helper does not try names: the fifth takes the card back.
pub async fn open_card(app: &App, caller: &Caller, id: PairingId, family_name: &str) -> Result<OpenCard> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if row.kind.0 != PairingKind::Card || !stands(&row, tx.now) {
        return Err(Refusal::PairingNotFound.into());
    }
    if !is_named(&tx, row.account_id.0, family_name).await? {
        miss(&tx, row).await?;
        audit::note(&tx, caller, "pairing.name_differed", id, None).await?;
        tx.commit().await?;
        return Err(Refusal::PairingNameDiffers.into());
    }
    let opened_until = row.expires_at.min(tx.now + SCREEN);
    let mut change: pairing::ActiveModel = row.into();
    change.opened_until = Set(Some(opened_until));
    change.opened_by = Set(Some(Key(caller.account)));
    change.update(tx.db()).await?;
    audit::note(&tx, caller, "pairing.opened", id, None).await?;
    tx.commit().await?;
    Ok(OpenCard { id, opened_until })
}

/// Counts a wrong name; a card at which too many were said is worth nothing any more, and a new one is printed.
async fn miss(tx: &Tx, row: pairing::Model) -> Result<()> {
    let misses = row.name_misses.saturating_add(1);
    let mut change: pairing::ActiveModel = row.into();
    change.name_misses = Set(misses);
    if misses >= MOST_MISSES {
        change.cancelled_at = Set(Some(tx.now));
    }
    change.update(tx.db()).await?;
    Ok(())
}

/// Gives a device a session for a pairing token. Of two devices at once one wins.
///
/// Refuses with `pairing.invalid` whatever is wrong with the token, and with `pairing.closed` a card nobody opened.
pub async fn redeem(app: &App, token: &str, device_label: &str) -> Result<Opened> {
    let by_hash = || pairing::Entity::find().filter(pairing::Column::TokenHash.eq(digest(token.as_bytes())));
    let found = by_hash().one(app.store.reader()).await?.ok_or(Refusal::PairingInvalid)?;
    let tx = app.write(found.association_id.0).await?;
    let row = by_hash().one(tx.db()).await?.filter(|row| stands(row, tx.now)).ok_or(Refusal::PairingInvalid)?;
    if row.kind.0 == PairingKind::Card && row.opened_until.is_none_or(|until| until <= tx.now) {
        return Err(Refusal::PairingClosed.into());
    }
    let account = account::Entity::find_by_id(row.account_id).one(tx.db()).await?;
    let account = account.filter(|account| account.active).ok_or(Refusal::PairingInvalid)?;
    // The roles of this moment count: a card that was made for a neighbour may meet a coordinator.
    let staff = super::is_staff(&accounts::roles_of(tx.db(), account.id.0).await?);
    let confirmed = !(staff && row.needs_confirmation);
    let device = NewDevice { label: device_label, confirmed, shared: row.shared };
    let opened = open_session(app, &tx, &account, device).await?;
    let mut change: pairing::ActiveModel = row.into();
    change.used_at = Set(Some(tx.now));
    change.update(tx.db()).await?;
    tx.commit().await?;
    Ok(opened)
}

fn stands(row: &pairing::Model, now: DateTime<Utc>) -> bool {
    row.used_at.is_none() && row.cancelled_at.is_none() && row.expires_at > now
}

async fn insert(tx: &Tx, id: PairingId, account: &account::Model, on: Means, by: Option<AccountId>) -> Result<Pairing> {
    let token = secret(tx);
    let life = if on.kind == PairingKind::Card { CARD } else { SCREEN };
    let row = pairing::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(account.association_id),
        account_id: Set(account.id),
        kind: Set(Text(on.kind)),
        token_hash: Set(digest(token.as_bytes())),
        created_by: Set(by.map(Key)),
        created_at: Set(tx.now),
        expires_at: Set(tx.now + life),
        opened_until: Set(None),
        opened_by: Set(None),
        name_misses: Set(0),
        used_at: Set(None),
        cancelled_at: Set(None),
        needs_confirmation: Set(by.is_some()),
        shared: Set(on.shared),
    };
    Ok(told(row.insert(tx.db()).await?, Some(token)))
}

async fn renew_token(tx: &Tx, row: pairing::Model) -> Result<Pairing> {
    if !stands(&row, tx.now) {
        return Ok(told(row, None));
    }
    let token = secret(tx);
    let mut change: pairing::ActiveModel = row.into();
    change.token_hash = Set(digest(token.as_bytes()));
    Ok(told(change.update(tx.db()).await?, Some(token)))
}

/// Whether the account's person bears this family name; whoever has no file goes by the account's own name.
async fn is_named(tx: &Tx, account: AccountId, family_name: &str) -> Result<bool> {
    let said = search_key(family_name);
    let resident = resident::Entity::find().filter(resident::Column::AccountId.eq(Key(account))).one(tx.db()).await?;
    let volunteer =
        volunteer::Entity::find().filter(volunteer::Column::AccountId.eq(Key(account))).one(tx.db()).await?;
    let names: Vec<String> =
        resident.map(|row| row.family_name).into_iter().chain(volunteer.map(|row| row.family_name)).collect();
    if names.is_empty() {
        let row = account::Entity::find_by_id(Key(account)).one(tx.db()).await?.ok_or(Refusal::PairingNotFound)?;
        let name = search_key(&row.name);
        return Ok(!said.is_empty() && (name == said || name.ends_with(&format!(" {said}"))));
    }
    Ok(!said.is_empty() && names.iter().any(|name| search_key(name) == said))
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: PairingId) -> Result<pairing::Model> {
    let row = pairing::Entity::find()
        .filter(pairing::Column::AssociationId.eq(Key(association)))
        .filter(pairing::Column::Id.eq(Key(id)))
        .one(db)
        .await?;
    row.ok_or_else(|| Refusal::PairingNotFound.into())
}

fn told(row: pairing::Model, token: Option<String>) -> Pairing {
    Pairing {
        id: row.id.0,
        account_id: row.account_id.0,
        kind: row.kind.0,
        shared: row.shared,
        token,
        expires_at: row.expires_at,
    }
}
