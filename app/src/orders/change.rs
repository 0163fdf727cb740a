//! Changing and cancelling an order: line by line, each until its own cut-off.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::id::OrderId;
use shared::order::OrderStatus;

use super::amend::{self, Amendment};
use super::cart::{NewLine, Wanted, wanted};
use super::place::may_override;
use super::told::{Order, tell_one};
use super::{read, served};
use crate::edit::{Expected, next_version};
use crate::error::Result;
use crate::people::residents;
use crate::shops::catalogue::Catalogue;
use crate::table::column::{Key, Text};
use crate::table::{order, order_line};
use crate::{App, Caller, Tx, audit, notices};

/// What becomes of an order that the caller read at some version.
#[derive(Debug, Clone)]
pub struct OrderEdit {
    /// Everything that is wanted; nothing cancels the order.
    pub lines: Vec<NewLine>,
    /// Why a line changes after its cut-off.
    pub override_reason: Option<String>,
}

/// Replaces the lines of an order; without lines it is cancelled.
///
/// Refuses each changed line whose cut-off has passed, unless a coordinator says why.
pub async fn change(app: &App, caller: &Caller, id: OrderId, expected: Expected, edit: OrderEdit) -> Result<Order> {
    let tx = app.write(caller.association).await?;
    let row = read::find(tx.db(), caller, id).await?;
    let version = next_version(row.version, expected)?;
    if row.status.0 == OrderStatus::Cancelled {
        return Err(Refusal::OrderCancelled.into());
    }
    may_override(caller, edit.override_reason.as_deref())?;
    let catalogue = Catalogue::load(tx.db(), caller.association, tx.now).await?;
    let wanted = wanted(&catalogue, &edit.lines)?;
    let stands = order_line::Entity::find().filter(order_line::Column::OrderId.eq(row.id)).all(tx.db()).await?;
    if asks_for_more(&stands, &wanted) {
        let resident = residents::in_reach(tx.db(), caller, row.resident_id.0).await?;
        served::check(tx.db(), &resident, row.service_day).await?;
    }
    let (day, reason) = (row.service_day, edit.override_reason.as_deref());
    let amendment = Amendment { catalogue: &catalogue, caller, order: id, day, reason };
    let edits = amendment.judge(&stands, &wanted)?;
    let slips = amendment.freeze(&tx, &edits).await?;
    amendment.apply(&tx, &edits, &slips).await?;
    forget_aside(&tx, id).await?;
    let mut change: order::ActiveModel = row.into();
    change.version = Set(version);
    change.touched = Set(true);
    change.changed_at = Set(tx.now);
    if wanted.is_empty() {
        change.status = Set(Text(OrderStatus::Cancelled));
    }
    let row = change.update(tx.db()).await?;
    let deed = if wanted.is_empty() { "order.cancelled" } else { "order.changed" };
    audit::note(&tx, caller, deed, id, None).await?;
    notices::residents::order_changed(&tx, &row, caller.account).await?;
    amend::replan(&tx, caller.association, day).await?;
    let order = tell_one(tx.db(), &catalogue, caller, row).await?;
    tx.commit().await?;
    Ok(order)
}

/// Cancels an order. Refuses while a line of it is past its cut-off.
pub async fn cancel(app: &App, caller: &Caller, id: OrderId, expected: Expected) -> Result<Order> {
    change(app, caller, id, expected, OrderEdit { lines: Vec::new(), override_reason: None }).await
}

/// What an absence had set aside is not what the person says now.
async fn forget_aside(tx: &Tx, id: OrderId) -> Result<()> {
    order_line::Entity::update_many()
        .col_expr(order_line::Column::SetAside, Expr::value(0))
        .filter(order_line::Column::OrderId.eq(Key(id)))
        .exec(tx.db())
        .await?;
    Ok(())
}

fn asks_for_more(stands: &[order_line::Model], wanted: &Wanted) -> bool {
    wanted.iter().any(|(product, quantity)| {
        let line = stands.iter().find(|line| line.product_id.0 == *product);
        *quantity > line.map_or(0, |line| line.quantity)
    })
}
