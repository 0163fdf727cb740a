//! The machine's administrator: who holds the command line and stands outside every association. They act through a
//! coordinator's account, so that the audit names somebody whom the association knows.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::id::{AccountId, NeighbourhoodId, SessionId};
use shared::role::{Reach, Role};

use crate::error::Result;
use crate::table::column::Key;
use crate::table::{account, account_role, neighbourhood};
use crate::{App, Caller, Once, accounts, keys, planning};

/// The longest-standing active account with `role`.
pub async fn first_with(app: &App, role: Role) -> Result<AccountId> {
    accounts::first_with(app.store.reader(), None, role).await?.ok_or_else(|| Refusal::AccountNotFound.into())
}

/// A caller with the rights of `account`; the first coordinator's when absent.
pub async fn caller(app: &App, account: Option<AccountId>) -> Result<Caller> {
    let id = match account {
        Some(id) => id,
        None => first_with(app, Role::Coordinator).await?,
    };
    let found = account::Entity::find_by_id(Key(id)).one(app.store.reader()).await?;
    let account = found.filter(|account| account.active).ok_or(Refusal::AccountNotFound)?;
    let roles = account_role::Entity::find()
        .filter(account_role::Column::AccountId.eq(Key(id)))
        .all(app.store.reader())
        .await?;
    // No device signed in: the id names this one command and no row.
    let session: SessionId = shared::Identity::new(app.clock.now(), app.chance.as_ref());
    Ok(Caller {
        association: account.association_id.0,
        account: id,
        session,
        roles: roles.into_iter().map(|grant| grant.role.0).collect(),
        resident: None,
        volunteer: None,
        reach: Reach::Own,
    })
}

/// What makes two commands the same one: the verb and the bytes it reads.
pub fn once(verb: &str, bytes: &[u8]) -> Once {
    let fingerprint = keys::digest(&[verb.as_bytes(), b"\0", bytes].concat());
    let key = fingerprint.iter().map(|byte| format!("{byte:02x}")).collect();
    Once { key, route: verb.to_owned(), fingerprint }
}

/// Plans a day of the neighbourhood that has this id or, where it is the only one of that name, this name.
pub async fn plan(app: &App, named: &str, day: NaiveDate) -> Result<()> {
    let find = match named.parse::<NeighbourhoodId>() {
        Ok(id) => neighbourhood::Entity::find_by_id(Key(id)),
        Err(_) => neighbourhood::Entity::find().filter(neighbourhood::Column::Name.eq(named)),
    };
    let mut rows = find.all(app.store.reader()).await?;
    let row = rows.pop().filter(|_| rows.is_empty()).ok_or(Refusal::NeighbourhoodNotFound)?;
    planning::plan_day(app, row.association_id.0, row.id.0, day).await.map(|_| ())
}
