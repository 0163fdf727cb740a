//! The verbs of usual orders. Each lays the coming orders anew in its own transaction.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::french::weekday_name;
use shared::id::{AssociationId, ProductId, ResidentId, StandingOrderId};
use shared::order::{Channel, StandingStatus};
use shared::person::ResidentStatus;

pub(crate) use super::lay::lay;
use super::usual::{self, StandingOrder, Usual};
use super::{cart, place};
use crate::edit::{Expected, next_version};
use crate::error::{Error, Fault, Result};
use crate::people::residents;
use crate::shops::catalogue::Catalogue;
use crate::table::column::{Key, Text};
use crate::table::{standing_line, standing_order};
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

/// The usual order that stands, for a change.
pub(super) async fn open(tx: &Tx, caller: &Caller, resident: ResidentId) -> Result<(Catalogue, Usual)> {
    residents::in_reach(tx.db(), caller, resident).await?;
    let catalogue = Catalogue::load(tx.db(), caller.association, tx.now).await?;
    let usual = stands(tx.db(), caller.association, resident, &catalogue).await?;
    Ok((catalogue, usual.ok_or(Refusal::StandingNotFound)?))
}

/// Lays the resident's coming orders, commits, and tells what stands.
pub(super) async fn settle(
    tx: Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    resident: ResidentId,
) -> Result<StandingOrder> {
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
