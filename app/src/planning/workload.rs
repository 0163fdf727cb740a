//! What each volunteer has walked in the past weeks, so that the work is even over weeks and not over one morning.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::id::{AssociationId, VolunteerId};
use shared::round::RoundStatus;

use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::round;

/// How far back work is evened out: long enough for a fortnight's leave, short enough to forget. A choice; no source.
const WEEKS: u64 = 4;

/// Rounds that somebody walks or has walked: nobody's time was given to the others.
const WALKED: [RoundStatus; 3] = [RoundStatus::Accepted, RoundStatus::Started, RoundStatus::Finished];

/// Minutes of rounds, as they were planned, in the four weeks before the week of `day`; those who walked none are not named.
/// Whole weeks, so that a day's plan does not grow old by what is walked around it.
pub(super) async fn gather(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
) -> Result<BTreeMap<VolunteerId, i64>> {
    let into_week = u64::from(day.weekday().num_days_from_monday());
    let monday = day.checked_sub_days(Days::new(into_week)).unwrap_or(NaiveDate::MIN);
    let first = monday.checked_sub_days(Days::new(7 * WEEKS)).unwrap_or(NaiveDate::MIN);
    type Walked = (Key<VolunteerId>, Option<Key<VolunteerId>>, DateTime<Utc>, DateTime<Utc>);
    let rows: Vec<Walked> = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(association)))
        .filter(round::Column::ServiceDay.gte(first))
        .filter(round::Column::ServiceDay.lt(monday))
        .filter(round::Column::Status.is_in(WALKED.map(Text)))
        .select_only()
        .columns([
            round::Column::VolunteerId,
            round::Column::CompanionId,
            round::Column::StartsAt,
            round::Column::EndsAt,
        ])
        .into_tuple()
        .all(db)
        .await?;
    let mut minutes = BTreeMap::new();
    for (volunteer, companion, starts, ends) in rows {
        for who in std::iter::once(volunteer).chain(companion) {
            *minutes.entry(who.0).or_default() += (ends - starts).num_minutes().max(0);
        }
    }
    Ok(minutes)
}
