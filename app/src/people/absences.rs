//! Absences: days on which nobody comes. Without a last day the resident is called before anything starts again. What an
//! absence changes of the coming orders, it changes in its own transaction.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AbsenceId, AssociationId, ResidentId};
use shared::order::Channel;
use shared::standing::Absence as Days;
use utoipa::ToSchema;

use super::residents;
use crate::edit::{Expected, next_version};
use crate::error::{Error, Fault, Result};
use crate::once::{self, Claim, Once};
use crate::orders::away::{self, Fate, OrderAway};
use crate::orders::standing;
use crate::page::{Slice, Window};
use crate::table::absence;
use crate::table::column::{Key, Text};
use crate::{App, Caller, audit, dates, jobs, settings};

/// An absence, as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Absence {
    /// Its id.
    pub id: AbsenceId,
    /// Who is away.
    pub resident_id: ResidentId,
    /// The first day away.
    pub first_day: NaiveDate,
    /// The last day away; absent while nobody knows, and then the resident is called before anything starts again.
    pub last_day: Option<NaiveDate>,
    /// The way it came in.
    pub channel: Channel,
    /// Orders of these days that a person had placed, and that were taken back. They stand again if the absence goes.
    pub cancelled_orders: Vec<OrderAway>,
    /// Orders of these days that are past their cut-off: the shop prepares them, and nobody brings them to an empty flat. A
    /// coordinator decides what becomes of them.
    pub late_orders: Vec<OrderAway>,
    /// The version, for edits.
    pub version: i32,
}

/// What may change of an absence; what is `None` stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct AbsenceEdit {
    /// The new first day.
    pub first_day: Option<NaiveDate>,
    /// The new last day; `Some(None)` leaves the end open.
    pub last_day: Option<Option<NaiveDate>>,
}

impl Absence {
    fn new(row: absence::Model, orders: &[(OrderAway, Fate)]) -> Self {
        let days = Days { first_day: row.first_day, last_day: row.last_day };
        let with = |fate: Fate| {
            let stands = row.cancelled_at.is_none();
            let met = orders.iter().filter(|(order, is)| stands && *is == fate && days.covers(order.service_day));
            met.map(|(order, _)| order.clone()).collect()
        };
        Self {
            id: row.id.0,
            resident_id: row.resident_id.0,
            first_day: row.first_day,
            last_day: row.last_day,
            channel: row.channel.0,
            cancelled_orders: with(Fate::Aside),
            late_orders: with(Fate::Late),
            version: row.version,
        }
    }
}

async fn tell(db: &impl ConnectionTrait, now: DateTime<Utc>, rows: Vec<absence::Model>) -> Result<Vec<Absence>> {
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let today = settings::of(db, first.association_id.0).await?.day_of(now);
    let orders = away::from(db, first.association_id.0, first.resident_id.0, today).await?;
    Ok(rows.into_iter().map(|row| Absence::new(row, &orders)).collect())
}

async fn tell_one(db: &impl ConnectionTrait, now: DateTime<Utc>, row: absence::Model) -> Result<Absence> {
    let told = tell(db, now, vec![row]).await?.pop();
    told.ok_or_else(|| Error::Bug("an absence that cannot be told".into()))
}

/// Notes an absence; the orders of its days go as far as their cut-offs allow.
///
/// Refuses an end before the beginning and days that another absence of the resident covers.
pub async fn record(
    app: &App,
    caller: &Caller,
    request: &Once,
    resident: ResidentId,
    days: Days,
    channel: Channel,
) -> Result<Absence> {
    let tx = app.write(caller.association).await?;
    residents::in_reach(tx.db(), caller, resident).await?;
    let id = match once::claim::<AbsenceId>(&tx, caller, request).await? {
        Claim::Done(id) => {
            return tell_one(tx.db(), tx.now, find(tx.db(), caller.association, resident, id).await?).await;
        }
        Claim::New(id) => id,
    };
    if channel == Channel::Standing {
        let fault = Fault { at: "/channel".into(), what: "une absence vient d'une personne".into() };
        return Err(Error::faulty(Refusal::RequestInvalid, vec![fault]));
    }
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    check(tx.db(), caller.association, resident, None, days, today).await?;
    let row = absence::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        resident_id: Set(Key(resident)),
        first_day: Set(days.first_day),
        last_day: Set(days.last_day),
        channel: Set(Text(channel)),
        recorded_by: Set(Key(caller.account)),
        recorded_at: Set(tx.now),
        cancelled_at: Set(None),
        version: Set(1),
    };
    let row = row.insert(tx.db()).await?;
    standing::lay(&tx, caller.association, Some(resident)).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    let told = tell_one(tx.db(), tx.now, row).await?;
    audit::note(&tx, caller, "absence.recorded", id, None).await?;
    tx.commit().await?;
    Ok(told)
}

/// Changes when an absence begins or ends.
pub async fn edit(
    app: &App,
    caller: &Caller,
    resident: ResidentId,
    id: AbsenceId,
    expected: Expected,
    edit: AbsenceEdit,
) -> Result<Absence> {
    let tx = app.write(caller.association).await?;
    residents::in_reach(tx.db(), caller, resident).await?;
    let row = standing_one(find(tx.db(), caller.association, resident, id).await?)?;
    let version = next_version(row.version, expected)?;
    let days =
        Days { first_day: edit.first_day.unwrap_or(row.first_day), last_day: edit.last_day.unwrap_or(row.last_day) };
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    check(tx.db(), caller.association, resident, Some(id), days, today).await?;
    let mut change: absence::ActiveModel = row.into();
    (change.first_day, change.last_day) = (Set(days.first_day), Set(days.last_day));
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    standing::lay(&tx, caller.association, Some(resident)).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    let told = tell_one(tx.db(), tx.now, row).await?;
    audit::note(&tx, caller, "absence.edited", id, None).await?;
    tx.commit().await?;
    Ok(told)
}

/// Cancels an absence that was noted by mistake.
pub async fn cancel(app: &App, caller: &Caller, resident: ResidentId, id: AbsenceId, expected: Expected) -> Result<()> {
    let tx = app.write(caller.association).await?;
    residents::in_reach(tx.db(), caller, resident).await?;
    let row = standing_one(find(tx.db(), caller.association, resident, id).await?)?;
    let version = next_version(row.version, expected)?;
    let mut change: absence::ActiveModel = row.into();
    change.cancelled_at = Set(Some(tx.now));
    change.version = Set(version);
    change.update(tx.db()).await?;
    standing::lay(&tx, caller.association, Some(resident)).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    audit::note(&tx, caller, "absence.cancelled", id, None).await?;
    tx.commit().await
}

/// A part of a resident's absences, without those cancelled.
pub async fn list(app: &App, caller: &Caller, resident: ResidentId, window: Window) -> Result<Slice<Absence>> {
    let db = app.store.reader();
    residents::in_reach(db, caller, resident).await?;
    let rows = standing_absences(caller.association)
        .filter(absence::Column::ResidentId.eq(Key(resident)))
        .filter(absence::Column::Id.gt(window.after()))
        .order_by_asc(absence::Column::Id)
        .limit(window.fetch())
        .all(db)
        .await?;
    let slice = window.cut(rows, |row| row.id.0);
    Ok(Slice { items: tell(db, app.clock.now(), slice.items).await?, next: slice.next })
}

/// One absence of a resident.
pub async fn read(app: &App, caller: &Caller, resident: ResidentId, id: AbsenceId) -> Result<Absence> {
    let db = app.store.reader();
    residents::in_reach(db, caller, resident).await?;
    tell_one(db, app.clock.now(), standing_one(find(db, caller.association, resident, id).await?)?).await
}

/// The absences of some residents that touch the days from `from` to `to`, both included.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    association: AssociationId,
    residents: &[ResidentId],
    from: NaiveDate,
    to: NaiveDate,
) -> Result<HashMap<ResidentId, Vec<Days>>> {
    let rows = standing_absences(association)
        .filter(absence::Column::ResidentId.is_in(residents.iter().copied().map(Key)))
        .filter(absence::Column::FirstDay.lte(to))
        .filter(Condition::any().add(absence::Column::LastDay.is_null()).add(absence::Column::LastDay.gte(from)))
        .order_by_asc(absence::Column::FirstDay)
        .all(db)
        .await?;
    let mut of: HashMap<ResidentId, Vec<Days>> = HashMap::new();
    for row in rows {
        of.entry(row.resident_id.0).or_default().push(Days { first_day: row.first_day, last_day: row.last_day });
    }
    Ok(of)
}

/// An absence that was cancelled is not there any more.
fn standing_one(row: absence::Model) -> Result<absence::Model> {
    if row.cancelled_at.is_some() { Err(Refusal::AbsenceNotFound.into()) } else { Ok(row) }
}

async fn check(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    but: Option<AbsenceId>,
    days: Days,
    today: NaiveDate,
) -> Result<()> {
    for day in [Some(days.first_day), days.last_day].into_iter().flatten() {
        dates::near(day, today)?;
    }
    if days.last_day.is_some_and(|last| last < days.first_day) {
        return Err(Refusal::AbsenceBackwards.into());
    }
    let mut others = standing_absences(association).filter(absence::Column::ResidentId.eq(Key(resident))).filter(
        Condition::any().add(absence::Column::LastDay.is_null()).add(absence::Column::LastDay.gte(days.first_day)),
    );
    if let Some(last) = days.last_day {
        others = others.filter(absence::Column::FirstDay.lte(last));
    }
    if let Some(but) = but {
        others = others.filter(absence::Column::Id.ne(Key(but)));
    }
    match others.one(db).await? {
        Some(_) => Err(Refusal::AbsenceOverlaps.into()),
        None => Ok(()),
    }
}

fn standing_absences(association: AssociationId) -> sea_orm::Select<absence::Entity> {
    absence::Entity::find()
        .filter(absence::Column::AssociationId.eq(Key(association)))
        .filter(absence::Column::CancelledAt.is_null())
}

async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    id: AbsenceId,
) -> Result<absence::Model> {
    let row = absence::Entity::find()
        .filter(absence::Column::AssociationId.eq(Key(association)))
        .filter(absence::Column::ResidentId.eq(Key(resident)))
        .filter(absence::Column::Id.eq(Key(id)))
        .one(db)
        .await?;
    row.ok_or_else(|| Refusal::AbsenceNotFound.into())
}
