//! Concerns: somebody should look again, somebody owns that, and only a human closes it, with what was done.

pub mod delivery;
pub(crate) mod open;
mod told;

use chrono::NaiveDate;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::Refusal;
use shared::id::{AccountId, AssociationId, ConcernId};
use shared::role::Role;

pub use told::Concern;

use crate::error::Result;
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::{account, account_role, concern};
use crate::{App, Caller, Tx, audit, notices};

/// Which concerns to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Which {
    /// Open ones, or closed ones.
    pub open: Option<bool>,
    /// Those of one day.
    pub service_day: Option<NaiveDate>,
}

/// A part of the concerns, oldest first.
pub async fn list(app: &App, caller: &Caller, which: Which, window: Window) -> Result<Slice<Concern>> {
    let db = app.store.reader();
    let mut find = concerns_of(caller.association).filter(concern::Column::Id.gt(window.after()));
    if let Some(day) = which.service_day {
        find = find.filter(concern::Column::ServiceDay.eq(day));
    }
    find = match which.open {
        Some(true) => find.filter(concern::Column::ClosedAt.is_null()),
        Some(false) => find.filter(concern::Column::ClosedAt.is_not_null()),
        None => find,
    };
    let rows = find.order_by_asc(concern::Column::Id).limit(window.fetch()).all(db).await?;
    let slice = window.cut(rows, |row| row.id.0);
    Ok(Slice { items: told::tell(db, caller.association, slice.items).await?, next: slice.next })
}

/// The concerns of a day's board: those of the day, and older ones that are still open.
pub(crate) async fn on_board(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
) -> Result<Vec<Concern>> {
    let older = concern::Column::ServiceDay.lt(day).and(concern::Column::ClosedAt.is_null());
    let rows = concerns_of(association)
        .filter(concern::Column::ServiceDay.eq(day).or(older))
        .order_by_asc(concern::Column::Id)
        .all(db)
        .await?;
    told::tell(db, association, rows).await
}

/// One concern.
pub async fn read(app: &App, caller: &Caller, id: ConcernId) -> Result<Concern> {
    let db = app.store.reader();
    let row = find(db, caller.association, id).await?;
    told::one(db, row).await
}

/// Gives a concern to a coordinator, oneself or another.
///
/// Refuses a closed concern, and an account that is not an active coordinator's.
pub async fn own(app: &App, caller: &Caller, id: ConcernId, owner: AccountId) -> Result<Concern> {
    let tx = app.write(caller.association).await?;
    let row = open_one(&tx, caller, id).await?;
    coordinator(&tx, caller.association, owner).await?;
    audit::note(&tx, caller, "concern.own", id, Some(&owner.to_string())).await?;
    let version = row.version.wrapping_add(1);
    let mut change: concern::ActiveModel = row.into();
    change.owner_id = Set(Key(owner));
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    if owner != caller.account {
        notices::concerns::given(&tx, &row).await?;
    }
    let told = told::one(tx.db(), row).await?;
    tx.commit().await?;
    Ok(told)
}

/// Closes a concern with what was done.
///
/// Refuses a closed concern, so that the first account of what was done stays.
pub async fn close(app: &App, caller: &Caller, id: ConcernId, done: String) -> Result<Concern> {
    let tx = app.write(caller.association).await?;
    let row = open_one(&tx, caller, id).await?;
    audit::note(&tx, caller, "concern.close", id, None).await?;
    let version = row.version.wrapping_add(1);
    let mut change: concern::ActiveModel = row.into();
    change.closed_at = Set(Some(tx.now));
    change.closed_by = Set(Some(Key(caller.account)));
    change.done = Set(Some(done));
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    notices::concerns::closed(&tx, &row).await?;
    let told = told::one(tx.db(), row).await?;
    tx.commit().await?;
    Ok(told)
}

/// Every find starts here, so that none crosses the tenant boundary.
fn concerns_of(association: AssociationId) -> sea_orm::Select<concern::Entity> {
    concern::Entity::find().filter(concern::Column::AssociationId.eq(Key(association)))
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: ConcernId) -> Result<concern::Model> {
    let row = concerns_of(association).filter(concern::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::ConcernNotFound.into())
}

async fn open_one(tx: &Tx, caller: &Caller, id: ConcernId) -> Result<concern::Model> {
    let row = find(tx.db(), caller.association, id).await?;
    if row.closed_at.is_some() { Err(Refusal::ConcernClosed.into()) } else { Ok(row) }
}

async fn coordinator(tx: &Tx, association: AssociationId, id: AccountId) -> Result<()> {
    let active = account::Entity::find()
        .filter(account::Column::AssociationId.eq(Key(association)))
        .filter(account::Column::Id.eq(Key(id)))
        .filter(account::Column::Active.eq(true))
        .one(tx.db())
        .await?;
    let role = account_role::Entity::find_by_id((Key(id), Text(Role::Coordinator))).one(tx.db()).await?;
    if active.is_some() && role.is_some() { Ok(()) } else { Err(Refusal::AccountNotFound.into()) }
}
