//! Reading orders: a resident their own, staff everybody's.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::id::{OrderId, ResidentId};
use shared::role::Reach;
use shared::{Identity, Refusal};

use super::orders_of;
use super::told::{Order, tell, tell_one};
use crate::error::{Error, Fault, Result};
use crate::page::{Slice, Window};
use crate::people::residents;
use crate::shops::catalogue::Catalogue;
use crate::table::column::Key;
use crate::table::order;
use crate::{App, Caller};

/// Which orders to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Of one resident.
    pub resident_id: Option<ResidentId>,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Until this day, included.
    pub to: Option<NaiveDate>,
}

/// One order.
pub async fn read(app: &App, caller: &Caller, id: OrderId) -> Result<Order> {
    let db = app.store.reader();
    let row = find(db, caller, id).await?;
    let catalogue = Catalogue::load(db, caller.association, app.clock.now()).await?;
    tell_one(db, &catalogue, caller, row).await
}

/// A part of the orders within the caller's reach, cancelled ones too, by service day.
pub async fn list(app: &App, caller: &Caller, filter: Filter, window: Window) -> Result<Slice<Order>> {
    let db = app.store.reader();
    let mut find = orders_of(caller.association);
    if let Some(after) = window.after {
        find = find.filter(later_than(db, caller, OrderId::from_uuid(after)).await?);
    }
    if let Some(id) = filter.resident_id {
        residents::in_reach(db, caller, id).await?;
        find = find.filter(order::Column::ResidentId.eq(Key(id)));
    } else if caller.reach == Reach::Own {
        find = find.filter(order::Column::ResidentId.eq(caller.resident.map(Key)));
    }
    if let Some(from) = filter.from {
        find = find.filter(order::Column::ServiceDay.gte(from));
    }
    if let Some(to) = filter.to {
        find = find.filter(order::Column::ServiceDay.lte(to));
    }
    find = find.order_by_asc(order::Column::ServiceDay).order_by_asc(order::Column::Id);
    let rows = find.limit(window.fetch()).all(db).await?;
    let part = window.cut(rows, |row| row.id.0);
    let catalogue = Catalogue::load(db, caller.association, app.clock.now()).await?;
    Ok(Slice { next: part.next, items: tell(db, &catalogue, caller, part.items).await? })
}

/// What comes after an order in the list. Orders are never deleted, so whoever read one can go on from it.
async fn later_than(db: &impl ConnectionTrait, caller: &Caller, id: OrderId) -> Result<Condition> {
    let unknown = || {
        let what = "cette suite de liste n'existe pas".to_owned();
        Error::faulty(Refusal::RequestInvalid, vec![Fault { at: "cursor".to_owned(), what }])
    };
    let last = match find(db, caller, id).await {
        Err(Error::Refused(_)) => return Err(unknown()),
        found => found?,
    };
    let same_day =
        Condition::all().add(order::Column::ServiceDay.eq(last.service_day)).add(order::Column::Id.gt(last.id));
    Ok(Condition::any().add(order::Column::ServiceDay.gt(last.service_day)).add(same_day))
}

/// The order, if the caller's right reaches its resident.
pub(super) async fn find(db: &impl ConnectionTrait, caller: &Caller, id: OrderId) -> Result<order::Model> {
    let row = orders_of(caller.association).filter(order::Column::Id.eq(Key(id))).one(db).await?;
    row.filter(|row| caller.reaches_resident(row.resident_id.0)).ok_or_else(|| Refusal::OrderNotFound.into())
}
