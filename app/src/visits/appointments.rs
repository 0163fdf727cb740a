//! Appointments: a day, an hour and a visitor that both agreed to. The planner keeps them and fits the rest around them.

use chrono::{Days, NaiveDate};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, ResidentId, VisitId, VolunteerId};
use shared::role::Reach;
use shared::round::VisitStatus;
use shared::shop::ProductKind;
use utoipa::ToSchema;

use crate::edit::{Expected, next_version};
use crate::error::{Result, taken};
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::{product, visit};
use crate::{App, Caller, Tx, audit, jobs, settings};

/// How far ahead an appointment may lie, in days.
const FURTHEST: u64 = 366;

/// A visit, as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
    /// Who is visited.
    pub resident_id: ResidentId,
    /// Who visits.
    pub volunteer_id: VolunteerId,
    /// The day.
    pub service_day: NaiveDate,
    /// Minutes after local midnight.
    pub at_min: i32,
    /// How long it is meant to last.
    pub minutes: i32,
    /// Where it stands.
    pub status: VisitStatus,
    /// The version, for edits.
    pub version: i32,
}

/// What both agreed to.
#[derive(Debug, Clone, Copy)]
pub struct Agreement {
    /// Who is visited.
    pub resident_id: ResidentId,
    /// Who visits.
    pub volunteer_id: VolunteerId,
    /// The day.
    pub service_day: NaiveDate,
    /// Minutes after local midnight.
    pub at_min: i32,
    /// How long it is meant to last.
    pub minutes: i32,
}

/// What may change of a visit; what is `None` stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct VisitEdit {
    /// Another visitor.
    pub volunteer_id: Option<VolunteerId>,
    /// Another day.
    pub service_day: Option<NaiveDate>,
    /// Another hour.
    pub at_min: Option<i32>,
    /// Another length.
    pub minutes: Option<i32>,
}

/// Which visits to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Up to this day.
    pub to: Option<NaiveDate>,
    /// Of this resident only.
    pub resident: Option<ResidentId>,
}

impl From<visit::Model> for Visit {
    fn from(row: visit::Model) -> Self {
        Self {
            id: row.id.0,
            resident_id: row.resident_id.0,
            volunteer_id: row.volunteer_id.0,
            service_day: row.service_day,
            at_min: row.at_min,
            minutes: row.minutes,
            status: row.status.0,
            version: row.version,
        }
    }
}

/// Writes down what both agreed to.
///
/// Refuses without consent, without a suitable visitor, in the past, in the bread morning, and where one of the two is
/// taken already.
pub async fn agree(app: &App, caller: &Caller, request: &Once, new: Agreement) -> Result<Visit> {
    let tx = app.write(caller.association).await?;
    let id = match once::claim::<VisitId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(tx.db(), caller.association, id).await?.into()),
        Claim::New(id) => id,
    };
    possible(&tx, caller.association, id, &new).await?;
    let row = visit::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        resident_id: Set(Key(new.resident_id)),
        volunteer_id: Set(Key(new.volunteer_id)),
        service_day: Set(new.service_day),
        at_min: Set(new.at_min),
        minutes: Set(new.minutes),
        status: Set(Text(VisitStatus::Agreed)),
        agreed_by: Set(Key(caller.account)),
        version: Set(1),
        created_at: Set(tx.now),
    };
    let row = row.insert(tx.db()).await.map_err(taken(Refusal::VisitExists))?;
    replan(&tx, &row, row.service_day).await?;
    audit::note(&tx, caller, "visit.agreed", id, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// Changes an appointment that the caller read at `expected`.
pub async fn edit(app: &App, caller: &Caller, id: VisitId, expected: Expected, edit: VisitEdit) -> Result<Visit> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let version = next_version(row.version, expected)?;
    if row.status.0 == VisitStatus::Cancelled {
        return Err(Refusal::VisitCancelled.into());
    }
    not_past(&tx, caller.association, row.service_day, row.at_min).await?;
    let before = row.service_day;
    let new = Agreement {
        resident_id: row.resident_id.0,
        volunteer_id: edit.volunteer_id.unwrap_or(row.volunteer_id.0),
        service_day: edit.service_day.unwrap_or(row.service_day),
        at_min: edit.at_min.unwrap_or(row.at_min),
        minutes: edit.minutes.unwrap_or(row.minutes),
    };
    possible(&tx, caller.association, id, &new).await?;
    let mut change: visit::ActiveModel = row.into();
    change.volunteer_id = Set(Key(new.volunteer_id));
    change.service_day = Set(new.service_day);
    change.at_min = Set(new.at_min);
    change.minutes = Set(new.minutes);
    change.version = Set(version);
    let row = change.update(tx.db()).await.map_err(taken(Refusal::VisitExists))?;
    replan(&tx, &row, before).await?;
    replan(&tx, &row, row.service_day).await?;
    audit::note(&tx, caller, "visit.edited", id, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// Cancels an appointment that the caller read at `expected`; one that is cancelled already stays so.
pub async fn cancel(app: &App, caller: &Caller, id: VisitId, expected: Expected) -> Result<()> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let version = next_version(row.version, expected)?;
    if row.status.0 == VisitStatus::Cancelled {
        return Ok(());
    }
    not_past(&tx, caller.association, row.service_day, row.at_min).await?;
    let mut change: visit::ActiveModel = row.into();
    change.status = Set(Text(VisitStatus::Cancelled));
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    replan(&tx, &row, row.service_day).await?;
    audit::note(&tx, caller, "visit.cancelled", id, None).await?;
    tx.commit().await
}

/// One visit.
pub async fn read(app: &App, caller: &Caller, id: VisitId) -> Result<Visit> {
    let row = find(app.store.reader(), caller.association, id).await?;
    if caller.reaches_resident(row.resident_id.0) { Ok(row.into()) } else { Err(Refusal::VisitNotFound.into()) }
}

/// A part of the visits within reach.
pub async fn list(app: &App, caller: &Caller, wanted: Wanted, window: Window) -> Result<Slice<Visit>> {
    if wanted.from.zip(wanted.to).is_some_and(|(from, to)| from > to) {
        return Err(Refusal::PeriodBackwards.into());
    }
    let mut find = visits_of(caller.association).filter(visit::Column::Id.gt(window.after()));
    if caller.reach == Reach::Own {
        let Some(own) = caller.resident else { return Ok(Slice { items: Vec::new(), next: None }) };
        find = find.filter(visit::Column::ResidentId.eq(Key(own)));
    }
    if let Some(from) = wanted.from {
        find = find.filter(visit::Column::ServiceDay.gte(from));
    }
    if let Some(to) = wanted.to {
        find = find.filter(visit::Column::ServiceDay.lte(to));
    }
    if let Some(resident) = wanted.resident {
        find = find.filter(visit::Column::ResidentId.eq(Key(resident)));
    }
    let rows = find.order_by_asc(visit::Column::Id).limit(window.fetch()).all(app.store.reader()).await?;
    Ok(window.cut(rows, |row| row.id.0).map(Visit::from))
}

/// Whether what was agreed can be; `id` is the visit itself, which does not stand in its own way.
async fn possible(tx: &Tx, association: AssociationId, id: VisitId, new: &Agreement) -> Result<()> {
    super::willing(tx.db(), association, new.resident_id).await?;
    super::at_home(tx.db(), association, new.resident_id, new.service_day).await?;
    super::suitable(tx.db(), association, new.volunteer_id, new.resident_id).await?;
    not_past(tx, association, new.service_day, new.at_min).await?;
    let today = settings::of(tx.db(), association).await?.day_of(tx.now);
    if today.checked_add_days(Days::new(FURTHEST)).is_some_and(|last| new.service_day > last) {
        return Err(Refusal::VisitTooFar.into());
    }
    if new.at_min < end_of_bread(tx.db(), association).await? {
        return Err(Refusal::VisitInBreadMorning.into());
    }
    let others = visits_of(association)
        .filter(visit::Column::VolunteerId.eq(Key(new.volunteer_id)))
        .filter(visit::Column::ServiceDay.eq(new.service_day))
        .filter(visit::Column::Status.eq(Text(VisitStatus::Agreed)))
        .filter(visit::Column::Id.ne(Key(id)))
        .all(tx.db())
        .await?;
    let meets =
        |other: &visit::Model| other.at_min < new.at_min + new.minutes && new.at_min < other.at_min + other.minutes;
    if others.iter().any(meets) { Err(Refusal::VisitVolunteerBusy.into()) } else { Ok(()) }
}

async fn not_past(tx: &Tx, association: AssociationId, day: NaiveDate, at_min: i32) -> Result<()> {
    let settings = settings::of(tx.db(), association).await?;
    if settings.instant(day, at_min) <= tx.now { Err(Refusal::VisitPast.into()) } else { Ok(()) }
}

/// The minute at which the last bread must be at its door; 0 where there is no bread.
async fn end_of_bread(db: &impl ConnectionTrait, association: AssociationId) -> Result<i32> {
    let breads = product::Entity::find()
        .filter(product::Column::AssociationId.eq(Key(association)))
        .filter(product::Column::Kind.eq(Text(ProductKind::Bread)))
        .filter(product::Column::Active.eq(true))
        .all(db)
        .await?;
    Ok(breads.iter().map(|bread| bread.deliver_until_min).max().unwrap_or(0))
}

async fn replan(tx: &Tx, row: &visit::Model, day: NaiveDate) -> Result<()> {
    jobs::enqueue_replan(tx, row.association_id.0, day, &format!("{}:{}", row.id.0, row.version)).await
}

fn visits_of(association: AssociationId) -> sea_orm::Select<visit::Entity> {
    visit::Entity::find().filter(visit::Column::AssociationId.eq(Key(association)))
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: VisitId) -> Result<visit::Model> {
    let row = visits_of(association).filter(visit::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::VisitNotFound.into())
}
