//! Signing in. A pairing token gives a device a session; the session's refresh chain gives it access tokens; and every
//! request loads its caller afresh, so that a revoked device and a changed role act at once.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AccountId, RefreshId, ResidentId, SessionId, VolunteerId};
use shared::role::{Reach, Role};
use shared::session::SessionKind;
use utoipa::ToSchema;

use crate::error::Result;
use crate::table::column::Key;
use crate::table::{account, refresh, resident, session, volunteer};
use crate::{App, Caller, accounts};

pub mod devices;
pub mod me;
pub mod pairings;
pub mod passwords;
pub mod pins;
mod refreshes;
pub mod tokens;
mod tries;

pub use pairings::pair_from_console;
pub use refreshes::{Opened, renew};

pub(crate) use refreshes::{NewDevice, open, secret};

/// The caller whom an access token names.
///
/// Refuses with `session.invalid` or `session.expired`, with `session.unconfirmed` a staff member's new device that no
/// coordinator has let in, and with `pin.unset` one that has gone too long without the PIN that it needs.
pub async fn authenticate(app: &App, token: &str) -> Result<Caller> {
    let (session, caller) = bearer(app, token).await?;
    if session.confirmed_at.is_none() {
        return Err(Refusal::SessionUnconfirmed.into());
    }
    if pins::is_overdue(app, &session, &caller.roles, app.clock.now()) {
        return Err(Refusal::PinUnset.into());
    }
    Ok(caller)
}

/// The same for what a device does about itself alone: choose its PIN, sign out. It may do that while nobody has let it
/// in, and while it has no PIN.
pub async fn authenticate_device(app: &App, token: &str) -> Result<Caller> {
    Ok(bearer(app, token).await?.1)
}

async fn bearer(app: &App, token: &str) -> Result<(session::Model, Caller)> {
    let now = app.clock.now();
    let claims = tokens::verify(&app.keys, now, token)?;
    let db = app.store.reader();
    let session = session::Entity::find_by_id(Key(claims.sid)).one(db).await?.ok_or(Refusal::SessionInvalid)?;
    let account = account::Entity::find_by_id(session.account_id).one(db).await?.ok_or(Refusal::SessionInvalid)?;
    let alive = session.revoked_at.is_none() && session.expires_at > now && account.active;
    if !alive || account.id.0 != claims.sub {
        return Err(Refusal::SessionInvalid.into());
    }
    check_link(app, &session, claims.rid).await?;
    let (resident, volunteer) = persons_of(db, account.id.0).await?;
    let caller = Caller {
        association: account.association_id.0,
        account: account.id.0,
        session: session.id.0,
        roles: accounts::roles_of(db, account.id.0).await?,
        resident,
        volunteer,
        reach: Reach::Own,
    };
    Ok((session, caller))
}

/// Checks that the token's link was not replaced before its use, and keeps that it is used now.
///
/// The mark is one small write, made once for each link; it decides what a lost answer of a refresh means.
async fn check_link(app: &App, session: &session::Model, id: RefreshId) -> Result<()> {
    let link = refresh::Entity::find_by_id(Key(id)).one(app.store.reader()).await?;
    let link = link.filter(|link| link.session_id == session.id && link.killed_at.is_none());
    if link.ok_or(Refusal::SessionInvalid)?.access_used_at.is_some() {
        return Ok(());
    }
    let tx = app.write(session.association_id.0).await?;
    let marked = refresh::Entity::update_many()
        .col_expr(refresh::Column::AccessUsedAt, Expr::value(tx.now))
        .filter(refresh::Column::Id.eq(Key(id)))
        .filter(refresh::Column::KilledAt.is_null())
        .exec(tx.db())
        .await?;
    if marked.rows_affected == 0 {
        return Err(Refusal::SessionInvalid.into());
    }
    tx.commit().await
}

/// The resident and the volunteer that an account stands for.
async fn persons_of(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<(Option<ResidentId>, Option<VolunteerId>)> {
    let resident = resident::Entity::find().filter(resident::Column::AccountId.eq(Key(account))).one(db).await?;
    let volunteer = volunteer::Entity::find().filter(volunteer::Column::AccountId.eq(Key(account))).one(db).await?;
    Ok((resident.map(|row| row.id.0), volunteer.map(|row| row.id.0)))
}

/// Whether one of `roles` works with other people's names or with money.
fn is_staff(roles: &[Role]) -> bool {
    accounts::STAFF.iter().any(|role| roles.contains(role))
}

/// What kind of session these roles get.
fn kind_of(roles: &[Role]) -> SessionKind {
    if is_staff(roles) { SessionKind::Staff } else { SessionKind::Phone }
}

/// How long a session may sleep before it ends.
fn idle(kind: SessionKind) -> TimeDelta {
    match kind {
        SessionKind::Phone => TimeDelta::days(60),
        SessionKind::Staff => TimeDelta::hours(12),
    }
}

/// A device that is signed in, as it is listed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Device {
    /// Its session.
    pub id: SessionId,
    /// Whose it is.
    pub account_id: AccountId,
    /// How long it may sleep.
    pub kind: SessionKind,
    /// What the person calls it.
    pub device_label: String,
    /// Whether this is the device that asks.
    pub current: bool,
    /// Whether several people hold it, such as a tablet in the hall.
    pub shared: bool,
    /// Whether it has a PIN.
    pub pin_set: bool,
    /// When it was paired.
    pub created_at: DateTime<Utc>,
    /// When it last renewed its connection.
    pub last_used_at: DateTime<Utc>,
    /// Whether a coordinator still has to let it in.
    pub awaits_confirmation: bool,
    /// When it was ended, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Device {
    /// As the device `asking` sees it.
    pub(crate) fn told(row: session::Model, asking: SessionId) -> Self {
        Self {
            id: row.id.0,
            account_id: row.account_id.0,
            kind: row.kind.0,
            device_label: row.device_label,
            current: row.id.0 == asking,
            shared: row.shared,
            pin_set: row.pin_hash.is_some(),
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            awaits_confirmation: row.confirmed_at.is_none(),
            revoked_at: row.revoked_at,
        }
    }
}
