//! When a usual order does not run: for a while, or for one day. Each verb lays the coming orders anew in its own transaction.

use chrono::NaiveDate;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::id::ResidentId;
use shared::order::{OrderStatus, StandingStatus};

use super::standing::{open, settle};
use super::usual::{StandingOrder, Usual};
use super::{orders_of, refuse};
use crate::dates;
use crate::error::Result;
use crate::shops::catalogue::Catalogue;
use crate::table::column::Text;
use crate::table::{order, order_line, standing_order, standing_skip};
use crate::{App, Caller, Tx, audit};

/// Pauses the usual order: until a day, or until somebody calls.
pub async fn pause(
    app: &App,
    caller: &Caller,
    resident: ResidentId,
    until: Option<NaiveDate>,
) -> Result<StandingOrder> {
    set_pause(app, caller, resident, StandingStatus::Paused, until).await
}

/// Lets the usual order run again.
pub async fn resume(app: &App, caller: &Caller, resident: ResidentId) -> Result<StandingOrder> {
    set_pause(app, caller, resident, StandingStatus::Active, None).await
}

async fn set_pause(
    app: &App,
    caller: &Caller,
    resident: ResidentId,
    status: StandingStatus,
    until: Option<NaiveDate>,
) -> Result<StandingOrder> {
    let tx = app.write(caller.association).await?;
    let (catalogue, usual) = open(&tx, caller, resident).await?;
    if usual.row.status.0 != status || usual.row.paused_until != until {
        let (id, version) = (usual.row.id.0, usual.row.version.wrapping_add(1));
        let mut change: standing_order::ActiveModel = usual.row.into();
        change.version = Set(version);
        change.status = Set(Text(status));
        change.paused_until = Set(until);
        change.paused_on = Set((status == StandingStatus::Paused).then_some(catalogue.today));
        change.update(tx.db()).await?;
        let deed = match status {
            StandingStatus::Paused => "standing_order.paused",
            _ => "standing_order.resumed",
        };
        audit::note(&tx, caller, deed, id, None).await?;
    }
    settle(tx, caller, &catalogue, resident).await
}

/// Leaves one day out.
///
/// Refuses a day that has passed, and one on which something laid out is past its cut-off.
pub async fn skip(app: &App, caller: &Caller, resident: ResidentId, day: NaiveDate) -> Result<StandingOrder> {
    let tx = app.write(caller.association).await?;
    let (catalogue, usual) = open(&tx, caller, resident).await?;
    dates::near(day, catalogue.today)?;
    in_time(&tx, &catalogue, &usual, day).await?;
    let row = standing_skip::ActiveModel { standing_order_id: Set(usual.row.id), day: Set(day) };
    let written = standing_skip::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.db())
        .await?;
    if written > 0 {
        turn(&tx, caller, usual.row, "standing_order.skipped").await?;
    }
    settle(tx, caller, &catalogue, resident).await
}

/// Takes a skip back; the day is laid out again as far as cut-offs allow.
pub async fn unskip(app: &App, caller: &Caller, resident: ResidentId, day: NaiveDate) -> Result<StandingOrder> {
    let tx = app.write(caller.association).await?;
    let (catalogue, usual) = open(&tx, caller, resident).await?;
    let taken = standing_skip::Entity::delete_by_id((usual.row.id, day)).exec(tx.db()).await?;
    if taken.rows_affected > 0 {
        turn(&tx, caller, usual.row, "standing_order.unskipped").await?;
    }
    settle(tx, caller, &catalogue, resident).await
}

/// The next version of a usual order of which something beside its row changed.
async fn turn(tx: &Tx, caller: &Caller, row: standing_order::Model, deed: &str) -> Result<()> {
    let (id, version) = (row.id.0, row.version.wrapping_add(1));
    let mut change: standing_order::ActiveModel = row.into();
    change.version = Set(version);
    change.update(tx.db()).await?;
    audit::note(tx, caller, deed, id, None).await
}

/// Refuses to leave out a day on which the usual order's own lines are already on their way.
async fn in_time(tx: &Tx, catalogue: &Catalogue, usual: &Usual, day: NaiveDate) -> Result<()> {
    let laid = orders_of(usual.row.association_id.0)
        .filter(order::Column::ResidentId.eq(usual.row.resident_id))
        .filter(order::Column::ServiceDay.eq(day))
        .filter(order::Column::Status.eq(Text(OrderStatus::Placed)));
    if let Some(order) = laid.one(tx.db()).await? {
        // What a person asked for on that day is theirs to cancel: leaving it out would not stop it.
        if order.touched {
            return Err(refuse::exists(order.id.0));
        }
        let lines = order_line::Entity::find()
            .filter(order_line::Column::OrderId.eq(order.id))
            .filter(order_line::Column::Quantity.gt(0));
        for line in lines.all(tx.db()).await? {
            let product = catalogue.product(line.product_id.0)?;
            if catalogue.is_late(product, day) {
                return Err(refuse::too_late(catalogue, product, day));
            }
        }
    }
    let first = usual.lines.first().filter(|_| day < catalogue.today);
    match first {
        Some(line) => Err(refuse::too_late(catalogue, catalogue.product(line.product)?, day)),
        None => Ok(()),
    }
}
