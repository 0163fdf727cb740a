//! What each volunteer has walked in the past weeks, so that the work is even over weeks and not over one morning.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc, Weekday};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::id::{AssociationId, VolunteerId};
use shared::round::RoundStatus;

use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::round;

/// How far back work is evened out: long enough for a fortnight's leave, short enough to forget. A choice; no source.
const WEEKS: u64 = 4;

/// Rounds that somebody has walked, or said they would: whoever walks with the paper sheet starts nothing on a phone.
const WALKED: [RoundStatus; 3] = [RoundStatus::Accepted, RoundStatus::Started, RoundStatus::Finished];

/// Minutes of rounds, as they were planned, in four weeks that end with the week before the last one; those who walked none are
/// not named. The last week may still change, by a round of Sunday or a phone that comes back on Monday, and a day's plan must
/// not grow old by it.
pub(super) async fn gather(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
) -> Result<BTreeMap<VolunteerId, i64>> {
    let week = day.week(Weekday::Mon).checked_first_day().unwrap_or(NaiveDate::MIN);
    let [first, end] =
        [WEEKS + 1, 1].map(|weeks| week.checked_sub_days(Days::new(7 * weeks)).unwrap_or(NaiveDate::MIN));
    type Walked = (Key<VolunteerId>, Option<Key<VolunteerId>>, DateTime<Utc>, DateTime<Utc>);
    let rows: Vec<Walked> = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(association)))
        .filter(round::Column::ServiceDay.gte(first))
        .filter(round::Column::ServiceDay.lt(end))
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
