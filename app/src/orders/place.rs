//! Placing an order for one day. The cut-off of each product is decided by the transaction's one instant; after it only
//! a coordinator's reason lets a line through, as a plus on the slip.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::Refusal;
use shared::id::{OrderId, ResidentId};
use shared::order::{Channel, OrderStatus};
use shared::role::{Action, Reach};

use super::amend::{self, Amendment};
use super::cart::{NewLine, Wanted, wanted};
use super::told::{Order, tell_one};
use super::{orders_of, placed_of, read, refuse, served};
use crate::error::{Error, Fault, Result};
use crate::once::{self, Claim, Once};
use crate::people::residents;
use crate::shops::catalogue::Catalogue;
use crate::table::column::{Key, Text};
use crate::table::{order, order_line};
use crate::{App, Caller, Tx, audit, notices};

/// An order to be placed.
#[derive(Debug, Clone)]
pub struct NewOrder {
    /// For whom; the caller when not said.
    pub resident_id: Option<ResidentId>,
    /// For which day.
    pub service_day: NaiveDate,
    /// What is wanted.
    pub what: What,
    /// The way it came in, as staff says.
    pub channel: Option<Channel>,
    /// Why it is taken after the cut-off.
    pub override_reason: Option<String>,
}

/// What is wanted.
#[derive(Debug, Clone)]
pub enum What {
    /// These products.
    Lines(Vec<NewLine>),
    /// What the resident had the last time before that day.
    SameAsLast,
}

/// Places an order.
///
/// Refuses a resident who is not served or away, a day beyond four weeks, a second order on a day (with its link), and
/// every product that cannot be had on that day (with its next possible day).
pub async fn place(app: &App, caller: &Caller, request: &Once, new: NewOrder) -> Result<Order> {
    let tx = app.write(caller.association).await?;
    let catalogue = Catalogue::load(tx.db(), caller.association, tx.now).await?;
    let id = match once::claim::<OrderId>(&tx, caller, request).await? {
        Claim::Done(id) => {
            let row = read::find(tx.db(), caller, id).await?;
            return tell_one(tx.db(), &catalogue, caller, row).await;
        }
        Claim::New(id) => id,
    };
    let resident = whose(caller, new.resident_id)?;
    let resident = residents::in_reach(tx.db(), caller, resident).await?;
    let channel = channel(caller, resident.id.0, new.channel)?;
    may_override(caller, new.override_reason.as_deref())?;
    if new.service_day > catalogue.last_day() {
        return Err(refuse::too_far(&catalogue));
    }
    served::check(tx.db(), &resident, new.service_day).await?;
    if let Some(order) = standing_on(tx.db(), caller, resident.id.0, new.service_day).await? {
        return Err(refuse::exists(order));
    }
    let wanted = resolve(&tx, &catalogue, caller, resident.id.0, &new).await?;
    let row = order::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        resident_id: Set(resident.id),
        service_day: Set(new.service_day),
        status: Set(Text(OrderStatus::Placed)),
        channel: Set(Text(channel)),
        standing_order_id: Set(None),
        touched: Set(true),
        placed_by: Set(Some(Key(caller.account))),
        version: Set(1),
        created_at: Set(tx.now),
        changed_at: Set(tx.now),
    };
    let reason = new.override_reason.as_deref();
    let amendment = Amendment { catalogue: &catalogue, caller, order: id, day: new.service_day, reason };
    let edits = amendment.judge(&[], &wanted)?;
    // What the shop was told comes first: an override changes it, so it must be frozen without this order.
    let slips = amendment.freeze(&tx, &edits).await?;
    let row = row.insert(tx.db()).await?;
    amendment.apply(&tx, &edits, &slips).await?;
    audit::note(&tx, caller, "order.placed", id, None).await?;
    notices::residents::order_placed(&tx, &row).await?;
    amend::replan(&tx, caller.association, new.service_day).await?;
    let order = tell_one(tx.db(), &catalogue, caller, row).await?;
    tx.commit().await?;
    Ok(order)
}

/// The resident that the request is about: the one it names, else the caller.
pub(super) fn whose(caller: &Caller, named: Option<ResidentId>) -> Result<ResidentId> {
    named.or(caller.resident).ok_or_else(|| {
        let fault = Fault { at: "/resident_id".into(), what: "dites pour qui".into() };
        Error::faulty(Refusal::RequestInvalid, vec![fault])
    })
}

/// The way a request came in: a resident's own by the app, staff's by telephone unless they say otherwise.
pub(super) fn channel(caller: &Caller, resident: ResidentId, said: Option<Channel>) -> Result<Channel> {
    let own = caller.resident == Some(resident);
    match said {
        Some(Channel::Standing) => {
            let fault = Fault { at: "/channel".into(), what: "ce mot est réservé à palier".into() };
            Err(Error::faulty(Refusal::RequestInvalid, vec![fault]))
        }
        Some(Channel::App) if own => Ok(Channel::App),
        Some(_) if caller.reach == Reach::Own => Err(Refusal::RightMissing.into()),
        Some(channel) => Ok(channel),
        None if own => Ok(Channel::App),
        None => Ok(Channel::PhoneRelay),
    }
}

/// A reason to pass a cut-off is a coordinator's.
pub(super) fn may_override(caller: &Caller, reason: Option<&str>) -> Result<()> {
    if reason.is_some() && !caller.may_everywhere(Action::OverrideCutoff) {
        return Err(Refusal::RightMissing.into());
    }
    Ok(())
}

/// The order that stands on a day, if there is one.
pub(super) async fn standing_on(
    db: &impl ConnectionTrait,
    caller: &Caller,
    resident: ResidentId,
    day: NaiveDate,
) -> Result<Option<OrderId>> {
    let find = placed_of(caller.association)
        .filter(order::Column::ResidentId.eq(Key(resident)))
        .filter(order::Column::ServiceDay.eq(day));
    Ok(find.one(db).await?.map(|order| order.id.0))
}

async fn resolve(
    tx: &Tx,
    catalogue: &Catalogue,
    caller: &Caller,
    resident: ResidentId,
    new: &NewOrder,
) -> Result<Wanted> {
    match &new.what {
        What::Lines(lines) if lines.is_empty() => Err(Refusal::OrderEmpty.into()),
        What::Lines(lines) => wanted(catalogue, lines),
        What::SameAsLast => {
            let last = last_before(tx.db(), caller, resident, new.service_day).await?;
            last.map(|(_, wanted)| wanted).ok_or_else(|| Refusal::OrderNothingBefore.into())
        }
    }
}

/// What the resident had the last time before `day`.
pub(super) async fn last_before(
    db: &impl ConnectionTrait,
    caller: &Caller,
    resident: ResidentId,
    day: NaiveDate,
) -> Result<Option<(order::Model, Wanted)>> {
    let find = orders_of(caller.association)
        .filter(order::Column::Status.eq(Text(OrderStatus::Placed)))
        .filter(order::Column::ResidentId.eq(Key(resident)))
        .filter(order::Column::ServiceDay.lt(day))
        .order_by_desc(order::Column::ServiceDay);
    let Some(row) = find.one(db).await? else { return Ok(None) };
    let lines = order_line::Entity::find()
        .filter(order_line::Column::OrderId.eq(row.id))
        .filter(order_line::Column::Quantity.gt(0))
        .all(db)
        .await?;
    let wanted = lines.into_iter().map(|line| (line.product_id.0, line.quantity)).collect();
    Ok(Some((row, wanted)))
}
