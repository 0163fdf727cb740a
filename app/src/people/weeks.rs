//! When a volunteer is there: a usual week, and days on which it does not hold.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, ExceptionId, VolunteerId};
use utoipa::ToSchema;

use super::volunteers::{self, Volunteer};
use crate::edit::{Expected, next_version};
use crate::error::{Error, Result, taken};
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::table::column::Key;
use crate::table::{availability, availability_exception, volunteer};
use crate::{App, Caller, audit, dates, jobs, settings};

/// Hours of a weekday on which a volunteer is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Hours {
    /// ISO, 1 Monday to 7 Sunday.
    pub weekday: i32,
    /// Minutes after local midnight.
    pub from_min: i32,
    /// Minutes after local midnight.
    pub until_min: i32,
}

/// A day on which the week does not hold, as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Exception {
    /// Its id.
    pub id: ExceptionId,
    /// The day.
    pub day: NaiveDate,
    /// The only hours on which they are there, as minutes after local midnight; absent when they are not there at all.
    pub from_min: Option<i32>,
    /// The end of those hours.
    pub until_min: Option<i32>,
}

impl From<availability::Model> for Hours {
    fn from(row: availability::Model) -> Self {
        Self { weekday: row.weekday, from_min: row.from_min, until_min: row.until_min }
    }
}

impl From<availability_exception::Model> for Exception {
    fn from(row: availability_exception::Model) -> Self {
        Self { id: row.id.0, day: row.day, from_min: row.from_min, until_min: row.until_min }
    }
}

/// Sets the whole usual week of a volunteer whom the caller read at `expected`.
///
/// Refuses hours that end before they begin and hours of one day that overlap.
pub async fn set(
    app: &App,
    caller: &Caller,
    id: VolunteerId,
    expected: Expected,
    mut week: Vec<Hours>,
) -> Result<Volunteer> {
    week.sort_unstable();
    check(&week)?;
    let tx = app.write(caller.association).await?;
    let row = volunteers::in_reach(tx.db(), caller, id).await?;
    let version = next_version(row.version, expected)?;
    availability::Entity::delete_many().filter(availability::Column::VolunteerId.eq(Key(id))).exec(tx.db()).await?;
    let rows = week.iter().map(|hours| availability::ActiveModel {
        volunteer_id: Set(Key(id)),
        weekday: Set(hours.weekday),
        from_min: Set(hours.from_min),
        until_min: Set(hours.until_min),
    });
    if !week.is_empty() {
        availability::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    let mut change: volunteer::ActiveModel = row.into();
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    let told = volunteers::tell_one(tx.db(), row).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    audit::note(&tx, caller, "availability.changed", id, None).await?;
    tx.commit().await?;
    Ok(told)
}

/// Notes a day on which the week does not hold: other hours, or none.
pub async fn except(
    app: &App,
    caller: &Caller,
    request: &Once,
    volunteer: VolunteerId,
    day: NaiveDate,
    hours: Option<(i32, i32)>,
) -> Result<Exception> {
    let tx = app.write(caller.association).await?;
    volunteers::in_reach(tx.db(), caller, volunteer).await?;
    let id = match once::claim::<ExceptionId>(&tx, caller, request).await? {
        Claim::Done(id) => {
            let row = exceptions_of(caller.association, volunteer)
                .filter(availability_exception::Column::Id.eq(Key(id)))
                .one(tx.db())
                .await?;
            return row.map(Exception::from).ok_or_else(|| Refusal::ExceptionNotFound.into());
        }
        Claim::New(id) => id,
    };
    if hours.is_some_and(|(from, until)| until <= from) {
        return Err(Refusal::HoursBackwards.into());
    }
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let row = availability_exception::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        volunteer_id: Set(Key(volunteer)),
        day: Set(dates::near(day, today)?),
        from_min: Set(hours.map(|(from, _)| from)),
        until_min: Set(hours.map(|(_, until)| until)),
    };
    let row = row.insert(tx.db()).await.map_err(taken(Refusal::ExceptionExists))?;
    jobs::replan_ahead(&tx, caller.association).await?;
    audit::note(&tx, caller, "availability.excepted", volunteer, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// A part of a volunteer's exceptional days.
pub async fn list(app: &App, caller: &Caller, volunteer: VolunteerId, window: Window) -> Result<Slice<Exception>> {
    let db = app.store.reader();
    volunteers::in_reach(db, caller, volunteer).await?;
    let rows = exceptions_of(caller.association, volunteer)
        .filter(availability_exception::Column::Id.gt(window.after()))
        .order_by_asc(availability_exception::Column::Id)
        .limit(window.fetch())
        .all(db)
        .await?;
    Ok(window.cut(rows, |row| row.id.0).map(Exception::from))
}

/// Takes an exceptional day away; the week holds again.
pub async fn forget(app: &App, caller: &Caller, volunteer: VolunteerId, id: ExceptionId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    volunteers::in_reach(tx.db(), caller, volunteer).await?;
    let gone = availability_exception::Entity::delete_many()
        .filter(availability_exception::Column::AssociationId.eq(Key(caller.association)))
        .filter(availability_exception::Column::VolunteerId.eq(Key(volunteer)))
        .filter(availability_exception::Column::Id.eq(Key(id)))
        .exec(tx.db())
        .await?;
    if gone.rows_affected == 0 {
        return Err(Refusal::ExceptionNotFound.into());
    }
    jobs::replan_ahead(&tx, caller.association).await?;
    audit::note(&tx, caller, "availability.exception_undone", volunteer, None).await?;
    tx.commit().await
}

fn exceptions_of(
    association: AssociationId,
    volunteer: VolunteerId,
) -> sea_orm::Select<availability_exception::Entity> {
    availability_exception::Entity::find()
        .filter(availability_exception::Column::AssociationId.eq(Key(association)))
        .filter(availability_exception::Column::VolunteerId.eq(Key(volunteer)))
}

/// Sorted hours of a week that can all be true; hours that touch are fine.
fn check(week: &[Hours]) -> Result<()> {
    if week.iter().any(|hours| hours.until_min <= hours.from_min) {
        return Err(Refusal::HoursBackwards.into());
    }
    let overlap = |pair: &[Hours]| matches!(pair, [before, after] if before.weekday == after.weekday && after.from_min < before.until_min);
    if week.windows(2).any(overlap) { Err(Error::from(Refusal::AvailabilityOverlaps)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_a_week() {
        let cases = [
            (vec![], None),
            (vec![(1, 480, 600), (1, 600, 720), (2, 480, 600)], None),
            (vec![(1, 600, 600)], Some(Refusal::HoursBackwards)),
            (vec![(1, 480, 600), (1, 599, 720)], Some(Refusal::AvailabilityOverlaps)),
            (vec![(1, 480, 600), (1, 480, 600)], Some(Refusal::AvailabilityOverlaps)),
        ];
        for (hours, refusal) in cases {
            let week: Vec<Hours> =
                hours.iter().map(|&(weekday, from_min, until_min)| Hours { weekday, from_min, until_min }).collect();
            assert_eq!(check(&week).err().and_then(|error| error.refusal()), refusal, "{hours:?}");
        }
    }
}
