//! What becomes of the orders of days on which somebody is away, for whoever notes the absence: an order that goes, or that
//! the shop prepares for nobody, is said and not discovered.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::id::{AssociationId, OrderId, ResidentId};
use shared::order::OrderStatus;
use utoipa::ToSchema;

use super::{lines_of, orders_of};
use crate::error::Result;
use crate::table::column::Key;
use crate::table::order;

/// An order of a day on which its resident is away.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderAway {
    /// Which.
    pub order_id: OrderId,
    /// For which day.
    pub service_day: NaiveDate,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// All or a part of it was taken back, and stands again when the absence goes.
    Aside,
    /// It is past its cut-off: on the slip, and brought to nobody.
    Late,
}

/// The orders of a resident from today on that are set aside or stand, by day. One can be both.
pub(crate) async fn from(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    today: NaiveDate,
) -> Result<Vec<(OrderAway, Fate)>> {
    let find = orders_of(association)
        .filter(order::Column::ResidentId.eq(Key(resident)))
        .filter(order::Column::ServiceDay.gte(today))
        .order_by_asc(order::Column::ServiceDay);
    let mut sums: BTreeMap<Key<OrderId>, (i32, i32)> = BTreeMap::new();
    for line in lines_of(association, find.clone()).all(db).await? {
        let (stands, aside) = sums.entry(line.order_id).or_default();
        *stands += line.quantity;
        *aside += line.set_aside;
    }
    let mut orders = Vec::new();
    for row in find.all(db).await? {
        let (stands, aside) = sums.get(&row.id).copied().unwrap_or_default();
        let told = OrderAway { order_id: row.id.0, service_day: row.service_day };
        if aside > 0 {
            orders.push((told.clone(), Fate::Aside));
        }
        if stands > 0 && row.status.0 == OrderStatus::Placed {
            orders.push((told, Fate::Late));
        }
    }
    Ok(orders)
}
