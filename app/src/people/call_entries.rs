//! Who is to be called for a reason that a person wrote down. An entry stands until somebody has spoken with the resident,
//! or until it is taken off by hand.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, CallEntryId, ResidentId};
use shared::person::ResidentStatus;
use utoipa::ToSchema;

use super::residents;
use crate::error::{Error, Result};
use crate::once::{self, Claim, Once};
use crate::table::call_entry;
use crate::table::column::Key;
use crate::{App, Caller, Tx, audit};

/// An entry of the list to call that a person wrote.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CallEntry {
    /// Its id.
    pub id: CallEntryId,
    /// Whom to call.
    pub resident_id: ResidentId,
    /// Why.
    pub reason: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// When they were reached, or the entry was taken off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<Utc>>,
}

impl From<call_entry::Model> for CallEntry {
    fn from(row: call_entry::Model) -> Self {
        Self {
            id: row.id.0,
            resident_id: row.resident_id.0,
            reason: row.reason,
            added_at: row.added_at,
            done_at: row.done_at,
        }
    }
}

/// Puts a resident on the list to call.
///
/// Refuses whoever left or died.
pub async fn add(app: &App, caller: &Caller, request: &Once, resident: ResidentId, reason: &str) -> Result<CallEntry> {
    let tx = app.write(caller.association).await?;
    let person = residents::in_reach(tx.db(), caller, resident).await?;
    let id = match once::claim::<CallEntryId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(tx.db(), caller.association, id).await?.into()),
        Claim::New(id) => id,
    };
    if matches!(person.status.0, ResidentStatus::Left | ResidentStatus::Deceased) {
        return Err(Refusal::ResidentNotServed.into());
    }
    let row = call_entry::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        resident_id: Set(Key(resident)),
        reason: Set(reason.to_owned()),
        added_by: Set(Key(caller.account)),
        added_at: Set(tx.now),
        done_at: Set(None),
    };
    let row = row.insert(tx.db()).await?;
    audit::note(&tx, caller, "call_entry.added", id, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// Takes an entry off the list; one that is off stays off.
pub async fn take_off(app: &App, caller: &Caller, id: CallEntryId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if row.done_at.is_some() {
        return Ok(());
    }
    let mut change: call_entry::ActiveModel = row.into();
    change.done_at = Set(Some(tx.now));
    change.update(tx.db()).await?;
    audit::note(&tx, caller, "call_entry.taken_off", id, None).await?;
    tx.commit().await
}

/// They were reached: nothing is left to call them for.
pub(crate) async fn reached(tx: &Tx, association: AssociationId, resident: ResidentId) -> Result<()> {
    call_entry::Entity::update_many()
        .col_expr(call_entry::Column::DoneAt, Expr::value(tx.now))
        .filter(call_entry::Column::AssociationId.eq(Key(association)))
        .filter(call_entry::Column::ResidentId.eq(Key(resident)))
        .filter(call_entry::Column::DoneAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The entries that stand, by whom to call.
pub(crate) async fn standing(
    db: &impl ConnectionTrait,
    association: AssociationId,
) -> Result<HashMap<ResidentId, Vec<call_entry::Model>>> {
    let rows = entries_of(association).filter(call_entry::Column::DoneAt.is_null());
    let mut of: HashMap<ResidentId, Vec<call_entry::Model>> = HashMap::new();
    for row in rows.order_by_asc(call_entry::Column::Id).all(db).await? {
        of.entry(row.resident_id.0).or_default().push(row);
    }
    Ok(of)
}

fn entries_of(association: AssociationId) -> sea_orm::Select<call_entry::Entity> {
    call_entry::Entity::find().filter(call_entry::Column::AssociationId.eq(Key(association)))
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: CallEntryId) -> Result<call_entry::Model> {
    let row = entries_of(association).filter(call_entry::Column::Id.eq(Key(id))).one(db).await.map_err(Error::from)?;
    row.ok_or_else(|| Refusal::CallEntryNotFound.into())
}
