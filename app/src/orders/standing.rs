//! The verbs of usual orders. Each lays the coming orders anew in its own transaction.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::french::weekday_name;
use shared::id::{AssociationId, ProductId, ResidentId, StandingOrderId};
use shared::order::{Channel, OrderStatus, StandingStatus};
use shared::person::ResidentStatus;

pub(crate) use super::lay::lay;
use super::usual::{self, StandingOrder, Usual};
use super::{cart, orders_of, place, refuse};
use crate::dates;
use crate::edit::{Expected, next_version};
use crate::error::{Error, Fault, Result};
use crate::people::residents;
use crate::shops::catalogue::Catalogue;
use crate::table::column::{Key, Text};
use crate::table::{order, order_line, standing_line, standing_order, standing_skip};
use crate::{App, Caller, Tx, audit};

/// One product on one weekday, as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewStandingLine {
    /// The product.
    pub product_id: ProductId,
    /// ISO weekday, 1 Monday to 7 Sunday.
    pub weekday: i32,
    /// Units.
    pub quantity: i32,
}

/// A usual order to be written.
#[derive(Debug, Clone)]
pub struct NewStanding {
    /// What of which product on which weekday.
    pub lines: Vec<NewStandingLine>,
    /// The first day on which it may ask for something; today when not said.
    pub starts_on: Option<NaiveDate>,
    /// The way it came in, as staff says.
    pub channel: Option<Channel>,
}

/// The usual order of a resident.
pub async fn read(app: &App, caller: &Caller, resident: ResidentId) -> Result<StandingOrder> {
    let db = app.store.reader();
    residents::in_reach(db, caller, resident).await?;
    let catalogue = Catalogue::load(db, caller.association, app.clock.now()).await?;
    let usual = stands(db, caller.association, resident, &catalogue).await?;
    Ok(usual::told(&catalogue, usual.ok_or(Refusal::StandingNotFound)?))
}

/// Creates the usual order, or replaces what it asks for; a pause and skips stay. `expected` is the version that the
/// caller read, and `None` in it means that none stands.
///
/// Refuses a product twice on a weekday, a weekday on which it is never delivered, and too many units.
pub async fn put(
    app: &App,
    caller: &Caller,
    resident: ResidentId,
    expected: Option<Expected>,
    new: NewStanding,
) -> Result<StandingOrder> {
    let tx = app.write(caller.association).await?;
    let row = residents::in_reach(tx.db(), caller, resident).await?;
    if matches!(row.status.0, ResidentStatus::Left | ResidentStatus::Deceased) {
        return Err(Refusal::ResidentNotServed.into());
    }
    let channel = place::channel(caller, resident, new.channel)?;
    let catalogue = Catalogue::load(tx.db(), caller.association, tx.now).await?;
    let starts_on = new.starts_on.unwrap_or(catalogue.today);
    match (stands(tx.db(), caller.association, resident, &catalogue).await?, expected) {
        (Some(_), None) => return Err(Refusal::EditUnconditional.into()),
        (None, Some(_)) => return Err(Refusal::EditStale.into()),
        (None, None) => {
            create_in(&tx, caller, resident, &new.lines, channel, starts_on).await?;
        }
        (Some(usual), Some(expected)) => {
            check_lines(&catalogue, &new.lines)?;
            let version = next_version(usual.row.version, expected)?;
            let id = usual.row.id.0;
            let starts_on = new.starts_on.unwrap_or(usual.row.starts_on);
            let mut change: standing_order::ActiveModel = usual.row.into();
            change.version = Set(version);
            change.starts_on = Set(starts_on);
            change.channel = Set(Text(channel));
            change.recorded_by = Set(Key(caller.account));
            change.update(tx.db()).await?;
            standing_line::Entity::delete_many()
                .filter(standing_line::Column::StandingOrderId.eq(Key(id)))
                .exec(tx.db())
                .await?;
            write_lines(&tx, id, &new.lines).await?;
            audit::note(&tx, caller, "standing_order.changed", id, None).await?;
        }
    }
    settle(tx, caller, &catalogue, resident).await
}

/// Writes a usual order for a resident who has none, without laying it out: whoever calls lays once for all.
pub(crate) async fn create_in(
    tx: &Tx,
    caller: &Caller,
    resident: ResidentId,
    lines: &[NewStandingLine],
    channel: Channel,
    starts_on: NaiveDate,
) -> Result<StandingOrderId> {
    let catalogue = Catalogue::load(tx.db(), caller.association, tx.now).await?;
    check_lines(&catalogue, lines)?;
    let id: StandingOrderId = tx.id();
    let row = standing_order::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        resident_id: Set(Key(resident)),
        status: Set(Text(StandingStatus::Active)),
        starts_on: Set(starts_on),
        paused_until: Set(None),
        paused_on: Set(None),
        stopped_on: Set(None),
        channel: Set(Text(channel)),
        recorded_by: Set(Key(caller.account)),
        version: Set(1),
        created_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    write_lines(tx, id, lines).await?;
    audit::note(tx, caller, "standing_order.created", id, None).await?;
    Ok(id)
}

/// Stops the usual order; what was laid out and can still be taken back goes.
pub async fn stop(app: &App, caller: &Caller, resident: ResidentId, expected: Expected) -> Result<StandingOrder> {
    let tx = app.write(caller.association).await?;
    let (catalogue, mut usual) = open(&tx, caller, resident).await?;
    let version = next_version(usual.row.version, expected)?;
    let mut change: standing_order::ActiveModel = usual.row.into();
    change.version = Set(version);
    change.status = Set(Text(StandingStatus::Stopped));
    change.stopped_on = Set(Some(catalogue.today));
    usual.row = change.update(tx.db()).await?;
    audit::note(&tx, caller, "standing_order.stopped", usual.row.id.0, None).await?;
    lay(&tx, caller.association, Some(resident)).await?;
    let told = usual::told(&catalogue, usual);
    tx.commit().await?;
    Ok(told)
}

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

/// The usual order that stands, for a change.
async fn open(tx: &Tx, caller: &Caller, resident: ResidentId) -> Result<(Catalogue, Usual)> {
    residents::in_reach(tx.db(), caller, resident).await?;
    let catalogue = Catalogue::load(tx.db(), caller.association, tx.now).await?;
    let usual = stands(tx.db(), caller.association, resident, &catalogue).await?;
    Ok((catalogue, usual.ok_or(Refusal::StandingNotFound)?))
}

/// Lays the resident's coming orders, commits, and tells what stands.
async fn settle(tx: Tx, caller: &Caller, catalogue: &Catalogue, resident: ResidentId) -> Result<StandingOrder> {
    lay(&tx, caller.association, Some(resident)).await?;
    let usual = stands(tx.db(), caller.association, resident, catalogue).await?;
    let usual = usual.ok_or_else(|| Error::Bug("a usual order was not written".into()))?;
    tx.commit().await?;
    Ok(usual::told(catalogue, usual))
}

async fn stands(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    catalogue: &Catalogue,
) -> Result<Option<Usual>> {
    Ok(usual::load(db, association, Some(resident), catalogue.today).await?.remove(&resident))
}

fn check_lines(catalogue: &Catalogue, lines: &[NewStandingLine]) -> Result<()> {
    if lines.is_empty() {
        return Err(Refusal::OrderEmpty.into());
    }
    let mut seen = BTreeSet::new();
    for (index, line) in lines.iter().enumerate() {
        let product = catalogue.product(line.product_id)?;
        if !seen.insert((line.product_id, line.weekday)) {
            let fault = Fault { at: format!("/lines/{index}"), what: "déjà écrit pour ce jour".into() };
            return Err(Error::faulty(Refusal::OrderProductTwice, vec![fault]));
        }
        cart::within_limit(catalogue, line.product_id, line.quantity)?;
        let iso = u8::try_from(line.weekday).unwrap_or_default();
        if !catalogue.delivers_on(product, iso) {
            let said = format!("{}\u{a0}: pas de livraison le {}.", product.name, weekday_name(iso));
            return Err(Error::refused(Refusal::OrderDayClosed, said));
        }
    }
    Ok(())
}

async fn write_lines(tx: &Tx, id: StandingOrderId, lines: &[NewStandingLine]) -> Result<()> {
    let rows = lines.iter().map(|line| standing_line::ActiveModel {
        standing_order_id: Set(Key(id)),
        product_id: Set(Key(line.product_id)),
        weekday: Set(line.weekday),
        quantity: Set(line.quantity),
    });
    standing_line::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    Ok(())
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
