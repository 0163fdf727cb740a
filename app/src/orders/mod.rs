//! What residents want, on which days: single orders, and usual orders laid out as orders for the coming days.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use shared::id::{AssociationId, ProductId};
use shared::order::OrderStatus;

use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{order, order_line};

mod amend;
pub mod away;
mod cart;
pub mod change;
pub mod desk;
mod lay;
pub mod pauses;
pub mod place;
pub mod read;
mod refuse;
mod replan;
mod say;
mod served;
pub mod standing;
mod told;
pub mod usual;

pub use cart::NewLine;
pub use told::{Order, OrderLine};

/// Units that stand for each product and day of `first..=last`; what nobody ordered is not in it.
pub(crate) async fn quantities_between(
    db: &impl ConnectionTrait,
    association: AssociationId,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<BTreeMap<(ProductId, NaiveDate), i32>> {
    let placed = placed_of(association).filter(order::Column::ServiceDay.between(first, last));
    let lines = lines_of(association, placed.clone()).filter(order_line::Column::Quantity.gt(0)).all(db).await?;
    let days: BTreeMap<_, _> = placed.all(db).await?.into_iter().map(|order| (order.id, order.service_day)).collect();
    let mut sums = BTreeMap::new();
    for line in lines {
        if let Some(day) = days.get(&line.order_id) {
            *sums.entry((line.product_id.0, *day)).or_default() += line.quantity;
        }
    }
    Ok(sums)
}

fn orders_of(association: AssociationId) -> sea_orm::Select<order::Entity> {
    order::Entity::find().filter(order::Column::AssociationId.eq(Key(association)))
}

fn placed_of(association: AssociationId) -> sea_orm::Select<order::Entity> {
    orders_of(association).filter(order::Column::Status.eq(Text(OrderStatus::Placed)))
}

/// The lines of some orders, asked for in one question whatever their number.
fn lines_of(association: AssociationId, orders: sea_orm::Select<order::Entity>) -> sea_orm::Select<order_line::Entity> {
    let ids = orders.select_only().column(order::Column::Id).into_query();
    order_line::Entity::find()
        .filter(order_line::Column::AssociationId.eq(Key(association)))
        .filter(order_line::Column::OrderId.in_subquery(ids))
}
