//! An order as it is told: every line with the instant until which it can be changed.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::french::read_back_cancelled;
use shared::id::{AccountId, OrderId, OrderLineId, ProductId, ResidentId, StandingOrderId};
use shared::order::{Channel, OrderStatus};
use shared::person::Handover;
use shared::role::Action;
use utoipa::ToSchema;

use super::say;
use crate::Caller;
use crate::error::{Error, Result};
use crate::shops::catalogue::Catalogue;
use crate::table::{order, order_line, resident};

/// One resident's order for one service day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// For whom.
    pub resident_id: ResidentId,
    /// For which day.
    pub service_day: NaiveDate,
    /// Whether it stands.
    pub status: OrderStatus,
    /// The way it came in.
    pub channel: Channel,
    /// The usual order that it was laid out from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing_order_id: Option<StandingOrderId>,
    /// Who placed it; nobody when palier laid it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placed_by: Option<AccountId>,
    /// What is wanted.
    pub lines: Vec<OrderLine>,
    /// What it costs in all, in cents.
    pub total_cents: i64,
    /// The order as a French sentence, to read to the caller.
    pub read_back: String,
    /// The version, for edits.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// A product and a quantity of an order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderLine {
    /// Its id.
    pub id: OrderLineId,
    /// The product.
    pub product_id: ProductId,
    /// What people call it.
    pub product: String,
    /// Units.
    pub quantity: i32,
    /// Price of one unit on the service day, in cents.
    pub unit_cents: i64,
    /// Changes are taken before this instant.
    pub changeable_until: DateTime<Utc>,
    /// Whether changes are still taken.
    pub changeable: bool,
    /// Why it was changed after its cut-off; only for those who may see everybody's orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
}

/// Tells some orders, in their order, in a bounded number of questions.
pub(super) async fn tell(
    db: &impl ConnectionTrait,
    catalogue: &Catalogue,
    caller: &Caller,
    orders: Vec<order::Model>,
) -> Result<Vec<Order>> {
    let ids: Vec<_> = orders.iter().map(|order| order.id).collect();
    let mut lines = BTreeMap::<_, Vec<_>>::new();
    let found = order_line::Entity::find().filter(order_line::Column::OrderId.is_in(ids));
    for line in found.order_by_asc(order_line::Column::Id).all(db).await? {
        lines.entry(line.order_id).or_default().push(line);
    }
    let ids: Vec<_> = orders.iter().map(|order| order.resident_id).collect();
    let residents = resident::Entity::find().filter(resident::Column::Id.is_in(ids)).all(db).await?;
    let handovers: BTreeMap<_, _> = residents.into_iter().map(|row| (row.id, row.handover.0)).collect();
    let told = orders.into_iter().map(|order| {
        let lines = lines.remove(&order.id).unwrap_or_default();
        let handover = handovers.get(&order.resident_id).copied().unwrap_or(Handover::InHand);
        told(catalogue, caller, order, lines, handover)
    });
    Ok(told.collect())
}

/// Tells one order.
pub(super) async fn tell_one(
    db: &impl ConnectionTrait,
    catalogue: &Catalogue,
    caller: &Caller,
    order: order::Model,
) -> Result<Order> {
    let told = tell(db, catalogue, caller, vec![order]).await?;
    told.into_iter().next().ok_or_else(|| Error::Bug("an order was not told".into()))
}

fn told(
    catalogue: &Catalogue,
    caller: &Caller,
    order: order::Model,
    lines: Vec<order_line::Model>,
    handover: Handover,
) -> Order {
    let stands = order.status.0 == OrderStatus::Placed;
    let reasons = caller.may_everywhere(Action::ReadOrders);
    let wanted = lines.iter().map(|line| (line.product_id.0, line.quantity));
    let read_back = if stands {
        say::order(catalogue, wanted, order.service_day, handover)
    } else {
        read_back_cancelled(order.service_day)
    };
    let lines = lines.into_iter().filter(|line| line.quantity > 0).filter_map(|line| {
        let product = catalogue.products.get(&line.product_id.0)?;
        Some(OrderLine {
            id: line.id.0,
            product_id: line.product_id.0,
            product: product.name.clone(),
            quantity: line.quantity,
            unit_cents: line.unit_cents,
            changeable_until: catalogue.cutoff(product, order.service_day),
            changeable: stands && !catalogue.is_late(product, order.service_day),
            override_reason: line.override_reason.filter(|_| reasons),
        })
    });
    let mut lines: Vec<OrderLine> = lines.collect();
    lines.sort_by_key(|line| catalogue.rank(line.product_id));
    let total = if stands { lines.iter().map(|line| line.unit_cents * i64::from(line.quantity)).sum() } else { 0 };
    Order {
        id: order.id.0,
        resident_id: order.resident_id.0,
        service_day: order.service_day,
        status: order.status.0,
        channel: order.channel.0,
        standing_order_id: order.standing_order_id.map(|id| id.0),
        placed_by: order.placed_by.map(|id| id.0),
        lines,
        total_cents: total,
        read_back,
        version: order.version,
        created_at: order.created_at,
        changed_at: order.changed_at,
    }
}
