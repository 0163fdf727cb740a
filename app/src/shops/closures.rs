//! Days on which a pick-up point's usual week does not hold: leave, or an exceptional opening when it has hours.

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, ClosureId, PickupPointId};
use utoipa::ToSchema;

use super::pickup_points;
use crate::error::Result;
use crate::once::{self, Claim, Once};
use crate::orders::standing;
use crate::page::{Slice, Window};
use crate::table::closure;
use crate::table::column::Key;
use crate::{App, Caller, audit};

/// Days on which the usual week does not hold.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Closure {
    /// Its id.
    pub id: ClosureId,
    /// The pick-up point.
    pub pickup_point_id: PickupPointId,
    /// First day concerned.
    pub first_day: NaiveDate,
    /// Last day concerned, included.
    pub last_day: NaiveDate,
    /// Opening of an exceptional day, minutes after local midnight; absent when closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens_min: Option<i32>,
    /// Closing of an exceptional day, minutes after local midnight; absent when closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_min: Option<i32>,
    /// Why, in words; may be empty.
    pub reason: String,
}

/// A closure or exceptional opening to be written.
#[derive(Debug, Clone)]
pub struct NewClosure {
    /// First day concerned.
    pub first_day: NaiveDate,
    /// Last day concerned, included.
    pub last_day: NaiveDate,
    /// Hours of an exceptional opening; `None` closes.
    pub hours: Option<(i32, i32)>,
    /// Why, in words.
    pub reason: String,
}

/// Writes a leave or an exceptional opening; the coming usual orders follow it.
///
/// Refuses dates and hours that run backwards.
pub async fn create(
    app: &App,
    caller: &Caller,
    request: &Once,
    point: PickupPointId,
    new: NewClosure,
) -> Result<Closure> {
    let tx = app.write(caller.association).await?;
    pickup_points::find(tx.db(), caller.association, point).await?;
    let id = match once::claim::<ClosureId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(tx.db(), caller.association, point, id).await?.into()),
        Claim::New(id) => id,
    };
    if new.last_day < new.first_day {
        return Err(Refusal::ClosureBackwards.into());
    }
    if new.hours.is_some_and(|(opens, closes)| closes <= opens) {
        return Err(Refusal::HoursBackwards.into());
    }
    let row = closure::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        pickup_point_id: Set(Key(point)),
        first_day: Set(new.first_day),
        last_day: Set(new.last_day),
        opens_min: Set(new.hours.map(|(opens, _)| opens)),
        closes_min: Set(new.hours.map(|(_, closes)| closes)),
        reason: Set(new.reason),
    };
    let row = row.insert(tx.db()).await?;
    audit::note(&tx, caller, "closure.created", id, None).await?;
    standing::lay(&tx, caller.association, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// A part of the leaves and exceptional openings of a pick-up point.
pub async fn list(app: &App, caller: &Caller, point: PickupPointId, window: Window) -> Result<Slice<Closure>> {
    let db = app.store.reader();
    pickup_points::find(db, caller.association, point).await?;
    let rows = closures_of(caller.association, point)
        .filter(closure::Column::Id.gt(window.after()))
        .order_by_asc(closure::Column::Id)
        .limit(window.fetch())
        .all(db)
        .await?;
    Ok(window.cut(rows, |row| row.id.0).map(Closure::from))
}

/// Takes a leave or an exceptional opening away; the coming usual orders follow.
pub async fn remove(app: &App, caller: &Caller, point: PickupPointId, id: ClosureId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    find(tx.db(), caller.association, point, id).await?.delete(tx.db()).await?;
    audit::note(&tx, caller, "closure.removed", id, None).await?;
    standing::lay(&tx, caller.association, None).await?;
    tx.commit().await
}

impl From<closure::Model> for Closure {
    fn from(row: closure::Model) -> Self {
        Self {
            id: row.id.0,
            pickup_point_id: row.pickup_point_id.0,
            first_day: row.first_day,
            last_day: row.last_day,
            opens_min: row.opens_min,
            closes_min: row.closes_min,
            reason: row.reason,
        }
    }
}

fn closures_of(association: AssociationId, point: PickupPointId) -> sea_orm::Select<closure::Entity> {
    closure::Entity::find()
        .filter(closure::Column::AssociationId.eq(Key(association)))
        .filter(closure::Column::PickupPointId.eq(Key(point)))
}

async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    point: PickupPointId,
    id: ClosureId,
) -> Result<closure::Model> {
    let row = closures_of(association, point).filter(closure::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::ClosureNotFound.into())
}
